"""Declarations that carry a figure: params, targets, and the ranges of inputs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from policyc.diagnostics.codes import e0401, e0402, e0403, e0404, e0405, e0406, e0408, w0401
from policyc.diagnostics.core import Diagnostic, Fix, Label, Words
from policyc.model import expressions as m
from policyc.model.policy import Bound, BoundKind, Deadline
from policyc.model.types import UNLIMITED, Bool, EnumType, Quantity, Type, Value, ordinal
from policyc.quantities.calendar import last_day
from policyc.quantities.decimals import decimal_text
from policyc.semantics import facts, leaves, literals
from policyc.semantics.bounds import OPEN, End, Figure, bound_of, evaluate
from policyc.semantics.context import Context
from policyc.semantics.types import describe, describe_en
from policyc.syntax import tree

Figures = Mapping[str, Figure]
_KINDS = {">=": BoundKind.AT_LEAST, ">": BoundKind.MORE_THAN, "<=": BoundKind.AT_MOST, "<": BoundKind.LESS_THAN}


@dataclass(frozen=True, slots=True)
class Stated:
    """What a param or target says: its type, its bound, the formula it is derived by, the scale of its figure; its ends."""

    type: Type
    bound: Bound
    formula: m.Expr | None
    scale: int | None
    limits: tuple[m.Expr | None, m.Expr | None] = (None, None)
    ends: tuple[m.Expr, m.Expr] | None = None


def stated(ctx: Context, node: tree.Bound, declared: Type | None, figures: Figures, bounds: Mapping[str, Bound]) -> Stated | None:
    """The figure of a param or target; ``figures`` and ``bounds`` are those of the params it may read."""
    if node.op == "unspecified":
        return _unstated(ctx, node, declared)
    if node.op == "in":
        return _between(ctx, node, declared, figures)
    assert node.value is not None
    expr = ctx.lower(node.value, declared)
    if expr is not None and declared is not None:
        expr = ctx.fits(expr, declared)
    if expr is None:
        return None
    if not isinstance(expr.type, Quantity):
        return _plain(ctx, node, expr, bounds)
    figure = evaluate(expr, figures)
    if figure is None:
        ctx.report(e0403.CODE.at(expr.span))
        return None
    formula = None if is_constant(expr) else expr
    bound = _bound(ctx, node, figure, formula)
    scale = _scale(ctx, node.value, expr, bound)
    if bound is None:
        return None
    if isinstance(expr, m.Literal) and expr.text.endswith("个百分点"):
        bound = replace(bound, points=True)
    return Stated(expr.type, bound, formula, scale, _limits(node.op, formula))


def _limits(op: str, formula: m.Expr | None) -> tuple[m.Expr | None, m.Expr | None]:
    """The ends that are formulas of other params."""
    return (formula if op in (">=", ">") else None, formula if op in ("<=", "<") else None)


def is_constant(expr: m.Expr) -> bool:
    """A figure of its own: a literal, with a sign perhaps, or ``unspecified``."""
    return isinstance(expr, m.Literal | m.Unspecified) or (isinstance(expr, m.Negate | m.Round) and is_constant(expr.operand))


def _unstated(ctx: Context, node: tree.Bound, declared: Type | None) -> Stated | None:
    if declared is None:
        ctx.report(e0404.CODE.at(node.span))
        return None
    return Stated(declared, bound_of(Figure(None, OPEN, OPEN)), None, None)


def _between(ctx: Context, node: tree.Bound, declared: Type | None, figures: Figures) -> Stated | None:
    assert node.low is not None
    assert node.high is not None
    low, high = ctx.lower(node.low, declared), ctx.lower(node.high, declared)
    if low is not None and high is None and declared is None:
        return None
    kind = declared or (low.type if low is not None else None)
    if kind is None or ctx.fits(low, kind) is None or ctx.fits(high, kind) is None or low is None or high is None:
        return None
    if not isinstance(kind, Quantity):
        ctx.report(e0401.CODE.at(node.span, op="in", found=describe(kind), related=ctx.came_from(low)))
        return None
    ends = evaluate(low, figures), evaluate(high, figures)
    if ends[0] is None or ends[1] is None:
        ctx.report(e0403.CODE.at(node.span))
        return None
    bound = bound_of(Figure(None, ends[0].low, ends[1].high))
    if bound.low is not None and bound.high is not None and bound.low > bound.high:
        both = ctx.source(node.low.span), ctx.source(node.high.span)
        fix = Fix(node.low.span.to(node.high.span), f"{both[1]} .. {both[0]}")
        ctx.report(e0402.CODE.at(fix.span, low=both[0], high=both[1], fixes=[fix]))
        return None
    limits = (None if is_constant(low) else low, None if is_constant(high) else high)
    return Stated(kind, _unspecified(bound) if node.unspecified else bound, None, None, limits, (low, high))


def _plain(ctx: Context, node: tree.Bound, expr: m.Expr, bounds: Mapping[str, Bound]) -> Stated | None:
    """A date, a member, yes or no: exactly that, or that of another param."""
    if isinstance(expr, m.Unspecified):
        return Stated(expr.type, bound_of(Figure(None, OPEN, OPEN)), None, None)
    if node.op != "=" or node.unspecified:
        op = "unspecified" if node.op == "=" else node.op
        ctx.report(e0401.CODE.at(node.span, op=op, found=describe(expr.type), related=ctx.came_from(expr)))
        return None
    if isinstance(expr, m.Literal):
        return Stated(expr.type, _exactly(expr.value, expr.type), None, 0)
    if isinstance(expr, m.ParamRef):
        return Stated(expr.type, bounds[expr.name], expr, 0)
    ctx.report(e0403.CODE.at(expr.span))
    return None


#: How the names of rates end.
_RATES = ("比例", "率", "占比", "比重")


def without_percent(name: str, node: tree.Bound) -> Iterator[Diagnostic]:
    """That what is called a rate is written as a whole number, 75 for 75%."""
    for value in (node.value, node.low, node.high):
        if name.endswith(_RATES) and isinstance(value, tree.Number) and 1 < literals.number(value.text).value <= 100:
            percent = f"{decimal_text(literals.number(value.text).value * 100)}%"
            fixes = [Fix(value.span, f"{value.text}%"), Fix(value.span, percent)]
            yield w0401.CODE.at(value.span, name=name, text=value.text, percent=percent, fixes=fixes)


def _exactly(value: Value, kind: Type) -> Bound:
    place = ordinal(value, kind)
    return Bound(BoundKind.EXACTLY, value, place, True, place, True)  # noqa: FBT003


def _bound(ctx: Context, node: tree.Bound, figure: Figure, formula: m.Expr | None) -> Bound | None:
    """The bound that op and figure come to."""
    if node.op == "=":
        bound = bound_of(figure)
    elif figure.value is UNLIMITED:
        ctx.report(e0401.CODE.at(node.span, op=node.op, found="unlimited"))
        return None
    elif node.op == "~":
        bound = bound_of(Figure(figure.value, figure.low, figure.high, about=True))
    elif node.op in (">=", ">"):
        low = End(figure.low.place, node.op == ">=" and figure.low.closed)
        bound = bound_of(Figure(figure.value, low, OPEN, figure.about))
    else:
        high = End(figure.high.place, node.op == "<=" and figure.high.closed)
        bound = bound_of(Figure(figure.value, OPEN, high, figure.about))
    return _unspecified(bound) if node.unspecified else bound


def _unspecified(bound: Bound) -> Bound:
    return Bound(BoundKind.UNSPECIFIED, None, bound.low, bound.low_closed, bound.high, bound.high_closed, bound.about)


def _scale(ctx: Context, node: tree.Expr, expr: m.Expr, bound: Bound | None) -> int | None:
    """The decimal places of the figure: as the literal writes them, else those that the derived value needs."""
    if bound is None or bound.value is None or bound.value is UNLIMITED:
        return 0 if bound is not None and bound.value is UNLIMITED else None
    if isinstance(node, tree.Amount | tree.Number) and (amount := leaves.amount_of(ctx, node)) is not None:
        return amount.scale
    return expr.facts.scale


# ------------------------------------------------------------------ inputs


def input_range(
    ctx: Context, node: tree.Input | tree.Field, kind: Type, figures: Figures
) -> tuple[Fraction, Fraction, Fraction] | None:
    """The range and step of an input: as stated, else what its type has."""
    low, high, step = facts.default_range(kind)
    if node.low is None or node.high is None:
        return low, high, step
    if isinstance(kind, Bool | EnumType):
        ctx.report(e0406.CODE.at(node.low.span.to(node.high.span), name=node.name.text, found=describe(kind)))
        return None
    first = _place(ctx, node.low, kind, figures)
    last = _place(ctx, node.high, kind, figures) if first is not None else None  # one mistake in both ends is told once
    stated_step = _step(ctx, node.step, kind, figures) if node.step is not None else step
    if first is None or last is None or stated_step is None:
        return None
    return _checked_range(ctx, node, first, last, stated_step)


def _place(ctx: Context, node: tree.Expr, kind: Type, figures: Figures) -> Fraction | None:
    """An end of a range: a constant of the input's type."""
    expr = ctx.lower_as(node, kind, Label(node.span, f"输入是 {describe(kind)}", f"the input is {describe_en(kind)}"))
    if expr is None:
        return None
    if isinstance(expr, m.Literal) and expr.value is not UNLIMITED:
        return ordinal(expr.value, kind)
    figure = evaluate(expr, figures) if isinstance(kind, Quantity) else None
    if figure is not None and isinstance(figure.value, Fraction) and figure.low.place == figure.high.place and not figure.about:
        return figure.value
    _range_error(ctx, node, "范围的两端要是确定的数字", "the ends of a range are figures that are known")
    return None


