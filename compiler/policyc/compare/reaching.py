"""What tracks can come to together, within the records that a history may have: every combination, each with a shortest history.

Tracks that depend on each other, and the two sides of one track, are gone through together; others apart, so that their states
do not multiply. What is found binds the amounts of a region: between which values each lies, and their differences and sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import lcm

from policyc.compare.joining import MARKS
from policyc.compare.linear import Form, Limit, form
from policyc.compare.records import LastRecord, holds, last_places, together
from policyc.compare.regions import Region
from policyc.compare.symbolic import Variable
from policyc.model import expressions as e
from policyc.model.policy import Policy, Record, Records
from policyc.model.types import Value, ordinal
from policyc.model.walk import walk
from policyc.prove.histories import Reached, TooMany, reach
from policyc.prove.question import Question

#: So many steps from one record to the next are gone for tracks that belong together: some tenths of a second.
_MOST_STEPS = 30_000


@dataclass(frozen=True)
class Component:
    """Tracks that were gone through together.

    names: the variables that stand for them and for fields of the last record. points: every combination of places that some
    history leads to, None for a field where there is no record; states: how each was reached. ``scale``: all amounts times it
    are whole.
    """

    names: tuple[str, ...]
    points: tuple[tuple[Fraction | None, ...], ...]
    states: tuple[Reached, ...]
    scale: int

    def within(self, region: Region) -> list[int]:
        """Which points a region admits, as far as they alone decide."""
        checks: list[tuple[int, frozenset[int] | None, Fraction, Fraction]] = []
        for place, name in enumerate(self.names):
            if name in region.picks:
                checks.append((place, region.picks[name], Fraction(0), Fraction(0)))
            elif name in region.spans:
                checks.append((place, None, *region.spans[name]))
        return [i for i, point in enumerate(self.points) if all(_admits(point[c[0]], c) for c in checks)]

    @cached_property
    def _whole(self) -> list[tuple[int, ...]]:
        """The points as whole numbers, all times the scale."""
        return [tuple(0 if x is None else int(x * self.scale) for x in point) for point in self.points]

    def ends(self, wanted: Form, among: Sequence[int]) -> tuple[int, int]:
        """The points of these at which a sum is least and largest; those of the shortest histories."""
        over = lcm(*(c.denominator for _, c in wanted.terms))
        factors = {t: int(c * over) for t, c in wanted.terms}
        columns = [(place, factors[name]) for place, name in enumerate(self.names) if name in factors]
        whole = self._whole
        if len(columns) == 1:
            ((place, factor),) = columns
            worth = [whole[i][place] * factor for i in among]
        else:
            worth = [sum(whole[i][place] * factor for place, factor in columns) for i in among]
        return among[worth.index(min(worth))], among[worth.index(max(worth))]

    def part(self, wanted: Form) -> Form:
        """The part of a sum that these tracks make."""
        return form(((t, c) for t, c in wanted.terms if isinstance(t, str) and t in self.names), Fraction(0))

    def limits(self, region: Region, wanted: Iterable[Form], variables: Mapping[str, Variable]) -> list[Limit] | None:
        """What holds of these tracks in a region; None where no history leads into it. ``wanted``: sums that it is asked of."""
        among = self.within(region)
        if not among:
            return None
        numbers = [name for name in self.names if not variables[name].is_choice]
        read = [name for name in numbers if all(self.points[i][self.names.index(name)] is not None for i in among)]
        sums = [form([(name, Fraction(1))], Fraction(0)) for name in read]
        columns = [self.names.index(name) for name in read]
        among = list({tuple(self._whole[i][c] for c in columns): i for i in reversed(among)}.values())
        for a, b in combinations(read, 2):
            sums += [form([(a, Fraction(1)), (b, sign)], Fraction(0)) for sign in (Fraction(1), Fraction(-1))]
        sums += [part for x in wanted if len((part := self.part(x)).terms) > 1]
        found: dict[Limit, None] = {}
        for each in dict.fromkeys(sums):
            least, largest = (self._at(each, i) for i in self.ends(each, among))
            found[Limit(each.plus(Form((), largest), Fraction(-1)), strict=False)] = None
            found[Limit(Form((), least).plus(each, Fraction(-1)), strict=False)] = None
        return list(found)

    def _at(self, wanted: Form, index: int) -> Fraction:
        point = dict(zip(self.names, self.points[index], strict=True))
        return sum((c * (point[t] or 0) for t, c in wanted.terms if isinstance(t, str)), wanted.constant)


def _admits(place: Fraction | None, check: tuple[int, frozenset[int] | None, Fraction, Fraction]) -> bool:
    _, picks, low, high = check
    return place is None or (int(place) in picks if picks is not None else low <= place <= high)


@dataclass(frozen=True)
class Reaching:
    """The components of pairs of rules, each gone through once. states: by tracks. made: by names."""

    states: dict[tuple[str, ...], tuple[Reached, ...] | None] = field(default_factory=dict)
    made: dict[tuple[str, ...], Component | None] = field(default_factory=dict)

    def components(self, asked: Question, read: LastRecord) -> tuple[Component, ...]:
        """Those of the tracks that are read, as far as they could be gone through."""
        policy = asked.policy
        named = {joined: name for name, joined in read.joined.items()}
        found: list[Component] = []
        for group in _groups(policy, [n for n in named if n in policy.rule]):
            tracks = tuple(n for n in policy.order if n in together(policy, group))
            fields = _fields(policy, tracks)
            names = tuple(n for n in named if n in (*group, *fields))
            if names not in self.made:
                states = self._states(asked, tracks, tuple(sorted(fields)))
                self.made[names] = None if states is None else _component(policy, names, read, states)
            component = self.made[names]
            if component is not None:
                found.append(component)
        return tuple(found)

    def _states(self, asked: Question, tracks: tuple[str, ...], fields: tuple[str, ...]) -> tuple[Reached, ...] | None:
        if tracks not in self.states:
            try:
                self.states[tracks] = tuple(reach(asked, tracks, fields, most=_MOST_STEPS).states)
            except (TooMany, ValueError):
                self.states[tracks] = None
        return self.states[tracks]


def _component(policy: Policy, names: tuple[str, ...], read: LastRecord, states: Iterable[Reached]) -> Component | None:
    """The combinations of some tracks and fields among states; None where a track may have no value."""
    shown = tuple(next(name for name, joined in read.joined.items() if joined == n) for n in names)
    kinds = [read.variables[name].type for name in shown]
    seen: set[tuple[Value | None, ...]] = set()
    points: list[tuple[Fraction | None, ...]] = []
    kept: list[Reached] = []
    for state in states:
        values = tuple(state.of[n] for n in names)
        if values in seen:
            continue
        seen.add(values)
        if any(v is None for n, v in zip(names, values, strict=True) if n in policy.rule):
            return None
        points.append(tuple(None if v is None else ordinal(v, kind) for v, kind in zip(values, kinds, strict=True)))
        kept.append(state)
    scale = lcm(*(x.denominator for point in points for x in point if x is not None))
    return Component(shown, tuple(points), tuple(kept), scale)


def _groups(policy: Policy, tracks: Sequence[str]) -> list[list[str]]:
    """Tracks that share what they are worked out from, or are one track's two sides."""
    groups: list[tuple[set[str], list[str]]] = []
    for track in tracks:
        around = {name.removeprefix(mark) for name in together(policy, [track]) for mark in MARKS if name.startswith(mark)}
        members = [track]
        for known in [g for g in groups if g[0] & around]:
            groups.remove(known)
            around |= known[0]
            members = [*known[1], *members]
        groups.append((around, members))
    return [members for _, members in groups]


