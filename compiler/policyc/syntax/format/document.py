"""A text with places where its lines may end, and the printing of it in a given width (after Oppen and Wadler).

A group is printed on one line where it fits; where not, every line end that stands directly in it is taken. A block decides
for itself: what stands around it counts only up to its brace, so that the same comes out whether or not it was broken before.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from policyc.diagnostics.renderers.cells import width as measured

#: How many display cells a line has. A Chinese character takes two.
WIDTH = 130
INDENT = 2

#: No line is pushed further to the right than this by what it is aligned with.
_DEEPEST = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A line may end here; where it does not, there are that many spaces."""

    spaces: int = 1


@dataclass(frozen=True, slots=True)
class Hard:
    """A line ends here; ``blank``: and another one, which is empty, follows."""

    blank: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, at the end of its line or on a line of its own. The line ends behind it, whatever comes next."""

    text: str
    own_line: bool


@dataclass(frozen=True, slots=True)
class Group:
    """On one line where it fits."""

    content: Document


@dataclass(frozen=True, slots=True)
class Align:
    """Further lines begin where this begins."""

    content: Document


@dataclass(frozen=True, slots=True)
class Nest:
    """Further lines are indented by that many cells more."""

    by: int
    content: Document


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between braces: ``flat`` on the line of the braces (None where it must not), or ``broken`` on lines between."""

    flat: Document | None
    broken: Document


#: A text of nothing but spaces only keeps its neighbours apart: at the end of a line it is not written.
Document = str | Line | Hard | Comment | Group | Align | Nest | Block | tuple["Document", ...]


@lru_cache(maxsize=4096)
def width(text: str) -> int:
    """The display cells of a text."""
    return len(text) if text.isascii() else measured(text)


def flat_width(document: Document) -> int | None:
    """How wide it is on one line; None where it cannot be on one."""
    total = 0
    todo = [document]
    while todo:
        match todo.pop():
            case str() as text:
                total += width(text)
            case Line(spaces):
                total += spaces
            case Hard() | Comment() | Block(None):
                return None
            case Group(content) | Align(content) | Nest(_, content) | Block(content):
                todo.append(content)  # type: ignore[arg-type]
            case tuple() as parts:
                todo.extend(parts)
    return total


def on_one_line(document: Document) -> Document:
    """It as a text, which no line end can break; as it is where it cannot be on one line."""
    if flat_width(document) is None:
        return document
    words: list[str] = []
    todo = [document]
    while todo:
        match todo.pop():
            case str() as text:
                words.append(text)
            case Line(spaces):
                words.append(" " * spaces)
            case Group(content) | Align(content) | Nest(_, content) | Block(content):
                todo.append(content)  # type: ignore[arg-type]
            case tuple() as parts:
                todo.extend(reversed(parts))
    return "".join(words)


class _Mode(IntEnum):
    """How the lines that may end are printed."""

    BROKEN = 0
    FLAT = 1  # in a group that fits
    INLINE = 2  # in a block that stands on one line, with the blocks in it


_Task = tuple[int, _Mode, Document]  # the indentation of further lines, how, what


class _Printer:
    """The lines so far, and the one that is being written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._words: list[str] = []
        self._column = 0
        self._indent = 0
        self._spaces = 0
        self._ended = False  # by a comment

    def print(self, document: Document) -> None:
        todo: list[_Task] = [(0, _Mode.BROKEN, document)]
        while todo:
            indent, mode, part = todo.pop()
            match part:
                case str() as text:
                    self._write(text, indent)
                case Line(spaces) if mode:
                    self._spaces += spaces
                case Line():
                    self._end(indent)
                case Hard(blank):
                    self._end(indent)
                    if blank:
                        self.lines.append("")
                case Comment(text, own_line):
                    if own_line:
                        self._end(indent)
                    self._spaces = 2
                    self._write(text, indent)
                    self._ended = True
                case Group(content):
                    todo.append((indent, mode or _Mode(self._fits(content, todo)), content))
                case Align(content):
                    todo.append((min(self._at(), _DEEPEST), mode, content))
                case Nest(by, content):
                    todo.append((indent + by, mode, content))
                case Block(flat, broken):
                    if flat is not None and (mode is _Mode.INLINE or self._fits(flat, todo, inline=True)):
                        todo.append((indent, _Mode.INLINE, flat))
                    else:
                        todo.append((self._indent, _Mode.BROKEN, Hard()))
                        todo.append((self._indent + INDENT, _Mode.BROKEN, (Hard(), broken)))
                case tuple() as parts:
                    todo.extend((indent, mode, p) for p in reversed(parts))
        self._end(0)

    def _at(self) -> int:
        """The column at which the next word would begin."""
        return self._column + self._spaces if self._words else self._indent

    def _write(self, text: str, indent: int) -> None:
        if not text.strip(" "):
            self._spaces += len(text)
            return
        if self._ended:
            self._end(indent)
        at = self._at()
        self._words.append(" " * (at - self._column) + text)
        self._column = at + width(text)
        self._spaces = 0

    def _end(self, indent: int) -> None:
        """Ends the line, if there is anything on it; the next one is indented so far."""
        if self._words:
            self.lines.append("".join(self._words))
        self._words, self._column, self._indent, self._spaces, self._ended = [], 0, indent, 0, False

    def _fits(self, document: Document, rest: list[_Task], *, inline: bool = False) -> bool:
        """Whether it fits on what is left of the line, with what follows up to where the line may end.

        inline: it is what a block has on one line, with the blocks in it.
        """
        left = WIDTH - self._at()
        if self._ended:
            return True
        following = len(rest)
        todo: list[tuple[_Mode, Document]] = [(_Mode.INLINE if inline else _Mode.FLAT, document)]
        while left >= 0:
            if not todo:
                if not following:
                    return True
                following -= 1
                _, mode, part = rest[following]
                todo.append((mode, part))
                continue
            mode, part = todo.pop()
            match part:
                case str() as text:
                    left -= width(text)
                case Line(spaces) if mode:
                    left -= spaces
                case Block(flat, _) if mode is _Mode.INLINE and flat is not None:
                    todo.append((mode, flat))
                case Line() | Hard() | Comment() | Block():
                    return True
                case Group(content) | Align(content) | Nest(_, content):
                    todo.append((mode, content))
                case tuple() as parts:
                    todo.extend((mode, p) for p in reversed(parts))
        return False


def printed(document: Document) -> str:
    """The text of a document; it ends with a line end unless it is empty."""
    printer = _Printer()
    printer.print(document)
    return "".join(f"{line}\n" for line in printer.lines)
