"""Types as written, how they are called in messages, and what each allows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from policyc.diagnostics.core import Words
from policyc.model.types import BOOL, DATE, MONTH, YEAR, Bool, DateType, EnumType, MonthType, Quantity, Type, YearType
from policyc.quantities.units import RATE
from policyc.semantics import literals
from policyc.syntax import tree

_WORDS: Mapping[str, Type] = {
    "bool": BOOL,
    "date": DATE,
    "month": MONTH,
    "year": YEAR,
    "rate": Quantity(RATE),
    "%": Quantity(RATE),
}


def written(name: tree.TypeName, enums: Mapping[str, EnumType], units: Collection[str]) -> Type | literals.UnknownUnit:
    """The type that a declaration writes; where it is none, the part that is unknown."""
    if len(name.parts) == 1:
        word = name.parts[0]
        if word in _WORDS:
            return _WORDS[word]
        if word in enums:
            return enums[word]
    # 万元 as a type is 元: a multiple is not a unit of its own.
    measured = literals.unit(name.parts, units)
    return measured if isinstance(measured, literals.UnknownUnit) else Quantity(measured[0])


def describe(kind: Type) -> Words:
    """A type in a message."""
    return Words(_chinese(kind), describe_en(kind))


def _chinese(kind: Type) -> str:
    match kind:
        case Quantity(unit):
            return "比例（%）" if unit.is_rate else str(unit)
        case Bool():
            return "是否值（bool）"
        case EnumType():
            return f"分类“{kind.name}”"
        case DateType():
            return "日期（date）"
        case MonthType():
            return "月份（month）"
        case YearType():
            return "年份（year）"


def describe_en(kind: Type) -> str:
    """The same in English."""
    match kind:
        case Quantity(unit):
            return "rate (%)" if unit.is_rate else str(unit)
        case EnumType():
            return f"enum “{kind.name}”"
        case _:
            return str(kind)


def is_ordered(kind: Type) -> bool:
    """Whether its values can be compared by < and >."""
    return kind.ordered if isinstance(kind, EnumType) else not isinstance(kind, Bool)


def is_calendar(kind: Type) -> bool:
    """A day, a month or a year."""
    return isinstance(kind, DateType | MonthType | YearType)


def is_amount(kind: Type) -> bool:
    """An amount or a rate."""
    return isinstance(kind, Quantity)
