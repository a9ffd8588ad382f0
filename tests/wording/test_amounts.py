"""The printing table: every kind of value and bound, in every style."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from policyc.model.policy import Bound, BoundKind
from policyc.model.types import BOOL, DATE, MONTH, UNLIMITED, YEAR, EnumType, Member, Quantity, Type, Value
from policyc.quantities.units import AGE, DAYS, MONTHS, PERSON, RATE, TIMES, YEARS, YUAN, Unit
from policyc.wording.amounts import Style, amount, bound_phrase, number, points, range_text

MONEY = Quantity(YUAN)
PER_HEAD = Quantity(YUAN / PERSON / YEARS)
RATES = Quantity(RATE)
BED_DAY = Unit((("床日", 1),))
WEST = Member("地区分档", "西部", "west", 0)
TIERS = EnumType("地区分档", "region_tier", ordered=False, members=(WEST,))


@pytest.mark.parametrize(
    ("value", "kind", "prose", "table"),
    [
        (Fraction(380), PER_HEAD, "每人每年380元", "380元/人·年"),
        (Fraction(-30), PER_HEAD, "每人每年-30元", "-30元/人·年"),
        (Fraction(5000), MONEY, "5000元", "5000元"),
        (Fraction(9999), MONEY, "9999元", "9999元"),
        (Fraction(10000), MONEY, "1万元", "1万元"),
        (Fraction(14000), MONEY, "1.4万元", "1.4万元"),
        (Fraction(-14000), MONEY, "-1.4万元", "-1.4万元"),
        (Fraction(400000), MONEY, "40万元", "40万元"),
        (Fraction("46374.8"), MONEY, "46374.8元", "46374.8元"),
        (Fraction("0.01"), MONEY, "0.01元", "0.01元"),
        (Fraction(0), MONEY, "0元", "0元"),
        (Fraction(125000000), MONEY, "1.25亿元", "1.25亿元"),
        (Fraction(123450000), MONEY, "12345万元", "12345万元"),
        (Fraction(1, 3), MONEY, "1/3元", "1/3元"),
        (Fraction(800), Quantity(YUAN / TIMES), "每次800元", "800元/次"),
        (Fraction(200), Quantity(YUAN / MONTHS), "每月200元", "200元/月"),
        (Fraction(90), Quantity(YUAN / BED_DAY), "每床日90元", "90元/床日"),
        (Fraction(20000), Quantity(BED_DAY), "2万床日", "2万床日"),
        (Fraction(50000), Quantity(PERSON), "5万人", "5万人"),
        (Fraction(7, 10), RATES, "70%", "70%"),
        (Fraction("0.655"), RATES, "65.5%", "65.5%"),
        (Fraction(-1, 20), RATES, "-5%", "-5%"),
        (Fraction(1, 3), RATES, "1/3", "1/3"),
        (Fraction(3), Quantity(MONTHS), "3个月", "3个月"),
        (Fraction(4), Quantity(YEARS), "4年", "4年"),
        (Fraction(73000), Quantity(DAYS), "73000天", "73000天"),
        (Fraction(70), Quantity(AGE), "70岁", "70岁"),
        (Fraction(12), Quantity(MONTHS / YEARS), "每年12个月", "12个月/年"),
        (WEST, TIERS, "西部", "西部"),
        (True, BOOL, "是", "是"),
        (False, BOOL, "否", "否"),
        (datetime.date(2023, 7, 6), DATE, "2023年7月6日", "2023-07-06"),
        (datetime.date(2023, 7, 1), MONTH, "2023年7月", "2023-07"),
        (2023, YEAR, "2023年", "2023"),
        (UNLIMITED, MONEY, "不封顶", "不封顶"),
        (None, MONEY, "未明确", "未明确"),
    ],
)
def test_values(value: Value | None, kind: Type, prose: str, table: str) -> None:
    """A value in a sentence and in a cell."""
    assert amount(value, kind) == prose
    assert amount(value, kind, "table") == table


def test_formula_style_keeps_units_behind_the_number_and_dates_in_words() -> None:
    """In a calculation the number comes first, whatever it is per."""
    assert amount(Fraction(640), PER_HEAD, "formula") == "640元/人·年"
    assert amount(datetime.date(2023, 7, 26), DATE, "formula") == "2023年7月26日"


def test_points_and_numbers() -> None:
    """A difference of rates is in percentage points, a plain number never has commas."""
    assert points(Fraction(1, 20)) == "5个百分点"
    assert points(Fraction(-1, 200)) == "-0.5个百分点"
    assert number(Fraction(1234567)) == "1234567"


def test_ranges_repeat_percent_and_myriads() -> None:
    """60%—75%, never 60—75%."""
    assert range_text(Fraction(3, 5), Fraction(3, 4), RATES) == "60%—75%"
    assert range_text(Fraction(150000), Fraction(520000), MONEY) == "15万元—52万元"
    assert range_text(Fraction(100), Fraction(200), PER_HEAD) == "每人每年100元—200元"
    assert range_text(Fraction(100), Fraction(200), PER_HEAD, "table") == "100元—200元/人·年"
    assert range_text(2023, 2025, YEAR) == "2023年至2025年"


def bound(
    kind: BoundKind, value: Value | None = None, low: str | None = None, high: str | None = None, closed: bool = True
) -> Bound:
    """A bound by its ends."""
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    return Bound(kind, value, ends[0], closed, ends[1], closed, kind is BoundKind.ABOUT)


@pytest.mark.parametrize(
    ("given", "kind", "prose", "table"),
    [
        (bound(BoundKind.EXACTLY, Fraction(380), "380", "380"), PER_HEAD, "每人每年380元", "380元/人·年"),
        (bound(BoundKind.AT_LEAST, Fraction(640), "640"), PER_HEAD, "每人每年不低于640元", "≥640元/人·年"),
        (bound(BoundKind.AT_LEAST, Fraction(3), "3"), Quantity(MONTHS), "不少于3个月", "≥3个月"),
        (bound(BoundKind.AT_LEAST, Fraction(70), "70"), Quantity(AGE), "不低于70岁", "≥70岁"),
        (bound(BoundKind.MORE_THAN, Fraction(1, 2), "0.5", closed=False), RATES, "超过50%", ">50%"),
        (bound(BoundKind.AT_MOST, Fraction(1, 5), None, "0.2"), RATES, "不超过20%", "≤20%"),
        (bound(BoundKind.LESS_THAN, Fraction(1, 5), None, "0.2", closed=False), RATES, "低于20%", "<20%"),
        (bound(BoundKind.LESS_THAN, Fraction(3), None, "3", closed=False), Quantity(MONTHS), "不足3个月", "<3个月"),
        (bound(BoundKind.ABOUT, Fraction(7, 10)), RATES, "70%左右", "约70%"),
        (bound(BoundKind.ABOUT, Fraction(640)), PER_HEAD, "每人每年640元左右", "约640元/人·年"),
        (bound(BoundKind.BETWEEN, None, "0.6", "0.75"), RATES, "60%—75%", "60%—75%"),
        (bound(BoundKind.BETWEEN, None, "0.6", "0.75", closed=False), RATES, "超过60%、低于75%", ">60%，<75%"),
        (bound(BoundKind.UNSPECIFIED), RATES, "未明确", "未明确"),
        (bound(BoundKind.UNSPECIFIED, None, "0", "380"), PER_HEAD, "未明确（每人每年0元—380元）", "未明确（0元—380元/人·年）"),
        (bound(BoundKind.UNSPECIFIED, None, None, "380"), PER_HEAD, "未明确（每人每年不超过380元）", "未明确（≤380元/人·年）"),
        (bound(BoundKind.EXACTLY, UNLIMITED), MONEY, "不封顶", "不封顶"),
    ],
)
def test_bounds(given: Bound, kind: Type, prose: str, table: str) -> None:
    """What a document says of a figure: 左右 and 不低于 in a sentence, 约 and ≥ in a cell, never both."""
    assert bound_phrase(given, kind) == prose
    assert bound_phrase(given, kind, "table") == table


@pytest.mark.parametrize("style", ["prose", "table", "formula"])
def test_about_is_said_once(style: Style) -> None:
    """Never 约70%左右."""
    text = bound_phrase(bound(BoundKind.ABOUT, Fraction(7, 10)), RATES, style)
    assert ("约" in text) != ("左右" in text)
