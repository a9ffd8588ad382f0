"""The conditions of ``if`` and of modifiers can be true and can be false: W0604, W0605."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.checks.analysis import Analysis, analysis
from policyc.checks.formulas import Formula, conj
from policyc.diagnostics.codes import w0604, w0605
from policyc.diagnostics.core import Diagnostic
from policyc.model import expressions as e
from policyc.model.policy import Policy


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


def _constant(found: Analysis, condition: e.Expr, context: Formula) -> Iterator[Diagnostic]:
    if not found.inputs_of(condition):
        return
    when = found.translator.condition(condition)
    can_be_false, can_be_true = (found.can_be(conj([context, x])) for x in (when.false, when.true))
    if can_be_true and not can_be_false:
        yield w0604.CODE.at(condition.span)
    elif can_be_false and not can_be_true:
        yield w0605.CODE.at(condition.span)
