"""Histories and their tracks: what is given record by record, and what is worked out along it.

The tracks that read one another a record before are read together: their ranges are those after one record, two, … up to as many
as there can be, joined with their initial values; a range that no longer grows is the last. What a track may read is
said in :class:`policyc.semantics.context.Over`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyc.diagnostics.codes import e0206, e0212, e0225, e0226, e0304, e0414, e0508
from policyc.diagnostics.core import Label, Span, Words
from policyc.model import expressions as m
from policyc.model.policy import History, Record, Records, Rule, RuleKind
from policyc.model.types import BOOL, Quantity, Type, Value
from policyc.model.walk import walk
from policyc.semantics import choices, citing, exactness, facts, literals
from policyc.semantics.context import Context, Declared, Over, Reader, unknown
from policyc.semantics.declarations import Values, fields_of
from policyc.semantics.names import Kind, Scope, Symbol
from policyc.semantics.order import PREVIOUS, Reads, all_histories, all_inputs, sort
from policyc.semantics.types import describe, describe_en
from policyc.syntax import tree

_MOST_RECORDS = 1000
Graph = Mapping[str, Mapping[str, tree.Name]]

# ------------------------------------------------------------------ who reads what


def wholes(scope: Scope, graph: Graph) -> dict[str, frozenset[str]]:
    """The histories that each name reads, directly or through others."""
    own = {symbol.name: _own(scope, symbol) for symbol in scope.symbols.values() if symbol.name in graph}
    changed = True
    while changed:
        changed = False
        for name, reads in graph.items():
            more = own[name].union(*(own[other] for other in reads))
            changed = changed or more != own[name]
            own[name] = more
    return own


def _own(scope: Scope, symbol: Symbol) -> frozenset[str]:
    history = scope.history_of(symbol)
    asked = [found.name for name in _names(symbol.node) if (found := scope.find(name.text)) and found.kind is Kind.HISTORY]
    return frozenset([*([history] if history is not None else []), *asked])


def groups(scope: Scope, graph: Graph, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The names in an order in which they can be read; tracks that read one another a record before stand together."""
    before = {name: _before(scope, name) for name in names}
    tracks = [name for name in names if before[name] is not None]
    reach = _reach(tracks, {t: {*graph[t], *(before[t] or ())} & set(tracks) for t in tracks})
    group = {t: tuple(u for u in tracks if u == t or (u in reach[t] and t in reach[u])) for t in tracks}
    first = {name: group[name][0] if name in group else name for name in names}
    condensed: dict[str, dict[str, tree.Name]] = {first[name]: {} for name in names}
    for name in names:
        symbol = scope.find(name)
        assert symbol is not None
        blocked = _blocked(scope, symbol, graph)
        for other in [*graph[name], *(before[name] or ())]:
            if other in first and first[other] != first[name] and other not in blocked:
                condensed[first[name]][first[other]] = symbol.node.name
    for name in sort(condensed).names:
        yield group.get(name, (name,))


def _blocked(scope: Scope, symbol: Symbol, graph: Graph) -> frozenset[str]:
    """What a track reads though it must not, which is told where it is read."""
    history = scope.history_of(symbol)
    if symbol.kind is not Kind.TRACK or history is None:
        return frozenset()
    whole = wholes(scope, graph)
    others = [found for name in graph[symbol.name] if (found := scope.find(name)) is not None]
    return frozenset(o.name for o in others if scope.history_of(o) != history and history in whole[o.name])


def _before(scope: Scope, name: str) -> frozenset[str] | None:
    """The tracks that a track reads a record before; None for what is no track."""
    symbol = scope.find(name)
    if symbol is None or not isinstance(symbol.node, tree.Track):
        return None
    found = [scope.find(n.text) for n in _previous_names(symbol.node.body)]
    return frozenset(f.name for f in found if f is not None and f.kind is Kind.TRACK)


