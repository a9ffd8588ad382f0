"""``policyc run --engine spark``: the same rows, results and refusals as with the engine that is always there."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from policyc.columns import CannotRun, run
from tests.cli.running import Shell
from tests.run.conftest import Table
from tests.run.test_records import POLICY as POLICY_WITH_RECORDS

HEAD = "姓名,档,费用,次数,参保,缴费日期,申请月,出生年\n"
ROWS = (
    "甲,西部,12.31,3,是,2023-07-26,2023-06,1960\n"
    "乙,east,,2,否,2023/7/6,202306,1970年\n"
    "丙,北部,1.005,2,也许,2023年7月26日,2023-13,23\n"
    '"丁,""x"" \\\n行",中部,100000000.000,2, 1 ,20230706,2023年6月,1990\n'
    "戊,west,+0.01,0,TRUE,2023-02-30,2023-06-01,1990\n"
    "己,west,1e3,1,t,202311,2023/6,2024\n"
)

needs_spark = pytest.mark.skipif(
    shutil.which("java") is None or find_spec("pyspark") is None,
    reason="Spark (pip install 'policyc[spark]') or Java is not installed here",
)


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, or of all those in a folder, in the order of their first columns."""
    files = sorted(path.glob("part-*")) if path.is_dir() else [path]
    found = []
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            found += list(csv.DictReader(stream))
    for row in found:  # a moment that passes through is written as each engine writes moments
        row["缴费日期"] = row.get("缴费日期") or row.pop("paid_on")[:10]
    return sorted(found, key=lambda row: row["姓名"])


@needs_spark
def test_the_same_as_the_other_engine(shell: Shell, parquet: Table) -> None:
    """From a CSV file and from Parquet, each of several values of each kind, good and bad; and nothing else is left behind."""
    Path("in.csv").write_text(HEAD + ROWS, "utf-8")
    parquet(
        "in.parquet",
        "SELECT CAST(i AS VARCHAR) AS 姓名, ['west', '中部', 'x', NULL][i % 4 + 1] AS tier, "
        "CAST(i * 1.005 AS DECIMAL(38, 20)) AS fee, CAST(1 + i % 3 AS UTINYINT) AS times, i % 2 = 0 AS insured, "
        "TIMESTAMP '2023-03-31 00:00:00' + i * INTERVAL 6 HOUR AS paid_on, DATE '2023-05-30' + CAST(i AS INT) AS applied_in, "
        "CAST(1985 + i AS SMALLINT) AS born, 1.5::DOUBLE AS 其他 FROM range(60) AS t(i)",
    )
    Path("out.csv").mkdir()
    for given in ("in.csv", "in.parquet"):
        arguments = ("run", "trial", "--input", given, "--format", "json", "--output")
        usual = shell(*arguments, "usual.csv", "--rejects", "usual_no.csv")
        spark = shell(*arguments, "out.csv", "--rejects", "no.csv", "--engine", "spark", "--threads", "2")
        assert (usual.code, spark.code) == (0, 0), spark.err
        assert _rows(Path("out.csv")) == _rows(Path("usual.csv"))
        aside = [{k: v for k, v in row.items() if k != "refused_row"} for row in _rows(Path("usual_no.csv"))]
        assert _rows(Path("no.csv")) == aside and aside
        one, other = json.loads(usual.out), json.loads(spark.out)
        assert one["rules"] == other["rules"]
        assert all(one[name] == other[name] for name in ("rows_in", "rows_out", "set_aside"))
    assert not [path for path in Path().iterdir() if path.name.startswith(".")]
    parquet("lists.parquet", "SELECT 1.5::DOUBLE AS fee")
    told = shell("run", "trial", "--input", "lists.parquet", "--output", "new", "--engine", "spark", "--rules", "报销")
    assert told.code == 2 and "E1107" in told.err  # no ending
    told = shell("run", "trial", "--input", "lists.parquet", "--output", "a.csv", "--engine", "spark", "--rules", "报销")
    assert told.code == 2 and "E1102" in told.err and "DOUBLE" in told.err and not Path("a.csv").exists()


@needs_spark
@pytest.mark.parametrize(
    ("given", "output", "code", "fragment"),
    [
        ("none.csv", "a.csv", "E1106", "找不到"),
        ("a.duckdb::t", "a.csv", "E1106", "Spark"),
        ("in.csv", "in.csv", "E1107", "已有同名的文件"),
        ("in.csv", "full.csv", "E1107", "别的东西"),
        ("in.csv", "no/a.csv", "E1107", "没有文件夹"),
        ("in.csv", "a*.csv", "E1107", "通配符"),
        ("full.csv", "full.csv/a.csv", "E1106", "一个文件"),
    ],
)
def test_places_that_will_not_do(shell: Shell, given: str, output: str, code: str, fragment: str) -> None:
    Path("in.csv").write_text(HEAD + ROWS, "utf-8")
    Path("full.csv").mkdir()
    (Path("full.csv") / "mine").touch()
    told = shell("run", "trial", "--input", given, "--output", output, "--engine", "spark")
    assert told.code == 2 and code in told.err and fragment in told.err


