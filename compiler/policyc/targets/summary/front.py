"""What stands first: the title, the lines of the head, and the policy in one or two sentences with its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from policyc.document.blocks import Line, Link, Paragraph, line
from policyc.model.policy import BoundKind, Param, Period, Policy, RuleKind, Source, Target
from policyc.model.types import Quantity
from policyc.targets.summary.before import before, increments
from policyc.targets.summary.citing import day, deadline, is_reported
from policyc.targets.summary.figures import REPORTED, goal_phrase, open_params, predicate
from policyc.targets.summary.openings import open_points
from policyc.targets.summary.places import is_named_only
from policyc.targets.summary.sources import readable
from policyc.targets.summary.topics import Topic, topic_of_name
from policyc.wording.formulas import document_number, is_supplied, source_name, title

#: So many figures of a topic, and so many in all, can stand in one sentence; with fewer than enough, others stand in too.
_MOST_OF_A_TOPIC, _MOST, _ENOUGH = 3, 7, 4
#: So many open points, and so many rules, are named.
_MOST_OPEN, _MOST_RULES = 3, 6
_LEADING = (Topic.PAY, Topic.SUBSIDY, Topic.REIMBURSED, Topic.RECEIVED, Topic.LENT, Topic.WHEN)


def heading(policy: Policy) -> str:
    """《关于做好…的通知》政策解读; of one that holds a part of its document: 全国城乡居民医保（2022年）政策解读（节录）."""
    if policy.extract is None and policy.sources and policy.sources[0].title:
        return f"《{title(policy.sources[0])}》政策解读"
    year = f"（{policy.year}年）" if policy.year is not None else ""
    return f"{policy.name}{year}政策解读{'（节录）' if policy.extract is not None else ''}"


def facts(policy: Policy) -> Iterator[tuple[str, Line]]:
    """The lines of the head; what the file does not give is left out, but for the date, whose absence is told."""
    main = policy.sources[0] if policy.sources else None
    if main is not None:
        yield from _main(main, policy)
    if policy.region is not None:
        yield "适用地区", line(policy.region)
    if policy.period is not None and not policy.period.assumed:
        yield "适用期间", line(span(policy.period))
    if policy.fiscal_year is not None:
        yield "财政年度", line(f"{policy.fiscal_year}年")
    if policy.benefit_year is not None:
        yield "待遇年度", line(f"{policy.benefit_year}年")
    for id_ in policy.parents:
        yield "上位文件", line(document_of_policy(policy.other[id_]))
    if policy.amends is not None:
        yield "修订", line(document_of_policy(policy.other[policy.amends]))
    if policy.extract is not None:
        yield "收录范围", line(policy.extract)


def lead(policy: Policy) -> Iterator[Paragraph]:
    """What to pay, what is paid, from when, and what is still open."""
    leading = _leading(policy)
    reported = bool(leading) and all(is_reported(declared) or _is_derived(declared) for declared in leading)
    said = list(_sentences(leading, policy)) or list(_regulated(policy))
    if said:
        told = "；".join(said)
        all_reported = f"{told.replace(REPORTED, '')}（以上各数据报道）" if reported else told
        yield Paragraph(line(f"{_when(policy)}{all_reported}。"), lead=True)
    names = list(dict.fromkeys(point.name for point in open_points(policy)))
    applies = _applies(policy)
    if names:
        more = f"等{len(names)}项" if len(names) > _MOST_OPEN else ""
        opened = f"{'、'.join(names[:_MOST_OPEN])}{more}尚未明确，见"
        yield Paragraph(line(f"{applies}{opened}", Link("待定事项", "open"), "。"))
    elif applies:
        yield Paragraph(line(applies))


def span(period: Period) -> str:
    """2025年1月1日起; 2023年1月1日至2023年12月31日."""
    first = day(period.first)
    return f"{first}起" if period.last is None else f"{first}至{day(period.last)}"


def document_of_policy(policy: Policy) -> str:
    """The document of another policy: 《…通知》（医保发〔2023〕24号）."""
    return source_name(policy, policy.sources[0].name, full=True) if policy.sources else policy.name


def _main(source: Source, policy: Policy) -> Iterator[tuple[str, Line]]:
    named = source_name(policy, source.name, full=True)
    if policy.extract is not None or is_supplied(source):
        yield "主要依据", line(named)
    elif document_number(source):
        yield "文号", line(document_number(source))
    if source.issuers:
        yield "发文机关", line("、".join(source.issuers))
    yield "成文日期", line(day(source.issued) if source.issued is not None else "不详")
    given = dict(source.fields)
    for key, label in (("published", "发布日期"), ("effective", "施行日期"), ("expires", "有效期至")):
        for value in given.get(key, ()):
            yield label, line(readable(value))


# ------------------------------------------------------------------ the sentence


def _when(policy: Policy) -> str:
    if policy.period is not None and not policy.period.assumed:
        return f"自{span(policy.period)}，" if policy.period.last is None else f"{span(policy.period)}，"
    return f"{policy.year}年，" if policy.year is not None else ""


def _applies(policy: Policy) -> str:
    """From when it counts, as far as the document says so."""
    if policy.benefit_year is not None:
        return f"以上标准对应{policy.benefit_year}年待遇年度。"
    if policy.period is not None and policy.period.assumed:
        return f"文件未写明施行日期，本解读按{span(policy.period)}计。"
    return ""


def _leading(policy: Policy) -> Sequence[Param | Target]:
    """The main figures, by topic: those that the document itself states first, burdens and benefits before others."""
    candidates: list[tuple[Topic, Param | Target]] = [(topic_of_name(p.name), p) for p in _params(policy)]
    candidates += [(topic_of_name(t.name), t) for t in policy.targets if topic_of_name(t.name) is not Topic.OTHER]
    shown: list[Param | Target] = []
    for each in _LEADING:
        found = sorted((d for t, d in candidates if t is each), key=lambda d: _rank(d, policy))
        shown += found[: min(_MOST_OF_A_TOPIC, _MOST - len(shown))]
    others = [declared for topic, declared in candidates if topic is Topic.OTHER]
    return [*shown, *others[: max(_ENOUGH - len(shown), 0)]]


def _sentences(leading: Sequence[Param | Target], policy: Policy) -> Iterator[str]:
    """One clause a figure; those of which the same is said stand together: 甲、乙均为每年每次3000元."""
    told = [(_name(declared), _predicate(declared, policy)) for declared in leading]
    for said, group in groupby(told, key=lambda pair: pair[1]):
        names = [name for name, _ in group]
        yield f"{'、'.join(names)}{_for_all(said) if len(names) > 1 else said}"


def _is_derived(declared: Param | Target) -> bool:
    return isinstance(declared, Param) and declared.formula is not None


def _for_all(said: str) -> str:
    """均为每年每次3000元; 原则上均为…; 均不低于…."""
    return f"原则上均{said.removeprefix('原则上')}" if said.startswith("原则上") else f"均{said}"


def _regulated(policy: Policy) -> Iterator[str]:
    """What a document without figures of its own regulates: 规定了贷款成数、最高额度、成数的确定办法."""
    rules = [r.name for r in policy.rules if r.kind not in (RuleKind.PART, RuleKind.TRACK)]
    if rules:
        more = "等" if len(rules) > _MOST_RULES else ""
        yield f"文件规定了{'、'.join(rules[:_MOST_RULES])}{more}的确定办法"


def _params(policy: Policy) -> Sequence[Param]:
    """The figures that can lead: amounts that are stated, and do not only say by how much another one changed."""
    only_changes = increments(policy)
    return [
        param
        for param in policy.params
        if not is_named_only(param)
        and (param.policy in ("", policy.id) or (param.formula is not None and policy.extract is None))
        and param.bound.kind is not BoundKind.UNSPECIFIED
        and isinstance(param.type, Quantity)
        and param.name not in only_changes
    ]


def _rank(declared: Param | Target, policy: Policy) -> tuple[bool, bool, bool]:
    """What comes first: said by the document itself, with a direction for the insured, not derived from others."""
    beside = bool(policy.sources) and declared.clause is not None and declared.clause.source != policy.sources[0].name
    return beside and is_reported(declared) and policy.extract is None, declared.direction is None, _is_derived(declared)


def _name(declared: Param | Target) -> str:
    if isinstance(declared, Target) and declared.deadline is not None:
        return f"{declared.name}{deadline(declared.deadline)}"
    return declared.name


def _predicate(declared: Param | Target, policy: Policy) -> str:
    """为每人每年380元; 由每人每年350元提高到380元，提高30元; 不低于…，与2024年相同; 的目标为70%左右."""
    if isinstance(declared, Target):
        verb = "为" if declared.name.endswith("目标") else "的目标为"
        return f"{verb}{goal_phrase(declared)}{REPORTED if is_reported(declared) else ''}"
    earlier = before(declared, policy)
    if earlier is None or not earlier.phrase or open_params(declared, policy):
        return predicate(declared, policy)
    return earlier.phrase if earlier.phrase.startswith("由") else f"{predicate(declared, policy)}，{earlier.phrase}"
