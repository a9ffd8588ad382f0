"""Bars to both sides of a line: which share of each group moved one way, and which the other.

Those to the right are full, those to the left hollow, so that they differ without colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from policyc.document.blocks import Bar, Bars
from policyc.document.plain import plain
from policyc.document.svg import LINE, WIDTH, Box, Drawing, Path, Words, element, file, length, wrapped

if TYPE_CHECKING:
    from markupsafe import Markup

_MIDDLE, _ROOM = WIDTH // 2, 270
_THICK, _STEP = 34, 96
#: As many characters of a name as there is room for, in halves of a Chinese one.
_LONGEST = 50


def drawn(bars: Bars, name: str) -> Markup:
    """The bars as an element of a page; ``name`` begins the ids in it and is the page's own."""
    return element(_drawing(bars, plain(bars.name)), name)


def render_svg(bars: Bars) -> str:
    """The bars as a file of their own, headed by their finding."""
    return file(_drawing(bars, plain(bars.title)))


def _drawing(bars: Bars, said: str) -> Drawing:
    heading = wrapped(said, 24)
    top = 50 + LINE * (len(heading) + 1)
    texts = [Words(line, 30, 50 + LINE * place, "finding") for place, line in enumerate(heading)]
    texts.append(Words(plain(bars.unit), 30, 50 + LINE * len(heading), "muted"))
    left, right = map(plain, bars.sides)
    texts += [Words(f"← {left}", _MIDDLE - 20, top + 14, "muted", "end"), Words(f"{right} →", _MIDDLE + 20, top + 14, "muted")]
    first = top + LINE
    bottom = first + _STEP * len(bars.bars)
    axis = Path(f"M{_MIDDLE} {first - 10}V{bottom}", "axis")
    boxes = tuple(box for place, bar in enumerate(bars.bars) for box in _boxes(bar, first + _STEP * place))
    labels = tuple(words for place, bar in enumerate(bars.bars) for words in _labels(bar, first + _STEP * place))
    return Drawing(plain(bars.title), plain(bars.description), WIDTH, bottom + 20, tuple(texts), boxes, (axis,), labels)


def _boxes(bar: Bar, y: int) -> Iterator[Box]:
    left, right = int(bar.left * _ROOM), int(bar.right * _ROOM)
    if bar.left:
        yield Box(_MIDDLE - max(left, 2), y + LINE, max(left, 2), _THICK, "less")
    if bar.right:
        yield Box(_MIDDLE, y + LINE, max(right, 2), _THICK, "more")


def _labels(bar: Bar, y: int) -> Iterator[Words]:
    """The name above, the shares at the ends of the bars."""
    yield Words(_cut(plain(bar.label)), 30, y + 28, "")
    if bar.left:
        yield Words(plain(bar.left_text), _MIDDLE - int(bar.left * _ROOM) - 12, y + LINE + 27, "", "end")
    if bar.right:
        yield Words(plain(bar.right_text), _MIDDLE + int(bar.right * _ROOM) + 12, y + LINE + 27, "")


def _cut(text: str) -> str:
    while length(text) > _LONGEST:
        text = text[:-2] + "…"
    return text
