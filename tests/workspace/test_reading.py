"""What cannot be read is a diagnostic; what can is the same text everywhere."""

import os
from pathlib import Path

import pytest

from policyc.workspace import reading
from policyc.workspace.reading import read_policy


def _code(path: Path) -> str:
    text, found = read_policy(path, "x.pol")
    assert text is None
    return found[0].code.code


def test_line_ends_and_byte_order_marks_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "a.pol"
    path.write_bytes("\ufeff政策\r\n二\n".encode())
    assert read_policy(path, "a.pol") == ("政策\n二\n", ())


def test_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _code(tmp_path / "none.pol") == "E0901"
    assert _code(tmp_path) == "E0902"
    assert _code(Path("a\0b")) in ("E0901", "E0904")
    gbk = tmp_path / "gbk.pol"
    gbk.write_bytes(b"# one\n" + "政策".encode("gbk"))
    assert _code(gbk) == "E0903"
    assert read_policy(gbk, "gbk.pol")[1][0].message("en") == "not UTF-8: undecodable bytes on line 2"
    monkeypatch.setattr(reading, "LARGEST_POLICY", 3)
    assert _code(gbk) == "E0905"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pol")
    assert _code(tmp_path / "pipe.pol") == "E0902"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pol"
    path.write_text("x")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert _code(path) == "E0904"
