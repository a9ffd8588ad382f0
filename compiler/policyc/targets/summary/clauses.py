"""分条说明: clause by clause in the document's own order, figures first, then rules in words, then measures."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.document.blocks import Block, Heading, Item, Listing, Paragraph, line
from policyc.model.policy import Policy, Require
from policyc.targets.summary.cases import by_case
from policyc.targets.summary.citing import grounds_of
from policyc.targets.summary.figures import check_items, figure_item, goal_item
from policyc.targets.summary.measures import measure_blocks
from policyc.targets.summary.places import Place, Places, is_numbered
from policyc.targets.summary.records import along, history
from policyc.targets.summary.rules import rule_blocks
from policyc.wording.formulas import cite, condition, locator

_TAKEN_OVER = "本文件没有另作规定，以下按上级文件收录。"
_NOT_SEEN = "以下取自上级文件；本文件只收录了一部分，是否另有规定以原文为准。"


def clause_blocks(policy: Policy, places: Places) -> Iterator[Block]:
    """The policy's own clauses, then what it takes over as it stands."""
    own = [place for place in places.all if place.own]
    several = len({place.clause.source for place in own if place.clause is not None}) > 1
    for place in own:
        yield Heading(2, line(_title(place, policy, several=several)), place.anchor)
        yield from _said(place, policy, places)
    above = [place for place in places.all if not place.own]
    if above:
        yield Heading(2, line("沿用的上级规定"), "taken-over")
        yield Paragraph(line(_TAKEN_OVER if policy.extract is None else _NOT_SEEN))
    for place in above:
        yield Heading(3, line(_title(place, policy, several=True)), place.anchor)
        yield from _said(place, policy, places)


def record_blocks(policy: Policy) -> Iterator[Block]:
    """What has to be told year by year (or one by one) before anything can be worked out."""
    if policy.histories:
        yield Paragraph(line("计算时需要提供下列记录："))
        yield Listing(tuple(Item(line(history(each))) for each in policy.histories))


def _title(place: Place, policy: Policy, *, several: bool) -> str:
    if place.clause is None:
        return "计算的前提"
    return cite(policy, place.clause) if several or not place.own or not is_numbered(place.clause) else locator(place.clause)


def _said(place: Place, policy: Policy, places: Places) -> Iterator[Block]:
    items = (
        *(figure_item(param, policy) for param in place.params),
        *(goal_item(goal) for goal in place.targets),
        *check_items(place.checks, policy),
    )
    if items:
        yield Listing(items)
    for rule in place.rules:
        if rule.history is None:
            yield from rule_blocks(rule, policy, places)
    yield from by_case(place.rules, policy)
    if place.requires:
        yield Paragraph(line("计算前须符合："))
        yield Listing(tuple(Item(line(_required(require, policy))) for require in place.requires))
    for name in dict.fromkeys(rule.history for rule in place.rules if rule.history is not None):
        yield Paragraph(line(f"{along(name, policy)}。"))
        for rule in place.rules:
            if rule.history == name:
                yield from rule_blocks(rule, policy, places)
    yield from measure_blocks(place.measures)


def _required(require: Require, policy: Policy) -> str:
    said = grounds_of(require.quotes, require.clause)
    reason = f"（{require.because}）" if require.because else ""
    return f"{condition(require.condition, policy)}{reason}。{f'{said}。' if said else ''}"
