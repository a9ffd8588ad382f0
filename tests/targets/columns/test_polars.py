"""Pieces of a query as Polars expressions come to what DuckDB comes to with them."""

from __future__ import annotations

from datetime import date

import duckdb
import polars
import pytest
from sqlglot import exp

from policyc.targets.columns import sql
from policyc.targets.columns.polars_ import expression

NUMBERS = [-(2**40), -8, -7, -1, 0, 1, 7, 8, 2**40, None]
PEOPLE = polars.DataFrame(
    {
        "n": NUMBERS,
        "yes": [True, False, None, True, False] * 2,
        "day": [date(2024, 2, 28 - place) for place in range(9)] + [None],
    },
    schema_overrides={"n": polars.Int64},
)
N, YES, DAY = (sql.column(name) for name in ("n", "yes", "day"))


def whole(kind: type[exp.Binary], other: int) -> exp.Expr:
    return sql.binary(kind, N, sql.number(other))


PIECES = {
    "quotient": whole(exp.IntDiv, 7),
    "quotient by less than nothing": whole(exp.IntDiv, -7),
    "remainder": whole(exp.Mod, 7),
    "remainder by less than nothing": whole(exp.Mod, -7),
    "wide": sql.binary(exp.Mul, sql.wide(N), sql.number(10**25)),
    "a figure of more than 64 bits": sql.binary(exp.Add, sql.wide(N), sql.number(2**63)),
    "choice": sql.cases([(YES, sql.number(1)), (sql.negated(YES), N)]),
    "and": sql.both([YES, sql.binary(exp.GT, N, sql.number(0))]),
    "or": sql.either([YES, sql.binary(exp.GT, N, sql.number(0))]),
    "one of": sql.one_of(N, [sql.number(7), sql.number(-7)]),
    "nothing of nothing": exp.Nullif(this=N.copy(), expression=sql.number(0)),
    "days later": sql.later(DAY, sql.short(sql.cases([(YES, sql.number(2))], sql.number(3)))),
    "days earlier": sql.earlier(DAY, sql.number(60)),
    "days between": sql.whole(exp.DateDiff(this=DAY.copy(), expression=sql.date("2023-03-01"), unit=exp.var("DAY"))),
    "day of": sql.day_of(sql.part_of(DAY, "YEAR"), sql.number(2), sql.part_of(DAY, "DAY")),
    "nothing": exp.cast(exp.null(), "BOOLEAN"),
    "no day": exp.cast(exp.null(), "DATE"),
    "amount": exp.cast(sql.binary(exp.Mul, exp.cast(N.copy(), "DECIMAL(16, 0)"), exp.Literal.number("0.01")), "DECIMAL(18, 2)"),
}


@pytest.mark.parametrize("name", PIECES)
def test_a_piece(name: str) -> None:
    people = PEOPLE.to_arrow()
    with duckdb.connect() as connection:
        connection.register("people", people)
        right = [row[0] for row in connection.sql(f"SELECT {PIECES[name].sql('duckdb')} FROM people").fetchall()]
    assert PEOPLE.with_columns(found=expression(PIECES[name]))["found"].to_list() == right


def test_numbers_that_are_never_negative_need_no_second_look() -> None:
    quotient = expression(sql.positive(whole(exp.IntDiv, 7)))
    assert "when" not in str(quotient) and "when" in str(expression(whole(exp.IntDiv, 7)))
