"""A comparison as the columns of a data frame: the rows of the table, then what only one side records or says otherwise.

Amounts are Decimals, never floats; where a figure has no finite decimal, or is none, they are empty and the text tells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from policyc.compare.changes import Diff, Side
from policyc.compare.tabled import Row, rest, rows
from policyc.model.types import Quantity
from policyc.quantities.decimals import decimal_text, scale_of

if TYPE_CHECKING:
    import polars

#: What each column holds. These names are part of the public interface.
COLUMNS: Mapping[str, str] = {
    "subject": "what kind of statement: parameter, rule, target, measure, …",
    "kind": "what became of it: added, withdrawn, changed, equivalent, renamed, reworded, moved, old_silent, new_silent",
    "key": "its ASCII name in the newer policy, or else in the older",
    "name": "its name",
    "where": "the cases that the row is about; empty for all",
    "old": "what the older policy says, in words",
    "new": "what the newer policy says, in words",
    "change": "the step, in words",
    "effect": "for the insured: better, worse, mixed, neutral, administrative, unknown",
    "old_value": "the older figure",
    "new_value": "the newer figure",
    "step": "newer less older",
    "unit": "the unit of these; rates are fractions",
    "follows": "the name of the statement that it only follows from; empty for what was changed itself",
    "old_clause": "where the older policy says so",
    "new_clause": "where the newer policy says so",
    "old_quote": "in which words",
    "new_quote": "in which words",
}
_AMOUNTS = ("old_value", "new_value", "step")
#: As many digits as a column of Decimals can have.
_DIGITS = 38


def columns_of(diff: Diff) -> dict[str, list[Any]]:
    """The columns, all of one length; texts, and Decimals or None."""
    told = [*map(_cells, rows(diff)), *map(_cells, rest(diff))]
    return {name: [cells[name] for cells in told] for name in COLUMNS}


def pandas_frame(diff: Diff) -> Any:
    """The columns as a pandas frame. Raises ImportError where there is no pandas."""
    import pandas as pd

    columns = columns_of(diff)
    return pd.DataFrame(
        {name: pd.Series(cells, dtype="object" if name in _AMOUNTS else "str") for name, cells in columns.items()}
    )


def polars_frame(diff: Diff) -> polars.DataFrame:
    """The columns as a Polars frame; its Decimals have as many places as the longest needs. Raises ImportError without Polars."""
    import polars as pl

    columns = columns_of(diff)
    places = [-int(amount.as_tuple().exponent) for name in _AMOUNTS for amount in columns[name] if amount is not None]
    amount = pl.Decimal(_DIGITS, max(places, default=0))
    return pl.DataFrame(columns, schema={name: amount if name in _AMOUNTS else pl.String() for name in COLUMNS})


def _cells(row: Row) -> dict[str, Any]:
    change = row.change
    side = change.new or change.old
    assert side is not None
    return {
        "subject": change.subject.value,
        "kind": change.kind.value,
        "key": side.key,
        "name": row.name,
        "where": row.where,
        "old": row.before if change.old is not None else "",
        "new": row.after if change.new is not None else "",
        "change": row.moved,
        "effect": change.effect.value,
        **dict(zip(_AMOUNTS, map(_decimal, row.numbers), strict=True)),
        "unit": str(row.type.unit) if isinstance(row.type, Quantity) else "",
        "follows": row.follows,
        **dict(_said("old", change.old)),
        **dict(_said("new", change.new)),
    }


def _said(which: str, side: Side | None) -> Iterator[tuple[str, str]]:
    yield f"{which}_clause", "" if side is None else side.clause
    yield f"{which}_quote", "" if side is None else side.quote


def _decimal(value: Fraction | None) -> Decimal | None:
    finite = value is not None and scale_of(value) is not None
    return Decimal(decimal_text(value)) if finite and value is not None else None
