"""Diagnostics for people: the user's own line, a caret under the right cell, related places, help and the mended line.

::

    policies/2023.pol:12:23: 错误 E0301：…
       12 │   param 筹资标准 as financing_standard = 人均财政补助标准 + 5%
          │                                                           ^^
          │                          ---------------- 参数“人均财政补助标准”是 元/人/年
          ├ 另见 policies/2023.pol:9:3：…
          = 怎么改：…
          + 改为：  …
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from policyc.diagnostics.core import Diagnostic, Fix, Label, Severity, Span
from policyc.diagnostics.renderers import Language
from policyc.diagnostics.renderers.cells import printable, width

#: A line longer than this is shown in part, around the place that matters.
_LONGEST = 160
_BEFORE = 60

#: As wide as the line numbers.
_MARGIN = " " * 6

_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {"error": "错误", "warning": "提醒", "see": "另见", "help": "怎么改", "fix": "改为", "colon": "："},
    "en": {"error": "error", "warning": "warning", "see": "see", "help": "help", "fix": "instead", "colon": ": "},
}


@dataclass(frozen=True, slots=True)
class Style:
    """How it is shown: the language, with colour or without, and how a file is called where the user stands."""

    language: Language = "zh"
    color: bool = False
    shown: Callable[[str], str] = str


def render_text(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str], style: Style) -> str:
    """All diagnostics, a blank line between them; ``texts`` by ``Span.file``. Empty for none."""
    blocks = ("\n".join(_block(d, texts, style)) + "\n" for d in diagnostics)
    return "\n".join(blocks)


def _block(diagnostic: Diagnostic, texts: Mapping[str, str], style: Style) -> Iterator[str]:
    words = _WORDS[style.language]
    severity = _paint(words[diagnostic.code.severity.value], diagnostic.code.severity, style)
    message = printable(diagnostic.message(style.language))
    yield f"{_place(diagnostic.span, style)} {severity} {diagnostic.code.code}{words['colon']}{message}"
    beside, elsewhere = _by_line(diagnostic)
    if text := texts.get(diagnostic.span.file):
        said = next((x for x in beside if x.span == diagnostic.span), None)
        yield from _excerpt(diagnostic.span, text, printable(_of(said, style)) if said is not None else "")
        for label in (x for x in beside if x is not said):
            yield from _marked(label, text, style)
    for label in elsewhere:
        yield from _related(label, texts, style)
    help_ = diagnostic.help(style.language)
    if help_:
        yield f"{_MARGIN} = {words['help']}{words['colon']}{printable(help_)}"
    for line in _mended(diagnostic.fixes, texts):
        yield f"{_MARGIN} + {words['fix']}{words['colon']}{line}"


def _by_line(diagnostic: Diagnostic) -> tuple[list[Label], list[Label]]:
    """The related places in the line that is shown anyway, which are marked below it, and the others."""
    here = diagnostic.span
    beside = [x for x in diagnostic.related if (x.span.file, x.span.line) == (here.file, here.line)]
    return beside, [x for x in diagnostic.related if x not in beside]


def _place(span: Span, style: Style) -> str:
    where = printable(style.shown(span.file))
    return f"{where}:" if _whole_file(span) else f"{where}:{span.line}:{span.column}:"


def _whole_file(span: Span) -> bool:
    """A diagnostic of a file as a whole (it cannot be read) has an empty span at its very beginning."""
    return span.end == 0


def _related(label: Label, texts: Mapping[str, str], style: Style) -> Iterator[str]:
    words = _WORDS[style.language]
    said = printable(_of(label, style))
    yield f"{_MARGIN} ├ {words['see']} {_place(label.span, style).removesuffix(':')}{words['colon']}{said}"
    if text := texts.get(label.span.file):
        yield from _excerpt(label.span, text)


def _excerpt(span: Span, text: str, said: str = "") -> Iterator[str]:
    """The line of a place and, below it, the carets, with what is to be said of them."""
    if not _whole_file(span):
        line, before, marked = _shown(span, text)
        yield f"{span.line:>{len(_MARGIN)}} │ {line}".rstrip()
        yield f"{_MARGIN} │ {' ' * before}{'^' * marked} {said}".rstrip()


def _marked(label: Label, text: str, style: Style) -> Iterator[str]:
    """A place in a line that is shown already, marked below it, with what is to be said of it."""
    _, before, marked = _shown(label.span, text)
    yield f"{_MARGIN} │ {' ' * before}{'-' * marked} {printable(_of(label, style))}"


def _of(label: Label, style: Style) -> str:
    return label.zh if style.language == "zh" else label.en


def _shown(span: Span, text: str) -> tuple[str, int, int]:
    """The line of a place, and of the place in it the cells before and the cells that it takes."""
    line = _line(text, span.line)
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    line, start, end = _window(line, start, min(end, len(line)))
    return printable(line), width(printable(line[:start])), max(1, width(printable(line[start:end])))


def _line(text: str, number: int) -> str:
    """The line of that number; lines end with LF only, as everywhere in the compiler."""
    lines = text.split("\n")
    return lines[number - 1].rstrip("\r") if number <= len(lines) else ""


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of an overlong line around the place, and the place in it."""
    if len(line) <= _LONGEST:
        return line, start, end
    left = max(0, min(start - _BEFORE, len(line) - _LONGEST))
    shift = left - (1 if left else 0)
    part = ("…" if left else "") + line[left : left + _LONGEST] + ("…" if left + _LONGEST < len(line) else "")
    return part, start - shift, min(end - shift, len(part))


def _mended(fixes: Iterable[Fix], texts: Mapping[str, str]) -> Iterator[str]:
    """The lines as the fixes make them: those that are sure belong together, each of the others is a way of its own."""
    fixes = tuple(fixes)
    sure: dict[tuple[str, int], list[Fix]] = {}
    for fix in fixes:
        if fix.sure:
            sure.setdefault((fix.span.file, fix.span.line), []).append(fix)
    for together in [*sure.values(), *([fix] for fix in fixes if not fix.sure)]:
        if line := _line_after(together, texts.get(together[0].span.file, "")):
            yield line


def _line_after(fixes: list[Fix], text: str) -> str:
    """One line with fixes made; only the replacement where a fix spans lines or brings new ones."""
    line = _line(text, fixes[0].span.line)
    if not text or len(line) > _LONGEST or any("\n" in fix.text or fix.span.line != fix.span.end_line for fix in fixes):
        return printable(" ".join(fix.text.strip() for fix in fixes))
    for fix in sorted(fixes, key=lambda fix: fix.span.start, reverse=True):
        line = line[: fix.span.column - 1] + fix.text + line[fix.span.end_column - 1 :]
    return printable(line.strip())


def _paint(text: str, severity: Severity, style: Style) -> str:
    if not style.color:
        return text
    return f"\x1b[1;{31 if severity is Severity.ERROR else 33}m{text}\x1b[0m"
