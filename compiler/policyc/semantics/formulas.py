"""Formulas of the tree to typed formulas: which file reads which node."""

from __future__ import annotations

from typing import assert_never

from policyc.model import expressions as m
from policyc.model.types import BOOL, Type
from policyc.semantics import choices, facts, leaves, operators, records, rounding
from policyc.semantics.context import Context
from policyc.syntax import tree


def lower(ctx: Context, node: tree.Expr, hint: Type | None) -> m.Expr | None:
    """The typed formula of a node; None where it has none, which is then said."""
    match node:
        case tree.Amount() | tree.Number() | tree.DateLiteral() | tree.MonthLiteral() | tree.BoolLiteral():
            return leaves.literal(ctx, node, hint)
        case tree.Name():
            return leaves.name(ctx, node, hint)
        case tree.Elsewhere():
            return ctx.elsewhere(node, ctx.foreign.named(node, ctx.sink))
        case tree.Previous():
            return records.previous(ctx, node.span, None)
        case tree.UnspecifiedLiteral():
            return leaves.unspecified(ctx, node, hint)
        case tree.UnlimitedLiteral():
            return leaves.unlimited(ctx, node, hint)
        case tree.Negate():
            return operators.negate(ctx, node, hint)
        case tree.Binary():
            return operators.binary(ctx, node, hint)
        case tree.Compare():
            return operators.compare(ctx, node)
        case tree.Within():
            return operators.within(ctx, node)
        case tree.Logic():
            return operators.logic(ctx, node)
        case tree.Not():
            operand = ctx.condition(node.operand)
            return operand and m.Not(node.span, BOOL, facts.TRUTH, operand)
        case tree.Call():
            return operators.call(ctx, node, hint)
        case tree.Rounded():
            return rounding.rounded(ctx, node, hint)
        case tree.If():
            return choices.if_(ctx, node, hint)
        case tree.Match():
            return choices.match(ctx, node, hint)
        case tree.Cases():
            return choices.cases(ctx, node, hint)
        case _:
            assert_never(node)
