"""Second sources: another number is an error (E0815); another comparator, a missing deadline or other words are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from policyc.citations.carrying import carriers, rivals
from policyc.citations.documents import Passage
from policyc.citations.figures import Figure, Role
from policyc.citations.numerals import Numeral
from policyc.citations.placing import Placed, Places, name_of
from policyc.citations.wording import norms
from policyc.diagnostics.codes import e0815
from policyc.diagnostics.core import Diagnostic

#: The year that relative dates of a source start from.
YearOf = Callable[[str], int | None]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One statement in two sources. ``agree`` is None where the second says nothing of it, which may be all right."""

    name: str
    figure: str
    source: str
    other: str
    said: str
    other_said: str
    agree: bool | None


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
                    rows.append(_row(figure, main, other, _words(figure, main, year_of), "没有写时限", None))
                continue
            told.add(other)
            if not said:
                said_there = other.quote.text
                found.append(e0815.CODE.at(other.quote.span, source=other.source, figure=figure.text, quote=said_there))
                continue
            here, there = _words(figure, main, year_of), _beside(said, other.passage)
            rows.append(_row(figure, main, other, here, there, here == there))
    rows += _texts(p for p in places.placed if not p.main and p not in told)
    return tuple(dict.fromkeys(rows)), tuple(found)


def _row(figure: Figure, main: tuple[Placed, ...], other: Placed, said: str, other_said: str, agree: bool | None) -> Agreement:
    source = main[0].source if main else ""
    return Agreement(name_of(figure.citing), figure.text, source, other.source, said, other_said, agree)


def _words(figure: Figure, main: tuple[Placed, ...], year_of: YearOf) -> str:
    """The words beside the figure in the main source, as one text; empty for a plain figure."""
    for one in main:
        said = carriers(figure, one.passage, year_of(one.source))
        if said:
            return _beside(said, one.passage)
    return ""


def _beside(numbers: Iterable[Numeral], passage: Passage) -> str:
    words = [word.word for n in numbers for word in norms(n, passage)]
    return "、".join(dict.fromkeys(words))


def _texts(others: Iterable[Placed]) -> Iterator[Agreement]:
    """What a second source says in words only."""
    for other in others:
        if other.file is not None:
            yield Agreement(
                name_of(other.citing), "", other.clause.source if other.clause else "", other.source, "", other.quote.text, None
            )
