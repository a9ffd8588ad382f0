"""The figure before: what the policy amends said, or the year before of the same series, where this policy knows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyc.model import expressions as e
from policyc.model.policy import Check, Param, Policy
from policyc.model.walk import walk
from policyc.wording.changes import UNCHANGED, changed, changed_cell


@dataclass(frozen=True, slots=True)
class Before:
    """The same figure in an earlier policy; ``by_document``: this document itself says by how much it changed."""

    policy: Policy
    param: Param
    now: Param
    by_document: bool

    @property
    def year(self) -> str:
        """2022年, or the earlier policy's name."""
        return f"{self.policy.year}年" if self.policy.year is not None else self.policy.name

    @property
    def cell(self) -> str:
        """350→380（+30）."""
        return changed_cell(self.param.bound, self.now.bound, self.now.type, by_document=self.by_document)

    @property
    def phrase(self) -> str:
        """由每人每年350元提高到380元，提高30元; 与2024年相同."""
        bounds = self.param.bound, self.now.bound
        said = changed(*bounds, self.now.type, self.now.direction, by_document=self.by_document)
        return f"与{self.year}相同" if said == UNCHANGED else said


def before(param: Param, policy: Policy) -> Before | None:
    """The figure of the same ASCII name in the policy before.

    That of another region counts only where a check here holds the two against one another: the document says so itself.
    """
    for earlier in _earlier(policy):
        old = next((p for p in earlier.params if p.alias == param.alias and p.policy == earlier.id), None)
        if old is None or old.type != param.type or old.bound.value is None or param.bound.value is None:
            continue
        held = any({param.name, f"{earlier.id}.{old.name}"} <= set(_figures(check)) for check in policy.checks)
        if earlier.region == policy.region or held:
            return Before(earlier, old, param, held)
    return None


def increments(policy: Policy) -> frozenset[str]:
    """The figures that only say by how much another one changed: 财政补助提高额 in 标准 - 提高额 == cn_2022.标准."""
    found = set()
    for check in policy.checks:
        names = _figures(check)
        if any("." in name for name in names):
            own = [policy.param[name] for name in names if "." not in name]
            found |= {param.name for param in own if before(param, policy) is None}
    return frozenset(found)


def _earlier(policy: Policy) -> Iterator[Policy]:
    """What it amends, then the earlier policies of its series that it names, the latest first."""
    if policy.amends is not None:
        yield policy.other[policy.amends]
    of_series = [p for p in policy.others if p.series == policy.series and p.series is not None and p.id != policy.amends]
    dated = [(p.year, p) for p in of_series if p.year is not None and policy.year is not None and p.year < policy.year]
    yield from (p for _, p in sorted(dated, key=lambda pair: (-pair[0], pair[1].id)))


def _figures(check: Check) -> list[str]:
    return [n.name for n in walk(check.condition) if isinstance(n, e.ParamRef)]
