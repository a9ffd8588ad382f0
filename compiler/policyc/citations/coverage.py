"""The other way round: which Arabic numbers and sentences of the normative text no declaration uses.

A date is one number. Ordinals, document numbers, titles in 《》, the policy's own year and the signature are left out, and said
to be. A sentence that is printed twice counts once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyc.citations.documents import Document
from policyc.citations.headings import Extent, normative

_TITLE = re.compile(r"《[^》]*》")
_DOCUMENT_NUMBER = re.compile(r"[〔\[(](?:19|20)\d\d[〕\])](?:第)?\d+号")
_ORDINAL = re.compile(r"第\d+|(?<=表)\d+|(?<=附件)\d+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece of a text: what it says, and where it stands in the original."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a text's normative part is used. ``excluded`` are numbers that count for nothing, each with the reason."""

    file: str
    numbers: int
    unused: tuple[Spot, ...]
    excluded: tuple[tuple[Spot, str], ...]
    sentences: int
    silent: tuple[Spot, ...]
    extract: bool

    @property
    def used(self) -> int:
        """The numbers that a declaration uses."""
        return self.numbers - len(self.unused)

    @property
    def encoded(self) -> int:
        """The sentences that a declaration quotes."""
        return self.sentences - len(self.silent)


@dataclass(frozen=True, slots=True)
class Use:
    """What a policy uses of a text: the stretches that its declarations quote, and the numbers that carry its figures."""

    file: str
    years: frozenset[int]
    quotes: tuple[Extent, ...]
    numbers: tuple[Extent, ...]
    extract: bool


def cover(document: Document, uses: Iterable[Use]) -> Coverage:
    """What the policies together use of a text."""
    together = tuple(uses)
    quotes = [q for use in together for q in use.quotes]
    carried = [n for use in together for n in use.numbers]
    years = frozenset(year for use in together for year in use.years)
    within = normative(document.outline)
    sentences: dict[str, list[Extent]] = {}
    for sentence in document.sentences(within):
        said = document.text.text[sentence.start : sentence.end].replace(" ", "")
        sentences.setdefault(said, []).append(sentence)
    silent = [same[0] for same in sentences.values() if not any(_meets(s, q) for s in same for q in quotes)]
    counted: dict[tuple[str, int], list[Extent]] = {}
    excluded: list[tuple[Spot, str]] = []
    for number in _numbers(document, within):
        reason = _excluded(document, number, years)
        if reason is not None:
            excluded.append((_spot(document, number), reason))
            continue
        around = document.sentence(number.start, number.end)
        said = document.text.text[around.start : around.end].replace(" ", "")
        counted.setdefault((said, number.start - around.start), []).append(number)
    unused = [same[0] for same in counted.values() if not any(_meets(n, c) for n in same for c in carried)]
    return Coverage(
        document.file,
        len(counted),
        tuple(_spot(document, n) for n in unused),
        tuple(excluded),
        len(sentences),
        tuple(_spot(document, s) for s in silent),
        any(use.extract for use in together),
    )


def _meets(one: Extent, other: Extent) -> bool:
    return one.start < other.end and other.start < one.end


def _spot(document: Document, extent: Extent) -> Spot:
    start, end = document.text.original(extent.start, extent.end)
    return Spot(document.text.text[extent.start : extent.end], start, end)


def _numbers(document: Document, within: Extent) -> Iterator[Extent]:
    """The Arabic numbers of a part of the text; a date is one."""
    dates = [m for m in document.dates if m.year is not None or m.day is not None]
    for date in dates:
        if within.start <= date.start < within.end and any(
            c.isascii() and c.isdigit() for c in _said(document, date.start, date.stop)
        ):
            yield Extent(date.start, date.stop)
    for number in document.numerals:
        inside = within.start <= number.start < within.end and number.arabic
        in_date = any(d.start < number.end and number.start < d.stop for d in dates)
        in_marker = any(h.start <= number.start < h.title for h in document.outline.markers)
        if inside and not in_date and not in_marker:
            yield Extent(number.start, number.end)


def _said(document: Document, start: int, end: int) -> str:
    return document.text.text[start:end]


def _excluded(document: Document, number: Extent, years: frozenset[int]) -> str | None:
    text = document.text.text
    low, high = max(0, number.start - 80), min(len(text), number.end + 80)
    for pattern, reason in ((_TITLE, "书名号内"), (_DOCUMENT_NUMBER, "文号"), (_ORDINAL, "序数")):
        if any(m.start() <= number.start < m.end() for m in pattern.finditer(text, low, high)):
            return reason
    year = re.fullmatch(r"(\d{4})年?", text[number.start : number.end])
    return "本年度" if year and int(year[1]) in years else None
