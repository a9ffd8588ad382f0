"""The lines of a policy's head that place it in time: its period, its fiscal and its benefit year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from policyc.diagnostics.codes import e0206, e0319, e0408, e1016
from policyc.diagnostics.core import Diagnostic, Fix, Label, Words
from policyc.model.policy import Period
from policyc.semantics import literals
from policyc.semantics.relations.layers import Others
from policyc.syntax import tree


def check_head(top: tree.Policy, others: Others) -> Iterator[Diagnostic]:
    """What is wrong with these lines, and with lines that stand more than once (``uses`` may)."""
    lines: tuple[tuple[str, tuple[tree.Node, ...]], ...] = (
        ("fiscal_year", top.fiscal_years),
        ("benefit_year", top.benefit_years),
        ("period", top.periods),
        ("under", top.under),
        ("amends", top.amends),
        ("extract", top.extracts),
    )
    for word, given in lines:
        for extra in given[1:]:
            yield e0206.CODE.at(extra.span, line=word, related=[Label(given[0].span, "先在这里写过", "first written here")])
    for year in (*top.fiscal_years[:1], *top.benefit_years[:1]):
        if year_of(year) is None:
            yield e0408.CODE.at(year.span, text=year.text)
    for written in top.periods[:1]:
        yield from _period(written)
    yield from _after_what_it_amends(top, others)


def _period(written: tree.Period) -> Iterator[Diagnostic]:
    ends = [written.first, *([written.last] if written.last is not None else [])]
    days = [literals.day(end.text) for end in ends]
    for end, day in zip(ends, days, strict=True):
        if day is None:
            yield e0319.CODE.at(end.span, text=end.text)
    known = [day for day in days if day is not None]
    if written.last is not None and len(known) == 2 and known[1] < known[0]:
        fix = Fix(written.first.span.to(written.last.span), f"{written.last.text} .. {written.first.text}")
        yield e1016.CODE.at(fix.span, why=Words("末日早于首日", "it ends before it begins"), fixes=[fix])


def _after_what_it_amends(top: tree.Policy, others: Others) -> Iterator[Diagnostic]:
    mine = period_of(top)
    for name in top.amends[:1]:
        amended = others.named.get(name.text)
        theirs = amended.policy.period if amended is not None else None
        if amended is not None and mine is not None and theirs is not None and mine.first <= theirs.first:
            zh = f"从{mine.first}开始，不晚于被修订的 {name.text}（{theirs.first}）"
            en = f"it begins on {mine.first}, no later than {name.text}, which it amends ({theirs.first})"
            label = Label(amended.policy.span, "被修订的政策", "the policy that is amended")
            yield e1016.CODE.at(top.periods[0].span if top.periods else name.span, why=Words(zh, en), related=[label])


def year_of(node: tree.Number) -> int | None:
    """A calendar year as written."""
    return int(node.text) if node.text.isdecimal() and 1900 <= int(node.text) <= 2199 else None


def period_of(top: tree.Policy) -> Period | None:
    """From when to when the policy holds: as written, else, by assumption, the calendar year of the notice."""
    if top.periods:
        first = literals.day(top.periods[0].first.text)
        last = literals.day(top.periods[0].last.text) if top.periods[0].last is not None else None
        return None if first is None else Period(first, last)
    year = year_of(top.years[0]) if top.years else None
    return None if year is None else Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31), assumed=True)
