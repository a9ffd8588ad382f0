"""How values and bounds are printed in Chinese: the one table that every artefact uses.

Three styles: ``prose`` for sentences (每人每年380元, 2023年7月26日), ``table`` for cells (380元/人·年, ≥640元/人·年,
2023-07-26) and ``formula`` for calculations (380元/人·年, 2023年7月26日). Numbers are exact: 万 and 亿 are used only where at
most two decimals remain, so that nothing is rounded in printing.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from policyc.model.policy import Bound, BoundKind
from policyc.model.types import UNLIMITED, DateType, Member, MonthType, Quantity, Type, Value
from policyc.quantities.decimals import decimal_text, scale_of
from policyc.quantities.units import BASE_UNITS, Unit

Style = Literal["prose", "table", "formula"]

UNSPECIFIED_WORD = "未明确"
UNLIMITED_WORD = "不封顶"

#: How a unit below the line reads before an amount; any other is 每 and itself (每床日).
_EACH = {"个月": "每月"}
#: Units that are counted out one by one, even from 10000 on.
_NO_MYRIADS = {"年", "个月", "天", "岁"}


def amount(value: Value | None, type: Type, style: Style = "prose") -> str:
    """A value of a type: 每人每年380元, 70%, 3个月, 西部, 是, 2023年7月26日, 不封顶; 未明确 for None."""
    if value is None:
        return UNSPECIFIED_WORD
    if value is UNLIMITED:
        return UNLIMITED_WORD
    match value:
        case bool():
            return "是" if value else "否"
        case Member():
            return value.name
        case datetime.date():
            return _day(value, type, style)
        case Fraction():
            assert isinstance(type, Quantity)
            return _quantity(value, type.unit, style)
        case _:
            return str(value) if style == "table" else f"{value}年"


def points(value: Fraction) -> str:
    """A difference of two rates: 5个百分点."""
    return f"{decimal_text(value * 100)}个百分点"


def bare(value: Fraction, type: Quantity) -> str:
    """An amount without what it is per: 380元 of 每人每年380元, 70%, 3个月."""
    return _bare(value, type.unit)


def unit_text(type: Quantity) -> str:
    """A unit as the head of a column has it: 元/人·年, 个月; % of a rate."""
    return "%" if type.unit.is_rate else "·".join(_names(type.unit, 1)) + _below(type.unit)


def number(value: Fraction) -> str:
    """A plain number, with 万 or 亿 from 10000 on where at most two decimals remain: 5000, 1.4万, 46374.8, 1.25亿."""
    for word, size in (("亿", 10**8), ("万", 10**4)):
        scale = scale_of(value / size)
        if abs(value) >= size and scale is not None and scale <= 2:
            return decimal_text(value / size) + word
    return decimal_text(value)


def range_text(low: Value, high: Value, type: Type, style: Style = "prose") -> str:
    """From one value to another, with % and 万 repeated: 60%—75%, 每人每年15万元—52万元, 9月1日至12月31日."""
    if not (isinstance(type, Quantity) and isinstance(low, Fraction) and isinstance(high, Fraction)):
        return f"{amount(low, type, style)}至{amount(high, type, style)}"
    if style == "prose":
        return f"{_each(type.unit)}{_bare(low, type.unit)}—{_bare(high, type.unit)}"
    return f"{_bare(low, type.unit)}—{_bare(high, type.unit)}{_below(type.unit)}"


def bound_phrase(bound: Bound, type: Type, style: Style = "prose") -> str:
    """What a document says of a figure: 每人每年不低于640元, 70%左右, 60%—75%, 5个百分点, 未明确; in a table ≥640元/人·年."""
    if bound.points:  # a distance between rates; the digits are the same
        return bound_phrase(replace(bound, points=False), type, style).replace("%", "个百分点")
    match bound.kind:
        case BoundKind.EXACTLY:
            return amount(bound.value, type, style)
        case BoundKind.ABOUT:
            return _about(amount(bound.value, type, style), style)
        case BoundKind.UNSPECIFIED:
            limits = _limits(bound, type, style)
            return f"{UNSPECIFIED_WORD}（{limits}）" if limits else UNSPECIFIED_WORD
        case _:
            limits = _limits(bound, type, style) or UNSPECIFIED_WORD
            return f"大致{limits}" if bound.about else limits


def bound_word(kind: Literal[">=", ">", "<=", "<"], type: Type) -> str:
    """The word of a bound, fitting what is counted: 不低于640元 but 不少于3个月, 低于20% but 不足3个月."""
    counted = isinstance(type, Quantity) and not (type.unit.is_money or type.unit.is_rate)
    match kind:
        case ">=":
            return "不少于" if counted and not _is_age(type) else "不低于"
        case ">":
            return "超过"
        case "<=":
            return "不超过"
        case "<":
            return ("不满" if _is_age(type) else "不足") if counted else "低于"


def bound_frame(kind: Literal[">=", ">", "<=", "<"], type: Quantity) -> tuple[str, str]:
    """What stands before and after the digits of a bound in prose: (每人每年不低于, 元). A rate's digits are per cent."""
    after = "%" if type.unit.is_rate else "·".join(_names(type.unit, 1))
    return f"{_each(type.unit)}{bound_word(kind, type)}", after


