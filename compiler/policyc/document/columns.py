"""How the rows and columns of a table share its room, from what stands in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import isqrt

from policyc.document.blocks import Line, Table
from policyc.document.plain import words

#: What fits into a line of a table across the page, in halves of a Chinese character of its type.
ROOM = 84
#: What the space at both sides of a cell is worth.
_PADDING = 3
#: What every column should be left with: six characters and the space.
_ENOUGH = 15

#: From so many columns on a table may be one of figures.
_MANY = 6

Row = tuple[Line, ...]


def groups(table: Table) -> Iterator[tuple[Row, ...]]:
    """The rows that stand together: those with the same first cell where the table is grouped, else each by itself."""
    if table.grouped:
        yield from (tuple(rows) for _, rows in groupby(table.rows, key=lambda row: row[0]))
    else:
        yield from ((row,) for row in table.rows)


def widths(table: Table, total: int, room: int = ROOM) -> tuple[int, ...]:
    """The widths, which come to ``total``. room: what fits into a line, in halves of a character.

    Narrow columns are as wide as their longest cell, so that no figure is broken, as long as the others are left with enough.
    These share what is left by the roots of all that stands in each: so the cells take the fewest lines, taken together. Of many
    columns of figures the heads wrap before a figure is broken.
    """
    columns = [tuple(length(row[place]) for row in (table.head, *table.rows)) for place in range(len(table.head))]
    needs = [max(column) + _PADDING for column in columns]
    shares = needs if sum(needs) <= room else _shares(needs, [isqrt(100 * sum(column)) + 1 for column in columns], room)
    if sum(needs) > room and is_of_figures(table):
        figures = [max(column[1:], default=0) + _PADDING if place in table.numeric else 0 for place, column in enumerate(columns)]
        shares = _at_least(shares, figures, room)
    ends = [total * sum(shares[: place + 1]) // sum(shares) for place in range(len(shares))]
    return tuple(end - start for start, end in zip((0, *ends), ends, strict=False))


def _shares(needs: Sequence[int], weights: Sequence[int], room: int) -> list[int]:
    shares = list(needs)
    enough = _ENOUGH + max(room - ROOM, 0) // 3  # what a wider page has more is for those that need it
    wide = sorted(range(len(needs)), key=needs.__getitem__)
    while len(wide) > 1 and room - needs[wide[0]] >= enough * (len(wide) - 1):
        room -= needs[wide.pop(0)]
    weight = sum(weights[place] for place in wide)
    for place in wide:
        shares[place] = max(room * weights[place] // weight, 1)
    return shares


def is_of_figures(table: Table) -> bool:
    """Whether it has so many columns of figures that the heads, and not the figures, are what makes it too wide."""
    return len(table.head) >= _MANY and 2 * len(table.numeric) > len(table.head)


def _at_least(shares: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The shares, with what some lack of the least that they need taken from the others."""
    short: set[int] = set()
    found = list(shares)
    while more := {place for place, share in enumerate(found) if share < least[place]} - short:
        short |= more
        left, weight = room - sum(least[place] for place in short), sum(s for p, s in enumerate(shares) if p not in short)
        found = [least[p] if p in short else max(left * share // weight, 1) for p, share in enumerate(shares)]
    return found


def length(line: Line) -> int:
    """How long a line is, in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in words(line))
