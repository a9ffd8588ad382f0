"""What else is wrong with a declaration, beyond its first error.

The first error is mended as its fix says, or its line is left out, and the declaration is read again. What then stops the
reading further on is another error; what only follows from a line that was left out (an end that comes too soon) is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policyc.diagnostics.codes import e0126
from policyc.diagnostics.core import Diagnostic, Span
from policyc.syntax.convert import TooDeep
from policyc.syntax.explain import Failure, explain
from policyc.syntax.pieces import read
from policyc.syntax.scan import DECLARATIONS, Outline, Piece, Places, outline
from policyc.syntax.spaces import missing_space

#: How many further errors of one declaration are looked for, and in how long a one.
_MOST_ERRORS, _MOST_TEXT = 9, 5000

#: An edit: from where to where, in the text as it is written, and what is to stand there.
Edit = tuple[int, int, str]


def further(piece: Piece, failure: Failure, first: Diagnostic, places: Places, around: Outline) -> Iterator[Diagnostic]:
    """The further errors of a piece whose first one is known."""
    edits: list[Edit] = []
    diagnostic, at, last = first, failure.offset, _last(failure)
    if piece.end - piece.start > _MOST_TEXT:
        return
    for _ in range(_MOST_ERRORS):
        if not _mend(edits, diagnostic, (last, at), piece, places):
            return
        draft = _edited(places.text[piece.start : piece.end], edits, piece.start)
        here = Places(draft, places.file)
        inner = replace(outline(here), soft=around.soft, chinese=around.chinese)
        again = Piece(piece.keyword, 0, len(draft), piece.word)
        try:
            result = read(again, here, inner, clause=failure.clause)
        except TooDeep:
            return
        if not isinstance(result, Failure) or result.found in ("", "}", ")") or result.found in DECLARATIONS:
            return
        before, at = at, _written(result.offset, edits, piece.start)
        last = _written(_last(result), edits, piece.start)
        if at < before or (at == before and diagnostic.code is not e0126.CODE):
            return
        apart = missing_space(again, result, here)
        diagnostic = _moved(apart[0] if apart is not None else explain(result), edits, piece, places)
        yield diagnostic


def _last(failure: Failure) -> int:
    """Where the token before a failure begins."""
    return failure.offset if failure.last is None else failure.last[0]


def _mend(edits: list[Edit], diagnostic: Diagnostic, stopped: tuple[int, int], piece: Piece, places: Places) -> bool:
    """Adds the edits that mend an error, or that blank its line; False where neither can be done.

    stopped: the last token that was read and the one that could not be. Where that is the first of its line, the line before is
    the one that is wrong.
    """
    new = [(fix.span.start, fix.span.end, fix.text) for fix in diagnostic.fixes]
    if not new:
        text, (last, at) = places.text, stopped
        if not text[text.rfind("\n", 0, at) + 1 : at].strip():
            at = last
        start = max(text.rfind("\n", 0, at) + 1, text.rfind("{", 0, at) + 1, piece.start)
        end = text.find("\n", at)
        line = text[start : end if 0 <= end < piece.end else piece.end]
        if start == piece.start or any(line.count(a) != line.count(b) for a, b in ("{}", "()")):
            return False  # what follows would not fit
        new = [(start, start + len(line), " " * len(line))]
        edits[:] = [e for e in edits if not start <= e[0] < start + len(line)]
    if any(a[0] < b[1] and b[0] < a[1] for a in edits for b in new):
        return False
    edits += new
    edits.sort()
    return True


def _edited(text: str, edits: list[Edit], start: int) -> str:
    """A text that begins at ``start``, with edits."""
    parts: list[str] = []
    done = 0
    for first, last, put in edits:
        parts += [text[done : first - start], put]
        done = last - start
    return "".join(parts) + text[done:]


def _written(offset: int, edits: list[Edit], start: int) -> int:
    """Where an offset of the edited text is in the text as it is written."""
    shift = -start
    for first, last, put in edits:
        if offset < first + shift:
            break
        if offset < first + shift + len(put):
            return min(offset - shift, last)
        shift += len(put) - (last - first)
    return offset - shift


def _moved(diagnostic: Diagnostic, edits: list[Edit], piece: Piece, places: Places) -> Diagnostic:
    """A diagnostic of the edited text, at its place in the text as it is written."""

    def back(span: Span) -> Span:
        return places.span(_written(span.start, edits, piece.start), _written(span.end, edits, piece.start))

    fixes = tuple(replace(fix, span=back(fix.span)) for fix in diagnostic.fixes)
    related = tuple(replace(label, span=back(label.span)) for label in diagnostic.related)
    return replace(diagnostic, span=back(diagnostic.span), fixes=fixes, related=related)
