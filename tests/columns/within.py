"""The comparison inside DuckDB, ten times as quick: answers stand beside the people, and the query passes them through.

It only counts: results that are others, of another type, reasons that are others, rows that are refused or left out and should
not be, rows that are lost or come twice. Where there is anything, :mod:`tests.columns.identity` compares again and shows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from policyc.model.types import Bool, DateType, EnumType, MonthType, Quantity, YearType
from policyc.targets.columns.plan import LEFT_OUT, Output, Plan
from tests.columns.answers import Known
from tests.columns.engines import ROW
from tests.columns.oracle import REFUSED

_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")


@dataclass(frozen=True)
class Counted:
    """What is counted: rows that have results, how many of them are refused, their results by kind, and differences."""

    rows: int
    refused: int
    kinds: Counter[str]
    differences: int


def counted(made: Plan, pieces: Sequence[Known], filled: Collection[str] | None = None) -> Counted:
    """Count over all pieces. filled: of a quick query, the inputs that every row is said to have. Raises duckdb.Error."""
    connection = duckdb.connect(":memory:", config={"threads": 2})
    try:
        connection.register("people", pa.concat_tables([_beside(piece) for piece in pieces]))
        query = made.text("duckdb")
        types = dict(row[:2] for row in connection.execute(f"DESCRIBE {query}").fetchall())
        wrong = sum(not _is_printed(types[output.name], output) for output in made.outputs)
        asked = ["count(*)", f"count(DISTINCT {ROW})", *_differing(made, filled)]
        found = connection.execute(f"SELECT {', '.join(asked)} FROM ({query})").fetchone()
        assert found is not None
        should = sum(piece.people.num_rows for piece in pieces)
        lost = abs(found[0] - should) + abs(found[1] - should)
        there = "true" if filled is None else f"NOT ({_apart(made, filled)})"
        rows, refused = connection.execute(
            f"SELECT count(*), count(*) FILTER ({_at(REFUSED)}) FROM people WHERE {there}"
        ).fetchone() or (0, 0)
        kinds: Counter[str] = Counter()
        for output in made.outputs:
            kinds.update(dict(connection.execute(_kinds(output, there)).fetchall()))
        return Counted(rows, refused, kinds, wrong + lost + sum(found[2:]))
    finally:
        connection.close()


def _beside(piece: Known) -> Any:
    """The people with the answers, under names of their own."""
    table = piece.people
    for name, column in zip(piece.wanted.column_names, piece.wanted.columns, strict=True):
        table = table.append_column(f"= {name}", column)
    return table


def _differing(made: Plan, filled: Collection[str] | None) -> Iterator[str]:
    """How often each column of the query is another."""
    if filled is None:
        yield f"count(*) FILTER ((refused IS NOT NULL) IS DISTINCT FROM {_at(REFUSED)})"
    else:
        yield f"count(*) FILTER ({LEFT_OUT} IS DISTINCT FROM ({_apart(made, filled)}))"
    for output in made.outputs:
        for name in (output.name, output.reason):
            differs = f"{_quoted(name)} IS DISTINCT FROM {_at(name)}"
            yield f"count(*) FILTER ({differs if filled is None else f'NOT ({_apart(made, filled)}) AND ({differs})'})"


def _apart(made: Plan, filled: Collection[str]) -> str:
    """Which rows are not for a quick query: who is refused, lacks an input that all are said to have, or a field of a record."""
    records: dict[tuple[str, int], list[str]] = {}
    for column in made.inputs:
        if column.history is not None and column.year is not None:
            records.setdefault((column.history.name, column.year), []).append(f"{_quoted(column.name)} IS NULL")
    tests = [_at(REFUSED), *(f"{_quoted(name)} IS NULL" for name in filled)]
    tests += [f"(({' OR '.join(nulls)}) AND NOT ({' AND '.join(nulls)}))" for nulls in records.values()]
    return " OR ".join(tests)


def _kinds(output: Output, there: str) -> str:
    reason = f"split_part(coalesce({_at(output.reason)}, ''), '：', 1)"
    kind = f"CASE WHEN {_at(REFUSED)} THEN 'refused' WHEN {_at(output.name)} IS NOT NULL THEN 'value' ELSE {reason} END"
    return f"SELECT {kind}, count(*) FROM people WHERE {there} GROUP BY ALL"


def _is_printed(kind: str, output: Output) -> bool:
    """Whether a column has the type that is promised: an amount all of its places, no more."""
    match output.type:
        case Quantity():
            places = kind.removesuffix(")").rpartition(",")[2] if kind.startswith("DECIMAL(") else "0"
            return (kind.startswith("DECIMAL(") or kind in _INTEGERS) and int(places) == output.scale
        case Bool():
            return kind == "BOOLEAN"
        case EnumType():
            return kind == "VARCHAR"
        case DateType() | MonthType():
            return kind == "DATE"
        case YearType():
            return kind in _INTEGERS


def _at(name: str) -> str:
    return _quoted(f"= {name}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
