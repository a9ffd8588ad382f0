"""The LALR parser, built once from the grammar when it is first needed: Lark is imported nowhere else at run time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from policyc_grammar import grammar_text

if TYPE_CHECKING:
    from lark import Lark


@cache
def parser() -> Lark:
    """The parser of .pol files."""
    from lark import Lark

    with _terminals_not_compared():
        return Lark(grammar_text(), parser="lalr", lexer="contextual", propagate_positions=True, maybe_placeholders=True)


@contextmanager
def _terminals_not_compared() -> Iterator[None]:
    """Keeps Lark from comparing all terminals, which it does wherever ``interegular`` happens to be installed.

    With a range of 27,648 Chinese characters that takes two minutes; .ci/strict_grammar.py has done it for good.
    """
    from lark import lexer

    installed = getattr(lexer, "has_interegular", False)
    lexer.has_interegular = False  # type: ignore[attr-defined,unused-ignore]
    try:
        yield
    finally:
        lexer.has_interegular = installed  # type: ignore[attr-defined,unused-ignore]
