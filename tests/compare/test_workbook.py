"""A comparison as a workbook: which sheets, which numbers, and nothing of a policy's text that could be more than text."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from policyc.compare.changes import Diff
from policyc.compare.engine import compare
from policyc.compare.workbook import comparison_of, workbook_of
from policyc.document.excel import render_xlsx
from policyc.document.sheets import Cell, Number, Sheet, render_csv
from policyc.document.zipped import unpack
from policyc.pipeline import compile_text
from policyc.workspace.comparing import compared
from policyc.workspace.settings import find_workspace

ROOT = Path(__file__).parent.parent.parent


def rows(sheet: Sheet) -> list[dict[str, Cell]]:
    """The rows by the heads of their columns."""
    titles = [column.title for column in sheet.columns]
    assert len(set(titles)) == len(titles) and all(len(row) == len(titles) for row in sheet.rows)
    return [dict(zip(titles, row, strict=True)) for row in sheet.rows]


def yuan(amount: int) -> Number:
    """A whole amount."""
    return Number(Fraction(amount))


@pytest.fixture(scope="module")
def diff() -> Diff:
    """The nation's notices of two years, with the households of the house."""
    found = compared(str(ROOT / "policies" / "2022.pol"), str(ROOT / "policies" / "2023.pol"), find_workspace(ROOT)).diff
    assert found is not None and found.households is not None
    return found


def test_the_sheets(diff: Diff) -> None:
    """家庭 only where there are households."""
    assert [sheet.name for sheet in workbook_of(diff).sheets] == ["对比", "参数", "家庭", "出处"]
    assert [sheet.name for sheet in workbook_of(replace(diff, households=None)).sheets] == ["对比", "参数", "出处"]
    assert workbook_of(diff).title == "全国城乡居民医保：2022年与2023年对比"


def test_numbers_stand_in_columns_of_their_own(diff: Diff) -> None:
    """A figure, what follows from it case by case, and its share of change."""
    told = rows(comparison_of(diff))
    west = next(row for row in told if row["适用情形"] == "分档为西部")
    assert (west["项目"], west["随何变化"]) == ("中央财政补助", "人均财政补助标准")
    assert (west["原政策数值"], west["新政策数值"], west["增减"]) == (
        yuan(488),
        yuan(512),
        yuan(24),
    )
    figures = {row["项目"]: row for row in rows(workbook_of(diff).sheets[1])}
    assert figures["个人缴费标准"]["增减幅度"] == Number(Fraction(86, 1000), percent=True)
    assert figures["个人缴费标准"]["对参保人的影响"] == "负担增加"


def test_every_ground_with_its_document(diff: Diff) -> None:
    """The clause apart from the document, whose title stands in full."""
    found = [row for row in rows(workbook_of(diff).sheets[3]) if row["项目"] == "个人缴费标准"]
    assert [row["条款"] for row in found] == ["全文", "一、合理确定筹资标准"]
    assert "医保发〔2023〕24号" in str(found[1]["全称"]) and found[1]["成文日期"] == "2023年7月26日"


def test_households(diff: Diff) -> None:
    """Each for itself and together, as numbers."""
    found = [row for row in rows(workbook_of(diff).sheets[2]) if row["项目"] == "缴：个人缴费标准"]
    assert [(row["对象"], row["增减"]) for row in found[:2]] == [
        ("每人", yuan(30)),
        ("合计（3人）", yuan(90)),
    ]


def test_rates_step_in_points() -> None:
    """A rate is a percentage, its step is counted in 个百分点 and no percentage; no share of change is worked out of it."""
    text = """policy 试行 as {0} {{ region 试行市 "370499" year {1} }}
    source 办法 as rules {{ title "试行办法" number "试发〔2023〕1号" issuers "试行局" issued 2023-07-01 }}
    clause 办法 "一" {{ param 支付比例 as share = {2}% more is better quote "比例" }}
    """
    old, new = (compile_text(text.format(*values), "x.pol").policy for values in (("a", 2023, 60), ("b", 2024, "65.5")))
    assert old is not None and new is not None
    (row,) = rows(comparison_of(compare(old, new)))
    assert (row["原政策数值"], row["单位"]) == (Number(Fraction("0.6"), percent=True), "%")
    assert (row["增减"], row["增减单位"]) == (Number(Fraction("5.5")), "个百分点")
    assert b",60%,65.5%,5.5,%," in render_csv(comparison_of(compare(old, new))).replace("个百分点".encode(), b"")
    assert rows(workbook_of(compare(old, new)).sheets[1])[0]["增减幅度"] is None


def test_what_a_policy_quotes_is_text() -> None:
    """Quotes, clauses and titles that look like formulas are strings in the file and start no formula in CSV."""
    evil = "=HYPERLINK(“http://x.example”)"
    text = """policy 试行 as {0} {{ region 试行市 "370499" year {1} }}
    source 办法 as rules {{ title "{3}" number "试发〔2023〕1号" issuers "+1" issued 2023-07-01 }}
    clause 办法 "@x" {{ param 标准 as figure = {2}元 more is better quote "{3}" }}
    """
    old, new = (compile_text(text.format(*values, evil), "x.pol").policy for values in (("a", 2023, 60), ("b", 2024, 70)))
    assert old is not None and new is not None
    found = compare(old, new)
    parts = unpack(render_xlsx(workbook_of(found)))
    assert not [name for name, content in parts.items() if b"<f>" in content or b"<f " in content or b"<hyperlink" in content]
    fields = render_csv(comparison_of(found)).decode("utf-8-sig").replace("\r\n", ",").split(",")
    assert not [field for field in fields if field.startswith(("=", "+", "-", "@"))]


def test_the_same_bytes(diff: Diff) -> None:
    """Twice the same file."""
    assert render_xlsx(workbook_of(diff)) == render_xlsx(workbook_of(diff))
