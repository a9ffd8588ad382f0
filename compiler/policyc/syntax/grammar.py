"""The LALR parser, built once from the grammar when it is first needed: Lark is imported nowhere else at run time.

Working the tables out takes most of the time of a short run. Who may touch files can :func:`keep` them: they are kept as plain
data behind a checksum, never as code, under a name that changes with the grammar, Lark and Python.
"""

from __future__ import annotations

import hashlib
import io
import marshal
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Protocol

from policyc_grammar import grammar_text

if TYPE_CHECKING:
    from lark import Lark


class Store(Protocol):
    """Where tables are kept from one run to the next. It raises nothing: what cannot be kept is worked out again."""

    def read(self, name: str) -> bytes | None:
        """What was kept under a name."""

    def write(self, name: str, content: bytes) -> None:
        """Keep this under a name."""


_stores: list[Store] = []


def keep(store: Store) -> None:
    """Have a parser that is built from now on look there first."""
    _stores[:] = [store]


@cache
def parser() -> Lark:
    """The parser of .pol files."""
    with _lark_made_ready():
        name = _name()
        for store in _stores:
            if (made := restored(store.read(name) or b"")) is not None:
                return made
        made = built()
        for store in _stores:
            store.write(name, tables(made))
        return made


def built() -> Lark:
    """The parser, worked out from the grammar."""
    from lark import Lark

    return Lark(grammar_text(), parser="lalr", lexer="contextual", propagate_positions=True, maybe_placeholders=True)


def tables(made: Lark) -> bytes:
    """A parser as data, with its checksum before it."""
    content = io.BytesIO()
    made.save(content)  # Lark knows only pickles; what is in one is plain, and is kept as such
    data = marshal.dumps(pickle.loads(content.getvalue()))
    return hashlib.sha256(data).digest() + data


def restored(content: bytes) -> Lark | None:
    """The parser of such data; None where it is not what was kept."""
    from lark import Lark

    checksum, data = content[:32], content[32:]
    if hashlib.sha256(data).digest() != checksum:
        return None
    return Lark.load(marshal.loads(data))


def _name() -> str:
    import lark

    made_by = (grammar_text(), lark.__version__, sys.version, str(marshal.version))
    return f"grammar-{hashlib.sha256(chr(0).join(made_by).encode()).hexdigest()[:32]}"


@contextmanager
def _lark_made_ready() -> Iterator[None]:
    """Has Lark use our lexer, and keeps it from comparing all terminals, which it does wherever ``interegular`` is installed.

    With a range of 27,648 Chinese characters comparing takes two minutes; .ci/strict_grammar.py has done it for good.
    """
    from lark import lexer

    from policyc.syntax.lexing import ReadyLexer

    installed, its_own = getattr(lexer, "has_interegular", False), lexer.ContextualLexer.BasicLexer
    lexer.has_interegular = False  # type: ignore[attr-defined,unused-ignore]
    lexer.ContextualLexer.BasicLexer = ReadyLexer
    try:
        yield
    finally:
        lexer.has_interegular = installed  # type: ignore[attr-defined,unused-ignore]
        lexer.ContextualLexer.BasicLexer = its_own
