"""Telling the user what came of it: diagnostics, a line on what was checked, the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyc.diagnostics.codes import e0908
from policyc.diagnostics.core import Diagnostic
from policyc.diagnostics.renderers import Language, render_for_machine
from policyc.diagnostics.renderers.text import Style, render_text
from policyc.workspace.places import from_here
from policyc.workspace.settings import Workspace

if TYPE_CHECKING:  # it would load the whole compiler for --help
    from policyc.pipeline import Compilation


def show(
    diagnostics: Sequence[Diagnostic], texts: Mapping[str, str], workspace: Workspace, format_: str, language: Language
) -> None:
    """Diagnostics for people on standard error, for machines on standard output."""
    if format_ == "text":
        style = Style(language, color=_colored(), shown=lambda file: _from_here(file, workspace))
        click.echo(render_text(diagnostics, texts, style), err=True, nl=False)
    else:
        click.echo(render_for_machine(diagnostics, format_, language), nl=False)


def say(text: str, format_: str = "text") -> None:
    """A line of the answer: on standard output, unless that belongs to a machine format."""
    click.echo(text, err=format_ != "text")


def texts_of(compilations: Iterable[Compilation]) -> dict[str, str]:
    """The texts that diagnostics speak of, by file."""
    return {compilation.file: compilation.text for compilation in compilations}


def exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """2 where a file or folder stood in the way, 1 where the answer is no, else 0."""
    errors = {diagnostic.code.code for diagnostic in diagnostics if diagnostic.is_error}
    if any(code.startswith("E09") and code != e0908.CODE.code for code in errors):
        return 2
    return 1 if errors else 0


def checked(compilation: Compilation, language: Language) -> str:
    """What was checked of a policy, in one line."""
    from policyc.citations import cited_figures

    policy = compilation.policy
    errors = sum(d.is_error for d in compilation.diagnostics)
    warnings = len(compilation.diagnostics) - errors
    if language == "zh":
        answer = f"{errors} 处错误" if errors or policy is None else "通过"
        answer += f"，{warnings} 处提醒" if warnings else ""
    else:
        answer = f"{errors} error{'s' * (errors != 1)}" if errors or policy is None else "valid"
        answer += f", {warnings} warning{'s' * (warnings != 1)}" if warnings else ""
    if policy is None:
        return answer
    parts = {
        ("项数字", "figures"): sum(1 for _ in cited_figures(policy)),
        ("个条款", "clauses"): len(policy.clauses),
        ("条规则", "rules"): len(policy.rules),
        ("项措施", "measures"): len(policy.measures),
        ("处核对", "checks"): len(policy.checks),
        ("个示例", "examples"): len(policy.examples),
    }
    counted = [(zh, en, count) for (zh, en), count in parts.items() if count]
    if language == "zh":
        told = "、".join(f"{count} {zh}" for zh, _, count in counted)
        return f"{answer}。共核对 {told}；{_citations(compilation, language)}。" if told else f"{answer}。"
    told = ", ".join(f"{count} {en}" for _, en, count in counted)
    return f"{answer}. Checked {told}; {_citations(compilation, language)}." if told else f"{answer}."


def _citations(compilation: Compilation, language: Language) -> str:
    held = compilation.citations
    if held is None:
        return "原文未核对" if language == "zh" else "quotes not held against their sources"
    if language == "zh":
        absent = f"，{'、'.join(held.absent)}的原文不在手边" if held.absent else ""
        return f"与原文核对 {held.quotes} 处引文、其中 {held.figures} 项数字{absent}"
    absent = f"; no text of {', '.join(held.absent)}" if held.absent else ""
    return f"{held.quotes} quotes and {held.figures} figures held against their sources{absent}"


def _colored() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _from_here(file: str, workspace: Workspace) -> str:
    """A file as the user would type it here; artefacts and machine formats keep the name in the workspace."""
    path = workspace.root / file
    return from_here(path) if path.exists() else file


def name_here(compilation: Compilation, workspace: Workspace) -> str:
    """What a compiled file is called here."""
    return Path(_from_here(compilation.file, workspace)).as_posix()
