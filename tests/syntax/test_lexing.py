"""The lexer finds the same tokens before and after it compiles one pattern for a set of terminals, and as Lark does by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from lark import Lark, Token

from policyc.syntax import lexing
from policyc.syntax.characters import normalised
from policyc.syntax.grammar import built, parser, restored, tables
from policyc.syntax.lexing import ReadyLexer

POLICIES = sorted((Path(__file__).parents[2] / "policies").rglob("*.pol"))


def _tokens(made: Lark, text: str) -> list[tuple[str, str, int | None]]:
    tree = made.parse(text)
    return [(token.type, str(token), token.start_pos) for token in tree.scan_values(lambda value: isinstance(value, Token))]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_the_same_tokens_as_larks_own(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = normalised(path.read_text("utf-8"))
    its_own = built()
    assert not any(isinstance(lexer, ReadyLexer) for lexer in its_own.parser.lexer.lexers.values())
    parser.cache_clear()
    expected = _tokens(its_own, text)
    assert len(expected) > 50
    for many in (1, 3, 10**9):  # one pattern at once, soon, never
        monkeypatch.setattr(lexing, "MANY", many)
        parser.cache_clear()
        made = parser()
        assert all(isinstance(lexer, ReadyLexer) for lexer in made.parser.lexer.lexers.values())
        assert _tokens(made, text) == expected
    parser.cache_clear()


def test_tables_hold_nothing_of_the_lexer() -> None:
    again = restored(tables(parser()))
    assert again is not None
    assert not any(isinstance(lexer, ReadyLexer) for lexer in again.parser.lexer.lexers.values())
