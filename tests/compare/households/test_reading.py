"""The file of typical households: Chinese or ASCII keys, and every mistake told with its place and what to write instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policyc.compare.households.described import Role
from policyc.compare.households.reading import EVENT, FILE, HOUSEHOLD, MEMBER, read
from tests.compare.households.policies import described

GOOD = """说明 = "虚构"
[关注]
缴 = ["缴费标准"]
[[家庭]]
名称 = "甲户"
说明 = "两人"
情况 = { 分档 = "西部", 已缴 = true }
[[家庭.成员]]
名称 = "夫妻"
人数 = 2
情况 = { 分档 = "东部", 缴费日期 = 2023-06-15, 年数 = 3 }
[[家庭.成员.事件]]
名称 = "住院"
次数 = 2
情况 = { 费用 = "1.5万元" }
"""
ASCII = """notice = "虚构"
[show]
pays = ["缴费标准"]
[[households]]
name = "甲户"
description = "两人"
given = { 分档 = "西部", 已缴 = true }
[[households.members]]
name = "夫妻"
people = 2
given = { 分档 = "东部", 缴费日期 = 2023-06-15, 年数 = 3 }
[[households.members.events]]
name = "住院"
times = 2
given = { 费用 = "1.5万元" }
"""


def test_it_is_read() -> None:
    """What is said of a member stands before what is said of the household; values are as they are typed."""
    found = described(GOOD)
    (household,) = found.households
    (member,) = household.members
    assert (found.notice, household.name, household.text, household.people) == ("虚构", "甲户", "两人", 2)
    assert {g.name: g.text for g in member.given} == {"分档": "东部", "已缴": "是", "缴费日期": "2023-06-15", "年数": "3"}
    assert [(e.name, e.times, [(g.name, g.text) for g in e.given]) for e in member.events] == [("住院", 2, [("费用", "1.5万元")])]
    assert [(w.name, w.role) for w in found.wanted] == [("缴费标准", Role.PAYS)]


def test_keys_may_be_ascii() -> None:
    """The same file."""
    one, other = described(GOOD), described(ASCII)
    assert [(m.name, m.people, [(g.name, g.text) for g in m.given]) for h in one.households for m in h.members] == [
        (m.name, m.people, [(g.name, g.text) for g in m.given]) for h in other.households for m in h.members
    ]
    assert [w.role for w in other.wanted] == [Role.PAYS]


@pytest.mark.parametrize("text", ['"""\n名称 = 1\n"""', "'''\n名称 = 1'''", '"名称 = 1 # \\" ]"', "'名称 = 1'"])
def test_texts_stay_as_they_are(text: str) -> None:
    """Only keys are put in quotes."""
    import tomllib

    (household,) = described(f'# 名称 = 1\n[[家庭]]\n名称 = "户"\n说明 = {text}\n[[家庭.成员]]\n名称 = "甲"\n').households
    assert household.text == tomllib.loads(f"x = {text}")["x"].strip()


TWO = '[[家庭]]\n名称 = "甲"\n{one}\n[[家庭.成员]]\n名称 = "人"\n[[家庭]]\n名称 = "乙"\n{other}\n[[家庭.成员]]\n名称 = "人"\n'


@pytest.mark.parametrize(
    ("text", "code", "line", "fragment"),
    [
        ("[[家庭]]\n名称 = 三口之家\n", "E0940", 2, "Invalid value"),
        ("[[家庭]\n", "E0940", 1, ""),
        ("", "E0941", 1, "没有写家庭"),
        ('说明 = "x"\n家庭 = 3\n', "E0941", 2, "[[家庭]]"),
        (GOOD.replace("人数", "人口"), "E0941", 10, "“甲户”·“夫妻”：不认识“人口”"),
        (GOOD.replace("人数 = 2", "人数 = 0"), "E0941", 10, "1至1000的整数"),
        (GOOD.replace("人数 = 2", "人数 = true"), "E0941", 10, "1至1000的整数"),
        (GOOD.replace("人数 = 2", "people = 2\n人数 = 2"), "E0941", 11, "写了两次"),
        (GOOD.replace('名称 = "夫妻"', ""), "E0941", 5, "没有写名称"),
        (GOOD.replace('"1.5万元"', "0x" + "f" * 9999), "E0941", 15, "数太大"),
        (GOOD + '[[家庭.成员]]\n名称 = "夫妻"\n', "E0941", 9, "有2个成员都叫“夫妻”"),
        (GOOD.replace('名称 = "夫妻"', "名称 = 3"), "E0941", 9, "要写成文字"),
        (GOOD.replace("缴 =", "缴费 ="), "E0941", 3, "“关注”里不认识“缴费”"),
        (GOOD.replace('["缴费标准"]', '"缴费标准"'), "E0941", 2, "“关注”要写成"),
        (GOOD.replace('"1.5万元"', "15000.5"), "E0942", 15, "15000.5 是浮点数"),
        (GOOD.replace('"1.5万元"', "nan"), "E0942", 15, "nan 是浮点数"),
        (GOOD.replace('"1.5万元"', "[1, 2]"), "E0941", 15, "要写成一个值"),
        (GOOD.replace("= { 费用 =", '= "费用"\n#'), "E0941", 15, "“情况”要写成"),
        ('[[家庭]]\n名称 = "户"\n', "E0941", 2, "没有写成员"),
        (TWO.format(one="", other="").replace("乙", "甲"), "E0944", 2, "有两户都叫“甲”"),
        (TWO.format(one="", other='对照 = "丙"'), "E0945", 7, "不在文件里"),
        (TWO.format(one="", other='对照 = "乙"'), "E0945", 7, "就是本户"),
        (TWO.format(one="", other='对照 = "甲"'), "E0946", 7, "完全相同"),
        (TWO.format(one="情况 = { 甲 = 1, 乙 = 2 }", other='对照 = "甲"'), "E0946", 7, "有2处不同：“甲”、“乙”"),
    ],
)
def test_mistakes(text: str, code: str, line: int, fragment: str) -> None:
    """One message each, at the line."""
    found, wrong = read(text, "households.toml")
    assert found is None
    told = [(d.code.code, d.span.line, d.message("zh")) for d in wrong]
    assert [told[0][:2]] == [(code, line)], told
    assert fragment in told[0][2]
    for diagnostic in wrong:
        assert diagnostic.help("zh") and diagnostic.help("en") and diagnostic.message("en")


def test_twins_may_have_one_more_of_a_kind() -> None:
    """One member or one event more is one difference, whatever is said of it."""
    member = '\n[[家庭.成员]]\n名称 = "孩子"\n情况 = { 年龄 = 5, 类别 = "普通" }'
    event = '\n[[家庭.成员.事件]]\n名称 = "住院"\n情况 = { 费用 = "3万元" }'
    base = '[[家庭]]\n名称 = "甲"\n[[家庭.成员]]\n名称 = "人"\n[[家庭]]\n名称 = "乙"\n对照 = "甲"\n[[家庭.成员]]\n名称 = "人"'
    for more in (member, event, "\n人数 = 2"):
        found, wrong = read(base + more + "\n", "households.toml")
        assert found is not None, [d.message("zh") for d in wrong]


def test_names_are_of_one_line() -> None:
    """A line end in a name or a description is a space."""
    (household,) = described('[[家庭]]\n名称 = "甲\\n户"\n[[家庭.成员]]\n名称 = """一\n人"""\n').households
    assert (household.name, household.members[0].name) == ("甲 户", "一 人")


@pytest.mark.parametrize("depth", [50, 5000])
def test_a_hostile_file_is_refused(depth: int) -> None:
    """However deep it is, and whatever it holds."""
    found, wrong = read("家庭 = " + "[" * depth + "]" * depth, "households.toml")
    assert found is None and wrong


MANUAL = Path(__file__).parents[3] / "docs" / "households.md"


def test_what_the_manual_shows_is_read() -> None:
    """Its file as it stands, and the event put behind a member; it names every key."""
    text = MANUAL.read_text("utf-8")
    file, event = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (household,) = described(file + event).households
    assert (household.people, household.members[1].events[0].times) == (3, 2)
    for keys in (FILE, HOUSEHOLD, MEMBER, EVENT):
        assert all(f"`{chinese}`" in text or f"[[{chinese}]]" in text for chinese in keys)
        assert all(f"`{ascii_}`" in text or ascii_ == "households" for ascii_ in keys.values())
