"""Worked examples in sentences: what is given, the formula in words and in numbers, the result and how far it is open.

It decides nothing about the policy: what an example comes to is what the example says, which the compiler has verified before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from policyc.model import expressions as e
from policyc.model.policy import Example, Expectation, ExpectedState, Input, Param, Policy, Rule, RuleKind
from policyc.model.types import Quantity, Value
from policyc.model.walk import walk
from policyc.semantics.trends import claim
from policyc.wording import reasons
from policyc.wording.amounts import UNSPECIFIED_WORD, amount
from policyc.wording.formulas import formula, phrase
from policyc.wording.records import records_text


def worked_examples(rule: Rule, policy: Policy) -> Iterator[str]:
    """The examples that say what a rule comes to, each as a sentence."""
    if rule.kind is RuleKind.PART:
        return
    for example in policy.examples:
        for expectation in example.expectations:
            if text := _expected(rule, example, expectation, policy):
                yield f"{example.title}：{_given(example, policy)}{text}。"


def _given(example: Example, policy: Policy) -> str:
    told = [f"“{name}”按“{option.name}”理解" for name, option in example.readings]
    told += [f"{name}（{records_text(policy.history[name], records)}）" for name, records in example.histories]
    facts = "、".join([*told, *(_fact(policy.input[name], value) for name, value in example.given)])
    return f"{facts}的，" if facts else ""


def _fact(declared: Input, value: Value) -> str:
    if isinstance(value, bool):
        return declared.name if value else f"不属于“{declared.name}”情形"
    return f"{declared.name}为{amount(value, declared.type)}"


def _expected(rule: Rule, example: Example, expectation: Expectation, policy: Policy) -> str:
    if expectation.rule == rule.name and expectation.state is not None:
        return _stated(rule, expectation.state)
    value = _value_of(rule, expectation.condition)
    if value is None:
        return ""
    taken = _taken(rule.body, dict(example.given))
    opened = [policy.param[name] for name in expectation.read]
    return f"{rule.name}{_in_numbers(taken, rule, value, policy)}{_caveat(rule, value, opened, policy)}"


def _stated(rule: Rule, state: ExpectedState) -> str:
    match state:
        case ExpectedState.UNSPECIFIED:
            return f"{rule.name}{UNSPECIFIED_WORD}，不能计算"
        case ExpectedState.NONE:
            return f"不适用{rule.name}"
        case ExpectedState.REFUSED:
            return "不符合要求，不予计算"
        case ExpectedState.MISSING:
            return f"条件不全，不能计算{rule.name}"


def _value_of(rule: Rule, expected: e.Expr | None) -> Value | None:
    """The value in ``expect rule == value``."""
    match expected:
        case e.Compare(op=e.CompareOp.EQ, left=e.RuleRef(name=name), right=e.Literal(value=value)) if name == rule.name:
            return value
        case e.RuleRef(name=name) if name == rule.name:
            return True
    return None


def _taken(body: e.Expr, given: dict[str, Value]) -> e.Expr | None:
    """The formula of the arm that an example's inputs name outright; None where that takes more than looking it up."""
    match body:
        case e.Round():
            return _taken(body.operand, given)
        case e.Match(subject=e.InputRef(name=name)) if name in given:
            named = [
                arm.value
                for arm in body.arms
                if not isinstance(arm.patterns, e.Otherwise)
                and any(isinstance(p, e.ValuePattern) and p.value == given[name] for p in arm.patterns)
            ]
            return named[0] if len(named) == 1 else None
        case e.Arithmetic() | e.ParamRef():
            return body
        case _:
            return None


def _in_numbers(taken: e.Expr | None, rule: Rule, value: Value, policy: Policy) -> str:
    """为80% × 640元/人·年 = …: the formula with the params' figures in it, where it has nothing but figures."""
    if isinstance(taken, e.Arithmetic) and all(isinstance(x, e.Literal | e.ParamRef | e.Arithmetic) for x in walk(taken)):
        return f"为{phrase(taken, policy)}，即{_filled(taken, policy)} = {amount(value, rule.type, 'formula')}"
    if isinstance(value, bool):
        return "的条件已满足" if value else "的条件未满足"
    return f"为{amount(value, rule.type)}"


def _filled(x: e.Expr, policy: Policy) -> str:
    """A formula of figures alone, with what each param is calculated with in its place."""
    return formula(_with_figures(x, policy), policy)


def _with_figures(x: e.Expr, policy: Policy) -> e.Expr:
    match x:
        case e.ParamRef() if (value := policy.param[x.name].bound.value) is not None:
            return e.Literal(x.span, x.type, x.facts, value, amount(value, x.type, "formula"))
        case e.Arithmetic():
            return replace(x, left=_with_figures(x.left, policy), right=_with_figures(x.right, policy))
        case _:
            return x


def _caveat(rule: Rule, value: Value, opened: Sequence[Param], policy: Policy) -> str:
    """What an open figure means for a result: （…不低于640元，按640元计算；实际不低于512元）."""
    if not opened:
        return ""
    said = [reasons.calculated_with(param) for param in opened]
    sign = claim(policy, rule, [param.name for param in opened])
    if sign is not None and isinstance(rule.type, Quantity) and isinstance(value, Fraction):
        said.append(reasons.claimed(sign, value, rule.type))
    return f"（{reasons.joined(said)}）"
