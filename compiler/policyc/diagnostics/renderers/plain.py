"""Diagnostics one a line, for grep and for editors that jump to places: ``policies/2023.pol:12:23: E0301 没有单位“块”``."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.diagnostics.core import Diagnostic
from policyc.diagnostics.renderers import Language
from policyc.diagnostics.renderers.cells import printable


def render_plain(diagnostics: Iterable[Diagnostic], language: Language) -> str:
    """One line each; a file as a whole is its first character."""
    return "".join(_line(d, language) + "\n" for d in diagnostics)


def _line(diagnostic: Diagnostic, language: Language) -> str:
    span = diagnostic.span
    return printable(f"{span.file}:{span.line}:{span.column}: {diagnostic.code.code} {diagnostic.message(language)}")
