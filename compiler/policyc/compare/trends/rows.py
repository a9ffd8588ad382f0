"""A figure over the years: a row for every stretch of time, and what became of it since the row before that states it.

Nothing is filled in: a stretch without a policy is a gap, a policy that does not say the figure has none, and a hole is a hole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from policyc.compare.changes import Figure
from policyc.compare.trends.threads import Followed, Thread
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome, State
from policyc.model import expressions as e
from policyc.model.policy import Bound, BoundKind, Param, Policy, Rule, Target
from policyc.model.timeline import Basis, Stretch
from policyc.model.types import Quantity
from policyc.model.walk import walk
from policyc.quantities.decimals import Rounding, round_to

#: To what a change in per cent is rounded, half up: a tenth of a per cent.
PRECISION = Fraction(1, 10)


class Standing(StrEnum):
    """What there is of a figure in a stretch of time."""

    STATED = "stated"
    NOT_APPLICABLE = "not_applicable"
    NOT_RECORDED = "not_recorded"  # the policy is an extract, from whose silence nothing follows
    SILENT = "silent"
    GAP = "gap"


class Relation(StrEnum):
    """What the difference between two stated numbers says of the figures themselves."""

    SAME = "same"
    FIGURES = "figures"  # both are exact, and so is the difference
    BOUNDS = "bounds"  # two floors, or two ceilings: it is theirs
    AT_LEAST = "at_least"  # the figures differ by this much or more
    ABOUT = "about"
    NOMINAL = "nominal"  # worked out with open figures at their stated numbers
    NONE = "none"  # nothing: other units, other kinds of bounds, a hole


@dataclass(frozen=True, slots=True)
class Step:
    """From an earlier row (``since``, by its place) to this one.

    difference: between the stated numbers, in base units. percent: of the earlier number, rounded to :data:`PRECISION`; None for
    rates, whose difference is in percentage points. by_document: the newer document itself states the difference.
    """

    since: int
    relation: Relation
    difference: Fraction | None
    percent: Fraction | None
    by_document: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of time. policy: the one whose figure holds, or that does not say it; None in a gap. declared: what it says.
    nominal, reason: as of outcomes. step: None where no earlier row can be held against it.
    """

    stretch: Stretch[Policy]
    standing: Standing
    policy: Policy | None
    declared: Followed | None
    figure: Figure | None
    nominal: bool = False
    reason: str = ""
    step: Step | None = None

    @property
    def inherited(self) -> bool:
        """Whether it stands in another policy, which this one takes it from."""
        return self.declared is not None and self.policy is not None and self.declared.policy not in ("", self.policy.id)


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure of a series in a region: ``name`` as the latest policy has it."""

    name: str
    alias: str
    region: str
    code: str
    series: str
    basis: Basis
    rows: tuple[Row, ...]

    @property
    def stated(self) -> tuple[Row, ...]:
        """The rows with a figure that is a number, of the region's own level where it has any."""
        found = tuple(row for row in self.rows if number(row) is not None)
        own = tuple(row for row in found if row.policy is not None and row.policy.region_code == self.code)
        return own or found


def number(row: Row) -> Fraction | None:
    """The number that a row states; None for a hole, a range, and what is no amount."""
    if row.figure is None or not isinstance(row.figure.type, Quantity) or not isinstance(row.figure.bound.value, Fraction):
        return None
    return row.figure.bound.value


def trend(thread: Thread, stretches: Sequence[Stretch[Policy]], region: str, code: str, series: str, basis: Basis) -> Trend:
    """The rows of a thread, whose declarations are figures: params, targets, and rules that read no input."""
    latest = list(thread.values())[-1]
    rows: list[Row] = []
    for stretch in stretches:
        row = _row(thread, stretch)
        rows.append(_stepped(row, rows))
    return Trend(latest.name, latest.alias, region, code, series, basis, tuple(rows))


def is_figure(declared: Followed) -> bool:
    """Whether a declaration is one number a year: a param, a target, a rule that reads nothing that is given."""
    if isinstance(declared, Rule):
        return not declared.inputs and not declared.histories
    return isinstance(declared, Param | Target)


# ------------------------------------------------------------------ rows


def _row(thread: Thread, stretch: Stretch[Policy]) -> Row:
    if not stretch.policies:
        return Row(stretch, Standing.GAP, None, None, None)
    for policy in stretch.policies:
        declared = thread.get(policy.id)
        if declared is not None:
            return _declared(declared, policy, stretch)
    nearest = stretch.policies[0]
    silent = Standing.SILENT if nearest.extract is None else Standing.NOT_RECORDED
    return Row(stretch, silent, nearest, None, None)


