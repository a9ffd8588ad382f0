"""The declarations of a resolved policy, in document order, with look-up by name.

Names (``name``) are the Chinese identifiers and unique within a policy, across all kinds of declaration; ``alias`` is the ASCII
name after ``as``.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from policyc.diagnostics.core import Span
from policyc.model.expressions import Expr, Facts, Quote
from policyc.model.types import EnumType, Member, Type, Value


class BoundKind(StrEnum):
    """What a document says of a figure: the words of the generated modules and of JSON."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    ABOUT = "about"
    BETWEEN = "between"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class Bound:
    """An interval, the figure that is calculated with, and an "about" mark.

    value: the nominal figure; None for ``between`` and ``unspecified``. low, high: None is an open end; both None for
    ``about``. An amount's are Fractions in base units; ``value`` of other types is the value itself, and ``exactly`` the kind.
    points: a rate that is written as a distance between rates (5个百分点), and so is printed.
    """

    kind: BoundKind
    value: Value | None
    low: Fraction | None
    low_closed: bool
    high: Fraction | None
    high_closed: bool
    about: bool = False
    points: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the true figure may differ from the nominal one, so that a result has to say what it was worked out with."""
        return self.kind is not BoundKind.EXACTLY


class Direction(StrEnum):
    """Whether more of it is better or worse for the insured."""

    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Source:
    """A document. What is not given is None or empty; ``fields`` has every line of the block, as text, in order."""

    name: str
    alias: str
    title: str | None
    number: str | None
    issuers: tuple[str, ...]
    issued: datetime.date | None
    file: str | None
    sha256: str | None
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a source of the policy ``policy`` (an id): two policies may call their sources alike."""

    source: str
    locator: str
    span: Span
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What every named, cited declaration has. ``clause`` is None at the top level of a file.

    policy: the id of the policy whose file says so; another one's than the policy's own where it is inherited.
    reported: known only from a report that is not quoted.
    """

    name: str
    alias: str
    clause: Clause | None
    quotes: tuple[Quote, ...]
    span: Span
    policy: str = field(default="", kw_only=True)
    reported: bool = field(default=False, kw_only=True)


_Kind = TypeVar("_Kind", bound=Declaration)


@dataclass(frozen=True, slots=True)
class Input(Declaration):
    """A column that is given. low, high and step place its values on the type's number line (see ``ordinal``).

    The values are low, low + step, low + 2 step, … up to high.
    """

    type: Type
    low: Fraction
    high: Fraction
    step: Fraction


@dataclass(frozen=True, slots=True)
class Param(Declaration):
    """A figure that the document sets. ``formula`` is how it is derived from others; None for a figure of its own.

    ``scale`` is the number of decimal places of the nominal figure as the literal writes it (None for a derived figure
    without a finite decimal). ``limits`` are the lower and the upper end as formulas of other params, where a document states an
    end so (``<= 20% * 原封顶线``): the bound has what they come to. ``ends`` are those of ``in low .. high`` as written.
    """

    type: Type
    bound: Bound
    formula: Expr | None
    scale: int | None
    principally: bool
    because: str | None
    direction: Direction | None
    limits: tuple[Expr | None, Expr | None] = (None, None)
    ends: tuple[Expr, Expr] | None = None

    @property
    def is_derived(self) -> bool:
        """Whether it follows from other figures, and so is not for anybody to set."""
        return self.formula is not None and self.limits == (None, None)


@dataclass(frozen=True, slots=True)
class History(Declaration):
    """A history that is given: one record a year (or an event), oldest first, ``at_most`` of them."""

    fields: tuple[Input, ...]
    events: bool
    at_most: int


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a reading, and what it says."""

    member: Member
    text: str


@dataclass(frozen=True, slots=True)
class Reading(Declaration):
    """A choice where the document is ambiguous: how it can be read, and how it is read here, with the reason."""

    type: EnumType
    options: tuple[Option, ...]
    taken: Member
    because: str


@dataclass(frozen=True, slots=True)
class Record:
    """A record that is given: its year (the number of an event, from 1), and values by field; what is not given is unset."""

    year: int
    values: Mapping[str, Value]


#: What can be given under a name: the value of an input, the records of a history.
Records = tuple[Record, ...]
Given = Value | Records


