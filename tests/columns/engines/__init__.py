"""Engines that run a policy's query over rows: each takes a table of people and gives the results in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import pytest

from policyc.targets.columns.dialects import Dialect

#: A column that is added to the people, so that results can be put beside them: it passes through the query.
ROW = "row_number"


class Unavailable(Exception):
    """The engine is not installed here; the message says what is missing."""


class Refusing(Exception):
    """The engine raised while it ran the query; the message is its own."""


class Engine(Protocol):
    """An engine that is ready. ``dialect``: in which the query is written for it."""

    dialect: Dialect

    def run(self, query: str, people: Any) -> dict[str, list[object]]:
        """The query's columns, sorted by :data:`ROW`, over an Arrow table that becomes ``people``. Raises Refusing."""

    def close(self) -> None:
        """Stop what was started."""


def engine(name: str) -> Engine:
    """The engine of a name: duckdb, postgres, spark. Raises Unavailable."""
    return _ENGINES[name]()


def engine_or_skip(name: str) -> Engine:
    """The engine, or a skipped test with the reason."""
    try:
        return engine(name)
    except Unavailable as missing:
        pytest.skip(str(missing))


def _duckdb() -> Engine:
    from tests.columns.engines.duckdb_ import DuckDB

    return DuckDB()


def _postgres() -> Engine:
    from tests.columns.engines.postgres import Postgres

    return Postgres()


def _spark() -> Engine:
    from tests.columns.engines.spark import Spark

    return Spark()


_ENGINES: dict[str, Callable[[], Engine]] = {"duckdb": _duckdb, "postgres": _postgres, "spark": _spark}
NAMES = tuple(_ENGINES)
