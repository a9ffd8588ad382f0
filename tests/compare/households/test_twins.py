"""Twins side by side: the one thing in which they differ, and what follows from it."""

from __future__ import annotations

import pytest

from policyc.compare.households.telling import twin_rows, twin_text
from tests.compare.households.policies import NEW, OLD, told

TWINS = """
[[家庭]]
名称 = "普通户"
关注 = { 缴 = ["实缴", "缴费标准"] }
情况 = { 类别 = "普通" }
[[家庭.成员]]
名称 = "夫妻"
人数 = 2
[[家庭]]
名称 = "低保户"
对照 = "普通户"
关注 = { 缴 = ["实缴", "缴费标准"] }
情况 = { 类别 = "低保" }
[[家庭.成员]]
名称 = "夫妻"
人数 = 2
"""


def test_what_follows_is_said() -> None:
    """On each side; what is the same is not repeated."""
    sheet, _ = told(TWINS)
    (twins,) = sheet.twins
    assert twin_text(twins, sheet) == (
        "两户只有“类别”不同：普通户为“普通”，低保户为“低保”。"
        "按原政策，实缴分别为每人每年350元和未明确。按新政策，实缴分别为每人每年380元和每人每年190元。"
    )
    assert [(entry.name, [(row.who, row.cells) for row in rows]) for entry, rows in twin_rows(twins)] == [
        (
            "实缴",
            [
                ("每人", ("350元/人·年", "380元/人·年", "未明确", "190元/人·年")),
                ("合计", ("700元/年", "760元/年", "未明确", "380元/年")),
            ],
        ),
        (
            "缴费标准",
            [
                ("每人", ("350元/人·年", "380元/人·年", "350元/人·年", "380元/人·年")),
                ("合计", ("700元/年", "760元/年", "700元/年", "760元/年")),
            ],
        ),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (OLD, OLD, "按两份政策，实缴分别为每人每年350元和未明确。"),
        (OLD.replace("低保 -> unspecified", "低保 -> 缴费标准"), NEW, "按原政策，两户结果相同。按新政策，"),
    ],
)
def test_sides_that_say_the_same(old: str, new: str, said: str) -> None:
    """Said once, or said to be the same."""
    sheet, _ = told(TWINS, old, new)
    assert said in twin_text(sheet.twins[0], sheet)


def test_a_difference_that_no_policy_knows() -> None:
    """Nothing follows from it."""
    sheet, _ = told(TWINS.replace("类别", "户籍"))
    assert twin_text(sheet.twins[0], sheet).endswith("两份政策都没有这一输入，两户结果相同。")


def test_a_member_more() -> None:
    """The members of both, by name; who is not there has a dash."""
    text = TWINS.replace('类别 = "低保"', '类别 = "普通"') + '[[家庭.成员]]\n名称 = "孩子"\n'
    sheet, _ = told(text)
    (twins,) = sheet.twins
    assert (twins.what, twins.one, twins.other) == ("成员", "夫妻", "夫妻、孩子")
    rows = {row.who: row.cells for entry, made in twin_rows(twins) for row in made if entry.name == "实缴"}
    assert rows["孩子"] == ("—", "—", "350元/人·年", "380元/人·年")
    assert rows["合计"] == ("700元/年", "760元/年", "1050元/年", "1140元/年")
