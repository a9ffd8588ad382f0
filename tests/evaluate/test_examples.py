"""Checks and examples: what holds, what is said of what does not, and what is covered."""

from __future__ import annotations

from pathlib import Path

from policyc.evaluate.examples import run_examples
from policyc.evaluate.outcome import Branch
from policyc.pipeline import compile_text
from tests.evaluate.texts import policy_of
from tests.language.folders import compile_folder

NATION = """
  param 人均财政补助标准 as fiscal_subsidy >= 640元/人/年
  param 个人缴费标准 as individual_contribution = 380元/人/年
  param 筹资标准 as financing_standard = 人均财政补助标准 + 个人缴费标准
  rule 中央财政补助 as central_subsidy = match 分档 {
    西部 -> 80% * 人均财政补助标准
    中部 -> 60% * 人均财政补助标准
    东部 -> unspecified quote "按照一定比例"
  }
"""
TIER = "input 分档 as tier : 地区分档"


def messages(clause: str, top: str = TIER) -> list[str]:
    """Code and message of everything that fails."""
    _, found = run_examples(policy_of(top, clause))
    return [f"{error.code.code} {error.message('zh')}" for error in found]


def test_what_holds_says_nothing() -> None:
    report, errors = run_examples(
        policy_of(
            TIER,
            NATION
            + """
            check 筹资标准 == 1020元/人/年
            check 筹资标准 >= 1000元/人/年 and 个人缴费标准 < 人均财政补助标准
            example "西部" { given 分档 = 西部  expect 中央财政补助 == 512元/人/年 }
            example "东部" { given 分档 = 东部  expect 中央财政补助 is unspecified }
            example "无" { expect 中央财政补助 is missing }
            """,
        )
    )
    assert not errors and report.passed
    assert (len(report.checks), len(report.examples)) == (2, 3)
    assert [(c.rule, c.branch.value, c.text) for c in report.coverage.missed] == [("中央财政补助", "arm", "分档为中部")]
    assert (report.coverage.count, len(report.coverage.choices)) == (2, 3)


def test_a_check_that_fails_shows_its_calculation() -> None:
    assert messages(NATION + "check 筹资标准 == 1030元/人/年") == ["E0701 核对不成立：筹资标准 = 640 + 380 = 1020 ≠ 1030"]
    assert messages(NATION + "check 人均财政补助标准 + 个人缴费标准 == 1030元/人/年") == [
        "E0701 核对不成立：人均财政补助标准 + 个人缴费标准 = 640 + 380 = 1020 ≠ 1030"
    ]
    assert messages(NATION + "check 1030元/人/年 == 筹资标准") == ["E0701 核对不成立：1030 ≠ 1020 = 640 + 380 = 筹资标准"]
    assert messages(NATION + "check 人均财政补助标准 * 50% == 个人缴费标准") == [
        "E0701 核对不成立：人均财政补助标准 × 50% = 640元/人·年 × 50% = 320元/人·年 ≠ 380元/人·年 = 个人缴费标准"
    ]
    assert messages(NATION + "check 筹资标准 > 1000元/人/年 and 筹资标准 <= 1010元/人/年") == [
        "E0701 核对不成立：筹资标准 = 640元/人·年 + 380元/人·年 = 1020元/人·年"
    ]


def test_a_check_that_meets_a_hole_is_no_yes() -> None:
    assert messages("param 定额 as fixed : 元 unspecified\n check 定额 > 0元") == [
        "E0702 核对无从计算：定额未明确（《通知》一、筹资）"
    ]


def test_an_example_that_fails_says_what_was_expected_what_came_and_of_what() -> None:
    given = "given 分档 = 西部"
    expected = f'example "甲" {{ {given} expect 中央财政补助 == 500元/人/年  expect 中央财政补助 > 512元/人/年 }}'
    assert messages(NATION + expected) == [
        "E0703 示例“甲”不符：应有“中央财政补助 == 500元/人/年”，实为中央财政补助 = 512元/人·年（分档 = 西部）",
        "E0703 示例“甲”不符：应有“中央财政补助 > 512元/人/年”，实为中央财政补助 = 512元/人·年（分档 = 西部）",
    ]


def test_the_rule_is_marked() -> None:
    policy = policy_of(TIER, NATION + 'example "甲" { given 分档 = 西部 expect 中央财政补助 == 500元/人/年 }')
    _, (error,) = run_examples(policy)
    assert [label.span for label in error.related] == [policy.rule["中央财政补助"].span]


def test_a_hole_is_not_0() -> None:
    assert messages(NATION + 'example "甲" { given 分档 = 东部 expect 中央财政补助 == 0元/人/年 }') == [
        "E0704 示例“甲”无从判断“中央财政补助 == 0元/人/年”：中央财政补助未明确（《通知》一、筹资：“按照一定比例”）（分档 = 东部）"
    ]


