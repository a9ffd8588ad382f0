"""``policyc diff`` with typical households: where their file is, every format, and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from policyc.compare.json_ import schema_text
from policyc.diagnostics.renderers.cells import width
from tests.cli.running import Shell
from tests.compare.households.policies import HEAD, NEW, OLD

HOUSEHOLDS = """说明 = "虚构示例"
[[家庭]]
名称 = "普通<b>户</b>"
关注 = { 缴 = ["实缴"], 补 = ["补助标准"] }
情况 = { 类别 = "普通" }
[[家庭.成员]]
名称 = "夫妻"
人数 = 2
[[家庭]]
名称 = "低保户"
对照 = "普通<b>户</b>"
关注 = { 缴 = ["实缴"], 补 = ["补助标准"] }
情况 = { 类别 = "低保" }
[[家庭.成员]]
名称 = "夫妻"
人数 = 2
[[家庭]]
名称 = "=cmd()户"
[[家庭.成员]]
名称 = "一人"
情况 = { 类别 = "特困", 费用 = "1万元" }
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two years of a policy and households, where the user stands."""
    for name, body in (("old", OLD), ("new", NEW)):
        third = body.replace("\n", "\n  ")
        (tmp_path / f"{name}.pol").write_text(HEAD.format(id=name, year=2023, body=third, third="特困"), "utf-8")
    (tmp_path / "households.toml").write_text(HOUSEHOLDS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_terminal_shows_them_in_line(shell: Shell, folder: Path) -> None:
    """After the changes, in columns that line up whatever the width of a character; twins side by side."""
    out = shell("diff", "old.pol", "new.pol").out
    part = out[out.index("典型家庭对比：虚构示例") :].splitlines()
    single = [line for line in part if "→" in line and "│" not in line]
    assert len(single) >= 3 and len({width(line[: line.index("→")]) for line in single}) == 1
    assert "  对照：普通<b>户</b>（2人）与低保户（2人）" in part
    assert any("按原政策，实缴分别为每人每年350元和未明确。按新政策" in line for line in part)
    table = [line for line in part if "│" in line]
    assert len({width(line[: line.index("│")]) for line in table}) == 1 and len(table) == 5


@pytest.mark.parametrize("format_", ["md", "html", "json"])
def test_every_format_has_them(shell: Shell, folder: Path, format_: str) -> None:
    """With what the user wrote as text, never as markup."""
    run = shell("diff", "old.pol", "new.pol", "--format", format_)
    assert run.code == 0
    assert "≥1280元/年" in run.out
    if format_ == "html":
        assert "<b>户" not in run.out and "普通&lt;b&gt;户" in run.out
    if format_ == "json":
        data = json.loads(run.out)
        Draft202012Validator(json.loads(schema_text())).validate(data)
        (twins,) = data["households"]["twins"]
        assert (twins["first"], twins["second"], twins["what"]) == ("普通<b>户</b>", "低保户", "类别")
        sums = data["households"]["cases"][1]["entries"][0]["sum"]
        assert sums["old"] is None and sums["new"]["value"] == "380"


def test_word_has_them(shell: Shell, folder: Path) -> None:
    """A table each."""
    from docx import Document

    assert shell("diff", "old.pol", "new.pol", "-o", "out.docx").code == 0
    document = Document(str(folder / "out.docx"))
    assert any(paragraph.text == "典型家庭对比" for paragraph in document.paragraphs)
    assert any(cell.text == "≥1280元/年" for table in document.tables for row in table.rows for cell in row.cells)


def test_where_the_file_is(shell: Shell, folder: Path) -> None:
    """Named on the command line, else by the settings, else at the root; none is needed."""
    (folder / "households.toml").rename(folder / "typical.toml")
    assert "典型家庭" not in shell("diff", "old.pol", "new.pol").out
    assert "典型家庭" in shell("diff", "old.pol", "new.pol", "--households", "typical.toml").out
    (folder / "policyc.toml").write_text('households = "typical.toml"\n', "utf-8")
    assert "典型家庭" in shell("diff", "old.pol", "new.pol").out
    (folder / "policyc.toml").write_text('households = "missing.toml"\n', "utf-8")
    run = shell("diff", "old.pol", "new.pol")
    assert run.code == 2 and "E0901" in run.err and "missing.toml" in run.err


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"1万元"', "10000.5", "E0942"),
        ('"特困"', '"富裕"', "E0943"),
        ("人数", "人口", "E0941"),
        ("名称 =", "名称", "E0940"),
    ],
)
def test_mistakes_are_shown_in_the_file(shell: Shell, folder: Path, old: str, new: str, code: str) -> None:
    """With the line, and without a comparison that would leave somebody out."""
    (folder / "households.toml").write_text(HOUSEHOLDS.replace(old, new), "utf-8")
    run = shell("diff", "old.pol", "new.pol")
    assert run.code == 2 and not run.out
    assert code in run.err and "households.toml:" in run.err


def test_what_only_may_be_a_mistake_is_a_note(shell: Shell, folder: Path) -> None:
    """On standard error; the comparison is there."""
    (folder / "households.toml").write_text(HOUSEHOLDS.replace("补助标准", "补助标淮").replace("1万元", "101万元"), "utf-8")
    run = shell("diff", "old.pol", "new.pol")
    assert run.code == 0 and "典型家庭" in run.out
    assert "W0940" in run.err and "W0941" in run.err


def test_control_characters_do_not_reach_the_terminal(shell: Shell, folder: Path) -> None:
    """The file is no more to be trusted than a policy."""
    (folder / "households.toml").write_text(HOUSEHOLDS.replace("虚构示例", "\\u001b[31m虚构"), "utf-8")
    out = shell("diff", "old.pol", "new.pol").out
    assert "\x1b" not in out and "␛[31m虚构" in out