# ------------------------------------------------------------------ days


def _day(value: datetime.date, type: Type, style: Style) -> str:
    if isinstance(type, MonthType):
        return f"{value.year:04}-{value.month:02}" if style == "table" else f"{value.year}年{value.month}月"
    assert isinstance(type, DateType)
    return value.isoformat() if style == "table" else f"{value.year}年{value.month}月{value.day}日"


# ------------------------------------------------------------------ amounts


def _quantity(value: Fraction, unit: Unit, style: Style) -> str:
    bare = _bare(value, unit)
    return f"{_each(unit)}{bare}" if style == "prose" else f"{bare}{_below(unit)}"


def _bare(value: Fraction, unit: Unit) -> str:
    """The amount without what stands below the line: 380元, 70%, 3个月."""
    if unit.is_rate:
        return f"{decimal_text(value * 100)}%" if scale_of(value) is not None else decimal_text(value)
    above = _names(unit, 1)
    digits = decimal_text(value) if set(above) & _NO_MYRIADS else number(value)
    return digits + "·".join(above)


def _each(unit: Unit) -> str:
    return "".join(_EACH.get(name, f"每{name}") for name in _names(unit, -1))


def _below(unit: Unit) -> str:
    below = _names(unit, -1)
    return f"/{'·'.join(name.removeprefix('个') for name in below)}" if below else ""


def _names(unit: Unit, sign: int) -> Sequence[str]:
    """The base units above (1) or below (-1) the line, in printing order, as often as their power says."""
    places = {name: place for place, name in enumerate(BASE_UNITS)}
    powers = sorted(unit.powers, key=lambda item: (places.get(item[0], len(places)), item[0]))
    return [name for name, power in powers for _ in range(max(power * sign, 0))]


# ------------------------------------------------------------------ bounds


def _about(text: str, style: Style) -> str:
    return f"{text}左右" if style == "prose" else f"约{text}"


def _limits(bound: Bound, type: Type, style: Style) -> str:
    """The interval in words or signs; empty where both ends are open."""
    if bound.low is not None and bound.high is not None and bound.low_closed and bound.high_closed:
        return range_text(bound.low, bound.high, type, style)
    ends = []
    if bound.low is not None:
        ends.append(_end(">=" if bound.low_closed else ">", bound.low, type, style))
    if bound.high is not None:
        ends.append(_end("<=" if bound.high_closed else "<", bound.high, type, style))
    return ("、" if style == "prose" else "，").join(ends)


def _end(kind: Literal[">=", ">", "<=", "<"], value: Fraction, type: Type, style: Style) -> str:
    assert isinstance(type, Quantity)
    if style == "prose":
        return f"{_each(type.unit)}{bound_word(kind, type)}{_bare(value, type.unit)}"
    signs = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
    return signs[kind] + _quantity(value, type.unit, style)


def _is_age(type: Type) -> bool:
    return isinstance(type, Quantity) and type.unit.powers == (("岁", 1),)
