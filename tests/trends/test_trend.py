"""``policyc trend NAME``: the series with its gaps, names, bounds and units; nothing is filled in and nothing overstated."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from policyc.compare.trends.json_ import schema_text
from policyc.wording.lint import lint
from tests.cli.running import Shell

SERIES = ("--series", "试例年度")


def _data(shell: Shell, *arguments: str) -> Any:
    run = shell("trend", *arguments, *SERIES, "--format", "json")
    assert run.code == 0, run.err
    data = json.loads(run.out)
    Draft202012Validator(json.loads(schema_text())).validate(data)
    return data


def _steps(shell: Shell, *arguments: str) -> list[tuple[str, str, str]]:
    """The changes of a figure: when, by how much, by how much per cent."""
    (figure,) = _data(shell, *arguments)["figures"]
    return [(r["label"], r["step"]["text"], r["step"]["percent_text"]) for r in figure["rows"] if r["step"] is not None]


def test_a_terminal_reads_it(shell: Shell) -> None:
    """Exactly as in the file: the finding, the table with its gaps, and what one must know."""
    run = shell("trend", "缴费", *SERIES)
    assert (run.code, run.err) == (0, "")
    assert run.out == (Path(__file__).parent / "expected.txt").read_text("utf-8")
    assert lint(run.out.split("\n\n")[0]) == ()


@pytest.mark.parametrize("name", ["缴费", "个人缴费", "pay"])
def test_any_name_of_any_year(shell: Shell, name: str) -> None:
    """One figure, called as the latest policy calls it."""
    (figure,) = _data(shell, name)["figures"]
    assert (figure["name"], figure["names"]) == ("个人缴费", ["缴费", "个人缴费"])


def test_another_ascii_name_is_followed_too(shell: Shell) -> None:
    """比例 is share, then ratio: the Chinese name holds it together."""
    assert _steps(shell, "ratio") == _steps(shell, "share") == [("2024年", "+5个百分点", "—"), ("2025年3月1日起", "不变", "—")]


def test_what_a_difference_says(shell: Shell) -> None:
    """Rates in percentage points; ceilings of their own; about, other units, and holes without a figure that would say more."""
    assert _steps(shell, "限额") == [("2024年", "+5万", "上限+25%"), ("2025年3月1日起", "—", "—")]
    assert _steps(shell, "占比") == [("2024年", "约+5个百分点", "—")]
    assert _steps(shell, "资助") == [("2024年", "—", "—"), ("2025年3月1日起", "—", "—")]
    assert _steps(shell, "常数") == [("2024年", "+100", "—")]


def test_amounts_are_exact_and_the_document_is_heard(shell: Shell) -> None:
    """Strings of digits; a difference that a quoted check states is marked as the document's own."""
    rows = _data(shell, "缴费")["figures"][0]["rows"]
    assert [row["standing"] for row in rows] == ["stated", "stated", "gap", "stated", "gap", "stated"]
    assert rows[1]["step"] == {
        "since": 0,
        "relation": "figures",
        "difference": "30",
        "unit": "元/人/年",
        "percent": "9.4",
        "by_document": True,
        "effect": "worse",
        "text": "+30",
        "percent_text": "+9.4%",
    }
    assert (rows[3]["step"]["relation"], rows[3]["step"]["percent"], rows[3]["step"]["by_document"]) == ("at_least", None, False)


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("比例", "比例由2022年的65%提高到2025年3月1日起的70%，累计提高5个百分点"),
        ("资助", "资助由2022年的每人每年100元提高到2025年3月1日起的150元，累计提高50元（50%）"),
        ("限额", "限额由2022年的不超过20万元调整为2025年3月1日起的每次不超过25元"),
        ("占比", "占比由2022年的70%左右调整为2024年的75%左右"),
        ("常数", "常数由2022年的每人每年700元调整为2024年的每人每年800元（按所载数字计算）"),
    ],
)
def test_the_finding(shell: Shell, name: str, finding: str) -> None:
    """A rise is one only where it is declared what more means, and where both figures can be held against one another."""
    (figure,) = _data(shell, name)["figures"]
    assert figure["finding"] == finding and lint(finding) == ()


def test_a_city_is_not_held_against_the_nation(shell: Shell) -> None:
    """The nearest level holds; a step is from the last figure of the same level."""
    data = _data(shell, "pay", "--region", "试行市")
    rows = data["figures"][0]["rows"]
    assert [row["region"] for row in rows] == ["CN", "CN", None, "370400", None, "CN"]
    assert rows[3]["step"] is None and rows[5]["step"]["since"] == 1
    assert data["figures"][0]["finding"] == "个人缴费：2024年每人每年420元"
    svg = shell("trend", "pay", "--region", "370400", *SERIES, "--format", "svg").out
    assert "全国350" in svg and svg.count('class="riser"') == 1


