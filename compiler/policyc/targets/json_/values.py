"""Values and types as JSON. Amounts are strings of plain decimal digits (``"640"``, ``"0.7"``), so that no reader rounds them.

A member of an enum is its ASCII name, ``unlimited`` that word, a day ``2023-07-26``, a month ``2023-07``; years and booleans are
JSON's own.
"""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any, assert_never

from policyc.diagnostics.core import Span
from policyc.model.types import (
    Bool,
    DateType,
    EnumType,
    Member,
    MonthType,
    Quantity,
    Type,
    Unlimited,
    Value,
    YearType,
    from_ordinal,
)
from policyc.quantities.decimals import decimal_text

Data = dict[str, Any]


def value_data(value: Value | None, kind: Type) -> Any:
    """A value; None for none."""
    match value:
        case None | bool():
            return value
        case Unlimited():
            return value.value
        case Member():
            return value.alias
        case Fraction():
            return decimal_text(value)
        case datetime.date():
            return f"{value:%Y-%m}" if isinstance(kind, MonthType) else value.isoformat()
        case int():
            return value
        case _:
            assert_never(value)


def end_data(place: Fraction | None, kind: Type) -> Any:
    """The value at a place of the type's number line, such as the end of a range; None beyond the calendar's ends."""
    try:
        return None if place is None else value_data(from_ordinal(place, kind), kind)
    except (ValueError, OverflowError):
        return None


def type_data(kind: Type) -> Data:
    """A type; an enum by its ASCII name."""
    match kind:
        case Quantity():
            return {"kind": "amount", "unit": str(kind.unit)}
        case Bool():
            return {"kind": "bool"}
        case EnumType():
            return {"kind": "enum", "enum": kind.alias}
        case DateType():
            return {"kind": "date"}
        case MonthType():
            return {"kind": "month"}
        case YearType():
            return {"kind": "year"}
        case _:
            assert_never(kind)


def unit_data(kind: Type) -> str | None:
    """The unit of an amount; None for what is not one."""
    return str(kind.unit) if isinstance(kind, Quantity) else None


def place_data(span: Span) -> Data:
    """Where something stands in the .pol file; ends are exclusive, columns count code points."""
    return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}
