"""How a case that a check found is told: 类别 = 低保对象，年龄 = 61岁."""

from __future__ import annotations

from fractions import Fraction

from policyc.checks.formulas import Coordinate
from policyc.checks.search import Case
from policyc.diagnostics.core import Words
from policyc.model.types import from_ordinal
from policyc.wording.amounts import amount


def describe(case: Case) -> Words:
    """The values that make a case, inputs first; 任何输入 where none matters."""
    given = sorted(case.items(), key=lambda item: (item[0].is_hole, item[0].number))
    told = [_told(coordinate, place) for coordinate, place in given]
    return Words("，".join(told), ", ".join(x.en for x in told)) if told else Words("任何输入", "any input")


def _told(coordinate: Coordinate, place: Fraction) -> Words:
    assert coordinate.type is not None
    value = amount(from_ordinal(place, coordinate.type), coordinate.type, "table")
    value_en = {"是": "true", "否": "false"}.get(value, value)
    open_ = ("（未明确的数）", " (an open figure)") if coordinate.is_hole else ("", "")
    return Words(f"{coordinate.name}{open_[0]} = {value}", f"{coordinate.name}{open_[1]} = {value_en}")
