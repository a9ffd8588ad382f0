"""Policy → SQL over columns: the same policy for a population, in DuckDB, Spark and PostgreSQL.

Read in this order: :mod:`.plan` what comes out · :mod:`.query` puts it together · :mod:`.inputs`, :mod:`.results` both ends ·
:mod:`.formulas`, :mod:`.choices`, :mod:`.brackets`, :mod:`.dates` what a formula becomes · :mod:`.terms`, :mod:`.amounts` whole
numbers and fractions · :mod:`.chain` table expressions · :mod:`.sql`, :mod:`.texts`, :mod:`.dialects` how it is written down ·
:mod:`.tuned`, :mod:`.quick` the same query as DuckDB is run with it · :mod:`.polars_` the same as Polars expressions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from policyc.diagnostics.core import Words
from policyc.model.policy import Policy


@dataclass(frozen=True, slots=True)
class ColumnsTarget:
    """``<id>.duckdb.sql``, ``<id>.spark.sql``, ``<id>.postgres.sql`` for a policy."""

    name: str = "columns"

    def render(self, policy: Policy) -> Mapping[str, bytes]:
        """The query of one policy in each dialect."""
        from policyc.targets.columns.files import render_files

        return render_files(policy)

    def lacking(self) -> Words | None:
        """What is to be installed before it can write anything."""
        if find_spec("sqlglot") is not None:
            return None
        how = "pip install 'policyc[columns]'"
        return Words(f"没有生成、也没有检查 SQL 文件：需要先安装 {how}", f"SQL files are neither written nor checked: {how}")


TARGET = ColumnsTarget()
