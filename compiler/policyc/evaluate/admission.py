"""Which inputs are refused, and why: values out of range, between steps, of no such case, or against a ``require``.

Shared by examples, ``eval`` and ``test``. What is not given is never refused here: it is missing where it is read. A
``require`` is asked only where all that it reads is given; one that meets a hole refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from policyc.evaluate.evaluator import Evaluator
from policyc.model.policy import Input, Policy, Require
from policyc.model.types import (
    Bool,
    DateType,
    EnumType,
    Member,
    MonthType,
    Quantity,
    Type,
    Value,
    YearType,
    ordinal,
)
from policyc.wording import refusals


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why inputs are refused, in Chinese; ``name`` is the input at fault, None where several do not go together."""

    name: str | None
    text: str


def accepts(policy: Policy, given: Mapping[str, Value]) -> str | None:
    """None where the inputs are accepted; else the first reason why not, which names input, value and clause."""
    return next((refusal.text for refusal in refused(policy, given)), None)


def refused(policy: Policy, given: Mapping[str, Value]) -> Iterator[Refusal]:
    """Every reason to refuse the inputs: each input for itself, as declared; if those are in order, each ``require``."""
    sound = True
    for name in given:
        if name not in policy.input:
            sound = False
            yield Refusal(name, refusals.no_such_input(name))
    for declared in policy.inputs:
        text = _refused_value(policy, declared, given[declared.name]) if declared.name in given else None
        if text is not None:
            sound = False
            yield Refusal(declared.name, text)
    if sound:
        evaluator = Evaluator(policy, given)
        for require in policy.requires:
            if all(name in given for name in require.inputs) and evaluator.expression(require.condition).value is False:
                yield _broken(policy, require, given)


def _refused_value(policy: Policy, declared: Input, value: Value) -> str | None:
    if not is_of(value, declared.type):
        return refusals.not_of_type(policy, declared, value)
    place = ordinal(value, declared.type)
    if not declared.low <= place <= declared.high:
        return refusals.out_of_range(policy, declared, value)
    if (place - declared.low) % declared.step != 0:
        return refusals.off_step(policy, declared, value)
    return None


def is_of(value: Value, kind: Type) -> bool:
    """Whether a value can be an input of a type; ``unlimited`` cannot."""
    match kind:
        case Quantity():
            return isinstance(value, Fraction)
        case Bool():
            return isinstance(value, bool)
        case EnumType():
            return isinstance(value, Member) and value in kind.members
        case DateType():
            return isinstance(value, date)
        case MonthType():
            return isinstance(value, date) and value.day == 1
        case YearType():
            return isinstance(value, int) and not isinstance(value, bool)


def _broken(policy: Policy, require: Require, given: Mapping[str, Value]) -> Refusal:
    values = [(policy.input[name], given[name]) for name in require.inputs]
    name = require.inputs[0] if len(require.inputs) == 1 else None
    return Refusal(name, refusals.against(policy, require, values))
