"""Every mistake of the gallery gets one message, word for word the one that was read and found good.

``pytest tests/gallery --update-goldens`` writes the messages anew, and docs/gallery.md with them; the difference is the review.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policyc.diagnostics.core import Fix
from tests.gallery.gallery import HERE, Mistake, compiled, compiled_elsewhere, mistakes, said
from tests.gallery.page import page

ALL = mistakes()
PAGE = HERE.parent.parent / "docs" / "gallery.md"

each = pytest.mark.parametrize("mistake", ALL, ids=[m.name for m in ALL])


@each
def test_the_message_is_the_one_that_was_reviewed(mistake: Mistake, pytestconfig: pytest.Config) -> None:
    compilation = compiled(mistake.name)
    for language, golden in mistake.golden.items():
        shown = said(compilation, language)
        if pytestconfig.getoption("--update-goldens"):
            golden.write_text(shown, "utf-8", newline="\n")
        assert shown == golden.read_text("utf-8"), "read the new message, then --update-goldens"


@each
def test_one_cause_has_one_message(mistake: Mistake) -> None:
    assert [d.code.code for d in compiled(mistake.name).diagnostics][1:] == []


@each
def test_nothing_else_is_wrong_with_the_policy(mistake: Mistake, tmp_path: Path) -> None:
    mended = compiled_elsewhere(mistake.name, mistake.mended, tmp_path)
    assert mended.ok
    assert mended.diagnostics == ()


@each
def test_what_surely_mends_it_mends_it(mistake: Mistake, tmp_path: Path) -> None:
    (diagnostic,) = compiled(mistake.name).diagnostics
    sure = sorted((fix for fix in diagnostic.fixes if fix.sure), key=lambda fix: fix.span.start, reverse=True)
    if not sure:
        pytest.skip("no fix that is sure")
    assert compiled_elsewhere(mistake.name, _applied(mistake.text, sure), tmp_path).diagnostics == ()


@each
def test_english_says_nothing_in_chinese_but_what_the_policy_says(mistake: Mistake) -> None:
    """Every Chinese word of the English message stands in the policy, is a unit, or is a word of the language."""
    compilation = compiled(mistake.name)
    sources = (path.read_text("utf-8") for path in (HERE / "texts").iterdir())
    known = "".join([compilation.text, *compilation.texts.values(), *sources])
    for diagnostic in compilation.diagnostics:
        labels = " ".join(label.en for label in diagnostic.related)
        for word in re.findall(r"[\u4e00-\u9fff]+", f"{diagnostic.message('en')} {diagnostic.help('en')} {labels}"):
            assert word in known or word in _LANGUAGE, word


#: Chinese words that English messages may use beside a policy's own: units, and names in examples of how to write something.
_LANGUAGE = ("元", "个月", "年", "个百分点", "人", "岁", "天", "万元", "亿元", "甲", "乙", "来源")


def _applied(text: str, fixes: list[Fix]) -> str:
    for fix in fixes:
        text = text[: fix.span.start] + fix.text + text[fix.span.end :]
    return text


def test_the_gallery_is_published(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--update-goldens"):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(ALL), "utf-8", newline="\n")
    assert PAGE.read_text("utf-8") == page(ALL), "stale: pytest tests/gallery --update-goldens"


def test_no_message_is_left_of_a_mistake_that_is_gone() -> None:
    kept = {p.name.partition(".")[0] for p in (HERE / "mistakes").glob("*.txt")}
    assert kept == {m.name for m in ALL}
