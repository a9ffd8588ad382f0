"""What the benchmark of one person holds against each other comes to the evaluator's results, as far as it is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.columns import people, ways
from benchmarks.person.measure import differing, there
from benchmarks.person.people import persons

pytest.importorskip("pyarrow")


def test_all_ways_agree_with_the_evaluator(tmp_path: Path) -> None:
    file = tmp_path / "people.parquet"
    people.make(file, 600, edges=400)
    people.complete(file)
    everyone, right = list(persons(file)), ways.reference(file)
    assert len(right) > 400
    found = {name: way for name, way in there(tmp_path).items() if way.exact and way.row is not None}
    assert {"generated module, calculate: all results", "plain Python, integers"} <= set(found)
    assert {name: differing(way, everyone, right)[0] for name, way in found.items()} == dict.fromkeys(found, 0)
