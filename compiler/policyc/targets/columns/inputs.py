"""The columns that are given: as numbers that the rules reckon with, and which rows are refused.

A value that its input cannot have counts as none, so that what follows only meets values that the compiler has reckoned with.
"""

from __future__ import annotations

from fractions import Fraction

from sqlglot import exp

from policyc.model.policy import Input
from policyc.model.types import Bool, DateType, EnumType, MonthType, Quantity, YearType, from_ordinal
from policyc.quantities.decimals import decimal_text
from policyc.targets.columns import dates, sql, terms
from policyc.targets.columns.sql import Expr
from policyc.targets.columns.terms import Term
from policyc.targets.scales import Scales


def given(declared: Input, raw: Expr, scales: Scales) -> Term:
    """A column of the table as it is reckoned with; NULL where it is not given, or cannot be."""
    match declared.type:
        case Bool():
            return Term(raw)
        case EnumType() as kind:
            members = [(exp.In(this=sql.own(raw), expressions=[sql.text(m.alias), sql.text(m.name)]), m) for m in kind.members]
            value = sql.cases([(test, sql.number(member.index)) for test, member in members])
            return Term(value, 0, len(kind.members) - 1)
        case Quantity():
            return _number(declared, raw, scales.input(declared))
        case YearType():
            return _number(declared, raw, 0)
        case DateType():
            return Term(sql.cases([(sql.both(_day_tests(declared, raw)), raw)]))
        case MonthType():
            first = sql.binary(exp.EQ, sql.part_of(raw, "DAY"), sql.number(1))
            month = dates.month_of(Term(raw))
            tests = [*_day_tests(declared, raw), first, *_on_step(declared, month.value, 0)]
            return Term(sql.cases([(sql.both(tests), month.value)]), int(declared.low), int(declared.high))


def _number(declared: Input, raw: Expr, scale: int) -> Term:
    """A number in range, without anything finer than the input has: its columns may be wider than that."""
    low, high = int(declared.low * 10**scale), int(declared.high * 10**scale)
    ends = [_decimal(end) for end in (declared.low, declared.high)]
    digits = len(str(max(abs(low), abs(high))))
    kind = f"DECIMAL({18 if digits <= 18 else 38}, {scale})" if scale else "BIGINT" if digits <= 18 else "DECIMAL(38, 0)"
    shifted = sql.binary(exp.Mul, raw, sql.number(10**scale)) if scale else raw
    value = sql.whole(shifted) if digits <= 18 else sql.wide(shifted)
    fine = sql.binary(exp.EQ, exp.cast(sql.own(raw), kind), raw)
    checked = sql.cases([(sql.both([fine, *_on_step(declared, value, scale)]), value)])
    return Term(sql.cases([(exp.Between(this=sql.own(raw), low=ends[0], high=ends[1]), checked)]), low, high)


def _on_step(declared: Input, value: Expr, scale: int) -> list[Expr]:
    """That a number is a whole number of steps from the lowest; nothing where every number is."""
    step, low = int(declared.step * 10**scale), int(declared.low * 10**scale)
    if step == 1:
        return []
    above = sql.binary(exp.Sub, value, sql.number(low)) if low else value
    return [sql.binary(exp.EQ, sql.positive(sql.binary(exp.Mod, above, sql.number(step))), sql.number(0))]


def _day_tests(declared: Input, raw: Expr) -> list[Expr]:
    ends = []
    for place in (declared.low, declared.high):
        day = from_ordinal(place, declared.type)
        ends.append(sql.date(str(day)))
    tests: list[Expr] = [exp.Between(this=sql.own(raw), low=ends[0], high=ends[1])]
    if isinstance(declared.type, DateType) and declared.step != 1:
        days = exp.DateDiff(this=sql.own(raw), expression=sql.own(ends[0]), unit=exp.var("DAY"))
        left = sql.positive(sql.binary(exp.Mod, sql.whole(days), sql.number(int(declared.step))))
        tests.append(sql.binary(exp.EQ, left, sql.number(0)))
    return tests


def _decimal(value: Fraction) -> Expr:
    """A figure in decimal digits, exactly as written: never a float."""
    node: Expr = exp.Literal.number(decimal_text(abs(value)))
    return exp.Neg(this=node) if value < 0 else node


__all__ = ["given", "terms"]
