"""Polynomials with rational coefficients over 0, 1, 2, …: where they are negative, zero and positive, exactly.

A polynomial is its coefficients from the constant on, without trailing zeros: (1, 2) is 1 + 2k.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb, lcm

Polynomial = tuple[Fraction, ...]


def constant(value: Fraction) -> Polynomial:
    """The same everywhere."""
    return (value,) if value else ()


def at(p: Polynomial, k: int) -> Fraction:
    """The value at k."""
    total = Fraction(0)
    for coefficient in reversed(p):
        total = total * k + coefficient
    return total


def add(p: Polynomial, q: Polynomial, factor: int = 1) -> Polynomial:
    """``p + factor · q``."""
    size = max(len(p), len(q))
    wide = [(p[i] if i < len(p) else Fraction(0)) + factor * (q[i] if i < len(q) else Fraction(0)) for i in range(size)]
    return _trimmed(wide)


def multiply(p: Polynomial, q: Polynomial) -> Polynomial:
    """The product."""
    result = [Fraction(0)] * (len(p) + len(q))
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] += a * b
    return _trimmed(result)


def scaled(p: Polynomial, factor: Fraction) -> Polynomial:
    """The multiple."""
    return _trimmed([a * factor for a in p])


def period(p: Polynomial) -> int:
    """The least m found such that ``p(k + m) - p(k)`` is whole for every k: the rest of a rounding to 1 repeats after so many."""
    return lcm(1, *(a.denominator for a in p[1:]))


def _trimmed(p: list[Fraction]) -> Polynomial:
    while p and not p[-1]:
        p.pop()
    return tuple(p)


def _difference(p: Polynomial) -> Polynomial:
    """``p(k + 1) - p(k)``."""
    result = [Fraction(0)] * max(len(p) - 1, 0)
    for n, a in enumerate(p):
        for i in range(n):
            result[i] += a * comb(n, i)
    return _trimmed(result)


def sign(value: Fraction) -> int:
    """-1, 0 or 1."""
    return (value > 0) - (value < 0)


def first_change(p: Polynomial, count: int) -> int:
    """The first k < count whose sign is another than that at 0; ``count`` if there is none."""
    return _first_change(p, 0, count)


def _first_change(p: Polynomial, start: int, count: int) -> int:
    """The first k from ``start`` on whose sign differs from that at ``start``."""
    if len(p) <= 1 or start >= count:
        return count
    wanted = sign(at(p, start))
    rises = _difference(p)
    while start < count:
        # On [start, end] the polynomial only rises, only falls or stays: its differences keep their sign.
        end = min(_first_change(rises, start, count - 1), count - 1)
        low, high = start, end
        if sign(at(p, end)) != wanted:
            while low < high:
                middle = (low + high) // 2
                if sign(at(p, middle)) != wanted:
                    high = middle
                else:
                    low = middle + 1
            return low
        start = max(end, start + 1)
        if start >= count:
            break
        if sign(at(p, start)) != wanted:
            return start
    return count
