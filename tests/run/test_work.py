"""A run as work: shut in, bounded, and leaving nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from policyc.columns import CannotRun, run
from policyc.columns.database import Limits, database
from tests.cli.running import Shell
from tests.run.conftest import Table


def test_the_database_knows_its_files_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("a\n1\n")
    (tmp_path / "other.csv").write_text("a\n2\n")
    spill = tmp_path / "spill"
    spill.mkdir()
    with database("x", [tmp_path / "in.csv"], (), spill, Limits(threads=1)) as connection:
        assert connection.execute(f"SELECT count(*) FROM read_csv('{tmp_path / 'in.csv'}')").fetchone() == (1,)
        for statement in (
            f"SELECT * FROM read_csv('{tmp_path / 'other.csv'}')",
            f"COPY (SELECT 1) TO '{tmp_path.parent / 'out.csv'}'",
            f"ATTACH '{tmp_path.parent / 'x.duckdb'}'",
            "INSTALL httpfs",
            "SET threads = 2",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(statement)


def test_a_file_that_breaks_off_is_not_waited_for(tmp_path: Path) -> None:
    """Without the setting one of the first few of these never comes back."""
    target = tmp_path / "out.csv"
    rows = "SELECT i, i * 3 AS b, 'x' || i AS s FROM range(300000) AS t(i)"
    broken = f"{rows} WHERE CASE WHEN i = 299990 THEN error('stop') ELSE TRUE END"
    with database("x", [target], (), tmp_path, Limits(threads=2)) as connection:
        assert connection.execute("SELECT current_setting('async_threads')").fetchone() == (0,)
        for _ in range(20):
            with pytest.raises(duckdb.InvalidInputException, match="stop"):
                connection.execute(f"COPY ({broken}) TO '{target}'")


_BIG = "SELECT 'west' AS tier, range AS id, repeat(md5(CAST(range AS VARCHAR)), 12) AS note FROM range(400000)"


def test_a_file_larger_than_the_memory_streams(shell: Shell, parquet: Table, tmp_path: Path) -> None:
    """Some 150 MB through 100 MB."""
    parquet("in.parquet", _BIG, rows=20_000)
    limits = Limits(threads=1, memory="100MB")
    summary = run("trial", input="in.parquet", output="out.csv", rules=["补助"], limits=limits)
    assert summary.rows_out == 400_000
    assert (tmp_path / "out.csv").stat().st_size > 150_000_000


def test_too_little_memory_leaves_the_old_file(shell: Shell, parquet: Table, tmp_path: Path) -> None:
    parquet("in.parquet", _BIG)
    (tmp_path / "out.parquet").write_text("old")
    with pytest.raises(CannotRun) as stopped:
        run("trial", input="in.parquet", output="out.parquet", rules=["补助"], limits=Limits(threads=2, memory="3MB"))
    assert "--memory" in stopped.value.diagnostics[0].help("zh")
    assert (tmp_path / "out.parquet").read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"in.parquet", "out.parquet", "policies", "policyc.toml"}


@pytest.mark.skipif(sys.platform == "win32", reason="sends an interrupt as a terminal of Unix does")
def test_an_interrupt_leaves_nothing(shell: Shell, parquet: Table, tmp_path: Path) -> None:
    """However far it is: no part of a result, nothing beside it, and the old file as it was."""
    parquet("in.parquet", "SELECT 'west' AS tier, md5(CAST(range AS VARCHAR)) AS note FROM range(6000000)")
    (tmp_path / "out.csv").write_text("old")
    command = [sys.executable, "-m", "policyc", "run", "trial", "--input", "in.parquet", "--output", "out.csv", "--rules", "补助"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, encoding="utf-8")
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".out.csv.*.tmp")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 2 and "已中断" in told and "Traceback" not in told
    assert (tmp_path / "out.csv").read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"in.parquet", "out.csv", "policies", "policyc.toml"}


def test_memory_is_asked_for_as_people_write_it(shell: Shell) -> None:
    told = shell("run", "trial", "--input", "in.csv", "--output", "out.csv", "--memory", "much")
    assert told.code == 2 and "500MB" in told.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "trial", "--input", "in.csv", "--output", "out.csv"),
        ("compare-run", "trial", "trial", "--input", "in.csv"),
        ("synth", "trial", "--rows", "3"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_what_is_not_installed_is_told(shell: Shell, arguments: tuple[str, ...]) -> None:
    """In a program of its own that can load nothing of the extra: whatever is loaded on the way would show."""
    extra = ("duckdb", "numpy", "pyarrow", "sqlglot")
    without = f"import sys; sys.modules.update(dict.fromkeys({extra})); from policyc.cli import main; main()"
    told = subprocess.run([sys.executable, "-c", without, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 2 and "E1108" in told.stderr and "pip install 'policyc[columns]'" in told.stderr