def _fields(policy: Policy, tracks: Iterable[str]) -> set[str]:
    return {node.name for track in tracks for node in walk(policy.rule[track].body) if isinstance(node, e.FieldRef)}


def narrowed(read: LastRecord, components: Iterable[Component]) -> LastRecord:
    """What is read of histories, with each track's line as long as histories make it."""
    variables = dict(read.variables)
    for component in components:
        for place, name in enumerate(component.names):
            seen = [point[place] for point in component.points]
            if not variables[name].is_choice and None not in seen:
                low, high = min(x for x in seen if x is not None), max(x for x in seen if x is not None)
                variables[name] = replace(variables[name], low=low, high=high)
    return replace(read, variables=variables)


@dataclass(frozen=True)
class Furthest:
    """Histories that take each track as far as it goes in a region, those that differ least and most, put together to one."""

    asked: Question
    read: LastRecord
    components: Sequence[Component]
    led: dict[object, Mapping[str, Fraction] | None] = field(default_factory=dict)

    def into(self, region: Region) -> Iterator[tuple[Mapping[str, Records], Mapping[str, Fraction]]]:
        """Records that lead into a region, and what they lead to."""
        gap = region.gap
        if gap is None or len(self.asked.histories) != 1:
            return
        ends: tuple[list[Reached], list[Reached]] = ([], [])
        for component in self.components:
            for states, i in zip(ends, component.ends(component.part(gap), component.within(region)), strict=True):
                states.append(component.states[i])
        for states in ends:
            fixed = {name: value for state in states for name, value in state.fixed.items()}
            for records in _merged(states):
                places = self._led(records, fixed)
                if places is not None and holds(region, places):
                    yield dict.fromkeys(self.asked.histories, records), places

    def _led(self, records: Records, fixed: Mapping[str, Value]) -> Mapping[str, Fraction] | None:
        key = tuple((r.year, *r.values.items()) for r in records), tuple(fixed.items())
        if key not in self.led:
            self.led[key] = last_places(self.asked, self.read, records, fixed)
        return self.led[key]


def _merged(states: Sequence[Reached]) -> Iterator[Records]:
    """Histories that do what several histories do, as far as they do not contradict each other: the longest has its say first."""
    by_length = sorted(states, key=lambda state: -len(state.records))
    longest = by_length[0].records if by_length else ()
    first: dict[str, Value] = {}
    for record in (r for state in states for r in state.records):
        first = {**record.values, **first}
    for rest in (False, True):
        records: list[Record] = []
        for back in range(len(longest), 0, -1):
            values = {name: rest if isinstance(value, bool) else value for name, value in first.items()}
            for state in reversed(by_length):
                if len(state.records) >= back:
                    values.update(state.records[-back].values)
            records.append(Record(longest[-back].year, values))
        yield tuple(records)
