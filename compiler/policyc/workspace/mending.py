"""Making the fixes that are surely right: on paper first, and kept only where the file is better for it.

A fix is kept where the file then has fewer errors (or as many, and fewer warnings) and none that it did not have before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyc.diagnostics.codes import e0911
from policyc.diagnostics.core import Diagnostic, Fix
from policyc.pipeline import Compilation
from policyc.workspace.compiling import library_of, name_of
from policyc.workspace.places import file_span
from policyc.workspace.reading import decode, reason
from policyc.workspace.settings import Workspace
from policyc.workspace.writing import write_atomically

#: A mended mistake may uncover the next one; more often than this is a sign that something goes in circles.
_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Mended:
    """A file, its text before and after, and the diagnostics that it no longer has."""

    path: Path
    before: str
    after: str
    gone: tuple[Diagnostic, ...]


def mend(paths: Iterable[Path], workspace: Workspace) -> tuple[Mended, ...]:
    """What the sure fixes make of files; nothing is written. Files that they do not change are left out."""
    texts: dict[Path, str] = {}
    found = []
    for path in paths:
        mended = _Mending(path, workspace, texts).run()
        if mended is not None:
            texts[path] = mended.after
            found.append(mended)
    return tuple(found)


class _Mending:
    """The work on one file; ``others`` are the texts of the files that were mended before it."""

    def __init__(self, path: Path, workspace: Workspace, others: dict[Path, str]) -> None:
        self.path, self.workspace, self.others = path, workspace, others

    def run(self) -> Mended | None:
        """Fix by fix, until no more is to be had."""
        first = now = self.compiled(None)
        for _ in range(_MOST_ROUNDS):
            better = next((made for made in self.attempts(now) if _is_better(now, made)), None)
            if better is None:
                break
            now = better
        if now.text == first.text:
            return None
        left = Counter(_key(d) for d in now.diagnostics)
        return Mended(self.path, first.text, now.text, tuple(_gone(first.diagnostics, left)))

    def attempts(self, now: Compilation) -> Iterator[Compilation]:
        """What the file comes to with all sure fixes; else with those of one diagnostic; what these uncover mended too."""
        sets = [fixes for d in now.diagnostics if (fixes := _sure(d))]
        together = [[fix for fixes in sets for fix in fixes]] if len(sets) > 1 else []
        for fixes in [*together, *sets]:
            made = self.compiled(_applied(now.text, fixes))
            yield made
            for _ in range(_MOST_ROUNDS):
                if not (more := [fix for d in made.diagnostics for fix in _sure(d)]):
                    break
                made = self.compiled(_applied(made.text, more))
                yield made

    def compiled(self, text: str | None) -> Compilation:
        """What compiling a text in the place of the file comes to; None for the text that is there."""
        unsaved = self.others if text is None else {**self.others, self.path: text}
        return library_of(self.workspace, unsaved=unsaved).compilation(self.path)


def _sure(diagnostic: Diagnostic) -> list[Fix]:
    """The fixes of a diagnostic that belong together and are right, all in its own file."""
    sure = [fix for fix in diagnostic.fixes if fix.sure]
    return sure if all(fix.span.file == diagnostic.span.file for fix in sure) else []


def _applied(text: str, fixes: Sequence[Fix]) -> str:
    """The text with the fixes, from the end on; of two that overlap, the later one is left out."""
    kept: list[Fix] = []
    for fix in sorted(set(fixes), key=lambda fix: (fix.span.start, fix.span.end)):
        if not kept or kept[-1].span.end <= fix.span.start:
            kept.append(fix)
    for fix in reversed(kept):
        text = text[: fix.span.start] + fix.text + text[fix.span.end :]
    return text


def _is_better(before: Compilation, after: Compilation) -> bool:
    was, now = (Counter(_key(d) for d in c.diagnostics) for c in (before, after))
    return not now - was and _badness(after) < _badness(before)


def _badness(compilation: Compilation) -> tuple[int, int]:
    errors = sum(d.is_error for d in compilation.diagnostics)
    return errors, len(compilation.diagnostics) - errors


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    """What is wrong, wherever it has moved to."""
    return diagnostic.code.code, diagnostic.message("zh")


def _gone(diagnostics: Iterable[Diagnostic], left: Counter[tuple[str, str]]) -> Iterator[Diagnostic]:
    for diagnostic in diagnostics:
        if left[_key(diagnostic)]:
            left[_key(diagnostic)] -= 1
        else:
            yield diagnostic


# ------------------------------------------------------------------ writing


def write(mended: Mended) -> tuple[Diagnostic, ...]:
    """Write a file, its line ends and byte order mark as they were. E0911 where it cannot be, or has changed meanwhile."""
    path = mended.path.resolve()  # where a link leads, so that it stays a link
    try:
        data = path.read_bytes()
        text, found = decode(data, name_of(mended.path))
        if text is None:
            return found
        if text.replace("\r\n", "\n") != mended.before:
            return (_failed(mended, "文件刚才被改动过，请再试一次（it has changed meanwhile, try again）"),)
        after = mended.after.replace("\n", "\r\n") if "\r\n" in text else mended.after
        mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        write_atomically(path, mark + after.encode())
    except OSError as error:
        return (_failed(mended, reason(error)),)
    return ()


def _failed(mended: Mended, why: str) -> Diagnostic:
    file = name_of(mended.path)
    return e0911.CODE.at(file_span(file), path=file, reason=why)
