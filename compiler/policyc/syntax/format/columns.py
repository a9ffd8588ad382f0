"""Aligning neighbours: how wide their cells are, and where their notes begin. All of it follows from what is written, never
from how it was laid out, so that a second run changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.syntax.format.document import WIDTH, flat_width
from policyc.syntax.format.items import Cell, Item

#: Declarations align in runs: up to a blank line or one that takes several lines. The lines of a block all align.
_IN_RUNS = frozenset({"", "named", "input"})

#: Lines all of whose cells align, however wide they are.
_TABLES = frozenset({"row", "bracket"})

#: Their further lines stand below what follows the first cell.
_HANGING = frozenset({"named", "keyed"})

#: A cell that is this much wider than the next narrower one does not push its neighbours.
_JUMP = 50

#: A line more is as bad as so many spaces before notes.
_LINE = 60

#: How much wider a declaration may become by aligning it.
_SLACK = 8


def align(items: Sequence[Item], indent: int) -> None:
    """Sets the widths of the cells of items that stand below one another, and the gaps before their notes."""
    for run in _runs(items, indent):
        shapes: dict[str, list[Item]] = {}
        for item in run:
            shapes.setdefault(item.shape, []).append(item)
        for shape, same in shapes.items():
            if shape:
                _align_cells(same, table=shape in _TABLES)
        _align_notes([item for item in run if item.shape], indent)


def _runs(items: Sequence[Item], indent: int) -> Iterator[list[Item]]:
    run: list[Item] = []
    for item in items:
        if item.shape not in _IN_RUNS:
            run.append(item)
            continue
        wide = flat_width(item.head())
        several_lines = wide is None or indent + wide + _SLACK > WIDTH
        if run and ("" in item.before or several_lines):
            yield run
            run = []
        if not several_lines:
            run.append(item)
    yield run


def _align_cells(items: list[Item], *, table: bool) -> None:
    columns: dict[int, list[Cell]] = {}
    spanning: list[tuple[int, Cell]] = []
    for item in items:
        at = 0
        for cell in item.cells:
            if cell.columns == 1:
                columns.setdefault(at, []).append(cell)
            else:
                spanning.append((at, cell))
            at += cell.columns
    for cells in columns.values():
        jump = WIDTH if table else _JUMP
        wide = common([own for cell in cells if (own := cell.own_width) is not None], jump)
        figures = all(cell.right for cell in cells)
        for cell in cells:
            cell.width, cell.right = wide, figures
    for item in items:
        if item.shape in _HANGING:
            item.hang = item.cells[0].width + 1
    for at, cell in spanning:
        below = [columns[i] for i in range(at, at + cell.columns) if i in columns]
        spanned = sum(cells[0].width for cells in below) + len(below) - 1
        cell.width = max(spanned, cell.own_width or 0)
        for one in below[-1] if below else ():
            one.width += cell.width - spanned


def common(widths: Sequence[int], jump: int) -> int:
    """The width that most of them reach: from the middle one upwards to the first jump."""
    if not widths:
        return 0
    ordered = sorted(widths)
    reached = ordered[(len(ordered) - 1) // 2]
    for wide in ordered:
        if reached < wide <= reached + jump:
            reached = wide
    return reached


def _align_notes(items: list[Item], indent: int) -> None:
    """Notes begin in one column. One that would stand too far from its neighbours' stands on a line below."""
    noted: list[tuple[Item, int, int]] = []
    for item in items:
        wide = flat_width(item.head())
        if item.notes and wide is not None and indent + wide <= WIDTH:
            noted.append((item, wide, flat_width(item.notes[0]) or 0))
    if not noted:
        return

    def beside(wide: int, note: int, column: int) -> bool:
        return wide <= column and indent + column + 2 + note <= WIDTH

    def cost(column: int) -> tuple[int, int]:
        return sum(column - wide if beside(wide, note, column) else _LINE for _, wide, note in noted), column

    column = min({wide for _, wide, _ in noted}, key=cost)
    for item, wide, note in noted:
        item.gap = column + 2 - wide if beside(wide, note, column) else None
