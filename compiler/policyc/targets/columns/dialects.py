"""The query as DuckDB, Spark and PostgreSQL write it."""

from __future__ import annotations

from typing import Literal

from sqlglot import exp

from policyc.targets.columns import sql
from policyc.targets.columns.spark import for_spark

Dialect = Literal["duckdb", "spark", "postgres"]
#: In PostgreSQL the row of ``people`` as a whole.
_PERSON = "_person"
DIALECTS: tuple[Dialect, ...] = ("duckdb", "spark", "postgres")


def written(query: exp.Select, dialect: Dialect) -> str:
    """The text of the query in a dialect, one column a line, with a line end."""
    tree = query.copy()
    if dialect == "spark":
        tree = for_spark(tree)
    elif dialect == "postgres":
        tree = _for_postgres(tree)
    text = tree.sql(dialect=dialect, pretty=True) + "\n"
    # Spark puts its settings, and those of the machine, in the place of ${…}, in strings and comments too.
    return text.replace("${", "$\\{") if dialect == "spark" else text


def _for_postgres(tree: exp.Select) -> exp.Select:
    """PostgreSQL divides whole numbers as decimals (DIV), subtracts days as they are, and is kept from unfolding the steps.

    A backslash in a string is one whatever ``standard_conforming_strings`` says.
    """
    for cast in list(tree.find_all(exp.Cast)):
        if cast.to.is_type("INT128"):
            cast.set("to", exp.DataType.build("DECIMAL(38, 0)"))
    for days in list(tree.find_all(exp.DateDiff)):
        days.replace(exp.Paren(this=sql.binary(exp.Sub, days.this.copy(), days.expression.copy())))
    for divided in list(tree.find_all(exp.IntDiv)):
        if not isinstance(divided.parent, exp.Cast):  # a decimal, else
            divided.replace(sql.whole(divided.copy()))
    for step in tree.ctes:  # what is behind an OFFSET is not written out again wherever its columns are read
        step.this.set("offset", exp.Offset(expression=sql.number(0)))
    for string in list(tree.find_all(exp.Literal)):
        if string.is_string and "\\" in string.this:  # E'…', which no setting of the server reads in another way
            string.replace(exp.ByteString(this=string.this))
    return _whole_rows(tree)


def _whole_rows(tree: exp.Select) -> exp.Select:
    """PostgreSQL has no ``* EXCEPT``: each row of ``people`` is carried along as one value, and laid out again at the end."""
    star = next((x for x in tree.expressions if isinstance(x, exp.Star) and x.args.get("except_")), None)
    if star is None or not tree.ctes:
        return tree
    taken = {alias.alias for alias in tree.find_all(exp.Alias)}
    name = next(name for i in range(len(taken) + 1) if (name := f"_people{i or ''}") not in taken)
    tree.ctes[0].this.append("expressions", exp.alias_(exp.column("people"), name))
    star.replace(exp.Dot(this=exp.Paren(this=exp.column(name)), expression=exp.Star()))
    return tree
