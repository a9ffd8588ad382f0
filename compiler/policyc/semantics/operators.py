"""Operators and functions: which types go together, what comes of them, and what to say where they do not."""

from __future__ import annotations

import dataclasses

from policyc.diagnostics.codes import e0217, e0302, e0303, e0306, e0307, e0308, e0309, e0314, e0318, e0321
from policyc.diagnostics.core import Diagnostic, Fix, Label, Words, listed
from policyc.model import expressions as m
from policyc.model.types import BOOL, DATE, MONTH, YEAR, EnumType, Quantity, Type
from policyc.quantities.units import AGE, DAYS, MONTHS, YEARS
from policyc.semantics import facts, leaves, literals, records, rounding
from policyc.semantics.alternatives import lower_alike, lower_pair
from policyc.semantics.context import Context, conversion, no_unit
from policyc.semantics.guards import known_from
from policyc.semantics.names import Kind
from policyc.semantics.order import PREVIOUS
from policyc.semantics.types import describe, is_amount, is_calendar, is_ordered
from policyc.syntax import tree

#: What moves a day, a month or a year evenly, and what the difference of two is counted in.
_STEP: dict[Type, Quantity] = {DATE: Quantity(DAYS), MONTH: Quantity(MONTHS), YEAR: Quantity(YEARS)}


def negate(ctx: Context, node: tree.Negate, hint: Type | None) -> m.Expr | None:
    """``- x``."""
    operand = ctx.lower(node.operand, hint)
    if operand is None:
        return None
    if not is_amount(operand.type):
        _no_operator(ctx, node, "-", operand)
        return None
    if operand.facts.unlimited:
        _unlimited(ctx, node, "-", operand)
        return None
    return m.Negate(node.span, operand.type, facts.negate(operand), operand)


def binary(ctx: Context, node: tree.Binary, hint: Type | None) -> m.Expr | None:
    """``a + b`` and the others."""
    op = m.ArithmeticOp(node.op)
    additive = op in (m.ArithmeticOp.ADD, m.ArithmeticOp.SUBTRACT)
    if additive:
        left, right = lower_pair(ctx, node.left, node.right, hint if hint is not None and is_amount(hint) else None)
    else:
        left, right = ctx.lower(node.left), ctx.lower(node.right)
    if left is None or right is None:
        return None
    kind = _sum_type(ctx, node, left, right) if additive else _product_type(ctx, node, left, right)
    if kind is None:
        return None
    for operand in (left, right):
        if operand.facts.unlimited:
            _unlimited(ctx, node, node.op, operand)
            return None
    return m.Arithmetic(node.span, kind, ctx.proved(facts.arithmetic(op, left, right, kind, node.span)), op, left, right)


def _sum_type(ctx: Context, node: tree.Binary, left: m.Expr, right: m.Expr) -> Type | None:
    """The type of a sum or difference."""
    if is_calendar(left.type):
        return _moved_type(ctx, node, left, right)
    for operand in (left, right):
        if not is_amount(operand.type):
            _no_operator(ctx, node, node.op, operand)
            return None
    if left.type != right.type:
        _no_sum(ctx, node, left, right)
        return None
    return left.type if points_added(ctx, node.right, left) else None


def points_added(ctx: Context, node: tree.Expr, left: m.Expr) -> bool:
    """Whether what is added to a rate is not written as a bare ``5%``, of which nobody knows what it is 5% of."""
    if not is_form(node, literals.Form.PERCENT):
        return True
    assert isinstance(node, tree.Amount)
    fixed = node.text.replace("%", "个百分点").replace("％", "个百分点")
    ctx.report(e0306.CODE.at(node.span, text=node.text, fixed=fixed, related=ctx.typed(left), fixes=[Fix(node.span, fixed)]))
    return False


