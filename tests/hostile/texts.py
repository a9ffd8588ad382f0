"""Texts that mean something elsewhere, and what an artefact consists of apart from its texts."""

from __future__ import annotations

import ast
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from markdown_it.token import Token
from sqlglot.dialects.dialect import Dialect

#: What would mean something at any place in Python, templates, Markdown, HTML, XML, spreadsheets, shells and logs.
ANYWHERE = (
    *(
        '"""',
        "'''",
        "\\N{DIGIT ONE}",
        "\\x41",
        "\\u0022",
        "\\",
        "\\\\",
        "\\n",
        "{x!r}",
        "{{ 7*7 }}",
        "{% raw %}",
        "{# x #}",
        "${x}",
    ),
    *("%s%(x)s", "# type: ignore", "coding: utf_7", "+AAo-", "; import os", "</p>", "<script>alert(1)</script>", "<img src=x/>"),
    *(
        "<!-- x",
        "-->",
        "]]>",
        "<![CDATA[",
        "*/",
        "&lt;",
        "&#60;",
        "&nbsp",
        "[字](javascript:x)",
        "![字](x)",
        "<http://x.example>",
    ),
    *(
        "[x]: /y",
        "[^1]",
        "**粗**",
        "__粗__",
        "_斜_",
        "`码`",
        "``",
        "~~删~~",
        "$x$",
        "||",
        "|",
        ":::",
        "::error::x",
        "%0A",
        "%25",
        "$(id)",
    ),
    *(
        "`id`",
        "=1+1",
        "\\'",
        "''",
        "'",
        '"',
        "“",
        "policyc:content-sha256=",
        "policyc:content-sha256=" + "0" * 64,
        "👨‍👩‍👧".replace("\u200d", ""),
    ),
)

#: What would mean something where a line, a cell or a word begins.
OPENING = (
    "# ",
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(1)",
    "- ",
    "1. ",
    "> ",
    "    ",
    "|",
    "---",
    "```",
    ":",
    "\\",
    '"',
    "'",
    "<p>",
    "[ ] ",
)


def written(text: str) -> str:
    """A text as a string of the language."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def bones(path: str, content: bytes) -> list[Any]:
    """What an artefact consists of, every text in it left out: this must not depend on the texts."""
    return list(_READERS[path.partition(".")[2]](content))


def flesh(path: str, content: bytes) -> str:
    """The texts in an artefact as its reader shows them, as :func:`plain` has them."""
    return plain("".join(_TEXTS[path.partition(".")[2]](content)))


def plain(text: str) -> str:
    """A text without what may be set otherwise where it is printed: white space, the forms of quotation marks, brackets."""
    return re.sub(r"[\s\"'“”‘’()（）{}]+", "", text)


# ------------------------------------------------------------------ Python


def _python(content: bytes) -> Iterator[Any]:
    for node in ast.walk(ast.parse(content)):
        constant = isinstance(node, ast.Constant)
        yield type(node).__name__
        yield (
            (type(node.value).__name__ if isinstance(node, ast.Constant) and isinstance(node.value, str) else "")
            if constant
            else ""
        )
        yield [v for f, v in ast.iter_fields(node) if isinstance(v, str | int) and not (constant and isinstance(v, str))]


def _python_texts(content: bytes) -> Iterator[str]:
    return (n.value for n in ast.walk(ast.parse(content)) if isinstance(n, ast.Constant) and isinstance(n.value, str))


# ------------------------------------------------------------------ JSON


def _json(content: bytes) -> Iterator[Any]:
    waiting = [json.loads(content)]
    while waiting:
        one = waiting.pop()
        yield sorted(one) if isinstance(one, dict) else type(one).__name__  # the columns of places depend on the texts, too
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else []


def _json_texts(content: bytes) -> Iterator[str]:
    waiting = [json.loads(content)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else []


# ------------------------------------------------------------------ Markdown


def _tokens(content: bytes) -> Iterator[Token]:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in reader.parse(content.decode()):
        yield token
        yield from token.children or ()


def _markdown(content: bytes) -> Iterator[Any]:
    for token in _tokens(content):
        if token.type not in ("text", "text_special") and token.content != "<!-- -->":  # which keeps signs apart that would pair
            html = re.sub("[0-9a-f]{64}", "", token.content) if token.type.startswith("html") else ""
            yield token.type, token.tag, token.attrs, html


def _markdown_texts(content: bytes) -> Iterator[str]:
    return (token.content for token in _tokens(content) if token.type in ("text", "text_special", "code_inline", "fence"))


# ------------------------------------------------------------------ HTML


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bones: list[Any] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.bones.append((tag, sorted(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.bones.append("/" + tag)

    def handle_comment(self, data: str) -> None:
        self.bones.append("<!-- -->")

    def handle_decl(self, decl: str) -> None:
        self.bones.append(decl)

    def handle_pi(self, data: str) -> None:
        self.bones.append("<?")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _page(content: bytes) -> _Page:
    page = _Page()
    page.feed(content.decode())
    page.close()
    return page


# ------------------------------------------------------------------ Word


def _parts(content: bytes) -> Mapping[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {n: ElementTree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith((".xml", ".rels"))}


def _word(content: bytes) -> Iterator[Any]:
    for name, root in _parts(content).items():
        yield name
        yield from ((node.tag, sorted(node.attrib)) for node in root.iter())


def _word_texts(content: bytes) -> Iterator[str]:
    return (text for root in _parts(content).values() for text in root.itertext())


# ------------------------------------------------------------------ SQL


def _sql(dialect: str) -> Callable[[bytes], Iterator[Any]]:
    """The tokens as an engine reads them, without what strings say, which PostgreSQL may begin with e; comments are none."""

    def tokens(content: bytes) -> Iterator[Any]:
        for token in Dialect.get_or_raise(dialect).tokenize(content.decode()):
            is_text = token.token_type.name in ("STRING", "BYTE_STRING")
            yield ("text", "") if is_text else (token.token_type, token.text)

    return tokens


_READERS: Mapping[str, Callable[[bytes], Iterator[Any]]] = {
    "py": _python,
    "json": _json,
    "md": _markdown,
    "html": lambda content: iter(_page(content).bones),
    "docx": _word,
    **{f"{dialect}.sql": _sql(dialect) for dialect in ("duckdb", "postgres", "spark")},
}
_TEXTS: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    "py": _python_texts,
    "json": _json_texts,
    "md": _markdown_texts,
    "html": lambda content: iter(_page(content).texts),
    "docx": _word_texts,
}
