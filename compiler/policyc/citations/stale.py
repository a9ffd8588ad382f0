"""A figure that equals last year's and still cites last year's document: W0801."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.citations.figures import own
from policyc.diagnostics.codes import w0801
from policyc.diagnostics.core import Diagnostic, Label
from policyc.model.policy import Param, Policy, Source, Target


def stale_figures(policy: Policy, previous: Sequence[Policy]) -> Iterator[Diagnostic]:
    """Hold the policy's own figures against those of the policies of the year before (same place, same series)."""
    for before in previous:
        documents = {_identity(source) for source in before.sources}
        earlier = {stated.name: stated for stated in _stated(before)}
        for stated in own(_stated(policy), policy):
            same = earlier.get(stated.name)
            if same is None or stated.because is not None or stated.bound != same.bound:
                continue
            sources = {quote.source or (stated.clause.source if stated.clause is not None else None) for quote in stated.quotes}
            old = [s for s in policy.sources if s.name in sources and _identity(s) in documents and _identity(s)]
            if old and len(old) == len(sources):
                label = Label(same.span, f"{before.id} 的写法", f"as {before.id} has it")
                yield w0801.CODE.at(stated.span, name=stated.name, policy=before.id, source=old[0].name, related=[label])


def _stated(policy: Policy) -> tuple[Param | Target, ...]:
    return (*policy.params, *policy.targets)


def _identity(source: Source) -> str:
    """What tells documents apart: the number, where it has one, else the title."""
    number = source.number if source.number not in (None, "无") else None
    return number or source.title or ""
