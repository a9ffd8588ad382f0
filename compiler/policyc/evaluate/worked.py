"""Calculations with their figures filled in: 筹资标准 = 640 + 380 = 1020 ≠ 1030."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from fractions import Fraction

from policyc.evaluate.evaluator import Evaluator
from policyc.model import expressions as e
from policyc.model.policy import Policy
from policyc.model.types import Quantity, Type, Value
from policyc.model.walk import walk
from policyc.quantities.decimals import decimal_text
from policyc.quantities.units import RATE
from policyc.wording.amounts import amount
from policyc.wording.formulas import formula

_NAMED = e.InputRef | e.ParamRef | e.RuleRef | e.FieldRef | e.ReadingRef
_NAMES = (e.InputRef, e.ParamRef, e.RuleRef, e.FieldRef, e.ReadingRef)

#: The sign that holds where the comparison does not.
_INSTEAD = {
    e.CompareOp.EQ: "≠",
    e.CompareOp.NE: "=",
    e.CompareOp.LT: "≥",
    e.CompareOp.LE: ">",
    e.CompareOp.GT: "≤",
    e.CompareOp.GE: "<",
}


def identity(condition: e.Expr, policy: Policy, evaluator: Evaluator) -> str:
    """Why an identity that was found false does not hold: 筹资标准 = 640 + 380 = 1020 ≠ 1030."""
    if not isinstance(condition, e.Compare):
        return found(condition, policy, evaluator)
    worker = _Worker(policy, evaluator, bare=_one_unit(_leaves(condition, policy)))
    return _compared(condition, worker)


def found(condition: e.Expr, policy: Policy, evaluator: Evaluator) -> str:
    """What the parts of a condition that was found false came to: 中央财政补助 = 512元/人·年."""
    worker = _Worker(policy, evaluator, bare=False)
    match condition:
        case e.Compare(right=e.Literal()):
            return " = ".join(worker.steps(condition.left))
        case e.Compare():
            return _compared(condition, worker)
        case e.Logic(op=e.LogicOp.AND):
            failed = next(x for x in condition.operands if evaluator.expression(x).value is not True)
            return found(failed, policy, evaluator)
        case _:
            named = {x.name: x for x in walk(condition) if isinstance(x, _NAMED)}
            return "，".join(f"{name} = {worker.value(x)}" for name, x in named.items()) or formula(condition, policy)


def part(read: e.ParamRef | e.RuleRef, policy: Policy, evaluator: Evaluator) -> str | None:
    """How a param or rule that is read came to its value: 住院报销 = 9500元 × 75% = 7125元; None where it has none."""
    if evaluator.expression(read).value is None:
        return None
    worker = _Worker(policy, evaluator, bare=False)
    if isinstance(read, e.ParamRef):
        return " = ".join(worker.steps(read))
    body = policy.rule[read.name].body
    inner = body.operand if isinstance(body, e.Round) else body
    value = worker.value(read)
    figures = worker.figures(inner) if isinstance(inner, e.Arithmetic | e.Negate) else value
    return " = ".join(dict.fromkeys([read.name, figures, value]))


def _compared(condition: e.Compare, worker: _Worker) -> str:
    left, right = worker.steps(condition.left), worker.steps(condition.right)
    return " ".join([" = ".join(left), _INSTEAD[condition.op], " = ".join(reversed(right))])


class _Worker:
    """Writes formulas of one policy with the values that one evaluator gives; ``bare`` leaves out the unit."""

    def __init__(self, policy: Policy, evaluator: Evaluator, *, bare: bool) -> None:
        self._policy = policy
        self._evaluator = evaluator
        self._bare = bare

    def steps(self, expr: e.Expr) -> list[str]:
        """A formula in names, with figures, and its value: as many of the three as tell something new."""
        names = [formula(expr, self._policy)] if isinstance(expr, (*_NAMES, e.Arithmetic)) else []
        figures = formula(self._filled(_opened(expr, self._policy)), self._policy)
        return list(dict.fromkeys([*names, figures, self.value(expr)]))

    def figures(self, expr: e.Expr) -> str:
        """A formula with its figures."""
        return formula(self._filled(expr), self._policy)

    def value(self, expr: e.Expr) -> str:
        """The value of a formula; why it has none, if so."""
        outcome = self._evaluator.expression(expr)
        return outcome.cause if outcome.value is None else self._shown(outcome.value, expr.type)

    def _filled(self, expr: e.Expr) -> e.Expr:
        """Sums and products with their figures; everything else as its value."""
        match expr:
            case e.Negate():
                return dataclasses.replace(expr, operand=self._filled(expr.operand))
            case e.Arithmetic():
                return dataclasses.replace(expr, left=self._filled(expr.left), right=self._filled(expr.right))
            case _:
                # A literal of a rate is printed as its text says.
                text = expr.text if isinstance(expr, e.Literal) and not self._bare else self.value(expr)
                return e.Literal(expr.span, Quantity(RATE), expr.facts, expr.facts.low, text)

    def _shown(self, value: Value, kind: Type) -> str:
        return decimal_text(value) if self._bare and isinstance(value, Fraction) else amount(value, kind, "formula")


def _opened(expr: e.Expr, policy: Policy) -> e.Expr:
    """A derived figure as the formula it is derived by."""
    return (policy.param[expr.name].formula or expr) if isinstance(expr, e.ParamRef) else expr


def _leaves(condition: e.Compare, policy: Policy) -> Iterable[Type]:
    """The types of all that a comparison reads."""
    for side in (condition.left, condition.right):
        for x in walk(_opened(side, policy)):
            if isinstance(x, e.Literal | e.ParamRef | e.RuleRef | e.InputRef):
                yield x.type


def _one_unit(kinds: Iterable[Type]) -> bool:
    """Whether all figures are amounts of one unit, so that it can be left out."""
    found = set(kinds)
    return len(found) == 1 and all(isinstance(kind, Quantity) and not kind.unit.is_rate for kind in found)
