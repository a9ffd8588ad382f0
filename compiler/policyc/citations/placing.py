"""Where each quote stands: once inside its clause. E0801, E0804 (no such clause), E0805 (elsewhere), E0806 (twice)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import get_close_matches

from policyc.citations.documents import Document, Passage, passage_alone, passage_in
from policyc.citations.figures import own
from policyc.citations.headings import Extent, Missing, NotFound, Outline
from policyc.citations.text import normalise
from policyc.diagnostics.codes import e0801, e0804, e0805, e0806
from policyc.diagnostics.core import Diagnostic, Fix, Words
from policyc.model.expressions import Quote
from policyc.model.policy import Check, CheckAll, Clause, Declaration, Example, Policy, Relation, Remark, Require

#: Whatever may have quotes.
Quoting = Declaration | Check | CheckAll | Require | Example | Remark | Relation


@dataclass(frozen=True, slots=True)
class Placed:
    """A quote and the passage that it is.

    main: it is from the source of the clause that says so, or the only one there is; else it corroborates. file: the text that it
    was found in; None where it was not, or where no text is at hand.
    """

    quote: Quote
    citing: Quoting
    source: str
    main: bool
    passage: Passage
    file: str | None

    @property
    def clause(self) -> Clause | None:
        """The clause around it."""
        return self.citing.clause


@dataclass(frozen=True, slots=True)
class Places:
    """All quotes of a policy, and the clauses that were found, by clause."""

    placed: tuple[Placed, ...]
    clauses: Mapping[Clause, Extent]
    diagnostics: tuple[Diagnostic, ...]

    def of(self, quotes: tuple[Quote, ...], *, main: bool) -> tuple[Placed, ...]:
        """Where some of the quotes stand, in order."""
        wanted = set(quotes)
        return tuple(p for p in self.placed if p.quote in wanted and p.main is main)


def name_of(citing: Quoting) -> str:
    """What a message or a table calls it."""
    match citing:
        case Declaration():
            return citing.name
        case Check():
            return f"check {citing.text}"
        case CheckAll():
            return f"check for all {citing.text}"
        case Require():
            return f"require {citing.text}"
        case Example():
            return citing.title
        case Remark():
            return citing.text
        case Relation():
            return f"{citing.kind} {citing.name}"


def place_quotes(policy: Policy, texts: Mapping[str, Document]) -> Places:
    """Find every quote; ``texts`` are the documents at hand, by the name of their source."""
    found: list[Diagnostic] = []
    clauses: dict[Clause, Extent] = {}
    for clause in own(policy.clauses, policy):
        if clause.source in texts:
            extent = texts[clause.source].outline.clause(clause.locator)
            if isinstance(extent, Extent):
                clauses[clause] = extent
            else:
                found.append(_no_clause(clause, extent, texts[clause.source].outline))
    placed: list[Placed] = []
    seen: set[Quote] = set()
    for citing in quoting(policy):
        quotes = [q for q in dict.fromkeys(_quotes(citing, policy)) if q not in seen]
        seen.update(quotes)
        sources = [q.source or (citing.clause.source if citing.clause is not None else None) for q in quotes]
        own_source = citing.clause.source if citing.clause is not None else None
        only = own_source not in sources
        for quote, source in zip(quotes, sources, strict=True):
            if source is not None:
                known = policy.source.get(source)
                alone = passage_alone(quote.text, complete=known is None or known.file is None)
                one = Placed(quote, citing, source, only or source == own_source, alone, None)
                placed.append(_place(one, texts, clauses, found))
    return Places(tuple(placed), clauses, tuple(found))


def quoting(policy: Policy) -> Iterator[Quoting]:
    """Everything of the policy itself that may have quotes, in document order of each kind."""
    declared = (policy.inputs, policy.params, policy.rules, policy.targets, policy.measures, policy.histories, policy.readings)
    yield from own((d for kind in declared for d in kind), policy)
    yield from own(policy.checks, policy)
    yield from own(policy.universals, policy)
    yield from own(policy.requires, policy)
    yield from policy.relations
    yield from policy.examples
    yield from policy.remarks


def _quotes(citing: Quoting, policy: Policy) -> Iterator[Quote]:
    """Its quotes and those of its arms; the arms that an override puts into a rule from above are the override's."""
    yield from _within(citing)
    if isinstance(citing, Relation) and citing.name in policy.rule:
        span = citing.span
        inside = _within(policy.rule[citing.name])
        yield from (q for q in inside if q.span.file == span.file and span.start <= q.span.start < span.end)


