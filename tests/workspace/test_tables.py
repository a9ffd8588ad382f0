"""The parser's tables are kept for the user alone; what is kept is believed only if it is what was written."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from policyc.syntax import grammar
from policyc.workspace.tables import OwnFolder

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "policies" / "2023.pol"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, which is not there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "policyc"


def test_a_kept_parser_parses_alike() -> None:
    made = grammar.restored(grammar.tables(grammar.built()))
    assert made is not None
    text = POLICY.read_text("utf-8")
    assert made.parse(text) == grammar.parser().parse(text)


@pytest.mark.parametrize("change", [lambda x: b"", lambda x: x[:-1], lambda x: x[:40], lambda x: x[:-1] + b"\0", lambda x: x[1:]])
def test_what_was_not_written_is_not_believed(change: Callable[[bytes], bytes]) -> None:
    assert grammar.restored(change(grammar.tables(grammar.parser()))) is None


def test_the_folder_is_the_users_alone(cache: Path) -> None:
    store = OwnFolder()
    assert store.read("grammar-a") is None
    store.write("grammar-a", b"1")
    assert store.read("grammar-a") == b"1"
    assert cache.stat().st_mode & 0o777 == 0o700
    cache.chmod(0o755)
    store.write("grammar-a", b"2")
    assert store.read("grammar-a") is None
    assert (cache / "grammar-a").read_bytes() == b"1"


def test_a_folder_that_leads_elsewhere_is_left_alone(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    cache.parent.mkdir()
    cache.symlink_to(tmp_path / "elsewhere")
    OwnFolder().write("grammar-a", b"1")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_only_the_latest_are_kept(cache: Path) -> None:
    store = OwnFolder()
    for number in range(8):
        store.write(f"grammar-{number}", b"x")
        os.utime(cache / f"grammar-{number}", (number, number))
    store.write("grammar-new", b"x")
    assert sorted(path.name for path in cache.iterdir()) == ["grammar-5", "grammar-6", "grammar-7", "grammar-new"]


def test_a_second_run_reads_them_and_a_spoilt_file_harms_nothing(cache: Path) -> None:
    def run() -> bytes:
        command = [sys.executable, "-m", "policyc", "check", "--no-cache", str(POLICY)]
        return subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout

    told = run()
    (kept,) = cache.iterdir()
    content = kept.read_bytes()
    assert run() == told and kept.read_bytes() == content
    kept.write_bytes(content[:1000])
    assert run() == told and grammar.restored(kept.read_bytes()) is not None
