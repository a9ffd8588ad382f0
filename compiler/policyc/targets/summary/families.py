"""Examples that belong together: the same things are given and the same is asked, so that they can stand side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policyc.model import expressions as e
from policyc.model.memo import per_policy
from policyc.model.policy import Example, ExpectedState, Given, Policy, RuleKind
from policyc.model.types import Member
from policyc.model.walk import walk


@dataclass(frozen=True, slots=True)
class Family:
    """Examples with the same inputs that lead to the same result, and all rules that they ask for, in the order of working."""

    examples: tuple[Example, ...]
    rules: tuple[str, ...]
    core: str

    def differing(self) -> tuple[str, ...]:
        """What is given to them and is not the same for all."""
        cases = [given_of(example) for example in self.examples]
        return tuple(name for name in cases[0] if any(case[name] != cases[0][name] for case in cases))


def families(policy: Policy) -> tuple[Family, ...]:
    """All examples that ask for a rule, grouped by what is given and by the result that they lead to."""
    found: dict[tuple[tuple[str, ...], str], list[Example]] = {}
    reads = reads_of(policy)
    for example in policy.examples:
        rules = rules_of(example, policy)
        if rules and not any(x.state is ExpectedState.REFUSED for x in example.expectations):
            found.setdefault((tuple(given_of(example)), _core(rules, reads, policy)), []).append(example)
    place = {name: i for i, name in enumerate(policy.order)}
    return tuple(
        Family(tuple(examples), tuple(sorted({r for x in examples for r in rules_of(x, policy)}, key=lambda r: place[r])), core)
        for (_, core), examples in found.items()
    )


def _core(rules: Sequence[str], reads: Mapping[str, frozenset[str]], policy: Policy) -> str:
    """The result that an example is about: of those asked for that no other one reads the last, a rule rather than a track."""
    ends = [name for name in rules if not any(name in reads[other] for other in rules if other != name)] or list(rules)
    return ([name for name in ends if policy.rule[name].kind is not RuleKind.TRACK] or ends)[-1]


@per_policy
def reads_of(policy: Policy) -> Mapping[str, frozenset[str]]:
    """The rules that each rule reads, directly or through others."""
    direct = {
        rule.name: {x.name for f in (rule.only_when, rule.body) if f for x in walk(f) if isinstance(x, e.RuleRef | e.Previous)}
        for rule in policy.rules
    }
    found: dict[str, frozenset[str]] = {}
    for name, first in direct.items():
        seen: set[str] = set()
        ahead = set(first)
        while ahead:  # tracks may read one another a record before
            each = ahead.pop()
            if each not in seen:
                seen.add(each)
                ahead |= direct[each]
        found[name] = frozenset(seen)
    return found


def rules_of(example: Example, policy: Policy) -> tuple[str, ...]:
    """The rules that an example asks for, in the order in which they are worked out."""
    asked = {x.rule for x in example.expectations if x.rule is not None}
    conditions = (x.condition for x in example.expectations if x.condition is not None)
    asked |= {x.name for condition in conditions for x in walk(condition) if isinstance(x, e.RuleRef)}
    return tuple(name for name in policy.order if name in asked)


def given_of(example: Example) -> dict[str, Given | Member]:
    """All that is given to an example by name: readings, histories, inputs."""
    return {**dict(example.readings), **dict(example.histories), **dict(example.given)}


def twin(example: Example, others: Sequence[Example]) -> tuple[Example, str] | None:
    """Another example that differs from it in one thing alone, and which; None where there is none."""
    own = given_of(example)
    for other in others:
        differing = [name for name, value in given_of(other).items() if own.get(name) != value]
        if other is not example and len(differing) == 1:
            return other, differing[0]
    return None
