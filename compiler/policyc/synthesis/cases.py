"""Cases that a policy's own formulas ask for, which random ones do not find.

The values of each input are its :func:`breakpoints` (ends of ranges, what it is compared with, brackets, ties of rounding, all
with their neighbours), what lies just beyond its range, and none. They are tried one after the other in otherwise ordinary
cases, in pairs, and, where several inputs meet in a formula, at the points that the others' values make; histories of up to
six records are gone through whole as far as there are few, longer ones drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, count, islice, product
from random import Random
from typing import TypeVar

from policyc.evaluate.admission import accepts
from policyc.model.flat import usual_years
from policyc.model.policy import Given, History, Input, Policy, Record, Records
from policyc.model.types import Bool, EnumType, Value, from_ordinal
from policyc.semantics.breakpoints import Breakpoints, breakpoints, turning_points
from policyc.synthesis.flat import Years

Case = Mapping[str, Given]
_Each = TypeVar("_Each")

#: Records up to which histories are gone through one by one, and of how many at most of each length.
WHOLE_RECORDS, MOST_OF_A_LENGTH = 6, 4096
#: Histories of so many records lack each of their values once, or all but one; longer ones some.
_SHORT = 2
#: Ordinary cases in which single values are tried; draws until one is accepted; pairs of values tried of two inputs.
_SURROUNDINGS, _DRAWS, _MOST_PAIRS = 8, 60, 400


def cases(policy: Policy, seed: int = 0, years: Years | None = None, most_of_a_length: int = MOST_OF_A_LENGTH) -> Iterator[Case]:
    """Cases without end, accepted and refused ones; the same for the same seed.

    Any beginning has some of every kind: the kinds take turns until each is done, and then there are only random ones.
    years: the years that records of a history (by name) are of; of others the usual ones.
    most_of_a_length: histories of a length of which there are more are drawn, that many.
    """
    return _Cases(policy, seed, years or {}, most_of_a_length).all()


def accepted(policy: Policy, found: Iterator[Case]) -> Iterator[Case]:
    """Those of the cases that the policy does not refuse."""
    return (case for case in found if accepts(policy, case) is None)


class _Cases:
    """The kinds of cases of one policy, each with a generator of its own, so that they do not depend on whose turn it is."""

    def __init__(self, policy: Policy, seed: int, years: Years, most_of_a_length: int) -> None:
        self._policy = policy
        self._seed = seed
        self._points = breakpoints(policy)
        self._years = {h.name: tuple(years.get(h.name, usual_years(policy, h))) for h in policy.histories}
        self._most = most_of_a_length

    def all(self) -> Iterator[Case]:
        kinds = [self._singles(), self._pairs(), self._meetings()]
        kinds += [self._histories(history) for history in self._policy.histories]
        return chain(self._surroundings(), _in_turn(kinds), self._drawn_for_ever("ever"))

    def _random(self, *of: object) -> Random:
        return Random(f"{self._seed} {self._policy.id} {of}")

    # ------------------------------------------------------------------ ordinary cases

    def _drawn(self, random: Random, *, whole: bool = False) -> dict[str, Given]:
        """A case of breakpoints and values from anywhere; else than ``whole``, some inputs are left out."""
        case: dict[str, Given] = {}
        for declared in self._policy.inputs:
            value = self._value(declared, random)
            if whole or random.random() < 0.95:
                case[declared.name] = value
        for history in self._policy.histories:
            case[history.name] = self._records(history, random)
        return case

    def _value(self, declared: Input, random: Random) -> Value:
        points = self._points[declared.name].values
        if points and random.random() < 0.75:
            return random.choice(points)
        steps = int((declared.high - declared.low) / declared.step)
        return from_ordinal(declared.low + random.randint(0, steps) * declared.step, declared.type)

    def _records(self, history: History, random: Random, length: int | None = None) -> Records:
        """Records of some of the years, one after the other, every field given."""
        years = self._years[history.name]
        length = random.randint(0, min(len(years), history.at_most)) if length is None else length
        first = random.randint(0, len(years) - length)
        return tuple(
            Record(year, {field.name: self._value(field, random) for field in history.fields})
            for year in years[first : first + length]
        )

    def _ordinary(self, random: Random) -> dict[str, Given]:
        """A case that is accepted, if one is found: what is tried in it is then not hidden by another refusal."""
        case = self._drawn(random, whole=True)
        for _ in range(_DRAWS):
            if accepts(self._policy, case) is None:
                break
            case = self._moved(self._drawn(random, whole=True), random)
        return case

    def _moved(self, case: dict[str, Given], random: Random) -> dict[str, Given]:
        """The case, with one input of a ``require`` put where that may just hold."""
        if not self._policy.requires:
            return case
        names = [name for require in self._policy.requires for name in require.inputs if name in self._policy.input]
        if not names or accepts(self._policy, case) is None:
            return case
        name = random.choice(names)
        for value in turning_points(self._policy, name, _values(case)):
            moved = {**case, name: value}
            if accepts(self._policy, moved) is None:
                return moved
        return case

    def _surroundings(self) -> list[dict[str, Given]]:
        random = self._random("surroundings")
        return [self._ordinary(random) for _ in range(_SURROUNDINGS)]

    def _drawn_for_ever(self, *of: object) -> Iterator[Case]:
        random = self._random(*of)
        for number in count():
            case = self._drawn(random, whole=number % 2 == 0)
            yield self._moved(case, random) if number % 4 == 0 else case

    # ------------------------------------------------------------------ one input, two inputs

    def _singles(self) -> Iterator[Case]:
        """Every value of every input, what is beyond and none, in each of the surroundings."""
        for around in self._surroundings():
            for declared in self._policy.inputs:
                for value in _choices(self._points[declared.name]):
                    yield _with(around, declared, value)

    def _pairs(self) -> Iterator[Case]:
        """Every two inputs, with every two of their values where those are few, and as many drawn where they are not."""
        random = self._random("pairs")
        for one, other in combinations(self._policy.inputs, 2):
            values = _choices(self._points[one.name]), _choices(self._points[other.name])
            pairs = list(product(*values))
            for a, b in pairs if len(pairs) <= _MOST_PAIRS else random.sample(pairs, _MOST_PAIRS):
                yield _with(_with(self._ordinary(random), one, a), other, b)

    def _meetings(self) -> Iterator[Case]:
        """Cases in which an input lies where, the others being as they are, a formula turns."""
        random = self._random("meetings")
        numbers = [d for d in self._policy.inputs if not isinstance(d.type, Bool | EnumType)]
        if len(numbers) < 2:
            return
        for _ in range(3 * _SURROUNDINGS):
            around = self._ordinary(random)
            for declared in numbers:
                for value in turning_points(self._policy, declared.name, _values(around)):
                    yield {**around, declared.name: value}

    # ------------------------------------------------------------------ histories

    def _histories(self, history: History) -> Iterator[Case]:
        """Histories of every length: whole, with a field or two that are not given, with a record left out."""
        random = self._random("histories", history.name)
        lengths = range(min(WHOLE_RECORDS, len(self._years[history.name])) + 1)
        for records in _in_turn([self._of_length(history, length, random) for length in lengths]):
            around = self._ordinary(random)
            yield {**around, history.name: records}
            if len(records) <= _SHORT:
                yield from ({**around, history.name: lacking} for lacking in _without_each_field(records))
                yield {**around, history.name: _with_one_field(records, random)}
            elif random.random() < 0.25:
                yield {**around, history.name: _without_field(records, random)}
            if records and random.random() < 0.15:
                yield self._lacking_twice(around, history, records, random)
            if len(records) > 2 and random.random() < 0.05:
                left_out = random.randrange(1, len(records) - 1)
                yield {**around, history.name: records[:left_out] + records[left_out + 1 :]}
        for length in range(len(lengths), len(self._years[history.name]) + 1):
            for _ in range(self._most // 16 + 1):
                records = self._records(history, random, length)
                yield {**self._ordinary(random), history.name: records}
                yield {**self._ordinary(random), history.name: _without_field(records, random)}

    def _lacking_twice(self, around: Case, history: History, records: Records, random: Random) -> Case:
        """The case without two of its values, one of a record at least: which of the two is met first decides the reason."""
        lacking = _without_field(records, random)
        left_out = random.choice(self._policy.inputs).name if self._policy.inputs and random.random() < 0.5 else None
        if left_out is None:
            lacking = _without_field(lacking, random)
        return {name: given for name, given in {**around, history.name: lacking}.items() if name != left_out}

    def _of_length(self, history: History, length: int, random: Random) -> Iterator[Records]:
        """All histories of a length over the cases that a record can be: from every year while those are few, else from a year
        drawn; drawn altogether, where there are too many.
        """
        kinds = [[(field.name, value) for value in self._points[field.name].values] for field in history.fields]
        number = 1
        for kind in kinds:
            number *= len(kind)
        years = self._years[history.name]
        if number**length > self._most:
            yield from (self._records(history, random, length) for _ in range(self._most))
            return
        firsts = range(len(years) - length + 1 if length else 1)
        for values in product([dict(values) for values in product(*kinds)], repeat=length):
            for first in firsts if number**length * len(firsts) <= self._most else [random.choice(firsts)]:
                yield tuple(Record(year, of) for year, of in zip(years[first : first + length], values, strict=True))


def _values(case: Case) -> dict[str, Value]:
    """What is given without the records."""
    return {name: value for name, value in case.items() if not isinstance(value, tuple)}


def _choices(points: Breakpoints) -> list[Value | None]:
    return [*points.values, *points.beyond, None]


def _with(case: Mapping[str, Given], declared: Input, value: Value | None) -> dict[str, Given]:
    changed = {name: given for name, given in case.items() if name != declared.name}
    return changed if value is None else {**changed, declared.name: value}


def _without_field(records: Records, random: Random) -> Records:
    """One field of one record is not given; of the last one every other time, as in a year that is still open."""
    at = len(records) - 1 if random.random() < 0.5 else random.randrange(len(records))
    names = sorted(records[at].values)
    return _without(records, at, random.choice(names)) if names else records


def _without_each_field(records: Records) -> Iterator[Records]:
    return (_without(records, at, name) for at, record in enumerate(records) for name in sorted(record.values))


def _with_one_field(records: Records, random: Random) -> Records:
    """Of one record a single field is given, which alone tells that there is one."""
    if not records or not records[at := random.randrange(len(records))].values:
        return records
    name, value = random.choice(sorted(records[at].values.items(), key=lambda field: field[0]))
    return (*records[:at], Record(records[at].year, {name: value}), *records[at + 1 :])


def _without(records: Records, at: int, name: str) -> Records:
    values = {field: value for field, value in records[at].values.items() if field != name}
    return (*records[:at], Record(records[at].year, values), *records[at + 1 :])


def _in_turn(kinds: Sequence[Iterator[_Each]]) -> Iterator[_Each]:
    """The next of each kind, again and again, without those that have come to their end."""
    left = [iter(kind) for kind in kinds]
    while left:
        for kind in tuple(left):
            for each in islice(kind, 1):
                yield each
                break
            else:
                left.remove(kind)
