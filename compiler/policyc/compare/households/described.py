"""Typical households as a file describes them: everything still as text, since each policy reads it in its own units."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policyc.diagnostics.core import Span


class Role(StrEnum):
    """Which way the money goes: paid by the household, a subsidy for it, reimbursed, got otherwise; or none of these."""

    PAYS = "pays"
    SUBSIDY = "subsidy"
    REIMBURSED = "reimbursed"
    GETS = "gets"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Given:
    """What is given for an input or a history: its Chinese or ASCII name, and the text as on the command line."""

    name: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure or rule, by its Chinese or ASCII name, that is to be shown, and which way its money goes.

    role: None where that follows from what the policies declare.
    """

    name: str
    role: Role | None
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to each person of a member, so many times; what depends on it is worked out for it."""

    name: str
    times: int
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One or more persons of a household for whom the same holds. given: with what is given for the whole household."""

    name: str
    people: int
    given: tuple[Given, ...]
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Household:
    """A household. twin: the name of another one, from which it differs in one thing. wanted: empty where the file's own list
    counts."""

    name: str
    text: str
    members: tuple[Member, ...]
    span: Span
    wanted: tuple[Wanted, ...] = ()
    twin: str | None = None

    @property
    def people(self) -> int:
        """How many persons it has."""
        return sum(member.people for member in self.members)


@dataclass(frozen=True, slots=True)
class Described:
    """All households of a file; wanted: what is shown of those without a list of their own, empty for what the policies offer.

    notice: a line on where the households come from, such as that they are invented.
    """

    households: tuple[Household, ...]
    wanted: tuple[Wanted, ...] = ()
    notice: str = ""
