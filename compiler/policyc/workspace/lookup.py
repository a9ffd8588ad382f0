"""Which figures hold in a region on a day: the nearest level first, expired policies never used in silence."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from policyc.model.policy import Param, Period, Policy
from policyc.model.timeline import NATION, Basis, Placed, covers, in_force, preferred, regions_of, series_of

_P = TypeVar("_P", bound=Placed)


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure that holds: found in ``policy``, set by ``origin`` (the same, or one above it)."""

    param: Param
    policy: Policy
    origin: Policy
    period: Period


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one series. notes: which levels have no policy in force on the day."""

    name: str
    figures: tuple[Standing, ...]
    notes: tuple[str, ...]


class NotCovered(Exception):
    """No policy is in force; the message says so, with the nearest periods."""


class NoSuchRegion(Exception):
    """No policy is of a region of this name."""


def standing(policies: Sequence[Policy], region: str, day: datetime.date, basis: Basis) -> tuple[Series, ...]:
    """Every series that has a policy in force; raises :class:`NotCovered` where none has."""
    periods = in_force(policies, basis)
    codes = regions_of(code_of(policies, region))
    near = [p for code in codes for p in policies if p.region_code == code and p.id in periods]
    found = []
    for name in sorted({series_of(p) for p in near}):
        series = _series(name, codes, [p for p in near if series_of(p) == name], policies, periods, day, basis)
        if series is not None:
            found.append(series)
    if not found:
        raise NotCovered(_nearest(region, near, periods, day))
    return tuple(found)


def nearest(policies: Sequence[_P], region: str, day: datetime.date, basis: Basis) -> Mapping[str, _P]:
    """The policy of each series that is in force, of the nearest level; raises :class:`NotCovered` where there is none."""
    periods = in_force(policies, basis)
    codes = regions_of(code_of(policies, region))
    near = [p for code in codes for p in policies if p.region_code == code and p.id in periods]
    found: dict[str, _P] = {}
    for name in sorted({series_of(p) for p in near}):
        valid = [p for p in near if series_of(p) == name and covers(periods[p.id], day)]
        level = next((code for code in codes if any(p.region_code == code for p in valid)), None)
        if level is not None:
            found[name] = preferred((p for p in valid if p.region_code == level), periods, basis)
    if not found:
        raise NotCovered(_nearest(region, near, periods, day))
    return found


def code_of(policies: Sequence[Placed], region: str) -> str:
    """The code of a region that is given by its name or its code; raises :class:`NoSuchRegion`."""
    named = {p.region: p.region_code for p in policies if p.region_code is not None}
    code = named.get(region, region)
    if code not in named.values() and code != NATION and not (code.isdecimal() and len(code) == 6):
        raise NoSuchRegion("、".join(dict.fromkeys(name for name in named if name)))
    return code


def _series(
    name: str,
    codes: Sequence[str],
    line: Sequence[Policy],
    policies: Sequence[Policy],
    periods: Mapping[str, Period],
    day: datetime.date,
    basis: Basis,
) -> Series | None:
    figures: dict[str, Standing] = {}
    notes: list[str] = []
    covered = False
    by_id = {p.id: p for p in policies}
    for code in codes:
        level = [p for p in line if p.region_code == code]
        valid = [p for p in level if covers(periods[p.id], day)]
        if not valid:
            if level:
                nearest = min(level, key=lambda p: (_away(periods[p.id], day), p.id))
                told = _told(nearest, periods[nearest.id])
                notes.append(f"{nearest.region}的“{name}”在{day}没有有效的政策，最近的是{told}")
            continue
        covered = True
        policy = preferred(valid, periods, basis)
        for param in (p for p in policy.params if "." not in p.name):  # cn_2023.名 is another policy's own figure
            origin = by_id.get(param.policy) or policy.other.get(param.policy) or policy
            figures.setdefault(param.alias, Standing(param, policy, origin, periods[policy.id]))
    return Series(name, tuple(figures.values()), tuple(notes)) if covered else None


def _away(period: Period, day: datetime.date) -> int:
    if day < period.first:
        return (period.first - day).days
    return 0 if period.last is None else max((day - period.last).days, 0)


def _told(policy: Placed, period: Period) -> str:
    return f"{policy.id}：{period.first}至{'今后' if period.last is None else period.last}"


def _nearest(region: str, near: Sequence[Placed], periods: Mapping[str, Period], day: datetime.date) -> str:
    nearest = sorted(near, key=lambda p: (_away(periods[p.id], day), p.id))[:3]
    told = "；".join(_told(p, periods[p.id]) for p in nearest)
    return f"{region}在{day}没有有效的政策" + (f"，最近的是{told}" if told else "")
