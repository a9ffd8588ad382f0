"""Texts as they are compared: NFKC, no white space beside Chinese, one form of quotation marks, dashes and stray variants.

A PDF's page break splits sentences and words, and an input method's digits may be full-width; none of it changes what is said.
Positions are kept. Where a comparison is on, white space counts nowhere (:attr:`Normalised.solid`); where numbers are read it
does between Latin words, so that ``1 84`` is not 184.
"""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_RADICALS = (
    "⺠民 ⻓长 ⻔门 ⻋车 ⻅见 ⻉贝 ⻚页 ⻛风 ⻝食 ⻢马 ⻥鱼 ⻦鸟 ⻩黄 ⻬齐 ⻰龙 ⻄西 "
    "⻘青 ⻣骨 ⻤鬼 ⻆角 ⻁虎 ⺟母 ⻈言 ⻜飞 ⻨麦 ⻪黾"
)
_ONE_FORM: Mapping[str, str] = {
    **dict.fromkeys("“”„〝〞", '"'),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **{pair[0]: pair[1] for pair in _RADICALS.split()},  # what fonts of PDF files turn characters into; NFKC leaves them
    "釆": "采",
    "巿": "市",
    "戸": "户",
    "戶": "户",
    "○": "〇",
}
#: ① to ⑳ stay what they are: as plain digits they would look like figures.
_KEPT = frozenset(map(chr, range(0x2460, 0x2474)))


class SourceText(str):
    """A text whose file is more than its text (HTML, docx): ``file_sha256`` is the hash of the file's bytes."""

    file_sha256: str

    def __new__(cls, text: str, file_sha256: str) -> SourceText:
        made = super().__new__(cls, text)
        made.file_sha256 = file_sha256
        return made


def text_sha256(text: str) -> str:
    """The hash of a text: of its UTF-8 with LF, so that a checkout with CRLF is the same text."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as it is compared.

    text: one space where white space stands between Latin words, none elsewhere. positions[i]: where its i-th character stands
    in the original. lines: where its lines begin. solid: the text without any white space; places[i]: where its i-th
    character stands in ``text``.
    """

    text: str
    positions: tuple[int, ...]
    lines: tuple[int, ...]
    solid: str
    places: tuple[int, ...]

    def find(self, quote: str) -> int | None:
        """Where in the original the quote begins; None where it does not occur."""
        first = next(self.occurrences(quote), None)
        return None if first is None else self.positions[first[0]]

    def occurrences(self, quote: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Every stretch of ``text`` between ``start`` and ``end`` that reads like the quote."""
        wanted = normalise(quote).solid
        low = bisect_left(self.places, start)
        high = len(self.places) if end is None else bisect_left(self.places, end)
        at = self.solid.find(wanted, low, high) if wanted else -1
        while at >= 0:
            yield self.places[at], self.places[at + len(wanted) - 1] + 1
            at = self.solid.find(wanted, at + 1, high)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of ``text`` as a stretch of the original."""
        return self.positions[start], self.positions[end - 1] + 1


def normalise(text: str) -> Normalised:
    """The text as it is compared."""
    chars: list[str] = []
    positions: list[int] = []
    lines: list[int] = [0]
    gap: int | None = None  # where white space stands that may count
    for position, original in enumerate(text):
        if original.isspace():
            gap = position if gap is None else gap
            if original == "\n" and lines[-1] != len(chars):
                lines.append(len(chars))
            continue
        for char in _forms(original):
            if gap is not None and chars and lines[-1] != len(chars) and _latin(text, positions[-1]) and _latin(text, position):
                chars.append(" ")
                positions.append(gap)
            gap = None
            chars.append(char)
            positions.append(position)
    joined = "".join(chars)
    places = tuple(i for i, char in enumerate(joined) if char != " ")
    solid = joined.replace(" ", "")
    return Normalised(joined, tuple(positions), tuple(lines), solid, places)


def _forms(original: str) -> Iterator[str]:
    if original in _KEPT:
        yield original
        return
    for char in unicodedata.normalize("NFKC", _ONE_FORM.get(original, original)):
        if not char.isspace() and unicodedata.category(char) != "Cf":
            yield _ONE_FORM.get(char, char)


def _latin(text: str, position: int) -> bool:
    return text[position] < "\u2e80"
