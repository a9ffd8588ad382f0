"""The summary reads as Chinese, holds what the policy says and nothing else."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from policyc.model.policy import Modality, Policy
from policyc.pipeline import compile_text
from policyc.targets.summary import TARGET
from policyc.targets.summary.measures import MODALITIES
from policyc.targets.summary.view import page
from policyc.wording.lint import lint

ROOT = Path(__file__).parents[3]
FILES = {"national": ROOT / "policies" / "2023.pol", "variety": Path(__file__).parent / "variety.pol"}


@functools.cache
def policy(name: str) -> Policy:
    """A policy that compiles without errors."""
    return compiled(FILES[name].read_text(encoding="utf-8"))


def compiled(text: str) -> Policy:
    """The policy of a text, with its examples run."""
    made = compile_text(text, "trial.pol")
    assert made.policy is not None and made.ok, [d.message("zh") for d in made.diagnostics]
    return made.policy


@functools.cache
def summary(name: str) -> str:
    """The page of a policy."""
    (text,) = TARGET.render(policy(name)).values()
    return text.decode()


@pytest.mark.parametrize("name", FILES)
def test_no_forbidden_form(name: str) -> None:
    """No 约70%左右, no 大于等于, no commas in amounts."""
    assert lint(summary(name)) == ()


@pytest.mark.parametrize("name", FILES)
def test_layout(name: str) -> None:
    """One file named by the policy's id, LF, one blank line at most, no trailing space, one newline at the end."""
    assert list(TARGET.render(policy(name))) == [f"{policy(name).id}.md"]
    text = summary(name)
    assert "\r" not in text and "\n\n\n" not in text
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert not [line for line in text.splitlines() if line != line.rstrip()]


@pytest.mark.parametrize("name", FILES)
def test_table_rows_have_as_many_cells_as_their_head(name: str) -> None:
    """A pipe in a policy's text never makes a cell."""
    width = 0
    for line in summary(name).splitlines():
        cells = line.replace("\\|", "").count("|")
        if not cells:
            width = 0
        width = width or cells
        assert cells == width


@pytest.mark.parametrize("name", FILES)
def test_everything_is_told(name: str) -> None:
    """Every param, rule, target, measure and remark of the policy has its place on the page."""
    shown, told = page(policy(name)), policy(name)
    assert [row.name for row in shown.figures] == [param.name for param in told.params]
    assert [rule.text.name for rule in shown.rules] == [rule.name for rule in told.rules]
    assert [row.name for row in shown.targets] == [target.name for target in told.targets]
    assumed = told.period is not None and told.period.assumed
    assert len(shown.questions) + len(shown.assumptions) == len(told.remarks) + assumed
    by_head = {head: modality for modality, head in MODALITIES.items()}
    listed = [(by_head[g.head], m.name) for clause in shown.clauses for g in clause.groups for m in g.measures]
    assert sorted(listed) == sorted((measure.modality, measure.name) for measure in told.measures)


def test_national_figures() -> None:
    """The figures stand in the first sentence, with their bounds; worked examples are calculated through."""
    text = summary("national")
    first = text.splitlines()[2]
    assert "人均财政补助标准每人每年不低于640元" in first
    assert "个人缴费标准为每人每年380元" in first
    assert "筹资标准为每人每年1020元（人均财政补助标准按每人每年640元计）" in first
    assert "80% × 640元/人·年 = 512元/人·年" in text
    assert "实际每人每年不低于384元" in text
    assert "分档为东部的，中央财政补助未明确" in text
    assert "| 住院支付比例 | 约70% | 未写明 |" in text
    assert "| ≥70% | 2023年12月31日前 |" in text
    assert "《通知》写明筹资标准为每人每年1020元" in text


def test_modalities_are_kept_apart() -> None:
    """A permission stands under 可以, never under 应当."""
    second = next(clause for clause in page(policy("national")).clauses if clause.head.startswith("二、"))
    may = next(group for group in second.groups if group.head == MODALITIES[Modality.MAY])
    assert [measure.name for measure in may.measures] == ["新增筹资用于门诊", "门诊用药保障扩围"]
    assert all(measure.details == "条件：有条件的地区" for measure in may.measures)


