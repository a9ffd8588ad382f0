"""What the reference evaluator says of a row, as a query must say it: values, and why there is none."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from policyc.evaluate.admission import accepts
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome, State
from policyc.model.policy import Given, Policy
from policyc.model.types import UNLIMITED, Bool, DateType, EnumType, Member, MonthType, Quantity, Value, YearType
from policyc.targets.columns.plan import Output, Plan
from tests.columns.rows import Row, case_of, layout

#: A result: its value, and the reason where it has none. Of a row that is refused both are None.
Told = tuple[object, str | None]

#: The column that says which rows are refused, in what :func:`wanted` gives.
REFUSED = "refused"


class Oracle:
    """Answers for the rows of one plan. Remembers what came of a rule for the inputs that it reads, where it reads no records."""

    def __init__(self, plan: Plan) -> None:
        self._policy: Policy = plan.policy
        self._outputs = plan.outputs
        self._known: dict[tuple[object, ...], Told] = {}

    def answers(self, case: Mapping[str, Given]) -> list[Told] | None:
        """What comes out of each of the plan's outputs, in order; None where the case is refused."""
        if accepts(self._policy, case) is not None:
            return None
        evaluator = Evaluator(self._policy, case)
        return [self._answer(output, case, evaluator) for output in self._outputs]

    def _answer(self, output: Output, case: Mapping[str, Given], evaluator: Evaluator) -> Told:
        rule = output.rule
        if rule.histories:
            return told(evaluator.rule(rule.name), output)
        key = (rule.name, *map(case.get, rule.inputs))
        if key not in self._known:
            self._known[key] = told(evaluator.rule(rule.name), output)
        return self._known[key]


def wanted(plan: Plan, rows: Sequence[Row]) -> Any:
    """The evaluator's answers as an Arrow table: which rows are refused, and of each output its value and its reason."""
    oracle, columns = Oracle(plan), layout(plan)
    nothing: list[Told] = [(None, None)] * len(plan.outputs)
    answers = [oracle.answers(case_of(columns, row)) for row in rows]
    found = {REFUSED: pa.array([answer is None for answer in answers])}
    for place, output in enumerate(plan.outputs):
        told = [(answer or nothing)[place] for answer in answers]
        found[output.name] = pa.array([value for value, _ in told], _kinds(output)[1])
        found[output.reason] = pa.array([reason for _, reason in told], pa.string())
    return pa.table(found)


def told(outcome: Outcome, output: Output) -> Told:
    """An outcome as the columns of a query say it."""
    match outcome.state:
        case State.OK if outcome.value is UNLIMITED:
            return None, "不封顶"
        case State.OK:
            return _plain(outcome.value, output), None
        case State.MISSING:
            return None, f"缺输入：{outcome.cause.removeprefix('缺少')}"
        case State.UNSPECIFIED:
            return None, f"待定：{outcome.cause}"
        case State.NOT_APPLICABLE:
            return None, str(outcome.cause)


def as_printed(value: object, output: Output) -> bool:
    """Whether an engine gives a value in the type that its column must have: an amount with all of its places, no more."""
    if isinstance(output.type, Quantity) and isinstance(value, Decimal):
        return -int(value.as_tuple().exponent) == output.scale
    return value is None or type(value) is _kinds(output)[0]


def _kinds(output: Output) -> tuple[type, Any]:
    """The type of a result in Python, and its Arrow type; amounts come as decimals, counts as whole numbers too."""
    match output.type:
        case Quantity():
            return Decimal if output.scale else int, pa.decimal128(38, output.scale)
        case Bool():
            return bool, pa.bool_()
        case EnumType():
            return str, pa.string()
        case DateType() | MonthType():
            return datetime.date, pa.date32()
        case YearType():
            return int, pa.int64()


def _plain(value: Value | None, output: Output) -> object:
    """A value as its column has it."""
    if isinstance(value, Member):
        return value.alias
    if isinstance(value, Fraction):
        units = value * 10**output.scale
        assert units.denominator == 1, f"{output.label} has more than {output.scale} decimal places: {value}"
        return Decimal(f"{units.numerator}E-{output.scale}")  # scaleb would round to 28 digits
    return value
