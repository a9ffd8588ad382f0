"""Holds a generated Python module against the reference evaluator: the same value, state, reason and nominal mark, always."""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Mapping
from decimal import ROUND_UP, Context, Decimal, Inexact, Rounded, localcontext
from fractions import Fraction
from types import ModuleType
from typing import Any

from policyc.evaluate.admission import accepts
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome, State
from policyc.model.policy import Given as Told
from policyc.model.policy import Policy, Rule, RuleKind
from policyc.model.types import UNLIMITED, Member, Quantity, ordinal
from policyc.quantities.decimals import scale_of
from policyc.semantics.facts import of_rule
from policyc.targets.python.calling import arguments_of, as_python

Given = Mapping[str, Told]


def disagreements(policy: Policy, module: ModuleType, given: Given) -> list[str]:
    """Where the module tells something else than the evaluator, one line each."""
    arguments = arguments_of(policy, module, given)
    refusal = accepts(policy, given)
    if refusal is not None:
        return _not_refused(module, arguments, refusal)
    evaluator = Evaluator(policy, given)
    offered = [rule for rule in policy.rules if rule.kind is not RuleKind.PART]
    results = module.calculate(**arguments)
    found = [] if sorted(results) == sorted(r.alias for r in offered) else [f"calculate gives {sorted(results)}"]
    found += _depends_on_its_caller(module, arguments, results)
    for rule in offered:
        outcome = evaluator.rule(rule.name)
        found += _result_differs(rule, outcome, results[rule.alias], module, policy)
        found += _function_differs(rule, outcome, module, policy, arguments)
    return found


def _depends_on_its_caller(module: ModuleType, arguments: Mapping[str, object], results: Mapping[str, Any]) -> list[str]:
    """Amounts may come as text, and a decimal context that rounds to one digit changes nothing."""
    texts = {name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in arguments.items()}
    with localcontext(Context(prec=1, rounding=ROUND_UP, traps=[Inexact, Rounded])):
        again = module.calculate(**texts)
    return [] if again == results else [f"given {texts} in another decimal context, calculate gives {again}"]


def _not_refused(module: ModuleType, arguments: Mapping[str, object], refusal: str) -> list[str]:
    try:
        module.calculate(**arguments)
    except ValueError as error:
        return [] if str(error).startswith(refusal) else [f"refused because “{error}”, and not “{refusal}”"]
    return [f"not refused: {refusal}"]


def _result_differs(rule: Rule, outcome: Outcome, result: Any, module: ModuleType, policy: Policy) -> list[str]:
    value = None if outcome.value is None else as_python(outcome.value, module, policy)
    wanted = (value, outcome.state.value, outcome.reason, outcome.nominal)
    got = (result.value, result.state, result.reason, result.nominal)
    same = wanted == got and type(value) is type(result.value)
    return [] if same else [f"{rule.name}: calculate gives {got}, the evaluator {wanted}"]


def _function_differs(
    rule: Rule, outcome: Outcome, module: ModuleType, policy: Policy, arguments: Mapping[str, object]
) -> list[str]:
    function = getattr(module, rule.alias)
    taken = set(inspect.signature(function).parameters)
    of = {**policy.input, **policy.history}
    if taken != {of[name].alias for name in (*rule.inputs, *rule.histories)}:
        return [f"{rule.name} takes {sorted(taken)}"]
    wanted: object = outcome.value if outcome.value is None else as_python(outcome.value, module, policy)
    try:
        got = function(**{name: value for name, value in arguments.items() if name in taken})
    except module.Unspecified as error:
        same = outcome.state is State.UNSPECIFIED and outcome.cause in str(error)
        return [] if same else [f"{rule.name}() raises Unspecified({error}), the evaluator says {outcome}"]
    except (TypeError, ValueError) as error:
        same = outcome.state is State.MISSING or any(of[n].alias not in arguments for n in rule.required)
        return [] if same else [f"{rule.name}() raises {error!r}, the evaluator says {outcome}"]
    same = got == wanted and type(got) is type(wanted) and outcome.state in (State.OK, State.NOT_APPLICABLE)
    return [] if same else [f"{rule.name}() gives {got!r}, the evaluator says {outcome}"]


def beyond_facts(policy: Policy, given: Given) -> list[str]:
    """Rules whose value the compiler had proved impossible."""
    if accepts(policy, given) is not None:
        return []
    evaluator = Evaluator(policy, given)
    found = []
    for rule in policy.rules:
        value, facts = evaluator.rule(rule.name).value, of_rule(rule)
        if value is None:
            continue
        if value is UNLIMITED:
            found += [] if facts.unlimited else [f"{rule.name} is unlimited"]
            continue
        if not facts.low <= ordinal(value, rule.type) <= facts.high:
            found.append(f"{rule.name} = {value} is not within {facts.low} .. {facts.high}")
        if isinstance(rule.type, Quantity) and isinstance(value, Fraction) and facts.scale is not None:
            scale = scale_of(value)
            found += (
                [] if scale is not None and scale <= facts.scale else [f"{rule.name} = {value} does not fit {facts.scale} places"]
            )
    return found


def shown(given: Given) -> dict[str, str]:
    """Inputs for a message."""
    return {
        n: v.name if isinstance(v, Member) else v.isoformat() if isinstance(v, datetime.date) else str(v)
        for n, v in given.items()
    }