@pytest.mark.parametrize(
    "line",
    [
        "- 类别为特困人员的，个人实缴为每人每年0元。",
        "- 其他情形，个人实缴为缴费标准。",
        "- 年满70岁的，在此基础上提高5个百分点。",
        "- 未按分级诊疗的，在此基础上降低10个百分点。",
        "| 类别 | 一级 | 二级、三级 |",
        "| 特困人员、低保对象 | 90% | 未明确 |",
        "| 三级 | 800元 |",
        "- 1.4万元以上至10万元（含）部分，按60%。",
        "- 合计最高40万元。",
        "结果四舍五入到0.01元。",
        "- 住院报销取住院比例 × （合规费用超过起付标准的部分）与15万元的较小值。",
        "仅适用于缴费日期不早于2023年3月1日的情形。",
        "- 下列情形自上而下依次判断：",
        "- 不满18岁的，等待期为1个月。",
        "- “老年人”指年满60岁。",
        "- 老年人且不属于“未按分级诊疗”情形的，补贴为100元。",
        "- 其他情形，补贴按下列情形确定：类别为普通居民的，0元；类别为特困人员或低保对象的，50元。",
        "- 老人：年龄为61岁、不属于“未按分级诊疗”情形、类别为低保对象的，补贴为100元。",
        "- 年龄不超过120岁。",
        "- 类别为特困人员或低保对象、医院等级为二级或三级的，住院比例未明确（《办法》第一条：“由各县确定”）。",
        "- 试点\\_一（主体：各区；条件：有条件的；时限：到2025年）：“可\\_先行\\_试点”",
        "- 三级医院\\*：类别为普通居民、医院等级为三级、合规费用为2万元的，住院报销为1.44万元。",
        "- \\[口径\\](http://x.cn)按&lt;b&gt;历年&lt;/b&gt;计 \\| 不分月。",
    ],
)
def test_every_construct_reads_well(line: str) -> None:
    """One sentence or row of each construct, as it is printed."""
    assert line in summary("variety").splitlines()


def test_an_example_tells_of_the_open_figures_that_it_was_worked_out_with() -> None:
    """Of those that were read, also by another rule; not of those in an arm that was not taken."""
    page = compiled(
        """policy 试例 as trial { region 全国 "CN" year 2023 }
source 文 as doc { title "试例（虚构）" number "试〔2023〕1号" issuers "试例局" issued 2023-01-01 }
input 年龄 as years_old : 岁
clause 文 "一、" {
  param 补贴 as allowance >= 50元 quote "不低于50元"
  rule 月领 as monthly = 100元 { plus 补贴 when 年龄 >= 70岁 }
  rule 年领 as yearly = 月领 * 12
  example "六十岁" { given 年龄 = 60岁  expect 月领 == 100元  expect 年领 == 1200元 }
  example "七十岁" { given 年龄 = 70岁  expect 月领 == 150元  expect 年领 == 1800元 }
}"""
    )
    (text,) = TARGET.render(page).values()
    told = {line[2:] for line in text.decode().splitlines() if "十岁：" in line}
    assert told == {
        "六十岁：年龄为60岁的，月领为100元。",
        "六十岁：年龄为60岁的，年领为1200元。",
        "七十岁：年龄为70岁的，月领为150元（补贴不低于50元，按50元计算；实际不低于150元）。",
        "七十岁：年龄为70岁的，年领为1800元（补贴不低于50元，按50元计算；实际不低于1800元）。",
    }


def test_second_sources_are_told_once() -> None:
    """What another document says of a figure stands with that document, not beside the words that decide."""
    text = compiled_summary(SECOND)
    row = next(line for line in text.splitlines() if line.startswith("| 甲 |"))
    assert "“甲为1元”" in row and "another" not in row and "报道" not in row
    assert "| 乙 |" in text and "《报道》“乙为2元”" in text  # nothing else says so
    assert text.count("- 佐证：甲") == 1 and "- 佐证：甲、乙" in text
    assert lint(text) == ()


SECOND = """policy 试例 as trial { region 全国 "CN" year 2023 }
source 文 as doc { title "试例（虚构）" number "试〔2023〕1号" issuers "试例局" issued 2023-01-01 }
source 报道 as report { title "报道（虚构）" number "试例社" issuers "试例社" issued 2023-01-02 }
clause 文 "一、" {
  param 甲 as a = 1元   quote "甲为1元"  quote 报道 "另一,处 another"
  param 乙 as b = 2元   quote 报道 "乙为2元"
}
"""


def compiled_summary(text: str) -> str:
    """The page of a text."""
    (page_text,) = TARGET.render(compiled(text)).values()
    return page_text.decode()
