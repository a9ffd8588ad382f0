"""Which choices a policy has, and which of them were taken: arms, cases, rows, columns, brackets, exceptions, modifiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyc.diagnostics.core import Span
from policyc.evaluate.evaluator import column_span
from policyc.evaluate.outcome import Branch, Silent
from policyc.model import expressions as e
from policyc.model.policy import Policy
from policyc.model.walk import walk
from policyc.wording.formulas import bracket_name, condition, patterns_met

_OTHERWISE = "其他情形"


@dataclass(frozen=True, slots=True)
class Choice:
    """One way that a rule can go. ``text`` says when it is taken: 分档为西部."""

    rule: str
    branch: Branch
    span: Span
    text: str

    @property
    def key(self) -> tuple[Branch, Span]:
        """What an observer is told of it."""
        return self.branch, self.span


@dataclass(frozen=True, slots=True)
class Coverage:
    """All choices that a policy offers itself, in document order, and the keys of those that were taken."""

    choices: tuple[Choice, ...]
    taken: frozenset[tuple[Branch, Span]]

    @property
    def missed(self) -> tuple[Choice, ...]:
        """The choices that were never taken."""
        return tuple(choice for choice in self.choices if choice.key not in self.taken)

    @property
    def count(self) -> int:
        """How many of the choices were taken."""
        return len(self.choices) - len(self.missed)


class Seen(Silent):
    """The observer that collects what was taken."""

    def __init__(self) -> None:
        self.taken: set[tuple[Branch, Span]] = set()

    def chose(self, branch: Branch, span: Span, /) -> None:
        """A choice was made."""
        self.taken.add((branch, span))


def choices(policy: Policy) -> tuple[Choice, ...]:
    """Every choice of every rule, part, table, scale and track that stands in the policy's own file.

    What it inherits as it stands is for the examples of the policy above.
    """
    return tuple(
        Choice(rule.name, branch, span, text)
        for rule in policy.rules
        for formula in (rule.only_when, rule.initial, rule.body)
        if formula is not None
        for node in walk(formula)
        for branch, span, text in _of(node, policy)
        if span.file == policy.span.file
    )


def _of(node: e.Expr, policy: Policy) -> Iterator[tuple[Branch, Span, str]]:
    """The choices that a node itself offers."""
    match node:
        case e.If():
            yield Branch.THEN, node.then.span, condition(node.condition, policy)
            yield Branch.ELSE, node.otherwise.span, _OTHERWISE
        case e.Match():
            for arm in node.arms:
                yield Branch.ARM, arm.span, _met(node.subject, arm.patterns, policy)
        case e.Cases():
            for case in node.cases:
                held = case.condition
                yield Branch.CASE, case.span, _OTHERWISE if isinstance(held, e.Otherwise) else condition(held, policy)
        case e.Default():
            yield from _of_default(node, policy)
        case e.Lookup():
            for row in node.rows:
                yield Branch.ROW, row.span, _met(node.subjects[0], row.patterns, policy)
            yield from _columns(node.subjects[-1], node.columns, policy)
        case e.Marginal():
            for place, bracket in enumerate(node.brackets):
                yield Branch.BRACKET, bracket.span, bracket_name(node, place, policy)
            if node.subject is not None:
                yield from _columns(node.subject, node.columns, policy)


def _of_default(node: e.Default, policy: Policy) -> Iterator[tuple[Branch, Span, str]]:
    for exception in node.exceptions:
        yield Branch.EXCEPTION, exception.span, condition(exception.condition, policy)
    if node.exceptions:
        yield Branch.DEFAULT, node.value.span, _OTHERWISE
    for modifier in node.modifiers:
        yield Branch.MODIFIER, modifier.span, condition(modifier.condition, policy)


def _columns(subject: e.Expr, columns: tuple[tuple[e.Pattern, ...], ...], policy: Policy) -> Iterator[tuple[Branch, Span, str]]:
    for patterns in columns:
        yield Branch.COLUMN, column_span(patterns), patterns_met(subject, patterns, policy)


def _met(subject: e.Expr, patterns: tuple[e.Pattern, ...] | e.Otherwise, policy: Policy) -> str:
    return _OTHERWISE if isinstance(patterns, e.Otherwise) else patterns_met(subject, patterns, policy)
