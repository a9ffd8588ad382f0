"""Whether amounts can meet some limits, and between which two numbers a sum of them then lies: Fourier and Motzkin's elimination.

Limits are held as rows of whole numbers, which is many times faster than fractions and just as exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd, lcm

from policyc.compare.linear import Form, Limit, Opaque, Term, variable

#: So many limits are combined at most; beyond, nothing is concluded from them.
_MOST_LIMITS = 4_000
#: ``c1·t1 + c2·t2 + … + k <= 0``, or ``< 0`` where it is strict.
_Row = tuple[tuple[int, ...], int, bool]
_GOAL = Opaque("goal", ())


def possible(limits: Sequence[Limit]) -> bool:
    """Whether some amounts meet all limits. True also where that is too much to work out."""
    rows, _ = _rows(limits)
    rest = _settled(_closest(rows))
    while rest:
        place = _cheapest(rest)
        if place is None:
            return True
        rest = _without(rest, place)
        if rest is not None and len(rest) > _MOST_LIMITS:
            return True
    return rest is not None


def span_of(wanted: Form, limits: Sequence[Limit]) -> tuple[Fraction | None, Fraction | None]:
    """Between which two numbers a form lies under the limits; None: without end, or too much to work out."""
    tied = wanted.plus(variable(_GOAL), Fraction(-1))
    rows, terms = _rows([*limits, Limit(tied, strict=False), Limit(tied.times(Fraction(-1)), strict=False)])
    goal = terms.index(_GOAL)
    rest = _settled(_closest(rows), but=goal)
    while rest:
        place = _cheapest(rest, but=goal)
        if place is None:
            break
        rest = _without(rest, place)
        if rest is not None and len(rest) > _MOST_LIMITS:
            return None, None
    ends = [(Fraction(-k, coefs[goal]), coefs[goal] > 0) for coefs, k, _ in rest or ()]
    lows, highs = [end for end, upper in ends if not upper], [end for end, upper in ends if upper]
    return max(lows, default=None), min(highs, default=None)


def _rows(limits: Iterable[Limit]) -> tuple[list[_Row], list[Term]]:
    """Limits as rows, and the terms that their columns stand for."""
    kept = list(limits)
    terms = {term: None for limit in kept for term, _ in limit.form.terms}
    columns = {term: place for place, term in enumerate(terms)}
    made: list[_Row] = []
    for limit in kept:
        form = limit.form
        over = lcm(form.constant.denominator, *(c.denominator for _, c in form.terms))
        coefs = [0] * len(columns)
        for term, c in form.terms:
            coefs[columns[term]] = c.numerator * (over // c.denominator)
        made.append((tuple(coefs), form.constant.numerator * (over // form.constant.denominator), limit.strict))
    return made, list(terms)


def _closest(rows: Iterable[_Row]) -> list[_Row] | None:
    """Of rows on the same sum the closest; None where they cannot all be met."""
    best: dict[tuple[int, ...], tuple[int, int, bool]] = {}
    for coefs, k, strict in rows:
        common = gcd(*coefs)
        if not common:
            if k > 0 or (strict and k == 0):
                return None
            continue
        key = coefs if common == 1 else tuple(c // common for c in coefs)
        known = best.get(key)
        if known is None or (k * known[1], strict) > (known[0] * common, known[2]):
            best[key] = k, common, strict
    made: list[_Row] = []
    for key, (k, common, strict) in best.items():
        shared = gcd(k, common)
        times = common // shared
        made.append((key if times == 1 else tuple(c * times for c in key), k // shared, strict))
    return made


def _settled(rows: list[_Row] | None, but: int | None = None) -> list[_Row] | None:
    """The rows with every term that can have one value only put in."""
    while rows:
        ups: dict[int, Fraction] = {}
        downs: dict[int, Fraction] = {}
        for coefs, k, strict in rows:
            alone = [(place, c) for place, c in enumerate(coefs) if c]
            if len(alone) == 1 and not strict:
                ((place, c),) = alone
                (ups if c > 0 else downs)[place] = Fraction(-k, c)
        single = next((p for p, value in ups.items() if p != but and downs.get(p) == value), None)
        if single is None:
            return rows
        rows = _closest([_with(row, single, ups[single]) for row in rows])
    return rows


def _with(row: _Row, place: int, value: Fraction) -> _Row:
    coefs, k, strict = row
    if not coefs[place]:
        return row
    times = value.denominator
    left = tuple(0 if i == place else c * times for i, c in enumerate(coefs))
    return left, k * times + coefs[place] * value.numerator, strict


def _cheapest(rows: Sequence[_Row], but: int | None = None) -> int | None:
    """The term whose removal makes the fewest rows."""
    best: tuple[int, int] | None = None
    for place, column in enumerate(zip(*(coefs for coefs, _, _ in rows), strict=True)):
        up, down = sum(c > 0 for c in column), sum(c < 0 for c in column)
        if place != but and (up or down):
            best = min(best or (up * down - up - down, place), (up * down - up - down, place))
    return None if best is None else best[1]


def _without(rows: Sequence[_Row], place: int) -> list[_Row] | None:
    """The rows that follow for all other terms."""
    above = [row for row in rows if row[0][place] > 0]
    below = [row for row in rows if row[0][place] < 0]
    free = [row for row in rows if not row[0][place]]
    for a, j, strict in above:
        for b, k, other in below:
            common = gcd(a[place], b[place])
            times, by = -b[place] // common, a[place] // common
            free.append((tuple(x * times + y * by for x, y in zip(a, b, strict=True)), j * times + k * by, strict or other))
    return _closest(free)