def _step(ctx: Context, node: tree.Expr, kind: Type, figures: Figures) -> Fraction | None:
    if not isinstance(kind, Quantity):
        _range_error(ctx, node, "只有数量的输入才写 step", "only amounts have a step")
        return None
    step = _place(ctx, node, kind, figures)
    if step is not None and step <= 0:
        _range_error(ctx, node, "step 要大于0", "a step is above 0")
        return None
    return step


def _checked_range(
    ctx: Context, node: tree.Input | tree.Field, low: Fraction, high: Fraction, step: Fraction
) -> tuple[Fraction, Fraction, Fraction] | None:
    assert node.low is not None
    assert node.high is not None
    if low > high:
        ends = node.low.span.to(node.high.span)
        fix = Fix(ends, f"{ctx.source(node.high.span)} .. {ctx.source(node.low.span)}")
        why = Words("上限小于下限", "the upper end is below the lower one")
        ctx.report(e0405.CODE.at(ends, why=why, help=_SMALLER_FIRST, fixes=[fix]))
        return None
    if (high - low) % step:
        _range_error(
            ctx, node.high, "从下限按 step 数不到上限", "no whole number of steps leads from the lower end to the upper one"
        )
        return None
    return low, high, step


def _range_error(ctx: Context, place: tree.Node, zh: str, en: str) -> None:
    ctx.report(e0405.CODE.at(place.span, why=Words(zh, en), help=_EXAMPLE_OF_RANGE))


_SMALLER_FIRST = Words("小的写在前面", "write the lower end first")
_EXAMPLE_OF_RANGE = Words("例如 in 0元 .. 1000万元 step 0.01元", "for example: in 0元 .. 1000万元 step 0.01元")


# ------------------------------------------------------------------ deadlines


def deadline(ctx: Context, node: tree.DateLiteral | tree.MonthLiteral | tree.Number | None) -> Deadline | None:
    """A year as a number; a day; the last day of a month."""
    if node is None:
        return None
    if isinstance(node, tree.Number):
        year = literals.number(node.text).value
        if year.denominator == 1 and 1900 <= year <= 2199:
            return int(year)
        ctx.report(e0408.CODE.at(node.span, text=node.text))
        return None
    value = leaves.literal(ctx, node, None)
    if value is None:
        return None
    assert isinstance(value.value, datetime.date)
    return last_day(value.value) if isinstance(node, tree.MonthLiteral) else value.value
