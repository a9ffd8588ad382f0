"""Keywords are soft: where the grammar admits both a name and a Chinese keyword, a name that the file itself declares wins.

English keywords cannot be names, which contain a Chinese character; and where only a name may stand, the contextual lexer
recognises nothing else. What is left are a few places (the beginning of a formula, a pattern, what follows one) at which a
member called 是 or a rule called 其余 would be taken for a keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any

from policyc_grammar.keywords import keywords, words

if TYPE_CHECKING:
    from lark import Token


#: Tokens that are names already, or no names: a function is known by the bracket that follows.
_NEVER_A_NAME = frozenset({"NAME", "STRING", "FUNCTION"})


@cache
def chinese() -> frozenset[str]:
    """All Chinese keywords."""
    return frozenset(zh for k in keywords() for zh in k.zh)


@cache
def _declarations() -> re.Pattern[str]:
    """A keyword declared as a name, outside texts and comments: before ``as``, or after ``unit`` and ``part``."""
    space = r"[ \t\r\n\u3000]+"
    either = "|".join(sorted(map(re.escape, chinese()), key=lambda w: (-len(w), w)))
    as_, bare = "|".join(words("_AS")), "|".join((*words("_UNIT"), *words("_PART")))
    return re.compile(
        rf'"(?:\\.|[^"\\\n])*"?|\#[^\n]*|(?<!\w)({either}){space}(?:{as_})(?!\w)|(?<!\w)(?:{bare}){space}({either})(?!\w)'
    )


#: How much white space one looks across for the word before an ``as``.
_NEAR = 8


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    as_, bare = "|".join(words("_AS")), "|".join((*words("_UNIT"), *words("_PART")))
    space = r"[ \t\r\n\u3000]"
    return re.compile(rf"(?<={space})(?:{as_})(?!\w)"), re.compile(rf"(?<!\w)(?:{bare}){space}+(\w+)")


def _may_declare(text: str) -> bool:
    """Whether a keyword stands before an ``as`` or after a ``unit`` or ``part`` at all, be it in a text or a comment.

    Hardly any file has one, and to say so is much faster than to tell texts from the rest.
    """
    before, after = _marks()
    longest = max(map(len, chinese()))
    for mark in before.finditer(text):
        near = text[max(0, mark.start() - longest - _NEAR) : mark.start()].split()[-1:]
        if not near or near[0] in chinese() or not near[0].isidentifier():  # where in doubt, look closely
            return True
    return any(mark[1] in chinese() for mark in after.finditer(text))


def declared_keywords(text: str) -> frozenset[str]:
    """The Chinese keywords that a text declares as names."""
    if not _may_declare(text):
        return frozenset()
    return frozenset(name for m in _declarations().finditer(text) if (name := m[1] or m[2]))


def tokens(parsing: Any, names: frozenset[str]) -> Iterator[Token]:
    """The tokens of an interactive parser.

    A Chinese keyword is a name where one may stand and either the text declares it (``names``) or the keyword may not stand.
    """
    from lark import Token

    for token in parsing.lexer_thread.lex(parsing.parser_state):
        if token.type not in _NEVER_A_NAME and str(token) in chinese() and "NAME" in parsing.choices():
            name = Token.new_borrow_pos("NAME", token.value, token)
            if _accepted(parsing, name) and (str(token) in names or not _accepted(parsing, token)):
                yield name
                continue
        yield token


def _accepted(parsing: Any, token: Token) -> bool:
    """Whether a token may really come next: the tables alone say so of some that may not."""
    from lark import UnexpectedToken

    trial = parsing.copy(deepcopy_values=False)  # nothing is built of them
    trial.parser_state.parse_conf = copy(trial.parser_state.parse_conf)
    trial.parser_state.parse_conf.callbacks = {}
    try:
        trial.feed_token(token)
    except UnexpectedToken:
        return False
    return True
