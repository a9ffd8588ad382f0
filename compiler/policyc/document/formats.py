"""The formats that a document can be had in, by the endings of their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from policyc.document.blocks import Document

MARKDOWN, HTML, WORD = "md", "html", "docx"
FORMATS = (MARKDOWN, HTML, WORD)


def formats_of(text: str) -> tuple[str, ...]:
    """The formats of a list such as ``md,html``, each once, in the house's order. Raises ValueError with what is none of them."""
    named = [part.strip().lower() for part in text.split(",")]
    wrong = [name for name in named if name not in FORMATS]
    if wrong:
        raise ValueError(wrong[0])
    return tuple(format_ for format_ in FORMATS if format_ in named)


def rendered(document: Document, format_: str, *, template: bytes | None = None, seal: str = "") -> bytes:
    """The document in a format, as the bytes of a file.

    template: where a Word document takes its styles from, see :func:`policyc.document.word.render_docx`.
    seal: what a Word document keeps in a property of its own, so that its writer knows it again.
    """
    return _RENDERERS[format_](document, template, seal)


def _markdown(document: Document, template: bytes | None, seal: str) -> bytes:
    from policyc.document.markdown import render_markdown

    return render_markdown(document).encode()


def _html(document: Document, template: bytes | None, seal: str) -> bytes:
    from policyc.document.html import render_html

    return render_html(document).encode()


def _word(document: Document, template: bytes | None, seal: str) -> bytes:
    from policyc.document.word import render_docx

    return render_docx(document, template, {"policyc": seal} if seal else {})


_RENDERERS: Mapping[str, Callable[[Document, bytes | None, str], bytes]] = MappingProxyType(
    {MARKDOWN: _markdown, HTML: _html, WORD: _word}
)
