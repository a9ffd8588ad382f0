"""The query of every policy gives what the evaluator gives, row by row, on rows that the model asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import event, given, note, reject, settings

from policyc.columns.spellings import Spellings
from policyc.model.policy import Policy, RuleKind
from policyc.synthesis import flat
from policyc.synthesis.flat import Years
from policyc.targets.columns.plan import Plan, plan
from policyc.targets.columns.terms import TooWide
from tests.columns.answers import Known, of_rows
from tests.columns.engines import ROW, Engine, engine_or_skip
from tests.columns.engines.duckdb_ import DuckDB
from tests.columns.engines.files import Lazily
from tests.columns.identity import EVERY_CONSTRUCT, SHIPPED, compare, compare_known, compare_quick, compiled, plan_of, window
from tests.columns.known import known
from tests.columns.rows import derived
from tests.properties import strategies
from tests.properties.test_laws import SLOW, accepted_draw

#: Rows of each policy for an engine that is slow to begin.
ROWS_OF_A_SERVER = 150

#: A session of Spark takes its time over every query: only where there is most to see. The last is asked in few steps too, as it
#: is run.
IN_SPARK = ("zaozhuang/2023.pol", "policies/enrolment_2025.pol", "policies/population.pol")

POLICIES = (*SHIPPED, EVERY_CONSTRUCT)


@pytest.fixture(scope="module", params=["duckdb", "postgres", "spark"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine that is installed."""
    found = engine_or_skip(request.param)
    yield found
    found.close()


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_rows_derived_from_the_model(engine: Engine, path: Path) -> None:
    if engine.dialect == "spark" and not path.as_posix().endswith(IN_SPARK):
        pytest.skip("takes too long in Spark; python -m tests.columns.identity --engine spark has them all")
    made, rows = known(path)
    if engine.dialect != "duckdb":
        rows = Known(rows.people.slice(0, ROWS_OF_A_SERVER), rows.wanted.slice(0, ROWS_OF_A_SERVER))
    compared = compare_known(made, engine, [rows])
    if engine.dialect == "spark" and path.as_posix().endswith(IN_SPARK[-1]):
        merged = plan(made.policy, None, window(made.policy), merged=True)
        compared.differing += compare_known(merged, engine, [rows]).differing
    assert compared.differing == []
    assert compared.rows == rows.people.num_rows
    assert path.parent.name != "zaozhuang" or {"value", "待定", "缺输入", "不适用", "refused"} <= set(compared.kinds)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_nothing_is_reckoned_in_floating_point(path: Path) -> None:
    made, rows = known(path)
    people = rows.people.slice(0, 50)
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


#: Draws of a law about one policy in a usual run.
DRAWS = settings.get_profile(settings.get_current_profile_name()).max_examples


@settings(SLOW, max_examples=max(8, DRAWS // 10))
@given(strategies.policies())
def test_drawn_policies(drawn: strategies.Drawn) -> None:
    note(drawn.text)
    made, rows, years = _drawn_rows(drawn, 100)
    scalars = [column.name for column in made.inputs if column.history is None]
    engine = DuckDB()
    try:
        differing = compare_known(made, engine, [rows]).differing
        differing += compare_known(plan(made.policy, None, years, tuned=True), engine, [rows]).differing
        for filled in (scalars, scalars[1:]):
            differing += compare_quick(plan(made.policy, None, years, filled), filled, engine, [rows]).differing
    finally:
        engine.close()
    assert differing + _compared_in_polars(made.policy, years, 25) == []


@pytest.fixture(scope="module")
def postgres() -> Iterator[Engine]:
    """A server, or a skip."""
    found = engine_or_skip("postgres")
    yield found
    found.close()


@settings(SLOW, max_examples=max(4, DRAWS // 25))
@given(drawn=strategies.policies())
def test_drawn_policies_in_postgres(postgres: Engine, drawn: strategies.Drawn) -> None:
    note(drawn.text)
    made, rows, _ = _drawn_rows(drawn, 60)
    assert compare_known(made, postgres, [rows]).differing == []


def _drawn_rows(drawn: strategies.Drawn, count: int) -> tuple[Plan, Known, Years]:
    """The query of a draw, rows with their answers, and the years of its histories."""
    policy = accepted_draw(drawn)
    try:
        made, years = plan_of(policy, records=5)
    except TooWide:
        event("too wide for columns")
        reject()
    return made, of_rows(made, derived(policy, made, count, 0, years)), years


def _compared_in_polars(policy: Policy, years: flat.Years, count: int) -> list[str]:
    """Where the inputs that no rule reads are columns like any others, which nothing is asked of."""
    made = plan(policy, [rule.name for rule in policy.rules if rule.kind is not RuleKind.PART], years)
    rows = of_rows(made, derived(policy, made, count, 1, years))
    return compare_known(made, Lazily(made), [rows]).differing


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
