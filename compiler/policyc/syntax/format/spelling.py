"""How tokens are written: keywords in the language that is asked for, signs and quotation marks as ASCII, all else as it stands.

In Chinese, what a figure is bound by is a word (参数 … 不低于 640元/人/年); in formulas the signs stay, as in any sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from policyc_grammar.keywords import keyword

if TYPE_CHECKING:
    from lark import Token

#: Which keywords a text is to have: Chinese ones, English ones, or each as it is written.
Keywords = Literal["zh", "en", "keep"]

#: What follows these says how a figure is bound.
_BOUNDED = frozenset({"_PARAM", "_TARGET", "_REFINE", "_AMEND"})
_BOUNDS = frozenset({"_EQUALS", "BOUND", "_ABOUT", "_IN", "UNSPECIFIED"})


def spellings(tokens: Sequence[Token], keywords: Keywords, names: frozenset[str]) -> Iterator[str]:
    """How each token is written. ``names``: Chinese keywords that the file declares as names; they stay English."""
    bound_to_come = False
    for token in tokens:
        is_bound = bound_to_come and token.type in _BOUNDS
        yield _spelling(token, keywords, names, is_bound=is_bound)
        bound_to_come = (bound_to_come and not is_bound) or token.type in _BOUNDED


def _spelling(token: Token, keywords: Keywords, names: frozenset[str], *, is_bound: bool) -> str:
    if token.type == "STRING":
        return straight(token)
    if token.type == "_ARROW":
        return "->"
    text = " ".join(token.split())  # between the words of a phrase there is one space
    found = keyword(token.type, text)
    if found is None:
        return text
    if keywords == "en" or text in found.signs:
        text = found.en
    if keywords != "zh" or text in found.zh or (found.is_sign and not is_bound):
        return text
    hidden = token.type != "FUNCTION" and found.spelt("zh") in names
    return text if hidden else found.spelt("zh")


def straight(string: str) -> str:
    """A string in straight quotation marks; one that is in them already stays as it is."""
    if string[0] == '"':
        return string
    return '"' + re.sub(r"\\.|\"", lambda m: m[0] if len(m[0]) > 1 else '\\"', string[1:-1]) + '"'
