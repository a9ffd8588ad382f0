"""Histories: the mechanism of enrolment against a plain calculation, and the generated module against the evaluator."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from policyc.evaluate.admission import accepts
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.explanation import explain
from policyc.evaluate.outcome import State
from policyc.model.policy import Given, Policy, Record, Records
from policyc.model.types import Value
from policyc.pipeline import compile_text
from policyc.workspace.running import generated
from tests.properties.agreement import beyond_facts, disagreements

CASES = Path(__file__).parents[1] / "language"
CAP = Fraction(400_000)


@cache
def policy(name: str) -> Policy:
    """A case of the language."""
    compiled = compile_text((CASES / name).read_text("utf-8"), name)
    assert compiled.ok and compiled.policy is not None
    return compiled.policy


def enrolment() -> Policy:
    """The mechanism."""
    return policy("track/good/enrolment.pol")


def years(enrolled: str, zero: str = "", used: str = "", first: int = 2020) -> Records:
    """Records from a row of 1 and 0 a field."""
    zero, used = zero.ljust(len(enrolled), "0"), used.ljust(len(enrolled), "0")
    return tuple(
        Record(first + i, {"参保": a == "1", "零报销": b == "1", "动用奖励额度": c == "1"})
        for i, (a, b, c) in enumerate(zip(enrolled, zero, used, strict=True))
    )


def value(rule: str, records: Records, readings: str = "", **given: Given) -> object:
    """What a rule of the mechanism comes to."""
    taken = {r.name: m for r in enrolment().readings for m in r.type.members if m.name == readings}
    named: dict[str, Given] = {"参保年度": records, "原封顶线": CAP, **given}
    assert accepts(enrolment(), named) is None
    return Evaluator(enrolment(), named, None, taken).rule(rule).value


@pytest.mark.parametrize(("count", "bonus"), [(0, 0), (4, 0), (5, 1000), (7, 3000), (24, 20_000), (40, 36_000)])
def test_consecutive_years(count: int, bonus: int) -> None:
    records = years("1" * count)
    assert value("连续参保年数", records) == count
    assert value("激励额", records) == bonus


@pytest.mark.parametrize("at", range(9))
def test_a_break_in_every_position_starts_the_count_anew(at: int) -> None:
    records = years("1" * at + "0" + "1" * (8 - at))
    assert value("连续参保年数", records) == 8 - at
    assert value("激励额", records) == 1000 * max(8 - at - 4, 0)


@pytest.mark.parametrize(("cap", "bonus"), [(50_000, 10_000), (95_000, 19_000), (100_000, 20_000), (100_005, 20_000), (0, 0)])
def test_the_cap_binds_and_does_not(cap: int, bonus: int) -> None:
    assert value("激励额", years("1" * 24), 原封顶线=Fraction(cap)) == bonus


def _plain(records: Records) -> tuple[int, int, int]:
    """Consecutive years, what can be used at the beginning of the last year, what is left at its end."""
    consecutive = opening = closing = 0
    for record in records:
        enrolled, zero, used = (record.values[name] for name in ("参保", "零报销", "动用奖励额度"))
        consecutive, opening = (consecutive + 1, closing) if enrolled else (0, 0)
        closing = (0 if used else opening) + (1 if zero else 0) if enrolled else 0
    return consecutive, opening, closing


@pytest.mark.parametrize("length", range(4))
def test_zero_claims_of_every_short_history(length: int) -> None:
    for rows in product("01", repeat=3 * length):
        records = years("".join(rows[:length]), "".join(rows[length : 2 * length]), "".join(rows[2 * length :]))
        evaluator = Evaluator(enrolment(), {"参保年度": records})
        got = tuple(evaluator.rule(name).value for name in ("连续参保年数", "可用零报销次数", "结余零报销次数"))
        assert got == _plain(records)


@pytest.mark.parametrize(
    ("repaired", "reading", "start"),
    [
        (0, "首年不计", (2027, 5)),
        (1, "首年不计", (2027, 4)),
        (0, "逐年计", (2027, 6)),
        (1, "逐年计", (2027, 5)),
        (2, "", (2027, 4)),
    ],
)
def test_two_breaks_under_both_readings(repaired: int, reading: str, start: tuple[int, int]) -> None:
    given: dict[str, Given] = {"新生儿": False, "窗口内缴费": True, "补缴年数": Fraction(repaired), "待遇年度": 2027}
    assert value("待遇开始月", years("11111001"), reading, **given) == date(*start, 1)


def test_a_long_history_of_mutual_tracks_is_quick_and_shallow() -> None:
    source = (CASES / "track/good/enrolment.pol").read_text("utf-8").replace("at most 40", "at most 280")
    compiled = compile_text(source, "long.pol")
    assert compiled.policy is not None
    records = years("1" * 280, "1" * 280, first=1901)
    outcome = Evaluator(compiled.policy, {"参保年度": records}).rule("可用零报销次数")
    assert outcome.value == 279
    with generated(compiled.policy) as module:
        rows = [module.YearsRecord(r.year, enrolled=True, zero_claim=True, bonus_used=False) for r in records]
        assert module.available(years=rows) == 279


def _drawn(found: Policy, rng: random.Random) -> dict[str, Given]:
    """Some inputs and records, some out of order, too many or unset."""
    given: dict[str, Given] = {}
    for declared in found.inputs:
        steps = int((declared.high - declared.low) / declared.step)
        if rng.random() < 0.9:
            given[declared.name] = _at(declared, rng.choice([0, 1, 2, steps, rng.randint(0, steps)]))
    for history in found.histories:
        if rng.random() < 0.05:
            continue
        first = 1 if history.events else rng.randint(1990, 2030)
        slip = 0.0 if history.events else 0.005  # of events the module takes no numbers
        rows = []
        for i in range(rng.choice([0, 1, 2, 3, 5, 9, history.at_most, history.at_most + 1])):
            fields = [field for field in history.fields if rng.random() < 0.97]
            values = {field.name: _at(field, rng.randint(0, int((field.high - field.low) / field.step))) for field in fields}
            rows.append(Record(first + i + (rng.random() < slip), values))
        given[history.name] = tuple(rows)
    return given


def _at(declared: object, step: int) -> Value:
    from policyc.model.policy import Input
    from policyc.model.types import from_ordinal

    assert isinstance(declared, Input)
    step = min(step, int((declared.high - declared.low) / declared.step))
    return from_ordinal(declared.low + step * declared.step, declared.type)


@pytest.mark.parametrize("name", ["track/good/enrolment.pol", "history/good/last_record.pol", "reading/good/either_way.pol"])
def test_the_module_gives_what_the_evaluator_gives(name: str) -> None:
    found, rng = policy(name), random.Random(7)
    with generated(found) as module:
        for _ in range(60):
            given = _drawn(found, rng)
            assert disagreements(found, module, given) == []
            assert beyond_facts(found, given) == []


def test_the_module_names_the_year() -> None:
    with generated(enrolment()) as module:
        record = module.YearsRecord
        rows = [record(year=y, enrolled=True, zero_claim=False, bonus_used=False) for y in (2020, 2021, 2023)]
        for wrong, named in ((rows, "2022年"), (rows[1::-1], "2022年，不能是2020年"), (rows[:1] * 2, "2021年")):
            with pytest.raises(ValueError, match=named):
                module.consecutive_years(years=wrong)
        with pytest.raises(ValueError, match="最多40条"):
            module.consecutive_years(years=[record(year=1950 + i, enrolled=True) for i in range(41)])
        assert module.consecutive_years(years=[*rows[:2], record(year=2022, enrolled=True)]) == 3
        with pytest.raises(module.Missing, match="2022年"):
            module.consecutive_years(years=[*rows[:2], record(year=2022)])
        with pytest.raises(TypeError):
            module.consecutive_years(years=[{"year": 2020}])


def test_it_is_explained_year_by_year() -> None:
    _, told = explain(enrolment(), "连续参保年数", {"参保年度": years("101")})
    assert told.split("\n")[1:] == [
        "  2020年：已知：参保为是；参保：上年的连续参保年数 + 1年；连续参保年数＝1年",
        "  2021年：已知：参保为否；其他情形：0年；连续参保年数＝0年",
        "  2022年：已知：参保为是；参保：上年的连续参保年数 + 1年；连续参保年数＝1年",
    ]


def test_what_is_not_given_is_missing_only_where_it_is_read() -> None:
    unset = Record(2022, {})
    evaluator = Evaluator(enrolment(), {"参保年度": (*years("11"), unset)})
    assert evaluator.rule("连续参保年数").cause == "缺少“参保”（“参保年度”2022年）"
    later = Evaluator(enrolment(), {"参保年度": (Record(2021, {}), Record(2022, {"参保": False}))})
    assert later.rule("连续参保年数").value == 0
    assert Evaluator(enrolment(), {}).rule("激励额").state is State.MISSING
