"""Text → its outline, without a grammar: where declarations begin, where brackets stand, and what no grammar could read.

Used only where something is wrong with a file. It sees strings, comments, words, numbers and brackets, so that a keyword or
a brace inside a quote is not taken for one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyc.diagnostics.codes import e0105, e0106, e0107, e0109, e0114, e0115, e0117, e0118, e0121
from policyc.diagnostics.core import Diagnostic, Fix, Span, Words
from policyc.quantities.units import UNIT_SPELLINGS
from policyc.syntax.characters import FORBIDDEN, LOOK_ALIKE, TWINS, UNITS, ascii_of, name_of
from policyc.syntax.soft import declared_keywords
from policyc_grammar.keywords import keywords, words

#: The keywords that begin a declaration, by where it may stand.
TOP_ONLY = frozenset({"policy", "source", "enum", "unit", "clause"})
CLAUSE_ONLY = frozenset({
    "param", "rule", "part", "table", "scale", "track", "target", "must", "should", "may", "explore", "check", "refine",
    "override", "amend", "withdraw", "keep",
})  # fmt: skip
ANYWHERE = frozenset({"input", "history", "reading", "require", "example", "assume", "question"})

#: Each word that begins a declaration, in either spelling → its English spelling (``check`` for ``check for all`` too).
DECLARATIONS: Mapping[str, str] = {
    spelling: english
    for k in keywords()
    for spelling in (k.en.split()[0], *k.zh)
    if k.category == "declaration" and (english := k.en.split()[0]) in TOP_ONLY | CLAUSE_ONLY | ANYWHERE
}

#: How many digits a number may have. Figures of policies have a dozen; the largest exact intermediate has 36.
MAX_DIGITS = 30

#: How many levels of brackets, conditions and blocks a formula may have.
MAX_LEVELS = 50

#: What makes a text worth scanning although it parses: characters that are never allowed, numbers with commas or of very many
#: digits, brackets in brackets. Each on its own is found much faster than all as one alternative.
_SUSPICIOUS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[{FORBIDDEN}]",
        r",(?<=[0-9],)[0-9]{3}",
        rf"[0-9.][0-9.]{{{MAX_DIGITS}}}",
        rf"\((?:[ \t\n]*\(){{{MAX_LEVELS}}}",
    )
)

_VALUE_NAME = re.compile(
    rf"\b(?:{'|'.join(w for k in ('INPUT', 'PARAM', 'RULE', 'PART', 'TABLE', 'SCALE') for w in words(f'_{k}'))})"
    r"[ \t\u3000]+([^\W\d]\w*)"
)
#: What follows a Chinese keyword that is meant as one, and not as the name of a member, a row or an operand.
_GOES_ON = re.compile(r"[ \t\r\n\u3000]+(?!(?:as|代号)[ \t\u3000]+[A-Za-z_])[\w\"(-]")
_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")
_ESCAPE = re.compile(r"\\(.?)")
_TOKEN = re.compile(
    rf"""
    (?P<string>"(?:\\[^\n]|[^"\\\n])*(?P<closed>")?|“(?:\\[^\n]|[^”\\\n])*(?P<shut>”)?)
  | (?P<comment>[\#＃][^\n]*)
  | (?P<thousands>(?<![\w.])[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9]))
  | (?P<spaced>(?<![\w.-])(?P<figure>[0-9]+(?:\.[0-9]+)?)[ \t\u3000]+(?P<unit>(?:{UNITS})(?:/[\u3400-\u9fff]+)*)(?![\w]))
  | (?P<compound>(?P<amount>[0-9]+(?:\.[0-9]+)?[\u3400-\u9fff]+)(?P<below>(?:/[\u3400-\u9fff]+)+))
  | (?P<number>[0-9]+(?:\.[0-9]+)?)
  | (?P<wide>[{re.escape("".join(LOOK_ALIKE))}])
  | (?P<word>[^\W\d]\w*)
  | (?P<bracket>[{{}}()])
  | (?P<forbidden>[{FORBIDDEN}])
    """,
    re.VERBOSE,
)


def suspicious(text: str) -> bool:
    """Whether a text is worth scanning although it parses."""
    return any(pattern.search(text) for pattern in _SUSPICIOUS)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that begins with a declaration's keyword (or, the first, with the text itself).

    keyword: its English spelling. word: as it is written.
    """

    keyword: str | None
    start: int
    end: int
    word: str = ""


class Places:
    """Turns offsets of one text into spans. ``written`` is the text as the user wrote it, character by character."""

    def __init__(self, text: str, file: str, written: str | None = None) -> None:
        self.text = text
        self.written = text if written is None else written
        self.file = file
        self._lines = [0, *(m.end() for m in re.finditer("\n", text))]

    def line(self, offset: int) -> int:
        """The line, from 1, in which an offset lies."""
        return bisect_right(self._lines, offset)

    def line_start(self, offset: int) -> int:
        """The offset at which that line begins."""
        return self._lines[self.line(offset) - 1]

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets."""
        first, last = self.line(start), self.line(end)
        column, end_column = start - self._lines[first - 1] + 1, end - self._lines[last - 1] + 1
        return Span(self.file, start, end, first, column, last, end_column)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a scan found: the pieces, all brackets outside strings with their offsets, and what cannot be read.

    ``hopeless`` are the starts of pieces that are nested too deeply to be worth parsing. ``soft`` are the Chinese keywords that
    the text declares as names. ``chinese``: whether most declarations begin with a Chinese keyword.
    """

    pieces: tuple[Piece, ...]
    brackets: tuple[tuple[int, str], ...]
    errors: tuple[Diagnostic, ...]
    hopeless: frozenset[int]
    soft: frozenset[str]
    chinese: bool

    def brackets_in(self, start: int, end: int) -> tuple[tuple[int, str], ...]:
        """The brackets between two offsets."""
        low = bisect_left(self.brackets, (start, ""))
        return self.brackets[low : bisect_left(self.brackets, (end, ""))]


def outline(places: Places) -> Outline:
    """Scans a text."""
    text = places.text
    names = declared(text)
    starts: list[tuple[str, int]] = [("", 0)]
    brackets: list[tuple[int, str]] = []
    errors: list[Diagnostic] = []
    wide: list[tuple[int, str]] = []
    hopeless: set[int] = set()
    depth, previous, previous_end = 0, "{", 0
    for m in _TOKEN.finditer(text):
        kind, found = m.lastgroup, m.group()
        if kind == "string":
            errors += _string_errors(places, m.start(), found, closed=(m["closed"] or m["shut"]) is not None)
        elif kind == "comment":
            errors += _forbidden(places, m.start(), found)
        elif kind == "word":
            fresh = previous in "{}" or "\n" in text[previous_end : m.start()]
            if fresh and found in DECLARATIONS and _begins(text, m, previous):
                starts.append((found, m.start()))
                depth = 0
            elif not found.isascii() and ascii_of(found).isascii():
                wide.append((m.start(), found))
        elif kind == "bracket":
            brackets.append((m.start(), found))
            depth = max(0, depth + {"(": 1, ")": -1}.get(found, 0))
            if depth > MAX_LEVELS and starts[-1][1] not in hopeless:
                hopeless.add(starts[-1][1])
                errors.append(e0115.CODE.at(places.span(*m.span()), limit=MAX_LEVELS))
        elif kind == "wide":
            wide.append((m.start(), found))
        elif kind == "compound":
            errors += _division(places, m, names)
        elif kind in ("thousands", "spaced", "number"):
            errors += _number_errors(places, m)
        else:
            errors += _forbidden(places, m.start(), found)
        if kind != "comment":
            previous, previous_end = found, m.end()
    ends = [start for _, start in starts[1:]] + [len(text)]
    pieces = [Piece(DECLARATIONS.get(w), s, e, w) for (w, s), e in zip(starts, ends, strict=True)]
    errors += _look_alikes(places, pieces, wide)
    chinese = sum(1 if p.word.isascii() else -1 for p in pieces[1:]) < 0
    told = tuple(sorted(errors, key=lambda d: d.span))
    return Outline(tuple(pieces), tuple(brackets), told, frozenset(hopeless), declared_keywords(text), chinese)


def _begins(text: str, m: re.Match[str], previous: str) -> bool:
    """Whether a declaration's keyword is meant as one: a Chinese one may also be a name."""
    return previous not in ("as", "代号") and (m[0].isascii() or _GOES_ON.match(text, m.end()) is not None)


def _string_errors(places: Places, start: int, found: str, *, closed: bool) -> Iterator[Diagnostic]:
    opened_by, closed_by = ("“", '"') if found[0] == "“" else ('"', "”")
    if not closed and closed_by in found[1:]:
        at = start + (0 if opened_by == "“" else found.index(closed_by))
        span = places.span(at, at + 1)
        zh, en = name_of(places.written[at])
        yield e0105.CODE.at(span, fixes=[Fix(span, '"')], found=places.written[at], name=Words(zh, en), text='"')
        return
    if not closed:
        yield e0109.CODE.at(places.span(start, start + len(found.rstrip())))
        return
    for m in _ESCAPE.finditer(found):
        if m[1] not in ('"', "\\"):
            at = start + m.start()
            yield e0121.CODE.at(places.span(at, at + len(m[0])), found=m[0])
            return
    yield from _forbidden(places, start, found)


def _forbidden(places: Places, start: int, found: str) -> Iterator[Diagnostic]:
    m = _FORBIDDEN.search(found)
    if m is None:
        return
    _, en = name_of(m[0])
    span = places.span(start + m.start(), start + m.end())
    name = Words("控制字符" if ord(m[0]) < 0xA0 else "看不见的字符", en)
    yield e0118.CODE.at(span, fixes=[Fix(span, "", sure=True)], found=f"U+{ord(m[0]):04X}", name=name)


def declared(text: str) -> frozenset[str]:
    """The names that the text seems to declare as values: enough to tell a division from a unit."""
    return frozenset(_VALUE_NAME.findall(text))


def divisors(amount: str) -> list[str]:
    """What stands below the line in an amount and is no unit that the language knows: 380元/参保人数."""
    return [part for part in amount.split("/")[1:] if part not in UNIT_SPELLINGS]


def _division(places: Places, m: re.Match[str], names: frozenset[str]) -> Iterator[Diagnostic]:
    for name in divisors(m[0]):
        if name in names:
            span, text = places.span(*m.span()), " / ".join(m[0].split("/"))
            yield e0114.CODE.at(span, fixes=[Fix(span, text)], found=m[0], name=name, text=text)
            return


def _number_errors(places: Places, m: re.Match[str]) -> Iterator[Diagnostic]:
    span = places.span(*m.span())
    if m["thousands"] is not None:
        plain = m[0].replace(",", "")
        yield e0106.CODE.at(span, fixes=[Fix(span, plain)], found=m[0], text=plain)
    elif m["spaced"] is not None:
        joined = m["figure"] + m["unit"]
        yield e0107.CODE.at(span, fixes=[Fix(span, joined, sure=True)], found=m[0], text=joined)
    digits = len((m["figure"] or m[0]).replace(".", "").replace(",", ""))
    if digits > MAX_DIGITS:
        yield e0117.CODE.at(span, digits=digits, limit=MAX_DIGITS)


def _look_alikes(places: Places, pieces: list[Piece], wide: list[tuple[int, str]]) -> Iterator[Diagnostic]:
    """One diagnostic a declaration, with a fix for each of its signs and words that only look like what is meant."""
    for piece in pieces:
        low, high = bisect_left(wide, (piece.start, "")), bisect_left(wide, (piece.end, ""))
        here = wide[low:high]
        if here:
            fixes = [Fix(places.span(at, at + len(w)), _meant(places.text, at, w), sure=w.isalpha()) for at, w in here]
            found = here[0][1]
            zh, en = name_of(next(c for c in found if c in LOOK_ALIKE or c in TWINS))
            yield e0105.CODE.at(fixes[0].span, fixes=fixes, found=found, name=Words(zh, en), text=fixes[0].text)


def _meant(text: str, at: int, found: str) -> str:
    """What a look-alike is probably meant to be; a dash between two figures is a range."""
    if found in "—–…" and re.search(r"[\w%]\s*\Z", text[max(at - 8, 0) : at]) and re.match(r"\s*[0-9]", text[at + 1 : at + 9]):
        return ".."
    return LOOK_ALIKE.get(found) or ascii_of(found)
