"""Where a function that rises or falls lies in an interval: found by halving, over the places at which it is defined."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from policyc.checks.formulas import Interval


def stretch(place: Callable[[int], Fraction | None], indices: range, interval: Interval, *, rising: bool) -> range | None:
    """The indices whose places lie in the interval; None where a place cannot be worked out."""
    if place(indices.start) is None or place(indices.stop - 1) is None:
        return None

    def reached(i: int) -> bool | None:
        at = place(i)
        return None if at is None else not (interval.is_above(at) if rising else interval.is_below(at))

    def passed(i: int) -> bool | None:
        at = place(i)
        return None if at is None else interval.is_below(at) if rising else interval.is_above(at)

    start, stop = _first_where(reached, indices), _first_where(passed, indices)
    return None if start is None or stop is None else range(start, stop)


def _first_where(test: Callable[[int], bool | None], indices: range) -> int | None:
    """The first index of which ``test`` is true, the end if of none; it is false up to there and true from there on."""
    first, stop = indices.start, indices.stop
    while first < stop:
        middle = (first + stop) // 2
        answer = test(middle)
        if answer is None:
            return None
        if answer:
            stop = middle
        else:
            first = middle + 1
    return first
