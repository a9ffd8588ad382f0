"""Writes formulas and conditions of any type, well typed by construction, from the names that a policy has so far."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date as _date
from fractions import Fraction
from typing import TypeVar

from hypothesis import strategies as st

from policyc.quantities.decimals import decimal_text
from tests.properties import formulas as f
from tests.properties.formulas import Enum, Formula, Kind

T = TypeVar("T")

#: Amounts that are a product of two others.
PRODUCTS: dict[str, tuple[tuple[str, str], ...]] = {
    "元": (("元/人", "人"), ("元/年", "年"), ("元/床日", "床日")),
    "元/年": (("元/人/年", "人"),),
    "元/人": (("元/人/年", "年"),),
    "个月": (("年", "个月/年"),),
}
#: Amounts that are a quotient of two others.
QUOTIENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "元/人": (("元", "人"),),
    "元/年": (("元", "年"),),
    "元/床日": (("元", "床日"),),
    "%": (("元", "元"), ("年", "年"), ("人", "人"), ("个月", "个月")),
}
UNITS = ("元", "元/人", "元/年", "元/人/年", "元/床日", "%", "人", "年", "个月", "天", "岁", "床日")


@dataclass(frozen=True, slots=True)
class Symbol:
    """Something that formulas may name. ``step`` is that of an input's grid; None for what is not an input."""

    formula: Formula
    alias: str
    step: Fraction | None = None


@dataclass
class Names:
    """What a policy has declared so far, and at which places of each type something happens."""

    symbols: list[Symbol] = field(default_factory=list)
    enums: list[Enum] = field(default_factory=list)
    places: dict[Kind, set[Fraction]] = field(default_factory=dict)

    def of(self, kind: Kind, *, inputs: bool = False) -> list[Symbol]:
        """The names of a type; only inputs if ``inputs``."""
        return [s for s in self.symbols if s.formula.kind == kind and (s.step is not None or not inputs)]

    def mark(self, kind: Kind, *where: Fraction) -> None:
        """Remember places of a type for the inputs that will be tried."""
        self.places.setdefault(kind, set()).update(where)


