"""The phase: from the tree of a file to its policy.

Receives what could be parsed. Names first, then whatever has a value in the order in which each knows what it reads, then the
rest. Everything wrong in the file is found in one run; what could not be read is not complained of again by those who use it.
Everything in the policy that it gives is named, typed, cited and proved (see facts); where there are errors, it is the part
that could be read, on which the checks can still find what else is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policyc.diagnostics.core import Diagnostic, Span, has_errors
from policyc.model.policy import Check, CheckAll, Example, Measure, Origin, Policy, Remark, Require, Source, Target
from policyc.model.types import Member
from policyc.semantics import histories, literals, order, sources, statements
from policyc.semantics.aliases import aliases_by_name, check_aliases
from policyc.semantics.context import Around
from policyc.semantics.declarations import Values
from policyc.semantics.names import RULES, Kind, Scope, all_items, declare, head
from policyc.semantics.relations import related
from policyc.semantics.relations.layers import NONE, Others
from policyc.semantics.unused import unused
from policyc.syntax import tree


@dataclass(frozen=True, slots=True)
class Resolved:
    """A policy, what is wrong with it, and how its names were understood.

    scope: of the file with all that it inherits. members: which member of which enum the names in formulas and patterns mean.
    """

    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]
    scope: Scope
    members: Mapping[Span, Member]
    around: Around


def resolve(written: tree.File, text: str, origin: Origin, others: Others = NONE) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """The policy of a tree, and what is wrong with it. ``text`` is what the tree was parsed from; ``others`` the policies that
    it names.

    With errors, the policy lacks what could not be read; None where that leaves nothing to check: no head, or a ``require``
    that could not be read, without which every case that it excludes would be complained of.
    """
    resolved = resolve_names(written, text, origin, others)
    return resolved.policy, resolved.diagnostics


def resolve_names(written: tree.File, text: str, origin: Origin, others: Others = NONE) -> Resolved:
    """The same, and how the names of the file were understood."""
    top, found = head(written, text)
    built = related.build(written, text, top, others)
    file = built.file
    scope, more = declare(file, text)
    sink = [*found, *built.diagnostics, *more, *check_aliases(top, scope)]
    values = Values.empty(scope, text, sink, aliases_by_name(scope), built.around)
    values.clauses.update(sources.clauses(values.ctx, file))
    ordered = _read_values(values, sink)
    stated = _read_statements(values, file)
    if top is None or scope.broken or None in stated.requires:
        return Resolved(None, tuple(sink), scope, values.ctx.members, built.around)
    if not has_errors(sink):  # else what is unused may be so only because of an error
        sink.extend(found for found in unused(file, scope) if found.span.file == written.span.file)
    policy = _policy(top, values, stated, ordered, origin)
    whole = related.complete(policy, built, values)
    return Resolved(whole, tuple(sink), scope, values.ctx.members, built.around)


def _read_values(values: Values, sink: list[Diagnostic]) -> tuple[str, ...]:
    """Read everything that has a value, each after what it reads, and tell in which order; what reads itself is said."""
    scope = values.ctx.scope
    graph = order.dependencies(scope)
    ordered = order.sort(graph)
    sink.extend(order.cycle_errors(scope, graph, ordered.cycles))
    values.wholes.update(histories.wholes(scope, graph))
    for group in histories.groups(scope, graph, ordered.names):
        symbols = [symbol for name in group if (symbol := scope.find(name)) is not None]
        if symbols[0].kind is Kind.TRACK:
            histories.tracks(values, symbols)
        else:
            values.add(symbols[0])
    return ordered.names


@dataclass(slots=True)
class _Statements:
    """What has no value of its own, in document order."""

    sources: list[Source] = field(default_factory=list)
    targets: list[Target | None] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    checks: list[Check | None] = field(default_factory=list)
    universals: list[CheckAll | None] = field(default_factory=list)
    requires: list[Require | None] = field(default_factory=list)
    examples: list[Example | None] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def _read_statements(values: Values, file: tree.File) -> _Statements:
    stated = _Statements()
    for item, block in all_items(file):
        clause = values.clause(block)
        match item:
            case tree.Source() if (symbol := values.ctx.scope.declared(item)) is not None:
                stated.sources.append(sources.source(values.ctx, item))
            case tree.Target() if (symbol := values.ctx.scope.declared(item)) is not None:
                stated.targets.append(statements.target(values, symbol, item))
            case tree.Measure() if (symbol := values.ctx.scope.declared(item)) is not None:
                stated.measures.append(statements.measure(values, symbol, item))
            case tree.Check() if clause is not None:
                stated.checks.append(statements.check(values, item, clause))
            case tree.CheckAll() if clause is not None:
                stated.universals.append(statements.check_all(values, item, clause))
            case tree.History() if (symbol := values.ctx.scope.declared(item)) is not None:
                histories.history(values, symbol, item)
            case tree.Require():
                stated.requires.append(statements.require(values, item, clause))
            case tree.Example():
                stated.examples.append(statements.example(values, item, clause))
            case tree.Remark():
                stated.remarks.append(statements.remark(values, item, clause))
            case _:
                pass
    return stated


def _policy(top: tree.Policy, values: Values, stated: _Statements, ordered: tuple[str, ...], origin: Origin) -> Policy:
    """The policy of what could be read."""
    scope: Scope = values.ctx.scope
    names = [symbol.name for symbol in scope.symbols.values()]
    rules = {symbol.name for symbol in scope.symbols.values() if symbol.kind in RULES}
    region = top.regions[0] if top.regions else None
    return Policy(
        name=top.name.text,
        id=top.alias.text,
        region=region.name.text if region else None,
        region_code=region.code.text if region else None,
        year=int(literals.number(top.years[0].text).value) if top.years else None,
        series=top.series[0].text if top.series else None,
        sources=tuple(stated.sources),
        enums=tuple(enum for enum in scope.enums.values() if enum.name not in values.readings),
        units=tuple(name for name in names if name in scope.units),
        clauses=tuple(dict.fromkeys(values.clauses.values())),
        inputs=tuple(values.inputs[name] for name in names if name in values.inputs),
        params=tuple(values.params[name] for name in names if name in values.params),
        rules=tuple(values.rules[name] for name in names if name in values.rules),
        targets=tuple(x for x in stated.targets if x is not None),
        measures=tuple(stated.measures),
        checks=tuple(x for x in stated.checks if x is not None),
        requires=tuple(x for x in stated.requires if x is not None),
        examples=tuple(x for x in stated.examples if x is not None),
        remarks=tuple(stated.remarks),
        order=tuple(name for name in ordered if name in rules),
        histories=tuple(values.histories[name] for name in names if name in values.histories),
        universals=tuple(x for x in stated.universals if x is not None),
        readings=tuple(values.readings[name] for name in names if name in values.readings),
        origin=origin,
        span=top.span,
    )
