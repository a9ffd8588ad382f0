"""Text on its way into a document: one line of characters that every format can hold and a reader can trust."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import assert_never

from policyc.document.blocks import (
    Bars,
    Block,
    Chart,
    Deleted,
    Document,
    Heading,
    Inline,
    Inserted,
    Item,
    Judged,
    Line,
    Link,
    Listing,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
)

#: Controls, halves of characters and non-characters, which XML and HTML cannot hold; and what turns the direction of writing,
#: so that a reader sees another order than the one that is there.
_UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACE = re.compile(r"\s+")
#: What the effect of a change is called.
EFFECTS = {"better": "有利", "worse": "不利"}


def plain(text: str) -> str:
    """The text in one line: white space is a space, and what no document can show is the sign for that (U+FFFD)."""
    return _UNFIT.sub("\ufffd", _SPACE.sub(" ", text))


def tidy(line: Line) -> tuple[Inline, ...]:
    """The parts of a line as they are to be set: plain, none empty, no spaces at the ends, neighbours of one kind joined."""
    parts: list[Inline] = []
    for part in line:
        text = plain(part.text)
        if not parts or parts[-1].text.endswith(" "):
            text = text.lstrip(" ")
        match parts[-1:], part:
            case [Text(text=before)], Text():
                parts[-1] = Text(before + text)
            case [Strong(text=before)], Strong():
                parts[-1] = Strong(before + text)
            case _, _ if text:
                parts.append(_with(part, text))
    if parts:
        parts[-1] = _with(parts[-1], parts[-1].text.rstrip(" "))
    return tuple(part for part in parts if part.text)


def judged(part: Judged) -> str:
    """The words with their effect: 提高30元（有利）."""
    return part.text if part.told else f"{part.text}（{EFFECTS[part.effect]}）"


def words(line: Line) -> str:
    """A line without its marks, as a heading in a list of contents has it."""
    return "".join(_said(line))


def links_of(document: Document) -> frozenset[str]:
    """The anchors that links of the document lead to."""
    lines = (*(line for _, line in document.facts), *_lines(document.blocks), *document.footer)
    return frozenset(part.anchor for line in lines for part in line if isinstance(part, Link))


def anchors_of(document: Document) -> frozenset[str]:
    """The anchors that a link of the document can lead to."""
    return frozenset(block.anchor for block in document.blocks if isinstance(block, Heading) and block.anchor is not None)


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.line
            case Listing():
                yield from _listed(block.items)
            case Table():
                yield from block.head
                yield from chain.from_iterable(block.rows)
            case Note():
                yield block.title
                yield from _lines(block.blocks)
            case Chart() | Bars():
                pass
            case _:
                assert_never(block)


def _listed(items: Iterable[Item]) -> Iterator[Line]:
    for item in items:
        yield item.line
        yield from _listed(item.children)


def _said(line: Line) -> Iterator[str]:
    for part in tidy(line):
        yield judged(part) if isinstance(part, Judged) else part.text


def _with(part: Inline, text: str) -> Inline:
    match part:
        case Text():
            return Text(text)
        case Strong():
            return Strong(text)
        case Link():
            return Link(text, part.anchor)
        case Inserted():
            return Inserted(text)
        case Deleted():
            return Deleted(text)
        case Judged():
            return Judged(text, part.effect, part.told)
