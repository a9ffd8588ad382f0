"""Lark's lexer, made ready faster: what a short run would compile and hardly use is not compiled.

For every set of terminals that may stand somewhere, Lark compiles one pattern of all of them. There are some fifty such sets with
mostly the same terminals, and a file has few tokens of most of them. So each terminal is compiled once, and they are tried in
Lark's order; a set that many tokens are asked of gets its one pattern, which is faster from then on.
"""

from __future__ import annotations

import re

from lark import TextSlice
from lark.lexer import BasicLexer, Scanner, TerminalDef, _create_unless

#: From so many tokens on, compiling one pattern for a set of terminals is worth it.
MANY = 500


class ReadyLexer(BasicLexer):
    """The lexer of one set of terminals."""

    def _build_scanner(self) -> Scanner:
        terminals, self.callback = _create_unless(self.terminals, self.g_regex_flags, self.re, self.use_bytes)  # type: ignore[no-untyped-call,unused-ignore]
        return _ReadyScanner(terminals, self.g_regex_flags, self.re, self.use_bytes)


class _ReadyScanner(Scanner):
    """Finds which terminal stands at a place: the first that matches, as in one pattern of all of them."""

    def __init__(self, terminals: list[TerminalDef], g_regex_flags: int, re_: object, use_bytes: bool) -> None:
        self._asked = 0
        super().__init__(terminals, g_regex_flags, re_, use_bytes)  # type: ignore[no-untyped-call,unused-ignore]

    def _build_mres(self, terminals: list[TerminalDef], max_size: int) -> list[re.Pattern[str]]:
        size = max_size if self._asked else 1
        found: list[re.Pattern[str]] = super()._build_mres(terminals, size)  # type: ignore[no-untyped-call,unused-ignore]
        return found

    def match(self, text: TextSlice[str], pos: int) -> tuple[str, str] | None:
        """The text and the name of the terminal at a place; None where there is none."""
        self._asked += 1
        if self._asked == MANY:
            self._mres = self._build_mres(self.terminals, len(self.terminals))
        found: tuple[str, str] | None = super().match(text, pos)
        return found