class RuleKind(StrEnum):
    """How a rule was written. A part is internal: exact, and not offered to users of the module."""

    RULE = "rule"
    PART = "part"
    TABLE = "table"
    SCALE = "scale"
    TRACK = "track"


@dataclass(frozen=True, slots=True)
class Rule(Declaration):
    """A column that is computed: rule, part, table, scale or track.

    inputs: every input that it depends on, directly or through others, in the order of their declaration.
    required: those of ``inputs`` and ``histories`` that are read whatever the case.
    histories: every history that it depends on. A track has the ``history`` that it goes over record by record, and perhaps
    an ``initial`` value, which stands before the first record; ``before`` is what is proved of it a record before another.
    """

    kind: RuleKind
    type: Type
    only_when: Expr | None
    body: Expr
    principally: bool
    direction: Direction | None
    inputs: tuple[str, ...]
    required: tuple[str, ...]
    histories: tuple[str, ...] = ()
    history: str | None = None
    initial: Expr | None = None
    before: Facts | None = None
    because: str | None = None


Deadline = int | datetime.date


@dataclass(frozen=True, slots=True)
class Target(Declaration):
    """A goal. Rules never read it. deadline: a year, or the last day that counts; ``deadline_text`` as written."""

    type: Type
    bound: Bound
    scale: int | None
    deadline: Deadline | None
    deadline_text: str | None
    direction: Direction | None
    principally: bool = False
    because: str | None = None


