"""Diagnostics of a file that is written in Chinese keywords: what they propose is in Chinese keywords, too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache

from policyc.diagnostics.core import Diagnostic, Fix
from policyc.diagnostics.order import ordered
from policyc_grammar.keywords import keywords

#: Words whose Chinese depends on the place; this one is meant where a message speaks of them.
_MEANT: Mapping[str, str] = {"in": "介于", "by": "按", "as": "代号", "at most": "至多", "unspecified": "未明确"}
#: What a message may say that is no keyword there: the verbs of the command line, and words that name files and fields.
_NOT_MEANT = frozenset(
    {"check", "file", "number", "index", "status", "title", "source", "year", "date", "month", "to", "on", "is"}
)


def telling(text: str, file: str) -> Callable[[Iterable[Diagnostic]], tuple[Diagnostic, ...]]:
    """How the diagnostics of a text are told: root causes first, and in the spelling of its keywords."""
    return lambda found: in_spelling_of(ordered(found), text, file)


def in_spelling_of(diagnostics: Iterable[Diagnostic], text: str, file: str) -> tuple[Diagnostic, ...]:
    """The diagnostics, those of this file in the spelling of its keywords."""
    if not is_chinese(text):
        return tuple(diagnostics)
    return tuple(_in_chinese(d) if d.span.file == file else d for d in diagnostics)


def is_chinese(text: str) -> bool:
    """Whether more declarations begin with a Chinese keyword than with an English one."""
    found = [bool(m["zh"]) for m in _beginning().finditer(text)]
    return sum(found) * 2 > len(found)


def spelled(words: str) -> str:
    """A Chinese message with the keywords that it names in Chinese; what stands in quotation marks is the user's own."""
    parts = re.split(r"(“[^”]*”|\"[^\"]*\"|`[^`]*`)", words)
    return "".join(part if i % 2 else _english().sub(lambda m: _chinese()[m[0]], part) for i, part in enumerate(parts))


def _in_chinese(diagnostic: Diagnostic) -> Diagnostic:
    fixes = tuple(Fix(fix.span, spelled(fix.text), fix.sure) for fix in diagnostic.fixes)
    return replace(diagnostic, fixes=fixes, in_chinese=True)


@cache
def _chinese() -> Mapping[str, str]:
    """The keywords that are words, and what they are in Chinese, where that does not depend on the place."""
    found: dict[str, set[str]] = {}
    for word in keywords():
        if word.zh and re.fullmatch(r"[a-z_ ]+", word.en):
            found.setdefault(word.en, set()).add(word.zh[0])
    plain = {english: next(iter(chinese)) for english, chinese in found.items() if len(chinese) == 1}
    return {word: chinese for word, chinese in {**plain, **_MEANT}.items() if word not in _NOT_MEANT}


@cache
def _english() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_chinese(), key=len, reverse=True))
    return re.compile(rf"(?<![\w.\-/])(?<!policyc )(?:{words})(?![\w(\-])")


@cache
def _beginning() -> re.Pattern[str]:
    declarations = [word for word in keywords() if word.category == "declaration"]
    english = "|".join(re.escape(word.en) for word in declarations)
    chinese = "|".join(re.escape(zh) for word in declarations for zh in word.zh)
    return re.compile(rf"^\s*(?:(?P<zh>{chinese})|(?P<en>{english}))(?!\w)", re.M)
