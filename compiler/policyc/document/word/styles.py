"""Styles by their names: those of the template where it has them, else the house's own, brought along."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

    from policyc.document.word.numbering import Numbering

#: The names of styles as files have them, whatever the language of Word.
NORMAL, TITLE, LEAD, FACTS, REMARK = "Normal", "Title", "导语", "文件信息", "附注"
HEADINGS = ("heading 1", "heading 2", "heading 3", "heading 4")
BULLETS = ("List Bullet", "List Bullet 2", "List Bullet 3")
NUMBERED, CASE_TITLE = "List Number", "案例标题"
GRID, CAPTION, CELL, COLUMN_HEAD, FIGURE, AFTER_TABLE = "Table Grid", "caption", "表格文字", "表头", "表格数字", "表后"
STRONG, LINK, INSERTED, DELETED, BETTER, WORSE = "Strong", "Hyperlink", "新增", "删除", "有利", "不利"
#: All that text is set in. What else the house's template has, such as the style of page numbers, another does not need.
_USED = (
    *(NORMAL, TITLE, LEAD, FACTS, REMARK, *HEADINGS, *BULLETS, NUMBERED, CASE_TITLE),
    *(GRID, CAPTION, CELL, COLUMN_HEAD, FIGURE, AFTER_TABLE, STRONG, LINK, INSERTED, DELETED, BETTER, WORSE),
)


class Styles:
    """The styles of a document, with those of the house for what it lacks."""

    def __init__(self, word: WordDocument, house: WordDocument, numbering: Numbering) -> None:
        own, ours = word.styles.element, house.styles.element
        self._styles = {_name(style): style for style in _all(own)}
        self._names = {_id(style): _name(style) for style in _all(ours)}
        for style in _used(ours):
            if _name(style) not in self._styles:
                copy = self._brought(style, numbering)
                own.append(copy)
                self._styles[_name(style)] = copy

    def __getitem__(self, name: str) -> str:
        """The id of a style, by which text names it."""
        return _id(self._styles[name.lower()])

    def number(self, name: str) -> str | None:
        """The number that a style of lists counts with; None where it has none."""
        found = self._styles[name.lower()].find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        return None if found is None else str(found.get(qn("w:val")))

    def _brought(self, style: BaseOxmlElement, numbering: Numbering) -> BaseOxmlElement:
        """A copy under an id that is free, which rests on the styles of the same names here and counts with numbers of here."""
        copy = deepcopy(style)
        copy.set(qn("w:styleId"), self._free(_id(style)))
        copy.attrib.pop(qn("w:default"), None)  # the template has its own
        for named in (*copy.findall(qn("w:basedOn")), *copy.findall(qn("w:next"))):
            other = self._styles.get(self._names[named.get(qn("w:val"))])
            if other is None:  # itself, or what every document has without saying so
                copy.remove(named)
            else:
                named.set(qn("w:val"), _id(other))
        for number in copy.iter(qn("w:numId")):
            number.set(qn("w:val"), numbering.taken_over(number.get(qn("w:val"))))
        return copy

    def _free(self, id_: str) -> str:
        taken = {_id(style) for style in self._styles.values()}
        while id_ in taken:
            id_ += "0"
        return id_


def lacking_of(word: WordDocument, house: WordDocument) -> tuple[str, ...]:
    """The names of the house's styles that a template does not have."""
    there = {_name(style) for style in _all(word.styles.element)}
    return tuple(_shown(style) for style in _used(house.styles.element) if _name(style) not in there)


def _used(styles: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    return (style for style in _all(styles) if _shown(style) in _USED)


def _all(styles: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    return (style for style in styles.findall(qn("w:style")) if style.find(qn("w:name")) is not None)


def _name(style: BaseOxmlElement) -> str:
    return _shown(style).lower()


def _shown(style: BaseOxmlElement) -> str:
    return str(style.find(qn("w:name")).get(qn("w:val")))


def _id(style: BaseOxmlElement) -> str:
    return str(style.get(qn("w:styleId")))
