"""Condition words of the text (有条件的, 符合条件的, 除外, 原则上, 可, 探索 …) against what the policy states: E0813, E0814.

A word is met by any declaration that quotes its part of the sentence; it is waived by a reason (``because``) or by an
assumption of the clause that names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyc.citations.documents import Document
from policyc.citations.headings import Extent
from policyc.citations.placing import Placed, Places, name_of
from policyc.diagnostics.codes import e0813, e0814
from policyc.diagnostics.core import Diagnostic, Words
from policyc.model import expressions as e
from policyc.model.expressions import Expr
from policyc.model.policy import Measure, Modality, Param, Policy, Rule, Target
from policyc.model.walk import walk

#: 可 that means "may": not a part of 可持续, 可及, 许可 and the like.
_NOT_MAY = "持续|及|靠|支配|能|用|行|操作|比|控|视|信|选|供|追|复|再生|转|谓|观|口"
_MAY = rf"(?<![许认尽不未非宁])可以|(?<![许认尽不未非宁])可(?!{_NOT_MAY})|允许"


@dataclass(frozen=True, slots=True)
class _Word:
    """A kind of condition word, how it is met, and what to do about it."""

    pattern: re.Pattern[str]
    met: Callable[[object, str], bool]
    fix: Words


def _conditional(citing: object, word: str) -> bool:
    """A condition that says so, in words or as a formula."""
    if isinstance(citing, Measure):
        return citing.condition is not None and any(part in citing.condition for part in _core(word))
    return isinstance(citing, Rule) and _has_cases(citing)


def _core(word: str) -> tuple[str, ...]:
    if "除" in word or "外" in word:
        return ("除", "外", "不含", "不包括")
    return ("条件",) if "条件" in word else (word,)


def _has_cases(rule: Rule) -> bool:
    body: Expr = rule.body
    kinds = (e.Match, e.Cases, e.Default, e.If, e.Lookup)
    return rule.only_when is not None or any(isinstance(node, kinds) for node in walk(body))


def _principally(citing: object, word: str) -> bool:
    if isinstance(citing, Measure) and (citing.modality is not Modality.MUST or word in (citing.condition or "")):
        return True
    return isinstance(citing, Param | Rule | Target | Measure) and citing.principally


def _may(citing: object, word: str) -> bool:
    if isinstance(citing, Measure):
        return citing.modality is Modality.MAY
    if isinstance(citing, Param):
        return citing.principally or citing.bound.value is None
    return isinstance(citing, Rule) and (citing.principally or _has_cases(citing))


def _explore(citing: object, word: str) -> bool:
    return isinstance(citing, Measure) and citing.modality is Modality.EXPLORE


def _encourage(citing: object, word: str) -> bool:
    return isinstance(citing, Measure) and citing.modality in (Modality.SHOULD, Modality.MAY)


_WORDS: tuple[_Word, ...] = (
    _Word(
        re.compile(r"有条件的?(?:地区|地方|省份|省|市|县|统筹地区)?|具备条件的?|条件(?:允许|成熟|具备)"),
        _conditional,
        Words("写 condition “…”", "state a condition"),
    ),
    _Word(re.compile(r"符合(?:规定|相应|上述|有关)?条件的?"), _conditional, Words("写 condition “…”", "state a condition")),
    _Word(
        re.compile(r"除外|除[^,。;]{1,20}?(?:以外|之外|外)|不含[^,。;]{1,12}|不包括"),
        _conditional,
        Words("写 except when 或 condition “…”", "write an exception or a condition"),
    ),
    _Word(re.compile(r"必要时|视情况?|特殊情况|因地制宜"), _conditional, Words("写 condition “…”", "state a condition")),
    _Word(re.compile("原则上"), _principally, Words("写 principally", "write principally")),
    _Word(re.compile(_MAY), _may, Words("写 may，或写明条件", "write may, or a condition")),
    _Word(re.compile("探索"), _explore, Words("写 explore", "write explore")),
    _Word(re.compile("鼓励"), _encourage, Words("写 should", "write should")),
)
_MODAL: Mapping[Modality, re.Pattern[str]] = {
    Modality.MAY: re.compile(rf"{_MAY}|有权|鼓励|支持|自愿|自主"),
    Modality.EXPLORE: re.compile("探索|研究|试点|试行"),
}
_CITED_TITLE = re.compile(r"《[^》]*》")


@dataclass(frozen=True, slots=True)
class Waived:
    """A condition word that a reason or an assumption answers."""

    name: str
    word: str
    reason: str


def check_conditions(
    policy: Policy, places: Places, texts: Mapping[str, Document]
) -> tuple[tuple[Waived, ...], tuple[Diagnostic, ...]]:
    """Every condition word beside a quote, and the modalities that no word of the text supports."""
    waived: list[Waived] = []
    found: list[Diagnostic] = []
    told: set[tuple[str, int]] = set()
    binding = [p for p in places.placed if p.file is not None and p.main and _binds(p.citing)]
    for one in binding:
        document = texts[one.source]
        segment = _segment(document, one)
        for word, at in _conditions(document, segment):
            if (document.file, at) in told or not _concerns(one, segment):
                continue
            text = word.pattern.match(document.text.text, at)
            assert text is not None
            same = [p for p in binding if p.file == one.file and _holds(_segment(texts[p.source], p), at)]
            if any(word.met(p.citing, text[0]) for p in same):
                continue
            told.add((document.file, at))
            reason = _reason(policy, same, text[0])
            if reason is not None:
                waived.append(Waived(name_of(one.citing), text[0], reason))
            else:
                found.append(e0813.CODE.at(one.quote.span, word=text[0], name=name_of(one.citing), fix=word.fix))
    found += _unfounded(binding, texts)
    return tuple(dict.fromkeys(waived)), tuple(found)


def _binds(citing: object) -> bool:
    return isinstance(citing, Param | Rule | Target | Measure)


def _concerns(one: Placed, segment: Extent) -> bool:
    return segment.start <= one.passage.start < segment.end


def _segment(document: Document, one: Placed) -> Extent:
    return document.segment(one.passage.start, one.passage.end)


def _holds(extent: Extent, place: int) -> bool:
    return extent.start <= place < extent.end


def _conditions(document: Document, segment: Extent) -> Iterator[tuple[_Word, int]]:
    text = document.text.text
    titles = [m.span() for m in _CITED_TITLE.finditer(text, max(0, segment.start - 60), min(len(text), segment.end + 60))]
    for word in _WORDS:
        for found in word.pattern.finditer(text, segment.start, segment.end):
            if not any(low <= found.start() < high for low, high in titles):
                yield word, found.start()


def _reason(policy: Policy, same: Sequence[Placed], word: str) -> str | None:
    for one in same:
        because = getattr(one.citing, "because", None)
        if because is not None:
            return str(because)
    clauses = {one.clause for one in same}
    for remark in policy.remarks:
        if (remark.clause in clauses or remark.clause is None) and any(part in remark.text for part in (word, word.rstrip("的"))):
            return remark.text
    return None


def _unfounded(binding: Sequence[Placed], texts: Mapping[str, Document]) -> Iterator[Diagnostic]:
    """may and explore need a word of the sentence; so does principally."""
    by_citing: dict[int, list[Placed]] = {}
    for one in binding:
        by_citing.setdefault(id(one.citing), []).append(one)
    for group in by_citing.values():
        citing = group[0].citing
        sentences = "".join(_sentence(texts[p.source], p) for p in group)
        if isinstance(citing, Measure) and citing.modality in _MODAL and not _MODAL[citing.modality].search(sentences):
            yield e0814.CODE.at(group[0].quote.span, name=citing.name, word=citing.modality.value)
        principally = isinstance(citing, Param | Rule | Target | Measure) and citing.principally
        if principally and not re.search("原则上|一般", sentences):
            yield e0814.CODE.at(group[0].quote.span, name=name_of(citing), word="principally")


def _sentence(document: Document, one: Placed) -> str:
    extent = document.sentence(one.passage.start, one.passage.end)
    return document.text.text[extent.start : extent.end]
