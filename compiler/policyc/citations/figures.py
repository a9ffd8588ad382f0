"""The figures that a policy cites: every literal of a declaration or of its arms, with the quotes that must carry it.

An arm's quotes are its own and the declaration's. 0 and 1, rounding units and 12个月/年 are nobody's figures; what another
declaration says is that one's figure. What a figure is there for (:class:`Role`) says which words of the text concern it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from fractions import Fraction
from typing import TypeVar

from policyc.diagnostics.core import Span
from policyc.model import expressions as e
from policyc.model.policy import BoundKind, Check, CheckAll, Deadline, Measure, Param, Policy, Require, Rule, Target
from policyc.model.types import DATE, YEAR, EnumType, Member, MonthType, Quantity, Type, Value
from policyc.model.walk import children
from policyc.quantities.decimals import decimal_text
from policyc.quantities.units import MONTHS, YEARS

Quotes = tuple[e.Quote, ...]
#: What can cite: everything that has quotes and figures.
Citing = Param | Rule | Target | Measure | Check | CheckAll | Require
_T = TypeVar("_T")


class Role(Enum):
    """What a figure is there for."""

    BOUND = auto()  # the figure of a param or target; ``bound`` says how it is bound
    LOW = auto()  # the lower end of a range
    HIGH = auto()
    VALUE = auto()  # a result, or a factor of one
    FLOOR = auto()  # an argument of max
    CEILING = auto()  # an argument of min, a cap
    COMPARED = auto()  # a threshold; ``operator`` says on which side it lies
    FREE = auto()  # anything else that a formula reckons with
    DEADLINE = auto()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, year or day as the policy says it (``text``), at ``span``; one of ``quotes`` must carry it.

    labels: the cases that it stands for (members of enums). own: whether its arm has quotes of its own.
    """

    value: Fraction | int | datetime.date
    type: Type
    text: str
    span: Span
    quotes: Quotes
    citing: Citing
    role: Role = Role.FREE
    bound: BoundKind | None = None
    operator: e.CompareOp | None = None
    labels: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class _At:
    """Where in a declaration a formula stands."""

    citing: Citing
    quotes: Quotes
    role: Role = Role.VALUE
    operator: e.CompareOp | None = None
    labels: tuple[str, ...] = field(default=())
    own: bool = False

    def with_own(self, quotes: Quotes, labels: Iterable[str] = ()) -> _At:
        return replace(self, quotes=quotes + self.quotes, own=self.own or bool(quotes), labels=(*self.labels, *labels))

    def as_(self, role: Role, operator: e.CompareOp | None = None) -> _At:
        return replace(self, role=role, operator=operator)


def cited_figures(policy: Policy) -> Iterator[Figure]:
    """Every figure of the policy that stands beside a quote, in document order of each kind of declaration."""
    return (figure for figure in all_figures(policy) if figure.quotes)


def all_figures(policy: Policy) -> Iterator[Figure]:
    """Every figure that has to be cited, with or without a quote. Inherited declarations are their own policy's matter."""
    for param in own(policy.params, policy):
        yield from _param(param)
    for rule in policy.rules:  # a rule from above may have cases that an override puts in here
        yield from (f for f in _rule(rule) if f.span.file == policy.span.file)
    for target in own(policy.targets, policy):
        yield from _target(target)
    for measure in own(policy.measures, policy):
        yield from _deadline(measure, measure.deadline, measure.deadline_text)
    claims: tuple[Check | CheckAll, ...] = (*policy.checks, *policy.universals)
    for check in claims:
        yield from _formula(check.condition, _At(check, check.quotes))
    for require in own(policy.requires, policy):
        yield from _formula(require.condition, _At(require, require.quotes))


def own(declarations: Iterable[_T], policy: Policy) -> Iterator[_T]:
    """Those that were declared in the policy itself and not in one above it."""
    return (d for d in declarations if getattr(d, "policy", "") in ("", policy.id))


def _param(param: Param) -> Iterator[Figure]:
    if param.formula is not None:
        yield from _formula(param.formula, _At(param, param.quotes, Role.FREE))
        return
    for role, end in _ends(param):
        if param.ends is None or any(isinstance(x, e.Literal) and x.value == end for x in param.ends):
            yield from _bound(param, role, end)
    for expr in param.ends or ():  # what an end is worked out from
        if not isinstance(expr, e.Literal):
            yield from _formula(expr, _At(param, param.quotes, Role.FREE))


