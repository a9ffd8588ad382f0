"""A result that several threads write, each into a file of its own: in order, whole, and in little memory."""

from __future__ import annotations

import datetime
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from policyc.columns import CannotRun, run
from policyc.columns.database import Limits
from policyc.columns.joining import Unlike, join
from tests.cli.running import Shell
from tests.run.conftest import Table

_ALL_KINDS = """SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE 'text ' || i % 7 END AS s, CAST(i AS DECIMAL(18, 2)) AS d,
CAST(i AS DECIMAL(38, 4)) AS wide, i % 2 = 0 AS b, DATE '2023-01-01' + CAST(i % 400 AS INTEGER) AS day, [i, NULL, i + 1] AS l,
{'year': i, 'own': md5(CAST(i AS VARCHAR))} AS r, CASE WHEN i % 5 = 0 THEN 'x' END::ENUM('x', 'y') AS e
FROM range(CAST(? AS BIGINT), CAST(? AS BIGINT)) AS t(i)"""


def _write(path: Path, first: int, last: int, group: int) -> pa.Table:
    copy = f"COPY ({_ALL_KINDS}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE {group})"
    duckdb.connect().execute(copy, [first, last])
    return pq.read_table(path)


@pytest.mark.parametrize("ends", [(0, 3000, 10_000), (0, 0, 20_000), (0, 50_000, 50_000, 90_000)], ids=str)
def test_files_are_made_one(tmp_path: Path, ends: tuple[int, ...]) -> None:
    files = [tmp_path / f"{number}.parquet" for number in range(len(ends) - 1)]
    tables = [_write(file, *both, 4096) for file, both in zip(files, pairwise(ends), strict=True)]
    join(files[0], files[1:])
    assert pq.read_table(files[0]).equals(pa.concat_tables(tables))
    by_place = duckdb.connect().execute("FROM read_parquet(?) WHERE i >= ? - 5", [str(files[0]), ends[-1]]).fetchall()
    assert [row[0] for row in by_place] == list(range(ends[-1] - 5, ends[-1]))
    found = pq.ParquetFile(files[0]).metadata
    assert found.num_rows == ends[-1]
    assert sum(found.row_group(number).num_rows for number in range(found.num_row_groups)) == ends[-1]


def test_what_other_programs_write_can_be_made_one(tmp_path: Path) -> None:
    """With an index of pages, filters, and places in the file that DuckDB does not tell."""
    table = pa.table(
        {"a": pa.array(range(5000)), "s": [str(n % 9) for n in range(5000)], "d": [Decimal(n) / 100 for n in range(5000)]}
    )
    files = [tmp_path / "0.parquet", tmp_path / "1.parquet"]
    for file in files:
        pq.write_table(table, file, write_page_index=True, row_group_size=1000, compression="zstd")
    join(files[0], files[1:])
    assert pq.read_table(files[0], filters=[("a", "=", 4321)]).num_rows == 2
    assert pq.read_table(files[0]).equals(pa.concat_tables([table, table]))


def test_filters_of_the_parts_still_find_their_rows(tmp_path: Path) -> None:
    """DuckDB writes them behind the rows: which texts a group of rows cannot have. Their places move as well."""
    files, connection = [tmp_path / "0.parquet", tmp_path / "1.parquet"], duckdb.connect()
    for number, file in enumerate(files):
        rows = f"SELECT 'v{number}_' || (i % 50) AS s FROM range(30000) AS t(i)"
        connection.execute(f"COPY ({rows}) TO '{file}' (ROW_GROUP_SIZE 10240)")
    join(files[0], files[1:])
    for text, people, left_out in (("v0_7", 600, 3), ("v1_7", 600, 3), ("v2_7", 0, 6)):
        assert connection.execute("SELECT count(*) FROM read_parquet(?) WHERE s = ?", [str(files[0]), text]).fetchone() == (
            people,
        )
        probe = f"SELECT count(*) FILTER (bloom_filter_excludes) FROM parquet_bloom_probe('{files[0]}', 's', '{text}')"
        assert connection.execute(probe).fetchone() == (left_out,)


def test_files_of_other_columns_are_not_touched(tmp_path: Path) -> None:
    files = [tmp_path / "0.parquet", tmp_path / "1.parquet"]
    pq.write_table(pa.table({"a": [1]}), files[0])
    pq.write_table(pa.table({"a": [datetime.date(2023, 1, 1)]}), files[1])
    before = files[0].read_bytes()
    with pytest.raises(Unlike):
        join(files[0], files[1:])
    assert files[0].read_bytes() == before


_PEOPLE = """SELECT CASE WHEN i % 11 = 0 THEN 'north' WHEN i % 7 = 0 THEN NULL ELSE '西部' END AS tier, i AS place,
CAST(i % 1000 AS DECIMAL(18, 2)) AS fee, [i] AS own FROM range(130000) AS t(i)"""


