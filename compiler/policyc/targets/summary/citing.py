"""What the sections of the page share: citations, quotations, days and deadlines."""

from __future__ import annotations

import datetime

from policyc.model import expressions as e
from policyc.model.policy import Deadline, Declaration, Policy
from policyc.wording.formulas import cite, quoted


def basis(declared: Declaration, policy: Policy) -> str:
    """The clause that says so; empty at the top level of a file."""
    return cite(policy, declared.clause) if declared.clause is not None else ""


def quotes(declared: Declaration) -> str:
    """The quotes of one source as one, with the dots that say what is left out between them.

    What other sources say besides is told once, with these sources (see :func:`corroborates`).
    """
    own = [quote for quote in declared.quotes if quote.source is None and not quote.reported]
    texts = [quoted("……".join(quote.text for quote in own))] if own else []
    for quote in declared.quotes:
        if quote not in own and not (own and corroborates(quote, declared)):
            texts.append(f"{_other_source(quote)}{quoted(quote.text)}{'（据报道）' if quote.reported else ''}")
    return "；".join(texts)


def corroborates(quote: e.Quote, declared: Declaration) -> bool:
    """Whether a quote is of another source than the clause that the declaration stands in."""
    return quote.source is not None and declared.clause is not None and quote.source != declared.clause.source


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
