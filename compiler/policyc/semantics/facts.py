"""Exact scale and proved range of every kind of formula, from those of its parts.

Lowering calls these while it builds nodes: children first, each with its type and facts. A function that can fail to prove
what the language promises returns ``(facts, diagnostics)``; its facts are then the defaults of the type, so that one
mistake is told once. Rounding (demanded, refused) is in :mod:`policyc.semantics.exactness`.

What is promised: every value is on the calendar (years 1 to 9999), no divisor is 0, and every value, as an integer of its
scale (or as numerator and denominator), stays below :data:`LIMIT`.

The scale of a constant is that of the constant itself: 80% × 640元 is 512元 with scale 0, though 0.8 has one place. Who
computes with scaled integers must expect a product of a smaller scale than its factors' together.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import product
from math import ceil
from typing import assert_never

from policyc.diagnostics.codes import e0504, e0505, e0506, e0507
from policyc.diagnostics.core import Diagnostic, Span
from policyc.model.expressions import (
    ArithmeticOp,
    Bracket,
    Expr,
    Facts,
    Function,
    InputRef,
    Modifier,
    ModifierOp,
    ParamRef,
    RuleRef,
)
from policyc.model.policy import Bound, Rule
from policyc.model.types import (
    UNLIMITED,
    Bool,
    DateType,
    EnumType,
    MonthType,
    Quantity,
    Type,
    Value,
    YearType,
    from_ordinal,
    ordinal,
)
from policyc.model.walk import walk
from policyc.quantities.calendar import FIRST_DAY, LAST_DAY, full_years, last_day, shift_months
from policyc.quantities.decimals import Rounding, round_to, scale_of
from policyc.quantities.units import AGE, DAYS, MONTHS, YEARS

#: No intermediate value may reach this, as an integer of its scale.
LIMIT = 10**36

Proved = tuple[Facts, tuple[Diagnostic, ...]]

#: Of everything that is true or false.
TRUTH = Facts(0, Fraction(0), Fraction(1))

_CENT, _BASIS_POINT = Fraction(1, 100), Fraction(1, 10**4)
_HIGHEST = {YEARS: 200, MONTHS: 2400, DAYS: 73000, AGE: 150}


# ------------------------------------------------------------------ where values come from


def default_range(kind: Type) -> tuple[Fraction, Fraction, Fraction]:
    """The published range and step (low, high, step) of a type, for inputs and holes that state none of their own."""
    match kind:
        case Quantity(unit=unit) if unit.is_money:
            return Fraction(0), Fraction(10**8), _CENT
        case Quantity(unit=unit) if unit.is_rate:
            return Fraction(0), Fraction(1), _BASIS_POINT
        case Quantity(unit=unit):
            return Fraction(0), Fraction(_HIGHEST.get(unit, 10**6)), Fraction(1)
        case Bool():
            return Fraction(0), Fraction(1), Fraction(1)
        case EnumType():
            return Fraction(0), Fraction(len(kind.members) - 1), Fraction(1)
        case DateType():
            days = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
            return Fraction(days[0].toordinal()), Fraction(days[1].toordinal()), Fraction(1)
        case MonthType():
            return Fraction(1900 * 12), Fraction(2199 * 12 + 11), Fraction(1)
        case YearType():
            return Fraction(1900), Fraction(2199), Fraction(1)


def calendar_range(kind: Type) -> tuple[Fraction, Fraction] | None:
    """The first and last place of the calendar for days, months and years; None for other types."""
    match kind:
        case DateType():
            return Fraction(FIRST_DAY), Fraction(LAST_DAY)
        case MonthType():
            return Fraction(12), Fraction(9999 * 12 + 11)
        case YearType():
            return Fraction(1), Fraction(9999)
        case _:
            return None


def literal(value: Value, kind: Type) -> Facts:
    """A value as written. ``unlimited`` alone has no other values: its range is the point 0, which min and max leave out."""
    if value is UNLIMITED:
        return Facts(0, Fraction(0), Fraction(0), unlimited=True)
    return _constant(ordinal(value, kind))


def unspecified(kind: Type) -> Facts:
    """``unspecified``: whatever a value of the type may be, once somebody specifies it."""
    low, high, step = default_range(kind)
    return Facts(scale_of(step), low, high)


def input_(kind: Type, low: Fraction, high: Fraction, step: Fraction) -> Facts:
    """An input of this range and step (as the model's ``Input`` has them)."""
    scales = [scale_of(x) for x in (low, step)]
    return Facts(_finest(scales), low, high)


def param(kind: Type, bound: Bound, scale: int | None) -> Facts:
    """A param: the figure that is calculated with, or, where it has none, whatever the bound and the type allow.

    ``scale`` is that of the nominal figure (None: without a finite decimal).
    """
    if bound.value is UNLIMITED:
        return literal(UNLIMITED, kind)
    if bound.value is not None:
        place = ordinal(bound.value, kind)
        return _facts(scale if isinstance(kind, Quantity) else 0, place, place, denominator=place.denominator)
    low, high, step = default_range(kind)
    if bound.low is not None:
        low = bound.low
    elif bound.high is not None:
        low = min(low, bound.high)
    high = max(high, low) if bound.high is None else bound.high
    return Facts(_finest([scale_of(step), scale_of(low), scale_of(high)]), low, high)


# ------------------------------------------------------------------ arithmetic


def negate(operand: Expr) -> Facts:
    """``- x``."""
    f = operand.facts
    return Facts(f.scale, -f.high, -f.low, denominator=f.denominator)


def arithmetic(op: ArithmeticOp, left: Expr, right: Expr, kind: Type, span: Span) -> Proved:
    """``left op right`` of type ``kind``: on amounts, and on days, months and years with their counts."""
    if op is ArithmeticOp.DIVIDE and right.facts.low <= 0 <= right.facts.high:
        return unspecified(kind), (e0505.CODE.at(right.span, name=_who([right])),)
    if not isinstance(left.type, Quantity) or not isinstance(right.type, Quantity):
        return _on_calendar(op, left, right, kind, span)
    return bounded(combine(op, left.facts, right.facts), [left, right], kind, span)


def combine(op: ArithmeticOp, a: Facts, b: Facts) -> Facts:
    """The facts of ``a op b`` for amounts, without any limit; a divisor's range must not hold 0."""
    match op:
        case ArithmeticOp.ADD:
            ends = [a.low + b.low, a.high + b.high]
        case ArithmeticOp.SUBTRACT:
            ends = [a.low - b.high, a.high - b.low]
        case ArithmeticOp.MULTIPLY:
            ends = [x * y for x, y in product((a.low, a.high), (b.low, b.high))]
        case ArithmeticOp.DIVIDE:
            ends = [x / y for x, y in product((a.low, a.high), (b.low, b.high))]
        case _:
            assert_never(op)
    low, high = min(ends), max(ends)
    if low == high:
        return _constant(low)
    return _facts(_scale(op, a, b), low, high, denominator=_denominator(op, a, b))


def _scale(op: ArithmeticOp, a: Facts, b: Facts) -> int | None:
    match op:
        case ArithmeticOp.ADD | ArithmeticOp.SUBTRACT:
            return _finest([a.scale, b.scale])
        case ArithmeticOp.MULTIPLY:
            return None if a.scale is None or b.scale is None else a.scale + b.scale
        case ArithmeticOp.DIVIDE:
            reciprocal = scale_of(1 / b.low) if b.low == b.high else None
            return None if a.scale is None or reciprocal is None else a.scale + reciprocal


def _denominator(op: ArithmeticOp, a: Facts, b: Facts) -> int:
    """A bound on the denominators of a result that has no finite decimal."""
    if op is ArithmeticOp.DIVIDE:
        return _largest_denominator(a) * _largest_numerator(b)
    return _largest_denominator(a) * _largest_denominator(b)


def _on_calendar(op: ArithmeticOp, left: Expr, right: Expr, kind: Type, span: Span) -> Proved:
    """A day, month or year moved by a count, or the difference of two of a kind."""
    counts = [x for x in (left, right) if isinstance(x.type, Quantity)]
    fractions = [e0507.CODE.at(x.span) for x in counts if x.facts.scale != 0]
    if fractions:
        return unspecified(kind), tuple(fractions)
    # What moves a day can be bounded to some use; the day itself only to its calendar.
    movers = [x for x in counts if any(isinstance(y, InputRef | ParamRef | RuleRef) for y in walk(x))]
    return bounded(combine(op, left.facts, right.facts), movers or [left, right], kind, span)


def shift_date(date: Expr, sign: int, amount: Expr, mode: Rounding, span: Span) -> Proved:
    """A date moved by months or years; ``amount`` is a count of 个月 or 年, taken ``sign`` (1 or -1) times."""
    kind = date.type
    if amount.facts.scale != 0:
        return unspecified(kind), (e0507.CODE.at(amount.span),)
    per = 12 if isinstance(amount.type, Quantity) and amount.type.unit == YEARS else 1
    moves = sorted(sign * per * int(x) for x in (amount.facts.low, amount.facts.high))
    try:
        low = shift_months(_day(date.facts.low), moves[0], mode)
        high = shift_months(_day(date.facts.high), moves[1], mode)
    except (ValueError, OverflowError):
        return unspecified(kind), (e0506.CODE.at(span, name=_who([amount, date])),)
    return Facts(0, Fraction(low.toordinal()), Fraction(high.toordinal())), ()


# ------------------------------------------------------------------ choices


def choice(values: Iterable[Facts]) -> Facts:
    """One of several values: the arms of if, match and cases, the cells of a table, a default and its exceptions."""
    facts = tuple(values)
    proper = [f for f in facts if not is_only_unlimited(f)] or list(facts)
    return _alike(facts, min(f.low for f in proper), max(f.high for f in proper), any(f.unlimited for f in facts))


def default(value: Expr, exceptions: Iterable[Expr], modifiers: Sequence[Modifier], span: Span) -> Proved:
    """A default with the values of its exceptions and its modifiers, each of which is applied or not, from the top."""
    result = value.facts
    for modifier in modifiers:
        op = _MODIFIERS[modifier.op]
        changed, errors = bounded(combine(op, result, modifier.amount.facts), [modifier.amount, value], value.type, span)
        if errors:
            return changed, errors
        result = choice([result, changed])
    return choice([result, *(x.facts for x in exceptions)]), ()


_MODIFIERS = {
    ModifierOp.PLUS: ArithmeticOp.ADD,
    ModifierOp.MINUS: ArithmeticOp.SUBTRACT,
    ModifierOp.TIMES: ArithmeticOp.MULTIPLY,
}


def of_rule(rule: Rule) -> Facts:
    """What a rule comes to where it is read: of a track also what it is before the first record."""
    return rule.body.facts if rule.initial is None else choice([rule.initial.facts, rule.body.facts])


def is_only_unlimited(facts: Facts) -> bool:
    """Whether ``unlimited`` is (as far as is known) the only value."""
    return facts.unlimited and facts.low == facts.high == 0


# ------------------------------------------------------------------ functions


def call(function: Function, arguments: Sequence[Expr], kind: Type, span: Span) -> Proved:
    """A built-in function of its arguments (of the right number and types)."""
    facts = [a.facts for a in arguments]
    match function:
        case Function.MIN:
            return _minimum(facts), ()
        case Function.MAX:
            return _maximum(facts), ()
        case Function.AGE:
            birth, day = facts
            low = full_years(_day(birth.high), _day(day.low))
            high = full_years(_day(birth.low), _day(day.high))
            return Facts(0, Fraction(low), Fraction(high)), ()
        case Function.MONTH_OF:
            return _mapped(facts[0], lambda x: ordinal(_day(x), kind)), ()
        case Function.YEAR_OF:
            of = arguments[0].type
            return _mapped(facts[0], lambda x: Fraction(_as_date(x, of).year)), ()
        case Function.JANUARY:
            return _mapped(facts[0], lambda x: 12 * x), ()
        case Function.FIRST_DAY:
            return _mapped(facts[0], lambda x: Fraction(_as_date(x, arguments[0].type).toordinal())), ()
        case Function.LAST_DAY:
            return _mapped(facts[0], lambda x: Fraction(last_day(_as_date(x, arguments[0].type)).toordinal())), ()
        case _:
            assert_never(function)


def _minimum(facts: Sequence[Facts]) -> Facts:
    bounded_ones = [f for f in facts if not f.unlimited]
    proper = [f for f in facts if not is_only_unlimited(f)] or list(facts)
    high = min(f.high for f in bounded_ones) if bounded_ones else max(f.high for f in proper)
    return _alike(facts, min(high, *(f.low for f in proper)), high, all(f.unlimited for f in facts))


def _maximum(facts: Sequence[Facts]) -> Facts:
    proper = [f for f in facts if not is_only_unlimited(f)] or list(facts)
    return _alike(facts, max(f.low for f in proper), max(f.high for f in proper), any(f.unlimited for f in facts))


def _mapped(facts: Facts, function: Callable[[Fraction], Fraction]) -> Facts:
    """The facts of a whole-numbered function that never falls."""
    return Facts(0, function(facts.low), function(facts.high))


def _day(place: Fraction) -> datetime.date:
    return datetime.date.fromordinal(int(place))


def _as_date(place: Fraction, kind: Type) -> datetime.date:
    value = from_ordinal(place, kind)
    assert isinstance(value, datetime.date)
    return value


def rounded(operand: Expr, unit: Fraction, mode: Rounding) -> Facts:
    """``operand`` rounded to whole multiples of ``unit``; ``unlimited`` passes through."""
    f = operand.facts
    low, high = round_to(f.low, unit, mode), round_to(f.high, unit, mode)
    return _facts(scale_of(unit), low, high, f.unlimited, unit.denominator)


# ------------------------------------------------------------------ scales


def marginal(base: Expr, brackets: Sequence[Bracket], cap: Expr | None, kind: Type, span: Span) -> Proved:
    """The body of a scale: the sum of rate × part of ``base`` over the brackets, at most ``cap``."""
    rates = choice([rate.facts for bracket in brackets for rate in bracket.rates])
    above = max(base.facts.low, Fraction(0)), max(base.facts.high, Fraction(0))
    ends = [x * y for x, y in product(above, (rates.low, rates.high))]
    scale, denominator = _marginal_scale(base, brackets), _marginal_denominator(base, brackets)
    whole = _facts(scale, min(ends), max(ends), denominator=denominator)
    parts = [base, *(x for b in brackets for x in (*b.rates, *([b.upper] if b.upper else [])))]
    facts, errors = bounded(whole, parts, kind, span)
    return (facts if cap is None else _minimum([facts, cap.facts])), errors


def _marginal_scale(base: Expr, brackets: Sequence[Bracket]) -> int | None:
    """Each bracket's part is as fine as the base and the bracket's two ends, its product as that and its rate together."""
    scales: list[int | None] = []
    lower: int | None = 0
    for bracket in brackets:
        upper = bracket.upper.facts.scale if bracket.upper else 0
        part = _finest([base.facts.scale, lower, upper])
        rate = _finest([r.facts.scale for r in bracket.rates])
        scales.append(None if part is None or rate is None else part + rate)
        lower = upper
    return _finest(scales)


def _marginal_denominator(base: Expr, brackets: Sequence[Bracket]) -> int:
    result = _largest_denominator(base.facts)
    for bracket in brackets:
        result *= _largest_denominator(bracket.upper.facts) if bracket.upper else 1
        result *= max(_largest_denominator(r.facts) for r in bracket.rates)
    return result


# ------------------------------------------------------------------ limits


def magnitude(facts: Facts) -> int:
    """The largest integer that stands for a value: scaled, or numerator or denominator where there is no finite decimal."""
    return max(_largest_numerator(facts), _largest_denominator(facts) if facts.scale is None else 1)


def bounded(facts: Facts, parts: Sequence[Expr], kind: Type, span: Span) -> Proved:
    """``facts`` if they keep what is promised; else an error that names what of ``parts`` contributes most."""
    limits = calendar_range(kind)
    if limits is not None and not limits[0] <= facts.low <= facts.high <= limits[1]:
        return unspecified(kind), (e0506.CODE.at(span, name=_who(parts)),)
    if magnitude(facts) >= LIMIT:
        return unspecified(kind), (e0504.CODE.at(span, digits=len(str(LIMIT)) - 1, name=_who(parts)),)
    return facts, ()


def _who(parts: Sequence[Expr]) -> str:
    """The name to bound: of all that ``parts`` read, what has the largest values; an input before others as large."""
    leaves = [x for part in parts for x in walk(part) if isinstance(x, InputRef | ParamRef | RuleRef)]
    if not leaves:
        return "—"
    return max(leaves, key=lambda x: (magnitude(x.facts), isinstance(x, InputRef))).name


def _constant(value: Fraction) -> Facts:
    return _facts(scale_of(value), value, value, denominator=value.denominator)


def _facts(scale: int | None, low: Fraction, high: Fraction, unlimited: bool = False, denominator: int = 1) -> Facts:
    return Facts(scale, low, high, unlimited, 1 if scale is not None else denominator)


def _alike(facts: Sequence[Facts], low: Fraction, high: Fraction, unlimited: bool) -> Facts:
    """Facts of a value that is one of several: as fine as the finest of them."""
    denominator = max(_largest_denominator(f) for f in facts)
    return _facts(_finest([f.scale for f in facts]), low, high, unlimited, denominator)


def _finest(scales: Iterable[int | None]) -> int | None:
    """The scale that holds values of all these scales."""
    result = 0
    for scale in scales:
        if scale is None:
            return None
        result = max(result, scale)
    return result


def _largest_denominator(facts: Facts) -> int:
    return facts.denominator if facts.scale is None else 10**facts.scale


def _largest_numerator(facts: Facts) -> int:
    return ceil(max(abs(facts.low), abs(facts.high)) * _largest_denominator(facts))
