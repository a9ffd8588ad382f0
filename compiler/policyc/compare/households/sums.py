"""Sums of figures with what is sure of them: floors add up to a floor, and what has no figure is left out and said so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial, reduce

from policyc.compare.households.described import Role
from policyc.compare.households.results import Cell, Left, Standing, Sum, Told
from policyc.model.expressions import ArithmeticOp
from policyc.model.policy import Bound, BoundKind
from policyc.model.types import Quantity, Type
from policyc.quantities.units import PERSON, TIMES, YUAN, Unit
from policyc.semantics.bounds import Figure, arithmetic, bound_of, exactly, figure_of

_PERSON, _TIME = PERSON.powers[0][0], TIMES.powers[0][0]


def is_summable(kind: Type, role: Role) -> bool:
    """Whether a sum over a household means something: money that is paid or got."""
    return role is not Role.OTHER and isinstance(kind, Quantity) and kind.unit.numerator == YUAN


def default_role(kind: Type, *, worse: bool) -> Role:
    """Which way the money of an undescribed figure goes, from whether more of it is worse.

    Only what is per person, or an amount as such, is taken for money that changes hands: a ceiling is an amount per year.
    """
    if not isinstance(kind, Quantity) or kind.unit.numerator != YUAN:
        return Role.OTHER
    if kind.unit != YUAN and _power(kind.unit, _PERSON) != -1:
        return Role.OTHER
    return Role.PAYS if worse else Role.GETS


def total(cells: Sequence[Cell], toldest: Sequence[Told]) -> Sum | None:
    """The sum of one side over the cells; None where that side has no figure of money at all."""
    pairs = list(zip(cells, toldest, strict=True))
    counted = [(cell, told) for cell, told in pairs if _adds(told)]
    left = tuple(Left(cell.member, cell.event, told) for cell, told in pairs if not _adds(told))
    if not counted:
        return None
    kinds = {told.type for _, told in counted}
    (kind,) = kinds if len(kinds) == 1 else (None,)
    if not isinstance(kind, Quantity):
        return None
    if _power(kind.unit, _TIME) == -1 and any(cell.event is None for cell, _ in counted):
        return None  # so much each time, and nobody says how often
    bound = added((told.bound, weight(cell)) for cell, told in counted if told.bound is not None)
    taken = tuple(dict.fromkeys(told.taken for _, told in counted if told.taken))
    return Sum(bound, of_household(kind), left, taken, any(told.principally for _, told in counted))


def _adds(told: Told) -> bool:
    """Whether there is a figure that can be added: 不封顶 cannot."""
    if told.standing is not Standing.FIGURE or told.bound is None:
        return False
    return told.bound.value is None or isinstance(told.bound.value, Fraction)


def weight(cell: Cell) -> int:
    """How often a cell counts: for every person, and every time that an event happens."""
    return cell.people * cell.times


def of_household(kind: Quantity) -> Quantity:
    """The unit of a sum over persons: 元/年 for 元/人/年."""
    unit = kind.unit
    for name, base in ((_PERSON, PERSON), (_TIME, TIMES)):
        if _power(unit, name) == -1:
            unit *= base
    return Quantity(unit)


def _power(unit: Unit, name: str) -> int:
    return dict(unit.powers).get(name, 0)


def added(parts: Iterable[tuple[Bound, int]]) -> Bound | None:
    """The sum of bounds, each so many times; None where nothing can be said, as of a floor and a ceiling."""
    figures = (_times(figure_of(bound), times) for bound, times in parts)
    bound = bound_of(reduce(partial(arithmetic, ArithmeticOp.ADD), figures))
    return None if bound.kind is BoundKind.UNSPECIFIED else bound


def _times(figure: Figure, times: int) -> Figure:
    return arithmetic(ArithmeticOp.MULTIPLY, figure, exactly(Fraction(times)))
