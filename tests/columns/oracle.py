"""What the reference evaluator says of a row, as a query must say it: values, and why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from policyc.evaluate.admission import accepts
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome, State
from policyc.model.policy import Given, Policy, Record
from policyc.model.types import UNLIMITED, Member, Quantity
from policyc.targets.columns.plan import Output, Plan

#: A result as it is compared: its value, and the reason where it has none. Of a row that is refused both are None.
Told = tuple[object, str | None]


class Oracle:
    """Answers for the rows of one plan, and remembers the outcome of each rule for what that rule reads."""

    def __init__(self, plan: Plan) -> None:
        self._policy: Policy = plan.policy
        self._outputs = plan.outputs
        self._known: dict[tuple[object, ...], Told] = {}

    def answers(self, case: Mapping[str, Given]) -> tuple[bool, list[Told]]:
        """Whether the case is refused, and what comes out of each of the plan's outputs, in order."""
        if accepts(self._policy, case) is not None:
            return True, [(None, None)] * len(self._outputs)
        evaluator = Evaluator(self._policy, case)
        return False, [self._answer(output, case, evaluator) for output in self._outputs]

    def _answer(self, output: Output, case: Mapping[str, Given], evaluator: Evaluator) -> Told:
        rule = output.rule
        read = tuple(_key(case.get(name)) for name in (*rule.inputs, *rule.histories))
        key = (rule.name, *read)
        if key not in self._known:
            self._known[key] = told(evaluator.rule(rule.name))
        return self._known[key]


def told(outcome: Outcome) -> Told:
    """An outcome as the columns of a query say it."""
    match outcome.state:
        case State.OK if outcome.value is UNLIMITED:
            return None, "不封顶"
        case State.OK:
            return _plain(outcome.value), None
        case State.MISSING:
            return None, f"缺输入：{outcome.cause.removeprefix('缺少')}"
        case State.UNSPECIFIED:
            return None, f"待定：{outcome.cause}"
        case State.NOT_APPLICABLE:
            return None, str(outcome.cause)


def said(value: object, output: Output) -> object:
    """A value as an engine gives it, as it is compared; one of another type than its column must have stays what it is."""
    if isinstance(output.type, Quantity):
        if output.scale and isinstance(value, Decimal) and -int(value.as_tuple().exponent) == output.scale:
            return Fraction(value)
        if not output.scale and isinstance(value, int | Decimal) and not isinstance(value, bool) and value == int(value):
            return Fraction(int(value))
    return value


def _plain(value: object) -> object:
    return value.alias if isinstance(value, Member) else value


def _key(given: Given | None) -> object:
    if not isinstance(given, tuple):
        return given
    records: Sequence[Record] = given
    return tuple((record.year, tuple(sorted(record.values.items(), key=lambda item: item[0]))) for record in records)
