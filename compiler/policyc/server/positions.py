"""Places of the compiler (code points of a text with LF) and of the protocol (a line, and units of an encoding)."""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

from policyc.diagnostics.core import Span


class Lines:
    """The lines of a text. The protocol ends a line also at a bare CR, which the compiler takes for white space."""

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        self.text = text
        self._encoding = encoding
        self._starts = [0, *(m.end() for m in re.finditer("[\n\r]", text))]

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._units(self.text[self._starts[line] : offset]))

    def range(self, span: Span) -> Range:
        """The range of a span of this text."""
        return self.between(span.start, span.end)

    def between(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start), self.position(end))

    @property
    def whole(self) -> Range:
        """The range of all of the text."""
        return self.between(0, len(self.text))

    def offset(self, position: Position) -> int:
        """The offset of a position; beyond the end of a line it is that end, beyond the last line the end of the text."""
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[position.line]
        last = position.line + 1 >= len(self._starts)
        line = self.text[start : len(self.text) if last else self._starts[position.line + 1] - 1]
        left = position.character
        for count, char in enumerate(line):
            if left <= 0:
                return start + count
            left -= self._units(char)
        return start + len(line)

    def _units(self, text: str) -> int:
        if self._encoding == PositionEncodingKind.Utf32:
            return len(text)
        if self._encoding == PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(char > "\uffff" for char in text)
