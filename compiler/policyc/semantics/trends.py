"""What is sure of a result that was worked out with open figures: 实际不低于 or 实际不超过, or nothing.

A rule that reads ``param a >= 640`` is calculated with 640. If it can only rise with ``a``, its true value is at least what was
worked out. Here that is proved, statically and over the whole rule: how it moves with each open param while all inputs and
all other params stay. Open params are taken as independent of one another, also a derived param and the figure it is derived
from; that is sound, since a claim is only made where every one of them moves the result the same way.

Results that are no amounts, figures that are "about" or ``principally``, conditions that read an open figure: no claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import Literal, assert_never

from policyc.model import expressions as e
from policyc.model.depth import make_room
from policyc.model.memo import per_policy
from policyc.model.policy import Param, Policy, Rule
from policyc.model.types import Quantity
from policyc.model.walk import children, walk
from policyc.quantities.decimals import round_to

#: From … to, both included; None is an open end.
Reach = tuple[Fraction | None, Fraction | None]
_ANYWHERE: Reach = (None, None)


class Trend(Enum):
    """How a value moves when one figure rises and everything else stays."""

    CONSTANT = "constant"
    RISING = "rising"
    FALLING = "falling"
    UNKNOWN = "unknown"


#: What is sure of the true value, against the one worked out with nominal figures.
Claim = Literal[">=", "<="]


def claim(policy: Policy, rule: Rule, params: Iterable[str]) -> Claim | None:
    """What is sure of the rule's result that was worked out with the nominal figures of these open params."""
    effects = claims(policy, rule)
    total = Trend.CONSTANT
    for name in params:
        total = _both(total, effects.get(name, Trend.UNKNOWN))
    match total:
        case Trend.RISING:
            return ">="
        case Trend.FALLING:
            return "<="
        case _:
            return None


def claims(policy: Policy, rule: Rule) -> dict[str, Trend]:
    """For each open param that the rule may read: where its true figure, instead of the nominal one, moves the result."""
    analysis = _analysis(policy)
    if not isinstance(rule.type, Quantity):
        return {}
    return {param.name: _moved(analysis.rule(rule.name, param.name), param, policy) for param in analysis.read(rule)}


def trend(policy: Policy, rule: Rule, param: str) -> Trend:
    """How the rule's result moves with a param."""
    return _analysis(policy).rule(rule.name, param)


def _moved(by_param: Trend, param: Param, policy: Policy) -> Trend:
    """The trend turned by the side of the nominal figure on which the true one lies."""
    bound = param.bound
    if by_param is Trend.CONSTANT:
        return by_param
    if bound.about or bound.value is None or _may_be_departed_from(param, policy):
        return Trend.UNKNOWN
    if bound.value == bound.low:
        return by_param
    return _turned(by_param) if bound.value == bound.high else Trend.UNKNOWN


def _may_be_departed_from(param: Param, policy: Policy) -> bool:
    """原则上, of the figure itself or of one that it is derived from."""
    if param.principally:
        return True
    refs = [x.name for x in walk(param.formula) if isinstance(x, e.ParamRef)] if param.formula is not None else []
    return any(_may_be_departed_from(policy.param[name], policy) for name in refs)


def _both(a: Trend, b: Trend) -> Trend:
    if a is Trend.CONSTANT:
        return b
    return a if b in (Trend.CONSTANT, a) else Trend.UNKNOWN


def _turned(a: Trend) -> Trend:
    return {Trend.RISING: Trend.FALLING, Trend.FALLING: Trend.RISING}.get(a, a)


def _scaled(a: Trend, factor: Reach) -> Trend:
    """The trend of ``a × factor`` that comes from ``a``."""
    low, high = factor
    if a is Trend.CONSTANT or (low is not None and low >= 0):
        return a
    return _turned(a) if high is not None and high <= 0 else Trend.UNKNOWN


