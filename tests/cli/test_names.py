"""``uses`` and ``rename``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Shell


def test_uses_lists_declaration_and_uses(shell: Shell) -> None:
    run = shell("uses", "补助")
    assert run.code == 0
    assert run.out.splitlines() == [
        "参数“补助”（subsidy，trial）",
        "trial：",
        '  policies/trial.pol:8:9    声明  param 补助 as subsidy >= 640元/人/年 quote "不低于 640 元"',
        "  policies/trial.pol:10:17        西部 -> 80% * 补助",
        "  policies/trial.pol:11:17        中部 -> 60% * 补助",
        "使用 2 处，在 1 份文件里。",
    ]


def test_uses_by_ascii_name_in_english(shell: Shell) -> None:
    run = shell("uses", "trial.subsidy", "--lang", "en")
    assert run.code == 0 and "used in 2 places, 1 file." in run.out


def test_uses_of_a_member_as_json(shell: Shell) -> None:
    (found,) = json.loads(shell("uses", "west", "--format", "json").out)["found"]
    assert (found["kind"], found["name"], found["within"]) == ("member", "西部", "分档")
    assert [(use["line"], use["column"]) for use in found["used"]] == [(10, 5), (14, 28)]


def test_uses_of_nothing(shell: Shell) -> None:
    run = shell("uses", "补助费")
    assert (run.code, run.out) == (1, "") and "是不是“补助”？" in run.err


def test_uses_only_in_these_files(shell: Shell, tmp_path: Path) -> None:
    text = (tmp_path / "policies" / "trial.pol").read_text("utf-8").replace("as trial", "as second")
    (tmp_path / "policies" / "second.pol").write_text(text, "utf-8")
    found = json.loads(shell("uses", "补助", "second", "--format", "json").out)["found"]
    assert [(each["policy"], len(each["used"])) for each in found] == [("second", 2), ("trial", 0)]


def test_rename(shell: Shell, tmp_path: Path) -> None:
    run = shell("rename", "补助", "人均补助")
    assert run.code == 0
    assert run.out.splitlines() == [
        "policies/trial.pol：3 处",
        "参数“补助”（subsidy，trial）已改为“人均补助”：1 份文件、3 处；1 份政策的含义不变。",
        "请重新生成：policyc build",
    ]
    text = (tmp_path / "policies" / "trial.pol").read_text("utf-8")
    assert "param 人均补助 as subsidy" in text and "80% * 人均补助" in text
    assert shell("check").code == 0


def test_rename_shows_and_writes_nothing(shell: Shell, tmp_path: Path) -> None:
    before = (tmp_path / "policies" / "trial.pol").read_text("utf-8")
    run = shell("rename", "西部", "西部地区", "--diff")
    assert run.code == 0 and "+    西部地区 -> 80% * 补助" in run.out.splitlines()
    assert shell("rename", "subsidy", "grant", "--dry-run").code == 0
    assert (tmp_path / "policies" / "trial.pol").read_text("utf-8") == before


def test_rename_says_why_not(shell: Shell, tmp_path: Path) -> None:
    run = shell("rename", "补助", "中央补助")
    assert run.code == 1 and "没有改名：“中央补助”已经是规则的名称" in run.err
    run = shell("rename", "level", "input")
    assert run.code == 1 and "E0209" in run.err and "没有改名" in run.err
    assert shell("rename", "没有的", "有的").code == 1
    text = (tmp_path / "policies" / "trial.pol").read_text("utf-8").replace("as trial", "as second")
    (tmp_path / "policies" / "second.pol").write_text(text, "utf-8")
    run = shell("rename", "补助", "人均补助")
    assert run.code == 1 and "second.补助" in run.err and "trial.补助" in run.err
    assert shell("rename", "second.补助", "人均补助").code == 0


def test_uses_in_a_file_with_errors_says_so(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "policies" / "trial.pol"
    path.write_text(path.read_text("utf-8") + "clause 通知 {", "utf-8")
    run = shell("uses", "补助")
    assert run.code == 0 and "使用 2 处" in run.out and "policies/trial.pol 有语法错误" in run.err


def test_the_language_server_says_what_it_needs(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyc.cli.lsp.find_spec", lambda _: None)
    run = shell("lsp")
    assert run.code == 2 and 'pip install "policyc[lsp]"' in run.err
