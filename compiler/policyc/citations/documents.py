"""The texts that are at hand, read once: their numbers, dates, headings and sentences."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise

from policyc.citations.dates import Mention, mentions
from policyc.citations.headings import Extent, Outline, outline
from policyc.citations.numerals import Numeral, numerals
from policyc.citations.text import Normalised, SourceText, normalise, text_sha256

_SENTENCE_END = re.compile(r"[。;!?]+[\"')]*")
_SEGMENT_END = ",。;:!?"


@dataclass(frozen=True, slots=True)
class Document:
    """A source's text. ``file`` is its ``file`` line; ``hashes`` are those that a source block may state for it."""

    file: str
    sha256: str
    hashes: tuple[str, ...]
    text: Normalised
    numerals: tuple[Numeral, ...]
    dates: tuple[Mention, ...]
    outline: Outline

    def sentence(self, start: int, end: int) -> Extent:
        """The sentence or sentences that a stretch of the text lies in: between full stops, or within its line where it ends."""
        return _around(self.text.text, start, end, "。;!?")

    def segment(self, start: int, end: int) -> Extent:
        """The part of the sentence, between commas, that a stretch of the text lies in."""
        return _around(self.text.text, start, end, _SEGMENT_END)

    def sentences(self, within: Extent) -> tuple[Extent, ...]:
        """The sentences of a part of the text, headings left out."""
        text = self.text.text
        headings = [Extent(m.start, m.end) for m in self.outline.markers]
        cuts = sorted({within.start, within.end, *(h.start for h in headings), *(h.end for h in headings)})
        found: list[Extent] = []
        for low, high in pairwise(cuts):
            if low < within.start or high > within.end or any(h.start <= low < h.end for h in headings):
                continue
            start = low
            for stop in (*(m.end() for m in _SENTENCE_END.finditer(text, low, high)), high):
                if any(char.isalnum() for char in text[start:stop]):
                    found.append(Extent(start, stop))
                start = stop
        return tuple(found)


def document(file: str, text: str) -> Document:
    """Read a text."""
    own = text_sha256(text)
    other = text.file_sha256 if isinstance(text, SourceText) else hashlib.sha256(text.encode()).hexdigest()
    normalised = normalise(text)
    read = normalised.text
    return Document(file, own, (own, other), normalised, numerals(read), mentions(read), outline(normalised))


def _around(text: str, start: int, end: int, stops: str) -> Extent:
    """From after the last stop before ``start`` to the first one at or after the last character but stops."""
    low = max(text.rfind(mark, 0, start) for mark in stops) + 1
    last = max(start, end - 1)
    after = [place for mark in stops if (place := text.find(mark, last)) >= 0]
    return Extent(low, min(after) if after else len(text))


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote where it stands in its text; or by itself, where the text is not at hand (``whole`` is then False).

    complete: there is nothing else to look at, because the text is at hand or is nowhere to be had. The numbers of a passage are
    those that lie in it; what belongs to them is looked for around it.
    """

    text: str
    start: int
    end: int
    numerals: tuple[Numeral, ...]
    dates: tuple[Mention, ...]
    whole: bool
    complete: bool

    @property
    def figures(self) -> tuple[Numeral, ...]:
        """The numbers in it that are not a part of a date."""
        dated = [m for m in self.dates if m.year is not None or m.day is not None or m.end]
        return tuple(
            n
            for n in self.numerals
            if self.start <= n.start and n.end <= self.end and not any(m.start < n.end and n.start < m.stop for m in dated)
        )

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The dates in it."""
        return tuple(m for m in self.dates if self.start <= m.start and m.start < self.end)

    @property
    def said(self) -> str:
        """What is quoted."""
        return self.text[self.start : self.end]


def passage_in(found: Document, start: int, end: int) -> Passage:
    """A stretch of a text."""
    return Passage(found.text.text, start, end, found.numerals, found.dates, whole=True, complete=True)


def passage_alone(quote: str, *, complete: bool) -> Passage:
    """A quote without its text; ``complete`` where no text of its source is to be had."""
    text = normalise(quote).text
    return Passage(text, 0, len(text), numerals(text), mentions(text), whole=False, complete=complete)
