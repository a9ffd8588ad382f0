"""What a reader finds in a document: its outline as data, and the same of an HTML page that some renderer made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from policyc.document.blocks import Bars, Block, Chart, Document, Heading, Item, Listing, Note, Paragraph, Strong, Table
from policyc.document.plain import words

#: What holds text of its own; everything else belongs to the one that it stands in.
_HOLDERS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "th", "td", "dt", "dd", "title", "caption"})
_VOID = frozenset({"br", "col", "hr", "meta", "link", "img", "input"})

#: A piece of a document: the element that holds it, and its words.
Piece = tuple[str, str]


def outline(document: Document) -> list[Piece]:
    """What the Markdown of a document must come to, element by element."""
    pieces = [("h1", words((Strong(document.title),)))]
    pieces += [("li", f"{words((Strong(label),))}：{words(line)}") for label, line in document.facts]
    pieces += [piece for block in document.blocks for piece in _pieces(block)]
    pieces += [("p", words(line)) for line in document.footer]
    return _told(pieces)


def _pieces(block: Block) -> Iterator[Piece]:
    match block:
        case Heading():
            yield f"h{min(block.level + 1, 6)}", words(block.line)
        case Paragraph():
            yield "p", words(block.line)
        case Listing():
            yield from _listed(block.items)
        case Table():
            yield "p", words((Strong(block.caption),))
            yield from (("th", words(line)) for line in block.head)
            yield from (("td", words(line)) for row in block.rows for line in row)
        case Note():
            yield "p", words(block.title)
            yield from (piece for each in block.blocks for piece in _pieces(each))


def page_outline(document: Document) -> list[Piece]:
    """What the page of a document must come to: as in Markdown, but facts are a list of terms and tables have captions."""
    title = words((Strong(document.title),))
    pieces: list[Piece] = [("title", title), ("h1", title)]
    for label, value in document.facts:
        pieces += [("dt", words((Strong(label),))), ("dd", words(value))]
    chapters = [words(each.line) for each in document.blocks if isinstance(each, Heading) and each.level == 1]
    if len(chapters) > 1:
        pieces += [("p", "目录"), *(("li", chapter) for chapter in chapters)]
    pieces += [piece for block in document.blocks for piece in _on_page(block)]
    pieces += [("p", words(line)) for line in document.footer]
    return _told(pieces)


def _on_page(block: Block) -> Iterator[Piece]:
    match block:
        case Table():
            yield "caption", words((Strong(block.caption),))
            yield from (("th", words(line)) for line in block.head)
            for before, row in zip((None, *block.rows), block.rows, strict=False):
                told = row[1:] if block.grouped and before is not None and before[0] == row[0] else row
                names = len(told) - len(row) + 1 + block.grouped  # of the row, and of its group where it has not been named
                yield from (("td" if place >= names else "th", words(line)) for place, line in enumerate(told))
        case Note():
            yield "p", words(block.title)
            yield from (piece for each in block.blocks for piece in _on_page(each))
        case Chart() | Bars():
            yield "title", words((Strong(block.title),))
        case _:
            yield from _pieces(block)


def _told(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without those that hold nothing and that no table or list needs for its shape."""
    told = [(tag, " ".join(text.split())) for tag, text in pieces]
    return [(tag, text) for tag, text in told if text or tag in {"td", "th", "li", "dt", "dd"}]


def _listed(items: tuple[Item, ...]) -> Iterator[Piece]:
    for item in items:
        yield "li", words(item.line)
        yield from _listed(item.children)


@dataclass
class Page(HTMLParser):
    """An HTML page, read: its pieces in order, all elements with their attributes, and what is in none of them."""

    pieces: list[list[str]] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    open: list[tuple[str, list[str] | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @classmethod
    def of(cls, html: str) -> Page:
        """Read a page; elements that are not closed in order fail."""
        page = cls()
        page.feed(html)
        page.close()
        assert page.open == []
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in _VOID:
            return
        piece = [tag, ""] if tag in _HOLDERS else None
        if piece is not None:
            self.pieces.append(piece)
        self.open.append((tag, piece))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        assert self.open and self.open[-1][0] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for _, piece in reversed(self.open):
            if piece is not None:
                piece[1] += data
                return

    def read(self) -> list[Piece]:
        """The pieces, white space in one."""
        return _told((tag, text) for tag, text in self.pieces)