def _within(node: object) -> Iterator[Quote]:
    if isinstance(node, Quote):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from _within(item)
    elif is_dataclass(node) and not isinstance(node, type):
        for field in fields(node):
            yield from _within(getattr(node, field.name))


def _place(one: Placed, texts: Mapping[str, Document], clauses: Mapping[Clause, Extent], found: list[Diagnostic]) -> Placed:
    """The quote where it stands; what is wrong with it is said, and the best place taken."""
    document = texts.get(one.source)
    if document is None:
        return one
    quote, clause = one.quote, one.clause
    everywhere = _distinct(document, quote.text, None)
    if not everywhere:
        near = _nearest(document, quote.text)
        fixes = [_with_words(quote, near)] if near is not None else []
        hint = _COPY if near is None else Words(f"原文是“{near}”", f"the text says “{near}”")
        found.append(e0801.CODE.at(quote.span, source=one.source, quote=quote.text, hint=hint, fixes=fixes))
        return one
    extent = clauses.get(clause) if clause is not None and clause.source == one.source else None
    inside = _distinct(document, quote.text, extent)
    if not inside:
        assert clause is not None
        where = document.outline.heading_at(everywhere[0].start)
        there = (
            Words(f"在“{where}”里", f"it is in “{where}”") if where else Words("在各条之前", "it stands before the first clause")
        )
        found.append(e0805.CODE.at(quote.span, quote=quote.text, clause=clause.locator, where=there))
    elif len(inside) > 1 and not (clause is not None and clause.source == one.source and extent is None):
        around = "、".join(f"“…{_around(document, place)}…”" for place in inside[:3])
        found.append(e0806.CODE.at(quote.span, quote=quote.text, count=len(inside), around=around))
    place = (inside or everywhere)[0]
    return replace(one, passage=passage_in(document, place.start, place.end), file=document.file)


_COPY = Words("从原文照抄几个字", "copy a few characters from the text")


def _nearest(document: Document, quote: str) -> str | None:
    """The part of the text, between commas or full stops, that is most like a quote; None where nothing is."""
    wanted, text = normalise(quote).text, document.text.text
    parts = {part.strip(): None for part in re.split(r"[,。;:!?]", text) if len(part) <= 2 * len(wanted)}
    parts |= {part.strip(): None for part in re.split(r"[。;]", text) if len(part) <= 2 * len(wanted)}
    close = get_close_matches(wanted, parts, n=1, cutoff=0.7)
    return close[0] if close else None


def _with_words(quote: Quote, words: str) -> Fix:
    """Other words in place of those that are quoted; the string stands at the end of what is written."""
    span, length = quote.span, len(_string(quote.text))
    if span.line == span.end_line and length <= span.end - span.start:
        span = replace(span, start=span.end - length, column=span.end_column - length)
    return Fix(span, _string(words))


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _distinct(document: Document, quote: str, within: Extent | None) -> list[Extent]:
    """Where it stands, one place for each sentence that is not a repetition of another."""
    low, high = (within.start, within.end) if within is not None else (0, None)
    found: dict[tuple[str, int], Extent] = {}
    for start, end in document.text.occurrences(quote, low, high):
        sentence = document.sentence(start, end)
        said = document.text.text[sentence.start : sentence.end].replace(" ", "")
        found.setdefault((said, start - sentence.start), Extent(start, end))
    return list(found.values())


def _around(document: Document, place: Extent) -> str:
    return document.text.text[max(0, place.start - 6) : place.end + 4]


_MOST_HEADINGS = 12


def _no_clause(clause: Clause, why: NotFound, outline: Outline) -> Diagnostic:
    match why.why:
        case Missing.NONE:
            headings = [f"“{reading}”" for reading in outline.headings(_MOST_HEADINGS)]
            has = Words(f"，有的是{'、'.join(headings)}", f"; it has {', '.join(headings)}") if headings else Words("", "")
            reason = Words(f"原文里没有这个标题{has}", f"the text has no such heading{has.en}")
        case Missing.TITLE:
            reason = Words(f"这一条的标题是“{why.near}”", f"that clause is headed “{why.near}”")
        case Missing.SEVERAL:
            reason = Words("原文里不止一处", "the text has more than one")
    return e0804.CODE.at(clause.span, clause=clause.locator, source=clause.source, reason=reason)
