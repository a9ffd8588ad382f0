"""Histories: a column a year, or one list of records; both come to the same, and to what the evaluator says."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from policyc.columns import run
from policyc.columns.policies import policy_of
from policyc.evaluate.evaluator import Evaluator
from policyc.model.policy import Record
from tests.cli.running import Shell

POLICY = """policy 连续 as lasting { region 试行市 "370499" year 2021 }
source 办法 as rules { title "试行办法（虚构）" number "试发〔2023〕1号" issuers "试行局" issued 2023-07-01 }
history 参保年度 as years at most 6 {
  参保 as enrolled : bool
  费用 as cost : 元 in 0元 .. 100万元
}
clause 办法 "一" {
  track 连续年数 as consecutive over 参保年度 from 0年 = if 参保 then previous + 1年 else 0年
  track 累计费用 as spent over 参保年度 from 0元 = previous + 费用
}
"""

#: What each person has, year by year: enrolled, and a cost.
PEOPLE: list[list[tuple[int, bool | None, str | None]]] = [
    [],
    [(2021, True, "1.25")],
    [(2021, True, "0.00"), (2022, True, "10.01"), (2023, False, "3.00")],
    [(2023, True, "2.00"), (2024, True, "0.99")],
    [(2022, True, None), (2023, True, "1.00")],
    [(2021, None, "1.00"), (2022, True, "1.00")],
]


@pytest.fixture
def people(shell: Shell) -> None:
    """``list.parquet`` and ``flat.csv`` with the same people."""
    Path("policies/lasting.pol").write_text(POLICY, "utf-8")
    rows = [f"({place}, [{', '.join(_record(*record) for record in records)}])" for place, records in enumerate(PEOPLE)]
    typed = 'CAST(years AS STRUCT("year" INTEGER, 参保 BOOLEAN, cost DECIMAL(18, 2))[])'
    _parquet(f"SELECT id, {typed} AS 参保年度 FROM (VALUES {', '.join(rows)}) AS v (id, years)")
    years = range(2021, 2025)
    with Path("flat.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", *(f"参保年度_{y}_参保" for y in years), *(f"years_{y}_cost" for y in years)])
        for place, records in enumerate(PEOPLE):
            by_year = {year: (_said(enrolled), cost or "") for year, enrolled, cost in records}
            told = [by_year.get(year, ("", "")) for year in years]
            writer.writerow([place, *(enrolled for enrolled, _ in told), *(cost for _, cost in told)])


def _record(year: int, enrolled: bool | None, cost: str | None) -> str:
    told = "NULL" if enrolled is None else str(enrolled)
    return f"{{'year': {year}, '参保': {told}, 'cost': {cost or 'NULL'}}}"


def _said(value: bool | None) -> str:
    return "" if value is None else "是" if value else "否"


def _parquet(select: str, name: str = "list.parquet") -> None:
    duckdb.connect().execute(f"COPY ({select}) TO '{name}' (FORMAT parquet)")


def _results(name: str) -> list[tuple[str | None, ...]]:
    columns = "consecutive, consecutive_reason, spent, spent_reason"
    found = duckdb.execute(f"SELECT {columns} FROM '{name}' ORDER BY CAST(id AS INTEGER)").fetchall()
    return [tuple(None if value is None else str(value) for value in row) for row in found]


@pytest.mark.usefixtures("people")
def test_a_list_comes_to_what_columns_and_the_evaluator_come_to() -> None:
    for name in ("list.parquet", "flat.csv"):
        assert run("lasting", input=name, output=f"{name}.out.parquet").set_aside == 0
    listed, flat = (_results(f"{name}.out.parquet") for name in ("list.parquet", "flat.csv"))
    assert listed == flat
    policy = policy_of("lasting")
    for records, (consecutive, _, spent, _) in zip(PEOPLE, listed, strict=True):
        given = tuple(Record(year, _values(enrolled, cost)) for year, enrolled, cost in records)
        evaluator = Evaluator(policy, {"参保年度": given})
        expected = [evaluator.rule(name).value for name in ("连续年数", "累计费用")]
        found = [None if value is None else Fraction(value) for value in (consecutive, spent)]
        assert found == expected


def _values(enrolled: bool | None, cost: str | None) -> dict[str, bool | Fraction]:
    told: dict[str, bool | Fraction] = {} if enrolled is None else {"参保": enrolled}
    return told if cost is None else told | {"费用": Fraction(cost)}


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("years", "fragment"),
    [
        ("NULL", "没有填"),
        ("[{'year': 2021, 'enrolled': true, 'cost': 1}, {'year': 2023, 'enrolled': true, 'cost': 1}]", "一年一条"),
        ("[{'year': 2022, 'enrolled': true, 'cost': 1}, {'year': 2021, 'enrolled': true, 'cost': 1}]", "从早到晚"),
        ("[{'year': 2021, 'enrolled': true, 'cost': 1}, {'year': 2021, 'enrolled': true, 'cost': 1}]", "一年一条"),
        ("[{'year': NULL, 'enrolled': true, 'cost': 1}]", "一年一条"),
        ("[{'year': 2021, 'enrolled': true, 'cost': 1}, NULL]", "一年一条"),
        ("[{'year': 21, 'enrolled': true, 'cost': 1}]", "1900"),
        ("[{'year': 2021, 'enrolled': true, 'cost': 1}, {'year': 2022, 'enrolled': NULL, 'cost': NULL}]", "什么也没有填"),
        ("[{'year': 2015 + i, 'enrolled': true, 'cost': 1} FOR i IN range(7)]", "最多6条"),
        ("[{'year': 2021, 'enrolled': true, 'cost': 1.001}]", "2021年：“费用”不能为“1.001”"),
        ("[{'year': 2021, 'enrolled': true, 'cost': 1000000.01}]", "100万元"),
    ],
)
def test_records_that_cannot_be(years: str, fragment: str) -> None:
    good = "[{'year': 2021, 'enrolled': true, 'cost': 1}]"
    typed = 'STRUCT("year" INTEGER, enrolled BOOLEAN, cost DECIMAL(18, 3))[]'
    selects = (f"SELECT {place} AS id, CAST({said} AS {typed}) AS years" for place, said in enumerate((good, years, good)))
    _parquet(" UNION ALL ".join(selects), "in.parquet")
    summary = run("lasting", input="in.parquet", output="out.parquet")
    assert (summary.rows_out, summary.set_aside) == (2, 1)
    assert summary.first[0].row == 2 and fragment in summary.first[0].reason


@pytest.mark.usefixtures("people")
def test_a_list_of_another_shape(shell: Shell) -> None:
    _parquet("SELECT [1, 2] AS years", "in.parquet")
    told = shell("run", "lasting", "--input", "in.parquet", "--output", "out.csv")
    assert told.code == 2 and "E1102" in told.err and "LIST(STRUCT(year, enrolled, cost))" in told.err
    assert "E1101" not in told.err  # it is there, and does not fit
    _parquet("SELECT [{'year': 2021, 'enrolled': true, 'cost': 1.5::DOUBLE}] AS years", "in.parquet")
    told = shell("run", "lasting", "--input", "in.parquet", "--output", "out.csv")
    assert told.code == 2 and "E1102" in told.err and "“years.cost”列是 DOUBLE" in told.err
    _parquet("SELECT [{'year': 2021, 'enrolled': true}] AS years", "in.parquet")
    told = shell("run", "lasting", "--input", "in.parquet", "--output", "out.csv")
    assert told.code == 2 and "E1101" in told.err and "参保年度.费用" in told.err and "--rules consecutive" not in told.err


@pytest.mark.usefixtures("people")
def test_years_without_all_their_columns(shell: Shell) -> None:
    Path("in.csv").write_text("years_2021_enrolled,years_2021_cost,years_2023_enrolled,years_2023_cost\n是,1,否,2\n", "utf-8")
    told = shell("run", "lasting", "--input", "in.csv", "--output", "out.csv")
    assert told.code == 2 and "参保年度_2022_参保" in told.err and "years_2022_cost" in told.err
    Path("in.csv").write_text("id\n1\n", "utf-8")
    told = shell("run", "lasting", "--input", "in.csv", "--output", "out.csv")
    assert told.code == 2 and "没有“参保年度”（years）一列" in told.err
    Path("in.csv").write_text("years_2021_enrolled,years_2021_cost,years\n是,1,x\n", "utf-8")
    told = shell("run", "lasting", "--input", "in.csv", "--output", "out.csv")
    assert told.code == 2 and "E1103" in told.err
