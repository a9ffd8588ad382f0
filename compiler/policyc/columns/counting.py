"""Counting what was written, and telling the first rows that were set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from policyc.columns import quoting
from policyc.columns.database import work
from policyc.columns.idioms import DUCKDB, Idiom
from policyc.columns.query import Output
from policyc.columns.summary import SetAside, Tally
from policyc.model.types import Bool, Quantity

if TYPE_CHECKING:
    import duckdb

#: How the reasons begin for which there is no value.
_NOT_APPLICABLE, _UNSPECIFIED, _MISSING, _UNLIMITED = "不适用", "待定", "缺", "不封顶"
#: Columns that are asked for of each result.
_ASKED = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows there are, and the tally of every rule."""

    rows: int
    tallies: tuple[Tally, ...]


def tallies(connection: duckdb.DuckDBPyConnection, outputs: Sequence[Output], prefix: str, relation: str) -> Counted:
    """What the results add up to; ``relation`` is what was written, so that it is what counts."""
    asked = [(*sums(o, prefix, DUCKDB), f"histogram({quoting.name(prefix + o.reason)})") for o in outputs]
    rows, *counts = work(connection, f"SELECT {', '.join(('count(*)', *chain(*asked)))} FROM {relation} AS written")[0]
    each = [counts[place : place + _ASKED] for place in range(0, len(counts), _ASKED)]
    return Counted(int(rows), tuple(tally(output, *found) for output, found in zip(outputs, each, strict=True)))


def setting_aside(connection: duckdb.DuckDBPyConnection, select: str, most: int) -> tuple[SetAside, ...]:
    """The first rows that were set aside."""
    return tuple(SetAside(int(row), reason) for row, reason in work(connection, f"{select} LIMIT {most}"))


def sums(output: Output, prefix: str, idiom: Idiom) -> Iterator[str]:
    """The SQL of how many values a rule has, and of what they add up to: NULL where that says nothing."""
    value = idiom.name(prefix + output.name)
    yield f"count({value})"
    match output.type:
        case Quantity() if not output.type.unit.is_rate:
            yield f"sum(CAST({value} AS DECIMAL(38, {output.scale})))"
        case Bool():
            yield f"count(*) FILTER (WHERE CAST({value} AS BOOLEAN))"
        case _:
            yield "NULL"


def tally(output: Output, values: int, total: Decimal | int | None, found: Mapping[str, int] | None) -> Tally:
    """The tally of a rule, by the counts that were asked for. found: how often each reason stands."""
    reasons = dict(sorted((found or {}).items(), key=lambda item: (-item[1], item[0])))

    def count(beginning: str) -> int:
        return sum(number for reason, number in reasons.items() if reason.startswith(beginning))

    return Tally(
        output.name,
        output.label,
        str(output.type),
        values,
        None if total is None else Decimal(total),
        count(_NOT_APPLICABLE),
        count(_UNSPECIFIED),
        count(_MISSING),
        count(_UNLIMITED),
        reasons,
    )
