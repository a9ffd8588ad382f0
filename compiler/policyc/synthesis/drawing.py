"""Columns of invented numbers: whole-number arithmetic on the raw bits of PCG64 alone, so that a seed gives the same everywhere.

What comes out looks like people, roughly: small amounts are common and large ones rare, ages thin out, the first members of
an enum are the usual ones, and some take no part at all. None of it is estimated from anything.
"""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

from policyc.model.types import Bool, DateType, EnumType, MonthType, Quantity, YearType
from policyc.synthesis.shapes import Shape, Spans

Whole = NDArray[np.int64]
Bits = NDArray[np.uint64]
Truth = NDArray[np.bool_]

#: Of so many values one is as likely as the other, or nearly; of more the small ones are.
_MANY = 20_000
#: How many of 256 people have the lowest value of an amount, are there from the first year, and to the last.
_NONE, _FROM_THE_FIRST, _TO_THE_LAST = 20, 150, 230
#: How often of 256 times a yes-or-no field is true, for each kind of person, of whom there are equally many: what most take
#: part in, and what some do.
_USUAL, _SELDOM = (40, 128, 216, 236, 246, 252, 256, 256), (0, 4, 12, 24, 48, 96, 160, 224)


class Source:
    """Raw bits, of which every column of every batch has its own: it does not matter which others there are."""

    def __init__(self, seed: int, batch: int) -> None:
        self._key = seed, batch

    def bits(self, name: str, rows: int) -> Bits:
        """``rows`` times 64 bits; under the same name always the same."""
        sequence = np.random.SeedSequence([*self._key, zlib.crc32(name.encode())])
        drawn: Bits = np.random.PCG64(sequence).random_raw(rows)
        return drawn


def drawn(shape: Shape, source: Source, rows: int) -> Whole:
    """Values of a column as steps above its lowest."""
    first, second = source.bits(shape.name, rows), source.bits(f"{shape.name} 2", rows)
    count = shape.drawable
    match shape.type:
        case EnumType():
            return np.array(shape.drawn, np.int64)[_falling(len(shape.drawn), first)]
        case Bool():
            return _below(2, first)
        case DateType() | MonthType() | YearType():
            return _below(count, first)
        case Quantity():
            low = (first & np.uint64(255)) < np.uint64(_NONE)
            usual = _small(count, first >> np.uint64(8), second) if count > _MANY else _early(count, first, second)
            return np.where(low, 0, usual)


def records(name: str, spans: Spans, source: Source, rows: int) -> tuple[Whole, Whole]:
    """Of each person, the first year of a history with a record, and the last, as places in ``spans.years``."""
    bits, more = source.bits(f"{name} from", rows), source.bits(f"{name} to", rows)
    years = len(spans.years)
    first = np.where((bits & np.uint64(255)) < np.uint64(_FROM_THE_FIRST), 0, _below(years, bits >> np.uint64(8)))
    stays = (more & np.uint64(255)) < np.uint64(_TO_THE_LAST)
    last = np.where(stays, years - 1, first + _modulo(more >> np.uint64(8), years - first))
    return first, np.minimum(last, first + spans.at_most - 1)


def habit(name: str, source: Source, rows: int, *, usual: bool) -> Whole:
    """How often of 256 times a yes-or-no field is true of each person, year after year."""
    habits = np.array(_USUAL if usual else _SELDOM, np.int64)
    return habits[_below(len(habits), source.bits(f"{name} habit", rows))]


def by_habit(shape: Shape, habits: Whole, source: Source) -> Whole:
    """A yes-or-no field in one year."""
    return ((source.bits(shape.name, len(habits)) & np.uint64(255)).astype(np.int64) < habits).astype(np.int64)


def _below(count: int, bits: Bits) -> Whole:
    """Every number below ``count`` alike."""
    return (bits % np.uint64(count)).astype(np.int64)


def _modulo(bits: Bits, counts: Whole) -> Whole:
    return (bits % counts.astype(np.uint64)).astype(np.int64)


def _falling(count: int, bits: Bits) -> Whole:
    """The first most often, the second half as often, the third a third as often, …"""
    weights = np.cumsum([840 // (i + 1) + 1 for i in range(count)])
    return np.searchsorted(weights, _below(int(weights[-1]), bits), side="right").astype(np.int64)


def _early(count: int, first: Bits, second: Bits) -> Whole:
    """The smaller of two: thinning out towards the end."""
    return np.minimum(_below(count, first >> np.uint64(8)), _below(count, second))


def _small(count: int, first: Bits, second: Bits) -> Whole:
    """As many binary digits as the mean of seven bytes says, then any number of so many digits."""
    digits = count.bit_length()
    total: Bits = sum(((first >> np.uint64(8 * i)) & np.uint64(255) for i in range(7)), np.zeros_like(first))
    length = total * np.uint64(digits) // np.uint64(7 * 255)
    number = (second & ((np.uint64(1) << length) - np.uint64(1))) | (np.uint64(1) << length)
    return _modulo(number, np.full(len(first), count, np.int64))
