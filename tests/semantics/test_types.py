"""Types and units: what goes together, and what is said where it does not."""

import pytest

from policyc.model import expressions as m
from policyc.model.types import UNLIMITED, YEAR, Quantity
from tests.semantics.policies import codes, good, resolved

TOP = """enum 档 as tier { 甲类 as a1, 乙类 as b1 }
enum ordered 级 as grade { 一级 as l1, 二级 as l2 }
input 类 as kind : 档
input 等 as level : 级
input 费 as fee : 元
input 率 as share : %
input 人数 as heads : 人
input 年数 as years : 年
input 月数 as months : 个月
input 生日 as birth : date
input 起月 as first : month
input 年度 as the_year : year
input 参保 as enrolled : bool
"""


def rule(formula: str) -> list[str]:
    return [c for c in codes(TOP, f"rule 结果 as result {formula}") if c[0] == "E"]


@pytest.mark.parametrize(
    "formula",
    [
        "= 费 + 0",
        "= max(费 - 100元, 0)",
        "= if 费 > 0 then 费 else 0",
        "= match 类 { 甲类 -> 0 乙类 -> 费 }",
        "= match 类 { 甲类 -> unspecified 乙类 -> 费 }",
        "= min(费, unlimited)",
        ": 元 = unspecified",
        "= 2 * 费",
        "= 100% - 率",
        "= 率 + 5个百分点",
        "= 率 * 105%",
        "= if 类 == 甲类 then 1元 else 2元",
        "= if 类 in (甲类, 乙类) then 1元 else 2元",
        "= if 等 >= 二级 then 1元 else 2元",
        "= if 年度 >= 2023 then 1元 else 2元",
        "= 年度 - 2000",
        "= 年度 + 1年",
        "= 起月 + 12个月/年 * 年数",
        "= 起月 - january(年度)",
        "= 生日 + 30天",
        "= (生日 + 1个月 rounded down)",
        "= age(生日, last_day(起月))",
        "= month_of(生日)",
        "= year_of(起月)",
        "= 费 / 3 rounded down to 1元",
        "= 1元/人 * 人数",
        "= 率 { plus 5个百分点 when 参保 times 90% when not 参保 }",
        "only when 参保 = 费 { except when 等 == 一级 -> 0元 }",
        "= match 费 { 0元 .. 100元 -> 1元 > 100元 -> 2元 }",
        "= match 年度 { <= 2023 -> 1元 >= 2024 -> 2元 }",
        "= match 参保 { true -> 5个百分点 false -> 10个百分点 }",
    ],
)
def test_what_goes_together(formula: str) -> None:
    assert rule(formula) == []


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("= 费 + 率", "E0302"),
        ("= 1元/人/年 * 人数 + 费", "E0302"),
        ("= 起月 + 年数", "E0321"),
        ("= 起月 + 30天", "E0302"),
        ("= 生日 + 生日", "E0302"),
        ("= 生日 + 1个月", "E0316"),
        ("= 年度 + 1", "E0323"),
        ("= if 费 > 率 then 1元 else 2元", "E0303"),
        ("= if 生日 < 起月 then 1元 else 2元", "E0303"),
        (": 元/人 = 费", "E0304"),
        ("= match 类 { 甲类 -> 1元 乙类 -> 60% }", "E0305"),
        ("= 率 + 5%", "E0306"),
        ("= 率 { minus 5% when 参保 }", "E0306"),
        ("= 费 * 70个百分点", "E0307"),
        ("= if 率 >= 70个百分点 then 1元 else 2元", "E0307"),
        ("= match 类 { 甲类 -> 70% 乙类 -> 75个百分点 }", "E0307"),
        ("= 类 * 2", "E0308"),
        ("= - 参保", "E0308"),
        ("= max(参保, true)", "E0308"),
        ("= if 类 > 甲类 then 1元 else 2元", "E0309"),
        ("= match 类 { >= 3 -> 1元 乙类 -> 2元 }", "E0311"),
        ("= if 费 then 1元 else 2元", "E0310"),
        ("= if 参保 and 费 then 1元 else 2元", "E0310"),
        ("= match 费 { 甲类 -> 1元 otherwise -> 2元 }", "E0311"),
        ("= match 年数 { 60岁 .. 70岁 -> 1元 otherwise -> 2元 }", "E0311"),
        ("= match 年数 { 7年 .. 6年 -> 1元 otherwise -> 2元 }", "E0312"),
        ("= age(生日)", "E0314"),
        ("= age(生日, 费)", "E0314"),
        ("= age()", "E0314"),
        ("= min(费)", "E0314"),
        ("= unspecified", "E0315"),
        ("= match 类 { 甲类 -> unspecified 乙类 -> unspecified }", "E0315"),
        ("= 费 rounded to 1个月", "E0317"),
        ("= 费 rounded down", "E0317"),
        ("= 费 / 3 rounded down to 1元 up", "E0317"),
        ("= 年度 rounded to 1年", "E0317"),
        ("= min(unlimited, unlimited) + 费", "E0318"),
        ("= (if 参保 then 费 else unlimited) * 50%", "E0318"),
        ("= if 生日 > 2023-02-30 then 1元 else 2元", "E0319"),
        ("= 费 { plus 5% when 参保 }", "E0322"),
        ("= 生日 { plus 5天 when 参保 }", "E0322"),
        ("= 1块", "E0301"),
        ("= 费 / 人数", "E0505"),
    ],
)
def test_what_does_not(formula: str, expected: str) -> None:
    assert rule(formula) == [expected]


