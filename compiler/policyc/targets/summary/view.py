"""What the summary's page holds, section by section: plain texts in the order in which they are printed.

Receives a policy that has been compiled without errors; the template only sets the texts on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyc.model.policy import Policy, RemarkKind
from policyc.targets.summary.citing import basis, day, quotes
from policyc.targets.summary.figures import FigureView, checks, figure, lead, target, universals
from policyc.targets.summary.measures import ClauseView, clauses
from policyc.targets.summary.records import history, reading
from policyc.targets.summary.relations import assumed, standing
from policyc.targets.summary.rules import RuleText, holes, rule_text
from policyc.targets.summary.sources import SourceView, source
from policyc.wording import reasons
from policyc.wording.formulas import condition, source_name


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule, where it stands and how it reads."""

    basis: str
    quote: str
    text: RuleText


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page. Sections without content are empty and left out."""

    title: str
    lead: str
    about: tuple[tuple[str, str], ...]
    figures: tuple[FigureView, ...]
    checks: tuple[str, ...]
    histories: tuple[str, ...]
    rules: tuple[RuleView, ...]
    requires: tuple[str, ...]
    targets: tuple[FigureView, ...]
    clauses: tuple[ClauseView, ...]
    open_points: tuple[str, ...]
    questions: tuple[str, ...]
    readings: tuple[str, ...]
    assumptions: tuple[str, ...]
    sources: tuple[SourceView, ...]


def page(policy: Policy) -> Page:
    """The page of a policy."""
    year = f"（{policy.year}年）" if policy.year is not None else ""
    return Page(
        title=f"{policy.name}{year}政策摘要",
        lead=lead(policy),
        about=tuple(_about(policy)),
        figures=tuple(figure(param, policy) for param in policy.params),
        checks=(*checks(policy), *universals(policy)),
        histories=tuple(history(each) for each in policy.histories),
        rules=tuple(_rule(policy)),
        requires=tuple(f"{condition(require.condition, policy)}。" for require in policy.requires),
        targets=tuple(target(goal, policy) for goal in policy.targets),
        clauses=tuple(clauses(policy)),
        open_points=tuple(_open_points(policy)),
        questions=tuple(remark.text for remark in policy.remarks if remark.kind is RemarkKind.QUESTION),
        readings=tuple(reading(each, policy) for each in policy.readings),
        assumptions=(
            *(_sentence(remark.text) for remark in policy.remarks if remark.kind is RemarkKind.ASSUME),
            *assumed(policy),
        ),
        sources=tuple(source(document, policy) for document in policy.sources),
    )


def _about(policy: Policy) -> Iterator[tuple[str, str]]:
    for document in policy.sources:
        yield "文件", source_name(policy, document.name, full=True)
        if document.issuers:
            yield "发文机关", "、".join(document.issuers)
        if document.issued is not None:
            yield "成文日期", day(document.issued)
    if policy.region is not None:
        yield "适用地区", policy.region
    if policy.year is not None:
        yield "年度", f"{policy.year}年"
    yield from standing(policy)


def _rule(policy: Policy) -> Iterator[RuleView]:
    for rule in policy.rules:
        yield RuleView(basis(rule, policy), quotes(rule), rule_text(rule, policy))


def _open_points(policy: Policy) -> Iterator[str]:
    for param in policy.params:
        if param.bound.value is None and param.formula is None:
            yield f"{reasons.open_param(policy, param)}。"
    for rule in policy.rules:
        yield from (f"{hole}。" for hole in holes(rule, policy))


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "？", "！")) else f"{text}。"
