"""Second sources: another number is an error (E0815); another comparator, a missing deadline or other words are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from policyc.citations.carrying import carriers, rivals
from policyc.citations.documents import Passage
from policyc.citations.figures import Figure, Role
from policyc.citations.norms import Norm
from policyc.citations.numerals import Numeral
from policyc.citations.placing import Placed, Places, name_of
from policyc.citations.text import normalise
from policyc.citations.wording import norms as norms_beside
from policyc.diagnostics.codes import e0815
from policyc.diagnostics.core import Diagnostic

#: The year that relative dates of a source start from.
YearOf = Callable[[str], int | None]


class Verdict(StrEnum):
    """How a second source stands to the first."""

    AGREES = "agrees"
    DIFFERS = "differs"  # another comparator, other words
    SILENT = "silent"  # it leaves out the deadline
    TRANSLATED = "translated"  # words of another language, which are not compared


@dataclass(frozen=True, slots=True)
class Agreement:
    """One statement in two sources, with the words beside the figure, or the quotes where there is none."""

    name: str
    figure: str
    source: str
    other: str
    said: str
    other_said: str
    verdict: Verdict


def corroborate(
    figures: Iterable[Figure], places: Places, year_of: YearOf
) -> tuple[tuple[Agreement, ...], tuple[Diagnostic, ...]]:
    """Every statement that is quoted from a second source too, figure by figure, then those of words alone."""
    found: list[Diagnostic] = []
    rows: list[Agreement] = []
    told: set[Placed] = set()
    for figure in figures:
        main = places.of(figure.quotes, main=True)
        for other in places.of(figure.quotes, main=False):
            said = carriers(figure, other.passage, year_of(other.source))
            if not said and not rivals(figure, other.passage):
                if figure.role is Role.DEADLINE and main:
                    told.add(other)
                    rows.append(_row(figure, main, other, _said(figure, main, year_of), (), Verdict.SILENT))
                continue
            told.add(other)
            if not said:
                said_there = other.quote.text
                found.append(e0815.CODE.at(other.quote.span, source=other.source, figure=figure.text, quote=said_there))
                continue
            here, there = _said(figure, main, year_of), _beside(said, other.passage)
            same = {norm.kind for norm in here} == {norm.kind for norm in there}
            rows.append(_row(figure, main, other, here, there, Verdict.AGREES if same else Verdict.DIFFERS))
    rows += _texts((p for p in places.placed if not p.main and p not in told), places)
    return tuple(dict.fromkeys(rows)), tuple(found)


def _row(
    figure: Figure, main: tuple[Placed, ...], other: Placed, here: Iterable[Norm], there: Iterable[Norm], verdict: Verdict
) -> Agreement:
    source = main[0].source if main else ""
    said, other_said = ("、".join(dict.fromkeys(norm.word for norm in norms)) for norms in (here, there))
    return Agreement(name_of(figure.citing), figure.text, source, other.source, said, other_said, verdict)


def _said(figure: Figure, main: tuple[Placed, ...], year_of: YearOf) -> tuple[Norm, ...]:
    """The words beside the figure in the main source; none for a plain figure."""
    for one in main:
        said = carriers(figure, one.passage, year_of(one.source))
        if said:
            return _beside(said, one.passage)
    return ()


def _beside(numbers: Iterable[Numeral], passage: Passage) -> tuple[Norm, ...]:
    return tuple(word for number in numbers for word in norms_beside(number, passage))


def _texts(others: Iterable[Placed], places: Places) -> Iterator[Agreement]:
    """What a second source says in words only: the same words, others, or another language."""
    for other in others:
        if other.file is None:
            continue
        main = [p for p in places.placed if p.main and p.citing is other.citing]
        here = "；".join(p.quote.text for p in main)
        source = main[0].source if main else ""
        yield Agreement(name_of(other.citing), "", source, other.source, here, other.quote.text, _same(main, other))


def _same(main: Iterable[Placed], other: Placed) -> Verdict:
    there = normalise(other.quote.text).solid
    if there.isascii():
        return Verdict.TRANSLATED
    same = any((here := normalise(p.quote.text).solid) in there or there in here for p in main)
    return Verdict.AGREES if same else Verdict.DIFFERS
