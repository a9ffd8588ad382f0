"""Both spellings of the keywords mean the same; keywords are soft."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from policyc.syntax import tree
from policyc.syntax.parse import parse
from policyc.syntax.soft import declared_keywords
from policyc_grammar import grammar_text
from policyc_grammar.keywords import keyword, keywords, meaning, spelling, words
from tests.syntax.spellings import shape, spelt, widened

ROOT = Path(__file__).parent.parent.parent
HOUSE = [
    ROOT / "tests" / "golden" / "features.pol",
    *sorted((ROOT / "policies").rglob("*.pol")),
    *sorted((ROOT / "tests" / "language").glob("*/good/**/*.pol")),
    *sorted((ROOT / "tests" / "relations").rglob("*.pol")),
]


def read(text: str) -> tree.File:
    """The tree of a text without errors."""
    file, diagnostics = parse(text, "a.pol")
    assert [(d.span.line, d.message("en")) for d in diagnostics] == []
    assert file is not None
    return file


@pytest.mark.parametrize("path", HOUSE, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_policy_in_chinese_keywords_is_the_same_tree(path: Path) -> None:
    text = path.read_text("utf-8")
    chinese = spelt(text, "zh")
    assert chinese != text
    assert shape(read(chinese)) == shape(read(text))
    assert shape(read(spelt(chinese, "en"))) == shape(read(text))


@pytest.mark.parametrize("path", HOUSE, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_policy_in_full_width_is_the_same_tree(path: Path) -> None:
    text = path.read_text("utf-8")
    wide = widened(text)
    assert len(wide) == len(text) and any(c in wide for c in "｛：")
    assert read(wide) == read(text)  # the very spans


def test_every_keyword_is_tried_by_some_policy() -> None:
    texts = "\n".join(spelt(p.read_text("utf-8"), "zh") for p in HOUSE)
    missing = {k.en for k in keywords() if k.zh and not re.search(rf"(?<!\w){k.zh[0]}(?!\w)", texts)}
    assert missing == set()


def test_the_table_is_whole() -> None:
    named = set(re.findall(r"\b_?[A-Z][A-Z_]+\b", re.sub(r"//[^\n]*", "", grammar_text().split("_POLICY.1")[0])))
    assert {k.terminal for k in keywords()} <= named
    for k in keywords():
        assert k.gloss_zh and k.gloss_en
        assert all(0 < len(zh) <= 5 for zh in k.zh)
        assert keyword(k.terminal, k.en) == k
        assert all(spelling(k.terminal, zh, "en") == k.en for zh in k.zh)
    for one, other in combinations(keywords(), 2):  # what a token is, its terminal and text tell
        assert one.terminal != other.terminal or not {*one.spellings} & {*other.spellings}


def test_a_word_may_be_several_keywords() -> None:
    assert [k.en for k in meaning("按")] == ["by", "on", "match"]
    assert [k.en for k in meaning("up")] == ["up to", "up", "half up"]
    assert meaning("筹资标准") == ()
    assert words("_UP_TO") == ("up to", "至")


def test_both_spellings_stand_in_one_file_and_phrases_take_any_white_space() -> None:
    text = """clause 通知 "一" {
  参数 甲 as a 不少于 1元 more
    is   better
  scale 乙 代号 b on 甲 { up\u3000to 1元 -> 1% 超过 -> 2% }
}
"""
    (clause,) = read(text).items
    assert isinstance(clause, tree.Clause)
    param = clause.items[0]
    assert isinstance(param, tree.Param)
    assert (param.bound.op, param.annotations.directions[0].text) == (">=", "better")


SOFT = """policy 政策 代号 p { 地区 地区 "CN" 年度 2023 系列 系列 }
来源 来源 代号 s { 标题 "甲" }
分类 属性 代号 kind { 是 代号 yes, 否 代号 no, 其余 代号 rest, 未明确 代号 open, 按 代号 by_kind, 且 代号 et }
单位 次序
输入 若 代号 given_kind : 属性
条款 来源 "一" {
  规则 非 代号 r = match 若 { 是 -> 1元 否 | 其余 -> 2元 未明确 -> 3元 且 -> 4元 按 -> 5元 }
  规则 则 代号 then_rule = 若 == 是 且 (若 == 其余)
}
"""


def test_a_name_that_the_file_declares_is_the_name() -> None:
    assert declared_keywords(SOFT) >= {"是", "否", "其余", "未明确", "按", "若", "且", "政策"}
    clause = read(SOFT).items[-1]
    assert isinstance(clause, tree.Clause)
    rule, condition = clause.items
    assert isinstance(rule, tree.Rule) and isinstance(condition, tree.Rule)
    match = rule.body.value
    assert isinstance(match, tree.Match)
    assert shape(match.subject) == ("Name", "若")
    patterns = [p.text for arm in match.arms for p in arm.patterns if isinstance(p, tree.NamePattern)]  # type: ignore[union-attr]
    assert patterns == ["是", "否", "其余", "未明确", "且", "按"]
    assert shape(condition.body.value)[0] == "Logic"


def test_without_a_declaration_it_is_the_keyword() -> None:
    text = 'clause 通知 "一" { rule 甲 as a = 按 乙 { 是 -> 否 其余 -> 未明确 } }'
    assert declared_keywords(text) == frozenset()
    assert shape(read(text)) == shape(
        read('clause 通知 "一" { rule 甲 as a = match 乙 { true -> false otherwise -> unspecified } }')
    )


def test_texts_and_comments_declare_nothing() -> None:
    assert declared_keywords('quote "是 as yes" # 否 as no\n') == frozenset()
