"""Twins: two households that differ in one thing only, so that a reader sees what follows from it."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.compare.households.described import Event, Household, Member

#: What is told of a household that gives nothing under a name.
NOTHING = "未填"
#: What differs, and what it is for the first and for the second.
_Difference = tuple[str, str, str]


def difference(first: Household, second: Household) -> _Difference:
    """The one thing in which twins differ, and what it is for each; :func:`differences` must have found just one."""
    ((what, (one, other)),) = differences(first, second).items()
    return what, one, other


def differences(first: Household, second: Household) -> dict[str, tuple[str, str]]:
    """All in which two households differ but their names and descriptions, by what it is called.

    Members and events go by their order; one more or less of them is one thing, whatever is said of it.
    """
    ones: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for what, one, other in _differences(first, second):
        ones.setdefault(what, []).append(one)
        others.setdefault(what, []).append(other)
    return {what: (_listed(ones[what]), _listed(others[what])) for what in ones}


def _listed(texts: list[str]) -> str:
    return "、".join(dict.fromkeys(texts))


def _differences(first: Household, second: Household) -> Iterator[_Difference]:
    if len(first.members) != len(second.members):
        yield "成员", _listed([member.name for member in first.members]), _listed([member.name for member in second.members])
    for one, other in zip(first.members, second.members, strict=False):
        yield from _of_members(one, other)


def _of_members(first: Member, second: Member) -> Iterator[_Difference]:
    yield from _of_facts({"人数": f"{first.people}人"}, {"人数": f"{second.people}人"})
    yield from _of_facts({g.name: g.text for g in first.given}, {g.name: g.text for g in second.given})
    if [event.name for event in first.events] != [event.name for event in second.events]:
        yield "事件", _events(first), _events(second)
        return
    for one, other in zip(first.events, second.events, strict=True):
        yield from _of_facts(_of_event(one), _of_event(other))


def _events(member: Member) -> str:
    return _listed([event.name for event in member.events]) or NOTHING


def _of_event(event: Event) -> dict[str, str]:
    return {**{given.name: given.text for given in event.given}, f"{event.name}次数": f"{event.times}次"}


def _of_facts(first: dict[str, str], second: dict[str, str]) -> Iterator[_Difference]:
    for name in dict.fromkeys((*first, *second)):
        one, other = first.get(name, NOTHING), second.get(name, NOTHING)
        if one != other:
            yield name, one, other
