"""What a comparison over people comes to: exact figures, by rule and group."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from policyc.columns.summary import SetAside
from policyc.columns.winners.pairing import Matching, Pair
from policyc.compare.changes import Effect
from policyc.model.policy import Param, Policy

#: The quantiles that are worked out, in per cent. Of sorted values it is the first by which so many per cent of the people are
#: reached: a value that occurs, nothing between two values.
QUANTILES = (10, 25, 50, 75, 90)


@dataclass(frozen=True, slots=True)
class Moved:
    """The people whose result moved one way. total, least, most, quantiles: by how much, without a sign.

    unlimited: of the people those for whom there is no amount, since one of the results has no limit.
    """

    people: int = 0
    total: Fraction = Fraction(0)
    unlimited: int = 0
    least: Fraction | None = None
    most: Fraction | None = None
    quantiles: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people under one rule. keys: what it has in the columns that one groups by; empty for all.

    before, after: sums over those who have an amount in both policies; None where sums say nothing. neither, only_before,
    only_after: people without a result in one or both, who are in no other figure.
    """

    keys: tuple[str, ...]
    people: int
    up: Moved
    down: Moved
    same: int
    neither: int
    only_before: int
    only_after: int
    before: Fraction | None
    after: Fraction | None

    @property
    def both(self) -> int:
        """The people who have a result in both."""
        return self.up.people + self.down.people + self.same


@dataclass(frozen=True, slots=True)
class Untold:
    """So many people cannot be compared, and why: the reason under each policy, None where there is a result."""

    before: str | None
    after: str | None
    people: int


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """One rule. whole: over all people; groups: the same by group; untold: the most frequent reasons first."""

    pair: Pair
    whole: Group
    groups: tuple[Group, ...]
    untold: tuple[Untold, ...]


@dataclass(frozen=True, slots=True)
class ParamFigures:
    """A figure of both policies that moved. total: the step times the people, of an amount a head; None where there is none."""

    before: Param
    after: Param
    effect: Effect
    total: Fraction | None


@dataclass(frozen=True, slots=True)
class Refusals:
    """Rows that were set aside: by the older policy only, the newer only, both; those that no policy was asked about, since
    the line is broken; and the first of them.
    """

    before: int = 0
    after: int = 0
    both: int = 0
    unread: int = 0
    first: tuple[SetAside, ...] = ()

    @property
    def rows(self) -> int:
        """All of them."""
        return self.before + self.after + self.both + self.unread


@dataclass(frozen=True, slots=True)
class Winners:
    """Two policies over the same people. by: what the groups are called; output, rejects: where rows were written to."""

    old: Policy
    new: Policy
    matched: Matching
    rows_in: int
    refused: Refusals
    by: tuple[str, ...]
    rules: tuple[RuleFigures, ...]
    params: tuple[ParamFigures, ...]
    output: str | None
    rejects: str | None
    seconds: float

    @property
    def rows(self) -> int:
        """The people who were compared."""
        return self.rows_in - self.refused.rows
