"""How wide the columns of a table are, from what stands in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from policyc.document.blocks import Table
from policyc.document.plain import words

#: What the space at both sides of a cell is worth, in halves of a Chinese character.
_PADDING = 3


#: What fits into a line of a table across the page, in halves of a Chinese character of its type.
_PAGE = 84


def widths(table: Table, total: int) -> tuple[int, ...]:
    """The widths, which come to ``total``: a column gets what its longest cell needs as long as there is enough for all."""
    needs = [max(_length(words(row[place])) for row in (table.head, *table.rows)) + _PADDING for place in range(len(table.head))]
    shares = needs if sum(needs) <= _PAGE else _shares(needs, _PAGE)
    edges = [total * sum(shares[:place]) // sum(shares) for place in range(len(shares) + 1)]
    return tuple(right - left for left, right in pairwise(edges))


def _shares(needs: Sequence[int], room: int) -> list[int]:
    """The room shared out: the modest get what they need, the others divide the rest evenly."""
    shares = [0] * len(needs)
    for left, place in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        shares[place] = max(min(needs[place], room // (len(needs) - left)), 1)
        room -= shares[place]
    return shares


def _length(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
