"""Lists with 分别: the i-th label has the i-th number, and the quote holds both. E0810 (another number), E0811 (no labels)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from policyc.citations.documents import Passage
from policyc.citations.figures import Figure
from policyc.citations.numerals import Numeral, lists
from policyc.citations.text import normalise
from policyc.diagnostics.codes import e0810, e0811
from policyc.diagnostics.core import Diagnostic
from policyc.model.policy import Param, Target

_SPLIT = re.compile(r"[、,和及与或]| and ")
_RESPECTIVELY = "分别"
#: A figure, the numbers that may be meant by it, and the passage.
Carried = tuple[Figure, tuple[Numeral, ...], Passage]


def check_lists(carried: Iterable[Carried]) -> Iterator[Diagnostic]:
    """Hold figures that stand for cases against the lists of the passages that carry them."""
    by_passage: dict[tuple[str, int, int], list[Carried]] = defaultdict(list)
    for figure, numbers, passage in carried:
        by_passage[passage.text, passage.start, passage.end].append((figure, numbers, passage))
    for group in by_passage.values():
        yield from _passage(group)


def _passage(group: list[Carried]) -> Iterator[Diagnostic]:
    passage = group[0][2]
    inside = passage.figures
    listed = [run for run in lists(inside) if len({r.value for r in run}) > 1]
    for run in listed:
        concerned = [(f, _labels(f)) for f, numbers, _ in group if any(n in run for n in numbers) and _labels(f)]
        yield from _run(run, concerned, passage)
    loose = [(f, _labels(f)) for f, numbers, _ in group if f.labels and not any(n in run for run in listed for n in numbers)]
    yield from _interleaved(loose, inside, passage)


def _labels(figure: Figure) -> tuple[str, ...]:
    """What the figure stands for: the cases of its arm, or the name of the param or target."""
    if figure.labels:
        return tuple(normalise(label).solid for label in figure.labels)
    return (normalise(figure.citing.name).solid,) if isinstance(figure.citing, Param | Target) else ()


def _run(run: tuple[Numeral, ...], concerned: list[tuple[Figure, tuple[str, ...]]], passage: Passage) -> Iterator[Diagnostic]:
    zone, respectively = _zone(run, passage)
    items = _items(zone, len(run))
    for figure, labels in concerned:
        index = _index(labels, items) if items is not None else None
        if index is None:
            if respectively and passage.whole and not _waived(figure):
                yield e0811.CODE.at(figure.span, figure=figure.text, label="、".join(labels))
            continue
        if not _is(run[index], figure):
            there = passage.text[run[index].start : run[index].unit_end]
            assert items is not None
            yield e0810.CODE.at(figure.span, figure=figure.text, label=items[index], there=there)


def _waived(figure: Figure) -> bool:
    return getattr(figure.citing, "because", None) is not None


def _zone(run: Sequence[Numeral], passage: Passage) -> tuple[str, bool]:
    """What stands before the list of numbers, up to 分别 where it is there: the list of labels. Of the quote, or its sentence."""
    before = passage.text[passage.start : run[0].start]
    cut = max(before.rfind(mark) for mark in "。;:") + 1
    sentence = (
        passage.text[max(passage.text.rfind(mark, 0, run[0].start) for mark in "。;:") + 1 : run[0].start]
        if passage.whole
        else ""
    )
    before = before[cut:]
    respectively = _RESPECTIVELY in before or _RESPECTIVELY in sentence
    return before.rpartition(_RESPECTIVELY)[0] if _RESPECTIVELY in before else before, respectively


def _items(zone: str, count: int) -> list[str] | None:
    """The last ``count`` items of the list that the zone ends with."""
    items = [item for item in _SPLIT.split(zone) if item]
    return items[-count:] if len(items) >= count else None


def _index(labels: tuple[str, ...], items: list[str]) -> int | None:
    """Which item a label is: the one that has it whole, else the one that shares most with it."""
    scores = [max((_common(label, item) for label in labels), default=0) for item in items]
    best = max(scores, default=0)
    return scores.index(best) if best and scores.count(best) == 1 else None


def _common(label: str, item: str) -> int:
    """The length of the longest piece that two words share; a word that is there whole counts most."""
    if label in item:
        return 100 + len(label)
    pieces = (label[i : i + n] for n in range(len(label), 0, -1) for i in range(len(label) - n + 1))
    return next((len(piece) for piece in pieces if piece in item), 0)


def _is(number: Numeral, figure: Figure) -> bool:
    if figure.value in number.readings:
        return True
    value = figure.value
    return number.bare and isinstance(value, Fraction) and number.value in (value * 100, value / 10**4)


def _interleaved(
    loose: list[tuple[Figure, tuple[str, ...]]], inside: Sequence[Numeral], passage: Passage
) -> Iterator[Diagnostic]:
    """三级医院60%，二级医院75%: a label's number is the next one, where it is another label's figure."""
    values = {figure.value for figure, _ in loose}
    if len(values) < 2:
        return
    places = {label: passage.text.find(label, passage.start, passage.end) for _, labels in loose for label in labels}
    if any(place < 0 for place in places.values()):
        return
    for figure, labels in loose:
        for label in labels:
            following = [n for n in inside if n.start >= places[label] + len(label)]
            between = [
                p for other, p in places.items() if other not in labels and following and places[label] < p < following[0].start
            ]
            if following and not between and not _is(following[0], figure) and any(v in following[0].readings for v in values):
                there = passage.text[following[0].start : following[0].unit_end]
                yield e0810.CODE.at(figure.span, figure=figure.text, label=label, there=there)
                break
