"""A space that is missing between a keyword and its neighbour: 参数个人缴费标准, 个人缴费标准为380元, then1元.

Such a word reads as one name or amount. Each way to take a keyword out of the words at which reading stopped is tried: the one
after which the text can be read furthest is what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policyc.diagnostics.codes import e0126
from policyc.diagnostics.core import Diagnostic, Fix
from policyc.syntax.explain import Failure
from policyc.syntax.pieces import reach
from policyc.syntax.scan import Piece, Places
from policyc_grammar.keywords import keywords

#: How much text is read again for each try, and how many tries a failure is worth.
_MOST_TEXT, _MOST_TRIES = 3000, 40

_WORD = re.compile(r"[\w/%]+")


def missing_space(piece: Piece, failure: Failure, places: Places) -> tuple[Diagnostic, str] | None:
    """The diagnostic, and the keyword that was found; None where no space is missing."""
    if failure.offset - piece.start > _MOST_TEXT:
        return None
    tries = _Tries(piece, failure, places)
    for start, end in _words(failure):
        best: tuple[int, str, str] | None = None
        for parts, keyword in _splits(places.text[start:end]):
            apart = " ".join(parts)
            got = tries.reached([(start, end, apart)])
            if got == failure.offset > start:  # the next word may lack a space too
                got = max((tries.reached([(start, end, apart), edit]) for edit in tries.at_failure()), default=got)
            if got > max(failure.offset + len(failure.found), end) and (best is None or got > best[0]):
                best = (got, apart, keyword)
        if best is not None:
            span = places.span(start, end)
            fix = Fix(span, best[1], sure=True)
            return e0126.CODE.at(span, fixes=[fix], found=places.written[start:end], keyword=best[2], text=best[1]), best[2]
    return None


class _Tries:
    """Reads a piece again with words of it taken apart, as often as a failure is worth."""

    def __init__(self, piece: Piece, failure: Failure, places: Places) -> None:
        self.failure = failure
        self.start = piece.start
        self.text = places.text[piece.start : min(piece.end, failure.offset + 200)]
        self.left = _MOST_TRIES

    def reached(self, edits: list[tuple[int, int, str]]) -> int:
        """How far the piece can be read with these words replaced, as an offset of the text as it is; 0 after too many tries."""
        self.left -= 1
        if self.left < 0:
            return 0
        text = self.text
        for start, end, apart in reversed(edits):
            text = text[: start - self.start] + apart + text[end - self.start :]
        got = self.start + reach(text, self.failure.outline.soft, clause=self.failure.clause)
        for start, end, apart in edits:
            got -= len(apart) - (end - start) if got > start else 0
        return got

    def at_failure(self) -> list[tuple[int, int, str]]:
        """The ways to take apart the word at which reading stopped."""
        m = _WORD.match(self.failure.places.text, self.failure.offset)
        return [(*m.span(), " ".join(parts)) for parts, _ in _splits(m[0])] if m else []


def _words(failure: Failure) -> Iterator[tuple[int, int]]:
    """The words at which reading stopped, and the last ones before them, nearest first; no texts."""
    m = _WORD.match(failure.places.text, failure.offset)
    if m:
        yield m.span()
    yield from (place for place in reversed(failure.read) if _WORD.fullmatch(failure.places.text, *place))


def _splits(word: str) -> Iterator[tuple[list[str], str]]:
    """The ways to take a keyword out of a word."""
    for keyword in _spellings():
        at = word.find(keyword)
        while at >= 0:
            before, after = word[:at], word[at + len(keyword) :]
            if (before or after) and not (keyword.isascii() and ((before[-1:].isascii() and before) or _goes_on(after))):
                yield [part for part in (before, keyword, after) if part], keyword
            at = word.find(keyword, at + 1)


def _goes_on(after: str) -> bool:
    """Whether an ASCII word goes on."""
    return re.match(r"[A-Za-z_]", after) is not None


@cache
def _spellings() -> tuple[str, ...]:
    """The keywords that are one word, the longest first."""
    words = {s for k in keywords() for s in k.spellings if re.fullmatch(r"\w+", s)}
    return tuple(sorted(words, key=lambda w: (-len(w), w)))
