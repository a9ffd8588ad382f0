"""Faults planted in the text of a policy, one at a time, by kind: what a tired encoder gets wrong.

Only what stands inside clauses is touched, never a quote or a remark; an example is a test and ``check for all`` a claim that is
proved, and no statement.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

_QUOTED = re.compile(r'"(?:\\.|[^"\\\n])*"|#[^\n]*')
_LITERAL = re.compile(
    r"(?<![\w.\-])(?P<number>\d+(?:\.\d+)?)(?P<unit>(?:%|个百分点|万?元|个月|年|岁|家|种|次)(?:/[\u4e00-\u9fff]+)*)"
)
_STATED = re.compile(r"^\s*(?:param|target)\b[^\n]*?(?P<sign> (?:>=|<=|=|~) )(?=\d)(?!(?:0|1|100%)(?![\d.]))", re.MULTILINE)
_DECLARATION = re.compile(
    r"^  (?=(?:param|rule|part|table|scale|target|must|should|may|explore|check|refine|example|assume|question)\b)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A policy with one fault, and what it is."""

    kind: str
    what: str
    text: str


def _masked(text: str) -> str:
    """The text with quotes, comments and everything outside clauses blanked out, place by place."""
    masked = _QUOTED.sub(lambda m: '"' + "▒" * (len(m[0]) - 1), text)
    kept = list(" " * len(text))
    for clause in re.finditer(r"^clause\b.*?^\}", masked, re.MULTILINE | re.DOTALL):
        for start, end in _declarations(masked, clause.start(), clause.end()):
            if not re.match(r"\s*(?:example|assume|question|check for all)\b", masked[start:end]):
                kept[start:end] = masked[start:end]
    return "".join(c if c != "\n" else "\n" for c in kept)


