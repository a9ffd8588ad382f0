"""What a formula becomes: SQL for its value, what is known of the value, and SQL for why there is none.

An amount is a whole number that counts units of its scale (元 at scale 2: 分); where it has no finite decimal it is two, the one
over the other. Days are DATE, months a whole number (12 × year + month - 1), years a whole number, members of an enum
their index, yes or no BOOLEAN, ``unlimited`` one number above all others (:data:`UNLIMITED`).

The value is NULL exactly where the evaluator has none. So sums, products and comparisons need no care, and conditions do: SQL
sends a condition that is NULL to ELSE.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from policyc.targets import TargetError
from policyc.targets.columns import sql
from policyc.targets.columns.sql import Expr

#: ``unlimited``, where values have 64 bits and where they have 38 digits. Nothing else comes near.
UNLIMITED = 2**62
UNLIMITED_WIDE = 10**37

_HOLDS: dict[type[exp.Binary], Callable[[int, int], bool]] = {
    exp.EQ: operator.eq,
    exp.NEQ: operator.ne,
    exp.LT: operator.lt,
    exp.LTE: operator.le,
    exp.GT: operator.gt,
    exp.GTE: operator.ge,
}
_TINYINT, _BIGINT, _WIDE = 2**7, 2**63, 10**38


class TooWide(TargetError):
    """An intermediate value may need more than 38 digits, which no column has."""


@dataclass(frozen=True, slots=True)
class Term:
    """The SQL of a formula.

    value: NULL where the formula has none. low, high: between which whole numbers it lies, ``unlimited`` aside, whichever way the
    row goes; of what is no number 0 and 0. why: text that says why there is none, NULL where there is one; None where
    there always is one. den: the denominator (> 0) of a fraction. literal: an untyped number, which an engine may take for one of
    32 bits. unlimited: whether it can be ``unlimited``.
    """

    value: Expr
    low: int = 0
    high: int = 0
    why: Expr | None = None
    den: Term | None = None
    literal: int | None = None
    unlimited: bool = False

    @property
    def may_stop(self) -> bool:
        """Whether there may be no value."""
        return self.why is not None

    @property
    def magnitude(self) -> int:
        """The largest absolute value."""
        return max(abs(self.low), abs(self.high))

    @property
    def is_small(self) -> bool:
        """Whether 8 bits are enough."""
        return self.magnitude < _TINYINT and not self.unlimited

    @property
    def is_wide(self) -> bool:
        """Whether it needs more than 64 bits."""
        return self.magnitude >= _BIGINT

    def because(self, *why: Expr | None) -> Term:
        """The same value, with these reasons not to have one, in the order in which they are met."""
        return replace(self, why=first(why))


def number(value: int, comment: str = "") -> Term:
    """A literal."""
    if abs(value) >= _BIGINT:
        return Term(sql.wide(sql.number(value, comment)), value, value)
    return Term(sql.number(value, comment), value, value, literal=value)


def first(whys: Sequence[Expr | None]) -> Expr | None:
    """The first reason that there is; None where there can be none."""
    found = [why for why in whys if why is not None]
    if len(found) <= 1:
        return found[0] if found else None
    flat = [own for why in found for own in (([why.this, *why.expressions]) if isinstance(why, exp.Coalesce) else [why])]
    flat = list(dict.fromkeys(flat))
    if len(flat) == 1:
        return flat[0]
    return exp.Coalesce(this=sql.own(flat[0]), expressions=[sql.own(why) for why in flat[1:]])


def typed(term: Term) -> Expr:
    """The value with a type of its own: a bare literal may be taken for one of 32 bits."""
    return sql.whole(term.value) if term.literal is not None else term.value


def add(left: Term, right: Term) -> Term:
    """The sum of two whole numbers."""
    return _combined(exp.Add, left, right, [left.low + right.low, left.high + right.high])


def subtract(left: Term, right: Term) -> Term:
    """The difference of two whole numbers."""
    return _combined(exp.Sub, left, right, [left.low - right.high, left.high - right.low])


def multiply(left: Term, right: Term) -> Term:
    """The product of two whole numbers."""
    for one, other in ((left, right), (right, left)):
        if one.literal == 1:
            return other.because(left.why, right.why)
    return _combined(exp.Mul, left, right, [x * y for x in (left.low, left.high) for y in (right.low, right.high)])


def times(term: Term, factor: int) -> Term:
    """The value times a positive factor that is known."""
    return multiply(term, number(factor)) if factor != 1 else term


def over(term: Term, divisor: int) -> Term:
    """A value that is known to be a multiple of a positive divisor, divided by it; nothing is lost."""
    if divisor == 1:
        return term
    if term.literal is not None:
        return number(term.literal // divisor)
    result = Term(term.value, -(-term.low // divisor), term.high // divisor, term.why)
    return replace(result, value=_divided(term, sql.number(divisor), result, wide=term.is_wide, positive=term.low >= 0))


def quotient(n: Term, d: Term) -> Term:
    """``n`` divided by ``d``, cut off towards zero; ``d`` may be anything but 0 where the value is wanted."""
    if n.literal is not None and d.literal:
        size = abs(n.literal) // abs(d.literal)
        return number(size if (n.literal < 0) == (d.literal < 0) else -size).because(n.why, d.why)
    least = 1 if d.low <= 0 <= d.high else min(abs(d.low), abs(d.high))
    reach = n.magnitude // least
    positive = n.low >= 0 and d.low >= 0
    below, above = (0 if positive else -reach), reach
    wide = n.is_wide or d.is_wide
    result = Term(n.value, below, above, first([n.why, d.why]))
    return replace(result, value=_divided(n, divisor_of(d, wide=wide), result, wide=wide, positive=positive))


def _divided(n: Term, d: Expr, result: Term, *, wide: bool, positive: bool) -> Expr:
    """The quotient. One of what has more than 64 bits says so at both ends: there is a dialect that would cut it off."""
    quotient = sql.binary(exp.IntDiv, sql.wide(n.value) if wide else n.value, d)
    if positive:
        sql.positive(quotient)
    if not wide:
        return quotient
    return sql.wide(quotient) if result.is_wide else sql.whole(quotient)


def remainder(n: Term, d: Term) -> Term:
    """What is left of ``n`` after :func:`quotient`; it has the sign of ``n``."""
    if n.literal is not None and d.literal:
        return number(n.literal - d.literal * (quotient(n, d).literal or 0)).because(n.why, d.why)
    value = sql.binary(exp.Mod, _sized(n, n.is_wide or d.is_wide), divisor_of(d, wide=n.is_wide or d.is_wide))
    if n.low >= 0 and d.low >= 0:
        sql.positive(value)
    reach = d.magnitude - 1
    return Term(value, 0 if n.low >= 0 else -reach, reach, first([n.why, d.why]))


def divisor_of(d: Term, *, wide: bool) -> Expr:
    """A divisor; NULL where it is 0, in rows that take another way."""
    value = _sized(d, wide)
    if d.literal is not None or not d.low <= 0 <= d.high:
        return value
    return exp.Nullif(this=sql.own(value), expression=sql.number(0))


def compare(kind: type[exp.Binary], left: Term, right: Term) -> Expr:
    """``left op right``."""
    if left.literal is not None and right.literal is not None:
        return exp.true() if _HOLDS[kind](left.literal, right.literal) else exp.false()
    return sql.binary(kind, left.value, right.value)


def _combined(kind: type[exp.Binary], left: Term, right: Term, ends: Sequence[int]) -> Term:
    low, high = min(ends), max(ends)
    if left.literal is not None and right.literal is not None:
        assert low == high
        return number(low)
    widest = max(abs(low), abs(high), left.magnitude, right.magnitude)
    if widest >= _WIDE:
        raise TooWide(f"an intermediate value may have {len(str(widest))} digits; columns have 38")
    if kind is exp.Add and left.literal == 0:
        return replace(right, why=first([left.why, right.why]))
    if kind is not exp.Mul and right.literal == 0:
        return replace(left, why=first([left.why, right.why]))
    wide = widest >= _BIGINT
    large = kind is exp.Mul or widest >= _TINYINT
    value = sql.binary(kind, _sized(left, wide, large=large), _sized(right, wide, large=large))
    return Term(value, low, high, first([left.why, right.why]))


def _sized(term: Term, wide: bool, *, large: bool = True) -> Expr:
    """The value as wide as it is reckoned with. large: whether that is more than 8 bits."""
    if large and not wide and sql.is_small(term.value):
        return sql.whole(term.value)
    return sql.wide(term.value) if wide and not term.is_wide else term.value


def top(term: Term) -> int:
    """The number that stands for ``unlimited`` among values of this width."""
    return UNLIMITED_WIDE if term.magnitude >= UNLIMITED else UNLIMITED


def unlimited() -> Term:
    """``unlimited``."""
    return Term(sql.number(UNLIMITED, "不封顶"), unlimited=True)


def alike(found: Sequence[Term]) -> list[Term]:
    """Values that meet, with the same number for ``unlimited``."""
    if not any(term.unlimited for term in found) or all(term.magnitude < UNLIMITED for term in found):
        return list(found)
    raised = []
    for term in found:
        if term.unlimited and term.magnitude < UNLIMITED:
            same = sql.binary(exp.EQ, term.value, sql.number(UNLIMITED))
            reach = replace(term, value=sql.cases([(same, sql.wide(sql.number(UNLIMITED_WIDE)))], sql.wide(term.value)))
            raised.append(replace(reach, low=min(term.low, -UNLIMITED), high=max(term.high, UNLIMITED)))
        else:
            raised.append(term)
    return raised
