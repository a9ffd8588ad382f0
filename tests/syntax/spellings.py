"""A policy's text in the other spelling of its keywords, token by token, without the formatter."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, Literal

from policyc.diagnostics.core import Span
from policyc.syntax.characters import normalised
from policyc.syntax.grammar import parser
from policyc.syntax.soft import declared_keywords, tokens
from policyc_grammar.keywords import spelling


def spelt(text: str, language: Literal["en", "zh"]) -> str:
    """The text with every keyword, signs too, in a language; all else stays. Where the file declares a name that is spelt like a

    Chinese keyword, that keyword stays English.
    """
    names = declared_keywords(text)
    parsing = parser().parse_interactive(normalised(text))
    written: list[str] = []
    done = 0
    for token in tokens(parsing, names):
        parsing.feed_token(token)
        word = spelling(token.type, token, language)
        word = token if word in names and token.type != "FUNCTION" else word
        written += [text[done : token.start_pos], word if word == token else f" {word} "]
        done = token.end_pos or 0
    return "".join(written) + text[done:]


def shape(node: Any) -> Any:
    """A tree without its spans."""
    if isinstance(node, tuple):
        return tuple(shape(x) for x in node)
    if not is_dataclass(node):
        return node
    inner = (getattr(node, f.name) for f in fields(node))
    return (type(node).__name__, *(shape(x) for x in inner if not isinstance(x, Span)))


def widened(text: str) -> str:
    """The text with full-width signs and digits and Chinese quotation marks, as an input method types them."""
    parsing = parser().parse_interactive(normalised(text))
    written: list[str] = []
    done = 0
    for token in tokens(parsing, declared_keywords(text)):
        parsing.feed_token(token)
        written += [text[done : token.start_pos], _wide(token)]
        done = token.end_pos or 0
    return "".join(written) + text[done:]


def _wide(token: str) -> str:
    if token.startswith(('"', "“")):
        return token if "”" in token else f"“{token[1:-1]}”"
    return "".join(chr(ord(c) + 0xFEE0) if c in "0123456789.,:;(){}%+-*/=<>!|~" else c for c in token)
