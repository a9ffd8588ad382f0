"""Diagnostics as text for people (:mod:`.text`) and for machines (:mod:`.plain`, :mod:`.json_`, :mod:`.github`, :mod:`.sarif`).

A renderer is a pure function of diagnostics, a language (``zh`` or ``en``) and, for people, the texts they speak of.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from policyc.diagnostics.core import Diagnostic

Language = Literal["zh", "en"]

#: The formats for machines, as the command line names them.
MACHINE_FORMATS = ("plain", "json", "github", "sarif")


def render_for_machine(diagnostics: Iterable[Diagnostic], format_: str, language: Language) -> str:
    """The diagnostics in one of :data:`MACHINE_FORMATS`; only the renderer that is needed is loaded."""
    match format_:
        case "plain":
            from policyc.diagnostics.renderers.plain import render_plain

            return render_plain(diagnostics, language)
        case "json":
            from policyc.diagnostics.renderers.json_ import render_json

            return render_json(diagnostics, language)
        case "github":
            from policyc.diagnostics.renderers.github import render_github

            return render_github(diagnostics, language)
        case "sarif":
            from policyc.diagnostics.renderers.sarif import render_sarif

            return render_sarif(diagnostics, language)
        case _:
            raise ValueError(f"no such format: {format_}")
