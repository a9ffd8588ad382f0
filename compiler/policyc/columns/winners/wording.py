"""How the figures of a comparison read: who won and who lost, and what an amount comes to."""

from __future__ import annotations

from fractions import Fraction

from policyc.columns.winners.figures import ParamFigures
from policyc.columns.winners.pairing import Pair
from policyc.compare.changes import Effect
from policyc.model.policy import BoundKind, Direction, Policy
from policyc.model.types import Bool, DateType, EnumType, MonthType, Quantity, Type, YearType
from policyc.quantities.decimals import decimal_text
from policyc.quantities.units import Unit
from policyc.wording.amounts import number, points, unit_text

#: The units of changes of what is no amount.
_STEPS = {MonthType: "个月", DateType: "天", YearType: "年"}


#: Sums from here on are told rounded, too.
_LONG = 10**6


def title_of(policy: Policy) -> str:
    """全国城乡居民医保（2022年）."""
    return f"{policy.name}（{f'{policy.year}年' if policy.year is not None else policy.id}）"


def sides(pair: Pair) -> tuple[str, str]:
    """What those are called whose result rose, and those whose fell: 受益 and 受损 where the policies say what more means."""
    match pair.type:
        case EnumType():
            return "有变化", ""
        case Bool():
            rose, fell = "由否变是", "由是变否"
        case MonthType() | DateType() | YearType():
            rose, fell = "推后", "提前"
        case _:
            rose, fell = "增加", "减少"
    match pair.direction:
        case Direction.BETTER:
            return f"受益（{rose}）", f"受损（{fell}）"
        case Direction.WORSE:
            return f"受损（{rose}）", f"受益（{fell}）"
        case None:
            return rose, fell


def direction_text(pair: Pair) -> str:
    """What more of it means for the insured."""
    if pair.direction is not None and isinstance(pair.type, MonthType | DateType | YearType):
        return f"越{'晚' if pair.direction is Direction.BETTER else '早'}对参保人越有利"
    if pair.direction is not None and isinstance(pair.type, Bool):
        return f"“{'是' if pair.direction is Direction.BETTER else '否'}”对参保人有利"
    match pair.direction:
        case Direction.BETTER:
            return "数额越高对参保人越有利"
        case Direction.WORSE:
            return "数额越低对参保人越有利"
        case None:
            return "两份政策没有标明利弊方向，只分增减"


def rises_first(pair: Pair) -> bool:
    """Whether winners are those whose result rose; so without a direction, too."""
    return pair.direction is not Direction.WORSE


def step_unit(type_: Type) -> str:
    """The unit of one person's change: 元/人·年, 个月; 百分点 of a rate."""
    if isinstance(type_, Quantity):
        return "个百分点" if type_.unit.is_rate else unit_text(type_)
    return next((text for kind, text in _STEPS.items() if isinstance(type_, kind)), "")


def total_unit(type_: Type) -> str:
    """The unit of a sum over people: 元/年 of 元/人/年."""
    return (
        unit_text(Quantity(type_.unit * Unit.of([("人", 1)])))
        if _is_a_head(type_) and isinstance(type_, Quantity)
        else step_unit(type_)
    )


def total_text(value: Fraction, type_: Type) -> str:
    """A sum in a sentence, exactly, and a long one also rounded: 17984052元/年（约1798.41万元）."""
    unit = total_unit(type_)
    exact = f"{number(value)}{unit}"
    if not unit.startswith("元") or value < _LONG or number(value) != decimal_text(value):
        return exact
    word, size = ("亿", 10**8) if value >= 10**8 - 50 else ("万", 10**4)
    hundredths = (200 * value / size + 1) // 2
    return f"{exact}（约{decimal_text(Fraction(hundredths, 100))}{word}元）"


def step(value: Fraction | None, type_: Type) -> str:
    """A change as a bare number; of rates in points."""
    if value is None:
        return ""
    if isinstance(type_, Quantity) and type_.unit.is_rate:
        return points(value).removesuffix("个百分点")
    return decimal_text(value)


def signed(value: Fraction) -> str:
    """A number with its sign: +30, -18, 0."""
    return f"{'+' if value > 0 else ''}{decimal_text(value)}"


def share(part: int, whole: int) -> str:
    """A share with one decimal, rounded half up: 79.1%; nothing of nobody."""
    if whole == 0:
        return ""
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def effect_text(moved: ParamFigures) -> str:
    """What a figure that moved means for the insured."""
    benefits = moved.after.direction is Direction.BETTER
    match moved.effect:
        case Effect.BETTER:
            return "待遇提高" if benefits else "负担减轻"
        case Effect.WORSE:
            return "待遇降低" if benefits else "负担增加"
        case _:
            return "—"


def basis_text(moved: ParamFigures) -> str:
    """What a total is worked out with, where the figure is not the only one that the document allows."""
    match moved.after.bound.kind:
        case BoundKind.AT_LEAST | BoundKind.MORE_THAN:
            return "按下限计算，实际可以更多"
        case BoundKind.AT_MOST | BoundKind.LESS_THAN:
            return "按上限计算，实际可以更少"
        case BoundKind.ABOUT:
            return "按约数计算"
        case _:
            return ""


def _is_a_head(type_: Type) -> bool:
    return isinstance(type_, Quantity) and ("人", -1) in type_.unit.powers