def is_form(node: tree.Expr, form: literals.Form) -> bool:
    """Whether a node is itself a literal of this form."""
    if not isinstance(node, tree.Amount):
        return False
    amount = literals.amount(node.text, ())
    return isinstance(amount, literals.Amount) and amount.form is form


def no_points(ctx: Context, *nodes: tree.Expr) -> bool:
    """Whether no node is a bare ``5个百分点``, which is a distance between rates and no rate; the others are said."""
    found = [node for node in nodes if isinstance(node, tree.Amount) and is_form(node, literals.Form.POINTS)]
    for node in found:
        fixed = node.text.replace("个百分点", "%")
        ctx.report(e0307.CODE.at(node.span, text=node.text, fixed=fixed, fixes=[Fix(node.span, fixed)]))
    return not found


def _moved_type(ctx: Context, node: tree.Binary, left: m.Expr, right: m.Expr) -> Type | None:
    """A day, month or year plus or minus something."""
    step = _STEP[left.type]
    if right.type == step:
        return left.type
    if right.type == left.type and node.op == "-":
        return step
    if left.type == DATE and rounding.is_span(right.type):
        rounding.demand_mode(ctx, node, left)
        return None
    if left.type == MONTH and right.type == Quantity(YEARS):
        fixes = [Fix(node.right.span, f"12个月/年 * {ctx.source(node.right.span)}")]
        ctx.report(e0321.CODE.at(node.span, related=[*ctx.typed(left), *ctx.typed(right)], fixes=fixes))
        return None
    _no_sum(ctx, node, left, right)
    return None


def _no_sum(ctx: Context, node: tree.Binary, left: m.Expr, right: m.Expr) -> None:
    """That two things are not added; a bare number may lack its unit, a count of years beside a year for instance."""
    bare = no_unit(right, _STEP.get(left.type, left.type), ctx.typed(left)) or no_unit(left, right.type, ctx.typed(right))
    values = describe(left.type), describe(right.type)
    related = [*ctx.typed(left), *ctx.typed(right)]
    hint, fixes = _converted(ctx, left, right)
    wrong = e0302.CODE.at(
        node.span, op=node.op, left=values[0], right=values[1], hint=hint or _ONE_UNIT, related=related, fixes=fixes
    )
    ctx.report(bare or wrong)


_ONE_UNIT = Words("两边要用同一单位", "bring both sides to the same unit")
_ONE_TYPE = Words("两边要是同一类型、同一单位", "both sides must be of one type and unit")


def _converted(ctx: Context, left: m.Expr, right: m.Expr) -> tuple[Words | None, list[Fix]]:
    """How one of two operands may be brought to the unit of the other."""
    hint, fixes = conversion(ctx.source(left.span), left, right.type)
    other, more = conversion(ctx.source(right.span), right, left.type)
    return (other, more) if more else (hint, fixes)


def _product_type(ctx: Context, node: tree.Binary, left: m.Expr, right: m.Expr) -> Type | None:
    """The type of a product or quotient."""
    for operand in (left, right):
        if not is_amount(operand.type):
            _no_operator(ctx, node, node.op, operand)
            return None
    assert isinstance(left.type, Quantity)
    assert isinstance(right.type, Quantity)
    if not no_points(ctx, node.left, node.right):
        return None
    return Quantity(left.type.unit * right.type.unit if node.op == "*" else left.type.unit / right.type.unit)


def _no_operator(ctx: Context, node: tree.Node, op: str, operand: m.Expr) -> None:
    hint = _BY_CASE if isinstance(operand.type, EnumType) else _NO_AMOUNT
    ctx.report(e0308.CODE.at(node.span, op=op, found=describe(operand.type), hint=hint, related=ctx.typed(operand)))


_BY_CASE = Words("要按类别取不同的值，写 match … { … } 或 if … == …", "for a value by case, write match … { … } or if … == …")
_NO_AMOUNT = Words("只有数量可以这样运算", "only amounts can be calculated like this")


