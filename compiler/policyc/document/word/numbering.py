"""Numbers of lists: every list that counts begins at 1, and counts as the style of the template does."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from policyc.document.word.xml import child, element

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement


class Numbering:
    """The numbering of a document, which takes over that of the house where a style of the house needs it."""

    def __init__(self, word: WordDocument, house: WordDocument) -> None:
        self._own = _numbering(word)
        self._house = _numbering(house)
        self._taken: dict[str, str] = {}

    def taken_over(self, number: str) -> str:
        """What a number of the house's styles is called here."""
        if number not in self._taken:
            kind = deepcopy(_kind(self._house, number))
            kind.set(qn("w:abstractNumId"), _free(self._own, "w:abstractNum", "w:abstractNumId"))
            numbers = self._own.findall(qn("w:num"))
            self._own.insert(self._own.index(numbers[0]) if numbers else len(self._own), kind)
            self._taken[number] = self._added(kind, restarted=False)
        return self._taken[number]

    def counted(self, number: str) -> str:
        """A number that counts as another one does, from 1 on."""
        return self._added(_kind(self._own, number), restarted=True)

    def _added(self, kind: BaseOxmlElement, *, restarted: bool) -> str:
        number = element("num", numId=_free(self._own, "w:num", "w:numId"))
        child(number, "abstractNumId", val=kind.get(qn("w:abstractNumId")))
        if restarted:
            child(child(number, "lvlOverride", ilvl="0"), "startOverride", val="1")
        last = self._own.findall(qn("w:num"))
        self._own.insert(self._own.index(last[-1]) + 1 if last else len(self._own), number)
        return str(number.get(qn("w:numId")))


def _numbering(word: WordDocument) -> BaseOxmlElement:
    part = word.part
    try:
        found = part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        empty = f"<w:numbering {nsdecls('w')}/>".encode()
        found = NumberingPart.load(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, part.package)
        part.relate_to(found, RELATIONSHIP_TYPE.NUMBERING)
    assert isinstance(found, NumberingPart)
    root: BaseOxmlElement = found.element
    return root


def _kind(numbering: BaseOxmlElement, number: str) -> BaseOxmlElement:
    """The definition that a number follows."""
    (named,) = (each for each in numbering.findall(qn("w:num")) if each.get(qn("w:numId")) == number)
    id_ = named.find(qn("w:abstractNumId")).get(qn("w:val"))
    kinds: list[BaseOxmlElement] = numbering.findall(qn("w:abstractNum"))
    (kind,) = (each for each in kinds if each.get(qn("w:abstractNumId")) == id_)
    return kind


def _free(numbering: BaseOxmlElement, tag: str, attribute: str) -> str:
    return str(max((int(each.get(qn(attribute))) for each in numbering.findall(qn(tag))), default=0) + 1)
