"""A policy's meaning as a hash: equal for two files that decide every case alike in the same words, however they are laid out.

What counts: names and aliases, types, ranges, figures and their bounds, formulas, requirements, targets, measures, and what is
better for the insured. What does not: where things stand, how literals are spelled, quotes, clauses, sources, examples,
remarks, and what follows from the rest. The order of declarations does not count; that of arms, cases and exceptions does.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction

from policyc.model.policy import Declaration, Policy

#: Fields that say where, why or how it was written, or that follow from others.
_SILENT = frozenset(
    {
        "span",
        "clause",
        "quotes",
        "facts",
        "text",
        "because",
        "deadline_text",
        "inputs",
        "required",
        "scale",
        "points",
        "sources",
        "policy",
        "before",
    }
)

#: Fields that only some have: where they are empty they are left out.
_SELDOM = frozenset({"histories", "history", "initial"})


def meaning_hash(policy: Policy) -> str:
    """The SHA-256 of the policy's meaning, in hexadecimal."""
    meaning = {
        **_head(policy),
        "units": sorted(policy.units),
        "enums": sorted((_plain(enum) for enum in policy.enums), key=str),
        "requires": sorted((_plain(require) for require in policy.requires), key=str),
    }
    for kind in ("inputs", "params", "rules", "targets", "measures"):
        meaning[kind] = _by_name(getattr(policy, kind))
    for kind in ("histories", "readings"):  # what few policies have leaves the others' hashes as they were
        if getattr(policy, kind):
            meaning[kind] = _by_name(getattr(policy, kind))
    canonical = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def same_but_for_a_name(policy: Policy, other: Policy, old: str, new: str) -> bool:
    """Whether two policies mean the same, in the same order, where ``old`` in the one is ``new`` in the other."""
    return _same(_in_order(policy), _in_order(other), old, new)


def _same(one: object, other: object, old: str, new: str) -> bool:
    match one, other:
        case str(), str():
            return one == other or one.replace(old, new) == other
        case list(), list():
            return len(one) == len(other) and all(_same(a, b, old, new) for a, b in zip(one, other, strict=True))
        case dict(), dict():
            return one.keys() == other.keys() and all(_same(one[key], other[key], old, new) for key in one)
        case _:
            return one == other


def _in_order(policy: Policy) -> dict[str, object]:
    kinds = ("enums", "inputs", "params", "rules", "targets", "measures", "requires", "histories", "readings")
    return {**_head(policy), "units": list(policy.units), **{kind: _plain(getattr(policy, kind)) for kind in kinds}}


def _head(policy: Policy) -> dict[str, object]:
    return {"policy": [policy.id, policy.name, policy.region, policy.region_code, policy.year, policy.series]}


def _by_name(declarations: Iterable[Declaration]) -> list[object]:
    return [_plain(d) for d in sorted(declarations, key=lambda d: d.name)]


def _plain(value: object) -> object:
    """Any part of the model as JSON, each node with its class, without what is silent."""
    match value:
        case Enum():
            return [type(value).__name__, str(value.value)]
        case None | bool() | str():
            return value
        case int() | Fraction():
            return str(value)
        case datetime.date():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
    assert is_dataclass(value) and not isinstance(value, type), value
    given = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in _SILENT}
    kept = {name: _plain(x) for name, x in given.items() if x != (None, None) and not (name in _SELDOM and not x)}
    return {"": type(value).__name__, **kept}
