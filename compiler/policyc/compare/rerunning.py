"""Cases that are shown are run once more, by the program that is generated from each of the two policies.

The evaluator has worked them out already; a module that says something else is a mistake of policyc's own, which is told as one
and not shown as a difference between policies. Who runs the modules is handed in: a comparison loads no code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from policyc.compare.cases import Case
from policyc.compare.meaning import Meaning
from policyc.evaluate.outcome import Outcome
from policyc.model.policy import Given, Policy, Rule

#: What a policy's module says of a rule where it says something else than the outcome; None where it says the same.
Rerun = Callable[[Policy, Rule, Mapping[str, Given], Outcome], str | None]
#: A policy and the rule of it that is compared.
Ruled = tuple[Policy, Rule]


class Disagreement(Exception):
    """A generated module and the evaluator do not say the same of a case."""


def rerun(meaning: Meaning, sides: tuple[Ruled, Ruled], runner: Rerun) -> Meaning:
    """The same, every case confirmed by both modules. Raises :class:`Disagreement`."""
    done: dict[int, Case] = {}

    def confirmed(case: Case) -> Case:
        if id(case) not in done:
            done[id(case)] = _confirmed(case, sides, runner)
        return done[id(case)]

    differences = tuple(replace(d, case=confirmed(d.case)) for d in meaning.differences)
    return replace(meaning, differences=differences, case=None if meaning.case is None else confirmed(meaning.case))


def _confirmed(case: Case, sides: Sequence[Ruled], runner: Rerun) -> Case:
    for (policy, rule), given, outcome in zip(sides, case.own, (case.old, case.new), strict=True):
        own = {name: value for name, value in given.items() if name in policy.input or name in policy.history}
        told = runner(policy, rule, own, outcome)
        if told is not None:
            says = f"{outcome.state.value} {outcome.value}"
            raise Disagreement(f"{policy.id}.{rule.alias}: the module says {told}, the evaluator {says}, given {own}")
    return replace(case, rerun=True)
