"""What follows a declaration: quotes, principally, more is better, because; and which of them mean something where."""

from __future__ import annotations

from dataclasses import dataclass

from policyc.diagnostics.codes import e0203, e0214, e0219
from policyc.diagnostics.core import Label
from policyc.model.expressions import Quote
from policyc.model.policy import Direction
from policyc.semantics.context import Context, nearest
from policyc.semantics.names import Kind, fold
from policyc.syntax import tree

PRINCIPALLY, DIRECTION, BECAUSE, REPORTED = "principally", "more is …", "because", "reported"


@dataclass(frozen=True, slots=True)
class Said:
    """The annotations of a declaration."""

    quotes: tuple[Quote, ...]
    principally: bool
    direction: Direction | None
    because: str | None
    reported: bool


def said(ctx: Context, node: tree.Annotations, *allowed: str, cited: bool = True) -> Said:
    """The annotations; repeated and meaningless ones are errors. ``cited``: whether there is a clause, whose source is quoted."""
    for word, given in (
        (PRINCIPALLY, node.principally),
        (DIRECTION, node.directions),
        (BECAUSE, node.because),
        (REPORTED, node.reported),
    ):
        usable = 1 if word in allowed or (word == REPORTED and BECAUSE in allowed) else 0
        for extra in given[usable:]:
            related = [Label(given[0].span, "先在这里写过", "first written here")] if usable else []
            ctx.report(e0219.CODE.at(extra.span, word=word, related=related))
    if not cited:
        for quote in node.quotes:
            if quote.source is None:
                ctx.report(e0203.CODE.at(quote.span))
    return Said(
        tuple(_quote(ctx, quote) for quote in node.quotes),
        bool(node.principally),
        Direction(node.directions[0].text) if node.directions else None,
        node.because[0].text if node.because else None,
        bool(node.reported),
    )


def quotes(ctx: Context, node: tree.Annotations) -> tuple[Quote, ...]:
    """The quotes of an arm, a row, a bracket: what else is written there means nothing."""
    return said(ctx, node).quotes


def _quote(ctx: Context, node: tree.Quote) -> Quote:
    source = source_name(ctx, node.source) if node.source is not None else None
    return Quote(node.text, source, node.reported, node.span)


def source_name(ctx: Context, name: tree.Name) -> str:
    """The source that a name means; an unknown one is said."""
    if name.span.file in ctx.around.inherited:  # another policy's source, which was found there
        return name.text
    symbol = ctx.scope.find(name.text)
    if symbol is not None and symbol.kind is Kind.SOURCE:
        return symbol.name
    sources = [s.name for s in ctx.scope.symbols.values() if s.kind is Kind.SOURCE]
    hint, fixes = nearest(name, sources)
    if fold(name.text) not in ctx.scope.broken:
        ctx.report(e0214.CODE.at(name.span, name=name.text, hint=hint, fixes=fixes))
    return name.text
