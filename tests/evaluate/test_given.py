"""Inputs from text, and which inputs are refused."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

import pytest

from policyc.evaluate.admission import accepts, refused
from policyc.evaluate.given import Unreadable, find_input, parse_given, parse_value
from policyc.model import expressions as e
from policyc.model.policy import Require
from policyc.model.types import BOOL, DATE, MONTH, UNLIMITED, YEAR, Quantity, Value
from policyc.quantities.units import AGE
from tests.evaluate.build import (
    CENTRAL,
    CLAUSE,
    MONEY,
    PER_HEAD,
    RATIO,
    TIER,
    WEST,
    YEAR_COUNT,
    at,
    cmp,
    given,
    hole,
    input_,
    lit,
    policy,
)


def needed(condition: e.Expr, *inputs: str, because: str | None = None) -> Require:
    return Require(condition, "", because, inputs, None if because else CLAUSE, (), at())


TRIAL = policy(
    {"结果": lit("1元")},
    inputs=[
        input_("分档", TIER, alias="tier"),
        input_("金额", MONEY, alias="amount"),
        input_("标准", PER_HEAD),
        input_("比例", RATIO),
        input_("年龄", Quantity(AGE)),
        input_("出生日期", DATE),
        input_("参保月", MONTH),
        input_("年度", YEAR),
        input_("参保", BOOL),
        input_("档位", MONEY, low=F(5), high=F(95), step=F(10)),
        input_("补缴年数", YEAR_COUNT),
        input_("断保年数", YEAR_COUNT),
    ],
    requires=[
        needed(cmp("<=", given("补缴年数", YEAR_COUNT), given("断保年数", YEAR_COUNT)), "补缴年数", "断保年数"),
        needed(cmp("<=", given("金额"), hole()), "金额"),
        needed(cmp("!=", given("金额"), lit("13元")), "金额", because="不吉利"),
    ],
)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("分档", "西部", WEST),
        ("分档", " Central ", CENTRAL),
        ("金额", "1.4万元", F(14000)),
        ("金额", "1.4万", F(14000)),
        ("金额", "12000", F(12000)),
        ("金额", "12,000.50元", F("12000.5")),
        ("金额", "１２０００．５元", F("12000.5")),
        ("金额", "-3元", F(-3)),
        ("金额", "3分", F("0.03")),
        ("标准", "640元/人/年", F(640)),
        ("标准", "640元", F(640)),
        ("标准", "0.064万元/人/年", F(640)),
        ("比例", "70%", F("0.7")),
        ("比例", "0.7", F("0.7")),
        ("比例", "5个百分点", F("0.05")),
        ("年龄", "70岁", F(70)),
        ("年龄", "70", F(70)),
        ("出生日期", "2023-07-26", date(2023, 7, 26)),
        ("出生日期", "2024年2月29日", date(2024, 2, 29)),
        ("出生日期", "2024/2/29", date(2024, 2, 29)),
        ("参保月", "2023-07", date(2023, 7, 1)),
        ("参保月", "2023年7月", date(2023, 7, 1)),
        ("年度", "2023", 2023),
        ("年度", "2023年", 2023),
        ("参保", "是", True),
        ("参保", "FALSE", False),
    ],
)
def test_what_people_type(name: str, text: str, value: Value) -> None:
    assert parse_value(TRIAL, TRIAL.input[name], text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("分档", "北部"),
        ("金额", "三元"),
        ("金额", ""),
        ("金额", "1e5"),
        ("金额", "nan"),
        ("金额", "5岁"),
        ("金额", "70%"),
        ("金额", "1,2元"),
        ("标准", "640元/年"),
        ("出生日期", "2023-02-29"),
        ("出生日期", "2023-07"),
        ("参保月", "2023-13"),
        ("年度", "23"),
        ("参保", "也许"),
    ],
)
def test_what_cannot_be_read(name: str, text: str) -> None:
    wrong = parse_value(TRIAL, TRIAL.input[name], text)
    assert isinstance(wrong, Unreadable)
    assert name in wrong.zh


def test_the_message_says_what_would_be_right() -> None:
    wrong = parse_value(TRIAL, TRIAL.input["分档"], "北部")
    assert isinstance(wrong, Unreadable)
    assert wrong.zh == "“分档”不能为“北部”：应为西部、中部或东部"


def test_pairs_by_either_name() -> None:
    given_, wrong = parse_given(TRIAL, ["tier=west", "金额＝1.4万", "分档=东部", "金颔=1", "参保"])
    assert given_ == {"分档": WEST, "金额": F(14000)}
    assert [w.zh for w in wrong] == ["输入“分档”给了两次", "没有名为“金颔”的输入，是不是“金额”？", "“参保”应写成 名=值"]
    assert find_input(TRIAL, "amount") is TRIAL.input["金额"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, None),
        ({"金额": F("0.01"), "分档": WEST, "档位": F(15)}, None),
        ({"金额": F("0.005")}, "“金额”不能为0.005元：应为0.01元的整数倍"),
        ({"金额": F("-0.01")}, "“金额”不能为-0.01元：应为0元—1亿元"),
        ({"金额": F(10**8)}, None),
        ({"金额": F(10**8) + F(1, 100)}, "“金额”不能为100000000.01元：应为0元—1亿元"),
        ({"档位": F(10)}, "“档位”不能为10元：应为5元起、每10元一档"),
        ({"年龄": F(151)}, "“年龄”不能为151岁：应为0岁—150岁"),
        ({"出生日期": date(1899, 12, 31)}, "“出生日期”不能为1899年12月31日：应为1900年1月1日至2199年12月31日"),
        ({"参保月": date(2023, 7, 2)}, "“参保月”不能为2023-07-02：应为1900年1月至2199年12月"),
        ({"分档": True}, "“分档”不能为是：应为西部、中部或东部"),
        ({"参保": F(1)}, "“参保”不能为1：应为是或否"),
        ({"年度": True}, "“年度”不能为是：应为1900年至2199年"),
        ({"金额": UNLIMITED}, "“金额”不能为不封顶：应为0元—1亿元"),
        ({"没有": F(1)}, "没有名为“没有”的输入"),
        ({"补缴年数": F(5)}, None),
        ({"补缴年数": F(3), "断保年数": F(3)}, None),
        (
            {"补缴年数": F(5), "断保年数": F(3)},
            "补缴年数为5年、断保年数为3年，不符合“补缴年数不超过断保年数”的要求（《通知》一、筹资）",
        ),
        ({"金额": F(13)}, "金额为13元，不符合“金额不为13元”的要求，不吉利"),
    ],
)
def test_what_is_refused_and_why(values: dict[str, Value], reason: str | None) -> None:
    assert accepts(TRIAL, values) == reason


def test_all_reasons_are_told_and_each_names_its_input() -> None:
    found = list(refused(TRIAL, {"金额": F(-1), "年龄": F(200), "补缴年数": F(5), "断保年数": F(3)}))
    assert [refusal.name for refusal in found] == ["金额", "年龄"]


@pytest.mark.parametrize("name", ["金额", "比例", "年龄", "出生日期", "年度", "参保", "分档"])
@pytest.mark.parametrize("text", ["9" * 10_000, "0." + "1" * 10_000, "9" * 10_000 + "元", "西" * 10_000])
def test_what_is_far_too_long_is_unreadable(name: str, text: str) -> None:
    declared = TRIAL.input[name]
    found = parse_value(TRIAL, declared, text)
    assert isinstance(found, Unreadable) and len(found.zh) < 100 and "…" in found.zh
