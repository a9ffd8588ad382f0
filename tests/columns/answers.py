"""Rows and the evaluator's answers to them, worked out once and kept in a file, so that each further engine only compares."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from policyc.synthesis.flat import Years
from policyc.targets.columns.plan import Plan
from tests.columns.engines import ROW
from tests.columns.oracle import wanted
from tests.columns.rows import Row, derived, layout, table

ROOT = Path(__file__).parent.parent.parent

#: What rows and answers depend on: the policies and those that they rest on, what they mean, and how their rows are found.
_LAYERS = ("quantities", "model", "syntax", "wording", "semantics", "evaluate", "synthesis")
_READ = ("policies", "grammar/policyc_grammar", *(f"compiler/policyc/{layer}" for layer in _LAYERS))
_HERE = ("rows.py", "oracle.py", "answers.py")

#: What the columns of answers are called beside those of the people.
_WANTED = "= "

#: Rows that an engine gets at once.
AT_ONCE = 20_000


@dataclass(frozen=True)
class Drawn:
    """Which rows: how many at most, of which seed, the years of histories, and of how many a length they are gone through."""

    rows: int
    seed: int
    years: Years
    of_a_length: int


@dataclass(frozen=True)
class Known:
    """Rows as an engine is given them, numbered, and the answers that it must come to (:func:`tests.columns.oracle.wanted`)."""

    people: Any
    wanted: Any


def of_rows(made: Plan, rows: Sequence[Row], workers: int = 1) -> Known:
    """The rows with their answers."""
    return Known(table(layout(made), rows), _wanted(made, rows, workers))


def kept(folder: Path, source: Path, made: Plan, drawn: Drawn, workers: int = 1) -> Iterator[Known]:
    """Rows derived from the policy of a file, in pieces, from a file in the folder; it is written first where it is not there.

    What it is called tells from which policy and code it is.
    """
    path = folder / f"{made.policy.id}-{_key(source, made, drawn)}.parquet"
    if not path.exists():
        rows = derived(made.policy, made, drawn.rows, drawn.seed, drawn.years, drawn.of_a_length)
        _write(path, of_rows(made, rows, workers))
    for batch in pq.ParquetFile(path).iter_batches(AT_ONCE):
        both = pa.table(batch)
        answers = [name for name in both.column_names if name.startswith(_WANTED)]
        there = both.select(answers).rename_columns([name.removeprefix(_WANTED) for name in answers])
        yield Known(both.drop_columns(answers), there)


def pieces(known: Known) -> Iterator[Known]:
    """The same rows, so many at once as an engine gets."""
    for first in range(0, known.people.num_rows, AT_ONCE):
        yield Known(known.people.slice(first, AT_ONCE), known.wanted.slice(first, AT_ONCE))


def _write(path: Path, known: Known) -> None:
    """As a whole or not at all."""
    answers = {f"{_WANTED}{name}": column for name, column in zip(known.wanted.column_names, known.wanted.columns, strict=True)}
    both = {ROW: known.people[ROW], **{n: known.people[n] for n in known.people.column_names if n != ROW}, **answers}
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    pq.write_table(pa.table(both), unfinished, compression="zstd")
    unfinished.replace(path)


def _key(source: Path, made: Plan, drawn: Drawn) -> str:
    """Changes with the policy, the columns of its plan, what is drawn, and the code that draws and evaluates."""
    columns = [c.name for c in made.inputs] + [f"{o.name} {o.scale} {o.type}" for o in made.outputs]
    found = hashlib.sha256(f"{drawn} {columns}".encode() + source.read_bytes())
    read = [file for place in _READ for file in (ROOT / place).rglob("*") if file.suffix in (".py", ".lark", ".txt", ".pol")]
    for file in sorted([*read, *(Path(__file__).parent / name for name in _HERE)]):
        found.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return found.hexdigest()[:16]


# ---------------------------------------------------------------------- several processes


def _wanted(made: Plan, rows: Sequence[Row], workers: int) -> Any:
    if workers == 1:
        return wanted(made, rows)
    _shared[:] = [(made, rows)]
    size = -(-len(rows) // (8 * workers))
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:  # the rows are there already, in each
            return pa.concat_tables(pool.imap(_share, [(first, size) for first in range(0, len(rows), size)]))
    finally:
        _shared.clear()


_shared: list[tuple[Plan, Sequence[Row]]] = []


def _share(place: tuple[int, int]) -> Any:
    ((made, rows),) = _shared
    first, size = place
    return wanted(made, rows[first : first + size])
