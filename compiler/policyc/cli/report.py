"""Telling the user what came of it: diagnostics, a line on what was checked, the exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyc.diagnostics.codes import e0908
from policyc.diagnostics.core import Diagnostic
from policyc.diagnostics.renderers import Language, render_for_machine
from policyc.diagnostics.renderers.text import Style, render_text
from policyc.workspace.places import from_here
from policyc.workspace.reading import read_policy

if TYPE_CHECKING:  # it would load the whole compiler for --help
    from policyc.pipeline import Compilation
    from policyc.workspace.outcomes import Outcome, Tally


#: So few files are done before a bar could be read.
_WORTH_A_BAR = 20


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


def files_of_outcomes(outcomes: Sequence[Outcome]) -> Files:
    """The files of outcomes; their texts are read when a message speaks of them."""
    paths = {file: path for outcome in outcomes for file, path in outcome.names.items()}
    return Files(_Texts(paths), {outcome.file: from_here(Path(outcome.path)) for outcome in outcomes})


class _Texts(Mapping[str, str]):
    """Texts of policy files by what spans call them."""

    def __init__(self, paths: Mapping[str, str]) -> None:
        self._paths = paths
        self._read: dict[str, str | None] = {}

    def __getitem__(self, file: str) -> str:
        if file not in self._read:
            path = self._paths[file]
            self._read[file] = read_policy(Path(path), path)[0]
        text = self._read[file]
        if text is None:
            raise KeyError(file)
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


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


def tell(
    outcomes: Sequence[Outcome], diagnostics: Iterable[Diagnostic], format_: str, language: Language, *, to: str = ""
) -> None:
    """All diagnostics of a run, each once; then what was checked, a line for each file and the sum of several.

    to: the format that decides where these lines go, if it is another one.
    """
    said = tuple(dict.fromkeys(diagnostics))
    files = files_of_outcomes(outcomes)
    show(said, files, format_, language)
    colon = "：" if language == "zh" else ": "
    for outcome in outcomes:
        say(f"{files.called(outcome.file)}{colon}{checked(outcome, language)}", to or format_)
    if len(outcomes) > 1:
        say(_sum(outcomes, said, language), to or format_)


def _sum(outcomes: Sequence[Outcome], diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """共核对 41 项数字、10 个条款、3 份文件：2 份通过，1 份有错误；3 处错误、2 处提醒。"""
    tallies = [outcome.tally.counts for outcome in outcomes if outcome.tally is not None]
    figures, clauses = (sum(counts[what] for counts in tallies) for what in ("figure", "clause"))
    good = sum(outcome.ok for outcome in outcomes)
    errors = sum(d.is_error for d in diagnostics)
    warnings = len(diagnostics) - errors
    if language == "zh":
        bad = f"，{len(outcomes) - good} 份有错误" if good < len(outcomes) else ""
        said = "、".join(f"{n} 处{what}" for n, what in ((errors, "错误"), (warnings, "提醒")) if n)
        counted = f"共核对 {figures} 项数字、{clauses} 个条款、{len(outcomes)} 份文件"
        return f"{counted}：{good} 份通过{bad}{f'；{said}' if said else ''}。"
    bad = f", {len(outcomes) - good} with errors" if good < len(outcomes) else ""
    said = ", ".join(many(n, what) for n, what in ((errors, "error"), (warnings, "warning")) if n)
    counted = f"Checked {many(figures, 'figure')}, {many(clauses, 'clause')}, {many(len(outcomes), 'file')}"
    return f"{counted}: {good} valid{bad}{f'; {said}' if said else ''}."


def checked(outcome: Outcome, language: Language) -> str:
    """What was checked of a policy, in one line."""
    answer = _answer(outcome, language)
    if outcome.tally is None:
        return answer
    counted = [(_CHINESE[en], en, count) for en, count in outcome.tally.counts.items() if count]
    if not counted:
        return f"{answer}。" if language == "zh" else f"{answer}."
    if language == "zh":
        told = "、".join(f"{count} {zh}" for zh, _, count in counted)
        return f"{answer}。共核对 {told}；{_citations(outcome.tally, language)}。"
    told = ", ".join(many(count, en) for _, en, count in counted)
    return f"{answer}. Checked {told}; {_citations(outcome.tally, language)}."


_CHINESE = {
    "figure": "项数字",
    "clause": "个条款",
    "rule": "条规则",
    "measure": "项措施",
    "check": "处核对",
    "example": "个示例",
}


def _answer(outcome: Outcome, language: Language) -> str:
    errors = sum(d.is_error for d in outcome.diagnostics)
    warnings = len(outcome.diagnostics) - errors
    if language == "zh":
        answer = "通过" if outcome.ok else f"{errors} 处错误"
        return f"{answer}，{warnings} 处提醒" if warnings else answer
    answer = "valid" if outcome.ok else many(errors, "error")
    return f"{answer}, {many(warnings, 'warning')}" if warnings else answer


def many(count: int, word: str) -> str:
    """1 error, 2 errors."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _citations(tally: Tally, language: Language) -> str:
    if tally.quotes is None or tally.figures is None:
        return "原文未核对" if language == "zh" else "quotes not held against their sources"
    if language == "zh":
        absent = f"，{'、'.join(tally.absent)}的原文不在手边" if tally.absent else ""
        return f"与原文核对 {tally.quotes} 处引文、其中 {tally.figures} 项数字{absent}"
    absent = f"; no text of {', '.join(tally.absent)}" if tally.absent else ""
    quotes, figures = many(tally.quotes, "quote"), many(tally.figures, "figure")
    return f"{quotes} and {figures} held against their sources{absent}"


def progress(count: int) -> AbstractContextManager[Callable[[int], object]]:
    """A bar on standard error while many files are worked on, where that is a terminal; what it gives takes steps."""
    if count < _WORTH_A_BAR or not sys.stderr.isatty():
        return contextlib.nullcontext(lambda _: None)
    return _bar(count)


@contextlib.contextmanager
def _bar(count: int) -> Iterator[Callable[[int], object]]:
    with click.progressbar(length=count, label="policyc", file=sys.stderr, show_pos=True) as bar:
        yield bar.update


def _colored() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
