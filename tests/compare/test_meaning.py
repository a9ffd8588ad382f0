"""Rules that are written differently and agree, and edits that must be found where they are and as large as they are."""

from __future__ import annotations

from fractions import Fraction

import pytest

from policyc.compare.changes import Change, Effect, Kind, Subject
from policyc.compare.engine import compare
from policyc.compare.meaning import Agreement
from policyc.compare.telling import change_text
from policyc.model.policy import Policy
from policyc.pipeline import compile_text

HEAD = """
policy 试行医保 as {id} {{
  region 试行市 "370499"
  year   {year}
}}
source 办法 as rules {{ title "试行办法" number "试发〔2023〕1号" issuers "试行局" issued 2023-07-01 }}
enum 人群 as group {{ 普通 as ordinary, 低保 as low_income, 特困 as destitute }}
enum 等级 as level {{ 一级 as first, 二级 as second, 三级 as third }}
input 类别 as category : 人群
input 医院等级 as hospital : 等级
input 费用 as cost : 元 in 0元 .. 100万元
input 已付 as paid : 元 in 0元 .. 100万元
input 参保 as enrolled : bool
"""
BODY = """
  param 封顶线 as cap = 15万元
  table 比例 as ratio : % by 类别, 医院等级 {
    columns 一级, 二级, 三级
    普通: 85%, 75%, 60%
    低保: 90%, 80%, 65%
    特困: 95%, 90%, 85%
  }
  table 起付 as deductible : 元 by 医院等级 { 一级: 200元  二级: 500元  三级: 800元 }
  rule 报销 as benefit = min(比例 * max(费用 - 起付, 0元), max(封顶线 - 已付, 0元)) rounded to 0.01元 more is better
  scale 大病 as catastrophic on 费用 {
    up to 1.4万元 -> 0%
    up to 10万元  -> 60%
    above         -> 65%
  } at most 40万元 rounded to 0.01元
"""


def policy(body: str, id_: str = "old", year: int = 2023) -> Policy:
    """A valid policy with these statements."""
    compiled = compile_text(f'{HEAD.format(id=id_, year=year)}clause 办法 "一" {{ {body} }}\n', f"{id_}.pol")
    assert compiled.ok, [d.message("zh") for d in compiled.diagnostics if d.is_error]
    assert compiled.policy is not None
    return compiled.policy


def changed(old: str, new: str) -> dict[str, Change]:
    """What changed, with what follows from it, by name."""
    diff = compare(policy(old), policy(new, "new", 2024))
    return {c.name: c for c in diff.all() if c.subject in (Subject.PARAMETER, Subject.RULE)}


def test_a_fen_in_a_rule_of_two_amounts() -> None:
    """One deductible a fen higher: found in its column only, where the cap does not bind, and never more than a fen."""
    found = changed(BODY, BODY.replace("二级: 500元", "二级: 500.01元"))
    assert set(found) == {"起付", "报销"}
    meaning = found["报销"].meaning
    assert meaning is not None and meaning.agreement is Agreement.DIFFERENT and meaning.method == "ways"
    assert {region.region.picks["医院等级"] for region in meaning.differences} == {frozenset({1})}
    assert {cell for d in meaning.differences for cell in d.region.picks["类别"]} == {0, 1, 2}
    assert {(d.region.least, d.region.largest) for d in meaning.differences} == {(Fraction(-1, 100), Fraction(0))}
    assert found["报销"].effect is Effect.WORSE


def test_a_fen_in_a_bracket() -> None:
    """An edge of a bracket a fen higher shifts half a thousandth of a fen: nothing that rounding leaves, but for halves."""
    found = changed(BODY, BODY.replace("up to 10万元", "up to 100000.20元"))
    meaning = found["大病"].meaning
    assert meaning is not None and meaning.agreement is Agreement.DIFFERENT
    low = min(d.region.spans["费用"][0] for d in meaning.differences)
    assert low == Fraction("100000.10") or low > 100_000
    assert min(d.region.least or 0 for d in meaning.differences) == Fraction(-1, 100)


