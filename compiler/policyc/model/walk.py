"""The direct parts of a formula, and all of them: for those who look at every node alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from policyc.model import expressions as e


def children(expr: e.Expr) -> Iterator[e.Expr]:
    """The formulas that ``expr`` is directly made of, in the order in which they are read."""
    match expr:
        case e.Literal() | e.Unspecified() | e.InputRef() | e.ParamRef() | e.RuleRef():
            return
        case e.FieldRef() | e.Previous() | e.RecordYear() | e.ReadingRef():
            return
        case e.Negate() | e.Not() | e.Round():
            yield expr.operand
        case e.Arithmetic() | e.Compare():
            yield expr.left
            yield expr.right
        case e.ShiftDate():
            yield expr.date
            yield expr.amount
        case e.Within():
            yield expr.operand
            yield from expr.options
        case e.Logic():
            yield from expr.operands
        case e.If():
            yield expr.condition
            yield expr.then
            yield expr.otherwise
        case e.Call():
            yield from expr.arguments
        case e.Match():
            yield expr.subject
            yield from (arm.value for arm in expr.arms)
        case e.Cases():
            for case in expr.cases:
                if not isinstance(case.condition, e.Otherwise):
                    yield case.condition
                yield case.value
        case e.Default():
            for exception in expr.exceptions:
                yield exception.condition
                yield exception.value
            yield expr.value
            for modifier in expr.modifiers:
                yield modifier.condition
                yield modifier.amount
        case e.Lookup():
            yield from expr.subjects
            yield from (cell for row in expr.rows for cell in row.cells)
        case e.Marginal():
            yield from _marginal_children(expr)
        case _:
            assert_never(expr)


def _marginal_children(expr: e.Marginal) -> Iterator[e.Expr]:
    yield expr.base
    if expr.subject is not None:
        yield expr.subject
    for bracket in expr.brackets:
        if bracket.upper is not None:
            yield bracket.upper
        yield from bracket.rates
    if expr.cap is not None:
        yield expr.cap


def walk(expr: e.Expr) -> Iterator[e.Expr]:
    """``expr`` and everything in it, from the outside in, from the left."""
    yield expr
    for child in children(expr):
        yield from walk(child)
