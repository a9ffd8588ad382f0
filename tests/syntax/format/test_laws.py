"""Laws of formatting, on every good file of the house and on drawn policies."""

from __future__ import annotations

import importlib
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from policyc.syntax.format import Keywords, format_text
from policyc.syntax.format.canonical import same
from policyc.syntax.format.document import WIDTH, width
from policyc.syntax.grammar import parser
from policyc.syntax.parse import parse
from policyc.syntax.soft import declared_keywords, tokens
from tests.properties import strategies

laws = importlib.import_module("tests.properties.test_laws")
CASES = sorted((Path(__file__).parent / "cases").glob("*.out.pol"))
FILES = [*laws.HOUSE, *CASES]
_WORDS = re.compile(r'"(?:[^"\\\n]|\\.)*"|“(?:[^”\\\n]|\\.)*”|[#＃][^\n]*')
_DEADLINE = re.compile(r"[0-9-]+")  # no comment may stand between ``by`` and a date
#: What may be longer than a line: a text, a comment, a line of a table.
_UNBROKEN = re.compile(r'"|#|^ *(?:columns|列) |\w: ')
_SPACES = (" ", "  ", "\t", "\u3000", "\n", "\n      ", " \r\n\t")


def _formatted(text: str, keywords: str = "keep") -> str:
    made, found = format_text(text, "law.pol", keywords=cast(Keywords, keywords))
    assert made is not None, [d.message("en") for d in found]
    return made


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Each token with what stands before it; at the end, what is left."""
    at = 0
    parsing: Any = parser().parse_interactive(text)
    for token in tokens(parsing, declared_keywords(text)):
        parsing.feed_token(token)
        yield text[at : token.start_pos], text[token.start_pos : token.end_pos]
        at = token.end_pos or 0
    yield text[at:], ""


def _respaced(text: str, draw: random.Random) -> str:
    """The text with other spaces between its tokens, but with its comments and blank lines, and the author's choice of
    what stands behind a brace on its line."""
    parts: list[str] = []
    before = ""
    for gap, token in _tokens(text):
        if "#" in gap or gap.count("\n") > 1 or token in ("(", "") or (before == "{" and "\n" in gap):
            parts.append(gap)
        elif before == "{":
            parts.append(draw.choice(("", " ", "   ")))
        else:
            parts.append(draw.choice(_SPACES if gap else ("", *_SPACES)))
        parts.append(token)
        before = token
    return "".join(parts)


def _commented(text: str, draw: random.Random) -> str:
    """The text with comments in places where no one would put them."""
    parts: list[str] = []
    often = draw.choice((0.02, 0.1, 0.5))
    for number, (gap, token) in enumerate(_tokens(text)):
        parts.append(gap)
        if draw.random() < often and token != "(" and not _DEADLINE.match(token):
            parts.append(draw.choice((" # {}\n", "\n# {}\n", "  # {}\n\n# 又\n", "\n\n # {}\n\n\n")).format(number))
        parts.append(token)
    return "".join(parts)


def _words(text: str) -> tuple[list[str], list[str]]:
    """The strings of a text in their order, and its comments in any; which quotation marks and signs they have is open."""
    found = [word.rstrip() for word in _WORDS.findall(text)]
    strings = [re.sub(r"\\(.)", r"\1", w[1:-1]) for w in found if w[0] in '"“']
    return strings, sorted(w[1:] for w in found if w[0] in "#＃")


def _laws(text: str, seed: int) -> None:
    before = parse(text, "law.pol")[0]
    assert before is not None
    made, chinese, english = (_formatted(text, keywords) for keywords in ("keep", "zh", "en"))
    for one in (made, chinese):
        after = parse(one, "law.pol")[0]
        assert after is not None and same(before.items, after.items)
        assert _words(text) == _words(one)
        assert _formatted(_respaced(one, random.Random(seed))) == one
        assert not re.search(r"[ \t]\n|\n\n\n|\A\n|\n\n\Z|[^\n]\Z|\t|\{\n\n|\n\n *\}", _WORDS.sub("x", one))
        assert all(width(line) <= WIDTH or _UNBROKEN.search(line) for line in one.splitlines())
    assert _formatted(made) == made
    # a block that is too long for a line in one language stays open in the other
    assert re.sub(r"\s", "", _formatted(chinese, "en")) == re.sub(r"\s", "", english)


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_files(path: Path) -> None:
    _laws(path.read_text("utf-8"), 1)


@settings(
    deadline=None,
    suppress_health_check=laws.SLOW.suppress_health_check,
    max_examples=laws.settings().max_examples // 10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(strategies.policies(), st.integers(0, 1000))
def test_drawn_policies(drawn: strategies.Drawn, seed: int) -> None:
    _laws(_respaced(drawn.text, random.Random(seed)), seed)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_comments_anywhere(path: Path) -> None:
    text = path.read_text("utf-8")
    for seed in range(6):
        commented = _commented(text, random.Random(seed))
        made = _formatted(commented)
        assert _words(commented) == _words(made)
        assert _formatted(made) == made
