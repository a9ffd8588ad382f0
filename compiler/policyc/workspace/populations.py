"""Populations into files: batch by batch, so that memory does not grow with the number of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from policyc.diagnostics.codes import e1170, e1171, e1172
from policyc.diagnostics.core import Diagnostic, listed
from policyc.model.policy import Policy
from policyc.synthesis import arrow
from policyc.synthesis.flat import Years
from policyc.synthesis.population import NoOne, Population, population
from policyc.synthesis.shapes import Apart, NotAColumn, shapes
from policyc.workspace.writing import in_place_of

#: Endings of files that can be written.
ENDINGS = (".parquet", ".csv")


@dataclass(frozen=True, slots=True)
class Made:
    """What was written."""

    rows: int
    columns: int
    edges: int


def made_up(policies: Sequence[Policy], seed: int, years: Years, edges: int) -> Population | Diagnostic:
    """The population for all the policies, or why there is none; the diagnostic is at the last policy."""
    at = policies[-1].span
    try:
        of = shapes(policies, years)
        if isinstance(of, Apart):
            return e1170.CODE.at(at, name=of.name, labels=listed(of.labels))
        return population(policies, of, seed, years, edges)
    except NoOne as no_one:
        return e1171.CODE.at(at, names=listed(no_one.names))
    except NotAColumn as input_:
        return e1172.CODE.at(at, name=input_)


def write_file(people: Population, rows: int, path: Path) -> Made:
    """Write Parquet or CSV, by the ending; the file is whole or as it was. Raises OSError."""
    with in_place_of(path) as beside:
        if path.suffix.lower() == ".csv":
            with beside.open("wb") as file:
                return write_csv(people, rows, file)
        import pyarrow.parquet as pq

        options = {"compression": "zstd", "store_decimal_as_integer": True, "write_statistics": True}
        with pq.ParquetWriter(beside, arrow.schema(people.shapes), **options) as writer:
            return _written(people, rows, writer)


def write_csv(people: Population, rows: int, stream: IO[bytes]) -> Made:
    """Write CSV. Raises OSError."""
    from pyarrow import csv

    with csv.CSVWriter(stream, arrow.schema(people.shapes), write_options=csv.WriteOptions(quoting_style="needed")) as writer:
        return _written(people, rows, writer)


def _written(people: Population, rows: int, writer: Any) -> Made:
    done = 0
    for batch in people.batches(rows):
        writer.write_table(arrow.table(people.shapes, batch, done + 1))
        done += batch.rows
    return Made(done, len(arrow.schema(people.shapes)), min(len(people.edges), rows))
