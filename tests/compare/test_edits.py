"""Edits of every kind of statement: found, with nothing beside them, exactly where they make a difference.

Thousands of them: ``python -m tests.compare.edits --count 3000 --seed 7``.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from policyc.compare.engine import compare
from policyc.compare.joining import agreement
from policyc.compare.linear import Form
from policyc.compare.meaning import Agreement, Meaning, Pair
from policyc.evaluate.evaluator import Evaluator
from policyc.model.policy import Policy
from policyc.model.types import Member, Value, ordinal
from policyc.prove.smt import search_z3
from tests.compare.edits import SLOTS, Slot, drawn, edited, key_of, policy_of
from tests.compare.laws import faults, holds
from tests.compare.test_meaning import policy


@pytest.mark.parametrize("slot", SLOTS, ids=lambda slot: slot.name)
def test_an_edit_is_found_and_nothing_else(slot: Slot) -> None:
    """And what is said of it can be turned round, applied, and worked out again."""
    random_ = random.Random(slot.name)
    before = drawn(random_)
    _, after = edited(before, random_, slot)
    assert not list(faults(policy_of(before), policy_of(after), (key_of(slot, before), key_of(slot, after)), random_))


#: A rule of two amounts that is not rounded, so that every fen shows; and edits of it by one fen, or of one edge.
RULE = """
  param 封顶线 as cap = 2000元
  rule 报销 as benefit = match 类别 {
    普通 -> min(2 * max(费用 - 100元, 0元), max(封顶线 - 已付, 0元))
    低保 -> if 费用 >= 300元 and 已付 < 150元 then 费用 else 已付
    特困 -> max(费用 - 已付, 7元)
  }
"""
PLANTED = [
    ("费用 - 100元", "费用 - 100.01元"),
    ("= 2000元", "= 2000.01元"),
    ("费用 >= 300元", "费用 > 300元"),
    ("费用 >= 300元", "费用 >= 300.01元"),
    ("已付 < 150元", "已付 <= 150元"),
    ("7元", "7.01元"),
]


@pytest.mark.parametrize(("old", "new"), PLANTED)
def test_a_planted_fen_is_found_exactly_where_it_is(old: str, new: str) -> None:
    """The rules differ at every point of the regions that are told, and one fen beside them they agree."""
    before, after = policy(RULE), policy(RULE.replace(old, new), "new", 2024)
    meaning = Pair(before, after, {}).meaning(before.rule["报销"], after.rule["报销"])
    assert meaning.agreement is Agreement.DIFFERENT and not meaning.unconfirmed
    tried = {False: 0, True: 0}
    for point in _around(meaning):
        regions = [d.region for d in meaning.differences if holds(d.region, point)]
        assert len(regions) <= 1
        outcomes = _outcomes((before, after), meaning, point)
        tried[outcomes[0] != outcomes[1]] += 1
        assert bool(regions) is (outcomes[0] != outcomes[1]), point
        for region in regions:
            assert isinstance(region.old, Form) and region.least is not None and region.largest is not None
            assert region.least <= outcomes[1] - outcomes[0] <= region.largest
    assert all(tried.values())


def _around(meaning: Meaning) -> list[dict[str, Fraction]]:
    """The corners of the regions, those of what ties two amounts, and a fen beside each."""
    fen = Fraction(1, 100)
    found: dict[tuple[Fraction, ...], None] = {}
    for region in (d.region for d in meaning.differences):
        spans = [{end for span in (region.spans[n],) for end in span} for n in ("费用", "已付") if n in region.spans]
        lines = spans + [{Fraction(0), Fraction(1000)}] * (2 - len(spans))
        corners = {(a, b) for a, b in product(*lines)}
        for limit in region.limits:  # where it is just met, beside each end
            c = {str(term): factor for term, factor in limit.form.terms}
            for a, b in list(corners):
                if c.get("费用"):
                    corners.add((-(limit.form.constant + c.get("已付", 0) * b) / c["费用"] // fen * fen, b))
                if c.get("已付"):
                    corners.add((a, -(limit.form.constant + c.get("费用", 0) * a) / c["已付"] // fen * fen))
        for a, b in corners:
            for i, j, pick in product((-fen, Fraction(0), fen), (-fen, Fraction(0), fen), range(3)):
                if 0 <= a + i <= 1_000_000 and 0 <= b + j <= 1_000_000:
                    found[Fraction(pick), a + i, b + j] = None
    return [dict(zip(("类别", "费用", "已付"), each, strict=True)) for each in found]


def _outcomes(policies: tuple[Policy, Policy], meaning: Meaning, point: dict[str, Fraction]) -> list[Fraction]:
    made = []
    for each in policies:
        kind = each.input["类别"].type
        members: tuple[Member, ...] = getattr(kind, "members", ())
        given: dict[str, Value] = {"类别": members[int(point["类别"])], "费用": point["费用"], "已付": point["已付"]}
        value = Evaluator(each, given).rule("报销").value
        assert value is not None and meaning.type is not None
        made.append(ordinal(value, meaning.type))
    return made


def test_a_planted_year_is_found_by_its_shortest_history() -> None:
    """One year more before a bonus: the years in which it makes a difference, and the shortest history that shows it."""
    slot = next(slot for slot in SLOTS if slot.name == "years")
    before = {s.name: s.wordings[0] for s in SLOTS}
    diff = compare(policy_of(before), policy_of({**before, slot.name: slot.wordings[1]}))
    (change,) = diff.changes
    assert change.meaning is not None and change.meaning.method == "histories"
    (difference,) = change.meaning.differences
    assert set(difference.region.spans["连续年数"]) == {Fraction(5)} and difference.region.exact
    (records,) = [value for value in difference.case.given.values() if isinstance(value, tuple)]
    assert len(records) == 5
    assert (difference.case.old.value, difference.case.new.value) == (100, 0)


@pytest.mark.parametrize("name", ["above", "otherwise", "interval", "edge", "bracket_rate", "cell", "benefit", "rows", "cap"])
def test_the_solver_agrees(name: str) -> None:
    """What is found without z3 is what z3 finds."""
    slot = next(slot for slot in SLOTS if slot.name == name)
    before = {s.name: s.wordings[0] for s in SLOTS} | {"arm": "1元", "open": "= 10%"}
    old, new = policy_of(before), policy_of({**before, name: slot.wordings[-1]})
    pair = Pair(old, new, {})
    compared = 0
    for rule in old.rules:
        if (
            rule.history is None
            and not rule.histories
            and rule.alias in ("graded", "steps", "scale_", "ratio", "benefit", "floors")
        ):
            meaning = pair.meaning(rule, new.rule[rule.name])
            answer = search_z3(agreement(old, new, (rule.name, rule.name), ({}, {})))
            assert answer.proved
            assert meaning.agreement is (Agreement.EQUAL if answer.case is None else Agreement.DIFFERENT)
            compared += answer.case is not None
    assert compared
