"""Types and values of the language.

================  =============================================  ==========================================
type              written                                        value
================  =============================================  ==========================================
Quantity          ``元/人/年``, ``个月``, ``%`` (a rate)           :class:`fractions.Fraction` in base units, or
                                                                 :data:`UNLIMITED` where the type allows it
Bool              ``bool``                                       :class:`bool`
EnumType          the enum's name                                :class:`Member`
DateType          ``date``                                       :class:`datetime.date`
MonthType         ``month``                                      :class:`datetime.date` on day 1
YearType          ``year``                                       :class:`int`
================  =============================================  ==========================================
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum as PythonEnum
from fractions import Fraction

from policyc.quantities.units import Unit


class Unlimited(PythonEnum):
    """The value of ``unlimited`` (不封顶): above every amount, and neither 0 nor a large number."""

    UNLIMITED = "unlimited"


UNLIMITED = Unlimited.UNLIMITED


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an enum; ``index`` is its place in the declaration, which orders an ordered enum."""

    enum: str
    name: str
    alias: str
    index: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a unit; the dimensionless unit makes it a rate."""

    unit: Unit

    def __str__(self) -> str:
        return str(self.unit)


@dataclass(frozen=True, slots=True)
class Bool:
    """Yes or no."""

    def __str__(self) -> str:
        return "bool"


@dataclass(frozen=True, slots=True)
class EnumType:
    """One of a list of cases."""

    name: str
    alias: str
    ordered: bool
    members: tuple[Member, ...]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class DateType:
    """A day."""

    def __str__(self) -> str:
        return "date"


@dataclass(frozen=True, slots=True)
class MonthType:
    """A month of a year."""

    def __str__(self) -> str:
        return "month"


@dataclass(frozen=True, slots=True)
class YearType:
    """A calendar year (a count of years is a Quantity in 年)."""

    def __str__(self) -> str:
        return "year"


Type = Quantity | Bool | EnumType | DateType | MonthType | YearType
Value = Fraction | Unlimited | bool | Member | datetime.date | int

BOOL, DATE, MONTH, YEAR = Bool(), DateType(), MonthType(), YearType()


def ordinal(value: Value, kind: Type) -> Fraction:
    """The place of a value on the number line of its type, by which it is ordered and ranged.

    An amount is itself; a day its proleptic ordinal; a month ``12 * year + month - 1``; a year itself; a member its index;
    false 0 and true 1. ``UNLIMITED`` has no place and is a ValueError.
    """
    if value is UNLIMITED:
        raise ValueError("unlimited has no place on the number line")
    match value:
        case bool():
            return Fraction(int(value))
        case Member():
            return Fraction(value.index)
        case datetime.date():
            return Fraction(value.year * 12 + value.month - 1 if isinstance(kind, MonthType) else value.toordinal())
        case _:
            assert isinstance(value, int | Fraction)
            return Fraction(value)


def from_ordinal(place: Fraction, kind: Type) -> Value:
    """The value of a type at a place: the inverse of :func:`ordinal`. The place must be one of the type's own."""
    match kind:
        case Quantity():
            return place
        case Bool():
            return bool(place)
        case EnumType():
            return kind.members[int(place)]
        case DateType():
            return datetime.date.fromordinal(int(place))
        case MonthType():
            return datetime.date(int(place) // 12, int(place) % 12 + 1, 1)
        case YearType():
            return int(place)
