"""Why a stretch of text could not be read, in the words of whoever wrote it: the likeliest cause, and what mends it.

Each function below knows one cause and answers None where it is not that one; the first that answers is believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from difflib import get_close_matches

from policyc.diagnostics.codes import (
    e0101,
    e0102,
    e0103,
    e0104,
    e0108,
    e0110,
    e0111,
    e0112,
    e0113,
    e0122,
    e0123,
    e0124,
    e0125,
    e0127,
)
from policyc.diagnostics.core import Diagnostic, Fix, Label, Span, Words
from policyc.syntax.scan import DECLARATIONS, Outline, Places
from policyc.syntax.words import expected, expected_keywords
from policyc_grammar.keywords import keywords

_FOUND = re.compile(r'"(?:\\.|[^"\\\n])*"?|&&|\|\||=[<>]|<>|//|[0-9]+(?:\.[0-9]+)?\w*%?|\w+|[<>=!]=|->|\.\.|.')
_CHINESE = r"(?!\d)(?=\w*[\u3400-\u9fff])\w++"
_CLOSERS = {"{": "}", "(": ")"}


@dataclass(frozen=True, slots=True)
class Failure:
    """Where reading stopped: what stands there (``""`` at the end of the text), what was read last, and what could stand there.

    ``start`` is where the piece began; ``clause`` whether it began inside the braces of a clause; ``read`` are the tokens before.
    """

    places: Places
    outline: Outline
    start: int
    offset: int
    found: str
    last: tuple[int, int] | None
    accepts: Set[str]
    clause: bool
    read: tuple[tuple[int, int], ...] = ()


def found_at(text: str, offset: int) -> str:
    """What stands at an offset: a word, a number with its unit, a string or a sign."""
    m = _FOUND.match(text, offset)
    return m[0] if m else ""


def explain(failure: Failure) -> Diagnostic:
    """The diagnostic of a failure."""
    for cause in _CAUSES:
        diagnostic = cause(failure)
        if diagnostic is not None:
            return diagnostic
    return e0101.CODE.at(
        _span(failure), found=shown(failure), expected=expected(failure.accepts, chinese=failure.outline.chinese)
    )


def shown(failure: Failure) -> str:
    """What stands where reading stopped, as the user wrote it and short enough for a message."""
    return shortened(failure.places.written[failure.offset : failure.offset + len(failure.found)])


def shortened(text: str) -> str:
    """A found text, short enough for a message."""
    return text if len(text) <= 20 else text[:19] + "…"


def guess(word: str, candidates: list[str]) -> str | None:
    """The keyword that a misspelt word is meant to be."""
    if not re.fullmatch(r"[A-Za-z_]+", word) or word in candidates:
        return None
    close = get_close_matches(word.lower(), candidates, n=1, cutoff=0.7)
    return close[0] if close else None


def _span(f: Failure) -> Span:
    return f.places.span(f.offset, f.offset + len(f.found))


def _superfluous_bracket(f: Failure) -> Diagnostic | None:
    if f.found not in ("}", ")"):
        return None
    open_ = unclosed(f.outline, f.start, f.offset)
    if any(_CLOSERS[b] == f.found for _, b in open_) or (f.found == "}" and f.clause and "RBRACE" in f.accepts):
        return None
    net = sum(1 if b == "{" else -1 for _, b in f.outline.brackets_in(f.start, f.offset) if b in "{}")
    if f.found == "}" and net + f.clause > 0:
        return None
    return e0111.CODE.at(_span(f), fixes=[Fix(_span(f), "")], found=f.found)


def _unclosed_bracket(f: Failure) -> Diagnostic | None:
    """A declaration, the end or a wrong bracket is met while a bracket is open that could be closed here."""
    open_ = unclosed(f.outline, f.start, f.offset)
    if not open_ or not (f.found in DECLARATIONS or f.found in ("", "}", ")")):
        return None
    at, bracket = open_[-1]
    closer = _CLOSERS[bracket]
    if f.found == closer or {"}": "RBRACE", ")": "RPAR"}[closer] not in f.accepts:
        return None
    here = f.places.span(f.offset, f.offset + len(f.found))
    related = [Label(here, f"读到这里，仍缺“{closer}”", f"“{closer}” is still missing here")]
    return e0110.CODE.at(f.places.span(at, at + 1), related=related, open=bracket, close=closer)


def unclosed(outline: Outline, start: int, end: int) -> list[tuple[int, str]]:
    """The brackets between two offsets that are open at the end."""
    open_: list[tuple[int, str]] = []
    for at, bracket in outline.brackets_in(start, end):
        if bracket in _CLOSERS:
            open_.append((at, bracket))
        elif open_ and _CLOSERS[open_[-1][1]] == bracket:
            open_.pop()
    return open_


def _misspelt_as(f: Failure) -> Diagnostic | None:
    """Another word where ``as`` should stand, an ASCII name behind it; an ASCII word unlike ``as`` may be that name."""
    if "_AS" not in f.accepts or f.found in DECLARATIONS or not (_LIKE_AS.fullmatch(f.found) or re.fullmatch(_CHINESE, f.found)):
        return None
    follows = _NEXT_ALIAS.match(f.places.text, f.offset + len(f.found))
    if follows is None or any(follows[1] in keyword.spellings for keyword in keywords()):
        return None
    as_ = "代号" if f.outline.chinese else "as"
    return e0103.CODE.at(_span(f), fixes=[Fix(_span(f), as_, sure=True)], found=shown(f), guess=as_)


_LIKE_AS = re.compile(r"a|[ai]s|a[a-z]|sa|[a-z]as|a[a-z]s|as[a-z]", re.IGNORECASE)
_NEXT_ALIAS = re.compile(r"[^\S\n]+([A-Za-z_][A-Za-z0-9_]*)(?!\w)")


def _missing_as(f: Failure) -> Diagnostic | None:
    if "_AS" not in f.accepts or f.last is None:
        return None
    start, end = f.last
    name, as_ = f.places.text[start:end], "代号" if f.outline.chinese else "as"
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", f.found) and f.found not in DECLARATIONS:
        fix = Fix(f.places.span(f.offset, f.offset), f"{as_} ", sure=True)
        return e0104.CODE.at(_span(f), fixes=[fix], name=name, as_=as_, example=f.found)
    if not f.accepts <= {"_AS", "COMMA", "RBRACE"}:
        return None
    return e0104.CODE.at(f.places.span(start, end), name=name, as_=as_, example="english_name")


def _misspelt(f: Failure) -> Diagnostic | None:
    word = guess(f.found, expected_keywords(f.accepts))
    if word is None or f.found in DECLARATIONS:
        return None
    return e0103.CODE.at(_span(f), fixes=[Fix(_span(f), word)], found=f.found, guess=word)


def _bare_condition(f: Failure) -> Diagnostic | None:
    """A condition goes on where only an amount, or a condition in brackets, may stand: an arm, a cell, a branch of an if."""
    if f.found not in ("and", "or", "==", "!=") or f.last is None or "FACTOR" not in f.accepts:
        return None  # after a whole operand, one could go on to multiply
    return e0123.CODE.at(_span(f), found=f.found)


def _equals(f: Failure) -> Diagnostic | None:
    if f.found == "=" and "TWO_EQUALS" in f.accepts and "EQUALS" not in f.accepts:
        return e0112.CODE.at(_span(f), fixes=[Fix(_span(f), "==", sure=True)])
    if f.found[:1] == "=" and f.last is not None and f.last == (f.offset - 1, f.offset) and f.places.text[f.offset - 1] == "=":
        span = f.places.span(f.offset - 1, f.offset + 1)
        return e0113.CODE.at(span, fixes=[Fix(span, "=", sure=True)])
    return None


def _foreign(f: Failure) -> Diagnostic | None:
    """A sign that other languages use; ``=>`` may have been read as ``=`` before something went wrong."""
    start, found = f.offset, f.found
    if f.last is not None and f.last[1] == start and f.places.text[f.last[0] : start] == "=" and found[:1] in ("<", ">"):
        start, found = f.last[0], "=" + found[:1]
    if _is_range(f):
        span = f.places.span(start, start + len(found))
        return e0122.CODE.at(span, fixes=[Fix(span, "..")], found=shown(f), instead=Words("范围写 ..", "write .. for a range"))
    if found not in _FOREIGN:
        return None
    zh, en, text = _FOREIGN[found]
    if found == "=>" and "BOUND" in f.accepts:
        zh, en, text = "不低于写 >=", "write >=", ">="
    span = f.places.span(start, start + len(found))
    return e0122.CODE.at(span, fixes=[Fix(span, text)] if text is not None else [], found=found, instead=Words(zh, en))


def _is_range(f: Failure) -> bool:
    """``1~3`` or 1 至 3 where a range goes on."""
    return f.found in ("~", "-", "至", "到", "to") and "RANGE" in f.accepts


_FOREIGN: Mapping[str, tuple[str, str, str | None]] = {
    "&&": ("并且写 and", "write and", "and"),
    "||": ("或者写 or", "write or", "or"),
    "!": ("否定写 not", "write not", "not "),
    "=>": ("写 ->；比较写 >=", "write ->, or >= to compare", "->"),
    "=<": ("不超过写 <=", "write <=", "<="),
    "<>": ("不等于写 !=", "write !=", "!="),
    ";": ("分号只写在一行写完之处", "`;` stands only where a line could end", ""),
    "。": ("声明之后不用句号，删去即可", "delete it: nothing stands between declarations", ""),
    "//": ("注释以 # 开头", "a comment begins with #", "#"),
    "'": ('文字用英文双引号 "…"', 'put text in quotation marks "…"', None),
    "‘": ('文字用英文双引号 "…"', 'put text in quotation marks "…"', None),
    "[": ("只用小括号 ( ) 和大括号 { }", "only ( ) and { } are used", None),
}


def _incomplete(f: Failure) -> Diagnostic | None:
    if f.last is None or not (f.found in DECLARATIONS or f.found in ("", "}")):
        return None
    last = shortened(f.places.written[f.last[0] : f.last[1]])
    return e0102.CODE.at(f.places.span(*f.last), found=last, expected=expected(f.accepts, chinese=f.outline.chinese))


def _ascii_name(f: Failure) -> Diagnostic | None:
    """The ASCII name stands where the Chinese one should: before it in a declaration, or instead of it in a formula."""
    if "NAME" not in f.accepts or not re.fullmatch(r"[A-Za-z_]\w*", f.found) or f.found in DECLARATIONS:
        return None
    text, end = f.places.text, f.offset + len(f.found)
    if swapped := re.compile(rf"\s+as\s+({_CHINESE})").match(text, end):
        fix = Fix(f.places.span(f.offset, swapped.end()), f"{swapped[1]} as {f.found}", sure=True)
        return e0125.CODE.at(fix.span, fixes=[fix], name=swapped[1], found=f.found)
    in_formula = "LPAR" in f.accepts
    if in_formula and (declared := re.search(rf"(?<!\w)({_CHINESE})\s+as\s+{f.found}(?!\w)", text)):
        related = [Label(f.places.span(*declared.span()), "在此声明", "declared here")]
        fix = Fix(_span(f), declared[1], sure=True)
        return e0124.CODE.at(_span(f), related=related, fixes=[fix], name=declared[1], found=f.found)
    return None


_DAY = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")


def _short_day(f: Failure) -> Diagnostic | None:
    """A month or a day of one digit: 2024-8-31."""
    line = f.places.line_start(f.offset)
    for m in _DAY.finditer(f.places.text, line):
        if m.start() <= f.offset <= m.end():
            text = f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}"
            span = f.places.span(*m.span())
            return e0127.CODE.at(span, fixes=[Fix(span, text, sure=True)], found=m[0], text=text) if text != m[0] else None
        if m.start() > f.offset:
            return None
    return None


def _name_without_chinese(f: Failure) -> Diagnostic | None:
    if "NAME" not in f.accepts or not re.fullmatch(r"[A-Za-z_]\w*", f.found) or f.found in DECLARATIONS:
        return None
    return e0108.CODE.at(_span(f), found=shown(f))


_CAUSES: tuple[Callable[[Failure], Diagnostic | None], ...] = (
    _short_day,
    _misspelt_as,
    _missing_as,
    _bare_condition,
    _equals,
    _foreign,
    _superfluous_bracket,
    _unclosed_bracket,
    _misspelt,
    _incomplete,
    _ascii_name,
    _name_without_chinese,
)
