"""Writes rules of every shape: plain, match, cases, default with exceptions and modifiers, tables, scales."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from tests.properties import formulas as f
from tests.properties.formulas import Enum, Formula, Kind
from tests.properties.writer import UNITS, Names, Symbol, Writer, as_points

BECAUSE = 'because "其余从宽"'


class Bodies(Writer):
    """Adds rules to what a writer can do. ``params`` are those that derived params may read."""

    def __init__(self, draw: st.DrawFn, names: Names) -> None:
        super().__init__(draw, names)
        self.params: list[Formula] = []

    def new_name(self, stem: str, alias: str) -> tuple[str, str]:
        """A fresh name and alias."""
        raise NotImplementedError

    def _rule(self) -> str:
        others = [self._other_rule] * 4
        shapes = [self._plain, self._plain, self._match_rule, self._cases_rule, self._table, self._table, self._scale]
        kind = self.pick([*shapes, self._default_rule, self._default_rule, *others])
        return kind()

    # ------------------------------------------------------------------ the frame of a rule

    def _declare(self, made: Formula, keyword: str = "rule", *, annotate: bool = False) -> str:
        """Round as the result must be, declare it, and write it."""
        name, alias = self.new_name("得", "out")
        kind = made.kind
        part = keyword == "part"
        if f.is_amount(kind) and not part:
            made = self._fit(made)
        shown = kind.name if isinstance(kind, Enum) else kind
        only = f" only when {self.condition(1)}" if keyword == "rule" and self.chance(6) else ""
        typed = f" : {shown}" if annotate or kind in ("month", "date", "year") or self.chance(4) else ""
        self._add(name, alias, made)
        alias_text = "" if part and self.chance(2) else f" as {alias}"
        return f"  {keyword} {name}{alias_text}{typed}{only} = {made.text}{self._tail()}"

    def _tail(self) -> str:
        return self.pick(("", "", "", ' quote "若干"', " more is better", " principally"))

    def _add(self, name: str, alias: str, made: Formula) -> None:
        self.names.symbols.append(Symbol(replace(made, text=name, level=f.ATOM, bare=False, fixed=False), alias))

    def _fit(self, made: Formula, *, block: bool = False) -> Formula:
        """Rounded where a result must be; sometimes where it may be."""
        money = f.is_money(made.kind)
        must = made.scale is None or (money and made.scale > 2)
        if not must and not self.chance(6):
            return made
        return self.round_if_allowed(made, must=must)

    # ------------------------------------------------------------------ shapes

    def _plain(self) -> str:
        return self._declare(self.amount(self.pick(UNITS), 3), self.pick(("rule", "rule", "part")))

    def _value(self, unit: str, depth: int) -> tuple[str, Formula | None]:
        """What an arm may give: a formula, now and then a hole (None)."""
        if self.chance(7):
            return "unspecified", None
        made = self.amount(unit, depth)
        return made.at(f.IF), made

    def _joined(self, parts: list[Formula | None], text: str, unit: str, *, extra: bool = False) -> Formula:
        usual = 2 if f.is_money(unit) else 4 if unit == "%" else 0
        hole = replace(f.literal(Fraction(0), unit), scale=usual, loose=usual)  # what is to be filled in may be as fine as usual
        known = [p or hole for p in parts]
        level = f.IF if extra else f.ATOM
        return f.either(known, text, level, unit)

    def _match_rule(self) -> str:
        unit, subject = self.pick(UNITS), self.subject()
        if subject is None:
            return self._plain()
        with self.splitting(subject):
            arms = [(p, *self._value(unit, 1)) for p in self.partition(subject)]
        if self.chance(5) and not any(m is not None and (m.scale is None or m.scale > 2) for _, _, m in arms):
            arms[0] = (arms[0][0], "unlimited", f.literal(Fraction(0), unit))
        unlimited = any(t == "unlimited" for _, t, _ in arms)
        body = "".join(f"    {p} -> {text}\n" for p, text, _ in arms)
        made = self._joined([m for _, _, m in arms], f"match {subject.formula.text} {{\n{body}  }}", unit)
        return self._declare(replace(made, unlimited=unlimited), annotate=True)

    def _cases_rule(self) -> str:
        """Cases whose conditions go down one subject, so that each can win."""
        unit, subject = self.pick(UNITS), self.subject()
        if subject is None:
            return self._plain()
        conditions = self._conditions(subject)
        last = f"otherwise {BECAUSE}" if self.chance(2) else f"when {conditions[-1]}"
        with self.splitting(subject):
            arms = [(c, *self._value(unit, 1)) for c in [*(f"when {c}" for c in conditions[:-1]), last]]
        body = "".join(f"    {c} -> {text}\n" for c, text, _ in arms)
        return self._declare(self._joined([m for _, _, m in arms], f"cases {{\n{body}  }}", unit), annotate=True)

    def _conditions(self, subject: Symbol) -> list[str]:
        """Conditions that split a subject's values: exactly one holds."""
        name, kind = subject.formula.text, subject.formula.kind
        if kind == "bool":
            return [name, f"not {name}"]
        if isinstance(kind, Enum):
            cut = self.whole(1, len(kind.members) - 1)
            groups = [[m for m, _ in kind.members[:cut]], [m for m, _ in kind.members[cut:]]]
            return [f"{name} == {g[0]}" if len(g) == 1 else f"{name} in ({', '.join(g)})" for g in groups]
        low, high, step = subject.formula.low, subject.formula.high, subject.step
        assert step is not None
        at = low + step * self.whole(1, int((high - low) / step))
        self.names.mark(kind, at)
        edge = f.written(kind, at)
        if at - step > low and self.chance(2):
            return [f"{name} >= {edge}", f"{name} < {f.written(kind, at - step)}", f"{name} == {f.written(kind, at - step)}"]
        return [f"{name} >= {edge}", f"{name} < {edge}"]

    def _default_rule(self) -> str:
        unit = self.pick(("元", "元", "%", "元/年", "年"))
        default = self.amount(unit, 2)
        excepted: list[Formula] = []
        lines = []
        subject = self.subject()
        if subject is not None:
            conditions = self._conditions(subject)[: self.whole(0, 1) + 1]
            if len(conditions) > 1 and not self.chance(3):
                conditions = conditions[:1]
            for condition in conditions:
                with self.splitting(subject):
                    values, text = self._excepted(unit)
                excepted += values
                lines.append(f"    except when {condition} -> {text}\n")
        made = default
        for _ in range(self.whole(0, 3)):
            made, line = self._modifier(made, unit)
            lines.append(line)
        made = f.either([made, *excepted], "", f.IF, unit)
        if not lines:
            return self._declare(default)
        text = f"{default.at(f.IF)} {{\n{''.join(lines)}  }}"
        return self._declare(replace(made, text=text, level=f.IF), annotate=True)

    def _excepted(self, unit: str) -> tuple[list[Formula], str]:
        """What an exception gives: a value, now and then with an exception of its own."""
        value = self.amount(unit, 1)
        other = self.subject()
        if other is None or not self.chance(3):
            return [value], value.at(f.IF)
        with self.splitting(other):
            inner = self.amount(unit, 1)
        return [value, inner], f"{value.at(f.IF)} {{ except when {self._conditions(other)[0]} -> {inner.at(f.IF)} }}"

    def _modifier(self, so_far: Formula, unit: str) -> tuple[Formula, str]:
        op = self.pick(("plus", "minus", "times"))
        if op == "times":
            by = self.amount("%", 0)
            after = f.multiplied(so_far, by, unit)
            if after.digits > f.MOST_DIGITS:
                op, by = "plus", self.literal(unit)
                by = as_points(by)
                after = f.added(so_far, by)
        else:
            by = as_points(self.amount(unit, 1))
            after = f.added(so_far, by, "+" if op == "plus" else "-")
        both = f.either([so_far, after], "", f.IF, unit)
        return both, f"    {op} {by.at(f.SUM)} when {self.condition(1)}\n"

    def _cell(self, unit: str, *, plain: bool) -> tuple[str, Formula | None]:
        if self.chance(8):
            return "unspecified", None
        made = self.literal(unit) if plain else self.amount(unit, 1)
        return made.at(f.SUM), made

    def _table(self) -> str:
        unit = self.pick(UNITS)
        rows, columns = self.subject(), self.subject()
        if rows is None or columns is None:
            return self._plain()
        two = columns is not rows and self.chance(2)
        across = self.partition(columns) if two else [""]
        across = ["true | false" if p.startswith("otherwise") and columns.formula.kind == "bool" else p for p in across]
        if any(p.startswith("otherwise") for p in across):
            two, across = False, [""]
        plain = self.chance(2)
        cells: list[Formula | None] = []
        body = f"    columns {', '.join(across)}\n" if two else ""
        unlimited = False
        for pattern in self.partition(rows):
            with self.splitting(rows, columns):
                row = [self._cell(unit, plain=plain) for _ in across]
            if plain and self.chance(4):
                row[0], unlimited = ("unlimited", f.literal(Fraction(0), unit)), True
            cells += [m for _, m in row]
            body += f"    {pattern}: {', '.join(t for t, _ in row)}\n"
        name, alias = self.new_name("表", "tab")
        subjects = f"{rows.formula.text}, {columns.formula.text}" if two else rows.formula.text
        made = replace(self._joined(cells, "", unit), unlimited=unlimited)
        after = self._fit(replace(made, text="§", level=f.ATOM))
        self._add(name, alias, replace(after, unlimited=unlimited))
        return f"  table {name} as {alias} : {unit} by {subjects} {{\n{body}  }}{after.text.removeprefix('§')}{self._tail()}"

    def _scale(self) -> str:
        unit = self.pick(("元", "元/年", "年"))
        base = self.leaf(unit)
        if base.low < 0 or base.fixed:
            base = f.either([base, f.literal(Fraction(0), unit)], f"max({base.text}, 0)", f.ATOM, unit)
            base = replace(base, low=max(base.low, Fraction(0)))
        columns = self.subject() if self.chance(2) else None
        across = self.partition(columns) if columns is not None else [""]
        if any(p.startswith("otherwise") for p in across):
            columns, across = None, [""]
        most = max(base.high, Fraction(4))
        uppers = sorted({Fraction(self.whole(1, 100) * most // 128 + 1) for _ in range(self.whole(0, 3))})
        uppers = [u for u in uppers if u < base.high]
        self.names.mark(unit, *uppers)
        rates = [[self.literal("%") for _ in across] for _ in range(len(uppers) + 1)]
        body = f"    columns {', '.join(across)}\n" if columns is not None else ""
        for start, row in zip([*(f"up to {f.literal(u, unit).text}" for u in uppers), "above"], rates, strict=True):
            body += f"    {start} -> {', '.join(r.text for r in row)}\n"
        flat = [r for row in rates for r in row]
        edges = [f.literal(u, unit) for u in uppers]
        rate = f.either(flat, "", f.ATOM, "%")
        ends = f.either([base, *edges], "", f.ATOM, unit)
        product = f.multiplied(replace(ends, low=Fraction(0)), rate, unit)
        made = replace(product, digits=product.digits + 1)
        cap = ""
        if self.chance(2):
            limit = self.leaf(unit)
            if limit.low >= 0:
                cap = f" at most {limit.at(f.SUM)}"
                made = f.either([made, limit], "", f.ATOM, unit)
        name, alias = self.new_name("段", "sca")
        after = self._fit(replace(made, text="§", level=f.ATOM))
        self._add(name, alias, after)
        by = f" by {columns.formula.text}" if columns is not None else ""
        return (
            f"  scale {name} as {alias} on {base.at(f.SUM)}{by} {{\n{body}  }}{cap}{after.text.removeprefix('§')}{self._tail()}"
        )

    def _other_rule(self) -> str:
        """A rule that gives no amount."""
        kinds: list[Kind] = ["bool", "bool", "date", "month", "year", *self.names.enums]
        kind = self.pick(kinds)
        if kind == "bool":
            made = self.yes_or_no(2)
            return self._declare(made)
        if isinstance(kind, Enum):
            subject = self.subject()
            member = self.pick(kind.members)[0]
            if subject is None:
                return self._declare(Formula(member, kind), annotate=True)
            arms = "  ".join(f"{p} -> {self.pick(kind.members)[0]}" for p in self.partition(subject))
            return self._declare(Formula(f"match {subject.formula.text} {{ {arms} }}", kind), annotate=True)
        return self._declare(self.moment(kind, 3), annotate=True)
