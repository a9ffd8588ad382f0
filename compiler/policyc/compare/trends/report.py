"""A trend as a document: the finding, the chart, the table of the series, and what must be known to read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from policyc.compare.trends.chart import chart
from policyc.compare.trends.rows import Row, Trend
from policyc.compare.trends.telling import (
    basis_text,
    change_text,
    figure_text,
    finding,
    head,
    notes,
    percent_text,
    period_text,
    remarks,
)
from policyc.document.blocks import Block, Document, Inline, Item, Judged, Line, Listing, Paragraph, Strong, Table, line
from policyc.model.policy import Direction, Param, Rule, Target

HEAD = ("年度", "标准", "增减", "增幅", "说明", "依据")


def cells(row: Row, trend: Trend) -> tuple[str, ...]:
    """A row of the table, by :data:`HEAD`."""
    return (
        head(row),
        figure_text(row, "table"),
        change_text(row),
        percent_text(row),
        "；".join(remarks(row, trend)),
        basis_text(row),
    )


def document_of(trend: Trend, left_out: Mapping[str, str]) -> Document:
    """The document. left_out: policies of the series that no row is of, with the reason."""
    told = finding(trend)
    blocks: list[Block] = [Paragraph(line(f"{told}。"), lead=True)]
    drawing = chart(trend)
    if drawing is not None:
        blocks.append(drawing)
    rows = tuple(_row(row, trend) for row in trend.rows)
    blocks.append(Table(f"{trend.name}历年标准", tuple(map(line, HEAD)), rows, numeric=frozenset({1, 2, 3})))
    said = tuple(Item(line(f"{note}。")) for note in notes(trend, left_out))
    if said:
        blocks += [Paragraph(line(Strong("说明"))), Listing(said)]
    facts = (("范围", line(period_text(trend))),)
    return Document(f"{trend.name}历年变化", tuple(blocks), facts, (), description=told, wide=True)


def _row(row: Row, trend: Trend) -> tuple[Line, ...]:
    when, figure, change, percent, said, basis = cells(row, trend)
    return (line(Strong(when)), line(figure), line(judged(row, change)), line(percent), line(said), line(basis))


def judged(row: Row, text: str) -> Inline | str:
    """A change with what it means for the insured, where the policy says what more of it means."""
    effect = effect_of(row)
    return Judged(text, effect) if effect is not None else text


def effect_of(row: Row) -> Literal["better", "worse"] | None:
    """What a change of the figure means for the insured; None where there is none, or it is not said."""
    direction = row.declared.direction if isinstance(row.declared, Param | Target | Rule) else None
    if direction is None or row.step is None or not row.step.difference:
        return None
    return "better" if (row.step.difference > 0) == (direction is Direction.BETTER) else "worse"
