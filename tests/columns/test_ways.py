"""The benchmark's other ways to get results come to those of the evaluator, as far as their packages are installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.columns import people, ruled, ways

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")


def test_all_ways_agree_with_the_evaluator(tmp_path: Path) -> None:
    file = tmp_path / "people.parquet"
    people.make(file, 2000, edges=400)
    people.complete(file)
    right = ways.reference(file)
    assert len(right) > 1800
    assert len({row[-1] for row in right}) > 500  # not everybody gets the same
    differ = {name: ways.differing(ways.answers(way, file, tmp_path), right) for name, way in ways.there().items()}
    assert {name: count for name, count in differ.items() if ways.WAYS[name].exact and count} == {}
    assert {"policyc, in DuckDB", "policyc run", "DuckDB by hand"} <= set(differ)


def test_what_refuses_rows_agrees_on_rows_to_refuse_and_rows_that_lack_something(tmp_path: Path) -> None:
    file = tmp_path / "people.parquet"
    people.make(file, 3000, edges=2000)
    people.spoil(file)
    right = ways.reference(file)
    assert 2000 < len(right) < 2800  # the others are refused
    assert any(row.count(None) > 5 for row in right) and any(None not in row for row in right)
    strict = {name: way for name, way in ways.there().items() if way.strict}
    assert {"policyc, in DuckDB", "DuckDB by hand, checked"} <= set(strict)
    differ = {name: ways.differing(ways.answers(way, file, tmp_path), right) for name, way in strict.items()}
    assert differ == dict.fromkeys(strict, 0)


def test_policies_of_many_rules_agree_with_sql_by_hand_and_each_rule_is_another(tmp_path: Path) -> None:
    file = tmp_path / "people.parquet"
    people.make(file, 500, last=people.FIRST)
    found = {name: ruled.way(name, 5, tmp_path)(file, 1, None) for name in ("policyc, in DuckDB", "DuckDB by hand")}
    sums = found["policyc, in DuckDB"]
    assert sums == found["DuckDB by hand"]
    assert len(set(sums.values())) == 5
