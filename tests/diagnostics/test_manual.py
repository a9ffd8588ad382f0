"""The manual pages: their examples really give their code, and docs/errors.md holds them all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from policyc.diagnostics import registry
from policyc.pipeline import compile_text
from tests.diagnostics.manual import manual

DOCS = Path(__file__).parent.parent.parent / "docs" / "errors.md"

_HEAD = """policy 试 as trial { region 全国 "CN" year 2023 series 试 }
source 通知 as notice { title "试（虚构）" number "试〔2023〕1号" issuers "试局" issued 2023-07-26 }
"""
_DECLARED = """enum 分档 as tier_kind { 西部 as west, 中部 as central, 东部 as east }
input 档 as tier : 分档
input 费用 as fee : 元
input 年龄 as years_old : 岁
input 参保 as insured : bool
"""

#: Pages whose example is told in words, because it takes a history, a second policy, a text, a file or too many lines.
_TOLD = """E0115 E0190 E0116 E0117 E0118 E0119 E0203 E0206 E0222 E0223 E0224 E0225 E0226 E0228 E0413 E0414 E0504 E0506 E0508
E0607 E0608 E0609 E0610 E0702 W0701"""
_IN_WORDS = frozenset(_TOLD.split()) | {name for name in registry.names() if name[1:3] in ("08", "09", "10", "11")}


@pytest.mark.parametrize("name", sorted(set(registry.names()) - _IN_WORDS))
def test_the_example_gives_the_code(name: str) -> None:
    page = registry.load(name)
    assert page is not None
    example = next(part for part in page.paragraphs if part.startswith("例："))
    assert any(name in _codes(text) for text in _texts(re.findall(r"`([^`]+)`", example)))


def test_pages_told_in_words_are_few_enough_to_list() -> None:
    assert set(registry.names()) >= _IN_WORDS, "a page that is gone"


@pytest.mark.parametrize("name", registry.names())
def test_every_page_says_why_shows_a_case_and_says_what_to_do(name: str) -> None:
    page = registry.load(name)
    assert page is not None
    heads = [part.partition("：")[0] for part in page.paragraphs]
    assert heads == ["为什么", "例", "怎么改"]
    assert page.title.endswith("。")
    assert page.english.isascii() or page.english[0].isascii()


def test_docs_have_every_code(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--update-goldens"):
        DOCS.write_text(manual(), "utf-8", newline="\n")
    assert DOCS.read_text("utf-8") == manual(), "stale: pytest tests/gallery tests/diagnostics --update-goldens"


def _codes(text: str) -> set[str]:
    return {d.code.code for d in compile_text(text, "a.pol").diagnostics}


def _texts(fragments: list[str]) -> Iterator[str]:
    """Files that the fragments of an example may stand in: at the top level, in a clause, as a formula; alone or together."""
    for fragment in [*fragments, "\n".join(fragments)]:
        for before in ("", _HEAD, _HEAD + _DECLARED):
            yield before + fragment
        for before in (_HEAD, _HEAD + _DECLARED):
            yield f'{before}clause 通知 "一" {{\n{fragment}\n}}'
            yield f'{before}clause 通知 "一" {{\nrule 结果 as result = {fragment}\n}}'
            yield f'{before}clause 通知 "一" {{\nparam 标准 as standard {fragment}\n}}'
