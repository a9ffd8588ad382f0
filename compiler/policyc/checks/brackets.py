"""The brackets of a scale rise from 0, and only the last is without end: E0610.

Ends that are figures of the document are compared where they are written; here it is ends that differ from case to case. A
bracket may be empty in some cases (a deductible of 0), but none may end below the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.checks.analysis import Analysis, analysis
from policyc.checks.formulas import Formula, conj
from policyc.checks.places import Place
from policyc.checks.wording import describe
from policyc.diagnostics.codes import e0610
from policyc.diagnostics.core import Diagnostic, Words
from policyc.model import expressions as e
from policyc.model.policy import Policy


def check(policy: Policy) -> Iterator[Diagnostic]:
    """Brackets that do not rise; where figures decide, the case in which they do not."""
    found = analysis(policy)
    for place in found.places:
        if isinstance(place.node, e.Marginal):
            yield from _of_scale(found, place, place.node)


def _of_scale(found: Analysis, place: Place, node: e.Marginal) -> Iterator[Diagnostic]:
    before: e.Expr | None = None
    for i, bracket in enumerate(node.brackets):
        if bracket.upper is None:
            if i + 1 < len(node.brackets):
                yield e0610.CODE.at(node.brackets[i + 1].span, case="")
            return
        answer = found.ask(conj([place.context, _below(found, bracket.upper, before)]))
        if not answer.is_impossible:
            told = describe(answer.case) if answer.case else None
            case = Words(f"（{told} 时不是）", f" (not with {told.en})") if told else Words("", "")
            yield e0610.CODE.at(bracket.span, case=case)
        before = bracket.upper


def _below(found: Analysis, upper: e.Expr, before: e.Expr | None) -> Formula:
    if before is not None:
        return found.translator.compare(e.CompareOp.LT, upper, before).true
    return found.translator.negative(upper)