def _declared(declared: Followed, policy: Policy, stretch: Stretch[Policy]) -> Row:
    if isinstance(declared, Param | Target):
        return Row(stretch, Standing.STATED, policy, declared, Figure(declared.bound, declared.type))
    assert isinstance(declared, Rule)
    outcome = Evaluator(policy, {}).rule(declared.name)
    if outcome.state is State.NOT_APPLICABLE:
        return Row(stretch, Standing.NOT_APPLICABLE, policy, declared, None)
    figure = Figure(_bound(outcome), declared.type)
    return Row(stretch, Standing.STATED, policy, declared, figure, outcome.nominal, outcome.reason)


def _bound(outcome: Outcome) -> Bound:
    """What a rule that reads no input comes to."""
    if outcome.value is None:
        return Bound(BoundKind.UNSPECIFIED, None, None, low_closed=False, high=None, high_closed=False)
    end = outcome.value if isinstance(outcome.value, Fraction) else None
    return Bound(BoundKind.EXACTLY, outcome.value, end, end is not None, end, end is not None)


# ------------------------------------------------------------------ steps


def _stepped(row: Row, earlier: Sequence[Row]) -> Row:
    """The row with what became of its figure since the last one of the same level that states it."""
    if row.figure is None or row.policy is None:
        return row
    for since in range(len(earlier) - 1, -1, -1):
        old = earlier[since]
        if old.figure is not None and old.policy is not None and old.policy.region_code == row.policy.region_code:
            return replace(row, step=step(old, row, since))
    return row


def step(old: Row, new: Row, since: int) -> Step:
    """What became of a figure from one row, at the place ``since``, to another."""
    before, after = old.figure, new.figure
    assert before is not None and after is not None
    difference = None
    if before.type == after.type and isinstance(after.type, Quantity):
        numbers = number(old), number(new)
        difference = None if numbers[0] is None or numbers[1] is None else numbers[1] - numbers[0]
    relation = _relation(old, new, difference)
    if relation is Relation.NONE:
        difference = None
    exact = relation in (Relation.SAME, Relation.FIGURES, Relation.BOUNDS)
    percent = _percent(before, difference) if exact and difference is not None else None
    return Step(since, relation, difference, percent, relation is not Relation.SAME and _by_document(old, new))


_FLOORS, _CEILINGS = {BoundKind.AT_LEAST, BoundKind.MORE_THAN}, {BoundKind.AT_MOST, BoundKind.LESS_THAN}


def is_principal(row: Row) -> bool:
    """Whether the document lets one depart from the figure: 原则上."""
    return isinstance(row.declared, Param | Target | Rule) and row.declared.principally


def _relation(old_row: Row, new_row: Row, difference: Fraction | None) -> Relation:
    before, after = old_row.figure, new_row.figure
    assert before is not None and after is not None
    nominal = old_row.nominal or new_row.nominal
    old, new = before.bound, after.bound
    if before.type != after.type or old.kind is BoundKind.UNSPECIFIED or new.kind is BoundKind.UNSPECIFIED:
        return Relation.NONE
    if old == new and not nominal:
        return Relation.SAME
    if difference is None:
        return Relation.NONE
    if nominal:
        return Relation.NOMINAL
    if old.about or new.about:
        return Relation.ABOUT if old.kind is new.kind is BoundKind.ABOUT else Relation.NONE
    if old.kind is new.kind is BoundKind.EXACTLY:
        return Relation.FIGURES
    if {old.kind, new.kind} <= _FLOORS or {old.kind, new.kind} <= _CEILINGS:
        return Relation.BOUNDS
    bending = is_principal(old_row) or is_principal(new_row)
    return Relation.AT_LEAST if _surely_apart(old, new, difference) and not bending else Relation.NONE


def _surely_apart(old: Bound, new: Bound, difference: Fraction) -> bool:
    """Whether the figures themselves, wherever they lie, are at least as far apart as the stated numbers."""
    if difference > 0:
        return new.low is not None and old.high is not None and new.low - old.high >= difference
    return difference < 0 and new.high is not None and old.low is not None and new.high - old.low <= difference


def _percent(before: Figure, difference: Fraction) -> Fraction | None:
    assert isinstance(before.type, Quantity) and isinstance(before.bound.value, Fraction)
    if before.type.unit.is_rate or before.bound.value <= 0:
        return None
    return round_to(difference / before.bound.value * 100, PRECISION, Rounding.HALF_UP)


def _by_document(old: Row, new: Row) -> bool:
    """Whether the newer policy holds the two against one another in a check that quotes its document: 较上年增加20元."""
    if old.policy is None or new.policy is None or old.declared is None or new.declared is None:
        return False
    both = {new.declared.name, f"{old.policy.id}.{old.declared.name}"}
    quoting = [check.condition for check in new.policy.checks if check.quotes]
    equal = [x for x in quoting if isinstance(x, e.Compare) and x.op is e.CompareOp.EQ]
    return any({n.name for n in walk(x) if isinstance(n, e.ParamRef)} == both for x in equal)


# ------------------------------------------------------------------ time
