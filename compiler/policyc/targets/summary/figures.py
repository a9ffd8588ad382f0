"""Figures in words: what the document says of one, how it is derived, what it was before, and what it is calculated with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.document.blocks import Item, Strong, line
from policyc.model import expressions as e
from policyc.model.policy import BoundKind, Check, CheckAll, Param, Policy, Target
from policyc.model.types import Quantity
from policyc.model.walk import walk
from policyc.targets.summary.before import before
from policyc.targets.summary.citing import deadline, grounds, grounds_of, is_reported
from policyc.wording.amounts import Style, amount, bound_phrase
from policyc.wording.formulas import condition, figure_name, formula

#: Of what nothing but reports say.
REPORTED = "（据报道）"


def figure_item(param: Param, policy: Policy) -> Item:
    """个人缴费标准：每人每年380元；较2022年：由每人每年350元提高到380元，提高30元。原文“…”。"""
    earlier = before(param, policy)
    change = earlier.phrase if earlier is not None else ""
    if earlier is not None and change.startswith("由"):
        change = f"较{earlier.year}，{change}"
    said = stated(param).removesuffix(REPORTED)  # the quote says so
    notes = "；".join(text for text in (said, change, derived(param, policy)) if text)
    because = f"说明：{param.because}" if param.because else ""
    return Item(line(Strong(param.name), f"：{notes}。{_closing(grounds(param), because)}"))


def goal_item(goal: Target) -> Item:
    """住院支付比例（目标）：到2025年达到65%。原文“…”。"""
    limit = f"{deadline(goal.deadline)}，" if goal.deadline is not None else ""
    said = f"{limit}{goal_phrase(goal)}"
    because = f"说明：{goal.because}" if goal.because else ""
    return Item(line(Strong(goal.name), f"（目标）：{said}。{_closing(grounds(goal), because)}"))


def goal_phrase(goal: Target, style: Style = "prose") -> str:
    """What a goal asks for: 70%左右, 不低于99%, 每人每年300元; in a table 约70%, ≥99%, 300元/人·年."""
    return f"{'原则上' if goal.principally else ''}{bound_phrase(goal.bound, goal.type, style)}"


def stated(param: Param, style: Style = "prose") -> str:
    """What the document says of a figure: 原则上每年每次不低于1000元, with （据报道） where only reports say so."""
    before, after = "原则上" if param.principally else "", REPORTED if is_reported(param) else ""
    style = style if isinstance(param.type, Quantity) else "prose"  # 2025年12月 in tables too: these are for people to read
    return f"{before}{bound_phrase(param.bound, param.type, style)}{after}"


def predicate(param: Param, policy: Policy) -> str:
    """What a sentence says of a figure: 为每人每年380元; 不低于…; of a derived one with what it is calculated with."""
    opened = open_params(param, policy)
    if opened and param.bound.value is not None:
        return f"为{amount(param.bound.value, param.type)}（{taken(opened, policy)}计）"
    bare = param.bound.kind in (BoundKind.EXACTLY, BoundKind.ABOUT, BoundKind.BETWEEN)
    after = REPORTED if is_reported(param) else ""
    return f"{'原则上' if param.principally else ''}{'为' if bare else ''}{bound_phrase(param.bound, param.type)}{after}"


def derived(param: Param, policy: Policy) -> str:
    """How a derived figure comes about, and what it is with the open figures as they are calculated with."""
    if param.formula is None:
        return ""
    how = f"即{formula(param.formula, policy)}"
    opened = open_params(param, policy)
    if not opened or param.bound.value is None:
        return how
    return f"{how}，{taken(opened, policy)}计，为{amount(param.bound.value, param.type)}"


def open_params(param: Param, policy: Policy) -> list[Param]:
    """The open figures of its own that a derived figure is worked out from, directly or through others."""
    found: dict[str, Param] = {}
    for node in walk(param.formula) if param.formula is not None else ():
        if isinstance(node, e.ParamRef):
            read = policy.param[node.name]
            for own in open_params(read, policy) if read.formula is not None else [read]:
                if own.bound.is_open and own.bound.value is not None:
                    found[own.name] = own
    return list(found.values())


def taken(opened: Sequence[Param], policy: Policy) -> str:
    """What open figures are calculated with: 人均财政补助标准按每人每年640元."""
    return "、".join(f"{figure_name(param.name, policy)}按{amount(param.bound.value, param.type)}" for param in opened)


def check_items(checks: Sequence[Check | CheckAll], policy: Policy) -> Iterator[Item]:
    """What the document states of its figures, found to hold; and what it states of every case."""
    for check in checks:
        said = grounds_of(check.quotes, check.clause)
        end = f"（{said}）" if said else ""
        if isinstance(check, CheckAll):
            yield Item(line(f"核对要求：任何情形下，{condition(check.condition, policy)}{end}。"))
        else:
            yield Item(line(f"数字核对：{condition(check.condition, policy)}{end}{_calculated(check, policy)}，相符。"))


def _calculated(check: Check, policy: Policy) -> str:
    names = dict.fromkeys(n.name for n in walk(check.condition) if isinstance(n, e.ParamRef))
    opened = {own.name: own for name in names for own in _opened(policy.param[name], policy)}
    return f"；{taken(list(opened.values()), policy)}计" if opened else ""


def _opened(param: Param, policy: Policy) -> list[Param]:
    if param.formula is not None:
        return open_params(param, policy)
    return [param] if param.bound.is_open and param.bound.value is not None else []


def _closing(said: str, because: str) -> str:
    return "".join(f"{text}。" for text in (said, because) if text)
