"""Quotes are held against texts, figures against their quotes."""

import hashlib

import pytest

from policyc.citations.check import Citations
from policyc.diagnostics.core import Diagnostic
from policyc.pipeline import compile_text

HEAD = """policy 试点 as trial {{ region 全国 "CN" year 2023 }}
source 通知 as notice {{
  title "关于某事的通知" number "某发〔2023〕1号" issuers "甲局" issued 2023-07-26 file "notice.txt" {more}
}}
source 报道 as report {{ title "报道" number "无" issuers "某社" issued 2023-07-28 }}
enum 人群 as group {{ 普通 as ordinary, 困难 as poor }}
input 类别 as category : 人群
input 年龄 as age_years : 岁
input 费用 as cost : 元
clause 通知 "一、标准" {{
{body}
}}
"""


def _check(body: str, sentence: str, more: str = "") -> tuple[Citations | None, list[Diagnostic]]:
    """Check declarations against a clause that consists of a sentence."""
    texts = {"notice.txt": f"一、标准\n{sentence}。\n"}
    compiled = compile_text(HEAD.format(body=body, more=more), "trial.pol", texts=texts)
    assert compiled.policy is not None
    return compiled.citations, [d for d in compiled.diagnostics if d.is_error]


def _codes(body: str, text: str, more: str = "") -> list[str]:
    return [d.code.code for d in _check(body, text, more)[1]]


def test_without_a_text_nothing_is_said() -> None:
    body = 'param 补助 as subsidy = 640元 quote "650元"'
    compiled = compile_text(HEAD.format(body=body, more=""), "trial.pol", texts={"other.txt": ""})
    assert compiled.citations is None and compiled.ok


def test_a_quote_may_be_broken_by_lines_and_pages() -> None:
    held, wrong = _check('param 补助 as subsidy = 640元 quote "每人每年640元"', "每人\n\n每年 ６４０\n元。")
    assert (
        wrong == []
        and held is not None
        and (held.quotes, held.figures, held.checked, held.absent) == (1, 1, ("通知",), ("报道",))
    )


def test_a_quote_that_does_not_occur() -> None:
    _, (wrong,) = _check('param 补助 as subsidy = 640元 quote "每人640元"', "每人每年640元")
    assert wrong.code.code == "E0801" and wrong.message("zh") == "来源“通知”里没有“每人640元”"


def test_a_quote_of_another_source_is_held_against_that_one() -> None:
    assert _codes('param 补助 as subsidy = 640元 quote 报道 "六百四十元" reported', "") == []


def test_the_text_is_the_one_that_was_meant() -> None:
    text = "一、标准\n一\r\n。\n"
    for told in (text, text.replace("\r\n", "\n")):
        assert _codes("", "一\r\n", f'sha256 "{hashlib.sha256(told.encode()).hexdigest()}"') == []
    assert _codes("", "一", f'sha256 "{"0" * 64}"') == ["E0803"]