class Writer:
    """Draws formulas. ``depth`` bounds how deep a formula nests."""

    def __init__(self, draw: st.DrawFn, names: Names) -> None:
        self.draw = draw
        self.names = names
        self.split: list[Symbol] = []  # what the places around have split by already

    # ------------------------------------------------------------------ choices

    def chance(self, one_in: int) -> bool:
        """True once in so many times; False when Hypothesis makes it simple."""
        return self.draw(st.integers(0, one_in - 1)) == one_in - 1

    def pick(self, options: Sequence[T]) -> T:
        """One of them."""
        return options[self.draw(st.integers(0, len(options) - 1))]

    def whole(self, low: int, high: int) -> int:
        """An integer between the two."""
        return self.draw(st.integers(low, high))

    # ------------------------------------------------------------------ amounts

    def literal(self, unit: str) -> Formula:
        """A literal of a unit, its place remembered."""
        if unit == "%":
            value = Fraction(self.pick((0, 1, 5, 50, 60, 70, 80, 100, 150)), 100) if not self.chance(4) else Fraction(1, 8)
        elif unit.startswith("元"):
            value = self.pick((Fraction(0), Fraction(1), Fraction(10), Fraction(380), Fraction(5, 100), Fraction(3, 10)))
            if self.chance(3):
                value = Fraction(self.whole(1, 100000), self.pick((1, 100)))
        else:
            value = Fraction(self.pick((0, 1, 2, 3, 4, 12, 18, 60)))
        self.names.mark(unit, value)
        made = f.literal(value, unit)
        if unit == "元" and value >= 10000 and self.chance(2):
            return replace(made, text=f"{decimal_text(value / 10000)}万元")
        if unit == "%" and self.chance(4):
            return replace(made, text=decimal_text(value), bare=False)
        return made

    def leaf(self, unit: str) -> Formula:
        """A literal or a name."""
        known = [s.formula for s in self.names.of(unit) if not s.formula.unlimited]
        return self.pick(known) if known and not self.chance(3) else self.literal(unit)

    def positive(self, unit: str) -> Formula:
        """Something of a unit that is above 0."""
        known = [s.formula for s in self.names.of(unit) if s.formula.low > 0 and not s.formula.unlimited]
        if known and not self.chance(3):
            return self.pick(known)
        some = self.leaf(unit)
        one = f.literal(Fraction(1), unit)
        if self.chance(2) or some.fixed:
            value = Fraction(self.pick((1, 2, 3, 4, 7, 8, 12)))
            return f.literal(value, unit)
        return replace(
            f.either([some, one], f"max({some.text}, {one.text})", f.ATOM, unit),
            low=max(some.low, one.low),
            high=max(some.high, one.high),
        )

    def amount(self, unit: str, depth: int) -> Formula:
        """A formula of a unit. One that would need too many digits is left a leaf."""
        if depth <= 0 or self.chance(4):
            return self.leaf(unit)
        makers = [self._sum, self._share, self._extreme, self._if, self._rounded, self._quotient, self._special, self._match]
        if unit in ("天", "个月", "年", "岁"):  # the calendar's units
            makers += [self._special] * 3
        made = self.pick(makers)(unit, depth - 1)
        return made if made.digits <= f.MOST_DIGITS else self.leaf(unit)

    def _sum(self, unit: str, depth: int) -> Formula:
        a, b = self.amount(unit, depth), self.amount(unit, depth)
        sign = self.pick("+-")
        b = as_points(b)
        if self.chance(6):
            a = f.negated(a)
        return f.added(a, b, sign)

    def _share(self, unit: str, depth: int) -> Formula:
        """A rate of something, a multiple of it, or a product of two units."""
        if unit in PRODUCTS and self.chance(2):
            one, other = self.pick(PRODUCTS[unit])
            a = self.amount(one, depth)
            b = f.literal(Fraction(12), "个月/年") if other == "个月/年" else self.amount(other, depth)
        elif self.chance(3):
            a, b = self.amount(unit, depth), f.literal(Fraction(self.whole(0, 9)), "")
        else:
            a, b = self.amount(unit, depth), self.amount("%", depth)
        return f.multiplied(a, b, unit) if self.chance(2) else f.multiplied(b, a, unit)

    def _quotient(self, unit: str, depth: int) -> Formula:
        a = self.amount(unit, depth)
        if unit in QUOTIENTS and self.chance(2):
            one, other = self.pick(QUOTIENTS[unit])
            return f.divided(self.amount(one, depth), self.positive(other), unit)
        by = self.positive("%") if self.chance(3) else f.literal(Fraction(self.pick((2, 3, 4, 7, 8))), "")
        return f.divided(a, by, unit)

    def _extreme(self, unit: str, depth: int) -> Formula:
        """min or max, of two or three; min may meet a cap that may be unlimited."""
        parts = [self.amount(unit, depth) for _ in range(self.whole(2, 3))]
        caps = [s.formula for s in self.names.of(unit) if s.formula.unlimited]
        if caps and self.chance(2):
            parts.append(replace(self.pick(caps), unlimited=False))
            return f.either(parts, f"min({', '.join(p.at(f.IF) for p in parts)})", f.ATOM, unit)
        name = self.pick(("min", "max"))
        texts = [p.at(f.IF) for p in parts]
        if self.chance(5):
            texts[-1], parts[-1] = "0", f.literal(Fraction(0), unit)
        made = f.either(parts, f"{name}({', '.join(texts)})", f.ATOM, unit)
        if name == "max":
            return replace(made, low=max(p.low for p in parts))
        return replace(made, high=min(p.high for p in parts))

    def _if(self, unit: str, depth: int) -> Formula:
        a, b = self.amount(unit, depth), self.amount(unit, depth)
        return f.either([a, b], f"if {self.condition(depth)} then {a.at(f.IF)} else {b.at(f.IF)}", f.IF, unit)

    def _match(self, unit: str, depth: int) -> Formula:
        subject = self.subject()
        if subject is None:
            return self.leaf(unit)
        with self.splitting(subject):
            arms = [(p, self.amount(unit, depth)) for p in self.partition(subject)]
        text = "  ".join(f"{pattern} -> {a.at(f.IF)}" for pattern, a in arms)
        return f.either([a for _, a in arms], f"match {subject.formula.text} {{ {text} }}", f.ATOM, unit)

    def _rounded(self, unit: str, depth: int) -> Formula:
        made = self.round_if_allowed(self.amount(unit, depth))
        return replace(made, text=f"({made.text})", level=f.ATOM) if made.level == f.IF else made

    def round_if_allowed(self, a: Formula, *, must: bool = False) -> Formula:
        """``a`` rounded if its unit allows that it be needed, or if it must be: no finer than the unit's usual places."""
        unit = a.kind
        assert isinstance(unit, str)
        money = f.is_money(unit)
        choices = [Fraction(1, 100), Fraction(1, 10), Fraction(1), Fraction(5), Fraction(100)]
        if unit == "%":
            choices = [Fraction(1, 10000), Fraction(1, 100), Fraction(1, 1000)]
        elif not money:
            choices = [Fraction(1), Fraction(2)]
        able = [u for u in choices if a.loose is None or (Fraction(1, 10**a.loose) / u).denominator != 1]
        if not able:
            assert not must or a.loose is not None, a.text
            return a
        to = self.pick(able)
        name = unit.split("/")[0] if self.chance(2) else unit
        number = f"{decimal_text(to * 100)}%" if unit == "%" and self.chance(2) else decimal_text(to)
        shown = number if unit == "%" else f"{number}{name}"
        words = self.pick(
            (
                f"rounded to {shown}",
                f"rounded down to {shown}",
                f"rounded up to {shown}",
                f"rounded half even to {shown}",
                f"rounded to {shown} half even",
                f"rounded half up to {shown}",
            )
        )
        return f.rounded(a, to, words)

    def _special(self, unit: str, depth: int) -> Formula:
        """What only some units have: differences of days, months and years, ages, a rate's rest."""
        if unit == "%":
            return f.added(f.literal(Fraction(1), "%"), as_points(self.amount("%", depth)), "-")
        ordinals = {"天": "date", "个月": "month", "年": "year"}
        if unit in ordinals:
            kind = ordinals[unit]
            left, right = (self.moment(kind, depth, named=True) for _ in range(2))
            return f.added(left, right, "-", unit)
        if unit == "岁":
            birth, day = self.moment("date", depth), self.moment("date", depth)
            low, high = (day.low - birth.high) // 365 - 1, (day.high - birth.low) // 365 + 1
            text = f"age({birth.at(f.IF)}, {day.at(f.IF)})"
            return Formula(text, unit, f.ATOM, 0, 0, Fraction(low), Fraction(high), 4)
        return self._sum(unit, depth)

    # ------------------------------------------------------------------ days, months, years

    def moment(self, kind: str, depth: int, *, named: bool = False) -> Formula:
        """A day, month or year. ``named``: nothing whose type only the place would tell (a bare year)."""
        known = [s.formula for s in self.names.of(kind)]
        if depth <= 0 or self.chance(4):
            if known and not self.chance(3):
                return self.pick(known)
            if not (named and kind == "year"):
                return self._moment_literal(kind)
        made = self.pick((self._shifted, self._converted, self._earliest))(kind, max(depth - 1, 0))
        # 0001-01-01 .. 9999-12-31 is what there is; stay far from it
        least, most = {"date": (200000, 1300000), "month": (6000, 50000), "year": (500, 4000)}[kind]
        return made if made.low > least and made.high < most else self._converted(kind, 0)

    def _moment_literal(self, kind: str) -> Formula:
        year = self.whole(1998, 2030)
        month, day = self.pick(((1, 1), (2, 28), (7, 1), (12, 31), (6, 15)))
        if kind == "date":
            if self.chance(4):
                year, month, day = 2024, 2, 29
            where = Fraction(_date(year, month, day).toordinal())
        else:
            where = Fraction(year * 12 + month - 1 if kind == "month" else year)
        self.names.mark(kind, where)
        return Formula(f.written(kind, where), kind, f.ATOM, 0, 0, where, where)

    def count(self, unit: str) -> Formula:
        """A whole number of days, months or years that is small enough to move a date by."""
        known = [s.formula for s in self.names.of(unit) if s.formula.scale == 0 and abs(s.formula.high) <= 73000]
        known = [k for k in known if k.low >= -2400 and not k.unlimited]
        return self.pick(known) if known and not self.chance(3) else f.literal(Fraction(self.whole(0, 14)), unit)

    def _shifted(self, kind: str, depth: int) -> Formula:
        sign = self.pick("+-")
        if kind == "date" and not self.chance(3):
            unit = self.pick(("个月", "年"))
            start, by = self.moment("date", depth), self.count(unit)
            days = 366 if unit == "年" else 31
            most = max(abs(by.low), abs(by.high)) * days + 31
            text = f"({start.at(f.SUM)} {sign} {by.at(f.PRODUCT)} rounded {self.pick(('down', 'up'))})"
            return Formula(text, kind, f.ATOM, 0, 0, start.low - most, start.high + most)
        unit = {"date": "天", "month": "个月", "year": "年"}[kind]
        return f.added(self.moment(kind, depth, named=True), self.count(unit), sign, kind)

    def _converted(self, kind: str, depth: int) -> Formula:
        if kind == "date":
            month = self.moment("month", depth)
            low, high = (_date(int(m) // 12, int(m) % 12 + 1, 1).toordinal() for m in (month.low, month.high))
            return Formula(
                f"{self.pick(('first_day', 'last_day'))}({month.at(f.IF)})", kind, f.ATOM, 0, 0, _fr(low), _fr(high + 30)
            )
        if kind == "month" and self.chance(2):
            year = self.moment("year", depth)
            return Formula(f"january({year.at(f.IF)})", kind, f.ATOM, 0, 0, year.low * 12, year.high * 12)
        source = "date" if kind == "month" or self.chance(2) else "month"
        inner = self.moment(source, depth)
        ends = [
            _date.fromordinal(int(d)) if source == "date" else _date(int(d) // 12, int(d) % 12 + 1, 1)
            for d in (inner.low, inner.high)
        ]
        low, high = (e.year if kind == "year" else e.year * 12 + e.month - 1 for e in ends)
        return Formula(f"{kind}_of({inner.at(f.IF)})", kind, f.ATOM, 0, 0, _fr(low), _fr(high))

    def _earliest(self, kind: str, depth: int) -> Formula:
        a, b = self.moment(kind, depth, named=True), self.moment(kind, depth)
        if self.chance(2):
            return f.either([a, b], f"{self.pick(('min', 'max'))}({a.at(f.IF)}, {b.at(f.IF)})", f.ATOM, kind)
        return replace(f.either([a, b], f"(if {self.condition(0)} then {a.at(f.IF)} else {b.at(f.IF)})", f.ATOM, kind))

    # ------------------------------------------------------------------ conditions and members

    def condition(self, depth: int) -> str:
        """A condition, in brackets unless it binds as tightly as a comparison."""
        made = self.yes_or_no(depth)
        return made.text

    def yes_or_no(self, depth: int) -> Formula:
        """A formula that is true or false."""
        known = [s.formula for s in self.names.of("bool")]
        if known and self.chance(3):
            return self.pick(known)
        if depth > 0 and self.chance(3):
            word = self.pick(("and", "or"))
            level = f.AND if word == "and" else f.OR
            parts = [self.yes_or_no(depth - 1) for _ in range(self.whole(2, 3))]
            return Formula(f" {word} ".join(p.at(level + 1) for p in parts), "bool", level)
        if depth > 0 and self.chance(5):
            return Formula(f"not {self.yes_or_no(depth - 1).at(f.NOT)}", "bool", f.NOT)
        return Formula(
            self.pick((self._compare, self._compare_moments, self._compare_members, self._within))(depth), "bool", f.COMPARE
        )

    def _compare(self, depth: int) -> str:
        unit = self.pick(sorted({s.formula.kind for s in self.names.symbols if f.is_amount(s.formula.kind)} or {"元"}, key=str))
        assert isinstance(unit, str)
        named = [s.formula for s in self.names.of(unit)]
        left = self.pick(named) if named and not self.chance(3) else self.amount(unit, depth - 1)
        right = self.literal(unit) if self.chance(2) else self.amount(unit, depth - 1)
        if not named and left.fixed:
            left = (
                f.added(left, self.amount(unit, 0) if unit != "%" else f.literal(Fraction(1), unit), "+") if unit != "%" else left
            )
        return f"{left.at(f.SUM)} {self.pick(('==', '!=', '<', '<=', '>', '>='))} {right.at(f.SUM)}"

    def _compare_moments(self, depth: int) -> str:
        kind = self.pick(("date", "month", "year"))
        if not self.names.of(kind):
            return self._compare(depth)
        left = self.pick(self.names.of(kind)).formula
        return f"{left.text} {self.pick(('==', '!=', '<', '<=', '>', '>='))} {self.moment(kind, depth - 1).at(f.SUM)}"

    def _compare_members(self, depth: int) -> str:
        named = [s for s in self.names.symbols if isinstance(s.formula.kind, Enum)]
        if not named:
            return self._compare(depth)
        left = self.pick(named).formula
        assert isinstance(left.kind, Enum)
        ops = ("==", "!=", "<", "<=", ">", ">=") if left.kind.ordered else ("==", "!=")
        return f"{left.text} {self.pick(ops)} {self.pick(left.kind.members)[0]}"

    def _within(self, depth: int) -> str:
        named = [s for s in self.names.symbols if isinstance(s.formula.kind, Enum)]
        if named and self.chance(2):
            left = self.pick(named).formula
            assert isinstance(left.kind, Enum)
            some = left.kind.members[: self.whole(1, len(left.kind.members))]
            return f"{left.text} in ({', '.join(name for name, _ in some)})"
        amounts = [s.formula for s in self.names.symbols if f.is_amount(s.formula.kind)]
        if not amounts:
            return self._compare(depth)
        left = self.pick(amounts)
        assert isinstance(left.kind, str)
        options = [self.literal(left.kind).text for _ in range(self.whole(1, 3))]
        return f"{left.text} in ({', '.join(options)})"

    # ------------------------------------------------------------------ what a match, table or column splits

    def subject(self) -> Symbol | None:
        """An input to split by: not one that the places around have split by, where some patterns could never be met.

        One that can be negative is left out, because a range pattern has no place for a sign.
        """
        able = [s for s in self.names.symbols if s.step is not None and s not in self.split and s.formula.low >= 0]
        able = [s for s in able if (s.formula.high - s.formula.low) / (s.step or 1) >= 1]
        return self.pick(able) if able else None

    @contextmanager
    def splitting(self, *subjects: Symbol) -> Iterator[None]:
        """While an arm is written: what has been split by."""
        self.split.extend(subjects)
        yield
        del self.split[-len(subjects) :]

    def partition(self, subject: Symbol, *, literals_only: bool = False) -> list[str]:
        """Patterns that are met by each value of an input exactly once, in some order."""
        kind = subject.formula.kind
        if isinstance(kind, Enum):
            names = [name for name, _ in kind.members]
            cuts = sorted({self.whole(1, len(names) - 1) for _ in range(self.whole(1, 2))})
            groups = [names[a:b] for a, b in zip([0, *cuts], [*cuts, len(names)], strict=True)]
            patterns = [" | ".join(g) for g in groups]
            if self.chance(4):
                patterns[-1] = 'otherwise because "其余从宽"'
                return patterns
        elif kind == "bool":
            patterns = ["true", "false"]
        else:
            patterns = self._ranges(subject)
        return list(self.draw(st.permutations(patterns))) if self.chance(3) else patterns

    def _ranges(self, subject: Symbol) -> list[str]:
        kind, low, high, step = subject.formula.kind, subject.formula.low, subject.formula.high, subject.step
        assert step is not None and isinstance(kind, str)
        near = sorted(p for p in self.names.places.get(kind, ()) if low < p <= high and ((p - low) / step).denominator == 1)
        steps = int((high - low) / step)
        cuts = {
            self.pick(near) if near and self.chance(2) else low + step * self.whole(1, steps) for _ in range(self.whole(1, 3))
        }
        edges = sorted(cuts)
        self.names.mark(kind, *edges)
        patterns = [f"< {f.written(kind, edges[0])}"]
        for a, b in itertools.pairwise(edges):
            last = b - step
            patterns.append(f.written(kind, a) if a == last else f"{f.written(kind, a)} .. {f.written(kind, last)}")
        patterns.append(f">= {f.written(kind, edges[-1])}")
        if len(patterns) > 2 and self.chance(3):
            patterns[:2] = [" | ".join(patterns[:2])]
        return patterns


def as_points(b: Formula) -> Formula:
    """What is added to a rate: a literal says 个百分点."""
    return replace(b, text=f"{decimal_text(b.low * 100)}个百分点", bare=False) if b.bare else b


def _fr(value: int) -> Fraction:
    return Fraction(value)
