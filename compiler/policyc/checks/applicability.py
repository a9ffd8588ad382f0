"""``only when`` and ``require`` tell some from others: E0611, E0612, W0603, W0606."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.checks.analysis import Analysis, analysis
from policyc.checks.formulas import TRUE, Formula, conj
from policyc.checks.search import search
from policyc.diagnostics.codes import e0611, e0612, w0603, w0606
from policyc.diagnostics.core import Diagnostic
from policyc.model.policy import Policy


def check(policy: Policy) -> Iterator[Diagnostic]:
    """Conditions that hold for everybody or for nobody."""
    found = analysis(policy)
    yield from _requires(found)
    yield from _only_when(found)


def _requires(found: Analysis) -> Iterator[Diagnostic]:
    before: Formula = TRUE
    for require in found.policy.requires:
        condition = found.translator.condition(require.condition)
        met = conj([before, condition.true])
        if search(met).is_impossible:
            yield e0611.CODE.at(require.condition.span)
        else:
            before = met
            if search(condition.false).is_impossible and require.inputs:
                yield w0606.CODE.at(require.condition.span)


def _only_when(found: Analysis) -> Iterator[Diagnostic]:
    for rule in found.policy.rules:
        if rule.only_when is None or not found.inputs_of(rule.only_when):
            continue  # what only figures decide may be decided otherwise by another figure
        condition = found.translator.condition(rule.only_when)
        can_be_false, can_be_true = found.can_be(condition.false), found.can_be(condition.true)
        if can_be_false and not can_be_true:
            yield e0612.CODE.at(rule.only_when.span, name=rule.name)
        elif can_be_true and not can_be_false:
            yield w0603.CODE.at(rule.only_when.span, name=rule.name)
