"""Arms, rows, columns and exceptions that can hold at once give the same result: E0602, E0608, E0609."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from policyc.checks.analysis import Analysis, Arms, analysis
from policyc.checks.formulas import TRUE, Condition, Formula, conj, disj, negate
from policyc.checks.lines import key_of
from policyc.checks.places import Place
from policyc.checks.search import Answer
from policyc.checks.wording import describe
from policyc.diagnostics.codes import e0602, e0608, e0609
from policyc.diagnostics.core import Diagnostic, Label, Span
from policyc.model import expressions as e
from policyc.model.policy import Policy
from policyc.wording.formulas import formula


def check(policy: Policy) -> Iterator[Diagnostic]:
    """Pairs that conflict, or cannot be proved not to; each part is told once, at the later of the two."""
    found = analysis(policy)
    for place in found.places:
        for group in groups_of(found, place):
            yield from _of_group(found, place, group)


class Group:
    """Parts without an order, of which one is taken: each with its condition, its span and its values.

    ``values`` are several for a row of a table: they hold in the columns ``when``, one each.
    """

    def __init__(
        self,
        conditions: Sequence[Condition],
        spans: Sequence[Span],
        values: Sequence[Sequence[e.Expr]],
        when: Sequence[Formula],
    ) -> None:
        self.arms, self.spans, self.values, self.when = Arms.of(conditions), spans, values, when

    def conflict(self, found: Analysis, place: Place, i: int, j: int) -> Answer | None:
        """Whether two parts can hold at once with different results; None where that is seen without a search."""
        if not self.arms.may_meet(i, j):
            return None
        different = [
            conj([when, negate(found.translator.agree(left, right))])
            for left, right, when in zip(self.values[i], self.values[j], self.when, strict=True)
            if key_of(left) != key_of(right)
        ]
        if not different:
            return None
        both = conj([self.arms.conditions[i].true, self.arms.conditions[j].true])
        answer = found.ask(conj([place.context, both, disj(different)]))
        return None if answer.is_impossible else answer


def groups_of(found: Analysis, place: Place) -> Iterator[Group]:
    """The groups of a place: a match's arms, a table's rows and its columns, the columns of a scale, a default's exceptions."""
    node, translator = place.node, found.translator
    match node:
        case e.Match():
            conditions = translator.arms(node.subject, [arm.patterns for arm in node.arms])
            kept = [i for i, arm in enumerate(node.arms) if not isinstance(arm.patterns, e.Otherwise)]
            arms = [node.arms[i] for i in kept]
            yield Group([conditions[i] for i in kept], [a.span for a in arms], [[a.value] for a in arms], [TRUE])
        case e.Lookup():
            yield from _of_table(found, node)
        case e.Marginal() if node.subject is not None and node.columns:
            columns = translator.arms(node.subject, node.columns)
            rates = [[b.rates[i] for b in node.brackets] for i in range(len(columns))]
            yield Group(columns, [_span(c) for c in node.columns], rates, [TRUE] * len(node.brackets))
        case e.Default():
            exceptions = node.exceptions
            conditions = [translator.condition(x.condition) for x in exceptions]
            yield Group(conditions, [x.span for x in exceptions], [[x.value] for x in exceptions], [TRUE])
        case _:
            return


def _of_table(found: Analysis, node: e.Lookup) -> Iterator[Group]:
    rows = found.translator.arms(node.subjects[0], [row.patterns for row in node.rows])
    columns = found.translator.arms(node.subjects[1], node.columns) if node.columns else [Condition.total(TRUE)]
    kept = [i for i, row in enumerate(node.rows) if not isinstance(row.patterns, e.Otherwise)]
    yield Group(
        [rows[i] for i in kept],
        [node.rows[i].span for i in kept],
        [node.rows[i].cells for i in kept],
        [c.true for c in columns],
    )
    if node.columns:
        cells = [[row.cells[i] for row in node.rows] for i in range(len(columns))]
        yield Group(columns, [_span(c) for c in node.columns], cells, [c.true for c in rows])


def _result(policy: Policy, group: Group, i: int) -> str | None:
    """What a part comes to, where that is said in a few words."""
    values = group.values[i]
    if len(values) != 1 or not isinstance(values[0], e.Literal):
        return None
    text = formula(values[0], policy)
    return {"是": "true", "否": "false"}.get(text, text)


def _span(patterns: tuple[e.Pattern, ...]) -> Span:
    return patterns[0].span.to(patterns[-1].span)


def _of_group(found: Analysis, place: Place, group: Group) -> Iterator[Diagnostic]:
    told: set[int] = set()
    for i, j in combinations(range(len(group.spans)), 2):
        if j in told:
            continue
        answer = group.conflict(found, place, i, j)
        if answer is not None:
            told.add(j)
            yield _told(found.policy, place.name, answer, group, (i, j))


def _told(policy: Policy, name: str, answer: Answer, group: Group, pair: tuple[int, int]) -> Diagnostic:
    (first, second), results = (group.spans[i] for i in pair), [_result(policy, group, i) for i in pair]
    related = [Label(first, zh="与此处", en="with this")]
    if results[0] is not None and results[1] is not None:
        related = [
            Label(second, zh=f"此处得 {results[1]}", en=f"this gives {results[1]}"),
            Label(first, zh=f"此处得 {results[0]}", en=f"this gives {results[0]}"),
        ]
    if answer.case is not None:
        return e0602.CODE.at(second, name=name, case=describe(answer.case), related=related)
    if answer.exhausted:
        return e0609.CODE.at(second, name=name, related=related)
    return e0608.CODE.at(second, name=name, related=related)
