"""Whatever the text: an answer, never an exception, and every span inside the file."""

import importlib
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.diagnostics.core import Span
from policyc.syntax.parse import parse

SAMPLE = importlib.import_module("tests.syntax.test_parse").SAMPLE
BITS = [
    "{",
    "}",
    "(",
    ")",
    '"',
    "\\",
    "，",
    "３",
    "1,000",
    "640 元",
    " as ",
    "param ",
    "clause ",
    "=",
    "==",
    "\0",
    "\n",
    "#",
    "x",
    "",
]


def spans(node: Any) -> list[Span]:
    """Every span in a tree or a diagnostic."""
    if isinstance(node, Span):
        return [node]
    if isinstance(node, tuple):
        return [s for x in node for s in spans(x)]
    return [s for f in fields(node) for s in spans(getattr(node, f.name))] if is_dataclass(node) else []


def check(text: str) -> None:
    """Holds the law for one text."""
    file, diagnostics = parse(text, "a.pol")
    for span in spans(file) + spans(diagnostics):
        assert 0 <= span.start <= span.end <= len(text)
        assert span.line == text.count("\n", 0, span.start) + 1
        assert span.column == span.start - (text.rfind("\n", 0, span.start) + 1) + 1
    for diagnostic in diagnostics:
        for language in ("zh", "en"):
            assert diagnostic.message(language)
            diagnostic.help(language)
    assert parse(text, "a.pol") == (file, diagnostics)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 40), st.sampled_from(BITS) | st.text(max_size=5))
def test_a_sample_with_a_piece_replaced(at: int, length: int, put: str) -> None:
    check(SAMPLE[:at] + put + SAMPLE[at + length :])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*BITS, *SAMPLE.split()]), max_size=40))
def test_words_in_any_order(words: list[str]) -> None:
    check(" ".join(words))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all(text: str) -> None:
    check(text)