def _declarations(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    starts = [m.start() for m in _DECLARATION.finditer(masked, start, end)]
    yield from zip(starts, [*starts[1:], end], strict=True)


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _literals(masked: str) -> Iterator[re.Match[str]]:
    """The figures: what is rounded to is none, and 0 and 1 need no citing."""
    for found in _LITERAL.finditer(masked):
        before = masked[: found.start()].rstrip()
        rounds = before.endswith(" to") and not before.endswith("up to")
        if not rounds and float(found["number"]) not in (0, 1) and found[0] != "100%":
            yield found


def wrong_digits(text: str, draw: random.Random) -> Iterator[Fault]:
    """One digit of a figure is another."""
    for found in _literals(_masked(text)):
        number = found["number"]
        place = draw.choice([i for i, c in enumerate(number) if c.isdigit()])
        new = number[:place] + draw.choice([d for d in "0123456789" if d != number[place]]) + number[place + 1 :]
        if float(new) not in (0, 1) and new + found["unit"] != "100%" and not (len(new) > 1 and new[0] == "0" and new[1] != "."):
            yield Fault("digit", f"{found[0]} → {new}", _put(text, found.start("number"), found.end("number"), new))


def swaps(text: str, draw: random.Random) -> Iterator[Fault]:
    """Two cases of a rule have each other's figure."""
    masked = _masked(text)
    for start, end in _declarations(masked, 0, len(masked)):
        if masked[start:end].lstrip().startswith("scale"):
            continue
        arms = list(re.finditer(rf"(?:->|:)\s*(?P<figure>{_LITERAL.pattern})", masked[start:end]))
        for one, other in pairwise(arms):
            if one["figure"] != other["figure"] and one["unit"] == other["unit"]:
                changed = _put(text, start + other.start("figure"), start + other.end("figure"), one["figure"])
                changed = _put(changed, start + one.start("figure"), start + one.end("figure"), other["figure"])
                yield Fault("swap", f"{one['figure']} ↔ {other['figure']}", changed)


def _signs(kind: str, old: tuple[str, ...], new: str) -> Callable[[str, random.Random], Iterator[Fault]]:
    def plant(text: str, draw: random.Random) -> Iterator[Fault]:
        for found in _STATED.finditer(_masked(text)):
            if found["sign"].strip() in old:
                what = f"{found['sign'].strip()} → {new}: {found[0].strip()[:40]}"
                yield Fault(kind, what, _put(text, found.start("sign"), found.end("sign"), f" {new} "))

    return plant


def last_year(earlier: Mapping[str, str]) -> Callable[[str, random.Random], Iterator[Fault]]:
    """A figure is last year's, with this year's quote and with last year's."""

    def plant(text: str, draw: random.Random) -> Iterator[Fault]:
        for name, old in earlier.items():
            found = re.search(rf'param {name} as [^\n]*? (?P<figure>{_LITERAL.pattern})[^\n]*?quote "(?P<quote>[^"]*)"', text)
            if found is None or found["number"] == old:
                continue
            changed = _put(text, found.start("number"), found.end("number"), old)
            yield Fault("last year", f"{name} {found['number']} → {old}", changed)
            if found["number"] in found["quote"]:
                quote = found["quote"].replace(found["number"], old)
                both = _put(text, found.start("quote"), found.end("quote"), quote)
                both = _put(both, found.start("number"), found.end("number"), old)
                yield Fault("last year", f"{name} {found['number']} → {old}, quote too", both)

    return plant


def dropped_conditions(text: str, draw: random.Random) -> Iterator[Fault]:
    """A condition that a word of the text states is left out, or the permission, the exploring or the principle."""
    masked = _masked(text)
    for found in re.finditer(r" condition \"▒*", masked):
        said = text[found.start() : found.end()]
        yield Fault("condition", f"without{said}", _put(text, found.start(), found.end(), ""))
    for found in re.finditer(r" principally\b", masked):
        yield Fault("condition", "without principally", _put(text, found.start(), found.end(), ""))
    for found in re.finditer(r"^  (?P<modality>may|explore)\b", masked, re.MULTILINE):
        line = text[found.start() : text.find("\n", found.start())].strip()
        yield Fault("condition", f"must for {line[:30]}", _put(text, found.start("modality"), found.end("modality"), "must"))


def shifted_deadlines(text: str, draw: random.Random) -> Iterator[Fault]:
    """A deadline is a year, a month or a day off."""
    for found in re.finditer(r"\bby (?P<year>\d{4})(?:-(?P<month>\d\d)-(?P<day>\d\d))?", _masked(text)):
        year, month, day = found["year"], found["month"], found["day"]
        moved = [f"{int(year) + 1}", f"{int(year) - 1}"] if month is None else []
        if month is not None:
            moved = [f"{int(year) + 1}-{month}-{day}", f"{year}-{int(month) % 12 + 1:02}-28", f"{year}-{month}-{int(day) - 1:02}"]
        for new in moved:
            yield Fault("deadline", f"{found[0]} → {new}", _put(text, found.start("year"), found.end(), new))


def wrong_units(text: str, draw: random.Random) -> Iterator[Fault]:
    """万 is left out or added, years are months, 个百分点 is 次."""
    for found in _literals(_masked(text)):
        unit = found["unit"]
        swapped = {"万元": "元", "元": "万元"}
        head = re.match("万元|元", unit)
        if head is not None:
            new = found["number"] + swapped[head[0]] + unit[head.end() :]
            yield Fault("unit", f"{found[0]} → {new}", _put(text, found.start(), found.end(), new))


def moved_thresholds(text: str, draw: random.Random) -> Iterator[Fault]:
    """A threshold that is counted in is left out, or the other way round."""
    other = {">=": ">", ">": ">=", "<=": "<", "<": "<="}
    for line in re.finditer(r"\bwhen\b[^\n]*", _masked(text)):
        for found in re.finditer(r"(?P<sign>>=|<=|>|<)(?= \d)", line[0]):
            if line[0][max(0, found.start() - 1)] != "-":
                start, end = line.start() + found.start(), line.start() + found.end()
                yield Fault("threshold", f"{line[0].strip()[:40]}: {other[found[0]]}", _put(text, start, end, other[found[0]]))


def kinds(earlier: Mapping[str, str]) -> dict[str, Callable[[str, random.Random], Iterator[Fault]]]:
    """Every kind of fault, with what plants all of it in a text. ``earlier``: last year's figures by the name of the param."""
    return {
        "digit": wrong_digits,
        "swap": swaps,
        "= for a floor": _signs("= for a floor", (">=",), "="),
        ">= for a plain figure": _signs(">= for a plain figure", ("=",), ">="),
        "= for about": _signs("= for about", ("~",), "="),
        "= for a cap": _signs("= for a cap", ("<=",), "="),
        "last year": last_year(earlier),
        "condition": dropped_conditions,
        "deadline": shifted_deadlines,
        "unit": wrong_units,
        "threshold": moved_thresholds,
    }
