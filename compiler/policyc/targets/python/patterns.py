"""The test that a value meets a pattern of a match or table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from policyc.model import expressions as e
from policyc.model.types import Bool, DateType, EnumType, Member, MonthType, Type, Unlimited, Value
from policyc.targets.python.code import Binds, Code
from policyc.targets.python.literals import UNLIMITED_NAME, day, member, scaled
from policyc.targets.python.operators import compared


def equal_to(patterns: Sequence[e.Pattern], kind: Type, scale: int | None) -> list[str] | None:
    """The values of patterns that are all values, as the subject is counted: for ``tier in (Tier.WEST, Tier.CENTRAL)``."""
    if len(patterns) == 1 or isinstance(kind, Bool):
        return None
    values = [_value(p.value, kind, scale) for p in patterns if isinstance(p, e.ValuePattern)]
    return values if len(values) == len(patterns) else None


def pattern_test(code: Code, pattern: e.Pattern, kind: Type, scale: int | None) -> Code:
    """``60 <= age <= 69``, ``age > 80``."""
    if isinstance(pattern, e.ValuePattern):
        return compared(e.CompareOp.EQ, code, Code(_value(pattern.value, kind, scale)), kind)
    tested = f"{code.text}.rank" if isinstance(kind, EnumType) else code.text
    low = None if pattern.low is None else _end(pattern.low, kind, scale)
    high = None if pattern.high is None else _end(pattern.high, kind, scale)
    if low is not None and high is not None:
        signs = "<=" if pattern.low_closed else "<", "<=" if pattern.high_closed else "<"
        return Code(f"{low} {signs[0]} {tested} {signs[1]} {high}", Binds.COMPARE)
    if low is not None:
        return Code(f"{tested} {'>=' if pattern.low_closed else '>'} {low}", Binds.COMPARE)
    return Code(f"{tested} {'<=' if pattern.high_closed else '<'} {high}", Binds.COMPARE)


def _end(value: Value, kind: Type, scale: int | None) -> str:
    text = _value(value, kind, scale)
    return f"{text}.rank" if isinstance(kind, EnumType) else text


def _value(value: Value, kind: Type, scale: int | None) -> str:
    """A pattern's value as the subject is counted; one that is finer than any subject compares as a fraction."""
    match value:
        case Unlimited():
            return UNLIMITED_NAME
        case Member():
            return member(value, kind)
        case Fraction():
            counted = value if scale is None else value * 10**scale
            return scaled(counted, 0 if counted.denominator == 1 and scale is not None else None)
        case bool() | int():
            return str(value)
        case _:
            assert isinstance(kind, DateType | MonthType)
            return day(value)
