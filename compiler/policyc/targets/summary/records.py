"""Histories as what is asked of somebody, and tracks before their rule."""

from __future__ import annotations

from policyc.model.policy import History, Input, Policy, Rule
from policyc.model.types import BOOL
from policyc.wording.amounts import amount
from policyc.wording.formulas import formula
from policyc.wording.refusals import expected


def history(declared: History) -> str:
    """参保年度：一年一条，从早到晚，没有参保的年份也要有一条，最多40条。每条包括参保（是或否）、…。"""
    how = "一次一条，按先后" if declared.events else "一年一条，从早到晚，中间不缺年份"
    fields = "、".join(_field(field) for field in declared.fields)
    return f"{declared.name}：{how}，最多{declared.at_most}条。每条包括{fields}；最后一条中尚未发生的项目可以不填。"


def _field(field: Input) -> str:
    return f"{field.name}（{'是或否' if field.type == BOOL else expected(field)}）"


def along(name: str, policy: Policy) -> str:
    """以下各项按“参保年度”逐年计算，以最后一年的结果为准."""
    way, last = ("逐条", "最后一条") if policy.history[name].events else ("逐年", "最后一年")
    return f"以下各项按“{name}”{way}计算，以{last}的结果为准"


def before_first(rule: Rule, policy: Policy) -> str:
    """第一年之前为0年，其后."""
    assert rule.history is not None
    return f"{'第一条记录' if policy.history[rule.history].events else '第一年'}之前为{_start(rule, policy)}，其后"


def _start(rule: Rule, policy: Policy) -> str:
    assert rule.initial is not None
    if rule.initial.facts.low == rule.initial.facts.high and rule.type == BOOL:
        return amount(bool(rule.initial.facts.low), BOOL)
    return formula(rule.initial, policy)
