"""A run gives the same with the quick query as without, whatever rows there are, and goes back to the usual one where it must."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from policyc.columns import CannotRun, apply, compare_run, quickly, run
from policyc.columns.running import Prepared
from tests.cli.running import Shell
from tests.run.conftest import POLICY, Table

WHOLE = (
    "SELECT i AS number, ['west', '中部', 'east'][i % 3 + 1] AS 档, (i % 997 + 0.01 * (i % 100))::DECIMAL(18, 2) AS 费用, "
    "i % 100 + 1 AS 次数, i % 2 = 0 AS 参保, DATE '2023-01-01' + (i % 365)::INTEGER AS 缴费日期, DATE '2023-06-01' AS 申请月, "
    "1900 + i % 120 AS 出生年 FROM range({}) AS numbers(i)"
)
ROWS = 3000
#: What is done to the rows, and how many queries are tried before the usual one.
ROWS_THAT_DIFFER = {
    "all lack nothing": ("*", 1),
    "one lacks an input at the end": (f"* REPLACE (CASE WHEN number < {ROWS - 1} THEN 费用 END AS 费用)", 2),
    "one is refused at the end": (f"* REPLACE (CASE WHEN number < {ROWS - 1} THEN 次数 ELSE 101 END AS 次数)", 1),
    "one lacks and one is refused": (
        "* REPLACE (nullif(参保, number = 7) AS 参保, nullif(档, '中部') AS 档, 次数 - 1 AS 次数)",
        2,
    ),
    "all lack one": ("* REPLACE (NULL::DECIMAL(18, 2) AS 费用)", 2),
}


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[list[str]]]:
    """The queries that are tried before the usual one: the columns that no row is said to lack."""
    found: list[list[str]] = []
    made = quickly._with

    def noted(run: Prepared, filled: list[str]) -> Prepared:
        found.append(filled)
        return made(run, filled)

    monkeypatch.setattr(quickly, "_with", noted)
    monkeypatch.setattr(quickly, "MANY", 1)
    yield found


def read(name: str) -> list[Any]:
    """The rows of a file."""
    return duckdb.connect().execute(f"FROM '{name}'").fetchall()


@pytest.mark.parametrize("ending", ["parquet", "csv"])
@pytest.mark.parametrize("rows", ROWS_THAT_DIFFER)
def test_the_same_as_without(
    shell: Shell, parquet: Table, tried: list[list[str]], monkeypatch: pytest.MonkeyPatch, rows: str, ending: str
) -> None:
    select, tries = ROWS_THAT_DIFFER[rows]
    parquet("in.parquet", f"SELECT {select} FROM ({WHOLE.format(ROWS)})")
    if ending == "csv":
        duckdb.connect().execute("COPY (FROM 'in.parquet') TO 'in.csv'")
    quick = run("trial", input=f"in.{ending}", output=f"quick.{ending}", rejects="a.csv")
    assert len(tried) == tries
    monkeypatch.setattr(quickly, "MANY", 10**9)
    usual = run("trial", input=f"in.{ending}", output=f"usual.{ending}", rejects="b.csv")
    assert len(tried) == tries
    assert read(f"quick.{ending}") == read(f"usual.{ending}") and read("a.csv") == read("b.csv")
    assert (quick.rules, quick.first, quick.rows_out) == (usual.rules, usual.first, usual.rows_out)
    assert [row[0] for row in read(f"quick.{ending}")] == sorted(row[0] for row in read(f"quick.{ending}"))


@pytest.mark.parametrize("rows", ROWS_THAT_DIFFER)
def test_frames(shell: Shell, tried: list[list[str]], monkeypatch: pytest.MonkeyPatch, rows: str) -> None:
    select, tries = ROWS_THAT_DIFFER[rows]
    frame = duckdb.connect().sql(f"SELECT {select} FROM ({WHOLE.format(ROWS)})").to_arrow_table()
    quick = apply("trial", frame)
    assert len(tried) == tries
    monkeypatch.setattr(quickly, "MANY", 10**9)
    assert quick.equals(apply("trial", frame))


@pytest.mark.parametrize("rows", ROWS_THAT_DIFFER)
def test_two_policies(shell: Shell, parquet: Table, tried: list[list[str]], monkeypatch: pytest.MonkeyPatch, rows: str) -> None:
    newer = POLICY.replace("as trial", "as newer").replace("year 2023 }", "year 2024 }").replace("512.50元", "540.25元")
    Path("policies/newer.pol").write_text(newer, "utf-8")
    select, tries = ROWS_THAT_DIFFER[rows]
    parquet("in.parquet", f"SELECT {select} FROM ({WHOLE.format(ROWS)})")
    quick = compare_run("trial", "newer", input="in.parquet", output="quick.parquet", by=["档"])
    assert len(tried) == 2 * tries
    monkeypatch.setattr(quickly, "MANY", 10**9)
    usual = compare_run("trial", "newer", input="in.parquet", output="usual.parquet", by=["档"])
    assert read("quick.parquet") == read("usual.parquet")
    assert (quick.rules, quick.refused) == (usual.rules, usual.refused)


def test_a_row_that_a_requirement_refuses_may_have_values_that_no_other_has(
    shell: Shell, parquet: Table, tried: list[list[str]]
) -> None:
    wide = POLICY.replace("0次 .. 100次", "0次 .. 1000次").replace("require 次数 >= 1次", "require 次数 <= 50次")
    Path("policies/trial.pol").write_text(wide, "utf-8")
    parquet(
        "in.parquet", f"SELECT * REPLACE (CASE WHEN number = {ROWS - 1} THEN 500 ELSE 1 END AS 次数) FROM ({WHOLE.format(ROWS)})"
    )
    done = run("trial", input="in.parquet", output="out.parquet")
    assert (done.rows_out, done.set_aside, len(tried)) == (ROWS - 1, 1, 1)


def test_few_rows_have_the_usual_query(
    shell: Shell, parquet: Table, tried: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quickly, "MANY", ROWS + 1)
    parquet("in.parquet", WHOLE.format(ROWS))
    assert run("trial", input="in.parquet", output="out.parquet").rows_out == ROWS
    assert tried == []


def test_what_goes_wrong_otherwise_is_not_tried_again(
    shell: Shell, parquet: Table, tried: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(run: Prepared, *, few: bool) -> str:
        return "SELECT error('the disk is on fire') AS nothing"

    parquet("in.parquet", WHOLE.format(ROWS))
    monkeypatch.setattr("policyc.columns.running.answered", broken)
    with pytest.raises(CannotRun, match="the disk is on fire"):
        run("trial", input="in.parquet", output="out.parquet")
    assert len(tried) == 1
