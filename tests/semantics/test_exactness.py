"""How wide the integers of a rule are: intermediates, operands at the scale at which they meet, ties of roundings."""

from __future__ import annotations

import pytest

from policyc.semantics.exactness import integer_bits, policy_bits
from tests.evaluate.texts import policy_of
from tests.semantics.policies import resolved

TOP = "input 费 as fee : 元\ninput 例 as ratio : %\ninput 龄 as age_now : 岁\ninput 数 as heads : 人 in 1人 .. 7人\n"


@pytest.mark.parametrize(
    ("body", "largest"),
    [
        ("费", 10**10),
        ("费 * 例 rounded to 0.01元", 10**14),  # 10**8 元 at six places, before it is rounded
        ("费 * 50% rounded to 0.1元", 5 * 10**10),
        ("if 龄 > 60岁 then 1元 else 2元", 150),
        ("费 - 2亿元", 2 * 10**10),
        ("费 / 数 rounded to 0.01元/人", 10**10 * 7 * 100),  # a numerator over the largest denominator
    ],
)
def test_the_widest_integer_of_a_rule(body: str, largest: int) -> None:
    policy = policy_of(TOP, f"rule 规 as ruled = {body}")
    bits = integer_bits(policy.rule["规"])
    assert bits >= (2 * largest).bit_length()
    assert policy_bits(policy) == {"规": bits}
    assert bits <= (2 * largest).bit_length() + 8  # no needless width


def test_rounding_of_a_derived_figure_is_for_next_year_too() -> None:
    """13.29元 / 3 comes out today; 13.30元 would not, and the rule must be able to say so."""
    text = "param 甲 as a1 = 13.29元\nparam 乙 as b1 = 甲 / 3\nrule 丙 as c1 = (乙 rounded down to 0.01元) * 2"
    assert policy_of("", text).rule["丙"].body.facts.scale == 2


def test_rounding_is_demanded_where_the_decimals_arise() -> None:
    """Who reads an unrounded rule has nothing to mend: it will read the rounded one."""
    body = "rule 丁 as d1 = 甲 * 2\nrule 甲 as a1 = 费 * 例\nrule 戊 as e1 = 甲 + 丁\n"
    body += "rule 己 as f1 = 费 / 数\nrule 庚 as g1 = 己 * 1人"
    assert [(d.code.code, dict(d.values)["name"]) for d in resolved(TOP, body)[1]] == [("E0501", "甲"), ("E0502", "己")]
