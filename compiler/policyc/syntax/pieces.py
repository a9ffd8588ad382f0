"""One piece of a text → its nodes, or where reading it failed. A piece in a clause is read as if a clause had just begun."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from policyc.syntax.convert import Converter
from policyc.syntax.explain import Failure, found_at
from policyc.syntax.grammar import parser
from policyc.syntax.scan import Outline, Piece, Places
from policyc.syntax.soft import tokens

if TYPE_CHECKING:
    from lark import Token

_BRACES = {"LBRACE": 1, "RBRACE": -1}
#: How many tokens before a failure are remembered.
_LATEST = 5
_HEAD = (("_CLAUSE", "clause"), ("NAME", "条款"), ("STRING", '""'), ("LBRACE", "{"))


@dataclass(frozen=True, slots=True)
class Read:
    """A piece that was read: its nodes inside the clause and at the top, and how many braces it opens (or closes: -1)."""

    inside: tuple[Any, ...]
    top: tuple[Any, ...]
    net: int


def read(piece: Piece, places: Places, outline: Outline, *, clause: bool) -> Read | Failure:
    """Reads a piece, closing the braces that its context leaves open. Raises TooDeep."""
    from lark import UnexpectedCharacters, UnexpectedToken

    parsing = begin(piece, places, clause=clause)
    net, last, failed_at = 0, None, piece.end
    latest: deque[tuple[int, int]] = deque(maxlen=_LATEST)
    try:
        for token in tokens(parsing, outline.soft):
            parsing.feed_token(token)
            last = token
            latest.append((token.start_pos or 0, token.end_pos or 0))
            net += _BRACES.get(token.type, 0)
        if net + clause == 1 and (clause or piece.keyword == "clause"):
            parsing.feed_token(_token("RBRACE", "}"))
        root = parsing.feed_eof(last)
    except (UnexpectedToken, UnexpectedCharacters) as error:
        if not _is_synthetic(error):
            failed_at = error.pos_in_stream or 0
        found = found_at(places.text, failed_at)
        before = None if last is None else (last.start_pos or 0, last.end_pos or 0)
        accepts = _accepts_at(replace(piece, end=failed_at), places, outline, clause=clause)
        return Failure(places, outline, piece.start, failed_at, found, before, accepts, clause, tuple(latest))
    convert = Converter(places.file).all
    if clause:
        return Read(convert(root.children[0].children[2:]), convert(root.children[1:]), net)
    return Read((), convert(root.children), net)


def reach(text: str, soft: frozenset[str], *, clause: bool) -> int:
    """How far a text that begins with a declaration can be read: the offset of what cannot, or its length."""
    from lark import UnexpectedInput

    parsing = begin(Piece(None, 0, len(text)), Places(text, ""), clause=clause)
    try:
        for token in tokens(parsing, soft):
            parsing.feed_token(token)
    except UnexpectedInput as error:
        return error.pos_in_stream or 0
    return len(text)


def _accepts_at(piece: Piece, places: Places, outline: Outline, *, clause: bool) -> frozenset[str]:
    """What may follow the text of a piece.

    It is read again up to its end, because the parser may have drawn conclusions from the word at which it failed.
    """
    from lark import UnexpectedInput

    parsing = begin(piece, places, clause=clause)
    with suppress(UnexpectedInput):
        for token in tokens(parsing, outline.soft):
            parsing.feed_token(token)
    return frozenset(parsing.accepts())


def begin(piece: Piece, places: Places, *, clause: bool) -> Any:
    """A parser set to a piece. It is told line and column, which it would otherwise count from the text's beginning."""
    from lark import TextSlice
    from lark.lexer import LexerState, LineCounter

    counter = LineCounter("\n")  # type: ignore[no-untyped-call]
    counter.char_pos = piece.start
    counter.line = places.line(piece.start)
    counter.line_start_pos = places.line_start(piece.start)
    counter.column = piece.start - counter.line_start_pos + 1
    parsing: Any = parser().parse_interactive("")
    parsing.lexer_thread.state = LexerState(TextSlice(places.text, piece.start, piece.end), counter)
    if clause:
        for kind, text in _HEAD:
            parsing.feed_token(_token(kind, text))
    return parsing


def _token(kind: str, text: str) -> Token:
    """A token that is not in the text."""
    from lark import Token

    return Token(kind, text, -1, 1, 1, 1, 1, -1)


def _is_synthetic(error: Any) -> bool:
    """Whether what failed is a closing brace or an end that was put in: then the piece is incomplete."""
    token = getattr(error, "token", None)
    return token is not None and (token.type == "$END" or token.start_pos == -1)
