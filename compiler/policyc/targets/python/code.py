"""Pieces of Python: expressions that know when they need brackets, and blocks of lines that know their indentation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum

from policyc.targets.python.literals import WIDTH, width


class Binds(IntEnum):
    """How tightly an expression's outermost operator binds, loosest first."""

    IF = 0
    OR = 1
    AND = 2
    NOT = 3
    COMPARE = 4
    SUM = 5
    PRODUCT = 6
    SIGN = 7
    ATOM = 8


@dataclass(frozen=True, slots=True)
class Code:
    """An expression. ``constant``: reading it later, or never, changes nothing (a literal, a local name)."""

    text: str
    binds: Binds = Binds.ATOM
    constant: bool = False

    def within(self, least: Binds) -> str:
        """The text, in brackets where its place asks for something that binds at least so tightly."""
        return self.text if self.binds >= least else f"({self.text})"


def times(code: Code, factor: int) -> Code:
    """``code * factor``; a literal is multiplied now."""
    if factor == 1:
        return code
    if code.constant and code.text.lstrip("-").isdecimal():
        return integer(int(code.text) * factor)
    return Code(f"{code.within(Binds.PRODUCT)} * {factor}", Binds.PRODUCT, code.constant)


def integer(value: int) -> Code:
    """A literal; a negative one binds like a sign."""
    return Code(str(value), Binds.ATOM if value >= 0 else Binds.SIGN, constant=True)


class Block:
    """Lines of a function's body, being written."""

    def __init__(self, indent: int = 4) -> None:
        self.lines: list[str] = []
        self.indent = indent

    def line(self, text: str, place: str = "") -> None:
        """A line; ``place`` becomes a comment behind it, or above it where there is no room."""
        margin = " " * self.indent
        if place and self.indent + width(text) + width(place) + 4 > WIDTH:
            self.lines.append(f"{margin}# {place}")
            place = ""
        self.lines.append(f"{margin}{text}  # {place}" if place else f"{margin}{text}")

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """The lines written inside stand one step to the right."""
        self.indent += 4
        yield
        self.indent -= 4
