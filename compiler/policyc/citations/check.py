"""The check itself: texts are the ones that were meant, quotes occur, figures occur in their quotes."""

from __future__ import annotations

import calendar
import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction

from policyc.citations.figures import Figure, cited_figures
from policyc.citations.numerals import Numeral, numerals
from policyc.citations.text import Normalised, normalise
from policyc.diagnostics.codes import e0801, e0802, e0803
from policyc.diagnostics.core import Diagnostic, Label
from policyc.model.expressions import Quote
from policyc.model.policy import Clause, Policy, Source
from policyc.model.types import MonthType, Quantity


@dataclass(frozen=True, slots=True)
class Citations:
    """What was held against texts: how many quotes and figures, of which sources, and which sources had no text at hand."""

    quotes: int
    figures: int
    checked: tuple[str, ...]
    absent: tuple[str, ...]


def check_citations(policy: Policy, texts: Mapping[str, str]) -> tuple[Citations | None, tuple[Diagnostic, ...]]:
    """Hold the policy's quotes against ``texts`` (by the ``file`` line of the source); None where none of them is at hand."""
    at_hand = {s.name: texts[s.file] for s in policy.sources if s.file is not None and s.file in texts}
    if not at_hand:
        return None, ()
    found = [d for s in policy.sources if s.name in at_hand for d in _same_text(s, at_hand[s.name])]
    normalised = {name: normalise(text) for name, text in at_hand.items()}
    quotes = [(q, source) for q, source in _quotes(policy) if source in at_hand]
    found += [d for quote, source in quotes for d in _occurs(quote, source, normalised[source])]
    held = {quote for quote, _ in quotes}
    figures = [figure for figure in cited_figures(policy) if held.intersection(figure.quotes)]
    found += [d for figure in figures for d in _carried(figure, policy)]
    absent = tuple(s.name for s in policy.sources if s.name not in at_hand)
    return Citations(len(quotes), len(figures), tuple(at_hand), absent), tuple(found)


def _same_text(source: Source, text: str) -> Iterator[Diagnostic]:
    """The hash may be that of the file as it is or with LF, so that a checkout with CRLF is the same text."""
    hashes = [hashlib.sha256(t.encode()).hexdigest() for t in (text, text.replace("\r\n", "\n"))]
    if source.sha256 is not None and source.sha256.lower() not in hashes:
        yield e0803.CODE.at(source.span, source=source.name, actual=hashes[0])


def _occurs(quote: Quote, source: str, text: Normalised) -> Iterator[Diagnostic]:
    if text.find(quote.text) is None:
        yield e0801.CODE.at(quote.span, source=source, quote=quote.text)


def _quotes(policy: Policy) -> Iterator[tuple[Quote, str]]:
    """Every quote of the policy with the name of the source that it is from: its own, or that of the clause around it."""
    cited = (policy.inputs, policy.params, policy.rules, policy.targets, policy.measures)
    stated = (policy.checks, policy.universals, policy.requires, policy.examples, policy.remarks)
    for declaration in (d for kind in (*cited, *stated) for d in kind):
        clause: Clause | None = declaration.clause
        for quote in _within(declaration):
            source = quote.source or (clause.source if clause is not None else None)
            if source is not None:
                yield quote, source


def _within(node: object) -> Iterator[Quote]:
    if isinstance(node, Quote):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from _within(item)
    elif is_dataclass(node) and not isinstance(node, type):
        for field in fields(node):
            yield from _within(getattr(node, field.name))


def _carried(figure: Figure, policy: Policy) -> Iterator[Diagnostic]:
    if any(_says(quote, figure, policy) for quote in figure.quotes):
        return
    quote = figure.quotes[0]
    place = Label(figure.span, f"写下“{figure.text}”的地方", f"where “{figure.text}” is written")
    beside = figure.span.start <= quote.span.start < figure.span.end  # one look sees both
    yield e0802.CODE.at(quote.span, figure=figure.text, related=[] if beside else [place])


def _says(quote: Quote, figure: Figure, policy: Policy) -> bool:
    numbers = numerals(quote.text)
    match figure.value:
        case Fraction():
            return any(_reads(number, figure.value, figure) for number in numbers)
        case datetime.date():
            return _says_day(normalise(quote.text).text, numbers, figure.value, isinstance(figure.type, MonthType), policy)
        case year:
            return _says_year(normalise(quote.text).text, numbers, year, policy)


def _reads(number: Numeral, value: Fraction, figure: Figure) -> bool:
    """A bare number may leave out its unit: 85 under a head that says %, 40 under one that says 万元."""
    factors = [1]
    if number.bare and isinstance(figure.type, Quantity):
        factors += [100] if figure.type.unit.is_rate else [10**4] if figure.type.unit.is_money else []
    return any(number.value * (Fraction(1, f) if f == 100 else f) == abs(value) for f in factors)


def _says_year(text: str, numbers: frozenset[Numeral], year: int, policy: Policy) -> bool:
    relative = {policy.year: ("今年", "本年", "年内", "年底", "年末"), (policy.year or 0) + 1: ("明年", "次年", "下一年")}
    return _has(numbers, year) or any(word in text for word in relative.get(year, ()))


def _says_day(text: str, numbers: frozenset[Numeral], day: datetime.date, month_only: bool, policy: Policy) -> bool:
    """The month and the day are said as numbers, or as the end of the month or year; the year too, or it is this year."""
    last = day.day == calendar.monthrange(day.year, day.month)[1]
    year_end = last and day.month == 12 and any(word in text for word in ("年底", "年末", "年内"))
    month = _has(numbers, day.month) and (month_only or _has(numbers, day.day) or (last and "月" in text))
    return (month or year_end) and (_has(numbers, day.year) or day.year == policy.year)


def _has(numbers: frozenset[Numeral], value: int) -> bool:
    return any(number.value == value for number in numbers)
