"""What a condition proves: divisors below a check for 0."""

import pytest

from tests.semantics.policies import codes, good

TOP = "input 费 as fee : 元\ninput 数 as count : 人\ninput 次数 as visits : 次\n"
PART = "part 倍 = 2 * 数\npart 均 = 费 / 7\n"


@pytest.mark.parametrize(
    "formula",
    [
        "= (if 数 > 0人 then 费 / 数 else 0) rounded to 0.01元",
        "= (if 数 == 0人 then 0 else 费 / 数) rounded to 0.01元",
        "= (if 数 != 0人 then 费 / 数 else 0) rounded to 0.01元",
        "= (if 0人 < 数 then 费 / 数 else 0) rounded to 0.01元",
        "= (if 数 >= 1人 and 费 / 数 > 1元/人 then 费 / 数 else 0) rounded to 0.01元",
        "= (if 数 == 0人 or 费 / 数 > 1元/人 then 0元/人 else 1元/人)",
        "= (if not (数 == 0人) then 费 / 数 else 0) rounded to 0.01元",
        "= (if 倍 > 0人 then 费 / 倍 else 0) rounded to 0.01元",
        "= (if 均 > 0元 then 费 / 均 else 0) rounded to 0.01",
        "= 费 / 数 { except when 数 == 0人 -> 0 } rounded to 0.01元",
        "= 0元/人 { except when 数 > 3人 -> 费 / 数 } rounded to 0.01元",
        "= cases { when 数 == 0人 -> 0 otherwise -> 费 / 数 } rounded to 0.01元",
        "= match 数 { 0人 -> 0 >= 1人 -> 费 / 数 } rounded to 0.01元",
        "= match 数 { 0人 -> 0 1人 .. 5人 | > 5人 -> 费 / 数 } rounded to 0.01元",
        "only when 数 > 0人 = 费 / 数 rounded to 0.01元",
    ],
)
def test_a_check_for_zero_is_understood(formula: str) -> None:
    errors = [c for c in codes(TOP, f"{PART}rule 结果 as result {formula}") if c[0] == "E"]
    assert errors in ([], ["E0503"]), formula


@pytest.mark.parametrize(
    "formula",
    [
        "= (if 数 >= 0人 then 费 / 数 else 0) rounded to 0.01元",
        "= (if 次数 > 0次 then 费 / 数 else 0) rounded to 0.01元",
        "= (if 数 > 0人 then 0 else 费 / 数) rounded to 0.01元",
        "= (if 数 > 0人 or 费 > 1元 then 费 / 数 else 0) rounded to 0.01元",
        "= 费 / 数 { except when 数 == 0人 and 费 > 1元 -> 0 } rounded to 0.01元",
        "= match 数 { 0人 .. 5人 -> 费 / 数 > 5人 -> 0 } rounded to 0.01元",
    ],
)
def test_another_check_is_not_enough(formula: str) -> None:
    assert "E0505" in codes(TOP, f"rule 结果 as result {formula}")


def test_an_arm_that_is_never_taken_proves_nothing() -> None:
    policy = good(TOP, "rule 结果 as result = if 数 < 0人 then 1元 + 费 else 费")
    assert policy.rule["结果"].body.facts.high == policy.input["费"].high + 1
