"""A document as one HTML page that needs nothing else: no network, no script, and a policy of its own that allows neither.

``page.html.j2`` is the page, ``page.css`` its look (screen, phone, paper, dark). Every text is escaped, whoever forgets to.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING, assert_never

from policyc.document import bars, chart
from policyc.document.blocks import (
    Bars,
    Block,
    Chart,
    Deleted,
    Document,
    Heading,
    Inline,
    Inserted,
    Judged,
    Line,
    Link,
    Note,
    Strong,
    Table,
    Text,
)
from policyc.document.columns import Row, groups, is_of_figures, widths
from policyc.document.plain import anchors_of, judged, plain, tidy, words
from policyc.document.svg import STYLE as CHART_STYLE

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: th or td, its attributes, and what stands in it."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    line: Line


_Rows = tuple[tuple[_Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block where it stands: its kind, a name on the page that is its own, the level of a heading, what a note holds, the
    bodies of a table and whether it is one of figures, the drawing of a chart."""

    block: Block
    kind: str
    name: str
    level: int = 0
    inner: tuple[_Placed, ...] = ()
    head: tuple[_Cell, ...] = ()
    bodies: tuple[_Rows, ...] = ()
    drawing: Markup | None = None
    figures: bool = False


def render_html(document: Document) -> str:
    """The document as a page. A link that leads nowhere is plain text."""
    from markupsafe import Markup

    blocks = tuple(_placed(document.blocks))
    style = _file("page.css").replace("/* widths */", "\n  ".join(_widths(blocks)))
    style += _chart_style(blocks)
    page = _template("page.html.j2").render(
        document=document,
        blocks=blocks,
        contents=[each for each in blocks if isinstance(each.block, Heading) and each.block.level == 1],
        style=Markup(style),
        style_hash=f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}",
        anchors=anchors_of(document),
    )
    return page + "\n"


def render_part(document: Document, name: str) -> str:
    """The document's blocks as a part of somebody else's page, such as a notebook: no head, no links, hardly a style.

    name: begins the names of its elements, so that several parts can stand on a page; ASCII letters and digits.
    """
    from markupsafe import Markup

    blocks = tuple(_placed(tuple(replace(b, anchor=None) if isinstance(b, Heading) else b for b in document.blocks), name))
    return _template("part.html.j2").render(blocks=blocks, style=Markup(_PART + _chart_style(blocks)), anchors=frozenset())


#: A notebook sets cells flush right and lets nothing wrap.
_PART = (
    ".policyc table { border-collapse: collapse } "
    ".policyc th, .policyc td { text-align: left; vertical-align: top; white-space: normal; padding: 0.2em 0.6em }"
)


def _chart_style(blocks: Iterable[_Placed]) -> str:
    """The look of charts, where there is one."""
    return _file(CHART_STYLE) if any(isinstance(placed.block, Chart | Bars) for placed in blocks) else ""


def _placed(blocks: Iterable[Block], prefix: str = "") -> Iterator[_Placed]:
    for number, block in enumerate(blocks, 1):
        name = f"{prefix}_{number}"  # an anchor begins with a letter
        kind = type(block).__name__
        match block:
            case Heading():
                yield _Placed(block, kind, block.anchor or name, level=min(block.level + 1, 6))
            case Note():
                yield _Placed(block, kind, name, inner=tuple(_placed(block.blocks, name)))
            case Table():
                yield _Placed(
                    block, kind, name, head=tuple(_head(block)), bodies=tuple(_bodies(block)), figures=is_of_figures(block)
                )
            case Chart():
                yield _Placed(block, kind, name, drawing=chart.drawn(block, name))
            case Bars():
                yield _Placed(block, "Chart", name, drawing=bars.drawn(block, name))
            case _:
                yield _Placed(block, kind, name)


# ------------------------------------------------------------------ tables


def _head(table: Table) -> Iterator[_Cell]:
    for place, line in enumerate(table.head):
        yield _Cell("th", (("scope", "col"), *_looks(table, place)), line)


def _bodies(table: Table) -> Iterator[_Rows]:
    if table.grouped:
        yield from (tuple(_rows(table, group)) for group in groups(table))
    elif table.rows:
        yield tuple(row for group in groups(table) for row in _rows(table, group))


def _rows(table: Table, group: Sequence[Row]) -> Iterator[tuple[_Cell, ...]]:
    for number, row in enumerate(group):
        yield tuple(_cells(table, row, len(group) if number == 0 else 0))


def _cells(table: Table, row: Row, rows: int) -> Iterator[_Cell]:
    """The cells of a row; ``rows``: how many the first cell of its group is for, 0 where it has been set already."""
    for place, line in enumerate(row):
        looks = _looks(table, place)
        if place == 0 and table.grouped:
            if rows:
                yield _Cell("th", (("scope", "rowgroup"), ("rowspan", str(rows)), *looks), line)
        elif place == int(table.grouped):
            yield _Cell("th", (("scope", "row"), *looks), line)
        else:
            yield _Cell("td", (*looks, ("data-column", words(table.head[place]))), line)


def _looks(table: Table, place: int) -> tuple[tuple[str, str], ...]:
    """Figures stand at the right."""
    return (("class", "n"),) if place in table.numeric else ()


def _widths(blocks: Iterable[_Placed]) -> Iterator[str]:
    """The widths of the columns as rules of style: the page forbids styles that stand in an element."""
    for placed in blocks:
        yield from _widths(placed.inner)
        if isinstance(placed.block, Table) and not placed.figures:
            for place, width in enumerate(widths(placed.block, 1000), 1):
                yield f"#t{placed.name} col:nth-child({place}) {{ width: {width // 10}.{width % 10}%; }}"


@functools.cache
def _file(name: str) -> str:
    return files("policyc.document").joinpath(name).read_text(encoding="utf-8")


@functools.cache
def _template(name: str) -> Template:
    import jinja2  # here, so that who renders no page does not pay for it

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_file),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = _words
    environment.filters["line"] = jinja2.pass_context(lambda context, line: _line(line, context["anchors"]))
    return environment.get_template(name)


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
            return Markup('<span class="{}">{}</span>').format(part.effect, judged(part))
    assert_never(part)