def _unlimited(ctx: Context, node: tree.Node, op: str, operand: m.Expr) -> None:
    ctx.report(e0318.CODE.at(node.span, op=op, related=ctx.typed(operand)))


# ------------------------------------------------------------------ truth


def compare(ctx: Context, node: tree.Compare) -> m.Expr | None:
    """``a >= b``."""
    left, right = lower_pair(ctx, node.left, node.right, None)
    if left is None or right is None:
        return None
    op = m.CompareOp(node.op)
    if not comparable(ctx, node, left, right) or not no_points(ctx, node.left, node.right):
        return None
    if op not in (m.CompareOp.EQ, m.CompareOp.NE) and not is_ordered(left.type):
        ctx.report(e0309.CODE.at(node.span, op=node.op, found=describe(left.type), related=ctx.typed(left)))
        return None
    return m.Compare(node.span, BOOL, facts.TRUTH, op, left, right)


def comparable(ctx: Context, node: tree.Node, left: m.Expr, right: m.Expr) -> bool:
    """Whether two values are of one type; else it is said."""
    if left.type == right.type:
        return True
    related = [*ctx.typed(left), *ctx.typed(right)]
    bare = no_unit(right, left.type, ctx.typed(left)) or no_unit(left, right.type, ctx.typed(right))
    if (other := bare or _member_of_another(ctx, left, right) or _member_of_another(ctx, right, left)) is not None:
        ctx.report(other)
        return False
    values = describe(left.type), describe(right.type)
    hint, fixes = _converted(ctx, left, right)
    ctx.report(e0303.CODE.at(node.span, left=values[0], right=values[1], hint=hint or _ONE_TYPE, related=related, fixes=fixes))
    return False


def _member_of_another(ctx: Context, compared: m.Expr, member: m.Expr) -> Diagnostic | None:
    """That something of an enum is compared with a member of another enum."""
    if not isinstance(compared.type, EnumType) or not isinstance(member.type, EnumType) or not isinstance(member, m.Literal):
        return None
    wrong = leaves.unknown_member(ctx, member.text, member, compared.type)
    zh = f"“{member.text}”是分类“{member.type.name}”的成员"
    here = Label(member.span, zh, f"“{member.text}” is a member of the enum “{member.type.name}”")
    return dataclasses.replace(wrong, related=(here, *ctx.typed(compared)))


def within(ctx: Context, node: tree.Within) -> m.Expr | None:
    """``x in (a, b)``."""
    operand = ctx.lower(node.operand)
    if operand is None:
        return None
    options = [(option, ctx.lower(option, operand.type)) for option in node.options]
    good = [expr for option, expr in options if expr is not None and comparable(ctx, option, operand, expr)]
    if len(good) < len(options) or not no_points(ctx, *node.options):
        return None
    return m.Within(node.span, BOOL, facts.TRUTH, operand, tuple(good))


def logic(ctx: Context, node: tree.Logic) -> m.Expr | None:
    """``a and b``: each is read where those before it hold (``and``) or do not (``or``)."""
    op = m.LogicOp(node.op)
    operands: list[m.Expr | None] = []
    for part in node.operands:
        operand = ctx.condition(part)
        operands.append(operand)
        if operand is not None:
            ctx = ctx.narrow(known_from(operand, ctx, truth=op is m.LogicOp.AND))
    good = tuple(operand for operand in operands if operand is not None)
    return m.Logic(node.span, BOOL, facts.TRUTH, op, good) if len(good) == len(operands) else None


# ------------------------------------------------------------------ functions

_SIGNATURES: dict[m.Function, tuple[tuple[tuple[Type, ...], ...], Type]] = {
    m.Function.AGE: (((DATE,), (DATE,)), Quantity(AGE)),
    m.Function.MONTH_OF: (((DATE,),), MONTH),
    m.Function.YEAR_OF: (((DATE, MONTH),), YEAR),
    m.Function.JANUARY: (((YEAR,),), MONTH),
    m.Function.FIRST_DAY: (((MONTH,),), DATE),
    m.Function.LAST_DAY: (((MONTH,),), DATE),
}


