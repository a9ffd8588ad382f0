"""The figures that a policy cites: every literal of a declaration or of its arms, with the quotes that must carry it.

An arm's quotes are its own and the declaration's. 0 and 1, rounding units and 12个月/年 are nobody's figures; what another
declaration says is that one's figure. Without a quote there is nothing to look in.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from policyc.diagnostics.core import Span
from policyc.model import expressions as e
from policyc.model.policy import Declaration, Param, Policy, Rule, Target
from policyc.model.types import DATE, YEAR, EnumType, MonthType, Quantity, Type, Value
from policyc.model.walk import children
from policyc.quantities.decimals import decimal_text
from policyc.quantities.units import MONTHS, YEARS

Quotes = tuple[e.Quote, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, year or day as the policy says it (``text``), at ``span``; one of ``quotes`` must carry it."""

    value: Fraction | int | datetime.date
    type: Type
    text: str
    span: Span
    quotes: Quotes


def cited_figures(policy: Policy) -> Iterator[Figure]:
    """Every figure of the policy that stands beside a quote, in document order of each kind of declaration."""
    for param in policy.params:
        yield from _param(param)
    for rule in policy.rules:
        yield from _rule(rule)
    for target in policy.targets:
        yield from _target(target)
    for measure in policy.measures:
        yield from _deadline(measure, measure.deadline, measure.deadline_text)
    for check in policy.checks:
        yield from _formula(check.condition, check.quotes)
    for require in policy.requires:
        yield from _formula(require.condition, require.quotes)


def _param(param: Param) -> Iterator[Figure]:
    written = param.ends if param.ends is not None else () if param.formula is None else (param.formula,)
    for expr in written:
        yield from _formula(expr, param.quotes)
    for end in () if written else _ends(param):
        yield from _figure(end, param.type, _amount(end, param.type), param.span, param.quotes)


def _rule(rule: Rule) -> Iterator[Figure]:
    if rule.only_when is not None:
        yield from _formula(rule.only_when, rule.quotes)
    yield from _formula(rule.body, rule.quotes)


def _target(target: Target) -> Iterator[Figure]:
    for end in _ends(target):
        yield from _figure(end, target.type, _amount(end, target.type), target.span, target.quotes)
    yield from _deadline(target, target.deadline, target.deadline_text)


def _deadline(declaration: Declaration, deadline: int | datetime.date | None, text: str | None) -> Iterator[Figure]:
    if deadline is not None and declaration.quotes:
        kind: Type = YEAR if isinstance(deadline, int) else DATE
        yield Figure(deadline, kind, text or str(deadline), declaration.span, declaration.quotes)


def _ends(stated: Param | Target) -> tuple[Value, ...]:
    """The figures of a bound; a day or member has no ends but itself."""
    bound = stated.bound
    ends = (bound.value, bound.low, bound.high) if isinstance(stated.type, Quantity) else (bound.value,)
    return tuple(dict.fromkeys(end for end in ends if end is not None))


def _formula(expr: e.Expr, quotes: Quotes) -> Iterator[Figure]:
    """The literals of a formula; what stands in an arm may also be carried by the arm's own quotes."""
    match expr:
        case e.Literal():
            yield from _figure(expr.value, expr.type, expr.text, expr.span, quotes)
        case e.Match():
            yield from _formula(expr.subject, quotes)
            for arm in expr.arms:
                yield from _patterns(arm.patterns, expr.subject.type, arm.quotes + quotes)
                yield from _formula(arm.value, arm.quotes + quotes)
        case e.Cases():
            for case in expr.cases:
                if not isinstance(case.condition, e.Otherwise):
                    yield from _formula(case.condition, case.quotes + quotes)
                yield from _formula(case.value, case.quotes + quotes)
        case e.Default():
            yield from _default(expr, quotes)
        case e.Lookup():
            yield from _lookup(expr, quotes)
        case e.Marginal():
            yield from _marginal(expr, quotes)
        case _:
            for child in children(expr):
                yield from _formula(child, quotes)


def _default(expr: e.Default, quotes: Quotes) -> Iterator[Figure]:
    yield from _formula(expr.value, quotes)
    for exception in expr.exceptions:
        yield from _formula(exception.condition, exception.quotes + quotes)
        yield from _formula(exception.value, exception.quotes + quotes)
    for modifier in expr.modifiers:
        yield from _formula(modifier.amount, modifier.quotes + quotes)
        yield from _formula(modifier.condition, modifier.quotes + quotes)


def _lookup(expr: e.Lookup, quotes: Quotes) -> Iterator[Figure]:
    for column in expr.columns:
        yield from _patterns(column, expr.subjects[1].type, quotes)
    for row in expr.rows:
        yield from _patterns(row.patterns, expr.subjects[0].type, row.quotes + quotes)
        for cell in row.cells:
            yield from _formula(cell, row.quotes + quotes)


def _marginal(expr: e.Marginal, quotes: Quotes) -> Iterator[Figure]:
    yield from _formula(expr.base, quotes)
    for column in expr.columns if expr.subject is not None else ():
        assert expr.subject is not None
        yield from _patterns(column, expr.subject.type, quotes)
    for bracket in expr.brackets:
        parts = bracket.rates if bracket.upper is None else (bracket.upper, *bracket.rates)
        for part in parts:
            yield from _formula(part, bracket.quotes + quotes)
    if expr.cap is not None:
        yield from _formula(expr.cap, quotes)


def _patterns(patterns: tuple[e.Pattern, ...] | e.Otherwise, kind: Type, quotes: Quotes) -> Iterator[Figure]:
    for pattern in () if isinstance(patterns, e.Otherwise) else patterns:
        ends = (pattern.value,) if isinstance(pattern, e.ValuePattern) else (pattern.low, pattern.high)
        for end in ends:
            if end is not None:
                yield from _figure(end, kind, _amount(end, kind), pattern.span, quotes)


def _figure(value: Value, kind: Type, text: str, span: Span, quotes: Quotes) -> Iterator[Figure]:
    if not quotes or isinstance(value, bool) or isinstance(kind, EnumType):
        return
    if isinstance(value, Fraction) and (value in (0, 1) or _months_of_a_year(value, kind)):
        return
    if isinstance(value, Fraction | int | datetime.date):
        yield Figure(value, kind, text, span, quotes)


def _months_of_a_year(value: Fraction, kind: Type) -> bool:
    return value == 12 and isinstance(kind, Quantity) and kind.unit == MONTHS / YEARS


def _amount(value: Value, kind: Type) -> str:
    """A figure as a message names it."""
    if isinstance(value, Fraction) and isinstance(kind, Quantity):
        return f"{decimal_text(value * 100)}%" if kind.unit.is_rate else f"{decimal_text(value)}{kind.unit}"
    if isinstance(value, datetime.date) and isinstance(kind, MonthType):
        return f"{value:%Y-%m}"
    return str(value)