def test_one_cell_of_a_table() -> None:
    """A cell that changes changes nothing beside it."""
    found = changed(BODY, BODY.replace("75%, 60%", "75%, 65%"))
    assert change_text(found["比例"]).startswith("普通、三级：由“60%”改为“65%”")
    meaning = found["比例"].meaning
    assert meaning is not None
    (difference,) = meaning.differences
    assert difference.region.picks == {"类别": frozenset({0}), "医院等级": frozenset({2})}
    assert (difference.region.least, difference.region.largest) == (Fraction(5, 100), Fraction(5, 100))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rule 额 as amount = 费用 * 50% rounded to 0.01元", "rule 额 as amount = 费用 / 2 rounded to 0.01元"),
        ("rule 额 as amount = max(费用 - 10元, 0元)", "rule 额 as amount = if 费用 > 10元 then 费用 - 10元 else 0元"),
        (
            "rule 额 as amount = match 类别 { 普通 -> 1元  低保 -> 2元  特困 -> 2元 }",
            "rule 额 as amount = 2元 { except when 类别 == 普通 -> 1元 }",
        ),
        (
            "rule 额 as amount = cases { when 费用 < 100元 -> 1元  when 费用 <= 200元 -> 2元  otherwise -> 3元 }",
            "rule 额 as amount = match 费用 { < 100元 -> 1元  100元 .. 200元 -> 2元  > 200元 -> 3元 }",
        ),
        (
            "rule 额 as amount = min(费用, 已付)",
            "rule 额 as amount = 费用 - max(费用 - 已付, 0元)",
        ),
    ],
)
def test_equal_in_other_words(old: str, new: str) -> None:
    """Rules that always agree are equivalent, and the method that found it is named."""
    found = changed(old, new)["额"]
    assert found.kind is Kind.EQUIVALENT
    assert found.effect is Effect.NEUTRAL
    assert found.meaning is not None and found.meaning.method in ("ways", "regions")


def test_holes_and_the_inapplicable_are_outcomes() -> None:
    """A case that is settled, and people whom a rule no longer concerns, are differences, without an amount."""
    found = changed(
        "rule 额 as amount only when 参保 = match 类别 { 普通 -> 1元  低保 -> 2元  特困 -> unspecified } more is better",
        "rule 额 as amount = match 类别 { 普通 -> 1元  低保 -> 2元  特困 -> 3元 } more is better",
    )["额"]
    text = change_text(found)
    assert "原不适用，现为1元" in text
    assert "原未明确，现为3元" in text
    assert found.effect is Effect.UNKNOWN


def test_the_case_is_round() -> None:
    """The case that is shown is one that a person would have chosen."""
    found = changed(BODY, BODY.replace("三级: 800元", "三级: 1000元"))["报销"]
    assert found.meaning is not None and found.meaning.case is not None
    given = found.meaning.case.given
    assert given["费用"] in (900, 2000)
    assert given["已付"] % 10 == 0  # type: ignore[operator]


def test_a_new_case_of_a_choice() -> None:
    """What only one policy knows of is told as such."""
    more = HEAD.replace("特困 as destitute", "特困 as destitute, 边缘 as marginal")
    body = "rule 额 as amount = match 类别 { 普通 -> 1元  低保 -> 2元  特困 -> 3元 }"
    wider = compile_text(
        f'{more.format(id="new", year=2024)}clause 办法 "一" {{ {body.replace("特困 -> 3元", "特困 -> 3元  边缘 -> 1元")} }}',
        "new.pol",
    )
    assert wider.policy is not None and wider.ok
    diff = compare(policy(body), wider.policy)
    (rule,) = [c for c in diff.all() if c.subject is Subject.RULE]
    assert "类别为边缘的，原没有这种情形，现为1元" in change_text(rule)


def test_equal_amounts_are_not_enough() -> None:
    """Where only one of two rules has no value they differ, also where amounts are multiplied and nothing but proofs decides."""
    rule = "rule 额 as amount = 费用 * (已付 / 100万元) * match 类别 {{ 普通 -> 50%  低保 -> 60%  特困 -> {} }} rounded to 0.01元"
    found = changed(rule.format("70%"), rule.format("unspecified"))
    assert found["额"].meaning is not None and found["额"].meaning.agreement is not Agreement.EQUAL


def test_an_edge_that_moved_is_one_change() -> None:
    """Not a bracket gone and another one new; what is added, withdrawn or paid otherwise is told beside it."""
    told = change_text(changed(BODY, BODY.replace("up to 1.4万元", "up to 1.5万元"))["大病"])
    assert told.startswith("分段界限由“1.4万元”改为“1.5万元”；")
    more = BODY.replace("up to 1.4万元 -> 0%", "up to 1.4万元 -> 0%\n    up to 5万元 -> 55%")
    told = change_text(changed(BODY, more)["大病"])
    assert "新增“55%”" in told and "取消" not in told and "分段界限" not in told
    assert "取消“55%”" in change_text(changed(more, BODY)["大病"])
    table = "table 额 as amount : 元 by 费用 { < 3万元: 1元  3万元 .. 49999.99元: 2元  >= 5万元: 3元 }"
    told = change_text(changed(table, table.replace("< 3万元", "< 4万元").replace("3万元 ..", "4万元 .."))["额"])
    assert told.startswith("分段界限由“3万元”改为“4万元”；")
    assert told.count("改为") == 1
