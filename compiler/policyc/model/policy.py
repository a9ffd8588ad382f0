"""The declarations of a resolved policy, in document order, with look-up by name.

Names (``name``) are the Chinese identifiers and unique within a policy, across all kinds of declaration; ``alias`` is the ASCII
name after ``as``.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from policyc.diagnostics.core import Span
from policyc.model.expressions import Expr, Quote
from policyc.model.types import EnumType, Type, Value


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
    """

    kind: BoundKind
    value: Value | None
    low: Fraction | None
    low_closed: bool
    high: Fraction | None
    high_closed: bool
    about: bool = False

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
    """A clause of a source; ``items`` names what it declares, in order (checks, examples, remarks by position below)."""

    source: str
    locator: str
    span: Span


@dataclass(frozen=True, slots=True)
class Declaration:
    """What every named, cited declaration has. ``clause`` is None at the top level of a file."""

    name: str
    alias: str
    clause: Clause | None
    quotes: tuple[Quote, ...]
    span: Span


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
    without a finite decimal). ``ends`` are those of ``in low .. high`` as written, which may be derived from other figures too.
    """

    type: Type
    bound: Bound
    formula: Expr | None
    scale: int | None
    principally: bool
    because: str | None
    direction: Direction | None
    ends: tuple[Expr, Expr] | None = None


class RuleKind(StrEnum):
    """How a rule was written. A part is internal: exact, and not offered to users of the module."""

    RULE = "rule"
    PART = "part"
    TABLE = "table"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Rule(Declaration):
    """A column that is computed: rule, part, table or scale.

    inputs: every input that it depends on, directly or through others, in the order of their declaration.
    required: those of ``inputs`` that are read whatever the case.
    """

    kind: RuleKind
    type: Type
    only_when: Expr | None
    body: Expr
    principally: bool
    direction: Direction | None
    inputs: tuple[str, ...]
    required: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Check:
    """An identity that the document states, at its own nominal figures."""

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

    ``given_spans`` are the places of ``given``, one each.
    """

    title: str
    given: tuple[tuple[str, Value], ...]
    expectations: tuple[Expectation, ...]
    clause: Clause | None
    quotes: tuple[Quote, ...]
    span: Span
    given_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the policy was read from: the path as the user knows it, with ``/``, and the SHA-256 of its text."""

    file: str
    sha256: str


@dataclass(frozen=True)
class Policy:
    """A resolved policy. All tuples are in document order; rules also know the order in which they can be computed."""

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
