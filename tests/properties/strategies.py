"""Hypothesis strategies: policies as .pol text, over the whole language, well typed and complete by construction.

``policies()`` draws a :class:`Drawn`; ``inputs_of`` draws what to try a compiled policy with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from hypothesis import strategies as st

from policyc.model.policy import Given, History, Input, Policy, Record, Records
from policyc.model.types import Value, from_ordinal
from policyc.quantities.decimals import decimal_text, scale_of
from policyc.semantics.breakpoints import Breakpoints, breakpoints
from tests.properties import formulas as f
from tests.properties.bodies import Bodies
from tests.properties.formulas import Enum, Formula, Kind
from tests.properties.writer import UNITS, Names, Symbol

#: ASCII names that a careless module would trip over; where the compiler refuses one, the draw is set aside.
AWKWARD = (
    "value", "state", "reason", "nominal", "result", "given", "args", "kwargs", "unit", "scale", "data", "x", "n",
    "amount", "rule", "rules", "params", "low", "high", "step", "year", "month", "day", "by", "key", "label", "index",
    "case_", "values", "states", "total", "rate", "quote", "clause", "error", "none", "true", "decimals", "money", "months",
)  # fmt: skip
ENUM_NAMES = (("人群", "group"), ("等级", "level"), ("地区分档", "tier"))
MEMBERS = "甲乙丙丁戊"
#: Texts that must be escaped wherever they land.
TEXTS = (
    "普通文字", '带\\"引号\\"', "反斜杠\\\\结尾\\\\", "三引号\\\"\\\"\\\"", "{花括号} {{ 0 }} %s %(a)d", "<b>标签</b> & | 竖线",
    "# 井号 * 星号 _下划线_ `反引号`", "\\\\N{BULLET}\\\\x41", "--> ]]> 末尾",
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """A generated policy: its text and what it knows of itself."""

    text: str
    names: Names

    def __repr__(self) -> str:
        return f"Drawn:\n{self.text}"


class PolicyWriter(Bodies):
    """Writes a policy from the top: enums, inputs, params, then rules that may read all of them."""

    def __init__(self, draw: st.DrawFn) -> None:
        super().__init__(draw, Names())
        self.lines: list[str] = []
        self.counter = 0

    def new_name(self, stem: str, alias: str) -> tuple[str, str]:
        """A fresh name and alias; once in a while an awkward alias."""
        self.counter += 1
        taken = {s.alias for s in self.names.symbols}
        free = [a for a in AWKWARD if a not in taken]
        short = self.pick(free) if self.chance(12) and free else f"{alias}_{self.counter}"
        return f"{stem}{self.counter}", short

    def write(self) -> str:
        """The whole file."""
        for name, alias in ENUM_NAMES[: self.whole(0, 3)]:
            self._enum(name, alias)
        head = [
            'policy 试例 as generated_trial {\n  region 全国 "CN"\n  year 2023\n  series 试例\n}',
            f'source 文 as doc {{\n  title "{self.pick(TEXTS)}"\n  number "试〔2023〕1号"',
            f'  issuers "{self.pick(TEXTS)}", "乙局"\n  issued 2023-01-01\n}}',
            "unit 床日",
        ]
        for _ in range(self.whole(1, 6)):
            self._input()
        history = self._history() if self.chance(3) else None
        params = [self._param() for _ in range(self.whole(0, 5))]
        params += [self._derived() for _ in range(self.whole(0, 2)) if self.params]
        rules = list(self._tracks(*history)) if history is not None else []
        rules += [self._rule() for _ in range(self.whole(2, 8))]
        others = [self._other() for _ in range(self.whole(0, 2))]
        cited = [*params, *rules, *others]
        if self.chance(2):  # declarations need no order
            cited = list(self.draw(st.permutations(cited)))
        split = self.whole(0, len(cited))
        clauses = [
            f'clause 文 "{n}、" {{\n' + "\n".join(part) + "\n}"
            for n, part in zip("一二", (cited[:split], cited[split:]), strict=True)
            if part
        ]
        return "\n".join([*head, *self.lines, *clauses]) + "\n"

    # ------------------------------------------------------------------ declarations

    def _enum(self, name: str, alias: str) -> None:
        ordered = self.chance(2)
        members = tuple((f"{m}{name[0]}", f"m{i}") for i, m in enumerate(MEMBERS[: self.whole(2, 5)]))
        self.names.enums.append(Enum(name, alias, ordered, members))
        body = ", ".join(f"{n} as {a}" for n, a in members)
        self.lines.append(f"enum {'ordered ' if ordered else ''}{name} as {alias} {{ {body} }}")

    def _input(self) -> None:
        enums = self.names.enums
        kinds: list[Kind] = [*UNITS, "元", "元", "年", "%", "bool", "bool", "date", "month", "year", *enums, *enums]
        kind = self.pick(kinds)
        name, alias = self.new_name("入", "in")
        if isinstance(kind, Enum):
            low, high, step, extra = Fraction(0), Fraction(len(kind.members) - 1), Fraction(1), ""
        elif kind == "bool":
            low, high, step, extra = Fraction(0), Fraction(1), Fraction(1), ""
        elif kind in f.WORDS:
            low, high, step, extra = self._moment_range(kind)
        else:
            low, high, step, extra = self._amount_range(kind)
        scale = len(decimal_text(step).partition(".")[2])
        loose = max(scale, 2) if f.is_money(kind) else max(scale, 4) if kind == "%" else scale
        amounts = (scale, loose) if f.is_amount(kind) else (0, 0)
        digits = max(f.digits_of(low), f.digits_of(high)) + scale
        self.names.symbols.append(Symbol(Formula(name, kind, f.ATOM, *amounts, low, high, digits), alias, step))
        self.names.mark(kind, low, high)
        shown = kind.name if isinstance(kind, Enum) else kind
        self.lines.append(f"input {name} as {alias} : {shown}{extra}")
        if f.is_amount(kind) and self.chance(8) and high - low >= 2 * step:
            self.lines.append(f'require {name} >= {f.written(kind, low + step)} because "{self.pick(TEXTS)}"')

    def _history(self) -> tuple[str, list[Formula]]:
        """A history whose fields look like inputs, to rules as well: they read the last record."""
        name, alias = self.new_name("录", "rec")
        lines, symbols = len(self.lines), len(self.names.symbols)
        for _ in range(self.whole(1, 3)):
            self._input()
        fields = [line.removeprefix("input ") for line in self.lines[lines:] if line.startswith("input ")]
        self.lines[lines:] = [f"history {name} as {alias} at most {self.whole(1, 9)} {{\n  " + "\n  ".join(fields) + "\n}"]
        return name, [symbol.formula for symbol in self.names.symbols[symbols:]]

    def _tracks(self, history: str, fields: list[Formula]) -> Iterator[str]:
        """Tracks that count, sum up to a limit, keep a value, and look at one another a record before."""
        conditions = [field.text for field in fields if field.kind == "bool"] + [f"year_of({history}) >= 2020"]
        when = self.pick(conditions)
        count, alias = self.new_name("递", "tr")
        yield f"  track {count} as {alias} over {history} from 0年 = if {when} then previous + 1年 else 0年"
        self.names.symbols.append(Symbol(Formula(count, "年", f.ATOM, 0, 0, Fraction(0), Fraction(9)), alias))
        if self.chance(2):
            name, alias = self.new_name("递", "tr")
            yield f"  track {name} as {alias} : 年 over {history} {self.pick(('from 3年', ''))} = previous({count})"
            self.names.symbols.append(Symbol(Formula(name, "年", f.ATOM, 0, 0, Fraction(0), Fraction(9)), alias))
        for field in fields:
            name, alias = self.new_name("递", "tr")
            if isinstance(field.kind, str) and f.is_money(field.kind) and field.low >= 0:
                unit = field.kind
                start, most = f.literal(Fraction(0), unit), f.literal(Fraction(1000), unit)
                by = self.pick((field.text, f"previous * 5% + {field.text}"))
                body = f"min(previous + {by}, {most.text}) rounded to 0.01元"
                if by == field.text:
                    body = f"min(previous + {by}, {most.text})" if (field.scale or 0) <= 2 else body
                yield f"  track {name} as {alias} : {unit} over {history} from {start.text} = {body}"
                made = Formula(name, unit, f.ATOM, 2, 2, Fraction(0), Fraction(1000), 8)
                self.names.symbols.append(Symbol(made, alias))
            elif isinstance(field.kind, Enum):
                first = self.pick(field.kind.members)[0]
                body = f"if {when} then {field.text} else previous"
                yield f"  track {name} as {alias} : {field.kind.name} over {history} from {first} = {body}"
                self.names.symbols.append(Symbol(replace(field, text=name), alias))

    def _moment_range(self, kind: str) -> tuple[Fraction, Fraction, Fraction, str]:
        ends = {"date": ("1900-01-01", "2199-12-31"), "month": ("1900-01", "2199-12"), "year": ("1900", "2199")}[kind]
        extra = ""
        if self.chance(2):
            year = self.whole(2000, 2024)
            ends = {"date": (f"{year}-02-28", "2025-12-31"), "month": (f"{year}-11", "2025-12"), "year": (str(year), "2025")}[
                kind
            ]
            extra = f" in {ends[0]} .. {ends[1]}"
        low, high = (f.read(kind, end) for end in ends)
        return low, high, Fraction(1), extra

    def _amount_range(self, unit: str) -> tuple[Fraction, Fraction, Fraction, str]:
        money = f.is_money(unit)
        step = Fraction(1, 100) if money else Fraction(1, 10000) if unit == "%" else Fraction(1)
        usual = {"%": 1, "年": 200, "个月": 2400, "天": 73000, "岁": 150}
        low, high = Fraction(0), Fraction(10**8 if money else usual.get(unit, 10**6))
        if self.chance(2):
            return low, high, step, ""
        low = Fraction(self.pick((0, 0, 1, 10, -5))) if unit != "%" else Fraction(self.pick((0, 10, 100)), 100)
        high = low + self.pick((1, 50, 1000)) * (Fraction(1, 100) if unit == "%" else 1)
        extra = ""
        if self.chance(3):
            step = (
                Fraction(self.pick((1, 5)), self.pick((1, 10, 1000))) if unit != "%" else Fraction(1, self.pick((10**2, 10**5)))
            )
            step = step if ((high - low) / step).denominator == 1 else Fraction(1, 1000)
            extra = f" step {f.literal(step, unit).text}"
        return low, high, step, f" in {f.literal(low, unit).text} .. {f.literal(high, unit).text}{extra}"

    def _param(self) -> str:
        name, alias = self.new_name("参", "par")
        if self.chance(6):
            return self._plain_param(name, alias)
        unit = self.pick((*UNITS, "元", "%"))
        value = self.literal(unit)
        more = f.literal(value.low + (Fraction(1, 20) if unit == "%" else 1), unit)
        usual = f.literal(Fraction(0), unit), f.literal(Fraction(10**8 if f.is_money(unit) else 150), unit)
        text, low, high = self.pick(
            (
                (f"= {value.text}", value, value),
                (f">= {value.text}", value, value),
                (f"> {value.text}", value, value),
                (f"<= {value.text}", value, value),
                (f"< {value.text}", value, value),
                (f"~ {value.text}", value, value),
                (f"in {value.text} .. {more.text}", value, more),
                (f"in {value.text} .. {more.text} unspecified", value, more),
                (f">= {value.text} unspecified", value, usual[1]),
                ("unspecified", *usual),
                ("= unlimited", value, value),
                ("= unlimited", value, value),
            )
        )
        annotated = (
            unit == "%" or text in ("unspecified", "= unlimited") or value.text == decimal_text(value.low) or self.chance(2)
        )
        loose = max(value.scale or 0, more.scale or 0, 2 if f.is_money(unit) else 4 if unit == "%" else 0)
        scale = loose if text.startswith("in") or text.endswith("unspecified") else value.scale or 0
        made = Formula(
            name, unit, f.ATOM, scale, loose, min(low.low, high.low), max(low.high, high.high), max(low.digits, high.digits)
        )
        made = replace(made, unlimited=text == "= unlimited")
        if unit == "%" and text.startswith("=") and value.bare and self.chance(3):
            text = f"= {decimal_text(value.low * 100)}个百分点"
        self.names.symbols.append(Symbol(made, alias))
        if not made.unlimited:
            self.params.append(made)
        extra = self.pick(("", "", " principally", " more is better", " more is worse", f' quote "{self.pick(TEXTS)}"'))
        return f"  param {name} as {alias}{f' : {unit}' if annotated else ''} {text}{extra}"

    def _plain_param(self, name: str, alias: str) -> str:
        kinds: list[Kind] = ["bool", "date", "month", "year", *self.names.enums]
        kind = self.pick(kinds)
        if self.chance(3):
            shown, low, high = "unspecified", Fraction(0), Fraction(0)
            if kind in f.WORDS and kind != "bool":
                assert isinstance(kind, str)
                low, high = (f.read(kind, {"date": f"{y}-01-01", "month": f"{y}-01", "year": y}[kind]) for y in ("1900", "2199"))
        elif isinstance(kind, Enum):
            shown, low, high = f"= {self.pick(kind.members)[0]}", Fraction(0), Fraction(0)
        elif kind == "bool":
            shown, low, high = f"= {self.pick(('true', 'false'))}", Fraction(0), Fraction(1)
        else:
            moment = self._moment_literal(kind)
            shown, low, high = f"= {moment.text}", moment.low, moment.high
        self.names.symbols.append(Symbol(Formula(name, kind, f.ATOM, 0, 0, low, high), alias))
        return f"  param {name} as {alias} : {kind.name if isinstance(kind, Enum) else kind} {shown}"

    def _derived(self) -> str:
        name, alias = self.new_name("派", "der")
        one = self.pick(self.params)
        same = [p for p in self.params if p.kind == one.kind]
        other = self.pick(same)
        unit = one.kind
        assert isinstance(unit, str)
        choices = [
            f.added(one, other),
            f.added(one, other, "-"),
            f.either([one, other], f"max({one.text}, {other.text})", f.ATOM, unit),
            f.multiplied(one, f.literal(Fraction(2), ""), unit),
        ]
        if one.low == one.high:  # a known figure: the places of its quotient are known
            quotient = f.divided(one, f.literal(Fraction(3), ""), unit)
            scale = scale_of(quotient.low)
            usual = 2 if f.is_money(unit) else 4 if unit == "%" else 0
            choices.append(replace(quotient, scale=scale, loose=None if scale is None else max(scale, usual)))
        made = self.pick(choices)
        self.names.symbols.append(Symbol(replace(made, text=name, level=f.ATOM), alias))
        return f"  param {name} as {alias} = {made.text}"

    def _other(self) -> str:
        """What rules never read."""
        name, alias = self.new_name("另", "other")
        text = self.pick(TEXTS)
        return "  " + self.pick(
            (
                f'target {name} as {alias} >= 99% by 2025 more is better quote "{text}"',
                f"target {name} as {alias} ~ 300元/人/年 by 2024-02",
                f'must {name} as {alias} {{ actor "{text}" by 2023-12-31 }}',
                f'may {name} as {alias} {{ condition "{text}" }} quote "{text}"',
                f"explore {name} as {alias}",
                f'assume "{text}"',
                f'question "{text}"',
            )
        )


@st.composite
def policies(draw: st.DrawFn) -> Drawn:
    """A policy."""
    writer = PolicyWriter(draw)
    return Drawn(writer.write(), writer.names)


def inputs_of(policy: Policy) -> st.SearchStrategy[dict[str, Given]]:
    """Inputs for a policy by name: breakpoints, what lies just beyond a range (seldom), anything; and some left out."""
    found = breakpoints(policy)
    columns: dict[str, st.SearchStrategy[Given | None]] = {
        declared.name: _values(declared, found[declared.name]) for declared in policy.inputs
    }
    columns |= {history.name: _records(policy, history) for history in policy.histories}
    return st.fixed_dictionaries(columns).map(lambda row: {name: v for name, v in row.items() if v is not None})


def _records(policy: Policy, history: History) -> st.SearchStrategy[Records | None]:
    """The records of a history, short ones mostly; seldom too many, or a year missing."""
    found = breakpoints(policy)
    row = st.fixed_dictionaries({field.name: _values(field, found[field.name]) for field in history.fields})

    def numbered(drawn: tuple[list[dict[str, Value | None]], int, int]) -> Records | None:
        rows, year, twist = drawn
        if twist == 0:
            return None
        slips = twist == 1 and not history.events  # of events the module takes no numbers
        first = 1 if history.events else year
        years = [first + i + (1 if slips and i == 1 else 0) for i in range(len(rows))]
        given = [{name: value for name, value in each.items() if value is not None} for each in rows]
        return tuple(Record(y, values) for y, values in zip(years, given, strict=True))

    most = min(8, history.at_most + 1)
    return st.tuples(st.lists(row, max_size=most), st.integers(1990, 2100), st.integers(0, 24)).map(numbered)


def _values(declared: Input, found: Breakpoints) -> st.SearchStrategy[Value | None]:
    steps = int((declared.high - declared.low) / declared.step)
    anywhere = st.integers(0, steps).map(lambda n: from_ordinal(declared.low + n * declared.step, declared.type))
    near = st.sampled_from(found.values) if found.values else anywhere
    kinds = [near] * 12 + [anywhere] * 6 + [st.none()] * 2
    if found.beyond:
        kinds.append(st.sampled_from(found.beyond))
    return st.integers(0, len(kinds) - 1).flatmap(lambda i: kinds[i])
