"""Laws of formatting, on every good file of the house and on drawn policies."""

from __future__ import annotations

import importlib
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.syntax.format import format_text
from policyc.syntax.format.canonical import same
from policyc.syntax.format.document import WIDTH, width
from policyc.syntax.grammar import parser
from policyc.syntax.parse import parse
from tests.properties import strategies

laws = importlib.import_module("tests.properties.test_laws")
CASES = sorted((Path(__file__).parent / "cases").glob("*.out.pol"))
FILES = [*laws.HOUSE, *CASES]
_WORDS = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*')
_SPACES = (" ", "  ", "\t", "\u3000", "\n", "\n      ", " \r\n\t")


def _formatted(text: str) -> str:
    made, found = format_text(text, "law.pol")
    assert made is not None, [d.message("en") for d in found]
    return made


def _respaced(text: str, draw: random.Random) -> str:
    """The text with other spaces between its tokens, but with its comments and blank lines, and the author's choice of
    what stands behind a brace on its line."""
    parts: list[str] = []
    at = 0
    before = ""
    for token in parser().lex(text):
        gap = text[at : token.start_pos]
        if "#" in gap or gap.count("\n") > 1 or token == "(" or (before == "{" and "\n" in gap):
            parts.append(gap)
        elif before == "{":
            parts.append(draw.choice(("", " ", "   ")))
        else:
            parts.append(draw.choice(_SPACES if gap else ("", *_SPACES)))
        parts.append(text[token.start_pos : token.end_pos])
        at, before = token.end_pos or 0, str(token)
    return "".join(parts) + text[at:]


def _words(text: str) -> tuple[list[str], list[str]]:
    """The strings of a text in their order, and its comments in any."""
    found = [word.rstrip() for word in _WORDS.findall(text)]
    return [w for w in found if w[0] == '"'], sorted(w for w in found if w[0] == "#")


def _laws(text: str, seed: int) -> None:
    made = _formatted(text)
    before, after = parse(text, "law.pol")[0], parse(made, "law.pol")[0]
    assert before is not None and same(before.items, getattr(after, "items", None))
    assert _words(text) == _words(made)
    assert _formatted(made) == made
    assert _formatted(_respaced(made, random.Random(seed))) == made
    assert not re.search(r"[ \t]\n|\n\n\n|\A\n|\n\n\Z|[^\n]\Z|\t|\{\n\n|\n\n *\}", _WORDS.sub("x", made))


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_files(path: Path) -> None:
    _laws(path.read_text("utf-8"), 1)


@settings(deadline=None, suppress_health_check=laws.SLOW.suppress_health_check, max_examples=100)
@given(strategies.policies(), st.integers(0, 1000))
def test_drawn_policies(drawn: strategies.Drawn, seed: int) -> None:
    _laws(_respaced(drawn.text, random.Random(seed)), seed)


def test_shipped_policies_fit() -> None:
    """Only a text in quotation marks may be longer than a line."""
    for path in laws.HOUSE:
        for line in _formatted(path.read_text("utf-8")).splitlines():
            assert width(line) <= WIDTH or '"' in line or "#" in line
