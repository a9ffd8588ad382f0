"""Which inputs are refused, and why: values out of range, between steps, of no such case, or against a ``require``.

Shared by examples, ``eval`` and ``test``. What is not given is never refused here: it is missing where it is read. A
``require`` is asked only where all that it reads is given; one that meets a hole refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from policyc.diagnostics.core import Words
from policyc.evaluate.evaluator import Evaluator
from policyc.model.policy import Given, History, Input, Policy, Require
from policyc.model.types import (
    YEAR,
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
from policyc.semantics.facts import default_range
from policyc.wording import refusals


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why inputs are refused; ``name`` is the input at fault, None where several do not go together."""

    name: str | None
    text: Words


def accepts(policy: Policy, given: Mapping[str, Given]) -> str | None:
    """None where the inputs are accepted; else the first reason why not, which names input, value and clause."""
    return next((refusal.text for refusal in refused(policy, given)), None)


def refused(policy: Policy, given: Mapping[str, Given]) -> Iterator[Refusal]:
    """Every reason to refuse the inputs: each input for itself, as declared; if those are in order, each ``require``."""
    sound = True
    for name in given:
        if name not in policy.input and name not in policy.history:
            sound = False
            yield Refusal(name, refusals.no_such_input(name))
    for declared in policy.inputs:
        value = given.get(declared.name)
        text = _refused_value(policy, declared, value) if value is not None else None
        if text is not None:
            sound = False
            yield Refusal(declared.name, text)
    for history in policy.histories:
        text = next(_refused_records(policy, history, given.get(history.name, ())), None)
        if text is not None:
            sound = False
            yield Refusal(history.name, text)
    if sound:
        evaluator = Evaluator(policy, given)
        for require in policy.requires:
            if all(name in given for name in require.inputs) and evaluator.expression(require.condition).value is False:
                yield _broken(policy, require, given)


def _refused_records(policy: Policy, history: History, records: Given) -> Iterator[Words]:
    """The order of the records first, then their fields, from the oldest."""
    if not isinstance(records, tuple):
        yield refusals.not_records(policy, history)
        return
    low, high, _ = default_range(YEAR)
    before: int | None = 0 if history.events else None
    for record in records:
        if before is not None and record.year != before + 1:
            yield refusals.out_of_order(policy, history, record.year, before + 1)
        elif not history.events and not low <= record.year <= high:
            yield refusals.no_such_year(policy, history, record.year)
        before = record.year
    if len(records) > history.at_most:
        yield refusals.too_many(policy, history, records[history.at_most].year)
    for record in records:
        for field in history.fields:
            value = record.values.get(field.name)
            text = _refused_value(policy, field, value) if value is not None else None
            if text is not None:
                yield refusals.in_record(history, record.year, text)


def _refused_value(policy: Policy, declared: Input, value: Given) -> Words | None:
    if isinstance(value, tuple):
        return refusals.not_of_type(policy, declared, value)
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


def _broken(policy: Policy, require: Require, given: Mapping[str, Given]) -> Refusal:
    values = [(policy.input[name], v) for name in require.inputs if not isinstance(v := given[name], tuple)]
    name = require.inputs[0] if len(require.inputs) == 1 else None
    return Refusal(name, refusals.against(policy, require, values))
