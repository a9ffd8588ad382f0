"""What a user has: ``policyc run`` over a Parquet file, or ``apply`` over a frame. The query is their own affair."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars
import pyarrow as pa
import pyarrow.parquet as pq

from policyc.columns import apply, frames, run
from policyc.targets.columns.dialects import Dialect
from policyc.targets.columns.plan import Plan
from tests.columns.engines import ROW

#: Rows of a group of a file: few, so that most files have several.
_GROUP = 2048


class Files:
    """``run`` for the rules of one plan: the result and the rows that were set aside, put together again."""

    dialect: Dialect = "duckdb"

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rules = [output.rule.name for output in plan.outputs]

    def run(self, query: str, people: Any) -> dict[str, list[object]]:
        """See :class:`tests.columns.engines.Engine`; the query is not the one that is asked. Rows must keep their order."""
        del query
        with tempfile.TemporaryDirectory(prefix="policyc-files-") as folder:
            given, result, aside = (Path(folder) / f"{name}.parquet" for name in ("given", "result", "aside"))
            pq.write_table(people, given, row_group_size=_GROUP)
            summary = run(self._plan.policy, input=str(given), output=str(result), rejects=str(aside), rules=self._rules)
            told, left = pq.read_table(result), pq.read_table(aside)
        assert (summary.rows_in, summary.rows_out, summary.set_aside) == (people.num_rows, told.num_rows, left.num_rows)
        for table in (told, left):
            assert table[ROW].to_pylist() == sorted(table[ROW].to_pylist())
        both = pa.concat_tables([told, left], promote_options="default").sort_by(ROW)
        columns: dict[str, list[object]] = both.to_pydict()
        return columns

    def close(self) -> None:
        """Nothing was started."""


class Frames(Files):
    """``apply`` for the rules of one plan."""

    def run(self, query: str, people: Any) -> dict[str, list[object]]:
        """See :class:`Files`."""
        del query
        columns: dict[str, list[object]] = apply(self._plan.policy, people, self._rules).to_pydict()
        return columns


class Lazily(Files):
    """``apply`` over a Polars LazyFrame, in Polars."""

    def run(self, query: str, people: Any) -> dict[str, list[object]]:
        """See :class:`Files`."""
        del query
        with patch.object(frames, "_polars", side_effect=AssertionError("not in Polars")):
            made = apply(self._plan.policy, polars.DataFrame(people).lazy(), self._rules)
        assert not any(kind.is_float() for kind in made.collect_schema().dtypes())
        columns: dict[str, list[object]] = made.collect(engine="streaming").to_dict(as_series=False)
        return columns
