"""The checks against trying out every input: random conditions over small ranges, sums, ages, rules and holes.

What is called complete has no gap, what is said to conflict does, and every shown case is one. The other way round the checks
may only be less sure than brute force where they say so (E0607, E0608); on these policies they never have to.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction as F
from itertools import combinations, product

import pytest

from policyc.checks import run_checks
from policyc.diagnostics.core import Diagnostic
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome
from policyc.model import expressions as e
from policyc.model.policy import Policy
from policyc.model.types import Value
from tests.evaluate.texts import policy_of

TOP = """
input 分档 as tier : 地区分档
input 参保 as insured : bool
input 甲年 as years_a : 年 in 0年 .. 5年
input 乙年 as years_b : 年 in 0年 .. 5年
input 出生 as birth : date in 2000-02-27 .. 2000-03-02
input 办理 as day_of : date in 2018-02-26 .. 2018-03-03
"""
PARTS = """
part 差额 = max(甲年 - 2年, 0年)
part 周岁 = age(出生, 办理)
part 年龄段 = match 周岁 { < 18岁 -> 1年  >= 18岁 -> 2年 }
part 合计 = 甲年 + 乙年
part 较大 = max(甲年, 乙年)
part 积 = 甲年 * (乙年 / 1年)
"""

DAYS = [date(2000, 2, 27) + timedelta(days=i) for i in range(5)]
LATER = [date(2018, 2, 26) + timedelta(days=i) for i in range(6)]
YEARS = [F(i) for i in range(6)]


def _atom(choose: random.Random) -> str:
    n, op = choose.randint(0, 5), choose.choice(["<", "<=", ">", ">=", "==", "!="])
    years = choose.choice(["甲年", "乙年", "差额", "合计", "较大", "年龄段", "甲年", "乙年"])
    atoms = [
        f"分档 == {choose.choice(['西部', '中部', '东部'])}",
        "分档 in (西部, 东部)",
        "参保",
        f"{years} {op} {n}年",
        f"{years} {op} {choose.choice(['甲年', '乙年', '差额'])}",
        f"2 * 甲年 {op} {choose.choice(['乙年', '3年 + 乙年', '7年 - 乙年'])}",
        f"出生 {op} {choose.choice(DAYS)}",
        f"办理 {op} {choose.choice(LATER)}",
        f"周岁 {op} {choose.choice([17, 18])}岁",
        f"month_of(办理) {op} 2018-03",
        f"(甲年 / 2 rounded to 1年) {op} {choose.randint(0, 3)}年",
    ]
    return choose.choice(atoms)


def _condition(choose: random.Random, depth: int = 2) -> str:
    if depth == 0 or choose.random() < 0.45:
        return _atom(choose)
    kind = choose.choice(["and", "or", "not"])
    if kind == "not":
        return f"not ({_condition(choose, depth - 1)})"
    return f"({_condition(choose, depth - 1)}) {kind} ({_condition(choose, depth - 1)})"


def _value(choose: random.Random) -> str:
    return choose.choice(["1年", "2年", "甲年", "差额", "甲年 + 1年", "unspecified", "较大"])


def _cases_of(choose: random.Random) -> str:
    arms = [f"when {_condition(choose)} -> {_value(choose)}" for _ in range(choose.randint(2, 5))]
    rest = [f'otherwise because "其余" -> {_value(choose)}'] if choose.random() < 0.3 else []
    return f"rule 甲 as first : 年 = cases {{ {'  '.join(arms + rest)} }}"


def _exceptions_of(choose: random.Random) -> str:
    arms = [f"except when {_condition(choose)} -> {_value(choose)}" for _ in range(choose.randint(2, 3))]
    return f"rule 甲 as first : 年 = {_value(choose)} {{ {'  '.join(arms)} }}"


def _everything(policy: Policy) -> Iterator[dict[str, Value]]:
    """All inputs that decide the rule, in every combination (the others at one value)."""
    (tier,) = [x for x in policy.enums if x.name == "地区分档"]
    lines: dict[str, list[Value]] = {
        "分档": [*tier.members],
        "参保": [False, True],
        "甲年": [*YEARS],
        "乙年": [*YEARS],
        "出生": [*DAYS],
        "办理": [*LATER],
    }
    read = set(policy.rule["甲"].inputs)
    for places in product(*(line if name in read else line[:1] for name, line in lines.items())):
        yield dict(zip(lines, places, strict=True))


def _codes(diagnostics: tuple[Diagnostic, ...], *codes: str) -> list[Diagnostic]:
    return [d for d in diagnostics if d.code.code in codes]


def _given(policy: Policy, shown: str) -> dict[str, Value]:
    """The values that a shown case states, read back from its words."""
    given: dict[str, Value] = {}
    members = {m.name: m for x in policy.enums for m in x.members}
    for name, text in re.findall(r"(\w+) = ([\w-]+)", shown):
        if text in members:
            given[name] = members[text]
        elif text in ("是", "否"):
            given[name] = text == "是"
        elif "-" in text:
            given[name] = date.fromisoformat(text)
        else:
            given[name] = F(text.removesuffix("年"))
    return given


def _same(a: Outcome, b: Outcome) -> bool:
    return (a.state, a.value) == (b.state, b.value)


@pytest.mark.parametrize("seed", range(20))
def test_cases(seed: int) -> None:
    policy = policy_of(TOP, PARTS + _cases_of(random.Random(seed)))
    body = policy.rule["甲"].body
    assert isinstance(body, e.Cases)
    found = run_checks(policy)
    conditions = [c.condition for c in body.cases]
    wins: set[int | None] = set()
    for given in _everything(policy):
        wins.add(_winner(policy, given, conditions))
    gaps = _codes(found, "E0601")
    assert bool(gaps) == (None in wins)
    assert not _codes(found, "E0607", "E0608", "E0609")
    dead = [c.span for i, c in enumerate(body.cases) if i not in wins and not isinstance(c.condition, e.Otherwise)]
    assert [d.span for d in _codes(found, "E0603", "E0604")] == dead
    for gap in gaps:
        case = dict(gap.values)["case"]
        assert _winner(policy, _given(policy, case), conditions) is None, case


def _winner(policy: Policy, given: dict[str, Value], conditions: list[e.Expr | e.Otherwise]) -> int | None:
    evaluator = Evaluator(policy, given)
    for i, condition in enumerate(conditions):
        if isinstance(condition, e.Otherwise) or evaluator.expression(condition).value is True:
            return i
    return None


@pytest.mark.parametrize("seed", range(20))
def test_exceptions(seed: int) -> None:
    policy = policy_of(TOP, PARTS + _exceptions_of(random.Random(1000 + seed)))
    body = policy.rule["甲"].body
    assert isinstance(body, e.Default)
    found = run_checks(policy)
    assert not _codes(found, "E0607", "E0608", "E0609")
    conflicts: set[int] = set()
    for given in _everything(policy):
        conflicts.update(j for _, j in _conflicts(policy, given, body))
    spans = {body.exceptions[j].span for j in conflicts}
    assert {d.span for d in _codes(found, "E0602")} == spans
    for conflict in _codes(found, "E0602"):
        case = dict(conflict.values)["case"]
        pairs = _conflicts(policy, next(_everything(policy)) | _given(policy, case), body)
        assert conflict.span in {body.exceptions[j].span for _, j in pairs}, case


def _conflicts(policy: Policy, given: dict[str, Value], body: e.Default) -> list[tuple[int, int]]:
    evaluator = Evaluator(policy, given)
    held = [i for i, x in enumerate(body.exceptions) if evaluator.expression(x.condition).value is True]
    values = {i: evaluator.expression(body.exceptions[i].value) for i in held}
    return [(i, j) for i, j in combinations(held, 2) if not _same(values[i], values[j])]


def _ranges(choose: random.Random) -> str:
    """A few patterns over years that cover most of 0年 .. 5年."""
    low, high = sorted(choose.sample(range(6), 2))
    return choose.choice(
        [f"< {low}年", f"{low}年 .. {high}年", f">= {high}年", f"{low}年 | {high}年", f"<= {low}年 | > {high}年"]
    )


def _table_of(choose: random.Random) -> str:
    columns = [_ranges(choose) for _ in range(choose.randint(1, 3))]
    cells = ["1年", "2年", "乙年", "unspecified"]
    rows = [f"{_ranges(choose)}: {', '.join(choose.choice(cells) for _ in columns)}\n" for _ in range(choose.randint(2, 4))]
    limits = ["", "require 甲年 < 4年 or 乙年 > 1年\n", "require 甲年 + 乙年 <= 7年\n"]
    return choose.choice(limits) + f"table 甲 as first : 年 by 甲年, 乙年 {{\n columns {', '.join(columns)}\n {''.join(rows)} }}"


@pytest.mark.parametrize("seed", range(40))
def test_tables(seed: int) -> None:
    policy = policy_of(TOP, _table_of(random.Random(2000 + seed)))
    body = policy.rule["甲"].body
    assert isinstance(body, e.Lookup)
    uncovered, clash = False, False
    for years_a, years_b in product(YEARS, YEARS):
        given: dict[str, Value] = {"甲年": years_a, "乙年": years_b}
        evaluator = Evaluator(policy, given)
        if any(evaluator.expression(r.condition).value is False for r in policy.requires):
            continue
        rows = [row for row in body.rows if not isinstance(row.patterns, e.Otherwise) and _meets(years_a, row.patterns)]
        columns = [i for i, patterns in enumerate(body.columns) if _meets(years_b, patterns)]
        uncovered = uncovered or not rows or not columns
        outcomes = [evaluator.expression(row.cells[i]) for row in rows for i in columns]
        clash = clash or any(not _same(a, b) for a, b in combinations(outcomes, 2))
    found = run_checks(policy)
    assert bool(_codes(found, "E0601")) == uncovered
    assert bool(_codes(found, "E0602")) == clash


def _meets(place: F, patterns: tuple[e.Pattern, ...]) -> bool:
    return any(_meets_one(place, pattern) for pattern in patterns)


def _meets_one(place: F, pattern: e.Pattern) -> bool:
    if isinstance(pattern, e.ValuePattern):
        return place == pattern.value
    low, high = pattern.low, pattern.high
    assert isinstance(low, F | None) and isinstance(high, F | None)
    above = low is None or place > low or (pattern.low_closed and place == low)
    return above and (high is None or place < high or (pattern.high_closed and place == high))
