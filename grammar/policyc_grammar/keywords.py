"""The keywords of the language, each in both spellings: the one table from which the grammar's keyword terminals are made.

Whatever needs the keywords (documentation, formatter, highlighting, completion, hover, messages) reads them here; the table
itself is ``keywords.txt``, a line a :class:`Keyword`.

- :func:`keywords`: the whole table, in its order.
- :func:`keyword`: what a token of the grammar is: ``keyword("BOUND", "不少于")`` is that of ``>=``; None for what is no keyword.
- :func:`spelling`: the same keyword in the other language: ``spelling("BOUND", "不少于", "en")`` is ``>=``.
- :func:`meaning`: the keywords that a word may be, wherever it stands, for hover: ``按`` is ``by``, ``on``, ``match``.
- :func:`terminals`: the text of the grammar's keyword terminals, which :func:`policyc_grammar.grammar_text` appends.

A terminal stands for exactly one keyword or, where the tree keeps the word (``MODALITY``, ``BOUND``), for a few; the tree holds
the English spelling. Two terminals may share a word (``by`` is ``_BY`` in a table and ``_DEADLINE`` in a target), because the
parser tells them apart; a token's ``type`` is therefore needed to translate it, and always enough.

Keywords are soft. Where the grammar admits only a name, each of these words is a name. Where it admits a name and a keyword,
the word is the keyword, unless the file itself declares the name (:mod:`policyc.syntax.soft`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

Category = Literal["declaration", "header", "field", "control", "operator", "constant", "type", "annotation", "function"]
Language = Literal["en", "zh"]

#: What separates the words of a phrase.
_SPACE = r"[ \t\r\n\u3000]+"

#: What must (not) follow a keyword, besides the end of its word.
_AFTER: Mapping[str, str] = {
    "PREVIOUS": r"(?![ \t]*\()",
    "FUNCTION": r"(?=[ \t]*\()",
    "_BY": rf"(?!{_SPACE}[0-9])",  # that is a deadline
}

#: A terminal that takes any word: a line of a source that does not exist is told by name later.
_ANY: Mapping[str, str] = {"SOURCE_KEY": r"(?!\d)\w+"}


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword.

    terminal: the grammar's. en: the English spelling, which the tree keeps; words of a phrase separated by one space.
    signs: other signs for the same (``≥``). zh: the Chinese spellings, the preferred one first; empty for a sign that has none.
    category: what highlighting and documentation sort by. gloss_zh, gloss_en: what it means, in half a line.
    """

    terminal: str
    en: str
    signs: tuple[str, ...]
    zh: tuple[str, ...]
    category: Category
    gloss_zh: str
    gloss_en: str

    @property
    def spellings(self) -> tuple[str, ...]:
        """All spellings, English first."""
        return (self.en, *self.signs, *self.zh)

    @property
    def is_sign(self) -> bool:
        """Whether the English spelling is a sign (``>=``), which files in Chinese keywords write too."""
        return re.match(r"\w", self.en) is None

    def spelt(self, language: Language) -> str:
        """The preferred spelling in a language."""
        return self.zh[0] if language == "zh" and self.zh else self.en


@cache
def keywords() -> tuple[Keyword, ...]:
    """The table."""
    found: list[Keyword] = []
    category = ""
    for line in files(__package__ or "policyc_grammar").joinpath("keywords.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            category = line.strip("[]")
            assert category in get_args(Category), line
        elif line and not line.startswith("#"):
            terminal, en, zh, gloss_zh, gloss_en = (cell.strip() for cell in line.split("|"))
            signs = () if re.match(r"\w", en) else tuple(en.split())
            kind = cast(Category, category)
            found.append(Keyword(terminal, signs[0] if signs else en, signs[1:], tuple(zh.split()), kind, gloss_zh, gloss_en))
    return tuple(found)


@cache
def _by_token() -> Mapping[tuple[str, str], Keyword]:
    return {(k.terminal, spelling): k for k in keywords() for spelling in k.spellings}


def keyword(terminal: str, text: str) -> Keyword | None:
    """The keyword that a token is, whatever white space a phrase has; None for what is no keyword."""
    found = _by_token().get((terminal, text))
    return found or _by_token().get((terminal, " ".join(text.split())))


def spelling(terminal: str, text: str, language: Language) -> str:
    """A token's text in another language; what is no keyword stays as it is."""
    found = keyword(terminal, text)
    return text if found is None else found.spelt(language)


def meaning(word: str) -> tuple[Keyword, ...]:
    """The keywords that are spelt so, or of which this is a word: ``up`` is of ``up to``."""
    return tuple(k for k in keywords() if any(word == s or word in s.split() for s in k.spellings))


@cache
def words(terminal: str) -> tuple[str, ...]:
    """All spellings of a terminal, English first; empty for one that is not of keywords."""
    mine = [k for k in keywords() if k.terminal == terminal]
    english, others = [k.en for k in mine], [s for k in mine for s in (*k.signs, *k.zh)]
    return tuple(dict.fromkeys(english + others))


@cache
def terminals() -> str:
    """The grammar's keyword terminals, one a line."""
    names = dict.fromkeys(k.terminal for k in keywords())
    return "".join(f"{name}{_priority(name)}: /{pattern(name)}/\n" for name in names)


def _priority(terminal: str) -> str:
    """Keywords come before names (0), phrases before their first word, ``_BY`` before the deadline that is spelt like it."""
    if terminal in _ANY:
        return ""
    phrase = all(" " in k.en for k in keywords() if k.terminal == terminal)
    return ".2" if phrase or terminal == "_BY" else ".1"


@cache
def pattern(terminal: str) -> str:
    """The regular expression of a keyword terminal: longer spellings first; each word ends where it ends."""
    if terminal in _ANY:
        return _ANY[terminal]
    spelt = sorted(words(terminal), key=lambda s: (-len(s), s))
    plain = [_SPACE.join(re.escape(w) for w in s.split()) for s in spelt if re.match(r"\w", s)]
    signs = [re.escape(s) for s in spelt if not re.match(r"\w", s)]
    ended = [f"(?:{'|'.join(plain)})(?!\\w)" if len(plain) > 1 else f"{plain[0]}(?!\\w)"] if plain else []
    whole = "|".join([*signs, *ended])
    if _AFTER.get(terminal):
        return (f"(?:{whole})" if "|" in whole else whole) + _AFTER[terminal]
    return whole
