"""Typical households as a section of a document: a table a household, twins side by side."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.compare.households.results import Case, Sheet, Twins
from policyc.compare.households.telling import (
    HEADING,
    Row,
    alone,
    finding,
    label,
    notes,
    remarks,
    rows,
    sides,
    title,
    twin_rows,
    twin_text,
)
from policyc.document.blocks import Block, Heading, Inline, Judged, Line, Paragraph, Strong, Table, Text, line


def blocks_of(sheet: Sheet) -> Iterator[Block]:
    """The section; nothing where the policies concern no household."""
    if not sheet.cases:
        return
    yield Heading(1, line(HEADING), "households")
    if sheet.notice:
        yield Paragraph(line(sheet.notice))
    for case in alone(sheet):
        yield from _case(case, sheet)
    for twins in sheet.twins:
        yield from _twins(twins, sheet)
    for remark in remarks(sheet):
        yield Paragraph(line(remark))


def _case(case: Case, sheet: Sheet) -> Iterator[Block]:
    yield Heading(2, line(title(case)))
    for text in (case.text, finding(case, sheet)):
        if text:
            yield Paragraph(line(text))
    made = tuple((line(label(entry)), *_cells(row)) for entry in case.entries for row in rows(entry, sheet))
    if made:
        heads = ("项目", "对象", *sides(sheet), "变化" if sheet.places is None else "差异")
        caption = f"{case.name}新旧对比" if sheet.places is None else f"{case.name}对比"
        yield Table(caption, tuple(map(line, heads)), made, grouped=True)
    yield from (Paragraph(line(note)) for note in notes([case]))


def _cells(row: Row) -> tuple[Line, ...]:
    change: Inline = Judged(row.change, row.effect) if row.effect is not None else Text(row.change)
    name: Inline = Strong(row.who) if row.is_sum else Text(row.who)
    return line(name), line(row.old), line(row.new), line(change)


def _twins(twins: Twins, sheet: Sheet) -> Iterator[Block]:
    first, second = twins.first, twins.second
    yield Heading(2, line(f"对照：{title(first)}与{title(second)}"))
    for text in dict.fromkeys((first.text, second.text)):
        if text:
            yield Paragraph(line(text))
    yield Paragraph(line(twin_text(twins, sheet)))
    heads = ("项目", "对象", *(f"{case.name}·{side}" for case in (first, second) for side in sheet.places or ("原", "新")))
    made = tuple(
        (line(label(entry)), line(row.who), *(line(cell) for cell in row.cells))
        for entry, paired in twin_rows(twins)
        for row in paired
    )
    if made:
        yield Table(f"{first.name}与{second.name}对照", tuple(line(head) for head in heads), made, grouped=True)
    yield from (Paragraph(line(note)) for note in notes([first, second]))
