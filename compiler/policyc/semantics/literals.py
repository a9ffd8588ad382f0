"""What a literal says: amounts with their units, bare numbers, days and months.

Receives the text of a literal node; gives its exact value, its unit and how it was written, or None where there is no such
unit or day. Reports nothing: who asks knows the place and the words for it.
"""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from policyc.quantities.decimals import scale_of
from policyc.quantities.units import BASE_UNITS, UNIT_SPELLINGS, Unit

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(.*)", re.DOTALL)

#: What may stand before a counted unit: 1.4万元, 5万人, 2万床日.
_MULTIPLIERS = {"万": Fraction(10**4), "亿": Fraction(10**8)}


class Form(Enum):
    """How a literal was written, which tells the two kinds of rate apart."""

    PLAIN = "number"
    UNIT = "unit"
    PERCENT = "%"
    POINTS = "个百分点"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in base units. ``scale``: decimal places as written; ``text``: the literal in canonical spelling."""

    value: Fraction
    unit: Unit
    form: Form
    scale: int
    text: str


@dataclass(frozen=True, slots=True)
class UnknownUnit:
    """``part`` names no unit; ``suggestion`` is the nearest that does."""

    part: str
    suggestion: str | None


def amount(text: str, declared: Collection[str]) -> Amount | UnknownUnit:
    """The amount that a literal such as ``380元/人/年`` writes; ``declared`` are the policy's own units."""
    text = "".join(unicodedata.normalize("NFKC", text).split())
    found = _AMOUNT.fullmatch(text)
    assert found is not None, text
    digits, suffix = found[1], found[2]
    if suffix == "%":
        return _made(digits, Fraction(1, 100), Unit(), Form.PERCENT, text)
    if suffix == "个百分点":
        return _made(digits, Fraction(1, 100), Unit(), Form.POINTS, text)
    if suffix in _MULTIPLIERS:
        return _made(digits, _MULTIPLIERS[suffix], Unit(), Form.PLAIN, text)
    measured = unit(suffix.split("/"), declared)
    if isinstance(measured, UnknownUnit):
        return measured
    return _made(digits, measured[1], measured[0], Form.UNIT, text)


def number(text: str) -> Amount:
    """A bare number."""
    text = unicodedata.normalize("NFKC", text)
    return _made(text, Fraction(1), Unit(), Form.PLAIN, text)


def unit(parts: Collection[str], declared: Collection[str]) -> tuple[Unit, Fraction] | UnknownUnit:
    """The unit 元/人/年 of its parts, with the factor that its spellings bring (万元: 10000)."""
    total, factor = Unit(), Fraction(1)
    for index, part in enumerate(parts):
        known = _base(part, declared)
        if known is None:
            return UnknownUnit(part, _nearest(part, declared))
        name, times = known
        base = Unit(((name, 1),)) if name else Unit()
        total, factor = (total * base, factor * times) if index == 0 else (total / base, factor / times)
    return total, factor


def _base(part: str, declared: Collection[str]) -> tuple[str, Fraction] | None:
    if part in declared:
        return part, Fraction(1)
    if part in UNIT_SPELLINGS:
        return UNIT_SPELLINGS[part]
    if part[:1] in _MULTIPLIERS and (rest := _base(part[1:], declared)) is not None:
        return rest[0], rest[1] * _MULTIPLIERS[part[0]]
    return None


#: What people say for a unit.
_COLLOQUIAL = {
    "块": "元",
    "块钱": "元",
    "毛": "角",
    "周岁": "岁",
    "个人": "人",
    "月份": "个月",
    "百分点": "个百分点",
    "趟": "次",
    "回": "次",
}


def _nearest(part: str, declared: Collection[str]) -> str | None:
    if part in _COLLOQUIAL:
        return _COLLOQUIAL[part]
    names = [*UNIT_SPELLINGS, *declared, "个百分点"]
    close = difflib.get_close_matches(part, names, n=1, cutoff=0.5)
    # 年度, 人次, 元钱: a unit with a character too many.
    starts = [name for name in BASE_UNITS if part.startswith(name)]
    return close[0] if close else max(starts, key=len, default=None)


def _made(digits: str, factor: Fraction, measured: Unit, form: Form, text: str) -> Amount:
    value = Fraction(digits) * factor
    written = len(digits.partition(".")[2]) + (scale_of(factor) or 0) - (len(str(factor.numerator)) - 1)
    return Amount(value, measured, form, max(written, scale_of(value) or 0), text)


def day(text: str) -> datetime.date | None:
    """The day that 2023-07-26 writes; None where the calendar has none."""
    year, month_, day_ = _numbers(text)
    return _date(year, month_, day_)


def month(text: str) -> datetime.date | None:
    """The month that 2023-07 writes, as its first day; None where the calendar has none."""
    year, month_ = _numbers(text)
    return _date(year, month_, 1)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in unicodedata.normalize("NFKC", text).split("-")]


def _date(year: int, month_: int, day_: int) -> datetime.date | None:
    try:
        return datetime.date(year, month_, day_)
    except ValueError:
        return None
