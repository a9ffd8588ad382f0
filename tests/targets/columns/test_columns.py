"""The query of a policy tells what the evaluator tells, construct by construct."""

from __future__ import annotations

import datetime
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
import sqlglot

from policyc import compile_file
from policyc.model.policy import Given, Policy, Record, Records
from policyc.model.types import EnumType, Value, from_ordinal
from policyc.targets import lacking, load_targets
from policyc.targets.columns.dialects import DIALECTS
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


def test_histories_record_by_record() -> None:
    policy = policy_of(
        HEAD
        + """history 年度 as years at most 4 { 参保 as enrolled : bool  费用 as cost : 元 in 0元 .. 100元 }
input 本次 as bill : 元 in 0元 .. 100元
clause 文 "一、" {
  track 连续 as streak over 年度 from 0年 = if 参保 then previous + 1年 else 0年
  track 累计 as total over 年度 from 0元 = previous + (if 连续 > 1年 then 费用 else 0元)
  track 上次 as before : 元 over 年度 = if 连续 > 1年 then previous else 费用
  rule 最后年 as last_year : year = year_of(年度)
  rule 最后费用 as last_cost = if 参保 then 费用 else 0元
  rule 合计 as together = min(累计, 50元) + 本次
}
"""
    )
    records: list[Records] = [()]
    fields: list[dict[str, Value]] = [
        {"参保": True, "费用": Fraction(7)},
        {"参保": False, "费用": Fraction(50)},
        {"参保": True},
        {"费用": Fraction(100)},
        {"参保": True, "费用": Fraction(101)},
    ]
    for first, length in product((2021, 2023), range(1, 6)):
        for shift in range(len(fields)):
            values = [fields[(shift + i) % len(fields)] for i in range(length)]
            records.append(tuple(Record(first + i, one) for i, one in enumerate(values)))
    records.append((Record(2021, fields[0]), Record(2023, fields[0])))
    cases: list[dict[str, Given]] = [{"年度": given, "本次": Fraction(1)} for given in records]
    assert disagreements(plan(policy, None, {"years": range(2020, 2029)}), cases) == []


def test_nothing_of_a_policy_becomes_sql() -> None:
    policy = policy_of(
        HEAD
        + """enum 人群 as people { 甲 as select, 乙 as union }
input 类别 as order : 人群
clause 文 "*/ DROP TABLE people; -- 一、'; /* " {
  rule 标准 as group = match 类别 { 甲 -> 1元  乙 -> unspecified } quote "'; DROP TABLE people; --"
  rule 给定 as given = 标准 + 1元
  rule 检查 as checked = 给定 + 1元
}
"""
    )
    made = plan(policy)
    assert disagreements(made, [{"类别": member} for member in policy.enums[0].members]) == []
    for dialect in DIALECTS:
        assert len(sqlglot.parse(made.text(dialect), read=dialect)) == 1


def test_without_sqlglot_the_rest_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyc.targets.columns.find_spec", lambda _: None)
    assert [target.name for target in load_targets()] == ["json", "python", "summary"]
    assert ["policyc[columns]" in words for words in lacking()] == [True]


def test_figures_that_no_row_comes_to_need_room_too() -> None:
    """DuckDB may make a bare figure as short as its column before it knows that no row takes that way, and stops."""
    policy = policy_of(
        HEAD
        + """input 费用 as fee : 元 in 0元 .. 1元
history 录 as years at most 1 { 额 as amount : 元 in 0元 .. 1元 }
clause 文 "一" { track 累计 as total : 元 over 录 from 0元 = min(previous + 额, 1000元) }
"""
    )
    for filled in (None, ["fee"]):
        text = plan(policy, None, None, filled, tuned=True).text("duckdb")
        assert "1000元" in text and "TINYINT" not in text
