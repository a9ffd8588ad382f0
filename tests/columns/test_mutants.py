"""The derived rows find mistakes in a query: a sample of mutants. By hand there are all: ``python -m tests.columns.mutants``."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from policyc.targets.columns.plan import Plan, plan
from tests.columns.answers import ROOT
from tests.columns.bench import Bench, apart
from tests.columns.engines.duckdb_ import DuckDB
from tests.columns.identity import compiled, plan_of
from tests.columns.mutants import Mutant, in_place, mutants, score
from tests.columns.proving import Prover, Undecided
from tests.columns.rows import derived, layout, table

POPULATION = ROOT / "benchmarks" / "policies" / "population.pol"
ZAOZHUANG = ROOT / "policies" / "zaozhuang" / "2023.pol"


@pytest.mark.parametrize("query", ["written", "quick"])
def test_nearly_all_that_do_not_mean_the_same_are_found(query: str) -> None:
    policy = compiled(POPULATION)
    made, years = plan_of(policy, records=2)
    people = table(layout(made), derived(policy, made, 800, 0, years))
    filled = [column.name for column in made.inputs if column.history is None] if query == "quick" else None
    found = score(plan(policy, None, years, filled), people, sample=30, seed=2, prove=True)
    assert found.tried.total() == 30
    assert found.killed.total() >= 24
    assert found.share >= 0.95, found.survivors


@lru_cache
def _zaozhuang() -> tuple[Plan, Any, list[tuple[str, Mutant]]]:
    """The query, people, and some mutants of it."""
    policy = compiled(ZAOZHUANG)
    made, years = plan_of(policy)
    chosen = [(name, mutant) for name, column in apart(made.query).columns.items() for mutant in mutants(column)]
    return made, table(layout(made), derived(policy, made, 400, 0, years)), random.Random(1).sample(chosen, 16)


def test_a_column_made_otherwise_does_what_the_query_made_otherwise_does() -> None:
    made, people, chosen = _zaozhuang()
    bench, engine = Bench(made.query, people), DuckDB()
    try:
        engine.connection.register("people", people)
        right = engine.connection.sql(made.text("duckdb")).order("row_number").to_arrow_table()
        found = []
        for name, mutant in chosen:
            with in_place(bench.apart.columns[name], mutant) as column:
                one, text = bench.differs(name, column.sql("duckdb", comments=False)), made.text("duckdb")
            try:
                other = engine.connection.sql(text).order("row_number").to_arrow_table() != right
            except duckdb.Error:
                other = True
            assert one is other, str(mutant)
            found.append(one)
    finally:
        bench.close()
        engine.close()
    assert 0 < sum(found) < len(found)


def test_a_row_that_is_proved_to_be_there_kills() -> None:
    made, people, chosen = _zaozhuang()
    all_rows = Bench(made.query, people)
    prover = Prover(all_rows.apart, all_rows.types)
    found = 0
    for name, mutant in chosen:
        with in_place(all_rows.apart.columns[name], mutant) as column:
            instead, text = column.copy(), column.sql("duckdb", comments=False)
        try:
            row = prover.row(name, instead)
        except Undecided:
            continue
        assert row is not None or not all_rows.differs(name, text), f"is said to mean the same: {mutant}"
        if row is not None:
            bench = Bench(made.query, pa.table({f.name: pa.array([row.get(f.name)], f.type) for f in people.schema}))
            assert bench.differs(name, text), f"{row}: {mutant}"
            bench.close()
            found += 1
    all_rows.close()
    assert len(chosen) // 2 < found < len(chosen)
