"""Better or worse for the insured: from what a policy declares (more is better), never from what a name sounds like."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from policyc.compare.changes import Aspect, Detail, Effect, Figure, Kind, Subject
from policyc.compare.meaning import Agreement, Meaning
from policyc.model.policy import Bound, Direction
from policyc.model.types import UNLIMITED

#: Statements that set nobody's money: measures, definitions, documents.
ADMINISTRATIVE = frozenset(Subject) - {Subject.PARAMETER, Subject.RULE, Subject.TARGET}


def effect_of(
    subject: Subject, kind: Kind, details: Iterable[Detail], directions: tuple[Direction | None, Direction | None]
) -> Effect:
    """The effect of a change of a figure, a target or anything that is neither a figure nor a rule."""
    if subject in ADMINISTRATIVE:
        return Effect.ADMINISTRATIVE
    if kind in (Kind.REWORDED, Kind.MOVED, Kind.RENAMED):
        return Effect.NEUTRAL
    if kind in (Kind.OLD_SILENT, Kind.NEW_SILENT, Kind.ADDED, Kind.WITHDRAWN):
        return Effect.UNKNOWN
    figures = {(d.old.bound, d.new.bound) for d in details if isinstance(d.old, Figure) and isinstance(d.new, Figure)}
    if not figures:
        return Effect.NEUTRAL if all(d.aspect is Aspect.DIRECTION for d in details) else Effect.UNKNOWN
    effects = {effect_of_figure(old, new, directions) for old, new in figures}
    return effects.pop() if len(effects) == 1 else Effect.UNKNOWN


def effect_of_figure(old: Bound, new: Bound, directions: tuple[Direction | None, Direction | None]) -> Effect:
    """The effect of one figure that is stated otherwise. directions: what the older and the newer policy declare of it."""
    if directions[0] is None or directions[0] is not directions[1]:
        return Effect.UNKNOWN
    move = moved(old, new)
    if move is None:
        return Effect.UNKNOWN
    if move == 0:
        return Effect.NEUTRAL
    return Effect.BETTER if (move > 0) is (directions[1] is Direction.BETTER) else Effect.WORSE


def effect_of_rule(meaning: Meaning, directions: tuple[Direction | None, Direction | None]) -> Effect:
    """The effect of a rule that comes to something else."""
    if meaning.agreement is Agreement.EQUAL:
        return Effect.NEUTRAL
    if directions[0] is None or directions[0] is not directions[1] or not meaning.differences:
        return Effect.UNKNOWN
    signs = meaning.signs
    if any(difference.region.least is None for difference in meaning.differences):
        return Effect.UNKNOWN  # a hole, or somebody whom the rule concerns only on one side
    if len(signs) > 1 or None in signs:
        return Effect.MIXED
    return Effect.BETTER if (1 in signs) is (directions[1] is Direction.BETTER) else Effect.WORSE


def moved(old: Bound, new: Bound) -> int | None:
    """Whether a figure rose (1), fell (-1) or stayed (0); None where that cannot be told.

    The figure that is calculated with decides; where neither side has one, the ends of both intervals do.
    """
    if old.value is None and new.value is None:
        moves = {_order(old.low, new.low), _order(old.high, new.high)} - {0}
        return 0 if not moves else moves.pop() if len(moves) == 1 else None
    if old.value is None or new.value is None:
        return None
    if UNLIMITED in (old.value, new.value):
        return (new.value is UNLIMITED) - (old.value is UNLIMITED)
    return (new.value > old.value) - (new.value < old.value)  # type: ignore[operator]  # of one type, and ordered


def _order(old: Fraction | None, new: Fraction | None) -> int | None:
    """How an end moved; an end that one side lacks cannot be told."""
    if old is None or new is None:
        return 0 if old is new else None
    return (new > old) - (new < old)
