"""Typed formulas. Every node knows its span, its type and its facts; names refer to declarations of the policy by name.

Children are in the order in which they are read. What a node means is defined in one place, :mod:`policyc.evaluate.evaluator`;
LANGUAGE.md says the same in words. :data:`Expr` is a closed union: ``match`` with ``assert_never`` lists every place that
must learn a new node.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from policyc.diagnostics.core import Span
from policyc.model.types import Type, Value
from policyc.quantities.decimals import Rounding


@dataclass(frozen=True, slots=True)
class Facts:
    """What is proved of an expression's values, hole or not.

    scale: decimal places that every value fits in; None where some value has no finite decimal (a division). 0 for
        everything that is not an amount.
    low, high: the least and the largest possible value as :func:`policyc.model.types.ordinal` places it, both attained or
        not; open params count with the figure they are calculated with.
    unlimited: whether the value can be ``unlimited`` (low and high then speak of the other values).
    denominator: no value's denominator is larger; says something only where scale is None.
    """

    scale: int | None
    low: Fraction
    high: Fraction
    unlimited: bool = False
    denominator: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """A few characters of a source that carry a figure; ``source`` names another source than the clause's."""

    text: str
    source: str | None
    reported: bool
    span: Span


def grounding(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes that a declaration rests on: its clause's own. Those of other sources only corroborate, where there is one."""
    return tuple(quote for quote in quotes if quote.source is None) or tuple(quotes)


@dataclass(frozen=True, slots=True)
class Node:
    """What every formula has."""

    span: Span
    type: Type
    facts: Facts


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A value as written; ``text`` is the literal in canonical spelling (1.4万元, 5个百分点, 西部, 2023-07)."""

    value: Value
    text: str


@dataclass(frozen=True, slots=True)
class Unspecified(Node):
    """``unspecified``: a hole. Its type is that of the place where it stands."""


@dataclass(frozen=True, slots=True)
class InputRef(Node):
    """An input by name."""

    name: str


@dataclass(frozen=True, slots=True)
class ParamRef(Node):
    """A param by name: its nominal value; a hole where it has none."""

    name: str


@dataclass(frozen=True, slots=True)
class RuleRef(Node):
    """A rule, part, table, scale or track by name: its result; 不适用 and holes pass on.

    A track gives this record's value in tracks of the same history, elsewhere the last record's.
    """

    name: str


@dataclass(frozen=True, slots=True)
class FieldRef(Node):
    """A field of a history: in a track this record's, elsewhere the last record's."""

    name: str


@dataclass(frozen=True, slots=True)
class Previous(Node):
    """``previous``, ``previous(名)`` in a track: what a track was a record before; its ``from`` before the first record."""

    name: str


@dataclass(frozen=True, slots=True)
class RecordYear(Node):
    """``year_of(history)``: the year of this record in a track, elsewhere of the last one; ``name`` is the history's."""

    name: str


@dataclass(frozen=True, slots=True)
class ReadingRef(Node):
    """A reading by name: the option taken, unless another is asked for."""

    name: str


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """``- x``."""

    operand: Expr


class ArithmeticOp(StrEnum):
    """The four operations."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """``left op right``.

    On amounts all four. On days, months and years: date ± 天, month ± 个月, year ± 年, and the difference of two of a kind.
    A date plus months or years is a :class:`ShiftDate`.
    """

    op: ArithmeticOp
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class ShiftDate(Node):
    """``date + 3个月 rounded down`` (``sign`` 1 or -1; ``months`` in 个月 or 年).

    Where the month reached lacks the day: ``down`` takes its last day, ``up`` the first day of the next month.
    """

    date: Expr
    sign: int
    amount: Expr
    mode: Rounding


class CompareOp(StrEnum):
    """Comparisons; the ordering ones are for amounts, days, months, years and ordered enums."""

    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """``left op right`` of one type; ``unlimited`` is above every amount and equal to itself."""

    op: CompareOp
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Within(Node):
    """``x in (a, b)``: equal to one of them. What follows the one that is equal is not read."""

    operand: Expr
    options: tuple[Expr, ...]


class LogicOp(StrEnum):
    """and, or: read from the left; what no longer matters is not read."""

    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """``a and b and …``: two operands or more."""

    op: LogicOp
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """``not a``."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class If(Node):
    """``if c then a else b``: only the arm taken is read."""

    condition: Expr
    then: Expr
    otherwise: Expr


class Function(StrEnum):
    """The built-in functions.

    min, max: two or more of one type (amounts, days, months, years). age: 周岁 on a day, from the birth date: full years, one who
    was born on 29 February turns a year older on 1 March of common years; negative before birth. month_of, year_of: of a
    date (year_of also of a month). january: the first month of a year. first_day, last_day: of a month.
    """

    MIN = "min"
    MAX = "max"
    AGE = "age"
    MONTH_OF = "month_of"
    YEAR_OF = "year_of"
    JANUARY = "january"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of its arguments, all of which are read, from the left."""

    function: Function
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Round(Node):
    """``operand`` rounded to whole multiples of ``unit`` (in base units, > 0)."""

    operand: Expr
    unit: Fraction
    mode: Rounding


@dataclass(frozen=True, slots=True)
class ValuePattern:
    """Exactly this value (a member, a boolean, a number, a day)."""

    value: Value
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class RangePattern:
    """Between two values of the subject's type; None is an open end."""

    low: Value | None
    low_closed: bool
    high: Value | None
    high_closed: bool
    text: str
    span: Span


Pattern = ValuePattern | RangePattern


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The catch-all and its reason, if one is given."""

    because: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Arm:
    """An arm of a match: taken where the subject meets one of the patterns (all others, for Otherwise)."""

    patterns: tuple[Pattern, ...] | Otherwise
    value: Expr
    quotes: tuple[Quote, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Match(Node):
    """The arm whose pattern holds. Arms have no order: the checks prove that exactly one holds, or Otherwise."""

    subject: Expr
    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A case: taken where the condition is the first to hold."""

    condition: Expr | Otherwise
    value: Expr
    quotes: tuple[Quote, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """Read from the top: the first case whose condition holds."""

    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Exception_:
    """``except when condition -> value``; the value may be a :class:`Default` of its own."""

    condition: Expr
    value: Expr
    quotes: tuple[Quote, ...]
    span: Span


class ModifierOp(StrEnum):
    """What a modifier does to the value so far."""

    PLUS = "plus"
    MINUS = "minus"
    TIMES = "times"

    @property
    def arithmetic(self) -> ArithmeticOp:
        """The operation on the value so far."""
        return {"plus": ArithmeticOp.ADD, "minus": ArithmeticOp.SUBTRACT, "times": ArithmeticOp.MULTIPLY}[self.value]


@dataclass(frozen=True, slots=True)
class Modifier:
    """``plus amount when condition``."""

    op: ModifierOp
    amount: Expr
    condition: Expr
    quotes: tuple[Quote, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Default(Node):
    """A default with exceptions and modifiers.

    Every exception's condition is read, in the order written, whether or not an earlier one holds. Where one holds, its value
    is the result and the default and its modifiers are not read; where several hold, the checks have proved that they agree,
    and the first is taken. Otherwise the default is read, then the modifiers from the top: each condition is read, and where
    it holds the amount is read and applied to the value so far.
    """

    value: Expr
    exceptions: tuple[Exception_, ...]
    modifiers: tuple[Modifier, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, one cell a column (one cell where the table has no columns)."""

    patterns: tuple[Pattern, ...] | Otherwise
    cells: tuple[Expr, ...]
    quotes: tuple[Quote, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Lookup(Node):
    """The body of a table: subjects[0] chooses the row, subjects[1] (if any) the column; only the cell chosen is read.

    ``columns`` is empty for a table of one dimension.
    """

    subjects: tuple[Expr, ...]
    columns: tuple[tuple[Pattern, ...], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket of a scale up to and including ``upper`` (None: without end), one rate a column."""

    upper: Expr | None
    rates: tuple[Expr, ...]
    quotes: tuple[Quote, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Marginal(Node):
    """The body of a scale: the sum over the brackets of rate × the part of ``base`` that lies in the bracket.

    The base is read first, then the subject, then the uppers and the rates of the chosen column, bracket by bracket, as far as
    the base reaches: a bracket that starts at or above the base is not read (the first always is). At last the cap, always;
    the result is at most the cap. The first bracket starts at 0, and no part of a negative base lies in it.
    """

    base: Expr
    subject: Expr | None
    columns: tuple[tuple[Pattern, ...], ...]
    brackets: tuple[Bracket, ...]
    cap: Expr | None


Expr = (
    Literal
    | Unspecified
    | InputRef
    | ParamRef
    | RuleRef
    | FieldRef
    | Previous
    | RecordYear
    | ReadingRef
    | Negate
    | Arithmetic
    | ShiftDate
    | Compare
    | Within
    | Logic
    | Not
    | If
    | Call
    | Round
    | Match
    | Cases
    | Default
    | Lookup
    | Marginal
)
