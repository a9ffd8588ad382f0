"""``policyc check --fix``: what is surely right is made, nothing else, and only where the file is better for it."""

from pathlib import Path

import pytest

from policyc.workspace import mending
from tests.cli.running import Shell

TRIAL = Path("policies/trial.pol")


def _spoil(old: str, new: str) -> None:
    text = TRIAL.read_text("utf-8")
    assert old in text
    TRIAL.write_text(text.replace(old, new, 1), "utf-8")


def test_what_is_sure_is_mended_and_shown(shell: Shell) -> None:
    """With the mistake that is behind it: of one declaration, one is told at a time."""
    good = TRIAL.read_text("utf-8")
    _spoil("param 补助 as subsidy >= 640元/人/年", "param 补助 subsidy >= 640 元/人/年")
    done = shell("check", "--fix", TRIAL)
    assert (done.code, done.err) == (0, "")
    assert TRIAL.read_text("utf-8") == good
    assert '  - param 补助 subsidy >= 640 元/人/年 quote "不低于 640 元"\n' in done.out
    assert '  + param 补助 as subsidy >= 640元/人/年 quote "不低于 640 元"\n' in done.out
    assert "policies/trial.pol：已改正 1 处（E0107）\n" in done.out


def test_one_mistake_uncovers_the_next(shell: Shell) -> None:
    good = TRIAL.read_text("utf-8")
    _spoil("rule 中央补助 as central", "rule central as 中央补助")
    _spoil("given 档 = 西部", "given 档 == 西部")
    assert shell("check", "--fix").code == 0
    assert TRIAL.read_text("utf-8") == good


def test_what_is_not_sure_is_left_to_the_author(shell: Shell) -> None:
    _spoil("80% * 补助", "80% * 补肋")
    before = TRIAL.read_bytes()
    done = shell("check", "--fix", TRIAL)
    assert done.code == 1
    assert "E0211" in done.err
    assert TRIAL.read_bytes() == before


def test_a_fix_that_brings_a_new_error_is_not_made(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    _spoil("as subsidy", "subsidy")
    before = TRIAL.read_bytes()
    monkeypatch.setattr(mending, "_applied", lambda text, fixes: text.replace("80% * 补助", "80% * 没有"))
    assert shell("check", "--fix", TRIAL).code == 1
    assert TRIAL.read_bytes() == before


def test_diff_shows_and_writes_nothing(shell: Shell) -> None:
    _spoil("as subsidy", "subsidy")
    before = TRIAL.read_bytes()
    done = shell("check", "--diff", TRIAL)
    assert done.code == 1
    assert done.out.startswith("--- a/policies/trial.pol\n+++ b/policies/trial.pol\n@@ ")
    assert "处错误" in done.err
    assert TRIAL.read_bytes() == before


def test_line_ends_and_the_byte_order_mark_stay(shell: Shell) -> None:
    _spoil("as subsidy", "subsidy")
    TRIAL.write_bytes(b"\xef\xbb\xbf" + TRIAL.read_bytes().replace(b"\n", b"\r\n"))
    assert shell("check", "--fix", TRIAL).code == 0
    data = TRIAL.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfpolicy")
    assert data.count(b"\r\n") == data.count(b"\n") > 10


def test_a_file_that_cannot_be_written_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    _spoil("as subsidy", "subsidy")
    before = TRIAL.read_bytes()
    monkeypatch.setattr(mending, "write_atomically", refuse)
    done = shell("check", "--fix", TRIAL)
    assert done.code == 2
    assert "E0911" in done.err
    assert TRIAL.read_bytes() == before


def test_plain_is_one_line_a_diagnostic(shell: Shell) -> None:
    _spoil("80% * 补助", "80% * 补肋")
    done = shell("check", "--format", "plain", TRIAL)
    assert done.out == "policies/trial.pol:10:17: E0211 没有声明过“补肋”\n"


def test_the_language_of_the_user(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYC_LANG", "en")
    assert "valid" in shell("check", TRIAL).out
    assert "通过" in shell("check", "--lang", "zh", TRIAL).out


def test_several_files_are_summed_up(shell: Shell) -> None:
    other = TRIAL.read_text("utf-8").replace("as trial", "as other").replace("80% * 补助", "80% * 补肋")
    Path("policies/z.pol").write_text(other, "utf-8")
    last = shell("check").out.splitlines()[-1]
    assert last == "共核对 3 项数字、1 个条款、2 份文件：1 份通过，1 份有错误；1 处错误。"
    assert shell("test").out.splitlines()[-1] == "共 2 份文件：核对 0/0 成立，示例 1/1 符合；1 份有错误，没有运行。"
