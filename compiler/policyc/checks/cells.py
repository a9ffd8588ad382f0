"""The line of a coordinate, cut at the places that conditions mention: between two cuts all places are alike to them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from policyc.checks.formulas import Atom, Coordinate


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line. Both ends belong to it; of a line without steps, they may not, but ``inner`` does."""

    low: Fraction
    high: Fraction
    inner: Fraction


def cells_of(coordinate: Coordinate, cuts: Iterable[Fraction]) -> list[Cell]:
    """Each cut that is a place of the line as a cell of its own, and the stretches between that hold a place."""
    at = sorted({x for x in cuts if coordinate.low <= x <= coordinate.high})
    if not at:
        return list(_between(coordinate, coordinate.low, coordinate.high, after=False, before=False))
    cells = list(_between(coordinate, coordinate.low, at[0], after=False, before=True))
    for i, place in enumerate(at):
        if at_or_above(coordinate, place) == place:
            cells.append(Cell(place, place, place))
        last = i == len(at) - 1
        cells.extend(_between(coordinate, place, coordinate.high if last else at[i + 1], after=True, before=not last))
    return cells


def _between(coordinate: Coordinate, low: Fraction, high: Fraction, *, after: bool, before: bool) -> Iterator[Cell]:
    """The places from ``low`` (``after`` it) to ``high`` (``before`` it), as one cell, if there are any."""
    if coordinate.step is None:
        if low < high or (low == high and not after and not before):
            yield Cell(low, high, (low + high) / 2)
        return
    first, last = at_or_above(coordinate, low), at_or_below(coordinate, high)
    first += coordinate.step * (after and first == low)
    last -= coordinate.step * (before and last == high)
    if first <= last:
        yield Cell(first, last, first)


def cells_in(cells: Sequence[Cell], atom: Atom) -> int:
    """The cells in which an atom is true, one bit each; its interval's ends must be among the cuts."""
    interval = atom.interval
    start = bisect_left(cells, 1, key=lambda cell: int(not interval.is_above(cell.inner)))
    stop = bisect_left(cells, 1, key=lambda cell: int(interval.is_below(cell.inner)))
    inside = ((1 << max(stop - start, 0)) - 1) << start
    return ((1 << len(cells)) - 1) & ~inside if atom.negated else inside


def at_or_above(coordinate: Coordinate, place: Fraction) -> Fraction:
    """The first place of the line that is not below ``place``."""
    if coordinate.step is None:
        return place
    return coordinate.offset + ceil((place - coordinate.offset) / coordinate.step) * coordinate.step


def at_or_below(coordinate: Coordinate, place: Fraction) -> Fraction:
    """The last place of the line that is not above ``place``."""
    if coordinate.step is None:
        return place
    return coordinate.offset + floor((place - coordinate.offset) / coordinate.step) * coordinate.step
