"""Choices: if, match, cases, and a rule's default with its exceptions and modifiers."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.diagnostics.codes import e0318, e0322
from policyc.model import expressions as m
from policyc.model.types import Quantity, Type
from policyc.quantities.units import RATE
from policyc.semantics import citing, facts, operators, patterns, rounding
from policyc.semantics.alternatives import Alternative, body_rank, join, of
from policyc.semantics.context import Context
from policyc.semantics.guards import known_from, known_from_patterns, known_where_none
from policyc.semantics.types import describe
from policyc.syntax import tree


def if_(ctx: Context, node: tree.If, hint: Type | None) -> m.Expr | None:
    """``if c then a else b``."""
    condition = ctx.condition(node.condition)
    arms = join(ctx, [of(where(ctx, condition), node.then), of(_where_none(ctx, [condition]), node.otherwise)], hint)
    if condition is None or arms is None:
        return None
    return m.If(node.span, arms[0].type, facts.choice(a.facts for a in arms), condition, arms[0], arms[1])


def match(ctx: Context, node: tree.Match, hint: Type | None) -> m.Expr | None:
    """``match x { a -> … }``."""
    subject = ctx.lower(node.subject)
    patterns.single_otherwise(ctx, [arm.patterns for arm in node.arms])
    chosen = [_chosen(ctx, arm.patterns, subject) for arm in node.arms]
    inside = [where_matched(ctx, subject, found) for found in chosen]
    values = join(ctx, [of(c, arm.value) for c, arm in zip(inside, node.arms, strict=True)], hint)
    if subject is None or values is None or None in chosen:
        return None
    arms = tuple(
        m.Arm(found, value, citing.quotes(ctx, arm.annotations), arm.span)
        for found, value, arm in zip(chosen, values, node.arms, strict=True)
        if found is not None
    )
    return m.Match(node.span, values[0].type, facts.choice(v.facts for v in values), subject, arms)


Chosen = tuple[m.Pattern, ...] | m.Otherwise


def _chosen(ctx: Context, node: tuple[tree.Pattern, ...] | tree.Otherwise, subject: m.Expr | None) -> Chosen | None:
    """The patterns of an arm or row."""
    if isinstance(node, tree.Otherwise):
        return patterns.otherwise(node)
    return patterns.lower_patterns(ctx, node, subject) if subject is not None else None


def where_matched(ctx: Context, subject: m.Expr | None, found: Chosen | None) -> Context:
    """The context of an arm's value."""
    if subject is None or found is None or isinstance(found, m.Otherwise):
        return ctx
    return ctx.narrow(known_from_patterns(subject, found))


def cases(ctx: Context, node: tree.Cases, hint: Type | None) -> m.Expr | None:
    """``cases { when c -> … }``, from the top."""
    patterns.single_otherwise(ctx, [case.condition for case in node.cases])
    conditions: list[m.Expr | m.Otherwise | None] = []
    alternatives: list[Alternative] = []
    for case in node.cases:
        if isinstance(case.condition, tree.Otherwise):
            conditions.append(patterns.otherwise(case.condition))
            alternatives.append(of(ctx, case.value))
            continue
        condition = ctx.condition(case.condition)
        conditions.append(condition)
        alternatives.append(of(where(ctx, condition), case.value))
        ctx = _where_none(ctx, [condition])
    values = join(ctx, alternatives, hint)
    if values is None or None in conditions:
        return None
    made = tuple(
        m.Case(condition, value, citing.quotes(ctx, case.annotations), case.span)
        for condition, value, case in zip(conditions, values, node.cases, strict=True)
        if condition is not None
    )
    return m.Cases(node.span, values[0].type, facts.choice(v.facts for v in values), made)


def where(ctx: Context, condition: m.Expr | None) -> Context:
    """The context in which a condition holds."""
    return ctx if condition is None else ctx.narrow(known_from(condition, ctx, truth=True))


def _where_none(ctx: Context, conditions: Sequence[m.Expr | None]) -> Context:
    return ctx.narrow(known_where_none([c for c in conditions if c is not None], ctx))


# ------------------------------------------------------------------ bodies of rules


def body(ctx: Context, node: tree.Body, hint: Type | None) -> m.Expr | None:
    """A value, with its exceptions and modifiers if there are any, rounded if it says so."""
    made = _default(ctx, node, hint) if node.exceptions or node.modifiers else _value(ctx, node.value).lower(hint)
    return made if node.rounding is None else rounding.wrap(ctx, made, node.rounding, node)


def _default(ctx: Context, node: tree.Body, hint: Type | None) -> m.Expr | None:
    conditions = [ctx.condition(exception.condition) for exception in node.exceptions]
    usual = _where_none(ctx, conditions)
    alternatives = [_value(usual, node.value)]
    for exception, condition in zip(node.exceptions, conditions, strict=True):
        alternatives.append(_exception(where(ctx, condition), exception))
    values = join(ctx, alternatives, hint)
    modifiers = [_modifier(usual, modifier, values[0] if values else None) for modifier in node.modifiers]
    if values is None or None in conditions or None in modifiers:
        return None
    exceptions = tuple(
        m.Exception_(condition, value, citing.quotes(ctx, exception.annotations), exception.span)
        for condition, value, exception in zip(conditions, values[1:], node.exceptions, strict=True)
        if condition is not None
    )
    changes = tuple(modifier for modifier in modifiers if modifier is not None)
    proved = ctx.proved(facts.default(values[0], values[1:], changes, node.span))
    return m.Default(node.span, values[0].type, proved, values[0], exceptions, changes)


def _exception(ctx: Context, node: tree.Exception_) -> Alternative:
    return _value(ctx, node.body)


def _value(ctx: Context, node: tree.Expr | tree.Body) -> Alternative:
    """A value, or one with exceptions of its own."""
    if not isinstance(node, tree.Body):
        return of(ctx, node)
    whole = node.value if not (node.exceptions or node.modifiers or node.rounding) else node
    return Alternative(body_rank(ctx, node), whole, lambda hint: body(ctx, node, hint))


def _modifier(ctx: Context, node: tree.Modifier, value: m.Expr | None) -> m.Modifier | None:
    """``plus x when c`` on ``value``."""
    condition = ctx.condition(node.condition)
    op = m.ModifierOp(node.op)
    inside = where(ctx, condition)
    wanted = Quantity(RATE) if op is m.ModifierOp.TIMES else value.type if value is not None else None
    amount = inside.lower(node.amount, wanted) if wanted is not None else None
    if condition is None or amount is None or value is None:
        return None
    if not isinstance(value.type, Quantity) or amount.type != wanted:
        related = [*ctx.typed(amount), *ctx.typed(value)]
        ctx.report(
            e0322.CODE.at(node.amount.span, op=node.op, found=describe(amount.type), value=describe(value.type), related=related)
        )
        return None
    if op is m.ModifierOp.TIMES:
        fine = operators.no_points(ctx, node.amount)
    else:
        fine = value.type != Quantity(RATE) or operators.points_added(ctx, node.amount, value)
    for operand in (value, amount):
        if fine and operand.facts.unlimited:
            ctx.report(e0318.CODE.at(node.span, op=node.op, related=ctx.typed(operand)))
            return None
    return m.Modifier(op, amount, condition, citing.quotes(ctx, node.annotations), node.span) if fine else None
