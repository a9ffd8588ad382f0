"""The enrolment mechanism against a second reckoning: runs of years counted on the whole history, not record by record."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from pathlib import Path

import pytest

import policyc
from policyc.evaluate.evaluator import Evaluator
from policyc.model.policy import Given, Policy, Record
from policyc.model.types import Value

POLICIES = Path(__file__).parents[2] / "policies"
FIRST = 2025  # the year from which lapses count
READINGS = ("起算口径", "零报销口径", "断保降低口径", "多断保计法")


@dataclass(frozen=True)
class Year:
    """A year of a person: enrolled, without claim, bonus used."""

    year: int
    enrolled: bool
    zero_claim: bool
    used: bool


def compiled(name: str) -> Policy:
    compilation = policyc.compile_file(POLICIES / name)
    assert compilation.ok, [d.code.code for d in compilation.diagnostics]
    assert compilation.policy is not None
    return compilation.policy


@pytest.fixture(scope="module")
def nation() -> Policy:
    return compiled("enrolment_2025.pol")


@pytest.fixture(scope="module")
def shandong() -> Policy:
    return compiled("shandong/enrolment_2025.pol")


def lives(count: int, seed: int) -> list[list[Year]]:
    """Histories of every length, mostly enrolled; a year with a claim on the bonus may be marked without claim by mistake."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        start, length = chance.choice((2016, 2021, 2025, 2030)), chance.randint(1, 30)
        often = chance.choice((0.5, 0.8, 0.97))
        enrolled = [chance.random() < often for _ in range(length)]
        made.append(
            [Year(start + i, e, e and chance.random() < 0.6, e and chance.random() < 0.1) for i, e in enumerate(enrolled)]
        )
    return made


def answer(policy: Policy, life: list[Year], rule: str, readings: dict[str, str], **given: Given) -> Value | str:
    records = tuple(Record(y.year, {"参保": y.enrolled, "零报销": y.zero_claim, "动用奖励额度": y.used}) for y in life)
    options = {
        name: next(o.member for o in policy.reading[name].options if o.member.name == option) for name, option in readings.items()
    }
    outcome = Evaluator(policy, {"参保年度": records, **given}, readings=options).rule(rule)
    return outcome.value if outcome.value is not None else outcome.state.value


def choose(policy: Policy, chance: random.Random) -> dict[str, str]:
    return {name: chance.choice(policy.reading[name].options).member.name for name in READINGS}


def continuity(life: list[Year], start: str) -> int:
    """One for each year beyond the fourth of a run."""
    counted = [y for y in life if start != "从头起算" or y.year >= FIRST]
    beyond = 0
    for enrolled, run in groupby(counted, key=lambda y: y.enrolled):
        if enrolled:
            beyond += sum(1 for i, y in enumerate(run, 1) if i > 4 and (start == "全部计入" or y.year >= FIRST))
    return beyond


def zero_claims(life: list[Year], start: str, rule: str) -> int:
    """What can be used in the last year: the years without claim since the bonus was last used."""
    before = life[:-1]
    last_use = max((i for i, y in enumerate(before) if y.used), default=-1)
    kept = 0
    for i in range(last_use + 1, len(before)):
        y = before[i]
        earns = y.enrolled and y.zero_claim and (start == "全部计入" or y.year >= FIRST)
        lost = rule == "次年须参保" and not life[i + 1].enrolled
        kept += earns and not lost
    return kept


def lapse_before(life: list[Year]) -> int:
    """The years from 2025 without enrolment right before the last one, of someone who was enrolled before."""
    before = life[:-1]
    gap = 0
    while gap < len(before) and not before[-1 - gap].enrolled:
        gap += 1
    missed = before[len(before) - gap :]
    return sum(y.year >= FIRST for y in missed) if gap < len(before) else 0


def reduction(life: list[Year], rule: str) -> int:
    """How many times the cap is lowered."""
    lapses = [lapse_before(life[: i + 1]) for i, y in enumerate(life) if y.enrolled]
    return sum(lapses) if rule == "每断一年" else sum(lapse > 0 for lapse in lapses)


