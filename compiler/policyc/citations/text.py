"""Texts as they are compared: NFKC, no white space, one form of quotation marks, dashes and stray variants; positions are kept.

A PDF's page break splits sentences and words, and an input method's digits may be full-width; none of it changes what is said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_ONE_FORM: Mapping[str, str] = {
    **dict.fromkeys("“”„〝〞", '"'),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "釆": "采",
    "\ufeff": "",
}


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as it is compared; ``positions[i]`` is where its i-th character stands in the original."""

    text: str
    positions: tuple[int, ...]

    def find(self, quote: str) -> int | None:
        """Where in the original the quote begins; None where it does not occur. Nothing at all occurs nowhere."""
        wanted = normalise(quote).text
        place = self.text.find(wanted) if wanted else -1
        return None if place < 0 else self.positions[place]


def normalise(text: str) -> Normalised:
    """The text as it is compared."""
    chars: list[str] = []
    positions: list[int] = []
    for position, original in enumerate(text):
        for char in unicodedata.normalize("NFKC", original):
            if char.isspace():
                continue
            for one in _ONE_FORM.get(char, char):
                chars.append(one)
                positions.append(position)
    return Normalised("".join(chars), tuple(positions))
