"""Several formulas that must be of one type: operands, the arms of a choice, the cells of a table.

Some formulas have no type of their own: ``0``, ``unspecified``, ``unlimited``, the member of an enum. They are read last,
with the type of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policyc.diagnostics.codes import e0305, e0307
from policyc.diagnostics.core import Fix
from policyc.model import expressions as m
from policyc.model.types import Type
from policyc.semantics.context import Context, no_unit
from policyc.semantics.types import describe
from policyc.syntax import tree


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of them: how much of a type it has of its own (see :func:`rank`), its node, and how to read it with a hint."""

    rank: int
    node: tree.Node
    lower: Callable[[Type | None], m.Expr | None]


def rank(ctx: Context, node: tree.Expr) -> int:
    """0: has a type of its own. 1: takes one if it is offered (0, a member). 2: has none (unspecified, unlimited)."""
    match node:
        case tree.UnspecifiedLiteral() | tree.UnlimitedLiteral():
            return 2
        case tree.Number():
            return 1
        case tree.Name():
            return 1 if ctx.scope.find(node.text) is None and not ctx.foreign.has(node.text) else 0
        case tree.Negate() | tree.Rounded():
            return rank(ctx, node.operand)
        case tree.Binary(op="+" | "-"):
            return min(rank(ctx, node.left), rank(ctx, node.right))
        case tree.If():
            return min(rank(ctx, node.then), rank(ctx, node.otherwise))
        case tree.Match():
            return min(rank(ctx, arm.value) for arm in node.arms)
        case tree.Cases():
            return min(rank(ctx, case.value) for case in node.cases)
        case tree.Call():
            return min((rank(ctx, argument) for argument in node.arguments), default=0)
        case _:
            return 0


def body_rank(ctx: Context, body: tree.Body) -> int:
    """The same of a body: that of its default or of any exception."""
    own = body_rank(ctx, body.value) if isinstance(body.value, tree.Body) else rank(ctx, body.value)
    return min([own, *(body_rank(ctx, exception.body) for exception in body.exceptions)])


def of(ctx: Context, node: tree.Expr) -> Alternative:
    """A formula as an alternative, read in ``ctx``."""
    return Alternative(rank(ctx, node), node, lambda hint: ctx.lower(node, hint))


def join(ctx: Context, alternatives: Sequence[Alternative], hint: Type | None) -> list[m.Expr] | None:
    """All of them, of one type, in their order; None if one could not be read or is of another type, which is then said."""
    made: dict[int, m.Expr | None] = {}
    reference: m.Expr | None = None
    for index in sorted(range(len(alternatives)), key=lambda i: alternatives[i].rank):
        wanted = reference.type if reference is not None else hint
        if wanted is None and alternatives[index].rank == 2 and None in made.values():
            made[index] = None  # its type is unknown because of a mistake that was told
            continue
        made[index] = expr = alternatives[index].lower(wanted)
        if expr is not None and (reference is None or (expr.type == hint != reference.type)):
            reference = expr
    if reference is None:
        return None
    good = [_alike(ctx, made[i], reference) for i in range(len(alternatives))]
    if None in good or not _one_kind_of_rate(ctx, [a.node for a in alternatives]):
        return None
    return [expr for expr in good if expr is not None]


def _alike(ctx: Context, expr: m.Expr | None, reference: m.Expr) -> m.Expr | None:
    if expr is None or expr.type == reference.type:
        return expr
    related = [*ctx.typed(expr), *ctx.typed(reference)]
    values = describe(expr.type), describe(reference.type)
    wrong = e0305.CODE.at(expr.span, found=values[0], expected=values[1], related=related)
    ctx.report(no_unit(expr, reference.type, ctx.typed(reference)) or wrong)
    return None


def _one_kind_of_rate(ctx: Context, nodes: Sequence[tree.Node]) -> bool:
    """Whether percentages and percentage points are not mixed: 70% in one arm and 75个百分点 in the next."""
    literals = [node for node in nodes if isinstance(node, tree.Amount)]
    points = [node for node in literals if node.text.endswith("个百分点")]
    if not points or len(points) == len(nodes) or not any(node.text.endswith(("%", "％")) for node in literals):
        return True
    for node in points:
        fixed = node.text.replace("个百分点", "%")
        ctx.report(e0307.CODE.at(node.span, text=node.text, fixed=fixed, fixes=[Fix(node.span, fixed)]))
    return False


def lower_alike(ctx: Context, nodes: Sequence[tree.Expr], hint: Type | None) -> list[m.Expr] | None:
    """Formulas that must be of one type."""
    return join(ctx, [of(ctx, node) for node in nodes], hint)


def lower_pair(ctx: Context, left: tree.Expr, right: tree.Expr, hint: Type | None) -> tuple[m.Expr | None, m.Expr | None]:
    """Two operands, each the hint of the other; whether they go together is for the operator to say."""
    if rank(ctx, left) <= rank(ctx, right):
        first = ctx.lower(left, hint)
        return first, _second(ctx, first, right, hint)
    first = ctx.lower(right, hint)
    return _second(ctx, first, left, hint), first


def _second(ctx: Context, first: m.Expr | None, node: tree.Expr, hint: Type | None) -> m.Expr | None:
    if first is None and rank(ctx, node) > 0:
        return None  # what it takes its type from is not known, which was told
    return ctx.lower(node, first.type if first is not None else hint)
