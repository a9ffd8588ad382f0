"""The query as Spark takes it.

Spark makes one method of Java out of all steps, where it has less than 64 KB; else it works out every step by itself and copies
the row in between, which takes many times as long. So reasons stand as early as they can, since a step carries what a later one
reads, and where a method would become too long the next one begins: a hint that leaves the partitions as they are ends it.
"""

from __future__ import annotations

from itertools import pairwise

from sqlglot import exp

from policyc.targets.columns import sql
from policyc.targets.columns.chain import REASONS

#: So many parts of expressions in one method: about 22 KB of it.
_MOST = 2500
#: More partitions than there ever are: COALESCE never makes more of them.
_EVERY = 1_000_000


def for_spark(tree: exp.Select) -> exp.Select:
    """The tree, changed: decimals for what has more than 64 bits, reasons early, methods that are not too long."""
    for divided in list(tree.find_all(exp.IntDiv)):
        if _is_wide(divided.this):
            divided.replace(_divided(divided.this, divided.expression))
    for cast in list(tree.find_all(exp.Cast)):
        if cast.to.is_type("INT128"):
            cast.set("to", exp.DataType.build("DECIMAL(38, 0)"))
    if tree.ctes:
        _early(tree)
        _parted(tree.ctes)
    return tree


def _is_wide(node: exp.Expression) -> bool:
    return isinstance(node, exp.Cast) and node.to.is_type("INT128")


def _divided(n: exp.Expression, d: exp.Expression) -> exp.Expression:
    """The quotient of decimals without places: DIV makes 64 bits of it whatever it is, and says nothing; ``/`` raises.

    What is divided is a multiple of the divisor, so that nothing comes behind the point.
    """
    multiple = sql.binary(exp.Sub, n, sql.binary(exp.Mod, n, d))
    return exp.Div(this=exp.Paren(this=multiple), expression=sql.within(d, 7))


def _early(tree: exp.Select) -> None:
    """Move each reason to the first step at which all is known that it reads; drop the steps that are empty then."""
    steps = list(tree.ctes)
    at = {column.alias: place for place, step in enumerate(steps) for column in _added(step)}
    for place, step in enumerate(steps):
        for column in _added(step) if step.alias.startswith(REASONS) else ():
            first = 1 + max((at[read.name] for read in column.find_all(exp.Column) if read.name in at), default=-1)
            if first < place:
                at[column.alias] = first
                steps[first].this.append("expressions", column.pop())
    kept = [step for step in steps if _added(step)]
    for before, step in pairwise(kept):
        step.this.set("from_", exp.From(this=sql.table(before.alias)))
    tree.args["with_"].set("expressions", kept)
    tree.set("from_", exp.From(this=sql.table(kept[-1].alias)))


def _parted(steps: list[exp.CTE]) -> None:
    """Begin another method where one would become too long."""
    size = 0
    for step in steps:
        more = sum(1 for column in _added(step) for _ in column.walk())
        if size and size + more > _MOST:
            hint = exp.Anonymous(this="COALESCE", expressions=[sql.number(_EVERY)])
            step.this.set("hint", exp.Hint(expressions=[hint]))
            size = 0
        size += more


def _added(step: exp.CTE) -> list[exp.Alias]:
    """The columns that a step adds."""
    return [column for column in step.this.expressions if isinstance(column, exp.Alias)]
