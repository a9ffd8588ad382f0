"""Every code: one file, its manual page, both languages alike."""

import re
import string

import pytest

from policyc.diagnostics import registry
from policyc.diagnostics.core import Severity


@pytest.mark.parametrize("name", registry.names())
def test_code(name: str) -> None:
    page = registry.load(name)
    assert page is not None
    code = page.code
    assert code.code == name
    assert code.severity is (Severity.WARNING if name.startswith("W") else Severity.ERROR)
    assert _fields(code.zh) == _fields(code.en) or _by_language(code.zh, code.en)
    assert code.help_zh and code.help_en
    first = page.manual.splitlines()[0]
    assert first.endswith("。") and any("\u4e00" <= char <= "\u9fff" for char in first), "Chinese first"
    assert page.manual.rstrip().splitlines()[-1].isascii() or "." in page.manual.splitlines()[-1], "a paragraph in English last"
    assert "怎么改：" in page.manual


#: Chinese words in English templates: units, and names in examples of how to write something.
_WORDS = "元 年 人 甲 乙 来源 全国 年份 分档 西部 个月 定额 参保 万元 满 以上 超过 不足 以内 报销 第"
_EXAMPLES = _WORDS.split()


@pytest.mark.parametrize("name", registry.names())
def test_english_is_english(name: str) -> None:
    page = registry.load(name)
    assert page is not None
    assert set(re.findall(r"[\u4e00-\u9fff]+", page.code.en + page.code.help_en)) <= set(_EXAMPLES)


def test_there_is_no_other_code() -> None:
    assert registry.load("E9999") is None
    assert registry.load("../core") is None
    assert registry.load("e0901") is not None


def _fields(template: str) -> set[str]:
    return {field.split(".")[0] for _, field, _, _ in string.Formatter().parse(template) if field}


def _by_language(zh: str, en: str) -> bool:
    """``{state_zh}`` in the one is ``{state_en}`` in the other."""
    return {f.removesuffix("_zh") for f in _fields(zh)} == {f.removesuffix("_en") for f in _fields(en)}
