"""What a place in a text is, for an editor: the tokens before it in its declaration, and what may stand there."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace

from policyc.syntax.pieces import begin
from policyc.syntax.scan import Outline, Piece, Places
from policyc.syntax.soft import tokens

_QUIET = re.compile(r'(?P<text>"(?:\\.|[^"\\\n])*"?|“(?:\\.|[^”\\\n])*”?)|(?P<comment>[#＃][^\n]*)')


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the grammar, with its place in the text."""

    terminal: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Here:
    """A place in a text.

    before: the tokens of its declaration that end there or earlier, as far as they can be read. accepts: the terminals that may
    come next; empty where what stands before cannot be read. clause: whether it is inside a clause.
    """

    before: tuple[Word, ...]
    accepts: frozenset[str]
    clause: bool


def is_quiet(text: str, offset: int) -> bool:
    """Whether a place is inside a text in quotation marks or a comment."""
    start = text.rfind("\n", 0, offset) + 1  # neither goes over the end of a line
    for found in _QUIET.finditer(text, start):
        if found.start() >= offset:
            return False
        closed = found.lastgroup == "text" and len(found[0]) > 1 and found[0][-1] in '"”'
        if offset < found.end() or (offset == found.end() and not closed):
            return True
    return False


def ask(places: Places, outline: Outline, offset: int) -> Here:
    """What may come at an offset."""
    from lark import UnexpectedInput

    piece, clause = _piece(outline, offset)
    parsing = begin(replace(piece, end=offset), places, clause=clause)
    before: list[Word] = []
    accepts: frozenset[str] = frozenset()
    with suppress(UnexpectedInput):
        for token in tokens(parsing, outline.soft):
            parsing.feed_token(token)
            before.append(Word(token.type, str(token), token.start_pos or 0, token.end_pos or 0))
        accepts = frozenset(parsing.accepts())
    return Here(tuple(before), accepts, clause)


def word_at(places: Places, outline: Outline, offset: int) -> Word | None:
    """The token that an offset is in or at the end of."""
    from lark import UnexpectedInput

    piece, clause = _piece(outline, offset)
    parsing = begin(piece, places, clause=clause)
    found = None
    with suppress(UnexpectedInput):
        for token in tokens(parsing, outline.soft):
            start, end = token.start_pos or 0, token.end_pos or 0
            if start > offset:
                break
            if offset <= end:
                found = Word(token.type, str(token), start, end)
            parsing.feed_token(token)
    return found


def _piece(outline: Outline, offset: int) -> tuple[Piece, bool]:
    """The declaration that an offset is in, and whether that is inside a clause."""
    piece = [each for each in outline.pieces if each.start <= offset][-1]
    braces = [brace for _, brace in outline.brackets_in(0, piece.start) if brace in "{}"]
    return piece, braces.count("{") > braces.count("}")
