"""The bytes of a source's file → its text: plain text (UTF-8, else GB18030), HTML, and .docx with its automatic numbering."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import PurePosixPath
from xml.etree import ElementTree

from policyc.citations.text import SourceText

#: What a part of a document may unpack to; as a tree it takes some thirty times that. The text of a long statute takes 1 MB.
_LARGEST_PART = 16 * 1024 * 1024

#: The longest automatic number, before its figures are put in: “第%1条”.
_LONGEST_LABEL = 40
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text_of(name: str, data: bytes) -> str:
    """The text of a file, by the ending of its name. ValueError says why there is none."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".docx":
        return SourceText(_docx(data), hashlib.sha256(data).hexdigest())
    if suffix in (".html", ".htm", ".xhtml"):
        return SourceText(_html(_decoded(data, _charset(data))), hashlib.sha256(data).hexdigest())
    if data.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise ValueError("不是文本 / not a text")
    return _decoded(data, None)


def _decoded(data: bytes, charset: str | None) -> str:
    """UTF-8; where it is not, what the page says of itself, or GB18030, which covers GBK and GB2312."""
    for encoding in ("utf-8-sig", charset, "gb18030"):
        try:
            if encoding is not None:
                return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise ValueError("不是 UTF-8，也不是 GB18030 / neither UTF-8 nor GB18030")


def _charset(data: bytes) -> str | None:
    found = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096])
    return found[1].decode("ascii") if found else None


# ------------------------------------------------------------------ HTML

_BLOCK_TAGS = """
address article aside blockquote br caption center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p
pre section table tbody td th thead title tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "svg"})


class _Page(HTMLParser):
    """The visible text of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


#: How much work tags that do not end may make: Python's parser looks through the rest again for every one of them.
_MOST_WORK = 200_000_000


def _html(text: str) -> str:
    if sum(piece.count("<") * len(piece) for piece in text.split(">") if piece.count("<") > 1) > _MOST_WORK:
        raise ValueError("标记没有结束 / tags that do not end")
    page = _Page()
    page.feed(text)
    page.close()
    lines = (line.strip() for line in "".join(page.parts).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


# ------------------------------------------------------------------ docx


def _docx(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: _part(archive, f"word/{name}.xml") for name in ("document", "numbering", "styles")}
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValueError(str(error) or type(error).__name__) from None
    body = parts["document"]
    if body is None:
        raise ValueError("缺少 word/document.xml / no word/document.xml")
    numbering = _Numbering(parts["numbering"], parts["styles"])
    lines = (numbering.label(paragraph) + "".join(_runs(paragraph)) for paragraph in body.iter(f"{_W}p"))
    return "\n".join(lines) + "\n"


def _part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > _LARGEST_PART:
        raise ValueError(f"{name} 太大 / too large")
    text = archive.read(name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text:  # no Word file has one, nor UTF-16 in which to hide it
        raise ValueError(f"{name}: DOCTYPE")
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ValueError(f"{name}: {error}") from None


def _runs(paragraph: ElementTree.Element) -> Iterator[str]:
    """What a paragraph says; what was deleted with changes tracked has other tags and is not said.

    A paragraph inside it, as of a text box, is one of its own.
    """
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        if node.tag != f"{_W}p":
            waiting += reversed(node)


class _Numbering:
    """Automatic numbers: 一、 and （一） are often not in the text of a paragraph but in its list."""

    def __init__(self, numbering: ElementTree.Element | None, styles: ElementTree.Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._styles: dict[str, ElementTree.Element] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for abstract in numbering.findall(f"{_W}abstractNum") if numbering is not None else ():
            levels = dict(map(_level, abstract.findall(f"{_W}lvl")))
            self._levels[abstract.get(f"{_W}abstractNumId", "")] = {level: levels[level] for level in range(9) if level in levels}
        for num in numbering.findall(f"{_W}num") if numbering is not None else ():
            self._lists[num.get(f"{_W}numId", "")] = _value(num.find(f"{_W}abstractNumId")) or ""
        for style in styles.iter(f"{_W}style") if styles is not None else ():
            found = style.find(f"{_W}pPr/{_W}numPr")
            if found is not None:
                self._styles[style.get(f"{_W}styleId", "")] = found

    def label(self, paragraph: ElementTree.Element) -> str:
        """The number that stands before a paragraph; counts on."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            properties = self._styles.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")) or "")
        if properties is None:
            return ""
        abstract = self._lists.get(_value(properties.find(f"{_W}numId")) or "", "")
        level = _whole(_value(properties.find(f"{_W}ilvl")), 0)
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts[abstract]
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda m: self._number(levels, counts, int(m[1]) - 1), levels[level][1])

    def _number(self, levels: Mapping[int, tuple[str, str, int]], counts: Mapping[int, int], level: int) -> str:
        form, _, start = levels.get(level, ("decimal", "", 1))
        return _written(counts.get(level, start), form)


def _level(level: ElementTree.Element) -> tuple[int, tuple[str, str, int]]:
    form = _value(level.find(f"{_W}numFmt")) or "decimal"
    text = _value(level.find(f"{_W}lvlText")) or ""
    label = "" if form == "bullet" else text[:_LONGEST_LABEL]
    return _whole(level.get(f"{_W}ilvl"), 0), (form, label, _whole(_value(level.find(f"{_W}start")), 1))


def _whole(text: str | None, default: int) -> int:
    """A number of a list; what is none is not followed."""
    return int(text) if text is not None and re.fullmatch("[0-9]{1,6}", text) else default


def _value(node: ElementTree.Element | None) -> str | None:
    return None if node is None else node.get(f"{_W}val")


def _written(number: int, form: str) -> str:
    if form.startswith(("chinese", "japanese", "ideograph", "taiwanese")):
        return _han(number) if number < 100 else str(number)
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x245F + number)
    return str(number)


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