class Modality(StrEnum):
    """应当, 推进/鼓励, 可以, 探索."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    EXPLORE = "explore"


@dataclass(frozen=True, slots=True)
class Measure(Declaration):
    """A measure that no formula captures."""

    modality: Modality
    actors: tuple[str, ...]
    condition: str | None
    deadline: Deadline | None
    deadline_text: str | None
    principally: bool = False
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """An identity that the document states, at its own nominal figures."""

    condition: Expr
    text: str
    clause: Clause
    quotes: tuple[Quote, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class CheckAll:
    """What holds for every input and every admissible value of open figures and holes; proved (see :mod:`policyc.prove`)."""

    condition: Expr
    text: str
    clause: Clause
    quotes: tuple[Quote, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Require:
    """What inputs must meet. ``inputs`` are those it reads."""

    condition: Expr
    text: str
    because: str | None
    inputs: tuple[str, ...]
    clause: Clause | None
    quotes: tuple[Quote, ...]
    span: Span


class RemarkKind(StrEnum):
    """assume, question."""

    ASSUME = "assume"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Remark:
    """An assumption that the encoding makes, or a question for the issuer."""

    kind: RemarkKind
    text: str
    clause: Clause | None
    quotes: tuple[Quote, ...]
    span: Span


class ExpectedState(StrEnum):
    """``expect 名 is …``."""

    UNSPECIFIED = "unspecified"
    NONE = "none"
    REFUSED = "refused"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Expectation:
    """``condition`` holds, or ``rule`` is in ``state``: exactly one of the two is given. ``text`` as written.

    ``read`` are the open params that were read to find that it is so; none before the example has been run.
    """

    condition: Expr | None
    rule: str | None
    state: ExpectedState | None
    text: str
    span: Span
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A test beside the rules; with a quote, a worked case of the document itself. ``given`` by input name.

    ``given_spans`` are the places of ``given``, one each. ``histories`` are the records that are given,
    ``readings`` the options by which readings are asked for; of others the one that the policy takes counts.
    """

    title: str
    given: tuple[tuple[str, Value], ...]
    expectations: tuple[Expectation, ...]
    clause: Clause | None
    quotes: tuple[Quote, ...]
    span: Span
    given_spans: tuple[Span, ...] = ()
    histories: tuple[tuple[str, Records], ...] = ()
    readings: tuple[tuple[str, Member], ...] = ()

    @property
    def case(self) -> dict[str, Given]:
        """All that is given, by name."""
        return {**dict(self.given), **dict(self.histories)}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the policy was read from: the path as the user knows it, with ``/``, and the SHA-256 of its text."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when a policy holds, both days included; ``last`` None: without end.

    ``assumed``: the document does not say, and the calendar year of the notice stands in.
    """

    first: datetime.date
    last: datetime.date | None
    assumed: bool = False


class RelationKind(StrEnum):
    """What a policy does to something that it inherits."""

    REFINE = "refine"
    OVERRIDE = "override"
    TAKE = "take"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Relation:
    """One such statement: of which name, in which words, and which declaration of which policy it touches.

    ``above`` is where that declaration stands, in the file of ``policy``; ``spans`` are the cases that an override replaces.
    """

    kind: RelationKind
    name: str
    policy: str
    above: Span
    clause: Clause | None
    quotes: tuple[Quote, ...]
    because: str | None
    span: Span
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Policy:
    """A resolved policy. All tuples are in document order; rules also know the order in which they can be computed.

    What it inherits stands before its own, and bears the id of the policy that says it. parents: the policies above, the nearest
    first. others: all policies that it names, directly or through others.
    """

    name: str
    id: str
    region: str | None
    region_code: str | None
    year: int | None
    series: str | None
    sources: tuple[Source, ...]
    enums: tuple[EnumType, ...]
    units: tuple[str, ...]
    clauses: tuple[Clause, ...]
    inputs: tuple[Input, ...]
    params: tuple[Param, ...]
    rules: tuple[Rule, ...]
    targets: tuple[Target, ...]
    measures: tuple[Measure, ...]
    checks: tuple[Check, ...]
    requires: tuple[Require, ...]
    examples: tuple[Example, ...]
    remarks: tuple[Remark, ...]
    order: tuple[str, ...]  # names of rules, each after those it reads
    origin: Origin
    span: Span
    histories: tuple[History, ...] = ()
    readings: tuple[Reading, ...] = ()
    period: Period | None = None
    fiscal_year: int | None = None
    benefit_year: int | None = None
    parents: tuple[str, ...] = ()
    amends: str | None = None
    uses: tuple[str, ...] = ()
    extract: str | None = None
    relations: tuple[Relation, ...] = ()
    universals: tuple[CheckAll, ...] = ()
    others: tuple[Policy, ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def other(self) -> Mapping[str, Policy]:
        """The policies that it names, by id."""
        return MappingProxyType({policy.id: policy for policy in self.others})

    @cached_property
    def own(self) -> Policy:
        """Only what its own file declares."""
        if not self.others:
            return self

        def kept(declarations: tuple[_Kind, ...]) -> tuple[_Kind, ...]:
            return tuple(d for d in declarations if d.policy in ("", self.id))

        return replace(
            self,
            inputs=kept(self.inputs),
            params=kept(self.params),
            rules=kept(self.rules),
            targets=kept(self.targets),
            measures=kept(self.measures),
            histories=kept(self.histories),
            readings=kept(self.readings),
            requires=tuple(x for x in self.requires if x.span.file == self.span.file),
        )

    def source_of(self, clause: Clause) -> Source | None:
        """The document of a clause, of its own or of another policy's."""
        owner = self if clause.policy in ("", self.id) else self.other.get(clause.policy)
        return owner.source.get(clause.source) if owner is not None else None

    @cached_property
    def history(self) -> Mapping[str, History]:
        """Histories by name."""
        return MappingProxyType({d.name: d for d in self.histories})

    @cached_property
    def field(self) -> Mapping[str, Input]:
        """The fields of all histories, by name."""
        return MappingProxyType({f.name: f for d in self.histories for f in d.fields})

    @cached_property
    def history_of(self) -> Mapping[str, str]:
        """The history of every field and track, by name."""
        fields = {f.name: d.name for d in self.histories for f in d.fields}
        return MappingProxyType(fields | {d.name: d.history for d in self.rules if d.history is not None})

    @cached_property
    def reading(self) -> Mapping[str, Reading]:
        """Readings by name."""
        return MappingProxyType({d.name: d for d in self.readings})

    @cached_property
    def input(self) -> Mapping[str, Input]:
        """Inputs by name."""
        return MappingProxyType({d.name: d for d in self.inputs})

    @cached_property
    def param(self) -> Mapping[str, Param]:
        """Params by name."""
        return MappingProxyType({d.name: d for d in self.params})

    @cached_property
    def rule(self) -> Mapping[str, Rule]:
        """Rules, parts, tables and scales by name."""
        return MappingProxyType({d.name: d for d in self.rules})

    @cached_property
    def source(self) -> Mapping[str, Source]:
        """Sources by name."""
        return MappingProxyType({d.name: d for d in self.sources})
