"""Which statement of one policy is which of the other: by id, then by name, then by likeness.

A statement whose id was changed is one change, not a withdrawal and an addition. Likeness is symmetric and needs no clock and no
chance: the likest pair is taken first, and of equally like ones that which comes first in both documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from itertools import product
from typing import Any

from policyc.compare.changes import Subject
from policyc.compare.content import Item, Key

#: Two statements that are less like each other than this are two.
_LEAST = 0.62
#: Statements that have no life of their own: an assumption in other words is another assumption.
_EXACT = frozenset({Subject.EXAMPLE, Subject.RELATION, Subject.CLAUSE, Subject.UNIT})
#: More pairs than this are not held against each other; what has neither id nor name in common then stays two.
_MOST_PAIRS = 250_000

Pairs = list[tuple[Item | None, Item | None]]


def pairs(old: Mapping[Key, Item], new: Mapping[Key, Item], *, alike: bool = True) -> Pairs:
    """Every statement of both policies, each with its like, or with None. alike: whether likeness alone is enough."""
    matched: Pairs = [(item, new[key]) for key, item in old.items() if key in new]
    left = [item for key, item in old.items() if key not in new]
    right = [item for key, item in new.items() if key not in old]
    for find in (_by_name, _by_likeness) if alike else (_by_name,):
        found = find(left, right)
        matched += found
        gone = {id(item) for pair in found for item in pair}
        left = [item for item in left if id(item) not in gone]
        right = [item for item in right if id(item) not in gone]
    matched += [(item, None) for item in left] + [(None, item) for item in right]
    return matched


def _by_name(old: Iterable[Item], new: Iterable[Item]) -> Pairs:
    """Those whose name nothing else of their kind has on either side."""
    left, right = _unique(old), _unique(new)
    return [(left[name], right[name]) for name in left if name in right]


def _unique(items: Iterable[Item]) -> dict[tuple[Subject, str], Item]:
    found: dict[tuple[Subject, str], list[Item]] = {}
    for item in items:
        found.setdefault((item.subject, item.name), []).append(item)
    return {name: same[0] for name, same in found.items() if len(same) == 1}


def _by_likeness(old: Iterable[Item], new: Iterable[Item]) -> Pairs:
    left, right = list(old), list(new)
    if len(left) * len(right) > _MOST_PAIRS:
        return []
    scored = []
    for a, b in product(left, right):
        if a.subject is b.subject and a.subject not in _EXACT:
            score = likeness(a, b)
            if score >= _LEAST:
                scored.append((-score, a.position + b.position, min(a.key, b.key), max(a.key, b.key), a, b))
    found: Pairs = []
    taken: set[int] = set()
    for *_, a, b in sorted(scored, key=lambda entry: entry[:4]):
        if id(a) not in taken and id(b) not in taken:
            taken |= {id(a), id(b)}
            found.append((a, b))
    return found


def likeness(a: Item, b: Item) -> float:
    """How like two statements are, from 0 to 1: what they say counts half, what they are called and which words carry them
    the rest.
    """
    if a.data.get("type") != b.data.get("type"):
        return 0.0
    if "label" not in a.data:  # remarks, checks: their text is all they are
        return _ratio(a.name, b.name)
    names = max(_ratio(a.name, b.name), _ratio(a.key, b.key))
    if a.subject is Subject.MEASURE:  # words are all it has
        return 0.5 * names + 0.5 * _ratio(_quotes(a), _quotes(b))
    return 0.5 * _same(a, b) + 0.35 * names + 0.15 * _ratio(_quotes(a), _quotes(b))


_SAID_ELSEWHERE = frozenset({"label", "name", "quotes", "clause", "because"})


def _same(a: Item, b: Item) -> float:
    """The share of what both say that is equal; the parts of a formula count one by one."""
    left, right = _leaves(a.own), _leaves(b.own)
    if not left and not right:
        return 1.0
    both = sum(min(count, right.get(leaf, 0)) for leaf, count in left.items())
    return 2 * both / (sum(left.values()) + sum(right.values()))


def _leaves(data: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}

    def visit(key: str, value: Any) -> None:
        if isinstance(value, dict):
            for inner, each in value.items():
                visit(inner, each)
        elif isinstance(value, list):
            for each in value:
                visit(key, each)
        elif value is not None and value is not False:
            found[key, str(value)] = found.get((key, str(value)), 0) + 1

    for key, value in data.items():
        if key not in _SAID_ELSEWHERE and key != "type" and key != "unit":
            visit(key, value)
    return found


def _quotes(item: Item) -> str:
    return "".join(quote["text"] for quote in item.data.get("quotes", ()))


def _ratio(a: str, b: str) -> float:
    low, high = sorted((a, b))  # the measure depends on the order
    return SequenceMatcher(None, low, high, autojunk=False).ratio()
