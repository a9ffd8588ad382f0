"""Drawings as SVG: set down by a template, with no script, no font and nothing from elsewhere, the same bytes everywhere."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

#: The file with the look of drawings, which a page has among its own style.
STYLE = "chart.css"
#: How wide a drawing is, and what it is from one line of text to the next.
WIDTH, LINE = 800, 42


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    x: int
    y: int
    look: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int
    look: str


@dataclass(frozen=True, slots=True)
class Path:
    d: str
    look: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template sets down. texts stand around the plot, labels in it."""

    title: str
    description: str
    width: int
    height: int
    texts: tuple[Words, ...]
    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]
    labels: tuple[Words, ...]


def element(drawing: Drawing, name: str) -> Markup:
    """The drawing as an element of a page; ``name`` begins the ids in it and is the page's own."""
    from markupsafe import Markup

    return Markup(_template().render(it=drawing, name=name, style=None))


def file(drawing: Drawing) -> str:
    """The drawing as a file of its own."""
    from markupsafe import Markup

    style = files("policyc.document").joinpath(STYLE).read_text(encoding="utf-8")
    svg = _template().render(it=drawing, name="chart", style=Markup(style))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'


@functools.cache
def _template() -> Template:
    import jinja2

    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("policyc.document").joinpath("chart.svg.j2").read_text(encoding="utf-8"))


# ------------------------------------------------------------------ words


def length(text: str) -> int:
    """How wide a text is, in halves of a Chinese character."""
    return sum(1 if character < "\u1100" else 2 for character in text)


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many Chinese characters; a number is not broken, and no line begins with a comma."""
    lines = [""]
    for piece in re.findall(r"[（“《]*(?:[A-Za-z0-9.%,+-]+[年元人月日万亿]?|.)[，。；：、）”》！？]*", text):
        if lines[-1] and length(lines[-1] + piece) > 2 * width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]
