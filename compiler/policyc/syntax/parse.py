"""Text → tree. Receives a file's text; gives its tree and what is wrong with the text. Names mean nothing here yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyc.diagnostics.codes import e0101
from policyc.diagnostics.core import Diagnostic, Span
from policyc.syntax import tree
from policyc.syntax.convert import Converter
from policyc.syntax.grammar import parser

if TYPE_CHECKING:
    from lark import UnexpectedInput


def parse(text: str, file: str) -> tuple[tree.File | None, tuple[Diagnostic, ...]]:
    """The tree of a file's text; ``file`` is the path that spans name."""
    from lark import UnexpectedInput

    try:
        parsed = parser().parse(text)
    except UnexpectedInput as error:
        return None, (_unexpected(error, text, file),)
    return tree.File(whole(text, file), Converter(file).all(parsed.children)), ()


def whole(text: str, file: str) -> Span:
    """The span of a whole text."""
    return Span(file, 0, len(text), 1, 1, text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)


def _unexpected(error: UnexpectedInput, text: str, file: str) -> Diagnostic:
    start = len(text) if error.pos_in_stream is None else error.pos_in_stream
    line, column = text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1
    found = text[start : start + 1]
    end = start + len(found)
    return e0101.CODE.at(Span(file, start, end, line, column, line, column + len(found)), found=found, expected="")
