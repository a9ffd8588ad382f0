"""The quick query for rows that lack nothing, tried first; the usual one where a row is found that is not for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from policyc.columns.database import work
from policyc.columns.query import UNLIKE, planned
from policyc.columns.spellings import Scalar
from policyc.columns.staging import people

if TYPE_CHECKING:
    import duckdb

    from policyc.columns.running import Prepared

#: With fewer rows a second query costs more than it can gain.
MANY = 100_000

Done = TypeVar("Done")


def quickly(connection: duckdb.DuckDBPyConnection, run: Prepared, rows: int, do: Callable[[Prepared], Done]) -> Done:
    """Do something with a run: with the quick query if it has many rows and all are for it, else with the usual one.

    do: what reads all rows; it is called again after a query that stopped.
    """
    import duckdb

    for quick in _quick(connection, run) if rows >= MANY else ():
        try:
            return do(quick)
        except duckdb.InvalidInputException as error:
            if UNLIKE not in str(error):
                raise
    return do(run)


def _quick(connection: duckdb.DuckDBPyConnection, run: Prepared) -> Iterator[Prepared]:
    """The run with a query for rows that have all inputs; if that stops, with one for rows that have those that all rows have."""
    asked = [known for known in run.query.needed if isinstance(known, Scalar)]
    filled = [known.flat for known in asked if known.flat in run.found.cells]
    yield _with(run, filled)
    counts = ", ".join(["count(*)", *(f"count({run.idiom.name(name)})" for name in filled)])
    staged = people(run.source, run.found, asked, numbered=False, kept=False)
    rows, *given = work(connection, f"SELECT {counts} FROM ({staged}) AS people")[0]
    if fewer := [name for name, number in zip(filled, given, strict=True) if number < rows]:
        yield _with(run, [name for name in filled if name not in fewer])


def _with(run: Prepared, filled: list[str]) -> Prepared:
    return replace(run, query=planned(run.policy, run.rules, run.years, run.idiom.dialect, filled))
