"""How a figure moved from one document to the next: 由每人每年350元提高到380元，提高30元; in a table 350→380（+30）."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from policyc.model.policy import Bound, BoundKind, Direction
from policyc.model.types import Quantity, Type
from policyc.wording.amounts import amount, bare, bound_phrase, bound_word, points
from policyc.wording.amounts import number as digits

#: What is said of a figure that is as it was.
UNCHANGED = "没有变化"
_SIGNS: Mapping[BoundKind, Literal[">=", ">", "<=", "<"]] = MappingProxyType(
    {BoundKind.AT_LEAST: ">=", BoundKind.MORE_THAN: ">", BoundKind.AT_MOST: "<=", BoundKind.LESS_THAN: "<"}
)
_MARKS = MappingProxyType({BoundKind.AT_LEAST: "≥", BoundKind.MORE_THAN: ">", BoundKind.AT_MOST: "≤", BoundKind.LESS_THAN: "<"})


def changed(before: Bound, after: Bound, type: Type, direction: Direction | None, *, by_document: bool = False) -> str:
    """What became of a figure, in words; empty where one of the two is not stated.

    提高 and 降低 only where it is declared what more of it means; 调整为 otherwise, and where another kind of bound is stated
    (为380元, then 不低于400元): that is no mere rise, unless the document itself says by how much (``by_document``).
    """
    if before.value is None or after.value is None:
        return ""
    if before == after:
        return UNCHANGED
    old, new = bound_phrase(before, type), bound_phrase(after, type)
    if not _comparable(before, after, type) or (before.kind is not after.kind and not by_document):
        return f"由{old}调整为{new}"
    assert isinstance(type, Quantity) and isinstance(before.value, Fraction) and isinstance(after.value, Fraction)
    rising = after.value > before.value
    verb, noun = ("提高到", "提高") if rising else ("降低到", "降低")
    if direction is None:
        verb, noun = "调整为", "增加" if rising else "减少"
    if after.kind is BoundKind.ABOUT:
        return f"由{old}{verb}{new}"
    return f"由{old}{verb}{again(after, type)}，{noun}{_distance(abs(after.value - before.value), type)}"


def changed_cell(before: Bound, after: Bound, type: Type, *, by_document: bool = False) -> str:
    """The same in a table: 350→380（+30）, ≥610→≥640（+30）, 65%→70%（+5个百分点）, =380→≥400; 不变; or nothing."""
    if before.value is None or after.value is None:
        return ""
    if before == after:
        return "不变"
    if not _comparable(before, after, type):
        return f"{bound_phrase(before, type, 'table')}→{bound_phrase(after, type, 'table')}"
    assert isinstance(type, Quantity) and isinstance(before.value, Fraction) and isinstance(after.value, Fraction)
    old, new = plain_figure(before, type), plain_figure(after, type)
    if before.kind is not after.kind and not by_document:  # a difference would say that the two are of a kind
        exact = {BoundKind.EXACTLY: "="}
        return f"{exact.get(before.kind, '')}{old}→{exact.get(after.kind, '')}{new}"
    sign = "+" if after.value > before.value else "-"
    distance = abs(after.value - before.value)
    return f"{old}→{new}（{sign}{points(distance) if type.unit.is_rate else digits(distance)}）"


def _comparable(before: Bound, after: Bound, type: Type) -> bool:
    """Whether both have one number each, so that a difference means something."""
    kinds = {BoundKind.EXACTLY, BoundKind.ABOUT, *_SIGNS}
    amounts = isinstance(before.value, Fraction) and isinstance(after.value, Fraction)
    return isinstance(type, Quantity) and amounts and {before.kind, after.kind} <= kinds and before.about == after.about


def again(bound: Bound, type: Quantity) -> str:
    """A new figure without what it is per, which stands with the old one: 380元, 不低于640元. The bound has a number."""
    assert isinstance(bound.value, Fraction)
    sign = _SIGNS.get(bound.kind)
    figure = _points(bare(bound.value, type), bound)
    return f"{bound_word(sign, type)}{figure}" if sign is not None else figure


def _distance(value: Fraction, type: Quantity) -> str:
    return points(value) if type.unit.is_rate else bare(value, type)


def plain_figure(bound: Bound, type: Quantity) -> str:
    """A figure that has a number, in a cell, its unit left to the column beside it: 380, ≥640, 70%."""
    assert isinstance(bound.value, Fraction)
    mark = "约" if bound.about else _MARKS.get(bound.kind, "")
    return mark + (_points(amount(bound.value, type), bound) if type.unit.is_rate else digits(bound.value))


def _points(text: str, bound: Bound) -> str:
    return text.replace("%", "个百分点") if bound.points else text
