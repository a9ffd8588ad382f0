"""Histories as what is asked of somebody, readings as what the text leaves to be understood, tracks before their rule."""

from __future__ import annotations

from policyc.model.policy import History, Input, Policy, Reading, Rule
from policyc.model.types import BOOL
from policyc.targets.summary.citing import basis
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


def reading(declared: Reading, policy: Policy) -> str:
    """多断保计法：可以理解为“逐年计”（…），也可以理解为“首年不计”（…）。本摘要采用“首年不计”：…。"""
    options = [f"“{option.member.name}”（{option.text}）" for option in declared.options]
    understood = "，也可以理解为".join(options)
    where = basis(declared, policy)
    why = declared.because.rstrip("。")
    return f"{declared.name}{f'（{where}）' if where else ''}：可以理解为{understood}。采用“{declared.taken.name}”，理由：{why}。"


def scope(rule: Rule, policy: Policy) -> str:
    """按“参保年度”逐年计算，第一年之前为0年。"""
    assert rule.history is not None
    events = policy.history[rule.history].events
    way, first = ("逐条", "第一条记录之前") if events else ("逐年", "第一年之前")
    start = f"，{first}为{_start(rule, policy)}" if rule.initial is not None else ""
    return f"按“{rule.history}”{way}计算{start}，以最后一{'条' if events else '年'}的结果为准。"


def _start(rule: Rule, policy: Policy) -> str:
    assert rule.initial is not None
    if rule.initial.facts.low == rule.initial.facts.high and rule.type == BOOL:
        return amount(bool(rule.initial.facts.low), BOOL)
    return formula(rule.initial, policy)