@pytest.mark.parametrize("place", ["nation", "shandong"])
def test_bonus(place: str, request: pytest.FixtureRequest) -> None:
    policy: Policy = request.getfixturevalue(place)
    each, chance = (1000, 3000)[place == "shandong"], random.Random(7)
    for life in lives(250, 1):
        readings = choose(policy, chance)
        cap = chance.choice((20_000, 100_000, 400_000))
        total = each * (continuity(life, readings["起算口径"]) + zero_claims(life, readings["起算口径"], readings["零报销口径"]))
        expected = min(Fraction(total), Fraction(cap, 5)) if life[-1].enrolled else "not_applicable"
        assert answer(policy, life, "激励额", readings, 大病原封顶线=Fraction(cap)) == expected, (life, readings, cap)


def test_cap_after_lapses(nation: Policy, shandong: Policy) -> None:
    chance = random.Random(8)
    for life in lives(250, 2):
        readings = choose(shandong, chance)
        if not life[-1].enrolled:
            continue
        times = reduction(life, readings["断保降低口径"])
        assert answer(shandong, life, "限额降低额", readings) == 3000 * times, (life, readings)
        assert answer(nation, life, "限额降低额", readings) == ("unspecified" if times else 0), (life, readings)


def test_waiting(nation: Policy) -> None:
    chance = random.Random(9)
    for life in lives(250, 3):
        readings = choose(nation, chance)
        in_window, exempt, repaid = chance.random() < 0.7, chance.random() < 0.1, chance.randint(0, 6)
        missed = lapse_before(life)
        variable = missed if readings["多断保计法"] == "逐年计" else max(missed - 1, 0)
        waiting = 3 + max(variable - min(repaid, missed), 0)
        waiting = max(waiting, 6) if missed >= 4 else waiting
        waiting = 0 if exempt or (missed == 0 and in_window) else waiting
        given: dict[str, Given] = {"新生儿等特殊群体": exempt, "窗口内缴费": in_window, "补缴年数": Fraction(repaid)}
        expected = waiting if life[-1].enrolled else "not_applicable"
        assert answer(nation, life, "等待期", readings, **given) == expected, (life, readings, given)


@pytest.mark.parametrize(
    ("reading", "repaid", "months", "start"),
    [
        ("首年不计", 0, 4, date(2027, 5, 1)),  # the printed example: 2025 and 2026 missed, paid for 2027 in the window
        ("首年不计", 1, 3, date(2027, 4, 1)),
        ("逐年计", 0, 5, date(2027, 6, 1)),
        ("逐年计", 1, 4, date(2027, 5, 1)),
    ],
)
def test_two_missed_years_under_both_readings(nation: Policy, reading: str, repaid: int, months: int, start: date) -> None:
    life = [Year(year, year not in (2025, 2026), zero_claim=False, used=False) for year in range(2020, 2028)]
    given: dict[str, Given] = {"新生儿等特殊群体": False, "窗口内缴费": True, "补缴年数": Fraction(repaid)}
    readings = {"多断保计法": reading}
    assert answer(nation, life, "等待期", readings, **given) == months
    assert answer(nation, life, "待遇开始月", readings, **given) == start


@pytest.mark.parametrize(("reading", "start"), [("缴费当月起", date(2028, 3, 1)), ("缴费次月起", date(2028, 4, 1))])
def test_a_payment_in_december_leaves_nothing_of_the_year(nation: Policy, reading: str, start: date) -> None:
    life = [Year(year, enrolled=True, zero_claim=False, used=False) for year in (2025, 2026, 2027)]
    given: dict[str, Given] = {
        "新生儿等特殊群体": False,
        "窗口内缴费": False,
        "补缴年数": Fraction(0),
        "缴费月": date(2027, 12, 1),
    }
    readings = {"迟缴起算": reading}
    assert answer(nation, life, "待遇开始月", readings, **given) == start
    assert answer(nation, life, "当年待遇月数", readings, **given) == 0
