"""What is changed in a query for Spark: every column is still worked out once, after what it reads, and methods stay short."""

from __future__ import annotations

import pytest
from sqlglot import exp

from policyc.targets.columns.plan import Plan
from policyc.targets.columns.spark import for_spark
from tests.columns.answers import ROOT
from tests.columns.engines.duckdb_ import DuckDB
from tests.columns.identity import EVERY_CONSTRUCT, compiled, plan_of
from tests.columns.rows import derived, layout, table

MECHANISM = ROOT / "policies" / "enrolment_2025.pol"


def _added(tree: exp.Select) -> list[tuple[str, dict[str, set[str]]]]:
    """For each step the columns that it adds, and what they read."""
    return [
        (s.alias, {c.alias: {r.name for r in c.find_all(exp.Column)} for c in s.this.expressions if isinstance(c, exp.Alias)})
        for s in tree.ctes
    ]


@pytest.fixture(scope="module")
def made() -> Plan:
    """The mechanism, whose steps are many."""
    return plan_of(compiled(MECHANISM))[0]


def test_every_column_once_and_after_what_it_reads(made: Plan) -> None:
    before, after = _added(made.query), _added(for_spark(made.query.copy()))
    columns = {name: read for _, step in before for name, read in step.items()}
    assert {name: read for _, step in after for name, read in step.items()} == columns
    assert sum(len(step) for _, step in after) == len(columns)
    known: set[str] = set()
    for name, step in after:
        assert step, f"{name} is empty"
        for column, read in step.items():
            assert read & columns.keys() <= known, f"{column} stands too early"
        known |= step.keys()
    assert len(after) < len(before)  # reasons have gone to where rules are


def test_methods_begin_anew_where_they_would_be_long(made: Plan) -> None:
    steps = for_spark(made.query.copy()).ctes
    sizes = [0]
    for step in steps:
        size = sum(1 for column in step.this.expressions if isinstance(column, exp.Alias) for _ in column.walk())
        sizes = [*sizes, size] if step.this.args.get("hint") else [*sizes[:-1], sizes[-1] + size]
    assert len(sizes) > 1 and max(sizes) <= 2500
    assert "/*+ COALESCE(1000000) */" in made.text("spark")
    assert "COALESCE(1000000)" not in made.text("postgres") + made.text("duckdb")


def test_the_answers_are_the_same() -> None:
    """The changed query has the same answers, in an engine that takes both."""
    policy = compiled(EVERY_CONSTRUCT)
    plan, years = plan_of(policy)
    people = table(layout(plan), derived(policy, plan, 400, 0, years))
    engine = DuckDB()
    try:
        changed = for_spark(plan.query.copy()).sql(dialect="duckdb", pretty=True)
        assert engine.run(changed, people) == engine.run(plan.text("duckdb"), people)
    finally:
        engine.close()
