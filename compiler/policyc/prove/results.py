"""What a proof comes to: the verdict, the method that decided, and, where the claim fails, a case that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policyc.diagnostics.core import Words
from policyc.model.policy import CheckAll, Given
from policyc.model.types import Member, Type


class Verdict(StrEnum):
    """Proved, refuted by a case, or neither: undecided is never a yes."""

    HOLDS = "holds"
    FAILS = "fails"
    UNDECIDED = "undecided"


class Method(StrEnum):
    """How it was decided. None of them samples."""

    CASES = "cases"  # every case, worked out
    PIECEWISE = "piecewise"  # one number, exactly, between breakpoints and over one rounding period
    REGIONS = "regions"  # cells of all the numbers that decide, exactly
    Z3 = "z3"
    HISTORIES = "histories"  # every state that a history can lead to


@dataclass(frozen=True, slots=True)
class Shown:
    """A value of the case that is shown. ``is_figure``: of a figure that the policy leaves open."""

    name: str
    type: Type | None
    value: Given
    is_figure: bool


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A case in which the claim is false, run in the reference evaluator; ``told`` and ``worked`` say it in words."""

    values: tuple[Shown, ...]
    told: str
    worked: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of one ``check for all``.

    method: that which decided; None where none did. extent: over what it was decided (12种情形). reason: why it is undecided and
    what to do. taken: the readings that it rests on, as taken. others: what it comes to under other readings. assumptions:
    what else it rests on (a figure with "about" counts as stated).
    """

    check: CheckAll
    verdict: Verdict
    method: Method | None
    extent: Words
    case: Counterexample | None = None
    reason: Words | None = None
    taken: tuple[tuple[str, Member], ...] = ()
    others: tuple[tuple[tuple[tuple[str, Member], ...], Verdict], ...] = ()
    assumptions: tuple[Words, ...] = ()
