"""Nothing in how DuckDB runs a policy's query may put rows into another order: results stand beside what was given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from policyc.columns.contract import Asked, Column
from policyc.columns.database import UNBOUNDED, database
from policyc.columns.running import answered, every, prepare, refused, spans
from policyc.columns.staging import Source
from tests.columns.identity import EVERY_CONSTRUCT, SHIPPED, compiled, plan_of

#: What gives rows on in the order in which it gets them.
KEEPS_ORDER = {"PROJECTION", "FILTER", "EMPTY_RESULT", "PYTHON_ARROW_SCAN", "STREAMING_WINDOW"}


@pytest.mark.parametrize("path", (*SHIPPED, EVERY_CONSTRUCT), ids=lambda path: path.parent.name + "-" + path.stem)
def test_rows_are_only_given_on(path: Path, tmp_path: Path) -> None:
    """With all that is given in text, of which the most is made before the query."""
    made, _ = plan_of(compiled(path))
    people = pa.table({name: pa.array([], pa.string()) for name in ("note", *(column.name for column in made.inputs))})
    with database("people", (), (), tmp_path, UNBOUNDED) as connection:
        connection.register("given", people)
        described = connection.sql("SELECT * FROM given")
        columns = tuple(Column(name, kind) for name, kind in zip(described.columns, described.types, strict=True))
        run = prepare(made.policy, Source("people", "given", "row_number() OVER ()", columns), Asked(), "", spans(connection))
        for query in (answered(run, few=False), refused(run), every(run, own=True)):
            ((_, plan),) = connection.execute(f"EXPLAIN (FORMAT JSON) {query}").fetchall()
            assert set(_operators(json.loads(plan))) <= KEEPS_ORDER


def _operators(plan: Any) -> Iterator[str]:
    for node in plan:
        yield node["name"].strip()
        yield from _operators(node["children"])
