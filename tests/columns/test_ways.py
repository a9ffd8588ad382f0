"""The benchmark's other ways to get results come to those of the evaluator, as far as their packages are installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.columns import people, ways

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
    assert {"policyc, the query", "policyc run", "DuckDB by hand"} <= set(differ)
