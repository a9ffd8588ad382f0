"""Claims about histories: against every history of a few records, tried out one by one."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path
from typing import NoReturn

import pytest

from policyc import compile_file
from policyc.evaluate.evaluator import Evaluator
from policyc.model.policy import Given, Policy, Record
from policyc.model.types import Value
from policyc.prove import checks
from policyc.prove.question import Question, values
from policyc.prove.results import Method, Verdict
from policyc.prove.smt import NotInstalled
from tests.evaluate.texts import policy_of
from tests.prove.asking import proof, proofs

TOP = """
history 参保年度 as years at most 4 {
  参保 as enrolled : bool
  零报销 as zero_claim : bool
}
input 特殊 as exempt : bool
input 次数 as times : 次 in 0次 .. 3次
"""
TRACKS = """
track 连续 as streak over 参保年度 from 0年 = if 参保 then previous + 1年 else 0年
track 累计 as total over 参保年度 from 0次 = if 零报销 and 连续 >= 2年 then previous + 1次 else previous
track 断 as gap over 参保年度 from 0年 = cases {
  when 参保 or year_of(参保年度) < 2025 -> 0年
  otherwise because "没有参保" -> previous + 1年
}
track 曾 as ever over 参保年度 from false = previous or 参保
track 上年 as before over 参保年度 = previous(连续)
"""


def _fails(policy: Policy) -> bool:
    """Whether any history of up to four records makes the claim false, whatever the inputs."""
    (claim,) = policy.universals
    fields = policy.histories[0].fields
    lines: list[list[Value]] = [list(values(i)) for i in policy.inputs]
    for length in range(5):
        for start in range(2020, 2027):
            for flags in product(product((False, True), repeat=2), repeat=length):
                records = tuple(
                    Record(start + i, {f.name: v for f, v in zip(fields, each, strict=True)}) for i, each in enumerate(flags)
                )
                for each in product(*lines):
                    given: dict[str, Given] = dict(zip((i.name for i in policy.inputs), each, strict=True))
                    if Evaluator(policy, {**given, "参保年度": records}).expression(claim.condition).value is False:
                        return True
    return False


def _claim(choose: random.Random) -> str:
    atoms = [
        f"连续 {choose.choice(['<=', '<', '!='])} {choose.randint(2, 4)}年",
        f"累计 <= {choose.randint(1, 3)}次",
        f"断 <= {choose.randint(2, 4)}年",
        "曾",
        "参保",
        "特殊",
        f"次数 >= {choose.choice(['累计', '1次'])}",
        "连续 == 0年",
        f"year_of(参保年度) < {choose.randint(2024, 2027)}",
        "连续 >= 上年",
        f"连续 + 断 <= {choose.randint(3, 4)}年",
    ]
    parts = [choose.choice(["", "not "]) + f"({choose.choice(atoms)})" for _ in range(choose.randint(1, 3))]
    return " or ".join(parts)


@pytest.mark.parametrize("seed", range(40))
def test_against_all_histories(seed: int) -> None:
    choose = random.Random(seed)
    claim = f"check for all {_claim(choose)}"
    policy = policy_of(TOP, TRACKS + claim)
    (found,) = proofs(TOP, TRACKS + claim)
    assert found.verdict is (Verdict.FAILS if _fails(policy) else Verdict.HOLDS), claim
    assert found.method is Method.HISTORIES
    if found.case is not None:
        given = {x.name: x.value for x in found.case.values}
        assert Evaluator(policy, given).expression(policy.universals[0].condition).value is False


def test_the_shortest_history_is_shown() -> None:
    found = proof(TOP, TRACKS + "check for all 累计 <= 1次")
    assert found.case is not None
    (records,) = (x.value for x in found.case.values if x.name == "参保年度")
    assert isinstance(records, tuple) and len(records) == 3
    assert "参保年度（" in found.case.told


def test_open_figures_of_tracks() -> None:
    """A track that reads a figure of a wide range cannot be gone through state by state: undecided, not a yes."""
    items = """
  param 每次 as each >= 1000元 quote "不低于1000元"
  track 余额 as balance over 参保年度 from 0元 = if 参保 then previous + 每次 else 0元
  check for all 余额 <= 4000元
"""
    found = proof(TOP, items)
    assert found.verdict is Verdict.UNDECIDED
    assert found.reason is not None


def test_no_yes_rests_on_a_hole_in_a_track() -> None:
    """What is left open may be something else in every record; asked about as one unknown, the claim would hold."""
    items = """
  track 定 as decided : bool over 参保年度 = unspecified
  track 上年定 as decided_before over 参保年度 = previous(定)
  check for all 定 or not 上年定
"""
    assert proof(TOP, items).verdict is Verdict.UNDECIDED


def test_without_z3_the_reason_is_that(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where z3 could have settled it before the states became too many, its absence is what is told."""

    def missing(_: Question) -> NoReturn:
        raise NotInstalled

    policy = compile_file(Path(__file__).parents[2] / "policies" / "shandong" / "enrolment_2025.pol").policy
    assert policy is not None
    assert [claim.verdict for claim in checks.prove_checks(policy)] == [Verdict.HOLDS]
    monkeypatch.setattr(checks, "search_z3", missing)
    (claim,) = checks.prove_checks(policy)
    assert claim.verdict is Verdict.UNDECIDED and claim.reason is not None and "policyc[prove]" in claim.reason
