"""One policy and the persons of households as it sees them: what is given is read in its units, and what it says is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from policyc.compare.households.described import Given
from policyc.compare.households.results import Standing, Told
from policyc.diagnostics.core import Words
from policyc.evaluate.admission import refused
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.given import Unreadable, find_input, parse_value
from policyc.evaluate.given_records import parse_records
from policyc.evaluate.outcome import Outcome, State
from policyc.model import policy as m
from policyc.model.types import Quantity
from policyc.semantics.bounds import bound_of, exactly
from policyc.semantics.trends import claim
from policyc.targets.summary.cases import at_least_or_most
from policyc.targets.summary.figures import taken

_STANDINGS = {
    State.UNSPECIFIED: Standing.UNSPECIFIED,
    State.NOT_APPLICABLE: Standing.NOT_APPLICABLE,
    State.MISSING: Standing.MISSING,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something given that a policy does not take: text that it cannot read, or a value that it does not admit."""

    given: Given
    text: Words
    readable: bool


class Side:
    """A policy, and by which names its figures and rules are asked for."""

    def __init__(self, policy: m.Policy, other: m.Policy) -> None:
        self.policy = policy
        self.items: tuple[m.Param | m.Rule, ...] = (*policy.params, *policy.rules)
        self._named = {name: item for item in self.items for name in (item.alias, item.name) if name}
        silent = policy.extract is not None or policy.id in other.parents
        self.nothing = Told(Standing.SILENT if silent else Standing.ABSENT)

    def item(self, name: str) -> m.Param | m.Rule | None:
        """The figure or rule of a Chinese or ASCII name."""
        return self._named.get(name)

    def declared(self, name: str) -> m.Input | m.History | None:
        """The input or history of a Chinese or ASCII name."""
        found = find_input(self.policy, name)
        return None if isinstance(found, Unreadable) else found

    def names(self) -> set[str]:
        """All names that a household may give or ask for."""
        given = [*self.policy.inputs, *self.policy.histories]
        return {name for item in given for name in (item.name, item.alias)} | set(self._named)


@dataclass
class Person:
    """What a policy makes of what is given for one person, or for an event of one.

    values: what it takes, by the names of its inputs and histories.
    """

    side: Side
    given: Iterable[Given]
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        policy = self.side.policy
        said: dict[str, Given] = {}
        values: dict[str, m.Given] = {}
        for given in self.given:  # what is said later, of the member, stands before what is said of the whole household
            declared = self.side.declared(given.name)
            if declared is not None:
                said[declared.name] = given
        self._blocked: dict[str, str] = {}
        for name, given in said.items():
            declared = self.side.declared(name)
            assert declared is not None
            value = _value(policy, declared, given.text)
            if isinstance(value, Unreadable):
                self._refuse(name, given, Words(value.zh, value.en), readable=False)
            else:
                values[name] = value
        self._together = ""
        for refusal in tuple(refused(policy, values)):
            if refusal.name is None:
                self._together = self._together or str(refusal.text)
            else:
                self._refuse(refusal.name, said[refusal.name], refusal.text, readable=True)
                values.pop(refusal.name, None)
        self.values: Mapping[str, m.Given] = values
        self._evaluator = Evaluator(policy, values)

    def _refuse(self, name: str, given: Given, text: Words, *, readable: bool) -> None:
        self._blocked.setdefault(name, str(text))
        self.faults.append(Fault(given, text, readable))

    def told(self, item: m.Param | m.Rule | None) -> Told:
        """What the policy says of a figure or rule for this person."""
        match item:
            case None:
                return self.side.nothing
            case m.Param():
                return of_param(item)
        if self._together:
            return Told(Standing.REFUSED, reason=self._together)
        outcome = self._evaluator.rule(item.name)
        blocked = [self._blocked[name] for name in (*item.inputs, *item.histories) if name in self._blocked]
        if outcome.state is State.MISSING and blocked:
            return Told(Standing.REFUSED, reason=blocked[0])
        return of_rule(outcome, item, self.side.policy)


def _value(policy: m.Policy, declared: m.Input | m.History, text: str) -> m.Given | Unreadable:
    if isinstance(declared, m.History):
        return parse_records(policy, declared, text)
    return parse_value(policy, declared, text)


def of_param(param: m.Param) -> Told:
    """A figure of the document, as it says it."""
    standing = Standing.UNSPECIFIED if param.bound.kind is m.BoundKind.UNSPECIFIED else Standing.FIGURE
    return Told(standing, param.bound, param.type, principally=param.principally)


def of_rule(outcome: Outcome, rule: m.Rule, policy: m.Policy) -> Told:
    """A result, with what is sure of it where it was worked out with open figures."""
    value = outcome.value
    if value is None:
        return Told(_STANDINGS[outcome.state], reason=outcome.reason)
    if not isinstance(value, Fraction) or not isinstance(rule.type, Quantity):
        bound = m.Bound(m.BoundKind.EXACTLY, value, None, low_closed=False, high=None, high_closed=False)
        return Told(Standing.FIGURE, bound, rule.type, outcome.reason, _taken(outcome, policy))
    sign = claim(policy, rule, outcome.params) if outcome.params else None
    if sign is not None:
        return Told(Standing.FIGURE, at_least_or_most(sign, value), rule.type, outcome.reason)
    return Told(Standing.FIGURE, bound_of(exactly(value)), rule.type, outcome.reason, _taken(outcome, policy))


def _taken(outcome: Outcome, policy: m.Policy) -> str:
    return taken([policy.param[name] for name in outcome.params], policy)
