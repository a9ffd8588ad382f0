"""The formatter as one function: text → canonical text, held against the tree of the text that came in."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import Any

from policyc.diagnostics.codes import e0190
from policyc.diagnostics.core import Diagnostic, has_errors
from policyc.syntax.format.document import printed
from policyc.syntax.format.layout import file_document
from policyc.syntax.format.leaves import read
from policyc.syntax.format.spelling import Keywords
from policyc.syntax.parse import no_collection, parse

_STRING_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\\n])*"|“(?:\\.|[^”\\\n])*”|[#＃][^\n]*')


def format_text(text: str, file: str, *, keywords: Keywords = "keep") -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The canonical text of a policy; None where it cannot be read, with what is wrong with it.

    Line ends become those of the first line; a byte order mark goes. Nothing but the layout changes, and the keywords where
    ``keywords`` says so: a result that would not read as the same tree with the same comments is not given (E0190).
    """
    line_end = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    tree, found = parse(text, file)
    if tree is None or has_errors(found):
        return None, found
    with no_collection():
        made = printed(file_document(read(text, keywords)))
    again, wrong = parse(made, file)
    if again is None or has_errors(wrong) or not same(tree, again) or _comments(text) != _comments(made):
        return None, (e0190.CODE.at(tree.span),)
    return made.replace("\n", line_end), ()


def same(one: Any, other: Any) -> bool:
    """Whether two trees say the same, wherever it stands."""
    todo = [(one, other)]
    while todo:
        a, b = todo.pop()
        if type(a) is not type(b):
            return False
        if isinstance(a, tuple):
            if len(a) != len(b):
                return False
            todo.extend(zip(a, b, strict=True))
        elif is_dataclass(a):
            todo.extend((getattr(a, f.name), getattr(b, f.name)) for f in fields(a) if f.name != "span")
        elif a != b:
            return False
    return True


def _comments(text: str) -> list[str]:
    """All comments of a text, in an order that does not depend on where they stand."""
    found = _STRING_OR_COMMENT.findall(text)
    return sorted(comment[1:].rstrip() for comment in found if comment[0] in "#＃")
