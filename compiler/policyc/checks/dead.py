"""Every arm, row, column, bracket, case and exception applies to somebody: E0603, E0604, E0606, W0607.

What waits for a hole applies to somebody once it is filled: holes are taken as filled here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.checks.analysis import Analysis, filled
from policyc.checks.formulas import TRUE, Condition, Formula, conj
from policyc.checks.overlap import Group, groups_of
from policyc.checks.places import Place
from policyc.diagnostics.codes import e0603, e0604, e0606, w0607
from policyc.diagnostics.core import Diagnostic, Label, Span
from policyc.model import expressions as e
from policyc.model.policy import Policy


def check(policy: Policy) -> Iterator[Diagnostic]:
    """What never applies. Within what itself never applies, nothing more is told."""
    found = filled(policy)
    for place in found.places:
        if place.context == TRUE or found.can_be(place.context):
            yield from _of_groups(found, place)
            match place.node:
                case e.Match():
                    yield from _catch_all(found, place, place.node.subject, [a.patterns for a in place.node.arms])
                case e.Lookup():
                    yield from _catch_all(found, place, place.node.subjects[0], [r.patterns for r in place.node.rows])
                case e.Cases():
                    yield from _of_cases(found, place, place.node)
                case e.Default():
                    yield from _default(found, place, place.node)
                case e.Marginal():
                    yield from _brackets(found, place, place.node)
                case e.If():
                    pass


def _of_groups(found: Analysis, place: Place) -> Iterator[Diagnostic]:
    for group in groups_of(found, place):
        for i, span in enumerate(group.spans):
            yield from _part(found, place, group, i, span)


def _part(found: Analysis, place: Place, group: Group, i: int, span: Span) -> Iterator[Diagnostic]:
    """A part that never holds, or only where one before it holds and agrees (one that does not agree is a conflict)."""
    conditions = group.arms.conditions
    anywhere = place.context == TRUE and not found.requires
    if not (anywhere and group.arms.surely_holds(i)) and _never(found, place.context, conditions[i]):
        yield e0603.CODE.at(span)
        return
    if group.arms.is_apart(i):
        return
    new = conj([place.context, conditions[i].true, *(c.false for c in conditions[:i])])
    if not found.can_be(new) and not any(group.conflict(found, place, j, i) for j in range(i)):
        yield e0604.CODE.at(span, related=_takes_all(found, place, conditions[i].true, conditions[:i], group.spans))


def _takes_all(found: Analysis, place: Place, rest: Formula, before: Sequence[Condition], spans: Sequence[Span]) -> list[Label]:
    """The one part before that takes all of these cases, if one does."""
    for condition, span in zip(before, spans, strict=False):
        if not found.can_be(conj([place.context, rest, condition.false])):
            return [Label(span, "这一处已经全部包括了", "this takes all of them")]
    return []


def _never(found: Analysis, context: Formula, condition: Condition) -> bool:
    """Whether it is proved that it never holds; what can be neither true nor false is a hole, and no mistake."""
    return not found.can_be(conj([context, condition.true])) and found.can_be(conj([context, condition.false]))


def _catch_all(
    found: Analysis, place: Place, subject: e.Expr, arms: list[tuple[e.Pattern, ...] | e.Otherwise]
) -> Iterator[Diagnostic]:
    conditions = found.translator.arms(subject, arms)
    for arm, condition in zip(arms, conditions, strict=True):
        if isinstance(arm, e.Otherwise) and _never(found, place.context, condition):
            yield e0606.CODE.at(arm.span)


def _of_cases(found: Analysis, place: Place, node: e.Cases) -> Iterator[Diagnostic]:
    before = place.context
    earlier: list[Condition] = []
    spans: list[Span] = []
    for case in node.cases:
        if isinstance(case.condition, e.Otherwise):
            if not found.can_be(before):
                yield e0606.CODE.at(case.condition.span)
            before = conj([before, Condition.total(TRUE).false])
            continue
        condition = found.translator.condition(case.condition)
        if _never(found, place.context, condition):
            yield e0603.CODE.at(case.span)
        elif not found.can_be(conj([before, condition.true])) and found.can_be(conj([place.context, condition.true])):
            yield e0604.CODE.at(case.span, related=_takes_all(found, place, condition.true, earlier, spans))
        earlier.append(condition)
        spans.append(case.span)
        before = conj([before, condition.false])


def _default(found: Analysis, place: Place, node: e.Default) -> Iterator[Diagnostic]:
    conditions = [found.translator.condition(x.condition) for x in node.exceptions]
    if conditions and not found.can_be(conj([place.context, *(c.false for c in conditions)])):
        yield w0607.CODE.at(node.value.span, name=place.name)


def _brackets(found: Analysis, place: Place, node: e.Marginal) -> Iterator[Diagnostic]:
    for before, bracket in zip(node.brackets, node.brackets[1:], strict=False):
        if before.upper is not None:
            reached = found.translator.compare(e.CompareOp.GT, node.base, before.upper)
            if _never(found, place.context, reached):
                yield e0603.CODE.at(bracket.span)
