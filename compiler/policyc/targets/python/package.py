"""The folder of generated modules as a package: its ``__init__.py`` lists them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from policyc.model.policy import Period
from policyc.model.timeline import Basis, in_force, series_of
from policyc.targets import Listed
from policyc.targets.python.layout import Item, Raw, Text, call, items, statement
from policyc.targets.python.literals import docstring_text, lines_of
from policyc.targets.python.skeletons import skeleton


def render_package(policies: Sequence[Listed]) -> str:
    """The source of ``__init__.py``: the modules in the folder, each with the policy's name."""
    told = [f"{policy.id}：{docstring_text(policy.name)}" for policy in policies]
    listed = [line for text in told for line in lines_of(text, 0)]
    return skeleton("package").render(listed=listed, modules=sorted((*(policy.id for policy in policies), "lookup")))


def render_lookup(policies: Sequence[Listed]) -> str:
    """The source of ``lookup.py``: where and when each module is in force, and how one is found."""
    by_notice, by_benefit = in_force(policies), in_force(policies, Basis.BENEFIT)
    placed = [p for p in policies if p.region_code is not None and p.id in by_notice]
    entries = [_entry(policy, by_notice[policy.id], by_benefit[policy.id]) for policy in placed]
    return skeleton("lookup").render(policies=statement("_POLICIES: tuple[_Entry, ...] = ", items(entries, spread=True)))


def _entry(policy: Listed, notice: Period, benefit: Period) -> Item:
    """A policy's place and time."""
    told = (policy.id, policy.region or "", policy.region_code or "", series_of(policy))
    ends = (notice.first, notice.last, benefit.first, benefit.last)
    stated = Raw(str(policy.benefit_year is not None))
    return call("_Entry", [*(Text(text) for text in told), *(Raw(_day(end)) for end in ends)], benefit_stated=stated)


def _day(day: date | None) -> str:
    return "None" if day is None else f"date({day.year}, {day.month}, {day.day})"
