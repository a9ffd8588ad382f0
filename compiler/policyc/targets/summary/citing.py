"""What the sections of the document share: quotations, days and deadlines."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from policyc.model import expressions as e
from policyc.model.policy import Clause, Deadline, Declaration
from policyc.wording.formulas import quoted


def quotes(declared: Declaration) -> str:
    """The quotes of one source as one, with the dots that say what is left out between them.

    What other sources say besides is told once, with these sources (see :func:`corroborates`).
    """
    return quotes_of(declared.quotes, declared.clause)


def quotes_of(given: Sequence[e.Quote], clause: Clause | None) -> str:
    """The same of any quotes that stand in a clause: “…”; 《解读》“…”（据报道）."""
    own = [quote for quote in given if quote.source is None and not quote.reported]
    texts = [quoted("……".join(quote.text for quote in own))] if own else []
    for quote in given:
        if quote not in own and not (own and _of_another(quote, clause)):
            texts.append(f"{_other_source(quote)}{quoted(quote.text)}{'（据报道）' if quote.reported else ''}")
    return "；".join(texts)


def grounds(declared: Declaration) -> str:
    """What a declaration rests on, as a clause of a sentence: 原文“达到每人每年380元”; 据报道，“不低于400元”; or nothing."""
    return grounds_of(declared.quotes, declared.clause)


def grounds_of(given: Sequence[e.Quote], clause: Clause | None) -> str:
    """The same of any quotes that stand in a clause; what only reports say is never called 原文."""
    own = [quote for quote in given if quote.source is None and not quote.reported]
    texts = ["原文" + quoted("……".join(quote.text for quote in own))] if own else []
    others = [quote for quote in given if quote not in own and not (own and _of_another(quote, clause))]
    for quote in others:
        first = not texts or not texts[-1].startswith("据报道")
        said = f"{_other_source(quote)}{quoted(quote.text)}"
        if quote.reported and not first:
            texts[-1] += said
        else:
            texts.append(f"据报道，{said}" if quote.reported else said if quote.source else f"原文{said}")
    return "；".join(texts)


def corroborates(quote: e.Quote, declared: Declaration) -> bool:
    """Whether a quote is of another source than the clause that the declaration stands in."""
    return _of_another(quote, declared.clause)


def is_reported(declared: Declaration) -> bool:
    """Whether nothing but reports says so."""
    return declared.reported or (bool(declared.quotes) and all(quote.reported for quote in declared.quotes))


def _of_another(quote: e.Quote, clause: Clause | None) -> bool:
    return quote.source is not None and clause is not None and quote.source != clause.source


def _other_source(quote: e.Quote) -> str:
    return f"《{quote.source}》" if quote.source is not None else ""


def day(date: datetime.date) -> str:
    """2023年7月26日, in tables too: these are for people to read."""
    return f"{date.year}年{date.month}月{date.day}日"


def deadline(limit: Deadline | None) -> str:
    """2023年12月31日前, 到2025年; empty where the text has none."""
    match limit:
        case None:
            return ""
        case datetime.date():
            return f"{day(limit)}前"
        case _:
            return f"到{limit}年"
