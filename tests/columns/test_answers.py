"""Answers that are kept: worked out once, the same from the file, and of no use for other rows or other code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.columns import answers
from tests.columns.answers import ROOT, Drawn, Known, kept
from tests.columns.engines.duckdb_ import DuckDB
from tests.columns.identity import compare_known, compiled, plan_of
from tests.columns.rows import derived

SOURCE = ROOT / "policies" / "zaozhuang" / "2023.pol"


def test_a_second_engine_only_compares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, years = plan_of(compiled(SOURCE))
    drawn = Drawn(300, 0, years, 0)
    fresh = list(kept(tmp_path, SOURCE, made, drawn, workers=2))
    (file,) = tmp_path.iterdir()
    with monkeypatch.context() as patch:
        patch.setattr(answers, "of_rows", lambda *_: pytest.fail("worked out again"))
        again = list(kept(tmp_path, SOURCE, made, drawn))
    alone = answers.of_rows(made, derived(made.policy, made, 300, 0, years))
    assert [(k.people, k.wanted) for k in fresh] == [(k.people, k.wanted) for k in again]
    assert again[0].wanted == alone.wanted and again[0].people == alone.people.select(again[0].people.column_names)
    list(kept(tmp_path, SOURCE, made, replace(drawn, seed=1)))
    assert len(list(tmp_path.iterdir())) == 2 and file.exists()


def test_a_wrong_answer_is_told() -> None:
    made, years = plan_of(compiled(SOURCE))
    right = answers.of_rows(made, derived(made.policy, made, 200, 0, years))
    engine = DuckDB()
    try:
        assert compare_known(made, engine, [right]).differences == 0
        for name, column in zip(right.wanted.column_names, right.wanted.columns, strict=True):
            turned = column.take([*range(1, 200), 0])  # each the answer of the next row
            place = right.wanted.schema.get_field_index(name)
            wrong = Known(right.people, right.wanted.set_column(place, name, turned))
            differ = sum(a != b for a, b in zip(column.to_pylist(), turned.to_pylist(), strict=True))
            compared = compare_known(made, engine, [wrong])
            assert compared.differences == differ and len(compared.differing) == min(20, differ)
    finally:
        engine.close()
