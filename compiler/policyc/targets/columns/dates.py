"""Days, months and years: what moves them, what lies between them, and what the functions make of them."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from policyc.model import expressions as e
from policyc.model.types import DateType, MonthType, Quantity, Type
from policyc.quantities.decimals import Rounding
from policyc.targets.columns import sql, terms
from policyc.targets.columns.amounts import Keep
from policyc.targets.columns.sql import Expr
from policyc.targets.columns.terms import Term

#: From the first day of the year 1 to the last of 9999.
_DAYS = 3_652_059
_MONTHS = 12, 12 * 9999 + 11
_YEARS = 1, 9999


def reach(kind: Type) -> tuple[int, int]:
    """Between which whole numbers a month or year lies; a date is no number."""
    return (0, 0) if isinstance(kind, DateType) else _MONTHS if isinstance(kind, MonthType) else _YEARS


def moved(op: e.ArithmeticOp, left: Term, left_type: Type, right: Term, right_type: Type, kind: Type) -> Term:
    """A day, month or year moved by a count, or the difference of two of a kind."""
    why = terms.first([left.why, right.why])
    if isinstance(left_type, DateType) and isinstance(right_type, DateType):
        between = exp.DateDiff(this=sql.own(left.value), expression=sql.own(right.value), unit=exp.var("DAY"))
        return Term(sql.whole(between), -_DAYS, _DAYS, why)
    if isinstance(left_type, Quantity):
        left, right = right, left
    if isinstance(kind, DateType):
        return Term(_later(left.value, right, -1 if op is e.ArithmeticOp.SUBTRACT else 1), why=why)
    result = terms.add(left, right) if op is e.ArithmeticOp.ADD else terms.subtract(left, right)
    return (result if isinstance(kind, Quantity) else _within(result, reach(kind))).because(why)


def _within(term: Term, ends: tuple[int, int]) -> Term:
    """The term, between no more than its calendar's ends."""
    return term if term.literal is not None else replace(term, low=ends[0], high=ends[1])


def _later(day: Expr, days: Term, sign: int) -> Expr:
    """A day moved by a number of days."""
    count = days.value if days.literal is not None else sql.short(days.value)
    return sql.later(day, count) if sign > 0 else sql.earlier(day, count)


def shifted(day: Term, months: Term, mode: Rounding, keep: Keep) -> Term:
    """A day moved by months; where the month reached lacks it, its last day or the first of the next."""
    reached = terms.add(month_of(day), months)
    reached = replace(reached, value=keep(reached.value))
    following = keep(_first_day(terms.add(reached, terms.number(1))))
    there = keep(_later(_first_day(reached), terms.subtract(part(day, "DAY"), terms.number(1)), 1))
    beyond = following if mode is Rounding.UP else sql.earlier(following, sql.number(1))
    fits, not_ = sql.binary(exp.LT, there, following), sql.binary(exp.GTE, there, following)
    return Term(sql.cases([(fits, there), (not_, beyond)]))


def called(function: e.Function, arguments: list[Term], kind: Type, keep: Keep) -> Term:
    """A function of days, months and years; ``kind`` is the type of the first argument."""
    first = arguments[0]
    match function:
        case e.Function.AGE:
            return _age(first, arguments[1])
        case e.Function.MONTH_OF:
            return month_of(first)
        case e.Function.YEAR_OF if isinstance(kind, DateType):
            return part(first, "YEAR")
        case e.Function.YEAR_OF:
            return _within(terms.quotient(first, terms.number(12)), _YEARS)
        case e.Function.JANUARY:
            return terms.times(first, 12)
        case e.Function.FIRST_DAY:
            return Term(_first_day(replace(first, value=keep(first.value))))
        case e.Function.LAST_DAY:
            following = terms.add(first, terms.number(1))
            return Term(sql.earlier(_first_day(replace(following, value=keep(following.value))), sql.number(1)))
    raise AssertionError(function)


def part(day: Term, name: str) -> Term:
    """The YEAR, MONTH or DAY of a date."""
    low, high = {"YEAR": _YEARS, "MONTH": (1, 12), "DAY": (1, 31)}[name]
    written = day.value.this if isinstance(day.value, exp.Cast) else None
    if isinstance(written, exp.Literal) and written.is_string:
        year, month, number = written.name.split("-")
        return terms.number(int({"YEAR": year, "MONTH": month, "DAY": number}[name]))
    return Term(sql.part_of(day.value, name), low, high)


def month_of(day: Term) -> Term:
    """The month in which a day lies, as a number."""
    months = terms.add(terms.times(part(day, "YEAR"), 12), part(day, "MONTH"))
    return terms.subtract(months, terms.number(1))


def day_of_month(month: Expr) -> Expr:
    """The first day of a month, as a date."""
    return _first_day(Term(month, *_MONTHS))


def _first_day(month: Term) -> Expr:
    if month.literal is not None:
        return sql.date(f"{month.literal // 12:04}-{month.literal % 12 + 1:02}-01")
    twelve = terms.number(12)
    number = terms.add(terms.remainder(month, twelve), terms.number(1))
    return sql.day_of(terms.quotient(month, twelve).value, number.value, sql.number(1))


def _age(birth: Term, day: Term) -> Term:
    """Full years from birth to a day: one less before the birthday."""

    def birthday(term: Term) -> Term:
        return terms.add(terms.times(part(term, "MONTH"), 100), part(term, "DAY"))

    years = terms.subtract(part(day, "YEAR"), part(birth, "YEAR"))
    before = terms.compare(exp.LT, birthday(day), birthday(birth))
    value = sql.binary(exp.Sub, years.value, sql.cases([(before, sql.number(1))], sql.number(0)))
    return Term(value, years.low - 1, years.high)
