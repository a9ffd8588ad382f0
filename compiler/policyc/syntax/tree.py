"""The tree of a .pol file: one frozen node a construct, as written, every one with its span. Names are not resolved here.

The nodes follow grammar/policyc_grammar/policy.lark from top to bottom. Amounts stay text (``Number.text``), because which
units there are is a question of meaning. The closed unions at the end (:data:`Expr`, :data:`Item`, …) let ``match`` with
``assert_never`` list every place that must learn a new node.
"""

from __future__ import annotations

from dataclasses import dataclass

from policyc.diagnostics.core import Span


@dataclass(frozen=True, slots=True)
class Node:
    """What all nodes have."""

    span: Span


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name as written: an identifier, an ASCII name after ``as``, or a type word."""

    text: str


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A string literal; ``text`` is its value, escapes resolved."""

    text: str


# ------------------------------------------------------------------ annotations


@dataclass(frozen=True, slots=True)
class Quote(Node):
    """``quote [source] "…" [reported]``."""

    source: Name | None
    text: str
    reported: bool


@dataclass(frozen=True, slots=True)
class Annotations(Node):
    """What follows a declaration, in any order; a repeated ``principally``, direction or ``because`` is kept for the error.

    ``reported`` are those without a quote before them.
    """

    quotes: tuple[Quote, ...]
    principally: tuple[Name, ...]
    directions: tuple[Name, ...]
    because: tuple[Text, ...]
    reported: tuple[Name, ...] = ()


# ------------------------------------------------------------------ formulas


@dataclass(frozen=True, slots=True)
class Amount(Node):
    """A literal with a unit as written: 380元/人/年, 1.4万元, 70%, 5个百分点."""

    text: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A bare number: 0, 2, 0.5, or a year where one is expected."""

    text: str


@dataclass(frozen=True, slots=True)
class DateLiteral(Node):
    """2023-07-26, as written: whether there is such a day is checked later."""

    text: str


@dataclass(frozen=True, slots=True)
class MonthLiteral(Node):
    """2023-07, as written."""

    text: str


@dataclass(frozen=True, slots=True)
class BoolLiteral(Node):
    """true or false."""

    value: bool


@dataclass(frozen=True, slots=True)
class UnspecifiedLiteral(Node):
    """``unspecified``: the document leaves it open."""


@dataclass(frozen=True, slots=True)
class UnlimitedLiteral(Node):
    """``unlimited``: 不封顶."""


@dataclass(frozen=True, slots=True)
class Elsewhere(Node):
    """``cn_2023.人均财政补助标准``: the named policy's own figure."""

    policy: str
    name: str


@dataclass(frozen=True, slots=True)
class Previous(Node):
    """``previous`` in a track: its own value a record before. ``previous(名)`` is a Call."""


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """``- x``."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """``left op right`` with op one of + - * /."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """``left op right`` with op one of == != < <= > >=."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Within(Node):
    """``x in (a, b)``."""

    operand: Expr
    options: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """``a and b and …`` or ``a or b or …``; op is ``and`` or ``or``."""

    op: str
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """``not a``."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class If(Node):
    """``if c then a else b``."""

    condition: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Call(Node):
    """``min(a, b)``, ``age(birth, day)``."""

    function: Name
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Rounding(Node):
    """``rounded [mode] [to unit] [mode]``: unit None for dates; modes as written, at most one of them makes sense."""

    modes: tuple[Name, ...]
    unit: Amount | Number | None


@dataclass(frozen=True, slots=True)
class Rounded(Node):
    """An expression that says how it is rounded."""

    operand: Expr
    rounding: Rounding


@dataclass(frozen=True, slots=True)
class NamePattern(Node):
    """A member of an enum."""

    text: str


@dataclass(frozen=True, slots=True)
class ValuePattern(Node):
    """Exactly this value."""

    value: Literal


@dataclass(frozen=True, slots=True)
class RangePattern(Node):
    """``a .. b``, both ends included."""

    low: Literal
    high: Literal


@dataclass(frozen=True, slots=True)
class ComparePattern(Node):
    """``>= a``, ``< a``."""

    op: str
    value: Literal | Negate


@dataclass(frozen=True, slots=True)
class Otherwise(Node):
    """``otherwise [because "…"]`` in the place of a condition or pattern."""

    because: Text | None


@dataclass(frozen=True, slots=True)
class Arm(Node):
    """``a | b -> value`` of a match; patterns None for otherwise."""

    patterns: tuple[Pattern, ...] | Otherwise
    value: Expr
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Match(Node):
    """``match subject { arms }``."""

    subject: Expr
    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True)
class Case(Node):
    """``when condition -> value`` or ``otherwise -> value``."""

    condition: Expr | Otherwise
    value: Expr
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """``cases { … }``, read from the top."""

    cases: tuple[Case, ...]


# ------------------------------------------------------------------ rule bodies


@dataclass(frozen=True, slots=True)
class Exception_(Node):
    """``except when condition -> body``."""

    condition: Expr
    body: Body
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Modifier(Node):
    """``plus x when c``; op is plus, minus or times."""

    op: str
    amount: Expr
    condition: Expr
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Body(Node):
    """A default, the exceptions to it and what is added to it; ``rounding`` is that of the whole, after the block.

    ``value`` is a body itself where a policy replaces single cases of a rule that it inherits; nobody writes that in one file.
    """

    value: Expr | Body
    exceptions: tuple[Exception_, ...]
    modifiers: tuple[Modifier, ...]
    rounding: Rounding | None


# ------------------------------------------------------------------ declarations


@dataclass(frozen=True, slots=True)
class TypeName(Node):
    """A type as written: ``bool``, ``%``, an enum's name, or a unit 元/人/年 as its parts."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Input(Node):
    """``input 分档 as tier : 地区分档 [in low .. high [step s]]``."""

    name: Name
    alias: Name
    type: TypeName
    low: Expr | None
    high: Expr | None
    step: Expr | None
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Bound(Node):
    """What a param or target says of its figure.

    op is one of ``= >= > <= < ~``, ``in`` (low and high), ``unspecified`` (nothing else); ``unspecified`` is the trailing
    word after a stated bound.
    """

    op: str
    value: Expr | None
    low: Expr | None
    high: Expr | None
    unspecified: bool


