"""The query of a policy tells what the evaluator tells, construct by construct."""

from __future__ import annotations

import datetime
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from policyc import compile_file
from policyc.model.policy import Given, Policy
from policyc.model.types import EnumType, Value, from_ordinal
from policyc.targets.columns.plan import plan
from tests.targets.columns.running import disagreements, policy_of

ROOT = Path(__file__).parents[3]
HEAD = """policy 试例 as trial {
  region 全国 "CN"
  year 2024
}
source 文 as doc {
  title "试例（虚构）"
  number "试〔2024〕1号"
  issuers "试例局"
  issued 2024-01-01
}
"""


def edges(policy: Policy) -> list[dict[str, Given]]:
    """Every input on its ends, beside them and not at all, the others in the middle; every member."""
    middle: dict[str, Given] = {}
    found: dict[str, list[Value]] = {}
    for declared in policy.inputs:
        low, high, step = declared.low, declared.high, declared.step
        half = low + (high - low) // step // 2 * step
        places = dict.fromkeys([low, low + step, half - step, half, half + step, high - step, high])
        if isinstance(declared.type, EnumType):
            places = dict.fromkeys(map(Fraction, range(len(declared.type.members))))
        values = [from_ordinal(place, declared.type) for place in places if low <= place <= high]
        found[declared.name] = values
        middle[declared.name] = values[len(values) // 2]
    cases: list[dict[str, Given]] = [{}, middle]
    for name, values in found.items():
        cases.append({key: value for key, value in middle.items() if key != name})
        cases += [{**middle, name: value} for value in values]
        cases += [{name: value} for value in values]
    for one, other in product(found, found):
        if one < other:
            cases += [{**middle, one: a, other: b} for a in found[one] for b in found[other]]
    return cases


def test_every_construct() -> None:
    compiled = compile_file(ROOT / "tests" / "golden" / "features.pol")
    assert compiled.policy is not None
    policy = compiled.policy
    cases = edges(policy)
    assert len(cases) > 1000
    assert disagreements(plan(policy), cases) == []


@pytest.mark.parametrize("value", ["-0.01", "1000.01", "0.005", "0.000001"])
def test_what_an_input_cannot_be_is_refused(value: str) -> None:
    policy = policy_of(
        HEAD + 'input 金额 as amount : 元 in 0元 .. 1000元\nclause 文 "一、" { rule 一半 as half = 金额 / 2 rounded to 0.01元 }\n'
    )
    assert disagreements(plan(policy), [{"金额": Fraction(value)}]) == []


def test_day_and_month_that_no_calendar_has() -> None:
    policy = policy_of(HEAD + 'input 月份 as month : month\nclause 文 "一、" { rule 首日 as first : date = first_day(月份) }\n')
    cases: list[dict[str, Given]] = [{"月份": datetime.date(2024, 2, 2)}, {"月份": datetime.date(2024, 2, 1)}]
    assert disagreements(plan(policy), cases) == []
