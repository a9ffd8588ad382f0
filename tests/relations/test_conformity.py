"""Conformity: the verdict, the margin, both clauses and a case for every bound and rule of the policies above."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from policyc.prove.conformity import Finding, How
from policyc.prove.results import Verdict
from tests.relations.policies import codes, compiled, write

NATION = """
  param 补助 as subsidy >= 640元/人/年  quote "不低于640元"
  param 比例 as share <= 20%  quote "不超过20%"
  param 封顶线 as cap : 元 unspecified  quote "封顶线"
  param 激励上限 as bonus_cap : 元 <= 20% * 封顶线  quote "原封顶线的20%"
  param 激励 as bonus >= 1000元/年 principally  quote "原则上"
  param 支付 as payment ~ 70%  quote "70%左右"
"""


def finding(folder: Path, name: str, body: str) -> Finding:
    """What is found of one figure of a city."""
    write(folder, "nation", "", NATION)
    write(folder, "city", "under nation", body, region='某市 "370400"')
    return next(found for found in compiled(folder, "city").conformity if found.name == name)


@pytest.mark.parametrize(
    ("bound", "verdict", "margin"),
    [
        ("= 640元/人/年", Verdict.HOLDS, "与下限相等"),
        ("= 650元/人/年", Verdict.HOLDS, "高出下限10元/人·年"),
        (">= 650元/人/年", Verdict.HOLDS, "高出下限10元/人·年"),
        ("> 640元/人/年", Verdict.HOLDS, "与下限相等"),
        ("in 640元/人/年 .. 700元/人/年", Verdict.HOLDS, "与下限相等"),
        ("= 630元/人/年", Verdict.FAILS, "低于下限10元/人·年"),
        (">= 600元/人/年", Verdict.FAILS, "低于下限40元/人·年"),
        ("<= 700元/人/年", Verdict.FAILS, None),
        ("~ 650元/人/年", Verdict.FAILS, None),
    ],
)
def test_a_floor(tmp_path: Path, bound: str, verdict: Verdict, margin: str | None) -> None:
    found = finding(tmp_path, "补助", f'refine 补助 {bound} quote "补助"')
    assert (found.verdict, found.margin) == (verdict, margin)
    assert found.clause_above is not None and found.clause_above.policy == "nation"
    assert found.clause_here is not None and found.clause_here.policy == "city"


@pytest.mark.parametrize(
    ("bound", "verdict"),
    [("= 70%", Verdict.HOLDS), ("~ 70%", Verdict.HOLDS), ("= 75%", Verdict.FAILS), (">= 70%", Verdict.FAILS)],
)
def test_about_takes_the_same_figure(tmp_path: Path, bound: str, verdict: Verdict) -> None:
    assert finding(tmp_path, "支付", f"refine 支付 {bound}").verdict is verdict


def test_an_amount_above_a_share_of_the_citys_own_cap(tmp_path: Path) -> None:
    found = finding(tmp_path, "激励上限", "refine 封顶线 = 40万元  refine 激励上限 = 10万元")
    assert found.verdict is Verdict.FAILS and found.case is not None and "10万元" in found.case
    assert codes(compiled(tmp_path, "city")) == ["E1007"]
    assert finding(tmp_path, "激励上限", "refine 封顶线 = 40万元  refine 激励上限 = 8万元").verdict is Verdict.HOLDS


def test_open_figures_are_variables(tmp_path: Path) -> None:
    """With the cap open, a tenth of it is always within a fifth of it; no single amount is."""
    assert finding(tmp_path, "激励上限", "refine 激励上限 = 10% * 封顶线").verdict is Verdict.HOLDS
    assert finding(tmp_path, "激励上限", "refine 激励上限 = 1000元").verdict is Verdict.FAILS
    assert finding(tmp_path, "激励上限", "refine 封顶线 in 1万元 .. 2万元  refine 激励上限 = 2000元").verdict is Verdict.HOLDS


def test_a_departure_from_what_is_said_principally(tmp_path: Path) -> None:
    found = finding(tmp_path, "激励", 'refine 激励 = 800元/年 because "基金紧张"')
    assert (found.verdict, found.departs) == (Verdict.HOLDS, "基金紧张")
    assert finding(tmp_path, "激励", "refine 激励 = 800元/年").verdict is Verdict.FAILS
    assert codes(compiled(tmp_path, "city")) == ["E1011"]


def test_what_is_not_said_is_inherited(tmp_path: Path) -> None:
    found = finding(tmp_path, "补助", "refine 比例 = 15%")
    assert (found.how, found.verdict, found.clause_here) == (How.INHERITED, Verdict.HOLDS, None)


def test_every_level_above_is_held(tmp_path: Path) -> None:
    write(tmp_path, "nation", "", NATION)
    write(tmp_path, "province", "under nation", "refine 补助 >= 660元/人/年", region='某省 "370000"')
    write(tmp_path, "city", "under province", "refine 补助 = 650元/人/年", region='某市 "370400"')
    found = {x.policy: x.verdict for x in compiled(tmp_path, "city").conformity if x.name == "补助"}
    assert found == {"province": Verdict.FAILS, "nation": Verdict.HOLDS}


def test_a_share_of_an_open_figure(tmp_path: Path) -> None:
    """80% of 640元 and more is 512元 and more."""
    write(tmp_path, "nation", "", 'param 补助 as subsidy >= 640元  quote "甲"  rule 央补 as central = 80% * 补助')
    for value, verdict in (("512元", Verdict.HOLDS), ("511.99元", Verdict.FAILS), ("900元", Verdict.HOLDS)):
        more = "input 数 as number : 元"
        write(tmp_path, "city", "under nation", f"override 央补 {{ except when 数 > 1元 -> {value} }}", more=more)
        (found,) = (x for x in compiled(tmp_path, "city").conformity if x.name == "央补")
        assert found.verdict is verdict, value


def test_figures_of_the_model(tmp_path: Path) -> None:
    finding(tmp_path, "补助", 'refine 补助 = 650元/人/年 quote "650元"')
    policy = compiled(tmp_path, "city").policy
    assert policy is not None
    assert policy.param["补助"].bound.value == Fraction(650) and policy.param["补助"].policy == "city"
    assert policy.param["比例"].policy == "nation"
    assert [p.name for p in policy.own.params] == ["补助"]
    assert policy.other["nation"].param["补助"].bound.value == Fraction(640)
    assert [(r.kind.value, r.name, r.policy) for r in policy.relations] == [("refine", "补助", "nation")]
