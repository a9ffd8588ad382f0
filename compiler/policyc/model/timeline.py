"""Policies in time and place: which of them is in force where and when.

A timeline is one region and one series. A policy that another one amends ends on the day before that one begins. By the notice, a
policy holds in its period; by the benefit, in the calendar year for which it sets the benefits, where it says one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from policyc.model.policy import Period

_DAY = datetime.timedelta(days=1)
NATION = "CN"


class Basis(StrEnum):
    """By what a policy is in force on a day: its notice, or the year of the benefits that it sets."""

    NOTICE = "notice"
    BENEFIT = "benefit"


class Placed(Protocol):
    """What is known of a policy's place and time. A :class:`policyc.model.policy.Policy` has it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def region(self) -> str | None: ...
    @property
    def region_code(self) -> str | None: ...
    @property
    def series(self) -> str | None: ...
    @property
    def period(self) -> Period | None: ...
    @property
    def benefit_year(self) -> int | None: ...
    @property
    def amends(self) -> str | None: ...


_P = TypeVar("_P", bound=Placed)


def regions_of(code: str) -> tuple[str, ...]:
    """A region and those above it, the nearest first: 370402, 370400, 370000, CN."""
    found = [code]
    if code.isdecimal() and len(code) == 6:
        found += [code[:4] + "00", code[:2] + "0000"]
    return tuple(dict.fromkeys((*found, NATION)))


def series_of(policy: Placed) -> str:
    """The series of a policy; one without is a series of its own."""
    return policy.series or policy.name


def in_force(policies: Iterable[_P], basis: Basis = Basis.NOTICE) -> Mapping[str, Period]:
    """From when to when each policy is in force, by id; one that is amended before it begins never is."""
    known = tuple(policies)
    amended: dict[str, datetime.date] = {}
    for policy in known:
        if policy.amends is not None and policy.period is not None:
            first = policy.period.first
            amended[policy.amends] = min(first, amended.get(policy.amends, first))
    found: dict[str, Period] = {}
    for policy in known:
        period = _period(policy, basis)
        if period is None:
            continue
        end = amended.get(policy.id) if basis is Basis.NOTICE or policy.benefit_year is None else None
        last = period.last
        if end is not None and (last is None or end <= last):
            last = end - _DAY
        if last is None or last >= period.first:
            found[policy.id] = Period(period.first, last, period.assumed)
    return found


def _period(policy: Placed, basis: Basis) -> Period | None:
    if basis is Basis.BENEFIT and policy.benefit_year is not None:
        year = policy.benefit_year
        return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    return policy.period


def covers(period: Period, day: datetime.date) -> bool:
    """Whether a day lies in a period."""
    return period.first <= day and (period.last is None or day <= period.last)


def preferred(policies: Iterable[_P], periods: Mapping[str, Period], basis: Basis) -> _P:
    """Of several policies of one region and series that are in force on a day, the one that counts.

    By the benefit, a policy that says its benefit year goes before one that does not; then the later one.
    """
    return max(policies, key=lambda p: (basis is Basis.BENEFIT and p.benefit_year is not None, periods[p.id].first, p.id))


@dataclass(frozen=True, slots=True)
class Stretch(Generic[_P]):
    """Days, both included, on which the same policies are in force: the nearest level first, at most one of each.

    No policy at all: a gap. ``last`` None: without end.
    """

    first: datetime.date
    last: datetime.date | None
    policies: tuple[_P, ...]

    @property
    def year(self) -> int | None:
        """The calendar year that it is, no day more and none less."""
        whole = (datetime.date(self.first.year, 1, 1), datetime.date(self.first.year, 12, 31))
        return self.first.year if (self.first, self.last) == whole else None


def stretches(policies: Iterable[_P], code: str, basis: Basis = Basis.NOTICE) -> tuple[Stretch[_P], ...]:
    """The time of a series in a region, from its first policy to its last, gaps between them included.

    policies: those of one series; others than the region's and those of the regions above it are passed over.
    """
    codes = regions_of(code)
    periods = in_force(policies := tuple(policies), basis)
    line = [policy for policy in policies if policy.region_code in codes and policy.id in periods]
    edges = {periods[p.id].first for p in line} | {last + _DAY for p in line if (last := periods[p.id].last) is not None}
    days = sorted(edges)
    found: list[Stretch[_P]] = []
    for first, following in zip(days, [*days[1:], None], strict=True):
        there = tuple(_in_force_at(line, codes, periods, first, basis))
        last = following - _DAY if following is not None else None
        if found and found[-1].policies == there:
            found[-1] = Stretch(found[-1].first, last, there)
        elif there or following is not None:
            found.append(Stretch(first, last, there))
    return tuple(found)


def _in_force_at(
    line: Sequence[_P], codes: Sequence[str], periods: Mapping[str, Period], day: datetime.date, basis: Basis
) -> Iterator[_P]:
    for code in codes:
        valid = [p for p in line if p.region_code == code and covers(periods[p.id], day)]
        if valid:
            yield preferred(valid, periods, basis)


@dataclass(frozen=True, slots=True)
class Seam:
    """Where two policies of a timeline do not meet: a gap from the day after one to the day before the next, or an overlap."""

    earlier: str
    later: str
    first: datetime.date
    last: datetime.date | None
    is_gap: bool


def seams(policies: Sequence[_P]) -> Iterator[Seam]:
    """The gaps and overlaps of all timelines, by the notice."""
    periods = in_force(policies)
    timelines: dict[tuple[str, str], list[_P]] = {}
    for policy in policies:
        if policy.id in periods and policy.region_code is not None:
            timelines.setdefault((policy.region_code, series_of(policy)), []).append(policy)
    for line in timelines.values():
        line.sort(key=lambda p: (periods[p.id].first, p.id))
        longest = line[0]
        for policy in line[1:]:
            reached, first = periods[longest.id].last, periods[policy.id].first
            if reached is None or first <= reached:
                last = periods[policy.id].last
                end = reached if last is None else last if reached is None else min(last, reached)
                yield Seam(longest.id, policy.id, first, end, is_gap=False)
            elif first > reached + _DAY:
                yield Seam(longest.id, policy.id, reached + _DAY, first - _DAY, is_gap=True)
            last = periods[policy.id].last
            if reached is not None and (last is None or last > reached):
                longest = policy
