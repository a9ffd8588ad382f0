"""What the generator of policies knows of a formula: its text, type, and bounds that it works out on its own.

The bounds are kept apart from the compiler's on purpose: they say where a policy must round, must not round, and what may be
divided by, without asking the code under test.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from fractions import Fraction

from policyc.quantities.decimals import decimal_text, scale_of

#: How tightly a formula's text binds; a looser one inside a tighter place needs brackets.
IF, OR, AND, NOT, COMPARE, SUM, PRODUCT, UNARY, ATOM = range(9)

#: No formula may need more digits than this; the compiler's own limit is 36.
MOST_DIGITS = 26


@dataclass(frozen=True, slots=True)
class Enum:
    """A generated enum; members as (name, alias)."""

    name: str
    alias: str
    ordered: bool
    members: tuple[tuple[str, str], ...]


#: A type: a unit as written (元/人), ``%``, ``bool``, ``date``, ``month``, ``year``, or an enum.
Kind = str | Enum

WORDS = ("bool", "date", "month", "year")


def is_amount(kind: Kind) -> bool:
    """Whether a kind is an amount (a rate is one)."""
    return isinstance(kind, str) and kind not in WORDS


def is_money(kind: Kind) -> bool:
    """Whether a kind is money, per anything."""
    return isinstance(kind, str) and kind.split("/")[0] == "元"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as text with what is known of its values.

    scale: decimal places that suffice (None: no finite number does). loose: the same if every input and param had the
    places that are usual for its unit. low, high: all values lie between; of days, months and years their ordinals.
    bare: a literal of a rate, which ``+`` and ``-`` want as 个百分点. fixed: a literal.
    """

    text: str
    kind: Kind
    level: int = ATOM
    scale: int | None = 0
    loose: int | None = 0
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    digits: int = 1
    unlimited: bool = False
    bare: bool = False
    fixed: bool = False

    def at(self, level: int) -> str:
        """The text for a place that binds as tightly as ``level``."""
        return self.text if self.level >= level else f"({self.text})"


def digits_of(value: Fraction) -> int:
    """How many digits a number needs, before and after the point."""
    scale = scale_of(value)
    return len(str(abs(value.numerator))) + (scale if scale is not None else len(str(value.denominator)))


def literal(value: Fraction, unit: str) -> Formula:
    """A literal: 380元/人, 70%."""
    text = f"{decimal_text(abs(value) * 100)}%" if unit == "%" else f"{decimal_text(abs(value))}{unit}"
    scale = scale_of(value)
    formula = Formula(text, unit, ATOM, scale, scale, value, value, digits_of(value), bare=unit == "%", fixed=True)
    return replace(formula, text=f"- {text}", level=UNARY) if value < 0 else formula


def _join(a: int | None, b: int | None, *, product: bool = False) -> int | None:
    if a is None or b is None:
        return None
    return a + b if product else max(a, b)


def _together(a: Formula, b: Formula) -> int:
    return a.digits + b.digits if a.scale is None or b.scale is None else max(a.digits, b.digits) + 1


def added(a: Formula, b: Formula, sign: str = "+", kind: Kind | None = None) -> Formula:
    """``a + b`` or ``a - b``; ``kind`` of the result where it is not that of both (a month plus months)."""
    low, high = (a.low + b.low, a.high + b.high) if sign == "+" else (a.low - b.high, a.high - b.low)
    text = f"{a.at(SUM)} {sign} {b.at(PRODUCT)}"
    scales = _join(a.scale, b.scale), _join(a.loose, b.loose)
    return Formula(text, kind or a.kind, SUM, *scales, low, high, _together(a, b))


def multiplied(a: Formula, b: Formula, kind: Kind) -> Formula:
    """``a * b``."""
    corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    scales = _join(a.scale, b.scale, product=True), _join(a.loose, b.loose, product=True)
    text = f"{a.at(PRODUCT)} * {b.at(UNARY)}"
    return Formula(text, kind, PRODUCT, *scales, min(corners), max(corners), a.digits + b.digits)


def divided(a: Formula, b: Formula, kind: Kind) -> Formula:
    """``a / b`` of a ``b`` that is above 0. Only a literal divisor is sure to stay what it is."""
    corners = [x / y for x in (a.low, a.high) for y in (b.low, b.high)]
    text = f"{a.at(PRODUCT)} / {b.at(UNARY)}"
    by = scale_of(1 / b.low) if b.fixed else None
    scales = _join(a.scale, by, product=True), _join(a.loose, by, product=True)
    return Formula(text, kind, PRODUCT, *scales, min(corners), max(corners), a.digits + b.digits)


def negated(a: Formula) -> Formula:
    """``- a``."""
    return replace(a, text=f"- {a.at(UNARY)}", level=UNARY, low=-a.high, high=-a.low, bare=False, fixed=False)


def either(parts: list[Formula], text: str, level: int, kind: Kind) -> Formula:
    """A formula whose value is that of one of several."""
    scale, loose = parts[0].scale, parts[0].loose
    for part in parts[1:]:
        scale, loose = _join(scale, part.scale), _join(loose, part.loose)
    return Formula(
        text,
        kind,
        level,
        scale,
        loose,
        min(p.low for p in parts),
        max(p.high for p in parts),
        max(p.digits for p in parts) + 1,
        any(p.unlimited for p in parts),
    )


def rounded(a: Formula, unit: Fraction, words: str, *, level: int = IF) -> Formula:
    """``a`` rounded to multiples of ``unit``; ``words`` is what stands after it. Brackets are the caller's."""
    scale = scale_of(unit)
    low, high = (a.low // unit) * unit, -((-a.high) // unit) * unit
    size = max(digits_of(low), digits_of(high)) + (scale or 0)
    return replace(
        a,
        text=f"{a.at(IF)} {words}",
        level=level,
        scale=scale,
        loose=scale,
        low=low,
        high=high,
        digits=size,
        bare=False,
        fixed=False,
    )


def place(kind: Kind, value: object) -> Fraction:
    """The ordinal of a day, month or year, or the amount itself."""
    if isinstance(value, datetime.date):
        return Fraction(value.year * 12 + value.month - 1 if kind == "month" else value.toordinal())
    assert isinstance(value, int | Fraction)
    return Fraction(value)


def written(kind: Kind, where: Fraction) -> str:
    """The literal that stands at a place of a type's number line."""
    if kind == "date":
        return datetime.date.fromordinal(int(where)).isoformat()
    if kind == "month":
        return f"{int(where) // 12:04d}-{int(where) % 12 + 1:02d}"
    if kind == "year":
        return str(int(where))
    assert isinstance(kind, str)
    return literal(where, kind).text


def read(kind: Kind, text: str) -> Fraction:
    """The place of a day, month or year as written: the inverse of :func:`written`."""
    if kind == "date":
        return Fraction(datetime.date.fromisoformat(text).toordinal())
    if kind == "month":
        year, month = text.split("-")
        return Fraction(int(year) * 12 + int(month) - 1)
    return Fraction(text)
