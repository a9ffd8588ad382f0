"""A trend, or a history, in each of its formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyc.compare.trends import history_report, report
from policyc.compare.trends.chart import chart
from policyc.compare.trends.history import History
from policyc.compare.trends.json_ import trends_data
from policyc.compare.trends.rows import Trend
from policyc.compare.trends.table import history_text, sheet_of, text_of
from policyc.document.blocks import Document
from policyc.document.chart import render_svg
from policyc.document.sheets import Sheet


def text(found: Trend | History, left_out: Mapping[str, str]) -> str:
    """For a terminal."""
    return text_of(found, left_out) if isinstance(found, Trend) else history_text(document(found, left_out))


def sheet(found: Trend | History) -> Sheet:
    """For a spreadsheet: one row for each figure and stretch of time."""
    return sheet_of((found,) if isinstance(found, Trend) else found.figures)


def data(found: Trend | History, left_out: Mapping[str, str]) -> dict[str, Any]:
    """For programs, by the published schema."""
    return trends_data(found, left_out)


def svg(found: Trend | History) -> bytes | None:
    """The chart of a trend as a file; None where there is nothing to draw, and for a history."""
    drawing = chart(found) if isinstance(found, Trend) else None
    return None if drawing is None else render_svg(drawing).encode()


def document(found: Trend | History, left_out: Mapping[str, str]) -> Document:
    """For a page, Markdown and Word."""
    return report.document_of(found, left_out) if isinstance(found, Trend) else history_report.document_of(found, left_out)