@needs_spark
def test_without_java(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in.csv").write_text(HEAD + ROWS, "utf-8")
    monkeypatch.setattr("policyc.columns.spark.session.shutil.which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    told = shell("run", "trial", "--input", "in.csv", "--output", "out.csv", "--engine", "spark")
    assert told.code == 2 and "E1130" in told.err and "Java 17" in told.err and not Path("out.csv").exists()


def test_without_pyspark(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyc.columns.refusing.find_spec", lambda name: None if name == "pyspark" else name)
    with pytest.raises(CannotRun, match=r"policyc\[spark\]|pyspark"):
        run("trial", input="in.csv", output="out.csv", engine="spark")


def test_a_master_is_for_spark(shell: Shell) -> None:
    told = shell("run", "trial", "--input", "in.csv", "--output", "out.csv", "--master", "spark://host:7077")
    assert told.code == 2 and "--master" in told.err


#: Lists of records, good and bad; where the fields are text, so that each of them can be anything.
LISTS = (
    "NULL",
    "[]",
    "[{'year': '2021', 'enrolled': '是', 'cost': '1.25'}]",
    "[{'year': '2022', 'enrolled': NULL, 'cost': '1'}, {'year': '2023', 'enrolled': 'true', 'cost': '3.10'}]",
    "[{'year': '2021', 'enrolled': '是', 'cost': '1'}, {'year': '2023', 'enrolled': '是', 'cost': '1'}]",
    "[{'year': '2022', 'enrolled': '是', 'cost': '1'}, {'year': '2021', 'enrolled': '是', 'cost': '1'}]",
    "[{'year': NULL, 'enrolled': '是', 'cost': '1'}]",
    "[{'year': '2021', 'enrolled': '是', 'cost': '1'}, NULL]",
    "[{'year': '21', 'enrolled': '是', 'cost': '1'}]",
    "[{'year': '9223372036854775807', 'enrolled': '是', 'cost': '1'}]",
    "[{'year': '2021', 'enrolled': '是', 'cost': '1'}, {'year': '2022', 'enrolled': NULL, 'cost': NULL}]",
    "[{'year': CAST(2015 + i AS VARCHAR), 'enrolled': '是', 'cost': '1'} FOR i IN range(7)]",
    "[{'year': '2021', 'enrolled': '是', 'cost': '1.001'}]",
    "[{'year': '2024', 'enrolled': '也许', 'cost': '1000000.01'}]",
)


@needs_spark
def test_lists_of_records(shell: Shell, parquet: Table) -> None:
    Path("policies/lasting.pol").write_text(POLICY_WITH_RECORDS, "utf-8")
    typed = 'STRUCT("year" VARCHAR, enrolled VARCHAR, cost VARCHAR)[]'
    rows = (f"SELECT {place} AS 姓名, CAST({said} AS {typed}) AS 参保年度" for place, said in enumerate(LISTS))
    parquet("lists.parquet", " UNION ALL ".join(rows))
    arguments = ("run", "lasting", "--input", "lists.parquet", "--format", "json", "--output")
    usual = shell(*arguments, "usual.parquet", "--rejects", "usual_no.parquet")
    spark = shell(*arguments, "out.parquet", "--rejects", "no.parquet", "--engine", "spark", "--threads", "2")
    assert (usual.code, spark.code) == (0, 0), spark.err
    assert json.loads(spark.out)["rules"] == json.loads(usual.out)["rules"]
    assert json.loads(spark.out)["set_aside"] == 11
    assert _table("out.parquet") == _table("usual.parquet")
    aside = [{name: value for name, value in row.items() if name != "refused_row"} for row in _table("usual_no.parquet")]
    assert _table("no.parquet") == aside
    told = shell("run", "lasting", "--input", "lists.parquet", "--output", "out.csv", "--engine", "spark", "--threads", "2")
    assert told.code == 0, told.err  # a list goes into CSV as JSON
    with next(Path("out.csv").glob("part-*")).open(encoding="utf-8", newline="") as stream:
        lists = {row["姓名"]: row["参保年度"] for row in csv.DictReader(stream)}
    assert lists["3"] == '[{"year":"2022","enrolled":null,"cost":"1"},{"year":"2023","enrolled":"true","cost":"3.10"}]'


def _table(name: str) -> list[dict[str, object]]:
    """The rows of a Parquet file, or of those in a folder, in the order of their first column."""
    import pyarrow.parquet as pq

    rows: list[dict[str, object]] = pq.read_table(name).to_pylist()
    return sorted(rows, key=lambda row: str(row["姓名"]))


@needs_spark
@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent otherwise there")
@pytest.mark.usefixtures("shell")
def test_an_interrupt_leaves_nothing_behind(tmp_path_factory: pytest.TempPathFactory) -> None:
    Path("in.csv").write_text(HEAD + ROWS, "utf-8")
    kept = tmp_path_factory.mktemp("temporary")
    command = [sys.executable, "-m", "policyc", "run", "trial", "--input", "in.csv", "--output", "out.csv", "--engine", "spark"]
    work = subprocess.Popen(
        command,
        env={**os.environ, "TMPDIR": str(kept)},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    while work.poll() is None and not list(Path().glob(".out.csv.*")):
        time.sleep(0.02)
    os.killpg(work.pid, signal.SIGINT)  # as a terminal does it: Java is told as well
    _, said = work.communicate(timeout=120)
    assert work.returncode == 2 and "已中断" in said and "Traceback" not in said and "ERROR" not in said, said
    assert not list(Path().glob("*out.csv*")) and not [path for path in kept.iterdir() if path.name.startswith("policyc-")]
