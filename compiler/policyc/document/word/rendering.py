"""Blocks as paragraphs and tables of Word, each in a style by its name; by hand comes only how wide columns are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, assert_never

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Twips

from policyc.document.blocks import (
    Bars,
    Block,
    Chart,
    Deleted,
    Document,
    Heading,
    Inline,
    Inserted,
    Item,
    Judged,
    Line,
    Link,
    Listing,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
)
from policyc.document.columns import ROOM, groups, widths
from policyc.document.plain import anchors_of, judged, links_of, plain, tidy
from policyc.document.word import styles as s
from policyc.document.word.numbering import Numbering
from policyc.document.word.package import opened, saved
from policyc.document.word.xml import child, element

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

#: How wide a table is where the page does not say how wide its text is: as on the house's own, in twentieths of a point.
_PAGE = 8844


def rendered(document: Document, template: bytes | None, properties: Mapping[str, str]) -> bytes:
    """See :func:`policyc.document.word.render_docx`."""
    word, house = opened(template), opened(None)
    if document.wide and template is None:  # a bureau's page stays as it is
        _lay(word)
    numbering = Numbering(word, house)
    writer = _Writer(word, s.Styles(word, house, numbering), numbering, links_of(document) & anchors_of(document))
    writer.write(document)
    core = word.core_properties
    core.title, core.subject, core.language = plain(document.title)[:255], plain(document.description)[:255], document.language
    return saved(word, properties)


def _lay(word: WordDocument) -> None:
    """Turn the pages on their long side; the margins turn with them."""
    for section in word.sections:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        top, right, bottom, left = section.top_margin, section.right_margin, section.bottom_margin, section.left_margin
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = left, top, right, bottom


def _width(word: WordDocument) -> int:
    """How wide the text of the last section is, in twentieths of a point."""
    sections = list(word.sections)
    if not sections:
        return _PAGE
    page, left, right = sections[-1].page_width, sections[-1].left_margin, sections[-1].right_margin
    if page is None or left is None or right is None or page <= left + right:
        return _PAGE
    return (page - left - right) // Twips(1)


class _Writer:
    """Writes blocks at the end of a document, before the properties of its last section."""

    def __init__(self, word: WordDocument, styles: s.Styles, numbering: Numbering, anchors: frozenset[str]) -> None:
        self._body = word.element.body
        self._section = self._body.sectPr
        self._width = _width(word)
        self._styles = styles
        self._numbering = numbering
        self._bookmarks = {anchor: str(number) for number, anchor in enumerate(sorted(anchors), 1)}

    def write(self, document: Document) -> None:
        """The whole document, from its title to its footer."""
        self._paragraph(s.TITLE, (Text(document.title),))
        for label, line in document.facts:
            self._paragraph(s.FACTS, (Text(f"{label}："), *line))
        self._blocks(document.blocks)
        for line in document.footer:
            self._paragraph(s.REMARK, line)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Heading():
                    self._heading(block)
                case Paragraph():
                    self._paragraph(s.LEAD if block.lead else s.NORMAL, block.line)
                case Listing():
                    self._listing(block)
                case Table():
                    self._table(block)
                case Note():
                    self._paragraph(s.CASE_TITLE, block.title)
                    self._blocks(block.blocks)
                case Chart() | Bars():
                    pass  # its figures stand in a table
                case _:
                    assert_never(block)

    # -------------------------------------------------------------- paragraphs

    def _heading(self, heading: Heading) -> None:
        paragraph = self._paragraph(s.HEADINGS[min(heading.level, len(s.HEADINGS)) - 1], heading.line)
        if heading.anchor in self._bookmarks:
            id_ = self._bookmarks[heading.anchor]
            paragraph.insert(1, element("bookmarkStart", id=id_, name=heading.anchor))
            child(paragraph, "bookmarkEnd", id=id_)

    def _listing(self, listing: Listing) -> None:
        counting = self._styles.number(s.NUMBERED) if listing.ordered else None
        number = None if counting is None else self._numbering.counted(counting)
        for item in listing.items:
            self._paragraph(s.NUMBERED if listing.ordered else s.BULLETS[0], item.line, number)
            self._children(item, 1)

    def _children(self, item: Item, depth: int) -> None:
        for each in item.children:
            self._paragraph(s.BULLETS[min(depth, len(s.BULLETS) - 1)], each.line)
            self._children(each, depth + 1)

    def _paragraph(self, style: str, line: Line, number: str | None = None) -> BaseOxmlElement:
        paragraph = element("p")
        self._add(paragraph)
        self._fill(paragraph, style, line, number)
        return paragraph

    def _fill(self, paragraph: BaseOxmlElement, style: str, line: Line, number: str | None = None) -> None:
        properties = child(paragraph, "pPr")
        child(properties, "pStyle", val=self._styles[style])
        if number is not None:
            counted = child(properties, "numPr")
            child(counted, "ilvl", val="0")
            child(counted, "numId", val=number)
        for part in tidy(line):
            self._inline(paragraph, part)

    def _inline(self, paragraph: BaseOxmlElement, part: Inline) -> None:
        match part:
            case Text():
                self._run(paragraph, part.text)
            case Strong():
                self._run(paragraph, part.text, s.STRONG)
            case Link() if part.anchor in self._bookmarks:
                self._run(child(paragraph, "hyperlink", anchor=part.anchor, history="1"), part.text, s.LINK)
            case Link():
                self._run(paragraph, part.text)
            case Inserted():
                self._run(paragraph, part.text, s.INSERTED)
            case Deleted():
                self._run(paragraph, part.text, s.DELETED)
            case Judged():
                style = s.BETTER if part.effect == "better" else s.WORSE
                self._run(paragraph, judged(part), style)
            case _:
                assert_never(part)

    def _run(self, parent: BaseOxmlElement, text: str, style: str | None = None) -> None:
        run = child(parent, "r")
        if style is not None:
            child(child(run, "rPr"), "rStyle", val=self._styles[style])
        written = child(run, "t")
        written.text = text
        written.set(qn("xml:space"), "preserve")

    # -------------------------------------------------------------- tables

    def _table(self, table: Table) -> None:
        self._paragraph(*((s.CAPTION, (Text(table.caption),)) if table.caption else (s.AFTER_TABLE, ())))
        columns = widths(table, self._width, ROOM * self._width // _PAGE)
        made = element("tbl")
        properties = child(made, "tblPr")
        child(properties, "tblStyle", val=self._styles[s.GRID])
        child(properties, "tblW", w="5000", type="pct")
        child(properties, "jc", val="center")
        child(properties, "tblLayout", type="fixed")
        child(
            properties,
            "tblLook",
            val="0420",
            firstRow="1",
            lastRow="0",
            firstColumn="0",
            lastColumn="0",
            noHBand="0",
            noVBand="1",
        )
        if table.caption:
            child(properties, "tblCaption", val=plain(table.caption))
        grid = child(made, "tblGrid")
        for width in columns:
            child(grid, "gridCol", w=str(width))
        heads = tuple(s.COLUMN_HEAD for _ in columns)
        cells = tuple(s.FIGURE if place in table.numeric else s.CELL for place in range(len(columns)))
        self._row(made, table.head, heads, columns, is_head=True)
        for group in groups(table):
            for number, row in enumerate(group):
                merged = None if len(group) == 1 else "restart" if number == 0 else "continue"
                self._row(made, row, cells, columns, merged=merged)
        self._add(made)
        self._paragraph(s.AFTER_TABLE, ())  # Word joins tables that touch, and wants a paragraph after one

    def _row(
        self,
        table: BaseOxmlElement,
        lines: Sequence[Line],
        styles: Sequence[str],
        columns: Sequence[int],
        *,
        is_head: bool = False,
        merged: str | None = None,
    ) -> None:
        """A row; ``merged``: whether its first cell begins or continues one for several rows."""
        row = child(table, "tr")
        properties = child(row, "trPr")
        child(properties, "cantSplit")
        if is_head:
            child(properties, "tblHeader")
        for place, (line, style, width) in enumerate(zip(lines, styles, columns, strict=True)):
            cell = child(row, "tc")
            look = child(cell, "tcPr")
            child(look, "tcW", w=str(width), type="dxa")
            if place == 0 and merged is not None:
                child(look, "vMerge", val=merged)
            child(look, "vAlign", val="top" if place == 0 and merged is not None else "center")
            self._fill(child(cell, "p"), style, () if place == 0 and merged == "continue" else line)

    def _add(self, block: BaseOxmlElement) -> None:
        if self._section is None:
            self._body.append(block)
        else:
            self._section.addprevious(block)
