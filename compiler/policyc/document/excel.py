"""A workbook as Excel (.xlsx). Needs XlsxWriter, the extra ``office``, which is loaded only here."""

from __future__ import annotations

import datetime
import importlib.util
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from policyc.document.plain import plain
from policyc.document.sheets import Cell, Number, Sheet, Workbook, fitted, like_formula
from policyc.document.zipped import pack, unpack
from policyc.quantities.decimals import scale_of

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook as Writer

#: Said to be when every workbook was made, so that the same comparison is the same file.
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_A4 = 9
#: The most characters of a page's head, its codes included.
_LONGEST_HEAD = 200
_FONT = {"font_name": "宋体", "font_size": 10.5}
_CELL = {**_FONT, "valign": "top", "border": 1, "border_color": "#BFBFBF"}

_HEAD = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#E7EEF7"}


def is_available() -> bool:
    """Whether XlsxWriter is installed, without loading it."""
    return importlib.util.find_spec("xlsxwriter") is not None


def render_xlsx(workbook: Workbook) -> bytes:
    """The workbook as a .xlsx file, byte for byte the same for the same workbook.

    Texts are strings, whatever they look like; numbers are numbers where a double gives back the same decimal, else texts. They
    are handed over as decimals: of a float XlsxWriter writes 16 digits, which for 92.32 are 92.31999999999999.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": dict(_FONT)}  # which it changes
    writer = xlsxwriter.Workbook(buffer, options)
    writer.set_properties({"title": plain(workbook.title), "created": _CREATED})
    formats = _Formats(writer)
    for sheet in workbook.sheets:
        _write(writer, sheet, workbook.title, formats)
    writer.close()
    return pack(unpack(buffer.getvalue()))


class _Formats:
    """The formats of cells, each made once."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._made = writer, dict[str, Any]()
        self.head = writer.add_format(
            {**_CELL, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#E7EEF7"}
        )

    def text(self, *, quoted: bool) -> Any:
        """A text's; quoted: one that editing must not turn into a formula."""
        return self._of(f"text {quoted}", {"text_wrap": True, "num_format": "@", "quote_prefix": quoted})

    def number(self, pattern: str) -> Any:
        """A number's, by its pattern."""
        return self._of(f"number {pattern}", {"num_format": pattern, "align": "right"})

    def _of(self, key: str, properties: dict[str, Any]) -> Any:
        if key not in self._made:
            self._made[key] = self._writer.add_format({**_CELL, **properties})
        return self._made[key]


def _write(writer: Writer, sheet: Sheet, title: str, formats: _Formats) -> None:
    page = writer.add_worksheet(sheet.name)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, formats.head)
    for number, row in enumerate(sheet.rows, 1):
        for place, cell in enumerate(row):
            _write_cell(page, number, place, cell, formats)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    page.fit_to_pages(1, 0)
    head = plain(title)[:_LONGEST_HEAD].replace("&", "&&")
    page.set_header(f'&C&"宋体,Bold"&12 {head}')
    page.set_footer(f"&L{sheet.name}&C第&P页，共&N页")


def _write_cell(page: Any, row: int, place: int, cell: Cell, formats: _Formats) -> None:
    match cell:
        case None:
            page.write_blank(row, place, None, formats.text(quoted=False))
        case Number() if (digits := cell.digits) is not None:
            page.write_number(row, place, Decimal(digits), formats.number(_pattern(cell)))
        case Number():
            page.write_string(row, place, cell.text, formats.text(quoted=False))
        case str():
            text = fitted(cell)
            page.write_string(row, place, text, formats.text(quoted=like_formula(text)))


def _pattern(number: Number) -> str:
    """How many decimals are shown: none of a whole number, two of 1284.4, as many as it takes of others."""
    scale = scale_of(number.value * 100 if number.percent else number.value) or 0
    shown = scale if number.percent or scale == 0 else max(scale, 2)
    decimals = "." + "0" * shown if shown else ""
    if number.percent:
        return f"0{decimals}%"
    return f"#,##0{decimals}" if abs(number.value) >= 10_000 else f"0{decimals}"
