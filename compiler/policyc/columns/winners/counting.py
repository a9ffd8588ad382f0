"""Counting the rows that were written: how many won and lost, how much, and how it is spread; exactly, and in bounded memory.

Counts and sums are taken in one pass. For the spread people are counted by change, so that what is sorted are the changes that
occur, which the database can put on disk, and not the people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from policyc.columns import quoting
from policyc.columns.database import work
from policyc.columns.winners.change import Columns, adds_up, is_ordered, side, there
from policyc.columns.winners.figures import QUANTILES, Group, Moved, RuleFigures, Untold
from policyc.columns.winners.grouping import Key

if TYPE_CHECKING:
    import duckdb

#: So many reasons are told why people cannot be compared.
_REASONS = 8

Spread = tuple[Fraction, Fraction, tuple[Fraction, ...]]


def figures(
    connection: duckdb.DuckDBPyConnection, relation: str, columns: Sequence[Columns], keys: Sequence[Key]
) -> tuple[RuleFigures, ...]:
    """The figures of every rule. relation: the rows as they were written."""
    return tuple(_rule(connection, relation, each, keys) for each in columns)


def _rule(connection: duckdb.DuckDBPyConnection, relation: str, columns: Columns, keys: Sequence[Key]) -> RuleFigures:
    (whole,) = _groups(connection, relation, columns, ())
    groups = _groups(connection, relation, columns, keys) if keys else ()
    old, new = quoting.name(columns.before_reason), quoting.name(columns.after_reason)
    untold = f"SELECT {old}, {new}, count(*) FROM {relation} AS written WHERE {side(columns)} IS NULL GROUP BY ALL"
    reasons = work(connection, f"{untold} ORDER BY 3 DESC, 1, 2 LIMIT {_REASONS}")
    return RuleFigures(columns.pair, whole, tuple(groups), tuple(Untold(*row) for row in reasons))


def _groups(connection: duckdb.DuckDBPyConnection, relation: str, columns: Columns, keys: Sequence[Key]) -> tuple[Group, ...]:
    spread = _spread(connection, relation, columns, keys) if is_ordered(columns.pair.type) else {}
    by = "".join(f"{key.sql}, " for key in keys)
    places = ", ".join(str(place) for place in range(1, len(keys) + 1))
    grouped = (
        f" GROUP BY {places} ORDER BY {', '.join(f'{place} NULLS LAST' for place in range(1, len(keys) + 1))}" if keys else ""
    )
    rows = work(connection, f"SELECT {by}{', '.join(_counts(columns))} FROM {relation} AS written{grouped}")
    return tuple(_group(row[: len(keys)], row[len(keys) :], spread, keys) for row in rows)


def _counts(columns: Columns) -> list[str]:
    old, new, moved = (quoting.name(name) for name in (columns.before, columns.after, columns.change))
    rose = side(columns)
    type_ = columns.pair.type
    was, now = there(columns.before, columns.before_reason, type_), there(columns.after, columns.after_reason, type_)
    counts = ["count(*)", *(f"count(*) FILTER ({rose} = {way})" for way in (1, -1, 0))]
    counts += [
        f"count(*) FILTER ({test})" for test in (f"NOT {was} AND NOT {now}", f"{was} AND NOT {now}", f"NOT {was} AND {now}")
    ]
    counts += [f"count(*) FILTER ({rose} = {way} AND {moved} IS NULL)" for way in (1, -1)]
    if is_ordered(type_):
        counts += [f"sum({moved}) FILTER ({moved} {sign} 0)" for sign in "><"]
    if adds_up(type_):
        counts += [f"sum({value}) FILTER ({moved} IS NOT NULL)" for value in (old, new)]
    return counts


def _group(
    found: tuple[Any, ...], counts: tuple[Any, ...], spread: Mapping[tuple[Any, ...], Spread], keys: Sequence[Key]
) -> Group:
    people, up, down, same, neither, only_before, only_after, up_open, down_open, *sums = counts
    rose, fell, before, after = [*map(_exact, sums), None, None, None, None][:4]
    return Group(
        tuple(key.text(value) for key, value in zip(keys, found, strict=True)),
        people,
        _moved(up, rose, up_open, spread.get((*found, 1))),
        _moved(down, fell, down_open, spread.get((*found, -1))),
        same,
        neither,
        only_before,
        only_after,
        (before or Fraction(0)) if len(sums) == 4 else None,
        (after or Fraction(0)) if len(sums) == 4 else None,
    )


def _moved(people: int, total: Fraction | None, unlimited: int, spread: Spread | None) -> Moved:
    least, most, quantiles = spread if spread is not None else (None, None, ())
    return Moved(people, abs(total or Fraction(0)), unlimited, least, most, quantiles)


def _spread(
    connection: duckdb.DuckDBPyConnection, relation: str, columns: Columns, keys: Sequence[Key]
) -> dict[tuple[Any, ...], Spread]:
    """By group and direction: the least and the most, and the quantiles, of the changes without their sign."""
    moved = quoting.name(columns.change)
    names = [f"key_{place}" for place in range(len(keys))]
    by = "".join(f"{key.sql} AS {name}, " for key, name in zip(keys, names, strict=True))
    parts = ", ".join((*names, "way"))
    changes = f"SELECT {by}CASE WHEN {moved} > 0 THEN 1 ELSE -1 END AS way, abs({moved}) AS step, count(*) AS people"
    changes += f" FROM {relation} AS written WHERE {moved} <> 0 GROUP BY ALL"
    sums = (
        f"sum(people) OVER (PARTITION BY {parts} ORDER BY step) AS reached, sum(people) OVER (PARTITION BY {parts}) AS everybody"
    )
    each = ", ".join(f"min(step) FILTER (reached * 100 >= everybody * {share})" for share in QUANTILES)
    counted = f"SELECT *, {sums} FROM ({changes}) AS changes"
    rows = work(connection, f"SELECT {parts}, min(step), max(step), {each} FROM ({counted}) AS counted GROUP BY {parts}")
    found = {}
    for row in rows:
        least, most, *quantiles = map(Fraction, row[len(keys) + 1 :])
        found[row[: len(keys) + 1]] = least, most, tuple(quantiles)
    return found


def _exact(value: Decimal | int | None) -> Fraction | None:
    return None if value is None else Fraction(value)
