"""What arithmetic, roundings and the functions of the calendar come to, for sums of coordinates."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from policyc.checks.formulas import Affine
from policyc.checks.lines import UNLIMITED_PLACE, Function, Lines, hull
from policyc.model import expressions as e
from policyc.model.types import Quantity, Type, from_ordinal, ordinal
from policyc.quantities.calendar import full_years, last_day, shift_months
from policyc.quantities.decimals import round_to
from policyc.quantities.units import YEARS


def arithmetic(lines: Lines, expr: e.Arithmetic, left: Affine, right: Affine) -> Affine:
    """``left op right`` of two sums."""
    match expr.op:
        case e.ArithmeticOp.ADD:
            return left.plus(right)
        case e.ArithmeticOp.SUBTRACT:
            return left.minus(right)
        case e.ArithmeticOp.MULTIPLY:
            return product_of(lines, left, right, expr)
        case e.ArithmeticOp.DIVIDE:
            if not right.terms:
                return left.times(1 / right.constant) if right.constant else lines.nowhere(expr)
            trends = _quotient_trends(hull(left), hull(right))
            return lines.worked_out("/", lambda x: x[0] / x[1], [left, right], trends, expr)
        case _:
            assert_never(expr.op)


def product_of(lines: Lines, left: Affine, right: Affine, expr: e.Expr | None) -> Affine:
    """The product of two sums; ``expr`` is the formula, if there is one."""
    if not right.terms:
        return left.times(right.constant)
    if not left.terms:
        return right.times(left.constant)
    hulls = hull(left), hull(right)
    trends = tuple(1 if low >= 0 else -1 if high <= 0 else 0 for low, high in reversed(hulls))
    return lines.worked_out("*", lambda x: x[0] * x[1], [left, right], trends, expr)


def shift(lines: Lines, expr: e.ShiftDate, date: Affine, amount: Affine) -> Affine:
    """A date moved by months or years."""
    per = 12 if isinstance(expr.amount.type, Quantity) and expr.amount.type.unit == YEARS else 1
    sign, mode = expr.sign * per, expr.mode

    def shifted(x: Sequence[Fraction]) -> Fraction:
        return Fraction(shift_months(_day(x[0]), sign * int(x[1]), mode).toordinal())

    return lines.worked_out(f"shift {sign} {mode}", shifted, [date, amount], (1, expr.sign), expr)


def rounded(lines: Lines, expr: e.Round, value: Affine) -> Affine:
    """A sum, rounded."""
    unit, mode = expr.unit, expr.mode
    if value == Affine(UNLIMITED_PLACE):
        return value

    def to_unit(x: Sequence[Fraction]) -> Fraction:
        return round_to(x[0], unit, mode)

    return lines.worked_out(f"round {unit} {mode}", to_unit, [value], (1,), expr, step=unit)


def age(lines: Lines, expr: e.Expr, born: Affine, day: Affine) -> Affine:
    """Full years from a birth date to a day."""
    return lines.worked_out("age", _age, [born, day], (-1, 1), expr, step=Fraction(1))


def on_calendar(lines: Lines, expr: e.Call, value: Affine) -> Affine:
    """month_of, year_of, first_day, last_day."""
    source = expr.arguments[0].type
    function = _on_calendar(expr.function, source, expr.type)
    return lines.worked_out(f"{expr.function} {source}", function, [value], (1,), expr, step=Fraction(1))


def _quotient_trends(dividend: tuple[Fraction, Fraction], divisor: tuple[Fraction, Fraction]) -> tuple[int, int]:
    if divisor[0] <= 0 <= divisor[1]:
        return 0, 0
    return (1 if divisor[0] > 0 else -1), (-1 if dividend[0] >= 0 else 1 if dividend[1] <= 0 else 0)


def _day(place: Fraction) -> datetime.date:
    return datetime.date.fromordinal(int(place))


def _age(x: Sequence[Fraction]) -> Fraction:
    return Fraction(full_years(_day(x[0]), _day(x[1])))


def _on_calendar(function: e.Function, source: Type, kind: Type) -> Function:
    def apply(x: Sequence[Fraction]) -> Fraction:
        date = from_ordinal(x[0], source)
        assert isinstance(date, datetime.date)
        if function is e.Function.YEAR_OF:
            return Fraction(date.year)
        return ordinal(last_day(date) if function is e.Function.LAST_DAY else date, kind)

    return apply
