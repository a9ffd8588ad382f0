"""Scales: the sum over the brackets, as the bracket in which the base lies, what lies below it, and the rest at its rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from policyc.model.types import Type
from policyc.targets.columns import amounts, sql, terms
from policyc.targets.columns.sql import Expr
from policyc.targets.columns.terms import Term

Cascade = Callable[[Sequence[tuple[Term, Term]], Term | None, Type], Term]


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A base, the upper ends of the brackets (None: without end), and the rates of one column."""

    base: Term
    uppers: tuple[Term | None, ...]
    rates: tuple[Term, ...]


def bracketed(scale: Bracketed, kind: Type, cascade: Cascade) -> Term:
    """The sum; why there is none begins after the base's own reason."""
    known = replace(scale.base, why=None)
    branches: list[tuple[Term, Term]] = []
    lower = below = None
    zero = replace(terms.number(0), den=None if known.den is None else terms.number(1))
    if known.low < 0:  # no part of a negative base lies in a bracket
        branches.append((Term(amounts.compared(exp.LTE, known, zero)), replace(amounts.multiply(scale.rates[0], zero), why=None)))
    for upper, rate in zip(scale.uppers, scale.rates, strict=True):
        inside = amounts.multiply(_part(known, lower), rate)
        whole = inside if below is None else amounts.add(below, inside)
        if upper is None:
            break
        branches.append((Term(amounts.compared(exp.LTE, known, upper)), replace(whole, why=None)))
        step = amounts.multiply(_part(upper, lower), rate)
        below = step if below is None else amounts.add(below, step)
        lower = upper
    last = whole if scale.uppers[-1] is None else below
    assert last is not None
    result = cascade(branches, replace(last, why=None), kind)
    if known.low >= 0 and known.den is None:
        result = replace(result, low=max(result.low, 0) if all(rate.low >= 0 for rate in scale.rates) else result.low)
    return replace(result, why=_why(scale))


def _part(end: Term, lower: Term | None) -> Term:
    return end if lower is None else amounts.add(end, lower, terms.subtract)


def _why(scale: Bracketed) -> Expr | None:
    """Upper ends and rates are read bracket by bracket, as far as the base reaches."""
    why: Expr | None = None
    for upper, rate in reversed(list(zip(scale.uppers, scale.rates, strict=True))):
        beyond = None
        if why is not None and upper is not None:
            beyond = sql.cases([(amounts.compared(exp.LT, upper, scale.base), why)])
        why = terms.first([None if upper is None else upper.why, rate.why, beyond])
    return why
