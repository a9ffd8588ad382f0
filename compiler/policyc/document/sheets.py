"""Tables whose numbers stay numbers: what a workbook is made of, and the same as CSV.

A text is never a formula: in a workbook it is a string and marked as one, so that editing the cell does not make a formula of
it; in CSV, where a program that opens the file decides, an apostrophe stands before what could be taken for one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from policyc.document.plain import plain
from policyc.quantities.decimals import decimal_text, scale_of

#: The most digits that a double, which is what Excel calculates with, keeps apart for certain.
_MOST_DIGITS = 15
#: The most characters of a cell; the sign of what was cut stands at its end.
_LONGEST = 32_000
#: How a text begins that a spreadsheet may take for a formula, also in full width.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a cell. percent: 0.6 is shown as 60%."""

    value: Fraction
    percent: bool = False

    @property
    def digits(self) -> str | None:
        """Its exact decimal digits; None where there are none, or more than a double holds, so that it has to be a text."""
        if scale_of(self.value) is None:
            return None
        text = decimal_text(self.value)
        return text if len(text.lstrip("-0.").replace(".", "")) <= _MOST_DIGITS else None

    @property
    def text(self) -> str:
        """As it is read: 46374.8, 60%."""
        return f"{decimal_text(self.value * 100)}%" if self.percent else decimal_text(self.value)


Cell = str | Number | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands at its head, and how many Latin characters wide it is."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name of its own, of at most 31 characters; rows as long as the columns."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets, and the title that stands at the head of every printed page."""

    title: str
    sheets: tuple[Sheet, ...]


def fitted(text: str) -> str:
    """A text as a cell can hold it: one line without controls, not longer than a cell may be."""
    text = plain(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（余下从略）"


def like_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return _FORMULA.match(text) is not None


def render_csv(sheet: Sheet) -> bytes:
    """A sheet as CSV that Excel opens in Chinese: UTF-8 with a mark, CRLF, commas; numbers plain, rates as 60%."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.title for column in sheet.columns])
    writer.writerows(_fields(row) for row in sheet.rows)
    return buffer.getvalue().encode("utf-8-sig")


def _fields(row: Iterable[Cell]) -> list[str]:
    return [_field(cell) for cell in row]


def _field(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Number():
            return cell.text
        case str():
            text = fitted(cell)
            return f"'{text}" if like_formula(text) else text
