"""Documents as Markdown, read by GitHub's own parser: every text arrives as it stands, in the element that it belongs to."""

from __future__ import annotations

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings

from policyc.document.blocks import (
    Deleted,
    Document,
    Heading,
    Inserted,
    Item,
    Judged,
    Link,
    Listing,
    Note,
    Paragraph,
    Strong,
    Table,
    line,
)
from policyc.document.markdown import escape, render_markdown
from tests.document.drawing import documents
from tests.document.reading import Page, outline


def _page(markdown: str) -> Page:
    return Page.of(cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("人均财政补助标准", "人均财政补助标准"),
        ("a|b", "a\\|b"),
        ("<script>&", "&lt;script&gt;&amp;"),
        ("*强调* _下划线_ `码`", "\\*强调\\* \\_下划线\\_ \\`码\\`"),
        ("[字](网址)", "\\[字\\](网址)"),
        ("# 标题 #", "\\# 标题 \\#"),
        ("- 甲", "\\- 甲"),
        ("1. 甲", "1\\. 甲"),
        ("2) 甲", "2\\) 甲"),
        ("1.4万元", "1.4万元"),
        ("-30元", "-30元"),
        ("---", "\\---"),
        ("2023年", "2023年"),
        ("两\n行\t字", "两 行 字"),
        ("\\", "\\\\"),
        ("https://a.cn", "https\\://a.cn"),
        ("www.a.cn", "www\\.a.cn"),
        ("a@b.cn", "a@<!-- -->b.cn"),
        ("前\u202e后\x00", "前\ufffd后\ufffd"),
        ("", ""),
    ],
)
def test_escape(given: str, safe: str) -> None:
    """Markup, HTML, table pipes, list openings, line breaks, addresses, what cannot be shown."""
    assert escape(given) == safe


def test_a_document() -> None:
    """Every kind of block, as it is written."""
    document = Document(
        "居民医保",
        (
            Paragraph(line("每人每年", Strong("380元"), "。"), lead=True),
            Heading(1, line("缴多少"), "pay"),
            Table("缴费标准", (line("项目"), line("标准")), ((line("个人缴费"), line(Link("380元", "case"))),), frozenset({1})),
            Listing((Item(line("甲"), (Item(line("乙")),)), Item(line("丙"))), ordered=True),
            Listing((Item(line("丁")),), ordered=True),
            Note(line("算一算"), (Paragraph(line("1020 = 640 + 380")), Listing((Item(line("戊")),)))),
            Heading(2, line("算例"), "case"),
            Paragraph(line(Strong("“引号”"), Inserted("增"), Deleted("删"), Judged("降低30元", "better"))),
        ),
        facts=(("文号", line("医保发〔2023〕24号")),),
        footer=(line("编制说明"),),
    )
    assert render_markdown(document) == (
        "# 居民医保\n\n- 文号：医保发〔2023〕24号\n\n每人每年**380元**。\n\n## 缴多少\n\n**缴费标准**\n\n"
        "| 项目 | 标准 |\n| --- | ---: |\n| 个人缴费 | [380元](#case) |\n\n"
        "1. 甲\n   - 乙\n2. 丙\n\n<!-- -->\n\n1. 丁\n\n> **算一算**\n>\n> 1020 = 640 + 380\n>\n> - 戊\n\n"
        '### <a id="case"></a>算例\n\n<strong>“引号”</strong><ins>增</ins><del>删</del>降低30元（有利）\n\n---\n\n编制说明\n'
    )
    assert _page(render_markdown(document)).read() == outline(document)


@pytest.mark.parametrize("anchor", ["", "中文", 'a"b', "a b", "1a", "a" * 40])
def test_an_anchor_is_an_ascii_name(anchor: str) -> None:
    """It stands in attributes and addresses as it is."""
    with pytest.raises(ValueError, match="not an anchor"):
        Heading(1, (), anchor)
    with pytest.raises(ValueError, match="not an anchor"):
        Link("", anchor)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(documents)
def test_whatever_a_text_contains_it_stays_text(document: Document) -> None:
    """The pieces that GitHub finds are those of the document, and nothing leads out of the page."""
    page = _page(render_markdown(document))
    assert page.read() == outline(document)
    plain = {
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "blockquote",
        "hr",
    }
    assert {tag for tag, _ in page.elements} <= plain | {"strong", "ins", "del", "a"}
    assert all(value in {"#a", "#b1"} for tag, attributes in page.elements if tag == "a" for value in [attributes["href"]])
