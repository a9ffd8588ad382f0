"""A claim as a question about numbers: the condition, what it reads, and whether it is false in a case.

Every method is asked the same question, and every case that is shown has been found false here, by the reference evaluator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome
from policyc.model import expressions as e
from policyc.model.policy import Given, Input, Policy, Require
from policyc.model.types import Bool, EnumType, Value, from_ordinal
from policyc.model.walk import walk
from policyc.prove.widen import Widened

Case = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Tied:
    """Variables that do not vary freely: the combinations of their values that there are."""

    names: tuple[str, ...] = ()
    combinations: tuple[tuple[Value, ...], ...] = ()


@dataclass(frozen=True)
class Question:
    """Is there a case in which the condition is false? ``variables``: all that decides it, each on its line of places.

    A case that a ``require`` refuses is none, nor one in which the condition has no value (不适用).
    """

    widened: Widened
    condition: e.Expr
    variables: tuple[Input, ...]
    requires: tuple[Require, ...]
    about: tuple[str, ...]
    readings: tuple[str, ...]
    histories: tuple[str, ...]
    ties: Tied = Tied()
    given: Mapping[str, Given] = field(default_factory=dict)  # what no method varies: the records of a history

    @property
    def tied(self) -> tuple[str, ...]:
        """The variables that vary together."""
        return self.ties.names

    @property
    def policy(self) -> Policy:
        """The widened policy."""
        return self.widened.policy

    def fails(self, case: Case) -> bool:
        """Whether the inputs are accepted and the condition is false, by the evaluator."""
        evaluator = Evaluator(self.policy, {**self.given, **case})
        for require in self.requires:
            if _outcome(evaluator, require.condition) is False:
                return False
        return _outcome(evaluator, self.condition) is False


def _outcome(evaluator: Evaluator, expr: e.Expr) -> Value | None:
    """The value of a condition; None where it has none: a hole, 不适用, or figures that nobody can calculate with."""
    try:
        outcome: Outcome = evaluator.expression(expr)
    except (ArithmeticError, AssertionError, ValueError):
        return None
    return outcome.value


def question(widened: Widened, condition: e.Expr) -> Question:
    """The question whether ``condition``, a formula of the widened policy, can be false."""
    policy = widened.policy
    reads = Reads(policy)
    names = set(reads.of(condition))
    requires: list[Require] = []
    rest = list(policy.requires)
    changed = True
    while changed:  # a require may tie what is read to what is not
        changed = False
        for require in list(rest):
            read = reads.of(require.condition)
            if read & names:
                names |= read
                requires.append(require)
                rest.remove(require)
                changed = True
    return Question(
        widened,
        condition,
        tuple(i for i in policy.inputs if i.name in names),
        tuple(requires),
        tuple(name for name in widened.about if name in names),
        tuple(reading.name for reading in policy.readings if reading.name in names),
        tuple(history.name for history in policy.histories if history.name in names),
    )


class Reads:
    """The inputs, params, readings and histories that formulas of a policy read, directly or through rules."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._rules: dict[str, frozenset[str]] = {}

    def of(self, expr: e.Expr) -> frozenset[str]:
        """Their names."""
        found: set[str] = set()
        for node in walk(expr):
            match node:
                case e.InputRef() | e.ReadingRef() | e.RecordYear():
                    found.add(node.name)
                case e.ParamRef():
                    found.add(node.name)
                    formula = self._policy.param[node.name].formula
                    found |= self.of(formula) if formula is not None else set()
                case e.FieldRef():
                    found.add(self._policy.history_of[node.name])
                case e.RuleRef() | e.Previous():
                    found |= self._rule(node.name)
        return frozenset(found)

    def _rule(self, name: str) -> frozenset[str]:
        if name not in self._rules:
            self._rules[name] = frozenset()  # a track may read itself, a record before
            rule = self._policy.rule[name]
            parts = [x for x in (rule.only_when, rule.body, rule.initial) if x is not None]
            found = frozenset(n for part in parts for n in self.of(part))
            self._rules[name] = found | ({rule.history} if rule.history is not None else set())
        return self._rules[name]


def size(variable: Input) -> int:
    """How many values a variable can have."""
    return int((variable.high - variable.low) / variable.step) + 1


def value_at(variable: Input, index: int) -> Value:
    """The value at a place of the variable's line, counted from 0."""
    return from_ordinal(variable.low + variable.step * index, variable.type)


def values(variable: Input) -> Iterator[Value]:
    """All values of a variable."""
    return (value_at(variable, i) for i in range(size(variable)))


def count(question: Question, variables: Sequence[Input]) -> int:
    """How many combinations of values there are."""
    free = prod(size(v) for v in variables if v.name not in question.tied)
    return free * len(question.ties.combinations) if question.tied else free


def combinations(question: Question, variables: Sequence[Input]) -> Iterator[dict[str, Value]]:
    """All combinations of values, those that are tied together as they are."""
    free = [v for v in variables if v.name not in question.tied]
    for tied in question.ties.combinations if question.tied else ((),):
        for each in product(*(values(v) for v in free)):
            yield {**dict(zip(question.tied, tied, strict=True)), **dict(zip((v.name for v in free), each, strict=True))}


def is_choice(variable: Input) -> bool:
    """Whether its values are cases rather than numbers."""
    return isinstance(variable.type, Bool | EnumType)
