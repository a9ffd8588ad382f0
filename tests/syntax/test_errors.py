"""What is wrong with a text: one diagnostic a cause, at its place, with its fix; and what stays of the rest."""

import pytest

from policyc.diagnostics.core import Diagnostic
from policyc.syntax import tree
from policyc.syntax.parse import parse


def among_good_ones(line: str) -> str:
    """A file with a line between two good declarations."""
    return f'clause 通知 "一" {{\n  param 甲 as a = 1元\n  {line}\n  param 乙 as b = 2元\n}}\n'


def names(file: tree.File | None) -> list[str]:
    """What the clauses of a file declare."""
    assert file is not None
    clauses = [x for x in file.items if isinstance(x, tree.Clause)]
    return [x.name.text for c in clauses for x in c.items if isinstance(x, (tree.Param, tree.Rule))]


def apply_fixes(text: str, diagnostic: Diagnostic) -> str:
    """The text after the fixes of a diagnostic."""
    for fix in sorted(diagnostic.fixes, key=lambda f: -f.span.start):
        text = text[: fix.span.start] + fix.text + text[fix.span.end :]
    return text


@pytest.mark.parametrize(
    ("line", "code", "marked"),
    [
        ("param 丙 as c = 3元 4元", "E0101", "4元"),
        ("must 丙 as c { by 2024-8-31 }", "E0127", "2024-8-31"),
        ("param 丙 as c =", "E0102", "="),
        ("parm 丙 as c = 3元", "E0103", "parm"),
        ("Param 丙 as c = 3元", "E0103", "Param"),
        ('param 丙 as c = 3元 qoute "x"', "E0103", "qoute"),
        ("param 丙 as c = unspecifed", "E0103", "unspecifed"),
        ("param 丙 c = 3元", "E0104", "c"),
        ("param 丙 = 3元", "E0104", "丙"),
        ("param 丙 ass c = 3元", "E0103", "ass"),
        ("param 丙 AS c = 3元", "E0103", "AS"),
        ("param 丙 a c = 3元", "E0103", "a"),
        ("param 丙 代码 c = 3元", "E0103", "代码"),
        ("input 丙 sa c: 元", "E0103", "sa"),
        ("param 丙 a unspecified", "E0104", "a"),
        ("раram 丙 as c = 3元", "E0105", "раram"),
        ("param 丙 ａｓ c = 3元", "E0105", "ａｓ"),
        ("param 丙 as c in 3元 — 5元", "E0105", "—"),
        ("param 丙 as c in 3元 ～ 5元", "E0122", "～"),
        ("param 丙 as c = 3元 quote ”每人”", "E0105", "”"),
        ("param 丙 as c = 3元 quote “每人\"", "E0105", "“"),
        ("param 丙 as c = 3元 quote “每人", "E0109", "“每人"),
        ("param 丙 as c = 1,000元", "E0106", "1,000"),
        ("param 丙 as c = 640 元/人/年", "E0107", "640 元/人/年"),
        ("param cc as c = 3元", "E0108", "cc"),
        ("rule 丙 as c = foo + 1元", "E0108", "foo"),
        ('param 丙 as c = 3元 quote "每人', "E0109", '"每人'),
        ("rule 丙 as c = (甲 + 乙", "E0110", "("),
        ("rule 丙 as c = 甲 { except when 甲 > 1元 -> 2元", "E0110", "{"),
        ("rule 丙 as c = 甲 )", "E0111", ")"),
        ("check 甲 = 1元", "E0112", "="),
        ("rule 丙 as c = cases { when 甲 = 1元 -> 2元 otherwise -> 3元 }", "E0112", "="),
        ("param 丙 as c == 3元", "E0113", "=="),
        ("rule 丙 as c = 1元/甲", "E0114", "1元/甲"),
        ("param 丙 as c = 3元 quote \"x\\n\"", "E0121", "\\n"),
        ("param 丙 as c = 3元 quote \"x\u202ey\"", "E0118", "\u202e"),
        ("param 丙 as c = 3元 # x\u200b", "E0118", "\u200b"),
        ("rule 丙 as c = 甲 && 乙", "E0122", "&&"),
        ("param 丙 as c => 3元", "E0122", "=>"),
        ("rule 丙 as c = 3元 + ; 4元", "E0122", ";"),
        ("rule 丙 as c = match 甲 { 乙 => 1元 }", "E0122", "=>"),
    ],
)  # fmt: skip
def test_one_cause_gives_one_diagnostic_and_leaves_the_rest(line: str, code: str, marked: str) -> None:
    text = among_good_ones(line)
    file, diagnostics = parse(text, "a.pol")
    assert [d.code.code for d in diagnostics] == [code]
    (diagnostic,) = diagnostics
    assert text[diagnostic.span.start : diagnostic.span.end] == marked
    assert diagnostic.span.line == 3
    assert names(file) == ["甲", "乙"]
    assert diagnostic.message("zh")
    assert diagnostic.message("en")
    if any(fix.sure for fix in diagnostic.fixes):
        assert parse(apply_fixes(text, diagnostic), "a.pol")[1] == ()


