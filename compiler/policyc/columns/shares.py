"""Writing a result of many rows in shares: each thread has a database of its own, and the rows of some parts of the file.

DuckDB alone, where several threads write in the order of the rows, keeps hundreds of megabytes of rows that wait for those before
them, the more the longer it takes. With one thread it writes as it goes: so each writes a file, and the files are made one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from policyc.columns.database import Limits, Progress, shut, together, work
from policyc.columns.joining import Unlike, append, join
from policyc.columns.places import Kind
from policyc.columns.results import Result
from policyc.columns.staging import Source

if TYPE_CHECKING:
    import duckdb

#: What a share is allowed at least of the memory that a run is limited to, in bytes; with less there are fewer shares.
_LEAST = 128_000_000
#: A file gets so many values into a group of rows, as far as the number of rows stays between these.
_VALUES, _FEWEST, _MOST = 1 << 22, 20_480, 122_880


@dataclass(frozen=True, slots=True)
class Sharing:
    """What shares need: the file that is read, what to do first in each database, and a folder for the time being."""

    path: Path
    first: Sequence[str]
    own: Path


def write(
    connection: duckdb.DuckDBPyConnection,
    sharing: Sharing,
    source: Source,
    result: Result,
    columns: Sequence[str],
    select: Callable[[Source], str],
    progress: Progress | None = None,
) -> None:
    """Write the rows of a query into a result, in their order. columns: what it has; select: the SQL for some of the rows."""
    parts = _parts(connection, source, result)
    if not parts:
        work(connection, result.write(columns, select(source)), progress)
        return
    size = max(min(_VALUES // len(columns), _MOST) // 2048 * 2048, _FEWEST)
    files = [result.path, *(sharing.own / f"share_{number}" for number in range(1, len(parts)))]
    with ExitStack() as opened:
        jobs = []
        for number, (file, part) in enumerate(zip(files, parts, strict=True)):
            spill = sharing.own / f"spill_{number}"
            spill.mkdir(exist_ok=True)
            limits = Limits(1, _share_of(connection, len(parts)))
            own = opened.enter_context(shut([sharing.path, file], (), spill, limits))
            for statement in sharing.first:
                work(own, statement)
            rows = (
                f"(SELECT * FROM {source.relation} WHERE file_row_number BETWEEN {part.start} AND {part.stop - 1}) AS share_rows"
            )
            share = replace(result, path=file).write(columns, select(replace(source, relation=rows)), size, header=not number)
            jobs.append((own, share))
        together(jobs, progress)
    try:
        (join if result.place.kind is Kind.PARQUET else append)(files[0], files[1:])
    except Unlike:  # what the columns hold is told in the file, and is not the same in all of it
        work(connection, result.write(columns, select(source)), progress)
    for file in files[1:]:
        file.unlink()


def _parts(connection: duckdb.DuckDBPyConnection, source: Source, result: Result) -> list[range]:
    """The rows of each share: as many as there are threads, as long as memory and the parts of the file allow."""
    if source.groups is None or result.place.kind is Kind.DUCKDB:
        return []
    groups = [int(rows) for (rows,) in work(connection, source.groups)]
    asked = "current_setting('threads'), parse_formatted_bytes(current_setting('memory_limit'))"
    threads, memory = map(int, work(connection, f"SELECT {asked}")[0])
    ends = [0, *accumulate(groups)]
    number = max(min(threads, memory // _LEAST, len(groups)), 1)
    cuts = [min(ends, key=lambda end: abs(end - ends[-1] * share // number)) for share in range(number + 1)]
    return [range(*both) for both in pairwise(dict.fromkeys(cuts))]


def _share_of(connection: duckdb.DuckDBPyConnection, number: int) -> str:
    memory = work(connection, "SELECT parse_formatted_bytes(current_setting('memory_limit'))")[0][0]
    return f"{int(memory) // number}B"
