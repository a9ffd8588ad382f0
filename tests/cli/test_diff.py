"""``policyc diff``: its formats, its exit codes, and what it says of what it cannot compare."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from policyc.compare.json_ import schema_text
from policyc.document import excel, word
from policyc.workspace.running import Modules
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


FORMATS = ["text", "md", "html", "json", "docx", "xlsx", "csv", "github"]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["old.pol", "new.pol"], 0),
        (["old.pol", "new.pol", "--exit-code"], 1),
        (["old.pol", "old.pol", "--exit-code"], 0),
        (["old.pol", "new.pol", "--fail-on", "worse"], 1),
        (["new.pol", "old.pol", "--fail-on", "worse"], 0),
        (["new.pol", "old.pol", "--fail-on", "any"], 1),
        (["old.pol", "old.pol", "--fail-on", "any"], 0),
    ],
)
def test_every_format_ends_alike(shell: Shell, folder: Path, format_: str, arguments: list[str], code: int) -> None:
    """What a format shows is written before the exit code is decided."""
    assert shell("diff", *arguments, "--format", format_, "-o", "out").code == code
    content = (folder / "out").read_bytes()
    assert content or (format_ == "github" and arguments[0] == arguments[1])
    assert shell("diff", *arguments, "--format", format_, "-o", "again").code == code
    assert (folder / "again").read_bytes() == content, "the same bytes every time"


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
def test_no_file_of_office_on_a_terminal(shell: Shell, folder: Path, format_: str) -> None:
    """A mistake of usage."""
    assert shell("diff", "old.pol", "new.pol", "--format", format_).code == 2
    assert shell("diff", "old.pol", "new.pol", "--format", format_, "-o", "-").code == 2


def test_csv_for_excel(shell: Shell, folder: Path) -> None:
    """The numbers in columns of their own, under the heads that docs/diff.md names."""
    assert shell("diff", "old.pol", "new.pol", "-o", "out.csv").code == 0
    content = (folder / "out.csv").read_bytes()
    assert content.startswith("\ufeff分组,".encode()) and b"\r\n" in content
    (row,) = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert (row["项目"], row["原政策数值"], row["新政策数值"], row["增减"], row["增减单位"]) == (
        *("缴费标准", "350", "380", "30"),
        "元/人·年",
    )
    assert row["对参保人的影响"] == "负担增加" and row["新政策原文"] == "“每人每年380元”"
    manual = (Path(__file__).parent.parent.parent / "docs" / "diff.md").read_text("utf-8")
    told = {name.replace("原政策", "新政策") for name in row}
    assert all(f"`{name}`" in manual for name in told), "every column is documented"


def test_pull_requests_read_it(shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is worse as a warning at its line, the tables in the summary of the job."""
    summary = folder / "summary.md"
    summary.write_text("已有的一行\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    run = shell("diff", "old.pol", "new.pol", "--format", "github", "--fail-on", "worse")
    assert run.code == 1
    (line,) = run.out.splitlines()
    assert (
        line.startswith("::warning file=new.pol,line=3,") and "缴费标准：由每人每年350元提高到380元，提高30元（负担增加）" in line
    )
    text = summary.read_text("utf-8")
    assert text.startswith("已有的一行\n# 试行：2023年与2024年对比") and "| **缴费标准** |" in text
    assert shell("diff", "new.pol", "old.pol", "--format", "github").out.startswith("::notice file=old.pol,line=3,")
    assert shell("diff", "old.pol", "old.pol", "--format", "github").out == ""
    assert summary.read_text("utf-8").count("# 试行") >= 3
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "missing" / "summary.md"))
    assert "写不了" in shell("diff", "old.pol", "new.pol", "--format", "github").err


def test_no_text_is_a_command(shell: Shell, folder: Path) -> None:
    """Nothing that a policy says begins another workflow command."""
    nasty = NEW.replace('"每人每年380元"', '"每人每年380元 ::error::x %0A::stop-commands::y"')
    (folder / "new.pol").write_text(nasty, "utf-8")
    out = shell("diff", "old.pol", "new.pol", "--format", "github").out
    assert all(line.startswith(("::warning file=", "::notice file=")) for line in out.splitlines())


def test_an_ending_that_there_is_not(shell: Shell, folder: Path) -> None:
    """No text in a file that is called something else; the format may be said."""
    run = shell("diff", "old.pol", "new.pol", "-o", "out.pdf")
    assert run.code == 2 and ".pdf" in run.err and not (folder / "out.pdf").exists()
    assert shell("diff", "old.pol", "new.pol", "-o", "out.v2", "--format", "md").code == 0
    assert shell("diff", "old.pol", "new.pol", "-o", "out.txt").code == 0
    assert shell("diff", "old.pol", "new.pol", "-o", "-").out.startswith("试行（2023年）")
    assert not (folder / "-").exists()


def test_what_cannot_be_written(shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in the way, a library that is not there, a template that is none: 2, and no traceback."""
    (folder / "out.csv").mkdir()
    assert shell("diff", "old.pol", "new.pol", "-o", "out.csv").code == 2
    (folder / "t.docx").write_bytes(b"no template")
    run = shell("diff", "old.pol", "new.pol", "-o", "out.docx", "--template", "t.docx")
    assert run.code == 2 and "E0914" in run.err
    monkeypatch.setattr(excel, "is_available", lambda: False)
    run = shell("diff", "old.pol", "new.pol", "-o", "out.xlsx")
    assert run.code == 2 and "E0950" in run.err
    monkeypatch.setattr(word, "is_available", lambda: False)
    run = shell("diff", "old.pol", "new.pol", "-o", "out.docx")
    assert run.code == 2 and "E0913" in run.err
    assert not (folder / "out.docx").exists() and not (folder / "out.xlsx").exists()


def test_the_command_reruns(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON says so; and what does not agree ends as a mistake of our own, without a traceback."""
    text = (tmp_path / "policies" / "trial.pol").read_text("utf-8")
    (tmp_path / "policies" / "other.pol").write_text(
        text.replace("as trial", "as other").replace("60% * 补助", "65% * 补助"), "utf-8"
    )
    run = shell("diff", "trial", "other", "--format", "json")
    (change,) = (c for c in json.loads(run.out)["changes"] if c["subject"] == "rule")
    assert change["meaning"]["case"]["rerun"] is True
    monkeypatch.setattr(Modules, "differs", lambda *_: "1")
    run = shell("diff", "trial", "other")
    assert run.code == 2 and not run.out
    assert "Disagreement" in run.err and "policyc 自身出错了" in run.err and "Traceback" not in run.err