def test_several_bad_declarations_are_all_found() -> None:
    text = """unit a
policy 甲 as a { region 甲 }
clause 通知 "一" {
  param 甲 as a = 1元
  param 乙 b = 2元
  param 丙 as c == 3元
  rule 丁 as d = 甲
}
input 戊 as e
"""
    file, diagnostics = parse(text, "a.pol")
    assert [(d.span.line, d.code.code) for d in diagnostics] == [
        (1, "E0108"), (2, "E0102"), (5, "E0104"), (6, "E0113"), (9, "E0102"),
    ]  # fmt: skip
    assert names(file) == ["甲", "丁"]
    assert file is not None
    assert set(file.broken) >= {"乙", "丙", "戊"}


def test_a_clause_without_its_brace_is_reported_where_it_opens() -> None:
    text = 'clause 通知 "一" {\n param 甲 as a = 1元\nclause 通知 "二" {\n param 乙 as b = 2元\n}\n'
    file, (diagnostic,) = parse(text, "a.pol")
    assert (diagnostic.code.code, diagnostic.span.line) == ("E0110", 1)
    assert [label.span.line for label in diagnostic.related] == [3]
    assert names(file) == ["甲", "乙"]


def test_figures_outside_a_clause_are_one_error() -> None:
    _, (diagnostic,) = parse("param 甲 as a = 1元\nparam 乙 as b = 2元\n", "a.pol")
    assert diagnostic.code.code == "E0120"


def test_a_bad_head_does_not_spoil_what_stands_in_its_clause() -> None:
    file, diagnostics = parse("clause 通知 一 {\n param 甲 as a = 1元\n}\nunit 床日\n", "a.pol")
    assert [d.code.code for d in diagnostics] == ["E0101"]
    assert file is not None
    assert [type(x) for x in file.items] == [tree.Unit]
    assert "甲" in file.broken


def test_a_superfluous_brace_leaves_what_is_before_it() -> None:
    file, (diagnostic,) = parse('clause 通知 "一" { param 甲 as a = 1元 } }\nunit 床日\n', "a.pol")
    assert diagnostic.code.code == "E0111"
    assert names(file) == ["甲"]


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("(" * 10_000 + "甲" + ")" * 10_000, "E0115"),
        ("( " * 10_000 + "甲", "E0115"),
        ("not " * 2_000 + "甲", "E0115"),
        ("-" * 2_000 + "甲", "E0115"),
        ("if 甲 then 1元 else " * 500 + "1元", "E0115"),
        ("min(" * 60 + "甲" + ")" * 60, "E0115"),
        ("match 甲 { 乙 -> " * 60 + "甲" + "}" * 60, "E0115"),
        ("甲 { except when 甲 -> " * 60 + "甲" + "}" * 60, "E0115"),
        (" + ".join(["甲"] * 500), "E0116"),
        (" * ".join(["甲"] * 500), "E0116"),
        ("9" * 10_000 + "元", "E0117"),
    ],
    ids=lambda x: x if x.startswith("E") else x[:12],
)  # fmt: skip
def test_too_much_is_refused_clearly(formula: str, code: str) -> None:
    file, diagnostics = parse(among_good_ones("rule 丙 as c = " + formula), "a.pol")
    assert [d.code.code for d in diagnostics] == [code]
    assert names(file) == ["甲", "乙"]


@pytest.mark.parametrize("formula", ["(" * 40 + "甲" + ")" * 40, " + ".join(["甲"] * 190), " and ".join(["甲"] * 5_000)])
def test_what_people_write_is_not_too_much(formula: str) -> None:
    assert parse(among_good_ones("rule 丙 as c = " + formula), "a.pol")[1] == ()


@pytest.mark.parametrize("text", ["\0", "unit 床\0", "%PDF-1.4\x01", "\u2066unit 床"])
def test_binary_files_are_refused(text: str) -> None:
    _, diagnostics = parse(text, "a.pol")
    assert {d.code.code for d in diagnostics} == {"E0118"}


def test_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    file, diagnostics = parse("\ufeffunit 床日\r\nunit 床次\r\n", "a.pol")
    assert diagnostics == ()
    assert file is not None
    assert [(x.span.line, x.span.column) for x in file.items] == [(1, 2), (2, 1)]


def test_no_more_than_a_hundred_errors_are_listed() -> None:
    _, diagnostics = parse("unit a\n" * 300, "a.pol")
    assert len(diagnostics) == 101
    assert diagnostics[-1].code.code == "E0119"