@dataclass(frozen=True, slots=True)
class Param(Node):
    """``param 名 as alias [: type] bound``."""

    name: Name
    alias: Name
    type: TypeName | None
    bound: Bound
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """``rule`` or ``part`` (keyword); a part may lack an alias."""

    keyword: str
    name: Name
    alias: Name | None
    type: TypeName | None
    only_when: Expr | None
    body: Body
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Field(Node):
    """A field of a history: ``参保 as enrolled : bool [in low .. high [step s]]``."""

    name: Name
    alias: Name
    type: TypeName
    low: Expr | None
    high: Expr | None
    step: Expr | None


@dataclass(frozen=True, slots=True)
class History(Node):
    """``history 名 as alias [of events] at most n { fields }``."""

    name: Name
    alias: Name
    events: bool
    at_most: Number
    fields: tuple[Field, ...]
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Track(Node):
    """``track 名 as alias [: type] over history [from x] = body``."""

    name: Name
    alias: Name
    type: TypeName | None
    history: Name
    initial: Expr | None
    body: Body
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Option(Node):
    """An option of a reading and what it says."""

    name: Name
    alias: Name
    text: Text


@dataclass(frozen=True, slots=True)
class Reading(Node):
    """``reading 名 as alias { options  take option because "…" }``."""

    name: Name
    alias: Name
    options: tuple[Option, ...]
    taken: Name
    because: Text
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Refine(Node):
    """``refine 名 bound``: fills or narrows what a policy above left open."""

    name: Name
    bound: Bound
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Amend(Node):
    """``amend 名 bound`` or ``amend 名 = body``: changes what the policy before said; exactly one of the two is given.

    ``= figure`` is a body too; which is meant is a question of what the name is.
    """

    name: Name
    bound: Bound | None
    body: Body | None
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Withdraw(Node):
    """``withdraw 名``."""

    name: Name
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Keep(Node):
    """``keep 名, 名`` or ``keep all`` (names None)."""

    names: tuple[Name, ...] | None
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Override(Node):
    """``override 规则 { except when … }`` or ``override 表 { rows }``: one of the two is empty."""

    name: Name
    exceptions: tuple[Exception_, ...]
    rows: tuple[Row, ...]
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Take(Node):
    """``take 口径 = 选项 because "…"``."""

    name: Name
    option: Name
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Row(Node):
    """A row of a table: its patterns, its cells."""

    patterns: tuple[Pattern, ...] | Otherwise
    cells: tuple[Expr, ...]
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Columns(Node):
    """``columns a, b | c``: the patterns of each column."""

    columns: tuple[tuple[Pattern, ...], ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """``table 名 as alias by a, b { … }``."""

    name: Name
    alias: Name
    type: TypeName | None
    subjects: tuple[Name, ...]
    columns: Columns | None
    rows: tuple[Row, ...]
    rounding: Rounding | None
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Bracket(Node):
    """``up to x -> rate`` (x included) or ``above -> rate`` (upper None); one rate a column."""

    upper: Expr | None
    rates: tuple[Expr, ...]
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Scale(Node):
    """``scale 名 as alias on base [by subject] { … } [at most cap] [rounded …]``."""

    name: Name
    alias: Name
    type: TypeName | None
    base: Expr
    subject: Name | None
    columns: Columns | None
    brackets: tuple[Bracket, ...]
    cap: Expr | None
    rounding: Rounding | None
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Target(Node):
    """``target 名 as alias bound [by deadline]``; the deadline as written."""

    name: Name
    alias: Name
    type: TypeName | None
    bound: Bound
    deadline: DateLiteral | MonthLiteral | Number | None
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Measure(Node):
    """``must | should | may | explore 名 as alias { actor … condition … by … }``."""

    modality: str
    name: Name
    alias: Name
    actors: tuple[Text, ...]
    conditions: tuple[Text, ...]
    deadlines: tuple[DateLiteral | MonthLiteral | Number, ...]
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Check(Node):
    """``check identity``."""

    condition: Expr
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class CheckAll(Node):
    """``check for all condition``: holds for every input and every admissible value of open figures."""

    condition: Expr
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Require(Node):
    """``require condition``: inputs that do not meet it are refused."""

    condition: Expr
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Remark(Node):
    """``assume "…"`` or ``question "…"`` (keyword)."""

    keyword: str
    text: Text
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Given(Node):
    """``given 名 = value``."""

    name: Name
    value: Expr


@dataclass(frozen=True, slots=True)
class GivenRecord(Node):
    """``2020..2024: 参保, 年限 = 3年``: records of these years; ``last`` is None for a single one."""

    first: Number
    last: Number | None
    flags: tuple[Name, ...]
    values: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class GivenHistory(Node):
    """``given 参保年度 { … }``."""

    name: Name
    records: tuple[GivenRecord, ...]


@dataclass(frozen=True, slots=True)
class Expect(Node):
    """``expect condition``."""

    condition: Expr


@dataclass(frozen=True, slots=True)
class ExpectState(Node):
    """``expect 名 is unspecified | none | refused | missing``."""

    name: Name
    state: str


@dataclass(frozen=True, slots=True)
class Example(Node):
    """``example "…" { given … expect … }``."""

    title: Text
    given: tuple[Given | GivenHistory, ...]
    expectations: tuple[Expect | ExpectState, ...]
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Member(Node):
    """A member of an enum."""

    name: Name
    alias: Name


@dataclass(frozen=True, slots=True)
class Enum(Node):
    """``enum [ordered] 名 as alias { … }``."""

    name: Name
    alias: Name
    ordered: bool
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Unit(Node):
    """``unit 床日``."""

    name: Name


@dataclass(frozen=True, slots=True)
class SourceField(Node):
    """A line of a source block: its key and its values; a date, or the word unknown, is a Name or DateLiteral."""

    key: Name
    values: tuple[Text | DateLiteral | Name, ...]


@dataclass(frozen=True, slots=True)
class Source(Node):
    """``source 名 as alias { … }``."""

    name: Name
    alias: Name
    fields: tuple[SourceField, ...]


@dataclass(frozen=True, slots=True)
class Clause(Node):
    """``clause source "locator" { … }``."""

    source: Name
    locator: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Region(Node):
    """``region 枣庄市 "370400"``."""

    name: Name
    code: Text


@dataclass(frozen=True, slots=True)
class Period(Node):
    """``period 2025-01-01 .. [2025-12-31]``: both ends included; last None is without end."""

    first: DateLiteral
    last: DateLiteral | None


@dataclass(frozen=True, slots=True)
class Policy(Node):
    """``policy 名 as id { … }``: the head of a file; repeated lines are kept for the error."""

    name: Name
    alias: Name
    regions: tuple[Region, ...]
    years: tuple[Number, ...]
    series: tuple[Name, ...]
    fiscal_years: tuple[Number, ...] = ()
    benefit_years: tuple[Number, ...] = ()
    periods: tuple[Period, ...] = ()
    under: tuple[Name, ...] = ()
    amends: tuple[Name, ...] = ()
    uses: tuple[Name, ...] = ()
    extracts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class File(Node):
    """A .pol file: its declarations in the order in which they stand.

    ``broken`` are the names in declarations that could not be read: one of them that is not found is not another error.
    """

    items: tuple[TopItem, ...]
    broken: tuple[str, ...] = ()


Literal = Amount | Number | DateLiteral | MonthLiteral | BoolLiteral
Pattern = NamePattern | ValuePattern | RangePattern | ComparePattern
Expr = (
    Literal
    | Name
    | Elsewhere
    | Previous
    | UnspecifiedLiteral
    | UnlimitedLiteral
    | Negate
    | Binary
    | Compare
    | Within
    | Logic
    | Not
    | If
    | Call
    | Rounded
    | Match
    | Cases
)
Entry = Input | History | Reading | Require | Example | Remark
Relation = Refine | Amend | Withdraw | Keep | Override | Take
Item = Entry | Param | Rule | Table | Scale | Track | Target | Measure | Check | CheckAll | Relation
TopItem = Policy | Source | Enum | Unit | Clause | Entry
