"""What a rule comes to for each kind of person or place, where it depends on nothing else: aid and own share of each group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from policyc.document.blocks import Table
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome, State
from policyc.model.policy import Bound, BoundKind, Policy, Rule, RuleKind
from policyc.model.types import EnumType, Type
from policyc.semantics.trends import Claim, claim
from policyc.targets.summary.figures import taken
from policyc.targets.summary.rules import table
from policyc.wording.amounts import UNSPECIFIED_WORD, Style, amount, bound_phrase

_WORDS = {State.UNSPECIFIED: UNSPECIFIED_WORD, State.NOT_APPLICABLE: "不适用", State.MISSING: "条件不全"}


def outcome_text(outcome: Outcome, type: Type, style: Style = "prose") -> str:
    """每人每年512元, 未明确, 不适用, 条件不全."""
    return _WORDS[outcome.state] if outcome.value is None else amount(outcome.value, type, style)


def at_least_or_most(sign: Claim, value: Fraction) -> Bound:
    """What is sure of a result that open figures were calculated with: ≥512元/人·年."""
    kind = BoundKind.AT_LEAST if sign == ">=" else BoundKind.AT_MOST
    low, high = (value, None) if sign == ">=" else (None, value)
    return Bound(kind, value, low, low_closed=True, high=high, high_closed=True)


def _sure(outcome: Outcome, rule: Rule, policy: Policy) -> str:
    """A result in a cell: 512元/人·年; ≥512元/人·年 where it rests on a floor; else with what was calculated with."""
    said = outcome_text(outcome, rule.type, "table")
    if not outcome.params or not isinstance(outcome.value, Fraction):
        return said
    sign = claim(policy, rule, outcome.params)
    if sign is not None:
        return bound_phrase(at_least_or_most(sign, outcome.value), rule.type, "table")
    return f"{said}（{taken([policy.param[name] for name in outcome.params], policy)}计）"


def by_case(rules: Sequence[Rule], policy: Policy) -> Iterator[Table]:
    """One table for the rules of a clause that depend on the same single case and on nothing else."""
    told = [rule for rule in rules if rule.kind is not RuleKind.TABLE and sole_case(rule, policy) is not None]
    for name in dict.fromkeys(rule.inputs[0] for rule in told):
        columns = [rule for rule in told if rule.inputs[0] == name]
        rows = []
        kind = policy.input[name].type
        assert isinstance(kind, EnumType)
        for member in kind.members:
            evaluator = Evaluator(policy, {name: member})
            rows.append([member.name, *(_sure(evaluator.rule(rule.name), rule, policy) for rule in columns)])
        caption = f"按{name}分别计算的{'、'.join(rule.name for rule in columns)}"
        yield table(caption, (name, *(rule.name for rule in columns)), rows, range(1, len(columns) + 1))


def case_text(rule: Rule, policy: Policy) -> str:
    """The same in a line: 西部512元/人·年；中部384元/人·年；东部未明确; groups that come to the same stand together."""
    kind = sole_case(rule, policy)
    assert kind is not None
    outcomes = [(Evaluator(policy, {rule.inputs[0]: member}).rule(rule.name), member.name) for member in kind.members]
    found = [(_sure(outcome, rule, policy), name) for outcome, name in outcomes]
    groups = [(said, "、".join(name for _, name in group)) for said, group in groupby(found, key=lambda pair: pair[0])]
    return "；".join(f"{names}{said}" for said, names in groups)


def sole_case(rule: Rule, policy: Policy) -> EnumType | None:
    """The cases that a rule depends on, where it depends on one input of cases alone."""
    if len(rule.inputs) != 1 or rule.histories:
        return None
    kind = policy.input[rule.inputs[0]].type
    return kind if isinstance(kind, EnumType) else None
