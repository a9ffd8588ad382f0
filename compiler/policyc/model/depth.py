"""Room for rules that read rules that read rules: who follows names recursively asks for it first."""

from __future__ import annotations

import sys

from policyc.model.memo import per_policy
from policyc.model.policy import Policy
from policyc.model.walk import walk

#: Frames that one node of a formula may take while it is followed, and what the caller has used already.
_FRAMES_PER_NODE, _FRAMES_BEFORE = 8, 1000


def make_room(policy: Policy) -> None:
    """Let recursion go as deep as the longest chain of rules could be; the limit is only ever raised."""
    needed = _FRAMES_BEFORE + _FRAMES_PER_NODE * _nodes(policy)
    if sys.getrecursionlimit() < needed:
        sys.setrecursionlimit(needed)


@per_policy
def _nodes(policy: Policy) -> int:
    formulas = [formula for rule in policy.rules for formula in (rule.only_when, rule.body) if formula is not None]
    return sum(1 for formula in formulas for _ in walk(formula))
