"""What formatting makes of badly laid out text, construct by construct: ``cases/*.in.pol`` → ``cases/*.out.pol``."""

from pathlib import Path

import pytest

from policyc.syntax.format import format_text

CASES = sorted((Path(__file__).parent / "cases").glob("*.in.pol"))


def formatted(text: str) -> str:
    """The canonical layout; the text must have one."""
    made, found = format_text(text, "case.pol")
    assert made is not None, [d.message("en") for d in found]
    return made


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.removesuffix(".in.pol"))
def test_pairs(case: Path) -> None:
    expected = case.with_name(case.name.replace(".in.", ".out.")).read_text("utf-8")
    assert formatted(case.read_text("utf-8")) == expected
    assert formatted(expected) == expected


def test_keywords_of_bounds_become_words_and_those_of_formulas_stay_signs() -> None:
    head = 'clause 通知 "一、" {\n'
    english = "  param 甲 as a >= 1元\n  param 乙 as b ~ 70%\n  rule  丙 as c : bool = 甲 >= 2元 or not 甲 == 1元\n}\n"
    chinese = "  参数 甲 代号 a 不低于 1元\n  参数 乙 代号 b 约 70%\n  规则 丙 代号 c : 是否 = 甲 >= 2元 或 非 甲 == 1元\n}\n"
    made, _ = format_text(head + english, "case.pol", keywords="zh")
    assert made == '条款 通知 "一、" {\n' + chinese
    assert format_text(made, "case.pol", keywords="en")[0] == head + english
    words = "  参数 甲 代号 a 不少于 1元\n  规则 丙 代号 c : 是否 为 甲 不低于 2元 或 非 甲 等于 1元\n}\n"
    assert format_text(head + words, "case.pol", keywords="keep")[0] == head + words
    made, _ = format_text(head + words, "case.pol", keywords="zh")
    assert made == '条款 通知 "一、" {\n' + words
    plain = "  param 甲 as a >= 1元\n  rule  丙 as c : bool = 甲 >= 2元 or not 甲 == 1元\n}\n"
    assert format_text(head + words, "case.pol", keywords="en")[0] == head + plain


def test_a_keyword_that_the_file_has_as_a_name_stays_english() -> None:
    text = 'enum 人群 as group { 其余 as rest, 甲 as a }\nquestion "？"\n'
    made, _ = format_text(text + "input 丙 as c : 人群\n", "case.pol", keywords="zh")
    assert made == '分类 人群 代号 group { 其余 代号 rest, 甲 代号 a }\n存疑 "？"\n输入 丙 代号 c : 人群\n'
    text += 'clause 通知 "一、" { rule 丁 as d = match 戊 { 其余 -> 1元  otherwise -> 2元 } }\n'
    made, _ = format_text(text, "case.pol", keywords="zh")
    assert made is not None and "{ 其余 -> 1元  otherwise -> 2元 }" in made


def test_line_ends_follow_the_first_line() -> None:
    assert formatted('unit  床日\r\nassume "甲"\n') == 'unit 床日\r\nassume "甲"\r\n'
    assert formatted('unit  床日\nassume "甲"\r\n') == 'unit 床日\nassume "甲"\n'


def test_a_byte_order_mark_goes_and_the_last_line_ends() -> None:
    assert formatted("\ufeffunit 床日") == "unit 床日\n"
    assert formatted("") == ""
    assert formatted("\n\n # 只有注释") == "# 只有注释\n"


def test_strings_and_names_stay_as_they_are() -> None:
    text = 'assume "  两个  空格，“引号”\\"\\\\ #不是注释 ３８０ "\nunit A床日3甲\n'
    assert formatted(text) == text


def test_full_width_signs_become_ascii_and_semicolons_line_ends() -> None:
    text = (
        '来源 文 代号 doc ｛ 标题 “关于‘甲’的"乙"\\"丙”； 文号 “试〔２０２３〕１号” ｝； ＃ 来源\n'
        "; # 单独\n"
        "条款 文 “一、” ｛ 规则 甲 代号 a ＝ 按 乙 ｛ ≥ １．５元 → ３８０元／人／年；# 一\n"
        "; ＜ １．５元 → （ － 乙 ） × ２； ｝； ｝"
    )
    made = formatted(text)
    assert made.splitlines() == [
        '来源 文 代号 doc { 标题 "关于‘甲’的\\"乙\\"\\"丙"  文号 "试〔２０２３〕１号" }  # 来源',
        "",
        "# 单独",
        '条款 文 "一、" {',
        "  规则 甲 代号 a = 按 乙 {",
        "    >= 1.5元 -> 380元/人/年  # 一",
        "    < 1.5元  -> (-乙) * 2",
        "  }",
        "}",
    ]


def test_a_text_with_errors_has_no_layout() -> None:
    made, found = format_text("param 甲 as a = \n", "case.pol")
    assert made is None and found and found[0].span.file == "case.pol"


def test_a_result_that_says_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from policyc.syntax.format import canonical

    for wrong in ("unit 床日\n", "unit 人日  # 甲\n", "unit\n"):
        monkeypatch.setattr(canonical, "printed", lambda _, wrong=wrong: wrong)
        made, found = format_text("unit 床日  # 甲\n", "case.pol")
        assert made is None and [d.code.code for d in found] == ["E0190"]
