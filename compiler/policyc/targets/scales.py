"""At which scale each amount is counted inside a module: how many decimal places its integer stands for.

Money is counted in hundredths at least (分), figures in percent likewise, everything else as fine as it is written. A
product is counted at the sum of its factors' scales, a sum at the larger one. Where a value may have no finite decimal (a
division), the scale is None and the module counts in exact fractions of the base unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from policyc.model import expressions as e
from policyc.model.policy import Input, Param, Policy
from policyc.model.types import Quantity, Type
from policyc.quantities.decimals import scale_of
from policyc.semantics.facts import of_rule

_HUNDREDTHS = 2


def finest(scales: Iterable[int | None]) -> int | None:
    """The scale at which all of them can be counted."""
    largest = 0
    for scale in scales:
        if scale is None:
            return None
        largest = max(largest, scale)
    return largest


def natural(kind: Type, scale: int | None) -> int | None:
    """The scale of a figure or input: money and rates have two places at least."""
    if scale is None or not isinstance(kind, Quantity):
        return scale
    return max(scale, _HUNDREDTHS) if kind.unit.is_money or kind.unit.is_rate else scale


class Scales:
    """The scales of one policy's formulas; a rule's is worked out once."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._rules: dict[str, int | None] = {}

    def rule(self, name: str) -> int | None:
        """The scale of a rule's result."""
        if name not in self._rules:
            rule = self._policy.rule[name]
            if rule.history is not None:  # it reads itself: as fine as is proved of it
                self._rules[name] = natural(rule.type, of_rule(rule).scale)
            else:
                self._rules[name] = self.of(rule.body)
        return self._rules[name]

    def param(self, param: Param) -> int | None:
        """The scale of a param's nominal figure (0 where it has none to count)."""
        value = param.bound.value
        return natural(param.type, scale_of(value)) if isinstance(value, Fraction) else 0

    def input(self, declared: Input) -> int:
        """The scale of an input: as fine as its range and step."""
        scale = natural(declared.type, finest([scale_of(declared.low), scale_of(declared.step)]))
        assert scale is not None, f"{declared.name}: a step without a finite decimal"
        return scale

    def of(self, expr: e.Expr) -> int | None:
        """The scale at which a formula comes out; 0 for what is no amount."""
        if not isinstance(expr.type, Quantity):
            return 0
        scale = self._of(expr)
        # What is proved to have a finite decimal is counted in integers, whatever it is made of: 1/3 × 3.
        return expr.facts.scale if scale is None else scale

    def _of(self, expr: e.Expr) -> int | None:
        match expr:
            case e.Literal():
                return self._literal(expr)
            case e.InputRef():
                return self.input(self._policy.input[expr.name])
            case e.ParamRef():
                return self.param(self._policy.param[expr.name])
            case e.RuleRef() | e.Previous():
                return self.rule(expr.name)
            case e.FieldRef():
                return self.input(self._policy.field[expr.name])
            case e.Negate():
                return self.of(expr.operand)
            case e.Arithmetic():
                return self._arithmetic(expr)
            case e.Call(function=e.Function.MIN | e.Function.MAX):
                return finest(map(self.of, expr.arguments))
            case e.Round():
                return natural(expr.type, scale_of(expr.unit))
            case e.If():
                return finest([self.of(expr.then), self.of(expr.otherwise)])
            case e.Match():
                return finest(self.of(arm.value) for arm in expr.arms)
            case e.Cases():
                return finest(self.of(case.value) for case in expr.cases)
            case e.Default():
                return finest([self.modified(expr), *(self.of(x.value) for x in expr.exceptions)])
            case e.Lookup():
                return finest(self.of(cell) for row in expr.rows for cell in row.cells)
            case e.Marginal():
                return self._marginal(expr)
            case _:
                return 0

    def _literal(self, literal: e.Literal) -> int | None:
        """As it is written: 80% in hundredths, but the bare factor 2 as 2."""
        if not isinstance(literal.value, Fraction) or not isinstance(literal.type, Quantity):
            return 0
        scale = scale_of(literal.value)
        bare = literal.type.unit.is_rate and not literal.text.endswith(("%", "点"))
        return scale if bare else natural(literal.type, scale)

    def _arithmetic(self, expr: e.Arithmetic) -> int | None:
        left, right = self.of(expr.left), self.of(expr.right)
        match expr.op:
            case e.ArithmeticOp.ADD | e.ArithmeticOp.SUBTRACT:
                return finest([left, right])
            case e.ArithmeticOp.MULTIPLY:
                return None if left is None or right is None else left + right
            case e.ArithmeticOp.DIVIDE:
                return expr.facts.scale

    def modified(self, default: e.Default) -> int | None:
        """The scale of a default after all its modifiers, at which it is counted from the start."""
        scale = self.of(default.value)
        for modifier in default.modifiers:
            by = self.of(modifier.amount)
            if scale is None or by is None:
                return None
            scale = scale + by if modifier.op is e.ModifierOp.TIMES else max(scale, by)
        return scale

    def bracket_parts(self, scale: e.Marginal) -> int | None:
        """The scale of a scale's base and of its brackets' ends."""
        return finest([self.of(scale.base), *(self.of(b.upper) for b in scale.brackets if b.upper is not None)])

    def bracket_rates(self, scale: e.Marginal) -> int | None:
        """The scale of a scale's rates."""
        return finest(self.of(rate) for bracket in scale.brackets for rate in bracket.rates)

    def _marginal(self, scale: e.Marginal) -> int | None:
        parts, rates = self.bracket_parts(scale), self.bracket_rates(scale)
        whole = None if parts is None or rates is None else parts + rates
        return finest([whole, *([self.of(scale.cap)] if scale.cap is not None else [])])
