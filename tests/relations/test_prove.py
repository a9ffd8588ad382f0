"""``policyc prove`` of a policy under another: text, Markdown, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.relations.policies import write

NATION = 'param 补助 as subsidy >= 640元/人/年  quote "不低于640元"  param 比例 as share <= 20%  quote "20%"'


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "nation", "", NATION)
    return Shell(capsys)


def test_conforms(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path, "city", "under nation", 'refine 补助 = 650元/人/年 quote "650元"')
    ran = shell("prove", "city.pol", "--lang", "zh")
    assert ran.code == 0
    assert ran.out == (
        "city.pol：没有对一切情形的核对\n"
        "  符合  补助：每人每年650元（《通知》（试发〔2023〕1号）一）；"
        "nation：每人每年不低于640元（《通知》（试发〔2023〕1号）一）；高出下限10元/人·年\n"
        "  符合  nation 的其余 1 项规定沿用\n"
    )


def test_does_not_conform(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path, "city", "under nation", "refine 补助 = 630元/人/年  refine 比例 = 25%")
    ran = shell("prove", "city.pol", "--format", "json")
    assert ran.code == 1
    told = json.loads(ran.out)["policies"][0]["conformity"]
    assert [(x["name"], x["verdict"]) for x in told] == [("补助", "does_not_conform"), ("比例", "does_not_conform")]
    assert told[0]["above"]["at"] == {"file": "nation.pol", "line": 4}
    assert told[0]["here"]["at"] == {"file": "city.pol", "line": 4}
    assert "630元" in told[0]["case"]


def test_markdown(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path, "city", "under nation", "refine 补助 = 640元/人/年")
    ran = shell("prove", "city.pol", "--format", "md", "--lang", "zh")
    assert "| 补助 | nation | 每人每年不低于640元" in ran.out and "| 符合 | 细化；与下限相等 |" in ran.out


def test_undecided_is_no_yes(shell: Shell, tmp_path: Path) -> None:
    rule = "rule 额 as paid = if 费用 > 门槛 then 5元 else 0元"
    write(tmp_path, "nation", "", f'param 门槛 as least >= 10元 quote "甲"  {rule}', more="input 费用 as fee : 元")
    write(tmp_path, "city", "under nation", "override 额 { except when 费用 > 20元 -> 5元 }")
    ran = shell("prove", "city.pol", "--lang", "zh")
    assert ran.code == 3 and "无法判断  额" in ran.out


def test_the_model_has_what_is_inherited(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path, "city", "under nation", "refine 补助 = 650元/人/年")
    ran = shell("stages", "city.pol", "--stage", "model")
    assert ran.code == 0 and "补助" in ran.out and "比例" in ran.out