#: A declaration, and a quote that carries its figures; ``Q`` marks the quote's place.
CARRIED = [
    ("param 甲 as a = 640元 Q", "640元"),
    ("param 甲 as a = 1.4万元 Q", "14000元"),
    ("param 甲 as a = 40万元 Q", "40"),
    ("param 甲 as a = 70% Q", "百分之七十"),
    ("param 甲 as a = 70% Q", "70"),
    ("param 甲 as a = 100% Q", "免收"),
    ("param 甲 as a = 50% Q", "减半"),
    ("param 甲 as a = 0元 Q", "不设"),
    ("param 甲 as a = 4年 Q", "满四年"),
    ("param 甲 as a in 15万元 .. 52万元 Q", "15—52万元"),
    ("param 甲 as a = 2023-12-31 Q", "2023年底"),
    ("param 甲 as a = 2024-03-15 Q", "2024年3月15日"),
    ("param 甲 as a = 2023-10 Q", "今年10月"),
    ("target 甲 as a = 300元 by 2025 Q", "到2025年提高至300元"),
    ("must 甲 as a { by 2023-12-31 } Q", "2023年12月底前"),
    ("must 甲 as a { by 2023 } Q", "年内"),
    ("rule 甲 as a = 费用 * 80% + 2万元 rounded to 0.01元 Q", "加2万元，按80%"),
    ("rule 甲 as a = if 年龄 >= 70岁 then 费用 else 0元 Q", "七十岁以上"),
    ("rule 甲 as a = match 类别 { 普通 -> 0% 困难 -> 70% Q }", "提高到70%"),
    ("rule 甲 as a = 0% { plus 5个百分点 when 年龄 >= 70岁 Q }", "70岁以上提高5个百分点"),
    ("table 甲 as a by 年龄 { .. < 70岁: 60%  >= 70岁: 80% } Q".replace(".. < 70岁", "< 70岁"), "70岁以下60%，其他80%"),
]


@pytest.mark.parametrize(("declaration", "quote"), CARRIED)
def test_a_figure_is_carried_by_its_quote(declaration: str, quote: str) -> None:
    body = declaration.replace("Q", f'quote "{quote}"')
    assert _codes(body, quote) == []


@pytest.mark.parametrize(
    ("declaration", "quote", "figure"),
    [
        ("param 甲 as a = 640元 Q", "650元", "640元"),
        ("param 甲 as a = 640元 Q", "6400元", "640元"),
        ("param 甲 as a = 70% Q", "70元", "70%"),
        ("param 甲 as a = 5个百分点 Q", "15个百分点", "5%"),
        ("param 甲 as a = 40万元 Q", "40元", "400000元"),
        ("param 甲 as a = 2024-03-15 Q", "3月15日", "2024-03-15"),
        ("target 甲 as a = 300元 by 2025 Q", "到2026年提高至300元", "2025"),
        ("rule 甲 as a = match 类别 { 普通 -> 0% 困难 -> 70% Q }", "提高到75%", "70%"),
        ("rule 甲 as a = if 年龄 >= 70岁 then 费用 else 0元 Q", "六十岁以上", "70岁"),
    ],
)
def test_a_figure_that_its_quote_does_not_carry(declaration: str, quote: str, figure: str) -> None:
    body = declaration.replace("Q", f'quote "{quote}"')
    _, wrong = _check(body, quote)
    assert [d.code.code for d in wrong] == ["E0802"]
    assert dict(wrong[0].values)["figure"] == figure
    assert wrong[0].span.line == 11
    assert len(wrong[0].related) == declaration.startswith("rule"), "where the figure stands, if not beside the quote"


def test_what_follows_from_other_figures_need_not_be_quoted() -> None:
    text = "补助640元，缴费380元，合计"
    body = """param 甲 as a = 640元 quote "补助640元"
      param 乙 as b = 380元 quote "缴费380元"
      param 丙 as c = 甲 + 乙 quote "合计"
      param 丁 as d : 元 in 0元 .. 乙 unspecified quote "合计"
      rule 戊 as e = 甲 - 乙 quote "合计" """
    assert _codes(body, text) == []


def test_the_ends_of_a_range_are_figures_as_written() -> None:
    """640元 is another param's figure; where it is written again, the quote carries it. Half of 380元 is another matter."""
    body = """param 甲 as a = 640元 quote "补助640元"
      param 乙 as b = 380元 quote "补助640元，缴费380元"
      param 丙 as c in 0元 .. 640元 unspecified quote "酌情资助"
      param 丁 as d : 元 in 0元 .. 50% * 乙 unspecified quote "资助一半" """
    _, (wrong,) = _check(body, "补助640元，缴费380元，酌情资助，资助一半")
    assert (wrong.code.code, dict(wrong.values)["figure"], wrong.span.line) == ("E0802", "640元", 13)
