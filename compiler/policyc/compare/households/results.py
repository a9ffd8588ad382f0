"""What typical households come to under two policies, as data; the words are in :mod:`.telling`.

A :class:`Sheet` has one :class:`Case` a household; a case has one :class:`Entry` for each figure or rule that is shown, an entry
one :class:`Cell` a member (or event of a member) with what it is on each side, and perhaps the sum over the household. Amounts
are Fractions in base units, such as 元/人/年; a sum has the unit without 人, such as 元/年.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from policyc.compare.households.described import Role
from policyc.model.policy import Bound, Direction
from policyc.model.types import Type


class Standing(StrEnum):
    """What can be said: a figure, a hole (未明确), that it does not concern them, that an input is missing, that the policy does
    not take what is given, or that the policy has nothing of that name (absent), or is an extract without it (silent)."""

    FIGURE = "figure"
    UNSPECIFIED = "unspecified"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    REFUSED = "refused"
    ABSENT = "absent"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Told:
    """What one policy says for one member.

    bound, type: the figure with what is sure of it (不低于640元 stays a floor), in its unit; with ``unspecified`` the limits that
    are stated, if any; else None. reason: why there is no figure, and which open figures it was worked out with. taken: the open
    figures as taken (人均财政补助标准按每人每年640元) where nothing surer can be said than that. principally: 原则上.
    """

    standing: Standing
    bound: Bound | None = None
    type: Type | None = None
    reason: str = ""
    taken: str = ""
    principally: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure or rule for one member, or for an event of a member. people: how many persons; times: how often each."""

    member: str
    people: int
    event: str | None
    times: int
    old: Told
    new: Told

    def mirror(self) -> Cell:
        """The same, seen from the other side."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class Left:
    """What a sum leaves out: a member, or event of one, and how it stands there."""

    member: str
    event: str | None
    told: Told


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over members and events. bound: None where no member has a figure, or nothing can be said of their sum."""

    bound: Bound | None
    type: Type
    left_out: tuple[Left, ...] = ()
    taken: tuple[str, ...] = ()
    principally: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure or rule for a household. direction: what more of it means, where both policies say the same of it.

    old, new: the sums; None where a sum means nothing (months, rates, ceilings) or the side has no such figure.
    """

    name: str
    role: Role
    direction: Direction | None
    cells: tuple[Cell, ...]
    old: Sum | None = None
    new: Sum | None = None

    def mirror(self) -> Entry:
        """The same, seen from the other side."""
        return replace(self, cells=tuple(cell.mirror() for cell in self.cells), old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A figure or rule that is asked for and could not be worked out for anybody, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """A household. people: how many persons; entries: in the order asked for."""

    name: str
    text: str
    people: int
    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...] = ()

    def mirror(self) -> Case:
        """The same, seen from the other side."""
        return replace(self, entries=tuple(entry.mirror() for entry in self.entries))


@dataclass(frozen=True, slots=True)
class Twins:
    """Two households that differ in one thing only: ``what``, which is ``one`` for the first and ``other`` for the second."""

    first: Case
    second: Case
    what: str
    one: str
    other: str

    def mirror(self) -> Twins:
        """The same, seen from the other side."""
        return replace(self, first=self.first.mirror(), second=self.second.mirror())


@dataclass(frozen=True, slots=True)
class Sheet:
    """All households whom the two policies concern.

    cases: each household once. twins: of these, the pairs, both of which are among the cases. unconcerned: households of whom
    neither policy says anything that is shown. unused: names of inputs that are given and that neither policy has.
    notice: where the households come from. places: the two places, where places are compared and not two times.
    """

    cases: tuple[Case, ...]
    twins: tuple[Twins, ...] = ()
    unconcerned: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    notice: str = ""
    places: tuple[str, str] | None = None

    def mirror(self) -> Sheet:
        """The same, seen from the other side."""
        cases, twins = (tuple(each.mirror() for each in self.cases), tuple(each.mirror() for each in self.twins))
        places = None if self.places is None else (self.places[1], self.places[0])
        return replace(self, cases=cases, twins=twins, places=places)