def _reach(names: Sequence[str], edges: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """What can be come to from each name."""
    found: dict[str, set[str]] = {}
    for name in names:
        seen: set[str] = set()
        open_ends = set(edges[name])
        while open_ends:
            seen |= open_ends
            open_ends = {other for end in open_ends for other in edges[end]} - seen
        found[name] = seen
    return found


def _names(node: object) -> Iterator[tree.Name]:
    """Every name in a node."""
    for part in _parts(node):
        if isinstance(part, tree.Name):
            yield part


def _previous_names(node: object) -> Iterator[tree.Name]:
    """The names inside ``previous(…)``."""
    for part in _parts(node):
        if isinstance(part, tree.Call) and part.function.text == PREVIOUS:
            yield from (a for a in part.arguments if isinstance(a, tree.Name))


def _parts(node: object) -> Iterator[tree.Node]:
    if isinstance(node, tuple):
        for part in node:
            yield from _parts(part)
    elif isinstance(node, tree.Node):
        yield node
        for field in dataclasses.fields(node):
            if field.name not in ("annotations", "span"):
                yield from _parts(getattr(node, field.name))


# ------------------------------------------------------------------ histories


def history(values: Values, symbol: Symbol, node: tree.History) -> None:
    """A history, whose fields are read."""
    said = citing.said(values.ctx, node.annotations, cited=symbol.clause is not None)
    most = literals.number(node.at_most.text).value
    if most.denominator != 1 or not 1 <= most <= _MOST_RECORDS:
        values.ctx.report(e0226.CODE.at(node.at_most.span, text=node.at_most.text))
    fields = tuple(values.fields[f.name.text] for f in node.fields if f.name.text in values.fields)
    common = fields_of(values.common(symbol, said.quotes))
    values.histories[symbol.name] = History(*common, fields, node.events, _most(values, symbol.name))


def _most(values: Values, name: str) -> int:
    """How many records there are at most; the nearest number that may be, where another is written."""
    symbol = values.ctx.scope.find(name)
    assert symbol is not None and isinstance(symbol.node, tree.History)
    text = symbol.node.at_most.text
    return max(1, min(int(text), _MOST_RECORDS)) if text.isdecimal() else 1


# ------------------------------------------------------------------ tracks


@dataclass(slots=True)
class _Track:
    """A track that is being read: its type as far as known, its initial value, what it comes to."""

    symbol: Symbol
    node: tree.Track
    type: Type | None
    initial: m.Expr | None
    wanted: Type | None
    body: m.Expr | None = None


def tracks(values: Values, symbols: Sequence[Symbol]) -> None:
    """Tracks that read one another a record before."""
    scope = values.ctx.scope
    for symbol in symbols:
        values.declared[symbol.name] = None
    good: list[_Track] = []
    for symbol in symbols:
        assert isinstance(symbol.node, tree.Track)
        name = symbol.node.history
        if scope.history_of(symbol) is None:
            if name.text not in scope.broken:
                values.ctx.report(e0225.CODE.at(name.span, name=name.text))
            continue
        good.append(_begun(values, symbol, symbol.node))
    by_history: dict[str, list[_Track]] = {}
    for track in good:
        by_history.setdefault(scope.history_of(track.symbol) or "", []).append(track)
    for history, found in by_history.items():
        _together(values, history, found)


def _begun(values: Values, symbol: Symbol, node: tree.Track) -> _Track:
    history = values.ctx.scope.history_of(symbol)
    assert history is not None
    wanted = values.type_of(node.type) if node.type is not None else None
    initial = None
    if node.initial is not None:
        over = Over(symbol.name, history, {}, values.wholes, {})
        ctx = dataclasses.replace(values.ctx.reading(Reader.RULE), over=over)
        initial = ctx.lower(node.initial, wanted)
        if node.type is not None and wanted is not None:
            initial = ctx.fits(initial, wanted, _declared_here(node.type))
    kind = wanted if wanted is not None else initial.type if initial is not None else None
    return _Track(symbol, node, kind, initial, wanted)


def _declared_here(node: tree.Node) -> Label:
    return Label(node.span, "在此声明的类型", "the type declared here")


def _together(values: Values, history: str, found: Sequence[_Track]) -> None:
    """Read the tracks record by record until their ranges no longer grow, then once more to tell what is wrong."""
    scope = values.ctx.scope
    of = {name: h for name, s in ((s.name, s) for s in scope.symbols.values()) if (h := scope.history_of(s)) is not None}
    previous: dict[str, Declared | None] = {}
    for symbol in scope.symbols.values():
        if symbol.kind is Kind.TRACK and symbol.name in values.rules:
            rule = values.rules[symbol.name]
            previous[symbol.name] = Declared(rule.type, rule.before or _joined(rule.initial, rule.body.facts))
    for track in found:
        previous[track.symbol.name] = None if track.type is None else Declared(track.type, _start(track))
        values.scales[exactness.before(track.symbol.name)] = _usual(track)
    over = Over("", history, previous, values.wholes, of)
    most = _most(values, history)
    for count in range(most):
        quiet = dataclasses.replace(values.ctx, sink=[], over=over)
        if not all(_step(values, quiet, track) for track in found):
            break
        if count == most - 1:
            break  # nothing comes after the last record
        if not _widened(values, found, previous, may_refine=count <= len(found) + 1):
            break
    few = most - 1 <= len(found) + 1  # records end before it can be told that something gets finer with every one
    for track in found:
        _finish(values, dataclasses.replace(values.ctx, over=over), track, few=few)


def _start(track: _Track) -> m.Facts:
    """What is known before the first record: the initial value. Without one nothing is read there; a point stands for it."""
    if track.initial is not None:
        return track.initial.facts
    assert track.type is not None
    some = facts.unspecified(track.type)
    return dataclasses.replace(some, scale=0, high=some.low)


def _usual(track: _Track) -> int | None:
    return exactness.usual_scale(track.initial.type, track.initial.facts.scale) if track.initial is not None else 0


def _joined(initial: m.Expr | None, known: m.Facts) -> m.Facts:
    return known if initial is None else facts.choice([initial.facts, known])


def _step(values: Values, ctx: Context, track: _Track) -> bool:
    """Read a track for one more record; False where it cannot be read."""
    assert ctx.over is not None
    name = track.symbol.name
    inside = dataclasses.replace(ctx.reading(Reader.RULE), over=dataclasses.replace(ctx.over, track=name))
    wanted = track.wanted if track.wanted is not None else track.type
    track.body = choices.body(inside, track.node.body, wanted)
    if track.body is None or (track.type is not None and track.body.type != track.type):
        return False
    values.declared[name] = Declared(track.body.type, track.body.facts)
    values.scales[name] = exactness.possible_scale(track.body, values.scales)
    return True


def _widened(values: Values, found: Sequence[_Track], previous: dict[str, Declared | None], *, may_refine: bool) -> bool:
    """Whether what the record before can be has grown. A scale that keeps growing is left for the last reading to tell."""
    grown = False
    for track in found:
        assert track.body is not None
        name = track.symbol.name
        before = previous[name]
        start = [before.facts] if before is not None else []
        wider = facts.choice([*start, track.body.facts])
        key = exactness.before(name)
        scale = exactness.wider(values.scales[key], values.scales[name])
        if before is None or wider != before.facts or scale != values.scales[key]:
            grown = True
            if before is not None and not may_refine and _finer(wider, before.facts):
                return False
            previous[name] = Declared(track.body.type, wider)
            values.scales[key] = scale
    return grown


def _finer(a: m.Facts, b: m.Facts) -> bool:
    return b.scale is not None and (a.scale is None or a.scale > b.scale)


def _finish(values: Values, ctx: Context, track: _Track, *, few: bool) -> None:
    """Read a track for good: what is wrong is told, what it comes to is kept."""
    assert ctx.over is not None
    symbol, node = track.symbol, track.node
    before = len(values.ctx.sink)
    values.declared[symbol.name] = None
    said = citing.said(values.ctx, node.annotations, citing.PRINCIPALLY, citing.DIRECTION, citing.BECAUSE)
    inside = dataclasses.replace(ctx.reading(Reader.RULE), over=dataclasses.replace(ctx.over, track=symbol.name))
    body = choices.body(inside, node.body, track.wanted if track.wanted is not None else track.type)
    if body is not None and node.type is not None:
        body = ctx.fits(body, track.wanted, _declared_here(node.type)) if track.wanted is not None else None
    if body is not None and track.initial is not None and body.type != track.initial.type and node.type is None:
        why = Label(
            track.initial.span, f"初值是 {describe(track.initial.type)}", f"it starts as {describe_en(track.initial.type)}"
        )
        ctx.fits(body, track.initial.type, why)
        body = None
    if body is None or (node.initial is not None and track.initial is None):
        return
    known = ctx.over.previous.get(symbol.name)
    if not few and known is not None and _finer(body.facts, known.facts) and _reads_previous(body, symbol.name):
        unit = "0.01元" if isinstance(body.type, Quantity) and body.type.unit.is_money else "0.01"
        ctx.report(e0508.CODE.at(body.span, name=symbol.name, unit=unit))
        return
    ctx.report(*exactness.rounding_demanded(symbol.name, body.type, body, node.body.span))
    if len(values.ctx.sink) > before and any(d.is_error for d in values.ctx.sink[before:]):
        return
    values.declared[symbol.name] = Declared(body.type, _joined(track.initial, body.facts))
    values.scales[symbol.name] = exactness.possible_scale(body, values.scales)
    values.rules[symbol.name] = _made(values, symbol, said, track, body, known)
    values.reads[symbol.name] = Reads(frozenset({ctx.over.history}), stops=True)


def _reads_previous(body: m.Expr, name: str) -> bool:
    return any(isinstance(node, m.Previous) and node.name == name for node in walk(body))


def _made(values: Values, symbol: Symbol, said: citing.Said, track: _Track, body: m.Expr, known: Declared | None) -> Rule:
    scope = values.ctx.scope
    history = scope.history_of(symbol)
    exprs = [body] if track.initial is None else [track.initial, body]
    inputs = all_inputs(exprs, values.depends)
    values.depends[symbol.name] = inputs
    read = all_histories(exprs, {n: frozenset(rule.histories) for n, rule in values.rules.items()}, scope.fields)
    names = [s.name for s in scope.symbols.values()]
    return Rule(
        *fields_of(values.common(symbol, said.quotes)),
        RuleKind.TRACK,
        body.type,
        None,
        body,
        said.principally,
        said.direction,
        tuple(name for name in names if name in inputs),
        (history,) if history is not None else (),
        tuple(name for name in names if name in read or name == history),
        history,
        track.initial,
        known.facts if known is not None else None,
        because=said.because,
        reported=said.reported,
    )


# ------------------------------------------------------------------ what examples give


def records(values: Values, ctx: Context, node: tree.GivenHistory) -> tuple[str, Records] | None:
    """The records that an example gives. Whether they are in order is for the evaluation to say."""
    symbol = ctx.scope.find(node.name.text)
    if symbol is None or symbol.kind is not Kind.HISTORY:
        if symbol is None and node.name.text not in ctx.scope.broken:
            ctx.report(unknown(node.name, [s.name for s in ctx.scope.symbols.values() if s.kind is Kind.HISTORY]))
        elif symbol is not None:
            kind, why = Words(symbol.kind.zh, symbol.kind.en), Words("花括号里是记录", "braces hold the records of a history")
            ctx.report(e0212.CODE.at(node.name.span, name=symbol.name, kind=kind, why=why))
        return None
    made: list[Record] = []
    for line in node.records:
        found = _record(values, ctx, symbol.name, line)
        if found is None:
            return None
        made += found
    return symbol.name, tuple(made)


def _record(values: Values, ctx: Context, history: str, line: tree.GivenRecord) -> list[Record] | None:
    years = [literals.number(n.text).value for n in (line.first, line.last or line.first)]
    if any(y.denominator != 1 or y > 9999 for y in years) or years[0] > years[1]:
        why = Words("年份要是整数，从早到晚", "years are whole numbers, the earlier first")
        ctx.report(e0414.CODE.at(line.span, name=history, why=why))
        return None
    known = {name: f for name, f in values.fields.items() if ctx.scope.fields.get(name) == history}
    given: dict[str, Value] = {name: False for name, f in known.items() if f.type == BOOL}
    seen: dict[str, Span] = {}
    for flag in line.flags:
        name = _field(ctx, known, flag, history, seen)
        if name is None:
            return None
        if known[name].type != BOOL:
            ctx.report(e0304.CODE.at(flag.span, expected=describe(known[name].type), found=describe(BOOL)))
            return None
        given[name] = True
    for value in line.values:
        name = _field(ctx, known, value.name, history, seen)
        constant = _constant(ctx, known[name].type, value.value, name) if name is not None else None
        if name is None or constant is None:
            return None
        given[name] = constant
    return [Record(year, dict(given)) for year in range(int(years[0]), int(years[1]) + 1)]


def _field(ctx: Context, known: Mapping[str, object], name: tree.Name, history: str, seen: dict[str, Span]) -> str | None:
    symbol = ctx.scope.find(name.text)
    if symbol is None or symbol.kind is not Kind.FIELD or ctx.scope.fields.get(symbol.name) != history:
        fields = [field for field, of in ctx.scope.fields.items() if of == history]
        near = unknown(name, fields)
        if symbol is None:
            ctx.report(near)
        else:
            kind = Words(symbol.kind.zh, symbol.kind.en)
            why = Words(f"这里写“{history}”的字段", f"the fields of “{history}” stand here")
            ctx.report(e0212.CODE.at(name.span, name=symbol.name, kind=kind, why=why))
        return None
    if symbol.name in seen:
        label = Label(seen[symbol.name], "先在这里写过", "first written here")
        ctx.report(e0206.CODE.at(name.span, line=symbol.name, related=[label]))
        return None
    seen[symbol.name] = name.span
    return symbol.name if symbol.name in known else None


def _constant(ctx: Context, kind: Type, node: tree.Expr, name: str) -> Value | None:
    from policyc.semantics.statements import constant

    why = Label(node.span, f"字段“{name}”是 {describe(kind)}", f"field “{name}” is {describe_en(kind)}")
    return constant(ctx, kind, node, name, why)
