"""Trends as rows of cells for spreadsheets and terminals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyc.compare.trends.report import HEAD, cells
from policyc.compare.trends.rows import Row, Trend, number
from policyc.compare.trends.telling import basis_text, figure_text, finding, head, kind_text, label, notes, period_text, remarks
from policyc.diagnostics.renderers.cells import printable, width
from policyc.document.blocks import Bars, Block, Chart, Document, Heading, Listing, Note, Paragraph, Table
from policyc.document.plain import words
from policyc.document.sheets import Cell, Column, Number, Sheet
from policyc.model.types import Quantity
from policyc.wording.amounts import unit_text

_COLUMNS = (
    *(Column("项目", 24), Column("年度", 18), Column("适用起", 12), Column("适用止", 12), Column("地区", 10)),
    *(Column("标准", 26), Column("数值", 10), Column("单位", 12), Column("限定", 8), Column("增减", 10), Column("增减单位", 12)),
    *(Column("增幅（%）", 10), Column("比较对象", 12), Column("说明", 36), Column("依据", 48), Column("政策代号", 16)),
)


def sheet_of(trends: Iterable[Trend]) -> Sheet:
    """One row for each figure and stretch of time; what is not a number stays empty."""
    return Sheet("历年标准", _COLUMNS, tuple(_sheet_row(row, trend) for trend in trends for row in trend.rows))


def _sheet_row(row: Row, trend: Trend) -> tuple[Cell, ...]:
    stretch, step = row.stretch, row.step
    type_ = row.figure.type if row.figure is not None else None
    unit = unit_text(type_) if isinstance(type_, Quantity) else None
    value = number(row)
    difference = None if step is None else step.difference
    return (
        trend.name if row.declared is None else row.declared.name,
        head(row),
        stretch.first.isoformat(),
        None if stretch.last is None else stretch.last.isoformat(),
        row.policy.region if row.policy is not None else None,
        figure_text(row),
        None if value is None else Number(value, percent=unit == "%"),
        unit,
        kind_text(row) or None,
        None if difference is None else Number(difference * 100 if unit == "%" else difference),
        None if difference is None else "个百分点" if unit == "%" else unit,
        None if step is None or step.percent is None else Number(step.percent),
        None if step is None else label(trend.rows[step.since].stretch),
        "；".join(remarks(row, trend)) or None,
        basis_text(row) or None,
        row.policy.id if row.policy is not None else None,
    )


# ------------------------------------------------------------------ terminals


def text_of(trend: Trend, left_out: Mapping[str, str]) -> str:
    """The finding, the table and the notes, for a terminal."""
    rows = [HEAD, *(cells(row, trend) for row in trend.rows)]
    said = [f"  {note}。" for note in notes(trend, left_out)]
    return (
        "\n".join([f"{finding(trend)}。", period_text(trend), "", *aligned(rows), *(["", "说明：", *said] if said else [])])
        + "\n"
    )


def history_text(document: Document) -> str:
    """A history's page for a terminal: what its Markdown says, without its marks."""
    told = [document.title, *(f"{name}：{words(value)}" for name, value in document.facts)]
    for block in document.blocks:
        told += ["", *_block(block)] if isinstance(block, Heading | Table | Paragraph) else _block(block)
    return "\n".join(told) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield printable(f"{'#' * block.level} {words(block.line)}")
        case Paragraph():
            yield printable(words(block.line))
        case Listing():
            yield from (printable(f"  - {words(item.line)}") for item in block.items)
        case Table():
            yield from aligned([[words(cell) for cell in row] for row in (block.head, *block.rows)])
        case Note() | Chart() | Bars():
            pass


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as their longest cell, empty ones left out; the first row is the head."""
    shown = [place for place in range(len(rows[0])) if any(row[place] for row in rows[1:])]
    safe = [[printable(row[place]) for place in shown] for row in rows]
    widths = [max(width(row[place]) for row in safe) for place in range(len(shown))]
    for row in safe:
        yield "  ".join(cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True)).rstrip()
