"""The quick query gives what the evaluator gives for every row that it does not leave out, and leaves out no more than needed."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import event, given, note, reject, settings

from policyc.model.policy import Policy
from policyc.synthesis import flat
from policyc.targets.columns.plan import LEFT_OUT, Plan, plan
from policyc.targets.columns.terms import TooWide
from tests.columns.answers import Known, of_rows
from tests.columns.engines.duckdb_ import DuckDB
from tests.columns.identity import EVERY_CONSTRUCT, SHIPPED, Compared, compare_quick, compiled, plan_of
from tests.columns.rows import derived
from tests.properties import strategies
from tests.properties.test_laws import SLOW, accepted_draw

ROWS = 1500
POLICIES = (*SHIPPED, EVERY_CONSTRUCT)


@lru_cache
def _known(path: Path) -> tuple[flat.Years, Plan, Known]:
    made, years = plan_of(compiled(path), records=6)
    return years, made, of_rows(made, derived(made.policy, made, ROWS, 0, years))


@pytest.mark.parametrize("share", [1, 2, 0], ids=["all", "half", "none"])
@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_rows_derived_from_the_model(path: Path, share: int) -> None:
    years, made, known = _known(path)
    scalars = [column.name for column in made.inputs if column.history is None]
    filled = scalars[::share] if share else []
    compared = _compared(made.policy, years, filled, known)
    assert compared.differing == []
    assert compared.rows > 0 or not known.people.num_rows


def test_some_are_left_out_and_some_are_not() -> None:
    years, made, known = _known(EVERY_CONSTRUCT)
    compared = _compared(made.policy, years, [column.name for column in made.inputs if column.history is None], known)
    assert 0 < compared.rows < known.people.num_rows


@settings(SLOW, max_examples=max(8, settings.get_profile(settings.get_current_profile_name()).max_examples // 5))
@given(strategies.policies())
def test_drawn_policies(drawn: strategies.Drawn) -> None:
    note(drawn.text)
    policy = accepted_draw(drawn)
    try:
        made, years = plan_of(policy, records=4)
    except TooWide:
        event("too wide for columns")
        reject()
    known = of_rows(made, derived(policy, made, 200, 0, years))
    scalars = [column.name for column in made.inputs if column.history is None]
    for filled in (scalars, scalars[1:]):
        assert _compared(policy, years, filled, known).differing == []


def _compared(policy: Policy, years: flat.Years, filled: Collection[str], known: Known) -> Compared:
    engine = DuckDB()
    try:
        return compare_quick(plan(policy, None, years, filled), filled, engine, [known])
    finally:
        engine.close()


def test_the_last_column_is_a_yes_or_no() -> None:
    _, made, known = _known(EVERY_CONSTRUCT)
    engine = DuckDB()
    try:
        got = engine.run(plan(made.policy, None, plan_of(made.policy, 6)[1], []).text("duckdb"), known.people)
    finally:
        engine.close()
    assert set(got[LEFT_OUT]) == {True, False}
