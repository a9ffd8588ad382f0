"""A trend as a step chart: a figure holds from the first day to the last of its stretch of time."""

from __future__ import annotations

import datetime
from typing import Literal

from policyc.compare.trends.rows import Row, Trend, number
from policyc.compare.trends.telling import figure_text, finding, sentences
from policyc.document.blocks import Chart, Level
from policyc.model.policy import BoundKind
from policyc.model.types import Quantity
from policyc.wording.amounts import unit_text
from policyc.wording.changes import plain_figure

_KINDS: dict[BoundKind, Literal["point", "floor", "ceiling", "about"]] = {
    BoundKind.AT_LEAST: "floor",
    BoundKind.MORE_THAN: "floor",
    BoundKind.AT_MOST: "ceiling",
    BoundKind.LESS_THAN: "ceiling",
    BoundKind.ABOUT: "about",
}


def chart(trend: Trend) -> Chart | None:
    """The chart; None where there is no number to draw, or where numbers of several units would stand on one axis."""
    units = {row.figure.type for row in trend.rows if row.figure is not None and number(row) is not None}
    if len(units) != 1:
        return None
    (unit,) = units
    assert isinstance(unit, Quantity)
    levels = tuple(_level(row, unit, place, trend) for place, row in enumerate(trend.rows))
    return Chart(trend.name, finding(trend), _description(trend, unit), unit_text(unit), levels)


def _level(row: Row, unit: Quantity, place: int, trend: Trend) -> Level:
    value, stretch = number(row), row.stretch
    last = stretch.last if stretch.last is not None else _shown_to(stretch.first)
    name = str(stretch.year) if stretch.year is not None else f"{stretch.first.year}-{stretch.first.month:02}"
    if value is None or row.figure is None:
        return Level(stretch.first, last, None, "point", "未收录" if row.figure is None else figure_text(row, "table"), name)
    kind = _KINDS.get(row.figure.bound.kind, "about" if row.figure.bound.about else "point")
    text = f"{_elsewhere(row, trend)}{plain_figure(row.figure.bound, unit)}"
    follows = row.step is not None and row.step.since == place - 1
    return Level(stretch.first, last, value * 100 if unit.unit.is_rate else value, kind, text, name, follows)


def _elsewhere(row: Row, trend: Trend) -> str:
    """The region that says so, where it is another one."""
    return "" if row.policy is None or row.policy.region_code == trend.code else row.policy.region or ""


def _shown_to(first: datetime.date) -> datetime.date:
    """What has no end is drawn to that of the year, or of the next from July on."""
    return datetime.date(first.year + (first.month > 6), 12, 31)


def _description(trend: Trend, unit: Quantity) -> str:
    """What is drawn, in words, for who cannot see it."""
    told = "；".join(sentences(trend))
    return f"阶梯图，横轴为时间，纵轴为{trend.name}（{unit_text(unit)}）。{told}。"
