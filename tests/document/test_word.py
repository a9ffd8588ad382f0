"""Documents as Word: every text arrives as it stands, in the style that it belongs to, and the same bytes come out every time."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Iterator

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips
from docx.table import Table as WordTable
from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.document.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Link,
    Listing,
    Note,
    Paragraph,
    Strong,
    Table,
    line,
)
from policyc.document.columns import widths
from policyc.document.plain import words
from policyc.document.word import NotATemplate, lacking, render_docx
from policyc.document.zipped import pack, unpack
from tests.document.drawing import documents, tables

#: A piece of a document: the style of a paragraph or 格 for a cell, and its words.
Piece = tuple[str, str]

_COUNTED = Listing((Item(line("甲"), (Item(line("乙"), (Item(line("丙")),)),)), Item(line("丁"))), ordered=True)
_DOCUMENT = Document(
    "居民医保",
    (
        Paragraph(line("每人每年", Strong("380元"), "。"), lead=True),
        Heading(1, line("缴多少"), "pay"),
        Table("缴费标准", (line("项目"), line("标准")), ((line("个人缴费"), line(Link("380元", "pay"))),), frozenset({1})),
        _COUNTED,
        _COUNTED,
        Note(line("算一算"), (Paragraph(line("1020 = 640 + 380")),)),
    ),
    facts=(("文号", line("医保发〔2023〕24号")),),
    footer=(line("编制说明"),),
    description="缴费标准",
)


def _opened(content: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(content))


def _found(word: WordDocument) -> Iterator[Piece]:
    for block in word.iter_inner_content():
        if isinstance(block, WordTable):
            yield from (("格", cell.text) for row in block.rows for cell in row.cells)
        elif block.style is not None:
            yield str(block.style.name), block.text


def _expected(document: Document) -> Iterator[Piece]:
    yield "Title", words((Strong(document.title),))
    yield from (("文件信息", words(line(f"{label}：", *value))) for label, value in document.facts)
    for block in document.blocks:
        yield from _pieces(block)
    yield from (("附注", words(each)) for each in document.footer)


def _pieces(block: Block) -> Iterator[Piece]:
    match block:
        case Heading():
            yield f"Heading {min(block.level, 4)}", words(block.line)
        case Paragraph():
            yield "导语" if block.lead else "Normal", words(block.line)
        case Listing():
            yield from _listed(block.items, "List Number" if block.ordered else "List Bullet", 2)
        case Table():
            yield ("Caption", words((Strong(block.caption),))) if block.caption else ("表后", "")
            yield from (("格", words(each)) for row in (block.head, *block.rows) for each in row)
            yield "表后", ""
        case Note():
            yield "案例标题", words(block.title)
            yield from (piece for each in block.blocks for piece in _pieces(each))


def _listed(items: tuple[Item, ...], style: str, depth: int) -> Iterator[Piece]:
    for item in items:
        yield style, words(item.line)
        yield from _listed(item.children, f"List Bullet {min(depth, 3)}", depth + 1)


def test_a_document() -> None:
    """Every kind of block in its style."""
    assert list(_found(_opened(render_docx(_DOCUMENT)))) == list(_expected(_DOCUMENT))


def test_the_page_and_type_of_official_documents() -> None:
    """GB/T 9704: A4, a type area of 156 mm by 225 mm, 37 mm and 28 mm from the edges, 22 lines, 三号仿宋, 二号小标宋."""
    word = _opened(render_docx(_DOCUMENT))
    (section,) = word.sections
    width, height, left, right, top, bottom = (
        *(section.page_width, section.page_height),
        *(section.left_margin, section.right_margin, section.top_margin, section.bottom_margin),
    )
    assert None not in (width, height, left, right, top, bottom)
    near = Mm(0.1)
    for given_, wanted in ((width, Mm(210)), (height, Mm(297)), (top, Mm(37)), (left, Mm(28))):
        assert abs(given_ - wanted) < near  # type: ignore[operator]
    assert abs(width - left - right - Mm(156)) < near and abs(height - top - bottom - Mm(225)) < near  # type: ignore[operator]
    normal, title = word.styles["Normal"], word.styles["Title"]
    assert 22 * normal.paragraph_format.line_spacing <= height - top - bottom < 23 * Pt(28)  # type: ignore[operator]
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert defaults.find(qn("w:sz")).get(qn("w:val")) == str(16 * 2)
    assert title.font.size == Pt(22)
    fonts = {
        name: word.styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("Title", "Heading 1", "Heading 2")
    }
    assert fonts == {"Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体_GB2312"}
    assert normal.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_tables_say_what_they_are() -> None:
    """A caption with the table, heads on every page, rows that are not torn, figures at the right, as wide as the text."""
    (table,) = _opened(render_docx(_DOCUMENT)).tables
    assert [len(row.xpath("./w:trPr/w:tblHeader")) for row in table._tbl.tr_lst] == [1, 0]
    assert [len(row.xpath("./w:trPr/w:cantSplit")) for row in table._tbl.tr_lst] == [1, 1]
    assert [cell.paragraphs[0].style.name for cell in table.rows[1].cells] == ["表格文字", "表格数字"]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "缴费标准"
    assert sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) == 8844


@settings(deadline=None, derandomize=True)
@given(tables())
def test_the_columns_fill_the_page(table: Table) -> None:
    """Whatever stands in them."""
    found = widths(table, 8844)
    assert sum(found) == 8844 and all(width > 0 for width in found) and len(found) == len(table.head)


def test_a_long_column_leaves_the_short_ones_their_room() -> None:
    """A column of figures is not broken because another one holds sentences."""
    table = Table("", (line("年度"), line("说明"), line("数")), ((line("2023"), line("字" * 200), line("380元/人·年")),))
    year, text, figure = widths(table, 84)
    assert 7 <= year < figure < text and text > 50


def test_figures_are_not_broken_because_there_are_many_columns() -> None:
    """The heads wrap, and what is no figure."""
    head = ("城市和人员的类别", *("减少的人数和占比",) * 8)
    rows = (("西部地区城乡居民", *("81769600", "7", "0.1%", "0") * 2),)
    table = Table("", tuple(map(line, head)), tuple(tuple(map(line, row)) for row in rows), frozenset(range(1, 9)))
    found = widths(table, 84)
    assert sum(found) == 84 and min(found[1], found[5]) >= len("81769600") + 3 and all(width > 3 for width in found)


def test_rows_of_a_group_share_its_name() -> None:
    """The first cell stands once for all neighbours that have the same."""
    rows = tuple((line(a), line(b)) for a, b in (("缴", "一"), ("缴", "二"), ("补", "三")))
    (table,) = _opened(render_docx(Document("题", (Table("表", (line("方面"), line("项目")), rows, grouped=True),)))).tables
    assert table._tbl.xpath(".//w:vMerge/@w:val") == ["restart", "continue"]
    assert [cell.text for row in table.rows for cell in row.cells] == ["方面", "项目", "缴", "一", "缴", "二", "补", "三"]


def test_every_list_counts_from_one() -> None:
    """Two lists that count do not go on with one another."""
    word = _opened(render_docx(_DOCUMENT))
    numbers = [p._p.pPr.numPr.numId.val for p in word.paragraphs if p.style is not None and p.style.name == "List Number"]  # type: ignore[union-attr]
    first, second = numbers[0], numbers[2]
    assert numbers == [first, first, second, second] and first != second
    definitions = word.part.numbering_part.element
    restarted = definitions.xpath(".//w:num[w:lvlOverride/w:startOverride/@w:val='1']/@w:numId")
    assert {str(first), str(second)} <= set(restarted)


def test_links_lead_to_bookmarks() -> None:
    """Within the document, and nowhere else."""
    body = _opened(render_docx(_DOCUMENT)).element.body
    assert body.xpath(".//w:hyperlink/@w:anchor") == body.xpath(".//w:bookmarkStart/@w:name") == ["pay"]


def test_no_time_and_no_name_of_a_machine() -> None:
    """The same document is the same bytes, today and tomorrow."""
    content = render_docx(_DOCUMENT, properties={"一": '<甲&"乙">'})
    assert content == render_docx(_DOCUMENT, properties={"一": '<甲&"乙">'})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {(entry.date_time, entry.compress_type, entry.create_system) for entry in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 0)
        }
        core, custom = archive.read("docProps/core.xml").decode(), archive.read("docProps/custom.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\d", core) == [] and "python-docx" not in core
    assert "居民医保" in core and "zh-CN" in core and "&lt;甲&amp;" in custom


@settings(deadline=None, derandomize=True, max_examples=100)
@given(documents)
def test_whatever_a_text_contains_it_stays_text(document: Document) -> None:
    """No field, no link out of the document, no macro, and the words as they were."""
    files = unpack(render_docx(document))
    word = _opened(pack(files))
    assert list(_found(word)) == list(_expected(document))
    body = files["word/document.xml"].decode()
    assert set(re.findall(r"<w:(fldSimple|fldChar|instrText|object|drawing|altChunk|sdt)\b", body)) == set()
    assert all(b'TargetMode="External"' not in content for name, content in files.items() if name.endswith(".rels"))


# ------------------------------------------------------------------ templates


def _template() -> bytes:
    """A bureau's file: python-docx's own, with a header, text, and no lists."""
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "某某市医疗保障局"
    word.add_paragraph("样稿正文")
    for name in ("List Number", "List Bullet"):
        element = word.styles[name].element
        element.getparent().remove(element)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def test_a_template_gives_its_page_and_styles() -> None:
    """Its header stays, its text goes, what it has no style for comes in the house's."""
    template = _template()
    word = _opened(render_docx(_DOCUMENT, template))
    assert word.sections[0].header.paragraphs[0].text == "某某市医疗保障局"
    assert list(_found(word)) == list(_expected(_DOCUMENT))
    theirs = _opened(template).styles["Heading 1"].element.rPr.xml
    assert word.styles["Heading 1"].element.rPr.xml == theirs
    assert "表头" in lacking(template) and "List Number" in lacking(template) and "heading 1" not in lacking(template)
    assert render_docx(_DOCUMENT, template) == render_docx(_DOCUMENT, template)
    section = word.sections[0]
    text = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    assert sum(int(column.get(qn("w:w"))) for column in word.tables[0]._tbl.tblGrid) == text // Twips(1)
    kinds = word.part.numbering_part.element.xpath("./w:abstractNum/@w:abstractNumId")
    assert len(kinds) == len(set(kinds))


