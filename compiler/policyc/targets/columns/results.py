"""The final selection: numbers as they are printed, members by their aliases, reasons, and what was refused."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from policyc.model.policy import Rule
from policyc.model.types import EnumType, MonthType, Quantity
from policyc.semantics.facts import of_rule
from policyc.targets.columns import amounts, dates, sql, terms, texts
from policyc.targets.columns.sql import Expr
from policyc.targets.columns.terms import Term

#: So many digits a number of 64 bits has in DuckDB's decimals.
_DIGITS, _MOST_DIGITS = 18, 38


def places(rule: Rule) -> int:
    """How many decimal places a result has; money two at least."""
    if not isinstance(rule.type, Quantity):
        return 0
    scale = of_rule(rule).scale
    assert scale is not None, "a rule without a finite decimal must round"
    return max(scale, 2) if rule.type.unit.is_money else scale


def result(rule: Rule, term: Term, scale: int | None) -> Expr:
    """A rule's column as users read it. ``scale`` is that at which it is counted."""
    match rule.type:
        case Quantity():
            return _printed(amounts.rescaled(replace(term, unlimited=False), scale, places(rule), sql.own), places(rule), term)
        case EnumType():
            members = rule.type.members
            return sql.cases([(sql.binary(exp.EQ, term.value, sql.number(m.index)), sql.text(m.alias)) for m in members])
        case MonthType():
            return dates.day_of_month(term.value)
        case _:
            return term.value


def _printed(counted: Term, scale: int, term: Term) -> Expr:
    """A number that counts units of a scale, as a decimal."""
    digits = len(str(counted.magnitude))
    if scale == 0:
        value = sql.whole(counted.value) if not counted.is_wide else exp.cast(sql.own(counted.value), "DECIMAL(38, 0)")
    else:
        room = _DIGITS if digits <= _DIGITS - scale else _MOST_DIGITS
        whole = exp.cast(sql.own(counted.value), f"DECIMAL({room - scale}, 0)")
        unit = exp.Literal.number(f"0.{'0' * (scale - 1)}1")
        value = exp.cast(sql.binary(exp.Mul, whole, unit), f"DECIMAL({room}, {scale})")
    if not term.unlimited:
        return value
    return sql.cases([(sql.binary(exp.LT, term.value, sql.number(terms.top(term))), value)])


def reason(term: Term) -> Expr | None:
    """Why a result is NULL; None where it never is."""
    if not term.unlimited:
        return term.why
    is_top = sql.binary(exp.EQ, term.value, sql.number(terms.top(term)))
    return sql.cases([(is_top, sql.text(texts.UNLIMITED))], term.why)
