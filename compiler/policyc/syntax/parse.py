"""Text → tree. Receives a file's text; gives its tree and what is wrong with the text. Names mean nothing here yet.

A good file is parsed in one go. Where that fails, :mod:`policyc.syntax.recover` reads it declaration by declaration.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from policyc.diagnostics.core import Diagnostic
from policyc.syntax import tree
from policyc.syntax.characters import normalised
from policyc.syntax.convert import Converter, TooDeep
from policyc.syntax.grammar import parser
from policyc.syntax.scan import Places, declared, suspicious
from policyc.syntax.soft import chinese, declared_keywords, tokens

if TYPE_CHECKING:
    from lark import Token, Tree


def parse(text: str, file: str) -> tuple[tree.File | None, tuple[Diagnostic, ...]]:
    """The tree of a file's text; ``file`` is the path that spans name.

    A file with errors has a tree too: its good declarations, and in ``broken`` the names that the bad ones may have declared.
    """
    from lark import UnexpectedInput

    written = _without_mark(text)
    text = normalised(written)
    places = Places(text, file, written)
    whole = places.span(0, len(text))
    failed_at: int | None = None
    if not suspicious(text):
        try:
            converter = Converter(file)
            with no_collection():
                items = converter.all(_read(text).children)
            if not (converter.divisors and converter.divisors & declared(text)):
                return tree.File(whole, items), ()
        except UnexpectedInput as error:
            failed_at = len(text) if error.pos_in_stream is None else error.pos_in_stream
        except TooDeep:
            pass
    from policyc.syntax.recover import plain, recover  # only what is wrong needs to be told

    with no_collection():
        good, broken, diagnostics = recover(places)
    if not diagnostics and failed_at is not None:
        diagnostics = (plain(failed_at, places),)
    return tree.File(whole, good, broken), diagnostics


def _read(text: str) -> Tree[Token]:
    """Lark's tree of a text. Only where a Chinese keyword may be meant as a name is each token asked what it is."""
    from lark import UnexpectedToken

    names = declared_keywords(text)
    if not names:
        try:
            return parser().parse(text)
        except UnexpectedToken as error:
            if str(error.token) not in chinese():
                raise
    parsing: Any = parser().parse_interactive(text)
    last = None
    for token in tokens(parsing, names):
        parsing.feed_token(token)
        last = token
    return cast("Tree[Token]", parsing.feed_eof(last))


@contextmanager
def no_collection() -> Iterator[None]:
    """Keeps Python from looking for garbage while a tree is built: there is none, and looking takes half of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _without_mark(text: str) -> str:
    """The text with a byte order mark at its beginning turned into a space, so that all offsets stay."""
    return " " + text[1:] if text.startswith("\ufeff") else text
