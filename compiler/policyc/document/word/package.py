"""The file: the house's own template from its parts, a bureau's as it is, and what comes out, the same bytes every time."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from policyc.document.word import NotATemplate
from policyc.document.zipped import pack, unpack

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = f"{_OFFICE}/custom-properties"
#: Whose id every property of one's own has.
_CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: The parts that the document names, in the order of their ids there.
_PARTS = (
    ("styles", "styles"),
    ("numbering", "numbering"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("footer1", "footer"),
    ("footer2", "footer"),
)
#: What says when, by whom and how often a file was written.
_TIMES = re.compile(r"\{.*\}(?:created|modified|lastPrinted|lastModifiedBy|revision)")


def opened(template: bytes | None) -> WordDocument:
    """The template without its text; the house's own for None. Raises NotATemplate."""
    try:
        word = docx.Document(io.BytesIO(_skeleton() if template is None else template))
        body = word.element.body
        for element in list(body)[: -1 if body.sectPr is not None else None]:
            body.remove(element)
        word.styles, word.settings  # noqa: B018 - a part that is broken shows when it is read
    except Exception as error:  # whatever zip, XML and python-docx say of foreign bytes
        raise NotATemplate(str(error) or type(error).__name__) from error
    return word


def saved(word: WordDocument, properties: Mapping[str, str]) -> bytes:
    """The file's bytes, without times, and with custom properties."""
    core = word.core_properties._element
    for element in [each for each in core if _TIMES.fullmatch(each.tag)]:
        core.remove(element)
    _set_custom(word, properties)
    buffer = io.BytesIO()
    word.save(buffer)
    return pack(unpack(buffer.getvalue()))


@functools.cache
def _skeleton() -> bytes:
    """The house's own template."""
    return pack(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                (f"{_OFFICE}/officeDocument", "word/document.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "word/document.xml": _part("document"),
            "word/_rels/document.xml.rels": _relations(*((f"{_OFFICE}/{kind}", f"{name}.xml") for name, kind in _PARTS)),
            **{f"word/{name}.xml": _part(name) for name, _ in _PARTS},
            "docProps/core.xml": _part("core"),
        }
    )


def _part(name: str) -> bytes:
    return files("policyc.document.word").joinpath("skeleton", f"{name}.xml").read_bytes()


def _content_types() -> bytes:
    types = {"/word/document.xml": f"{_WORD_TYPE}.document.main+xml"}
    types |= {f"/word/{name}.xml": f"{_WORD_TYPE}.{kind}+xml" for name, kind in _PARTS}
    types["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    told = "".join(f'<Override PartName="{name}" ContentType="{type_}"/>' for name, type_ in types.items())
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{relations}{told}</Types>'.encode()


def _relations(*relations: tuple[str, str]) -> bytes:
    told = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>' for number, (kind, target) in enumerate(relations, 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'.encode()


def _set_custom(word: WordDocument, properties: Mapping[str, str]) -> None:
    """Custom properties in place of those that the template has: of it, they would say nothing that is true of this file."""
    package = word.part.package
    for name in [name for name, relation in package.rels.items() if relation.reltype == _CUSTOM_RELATION]:
        del package.rels[name]
    if properties:
        part = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, _custom(properties), package)
        package.relate_to(part, _CUSTOM_RELATION)


def _custom(properties: Mapping[str, str]) -> bytes:
    types = "http://schemas.openxmlformats.org/officeDocument/2006"
    told = "".join(
        f'<property fmtid="{_CUSTOM_FORMAT}" pid="{pid}" name={quoteattr(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(properties.items(), 2)
    )
    head = f'<Properties xmlns="{types}/custom-properties" xmlns:vt="{types}/docPropsVTypes">'
    return f"{_DECLARATION}{head}{told}</Properties>".encode()
