"""Which inputs a rule depends on, which it always reads, and the order of rules."""

import pytest

from tests.semantics.policies import good

TOP = "enum 档 as tier { 甲类 as a1, 乙类 as b1 }\ninput 类 as kind : 档\ninput 费 as fee : 元\ninput 参保 as enrolled : bool\n"
PARTS = """param 空 as hole : 元 unspecified quote "空"
param 线 as line = 100元 quote "线"
part 半 = 费 * 50%
rule 限 as limit only when 参保 = 费
"""


@pytest.mark.parametrize(
    ("formula", "inputs", "required"),
    [
        ("= 费", "费", "费"),
        ("= if 参保 then 费 else 0元", "费 参保", "参保"),
        ("= if 参保 then 费 else 费 + 1元", "费 参保", "费 参保"),
        ("= match 类 { 甲类 -> 费 乙类 -> unspecified }", "类 费", "类"),
        ("= 空 + 费", "费", ""),
        ("= 费 + 空", "费", "费"),
        ("= 线 + 费", "费", "费"),
        ("= 半 + 线 rounded to 0.01元", "费", "费"),
        ("= 限 + 费", "费 参保", "参保"),
        ("only when 参保 = 费", "费 参保", "参保"),
        ("= if 参保 and 费 > 1元 then 1元 else 2元", "费 参保", "参保"),
        ("= if 费 in (1元, 线) or 参保 then 1元 else 2元", "费 参保", "费"),
        ("= 0元 { except when 参保 -> 费 except when 类 == 甲类 -> 0元 }", "类 费 参保", "类 参保"),
        ("= 费 { plus 1元 when 参保 }", "费 参保", "费 参保"),
        ("= 费 { except when 类 == 甲类 -> 0元 plus 1元 when 参保 }", "类 费 参保", "类"),
        ("= cases { when 参保 -> 费 when 类 == 甲类 -> 费 otherwise -> 0元 }", "类 费 参保", "参保"),
        ("= cases { when 参保 -> 费 otherwise -> 费 + 1元 }", "费 参保", "费 参保"),
    ],
)
def test_inputs(formula: str, inputs: str, required: str) -> None:
    rule = good(TOP, f"{PARTS}rule 结果 as result {formula}").rule["结果"]
    assert rule.inputs == tuple(inputs.split())
    assert rule.required == tuple(required.split())


def test_tables_and_scales_read_their_subjects() -> None:
    clause = """table 表 as t1 by 类 { 甲类: 费 乙类: 0元 }
    scale 段 as s1 on 费 by 类 { columns 甲类, 乙类 above -> 50%, 60% } rounded to 0.01元"""
    policy = good(TOP, clause)
    assert (policy.rule["表"].inputs, policy.rule["表"].required) == (("类", "费"), ("类",))
    assert (policy.rule["段"].inputs, policy.rule["段"].required) == (("类", "费"), ("类", "费"))


def test_rules_come_after_what_they_read() -> None:
    policy = good(TOP, "rule 甲 as r1 = 乙 + 丙\nrule 乙 as r2 = 丙\nrule 丙 as r3 = 费")
    assert policy.order == ("丙", "乙", "甲")
    assert [rule.name for rule in policy.rules] == ["甲", "乙", "丙"]


def test_a_long_chain_is_no_problem() -> None:
    chain = "\n".join(f"rule 第{i} as r{i} = 第{i + 1}" for i in range(1500))
    assert good(TOP, f"{chain}\nrule 第1500 as r1500 = 费").order[0] == "第1500"
