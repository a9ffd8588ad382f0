"""The query of every policy gives what the evaluator gives, row by row, on rows that the model asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import event, given, note, reject, settings

from policyc.columns.spellings import Spellings
from policyc.model.policy import Policy
from policyc.synthesis import flat
from policyc.targets.columns.plan import Plan, plan
from policyc.targets.columns.terms import TooWide
from tests.columns.answers import Known, of_rows
from tests.columns.engines import ROW, Engine, engine_or_skip
from tests.columns.engines.duckdb_ import DuckDB
from tests.columns.identity import EVERY_CONSTRUCT, SHIPPED, compare, compare_known, compiled, plan_of
from tests.columns.rows import derived
from tests.properties import strategies
from tests.properties.test_laws import SLOW, accepted_draw

#: Rows of each policy; by hand there are more: ``python -m tests.columns.identity --rows 200000``.
ROWS, ROWS_OF_A_SERVER = 400, 150

#: A session of Spark takes its time over every query: only where there is most to see.
IN_SPARK = ("zaozhuang/2023.pol", "policies/enrolment_2025.pol", "policies/population.pol")

POLICIES = (*SHIPPED, EVERY_CONSTRUCT)


@pytest.fixture(scope="module", params=["duckdb", "postgres", "spark"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine that is installed."""
    found = engine_or_skip(request.param)
    yield found
    found.close()


@lru_cache
def _known(path: Path) -> tuple[Plan, Known]:
    """The answers are worked out once for all engines."""
    made, years = plan_of(compiled(path))
    return made, of_rows(made, derived(made.policy, made, ROWS, 0, years))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_rows_derived_from_the_model(engine: Engine, path: Path) -> None:
    if engine.dialect == "spark" and not path.as_posix().endswith(IN_SPARK):
        pytest.skip("takes too long in Spark; python -m tests.columns.identity --engine spark has them all")
    made, known = _known(path)
    if engine.dialect != "duckdb":
        known = Known(known.people.slice(0, ROWS_OF_A_SERVER), known.wanted.slice(0, ROWS_OF_A_SERVER))
    compared = compare_known(made, engine, [known])
    assert compared.differing == []
    assert compared.rows == known.people.num_rows
    assert path.parent.name != "zaozhuang" or {"value", "待定", "缺输入", "不适用", "refused"} <= set(compared.kinds)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_nothing_is_reckoned_in_floating_point(path: Path) -> None:
    made, known = _known(path)
    people = known.people.slice(0, 50)
    engine = DuckDB()
    try:
        bound, run = engine.plans_of(made.text("duckdb"), people)
        halved, _ = engine.plans_of(f"SELECT {ROW} / 2 FROM people", people)
    finally:
        engine.close()
    assert '"DOUBLE"' in halved, "a plan does not tell the types"
    assert '"error":false' in bound and '"BIGINT"' in bound and "PROJECTION" in run
    assert not re.findall("DOUBLE|FLOAT|REAL", f"{bound} {run}")


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_columns_have_one_name(path: Path) -> None:
    policy = compiled(path)
    names = [column.name for column in plan(policy).inputs]
    assert [column.name for column in flat.columns(policy)] == names
    known = [Spellings(policy).meaning(name) for name in names]
    assert [each.flat for each in known if each is not None] == names


@settings(SLOW, max_examples=max(8, settings.get_profile(settings.get_current_profile_name()).max_examples // 8))
@given(strategies.policies())
def test_drawn_policies(drawn: strategies.Drawn) -> None:
    note(drawn.text)
    policy = accepted_draw(drawn)
    compared = _compared_in_duckdb(policy, 120)
    assert compared == []


def _compared_in_duckdb(policy: Policy, count: int) -> list[str]:
    try:
        made, years = plan_of(policy, records=5)
    except TooWide:
        event("too wide for columns")
        reject()
    engine = DuckDB()
    try:
        return compare(made, engine, derived(policy, made, count, 0, years)).differing
    finally:
        engine.close()


def test_single_rules_are_as_among_all() -> None:
    policy = compiled(EVERY_CONSTRUCT)
    whole, years = plan_of(policy)
    rows = derived(policy, whole, 200, 0, years)
    engine = DuckDB()
    try:
        for output in whole.outputs:
            alone = plan(policy, [output.rule.name], years)
            assert [o.name for o in alone.outputs] == [output.name]
            names = [column.name for column in alone.inputs]
            assert compare(alone, engine, [{name: row[name] for name in names} for row in rows]).differing == []
    finally:
        engine.close()
