"""The derived rows find mistakes in a query: a sample of mutants. By hand there are all: ``python -m tests.columns.mutants``."""

from __future__ import annotations

from tests.columns.answers import ROOT
from tests.columns.identity import compiled, plan_of
from tests.columns.mutants import score
from tests.columns.rows import derived, layout, table


def test_most_mutants_are_killed() -> None:
    policy = compiled(ROOT / "benchmarks" / "policies" / "population.pol")
    made, years = plan_of(policy, records=2)
    people = table(layout(made), derived(policy, made, 800, 0, years))
    found = score(made, people, sample=20, seed=1)
    assert found.tried.total() == 20
    assert found.share >= 0.8, found.survivors
