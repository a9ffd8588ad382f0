"""Diagnostics as GitHub workflow commands, which show them beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policyc.diagnostics.core import Diagnostic, Span
from policyc.diagnostics.renderers import Language
from policyc.diagnostics.renderers.cells import printable


def render_github(diagnostics: Iterable[Diagnostic], language: Language) -> str:
    """One command a line."""
    return "".join(_command(d, language) + "\n" for d in diagnostics)


def _command(diagnostic: Diagnostic, language: Language) -> str:
    span = diagnostic.span
    said = "\n".join(filter(None, (diagnostic.message(language), diagnostic.help(language))))
    return command(diagnostic.code.severity.value, place(span), diagnostic.code.code, said)


def place(span: Span) -> dict[str, object]:
    """Where a command is to be shown, as its properties have it."""
    fields: dict[str, object] = {"file": span.file, "line": span.line, "col": span.column, "endLine": span.end_line}
    if span.end_line == span.line:  # GitHub takes columns only within one line
        fields["endColumn"] = max(span.column, span.end_column - 1)
    return fields


def command(level: str, place: Mapping[str, object], title: str, text: str) -> str:
    """A workflow command: ``error``, ``warning`` or ``notice`` at a place. No text can end it or begin another."""
    fields = {**place, "title": title}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in fields.items())
    return f"::{level} {properties}::{_data(text)}"


def _data(text: str) -> str:
    lines = (printable(line.removesuffix("\r")) for line in text.split("\n"))  # a log is read in terminals, too
    return "\n".join(lines).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
