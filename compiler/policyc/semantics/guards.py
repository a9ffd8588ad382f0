"""What a condition proves of the values that it compares: below ``if 总费用 > 0元`` the 总费用 is not 0.

Only comparisons of one name with a constant are used, alone or joined by and, or, not: enough for the guards that people
write, and easy to predict.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from fractions import Fraction

from policyc.model import expressions as m
from policyc.model.types import UNLIMITED, ordinal
from policyc.semantics import exactness
from policyc.semantics.context import Context

Known = dict[str, m.Facts]

_NEGATED = {
    m.CompareOp.EQ: m.CompareOp.NE,
    m.CompareOp.NE: m.CompareOp.EQ,
    m.CompareOp.LT: m.CompareOp.GE,
    m.CompareOp.GE: m.CompareOp.LT,
    m.CompareOp.LE: m.CompareOp.GT,
    m.CompareOp.GT: m.CompareOp.LE,
}
_SWAPPED = {
    m.CompareOp.EQ: m.CompareOp.EQ,
    m.CompareOp.NE: m.CompareOp.NE,
    m.CompareOp.LT: m.CompareOp.GT,
    m.CompareOp.GE: m.CompareOp.LE,
    m.CompareOp.LE: m.CompareOp.GE,
    m.CompareOp.GT: m.CompareOp.LT,
}


def known_from(condition: m.Expr, ctx: Context, *, truth: bool) -> Known:
    """The facts of names that hold where ``condition`` is ``truth``, beyond those of ``ctx``."""
    return _learn(condition, ctx.narrowed, truth=truth)


def known_where_none(conditions: Iterable[m.Expr], ctx: Context) -> Known:
    """What holds where none of the conditions does: in the default below its exceptions, in the later cases."""
    found: Known = {}
    for condition in conditions:
        found |= _learn(condition, {**ctx.narrowed, **found}, truth=False)
    return found


def known_from_patterns(subject: m.Expr, patterns: Iterable[m.Pattern]) -> Known:
    """What holds of a match's or a table's subject where one of the patterns does: the range from the least to the largest."""
    name = key(subject)
    if name is None:
        return {}
    hulls = [_pattern_range(subject, pattern) for pattern in patterns]
    if not hulls:
        return {}
    merged = dataclasses.replace(subject.facts, low=min(f.low for f in hulls), high=max(f.high for f in hulls))
    return {name: merged}


def _pattern_range(subject: m.Expr, pattern: m.Pattern) -> m.Facts:
    result = subject.facts
    if isinstance(pattern, m.ValuePattern):
        return _limit(result, m.CompareOp.EQ, ordinal(pattern.value, subject.type))
    if pattern.low is not None:
        op = m.CompareOp.GE if pattern.low_closed else m.CompareOp.GT
        result = _limit(result, op, ordinal(pattern.low, subject.type))
    if pattern.high is not None:
        op = m.CompareOp.LE if pattern.high_closed else m.CompareOp.LT
        result = _limit(result, op, ordinal(pattern.high, subject.type))
    return result


def _learn(condition: m.Expr, known: Mapping[str, m.Facts], *, truth: bool) -> Known:
    match condition:
        case m.Not():
            return _learn(condition.operand, known, truth=not truth)
        case m.Logic() if (condition.op is m.LogicOp.AND) == truth:
            # all operands are true (of and), or all are false (of or)
            found: Known = {}
            for operand in condition.operands:
                found |= _learn(operand, {**known, **found}, truth=truth)
            return found
        case m.Compare():
            return _compared(condition, known, truth=truth)
        case _:
            return {}


def _compared(condition: m.Compare, known: Mapping[str, m.Facts], *, truth: bool) -> Known:
    op = condition.op if truth else _NEGATED[condition.op]
    left, right = condition.left, condition.right
    if _place(left) is not None:
        left, right, op = right, left, _SWAPPED[op]
    place = _place(right)
    name = key(left)
    if place is None or name is None:
        return {}
    before = known.get(name, left.facts)
    return {name: _limit(before, op, place)}


def key(expr: m.Expr) -> str | None:
    """Under which name the facts of a value are known; None for what has no name of its own."""
    match expr:
        case m.InputRef() | m.RuleRef() | m.FieldRef():
            return expr.name
        case m.Previous():
            return exactness.before(expr.name)
        case _:
            return None


def _place(expr: m.Expr) -> Fraction | None:
    """Where a constant lies: a literal, or a param with a figure (a rule is calculated with that)."""
    if isinstance(expr, m.Literal) and expr.value is not UNLIMITED:
        return ordinal(expr.value, expr.type)
    if isinstance(expr, m.ParamRef) and expr.facts.low == expr.facts.high and not expr.facts.unlimited:
        return expr.facts.low
    return None


def _limit(facts: m.Facts, op: m.CompareOp, place: Fraction) -> m.Facts:
    """Facts of a value that also compares so with ``place``; the same facts where that leaves nothing (a dead arm)."""
    low, high, gap = facts.low, facts.high, _gap(facts, place)
    match op:
        case m.CompareOp.EQ:
            low, high = max(low, place), min(high, place)
        case m.CompareOp.NE:
            low, high = (low + gap if low == place else low), (high - gap if high == place else high)
        case m.CompareOp.GE:
            low = max(low, place)
        case m.CompareOp.GT:
            low = max(low, place + gap)
        case m.CompareOp.LE:
            high = min(high, place)
        case m.CompareOp.LT:
            high = min(high, place - gap)
    # What is at most something is not without limit.
    bounded = op in (m.CompareOp.EQ, m.CompareOp.LE, m.CompareOp.LT)
    unlimited = facts.unlimited and not bounded
    return dataclasses.replace(facts, low=low, high=high, unlimited=unlimited) if low <= high else facts


def _gap(facts: m.Facts, place: Fraction) -> Fraction:
    """The least distance of a value from a place that it is not at."""
    finest = facts.denominator if facts.scale is None else 10**facts.scale
    return Fraction(1, finest * place.denominator)
