"""Every match, cases, table and scale covers everything that can be given: E0601, E0607, E0609."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policyc.checks.analysis import Analysis, analysis
from policyc.checks.formulas import Formula, conj
from policyc.checks.places import Place
from policyc.checks.search import Case
from policyc.checks.wording import describe
from policyc.diagnostics.codes import e0601, e0607, e0609
from policyc.diagnostics.core import Diagnostic, Span, Words
from policyc.model import expressions as e
from policyc.model.policy import Policy
from policyc.model.types import EnumType

_MOST_SHOWN = 5

_WRITE_IT = Words(
    "补写这种情形；文件没有写明的，写 unspecified；不可能出现的，用 require 排除",
    "write this case; unspecified where the document leaves it open; exclude it by require if it cannot occur",
)
_ABOVE = Words(
    "最上面一段写 above -> …；不可能到这么高的，给输入写明范围",
    "end with above -> …, or give the input a range that ends lower",
)


def check(policy: Policy) -> Iterator[Diagnostic]:
    """What is not covered, or cannot be proved to be."""
    found = analysis(policy)
    for place in found.places:
        yield from _Completeness(found, place).check()


class _Completeness:
    """The questions about one place."""

    def __init__(self, found: Analysis, place: Place) -> None:
        self.found, self.place = found, place

    def check(self) -> Iterator[Diagnostic]:
        node = self.place.node
        match node:
            case e.Match():
                yield from self._arms(node.subject, [arm.patterns for arm in node.arms], node.span)
            case e.Cases():
                yield from self._cases(node)
            case e.Lookup():
                yield from self._arms(node.subjects[0], [row.patterns for row in node.rows], node.span)
                yield from self._columns(node.subjects[1:], node.columns)
            case e.Marginal():
                yield from self._columns([node.subject] if node.subject else [], node.columns)
                yield from self._last_bracket(node)
            case e.Default() | e.If():
                return

    def _arms(self, subject: e.Expr, arms: Sequence[tuple[e.Pattern, ...] | e.Otherwise], span: Span) -> Iterator[Diagnostic]:
        if any(isinstance(arm, e.Otherwise) for arm in arms):
            return
        patterns = [p for arm in arms if not isinstance(arm, e.Otherwise) for p in arm]
        uncovered = self.found.translator.pattern(subject, patterns).false
        yield from self._gap(uncovered, span, [subject], subject)

    def _columns(self, subjects: Sequence[e.Expr], columns: tuple[tuple[e.Pattern, ...], ...]) -> Iterator[Diagnostic]:
        if columns and subjects:
            yield from self._arms(subjects[0], columns, columns[0][0].span.to(columns[-1][-1].span))

    def _cases(self, node: e.Cases) -> Iterator[Diagnostic]:
        conditions = [case.condition for case in node.cases if not isinstance(case.condition, e.Otherwise)]
        if len(conditions) == len(node.cases):
            uncovered = conj(self.found.translator.condition(c).false for c in conditions)
            yield from self._gap(uncovered, node.span, conditions)

    def _last_bracket(self, node: e.Marginal) -> Iterator[Diagnostic]:
        last = node.brackets[-1].upper
        if last is not None:
            above = self.found.translator.compare(e.CompareOp.GT, node.base, last).true
            yield from self._gap(above, node.span, [node.base], hint=_ABOVE)

    def _gap(
        self,
        uncovered: Formula,
        span: Span,
        reading: Iterable[e.Expr],
        subject: e.Expr | None = None,
        hint: Words | None = None,
    ) -> Iterator[Diagnostic]:
        answer = self.found.ask(conj([self.place.context, uncovered]), reading)
        name, hint = self.place.name, hint or _WRITE_IT
        if answer.case is not None:
            cases = [answer.case, *self._more_members(uncovered, answer.case, subject)]
            told = [describe(c) for c in cases]
            case = Words("；".join(told), "; ".join(x.en for x in told))
            yield e0601.CODE.at(span, name=name, case=case, hint=hint)
        elif answer.exhausted:
            yield e0609.CODE.at(span, name=name)
        elif not answer.proved:
            yield e0607.CODE.at(span, name=name)

    def _more_members(self, uncovered: Formula, shown: Case, subject: e.Expr | None) -> Iterator[Case]:
        """The other members of an enum that are missing: all of them are told at once."""
        if subject is None or not isinstance(subject.type, EnumType):
            return
        translator = self.found.translator
        value = next((v for _, v in translator.pieces(subject)), None)
        if value is None or len(value.terms) != 1 or value.terms[0][0] not in shown:
            return
        coordinate = value.terms[0][0]
        count = 1
        for member in subject.type.members:
            if member.index == shown[coordinate] or count >= _MOST_SHOWN:
                continue
            pattern = e.ValuePattern(member, member.name, subject.span)
            here = translator.pattern(subject, [pattern]).true
            case = self.found.ask(conj([self.place.context, uncovered, here])).case
            if case is not None:
                count += 1
                yield case
