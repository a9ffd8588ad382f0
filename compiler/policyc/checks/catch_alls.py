"""A catch-all over an enum says why: E0605 in a match or a table, W0601 in cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.checks.analysis import analysis
from policyc.diagnostics.codes import e0605, w0601
from policyc.diagnostics.core import Diagnostic, listed
from policyc.model import expressions as e
from policyc.model.policy import Policy
from policyc.model.types import EnumType
from policyc.model.walk import walk


def check(policy: Policy) -> Iterator[Diagnostic]:
    """Catch-alls without a reason."""
    for place in analysis(policy).places:
        match place.node:
            case e.Match():
                yield from _over_enum(place.name, place.node.subject, [arm.patterns for arm in place.node.arms])
            case e.Lookup():
                yield from _over_enum(place.name, place.node.subjects[0], [row.patterns for row in place.node.rows])
            case e.Cases():
                yield from _in_cases(place.name, place.node)
            case _:
                pass


def _over_enum(name: str, subject: e.Expr, arms: Sequence[tuple[e.Pattern, ...] | e.Otherwise]) -> Iterator[Diagnostic]:
    if not isinstance(subject.type, EnumType):
        return
    written = {p.value for a in arms if not isinstance(a, e.Otherwise) for p in a if isinstance(p, e.ValuePattern)}
    rest = listed(m.name for m in subject.type.members if m not in written)
    for arm in arms:
        if isinstance(arm, e.Otherwise) and arm.because is None and rest:  # without a rest it is E0606: to be removed
            yield e0605.CODE.at(arm.span, name=name, members=rest)


def _in_cases(name: str, node: e.Cases) -> Iterator[Diagnostic]:
    conditions = [case.condition for case in node.cases]
    if not any(_tests_enum(c) for c in conditions if not isinstance(c, e.Otherwise)):
        return
    for condition in conditions:
        if isinstance(condition, e.Otherwise) and condition.because is None:
            yield w0601.CODE.at(condition.span, name=name)


def _tests_enum(condition: e.Expr) -> bool:
    return any(isinstance(node.type, EnumType) for node in walk(condition))
