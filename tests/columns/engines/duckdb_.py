"""DuckDB, in this process."""

from __future__ import annotations

from typing import Any

import duckdb

from policyc.targets.columns.dialects import Dialect
from tests.columns.engines import ROW, Refusing


class DuckDB:
    """A database in memory."""

    dialect: Dialect = "duckdb"

    def __init__(self) -> None:
        self.connection = duckdb.connect(":memory:", config={"threads": 2})

    def run(self, query: str, people: Any) -> dict[str, list[object]]:
        """See :class:`tests.columns.engines.Engine`."""
        self.connection.register("people", people)
        try:
            found = self.connection.sql(query).order(ROW).to_arrow_table()
        except duckdb.Error as error:
            raise Refusing(str(error)) from error
        finally:
            self.connection.unregister("people")
        columns: dict[str, list[object]] = found.to_pydict()
        return columns

    def plans_of(self, query: str, people: Any) -> tuple[str, str]:
        """The plan of a query in JSON, with the type of every expression in it, and what EXPLAIN tells of how it is run."""
        self.connection.register("given", people)
        self.connection.execute("CREATE OR REPLACE TABLE people AS FROM given")
        bound = self.connection.execute("SELECT json_serialize_plan(?)", [query]).fetchone()
        run = self.connection.execute(f"EXPLAIN (FORMAT JSON) {query}").fetchone()
        self.connection.execute("DROP TABLE people")
        assert bound is not None and run is not None
        return str(bound[0]), str(run[1])

    def close(self) -> None:
        """See :class:`tests.columns.engines.Engine`."""
        self.connection.close()
