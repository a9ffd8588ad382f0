"""Names: declared once, found, of the right kind; what else a file must say once."""

import pytest

from tests.semantics.policies import HEAD, codes, good, resolved

TIER = "enum 分档 as tier { 西部 as west, 东部 as east }\ninput 档 as level : 分档\ninput 费 as fee : 元\n"


@pytest.mark.parametrize(
    ("top", "clause", "expected"),
    [
        ("", "param 甲 as a1 = 1元 quote \"1元\"\nparam 甲 as a2 = 2元", ["E0204"]),
        ("", "param DRG占比 as a1 = 1%\nparam ＤＲＧ占比 as a2 = 2%", ["E0205"]),
        ("", "param 甲 as a1 = 1元\nparam 乙 as a1 = 2元", ["E0210"]),
        ("enum 甲类 as a_b { 子 as c }\n", "param 乙 as ab = 2元", ["E0210"]),
        ("", "param 甲 as Aa = 1元", ["E0208"]),
        ("", "param 甲 as class = 1元", ["E0209"]),
        ("", "rule 甲 as max = 1元", ["E0209"]),
        ("", "param 甲 as max = 1元 quote \"1元\"", []),
        ("", "rule 甲 as a1 = 乙", ["E0211"]),
        ("input 费 as fee : 元", "param 甲 as a1 = 费 * 2", ["E0212"]),
        ("", "target 甲 as a1 = 1元\nrule 乙 as b1 = 甲", ["E0213"]),
        ("", "must 甲 as a1\nrule 乙 as b1 = 甲", ["E0212"]),
        ("", "param 甲 as a1 = 1元 quote 报 \"1元\"", ["E0214"]),
        ("", "param 甲 as a1 = 乙\nparam 乙 as b1 = 丙\nparam 丙 as c1 = 甲", ["E0215"]),
        ("", "rule 甲 as a1 = 乙\nrule 乙 as b1 = 甲 + 1元", ["E0215"]),
        (TIER, "rule 甲 as a1 = match 档 { 西步 -> 1元 东部 -> 费 }", ["E0216"]),
        ("", "rule 甲 as a1 = mix(1元, 2元)", ["E0217"]),
        ("input 费 as fee : 金额", "rule 甲 as a1 = 费 + 1元", ["E0218"]),
        ("", "check 1元 == 1元 more is better", ["E0219"]),
        ("", "param 甲 as a1 ~ 1元 principally principally quote \"1元\"", ["E0219"]),
        ("enum 类 as kind { 甲 as c }\ninput 别 as of_kind : 类", "param 甲 as a1 = 1元", ["E0202"]),
        ("assume \"某事\" quote \"某\"", "", ["E0203"]),
        ("require 甲 > 1元\ninput 费 as fee : 元", "rule 甲 as a1 = 费", ["E0212"]),
        (TIER, "rule 甲 as a1 = match 档 { 西部 -> 1元 otherwise -> 费 otherwise -> 3元 }", ["E0320"]),
    ],
)  # fmt: skip
def test_mistakes_are_told_once(top: str, clause: str, expected: list[str]) -> None:
    assert codes(top, clause) == expected


def test_all_mistakes_of_a_file_in_one_run() -> None:
    clause = (
        "rule 甲 as a1 = 无名 + 1元\nrule 乙 as b1 = 甲 * 甲\nrule 丙 as c1 = 1元 + 1年\nparam 丁 as Dd = 1块\nrule 戊 as e1 = 丁"
    )
    assert sorted(codes("", clause)) == ["E0208", "E0211", "E0301", "E0302"]


def test_a_near_name_is_suggested_with_a_fix() -> None:
    _, found = resolved("", "param 个人缴费标准 as a1 = 1元\nrule 甲 as b1 = 个人缴费标淮")
    assert "个人缴费标准" in found[0].help("zh")
    assert found[0].fixes[0].text == "个人缴费标准"


def test_a_missing_space_is_recognised() -> None:
    _, found = resolved("", "param 个人缴费标准 as a1 = 1元\nrule 甲 as b1 = 个人缴费标准为元")
    assert "空格" in found[0].help("zh")
    assert found[0].fixes == ()


def test_a_cycle_shows_every_member() -> None:
    _, found = resolved("", "param 甲 as a1 = 乙\nparam 乙 as b1 = 丙\nparam 丙 as c1 = 甲")
    assert "甲 → 乙 → 丙 → 甲" in found[0].message("zh")
    assert len(found[0].related) == 3


def test_what_does_not_parse_is_not_missed_again() -> None:
    _, found = resolved("input 费 as : 元\n", "rule 甲 as a1 = 费 + 1元")
    assert all(d.code.code.startswith("E01") for d in found)


def test_a_part_may_do_without_an_alias() -> None:
    policy = good("", "param 一 as part_1 = 1元\npart 甲 = 一\npart 乙 as b1 = 甲\npart 丙 = 乙\nrule 丁 as d1 = 丙 + 甲")
    assert [rule.alias for rule in policy.rules] == ["part_2", "b1", "part_3", "d1"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", ["E0201"]),
        ('policy 甲 as a1 { region 全国 "CN" }', ["E0207"]),
        ('policy 甲 as a1 { region 全国 "CN" year 2023 year 2024 }', ["E0206"]),
        ('policy 甲 as a1 { region 全国 "CN" year 23 }', ["E0408"]),
        (HEAD + 'policy 乙 as b1 { region 全国 "CN" year 2023 }', ["E0206"]),
        (HEAD + 'source 书 as book { title "书" number "一" issuers "甲" issued unknown nubmer "二" }', ["E0220"]),
        (HEAD + 'source 书 as book { title 2023-01-01 number "一" issuers "甲" issued 2023-02-30 }', ["E0413", "E0319"]),
        (HEAD + 'source 书 as book { title "书" }', ["W0205"]),
    ],
)
def test_heads_and_sources(head: str, expected: list[str]) -> None:
    assert codes('unit 床日\nassume "某"', head=head + "\n")[: len(expected)] == expected


def test_unused_declarations_are_warnings() -> None:
    top = "unit 床日\nunit 张\nenum 类 as kind { 甲 as c }\ninput 费 as fee : 元/床日\n"
    assert codes(top, 'part 半 as half = 1元\nparam 数 as figure = 1元 quote "1元"') == ["W0203", "W0202", "W0201", "W0204"]


@pytest.mark.parametrize(("alias", "expected"), [("class", ["E0209"]), ("lookup", ["E0209"]), ("date", []), ("Trial", ["E0208"])])
def test_a_policy_is_called_what_a_module_may_be_called(alias: str, expected: list[str]) -> None:
    assert codes("", "must 甲 as a1", HEAD.replace(" as trial ", f" as {alias} ")) == expected
