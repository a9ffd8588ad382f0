"""A comparison in the format that was asked for, as the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyc.compare.changes import Diff

Renderer = Callable[["Diff", bytes | None], bytes]


def rendered(diff: Diff, format_: str, *, template: bytes | None, color: bool) -> bytes:
    """The comparison in a format. template: of a Word document. color: whether text may be coloured."""
    if format_ == "text":
        return _text(diff, color=color)
    return _RENDERERS[format_](diff, template)


def _text(diff: Diff, *, color: bool) -> bytes:
    from policyc.compare.terminal import terminal_text
    from policyc.diagnostics.renderers.cells import printable

    text = terminal_text(diff)
    safe = "\n".join(printable(line) for line in text.split("\n"))
    return (terminal_text(diff, color=True) if safe == text and color else safe).encode()


def _json(diff: Diff, _template: bytes | None) -> bytes:
    import json

    from policyc.compare.json_ import diff_data

    return (json.dumps(diff_data(diff), ensure_ascii=False, indent=2) + "\n").encode()


def _xlsx(diff: Diff, _template: bytes | None) -> bytes:
    from policyc.compare.workbook import workbook_of
    from policyc.document.excel import render_xlsx

    return render_xlsx(workbook_of(diff))


def _csv(diff: Diff, _template: bytes | None) -> bytes:
    from policyc.compare.workbook import comparison_of
    from policyc.document.sheets import render_csv

    return render_csv(comparison_of(diff))


def _github(diff: Diff, _template: bytes | None) -> bytes:
    from policyc.compare.github import render_github

    return render_github(diff).encode()


def _document(format_: str) -> Renderer:
    def render(diff: Diff, template: bytes | None) -> bytes:
        from policyc.compare.report import document_of
        from policyc.document.formats import rendered as document

        return document(document_of(diff), format_, template=template)

    return render


_RENDERERS: Mapping[str, Renderer] = {
    "md": _document("md"),
    "html": _document("html"),
    "json": _json,
    "docx": _document("docx"),
    "xlsx": _xlsx,
    "csv": _csv,
    "github": _github,
}
#: The formats of a comparison, in the order in which they are offered.
FORMATS = ("text", *_RENDERERS)
#: Those that no terminal can show.
BINARY = frozenset({"docx", "xlsx"})
