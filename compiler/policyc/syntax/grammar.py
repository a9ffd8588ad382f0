"""The LALR parser, built once from the grammar when it is first needed: Lark is imported nowhere else at run time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from policyc_grammar import grammar_text

if TYPE_CHECKING:
    from lark import Lark


@cache
def parser() -> Lark:
    """The parser of .pol files."""
    from lark import Lark

    return Lark(grammar_text(), parser="lalr", lexer="contextual", propagate_positions=True, maybe_placeholders=True)
