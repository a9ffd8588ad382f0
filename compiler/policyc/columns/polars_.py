"""A policy over a Polars frame, in Polars itself: lazily, and without leaving it.

Only columns of the very types that the query reads are taken; a frame with others, or with lists of records, goes through DuckDB,
which converts them and tells which value could not be.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from policyc.columns.converting import SHOWN, places_of, sql_type
from policyc.columns.running import Prepared
from policyc.columns.staging import REFUSED, through
from policyc.model.policy import Input
from policyc.model.types import Bool, DateType, EnumType, MonthType, Quantity, YearType

if TYPE_CHECKING:
    import polars as pl

    from policyc.targets.columns.plan import Column as Given
    from policyc.targets.columns.plan import Refusal

#: So many digits a decimal of 64 bits has.
_DIGITS = 18
#: The first Polars that has all that the query needs.
_NEEDED = (2, 1)


def beside(run: Prepared, frame: pl.LazyFrame, *, own: bool) -> pl.LazyFrame | None:
    """The results for every row of a frame, in their order, beside its own columns if they are wanted.

    A row that is refused has none, and the reason in ``refused``. None where the frame has columns that have to be converted.
    """
    import polars as pl

    from policyc.targets.columns.polars_ import results, stepped

    if tuple(map(int, pl.__version__.split(".")[:2])) < _NEEDED or run.found.lists:
        return None
    schema = frame.collect_schema()
    given: dict[str, Any] = {}
    for known in run.query.needed:
        found = run.found.cells.get(known.flat)
        column = _nothing(known.declared) if found is None else _as_read(known.declared, found[0].name, schema[found[0].name])
        if column is None:
            return None
        given[known.flat] = column
    names = list(schema)
    kept = {through(place): pl.col(name) for place, name in enumerate(names) if own or place == 0}  # one tells how many rows
    rows = stepped(run.query.tree, frame.select(**given, **kept))
    answers = results(run.query.tree)
    if run.query.refusals:
        answers["refused"] = pl.map_batches(
            [answers["refused"], *(pl.col(name) for name in given)],
            partial(_explained, run.query.refusals, tuple(given)),
            return_dtype=pl.String,
            is_elementwise=True,
        )
    told = {name: pl.col(through(place)) for place, name in enumerate(names) if own}
    told |= {run.prefix + name: answers[name] for output in run.query.outputs for name in (output.name, output.reason)}
    told[REFUSED] = answers["refused"]
    return rows.with_columns(**told).select(told.keys())


def _explained(refusals: Sequence[Refusal], names: Sequence[str], columns: Sequence[pl.Series]) -> pl.Series:
    """Why rows are refused, with the values that they are refused for, which few rows are.

    columns: why in the query's words, and what the query was given under these names.
    """
    import polars as pl

    why = columns[0]
    if why.null_count() == len(why):
        return why
    rows = pl.DataFrame([why.alias(REFUSED), *(c.alias(name) for c, name in zip(columns[1:], names, strict=True))])
    told = pl.col(REFUSED)
    for refusal in refusals:
        told = pl.when(pl.col(REFUSED) == refusal.text).then(pl.concat_str(map(_part, refusal.parts))).otherwise(told)
    return rows.select(pl.when(pl.col(REFUSED).is_not_null()).then(told))[:, 0]


def _part(part: str | Given) -> pl.Expr:
    """What stands in an explanation: a text, or a value as it is repeated, but not at any length."""
    import polars as pl

    if isinstance(part, str):
        return pl.lit(part)
    column = pl.col(part.name)
    if isinstance(part.declared.type, Bool):
        return pl.when(column).then(pl.lit("是")).otherwise(pl.lit("否"))
    return column.cast(pl.String).str.head(7 if isinstance(part.declared.type, MonthType) else SHOWN)


def _as_read(declared: Input, name: str, kind: pl.DataType) -> pl.Expr | None:
    """A column as the query reads it; None where it has to be converted."""
    import polars as pl

    column = pl.col(name)
    if kind == pl.Null:
        return _nothing(declared)
    match declared.type:
        case Quantity():
            return _amount(declared, column, kind)
        case YearType():
            return column.cast(pl.Int64) if _is_short(kind) else None
        case Bool():
            return column if kind == pl.Boolean else None
        case EnumType():
            return column.cast(pl.String).str.strip_chars(" ") if kind in (pl.String, pl.Categorical, pl.Enum) else None
        case DateType() | MonthType():
            return column if kind == pl.Date else None


def _amount(declared: Input, column: pl.Expr, kind: pl.DataType) -> pl.Expr | None:
    import polars as pl

    read_as, places = sql_type(declared), places_of(declared)
    if read_as not in ("BIGINT", f"DECIMAL({_DIGITS}, {places})"):
        return None
    if _is_short(kind):
        return column.cast(pl.Int64)
    return column if isinstance(kind, pl.Decimal) and kind.precision - kind.scale <= _DIGITS - places else None


def _is_short(kind: pl.DataType) -> bool:
    """Whether it is a whole number that 64 bits hold."""
    return kind.is_integer() and str(kind) not in ("UInt64", "Int128", "UInt128")


def _nothing(declared: Input) -> pl.Expr:
    """What stands for a column that is not there."""
    import polars as pl

    match declared.type:
        case Quantity() | YearType():
            return pl.lit(None, pl.Int64)
        case Bool():
            return pl.lit(None, pl.Boolean)
        case EnumType():
            return pl.lit(None, pl.String)
        case DateType() | MonthType():
            return pl.lit(None, pl.Date)
