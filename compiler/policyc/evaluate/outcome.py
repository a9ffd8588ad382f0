"""What the evaluator tells: the outcome of a rule, and, to an observer, the choices on the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from policyc.diagnostics.core import Span
from policyc.model.policy import Rule
from policyc.model.types import Value


class State(StrEnum):
    """What became of a rule: the words of ``Result.state``, of JSON and of the command line."""

    OK = "ok"
    UNSPECIFIED = "unspecified"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule or formula comes to.

    value: None unless ``state`` is ok. reason: why there is no value, and which open figures it was worked out with; may be
    empty. nominal: whether an open param was read in working it out; never for unspecified and missing. cause: the part of
    ``reason`` that explains the state. params: the open params that were read, in the order first read.
    """

    state: State
    value: Value | None
    reason: str
    nominal: bool
    cause: str
    params: tuple[str, ...]


class Branch(StrEnum):
    """What kind of choice was made."""

    ARM = "arm"
    CASE = "case"
    ROW = "row"
    COLUMN = "column"
    BRACKET = "bracket"
    EXCEPTION = "exception"
    DEFAULT = "default"
    MODIFIER = "modifier"
    THEN = "then"
    ELSE = "else"


class Observer(Protocol):
    """Is told what happens, in order. A rule is entered once; where it is read again, its outcome is only remembered."""

    def enter(self, rule: Rule, /) -> None:
        """A rule begins to be worked out."""

    def leave(self, rule: Rule, outcome: Outcome, /) -> None:
        """It is worked out."""

    def chose(self, branch: Branch, span: Span, /) -> None:
        """An arm, case, … was taken; ``span`` is as :func:`policyc.evaluate.coverage.branches` lists it."""

    def read(self, name: str, value: Value | None, /) -> None:
        """An input or param was read; None where it is missing or a hole."""


class Silent:
    """The observer that looks away."""

    def enter(self, rule: Rule, /) -> None: ...

    def leave(self, rule: Rule, outcome: Outcome, /) -> None: ...

    def chose(self, branch: Branch, span: Span, /) -> None: ...

    def read(self, name: str, value: Value | None, /) -> None: ...
