"""Telling the user what came of it: diagnostics, a line on what was checked, the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyc.diagnostics.codes import e0908
from policyc.diagnostics.core import Diagnostic
from policyc.diagnostics.renderers import Language, render_for_machine
from policyc.diagnostics.renderers.text import Style, render_text
from policyc.workspace.places import from_here

if TYPE_CHECKING:  # it would load the whole compiler for --help
    from policyc.model.policy import Policy
    from policyc.pipeline import Compilation


@dataclass(frozen=True, slots=True)
class Files:
    """The files that were compiled: their texts, and what they are called where the user stands, both by ``Span.file``."""

    texts: Mapping[str, str]
    names: Mapping[str, str]

    def called(self, file: str) -> str:
        """A file as the user would type it here; artefacts and machine formats keep its name in the workspace."""
        return self.names.get(file, file)


def files_of(paths: Iterable[Path], compilations: Sequence[Compilation]) -> Files:
    """The files of compilations, in the same order."""
    pairs = tuple(zip(paths, compilations, strict=True))
    others = {file: text for c in compilations for file, text in c.texts.items()}
    return Files({**others, **{c.file: c.text for _, c in pairs}}, {c.file: from_here(path) for path, c in pairs})


def show(diagnostics: Sequence[Diagnostic], files: Files, format_: str, language: Language) -> None:
    """Diagnostics for people on standard error, for machines on standard output."""
    if format_ == "text":
        style = Style(language, color=_colored(), shown=files.called)
        click.echo(render_text(diagnostics, files.texts, style), err=True, nl=False)
    else:
        click.echo(render_for_machine(diagnostics, format_, language), nl=False)


def say(text: str, format_: str = "text") -> None:
    """A line of the answer: on standard output, unless that belongs to a machine format."""
    click.echo(text, err=format_ != "text")


def exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """2 where a file or folder stood in the way, 1 where the answer is no, else 0."""
    errors = {diagnostic.code.code for diagnostic in diagnostics if diagnostic.is_error}
    if any(code.startswith("E09") and code != e0908.CODE.code for code in errors):
        return 2
    return 1 if errors else 0


def told(
    compilations: Sequence[Compilation], files: Files, diagnostics: Iterable[Diagnostic], language: Language
) -> Iterator[str]:
    """What was checked: a line for each file, and the sum of several."""
    colon = "：" if language == "zh" else ": "
    for compilation in compilations:
        yield f"{files.called(compilation.file)}{colon}{checked(compilation, language)}"
    if len(compilations) > 1:
        yield _sum(compilations, tuple(diagnostics), language)


def _sum(compilations: Sequence[Compilation], diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """共核对 41 项数字、10 个条款、3 份文件：2 份通过，1 份有错误；3 处错误、2 处提醒。"""
    from policyc.citations import cited_figures

    policies = [c.policy for c in compilations if c.policy is not None]
    figures, clauses = sum(1 for p in policies for _ in cited_figures(p)), sum(len(p.clauses) for p in policies)
    good = sum(c.ok for c in compilations)
    errors = sum(d.is_error for d in diagnostics)
    warnings = len(diagnostics) - errors
    if language == "zh":
        bad = f"，{len(compilations) - good} 份有错误" if good < len(compilations) else ""
        said = "、".join(f"{n} 处{what}" for n, what in ((errors, "错误"), (warnings, "提醒")) if n)
        counted = f"共核对 {figures} 项数字、{clauses} 个条款、{len(compilations)} 份文件"
        return f"{counted}：{good} 份通过{bad}{f'；{said}' if said else ''}。"
    bad = f", {len(compilations) - good} with errors" if good < len(compilations) else ""
    said = ", ".join(many(n, what) for n, what in ((errors, "error"), (warnings, "warning")) if n)
    counted = f"Checked {many(figures, 'figure')}, {many(clauses, 'clause')}, {many(len(compilations), 'file')}"
    return f"{counted}: {good} valid{bad}{f'; {said}' if said else ''}."


def checked(compilation: Compilation, language: Language) -> str:
    """What was checked of a policy, in one line."""
    policy = compilation.policy
    answer = _answer(compilation, language)
    if policy is None:
        return answer
    counted = [(zh, en, count) for zh, en, count in _counted(policy) if count]
    if not counted:
        return f"{answer}。" if language == "zh" else f"{answer}."
    if language == "zh":
        told = "、".join(f"{count} {zh}" for zh, _, count in counted)
        return f"{answer}。共核对 {told}；{_citations(compilation, language)}。"
    told = ", ".join(many(count, en) for _, en, count in counted)
    return f"{answer}. Checked {told}; {_citations(compilation, language)}."


def _answer(compilation: Compilation, language: Language) -> str:
    errors = sum(d.is_error for d in compilation.diagnostics)
    warnings = len(compilation.diagnostics) - errors
    if language == "zh":
        answer = "通过" if compilation.ok else f"{errors} 处错误"
        return f"{answer}，{warnings} 处提醒" if warnings else answer
    answer = "valid" if compilation.ok else many(errors, "error")
    return f"{answer}, {many(warnings, 'warning')}" if warnings else answer


def _counted(policy: Policy) -> Iterator[tuple[str, str, int]]:
    from policyc.citations import cited_figures

    yield "项数字", "figure", sum(1 for _ in cited_figures(policy))
    yield "个条款", "clause", len(policy.clauses)
    yield "条规则", "rule", len(policy.rules)
    yield "项措施", "measure", len(policy.measures)
    yield "处核对", "check", len(policy.checks)
    yield "个示例", "example", len(policy.examples)


def many(count: int, word: str) -> str:
    """1 error, 2 errors."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _citations(compilation: Compilation, language: Language) -> str:
    held = compilation.citations
    if held is None:
        return "原文未核对" if language == "zh" else "quotes not held against their sources"
    if language == "zh":
        absent = f"，{'、'.join(held.absent)}的原文不在手边" if held.absent else ""
        return f"与原文核对 {held.quotes} 处引文、其中 {held.figures} 项数字{absent}"
    absent = f"; no text of {', '.join(held.absent)}" if held.absent else ""
    quotes, figures = many(held.quotes, "quote"), many(held.figures, "figure")
    return f"{quotes} and {figures} held against their sources{absent}"


def _colored() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
