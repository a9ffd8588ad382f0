"""Norm words and threshold words: 不低于, 不超过, 最高, 左右, 以上, 满, 超过, 不足 … and the number that each belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyc.citations.numerals import Numeral
from policyc.model.expressions import CompareOp
from policyc.model.policy import BoundKind

AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN, ABOUT = (
    BoundKind.AT_LEAST,
    BoundKind.MORE_THAN,
    BoundKind.AT_MOST,
    BoundKind.LESS_THAN,
    BoundKind.ABOUT,
)


@dataclass(frozen=True, slots=True)
class Norm:
    """A word beside a number. ``names``: it may also be a part of what the figure is called (最高支付限额, 上限)."""

    word: str
    kind: BoundKind
    names: bool = False


_BEFORE: Mapping[BoundKind, str] = {
    AT_LEAST: "不得低于 不低于 不得少于 不少于 不小于 不得小于 至少 起码 年满 满 "
    "not_less_than no_less_than not_lower_than at_least a_minimum_of",
    AT_MOST: "不得超过 不超过 不超出 不得高于 不高于 不得多于 不多于 不大于 至多 控制在 "
    "not_exceeding no_more_than not_more_than at_most up_to a_maximum_of",
    MORE_THAN: "超过 高于 多于 大于 超出 more_than over exceeding above",
    LESS_THAN: "不足 不满 未满 未达到 低于 少于 小于 不到 less_than below under",
    ABOUT: "大约 约 大概 接近 about around approximately roughly",
}
_NAMES: Mapping[BoundKind, str] = {AT_LEAST: "最低 最少 下限", AT_MOST: "最高 最多 上限 封顶"}
_AFTER: Mapping[BoundKind, str] = {
    AT_LEAST: "及以上 以上 起 or_more or_above and_above",
    AT_MOST: "及以下 以内 之内 以下 or_less or_below",
    ABOUT: "左右 上下",
}
#: 最低生活保障 and the like are names, not norms.
_NOT_NORMS = re.compile(r"最[低高](?:生活|人民|检察)|满意|满足|超过部分|近年|约束|约谈|控制在岗")
#: A word that stands before one of these belongs to what stands between, not to the number.
_CLOSED = re.compile(r".+按|部分|对象|人员|[时后]$|的,")


def _table(*tables: tuple[Mapping[BoundKind, str], bool]) -> dict[str, Norm]:
    words = {
        word.replace("_", " "): (kind, names) for table, names in tables for kind, line in table.items() for word in line.split()
    }
    return {word: Norm(word, kind, names) for word, (kind, names) in words.items()}


_PREFIXES, _SUFFIXES = _table((_BEFORE, False), (_NAMES, True)), _table((_AFTER, False))
_PREFIX = re.compile("|".join(f"{re.escape(w)}" for w in sorted(_PREFIXES, key=len, reverse=True)), re.IGNORECASE)
_SUFFIX = re.compile(
    rf" ?(?:的)?(?:\((?P<mark>不?含)[^)]*\))?(?P<word>{'|'.join(map(re.escape, sorted(_SUFFIXES, key=len, reverse=True)))})",
    re.IGNORECASE,
)
_STOPS = ",。;:!?，；\n"


def norms_of(numeral: Numeral, found: Sequence[Numeral], text: str, start: int, stop: int) -> tuple[Norm, ...]:
    """The norm words that belong to a number of ``text`` (whose numbers are ``found``), looked for between start and stop."""
    return tuple(dict.fromkeys((*_prefixes(numeral, found, text, start), *_suffixes(numeral, text, stop))))


def _prefixes(numeral: Numeral, found: Sequence[Numeral], text: str, start: int) -> Iterator[Norm]:
    earlier = [n for n in found if n.end <= numeral.start and (n.arabic or n.unit is not None)]
    before = earlier[-1] if earlier else None
    low = max(start, before.unit_end if before is not None else 0)
    stop = max(text.rfind(mark, low, numeral.start) for mark in _STOPS)
    window = text[max(low, stop + 1) : numeral.start]
    own = tuple(_open(window))
    yield from own
    if not own and numeral.joined and before is not None and stop < low and before.start >= start:
        yield from _prefixes(before, found, text, start)


def _open(window: str) -> Iterator[Norm]:
    """The norm words of a window that reach to its end: the last of those that can only be norms, and what may be a name."""
    skipped = [m.span() for m in _NOT_NORMS.finditer(window)]
    norm: Norm | None = None
    for found in _PREFIX.finditer(window):
        if any(low <= found.start() < high for low, high in skipped) or _closed(found, window):
            continue
        word = _PREFIXES[found[0].lower()]
        if word.names:
            yield word
        else:
            norm = word
    if norm is not None:
        yield norm


def _closed(found: re.Match[str], window: str) -> bool:
    between = window[found.end() :]
    if found[0].isascii():
        around = window[found.start() - 1 : found.start()], window[found.end() : found.end() + 1]
        return any(side.isalpha() for side in around) or len(between.strip()) > 0
    if found[0] in ("满", "约", "接近"):  # only right before the number
        return between not in ("", "了")
    return _CLOSED.search(between) is not None


def _suffixes(numeral: Numeral, text: str, stop: int) -> Iterator[Norm]:
    found = _SUFFIX.match(text, numeral.unit_end, stop)
    if found is None:
        denominator = re.compile(r"[/·][人年月次天日]+").match(text, numeral.unit_end, stop)
        found = _SUFFIX.match(text, denominator.end(), stop) if denominator else None
    if found is None or (found["word"] == "起" and text[found.end() : found.end() + 1] in ("草", "付", "到")):
        return
    norm = _SUFFIXES[found["word"].lower()]
    open_ = {AT_LEAST: MORE_THAN, AT_MOST: LESS_THAN}
    yield Norm(norm.word, open_.get(norm.kind, norm.kind)) if found["mark"] == "不含" else norm


#: Which comparison a word means; 以下 is used with and without its end.
_OPERATORS: Mapping[BoundKind, frozenset[CompareOp]] = {
    AT_LEAST: frozenset({CompareOp.GE}),
    MORE_THAN: frozenset({CompareOp.GT}),
    AT_MOST: frozenset({CompareOp.LE}),
    LESS_THAN: frozenset({CompareOp.LT}),
}
_OPPOSITE = {CompareOp.GE: CompareOp.LT, CompareOp.LT: CompareOp.GE, CompareOp.GT: CompareOp.LE, CompareOp.LE: CompareOp.GT}


def operators_of(norm: Norm, *, either_side: bool) -> frozenset[CompareOp]:
    """The comparisons that a threshold word allows; ``either_side``: the rule may as well speak of the other side of it."""
    allowed = _OPERATORS.get(norm.kind, frozenset(_OPPOSITE))
    if norm.word == "以下":
        allowed |= {CompareOp.LT}
    return allowed | {_OPPOSITE[op] for op in allowed} if either_side else allowed