def test_the_house_lacks_nothing() -> None:
    """Its own template has every style that is used."""
    assert lacking(render_docx(_DOCUMENT)) == ()


def test_a_template_without_numbering() -> None:
    """Lists are counted all the same."""
    files = unpack(_template())
    del files["word/numbering.xml"]
    relations = files["word/_rels/document.xml.rels"].decode()
    files["word/_rels/document.xml.rels"] = re.sub(r'<Relationship [^>]*numbering.xml"[^>]*/>', "", relations).encode()
    word = _opened(render_docx(_DOCUMENT, pack(files)))
    assert list(_found(word)) == list(_expected(_DOCUMENT))
    assert len(word.part.numbering_part.element.xpath("./w:num")) >= 3


@pytest.mark.parametrize(
    "content", [b"", b"no zip", pack({}), pack({"[Content_Types].xml": b"<x/>"}), render_docx(_DOCUMENT)[:-200]]
)
def test_what_is_no_template(content: bytes) -> None:
    """One clear fault, whatever zip or XML say of it."""
    with pytest.raises(NotATemplate):
        render_docx(_DOCUMENT, content)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.data())
def test_a_damaged_archive_is_told_so(data: st.DataObject) -> None:
    """Whatever byte of it was changed or lost: it is read as it is, or it is a ValueError."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "居民医保" * 50)
        archive.writestr("docProps/custom.xml", "甲")
    content = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ValueError):
        unpack(bytes(content[: data.draw(st.integers(0, len(content)))]))


def test_unpack_wants_an_archive() -> None:
    """Bytes that are none are a ValueError."""
    assert unpack(pack({"b": b"1", "a": b""})) == {"b": b"1", "a": b""}
    with pytest.raises(ValueError, match="zip"):
        unpack(b"no zip")