class _Analysis:
    """Trends and reaches of one policy's rules, each worked out once."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._trends: dict[tuple[str, str], Trend] = {}
        self._reaches: dict[str, Reach] = {}
        self._read: dict[str, tuple[Param, ...]] = {}

    def rule(self, rule: str, param: str) -> Trend:
        """How a rule moves with a param; whom it concerns must not depend on it."""
        if (rule, param) not in self._trends:
            declared = self._policy.rule[rule]
            whom = Trend.CONSTANT if declared.only_when is None else self.of(declared.only_when, param)
            first = [self.of(declared.initial, param)] if declared.initial is not None else []
            self._trends[rule, param] = self._given([whom], [*first, self.of(declared.body, param)])
        return self._trends[rule, param]

    def read(self, rule: Rule) -> tuple[Param, ...]:
        """The open params that a rule may read, itself or through others, in the order of the policy."""
        if rule.name not in self._read:
            found: set[str] = set()
            seen: set[str] = set()
            ahead = [rule]
            while ahead:  # tracks may read one another a record before
                each = ahead.pop()
                if each.name in self._read:
                    found |= {param.name for param in self._read[each.name]}
                elif each.name not in seen:
                    seen.add(each.name)
                    nodes = [x for f in (each.only_when, each.initial, each.body) if f is not None for x in walk(f)]
                    found |= {x.name for x in nodes if isinstance(x, e.ParamRef)}
                    ahead += [self._policy.rule[x.name] for x in nodes if isinstance(x, e.RuleRef | e.Previous)]
            opened = (param for param in self._policy.params if param.bound.is_open)
            self._read[rule.name] = tuple(param for param in opened if param.name in found)
        return self._read[rule.name]

    def _in(self, expr: e.Expr) -> Iterable[Param]:
        for node in walk(expr):
            if isinstance(node, e.ParamRef) and self._policy.param[node.name].bound.is_open:
                yield self._policy.param[node.name]
            elif isinstance(node, e.RuleRef | e.Previous):
                yield from self.read(self._policy.rule[node.name])

    # ------------------------------------------------------------------ trends

    def of(self, expr: e.Expr, param: str) -> Trend:
        """How a formula moves with a param."""
        match expr:
            case e.ParamRef():
                return Trend.RISING if expr.name == param else Trend.CONSTANT
            case e.RuleRef():
                return self.rule(expr.name, param)
            case e.Previous():  # how far back it was moved is not followed
                read = self.read(self._policy.rule[expr.name])
                return Trend.UNKNOWN if any(p.name == param for p in read) else Trend.CONSTANT
            case e.Negate():
                return _turned(self.of(expr.operand, param))
            case e.Round():
                return self.of(expr.operand, param)
            case e.Arithmetic():
                return self._arithmetic(expr.op, expr.left, expr.right, param)
            case e.If():
                return self._given([self.of(expr.condition, param)], self._each([expr.then, expr.otherwise], param))
            case e.Call(function=e.Function.MIN | e.Function.MAX):
                return self._given([], self._each(expr.arguments, param))
            case e.Match():
                return self._given([self.of(expr.subject, param)], self._each([arm.value for arm in expr.arms], param))
            case e.Cases():
                conditions = [case.condition for case in expr.cases if not isinstance(case.condition, e.Otherwise)]
                return self._given(self._each(conditions, param), self._each([case.value for case in expr.cases], param))
            case e.Default():
                return self._default(expr, param)
            case e.Lookup():
                cells = [cell for row in expr.rows for cell in row.cells]
                return self._given(self._each(expr.subjects, param), self._each(cells, param))
            case e.Marginal():
                return self._marginal(expr, param)
            case _:
                # Conditions, days and what else jumps: sure only where the param is nowhere in it.
                return self._given(self._each(children(expr), param), [])

    def _each(self, formulas: Iterable[e.Expr], param: str) -> list[Trend]:
        return [self.of(formula, param) for formula in formulas]

    def _given(self, conditions: Iterable[Trend], values: Iterable[Trend]) -> Trend:
        """The trend of whichever of the values the conditions choose."""
        if any(condition is not Trend.CONSTANT for condition in conditions):
            return Trend.UNKNOWN
        total = Trend.CONSTANT
        for value in values:
            total = _both(total, value)
        return total

    def _arithmetic(self, op: e.ArithmeticOp, left: e.Expr, right: e.Expr, param: str) -> Trend:
        a, b = self.of(left, param), self.of(right, param)
        match op:
            case e.ArithmeticOp.ADD:
                return _both(a, b)
            case e.ArithmeticOp.SUBTRACT:
                return _both(a, _turned(b))
            case e.ArithmeticOp.MULTIPLY:
                return _both(_scaled(a, self.reach(right)), _scaled(b, self.reach(left)))
            case e.ArithmeticOp.DIVIDE:
                divisor = self.reach(right)
                if b is not Trend.CONSTANT and not _never_zero(divisor):
                    return Trend.UNKNOWN
                return _both(_scaled(a, divisor), _scaled(_turned(b), self.reach(left)))
            case _:
                assert_never(op)

    def _default(self, expr: e.Default, param: str) -> Trend:
        conditions = [exception.condition for exception in expr.exceptions]
        conditions += [modifier.condition for modifier in expr.modifiers]
        value, so_far = self.of(expr.value, param), self.reach(expr.value)
        for modifier in expr.modifiers:
            amount, by = self.of(modifier.amount, param), self.reach(modifier.amount)
            match modifier.op:
                case e.ModifierOp.PLUS:
                    changed, so_far = _both(value, amount), _hull([so_far, _sum(so_far, by)])
                case e.ModifierOp.MINUS:
                    changed, so_far = _both(value, _turned(amount)), _hull([so_far, _sum(so_far, _minus(by))])
                case e.ModifierOp.TIMES:
                    changed = _both(_scaled(value, by), _scaled(amount, so_far))
                    so_far = _hull([so_far, _product(so_far, by)])
                case _:
                    assert_never(modifier.op)
            value = _both(value, changed)
        values = [value, *self._each([x.value for x in expr.exceptions], param)]
        return self._given(self._each(conditions, param), values)

    def _marginal(self, expr: e.Marginal, param: str) -> Trend:
        """More base never lowers the sum where no rate is negative; more of a rate never lowers it, as no part is."""
        fixed = [bracket.upper for bracket in expr.brackets if bracket.upper is not None]
        fixed += [expr.subject] if expr.subject is not None else []
        rates = [rate for bracket in expr.brackets for rate in bracket.rates]
        base = _scaled(self.of(expr.base, param), _hull([self.reach(rate) for rate in rates]))
        cap = [self.of(expr.cap, param)] if expr.cap is not None else []
        return self._given(self._each(fixed, param), [base, *self._each(rates, param), *cap])

    # ------------------------------------------------------------------ reaches, over every admissible open figure

    def reach(self, expr: e.Expr) -> Reach:
        """Where the values of an amount lie, whatever the open figures truly are."""
        if expr.facts.unlimited:
            return _ANYWHERE
        if not any(True for _ in self._in(expr)):
            return expr.facts.low, expr.facts.high
        match expr:
            case e.ParamRef():
                param = self._policy.param[expr.name]
                firm = not param.bound.about and not _may_be_departed_from(param, self._policy)
                return (param.bound.low, param.bound.high) if firm else _ANYWHERE
            case e.RuleRef():
                if expr.name not in self._reaches:
                    rule = self._policy.rule[expr.name]
                    first = [self.reach(rule.initial)] if rule.initial is not None else []
                    self._reaches[expr.name] = _hull([*first, self.reach(rule.body)])
                return self._reaches[expr.name]
            case e.Negate():
                return _minus(self.reach(expr.operand))
            case e.Round():
                low, high = self.reach(expr.operand)
                return (
                    None if low is None else round_to(low, expr.unit, expr.mode),
                    None if high is None else round_to(high, expr.unit, expr.mode),
                )
            case e.Arithmetic(op=e.ArithmeticOp.ADD):
                return _sum(self.reach(expr.left), self.reach(expr.right))
            case e.Arithmetic(op=e.ArithmeticOp.SUBTRACT):
                return _sum(self.reach(expr.left), _minus(self.reach(expr.right)))
            case e.Arithmetic(op=e.ArithmeticOp.MULTIPLY):
                return _product(self.reach(expr.left), self.reach(expr.right))
            case e.Arithmetic(op=e.ArithmeticOp.DIVIDE):
                return _product(self.reach(expr.left), _reciprocal(self.reach(expr.right)))
            case e.Call(function=e.Function.MAX):
                return _largest([self.reach(x) for x in expr.arguments])
            case e.Call(function=e.Function.MIN):
                return _minus(_largest([_minus(self.reach(x)) for x in expr.arguments]))
            case e.If():
                return _hull([self.reach(expr.then), self.reach(expr.otherwise)])
            case e.Match():
                return _hull([self.reach(arm.value) for arm in expr.arms])
            case e.Cases():
                return _hull([self.reach(case.value) for case in expr.cases])
            case e.Default(modifiers=()):
                return _hull([self.reach(x) for x in (expr.value, *(exception.value for exception in expr.exceptions))])
            case e.Lookup():
                return _hull([self.reach(cell) for row in expr.rows for cell in row.cells])
            case _:
                return _ANYWHERE


@per_policy
def _analysis(policy: Policy) -> _Analysis:
    make_room(policy)
    return _Analysis(policy)


def _never_zero(reach: Reach) -> bool:
    low, high = reach
    return (low is not None and low > 0) or (high is not None and high < 0)


def _minus(reach: Reach) -> Reach:
    low, high = reach
    return None if high is None else -high, None if low is None else -low


def _sum(a: Reach, b: Reach) -> Reach:
    low = None if a[0] is None or b[0] is None else a[0] + b[0]
    high = None if a[1] is None or b[1] is None else a[1] + b[1]
    return low, high


def _product(a: Reach, b: Reach) -> Reach:
    """Exact for intervals without open ends; beside those, only what the signs tell of two that are not negative."""
    (al, ah), (bl, bh) = a, b
    if al is not None and ah is not None and bl is not None and bh is not None:
        ends = [x * y for x in (al, ah) for y in (bl, bh)]
        return min(ends), max(ends)
    return (al * bl, None) if al is not None and bl is not None and al >= 0 and bl >= 0 else _ANYWHERE


def _reciprocal(reach: Reach) -> Reach:
    low, high = reach
    if low is None or low <= 0:
        return _ANYWHERE
    return (Fraction(0) if high is None else 1 / high), 1 / low


def _largest(reaches: list[Reach]) -> Reach:
    lows = [low for low, _ in reaches if low is not None]
    highs = [high for _, high in reaches if high is not None]
    return max(lows, default=None), max(highs) if len(highs) == len(reaches) else None


def _hull(reaches: list[Reach]) -> Reach:
    lows = [low for low, _ in reaches if low is not None]
    highs = [high for _, high in reaches if high is not None]
    return (
        min(lows) if len(lows) == len(reaches) else None,
        max(highs) if len(highs) == len(reaches) else None,
    )
