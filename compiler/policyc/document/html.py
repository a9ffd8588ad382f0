"""A document as one HTML page that needs nothing else: no network, no script, and a policy of its own that allows neither.

``page.html.j2`` is the page, ``page.css`` its look (screen, phone, paper, dark). Every text is escaped, whoever forgets to.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, assert_never

from policyc.document.blocks import Block, Deleted, Document, Heading, Inline, Inserted, Judged, Line, Link, Note, Strong, Text
from policyc.document.plain import EFFECTS, anchors_of, plain, tidy, words

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block where it stands: its kind, a name on the page that is its own, the level of a heading, what a note holds."""

    block: Block
    kind: str
    name: str
    level: int
    inner: tuple[_Placed, ...]


def render_html(document: Document) -> str:
    """The document as a page. A link that leads nowhere is plain text."""
    from markupsafe import Markup

    blocks = tuple(_placed(document.blocks))
    style = _file("page.css")
    page = _template().render(
        document=document,
        blocks=blocks,
        contents=[each for each in blocks if isinstance(each.block, Heading) and each.block.level == 1],
        style=Markup(style),
        style_hash=f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}",
        anchors=anchors_of(document),
    )
    return page + "\n"


def _placed(blocks: Iterable[Block], prefix: str = "") -> Iterator[_Placed]:
    for number, block in enumerate(blocks, 1):
        name = f"{prefix}_{number}"  # an anchor begins with a letter
        anchor = block.anchor if isinstance(block, Heading) else None
        level = min(block.level + 1, 6) if isinstance(block, Heading) else 0
        inner = tuple(_placed(block.blocks, name)) if isinstance(block, Note) else ()
        yield _Placed(block, type(block).__name__, anchor or name, level, inner)


@functools.cache
def _file(name: str) -> str:
    return files("policyc.document").joinpath(name).read_text(encoding="utf-8")


@functools.cache
def _template() -> Template:
    import jinja2  # here, so that who renders no page does not pay for it

    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["words"] = _words
    environment.filters["line"] = jinja2.pass_context(lambda context, line: _line(line, context["anchors"]))
    return environment.from_string(_file("page.html.j2"))


def _words(text: str | Line) -> str:
    return plain(text).strip() if isinstance(text, str) else words(text)


def _line(line: Line, anchors: frozenset[str]) -> Markup:
    from markupsafe import Markup

    return Markup("").join(_inline(part, anchors) for part in tidy(line))


def _inline(part: Inline, anchors: frozenset[str]) -> Markup:
    from markupsafe import Markup, escape

    match part:
        case Text():
            return escape(part.text)
        case Strong():
            return Markup("<strong>{}</strong>").format(part.text)
        case Link():
            linked = Markup('<a href="#{}">{}</a>').format(part.anchor, part.text)
            return linked if part.anchor in anchors else escape(part.text)
        case Inserted():
            return Markup("<ins>{}</ins>").format(part.text)
        case Deleted():
            return Markup("<del>{}</del>").format(part.text)
        case Judged():
            return Markup('<span class="{}">{}（{}）</span>').format(part.effect, part.text, EFFECTS[part.effect])
    assert_never(part)
