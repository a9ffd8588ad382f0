"""Patterns of match arms, table rows and columns: typed by what they are matched against."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.diagnostics.codes import e0309, e0311, e0312, e0320
from policyc.diagnostics.core import Fix, Label
from policyc.model import expressions as m
from policyc.model.types import EnumType, Type, Value, ordinal
from policyc.semantics import leaves
from policyc.semantics.context import Context, no_unit
from policyc.semantics.types import describe, describe_en, is_ordered
from policyc.syntax import tree


def lower_patterns(ctx: Context, patterns: tuple[tree.Pattern, ...], subject: m.Expr) -> tuple[m.Pattern, ...] | None:
    """``a | b | 1 .. 3`` against ``subject``; None if one of them does not fit, which is then said."""
    made = [_pattern(ctx, pattern, subject) for pattern in patterns]
    good = tuple(pattern for pattern in made if pattern is not None)
    return good if len(good) == len(made) else None


def otherwise(node: tree.Otherwise) -> m.Otherwise:
    """The catch-all."""
    return m.Otherwise(node.because.text if node.because else None, node.span)


def single_otherwise(ctx: Context, found: Sequence[object]) -> None:
    """That there is one catch-all at most."""
    others = [node for node in found if isinstance(node, tree.Otherwise)]
    for extra in others[1:]:
        label = Label(others[0].span, "先在这里写过", "first written here")
        ctx.report(e0320.CODE.at(extra.span, related=[label]))


def _pattern(ctx: Context, node: tree.Pattern, subject: m.Expr) -> m.Pattern | None:
    kind = subject.type
    match node:
        case tree.NamePattern():
            return _member(ctx, node, subject)
        case tree.ValuePattern():
            value = _value(ctx, node.value, subject)
            return None if value is None else m.ValuePattern(value.value, value.text, node.span)
        case tree.RangePattern():
            low = _value(ctx, node.low, subject)
            high = _value(ctx, node.high, subject) if low is not None else None  # one mistake in both ends is told once
            if low is None or high is None or not _in_order(ctx, node, kind):
                return None
            text = f"{low.text} .. {high.text}"
            if _above(low.value, high.value, kind):
                fix = Fix(node.span, f"{high.text} .. {low.text}")
                ctx.report(e0312.CODE.at(node.span, low=low.text, high=high.text, fixes=[fix]))
                return None
            return m.RangePattern(low.value, True, high.value, True, text, node.span)  # noqa: FBT003
        case tree.ComparePattern():
            return _compared(ctx, node, subject)


def _member(ctx: Context, node: tree.NamePattern, subject: m.Expr) -> m.Pattern | None:
    kind = subject.type
    if not isinstance(kind, EnumType):
        _unfit(ctx, node, node.text, subject)
        return None
    member = ctx.scope.member(kind, node.text)
    if member is None:
        ctx.report(leaves.unknown_member(ctx, node.text, node, kind))
        return None
    ctx.members[node.span] = member
    return m.ValuePattern(member, member.name, node.span)


def _compared(ctx: Context, node: tree.ComparePattern, subject: m.Expr) -> m.Pattern | None:
    value = _value(ctx, node.value, subject)
    if value is None or not _in_order(ctx, node, subject.type):
        return None
    text = f"{node.op} {value.text}"
    if node.op in (">=", ">"):
        return m.RangePattern(value.value, node.op == ">=", None, False, text, node.span)  # noqa: FBT003
    return m.RangePattern(None, False, value.value, node.op == "<=", text, node.span)  # noqa: FBT003


def _value(ctx: Context, node: tree.Literal | tree.Negate, subject: m.Expr) -> m.Literal | None:
    """The literal of a pattern, of the subject's type."""
    if isinstance(node, tree.Negate):
        assert isinstance(node.operand, tree.Amount | tree.Number)
        inner = _value(ctx, node.operand, subject)
        if inner is None:
            return None
        assert not isinstance(inner.value, str)
        minus = -ordinal(inner.value, inner.type)
        return m.Literal(node.span, inner.type, inner.facts, minus, f"-{inner.text}")
    value = leaves.literal(ctx, node, subject.type)
    if value is None or value.type == subject.type:
        return value
    bare = no_unit(value, subject.type, _matched(ctx, subject))
    if bare is not None:
        ctx.report(bare)
    else:
        _unfit(ctx, node, value.text, subject)
    return None


def _matched(ctx: Context, subject: m.Expr) -> list[Label]:
    zh, en = f"这里比的是 {describe(subject.type)}", f"what is matched is {describe_en(subject.type)}"
    return [Label(subject.span, zh, en), *ctx.came_from(subject)]


def _unfit(ctx: Context, node: tree.Node, text: str, subject: m.Expr) -> None:
    ctx.report(e0311.CODE.at(node.span, text=text, expected=describe(subject.type), related=_matched(ctx, subject)))


def _in_order(ctx: Context, node: tree.Node, kind: Type) -> bool:
    if is_ordered(kind):
        return True
    ctx.report(e0309.CODE.at(node.span, op=ctx.source(node.span), found=describe(kind)))
    return False


def _above(low: Value, high: Value, kind: Type) -> bool:
    return ordinal(low, kind) > ordinal(high, kind)
