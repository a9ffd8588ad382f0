"""Diagnostics for people: the user's own line, a caret under the right cell, related places, help and the mended line.

::

    policies/2023.pol:12:23: 错误 E0301：…
       12 │   param 筹资标准 as financing_standard = 人均财政补助标准 + 5%
          │                                                           ^^
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
    text = texts.get(diagnostic.span.file)
    margin = " " * 6
    if text:
        yield from _excerpt(diagnostic.span, text, margin)
    for label in diagnostic.related:
        yield from _related(label, texts, style, margin)
    help_ = diagnostic.help(style.language)
    if help_:
        yield f"{margin} = {words['help']}{words['colon']}{printable(help_)}"
    for fix in diagnostic.fixes:
        line = _mended(fix, texts.get(fix.span.file, ""))
        if line:
            yield f"{margin} + {words['fix']}{words['colon']}{line}"


def _place(span: Span, style: Style) -> str:
    where = printable(style.shown(span.file))
    return f"{where}:" if _whole_file(span) else f"{where}:{span.line}:{span.column}:"


def _whole_file(span: Span) -> bool:
    """A diagnostic of a file as a whole (it cannot be read) has an empty span at its very beginning."""
    return span.end == 0


def _related(label: Label, texts: Mapping[str, str], style: Style, margin: str) -> Iterator[str]:
    words = _WORDS[style.language]
    said = printable(label.zh if style.language == "zh" else label.en)
    yield f"{margin} ├ {words['see']} {_place(label.span, style).removesuffix(':')}{words['colon']}{said}"
    text = texts.get(label.span.file)
    if text:
        yield from _excerpt(label.span, text, margin)


def _excerpt(span: Span, text: str, margin: str) -> Iterator[str]:
    if _whole_file(span):
        return
    line = _line(text, span.line)
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    line, start, end = _window(line, start, min(end, len(line)))
    before, marked = printable(line[:start]), printable(line[start:end])
    yield f"{span.line:>{len(margin)}} │ {printable(line)}".rstrip()
    yield f"{margin} │ {' ' * width(before)}{'^' * max(1, width(marked))}"


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


def _mended(fix: Fix, text: str) -> str:
    """The line as the fix makes it; only the replacement where the fix spans lines or brings new ones."""
    if "\n" in fix.text or fix.span.line != fix.span.end_line or not text:
        return printable(fix.text.strip())
    line = _line(text, fix.span.line)
    line = line[: fix.span.column - 1] + fix.text + line[fix.span.end_column - 1 :]
    return printable(line.strip()) if len(line) <= _LONGEST else printable(fix.text.strip())


def _paint(text: str, severity: Severity, style: Style) -> str:
    if not style.color:
        return text
    return f"\x1b[1;{31 if severity is Severity.ERROR else 33}m{text}\x1b[0m"
