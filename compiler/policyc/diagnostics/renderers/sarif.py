"""Diagnostics as SARIF 2.1.0, which code hosts and editors read. Columns count code points, as everywhere in policyc."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from policyc.diagnostics import registry
from policyc.diagnostics.core import Code, Diagnostic, Fix, Label, Span
from policyc.diagnostics.renderers import Language


def render_sarif(diagnostics: Iterable[Diagnostic], language: Language) -> str:
    """A log of one run, with the rules that it met and their manual pages."""
    met = tuple(diagnostics)
    codes = sorted({d.code.code: d.code for d in met}.values(), key=lambda code: code.code)
    index = {code.code: i for i, code in enumerate(codes)}
    driver = {"name": "policyc", "rules": [_rule(code, language) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, index[d.code.code], language) for d in met],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: Code, language: Language) -> dict[str, Any]:
    page = registry.load(code.code)
    if page is None:
        short = long = code.code
    elif language == "zh":
        short, long = page.title, "\n\n".join((page.title, *page.paragraphs))
    else:
        short, long = f"{page.english.partition('. ')[0].rstrip('.')}.", page.english
    return {
        "id": code.code,
        "shortDescription": {"text": short},
        "help": {"text": long},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _result(diagnostic: Diagnostic, index: int, language: Language) -> dict[str, Any]:
    said = "\n".join(filter(None, (diagnostic.message(language), diagnostic.help(language))))
    result: dict[str, Any] = {
        "ruleId": diagnostic.code.code,
        "ruleIndex": index,
        "level": diagnostic.code.severity.value,
        "message": {"text": said},
        "locations": [_location(diagnostic.span)],
    }
    if diagnostic.related:
        result["relatedLocations"] = [_related(i, label, language) for i, label in enumerate(diagnostic.related)]
    if diagnostic.fixes:
        sure = tuple(fix for fix in diagnostic.fixes if fix.sure)  # they belong together; the others are ways to choose from
        ways = [sure] if sure else []
        result["fixes"] = [_fix(way) for way in (*ways, *((fix,) for fix in diagnostic.fixes if not fix.sure))]
    return result


def _related(number: int, label: Label, language: Language) -> dict[str, Any]:
    said = label.zh if language == "zh" else label.en
    return {"id": number, **_location(label.span), "message": {"text": said}}


def _location(span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(span), "region": _region(span)}}


def _artifact(span: Span) -> dict[str, Any]:
    return {"uri": quote(span.file, errors="backslashreplace")}


def _region(span: Span) -> dict[str, Any]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _fix(fixes: tuple[Fix, ...]) -> dict[str, Any]:
    changes: dict[str, dict[str, Any]] = {}
    for fix in fixes:
        change = changes.setdefault(fix.span.file, {"artifactLocation": _artifact(fix.span), "replacements": []})
        change["replacements"].append({"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.text}})
    return {"artifactChanges": list(changes.values())}
