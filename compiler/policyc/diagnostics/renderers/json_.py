"""Diagnostics as a JSON list; ``policyc schema diagnostics`` prints its schema (diagnostics.schema.json beside this file)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from policyc.diagnostics.core import Diagnostic, Fix, Label, Span
from policyc.diagnostics.renderers import Language


def render_json(diagnostics: Iterable[Diagnostic], language: Language) -> str:
    """The list, indented, Chinese as Chinese."""
    return json.dumps([as_data(d, language) for d in diagnostics], ensure_ascii=False, indent=2) + "\n"


def schema_text() -> str:
    """The JSON Schema of the list."""
    return files("policyc.diagnostics.renderers").joinpath("diagnostics.schema.json").read_text("utf-8")


def as_data(diagnostic: Diagnostic, language: Language) -> dict[str, Any]:
    """One diagnostic as plain data."""
    return {
        "code": diagnostic.code.code,
        "severity": diagnostic.code.severity.value,
        "message": diagnostic.message(language),
        "help": diagnostic.help(language),
        "place": _place(diagnostic.span),
        "related": [_label(label, language) for label in diagnostic.related],
        "fixes": [_fix(fix) for fix in diagnostic.fixes],
    }


def _label(label: Label, language: Language) -> dict[str, Any]:
    return {"place": _place(label.span), "message": label.zh if language == "zh" else label.en}


def _fix(fix: Fix) -> dict[str, Any]:
    return {"place": _place(fix.span), "text": fix.text, "sure": fix.sure}


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": span.file,
        "start": {"offset": span.start, "line": span.line, "column": span.column},
        "end": {"offset": span.end, "line": span.end_line, "column": span.end_column},
    }
