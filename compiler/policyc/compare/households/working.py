"""Typical households worked out under two policies by the reference evaluator.

Receives households as described and two valid policies; gives a :class:`Sheet` and what is wrong with the description as far as
only the policies can tell: values that none of them can read. Nothing is guessed: what has no figure says why.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyc.compare.households.described import Described, Event, Given, Household, Member, Role, Wanted
from policyc.compare.households.results import Case, Cell, Entry, Sheet, Skipped, Standing, Told, Twins
from policyc.compare.households.sides import Fault, Person, Side
from policyc.compare.households.sums import default_role, is_summable, total
from policyc.compare.households.twins import difference
from policyc.diagnostics.codes import e0943, w0940, w0941
from policyc.diagnostics.core import Diagnostic, Span
from policyc.model.policy import Direction, Param, Policy, Rule, RuleKind
from policyc.model.types import Quantity

_Item = Param | Rule
#: What tells a reader something; what else there may be only says why there is nothing.
_TELLING = frozenset({Standing.FIGURE, Standing.UNSPECIFIED, Standing.NOT_APPLICABLE})
_LIKE = 0.75


@dataclass(frozen=True, slots=True)
class _Asked:
    """A figure or rule on both sides; one of the two may lack it."""

    name: str
    role: Role
    old: _Item | None
    new: _Item | None

    @property
    def direction(self) -> Direction | None:
        found = {item.direction for item in (self.old, self.new) if item is not None}
        return found.pop() if len(found) == 1 else None

    @property
    def sums(self) -> bool:
        return any(is_summable(item.type, self.role) for item in (self.old, self.new) if item is not None)

    def reads(self, given: Iterable[str]) -> bool:
        """Whether it depends on one of the inputs, on either side."""
        rules = [item for item in (self.old, self.new) if isinstance(item, Rule)]
        return not set(given).isdisjoint(name for rule in rules for name in (*rule.inputs, *rule.histories))


@dataclass(frozen=True, slots=True)
class _Pair:
    """A person, or an event of one, on both sides."""

    old: Person
    new: Person


def worked(
    described: Described, old: Policy, new: Policy, renamed: Mapping[str, str] | None = None
) -> tuple[Sheet, tuple[Diagnostic, ...]]:
    """What the households come to under both policies. renamed: what figures and rules of the older are called in the newer."""
    work = _Work(old, new, renamed or {})
    cases = {household.name: work.case(household, described.wanted) for household in described.households}
    shown = {name: case for name, case in cases.items() if case.entries or case.skipped}
    twins = tuple(
        Twins(shown[h.twin], shown[h.name], *difference(first, h))
        for h in described.households
        if h.name in shown and h.twin is not None and h.twin in shown
        for first in described.households
        if first.name == h.twin
    )
    given = [g.name for h in described.households if h.name in shown for g in _all_given(h)]
    unused = tuple(name for name in dict.fromkeys(given) if not work.knows(name))
    gone = tuple(name for name in cases if name not in shown)
    places = None if old.region is None or new.region is None or old.region == new.region else (old.region, new.region)
    sheet = Sheet(tuple(shown.values()), twins, gone, unused, described.notice, places)
    return sheet, (*work.faults(described), *work.likely_mistakes(described))


class _Work:
    def __init__(self, old: Policy, new: Policy, renamed: Mapping[str, str]) -> None:
        self._old, self._new = Side(old, new), Side(new, old)
        self._forth = renamed
        self._back = {after: before for before, after in renamed.items()}

    def knows(self, name: str) -> bool:
        """Whether one of the policies has such an input or history."""
        return any(side.declared(name) is not None for side in (self._old, self._new))

    # ------------------------------------------------------------------ a household

    def case(self, household: Household, wanted: Sequence[Wanted]) -> Case:
        """A household with all that is shown of it."""
        named = household.wanted or wanted
        found = [(ask, self._cells(household, ask)) for ask in (self._asked(named) if named else self._offered())]
        entries = tuple(_entry(ask, cells) for ask, cells in found if _tell(cells))
        skipped = tuple(Skipped(ask.name, _reason(cells)) for ask, cells in found if named and not _tell(cells))
        return Case(household.name, household.text, household.people, entries, skipped)

    def _asked(self, wanted: Sequence[Wanted]) -> Iterator[_Asked]:
        done: set[tuple[str | None, str | None]] = set()
        for want in wanted:
            old, new = self._items(want.name)
            key = (old.name if old else None, new.name if new else None)
            if (old is None and new is None) or key in done:
                continue
            done.add(key)
            yield _ask(old, new, want.role)

    def _items(self, name: str) -> tuple[_Item | None, _Item | None]:
        """What a name means on both sides; a renamed figure is found by either of its names."""
        old, new = self._old.item(name), self._new.item(name)
        if old is None and new is not None:
            old = self._old.item(self._back.get(new.name, name))
        if new is None and old is not None:
            new = self._new.item(self._forth.get(old.name, name))
        return old, new

    def _offered(self) -> Iterator[_Asked]:
        """What the policies themselves show to be of interest: money of the insured, and what they call better or worse."""
        items = (item for side in (self._new, self._old) for item in side.items)
        yield from self._asked([Wanted(item.name, None, _NOWHERE) for item in items if _offers(item)])

    def _cells(self, household: Household, ask: _Asked) -> tuple[Cell, ...]:
        struck = [(m, e) for m in household.members for e in m.events if ask.reads(self._declared(e.given))]
        if struck:
            return tuple(self._cell(ask, member, event) for member, event in struck)
        return tuple(self._cell(ask, member, None) for member in household.members)

    def _declared(self, given: Iterable[Given]) -> Iterator[str]:
        """The inputs and histories that are given, by their names on both sides."""
        found = (side.declared(g.name) for g in given for side in (self._old, self._new))
        return (declared.name for declared in found if declared is not None)

    def _cell(self, ask: _Asked, member: Member, event: Event | None) -> Cell:
        pair = self._pair(member, event)
        name, times = (None, 1) if event is None else (event.name, event.times)
        return Cell(member.name, member.people, name, times, pair.old.told(ask.old), pair.new.told(ask.new))

    def _pair(self, member: Member, event: Event | None) -> _Pair:
        given = (*member.given, *(event.given if event is not None else ()))
        return _Pair(Person(self._old, given), Person(self._new, given))

    # ------------------------------------------------------------------ what is wrong with the description

    def faults(self, described: Described) -> Iterator[Diagnostic]:
        """Values that each policy which has such an input refuses: of text that cannot be read an error, else a warning."""
        told: set[Span] = set()
        for member, event in _persons(described):
            pair = self._pair(member, event)
            old, new = ({fault.given: fault for fault in person.faults} for person in (pair.old, pair.new))
            for given, fault in {**old, **new}.items():
                sides = [side for side in (self._old, self._new) if side.declared(given.name) is not None]
                if len(sides) == (given in old) + (given in new) and given.span not in told:
                    told.add(given.span)
                    yield _diagnostic(fault)

    def likely_mistakes(self, described: Described) -> Iterator[Diagnostic]:
        """Names that no policy has and that are nearly one that it has."""
        known = self._old.names() | self._new.names()
        used = [(g.name, g.span) for h in described.households for g in _all_given(h)]
        used += [(w.name, w.span) for w in (*described.wanted, *(w for h in described.households for w in h.wanted))]
        for name, span in dict(reversed(used)).items():
            near = difflib.get_close_matches(name, known - {n for n, _ in used}, n=1, cutoff=_LIKE) if name not in known else []
            if near:
                yield w0940.CODE.at(span, name=name, near=near[0])


_NOWHERE = Span("", 0, 0, 1, 1, 1, 1)


def _diagnostic(fault: Fault) -> Diagnostic:
    code = w0941.CODE if fault.readable else e0943.CODE
    return code.at(fault.given.span, reason=fault.text)


def _persons(described: Described) -> Iterator[tuple[Member, Event | None]]:
    for household in described.households:
        for member in household.members:
            yield member, None
            for event in member.events:
                yield member, event


def _all_given(household: Household) -> Iterator[Given]:
    for member in household.members:
        yield from member.given
        for event in member.events:
            yield from event.given


def _offers(item: _Item) -> bool:
    money = isinstance(item.type, Quantity) and item.type.unit.is_money
    if isinstance(item, Param):
        return money and item.direction is not None
    return item.kind is not RuleKind.PART and (money or item.direction is not None)


def _ask(old: _Item | None, new: _Item | None, role: Role | None) -> _Asked:
    item = new or old
    assert item is not None
    if role is None:
        directed = item.direction is not None
        role = default_role(item.type, worse=item.direction is Direction.WORSE) if directed else Role.OTHER
    return _Asked(item.name, role, old, new)


def _entry(ask: _Asked, cells: tuple[Cell, ...]) -> Entry:
    if not ask.sums:
        return Entry(ask.name, ask.role, ask.direction, cells)
    old, new = ([cell.old for cell in cells], [cell.new for cell in cells])
    return Entry(ask.name, ask.role, ask.direction, cells, total(cells, old), total(cells, new))


def _tell(cells: Iterable[Cell]) -> bool:
    return any(told.standing in _TELLING for cell in cells for told in (cell.old, cell.new))


def _reason(cells: Sequence[Cell]) -> str:
    told: Iterator[Told] = (side for cell in cells for side in (cell.new, cell.old))
    return next((side.reason for side in told if side.reason), "")
