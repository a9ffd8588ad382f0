"""``policyc cite``: with texts, without them, and what sources.lock remembers."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import NOTICE, POLICY
from tests.cli.running import Shell

LOCK = Path("policies/sources.lock")


@pytest.fixture
def sources(shell: Shell, tmp_path: Path) -> Path:
    """The folder of the texts, with the text of the policy's notice."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "notice.txt").write_text(NOTICE, "utf-8")
    return folder


def _edit(old: str, new: str) -> None:
    path = Path("policies/trial.pol")
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_everything_holds(shell: Shell, sources: Path) -> None:
    run = shell("cite", "policies")
    assert run.code == 0 and run.err == ""
    assert "policies/trial.pol：通过。核对 3 处引文、3 项数字、1 个条款、1 份原文。" in run.out
    assert "notice.txt：用到数字 3/3 (100%)，句子 2/2 (100%)" in run.out
    assert "policies/sources.lock：没有核对记录" in run.out
    english = shell("cite", "policies", "--lang", "en").out
    assert "holds. Checked 3 quotes, 3 figures, 1 clause, 1 text." in english


def test_what_does_not_hold_exits_with_1(shell: Shell, sources: Path) -> None:
    _edit(">= 640元", "= 640元")
    run = shell("cite", "policies")
    assert run.code == 1 and "E0808" in run.err and "1 处错误" in run.out
    assert shell("cite", "policies", "--update").code == 1 and not LOCK.exists()


def test_the_lock_remembers(shell: Shell, sources: Path) -> None:
    assert "已写入" in shell("cite", "policies", "--update").out
    first = LOCK.read_bytes()
    assert "没有变化" in shell("cite", "policies", "--update").out and LOCK.read_bytes() == first
    data = json.loads(first)
    assert list(data["texts"]) == ["notice.txt"] and data["texts"]["notice.txt"]["numbers"] == [3, 3]
    first_quote = data["policies"]["trial"][0]
    assert first_quote["quote"] == "不低于 640 元" and first_quote["figures"] == ["640元/人/年"]
    start, end = first_quote["start"], first_quote["end"]
    assert NOTICE[start:end] == "不低于 640\n元"
    assert shell("cite", "policies").code == 0
    (sources / "notice.txt").unlink()
    run = shell("cite", "policies")
    assert run.code == 0 and "其中按记录 3 处" in run.out


def test_a_changed_text_is_an_error_until_it_is_verified_again(shell: Shell, sources: Path) -> None:
    shell("cite", "--update")
    (sources / "notice.txt").write_text(NOTICE + "附：说明。\n", "utf-8")
    run = shell("cite")
    assert run.code == 1 and "E0816" in run.err
    assert shell("cite", "--update").code == 0 and shell("cite").code == 0


def test_a_changed_policy_is_not_verified_by_an_old_lock(shell: Shell, sources: Path) -> None:
    shell("cite", "--update")
    (sources / "notice.txt").unlink()
    _edit('quote "不低于 640 元"', 'quote "每人每年不低于 640 元"')
    run = shell("cite")
    assert run.code == 1 and "E0817" in run.err
    _edit(">= 640元", ">= 650元")
    assert "E0802" in shell("cite").err


def test_without_texts_and_lock_the_answer_is_open(shell: Shell) -> None:
    run = shell("cite")
    assert run.code == 3 and "W0802" in run.err


def test_a_broken_lock(shell: Shell, sources: Path) -> None:
    shell("cite", "--update")
    LOCK.write_text("<<<<<<< HEAD\n" + LOCK.read_text("utf-8"), "utf-8")
    assert shell("cite").code == 1 and "E0818" in shell("cite").err
    assert shell("cite", "--update").code == 0 and shell("cite").code == 0


def test_other_policies_of_the_folder_stay_in_the_lock(shell: Shell, sources: Path) -> None:
    other = POLICY.replace("as trial", "as trial_2").replace("year 2023", "year 2024")
    Path("policies/second.pol").write_text(other, "utf-8")
    shell("cite", "--update")
    shell("cite", "trial", "--update")
    assert list(json.loads(LOCK.read_bytes())["policies"]) == ["trial", "trial_2"]
    Path("policies/second.pol").unlink()
    shell("cite", "--update")
    assert list(json.loads(LOCK.read_bytes())["policies"]) == ["trial"]


def test_json(shell: Shell, sources: Path) -> None:
    run = shell("cite", "--format", "json")
    data = json.loads(run.out)
    assert run.code == 0 and run.err == ""
    assert data["policies"][0]["counts"] == {"quotes": 3, "figures": 3, "clauses": 1, "texts": 1}
    assert data["texts"][0]["numbers"]["used"] == 3 and data["diagnostics"] == []
    assert {d["standing"] for d in data["policies"][0]["declarations"]} == {"verified"}


def test_an_unreadable_source(shell: Shell, sources: Path) -> None:
    _edit('file "notice.txt"', 'file "notice.docx"')
    (sources / "notice.docx").write_bytes(b"not a zip")
    run = shell("cite")
    assert run.code != 0 and "E0819" in run.err
