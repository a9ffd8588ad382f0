"""The quick query for rows that lack nothing, tried first; the usual one where a row is found that is not for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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


def quickly(
    connection: duckdb.DuckDBPyConnection, runs: Sequence[Prepared], rows: int, do: Callable[[Sequence[Prepared]], Done]
) -> Done:
    """Do something with runs over the same rows: with quick queries if there are many and all are for them, else as they are.

    do: what reads all rows; it is called again after a query that stopped.
    """
    import duckdb

    for quick in _quick(connection, runs) if rows >= MANY else ():
        try:
            return do(quick)
        except (duckdb.OutOfRangeException, duckdb.ConversionException):
            continue  # a row that is not for it may go beyond what is proved of those that are
        except duckdb.InvalidInputException as error:
            if UNLIKE not in str(error):
                raise
    return do(runs)


def _quick(connection: duckdb.DuckDBPyConnection, runs: Sequence[Prepared]) -> Iterator[Sequence[Prepared]]:
    """Queries for rows that have all inputs; if one stops, those for rows that have the inputs that no row lacks."""
    filled = [[known.flat for known in _scalars(run) if known.flat in run.found.cells] for run in runs]
    yield [_with(run, names) for run, names in zip(runs, filled, strict=True)]
    fewer = [_given(connection, run, names) for run, names in zip(runs, filled, strict=True)]
    if fewer != filled:
        yield [_with(run, names) for run, names in zip(runs, fewer, strict=True)]


def _scalars(run: Prepared) -> list[Scalar]:
    return [known for known in run.query.needed if isinstance(known, Scalar)]


def _given(connection: duckdb.DuckDBPyConnection, run: Prepared, names: Sequence[str]) -> list[str]:
    """Those of the columns that no row lacks."""
    counts = ", ".join(["count(*)", *(f"count({run.idiom.name(name)})" for name in names)])
    staged = people(run.source, run.found, _scalars(run), numbered=False, kept=False)
    rows, *given = work(connection, f"SELECT {counts} FROM ({staged}) AS people")[0]
    return [name for name, number in zip(names, given, strict=True) if number == rows]


def _with(run: Prepared, filled: list[str]) -> Prepared:
    return replace(run, query=planned(run.policy, run.rules, run.years, run.idiom.dialect, filled))
