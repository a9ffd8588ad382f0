"""Documents as a page: every text arrives as it stands, the page needs nothing else, and everybody can read it."""

from __future__ import annotations

import base64
import hashlib
import re
from fractions import Fraction
from importlib.resources import files

import pytest
from hypothesis import given, settings

from policyc.document.blocks import Document, Heading, Item, Link, Listing, Paragraph, Table, line
from policyc.document.html import render_html
from tests.document.drawing import documents
from tests.document.reading import Page, page_outline

CSS = files("policyc.document").joinpath("page.css").read_text(encoding="utf-8")
_FIGURES = Table(
    "缴费标准",
    (line("项目"), line("标准"), line("说明"), line("依据")),
    ((line("个人缴费"), line(Link("380元", "case")), line(), line(Link("别处", "nowhere"))),),
    frozenset({1}),
)
_DOCUMENT = Document(
    "居民医保",
    (Heading(1, line("缴多少")), _FIGURES, Heading(1, line("算一算"), "case"), Listing((Item(line("甲"), (Item(line("乙")),)),))),
    facts=(("文号", line("医保发〔2023〕24号")),),
    description="缴费标准",
)


def _attributes(page: Page, tag: str) -> list[dict[str, str | None]]:
    return [attributes for name, attributes in page.elements if name == tag]


def test_tables_name_their_rows_and_columns() -> None:
    """A caption, heads with a scope, figures apart, and on a phone each cell with its column's name."""
    page = Page.of(render_html(_DOCUMENT))
    assert _attributes(page, "th") == [
        *({"scope": "col"}, {"scope": "col", "class": "n"}, {"scope": "col"}, {"scope": "col"}, {"scope": "row"}),
    ]
    assert _attributes(page, "td") == [{"class": "n", "data-column": "标准"}, {"data-column": "说明"}, {"data-column": "依据"}]
    labelled = [a["aria-labelledby"] for _, a in page.elements if "aria-labelledby" in a]
    assert labelled and set(labelled) <= {a["id"] for _, a in page.elements if "id" in a}


def test_rows_of_a_group_stand_under_its_name() -> None:
    """A body for each group, its name once for all its rows; the next cell names the row."""
    rows = tuple((line(a), line(b), line(c)) for a, b, c in (("缴", "一", "字" * 20), ("缴", "二", "甲"), ("补", "三", "乙")))
    page = Page.of(render_html(Document("题", (Table("表", (line("方面"), line("项目"), line("文")), rows, grouped=True),))))
    assert len(_attributes(page, "tbody")) == 2
    assert [(a["scope"], a.get("rowspan")) for a in _attributes(page, "th")[3:]] == [
        *(("rowgroup", "2"), ("row", None), ("row", None), ("rowgroup", "1"), ("row", None)),
    ]
    assert [a["data-column"] for a in _attributes(page, "td")] == ["文"] * 3


def test_columns_have_widths_by_what_stands_in_them() -> None:
    """In the page's own style, since it allows no other; together they fill the table."""
    html = render_html(_DOCUMENT)
    found = re.findall(r"#t_2 col:nth-child\((\d)\) \{ width: (\d+)\.(\d)%; \}", html)
    assert [place for place, _, _ in found] == ["1", "2", "3", "4"]
    assert sum(int(whole) * 10 + int(tenth) for _, whole, tenth in found) == 1000
    assert "col:nth-child" not in render_html(Document("题", (Paragraph(line("文")),)))


def test_links_lead_somewhere_on_the_page() -> None:
    """A skip link, a list of chapters, links of the text; one that leads nowhere is plain text."""
    page = Page.of(render_html(_DOCUMENT))
    names = [a["id"] for _, a in page.elements if "id" in a]
    assert [a["href"] for a in _attributes(page, "a")] == ["#_text", "#_1", "#case", "#case"]
    assert len(names) == len(set(names)) and {"_text", "_1", "case"} <= set(names)
    assert page.read() == page_outline(_DOCUMENT)


def test_the_page_needs_nothing_else() -> None:
    """No script, no network; the page forbids them itself, and allows its own style by its hash alone."""
    html = render_html(_DOCUMENT)
    page = Page.of(html)
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base"})
    assert all(not name.startswith("on") and name not in {"style", "src"} for _, a in page.elements for name in a)
    assert "url(" not in CSS and "@import" not in CSS and "//" not in CSS
    (policy,) = (a["content"] for a in _attributes(page, "meta") if a.get("http-equiv") == "Content-Security-Policy")
    style = html.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_the_page_says_its_language_and_subject() -> None:
    """For screen readers, hyphenation, and search."""
    page = Page.of(render_html(_DOCUMENT))
    assert _attributes(page, "html") == [{"lang": "zh-CN"}]
    assert {"name": "description", "content": "缴费标准"} in _attributes(page, "meta")
    assert '<meta name="description"' not in render_html(Document("题", (Paragraph(line("文")),)))


@settings(deadline=None, derandomize=True, max_examples=200)
@given(documents)
def test_whatever_a_text_contains_it_stays_text(document: Document) -> None:
    """The pieces that a browser finds are those of the document, and nothing leads out of the page."""
    html = render_html(document)
    page = Page.of(html)
    assert page.read() == page_outline(document)
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "iframe", "b", "br"})
    assert all((a["href"] or "").startswith("#") for a in _attributes(page, "a"))
    html.encode()  # every character can be written


# ------------------------------------------------------------------ colours


def _palettes() -> dict[str, dict[str, str]]:
    """The colours by their names: on a light screen, on a dark one, on paper."""
    found = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)]
    return dict(zip(("light", "dark", "paper"), found, strict=True))


def _luminance(colour: str) -> float:
    channels = [Fraction(int(colour[at : at + 2], 16), 255) for at in (1, 3, 5)]
    linear = [float(c) / 12.92 if c <= Fraction("0.04045") else ((float(c) + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("name", ["light", "dark", "paper"])
def test_the_contrast_is_enough(name: str) -> None:
    """WCAG 2: 4.5:1 between every colour of text and every ground that it can stand on."""
    colours = _palettes()[name]
    for text in ("text", "muted", "accent", "link", "better", "worse"):
        for ground in ("page", "panel"):
            bright, dark = sorted((_luminance(colours[text]), _luminance(colours[ground])), reverse=True)
            assert (bright + 0.05) / (dark + 0.05) >= 4.5, (name, text, ground)


def test_no_colour_is_outside_the_palettes() -> None:
    """Else the test above would not see it."""
    outside = re.sub(r":root \{.*?\}", "", CSS, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\bopacity\b", outside) == []
    used = set(re.findall(r"var\(--(\w+)\)", outside))
    assert all(used <= set(colours) for colours in _palettes().values())
