"""Typical households for a terminal: a short table each, in columns that Chinese characters do not push out of line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.compare.households.results import Entry, Sheet, Twins
from policyc.compare.households.telling import (
    HEADING,
    NOTHING,
    Row,
    alone,
    label,
    notes,
    remarks,
    rows,
    title,
    twin_rows,
    twin_text,
)
from policyc.diagnostics.renderers.cells import width

_COLORS = {"better": 32, "worse": 31}
#: So wide may a column be before it no longer pushes the next ones.
_WIDEST = 36


def lines_of(sheet: Sheet, *, color: bool = False) -> Iterator[str]:
    """The section, without the line before it; nothing where the policies concern no household."""
    if not sheet.cases:
        return
    yield f"{HEADING}：{sheet.notice}"
    for case in alone(sheet):
        yield f"  {title(case)}{f'：{case.text}' if case.text else ''}"
        yield from _table([row for entry in case.entries for row in _short(entry, sheet)], color=color)
        yield from (f"    {note}" for note in notes([case]))
    for twins in sheet.twins:
        yield from _twins(twins, sheet)
    for remark in remarks(sheet):
        yield f"  {remark}"


#: The cells of a line, and its colour.
_Line = tuple[tuple[str, ...], int | None]


def _short(entry: Entry, sheet: Sheet) -> Iterator[_Line]:
    """The sum alone where everybody has the same."""
    shown: Sequence[Row] = rows(entry, sheet)
    if len(shown) == 2 and shown[1].is_sum and shown[0].who == "每人":
        shown = shown[1:]
    for place, row in enumerate(shown):
        change = "" if row.change == NOTHING else row.change
        color = _COLORS[row.effect] if row.effect is not None else None
        yield (label(entry) if place == 0 else "", row.who, row.old, "→", row.new, change), color


def _twins(twins: Twins, sheet: Sheet) -> Iterator[str]:
    yield f"  对照：{title(twins.first)}与{title(twins.second)}"
    yield f"    {twin_text(twins, sheet)}"
    ways = "→".join(sheet.places or ("原", "新"))
    table: list[_Line] = [((f"（{ways}）", "", twins.first.name, "", "", "│", twins.second.name), None)]
    for entry, paired in twin_rows(twins):
        for place, row in enumerate(paired):
            one, two, three, four = row.cells
            table.append(((label(entry) if place == 0 else "", row.who, one, "→", two, "│", three, "→", four), None))
    yield from _table(table, color=False)
    yield from (f"    {note}" for note in notes([twins.first, twins.second]))


def _table(made: Sequence[_Line], *, color: bool) -> Iterator[str]:
    count = max((len(cells) for cells, _ in made), default=0)
    widths = [
        max((width(cells[place]) for cells, _ in made if place < len(cells) and width(cells[place]) <= _WIDEST), default=0)
        for place in range(count)
    ]
    for cells, painted in made:
        padded = (cell + " " * (widths[place] - width(cell)) for place, cell in enumerate(cells))
        text = f"    {'  '.join(padded)}".rstrip()
        yield f"\x1b[{painted}m{text}\x1b[0m" if color and painted is not None else text
