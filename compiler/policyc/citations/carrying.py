"""Which numbers or dates of a passage say a figure."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction

from policyc.citations.documents import Passage
from policyc.citations.figures import Figure, Role
from policyc.citations.numerals import Numeral
from policyc.model.types import MonthType, Quantity, Type
from policyc.quantities.units import BASE_UNITS

#: Units of time are told apart; others count one thing or another.
_KNOWN = frozenset({*BASE_UNITS, "%", "倍"})


def carriers(figure: Figure, passage: Passage, own_year: int | None) -> tuple[Numeral, ...]:
    """The numbers of the passage that say the figure; dates are given as numbers at their place. ``own_year``: of the text."""
    match figure.value:
        case Fraction():
            return tuple(n for n in passage.figures if _reads(n, abs(figure.value), figure.type))
        case datetime.date() | int():
            return tuple(_dated(figure, passage, own_year))


def rivals(figure: Figure, passage: Passage) -> bool:
    """Whether the passage has numbers or dates of the figure's kind at all: then it may say another one."""
    if not isinstance(figure.value, Fraction):
        return any(m.year is not None or m.month is not None or m.end for m in passage.mentions)
    return any(n.arabic and _same_kind(n, figure.type) for n in passage.figures)


def _dated(figure: Figure, passage: Passage, own_year: int | None) -> Iterator[Numeral]:
    for mention in passage.mentions:
        if isinstance(figure.value, datetime.date):
            month_only = isinstance(figure.type, MonthType)
            good = (mention.is_month if month_only else mention.is_day)(figure.value, own_year)
        else:
            assert isinstance(figure.value, int)
            good = mention.is_year(figure.value, own_year)
        if good:
            yield Numeral((Fraction(0),), mention.start, mention.stop, None, mention.stop, arabic=True)


def _reads(number: Numeral, value: Fraction, kind: Type) -> bool:
    """A bare number may leave out its unit: 85 under a head that says %, 40 under one that says 万元."""
    if not _same_kind(number, kind):
        return False
    if value in number.readings:
        return True
    if not number.bare or not isinstance(kind, Quantity):
        return False
    if kind.unit.is_rate:
        return number.value == value * 100
    return kind.unit.is_money and number.value * 10**4 == value


def _same_kind(number: Numeral, kind: Type) -> bool:
    """Whether a number's unit may be that of an amount: 4年 is no 4个月, 70元 no 70%. What is left out may be any."""
    if not isinstance(kind, Quantity):
        return True
    if kind.unit.is_rate:
        return number.unit in ("%", "倍") or (number.unit is None and number.bare)
    if number.unit not in _KNOWN:
        return True
    above = [name for name, power in kind.unit.powers if power > 0]
    if not above:  # 1/年
        return True
    return number.unit in above or (number.unit not in ("%",) and above[0] not in BASE_UNITS and number.unit in ("次", "人"))


def left_out(figure: Figure, number: Numeral, passage: Passage) -> str:
    """The part of the figure's unit that the passage does not say: 每人每年 for 1020 元; empty where nothing is left out."""
    if not isinstance(figure.type, Quantity) or figure.role is Role.DEADLINE:
        return ""
    said = passage.said + passage.text[number.end : number.unit_end]
    missing = []
    for name, power in figure.type.unit.powers:
        if power > 0 and number.unit is None and number.bare:
            missing.append(name)
        if power < 0 and not any(word in said for word in _PER.get(name, (name,))):
            missing.append(f"/{name}")
    if figure.type.unit.is_rate and number.bare and number.unit is None:
        missing.append("%")
    return "".join(missing)


_PER = {
    "人": ("每人", "人均", "/人", "per person", "per capita"),
    "年": ("每年", "年度", "/年", "·年", "全年", "per year", "annual"),
    "个月": ("每月", "/月", "月均"),
    "天": ("每天", "每日", "/天", "/日"),
    "次": ("每次", "/次", "单次", "次均"),
}
