"""The grammar's terminals in words that a policy analyst understands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from policyc.diagnostics.core import Words
from policyc.syntax.grammar import parser

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
    "FUNCTION": ("函数（如 min(…)）", "a function (min(…))"),
    "SOURCE_KEY": ("来源的项目（如 title）", "a line of the source (title)"),
    "BOUND": ("比较符号（>= <= > <）", "a comparison (>= <= > <)"),
    "TYPE_WORD": ("类型（bool date month year %）", "a type (bool date month year %)"),
    "STATE": ("unspecified、none、refused、missing", "unspecified, none, refused, missing"),
    "ROUNDING_MODE": ("down、half even", "down, half even"),
    "$END": ("文件结尾", "the end of the file"),
    "LBRACE": ("{", "{"),
    "RBRACE": ("}", "}"),
    "LPAR": ("(", "("),
    "RPAR": (")", ")"),
}

#: Sets of terminals that are said in one word where all of them are possible, the largest first.
_GROUPS: tuple[tuple[frozenset[str], str, str], ...] = tuple(
    (frozenset(names.split()), zh, en)
    for names, zh, en in (
        (
            "_PARAM _RULE _PART _TABLE _SCALE _TARGET MODALITY _CHECK _INPUT _REQUIRE _EXAMPLE _ASSUME _QUESTION",
            "声明（param、rule 等）",
            "a declaration (param, rule, …)",
        ),
        (
            "_POLICY _SOURCE _ENUM _UNIT _CLAUSE _INPUT _REQUIRE _EXAMPLE _ASSUME _QUESTION",
            "声明（source、clause 等）",
            "a declaration (source, clause, …)",
        ),
        ("_PARAM _RULE _PART _TABLE _SCALE _TARGET MODALITY _CHECK", "声明（param、rule 等）", "a declaration (param, rule, …)"),
        ("_POLICY _SOURCE _ENUM _UNIT _CLAUSE", "声明（source、clause 等）", "a declaration (source, clause, …)"),
        ("_INPUT _REQUIRE _EXAMPLE _ASSUME _QUESTION", "声明（input、example 等）", "a declaration (input, example, …)"),
        (
            "NAME NUMBER QUANTITY DATE MONTH _TRUE _FALSE UNSPECIFIED _UNLIMITED FUNCTION LPAR MINUS _MATCH _CASES",
            "算式",
            "a formula",
        ),
        ("QUANTITY NUMBER DATE MONTH _TRUE _FALSE", "数值或日期", "a value"),
        ("PLUS MINUS FACTOR", "运算符（+ - * /）", "an operator (+ - * /)"),
        ("TWO_EQUALS NOT_EQUAL BOUND", "比较（== != >= …）", "a comparison (== != >= …)"),
        ("_QUOTE _PRINCIPALLY _MORE _BECAUSE", "附注（quote 等）", "a note (quote, …)"),
        ("_AND _OR", "and、or", "and, or"),
    )
)  # fmt: skip


@cache
def keywords() -> Mapping[str, tuple[str, ...]]:
    """The words of each keyword terminal: ``_PARAM`` → ``("param",)``."""
    found = {}
    for terminal in parser().terminals:
        m = re.match(r"\(?([a-z|]+)\)?\(\?!\\w\)", terminal.pattern.value)
        if m:
            found[terminal.name] = tuple(m[1].split("|"))
    return found


@cache
def _literal_text() -> Mapping[str, str]:
    """What terminals that are plain strings look like: ``EQUALS`` → ``=``."""
    return {t.name: t.pattern.value for t in parser().terminals if t.pattern.type == "str"}


def expected_keywords(terminals: Iterable[str]) -> list[str]:
    """The keywords among terminals."""
    table = keywords()
    return sorted({word for name in terminals for word in table.get(name, ())})


def expected(terminals: Iterable[str]) -> Words:
    """A set of terminals in words: sorted, not too many."""
    left = set(terminals)
    if len(left) > 1:
        left.discard("$END")
    said: list[tuple[str, str]] = []
    for group, zh, en in _GROUPS:
        if group <= left:
            left -= group
            said.append((zh, en))
    said += sorted(_word(name) for name in left)
    shown = list(dict.fromkeys(said))
    more = ("等", ", …") if len(shown) > SHOWN else ("", "")
    zh = "、".join(zh for zh, _ in shown[:SHOWN]) + more[0]
    return Words(zh, ", ".join(en for _, en in shown[:SHOWN]) + more[1])


def _word(name: str) -> tuple[str, str]:
    if name in _TERMINALS:
        return _TERMINALS[name]
    words = keywords().get(name)
    if words:
        return "、".join(words), ", ".join(words)
    text = _literal_text().get(name, name)
    return text, text
