"""Exact decimals: how many decimal places a rational has, how it is rounded, how it is written out.

Everything works on :class:`fractions.Fraction`; a *scale* is the number of decimal places that an exact value needs
(``2`` for 0.01), and None where no finite number of places is enough (1/3).
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """The four modes of ``rounded``. Signs mirror: half up and up go away from zero, down goes towards it."""

    HALF_UP = "half up"
    DOWN = "down"
    UP = "up"
    HALF_EVEN = "half even"


def scale_of(value: Fraction) -> int | None:
    """The least number of decimal places that writes ``value`` exactly; None where there is none (1/3)."""
    twos = fives = 0
    denominator = value.denominator
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return max(twos, fives) if denominator == 1 else None


def round_to(value: Fraction, unit: Fraction, mode: Rounding) -> Fraction:
    """``value`` rounded to a whole multiple of ``unit`` (> 0)."""
    return round_integer(value / unit, mode) * unit


def round_integer(value: Fraction, mode: Rounding) -> int:
    """``value`` rounded to an integer by ``mode``, symmetrically about zero."""
    n, d = abs(value.numerator), value.denominator
    whole, rest = divmod(n, d)
    match mode:
        case Rounding.DOWN:
            up = False
        case Rounding.UP:
            up = rest > 0
        case Rounding.HALF_UP:
            up = 2 * rest >= d
        case Rounding.HALF_EVEN:
            up = 2 * rest > d or (2 * rest == d and whole % 2 == 1)
    magnitude = whole + up
    return -magnitude if value < 0 else magnitude


def decimal_text(value: Fraction) -> str:
    """``value`` in plain decimal digits, without trailing zeros: 46374.8. A value that has none is n/d: 1/3."""
    scale = scale_of(value)
    if scale is None:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**scale // value.denominator).rjust(scale + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-scale]}.{digits[-scale:]}" if scale else f"{sign}{digits}"
