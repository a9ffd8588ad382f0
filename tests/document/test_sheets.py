"""Workbooks and CSV: numbers that stay numbers, texts that stay texts whatever they look like, the same bytes every time."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyc.document.excel import render_xlsx
from policyc.document.sheets import Cell, Column, Number, Sheet, Workbook, render_csv
from policyc.document.zipped import unpack

_MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
NASTY = [
    '=HYPERLINK("http://x.example","点我")',
    "+1",
    "@x",
    "-2",
    " =1+1",
    "＝1+1",
    "http://x.example/",
    "mailto:a@x.example",
    "_x0041_",
    "{=A1}",
    "\t=1",
    "<b>&amp;</b>",
    "'=1",
    "1,5",
    '引“号"\n两行',
]


def sheet(*cells: Cell) -> Sheet:
    """A sheet of one column."""
    return Sheet("对比", (Column("项目", 20),), tuple((cell,) for cell in cells))


def parts(*cells: Cell, title: str = "表") -> dict[str, bytes]:
    """The parts of a workbook of one sheet."""
    return unpack(render_xlsx(Workbook(title, (sheet(*cells),))))


def shown(files: dict[str, bytes]) -> list[tuple[str | None, str]]:
    """The type and the text of each cell below the head, as a reader of the format finds them."""
    strings = ElementTree.fromstring(files["xl/sharedStrings.xml"])
    texts = ["".join(t.text or "" for t in each.iter(f"{{{_MAIN['m']}}}t")) for each in strings.findall("m:si", _MAIN)]
    found = []
    for row in ElementTree.fromstring(files["xl/worksheets/sheet1.xml"]).iterfind("m:sheetData/m:row", _MAIN):
        for cell in row.iterfind("m:c", _MAIN):
            value, kind = cell.findtext("m:v", "", _MAIN), cell.get("t")
            found.append((kind, texts[int(value)] if kind == "s" else value))
    return found[1:]


@pytest.mark.parametrize("text", NASTY)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    """It is a string in the workbook, without a formula or a link anywhere; in CSV nothing starts a formula."""
    files = parts(text, title=text)
    everything = b"".join(files.values())
    assert b"<f>" not in everything and b"<f " not in everything and b"<hyperlink" not in everything
    ((kind, said),) = shown(files)
    flat = re.sub(r"\s+", " ", text)
    assert kind == "s" and said.replace("_x005F_", "_") == flat
    (_, (field,)) = csv.reader(io.StringIO(render_csv(sheet(text)).decode("utf-8-sig")))
    assert field.lstrip("'") == flat.lstrip("'")
    assert not re.match(r"\s*[=+\-@＝＋－＠]", field)


@given(st.text())
def test_any_text_is_a_text(text: str) -> None:
    """Whatever it is: a workbook that can be read, and one field of CSV."""
    ((kind, _),) = shown(parts(text, title=text)) if text else ((("s", "")),)
    assert kind == "s"
    (_, fields) = csv.reader(io.StringIO(render_csv(sheet(text or "-")).decode("utf-8-sig"), newline=""))
    assert len(fields) == 1 and not re.match(r"\s*[=+\-@＝＋－＠]", fields[0])


@pytest.mark.parametrize(
    ("number", "kind", "value", "field"),
    [
        (Number(Fraction("380")), "n", "380", "380"),
        (Number(Fraction("1284.4")), "n", "1284.4", "1284.4"),
        (Number(Fraction("-0.01")), "n", "-0.01", "-0.01"),
        (Number(Fraction("0.6"), percent=True), "n", "0.6", "60%"),
        (Number(Fraction("9999999999999.99")), "n", "9999999999999.99", "9999999999999.99"),
        (Number(Fraction("99999999999999.99")), "s", "99999999999999.99", "99999999999999.99"),
        (Number(Fraction(1, 3)), "s", "1/3", "1/3"),
    ],
)
def test_numbers_stay_numbers(number: Number, kind: str, value: str, field: str) -> None:
    """In a workbook where a double gives the same decimal back, as a text where it would not; in CSV always in full."""
    ((found, said),) = shown(parts(number))
    assert ((found or "n"), said) == (kind, value)
    assert render_csv(sheet(number)) == f"\ufeff项目\r\n{field}\r\n".encode()


@given(st.fractions(max_denominator=10**6).filter(lambda x: Number(x).digits is not None))
def test_a_double_gives_the_decimal_back(value: Fraction) -> None:
    """What is written as a number is the same number when it is read."""
    digits = Number(value).digits
    assert digits is not None
    assert Fraction(repr(float(digits))) == value
    ((_, said),) = shown(parts(Number(value)))
    assert Fraction(said) == value


def test_formats_of_numbers() -> None:
    """Whole yuan without decimals, others with two; commas only from 10000 on; rates in per cent."""
    amounts = [Number(Fraction(text)) for text in ("380", "1284.4", "400000", "46374.8")]
    styles = parts(*amounts, Number(Fraction("0.655"), percent=True))["xl/styles.xml"].decode()
    built_in = {"1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00"}
    used = {built_in.get(id_) for id_ in re.findall(r'numFmtId="(\d+)"', styles)}
    assert {*built_in.values(), "0.0%"} <= {*used, *re.findall(r'formatCode="([^"]*)"', styles)}


def test_the_same_bytes_every_time() -> None:
    """No time, no user, no order of a set."""
    book = Workbook("表", (sheet("甲", Number(Fraction(1))), Sheet("出处", (Column("条款", 9),), ())))
    assert render_xlsx(book) == render_xlsx(book)
    core = unpack(render_xlsx(book))["docProps/core.xml"].decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT", core) == ["2000-01-01T"] * 2


def test_what_a_reader_prints() -> None:
    """The head stays and is repeated on A4 laid on its side; the rows can be filtered."""
    page = parts("甲")["xl/worksheets/sheet1.xml"].decode()
    assert 'orientation="landscape"' in page and 'paperSize="9"' in page and "<autoFilter" in page and 'state="frozen"' in page
    assert "Print_Titles" in parts("甲")["xl/workbook.xml"].decode()
    assert "甲&amp;&amp;乙" in parts("x", title="甲&乙")["xl/worksheets/sheet1.xml"].decode(), "& would be a code of the head"


def test_a_very_long_text() -> None:
    """Is cut where a cell ends, and says so."""
    ((_, said),) = shown(parts("长" * 40_000))
    assert len(said) < 32_767 and said.endswith("（余下从略）")
