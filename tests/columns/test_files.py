"""``policyc run`` and ``apply`` give what the evaluator gives: rows of every kind, whole ones, and one that is not at the end."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from policyc.columns import quickly
from policyc.targets.columns.plan import Plan
from tests.columns.answers import ROOT, Known, of_rows
from tests.columns.engines.files import Files, Frames, Lazily
from tests.columns.identity import EVERY_CONSTRUCT, SHIPPED, compare_known, compiled, plan_of
from tests.columns.known import known as every_row
from tests.columns.parting import parted, together
from tests.columns.rows import derived

POLICIES = (ROOT / "policies" / "zaozhuang" / "2023.pol", ROOT / "benchmarks" / "policies" / "population.pol", EVERY_CONSTRUCT)
ROWS = 300


@lru_cache
def _known(path: Path) -> tuple[Plan, Known, Known, Known]:
    """A plan; rows of every kind, those that are whole, and those that are not, with their answers."""
    made, years = plan_of(compiled(path), records=2)
    known = of_rows(made, derived(made.policy, made, ROWS, 0, years))
    return made, known, *parted(made, known)


@pytest.fixture(autouse=True)
def _quick_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick query is tried with few rows too; the usual one has those that are not all for it."""
    monkeypatch.setattr(quickly, "MANY", 0)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_run_over_files(path: Path) -> None:
    made, known, whole, lacking = _known(path)
    last = Known(lacking.people.slice(0, 1), lacking.wanted.slice(0, 1))
    assert min(whole.people.num_rows, lacking.people.num_rows) > 50
    for rows in (known, whole, together(whole, last)):
        assert _compared(made, Files(made), rows) == (rows.people.num_rows, [])


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_apply_to_frames(path: Path) -> None:
    made, known, whole, _ = _known(path)
    for rows in (known, whole):
        assert _compared(made, Frames(made), rows) == (rows.people.num_rows, [])


@pytest.mark.parametrize("path", (*SHIPPED, EVERY_CONSTRUCT), ids=lambda path: path.parent.name + "-" + path.stem)
def test_apply_in_polars(path: Path) -> None:
    made, rows = every_row(path)
    assert _compared(made, Lazily(made), rows) == (rows.people.num_rows, [])


def _compared(made: Plan, way: Files, rows: Known) -> tuple[int, list[str]]:
    compared = compare_known(made, way, [rows])
    return compared.rows, compared.differing
