"""Elements of WordprocessingML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement


def child(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    """A new last child ``w:tag`` with attributes of the same namespace."""
    made = element(tag, **attributes)
    parent.append(made)
    return made


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """A new element ``w:tag``."""
    made: BaseOxmlElement = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
