"""Generated modules, run: what a policy's own program says in a case, beside what the evaluator says."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Context, localcontext
from fractions import Fraction
from types import ModuleType
from typing import Any

from policyc.evaluate.outcome import Outcome
from policyc.model.policy import Given, Policy, Rule, RuleKind
from policyc.targets.python import TARGET
from policyc.targets.python.calling import arguments_of, as_python


@contextmanager
def generated(policy: Policy) -> Iterator[ModuleType]:
    """The module that ``build`` would write for a policy, loaded from memory for as long as it is used."""
    name = f"_generated_{policy.id}_{id(policy):x}"
    module = ModuleType(name)
    sys.modules[name] = module  # dataclasses look their module up
    try:
        exec(compile(TARGET.render(policy)[f"{policy.id}.py"], f"{policy.id}.py", "exec"), module.__dict__)  # our own code
        yield module
    finally:
        del sys.modules[name]


@dataclass(frozen=True, slots=True)
class Modules:
    """Runs the modules of policies; each is made when it is first asked for."""

    _made: dict[int, tuple[Policy, ModuleType]] = field(default_factory=dict)

    def differs(self, policy: Policy, rule: Rule, given: Mapping[str, Given], outcome: Outcome) -> str | None:
        """What the policy's module says of a rule where the evaluator says something else; None where both say the same."""
        module = self._module(policy)
        with localcontext(Context()):
            wanted = None if outcome.value is None else as_python(outcome.value, module, policy)
            try:
                got = _result(module, rule, arguments_of(policy, module, given))
            except (TypeError, ValueError) as error:  # what it refuses the evaluator must not have taken
                return repr(error)
        same = (got.state, got.nominal) == (outcome.state.value, outcome.nominal) and _equal(got.value, wanted)
        return None if same else f"{got.state} {got.value}"

    def _module(self, policy: Policy) -> ModuleType:
        if id(policy) not in self._made:
            with generated(policy) as module:
                self._made[id(policy)] = policy, module
        return self._made[id(policy)][1]


def _result(module: ModuleType, rule: Rule, arguments: Mapping[str, object]) -> Any:
    if rule.kind is not RuleKind.PART:
        return module.calculate(**arguments)[rule.alias]
    return module._Traced(module._given(**arguments))._result(rule.alias)  # a part of a rule has no function of its own


def _equal(got: object, wanted: object) -> bool:
    exact = (type(got) is type(wanted)) or Fraction in (type(got), type(wanted))
    return exact and got == wanted
