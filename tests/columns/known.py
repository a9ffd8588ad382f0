"""Rows of each policy with the evaluator's answers, which take the most time, for all tests of a run."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from policyc.targets.columns.plan import Plan
from tests.columns.answers import Known, of_rows
from tests.columns.identity import compiled, plan_of
from tests.columns.rows import derived

#: Rows of each policy; by hand there are more: ``python -m tests.columns.identity``.
ROWS = 300


@lru_cache
def known(path: Path) -> tuple[Plan, Known]:
    """The plan of every rule of a policy, over ten years, and rows with their answers."""
    made, years = plan_of(compiled(path))
    return made, of_rows(made, derived(made.policy, made, ROWS, 0, years))
