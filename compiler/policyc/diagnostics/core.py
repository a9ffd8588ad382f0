"""Spans, codes and diagnostics. A phase returns diagnostics; it never prints them and never raises them.

A :class:`Code` is defined once, in its own file under :mod:`policyc.diagnostics.codes`, whose docstring is its manual page.
It carries both languages; a :class:`Diagnostic` carries only the code and the values to fill in, so that one error can be
shown in either language, as text or as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is: an error means the policy is not valid; a warning leaves it valid."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text. Offsets, lines and columns count code points; lines and columns start at 1; ends are exclusive.

    ``file`` is the path as the user knows it (relative to the workspace, with ``/``), never an absolute one.
    """

    file: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int

    def to(self, other: Span) -> Span:
        """The span from the beginning of this one to the end of the other."""
        return Span(self.file, self.start, other.end, self.line, self.column, other.end_line, other.end_column)


@dataclass(frozen=True, slots=True)
class Label:
    """A related place and what to say of it, in both languages."""

    span: Span
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement that mends the error: put ``text`` in place of ``span``. ``sure`` where nothing else can be meant."""

    span: Span
    text: str
    sure: bool = False


class Words(str):
    """A value whose words differ by language: the string itself is Chinese, ``en`` the English."""

    en: str

    def __new__(cls, zh: str, en: str) -> Words:
        words = super().__new__(cls, zh)
        words.en = en
        return words

    def __reduce__(self) -> tuple[type[Words], tuple[str, str]]:
        return Words, (str(self), self.en)


def listed(names: Iterable[str]) -> Words:
    """Names one after the other: 甲、乙; a, b."""
    names = tuple(names)
    return Words("、".join(names), ", ".join(names))


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of diagnostic. ``zh``/``en`` are str.format templates of the message, ``help_*`` of the line on how to mend it.

    Both languages must use the same placeholders (a test holds them to it).
    """

    code: str
    zh: str
    en: str
    help_zh: str = ""
    help_en: str = ""
    severity: Severity = Severity.ERROR

    def at(self, span: Span, *, related: Iterable[Label] = (), fixes: Iterable[Fix] = (), **values: object) -> Diagnostic:
        """The diagnostic of this code at a place; ``values`` fill the templates' placeholders."""
        filled = tuple(sorted((key, value if isinstance(value, Words) else str(value)) for key, value in values.items()))
        return Diagnostic(self, span, filled, tuple(related), tuple(fixes))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell the user: what, where, why, how to mend it.

    ``in_chinese``: its file is written in Chinese keywords, so that a Chinese message names them so, too.
    """

    code: Code
    span: Span
    values: tuple[tuple[str, str], ...] = ()
    related: tuple[Label, ...] = ()
    fixes: tuple[Fix, ...] = ()
    in_chinese: bool = False

    @property
    def is_error(self) -> bool:
        """Whether it makes the policy invalid."""
        return self.code.severity is Severity.ERROR

    def message(self, language: str) -> str:
        """The message in ``zh`` or ``en``, filled in."""
        return self._said((self.code.zh if language == "zh" else self.code.en).format(**self._filled(language)), language)

    def help(self, language: str) -> str:
        """The line on how to mend it in ``zh`` or ``en``, filled in; empty where the code has none."""
        help_ = (self.code.help_zh if language == "zh" else self.code.help_en).format(**self._filled(language))
        return self._said(help_, language)

    def _said(self, words: str, language: str) -> str:
        if language != "zh" or not self.in_chinese:
            return words
        from policyc.diagnostics.spelling import spelled  # which knows the keywords, and so is loaded only for such a file

        return spelled(words)

    def _filled(self, language: str) -> dict[str, str]:
        return {k: _short(v.en if language != "zh" and isinstance(v, Words) else v) for k, v in self.values}


#: A name that is longer is shown in part; no list that a message holds on purpose comes near it.
_LONGEST_VALUE = 400


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE] + "…"


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error (warnings are not)."""
    return any(d.is_error for d in diagnostics)
