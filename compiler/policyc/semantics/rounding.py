"""``rounded``: of amounts to a unit, and of a date that is moved by months."""

from __future__ import annotations

from fractions import Fraction

from policyc.diagnostics.codes import e0316, e0317
from policyc.diagnostics.core import Fix, Label, Words
from policyc.model import expressions as m
from policyc.model.types import DATE, Quantity, Type
from policyc.quantities.decimals import Rounding
from policyc.quantities.units import MONTHS, YEARS
from policyc.semantics import exactness, facts, leaves, literals
from policyc.semantics.context import Context
from policyc.semantics.types import describe, describe_en
from policyc.syntax import tree

_MODES = {"down": Rounding.DOWN, "up": Rounding.UP, "half up": Rounding.HALF_UP, "half even": Rounding.HALF_EVEN}


def rounded(ctx: Context, node: tree.Rounded, hint: Type | None) -> m.Expr | None:
    """An expression that says how it is rounded."""
    inner = node.operand
    if node.rounding.unit is None and isinstance(inner, tree.Binary) and inner.op in "+-":
        return _shift(ctx, inner, node)
    return wrap(ctx, ctx.lower(inner, hint), node.rounding, node)


def wrap(ctx: Context, operand: m.Expr | None, rounding: tree.Rounding, whole: tree.Node) -> m.Expr | None:
    """``operand`` rounded as ``rounding`` says; ``whole`` is the node of both."""
    mode = _mode(ctx, rounding, Rounding.HALF_UP)
    if operand is None or mode is None:
        return None
    unit = _unit(ctx, operand, rounding)
    if unit is None:
        return None
    ctx.report(*exactness.rounding_refused(operand, unit, ctx.scales, rounding.span))
    return m.Round(whole.span, operand.type, facts.rounded(operand, unit, mode), operand, unit, mode)


def mode_of(rounding: tree.Rounding) -> Rounding | None:
    """The mode that is written, if exactly one is."""
    return _MODES[" ".join(rounding.modes[0].text.split())] if len(rounding.modes) == 1 else None


def _mode(ctx: Context, rounding: tree.Rounding, usual: Rounding) -> Rounding | None:
    if not rounding.modes:
        return usual
    if len(rounding.modes) > 1:
        _wrong(ctx, rounding.modes[1], "舍入方式只能写一种", "one mode only")
    return mode_of(rounding)


def _unit(ctx: Context, operand: m.Expr, rounding: tree.Rounding) -> Fraction | None:
    """The unit to round to, in base units: in the operand's own unit or its numerator, or a number for a rate."""
    if not isinstance(operand.type, Quantity):
        _wrong(ctx, rounding, f"{describe(operand.type)}不能舍入", "only amounts are rounded", ctx.came_from(operand))
        return None
    if rounding.unit is None:
        _wrong(ctx, rounding, "要写明精确到什么单位：rounded to 0.01元", "say to what: rounded to 0.01元")
        return None
    amount = leaves.amount_of(ctx, rounding.unit)
    if amount is None:
        return None
    if amount.value <= 0:
        _wrong(ctx, rounding.unit, "舍入单位要大于0", "the unit must be above 0")
        return None
    unit = operand.type.unit
    if amount.unit not in (unit, unit.numerator) or amount.form is literals.Form.POINTS:
        zh = f"被舍入的是 {describe(operand.type)}，舍入单位也要用它"
        _wrong(ctx, rounding.unit, zh, f"what is rounded is {describe_en(operand.type)}: use its unit", ctx.typed(operand))
        return None
    return amount.value


def _wrong(ctx: Context, place: tree.Node, zh: str, en: str, related: list[Label] | None = None) -> None:
    ctx.report(e0317.CODE.at(place.span, why=Words(zh, en), related=related or []))


def _shift(ctx: Context, moved: tree.Binary, node: tree.Rounded) -> m.Expr | None:
    """``date + 3个月 rounded down``."""
    date, amount = ctx.lower(moved.left), ctx.lower(moved.right)
    if date is None or amount is None:
        return None
    if date.type != DATE:
        _wrong(ctx, node.rounding, "要写明精确到什么单位：rounded to 0.01元", "say to what: rounded to 0.01元")
        return None
    if not is_span(amount.type):
        zh, en = "只有加减月数、年数的日期才要写 rounded down 或 up", "only a date moved by months or years is rounded down or up"
        _wrong(ctx, node.rounding, zh, en, ctx.typed(amount))
        return None
    mode = mode_of(node.rounding)
    if mode not in (Rounding.DOWN, Rounding.UP):
        _wrong(ctx, node.rounding, "日期只能写 rounded down 或 rounded up", "a date is rounded down or up")
        return None
    sign = 1 if moved.op == "+" else -1
    proved = ctx.proved(facts.shift_date(date, sign, amount, mode, node.span))
    return m.ShiftDate(node.span, DATE, proved, date, sign, amount, mode)


def is_span(kind: Type) -> bool:
    """A count of months or years, which moves a date by an uneven number of days."""
    return isinstance(kind, Quantity) and kind.unit in (MONTHS, YEARS)


def demand_mode(ctx: Context, expr: tree.Binary, date: m.Expr) -> None:
    """A date plus months without saying what becomes of a missing day."""
    text = ctx.source(expr.span)
    fixes = [Fix(expr.span, f"({text} rounded down)"), Fix(expr.span, f"({text} rounded up)")]
    ctx.report(e0316.CODE.at(expr.span, related=ctx.typed(date), fixes=fixes))
