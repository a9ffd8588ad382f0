"""How a case that a check found is told: 类别 = 低保对象，年龄 = 61岁."""

from __future__ import annotations

from fractions import Fraction

from policyc.checks.formulas import Coordinate
from policyc.checks.search import Case
from policyc.model.types import from_ordinal
from policyc.wording.amounts import amount


def describe(case: Case) -> str:
    """The values that make a case, inputs first; 任何输入 where none matters."""
    given = sorted(case.items(), key=lambda item: (item[0].is_hole, item[0].number))
    return "，".join(_told(coordinate, place) for coordinate, place in given) or "任何输入"


def _told(coordinate: Coordinate, place: Fraction) -> str:
    assert coordinate.type is not None
    value = amount(from_ordinal(place, coordinate.type), coordinate.type, "table")
    open_ = "（未明确的数）" if coordinate.is_hole else ""
    return f"{coordinate.name}{open_} = {value}"