def test_both_sides_are_named_with_where_they_come_from() -> None:
    _, found = resolved(TOP, "rule 结果 as result = 费 + 率")
    labels = [(label.span.line, label.zh) for label in found[0].related]
    assert [zh for _, zh in labels] == ["“费”是 元", "输入“费”是 元", "“率”是 比例（%）", "输入“率”是 比例（%）"]
    assert {line for line, _ in labels} == {7, 8, 18}


def test_fixes_say_what_to_write() -> None:
    _, found = resolved(TOP, "rule 甲 as a1 = 率 + 5%\nrule 乙 as b1 = 费 * 7个百分点\nrule 丙 as c1 = 起月 + 年数")
    assert [d.fixes[0].text for d in found if d.fixes] == ["5个百分点", "7%", "12个月/年 * 年数"]


@pytest.mark.parametrize(
    ("formula", "fix"),
    [
        ("= 费 + 5", "5元"),
        ("= if 年数 >= 7 then 1元 else 2元", "7年"),
        ("= match 年数 { 1 .. 7年 -> 1元 otherwise -> 2元 }", "1年"),
        (": 元/人 = 5", "5元/人"),
        ("= 年度 + 1", "1年"),
        ("= 起月 + 1", "1个月"),
        ("= match 类 { 甲类 -> 费 乙类 -> 2 }", "2元"),
    ],
)
def test_a_number_without_its_unit_gets_one(formula: str, fix: str) -> None:
    _, found = resolved(TOP, f"rule 结果 as result {formula}")
    assert [f.text for d in found for f in d.fixes] == [fix]


def test_literals_take_the_type_of_their_place() -> None:
    policy = good(TOP, "rule 甲 as a1 = if 年度 == 2023 then min(费, unlimited) else 0")
    body = policy.rule["甲"].body
    assert isinstance(body, m.If)
    assert isinstance(body.condition, m.Compare)
    assert body.condition.right.type == YEAR
    assert isinstance(body.then, m.Call)
    assert isinstance(body.then.arguments[1], m.Literal)
    assert body.then.arguments[1].value is UNLIMITED
    assert body.otherwise.type == body.type == policy.input["费"].type
    assert isinstance(body.type, Quantity)


@pytest.mark.parametrize(
    ("declaration", "expected"),
    [
        ("table 表 as t1 by 类 { 甲类: 1元 乙类: 2元 }", []),
        ("table 表 as t1 by 类, 等 { columns 一级, 二级 甲类: 1元, 2元 乙类: 3元, 4元 }", []),
        ("table 表 as t1 by 类, 等 { columns 一级, 二级 甲类: 1元 乙类: 3元, 4元 }", ["E0313"]),
        ("table 表 as t1 by 类, 等 { 甲类: 1元 乙类: 3元 }", ["E0313"]),
        ("table 表 as t1 by 类 { columns 一级, 二级 甲类: 1元, 2元 乙类: 3元, 4元 }", ["E0313"]),
        ("table 表 as t1 by 类, 等, 费 { 甲类: 1元 }", ["E0313"]),
        ("table 表 as t1 by 类 { 甲类: 1元 乙类: 2年 }", ["E0305"]),
        ("scale 段 as s1 on 费 { up to 1万元 -> 50% above -> 60% } rounded to 0.01元", []),
        ("scale 段 as s1 on 费 by 类 { columns 甲类, 乙类 up to 1万元 -> 50%, 60% above -> 60%, 70% } rounded to 0.01元", []),
        ("scale 段 as s1 on 费 { up to 1万元 -> 50% up to 5000元 -> 60% above -> 1% } rounded to 0.01元", ["E0407"]),
        ("scale 段 as s1 on 费 { up to 0元 -> 50% above -> 60% } rounded to 0.01元", ["E0407"]),
        ("scale 段 as s1 on 费 { above -> 50% up to 5元 -> 60% } rounded to 0.01元", ["E0407"]),
        ("scale 段 as s1 on 类 { up to 1万元 -> 50% above -> 60% } rounded to 0.01元", ["E0412"]),
        ("scale 段 as s1 on 费 { up to 1人 -> 50% above -> 60% } rounded to 0.01元", ["E0303"]),
        ("scale 段 as s1 on 费 { up to 1万元 -> 50% above -> 60个百分点 } rounded to 0.01元", ["E0307"]),
        ("scale 段 as s1 on 费 by 类 { up to 1万元 -> 50% above -> 60% } rounded to 0.01元", ["E0313"]),
    ],
)
def test_tables_and_scales(declaration: str, expected: list[str]) -> None:
    assert [c for c in codes(TOP, declaration) if c[0] == "E"][:1] == expected


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("= age(生日)", "age() 要两个日期（date），这里给的是1个"),
        ("= age()", "age() 要两个日期（date），这里给的是空括号"),
        ("= age(生日, 费)", "age() 要两个日期（date），这里给的是元"),
        ("= year_of(参保)", "year_of() 要一个日期（date）或月份（month），这里给的是是否值（bool）"),
        ("= min(费)", "min() 要至少两个值，这里给的是1个"),
    ],
)
def test_what_a_function_takes(formula: str, message: str) -> None:
    (found,) = resolved(TOP, f"rule 结果 as result {formula}")[1]
    assert found.message("zh") == message


def test_an_unknown_unit_is_misspelt_or_not_declared() -> None:
    (found,) = resolved(TOP, "param 甲 as a1 = 120元/床日")[1]
    assert found.help("zh") == "是不是“日”？另有单位请先声明：unit 床日"