def call(ctx: Context, node: tree.Call, hint: Type | None) -> m.Expr | None:
    """``min(a, b)``, ``age(birth, day)``, ``previous(名)``, ``year_of(参保年度)``."""
    if node.function.text == PREVIOUS:
        return _previous(ctx, node)
    if node.function.text == m.Function.YEAR_OF and len(node.arguments) == 1 and isinstance(node.arguments[0], tree.Name):
        of = ctx.scope.find(node.arguments[0].text)
        if of is not None and of.kind is Kind.HISTORY:
            return records.record_year(ctx, node.span, of)
    try:
        function = m.Function(node.function.text)
    except ValueError:
        ctx.report(e0217.CODE.at(node.function.span, name=node.function.text, functions=listed(m.Function)))
        for argument in node.arguments:
            ctx.lower(argument)
        return None
    if function in (m.Function.MIN, m.Function.MAX):
        return _extreme(ctx, node, function, hint)
    wanted, kind = _SIGNATURES[function]
    if len(node.arguments) != len(wanted):
        ctx.report(e0314.CODE.at(node.span, name=function, wanted=_words(wanted), found=_count(node)))
        return None
    arguments = [_argument(ctx, a, kinds, function, wanted) for a, kinds in zip(node.arguments, wanted, strict=True)]
    good = [argument for argument in arguments if argument is not None]
    return _called(ctx, node, function, good, kind) if len(good) == len(wanted) else None


def _previous(ctx: Context, node: tree.Call) -> m.Expr | None:
    if len(node.arguments) == 1 and isinstance(node.arguments[0], tree.Name):
        return records.previous(ctx, node.span, node.arguments[0])
    ctx.report(e0314.CODE.at(node.span, name=PREVIOUS, wanted="track", found=len(node.arguments)))
    return None


def _argument(
    ctx: Context, node: tree.Expr, kinds: tuple[Type, ...], function: m.Function, wanted: tuple[tuple[Type, ...], ...]
) -> m.Expr | None:
    expr = ctx.lower(node, kinds[0])
    if expr is None or expr.type in kinds:
        return expr
    related = ctx.typed(expr)
    ctx.report(e0314.CODE.at(node.span, name=function, wanted=_words(wanted), found=describe(expr.type), related=related))
    return None


def _words(wanted: tuple[tuple[Type, ...], ...]) -> Words:
    """两个日期, 一个日期或月份: what a function takes."""
    kinds = [describe(kind) for kind in wanted[0]]
    number = Words("一个", "one") if len(wanted) == 1 else Words("两个", "two")
    return Words(f"{number}{'或'.join(kinds)}", f"{number.en} {' or '.join(kind.en for kind in kinds)}")


def _count(node: tree.Call) -> Words:
    given = len(node.arguments)
    return Words(f"{given}个", str(given)) if given else Words("空括号", "none")


def _extreme(ctx: Context, node: tree.Call, function: m.Function, hint: Type | None) -> m.Expr | None:
    if len(node.arguments) < 2:
        ctx.report(e0314.CODE.at(node.span, name=function, wanted=Words("至少两个值", "at least two values"), found=_count(node)))
        return None
    arguments = lower_alike(ctx, node.arguments, hint)
    if arguments is None:
        return None
    kind = arguments[0].type
    if not (is_amount(kind) or is_calendar(kind)):
        _no_operator(ctx, node, function, arguments[0])
        return None
    return _called(ctx, node, function, arguments, kind)


def _called(ctx: Context, node: tree.Call, function: m.Function, arguments: list[m.Expr], kind: Type) -> m.Expr:
    proved = ctx.proved(facts.call(function, arguments, kind, node.span))
    return m.Call(node.span, kind, proved, function, tuple(arguments))
