"""Condition words of the text (有条件的, 符合条件的, 除外, 原则上, 可, 探索 …) against what the policy states: E0813, E0814.

A word is met by any declaration that quotes its part of the sentence. Where none does, it belongs to the next part that is
quoted, else to the one before (…，在押人员除外). It is waived by a reason (``because``), or by an assumption that names both the
word and the declaration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyc.citations.documents import Document
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


#: What a measure starts from; with the words that end such a phrase, so that 根据统一部署 is none.
_CONSIDERED = ("统筹考虑", "综合考虑", "根据", "立足", "遇有")


@dataclass(frozen=True, slots=True)
class _Word:
    """A kind of condition word, how it is met, and what to do about it."""

    pattern: re.Pattern[str]
    met: Callable[[object, str], bool]
    fix: Words
    skips: tuple[type, ...] = ()  # what it does not concern


def _conditional(citing: object, word: str) -> bool:
    """A condition that says so, in words or as a formula."""
    if isinstance(citing, Measure):
        return citing.condition is not None and any(part in citing.condition for part in _core(word))
    return isinstance(citing, Rule) and _has_cases(citing)


def _core(word: str) -> tuple[str, ...]:
    if word.endswith("外") or word.startswith("不"):
        return ("除", "外", "不含", "不包括")
    if "条件" in word:
        return ("条件",)
    if word.startswith("对"):  # whom it concerns may be said in other words
        return ("",)
    return next(((cue,) for cue in _CONSIDERED if word.startswith(cue)), (word,))


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
        return citing.principally
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
    _Word(
        re.compile(
            r"(?:统筹考虑|综合考虑|根据|立足)[^,。;]{2,80}(?:水平|能力|需求|需要|因素)(?=,)|遇有[^,。;]{2,12}?(?=,|要|应)|对[^,。;]{2,40}(?:的|人员|对象)(?=,)"
        ),
        _conditional,
        Words("写 condition “…”", "state a condition"),
        (Param, Target),  # 对满4年的人员: the figure is a part of the condition
    ),
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
    binding = [p for p in places.placed if p.file is not None and p.main and _binds(p.citing)]
    for document in dict.fromkeys(texts[p.source] for p in binding):
        quoted = _Quoted(document, [p for p in binding if p.file == document.file])
        for word, said in quoted.conditions():
            concerned = quoted.concerned(said, word.skips)
            same = _unmet(word, said[0], concerned)
            if not same:
                continue
            reason = _reason(policy, same, said[0])
            if reason is not None:
                waived.append(Waived(name_of(same[0].citing), said[0], reason))
            else:
                name = name_of(same[0].citing)
                found.append(e0813.CODE.at(same[0].quote.span, word=said[0], name=name, fix=word.fix))
    found += _unfounded(binding, texts)
    return tuple(dict.fromkeys(waived)), tuple(found)


def _unmet(word: _Word, said: str, same: Sequence[Placed]) -> list[Placed]:
    """The declarations that should meet a word and do not: every measure, or param; of the others one is enough."""
    for kind in (Param, Measure) if word.met is _principally else (Measure,):
        of_kind = [p for p in same if isinstance(p.citing, kind)]
        if of_kind:
            return [p for p in of_kind if not word.met(p.citing, said)]
    return [] if any(word.met(p.citing, said) for p in same) else list(same)


def _binds(citing: object) -> bool:
    return isinstance(citing, Param | Rule | Target | Measure)


class _Quoted:
    """What is quoted of one text: its sentences, in parts between commas, and the quotes that lie in them."""

    def __init__(self, document: Document, placed: Sequence[Placed]) -> None:
        self._document = document
        self._placed = placed
        self._sentences = sorted({document.sentence(p.passage.start, p.passage.end) for p in placed}, key=lambda s: s.start)

    def conditions(self) -> Iterator[tuple[_Word, re.Match[str]]]:
        """Every condition word of a sentence that something is quoted of, titles apart."""
        text = self._document.text.text
        for sentence in self._sentences:
            titles = [m.span() for m in _CITED_TITLE.finditer(text, sentence.start, sentence.end)]
            for word in _WORDS:
                for found in word.pattern.finditer(text, sentence.start, sentence.end):
                    if not any(low <= found.start() < high for low, high in titles):
                        yield word, found

    def concerned(self, said: re.Match[str], skips: tuple[type, ...]) -> list[Placed]:
        """The quotes that a word concerns."""
        sentence = self._document.sentence(said.start(), said.end())
        inside = [p for p in self._placed if sentence.start <= p.passage.start < sentence.end and not isinstance(p.citing, skips)]
        if not inside:
            return []
        here = self._document.segment(said.start(), said.end())
        own = [p for p in inside if p.passage.start < here.end and here.start < p.passage.end]
        if own:
            return own
        later = [p for p in inside if p.passage.start >= here.end]
        nearest = min(later, key=lambda p: p.passage.start) if later else max(inside, key=lambda p: p.passage.end)
        part = self._document.segment(nearest.passage.start, nearest.passage.end)
        return [p for p in inside if p.passage.start < part.end and part.start < p.passage.end]


def _reason(policy: Policy, same: Sequence[Placed], word: str) -> str | None:
    for one in same:
        because = getattr(one.citing, "because", None)
        if because is not None:
            return str(because)
    named = [remark.text for remark in policy.remarks if word.rstrip("的") in remark.text]
    return next((text for text in named for one in same if name_of(one.citing) in text), None)


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
