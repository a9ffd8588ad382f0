"""The conditions of ``if`` and of modifiers, and rules that are conditions, can be true and can be false: W0604, W0605, W0608."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.checks.analysis import Analysis, analysis
from policyc.checks.formulas import Formula, conj
from policyc.diagnostics.codes import w0604, w0605, w0608
from policyc.diagnostics.core import Diagnostic, Words
from policyc.model import expressions as e
from policyc.model.policy import Policy, Rule

#: Conditions that are written as they are; in others the part that is constant is told.
_BARE = (e.Compare, e.Logic, e.Within, e.Not)


def check(policy: Policy) -> Iterator[Diagnostic]:
    """Conditions that tell nobody from anybody. Those that only figures decide are left alone: a figure may change."""
    found = analysis(policy)
    for place in found.places:
        match place.node:
            case e.If():
                yield from _constant(found, place.node.condition, place.context)
            case e.Default():
                exceptions = (found.translator.condition(x.condition).false for x in place.node.exceptions)
                read = conj([place.context, *exceptions])
                for modifier in place.node.modifiers:
                    yield from _constant(found, modifier.condition, read)
            case _:
                pass
    for rule in policy.rules:
        if isinstance(rule.body, _BARE) and found.inputs_of(rule.body) and rule.history is None:
            yield from _judged(found, rule)


def _judged(found: Analysis, rule: Rule) -> Iterator[Diagnostic]:
    when, concerned = found.translator.condition(rule.body), found.translator.concerned(rule)
    can_be_false, can_be_true = (found.can_be(conj([concerned, x])) for x in (when.false, when.true))
    if can_be_true != can_be_false:
        always = Words("是", "true") if can_be_true else Words("否", "false")
        yield w0608.CODE.at(rule.body.span, name=rule.name, always=always)


def _constant(found: Analysis, condition: e.Expr, context: Formula) -> Iterator[Diagnostic]:
    if not found.inputs_of(condition):
        return
    when = found.translator.condition(condition)
    can_be_false, can_be_true = (found.can_be(conj([context, x])) for x in (when.false, when.true))
    if can_be_true and not can_be_false:
        yield w0604.CODE.at(condition.span)
    elif can_be_false and not can_be_true:
        yield w0605.CODE.at(condition.span)
