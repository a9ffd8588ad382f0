"""The text of a file in TOML whose keys may be Chinese, and where something stands in it.

TOML wants quotes around keys that are not ASCII; they are put in before it is read. Its reader tells no positions but of its
own errors, so names are looked for, one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from policyc.diagnostics.core import Span

#: Texts and comments, which stay as they are, and keys with a character that is not ASCII.
_KEY = re.compile(
    r""""{3}.*?"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*"""
    r"|(?P<key>[\w-]*[^\W\x00-\x7f][\w-]*)(?=[ \t]*[=.\]])",
    re.DOTALL,
)


def in_quotes(text: str) -> str:
    """The text with its Chinese keys in quotes."""
    return _KEY.sub(lambda match: f'"{match["key"]}"' if match["key"] else match[0], text)


def typed_column(line: str, column: int) -> int:
    """The column of a line as it was typed, from that of the line with its keys in quotes."""
    for match in reversed([match for match in _KEY.finditer(line) if match["key"]]):
        if len(in_quotes(line[: match.end()])) < column:
            return column - (len(in_quotes(line[: match.end()])) - match.end())
    return column


class Places:
    """Finds names in a text."""

    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self._text.count("\n") + 1

    def line(self, number: int) -> str:
        """A line, from 1."""
        return self._text.split("\n")[number - 1]

    def at(self, line: int, column: int) -> Span:
        """The character at a line and column, from 1."""
        start = sum(len(each) for each in self._text.splitlines(keepends=True)[: line - 1]) + column - 1
        return Span(self._file, start, start + 1, line, column, line, column + 1)

    def of(self, names: Iterable[str]) -> Span:
        """The last name of a path that is found behind those before it; the beginning of the text where none is.

        A name is found where something is given it, else as a whole word; one that the text spells with escapes is not found.
        """
        place, found = 0, ""
        for name in names:
            match = self._named(name, place) or self._word(name, place) if name else None
            if match is not None:
                place, found = match.start("name"), name
        line = self._text.count("\n", 0, place) + 1
        column = place - (self._text.rfind("\n", 0, place) + 1) + 1
        return Span(self._file, place, place + len(found), line, column, line, column + len(found))

    def _named(self, name: str, place: int) -> re.Match[str] | None:
        """名称 = "三口之家"."""
        return re.compile(rf"""(?:名称|name)["']?\s*=\s*["'](?P<name>{re.escape(name)})["']""").search(self._text, place)

    def _word(self, name: str, place: int) -> re.Match[str] | None:
        return re.compile(rf"(?<!\w)(?P<name>{re.escape(name)})(?!\w)").search(self._text, place)
