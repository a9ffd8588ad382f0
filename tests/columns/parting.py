"""Rows with their answers, parted and put together."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pyarrow as pa

from policyc.targets.columns.plan import Plan
from tests.columns.answers import Known
from tests.columns.engines import ROW
from tests.columns.oracle import REFUSED


def lacking(made: Plan, filled: Collection[str], people: Any) -> list[bool]:
    """Which rows lack an input that all are said to have, or a field of a record."""
    found = [False] * people.num_rows
    records: dict[tuple[str, int], list[str]] = {}
    for column in made.inputs:
        if column.history is not None and column.year is not None:
            records.setdefault((column.history.name, column.year), []).append(column.name)
    for name in filled:
        found = [lacks or value is None for lacks, value in zip(found, people[name].to_pylist(), strict=True)]
    for names in records.values():
        cells = zip(*(people[name].to_pylist() for name in names), strict=True)
        found = [lacks or 0 < row.count(None) < len(row) for lacks, row in zip(found, cells, strict=True)]
    return found


def parted(made: Plan, known: Known) -> tuple[Known, Known]:
    """The rows that are accepted and lack nothing but records, and the others."""
    scalars = [column.name for column in made.inputs if column.history is None]
    whole = [not (a or b) for a, b in zip(known.wanted[REFUSED].to_pylist(), lacking(made, scalars, known.people), strict=True)]
    masks = pa.array(whole), pa.array([not each for each in whole])
    first, other = (Known(known.people.filter(mask), known.wanted.filter(mask)) for mask in masks)
    return first, other


def together(*several: Known) -> Known:
    """The rows of all, numbered anew."""
    people = pa.concat_tables([known.people for known in several])
    place, numbers = people.schema.get_field_index(ROW), pa.array(range(people.num_rows))
    return Known(people.set_column(place, ROW, numbers), pa.concat_tables([known.wanted for known in several]))
