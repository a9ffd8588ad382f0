"""Sums of amounts with exact coefficients, and what is known of the amounts: the arithmetic of :mod:`.symbolic`.

A :class:`Form` is ``a·x + b·y + … + c``. Its terms are inputs, by name, and :class:`Opaque` values: what a rounding or a
date function made of other forms, which is equal to itself and of which only bounds are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from policyc.quantities.decimals import Rounding


@dataclass(frozen=True, slots=True)
class Opaque:
    """A value that is no sum: of which operation (``round``, ``month_of``) and of which forms; of a rounding its unit and
    mode.
    """

    kind: str
    of: tuple[Form, ...]
    unit: Fraction = Fraction(0)
    mode: Rounding | None = None


Term = str | Opaque


@dataclass(frozen=True, slots=True)
class Form:
    """A sum: terms in a fixed order, none of coefficient 0, and a constant."""

    terms: tuple[tuple[Term, Fraction], ...]
    constant: Fraction

    @property
    def is_constant(self) -> bool:
        """Whether it is a number."""
        return not self.terms

    def plus(self, other: Form, factor: Fraction = Fraction(1)) -> Form:
        """``self + factor · other``."""
        found = dict(self.terms)
        for term, coefficient in other.terms:
            found[term] = found.get(term, Fraction(0)) + factor * coefficient
        return form(found.items(), self.constant + factor * other.constant)

    def times(self, factor: Fraction) -> Form:
        """``factor · self``."""
        if not factor:
            return ZERO
        return Form(tuple((term, c * factor) for term, c in self.terms), self.constant * factor)


def form(terms: Iterable[tuple[Term, Fraction]], constant: Fraction) -> Form:
    """The form of terms and a constant."""
    kept = [(term, c) for term, c in terms if c]
    return Form(tuple(sorted(kept, key=lambda entry: _place(entry[0]))), constant)


def number(value: Fraction) -> Form:
    """A number as a form."""
    return Form((), value)


def variable(term: Term) -> Form:
    """A term as a form."""
    return Form(((term, Fraction(1)),), Fraction(0))


ZERO = number(Fraction(0))


def _place(term: Term) -> tuple[bool, str]:
    return (False, term) if isinstance(term, str) else (True, repr(term))


@dataclass(frozen=True, slots=True)
class Limit:
    """``form <= 0``, or ``form < 0`` where it is ``strict``."""

    form: Form
    strict: bool


#: So many limits are combined at most; beyond, nothing is concluded from them.
_MOST_LIMITS = 4_000


def possible(limits: Sequence[Limit]) -> bool:
    """Whether some amounts meet all limits. True also where that is too much to work out."""
    rest = _simplified(limits)
    while rest is not None:
        term = _cheapest(rest)
        if term is None:
            return True
        rest = _without(rest, term)
        if rest is not None and len(rest) > _MOST_LIMITS:
            return True
    return False


def span_of(wanted: Form, limits: Sequence[Limit]) -> tuple[Fraction | None, Fraction | None]:
    """Between which two numbers a form lies under the limits; None: without end, or too much to work out."""
    goal = Opaque("goal", ())
    tied = wanted.plus(variable(goal), Fraction(-1))
    rest = _simplified([*limits, Limit(tied, strict=False), Limit(tied.times(Fraction(-1)), strict=False)])
    while rest is not None:
        term = _cheapest(rest, but=goal)
        if term is None:
            break
        rest = _without(rest, term)
        if rest is not None and len(rest) > _MOST_LIMITS:
            return None, None
    lows: list[Fraction] = []
    highs: list[Fraction] = []
    for limit in rest or ():
        ((_, c),) = limit.form.terms
        (highs if c > 0 else lows).append(-limit.form.constant / c)
    return max(lows, default=None), min(highs, default=None)


def _simplified(limits: Iterable[Limit]) -> list[Limit] | None:
    """Of limits on the same sum the closest; None where they cannot all be met."""
    closest: dict[tuple[tuple[Term, Fraction], ...], Limit] = {}
    for limit in limits:
        terms = limit.form.terms
        if not terms:
            if limit.form.constant > 0 or (limit.strict and limit.form.constant == 0):
                return None
            continue
        scaled = limit.form.times(1 / abs(terms[0][1]))
        known = closest.get(scaled.terms)
        if known is None or (scaled.constant, limit.strict) > (known.form.constant, known.strict):
            closest[scaled.terms] = Limit(scaled, limit.strict)
    return list(closest.values())


def _cheapest(limits: Iterable[Limit], but: Term | None = None) -> Term | None:
    """The term whose removal makes the fewest limits."""
    ups: dict[Term, int] = {}
    downs: dict[Term, int] = {}
    for limit in limits:
        for term, c in limit.form.terms:
            side = ups if c > 0 else downs
            side[term] = side.get(term, 0) + 1
    terms = [term for term in {**ups, **downs} if term != but]
    return min(terms, key=lambda t: (ups.get(t, 0) * downs.get(t, 0) - ups.get(t, 0) - downs.get(t, 0), _place(t)), default=None)


def _without(limits: Sequence[Limit], term: Term) -> list[Limit] | None:
    """The limits that follow for all other terms."""
    above: list[Limit] = []
    below: list[Limit] = []
    free: list[Limit] = []
    for limit in limits:
        c = dict(limit.form.terms).get(term)
        if c is None:
            free.append(limit)
        else:
            (above if c > 0 else below).append(Limit(limit.form.times(1 / abs(c)), limit.strict))
    free += [Limit(a.form.plus(b.form), a.strict or b.strict) for a in above for b in below]
    return _simplified(free)