def test_states_that_differ() -> None:
    assert messages(NATION + 'example "甲" { given 分档 = 西部 expect 中央财政补助 is unspecified }') == [
        "E0705 示例“甲”不符：“中央财政补助”应为未明确，实为512元/人·年（分档 = 西部）"
    ]
    assert messages(NATION + 'example "甲" { given 分档 = 西部 expect 中央财政补助 is refused }') == [
        "E0705 示例“甲”不符：“中央财政补助”应为拒绝接受输入，实为512元/人·年（分档 = 西部）"
    ]


AGES = """
  input 年龄 as age_now : 岁
  input 工龄 as seniority : 岁 in 0岁 .. 60岁
"""
PENSION = """
  require 工龄 <= 年龄
  rule 补贴 as allowance only when 年龄 >= 60岁 = 100元 { except when 工龄 >= 30岁 -> 200元  plus 50元 when 年龄 >= 80岁 }
"""


def test_inputs_that_are_refused() -> None:
    refused = "given 年龄 = 20岁, 工龄 = 30岁"
    assert messages(PENSION + f'example "甲" {{ {refused} expect 补贴 is refused }}', AGES) == []
    assert messages(PENSION + f'example "甲" {{ {refused} expect 补贴 is none }}', AGES) == [
        "E0706 示例“甲”给出的输入不能接受：年龄为20岁、工龄为30岁，不符合“工龄不超过年龄”的要求（《通知》一、筹资）"
    ]
    policy = policy_of(AGES, PENSION + 'example "甲" {\n given 工龄 = 3岁,\n 年龄 = 151岁\n expect 补贴 is none }')
    _, (error,) = run_examples(policy)
    assert error.message("zh") == "示例“甲”给出的输入不能接受：“年龄”不能为151岁：应为0岁—150岁"
    assert error.span == policy.examples[0].given_spans[1]


def test_coverage_of_exceptions_modifiers_and_the_default() -> None:
    young = 'example "甲" { given 年龄 = 59岁 expect 补贴 is none }'
    old = 'example "乙" { given 年龄 = 80岁, 工龄 = 1岁 expect 补贴 == 150元 }'
    report, errors = run_examples(policy_of(AGES, PENSION + young + old))
    assert not errors
    assert [(c.branch.value, c.text) for c in report.coverage.choices] == [
        ("exception", "工龄满30岁"),
        ("default", "其他情形"),
        ("modifier", "年满80岁"),
    ]
    assert [c.branch.value for c in report.coverage.missed] == ["exception"]


def test_coverage_of_tables_and_scales() -> None:
    top = "input 级别 as hospital : 等级\n input 分档 as tier : 地区分档\n input 费用 as cost : 元"
    clause = """
      table 比例 as ratio by 分档, 级别 { columns 一级, 二级 | 三级  西部: 85%, 75%  中部 | 东部: 90%, 80% }
      scale 支付 as paid on 费用 { up to 1万元 -> 0%  up to 10万元 -> 60%  above -> 65% } rounded to 0.01元
      example "甲" { given 分档 = 东部, 级别 = 二级, 费用 = 5万元  expect 比例 == 80%  expect 支付 == 2.4万元 }
    """
    report, errors = run_examples(policy_of(top, clause))
    assert not errors
    assert [(c.branch.value, c.text) for c in report.coverage.missed] == [
        ("row", "分档为西部"),
        ("column", "级别为一级"),
        ("bracket", "10万元以上部分"),
    ]
    assert len(report.coverage.choices) == 7


def test_what_is_inherited_is_left_to_the_policy_above() -> None:
    folder = Path(__file__).parents[1] / "language" / "override" / "good" / "alone"
    for path, compiled in compile_folder(folder).items():
        assert compiled.policy is not None
        report, _ = run_examples(compiled.policy)
        places = [(choice.span.file, choice.branch) for choice in report.coverage.choices]
        assert places == ([] if path.stem == "nation" else [(compiled.file, Branch.EXCEPTION)])


def test_under_another_reading() -> None:
    compiled = compile_text(READING, "reading.pol")
    assert compiled.policy is not None
    first, second = compiled.policy.examples
    assert [(name, option.name) for name, option in first.readings] == [("算法", "乙")] and first.given == ()
    _, errors = run_examples(compiled.policy)
    assert [e.span for e in errors] == [second.expectations[0].span]
    assert "（算法 = 乙）" in errors[0].message("zh")


READING = """policy 试例 as trial { region 全国 "CN" year 2025 series 试例 }
source 文 as doc { title "试例（虚构）" number "试〔2025〕1号" issuers "试例局" issued 2025-01-01 }
reading 算法 as way { 甲 as a "头一种"  乙 as b "另一种"  take 甲 because "上下文" }
clause 文 "一、" {
  rule 数 as figure = if 算法 == 甲 then 1元 else 2元
  example "对" { given 算法 = 乙  expect 数 == 2元 }
  example "不对" { given 算法 = 乙  expect 数 == 1元 }
}
"""
