"""How a result came about, for every kind of choice."""

from fractions import Fraction
from pathlib import Path

import pytest

from policyc.evaluate.explanation import explain
from policyc.model.policy import Policy
from policyc.model.types import Value
from policyc.pipeline import compile_text

ROOT = Path(__file__).parents[2]
CASES = sorted(ROOT.glob("tests/language/*/good/*.pol"))

TEXT = """
policy 试点 as trial { region 全国 "CN" year 2023 }
source 通知 as notice { title "通知" number "某发〔2023〕1号" issuers "甲局" issued 2023-07-26 }
enum 等级 as level { 一级 as first, 二级 as second }
input 级 as the_level : 等级
input 费用 as cost : 元
input 困难 as poor : bool
clause 通知 "一、标准" {
  param 比例 as share = 80% quote "80%"
  table 起付线 as deductible by 级 { 一级: 200元 quote "一级200元" 二级: 500元 quote "二级500元" }
  rule 支付 as payment = 比例 * max(费用 - 起付线, 0元) rounded to 0.01元 {
    except when 困难 -> 费用 quote "困难的全额"
  }
}
"""


def _policy(text: str) -> Policy:
    policy = compile_text(text, "x.pol").policy
    assert policy is not None
    return policy


def test_rules_that_others_read_are_told_first() -> None:
    policy = _policy(TEXT)
    level = policy.input["级"].type.members[1]  # type: ignore[union-attr]
    given: dict[str, Value] = {"级": level, "费用": Fraction(1000), "困难": False}
    outcome, told = explain(policy, "支付", given)
    assert outcome.value == 400
    first, second = told.split("\n\n")
    assert first.splitlines() == [
        "起付线（《通知》一、标准）",
        "  已知：级为二级",
        "  级为二级：500元（“二级500元”）",
        "  起付线＝500元",
    ]
    assert second.splitlines()[-1] == "  支付＝400元"
    assert "  比例为80%（《通知》一、标准：“80%”）" in second.splitlines()


def test_a_missing_input_is_told() -> None:
    outcome, told = explain(_policy(TEXT), "支付", {"困难": False})
    assert outcome.value is None and "缺少“费用”" in told


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_example_of_every_case_can_be_explained(path: Path) -> None:
    policy = compile_text(path.read_text("utf-8"), path.name).policy
    assert policy is not None
    for example in policy.examples:
        for rule in policy.rules:
            assert rule.name in explain(policy, rule.name, dict(example.given))[1]


def test_a_modifier_says_what_it_does() -> None:
    rule = "  rule 加发 as raised = 100元 { plus 20元 when 困难  times 150% when 费用 > 100元 } rounded to 1元\n}\n"
    policy = _policy(TEXT.rstrip().removesuffix("}") + rule)
    _, told = explain(policy, "加发", {"困难": True, "费用": Fraction(200)})
    assert told.splitlines()[2:] == ["  困难，再加20元", "  费用超过100元，再乘以150%", "  加发＝180元"]
