"""The query over a Polars frame: the same tree as expressions, a step of columns for each table expression.

Polars works out all branches of a choice for all rows, and says nothing when a whole number grows beyond its width: it may be
used because the compiler has proved of every step how large it can become where it is wanted. What does not fit where it is not
wanted becomes null or anything. Whole numbers have 64 bits, or 128, and never fewer.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from policyc.targets.columns import sql
from policyc.targets.columns.sql import Expr

if TYPE_CHECKING:
    import polars as pl

#: The first number that 64 bits do not hold.
_WIDE = 2**63
#: So many digits a decimal can have, which every number of 64 bits fits into.
_MOST_DIGITS = 38


def stepped(query: exp.Select, people: pl.LazyFrame) -> pl.LazyFrame:
    """The rows with all columns that the query's table expressions add.

    people: a frame with the columns that the query reads, of the types that it reads them in.
    """
    for step in query.ctes:
        people = people.with_columns(**results(step.this))
    return people


def results(query: exp.Select) -> dict[str, pl.Expr]:
    """What a selection adds to the columns that it lets through, by name: of the query as a whole, its results."""
    return {alias.alias: expression(alias.this) for alias in query.expressions if isinstance(alias, exp.Alias)}


def expression(node: Expr) -> pl.Expr:
    """A node of a query as an expression; one that there is no word for is a fault of this module, and raises KeyError."""
    return _WRITTEN[type(node)](node)


def _literal(node: Expr) -> pl.Expr:
    import polars as pl

    if node.is_string:
        return pl.lit(node.this)
    if not node.is_int:
        return pl.lit(Decimal(node.this))
    number = int(node.this)
    return pl.lit(number, pl.Int128 if number >= _WIDE else pl.Int64)


def _case(node: Expr) -> pl.Expr:
    import polars as pl

    default = node.args.get("default")
    value = pl.lit(None) if default is None else expression(default)
    for branch in reversed(node.args["ifs"]):
        value = pl.when(expression(branch.this)).then(expression(branch.args["true"])).otherwise(value)
    return value


def _cast(node: Expr) -> pl.Expr:
    import polars as pl

    kind = node.args["to"]
    if kind.this is exp.DataType.Type.DATE and node.this.is_string:
        return pl.lit(date.fromisoformat(node.this.this))
    if kind.this is exp.DataType.Type.DECIMAL:
        precision, scale = (int(parameter.name) for parameter in kind.expressions)
        if (units := _units(node.this, scale)) is not None and precision < _MOST_DIGITS:
            counted = expression(units).cast(pl.Int128).reinterpret(dtype=pl.Decimal(_MOST_DIGITS, scale))
            return counted.cast(pl.Decimal(precision, scale), strict=False)
        return expression(node.this).cast(pl.Decimal(precision, scale), strict=False)
    types = exp.DataType.Type
    others: Mapping[Any, Any] = {
        types.TINYINT: pl.Int64,
        types.INT: pl.Int64,
        types.BIGINT: pl.Int64,
        types.INT128: pl.Int128,
        types.BOOLEAN: pl.Boolean,
        types.DATE: pl.Date,
        types.VARCHAR: pl.String,
        types.TEXT: pl.String,
    }
    return expression(node.this).cast(others[kind.this], strict=False)


def _units(node: Expr, scale: int) -> Expr | None:
    """The whole number of which ``CAST(number AS DECIMAL) * 0.01`` makes an amount, whose digits need only be seen otherwise."""
    match node:
        case exp.Mul(this=exp.Cast() as number, expression=exp.Literal() as unit) if Decimal(unit.this) == Decimal(1).scaleb(
            -scale
        ):
            whole: Expr = number.this
            return whole
        case _:
            return None


def _is(node: Expr) -> pl.Expr:
    value = expression(node.this)
    return value.is_null() if isinstance(node.expression, exp.Null) else value.is_not_null()


def _in(node: Expr) -> pl.Expr:
    value = expression(node.this)
    return reduce(operator.or_, [value == expression(option) for option in node.expressions])


def _quotient(node: Expr) -> pl.Expr:
    """Cut off towards zero; Polars itself goes down to the next whole number."""
    import polars as pl

    left, right = expression(node.this), expression(node.expression)
    if sql.is_positive(node):
        return left // right
    return pl.when((left < 0) == (right < 0)).then(left.abs() // right.abs()).otherwise(-(left.abs() // right.abs()))


def _remainder(node: Expr) -> pl.Expr:
    """With the sign of what is divided; in Polars it has that of the divisor."""
    import polars as pl

    left, right = expression(node.this), expression(node.expression)
    if sql.is_positive(node):
        return left % right
    return pl.when(left < 0).then(-(left.abs() % right.abs())).otherwise(left % right.abs())


def _extract(node: Expr) -> pl.Expr:
    day = expression(node.expression).dt
    return {"YEAR": day.year, "MONTH": day.month, "DAY": day.day}[node.this.name]()


def _days_between(node: Expr) -> pl.Expr:
    return (expression(node.this) - expression(node.expression)).dt.total_days()


def _day_of(node: Expr) -> pl.Expr:
    import polars as pl

    assert node.this == "MAKE_DATE", node.this
    return pl.date(*(expression(part) for part in node.expressions))


def _sum(node: Expr) -> pl.Expr:
    left, right = expression(node.this), expression(node.expression)
    return left + (_days(right) if sql.is_day(node) else right)


def _difference(node: Expr) -> pl.Expr:
    left, right = expression(node.this), expression(node.expression)
    return left - (_days(right) if sql.is_day(node) else right)


def _days(count: pl.Expr) -> pl.Expr:
    import polars as pl

    return pl.duration(days=count)


def _binary(of: Callable[[Any, Any], Any]) -> Callable[[Expr], pl.Expr]:
    return lambda node: of(expression(node.this), expression(node.expression))


def _column(node: Expr) -> pl.Expr:
    import polars as pl

    return pl.col(node.name)


def _coalesced(node: Expr) -> pl.Expr:
    import polars as pl

    return pl.coalesce(expression(node.this), *(expression(part) for part in node.expressions))


def _null(node: Expr) -> pl.Expr:
    import polars as pl

    return pl.lit(None)


def _boolean(node: Expr) -> pl.Expr:
    import polars as pl

    return pl.lit(bool(node.this))


def _equal(node: Expr) -> pl.Expr:
    left = expression(node.this)
    if isinstance(node.expression, exp.Boolean):  # DuckDB's way to ask a yes or no
        return left if node.expression.this else ~left
    return left == expression(node.expression)


def _null_if(node: Expr) -> pl.Expr:
    import polars as pl

    value = expression(node.this)
    return pl.when(value != expression(node.expression)).then(value)


_WRITTEN: Mapping[type[Expr], Callable[[Expr], pl.Expr]] = {
    exp.Add: _sum,
    exp.And: _binary(operator.and_),
    exp.Anonymous: _day_of,
    exp.Between: lambda node: expression(node.this).is_between(expression(node.args["low"]), expression(node.args["high"])),
    exp.Boolean: _boolean,
    exp.Case: _case,
    exp.Cast: _cast,
    exp.Coalesce: _coalesced,
    exp.Column: _column,
    exp.DateDiff: _days_between,
    exp.EQ: _equal,
    exp.Extract: _extract,
    exp.GT: _binary(operator.gt),
    exp.GTE: _binary(operator.ge),
    exp.In: _in,
    exp.IntDiv: _quotient,
    exp.Is: _is,
    exp.LT: _binary(operator.lt),
    exp.LTE: _binary(operator.le),
    exp.Literal: _literal,
    exp.Mod: _remainder,
    exp.Mul: _binary(operator.mul),
    exp.NEQ: _binary(operator.ne),
    exp.Neg: lambda node: -expression(node.this),
    exp.Not: lambda node: ~expression(node.this),
    exp.Null: _null,
    exp.Nullif: _null_if,
    exp.Or: _binary(operator.or_),
    exp.Paren: lambda node: expression(node.this),
    exp.Sub: _difference,
}
