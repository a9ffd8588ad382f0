"""Breakpoints against brute force: wherever a step of an input changes the course of a rule, both sides are breakpoints."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

import pytest

from policyc.evaluate.admission import accepts
from policyc.evaluate.coverage import Seen
from policyc.evaluate.evaluator import Evaluator
from policyc.model.policy import Policy
from policyc.model.types import Value, from_ordinal, ordinal
from policyc.quantities.decimals import Rounding, round_to
from policyc.semantics.breakpoints import breakpoints
from tests.evaluate.texts import policy_of

#: Inputs (of small ranges), rules, and the input to walk along.
CASES = {
    "comparison through a part": (
        "input 费用 as cost : 元 in 0元 .. 100元 step 0.5元",
        """param 起付线 as deductible = 20元
           part 自付 as own = 30% * (费用 - 起付线) + 1元
           rule 甲 as first = if 自付 >= 7.3元 then 1元 else 2元""",
    ),
    "falling": (
        "input 费用 as cost : 元 in 0元 .. 100元 step 1元",
        "rule 甲 as first = cases { when 90元 - 2 * 费用 < 7元 -> 1元  when 费用 in (3元, 5元) -> 2元  otherwise -> 3元 }",
    ),
    "patterns": (
        "input 年龄 as age_now : 岁",
        "rule 甲 as first = match 年龄 { < 18岁 -> 1元  18岁 .. 59岁 -> 2元  60岁 | 61岁 -> 3元  > 61岁 -> 4元 }",
    ),
    "brackets": (
        "input 费用 as cost : 元 in 0元 .. 200元 step 1元",
        "scale 甲 as first on 费用 - 10元 { up to 50元 -> 0%  up to 100元 -> 60%  above -> 65% } at most 40元 rounded to 0.01元",
    ),
    "days": (
        "input 出生日期 as birth : date in 1950-01-01 .. 1956-12-31",
        """rule 甲 as first = if age(出生日期, 2023-02-28) >= 70岁 then 1元 else 2元
           rule 乙 as second = if month_of((出生日期 + 3个月 rounded down)) <= 1952-02 then 1元 else 2元
           rule 丙 as third = if year_of(出生日期 - 10天) > 1953 then 1元 else 2元
           rule 丁 as fourth = if last_day(month_of(出生日期)) < 1955-06-30 then 1元 else 2元""",
    ),
    "from birth": (
        "input 办理日期 as day_of : date in 2018-01-01 .. 2025-12-31",
        "rule 甲 as first = if age(2004-02-29, 办理日期) >= 18岁 then 1元 else 2元",
    ),
    "months and years": (
        "input 参保月 as since : month in 2015-01 .. 2025-12\n input 年度 as fiscal_year : year in 2000 .. 2030",
        """rule 甲 as first = if 参保月 + 14个月 > 2020-03 then 1元 else 2元
           rule 乙 as second = if january(年度) >= 2023-02 then 1元 else 2元
           rule 丙 as third = if 年度 - 2012 >= 4年 then 1元 else 2元
           rule 丁 as fourth = if year_of(参保月) == 2020 then 1元 else 2元""",
    ),
    "modifiers and exceptions": (
        "input 工龄 as seniority : 年 in 0年 .. 60年\n input 条件 as condition_met : bool",
        """rule 基数 as basis = 10年 { except when 工龄 > 31年 -> 工龄  plus 工龄 when 工龄 <= 5年 }
           rule 甲 as first = if 基数 > 13年 and 条件 then 1元 else 2元""",
    ),
}


def _course(policy: Policy, given: dict[str, Value]) -> tuple[object, ...]:
    """What a set of inputs makes the rules do: every choice taken."""
    seen = Seen()
    evaluator = Evaluator(policy, given, seen)
    for rule in policy.rules:
        evaluator.rule(rule.name)
    return tuple(sorted(seen.taken))


@pytest.mark.parametrize("case", CASES)
def test_every_change_of_course_is_a_breakpoint(case: str) -> None:
    policy = policy_of(*CASES[case])
    for declared in policy.inputs:
        others: dict[str, Value] = {x.name: from_ordinal(x.high, x.type) for x in policy.inputs if x is not declared}
        count = int((declared.high - declared.low) / declared.step) + 1
        values = [from_ordinal(declared.low + i * declared.step, declared.type) for i in range(count)]
        courses = [_course(policy, {**others, declared.name: value}) for value in values]
        turns = [i for i in range(1, count) if courses[i] != courses[i - 1]]
        assert turns, declared.name
        found = set(breakpoints(policy)[declared.name].values)
        assert {values[i] for turn in turns for i in (turn - 1, turn)} <= found


@pytest.mark.parametrize("case", CASES)
def test_values_are_accepted_and_those_beyond_are_not(case: str) -> None:
    policy = policy_of(*CASES[case])
    for declared in policy.inputs:
        found = breakpoints(policy)[declared.name]
        places = [ordinal(value, declared.type) for value in found.values]
        assert places == sorted(set(places))
        assert {declared.low, declared.high} <= set(places)
        assert all(accepts(policy, {declared.name: value}) is None for value in found.values)
        assert all(accepts(policy, {declared.name: value}) is not None for value in found.beyond)


def test_all_members_and_both_truths() -> None:
    policy = policy_of("input 分档 as tier : 地区分档\n input 参保 as insured : bool", "rule 甲 as first = 分档 == 西部 and 参保")
    found = breakpoints(policy)
    assert [getattr(value, "name", value) for value in found["分档"].values] == ["西部", "中部", "东部"]
    assert found["参保"].values == (False, True) and not found["参保"].beyond


@pytest.mark.parametrize(
    ("formula", "factor", "shift", "unit", "mode"),
    [
        ("费用 * 12.5% rounded to 0.01元", F("0.125"), F(0), F("0.01"), Rounding.HALF_UP),
        ("(费用 - 0.03元) * 0.7 rounded to 0.01元 half even", F("0.7"), F("-0.021"), F("0.01"), Rounding.HALF_EVEN),
        ("费用 / 3 + 1元 rounded to 1元", F(1, 3), F(1), F(1), Rounding.HALF_UP),
    ],
)
def test_ties_of_a_rounding_are_hit_exactly(formula: str, factor: F, shift: F, unit: F, mode: Rounding) -> None:
    policy = policy_of("input 费用 as cost : 元", f"rule 甲 as first = {formula}")
    values = [value for value in breakpoints(policy)["费用"].values if isinstance(value, F)]
    tie = [value for value in values if (value * factor + shift) % unit == unit / 2]
    assert tie
    for value in tie:
        exact = value * factor + shift
        assert Evaluator(policy, {"费用": value}).rule("甲").value == round_to(exact, unit, mode)


def test_rounding_down_turns_at_whole_multiples() -> None:
    policy = policy_of("input 费用 as cost : 元", "rule 甲 as first = 费用 * 0.7 rounded down to 1元")
    values = set(breakpoints(policy)["费用"].values)
    assert {F(10), F("9.99"), F("10.01")} <= values


def test_leap_days_and_month_ends_for_days() -> None:
    policy = policy_of("input 日期 as day_of : date", "rule 甲 as first = month_of(日期)")
    assert {date(2024, 2, 29), date(2023, 2, 28), date(2024, 12, 31)} <= set(breakpoints(policy)["日期"].values)
    assert breakpoints(policy)["日期"].beyond == (date(1899, 12, 31), date(2200, 1, 1))
