"""The two references of the language, and what of them is made: the Chinese examples and the tables of keywords.

``python -m tests.references --update`` writes what is made; the tests hold it to be what would be written.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from policyc.syntax.format import format_text
from policyc_grammar.keywords import Category, keywords

ROOT = Path(__file__).parent.parent
ENGLISH, CHINESE = ROOT / "grammar" / "LANGUAGE.md", ROOT / "grammar" / "LANGUAGE.zh.md"
BLOCK = re.compile(r"^```pol\n(.*?)^```$", re.M | re.S)
_TABLE = re.compile(r"(?<=<!-- keywords -->\n).*?(?=<!-- /keywords -->)", re.S)

_TITLES: dict[Category, tuple[str, str]] = {
    "declaration": ("declarations", "声明"),
    "header": ("the head of a policy", "政策的开头"),
    "field": ("lines of a source", "来源的各行"),
    "control": ("inside declarations", "声明之内"),
    "operator": ("operators and bounds", "运算和界限"),
    "constant": ("constants and states", "常数和状态"),
    "type": ("types", "类型"),
    "annotation": ("annotations", "附注"),
    "function": ("functions", "函数"),
}


def blocks(text: str) -> list[tuple[int, str]]:
    """The examples of a reference, each with its line."""
    return [(text[: m.start()].count("\n") + 1, m[1]) for m in BLOCK.finditer(text)]


def made(english: str, chinese: str) -> tuple[str, str]:
    """Both references with what is made in them: the tables, and the English examples in Chinese keywords."""
    examples = [_in_chinese(block) for _, block in blocks(english)]
    there = list(BLOCK.finditer(chinese))
    for match, example in reversed(list(zip(there, examples, strict=True))):
        chinese = chinese[: match.start(1)] + example + chinese[match.end(1) :]
    return _TABLE.sub(lambda _: table("en"), english), _TABLE.sub(lambda _: table("zh"), chinese)


def _in_chinese(block: str) -> str:
    text, found = format_text(block, "LANGUAGE.md", keywords="zh")
    assert text is not None, found
    return text


def table(language: str) -> str:
    """The table of keywords, a section a category."""
    return "\n".join(_lines(language)) + "\n"


def _lines(language: str) -> Iterator[str]:
    head = "| English | 中文 | |" if language == "en" else "| 中文 | 英文 | |"
    for category in get_args(Category):
        yield ""
        yield f"**{_TITLES[category][language == 'zh']}**"
        yield ""
        yield head
        yield "|---|---|---|"
        for word in (w for w in keywords() if w.category == category):
            english = " ".join(f"`{x}`" for x in (word.en, *word.signs)).replace("|", "\\|")
            chinese = " ".join(f"`{x}`" for x in word.zh) or "—"
            sides = (english, chinese) if language == "en" else (chinese, english)
            yield f"| {sides[0]} | {sides[1]} | {word.gloss_en if language == 'en' else word.gloss_zh} |"
    yield ""


def main() -> None:
    """Write what is made."""
    english, chinese = made(ENGLISH.read_text("utf-8"), CHINESE.read_text("utf-8"))
    ENGLISH.write_text(english, "utf-8")
    CHINESE.write_text(chinese, "utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("usage: python -m tests.references --update")
    main()
