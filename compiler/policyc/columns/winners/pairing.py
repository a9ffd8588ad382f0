"""Which rule of one policy is which of the other: that of the same id, or of the same name, or that is said to be.

A comparison of texts may take what is like each other for the same; here a wrong guess would be a wrong sum of money.
"""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from policyc.columns.refusing import CannotRun
from policyc.compare.changes import Subject
from policyc.compare.content import Item, Key, items
from policyc.compare.matching import pairs
from policyc.diagnostics.codes import e1120, e1121, e1124
from policyc.diagnostics.core import Diagnostic, Words
from policyc.model.policy import Direction, Param, Policy, Rule, RuleKind
from policyc.model.types import Type
from policyc.workspace.places import file_span


@dataclass(frozen=True, slots=True)
class Pair:
    """A rule of both policies that comes to something of the same type in both."""

    before: Rule
    after: Rule

    @property
    def name(self) -> str:
        """What the names of its columns begin with."""
        return self.after.alias

    @property
    def label(self) -> str:
        """What people call it."""
        return self.after.name

    @property
    def type(self) -> Type:
        """What it comes to."""
        return self.after.type

    @property
    def direction(self) -> Direction | None:
        """Whether more of it is better for the insured, where both policies say the same."""
        return self.after.direction if self.before.direction is self.after.direction else None


@dataclass(frozen=True, slots=True)
class Matching:
    """The rules that can be compared, and the names of those that only one policy has, or that changed their type."""

    pairs: tuple[Pair, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    unlike: tuple[str, ...]
    params: tuple[tuple[Param, Param], ...]


def matching(old: Policy, new: Policy, names: Sequence[str] | None, said: Mapping[str, str] | None = None) -> Matching:
    """What there is to compare. names: of rules, by any of their names; None for all. said: which rule of the older policy is
    which of the newer, beside those that are called alike. Raises :class:`CannotRun`.
    """
    found = list(_said(old, new, said or {}))
    taken = {id(rule) for pair in found for rule in (pair.before, pair.after)}
    params: list[tuple[Param, Param]] = []
    alone: tuple[list[str], list[str], list[str]] = ([], [], [])
    for a, b in pairs(_free(old, taken), _free(new, taken), alike=False):
        one, other = a and a.statement, b and b.statement
        if isinstance(one, Param) and isinstance(other, Param):
            params.append((one, other))
        if (a or b) is None or (a or b).subject is not Subject.RULE:  # type: ignore[union-attr]
            continue
        before, after = one if _is_whole(one) else None, other if _is_whole(other) else None
        if before is not None and after is not None:
            if str(before.type) == str(after.type):
                found.append(Pair(before, after))
            else:
                alone[2].append(after.name)
        elif before is not None:
            alone[0].append(before.name)
        elif after is not None:
            alone[1].append(after.name)
    place = {rule.name: number for number, rule in enumerate(new.rules)}
    ordered = sorted(found, key=lambda pair: place[pair.after.name])
    order = {param.name: number for number, param in enumerate(new.params)}
    params.sort(key=lambda both: order[both[1].name])
    wanted = tuple(_asked(old, new, ordered, names))
    return Matching(wanted, tuple(alone[0]), tuple(alone[1]), tuple(alone[2]), tuple(params))


def _is_whole(statement: object) -> TypeGuard[Rule]:
    """Whether it is a rule, and no part of one."""
    return isinstance(statement, Rule) and statement.kind is not RuleKind.PART


def _free(policy: Policy, taken: Container[int]) -> dict[Key, Item]:
    """What no pair has been made of."""
    return {key: item for key, item in items(policy).items() if id(item.statement) not in taken}


def _said(old: Policy, new: Policy, said: Mapping[str, str]) -> Iterator[Pair]:
    """The pairs that the user names. Raises :class:`CannotRun` for what cannot be one."""
    span = file_span(f"{old.id} → {new.id}")
    wrong: list[Diagnostic] = []
    used: set[int] = set()
    for names in said.items():
        before, after = (_rule(policy, name) for policy, name in zip((old, new), names, strict=True))
        if before is None or after is None:
            policy, name = (old, names[0]) if before is None else (new, names[1])
            known = [rule.name for rule in policy.rules if _is_whole(rule)]
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            meant = (f"，是不是“{near[0]}”？", f" (did you mean “{near[0]}”?)") if near else ("", "")
            why = Words(f"{policy.id} 没有规则“{name}”{meant[0]}", f"{policy.id} has no rule “{name}”{meant[1]}")
        elif str(before.type) != str(after.type):
            kinds = before.type, after.type
            why = Words(f"前者的结果是{kinds[0]}，后者是{kinds[1]}", f"one comes to {kinds[0]}, the other to {kinds[1]}")
        elif used & {id(before), id(after)}:
            why = Words("其中一条规则已经配过", "one of the rules has been paired already")
        else:
            used |= {id(before), id(after)}
            yield Pair(before, after)
            continue
        wrong.append(e1124.CODE.at(span, old=names[0], new=names[1], reason=why))
    if wrong:
        raise CannotRun(wrong)


def _rule(policy: Policy, name: str) -> Rule | None:
    return next((rule for rule in policy.rules if _is_whole(rule) and name in (rule.name, rule.alias)), None)


def _asked(old: Policy, new: Policy, found: Sequence[Pair], names: Sequence[str] | None) -> Iterator[Pair]:
    span = file_span(f"{old.id} → {new.id}")
    if not found:
        raise CannotRun([e1121.CODE.at(span, old=old.id, new=new.id)])
    known = {n: pair for pair in found for rule in (pair.before, pair.after) for n in (rule.name, rule.alias)}
    wrong: list[Diagnostic] = []
    for name in names or ():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            meant = Words(f"，是不是“{near[0]}”？", f" (did you mean “{near[0]}”?)") if near else Words("", "")
            there = Words("、".join(pair.label for pair in found), ", ".join(pair.name for pair in found))
            wrong.append(e1120.CODE.at(span, name=name, near=meant, there=there))
    if wrong:
        raise CannotRun(wrong)
    wanted = {known[name].name for name in names} if names is not None else {pair.name for pair in found}
    return (pair for pair in found if pair.name in wanted)
