"""How a policy stands to others and in time: what is above it, what it amends, from when to when it holds, what it says less."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.model.policy import Param, Period, Policy
from policyc.targets.summary.citing import basis, day
from policyc.wording.amounts import bound_phrase
from policyc.wording.formulas import source_name


def standing(policy: Policy) -> Iterator[tuple[str, str]]:
    """Lines of the overview."""
    if policy.fiscal_year is not None:
        yield "财政年度", f"{policy.fiscal_year}年"
    if policy.benefit_year is not None:
        yield "待遇年度", f"{policy.benefit_year}年"
    if policy.period is not None and not policy.period.assumed:
        yield "适用期间", _span(policy.period)
    for id_ in policy.parents:
        yield "上位政策", _named(policy.other[id_])
    if policy.amends is not None:
        yield "修订", _named(policy.other[policy.amends])
    for id_ in policy.uses:
        yield "引用", _named(policy.other[id_]) if id_ in policy.other else id_
    if policy.extract is not None:
        yield "收录范围", f"{policy.extract}；其余未收录"


def assumed(policy: Policy) -> Iterator[str]:
    """That the period is not what the document says."""
    if policy.period is not None and policy.period.assumed:
        yield f"文件没有写明适用期间的，按公历年度计：{_span(policy.period)}。"


def stated_above(param: Param, policy: Policy) -> str:
    """What the policies above say of a figure that is refined here: the national floor beside the local figure."""
    said = []
    for id_ in policy.parents:
        above = policy.other[id_].param.get(param.name)
        if above is not None and above.policy == id_ and param.policy != id_:
            principally = "原则上" if above.principally else ""
            said.append(f"上位规定：{principally}{bound_phrase(above.bound, above.type)}（{basis(above, policy)}）")
    if said and param.because is not None:
        said.append(f"理由：{param.because}")
    return "；".join(said)


def _named(policy: Policy) -> str:
    """A policy and its document: 全国城乡居民医保（《通知》，医保发〔2023〕24号）."""
    document = policy.sources[0] if policy.sources else None
    if document is None:
        return policy.name
    return f"{policy.name}：{source_name(policy, document.name, full=True)}"


def _span(period: Period) -> str:
    first = day(period.first)
    return f"{first}起" if period.last is None else f"{first}至{day(period.last)}"
