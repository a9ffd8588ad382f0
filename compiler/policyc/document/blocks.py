"""What a document is made of. Text is plain text: each renderer escapes it for where it lands."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

#: What an anchor may be: it stands in addresses, attributes and bookmarks as it is.
_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,38}")


def _checked(anchor: str) -> None:
    if not _ANCHOR.fullmatch(anchor):
        raise ValueError(f"not an anchor: {anchor!r}")


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an anchor of the same document. An anchor is an ASCII name of at most 39 characters, else ValueError."""

    text: str
    anchor: str

    def __post_init__(self) -> None:
        _checked(self.anchor)


@dataclass(frozen=True, slots=True)
class Inserted:
    """Words that one version has and the one before has not."""

    text: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words that the version before has and this one has not."""

    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Words on a change with what it means for the insured, which is said in a word and not by colour alone.

    told: the text says so itself (负担增加), so that nothing is added to it.
    """

    text: str
    effect: Literal["better", "worse"]
    told: bool = False


#: What stands in one line.
Inline = Text | Strong | Link | Inserted | Deleted | Judged
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title: level 1 is a chapter. ``anchor`` is unique in the document; see :class:`Link`."""

    level: int
    line: Line
    anchor: str | None = None

    def __post_init__(self) -> None:
        if self.anchor is not None:
            _checked(self.anchor)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; the lead is the first thing that a reader should see."""

    line: Line
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with what is listed below it."""

    line: Line
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered where the order counts."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as long as the head; the first column names the row. ``numeric``: the columns, from 0, that hold figures.

    ``grouped``: the first column names a group instead, neighbours with the same first cell stand under one, and the second
    column names the row.
    """

    caption: str
    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: frozenset[int] = frozenset()
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What is set apart from the text around it: a worked case, a caution."""

    title: Line
    blocks: tuple[Paragraph | Listing | Table, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A part of a step chart: from one day to another, both included, a figure holds; ``value`` None: there is none to draw.

    kind: whether it is the figure itself, or it may be more (floor), less (ceiling), or about so. text stands at it,
    label below it on the axis of time. follows: it can be held against the level before, and is joined to it.
    """

    first: datetime.date
    last: datetime.date
    value: Fraction | None
    kind: Literal["point", "floor", "ceiling", "about"]
    text: str
    label: str
    follows: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """A step chart of levels, one after the other in time. Only a page draws it; what it shows must stand in a table, too.

    name: what is drawn. title: the finding. description: all that is drawn, in words.
    unit: of the values; a ``%`` is set at every figure of the axis.
    """

    name: str
    title: str
    description: str
    unit: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """What a group has on either side of the line: shares from 0 to 1, and how they read."""

    label: str
    left: Fraction
    right: Fraction
    left_text: str
    right_text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars to both sides of a line, a group each. Only a page draws them; what they show must stand in a table, too.

    name, title, description: as of a chart. unit: what the shares are of. sides: what left and right mean.
    """

    name: str
    title: str
    description: str
    unit: str
    sides: tuple[str, str]
    bars: tuple[Bar, ...]


Block = Heading | Paragraph | Listing | Table | Note | Chart | Bars


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``facts`` are the lines of its head (文号, 机关, 日期), ``footer`` says where it comes from.

    wide: its tables ask for paper that lies on its long side.
    """

    title: str
    blocks: tuple[Block, ...]
    facts: tuple[tuple[str, Line], ...] = ()
    footer: tuple[Line, ...] = ()
    language: str = "zh-CN"
    description: str = ""
    wide: bool = False


def line(*parts: Inline | str) -> Line:
    """A line of its parts; a string is plain text."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)
