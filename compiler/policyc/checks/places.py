"""Where a policy chooses: every match, cases, table, scale, default and if, with the condition under which it is read at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyc.checks.formulas import FALSE, TRUE, Condition, Formula, conj
from policyc.checks.translate import Translator
from policyc.model import expressions as e
from policyc.model.policy import Policy
from policyc.model.walk import children, walk

Choice = e.Match | e.Cases | e.Lookup | e.Default | e.Marginal | e.If


@dataclass(frozen=True, slots=True)
class Place:
    """A choice and when it is read. ``name`` is that of the rule or param that it belongs to."""

    name: str
    node: Choice
    context: Formula


def places_of(policy: Policy, translator: Translator) -> Iterator[Place]:
    """Every choice in the rules and params of a policy, from the outside in."""
    for param in policy.params:
        if param.formula is not None:
            yield from _Finder(param.name, translator).find(param.formula, TRUE)
    for rule in policy.rules:
        finder = _Finder(rule.name, translator)
        if rule.only_when is not None:
            yield from finder.find(rule.only_when, TRUE)
        if rule.initial is not None:
            yield from finder.find(rule.initial, TRUE)
        yield from finder.find(rule.body, translator.concerned(rule))


@dataclass(frozen=True, slots=True)
class _Finder:
    name: str
    translator: Translator

    def find(self, expr: e.Expr, context: Formula) -> Iterator[Place]:
        """The choices in ``expr``, which is read where ``context`` holds."""
        if not any(isinstance(node, Choice) for node in walk(expr)):
            return
        if isinstance(expr, Choice):
            yield Place(self.name, expr, context)
        for part, when in self._parts(expr):
            yield from self.find(part, conj([context, when]))

    def _parts(self, expr: e.Expr) -> Iterator[tuple[e.Expr, Formula]]:
        """What ``expr`` is made of, each with when it is read (what has no choice in it, with anything)."""
        match expr:
            case e.If():
                yield expr.condition, TRUE
                yield from self._values(expr)
            case e.Match():
                yield expr.subject, TRUE
                yield from self._values(expr)
            case e.Lookup():
                yield from self._values(expr)
            case e.Cases():
                yield from self._case_conditions(expr)
                yield from self._values(expr)
            case e.Default():
                # Exceptions have no order: one's value has to make sense wherever its condition holds.
                for exception in expr.exceptions:
                    yield exception.condition, TRUE
                    yield exception.value, self._when(exception.value, exception.condition)
                default = conj(self.translator.condition(x.condition).false for x in expr.exceptions)
                yield expr.value, default
                for modifier in expr.modifiers:
                    yield modifier.condition, default
                    yield modifier.amount, conj([default, self._when(modifier.amount, modifier.condition)])
            case e.Logic():
                yield from self._operands(expr)
            case _:
                yield from ((child, TRUE) for child in children(expr))

    def _values(self, expr: e.If | e.Match | e.Cases | e.Lookup) -> Iterator[tuple[e.Expr, Formula]]:
        for guard, value in self.translator.alternatives(expr):
            yield value, guard

    def _when(self, part: e.Expr, condition: e.Expr) -> Formula:
        if not any(isinstance(node, Choice) for node in walk(part)):
            return TRUE
        return self.translator.condition(condition).true

    def _case_conditions(self, expr: e.Cases) -> Iterator[tuple[e.Expr, Formula]]:
        before: Formula = TRUE
        for case in expr.cases:
            condition = Condition(TRUE, FALSE)
            if not isinstance(case.condition, e.Otherwise):
                yield case.condition, before
                condition = self.translator.condition(case.condition)
            before = conj([before, condition.false])

    def _operands(self, expr: e.Logic) -> Iterator[tuple[e.Expr, Formula]]:
        before: Formula = TRUE
        for operand in expr.operands:
            yield operand, before
            condition = self.translator.condition(operand)
            before = conj([before, condition.true if expr.op is e.LogicOp.AND else condition.false])
