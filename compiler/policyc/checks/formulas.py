"""Conditions as the checks see them: and, or, and intervals of coordinates.

A *coordinate* is a number that decides something: an input, a hole, a difference of two inputs, an age. An :class:`Atom` says
that a coordinate lies in an interval, or that it does not; negation is pushed down to the atoms, so that a formula has
nothing but atoms, :class:`And` and :class:`Or`. An :class:`Affine` is a sum of multiples of coordinates.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from policyc.model.types import Type

Values = Mapping["Coordinate", Fraction]


@dataclass(eq=False, slots=True)
class Coordinate:
    """A number line, with what is known of the places that count on it.

    low, high: no value lies outside. step: values are ``offset`` plus a multiple of it; None where any place may be one.
    name, type: of an input or a hole; None for what is worked out. function, arguments: how to work it out; a coordinate
    without either is one of which nothing more is known. trends: with each argument it rises (1), falls (-1) or neither (0).
    """

    key: Hashable
    low: Fraction
    high: Fraction
    offset: Fraction = Fraction(0)
    step: Fraction | None = None
    name: str | None = None
    type: Type | None = None
    is_hole: bool = False
    arguments: tuple[Affine, ...] = ()
    function: Callable[[Sequence[Fraction]], Fraction | None] | None = None
    trends: tuple[int, ...] = ()
    number: int = 0

    @property
    def is_free(self) -> bool:
        """Whether somebody gives it: an input or a hole."""
        return self.name is not None

    def value(self, given: Values) -> Fraction | None:
        """What it comes to where ``given`` has all that is free; None where that cannot be worked out."""
        if self in given:
            return given[self]
        if self.function is None:
            return None
        places = [argument.value(given) for argument in self.arguments]
        known = [x for x in places if x is not None]
        return self.function(known) if len(known) == len(places) else None

    def below(self) -> Iterator[Coordinate]:
        """Itself and all the coordinates that it is worked out from."""
        yield self
        for argument in self.arguments:
            for coordinate, _ in argument.terms:
                yield from coordinate.below()


@dataclass(frozen=True, slots=True)
class Affine:
    """``constant`` plus multiples of coordinates (none of them 0, in the order of the coordinates' numbers)."""

    constant: Fraction
    terms: tuple[tuple[Coordinate, Fraction], ...] = ()

    @staticmethod
    def of(coordinate: Coordinate) -> Affine:
        """The coordinate itself."""
        return Affine(Fraction(0), ((coordinate, Fraction(1)),))

    def plus(self, other: Affine) -> Affine:
        """The sum."""
        total: dict[Coordinate, Fraction] = dict(self.terms)
        for coordinate, factor in other.terms:
            total[coordinate] = total.get(coordinate, Fraction(0)) + factor
        terms = sorted(((c, f) for c, f in total.items() if f), key=lambda term: term[0].number)
        return Affine(self.constant + other.constant, tuple(terms))

    def times(self, factor: Fraction) -> Affine:
        """The multiple."""
        if not factor:
            return Affine(Fraction(0))
        return Affine(self.constant * factor, tuple((c, f * factor) for c, f in self.terms))

    def minus(self, other: Affine) -> Affine:
        """The difference."""
        return self.plus(other.times(Fraction(-1)))

    def value(self, given: Values) -> Fraction | None:
        """What it comes to; None where a coordinate cannot be worked out."""
        total = self.constant
        for coordinate, factor in self.terms:
            place = coordinate.value(given)
            if place is None:
                return None
            total += factor * place
        return total


# ------------------------------------------------------------------ formulas


@dataclass(frozen=True, slots=True)
class Interval:
    """Between two places (None: no end)."""

    low: Fraction | None = None
    low_closed: bool = True
    high: Fraction | None = None
    high_closed: bool = True

    @staticmethod
    def at(place: Fraction) -> Interval:
        """That place alone."""
        return Interval(place, high=place)

    def holds(self, place: Fraction) -> bool:
        """Whether a place lies in it."""
        return not self.is_above(place) and not self.is_below(place)

    def is_above(self, place: Fraction) -> bool:
        """Whether all of it lies above a place."""
        return self.low is not None and (place < self.low or (place == self.low and not self.low_closed))

    def is_below(self, place: Fraction) -> bool:
        """Whether all of it lies below a place."""
        return self.high is not None and (place > self.high or (place == self.high and not self.high_closed))

    def scaled(self, offset: Fraction, factor: Fraction) -> Interval:
        """The interval of x where ``offset + factor * x`` lies in this one."""
        low = None if self.low is None else (self.low - offset) / factor
        high = None if self.high is None else (self.high - offset) / factor
        if factor < 0:
            return Interval(high, self.high_closed, low, self.low_closed)
        return Interval(low, self.low_closed, high, self.high_closed)


@dataclass(frozen=True, slots=True)
class Atom:
    """``coordinate`` lies in an interval, or, ``negated``, it does not."""

    coordinate: Coordinate
    interval: Interval
    negated: bool = False

    def holds(self, place: Fraction) -> bool:
        """Whether it is true of a place."""
        return self.interval.holds(place) is not self.negated


@dataclass(frozen=True, slots=True)
class And:
    """All of them; of none, true."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of them; of none, false."""

    parts: tuple[Formula, ...]


Formula = Atom | And | Or

TRUE: Formula = And(())
FALSE: Formula = Or(())


def conj(parts: Iterable[Formula]) -> Formula:
    """All of ``parts``."""
    flat: list[Formula] = []
    for part in parts:
        if part is FALSE:
            return FALSE
        flat.extend(part.parts if isinstance(part, And) else (part,))
    return flat[0] if len(flat) == 1 else And(tuple(flat)) if flat else TRUE


def disj(parts: Iterable[Formula]) -> Formula:
    """One of ``parts``."""
    flat: list[Formula] = []
    for part in parts:
        if part is TRUE:
            return TRUE
        flat.extend(part.parts if isinstance(part, Or) else (part,))
    return flat[0] if len(flat) == 1 else Or(tuple(flat)) if flat else FALSE


def negate(formula: Formula) -> Formula:
    """Not ``formula``."""
    match formula:
        case Atom():
            return Atom(formula.coordinate, formula.interval, not formula.negated)
        case And():
            return disj(negate(part) for part in formula.parts)
        case Or():
            return conj(negate(part) for part in formula.parts)


def atoms(formula: Formula) -> Iterator[Atom]:
    """All atoms of a formula."""
    match formula:
        case Atom():
            yield formula
        case And() | Or():
            for part in formula.parts:
                yield from atoms(part)


def holds(formula: Formula, given: Values) -> bool | None:
    """Whether a formula is true where ``given`` has all that is free; None where something cannot be worked out."""
    match formula:
        case Atom():
            place = formula.coordinate.value(given)
            return None if place is None else formula.holds(place)
        case And() | Or():
            decisive = isinstance(formula, Or)
            answers = {holds(part, given) for part in formula.parts}
            return decisive if decisive in answers else None if None in answers else not decisive


@dataclass(frozen=True, slots=True)
class Condition:
    """When something is true and when it is false. Where neither, it cannot be said: a hole, or 不适用."""

    true: Formula
    false: Formula

    @staticmethod
    def total(true: Formula) -> Condition:
        """One that is always either."""
        return Condition(true, negate(true))

    @property
    def negated(self) -> Condition:
        """The opposite."""
        return Condition(self.false, self.true)
