"""What the columns of a population are: one a column name, for one policy or for several that are to know the same people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm

from policyc.model.policy import Input, Policy
from policyc.model.types import EnumType, Quantity, Type
from policyc.quantities.decimals import scale_of
from policyc.semantics.exactness import MONEY_PLACES
from policyc.synthesis.flat import Years, columns, common_years

#: Whole numbers of a column lie below this.
_MOST = 1 << 61


class NotAColumn(Exception):
    """An input whose values no column holds: without a finite decimal, or beyond 64 bits."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A column: its values are low, low + step, … on the number line of its type (see :func:`policyc.model.types.ordinal`).

    names: of an enum, the ASCII names of the members by ``ordinal``; those in ``drawn`` can occur. places: decimals of an amount.
    series: the history (its ASCII name), year and field that the column is of; None for an input.
    """

    name: str
    label: str
    type: Type
    low: Fraction
    high: Fraction
    step: Fraction
    names: tuple[str, ...] = ()
    drawn: tuple[int, ...] = ()
    series: tuple[str, int, str] | None = None

    @property
    def places(self) -> int:
        """Decimal places that every value fits in: of money two at least, of counts none."""
        if not isinstance(self.type, Quantity):
            return 0
        scales = [scale_of(x) for x in (self.low, self.step)]
        places = max(scale for scale in scales if scale is not None)
        return max(places, MONEY_PLACES) if self.type.unit.is_money else places

    @property
    def count(self) -> int:
        """How many values there are."""
        return int((self.high - self.low) / self.step) + 1

    @property
    def first(self) -> int:
        """The lowest value as a whole number: an amount as a multiple of its last decimal place."""
        return int(self.low * 10**self.places)

    @property
    def unit(self) -> int:
        """The step as such a number."""
        return int(self.step * 10**self.places)

    @property
    def drawable(self) -> int:
        """How many of the values, from the lowest, fit in 64 bits."""
        return min(self.count, _MOST // self.unit)


@dataclass(frozen=True, slots=True)
class Apart:
    """A column that two policies know in ways that have no value in common: its name, and their labels for it."""

    name: str
    labels: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Spans:
    """How long a history can be, by its ASCII name: the years of its columns in order, and the most records of a person."""

    years: tuple[int, ...]
    at_most: int


def shapes(policies: Sequence[Policy], years: Years | None = None) -> tuple[Shape, ...] | Apart:
    """The columns of all the policies, each once; a value of a column is one that all policies that have it accept by itself.

    Raises NotAColumn.
    """
    years = common_years(policies, years)
    found: dict[str, Shape] = {}
    for shape in (shape for policy in policies for shape in _of(policy, years)):
        known = found.get(shape.name)
        both = _both(known, shape) if known is not None else shape
        if both is None:
            return Apart(shape.name, (found[shape.name].label, shape.label))
        found[shape.name] = both
    return tuple(found.values())


def spans(policies: Sequence[Policy], of: Sequence[Shape]) -> dict[str, Spans]:
    """The histories that the columns are of."""
    found: dict[str, Spans] = {}
    for policy in policies:
        for history in policy.histories:
            years = sorted({s.series[1] for s in of if s.series is not None and s.series[0] == history.alias})
            known = found.get(history.alias)
            found[history.alias] = Spans(tuple(years), min(history.at_most, known.at_most if known else history.at_most))
    return found


def _of(policy: Policy, years: Years) -> Iterator[Shape]:
    for column in columns(policy, years):
        declared, history = column.declared, column.history
        series = None if history is None or column.year is None else (history.alias, column.year, declared.alias)
        label = declared.name if series is None else f"{history.name if history else ''}{column.year}{declared.name}"
        shape = _shape(column.name, label, declared, series)
        if None in (scale_of(declared.low), scale_of(declared.step)) or abs(shape.first) >= _MOST or shape.unit >= _MOST:
            raise NotAColumn(declared.name)
        yield shape


def _shape(name: str, label: str, declared: Input, series: tuple[str, int, str] | None) -> Shape:
    names = tuple(member.alias for member in declared.type.members) if isinstance(declared.type, EnumType) else ()
    return Shape(name, label, declared.type, declared.low, declared.high, declared.step, names, tuple(range(len(names))), series)


def _both(one: Shape, other: Shape) -> Shape | None:
    """The values that both have; None where they have none in common, or are of different kinds."""
    if isinstance(one.type, EnumType) and isinstance(other.type, EnumType):
        drawn = tuple(i for i in one.drawn if one.names[i] in other.names)
        return replace(one, drawn=drawn) if drawn else None
    if not _alike(one.type, other.type):
        return None
    step = Fraction(lcm(one.step.numerator, other.step.numerator), gcd(one.step.denominator, other.step.denominator))
    for tries in range(int(step / one.step)):
        low = max(one.low, other.low)
        low += (one.low - low) % one.step + tries * one.step
        if (low - other.low) % other.step == 0:
            high = min(one.high, other.high)
            return replace(one, low=low, high=high, step=step) if low <= high else None
    return None


def _alike(one: Type, other: Type) -> bool:
    """Whether a number in a column says the same to both: money is money, per year or per head."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.unit == other.unit or (one.unit.is_money and other.unit.is_money)
    return type(one) is type(other)
