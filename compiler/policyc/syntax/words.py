"""The grammar's terminals in words that a policy analyst understands, with the keywords as the file at hand spells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from policyc.diagnostics.core import Words
from policyc.syntax.grammar import parser
from policyc_grammar.keywords import keywords, words

#: How many possibilities a message lists at most.
SHOWN = 8

_TERMINALS: Mapping[str, tuple[str, str]] = {
    "NAME": ("名称", "a name"),
    "ALIAS": ("英文代号", "an ASCII name"),
    "STRING": ("文字（在英文双引号之间）", "text in quotation marks"),
    "QUANTITY": ("金额或数量（如 380元）", "an amount (380元)"),
    "NUMBER": ("数字", "a number"),
    "DATE": ("日期（如 2023-07-26）", "a date (2023-07-26)"),
    "MONTH": ("年月（如 2023-07）", "a month (2023-07)"),
    "$END": ("文件结尾", "the end of the file"),
    "LBRACE": ("{", "{"),
    "RBRACE": ("}", "}"),
    "LPAR": ("(", "("),
    "RPAR": (")", ")"),
    "_ARROW": ("->", "->"),
}


@dataclass(frozen=True, slots=True)
class _Kind:
    """Terminals that are said in one word where all of them are possible; ``like`` are those named as examples."""

    terminals: frozenset[str]
    zh: str
    en: str
    like: tuple[str, ...]

    def said(self, *, chinese: bool) -> tuple[str, str]:
        """The word, with its examples as the file spells them."""
        like = [_spelt(terminal, chinese=chinese)[0] for terminal in self.like]
        if not like:
            return self.zh, self.en
        return f"{self.zh}（{'、'.join(like)}{' ' if like[-1].isascii() else ''}等）", f"{self.en} ({', '.join(like)}, …)"


_FIGURES = "_PARAM _RULE _PART _TABLE _SCALE _TRACK _TARGET MODALITY _CHECK _CHECK_ALL"
_RELATIONS = "_REFINE _OVERRIDE _TAKE _AMEND _WITHDRAW _KEEP"
_ANYWHERE = "_INPUT _HISTORY _READING _REQUIRE _EXAMPLE _ASSUME _QUESTION"
_FORMULA = (
    "NAME QUALIFIED NUMBER QUANTITY DATE MONTH _TRUE _FALSE UNSPECIFIED _UNLIMITED FUNCTION LPAR MINUS _MATCH _CASES PREVIOUS"
)
_TOP = "_POLICY _SOURCE _ENUM _UNIT _CLAUSE"

#: The largest first.
_KINDS = tuple(
    _Kind(frozenset(names.split()), zh, en, tuple(like.split()))
    for names, zh, en, like in (
        (f"{_FIGURES} {_RELATIONS} {_ANYWHERE}", "声明", "a declaration", "_PARAM _RULE"),
        (f"{_TOP} {_ANYWHERE}", "声明", "a declaration", "_SOURCE _CLAUSE"),
        (f"{_FIGURES} {_RELATIONS}", "声明", "a declaration", "_PARAM _RULE"),
        (_TOP, "声明", "a declaration", "_SOURCE _CLAUSE"),
        (_ANYWHERE, "声明", "a declaration", "_INPUT _EXAMPLE"),
        (_FORMULA, "算式", "a formula", ""),
        ("QUANTITY NUMBER DATE MONTH _TRUE _FALSE", "数值或日期", "a value", ""),
        ("PLUS MINUS FACTOR", "运算符（+ - * /）", "an operator (+ - * /)", ""),
        ("TWO_EQUALS NOT_EQUAL BOUND", "比较", "a comparison", "TWO_EQUALS NOT_EQUAL BOUND"),
        ("_QUOTE _PRINCIPALLY DIRECTION _BECAUSE", "附注", "a note", "_QUOTE"),
    )
)  # fmt: skip

#: Terminals of several keywords that are named, with examples.
_SOME: Mapping[str, tuple[str, str]] = {
    "FUNCTION": ("函数", "a function"),
    "SOURCE_KEY": ("来源的项目", "a line of the source"),
    "BOUND": ("比较", "a comparison"),
    "TYPE_WORD": ("类型", "a type"),
}


@cache
def _literal_text() -> Mapping[str, str]:
    """What terminals that are plain strings look like: ``ARROW`` → ``->``."""
    return {t.name: t.pattern.value for t in parser().terminals if t.pattern.type == "str"}


def _spelt(terminal: str, *, chinese: bool) -> list[str]:
    """The keywords of a terminal in one spelling; signs stay signs."""
    return [k.en if k.is_sign or not chinese else k.spelt("zh") for k in keywords() if k.terminal == terminal]


def expected_keywords(terminals: Iterable[str]) -> list[str]:
    """The keywords among terminals, in both spellings."""
    return sorted({word for name in terminals for word in words(name)})


def expected(terminals: Iterable[str], *, chinese: bool = False) -> Words:
    """A set of terminals in words: sorted, not too many; ``chinese``: with Chinese keywords."""
    left = set(terminals) - {"OTHER_FUNCTION", "SEMICOLON"}
    if len(left) > 1:
        left.discard("$END")
    said: list[tuple[str, str]] = []
    for kind in _KINDS:
        if kind.terminals <= left:
            left -= kind.terminals
            said.append(kind.said(chinese=chinese))
    said += sorted(_word(name, chinese=chinese) for name in left)
    shown = list(dict.fromkeys(said))
    more = ("等", ", …") if len(shown) > SHOWN else ("", "")
    zh = "、".join(zh for zh, _ in shown[:SHOWN]) + more[0]
    return Words(zh, ", ".join(en for _, en in shown[:SHOWN]) + more[1])


def _word(name: str, *, chinese: bool) -> tuple[str, str]:
    if name in _TERMINALS:
        return _TERMINALS[name]
    spelt = _spelt(name, chinese=chinese)
    if name in _SOME:
        (zh, en), some = _SOME[name], " ".join(spelt[:5])
        return f"{zh}（{some}）", f"{en} ({some})"
    if spelt:
        return "、".join(spelt), ", ".join(spelt)
    text = _literal_text().get(name, name)
    return text, text
