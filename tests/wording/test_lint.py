"""The forbidden forms are found, and good Chinese passes."""

from __future__ import annotations

import pytest

from policyc.wording.lint import lint


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("支付比例约70%左右。", "约70%左右"),
        ("大约每人每年640元左右", "大约每人每年640元左右"),
        ("年龄大于等于70岁", "大于等于"),
        ("费用小于或等于5000元", "小于或等于"),
        ("负担降低一倍", "降低一倍"),
        ("减少了2倍", "减少了2倍"),
        ("补助5,000元", "5,000"),
        ("封顶线400000元", "400000元"),
        ("封顶线1.40万元", "1.40万"),
        ("支付60—75%", "60—75%"),
        ("限额15—52万元", "15—52万"),
        ("由65%提高到70%，提高5%", "由65%提高到70%，提高5%"),
        ("提高了到70%", "提高了到"),
        ("医保发[2023]24号", "[2023]"),
        ("医保发〔2023〕第24号", "〔2023〕第"),
        ("自2023-07-26起", "2023-07-26"),
        ("2023年07月", "3年07月"),
        ("不低于 640元", " "),
        ("640 元", " "),
        ("西部,中部", ","),
        ("不设上限。。", "。。"),
        ("每人每人380元", "每人每人"),
        ("补助>=640元", ">="),
        ("结果为None", "None"),
        ("为群众赋能", "赋能"),
        ("本文由 policyc 编写", "由 policyc"),
    ],
)
def test_forbidden(text: str, caught: str) -> None:
    """Each form is found where it stands."""
    assert caught in [finding.text for finding in lint(text)]


@pytest.mark.parametrize(
    "text",
    [
        "人均财政补助标准每人每年不低于640元，支付比例稳定在70%左右。",
        "由65%提高到70%，提高5个百分点；由350元提高到380元，提高30元。",
        "60%—75%；15万元—52万元；46374.8元；9月1日至12月31日。",
        "《通知》（医保发〔2023〕24号）于2023年7月26日印发。",
        "| 补助 | ≥640元/人·年 | 约70% | 2023-07-26 |",
        "强调“强化数据赋能医保管理”。",
        "发生费用400001元",
        '`a >= b` 与 <a id="x-1"></a>',
        "```\n5,000 >= 4,000\n```",
        "2021年至2025年",
    ],
)
def test_good_chinese(text: str) -> None:
    """What the table of chinese.md writes passes."""
    assert lint(text) == ()


def test_place() -> None:
    """Findings say line and column, in order."""
    assert [(f.line, f.column) for f in lint("好。\n甲大于等于乙，5,000元")] == [(2, 2), (2, 8)]
