"""What a language case expects of the compiler, read from comments in the case itself.

``# error: E0312 "片段"`` at the end of a line expects that diagnostic to start on that line; alone on a line, on the next line
that is not such a comment. The fragment, which may be left out, is a part of the Chinese message. ``# warning: W…`` likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from policyc.diagnostics.core import Diagnostic

_MARK = re.compile(r'#\s*(error|warning):\s*([EW]\d{4})(?:\s*"([^"]*)")?')


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """One diagnostic that a case says it gives."""

    line: int
    severity: str
    code: str
    fragment: str

    def meets(self, diagnostic: Diagnostic) -> bool:
        """Whether the diagnostic is the one expected."""
        return (
            self.line == diagnostic.span.line
            and self.code == diagnostic.code.code
            and self.severity == diagnostic.code.severity.value
            and self.fragment in diagnostic.message("zh")
        )

    def __str__(self) -> str:
        return f"line {self.line}: {self.severity} {self.code} “{self.fragment}”"


def expected_of(text: str) -> tuple[Expected, ...]:
    """The expectations that a case's comments state, in order."""
    lines = text.split("\n")
    found: list[Expected] = []
    for number, line in enumerate(lines, 1):
        marks = list(_MARK.finditer(line))
        if not marks:
            continue
        target = number
        if not line[: marks[0].start()].strip():
            target = next(n for n in range(number + 1, len(lines) + 1) if not _MARK.match(lines[n - 1].strip()))
        found.extend(Expected(target, m[1], m[2], m[3] or "") for m in marks)
    return tuple(found)


def differences(expected: Iterable[Expected], diagnostics: Iterable[Diagnostic]) -> list[str]:
    """What is missing and what is surplus, one line each; empty where they agree."""
    open_ = list(expected)
    surplus: list[str] = []
    for diagnostic in diagnostics:
        met = next((e for e in open_ if e.meets(diagnostic)), None)
        if met is None:
            surplus.append(
                f"surplus: line {diagnostic.span.line}: {diagnostic.code.severity.value} {diagnostic.code.code} "
                f"“{diagnostic.message('zh')}”"
            )
        else:
            open_.remove(met)
    return [f"missing: {e}" for e in open_] + surplus
