"""Literals: values in base units, scales as written, units that are none."""

from fractions import Fraction

import pytest

from policyc.quantities.units import Unit
from policyc.semantics.literals import Amount, Form, UnknownUnit, amount, day, month, number


@pytest.mark.parametrize(
    ("text", "value", "unit", "scale"),
    [
        ("380元/人/年", Fraction(380), "元/人/年", 0),
        ("380.50元", Fraction(761, 2), "元", 2),
        ("1.4万元", Fraction(14000), "元", 0),
        ("1.23456万元", Fraction("12345.6"), "元", 1),
        ("3亿元", Fraction(3 * 10**8), "元", 0),
        ("5万人", Fraction(50000), "人", 0),
        ("2万床日", Fraction(20000), "床日", 0),
        ("10元/万人", Fraction(1, 1000), "元/人", 4),
        ("5分", Fraction(1, 20), "元", 2),
        ("70%", Fraction(7, 10), "比例", 2),
        ("62.5%", Fraction(5, 8), "比例", 3),
        ("5个百分点", Fraction(1, 20), "比例", 2),
        ("12个月/年", Fraction(12), "个月/年", 0),
        ("3月", Fraction(3), "个月", 0),
        ("30日", Fraction(30), "天", 0),
        ("３８０元", Fraction(380), "元", 0),
        ("2万", Fraction(20000), "比例", 0),
    ],
)
def test_amounts(text: str, value: Fraction, unit: str, scale: int) -> None:
    found = amount(text, {"床日"})
    assert isinstance(found, Amount)
    assert (found.value, str(found.unit), found.scale) == (value, unit, scale)


def test_forms_tell_percentages_from_points() -> None:
    assert [a.form for t in ("5%", "5个百分点", "5元") if isinstance(a := amount(t, ()), Amount)] == [
        Form.PERCENT,
        Form.POINTS,
        Form.UNIT,
    ]
    assert number("0.5") == Amount(Fraction(1, 2), Unit(), Form.PLAIN, 1, "0.5")


@pytest.mark.parametrize(
    ("text", "part", "suggestion"),
    [("3年度", "年度", "年"), ("3块", "块", "元"), ("3床", "床", None), ("3元/人次", "人次", "次")],
)
def test_unknown_units(text: str, part: str, suggestion: str | None) -> None:
    assert amount(text, ()) == UnknownUnit(part, suggestion)


def test_days_that_do_not_exist() -> None:
    assert day("2023-02-30") is None
    assert day("2024-02-29") is not None
    assert month("2023-13") is None
