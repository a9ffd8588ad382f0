"""``policyc fmt``."""

import io
import os
import sys
from pathlib import Path

import pytest

from tests.cli.running import Shell

UGLY = 'unit  床日\nclause 通知 "一、"{param 甲 as a=1元   quote "一元"  # 甲\n}\n'
NEAT = 'unit 床日\n\nclause 通知 "一、" {\n  param 甲 as a = 1元  quote "一元"  # 甲\n}\n'
CHINESE = '单位 床日\n\n条款 通知 "一、" {\n  参数 甲 代号 a 为 1元  原文 "一元"  # 甲\n}\n'
BROKEN = "unit 床日\nparam 甲 as\n"


@pytest.fixture
def folder(tmp_path: Path, shell: Shell) -> Path:
    """A folder with files that are badly laid out, well laid out, and broken."""
    below = tmp_path / "texts"
    below.mkdir()
    for name, text in (("ugly", UGLY), ("neat", NEAT), ("broken", BROKEN)):
        (below / f"{name}.pol").write_text(text, "utf-8")
    return below


def test_it_formats_what_it_can(shell: Shell, folder: Path) -> None:
    before = (folder / "neat.pol").stat()
    run = shell("fmt", folder)
    assert run.code == 1 and "texts/broken.pol" in run.err
    assert run.out == "1 个文件已重新排版，1 个文件不用改，1 个文件有错误，没有改动\n"
    assert (folder / "ugly.pol").read_text("utf-8") == NEAT
    assert (folder / "broken.pol").read_text("utf-8") == BROKEN
    after = (folder / "neat.pol").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    (folder / "broken.pol").unlink()
    assert shell("fmt", "--lang", "en", folder).out == "2 files unchanged\n"


def test_check_and_diff_write_nothing(shell: Shell, folder: Path) -> None:
    (folder / "broken.pol").unlink()
    run = shell("fmt", "--check", folder)
    assert (run.code, run.out) == (1, "texts/ugly.pol\n1 个文件需要重新排版，1 个文件不用改\n")
    run = shell("fmt", "--diff", folder)
    assert run.code == 1 and run.err == "1 个文件需要重新排版，1 个文件不用改\n"
    assert run.out.startswith("--- texts/ugly.pol\n+++ texts/ugly.pol\n@@ -1,3 +1,5 @@\n-unit  床日\n")
    assert (folder / "ugly.pol").read_text("utf-8") == UGLY
    assert shell("fmt", "--check", folder / "neat.pol").code == 0
    assert shell("fmt", "--diff", folder / "neat.pol").out == ""


def test_keywords(shell: Shell, folder: Path) -> None:
    (folder / "broken.pol").unlink()
    assert shell("fmt", "--keywords", "zh", folder).code == 0
    assert {path.read_text("utf-8") for path in folder.iterdir()} == {CHINESE}
    assert shell("fmt", "--keywords", "zh", "--check", folder).code == 0
    assert shell("fmt", "--keywords", "en", folder).code == 0
    assert {path.read_text("utf-8") for path in folder.iterdir()} == {NEAT}


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from policyc.cli import main

    def run(data: bytes, *options: str) -> tuple[object, bytes, bytes]:
        monkeypatch.setattr(sys, "stdin", _Input(data))
        with pytest.raises(SystemExit) as left:
            main(["fmt", "-", "--lang", "zh", *options])
        return left.value.code, *capfdbinary.readouterr()

    assert run(UGLY.encode()) == (0, NEAT.encode(), "1 个文件已重新排版\n".encode())
    crlf = NEAT.replace("\n", "\r\n").encode()
    assert run(UGLY.replace("\n", "\r\n").encode())[:2] == (0, crlf)
    assert run(crlf, "--check") == (0, b"", "1 个文件不用改\n".encode())
    code, out, err = run(BROKEN.encode())
    assert (code, out) == (1, b"") and b"<stdin>" in err
    assert run(b"\xff")[:2] == (2, b"")


def test_standard_input_stands_alone(shell: Shell) -> None:
    assert shell("fmt", "-", "policies").code == 2


def test_line_ends_and_the_byte_order_mark(shell: Shell, folder: Path) -> None:
    path = folder / "ugly.pol"
    path.write_bytes(b"\xef\xbb\xbf" + UGLY.replace("\n", "\r\n").encode())
    assert shell("fmt", path).code == 0
    assert path.read_bytes() == NEAT.replace("\n", "\r\n").encode()
    assert shell("fmt", "--check", path).code == 0


def test_a_link_stays_a_link(shell: Shell, folder: Path) -> None:
    link = folder / "link.pol"
    link.symlink_to("ugly.pol")
    assert shell("fmt", link).code == 0
    assert link.is_symlink() and (folder / "ugly.pol").read_text("utf-8") == NEAT


def test_what_cannot_be_read_or_written(shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shell("fmt", folder / "none.pol").code == 2

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    run = shell("fmt", folder / "ugly.pol")
    assert run.code == 2 and "No space left on device" in run.err
    assert (folder / "ugly.pol").read_text("utf-8") == UGLY
    assert sorted(path.name for path in folder.iterdir()) == ["broken.pol", "neat.pol", "ugly.pol"]
