"""Words of the text against what the policy does with the figure beside them: E0808, E0809 (bounds) and E0812 (thresholds)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyc.citations.documents import Passage
from policyc.citations.figures import Figure, Role
from policyc.citations.norms import ABOUT, AT_LEAST, AT_MOST, LESS_THAN, MORE_THAN, Norm, norms_of, operators_of
from policyc.citations.numerals import Numeral
from policyc.diagnostics.codes import e0808, e0809, e0812
from policyc.diagnostics.core import Diagnostic, Words
from policyc.model.policy import BoundKind, Param
from policyc.model.types import Quantity

#: How a bound is written in a policy.
_SIGNS = {
    BoundKind.EXACTLY: "=",
    BoundKind.AT_LEAST: ">=",
    BoundKind.MORE_THAN: ">",
    BoundKind.AT_MOST: "<=",
    BoundKind.LESS_THAN: "<",
    BoundKind.ABOUT: "~",
}
_SAID = {
    BoundKind.AT_LEAST: Words("“不低于、至少、以上”一类的词", "a word for “at least”"),
    BoundKind.MORE_THAN: Words("“超过、高于”一类的词", "a word for “more than”"),
    BoundKind.AT_MOST: Words("“不超过、最高、以内”一类的词", "a word for “at most”"),
    BoundKind.LESS_THAN: Words("“低于、不足”一类的词", "a word for “less than”"),
    BoundKind.ABOUT: Words("“左右、约”一类的词", "a word for “about”"),
}
_ENDS = {Role.LOW: (AT_LEAST, MORE_THAN), Role.HIGH: (AT_MOST, LESS_THAN)}
#: Words that only bound a figure; 超过 and 满 also say where a case begins.
_BOUNDING = frozenset({AT_LEAST, AT_MOST, ABOUT})
_ONLY_THRESHOLDS = frozenset({"满", "年满", "以上", "及以上", "以下", "及以下", "以内", "之内", "起", "控制在"})
#: A figure with such a name is itself the limit of something, so that 最高支付200元 gives it exactly.
_LIMITS = ("限额", "上限", "下限", "封顶", "最高", "最低", "起付", "额度", "限")


def norms(number: Numeral, passage: Passage) -> tuple[Norm, ...]:
    """The words that belong to a number: of the text around the quote where it is at hand, else of the quote."""
    start, stop = (0, len(passage.text)) if passage.whole else (passage.start, passage.end)
    return norms_of(number, passage.numerals, passage.text, start, stop)


def check_words(figure: Figure, said: Iterable[tuple[Numeral, Passage]]) -> Iterator[Diagnostic]:
    """Hold a figure against the words beside the numbers that carry it; one that agrees is enough."""
    found: list[tuple[Diagnostic, ...]] = []
    for number, passage in said:
        wrong = tuple(_check(figure, number, passage))
        if not wrong:
            return
        found.append(wrong)
    if found:
        yield from found[0]


def _check(figure: Figure, number: Numeral, passage: Passage) -> Iterator[Diagnostic]:
    words = norms(number, passage)
    match figure.role:
        case Role.BOUND:
            yield from _bound(figure, words, passage)
        case Role.LOW | Role.HIGH:
            yield from _end(figure, number, words, passage)
        case Role.FLOOR | Role.CEILING:
            kinds = (AT_MOST, LESS_THAN) if figure.role is Role.FLOOR else (AT_LEAST, MORE_THAN)
            yield from _not_these(figure, [w for w in words if w.kind in kinds])
        case Role.VALUE:
            yield from _not_these(
                figure, [w for w in words if w.kind in _BOUNDING and not w.names and w.word not in _ONLY_THRESHOLDS]
            )
        case Role.COMPARED:
            yield from _threshold(figure, words)
        case Role.FREE | Role.DEADLINE:
            return


def _bound(figure: Figure, words: tuple[Norm, ...], passage: Passage) -> Iterator[Diagnostic]:
    kind = figure.bound
    if kind is None or kind not in _SIGNS:
        return
    kinds = {word.kind for word in words}
    if kind in kinds:
        return
    if kind is BoundKind.EXACTLY and _counts(figure):  # 满4年, 70岁以上: the figure is a threshold, and no bound
        words = tuple(word for word in words if word.kind in _BOUNDING and word.word not in _ONLY_THRESHOLDS)
    hard = [word for word in words if not word.names]
    soft = [word for word in words if word.names]
    if kind is BoundKind.EXACTLY:
        limit = isinstance(figure.citing, Param) and any(part in figure.citing.name for part in _LIMITS)
        wrong = hard or ([] if limit else soft)
    elif words:
        wrong = hard or soft
    else:
        if passage.complete and (passage.whole or not _bare(passage)):
            sign = _SIGNS[kind]
            yield e0809.CODE.at(figure.span, figure=figure.text, sign=sign, word=_SAID[kind], related=[])
        return
    yield from _not_these(figure, wrong)


def _bare(passage: Passage) -> bool:
    """Whether a quote is nothing but its number, which says nothing of how it is bound."""
    return all(n.unit_end - n.start + 1 >= passage.end - passage.start for n in passage.figures)


def _counts(figure: Figure) -> bool:
    """Whether it counts time or cases, which thresholds are made of."""
    if not isinstance(figure.type, Quantity):  # 自2025年起
        return True
    return not figure.type.unit.is_rate and not figure.type.unit.is_money


def _end(figure: Figure, number: Numeral, words: tuple[Norm, ...], passage: Passage) -> Iterator[Diagnostic]:
    """An end of a range: said by a word, or by 至 or — between two numbers."""
    if any(word.kind in _ENDS[figure.role] for word in words):
        return
    if words:
        yield from _not_these(figure, words)
        return
    index = passage.numerals.index(number)
    following = passage.numerals[index + 1 : index + 2]
    in_range = number.joined or any(n.joined for n in following)
    if passage.complete and not in_range:
        sign = ".."
        yield e0809.CODE.at(figure.span, figure=figure.text, sign=sign, word=_SAID[_ENDS[figure.role][0]])


def _threshold(figure: Figure, words: tuple[Norm, ...]) -> Iterator[Diagnostic]:
    telling = [word for word in words if not word.names and word.kind is not ABOUT]
    assert figure.operator is not None
    for word in telling:
        if figure.operator not in operators_of(word, either_side=not figure.own):
            yield e0812.CODE.at(figure.span, figure=figure.text, word=word.word, sign=figure.operator.value)
            return


def _not_these(figure: Figure, words: Iterable[Norm]) -> Iterator[Diagnostic]:
    for word in words:
        sign = _SIGNS.get(figure.bound, "=") if figure.bound is not None else "="
        fitting = _SIGNS[word.kind]
        yield e0808.CODE.at(figure.span, figure=figure.text, word=word.word, sign=sign, fitting=fitting)
        return