def _rule(rule: Rule) -> Iterator[Figure]:
    at = _At(rule, rule.quotes)
    if rule.only_when is not None:
        yield from _formula(rule.only_when, at)
    if rule.initial is not None:
        yield from _formula(rule.initial, at.as_(Role.FREE))
    yield from _formula(rule.body, at)


def _target(target: Target) -> Iterator[Figure]:
    for role, end in _ends(target):
        yield from _bound(target, role, end)
    yield from _deadline(target, target.deadline, target.deadline_text)


def _bound(stated: Param | Target, role: Role, end: Value) -> Iterator[Figure]:
    for figure in _figure(end, stated.type, amount_text(end, stated.type), stated.span, _At(stated, stated.quotes, role)):
        yield replace(figure, bound=stated.bound.kind)


def _deadline(stated: Target | Measure, deadline: Deadline | None, text: str | None) -> Iterator[Figure]:
    if deadline is not None:
        kind: Type = YEAR if isinstance(deadline, int) else DATE
        yield Figure(deadline, kind, text or str(deadline), stated.span, stated.quotes, stated, Role.DEADLINE)


def _ends(stated: Param | Target) -> tuple[tuple[Role, Value], ...]:
    """The figures of a bound; a day or member has no ends but itself."""
    bound = stated.bound
    if bound.value is not None:
        return ((Role.BOUND, bound.value),)
    if not isinstance(stated.type, Quantity):
        return ()
    ends = ((Role.LOW, bound.low), (Role.HIGH, bound.high))
    return tuple((role, end) for role, end in ends if end is not None)


def _formula(expr: e.Expr, at: _At) -> Iterator[Figure]:
    """The literals of a formula; what stands in an arm may also be carried by the arm's own quotes."""
    match expr:
        case e.Literal():
            yield from _figure(expr.value, expr.type, expr.text, expr.span, at)
        case e.Compare():
            yield from _compared(expr, at)
        case e.Call(function=e.Function.MIN | e.Function.MAX):
            role = Role.CEILING if expr.function is e.Function.MIN else Role.FLOOR
            for argument in expr.arguments:
                yield from _formula(argument, at.as_(role if isinstance(argument, e.Literal) else Role.FREE))
        case e.Arithmetic(op=e.ArithmeticOp.MULTIPLY | e.ArithmeticOp.DIVIDE) | e.Round():
            for child in children(expr):
                yield from _formula(child, at)
        case e.If():
            yield from _formula(expr.condition, at.as_(Role.FREE))
            for value in (expr.then, expr.otherwise):
                yield from _formula(value, at.as_(Role.VALUE))
        case e.Match():
            yield from _formula(expr.subject, at.as_(Role.FREE))
            for arm in expr.arms:
                inside = at.with_own(arm.quotes, _names(arm.patterns))
                yield from _patterns(arm.patterns, expr.subject.type, inside)
                yield from _formula(arm.value, inside)
        case e.Cases():
            for case in expr.cases:
                inside = at.with_own(case.quotes, () if isinstance(case.condition, e.Otherwise) else _members(case.condition))
                if not isinstance(case.condition, e.Otherwise):
                    yield from _formula(case.condition, inside)
                yield from _formula(case.value, inside)
        case e.Default():
            yield from _default(expr, at)
        case e.Lookup():
            yield from _lookup(expr, at)
        case e.Marginal():
            yield from _marginal(expr, at)
        case e.Logic():
            for child in children(expr):
                yield from _formula(child, at)
        case e.Not():
            yield from _formula(expr.operand, replace(at, own=False))
        case _:
            for child in children(expr):
                yield from _formula(child, at.as_(Role.FREE))


_MIRRORED = {
    e.CompareOp.LT: e.CompareOp.GT,
    e.CompareOp.GT: e.CompareOp.LT,
    e.CompareOp.LE: e.CompareOp.GE,
    e.CompareOp.GE: e.CompareOp.LE,
}


def _compared(expr: e.Compare, at: _At) -> Iterator[Figure]:
    mirrored = _MIRRORED.get(expr.op, expr.op)
    for side, other, op in ((expr.left, expr.right, mirrored), (expr.right, expr.left, expr.op)):
        threshold = isinstance(side, e.Literal) and not isinstance(other, e.Literal)
        yield from _formula(side, at.as_(Role.COMPARED, op) if threshold else at.as_(Role.FREE))


