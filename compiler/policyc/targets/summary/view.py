"""What the summary's page holds, section by section: plain texts in the order in which they are printed.

Receives a policy that has been compiled without errors; the template only sets the texts on the page.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from policyc.model import expressions as e
from policyc.model.policy import (
    BoundKind,
    Clause,
    Deadline,
    Declaration,
    Measure,
    Modality,
    Param,
    Policy,
    RemarkKind,
    RuleKind,
    Source,
    Target,
)
from policyc.model.types import Quantity
from policyc.model.walk import walk
from policyc.targets.summary.rules import RuleText, holes, rule_text
from policyc.wording import reasons
from policyc.wording.amounts import amount, bound_phrase
from policyc.wording.formulas import cite, condition, formula, locator, quoted, source_name

#: The heads under which measures stand, in this order: a duty is never mixed with an encouragement or a permission.
MODALITIES: Mapping[Modality, str] = MappingProxyType(
    {
        Modality.MUST: "应当",
        Modality.SHOULD: "推进、鼓励",
        Modality.MAY: "可以",
        Modality.EXPLORE: "探索",
    }
)


@dataclass(frozen=True, slots=True)
class FigureView:
    """A row of the figures or of the targets."""

    name: str
    figure: str
    note: str
    quote: str
    basis: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule, where it stands and how it reads."""

    basis: str
    quote: str
    text: RuleText


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure: what it is called, what the source says, and who, where and until when."""

    name: str
    quote: str
    details: str


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """The measures of one modality in one clause."""

    head: str
    measures: tuple[MeasureView, ...]


@dataclass(frozen=True, slots=True)
class ClauseView:
    """The measures of one clause."""

    head: str
    groups: tuple[MeasureGroup, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source and what its block says, label by label."""

    name: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page. Sections without content are empty and left out."""

    title: str
    lead: str
    about: tuple[tuple[str, str], ...]
    figures: tuple[FigureView, ...]
    checks: tuple[str, ...]
    rules: tuple[RuleView, ...]
    requires: tuple[str, ...]
    targets: tuple[FigureView, ...]
    clauses: tuple[ClauseView, ...]
    open_points: tuple[str, ...]
    questions: tuple[str, ...]
    assumptions: tuple[str, ...]
    sources: tuple[SourceView, ...]


def page(policy: Policy) -> Page:
    """The page of a policy."""
    year = f"（{policy.year}年）" if policy.year is not None else ""
    return Page(
        title=f"{policy.name}{year}政策摘要",
        lead=_lead(policy),
        about=tuple(_about(policy)),
        figures=tuple(_figure(param, policy) for param in policy.params),
        checks=tuple(_checks(policy)),
        rules=tuple(_rule(policy)),
        requires=tuple(f"{condition(require.condition, policy)}。" for require in policy.requires),
        targets=tuple(_target(target, policy) for target in policy.targets),
        clauses=tuple(_clauses(policy)),
        open_points=tuple(_open_points(policy)),
        questions=tuple(remark.text for remark in policy.remarks if remark.kind is RemarkKind.QUESTION),
        assumptions=tuple(_sentence(remark.text) for remark in policy.remarks if remark.kind is RemarkKind.ASSUME),
        sources=tuple(_source(source) for source in policy.sources),
    )


# ------------------------------------------------------------------ what it is


#: So many figures a sentence can hold.
_LEADING = 5


def _lead(policy: Policy) -> str:
    """The main figures in one sentence: 2023年，人均财政补助标准每人每年不低于640元，个人缴费标准为每人每年380元，…."""
    stated = [param for param in policy.params if param.bound.kind is not BoundKind.UNSPECIFIED]
    money = [param for param in stated if isinstance(param.type, Quantity) and param.type.unit.is_money]
    when = [f"{policy.year}年"] if policy.year is not None else []
    said = [_said(param, policy) for param in (money or stated)[:_LEADING]]
    return f"{'，'.join(when + said)}。" if said else ""


def _said(param: Param, policy: Policy) -> str:
    """One figure as a clause of a sentence."""
    opened = _open_params(param, policy)
    if opened and param.bound.value is not None:
        return f"{param.name}为{amount(param.bound.value, param.type)}（{_taken(opened)}计）"
    bare = param.bound.kind in (BoundKind.EXACTLY, BoundKind.ABOUT, BoundKind.BETWEEN)
    return f"{param.name}{'为' if bare else ''}{_principally(param)}{bound_phrase(param.bound, param.type)}"


def _taken(opened: Sequence[Param]) -> str:
    """What open figures are calculated with: 人均财政补助标准按每人每年640元."""
    return "、".join(f"{param.name}按{amount(param.bound.value, param.type)}" for param in opened)


def _open_params(param: Param, policy: Policy) -> list[Param]:
    """The open figures of its own that a derived figure is worked out from, directly or through others."""
    found: dict[str, Param] = {}
    for node in walk(param.formula) if param.formula is not None else ():
        if isinstance(node, e.ParamRef):
            read = policy.param[node.name]
            for own in _open_params(read, policy) if read.formula is not None else [read]:
                if own.bound.is_open and own.bound.value is not None:
                    found[own.name] = own
    return list(found.values())


def _about(policy: Policy) -> Iterator[tuple[str, str]]:
    for source in policy.sources:
        yield "文件", source_name(policy, source.name, full=True)
        if source.issuers:
            yield "发文机关", "、".join(source.issuers)
        if source.issued is not None:
            yield "成文日期", _day(source.issued)
    if policy.region is not None:
        yield "适用地区", policy.region
    if policy.year is not None:
        yield "年度", f"{policy.year}年"


# ------------------------------------------------------------------ figures


def _figure(param: Param, policy: Policy) -> FigureView:
    figure = f"{_principally(param)}{bound_phrase(param.bound, param.type, 'table')}"
    return FigureView(param.name, figure, _derived(param, policy), _quotes(param), _basis(param, policy))


def _derived(param: Param, policy: Policy) -> str:
    """How a derived figure comes about, and what it is with the open figures as they are calculated with."""
    if param.formula is None:
        return ""
    how = formula(param.formula, policy)
    opened = _open_params(param, policy)
    if not opened or param.bound.value is None:
        return how
    return f"{how}；{_taken(opened)}计，为{amount(param.bound.value, param.type)}"


def _principally(param: Param) -> str:
    return "原则上" if param.principally else ""


def _checks(policy: Policy) -> Iterator[str]:
    for check in policy.checks:
        names = dict.fromkeys(n.name for n in walk(check.condition) if isinstance(n, e.ParamRef))
        opened = {own.name: own for name in names for own in _opened(policy.param[name], policy)}
        how = f"{_taken(list(opened.values()))}计，" if opened else ""
        yield f"{source_name(policy, check.clause.source)}写明{condition(check.condition, policy)}；{how}核对相符。"


def _opened(param: Param, policy: Policy) -> list[Param]:
    if param.formula is not None:
        return _open_params(param, policy)
    return [param] if param.bound.is_open and param.bound.value is not None else []


# ------------------------------------------------------------------ rules and targets


def _rule(policy: Policy) -> Iterator[RuleView]:
    for rule in policy.rules:
        text = rule_text(rule, policy)
        if rule.kind is not RuleKind.PART or text.sentences:
            yield RuleView(_basis(rule, policy), _quotes(rule), text)


def _target(target: Target, policy: Policy) -> FigureView:
    figure = bound_phrase(target.bound, target.type, "table")
    return FigureView(target.name, figure, _deadline(target.deadline), _quotes(target), _basis(target, policy))


def _deadline(deadline: Deadline | None) -> str:
    match deadline:
        case None:
            return ""
        case datetime.date():
            return f"{_day(deadline)}前"
        case _:
            return f"到{deadline}年"


# ------------------------------------------------------------------ measures


def _clauses(policy: Policy) -> Iterator[ClauseView]:
    several = len({measure.clause.source for measure in policy.measures if measure.clause}) > 1
    by_clause: dict[tuple[str, str], list[Measure]] = {}
    clauses: dict[tuple[str, str], Clause] = {}
    for measure in policy.measures:
        assert measure.clause is not None  # the grammar has measures in clauses only
        key = (measure.clause.source, measure.clause.locator)
        clauses[key] = measure.clause
        by_clause.setdefault(key, []).append(measure)
    for key, measures in by_clause.items():
        head = cite(policy, clauses[key]) if several else locator(clauses[key])
        yield ClauseView(head, tuple(_groups(measures)))


def _groups(measures: Sequence[Measure]) -> Iterator[MeasureGroup]:
    for modality, head in MODALITIES.items():
        found = tuple(_measure(measure) for measure in measures if measure.modality is modality)
        if found:
            yield MeasureGroup(head, found)


def _measure(measure: Measure) -> MeasureView:
    details = []
    if measure.actors:
        details.append(f"主体：{'、'.join(measure.actors)}")
    if measure.condition is not None:
        details.append(f"条件：{measure.condition}")
    if measure.deadline is not None:
        details.append(f"时限：{_deadline(measure.deadline)}")
    return MeasureView(measure.name, _quotes(measure), "；".join(details))


# ------------------------------------------------------------------ what is open, and where it comes from


def _open_points(policy: Policy) -> Iterator[str]:
    for param in policy.params:
        if param.bound.value is None and param.formula is None:
            yield f"{reasons.open_param(policy, param)}。"
    for rule in policy.rules:
        yield from (f"{hole}。" for hole in holes(rule, policy))


#: The lines of a source block that a reader is shown, with their labels.
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "title": "标题",
        "number": "发文字号",
        "issuers": "发文机关",
        "issued": "成文日期",
        "published": "发布日期",
        "effective": "施行日期",
        "expires": "有效期至",
        "status": "有效性",
        "nature": "来源性质",
        "index": "索引号",
        "url": "网址",
        "retrieved": "获取日期",
        "file": "核对文本",
        "sha256": "文本校验值（SHA-256）",
    }
)


def _source(source: Source) -> SourceView:
    given = dict(source.fields)
    lines = tuple((label, _field(given[key])) for key, label in _FIELDS.items() if key in given)
    return SourceView(source.name, lines)


def _field(values: Sequence[str]) -> str:
    return "、".join(_readable(value) for value in values)


def _readable(value: str) -> str:
    """A day in words; unknown as 不详; any other text as it is."""
    if value == "unknown":
        return "不详"
    try:
        return _day(datetime.date.fromisoformat(value)) if len(value) == len("2023-07-26") else value
    except ValueError:
        return value


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _basis(declared: Declaration, policy: Policy) -> str:
    return cite(policy, declared.clause) if declared.clause is not None else ""


def _quotes(declared: Declaration) -> str:
    """The quotes of one source as one, with the dots that say what is left out between them."""
    own = [quote for quote in declared.quotes if quote.source is None and not quote.reported]
    texts = [quoted("……".join(quote.text for quote in own))] if own else []
    for quote in declared.quotes:
        if quote not in own:
            texts.append(f"{_other_source(quote)}{quoted(quote.text)}{'（据报道）' if quote.reported else ''}")
    return "；".join(texts)


def _other_source(quote: e.Quote) -> str:
    return f"《{quote.source}》" if quote.source is not None else ""


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "？", "！")) else f"{text}。"
