"""Sums of amounts with exact coefficients, and what is known of the amounts: the arithmetic of :mod:`.symbolic`.

A :class:`Form` is ``a·x + b·y + … + c``. Its terms are inputs, by name, and :class:`Opaque` values: what a rounding or a
date function made of other forms, which is equal to itself and of which only bounds are known.
"""

from __future__ import annotations

from collections.abc import Iterable
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
