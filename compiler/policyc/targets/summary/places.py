"""Where a reader finds what a policy says: its clauses in their own order, each with an anchor, and short links to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyc.document.blocks import Inline, Link, Text
from policyc.model.policy import Check, CheckAll, Clause, Declaration, Measure, Param, Policy, Require, Rule, Target
from policyc.wording.formulas import locator

#: A clause's number, where its place begins with one: （四）, 一, 第十二条第二款, 3.
_NUMBER = re.compile(
    r"（[^）]{1,4}）|第[零一二三四五六七八九十百\d]+条(?:第[一二三四五六七八九十\d]+款)?|[一二三四五六七八九十]+(?=、|$)|\d+(?=[.．、]|$)"
)

_Stated = Param | Rule | Target | Measure | Check | CheckAll | Require


@dataclass(frozen=True, slots=True)
class Place:
    """What one clause says, in the order of the file; ``clause`` is None for what none says. ``own``: of this very policy."""

    clause: Clause | None
    anchor: str
    own: bool
    params: tuple[Param, ...]
    rules: tuple[Rule, ...]
    targets: tuple[Target, ...]
    measures: tuple[Measure, ...]
    checks: tuple[Check | CheckAll, ...]
    requires: tuple[Require, ...]


class Places:
    """The clauses of a policy; those of the policies above it that say something here follow its own."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self.all: tuple[Place, ...] = tuple(self._places())
        self._anchors = {_key(place.clause, policy): place.anchor for place in self.all}

    def link(self, clause: Clause | None) -> Inline:
        """A short link to what a clause says: 《市通知》（四）; plain text where the document has no such place."""
        if clause is None:
            return Text("—")
        text = self.short(clause)
        anchor = self._anchors.get(_key(clause, self._policy))
        return Link(text, anchor) if anchor is not None else Text(text)

    def short(self, clause: Clause) -> str:
        """The source and the clause's number: 《市通知》（四）; of another policy with its region or year: 国家《通知》一."""
        number = _NUMBER.match(locator(clause))
        return f"{self._whose(clause)}《{clause.source}》{number.group() if number else locator(clause)}"

    def _whose(self, clause: Clause) -> str:
        other = self._policy.other.get(clause.policy)
        if other is None or other.id == self._policy.id:
            return ""
        year = f"{other.year}年" if other.year is not None and other.year != self._policy.year else ""
        region = "国家" if other.region == "全国" else other.region or other.name
        return f"{year}{region if other.region != self._policy.region or not year else ''}"

    def _places(self) -> Iterator[Place]:
        found: dict[tuple[str, str, str], list[_Stated]] = {}
        clauses: dict[tuple[str, str, str], Clause | None] = {}
        for each in _stated(self._policy):
            key = _key(each.clause, self._policy)
            clauses.setdefault(key, each.clause)
            found.setdefault(key, []).append(each)
        order = {id_: place for place, id_ in enumerate((self._policy.id, *self._policy.other))}
        first = {key: min(each.span.start for each in stated) for key, stated in found.items()}
        for number, key in enumerate(sorted(found, key=lambda key: (order.get(key[0], -1), not key[1], first[key])), 1):
            stated = sorted(found[key], key=lambda each: each.span.start)
            yield Place(
                clauses[key],
                f"clause-{number}",
                key[0] == self._policy.id,
                tuple(x for x in stated if isinstance(x, Param)),
                tuple(x for x in stated if isinstance(x, Rule)),
                tuple(x for x in stated if isinstance(x, Target)),
                tuple(x for x in stated if isinstance(x, Measure)),
                tuple(x for x in stated if isinstance(x, Check | CheckAll)),
                tuple(x for x in stated if isinstance(x, Require)),
            )


def is_numbered(clause: Clause) -> bool:
    """Whether a clause has a number of its own: 全文 and the first words of a paragraph have none."""
    return _NUMBER.match(locator(clause)) is not None


def is_named_only(param: Declaration) -> bool:
    """Whether a figure is another policy's, that a formula here names (cn_2022.个人缴费标准)."""
    return "." in param.name


def _stated(policy: Policy) -> Iterator[_Stated]:
    yield from (param for param in policy.params if not is_named_only(param))
    yield from policy.rules
    yield from policy.targets
    yield from policy.measures
    yield from policy.checks
    yield from policy.universals
    yield from policy.requires


def _key(clause: Clause | None, policy: Policy) -> tuple[str, str, str]:
    if clause is None:
        return policy.id, "", ""
    return clause.policy or policy.id, clause.source, clause.locator
