"""The whole check of one policy: texts are the ones that were meant, quotes stand in their clauses, figures, words, lists and
conditions agree with them, second sources corroborate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from policyc.citations.carrying import carriers, left_out
from policyc.citations.conditions import Waived, check_conditions
from policyc.citations.corroboration import Agreement, corroborate
from policyc.citations.coverage import Use
from policyc.citations.documents import Document, Passage, document, passage_alone
from policyc.citations.figures import Citing, Figure, Role, all_figures, amount_text, own
from policyc.citations.headings import Extent
from policyc.citations.lists import Carried, check_lists
from policyc.citations.numerals import Numeral
from policyc.citations.placing import Placed, Places, name_of, place_quotes
from policyc.citations.wording import check_words
from policyc.diagnostics.codes import e0802, e0803, e0807
from policyc.diagnostics.core import Diagnostic, Label, Words, listed
from policyc.model import expressions as e
from policyc.model.policy import Measure, Param, Policy, Rule, Source, Target
from policyc.model.types import Quantity
from policyc.model.walk import walk


class Standing(StrEnum):
    """What a declaration rests on."""

    VERIFIED = "verified"  # on its source's text, which was at hand
    DERIVED = "derived"  # on other declarations
    REPORTED = "reported"  # on a report of its source
    ASSUMED = "assumed"  # on a reason that it gives
    UNSEEN = "unseen"  # on a text that is not at hand
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Found:
    """A quote that was found: in which source and file, and from where to where in the original."""

    name: str
    source: str
    quote: str
    file: str
    start: int
    end: int
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citations:
    """What was held against texts.

    quotes, figures: how many of them; checked, absent: the sources whose texts were at hand, and the others. clauses: how many
    headings were found. units: the units of figures that their quotes leave out, which are assumptions.
    """

    quotes: int
    figures: int
    checked: tuple[str, ...]
    absent: tuple[str, ...]
    clauses: int = 0
    files: tuple[tuple[str, str], ...] = ()
    found: tuple[Found, ...] = ()
    standings: tuple[tuple[str, Standing], ...] = ()
    units: tuple[tuple[str, str, str], ...] = ()
    waived: tuple[Waived, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    uses: tuple[Use, ...] = ()
    unplaced: tuple[Found, ...] = ()  # quotes whose text is not at hand


@lru_cache(maxsize=64)
def read_document(file: str, text: str) -> Document:
    """A text, read once however many policies cite it."""
    return document(file, text)


def check_citations(
    policy: Policy, texts: Mapping[str, str], *, alone: bool = False
) -> tuple[Citations | None, tuple[Diagnostic, ...]]:
    """Hold the policy's quotes against ``texts`` (by the ``file`` line of the source); None where none of them is at hand.

    alone: hold figures and words against the quotes by themselves where there is no text.
    """
    at_hand = {s.name: read_document(s.file, texts[s.file]) for s in policy.sources if s.file is not None and s.file in texts}
    if not at_hand and not alone:
        return None, ()
    found = [d for s in policy.sources if s.name in at_hand for d in _same_text(s, at_hand[s.name])]
    places = place_quotes(policy, at_hand)
    found += places.diagnostics
    check = _Check(policy, places, at_hand, alone)
    found += check.run()
    waived, wrong = check_conditions(policy, places, at_hand)
    found += wrong
    agreements, wrong = corroborate(check.figures, places, check.year_of)
    found += wrong
    return check.citations(waived, agreements, found), tuple(found)


def _same_text(source: Source, text: Document) -> Iterator[Diagnostic]:
    """The hash may be that of the file, or of its text with LF, so that a checkout with CRLF is the same text."""
    if source.sha256 is not None and source.sha256.lower() not in text.hashes:
        yield e0803.CODE.at(source.span, source=source.name, actual=text.hashes[1])


def _said(passages: Iterable[Passage]) -> Words:
    """The numbers that the quotes do have."""
    numbers = dict.fromkeys(p.text[n.start : max(n.end, n.unit_end)].strip() for p in passages for n in p.figures)
    told = listed(f"“{number}”" for number in numbers)
    if not numbers:
        return Words("引文里没有数字：核对数字，或引上带有这个数的那几个字", "the quote has no number: quote those that carry it")
    return Words(
        f"引文里的数字是{told}：核对数字，或引上带有这个数的那几个字",
        f"the quote has {told.en}: check the figure, or quote the characters that carry it",
    )


class _Check:
    """The figures of a policy, held against the passages that its quotes are."""

    def __init__(self, policy: Policy, places: Places, texts: Mapping[str, Document], alone: bool) -> None:
        self.policy, self.places, self.texts, self.alone = policy, places, texts, alone
        self.figures = tuple(all_figures(policy))
        self.held: list[tuple[Figure, Placed, tuple[Numeral, ...]]] = []
        self.derived: set[Figure] = set()
        self.reasoned: list[Carried] = []

    def year_of(self, source: str) -> int | None:
        """The year that 年底 and 今年 mean in a source."""
        known = self.policy.source.get(source)
        return known.issued.year if known is not None and known.issued is not None else self.policy.year

    def run(self) -> Iterator[Diagnostic]:
        """Everything about figures and their words."""
        for figure in self.figures:
            yield from self._figure(figure)
        yield from self._without_quotes()
        yield from self._nominal()
        yield from check_lists(self._listed())

    def _figure(self, figure: Figure) -> Iterator[Diagnostic]:
        if not figure.quotes:
            if self._is_derived(figure):
                self.derived.add(figure)
            elif not _excused(figure.citing) and not _named_below(figure.citing):
                yield e0807.CODE.at(figure.span, name=figure.text)
            return
        main = [p for p in self.places.of(figure.quotes, main=True) if p.source in self.texts or self.alone]
        if not main:
            return
        said = [(p, carriers(figure, p.passage, self.year_of(p.source))) for p in main]
        self.held += [(figure, placed, numbers) for placed, numbers in said if numbers]
        if not any(numbers for _, numbers in said):
            if any(p.passage.whole for p in main) or not self._reasoned(figure):
                yield from self._not_carried(figure)
        elif getattr(figure.citing, "because", None) is None:
            yield from check_words(figure, [(n, p.passage) for p, numbers in said for n in numbers])

    def _reasoned(self, figure: Figure) -> bool:
        """Where no text is at hand, the reason may carry what the quote does not: 报道所载的比例为80%、60%."""
        because = getattr(figure.citing, "because", None)
        if because is None:
            return False
        passage = passage_alone(because, complete=False)
        numbers = carriers(figure, passage, self.policy.year)
        if numbers:
            self.reasoned.append((figure, numbers, passage))
        return bool(numbers)

    def _not_carried(self, figure: Figure) -> Iterator[Diagnostic]:
        if self._is_derived(figure):
            self.derived.add(figure)
            return
        place = Label(figure.span, f"写下“{figure.text}”的地方", f"where “{figure.text}” is written")
        quote = figure.quotes[0].span
        beside = figure.span.start <= quote.start < figure.span.end  # one look sees both
        hint = _said(p.passage for p in self.places.of(figure.quotes, main=True))
        yield e0802.CODE.at(quote, figure=figure.text, hint=hint, related=[] if beside else [place])

    def _is_derived(self, figure: Figure) -> bool:
        """A figure of a param that a check of the policy works out from others."""
        citing = figure.citing
        return isinstance(citing, Param) and any(_equates(check.condition, citing.name) for check in self.policy.checks)

    def _without_quotes(self) -> Iterator[Diagnostic]:
        """Params without a formula, targets and measures state something themselves: they need a quote or a reason."""
        said = {id(figure.citing) for figure in self.figures if not figure.quotes}
        for kind in (self.policy.params, self.policy.targets, self.policy.measures):
            for stated in own(kind, self.policy):
                silent = not stated.quotes and id(stated) not in said and not _excused(stated)
                if silent and not (isinstance(stated, Param) and stated.formula is not None):
                    yield e0807.CODE.at(stated.span, name=stated.name)

    def _nominal(self) -> Iterator[Diagnostic]:
        """A derived param whose quote carries a number carries the one that it comes to."""
        for param in own(self.policy.params, self.policy):
            if param.formula is None or not isinstance(param.bound.value, Fraction) or _has_literals(param.formula):
                continue
            figure = Figure(param.bound.value, param.type, _amount(param), param.span, param.quotes, param)
            placed = [p for p in self.places.of(param.quotes, main=True) if p.file is not None or self.alone]
            numbers = [n for p in placed for n in p.passage.figures if n.arabic and isinstance(param.type, Quantity)]
            said = [(p, carriers(figure, p.passage, None)) for p in placed]
            self.held += [(figure, p, numerals) for p, numerals in said if numerals]
            if numbers and not any(numerals for _, numerals in said):
                hint = _said(p.passage for p in placed)
                yield e0802.CODE.at(param.quotes[0].span, figure=_amount(param), hint=hint)

    def _listed(self) -> Iterator[Carried]:
        for figure, placed, numbers in self.held:
            if figure.role in (Role.VALUE, Role.BOUND):
                yield figure, numbers, placed.passage
        yield from self.reasoned

    def citations(self, waived: tuple[Waived, ...], agreements: tuple[Agreement, ...], found: list[Diagnostic]) -> Citations:
        """The report."""
        placed = [p for p in self.places.placed if p.file is not None]
        figures = [f for f in self.figures if f.quotes and any(p.file is not None for p in self.places.of(f.quotes, main=True))]
        return Citations(
            len(placed) if placed else len(self.places.placed) * self.alone,
            len(figures) if placed else len([f for f in self.figures if f.quotes]) * self.alone,
            tuple(self.texts),
            tuple(s.name for s in self.policy.sources if s.name not in self.texts),
            len(self.places.clauses),
            tuple(sorted({(t.file, t.sha256) for t in self.texts.values()})),
            tuple(self._found(p) for p in placed),
            tuple(self._standings(found)),
            tuple(dict.fromkeys(self._units())),
            waived,
            agreements,
            tuple(self._uses()),
            tuple(self._found(p) for p in self.places.placed if p.source not in self.texts),
        )

    def _found(self, placed: Placed) -> Found:
        start = end = 0
        if placed.file is not None:
            start, end = self.texts[placed.source].text.original(placed.passage.start, placed.passage.end)
        figures = dict.fromkeys(figure.text for figure, place, _ in self.held if place is placed)
        return Found(name_of(placed.citing), placed.source, placed.quote.text, placed.file or "", start, end, tuple(figures))

    def _units(self) -> Iterator[tuple[str, str, str]]:
        for figure, placed, numbers in self.held:
            missing = min((left_out(figure, n, placed.passage) for n in numbers), key=len)
            if missing and placed.file is not None:
                yield name_of(figure.citing), figure.text, missing

    def _standings(self, found: list[Diagnostic]) -> Iterator[tuple[str, Standing]]:
        kinds: tuple[tuple[Citing, ...], ...] = (self.policy.params, self.policy.rules, self.policy.targets, self.policy.measures)
        for kind in kinds:
            for citing in own(kind, self.policy):
                yield name_of(citing), self._standing(citing, found)

    def _standing(self, citing: Citing, found: list[Diagnostic]) -> Standing:
        span = citing.span
        if any(d.is_error and d.span.file == span.file and span.start <= d.span.start < span.end for d in found):
            return Standing.WRONG
        placed = [p for p in self.places.placed if p.citing is citing and p.main]
        if not placed:
            return Standing.ASSUMED if getattr(citing, "because", None) is not None else Standing.DERIVED
        if any(p.quote.reported for p in placed):
            return Standing.REPORTED
        return Standing.VERIFIED if all(p.file is not None for p in placed) else Standing.UNSEEN

    def _uses(self) -> Iterator[Use]:
        policy = self.policy
        years = frozenset(y for y in (policy.year,) if y is not None)
        cited = {clause.source for clause in self.places.clauses}
        for source, text in self.texts.items():
            if source not in cited or _is_report(policy.source[source]):
                continue
            quotes = [Extent(p.passage.start, p.passage.end) for p in self.places.placed if p.file == text.file and _states(p)]
            numbers = [n for p in self.places.placed if p.file == text.file and _states(p) for n in self._used(p)]
            yield Use(text.file, years, tuple(quotes), tuple(numbers), policy.extract is not None)

    def _used(self, placed: Placed) -> Iterator[Extent]:
        """The numbers of a passage that are figures of the declaration, of whichever of its arms."""
        for figure in self.figures:
            if figure.citing is placed.citing:
                for number in carriers(figure, placed.passage, self.year_of(placed.source)):
                    yield Extent(number.start, number.end)
        for _, place, numbers in self.held:
            if place is placed:
                yield from (Extent(n.start, n.end) for n in numbers)


def _states(placed: Placed) -> bool:
    return isinstance(placed.citing, Citing)


def _is_report(source: Source) -> bool:
    nature = " ".join(value for key, values in source.fields if key == "nature" for value in values)
    return any(word in nature for word in ("报道", "新闻", "转述", "解读", "问答"))


def _excused(citing: object) -> bool:
    """Whether it says why it has no quote: a reason, or that only a report is known."""
    return getattr(citing, "because", None) is not None or getattr(citing, "reported", False)


def _named_below(citing: Citing) -> bool:
    """A check without a quote is the policy's own affair."""
    return not isinstance(citing, Param | Rule | Target | Measure)


def _equates(condition: e.Expr, name: str) -> bool:
    """Whether a check says that the param equals something worked out without it."""
    if not isinstance(condition, e.Compare) or condition.op is not e.CompareOp.EQ:
        return False
    for side, other in ((condition.left, condition.right), (condition.right, condition.left)):
        reads = {node.name for node in walk(other) if isinstance(node, e.ParamRef | e.RuleRef)}
        if isinstance(side, e.ParamRef) and side.name == name and reads and name not in reads:
            return True
    return False


def _has_literals(formula: e.Expr) -> bool:
    return any(isinstance(node, e.Literal) for node in walk(formula))


def _amount(param: Param) -> str:
    assert param.bound.value is not None
    return amount_text(param.bound.value, param.type)
