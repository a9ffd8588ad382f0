"""Whether a rule may come to no value: what the policy leaves open, or a rule that concerns only some."""

from __future__ import annotations

from policyc.compare.joining import taken
from policyc.model import expressions as e
from policyc.model.policy import Policy, Rule
from policyc.model.walk import walk
from policyc.prove.rewriting import rewrite


def may_lack(policy: Policy, rule: Rule, *, concerned: bool = False) -> bool:
    """Whether a rule may have no value although all inputs are given; ``concerned``: but for whom it does not concern."""
    return (rule.only_when is not None and not concerned) or any(
        _open(policy, part, {rule.name}) for part in (rule.only_when, rule.body, rule.initial) if part is not None
    )


def _open(policy: Policy, expr: e.Expr, seen: set[str]) -> bool:
    for node in walk(rewrite(expr, lambda x: taken(x, policy))):
        match node:
            case e.Unspecified():
                return True
            case e.ParamRef() if policy.param[node.name].bound.value is None:
                return True
            case e.RuleRef() | e.Previous() if node.name not in seen:
                seen.add(node.name)
                rule = policy.rule[node.name]
                if rule.only_when is not None:
                    return True
                if any(_open(policy, part, seen) for part in (rule.body, rule.initial) if part is not None):
                    return True
            case _:
                pass
    return False
