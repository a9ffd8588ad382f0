"""Where rounding must be written, where it must not, and how wide the integers of a rule are.

A rule, table or scale whose result can be finer than money (0.01元) or has no finite decimal must round. Rounding is refused
only where no value that the units allow could need it: there params and inputs count as at least as fine as their unit
usually is (:func:`usual_scale`), because a later figure may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

from policyc.diagnostics.codes import e0501, e0502, e0503
from policyc.diagnostics.core import Diagnostic, Fix, Span
from policyc.model import expressions as e
from policyc.model.policy import Policy, Rule
from policyc.model.types import Quantity, Type
from policyc.model.walk import children, walk
from policyc.quantities.decimals import decimal_text, scale_of
from policyc.semantics.facts import magnitude

MONEY_PLACES = 2
RATE_PLACES = 4

#: The usual scale of everything that has a name, see :func:`possible_scale`; filled as declarations are lowered.
Scales = Mapping[str, int | None]


def rounding_demanded(name: str, kind: Type, body: e.Expr, end: Span) -> tuple[Diagnostic, ...]:
    """What a rule, table or scale (not a part) must still say; the fix stands at the end of ``end``."""
    if not isinstance(kind, Quantity):
        return ()
    scale, money = body.facts.scale, kind.unit.is_money
    if scale is not None and not (money and scale > MONEY_PLACES):
        return ()
    unit = "0.01元" if money else "0.0001" if kind.unit.is_rate else f"0.01{kind.unit.numerator}"
    at = Span(end.file, end.end, end.end, end.end_line, end.end_column, end.end_line, end.end_column)
    fixes = [Fix(at, f" rounded to {unit}")]
    if scale is None:
        return (e0502.CODE.at(body.span, name=name, unit=unit, fixes=fixes),)
    return (e0501.CODE.at(body.span, name=name, places=scale, fixes=fixes),)


def rounding_refused(operand: e.Expr, unit: Fraction, scales: Scales, span: Span) -> tuple[Diagnostic, ...]:
    """An error where ``operand`` can never need rounding to ``unit``; ``span`` is that of the words that round."""
    scale = possible_scale(operand, scales)
    if scale is None or (Fraction(1, 10**scale) / unit).denominator != 1:
        return ()
    assert isinstance(operand.type, Quantity)
    numerator = "" if operand.type.unit.is_rate else str(operand.type.unit.numerator)
    return (e0503.CODE.at(span, unit=decimal_text(unit) + numerator, fixes=[Fix(span, "", sure=True)]),)


# ------------------------------------------------------------------ scales that the units allow


def usual_scale(kind: Type, scale: int | None) -> int | None:
    """The scale of a figure or input, but no less than its unit allows: money two places, rates four."""
    if scale is None or not isinstance(kind, Quantity):
        return scale
    least = MONEY_PLACES if kind.unit.is_money else RATE_PLACES if kind.unit.is_rate else 0
    return max(scale, least)


def possible_scale(expr: e.Expr, scales: Scales) -> int | None:
    """The scale of a formula where every named thing in it has the scale that ``scales`` says.

    Put there ``usual_scale`` of inputs' and params' own scales, and for rules and derived params the ``possible_scale`` of
    their formulas.
    """
    match expr:
        case e.Literal() | e.Unspecified():
            return expr.facts.scale
        case e.InputRef() | e.ParamRef() | e.RuleRef() | e.FieldRef():
            return scales[expr.name]
        case e.Previous():
            return scales[before(expr.name)]
        case e.Negate():
            return possible_scale(expr.operand, scales)
        case e.Arithmetic():
            return _of_arithmetic(expr, scales)
        case e.If():
            return _finest(expr.then, expr.otherwise, scales=scales)
        case e.Call():
            return _finest(*expr.arguments, scales=scales) if isinstance(expr.type, Quantity) else 0
        case e.Round():
            return expr.facts.scale
        case e.Match():
            return _finest(*(arm.value for arm in expr.arms), scales=scales)
        case e.Cases():
            return _finest(*(case.value for case in expr.cases), scales=scales)
        case e.Default():
            return _of_default(expr, scales)
        case e.Lookup():
            return _finest(*(cell for row in expr.rows for cell in row.cells), scales=scales)
        case e.Marginal():
            return _of_marginal(expr, scales)
        case e.RecordYear() | e.ReadingRef() | e.ShiftDate() | e.Compare() | e.Within() | e.Logic() | e.Not():
            return 0
        case _:
            assert_never(expr)


def before(name: str) -> str:
    """The key of what a track was a record before, beside the names of all values: no name has a space."""
    return f"previous {name}"


def wider(a: int | None, b: int | None) -> int | None:
    """The scale that holds both."""
    return _most(a, b)


def _finest(*exprs: e.Expr, scales: Scales) -> int | None:
    return _most(*(possible_scale(x, scales) for x in exprs))


def _most(*values: int | None) -> int | None:
    known = [x for x in values if x is not None]
    return max(known, default=0) if len(known) == len(values) else None


def _sum(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b


def _of_arithmetic(expr: e.Arithmetic, scales: Scales) -> int | None:
    left, right = possible_scale(expr.left, scales), possible_scale(expr.right, scales)
    match expr.op:
        case e.ArithmeticOp.ADD | e.ArithmeticOp.SUBTRACT:
            return _most(left, right)
        case e.ArithmeticOp.MULTIPLY:
            return _sum(left, right)
        case e.ArithmeticOp.DIVIDE:
            # A literal divisor stays what it is; any other may become one that does not come out.
            fixed = isinstance(expr.right, e.Literal) and expr.right.facts.low != 0
            return _sum(left, scale_of(1 / expr.right.facts.low)) if fixed else None
        case _:
            assert_never(expr.op)


def _of_default(expr: e.Default, scales: Scales) -> int | None:
    result = possible_scale(expr.value, scales)
    for modifier in expr.modifiers:
        amount = possible_scale(modifier.amount, scales)
        result = _sum(result, amount) if modifier.op is e.ModifierOp.TIMES else _most(result, amount)
    return _most(result, _finest(*(x.value for x in expr.exceptions), scales=scales))


def _of_marginal(expr: e.Marginal, scales: Scales) -> int | None:
    uppers = [b.upper for b in expr.brackets if b.upper is not None]
    part = _finest(expr.base, *uppers, scales=scales)
    rate = _finest(*(r for b in expr.brackets for r in b.rates), scales=scales)
    return _most(_sum(part, rate), *([possible_scale(expr.cap, scales)] if expr.cap is not None else []))


# ------------------------------------------------------------------ widths


def integer_bits(rule: Rule) -> int:
    """Bits (with sign) of the widest integer that computing this rule's own formula needs, intermediates and ties included.

    Operands count at the scale at which they meet: 1元 beside 0.0001 is 10000. What other rules need, they say themselves.
    """
    roots = [rule.body] if rule.only_when is None else [rule.only_when, rule.body]
    largest = max(_widest_at(node) for root in roots for node in walk(root))
    return (2 * largest).bit_length() + 1


def policy_bits(policy: Policy) -> dict[str, int]:
    """:func:`integer_bits` of every rule, by name."""
    return {rule.name: integer_bits(rule) for rule in policy.rules}


def _widest_at(node: e.Expr) -> int:
    """The largest integer at a node: its own, and its parts' at the finest scale among them."""
    parts = [x for x in (node, *children(node)) if isinstance(x.type, Quantity)]
    scales = [x.facts.scale or 0 for x in parts]
    if isinstance(node, e.Arithmetic) and node.op in (e.ArithmeticOp.MULTIPLY, e.ArithmeticOp.DIVIDE):
        return max([magnitude(x.facts) for x in parts] + [_product(node)], default=1)
    finest = max(scales, default=0)
    return max((magnitude(x.facts) * 10 ** (finest - s) for x, s in zip(parts, scales, strict=True)), default=1)


def _product(node: e.Arithmetic) -> int:
    """Factors are multiplied before anything is divided away."""
    return magnitude(node.left.facts) * magnitude(node.right.facts)