def test_expectations_are_said_in_words() -> None:
    _, (diagnostic,) = parse(among_good_ones("must 丙 as c { condition 有 }"), "a.pol")
    assert diagnostic.help("zh") == "此处可以是：文字（在英文双引号之间）"
    assert diagnostic.help("en") == "expected: text in quotation marks"


def test_keywords_and_signs_inside_strings_and_comments_mean_nothing() -> None:
    text = among_good_ones('param 丙 as c = 3元 quote "，param } 1,000 640 元" # param } “')
    assert parse(text, "a.pol")[1] == ()
    _, diagnostics = parse(text + "unit a", "a.pol")
    assert [d.code.code for d in diagnostics] == ["E0108"]


@pytest.mark.parametrize(
    ("line", "marked", "fixed"),
    [
        ("参数丙 代号 c = 3元", ["参数丙"], "参数 丙 代号 c = 3元"),
        ("参数丙 代号 c 为3元", ["参数丙", "为3元"], "参数 丙 代号 c 为 3元"),
        ("param丙 as c = 3元", ["param丙"], "param 丙 as c = 3元"),
        ("param 丙as c = 3元", ["丙as"], "param 丙 as c = 3元"),
        ("参数 丙代号c 不低于3元/人", ["丙代号c", "不低于3元/人"], "参数 丙 代号 c 不低于 3元/人"),
        ('参数 丙 代号 c 为 3元原文 "3元"', ["3元原文"], '参数 丙 代号 c 为 3元 原文 "3元"'),
        ("规则 丙 代号 c = 若甲 则1元 否则2元", ["若甲", "则1元", "否则2元"], "规则 丙 代号 c = 若 甲 则 1元 否则 2元"),
        ("规则 丙 代号 c = 按甲 { 丁 -> 1元 其余 -> 2元 }", ["按甲"], "规则 丙 代号 c = 按 甲 { 丁 -> 1元 其余 -> 2元 }"),
        ("规则 丙 代号 c = 甲 { 例外当 甲 -> 2元 }", ["例外当"], "规则 丙 代号 c = 甲 { 例外 当 甲 -> 2元 }"),
        ("rule 丙 as c = if甲 then 1元 else2元", ["if甲", "else2元"], "rule 丙 as c = if 甲 then 1元 else 2元"),
        ("核对甲 == 1元", ["核对甲"], "核对 甲 == 1元"),
    ],
)
def test_a_missing_space_is_found_and_mended(line: str, marked: list[str], fixed: str) -> None:
    text = among_good_ones(line)
    file, diagnostics = parse(text, "a.pol")
    assert {d.code.code for d in diagnostics} == {"E0126"}
    assert [text[d.span.start : d.span.end] for d in diagnostics] == marked
    assert names(file) == ["甲", "乙"]
    for diagnostic in reversed(diagnostics):
        assert all(fix.sure for fix in diagnostic.fixes)
        text = apply_fixes(text, diagnostic)
    assert text == among_good_ones(fixed)
    assert parse(text, "a.pol")[1] == ()


def test_a_name_that_contains_a_keyword_is_no_missing_space() -> None:
    _, diagnostics = parse(among_good_ones("参数 为民标准 代号 c = 3元 按月标准"), "a.pol")
    assert [d.code.code for d in diagnostics] == ["E0101"]


def test_several_errors_of_one_declaration_are_told_each_once() -> None:
    text = """clause 通知 "一" {
  table 丙 as t by 乙 {
    一级: 1元
    二级 2元
    三级: 3元, ,
    四级: 4元
    五级: 5元 qoute "x"
  } becuase "y"
  rule 丁 as u = match 乙 {
    一级 => 1元
    二级 -> 2元 3元
    三级 -> 3元 && 1
    四级 -> 4元
  }
  param 戊 as v = 1元
}
policy 甲 as a { region 甲
  sries 甲
}
"""
    file, diagnostics = parse(text, "a.pol")
    assert [(d.span.line, d.code.code) for d in diagnostics] == [
        (4, "E0101"), (5, "E0101"), (7, "E0103"), (8, "E0103"), (10, "E0122"), (12, "E0101"), (12, "E0122"), (18, "E0101"),
    ]  # fmt: skip
    assert names(file) == ["戊"]


def test_the_spelling_of_the_file_is_the_spelling_of_its_messages() -> None:
    (diagnostic,) = parse('条款 通知 "一" {\n  参数 丙 = 3元\n}\n', "a.pol")[1]
    assert diagnostic.help("zh") == "写成：丙 代号 english_name"
    (diagnostic,) = parse('条款 通知 "一" {\n  参数 丙 代码 c = 3元\n}\n', "a.pol")[1]
    assert diagnostic.message("zh") == "不认识“代码”，是不是“代号”？"
    (diagnostic,) = parse('条款 通知 "一" {\n  参数 丙 代号 c = 3元 4元\n}\n', "a.pol")[1]
    assert "参数、规则等" in diagnostic.help("zh") and "param" not in diagnostic.help("en")
