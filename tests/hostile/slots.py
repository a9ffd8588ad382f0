"""Where the language takes a text or a name: worked out from the grammar, so that a new construct is met without being listed.

A slot is a rule of the grammar in which a STRING (or NAME, or ALIAS) may stand, with the rule around it: the quote of an arm is
another slot than the quote of a param. Policies of the house in which they occur are chosen as samples; their texts are replaced.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lark import Token, Tree

from policyc.syntax.characters import normalised
from policyc.syntax.grammar import parser
from policyc.syntax.parse import _read
from tests.fuzz.corpus import Base, bases, good_bases


@dataclass(frozen=True, slots=True)
class Slot:
    """A token in a text: the rule that it stands in and the rule around that, and its offsets."""

    kind: tuple[str, str]
    start: int
    end: int


@functools.cache
def kinds(terminal: str) -> frozenset[tuple[str, str]]:
    """All slots of a terminal that the grammar has."""
    return frozenset((around, rule) for rule in _using(terminal) for around in _using(rule))


def _using(symbol: str) -> frozenset[str]:
    """The rules that a symbol may stand in. A rule that the tree does not show (``_so``) is seen in those that use it."""
    parts: dict[str, set[str]] = {}
    for rule in parser().rules:
        parts.setdefault(rule.origin.name, set()).update(part.name for part in rule.expansion)
    found: set[str] = set()
    waiting = [symbol]
    while waiting:
        name = waiting.pop()
        more = {rule for rule, symbols in parts.items() if name in symbols} - found
        found |= more
        waiting += [rule for rule in more if rule.startswith("_")]
    return frozenset(str(name) for name in found if not name.startswith("_"))


def slots(text: str, *terminals: str) -> list[Slot]:
    """The tokens of these kinds in a text that has no errors, in their order."""
    return sorted(_slots(_read(normalised(text)), "", terminals), key=lambda slot: slot.start)


def _slots(tree: Tree[Token], around: str, terminals: tuple[str, ...]) -> Iterator[Slot]:
    for child in tree.children:
        if isinstance(child, Tree):
            yield from _slots(child, str(tree.data), terminals)
        elif isinstance(child, Token) and child.type in terminals:
            assert child.start_pos is not None and child.end_pos is not None
            yield Slot((around, str(tree.data)), child.start_pos, child.end_pos)


@functools.cache
def samples(terminal: str) -> tuple[Base, ...]:
    """Valid policies that together have every slot that any valid policy of the house has, few and short."""
    own = Path(__file__).parent
    notes = Base("tests/hostile/notes.pol", (own / "notes.pol").read_text("utf-8"), own)
    wide = next(base for base in bases() if base.file == "tests/golden/features.pol")
    house = [base for base in good_bases() if not base.file.startswith("policies/")]
    texts = {base: {slot.kind for slot in slots(base.text, terminal)} for base in (wide, notes, *house)}
    wanted = kinds(terminal) & frozenset().union(*texts.values())
    chosen = [wide, notes]
    while missing := wanted - frozenset().union(*(texts[base] for base in chosen)):
        chosen.append(max(texts, key=lambda base: (len(texts[base] & missing), -len(base.text))))
    return tuple(chosen)


def replaced(text: str, where: list[Slot], put: Callable[[int, Slot], str]) -> str:
    """The text with something else in each of the slots."""
    pieces, at = [], 0
    for number, slot in enumerate(where):
        pieces += [text[at : slot.start], put(number, slot)]
        at = slot.end
    return "".join([*pieces, text[at:]])
