"""The roundest value of a stretch: what a person would have given as an example."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction

from policyc.checks.cells import at_or_above
from policyc.checks.formulas import Coordinate
from policyc.model.types import DateType, MonthType

_PIVOT = 2000  # examples have years around it


def nicest(coordinate: Coordinate, low: Fraction, high: Fraction) -> Fraction:
    """The roundest place of the coordinate between two of its places, both included."""
    for place in _round_places(coordinate, low, high):
        if low <= place <= high and at_or_above(coordinate, place) == place:
            return place
    return at_or_above(coordinate, low)


def _round_places(coordinate: Coordinate, low: Fraction, high: Fraction) -> Iterator[Fraction]:
    match coordinate.type:
        case DateType():
            yield from _round_days(low, high)
        case MonthType():
            yield from (Fraction(y * 12) for y in _round_years(low / 12, high / 12))
        case _:
            yield from _round_numbers(low, high)


def _round_days(low: Fraction, high: Fraction) -> Iterator[Fraction]:
    first, last = (datetime.date.fromordinal(int(x)) for x in (low, high))
    for year in _round_years(Fraction(first.year), Fraction(last.year)):
        yield Fraction(datetime.date(year, 1, 1).toordinal())
    if (first.year, first.month) != (last.year, last.month):
        year, month = divmod(first.year * 12 + first.month, 12)
        yield Fraction(datetime.date(year, month + 1, 1).toordinal())


def _round_years(low: Fraction, high: Fraction) -> Iterator[int]:
    """Years between, tens and fives first, near the pivot first."""
    years = range(max(1, int(low)), int(high) + 1)
    for step in (10, 5, 1):
        round_ones = range(years.start + -years.start % step, years.stop, step)
        if round_ones:
            nearest = min(max(_PIVOT, round_ones[0]), round_ones[-1])
            yield nearest - nearest % step if nearest - nearest % step >= round_ones[0] else round_ones[0]
            yield from (round_ones[0], round_ones[-1])


def _round_numbers(low: Fraction, high: Fraction) -> Iterator[Fraction]:
    yield from (Fraction(0), Fraction(1))
    if low < 0 and high < 0:
        yield from (-x for x in _round_numbers(-high, -low))
        return
    power = Fraction(1)
    while power * 10 <= low:
        power *= 10
    for _ in range(30):
        # the least multiple of the power that is not below the stretch
        yield -(-low // power) * power
        power /= 10
