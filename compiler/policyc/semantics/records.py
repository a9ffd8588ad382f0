"""What only tracks and histories know: the value a record before, and the year of a record."""

from __future__ import annotations

from policyc.diagnostics.codes import e0212, e0222, e0223, e0224, e0228
from policyc.diagnostics.core import Span, Words
from policyc.model import expressions as m
from policyc.model.types import YEAR
from policyc.semantics import exactness, facts
from policyc.semantics.context import Context, unknown
from policyc.semantics.names import Kind, Symbol
from policyc.syntax import tree


def previous(ctx: Context, span: Span, name: tree.Name | None) -> m.Expr | None:
    """``previous``, ``previous(名)``."""
    over = ctx.over
    if over is None or not over.track:
        ctx.report(e0223.CODE.at(span, why=Words("不在递推里", "not in a track")))
        return None
    wanted = over.track
    if name is not None:
        symbol = ctx.scope.find(name.text)
        if symbol is None:
            if name.text not in ctx.scope.broken:
                known = [n for n, h in over.histories.items() if h == over.history]
                ctx.report(unknown(name, known))
            return None
        if symbol.kind is not Kind.TRACK or over.histories.get(symbol.name) != over.history:
            zh = f"“{symbol.name}”不是“{over.history}”的递推"
            ctx.report(e0223.CODE.at(span, why=Words(zh, f"“{symbol.name}” is no track of “{over.history}”")))
            return None
        wanted = symbol.name
    if wanted not in over.previous:
        return None  # what is wrong with it was told
    known_before = over.previous[wanted]
    if known_before is None:
        ctx.report(e0224.CODE.at(span, name=wanted))
        return None
    found = ctx.narrowed.get(exactness.before(wanted), known_before.facts)
    return m.Previous(span, known_before.type, found, wanted)


def record_year(ctx: Context, span: Span, symbol: Symbol) -> m.Expr | None:
    """``year_of(参保年度)``."""
    assert isinstance(symbol.node, tree.History)
    if Kind.FIELD not in ctx.reader.may_read:
        kind = Words(symbol.kind.zh, symbol.kind.en)
        ctx.report(e0212.CODE.at(span, name=symbol.name, kind=kind, why=Words(*ctx.reader.reason)))
        return None
    if symbol.node.events:
        ctx.report(e0228.CODE.at(span, name=symbol.name))
        return None
    if ctx.over is not None and not ctx.over.track and ctx.over.history == symbol.name:
        ctx.report(e0222.CODE.at(span, name=symbol.name, history=symbol.name))
        return None
    low, high, _ = facts.default_range(YEAR)
    return m.RecordYear(span, YEAR, m.Facts(0, low, high), symbol.name)