@pytest.mark.parametrize("clean", [True, False], ids=["quick", "usual"])
@pytest.mark.parametrize("memory", [None, "1GB", "200MB"])
def test_shares_are_the_whole(shell: Shell, parquet: Table, tmp_path: Path, memory: str | None, clean: bool) -> None:
    parquet("in.parquet", f"FROM ({_PEOPLE}) WHERE tier = '西部'" if clean else _PEOPLE, rows=10_000)
    arguments: dict[str, Any] = {
        "input": "in.parquet",
        "rules": ["补助", "报销"],
        "missing": ["次数", "参保", "缴费日期", "申请月", "出生年"],
    }
    one = run("trial", output="one.parquet", rejects="r1.parquet", limits=Limits(threads=1, memory=memory), **arguments)
    few = run("trial", output="few.parquet", rejects="r2.parquet", limits=Limits(threads=3, memory=memory), **arguments)
    assert (few.rows_in, few.rows_out, few.set_aside, few.rules) == (one.rows_in, one.rows_out, one.set_aside, one.rules)
    assert pq.read_table("few.parquet").equals(pq.read_table("one.parquet"))
    assert pq.read_table("r2.parquet").equals(pq.read_table("r1.parquet"))
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("name", ["out.csv", "out.tsv"])
def test_shares_of_text_are_the_whole(shell: Shell, parquet: Table, name: str) -> None:
    parquet("in.parquet", f"SELECT * EXCLUDE own, 'a,\t\"b' AS note FROM ({_PEOPLE}) LIMIT 50000", rows=10_000)
    found = []
    for threads in (1, 3):
        run("trial", input="in.parquet", output=name, rules=["补助"], limits=Limits(threads=threads))
        found.append(Path(name).read_bytes())
    assert found[0] == found[1] and found[0].count(b"\n") > 40_000 and found[0].count(b"subsidy_reason") == 1


def test_rows_of_text_keep_their_order(shell: Shell, tmp_path: Path) -> None:
    """A file of several buffers, more threads than one; a yes or no in words is one of many, which DuckDB would join by."""
    insured = "CASE i % 3 WHEN 0 THEN '是' ELSE '否' END AS insured"
    rows = f"SELECT {insured}, '2023-03-01' AS paid_on, i AS place FROM range(500000) AS t(i)"
    duckdb.connect().execute(f"COPY ({rows}) TO '{tmp_path / 'in.csv'}'")
    run("trial", input="in.csv", output="out.parquet", rules=["待遇月"], limits=Limits(threads=2))
    assert pq.read_table("out.parquet")["place"].to_pylist() == [str(place) for place in range(500_000)]


def test_a_part_without_rows(shell: Shell, parquet: Table) -> None:
    parquet(
        "in.parquet", "SELECT CASE WHEN i < 20000 THEN 'nowhere' ELSE 'west' END AS tier FROM range(30000) AS t(i)", rows=10_000
    )
    found = run("trial", input="in.parquet", output="out.parquet", rules=["补助"], limits=Limits(threads=3))
    assert (found.rows_in, found.rows_out, pq.read_table("out.parquet").num_rows) == (30_000, 10_000, 10_000)


def test_shares_that_cannot_be_written_leave_nothing(shell: Shell, parquet: Table, tmp_path: Path) -> None:
    parquet("in.parquet", "SELECT 'west' AS tier, repeat(md5(i::VARCHAR), 3000) AS note FROM range(4000) AS t(i)", rows=2_048)
    with pytest.raises(CannotRun) as stopped:
        run("trial", input="in.parquet", output="out.parquet", rules=["补助"], limits=Limits(threads=2, memory="30MB"))
    assert "--memory" in stopped.value.diagnostics[0].help("zh")
    assert {path.name for path in tmp_path.iterdir()} == {"in.parquet", "policies", "policyc.toml"}


_RUN = """
from pathlib import Path
from policyc.columns import run
from policyc.columns.database import Limits
found = run("trial", input="in.parquet", output="out.parquet", rules=["补助"], limits=Limits(threads=2))
most = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(found.rows_out, most.split()[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system how much memory a program took, in Linux's measure")
def test_memory_does_not_grow_with_the_rows(shell: Shell, parquet: Table) -> None:
    """Some 700 MB of values through two threads; nothing is said of a limit. DuckDB alone takes twice as much."""
    more = ", ".join(f"(i + {number}) % 1000 AS c{number}" for number in range(60))
    parquet("in.parquet", f"SELECT 'west' AS tier, {more} FROM range(1500000) AS t(i)")
    told = subprocess.run([sys.executable, "-c", _RUN], capture_output=True, text=True, timeout=300, check=True)
    rows, kilobytes = map(int, told.stdout.split())
    assert rows == 1_500_000
    assert kilobytes < 400_000
