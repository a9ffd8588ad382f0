"""Documents drawn at random, whose texts try to be something else than text."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Literal

from hypothesis import strategies as st

from policyc.document.blocks import (
    Bar,
    Bars,
    Block,
    Chart,
    Deleted,
    Document,
    Heading,
    Inserted,
    Item,
    Judged,
    Level,
    Line,
    Link,
    Listing,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
)

#: What has a meaning somewhere: in Markdown, HTML, XML, templates, fields of Word, spreadsheets, addresses.
TRICKS = (
    *(
        "*",
        "**",
        "_",
        "`",
        "```",
        "~~",
        "|",
        "\\",
        "$",
        "#",
        "##",
        ">",
        "<",
        "&",
        '"',
        "'",
        "-",
        "+",
        "=",
        "---",
        "===",
        "!",
        "[",
        "]",
    ),
    *(
        "1.",
        "2)",
        "- ",
        "+ ",
        "[x]",
        "![图](a.png)",
        "[字](https://example.com)",
        "[^1]",
        "<!-- -->",
        "-->",
        "<b>",
        "</p>",
        "<br>",
    ),
    *(
        "<script>alert(1)</script>",
        "</style><script>",
        "<img src=x onerror=alert(1)>",
        "&lt;",
        "&amp;",
        "&#60;",
        "{{ 7 * 7 }}",
        "{% raw %}",
    ),
    *(
        "https://example.com/a?b=c",
        "http://a.cn",
        "ftp://a.cn",
        "www.example.com",
        "WWW.a.cn",
        "mailto:a@b.cn",
        "a_b@c.cn",
        "javascript:x",
    ),
    *(
        "=1+1",
        '{ HYPERLINK "https://a.cn" }',
        "]]>",
        "\x00",
        "\x0b",
        "\x1b[31m",
        "\u202e",
        "\u2066",
        "\ud800",
        "\ufffe",
        "\u2028",
        "\n",
        "\r\n",
        "\t",
    ),
    *("“财政补助”", "（一）", "：", "。", "1.4万元", "60%—75%", "380元/人·年", "居民医保", " ", "\u3000", "甲", "a", "1", ""),
)

texts = st.lists(st.sampled_from(TRICKS) | st.text(max_size=4), max_size=5).map("".join)
lines: st.SearchStrategy[Line] = st.lists(
    st.one_of(
        st.builds(Text, texts),
        st.builds(Strong, texts),
        st.builds(Link, texts, st.sampled_from(["a", "b1"])),
        st.builds(Inserted, texts),
        st.builds(Deleted, texts),
        st.builds(Judged, texts, st.sampled_from(["better", "worse"])),
    ),
    max_size=3,
).map(tuple)
_leaves = st.builds(Item, lines)
items = st.lists(st.builds(Item, lines, st.lists(_leaves, max_size=2).map(tuple)), min_size=1, max_size=3).map(tuple)
listings = st.builds(Listing, items, st.booleans())


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables whose rows are as long as their heads."""
    width = draw(st.integers(1, 3))
    row = st.lists(lines, min_size=width, max_size=width).map(tuple)
    numeric = draw(st.frozensets(st.integers(0, width - 1)))
    rows = draw(st.lists(row, max_size=3))
    is_again = draw(st.booleans())
    if rows and is_again:  # neighbours that begin alike
        rows.append((rows[-1][0], *draw(row)[1:]))
    return Table(draw(texts), draw(row), tuple(rows), numeric, draw(st.booleans()))


paragraphs = st.builds(Paragraph, lines, st.booleans())
notes = st.builds(Note, lines, st.lists(paragraphs | listings | tables(), max_size=3).map(tuple))


KINDS: tuple[Literal["point", "floor", "ceiling", "about"], ...] = ("point", "floor", "ceiling", "about")


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Step charts of a year or more, with at least one figure."""
    day = datetime.date(2020, 1, 1)
    levels = []
    for place in range(draw(st.integers(1, 6))):
        last = day + datetime.timedelta(days=draw(st.integers(1, 800)))
        value = draw(st.integers(-(10**9), 10**9).map(lambda n: Fraction(n, 100)))
        shown = value if place == 0 else draw(st.just(value) | st.none())
        level = st.builds(Level, st.just(day), st.just(last), st.just(shown), st.sampled_from(KINDS), texts, texts, st.booleans())
        levels.append(draw(level))
        day = last + datetime.timedelta(days=1)
    return Chart(draw(texts), draw(texts), draw(texts), draw(texts), tuple(levels))


shares = st.integers(0, 1000).map(lambda n: Fraction(n, 1000))
bars = st.builds(
    Bars,
    *[texts] * 4,
    st.tuples(texts, texts),
    st.lists(st.builds(Bar, texts, shares, shares, texts, texts), max_size=4).map(tuple),
)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.integers(1, 5), lines, st.none()), paragraphs, listings, tables(), notes, charts(), bars
)
documents = st.builds(
    Document,
    texts,
    st.lists(blocks, max_size=5).map(tuple),
    st.lists(st.tuples(texts, lines), max_size=2).map(tuple),
    st.lists(lines, max_size=2).map(tuple),
    st.just("zh-CN"),
    texts,
)
