"""``policyc diff``: its formats, its exit codes, and what it says of what it cannot compare."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from policyc.compare.json_ import schema_text
from tests.cli.running import Shell

OLD = """policy 试行 as old { region 试行市 "370499" year 2023 }
source 办法 as rules { title "试行办法" number "试发〔2023〕1号" issuers "试行局" issued 2023-07-01 }
clause 办法 "一" { param 缴费标准 as paid_in = 350元/人/年 more is worse quote "每人每年350元" }
"""
NEW = OLD.replace("as old", "as new").replace("year 2023", "year 2024").replace("350", "380")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two years of a policy, where the user stands."""
    (tmp_path / "old.pol").write_text(OLD, "utf-8")
    (tmp_path / "new.pol").write_text(NEW, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_terminal_reads_it(shell: Shell, folder: Path) -> None:
    """The lead first, then what is worse, with both clauses."""
    run = shell("diff", "old.pol", "new.pol")
    assert run.code == 0
    assert "缴费标准由每人每年350元提高到380元，提高30元" in run.out
    assert "～" not in run.out and "~ 标准 缴费标准" in run.out
    assert "负担增加" in run.out


def test_machines_read_it(shell: Shell, folder: Path) -> None:
    """JSON of the published schema, which ``schema diff`` prints."""
    data = json.loads(shell("diff", "old.pol", "new.pol", "--format", "json").out)
    Draft202012Validator(json.loads(schema_text())).validate(data)
    assert [c["effect"] for c in data["changes"] if c["subject"] == "parameter"] == ["worse"]
    assert shell("schema", "diff").out == schema_text()


def test_a_page_is_written(shell: Shell, folder: Path) -> None:
    """The ending of the file says in which format."""
    assert shell("diff", "old.pol", "new.pol", "-o", "out.html").code == 0
    assert (folder / "out.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert shell("diff", "old.pol", "new.pol", "--format", "docx").code == 2  # not onto a terminal


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["old.pol", "new.pol", "--exit-code"], 1),
        (["old.pol", "old.pol", "--exit-code"], 0),
        (["old.pol", "new.pol", "--fail-on", "worse"], 1),
        (["new.pol", "old.pol", "--fail-on", "worse"], 0),
        (["new.pol", "old.pol", "--fail-on", "any"], 1),
        (["old.pol", "missing.pol"], 2),
    ],
)
def test_exit_codes(shell: Shell, folder: Path, arguments: list[str], code: int) -> None:
    """1 only where it is asked for; 2 where there is nothing to compare."""
    assert shell("diff", *arguments).code == code


def test_an_invalid_policy_is_told(shell: Shell, folder: Path) -> None:
    """Its errors, and no comparison."""
    (folder / "new.pol").write_text(NEW.replace("380元/人/年", "380元/人/年 + 5%"), "utf-8")
    run = shell("diff", "old.pol", "new.pol")
    assert run.code == 1
    assert "E0" in run.err and not run.out


def test_a_folder_is_no_policy(shell: Shell, folder: Path) -> None:
    """One with one."""
    run = shell("diff", ".", "new.pol")
    assert run.code == 2
    assert "E0930" in run.err
