"""The quick query gives what the evaluator gives for every row that it does not leave out, and leaves out no more than needed."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pytest

from policyc.targets.columns.plan import LEFT_OUT, Plan, plan
from tests.columns.engines.duckdb_ import DuckDB
from tests.columns.identity import EVERY_CONSTRUCT, SHIPPED, Compared, compare_known, compare_quick, window
from tests.columns.known import known

POLICIES = (*SHIPPED, EVERY_CONSTRUCT)


@pytest.mark.parametrize("share", [1, 2, 0], ids=["all", "half", "none"])
@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_rows_derived_from_the_model(path: Path, share: int) -> None:
    made, rows = known(path)
    compared = _compared(path, _scalars(made)[::share] if share else [])
    assert compared.differing == []
    assert compared.rows > 0 or not rows.people.num_rows


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_the_usual_query_as_it_is_run(path: Path) -> None:
    """With columns of 8 bits, in another order and in other words than it is written."""
    made, rows = known(path)
    engine = DuckDB()
    try:
        compared = compare_known(plan(made.policy, None, window(made.policy), tuned=True), engine, [rows])
    finally:
        engine.close()
    assert compared.differing == []
    assert compared.rows == rows.people.num_rows


def test_some_are_left_out_and_some_are_not() -> None:
    made, rows = known(EVERY_CONSTRUCT)
    assert 0 < _compared(EVERY_CONSTRUCT, _scalars(made)).rows < rows.people.num_rows


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_nothing_is_reckoned_in_floating_point(path: Path) -> None:
    made, rows = known(path)
    query = plan(made.policy, None, window(made.policy), _scalars(made)).text("duckdb")
    engine = DuckDB()
    try:
        bound, run = engine.plans_of(query, rows.people.slice(0, 50))
    finally:
        engine.close()
    assert '"error":false' in bound and "PROJECTION" in run
    assert not re.findall("DOUBLE|FLOAT|REAL", f"{bound} {run}")


def test_the_last_column_is_a_yes_or_no() -> None:
    made, rows = known(EVERY_CONSTRUCT)
    engine = DuckDB()
    try:
        got = engine.run(plan(made.policy, None, window(made.policy), []).text("duckdb"), rows.people)
    finally:
        engine.close()
    assert set(got[LEFT_OUT]) == {True, False}


def _scalars(made: Plan) -> list[str]:
    return [column.name for column in made.inputs if column.history is None]


def _compared(path: Path, filled: Collection[str]) -> Compared:
    made, rows = known(path)
    engine = DuckDB()
    try:
        return compare_quick(plan(made.policy, None, window(made.policy), filled), filled, engine, [rows])
    finally:
        engine.close()
