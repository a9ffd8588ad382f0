"""A text with errors → the tree of its good declarations, and one diagnostic for each bad one.

The text is cut at the keywords that begin declarations (:mod:`policyc.syntax.scan`), and each piece is read by itself
(:mod:`policyc.syntax.pieces`). Here is only what must be known from piece to piece: in which clause they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from enum import Enum

from policyc.diagnostics.codes import e0101, e0110, e0111, e0115, e0116, e0119, e0120
from policyc.diagnostics.core import Diagnostic, Label, Span, Words
from policyc.syntax import tree
from policyc.syntax.characters import ascii_of
from policyc.syntax.convert import MAX_DEPTH, TooDeep
from policyc.syntax.explain import Failure, explain, found_at, guess
from policyc.syntax.further import further
from policyc.syntax.pieces import Read, read
from policyc.syntax.scan import CLAUSE_ONLY, DECLARATIONS, MAX_LEVELS, TOP_ONLY, Piece, Places, outline
from policyc.syntax.spaces import missing_space

#: How many syntax errors of one file are shown.
MAX_ERRORS = 100

_NAME = re.compile(r"(?<!\w)(?!\d)\w*[\u3400-\u9fff]\w*")


class Where(Enum):
    """Where a piece stands: at the top level, in a clause, or in what was meant to be one but could not be read."""

    TOP = "top"
    CLAUSE = "clause"
    LOST = "lost"


def recover(places: Places) -> tuple[tuple[tree.TopItem, ...], tuple[str, ...], tuple[Diagnostic, ...]]:
    """The good declarations of a text, the names in the bad ones, and what is wrong."""
    recovery = Recovery(places)
    recovery.run()
    shown = sorted(set(recovery.diagnostics), key=lambda d: (d.span, d.code.code))
    if len(shown) > MAX_ERRORS:
        shown = [*shown[:MAX_ERRORS], e0119.CODE.at(shown[MAX_ERRORS].span, limit=MAX_ERRORS)]
    return tuple(recovery.items), tuple(sorted(recovery.broken)), tuple(shown)


class Recovery:
    """What has been read so far. ``where`` is CLAUSE exactly while ``head`` is the clause that is open."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.outline = outline(places)
        self.items: list[tree.TopItem] = []
        self.diagnostics = list(self.outline.errors)
        self.broken: set[str] = set()
        self.where = Where.TOP
        self.head: tree.Clause | None = None
        self.inside: list[tree.Item] = []
        self.brace = 0

    def run(self) -> None:
        """Reads all pieces, or as many as errors are shown."""
        unreadable = [d.span.start for d in self.outline.errors]
        for piece in self.outline.pieces:
            self.enter(piece)
            self.piece(piece, quiet=bisect_left(unreadable, piece.start) < bisect_left(unreadable, piece.end))
            if len(self.diagnostics) > MAX_ERRORS:
                self.broken |= self.names(piece.end, len(self.places.text))
                break
        if self.head is not None and len(self.diagnostics) <= MAX_ERRORS:
            end = len(self.places.text)
            self.brace_missing(self.places.span(end, end))
            self.close(end)

    def enter(self, piece: Piece) -> None:
        """Settles where a piece stands, from its keyword and from what came before."""
        here = self.places.span(piece.start, piece.start + len(piece.word))
        if piece.keyword in TOP_ONLY and self.where is not Where.TOP:
            if self.head is not None:
                self.brace_missing(here)
                self.close(piece.start)
            self.where = Where.TOP
        if piece.keyword in CLAUSE_ONLY and self.where is Where.TOP:
            self.diagnostics.append(e0120.CODE.at(here, keyword=piece.word))
            self.where = Where.LOST

    def piece(self, piece: Piece, *, quiet: bool) -> None:
        """Reads one piece; ``quiet`` where it is known already what is wrong with it."""
        if quiet and piece.start in self.outline.hopeless:
            self.bad(piece, piece.start, None)
            return
        try:
            result = read(piece, self.places, self.outline, clause=self.where is not Where.TOP)
        except TooDeep as deep:
            self.bad(piece, piece.start, None if quiet else too_deep(deep))
            return
        if isinstance(result, Failure):
            self.failed(piece, result, quiet=quiet)
            return
        if self.where is Where.LOST:
            self.broken |= self.names(piece.start, piece.end)
        if self.where is Where.TOP and result.net > 0:
            self.open(result, piece)
        elif quiet:
            self.bad(piece, piece.start, None)
        else:
            self.take(result, result.net, piece)

    def failed(self, piece: Piece, failure: Failure, *, quiet: bool) -> None:
        """Keeps what of a bad piece is good: all before a superfluous brace, or before a misspelt declaration's keyword."""
        apart = missing_space(piece, failure, self.places)
        diagnostic = apart[0] if apart is not None else explain(failure)
        misspelt = self._meant(failure, apart[1] if apart is not None and diagnostic.span.start == failure.offset else "")
        good = None
        superfluous = diagnostic.code is e0111.CODE and failure.found == "}"
        if (misspelt or superfluous) and failure.offset > piece.start:
            try:
                before = replace(piece, end=failure.offset)
                good = read(before, self.places, self.outline, clause=self.where is not Where.TOP)
            except TooDeep:
                good = None
        shown = None if quiet else diagnostic
        if not isinstance(good, Read):
            self.bad(piece, piece.start, shown, lost=misspelt == "clause")
        elif self.where is Where.TOP and good.net > 0:
            self.open(good, replace(piece, end=failure.offset))
            rest = Piece(None, failure.offset, piece.end)  # without its brace
            self.bad(rest, failure.offset, shown, lost=misspelt == "clause")
        else:
            self.take(good, 0, piece)
            self.bad(piece, failure.offset, shown, lost=misspelt == "clause")
        if not quiet:
            self.diagnostics += further(piece, failure, diagnostic, self.places, self.outline)

    def _meant(self, failure: Failure, keyword: str) -> str | None:
        """The declaration that a word is meant to begin, in which ``keyword`` may have been found."""
        if keyword in DECLARATIONS:
            return DECLARATIONS[keyword]
        meant = ascii_of(failure.found)
        return meant if meant != failure.found and meant in DECLARATIONS else guess(failure.found, sorted(DECLARATIONS))

    def bad(self, piece: Piece, start: int, diagnostic: Diagnostic | None, *, lost: bool = False) -> None:
        """Goes on after a piece that is bad from ``start`` on."""
        if diagnostic is not None:
            self.diagnostics.append(diagnostic)
        self.broken |= self.names(start, piece.end)
        braces = [b for _, b in self.outline.brackets_in(piece.start, piece.end) if b in "{}"]
        net = braces.count("{") - braces.count("}")
        if lost or (piece.keyword == "clause" and start == piece.start and (net > 0 or not braces)):
            if self.head is not None:
                self.close(start)
            self.where = Where.LOST
        elif self.where is not Where.TOP:
            self.leave(net, piece)

    def take(self, result: Read, net: int, piece: Piece) -> None:
        """Puts what was read where it belongs; what stands in no known clause is dropped."""
        if self.head is not None:
            self.inside += result.inside
        self.leave(net, piece)
        if self.where is not Where.LOST:
            self.items += result.top

    def open(self, result: Read, piece: Piece) -> None:
        """The last item read is the head of a clause whose content follows."""
        *before, head = result.top
        self.items += before
        self.where, self.head, self.inside = Where.CLAUSE, head, list(head.items)
        self.brace = next(at for at, b in self.outline.brackets_in(piece.start, piece.end) if b == "{")

    def leave(self, net: int, piece: Piece) -> None:
        """Ends the clause where a piece closes more braces than it opens."""
        if net < 0:
            if self.head is not None:
                self.close(self.places.text.rfind("}", piece.start, piece.end) + 1)
            self.where = Where.TOP

    def close(self, end: int) -> None:
        """Ends the clause at an offset."""
        assert self.head is not None
        span = self.places.span(self.head.span.start, end)
        self.items.append(tree.Clause(span, self.head.source, self.head.locator, tuple(self.inside)))
        self.head, self.inside, self.where = None, [], Where.TOP

    def brace_missing(self, here: Span) -> None:
        """The clause that is open is not closed where it should be."""
        span = self.places.span(self.brace, self.brace + 1)
        related = [Label(here, "读到这里，仍缺“}”", "“}” is still missing here")]
        self.diagnostics.append(e0110.CODE.at(span, related=related, open="{", close="}"))

    def names(self, start: int, end: int) -> set[str]:
        """The names in a stretch of text, any of which may have been declared there."""
        return {m[0] for m in _NAME.finditer(self.places.text, start, end)}


def too_deep(deep: TooDeep) -> Diagnostic:
    """What to say of a tree that is too deep."""
    if deep.terms is not None and deep.terms > MAX_LEVELS:
        return e0116.CODE.at(deep.span, terms=deep.terms, limit=MAX_DEPTH)
    return e0115.CODE.at(deep.span, limit=MAX_LEVELS)


def plain(offset: int, places: Places) -> Diagnostic:
    """The error where no piece by itself has one."""
    found = found_at(places.text, offset)
    expected = Words("（见语言说明）", "(see the description of the language)")
    return e0101.CODE.at(places.span(offset, offset + len(found)), found=found, expected=expected)