def test_by_the_year_of_the_benefits(shell: Shell) -> None:
    """Another timeline, whose gaps are its own."""
    rows = _data(shell, "pay", "--basis", "benefit")["figures"][0]["rows"]
    assert [(row["label"], row["policy"]) for row in rows] == [
        ("2021年", "cn_2021"),
        ("2022年", None),
        ("2023年", "cn_2022"),
        ("2024年", None),
        ("2025年", "cn_2024"),
        ("2026年", "cn_2025"),
    ]


def test_a_spreadsheet_reads_it(shell: Shell) -> None:
    """A row a stretch, numbers as numbers; nothing in a gap."""
    run = shell("trend", "比例", *SERIES, "--format", "csv")
    assert run.out.startswith("\ufeff项目,年度,")
    rows = list(csv.DictReader(io.StringIO(run.out.removeprefix("\ufeff"))))
    picked = [(r["适用起"], r["适用止"], r["数值"], r["单位"], r["增减"], r["增减单位"], r["比较对象"]) for r in rows]
    assert picked[1:4] == [
        ("2022-01-01", "2022-12-31", "65%", "%", "", "", ""),
        ("2023-01-01", "2023-12-31", "", "", "", "", ""),
        ("2024-01-01", "2024-12-31", "70%", "%", "5", "个百分点", "2022年"),
    ]


def test_a_chart_is_written(shell: Shell, tmp_path: Path) -> None:
    """By the ending of the file; XML with the finding as its title and every row in its description."""
    assert shell("trend", "缴费", *SERIES, "-o", "缴费.svg").code == 0
    svg = ET.fromstring((tmp_path / "缴费.svg").read_bytes())
    space = "{http://www.w3.org/2000/svg}"
    assert "2021年的每人每年320元" in (svg.findtext(f"{space}title") or "")
    described = svg.findtext(f"{space}desc") or ""
    assert "2021年（节录）每人每年320元；2022年由每人每年320元提高到350元，提高30元；2023年缺当期文件" in described
    assert [box.attrib["class"] for box in svg.iter(f"{space}rect")] == ["paper", "blank", "blank"]


@pytest.mark.parametrize("ending", ["md", "html", "docx", "xlsx"])
def test_a_document_is_written(shell: Shell, tmp_path: Path, ending: str) -> None:
    """In each format that documents have; only the page has the chart."""
    assert shell("trend", "缴费", *SERIES, "-o", f"out.{ending}").code == 0
    content = (tmp_path / f"out.{ending}").read_bytes()
    assert (b'class="chart"' in content) is (ending == "html")
    assert content == (shell("trend", "缴费", *SERIES, "-o", f"again.{ending}"), (tmp_path / f"again.{ending}").read_bytes())[1]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["缴纳", *SERIES], "E0960", "缴费"),
        (["缴费"], "E0961", "试例年度、试例机制"),
        (["缴费", "--series", "试例"], "E0961", "试例年度、试例机制"),
        (["缴费", "--region", "火星"], "E0962", "全国、试行市"),
        (["共享", *SERIES], "E0963", "措施"),
    ],
)
def test_what_is_not_to_be_had_is_told(shell: Shell, arguments: list[str], code: str, said: str) -> None:
    """With what there is instead; nothing is printed as an answer."""
    run = shell("trend", *arguments)
    assert (run.code, run.out) == (2, "") and code in run.err and said in run.err


def test_what_has_no_number_is_not_drawn(shell: Shell) -> None:
    """Units that differ have no common axis."""
    run = shell("trend", "限额", *SERIES, "--format", "svg")
    assert (run.code, run.out) == (2, "") and "E0964" in run.err
    assert shell("trend", "--format", "svg").code == 2
    assert shell("trend", "缴费", *SERIES, "--format", "docx").code == 2


def test_a_policy_that_is_not_valid_is_told_and_passed_over(shell: Shell, tmp_path: Path) -> None:
    """The rest is shown."""
    (tmp_path / "policies" / "bad.pol").write_text("policy 坏 as bad {", "utf-8")
    run = shell("trend", "比例", *SERIES)
    assert run.code == 0 and "bad.pol" in run.err and "比例由2022年" in run.out


def test_the_schema_is_printed(shell: Shell) -> None:
    """And is one."""
    assert shell("schema", "trend").out == schema_text()
    Draft202012Validator.check_schema(json.loads(schema_text()))
