"""Texts of sources that were made to do harm: they are read in bounded time and memory, or refused with the reason."""

from __future__ import annotations

import io
import zipfile

import pytest

from policyc.workspace.documents import text_of
from tests.fuzz.laws import in_time

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _docx(document: str | bytes, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"document": document, **parts}.items():
            archive.writestr(f"word/{name}.xml", content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "document",
    [
        b"<a>" + b"0" * (17 << 20) + b"</a>",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"),
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "<a>&undeclared;</a>",
        "<a>" * 1000,
        "",
        b"\0\1\2",
    ],
)
def test_what_would_grow_or_reach_out_is_refused(document: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        text_of("notice.docx", _docx(document))


def test_an_archive_that_lies_about_its_sizes() -> None:
    data = _docx(f"<w:document {W}>" + "<w:p/>" * 100_000 + "</w:document>")
    size = (6 * 100_000 + len(f"<w:document {W}></w:document>")).to_bytes(4, "little")
    assert size in data
    with pytest.raises(ValueError, match=r"."):
        text_of("notice.docx", data.replace(size, (100).to_bytes(4, "little")))


def test_paragraphs_inside_paragraphs_are_each_said_once() -> None:
    deep = 20_000
    document = f"<w:document {W}>" + "<w:p><w:t>字</w:t>" * deep + "</w:p>" * deep + "</w:document>"
    with in_time(document):
        text = text_of("notice.docx", _docx(document))
    assert text == "字\n" * deep


def test_automatic_numbers_do_not_multiply() -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="{"9" * 5000}"/>'
        f'<w:lvlText w:val="{"%1" * 100_000}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )
    level = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    document = f"<w:document {W}>" + f"<w:p>{level}</w:p>" * 2000 + "</w:document>"
    assert len(text_of("notice.docx", _docx(document, numbering=numbering))) < 2000 * 300


@pytest.mark.parametrize("number", ["x", "-1", "1e9", "٣", "9" * 5000, ""])
def test_numbers_that_are_none(number: str) -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="{number}"><w:start w:val="{number}"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    level = f'<w:pPr><w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    document = f"<w:document {W}><w:p>{level}<w:t>字</w:t></w:p></w:document>"
    assert text_of("notice.docx", _docx(document, numbering=numbering)).strip().endswith("字")


@pytest.mark.parametrize(
    "piece", ["<", "<!", "<!--", "<a ", "<p>", "</p>", "&", "&#", "<script>", "<![CDATA[", "<?", '<a x="', "< "]
)
def test_pages_of_one_piece(piece: str) -> None:
    for size in (12_000, 3_000_000):
        page = piece * (size // len(piece))
        with in_time(page[:12_000]):
            try:
                text_of("notice.html", page.encode())
            except ValueError as error:
                assert "do not end" in str(error)


def test_a_page_with_much_in_one_tag_is_read() -> None:
    page = f'<p>一<img src="data:image/png;base64,{"A" * 2_000_000}"></p>' + "<p>二</p>" * 100_000
    assert text_of("notice.html", page.encode()).startswith("一\n二\n")


@pytest.mark.parametrize(
    "charset", ["zlib", "hex", "rot13", "undefined", "idna", "punycode", "x" * 4000, "utf-16", "unicode_escape"]
)
def test_odd_charsets(charset: str) -> None:
    data = f'<meta charset="{charset}"><p>'.encode() + "每人每年380元".encode("gb18030")
    try:
        text = text_of("notice.html", data)
    except ValueError:
        return
    assert isinstance(text, str)