def _default(expr: e.Default, at: _At) -> Iterator[Figure]:
    yield from _formula(expr.value, at)
    for exception in expr.exceptions:
        inside = at.with_own(exception.quotes, _members(exception.condition))
        yield from _formula(exception.condition, inside)
        yield from _formula(exception.value, inside)
    for modifier in expr.modifiers:
        inside = at.with_own(modifier.quotes, _members(modifier.condition))
        yield from _formula(modifier.amount, inside.as_(Role.VALUE))
        yield from _formula(modifier.condition, inside)


def _lookup(expr: e.Lookup, at: _At) -> Iterator[Figure]:
    for column in expr.columns:
        yield from _patterns(column, expr.subjects[1].type, at)
    for row in expr.rows:
        inside = at.with_own(row.quotes, _names(row.patterns))
        yield from _patterns(row.patterns, expr.subjects[0].type, inside)
        for i, cell in enumerate(row.cells):
            columns = _names(expr.columns[i]) if expr.columns else ()
            yield from _formula(cell, inside.with_own((), columns))


def _marginal(expr: e.Marginal, at: _At) -> Iterator[Figure]:
    yield from _formula(expr.base, at.as_(Role.FREE))
    for column in expr.columns if expr.subject is not None else ():
        assert expr.subject is not None
        yield from _patterns(column, expr.subject.type, at)
    for bracket in expr.brackets:
        inside = at.with_own(bracket.quotes)
        if bracket.upper is not None:
            yield from _formula(bracket.upper, inside.as_(Role.FREE))
        for i, rate in enumerate(bracket.rates):
            yield from _formula(rate, inside.with_own((), _names(expr.columns[i]) if expr.columns else ()))
    if expr.cap is not None:
        yield from _formula(expr.cap, at.as_(Role.CEILING if isinstance(expr.cap, e.Literal) else Role.FREE))


def _patterns(patterns: tuple[e.Pattern, ...] | e.Otherwise, kind: Type, at: _At) -> Iterator[Figure]:
    for pattern in () if isinstance(patterns, e.Otherwise) else patterns:
        if isinstance(pattern, e.ValuePattern):
            yield from _figure(pattern.value, kind, amount_text(pattern.value, kind), pattern.span, at.as_(Role.FREE))
            continue
        low = e.CompareOp.GE if pattern.low_closed else e.CompareOp.GT
        high = e.CompareOp.LE if pattern.high_closed else e.CompareOp.LT
        for end, operator in ((pattern.low, low), (pattern.high, high)):
            if end is not None:
                both = pattern.low is not None and pattern.high is not None  # 60岁至69岁 says no side
                role = at.as_(Role.FREE) if both else at.as_(Role.COMPARED, operator)
                yield from _figure(end, kind, amount_text(end, kind), pattern.span, role)


def _names(patterns: tuple[e.Pattern, ...] | e.Otherwise) -> tuple[str, ...]:
    if isinstance(patterns, e.Otherwise):
        return ()
    return tuple(p.value.name for p in patterns if isinstance(p, e.ValuePattern) and isinstance(p.value, Member))


def _members(condition: e.Expr) -> tuple[str, ...]:
    """The cases that a condition names: 类别 == 特困人员, 类别 in (低保对象, 其他)."""
    match condition:
        case e.Literal(value=Member() as member):
            return (member.name,)
        case e.Compare(op=e.CompareOp.EQ):
            return (*_members(condition.left), *_members(condition.right))
        case e.Within():
            return tuple(name for option in condition.options for name in _members(option))
        case e.Logic(op=e.LogicOp.AND):
            return tuple(name for operand in condition.operands for name in _members(operand))
        case _:
            return ()


def _figure(value: Value, kind: Type, text: str, span: Span, at: _At) -> Iterator[Figure]:
    if isinstance(value, bool) or isinstance(kind, EnumType):
        return
    if isinstance(value, Fraction) and (value in (0, 1) or _months_of_a_year(value, kind)):
        return
    if isinstance(value, Fraction | int | datetime.date):
        yield Figure(value, kind, text, span, at.quotes, at.citing, at.role, None, at.operator, at.labels, at.own)


def _months_of_a_year(value: Fraction, kind: Type) -> bool:
    return value == 12 and isinstance(kind, Quantity) and kind.unit == MONTHS / YEARS


def amount_text(value: Value, kind: Type) -> str:
    """A figure as a message names it."""
    if isinstance(value, Fraction) and isinstance(kind, Quantity):
        return f"{decimal_text(value * 100)}%" if kind.unit.is_rate else f"{decimal_text(value)}{kind.unit}"
    if isinstance(value, datetime.date) and isinstance(kind, MonthType):
        return f"{value:%Y-%m}"
    return str(value)
