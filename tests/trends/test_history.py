"""``policyc trend`` without a name: the history of a series on one page."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from policyc.compare.trends.json_ import schema_text
from tests.cli.running import Shell


def test_the_page(shell: Shell) -> None:
    """The only series of several years: figures by year, measures with how binding they are, and the steps."""
    run = shell("trend")
    assert (run.code, run.err) == (0, "")
    lines = run.out.split("\n")
    assert lines[:4] == [
        "全国试例年度沿革",
        "地区：全国",
        "系列：试例年度（按文件年度）",
        "文件：4期：2021年（节录）、2022年、2024年、2025年3月1日起",
    ]
    cells = {line.split()[0]: line.split()[1:] for line in lines if line}
    assert cells["个人缴费（元/人·年）"] == ["320", "350（+30）", "缺文件", "≥400（至少+50）", "缺文件", "原则上≥430（+30）"]
    assert cells["限额"] == ["未收录", "≤20万元", "缺文件", "≤25万元（+5万）", "缺文件", "≤25元/次"]
    assert cells["共享"] == ["探索", "推进、鼓励", "缺文件", "—", "缺文件", "应当"]
    assert "  - 措施“共享”：要求由“探索”改为“推进、鼓励”" in lines
    assert "## 2021年到2022年" in lines


def test_formats(shell: Shell, tmp_path: Path) -> None:
    """A chart for each figure that moved and can be drawn, on the page; JSON by the schema; CSV of all figures."""
    assert shell("trend", "-o", "page.html").code == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg" class="chart"') == 5  # 限额 has two units
    assert "<script" not in page
    data = json.loads(shell("trend", "--format", "json").out)
    Draft202012Validator(json.loads(schema_text())).validate(data)
    assert [each["name"] for each in data["figures"]] == ["个人缴费", "比例", "资助", "限额", "占比", "常数"]
    assert [row["modality"] for row in data["measures"][0]["rows"]] == ["explore", "should", "must"]
    assert [(step["old"], step["new"]) for step in data["steps"]] == [
        ("cn_2021", "cn_2022"),
        ("cn_2022", "cn_2024"),
        ("cn_2024", "cn_2025"),
    ]
    assert len(shell("trend", "--format", "csv").out.splitlines()) == 1 + 6 * 6


def test_many_years_stand_in_several_tables(shell: Shell, tmp_path: Path) -> None:
    """Six abreast."""
    text = (tmp_path / "policies" / "2022.pol").read_text("utf-8").replace("uses cn_2021", "")
    text = text.split("check ")[0] + "}\n"
    for year in range(2010, 2020):
        made = text.replace("cn_2022", f"cn_{year}").replace("year 2022", f"year {year}").replace("benefit_year 2023", "")
        (tmp_path / "policies" / f"{year}.pol").write_text(made, "utf-8")
    run = shell("trend", "--format", "md")
    assert run.code == 0
    assert run.out.count("**标准和目标：") == 3
