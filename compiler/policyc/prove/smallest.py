"""From a case that shows a failure to the smallest round one: what a person would have given as an example.

One value after the other is replaced by the plainest with which the claim still fails: the stated figure for an open one, the
first member of an enum, the number with the fewest digits and of those the smallest, a first of January.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from policyc.model.policy import Input
from policyc.model.types import DateType, MonthType, Quantity, Value, YearType, from_ordinal, ordinal
from policyc.prove.question import Case, Question, is_choice, size, values

#: How often the evaluator is asked at most; a count, so that every machine shows the same case.
_MOST_TRIES = 12_000
_YEARS = (2000, 2020, 2023, 2024, 2025, 1990, 1980, 1970, 1960, 1950)


def smallest(question: Question, case: Case) -> Case:
    """A case as plain as one value at a time makes it; two rounds, as one value may make room for another."""
    found, tries = dict(case), [_MOST_TRIES]
    for _ in range(2):
        before = dict(found)
        for variable in question.variables:
            _simplify(question, found, variable, tries)
        if found == before:
            break
    return found


def _simplify(question: Question, found: dict[str, Value], variable: Input, tries: list[int]) -> None:
    old = found[variable.name]
    share = tries[0] // 2  # a stubborn value leaves some for the others
    for value in _candidates(question, variable, old):
        if value == old or share <= 0:
            return
        share, tries[0] = share - 1, tries[0] - 1
        if question.fails({**found, variable.name: value}):
            found[variable.name] = value
            return


def _candidates(question: Question, variable: Input, old: Value) -> Iterator[Value]:
    """Values from the plainest on; those behind ``old`` are of no interest."""
    seen: set[Value] = set()
    for value in _plain(question, variable, old):
        place = ordinal(value, variable.type)
        fits = variable.low <= place <= variable.high and (place - variable.low) % variable.step == 0
        if fits and value not in seen:
            seen.add(value)
            yield value


def _plain(question: Question, variable: Input, old: Value) -> Iterator[Value]:
    stated = question.widened.figures.get(variable.name)
    if isinstance(stated, Fraction):
        yield stated
    if is_choice(variable) or size(variable) <= 24:
        yield from values(variable)
        return
    kind = variable.type
    match kind:
        case DateType():
            assert isinstance(old, datetime.date)
            yield from (datetime.date(year, 1, 1) for year in (*_YEARS, old.year))
            yield old.replace(day=1)
        case MonthType():
            assert isinstance(old, datetime.date)
            yield from (datetime.date(year, 1, 1) for year in (*_YEARS, old.year))
        case YearType():
            yield from _YEARS
        case Quantity():
            assert isinstance(old, Fraction)
            for place in _round_numbers(variable, old):
                yield from_ordinal(place, kind)


def _round_numbers(variable: Input, old: Fraction) -> Iterator[Fraction]:
    """Numbers of the line by how many digits they have: one and two digits all of them, then near the old value."""
    yield variable.low
    yield Fraction(0)
    largest = max(abs(variable.low), abs(variable.high))
    powers = [variable.step * 10**i for i in range(40) if variable.step * 10**i <= largest]
    if variable.step.numerator != 1:
        powers = [Fraction(10) ** i for i in range(-6, 40) if Fraction(10) ** i <= largest]
    for digits in (range(1, 10), range(11, 100)):
        for power in powers:
            for n in digits:
                if n % 10:
                    yield n * power
                    if variable.low < 0:
                        yield -n * power
    for power in reversed(powers):
        near = old / power
        yield from (floor(near) * power, ceil(near) * power)
    for power in powers:
        for n in range(101, 1000):
            if n % 10:
                yield n * power
