"""Amounts at a scale, or as fractions: what is reckoned with them, and how they are rounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from sqlglot import exp

from policyc.quantities.decimals import Rounding, round_integer
from policyc.targets.columns import sql, terms
from policyc.targets.columns.sql import Expr
from policyc.targets.columns.terms import Term

#: Puts an expression into a column of its own where it would be written twice.
Keep = Callable[[Expr], Expr]


def rescaled(term: Term, scale: int | None, wanted: int | None, keep: Keep) -> Term:
    """An amount that is counted at ``scale``, counted at ``wanted``; at fewer places only where it is proved to need no more."""
    if scale == wanted:
        return term
    if wanted is None:
        assert scale is not None
        return replace(term, den=terms.number(10**scale))
    if scale is None:
        return whole(term, 10**wanted)
    if term.unlimited:
        return _limited(term, 10 ** (wanted - scale), keep) if wanted > scale else term
    return terms.times(term, 10 ** (wanted - scale)) if wanted > scale else terms.over(term, 10 ** (scale - wanted))


def _limited(term: Term, factor: int, keep: Keep) -> Term:
    """The value times a factor, but ``unlimited`` as it is."""
    top = terms.top(term)
    if term.value == sql.number(top):
        return term
    value = keep(term.value)
    larger = terms.times(replace(term, value=value, unlimited=False), factor)
    is_top = sql.binary(exp.EQ, value, sql.number(top))
    below = sql.binary(exp.LT, value, sql.number(top))
    case = sql.cases([(below, larger.value), (is_top, sql.number(terms.top(larger)))])
    return replace(larger, value=case, why=term.why, unlimited=True)


def whole(term: Term, factor: int) -> Term:
    """A fraction times a factor, which is known to come out whole."""
    n, d = parts(term)
    if d.literal is not None and factor % d.literal == 0:
        return terms.times(n, factor // d.literal)
    return terms.quotient(terms.times(n, factor), d)


def parts(term: Term) -> tuple[Term, Term]:
    """Numerator and denominator."""
    assert term.den is not None
    return replace(term, den=None), term.den


def add(left: Term, right: Term, op: Callable[[Term, Term], Term] = terms.add) -> Term:
    """The sum (or difference) of two amounts at one scale, or of two fractions."""
    if left.den is None or right.den is None:
        return op(left, right)
    (a, b), (c, d) = parts(left), parts(right)
    if b.value == d.value:
        return replace(op(a, c), den=b)
    return replace(op(terms.multiply(a, d), terms.multiply(c, b)), den=terms.multiply(b, d))


def multiply(left: Term, right: Term) -> Term:
    """The product of two amounts (its scale is the sum of theirs), or of two fractions."""
    if left.den is None or right.den is None:
        return terms.multiply(left, right)
    (a, b), (c, d) = parts(left), parts(right)
    return replace(terms.multiply(a, c), den=terms.multiply(b, d))


def divide(left: Term, right: Term, *, negative: bool) -> Term:
    """The quotient of two fractions as one; ``negative``: the divisor is."""
    (a, b), (c, d) = parts(left), parts(right)
    n, over = terms.multiply(a, d), terms.multiply(b, c)
    if negative:
        n, over = opposite(n), opposite(over)
    return replace(n, den=over, why=terms.first([left.why, right.why]))


def opposite(term: Term) -> Term:
    """``- x``."""
    if term.literal is not None:
        return terms.number(-term.literal)
    return replace(term, value=exp.Neg(this=sql.within(term.value, 8)), low=-term.high, high=-term.low)


def compared(kind: type[exp.Binary], left: Term, right: Term) -> Expr:
    """``left op right`` of amounts at one scale, or of fractions."""
    if left.den is not None and right.den is not None:
        (a, b), (c, d) = parts(left), parts(right)
        left, right = (a, c) if b.value == d.value else (terms.multiply(a, d), terms.multiply(c, b))
    left, right = terms.alike([left, right])
    return terms.compare(kind, left, right)


def rounded(n: Term, d: Term, mode: Rounding, keep: Keep) -> Term:
    """``n / d`` rounded to a whole number by ``mode``, symmetrically about zero; ``d`` > 0."""
    if n.literal is not None and d.literal is not None:
        return terms.number(round_integer(Fraction(n.literal, d.literal), mode)).because(n.why, d.why)
    match mode:
        case Rounding.DOWN:
            return terms.quotient(n, d)
        case Rounding.UP:
            return terms.quotient(_away(n, terms.subtract(d, terms.number(1)), keep), d)
        case Rounding.HALF_UP:
            if d.literal is not None and d.literal % 2 == 0:
                return terms.quotient(_away(n, terms.number(d.literal // 2), keep), d)
            return terms.quotient(_away(terms.times(n, 2), d, keep), terms.times(d, 2))
        case Rounding.HALF_EVEN:
            return _half_even(n, d, keep)


def _away(n: Term, by: Term, keep: Keep) -> Term:
    """``n`` moved away from zero."""
    if n.low >= 0:
        return terms.add(n, by)
    if n.high <= 0:
        return terms.subtract(n, by)
    kept = replace(n, value=keep(n.value))
    up, down = terms.add(kept, by), terms.subtract(kept, by)
    negative = sql.binary(exp.LT, kept.value, sql.number(0))
    value = sql.cases([(negative, down.value)], up.value)
    return Term(value, down.low, up.high, terms.first([n.why, by.why]))


def _half_even(n: Term, d: Term, keep: Keep) -> Term:
    """To the nearest, and from the middle to the even one."""
    kept = replace(n, value=keep(n.value))
    q, r = terms.quotient(kept, d), terms.remainder(kept, d)
    q, r = replace(q, value=keep(q.value)), replace(r, value=keep(r.value))
    twice = terms.times(r, 2)

    def beyond(side: Term, kind: type[exp.Binary], odd: int) -> Expr:
        tie = [terms.compare(exp.EQ, twice, side), sql.binary(exp.EQ, terms.remainder(q, terms.number(2)).value, sql.number(odd))]
        return sql.either([terms.compare(kind, twice, side), sql.both(tie)])

    moves = [(beyond(d, exp.GT, 1), sql.number(1))]
    if n.low < 0:
        moves.append((beyond(opposite(d), exp.LT, -1), sql.number(-1)))
    value = sql.binary(exp.Add, q.value, sql.cases(moves, sql.number(0)))
    return Term(value, q.low - (n.low < 0), q.high + 1, terms.first([n.why, d.why]))
