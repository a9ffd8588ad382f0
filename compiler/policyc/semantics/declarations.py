"""Inputs, params and rules: everything that has a value, read in the order in which each knows what it reads."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from policyc.diagnostics.codes import e0218, e0227
from policyc.diagnostics.core import Diagnostic, Fix, Label, Span
from policyc.model import expressions as m
from policyc.model.policy import Bound, Clause, Declaration, History, Input, Option, Param, Reading, Rule, RuleKind
from policyc.model.types import Quantity, Type
from policyc.semantics import bounds as intervals
from policyc.semantics import choices, citing, exactness, facts, figures, formulas, leaves, literals, tables, types
from policyc.semantics.context import Around, Context, Declared, Reader, nearest
from policyc.semantics.names import Kind, Scope, Symbol
from policyc.semantics.order import Certain, Reads, all_histories, all_inputs
from policyc.syntax import tree

_RULE_KINDS = {Kind.RULE: RuleKind.RULE, Kind.PART: RuleKind.PART, Kind.TABLE: RuleKind.TABLE, Kind.SCALE: RuleKind.SCALE}


@dataclass
class Values:
    """What has been read so far, by name; what could not be read is None in ``declared`` and missing elsewhere."""

    ctx: Context
    aliases: Mapping[str, str]
    declared: dict[str, Declared | None]
    scales: dict[str, int | None]
    clauses: dict[Span, Clause] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)
    params: dict[str, Param] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    bounds: dict[str, Bound] = field(default_factory=dict)
    figures: dict[str, intervals.Figure] = field(default_factory=dict)
    reads: dict[str, Reads] = field(default_factory=dict)
    fields: dict[str, Input] = field(default_factory=dict)
    histories: dict[str, History] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    wholes: dict[str, frozenset[str]] = field(default_factory=dict)
    depends: dict[str, frozenset[str]] = field(default_factory=dict)

    @staticmethod
    def empty(
        scope: Scope, text: str, sink: list[Diagnostic], aliases: Mapping[str, str], around: Around | None = None
    ) -> Values:
        """Nothing read yet but the figures of other policies; what is wrong goes to ``sink``."""
        declared: dict[str, Declared | None] = {}
        scales: dict[str, int | None] = {}
        ctx = Context(scope, text, Reader.RULE, declared, scales, sink, formulas.lower, around=around or Around())
        values = Values(ctx, aliases, declared, scales)
        for param in ctx.foreign.all():
            values.enter(param)
        return values

    def enter(self, param: Param) -> None:
        """A figure of another policy."""
        self.bounds[param.name] = param.bound
        if isinstance(param.type, Quantity):
            self.figures[param.name] = intervals.figure_of(param.bound)
        self._declare(param.name, param.type, facts.param(param.type, param.bound, param.scale))

    def add(self, symbol: Symbol) -> None:
        """Read a declaration whose own readings are all read."""
        self.declared[symbol.name] = None
        match symbol.node:
            case tree.Input():
                self._input(symbol, symbol.node)
            case tree.Param():
                self._param(symbol, symbol.node)
            case tree.Field():
                self._field(symbol, symbol.node)
            case tree.Reading():
                self._reading(symbol, symbol.node)
            case tree.Rule() | tree.Table() | tree.Scale():
                self._rule(symbol, symbol.node)
            case _:
                raise AssertionError(symbol)

    def common(self, symbol: Symbol, quotes: tuple[m.Quote, ...]) -> Declaration:
        """What all declarations have."""
        return Declaration(symbol.name, self.aliases.get(symbol.name, ""), self.clause(symbol.clause), quotes, symbol.node.span)

    def clause(self, block: tree.Clause | None) -> Clause | None:
        """The clause of a block."""
        return self.clauses[block.span] if block is not None else None

    def type_of(self, node: tree.TypeName) -> Type | None:
        """A type as written; an unknown one is said."""
        return written_type(self.ctx, node)

    # ------------------------------------------------------------------ inputs and params

    def _input(self, symbol: Symbol, node: tree.Input) -> None:
        said = citing.said(self.ctx, node.annotations, cited=node.annotations.quotes == () or symbol.clause is not None)
        kind = self.type_of(node.type)
        if kind is None:
            return
        place = figures.input_range(self.ctx.reading(Reader.RANGE), node, kind, self.figures)
        if place is None:
            return
        low, high, step = place
        self.inputs[symbol.name] = Input(*fields_of(self.common(symbol, said.quotes)), kind, low, high, step)
        proved = facts.input_(kind, low, high, step)
        self._declare(symbol.name, kind, proved)

    def _field(self, symbol: Symbol, node: tree.Field) -> None:
        kind = self.type_of(node.type)
        place = figures.input_range(self.ctx.reading(Reader.RANGE), node, kind, self.figures) if kind is not None else None
        if kind is None or place is None:
            return
        self.fields[symbol.name] = Input(*fields_of(self.common(symbol, ())), kind, *place)
        self._declare(symbol.name, kind, facts.input_(kind, *place))

    def _reading(self, symbol: Symbol, node: tree.Reading) -> None:
        said = citing.said(self.ctx, node.annotations, cited=symbol.clause is not None)
        kind = self.ctx.scope.enums[symbol.name]
        taken = self.ctx.scope.member(kind, node.taken.text)
        if len(node.options) < 2:
            self.ctx.report(e0227.CODE.at(node.span, name=symbol.name))
        if taken is None:
            self.ctx.report(leaves.unknown_member(self.ctx, node.taken.text, node.taken, kind))
            return
        options = tuple(Option(member, option.text.text) for member, option in zip(kind.members, node.options, strict=True))
        common = fields_of(self.common(symbol, said.quotes))
        self.readings[symbol.name] = Reading(*common, kind, options, taken, node.because.text)
        # Whichever option is taken, or asked for, the formula must hold what it promises.
        self._declare(symbol.name, kind, facts.unspecified(kind))

    def _param(self, symbol: Symbol, node: tree.Param) -> None:
        said = citing.said(self.ctx, node.annotations, citing.PRINCIPALLY, citing.DIRECTION, citing.BECAUSE)
        kind = self.type_of(node.type) if node.type is not None else None
        if node.type is not None and kind is None:
            return
        stated = figures.stated(self.ctx.reading(Reader.PARAM), node.bound, kind, self.figures, self.bounds)
        if stated is None:
            return
        self.bounds[symbol.name] = stated.bound
        self.ctx.report(*figures.without_percent(symbol.name, node.bound))
        if isinstance(stated.type, Quantity):
            self.figures[symbol.name] = intervals.figure_of(stated.bound)
        self.params[symbol.name] = Param(
            *fields_of(self.common(symbol, said.quotes)),
            stated.type,
            stated.bound,
            stated.formula,
            stated.scale,
            said.principally,
            said.because,
            said.direction,
            stated.limits,
            stated.ends,
            reported=said.reported,
        )
        self._declare(symbol.name, stated.type, facts.param(stated.type, stated.bound, stated.scale))
        if stated.formula is not None:  # next year's figures may need what today's happen not to
            self.scales[symbol.name] = exactness.possible_scale(stated.formula, self.scales)

    def _declare(self, name: str, kind: Type, proved: m.Facts) -> None:
        self.declared[name] = Declared(kind, proved)
        self.scales[name] = exactness.usual_scale(kind, proved.scale)

    # ------------------------------------------------------------------ rules

    def _rule(self, symbol: Symbol, node: tree.Rule | tree.Table | tree.Scale) -> None:
        said = citing.said(self.ctx, node.annotations, citing.PRINCIPALLY, citing.DIRECTION, citing.BECAUSE)
        ctx = self.ctx.reading(Reader.RULE)
        wanted = self.type_of(node.type) if node.type is not None else None
        only_when = ctx.condition(node.only_when) if isinstance(node, tree.Rule) and node.only_when is not None else None
        inside = choices.where(ctx, only_when)
        body = _body(inside, node, wanted)
        if node.type is not None and body is not None:
            why = Label(node.type.span, "在此声明的类型", "the type declared here")
            body = ctx.fits(body, wanted, why) if wanted is not None else None
        if body is None or (isinstance(node, tree.Rule) and node.only_when is not None and only_when is None):
            return
        demanded = (
            exactness.rounding_demanded(symbol.name, body.type, body, _end(ctx, node)) if symbol.kind is not Kind.PART else ()
        )
        ctx.report(*demanded)
        self.rules[symbol.name] = self._made(symbol, said, only_when, body)
        # Who reads it reads what it will be once it is rounded.
        proved = dataclasses.replace(body.facts, scale=exactness.MONEY_PLACES, denominator=1) if demanded else body.facts
        self.declared[symbol.name] = Declared(body.type, proved)
        self.scales[symbol.name] = exactness.possible_scale(body, self.scales)

    def _made(self, symbol: Symbol, said: citing.Said, only_when: m.Expr | None, body: m.Expr) -> Rule:
        exprs = [body] if only_when is None else [only_when, body]
        inputs = all_inputs(exprs, self.depends)
        self.depends[symbol.name] = inputs
        read = all_histories(exprs, {n: frozenset(rule.histories) for n, rule in self.rules.items()}, self.ctx.scope.fields)
        reads = Certain(self.bounds, self.reads, self.ctx.scope.fields).of_rule(only_when, body)
        self.reads[symbol.name] = reads
        histories = tuple(s.name for s in self.ctx.scope.symbols.values() if s.name in read)
        ordered = in_document_order(self.ctx, inputs)
        return Rule(
            *fields_of(self.common(symbol, said.quotes)),
            _RULE_KINDS[symbol.kind],
            body.type,
            only_when,
            body,
            said.principally,
            said.direction,
            ordered,
            tuple(name for name in [*ordered, *histories] if name in reads.inputs),
            histories,
            because=said.because,
            reported=said.reported,
        )


def in_document_order(ctx: Context, inputs: Collection[str]) -> tuple[str, ...]:
    """Names of inputs in the order of their declaration."""

    return tuple(symbol.name for symbol in ctx.scope.symbols.values() if symbol.name in inputs)


def _body(ctx: Context, node: tree.Rule | tree.Table | tree.Scale, wanted: Type | None) -> m.Expr | None:
    match node:
        case tree.Rule():
            return choices.body(ctx, node.body, wanted)
        case tree.Table():
            return tables.table(ctx, node, wanted)
        case tree.Scale():
            return tables.scale(ctx, node)


def fields_of(common: Declaration) -> tuple[str, str, Clause | None, tuple[m.Quote, ...], Span]:
    return common.name, common.alias, common.clause, common.quotes, common.span


def _end(ctx: Context, node: tree.Rule | tree.Table | tree.Scale) -> Span:
    """A span that ends where the formula of a declaration does: before its annotations."""
    if isinstance(node, tree.Rule):
        return node.body.span
    notes = node.annotations
    written: Sequence[tree.Node] = (*notes.quotes, *notes.principally, *notes.directions, *notes.because, *notes.reported)
    if not written:
        return node.span
    before = ctx.text_of(node.span)[node.span.start : min(part.span.start for part in written)]
    length = len(before.rstrip())
    lines = before[:length].split("\n")
    column = len(lines[-1]) + (1 if len(lines) > 1 else node.span.column)
    return dataclasses.replace(
        node.span, end=node.span.start + length, end_line=node.span.line + len(lines) - 1, end_column=column
    )


def written_type(ctx: Context, node: tree.TypeName) -> Type | None:
    """A type as written; an unknown one is said."""
    enums = {name: enum for name, enum in ctx.scope.enums.items() if _is_enum(ctx.scope, name)}
    kind = types.written(node, enums, ctx.scope.units)
    if not isinstance(kind, literals.UnknownUnit):
        return kind
    if len(node.parts) > 1 or kind.suggestion is not None:
        fixes = [Fix(node.span, "/".join(node.parts).replace(kind.part, kind.suggestion))] if kind.suggestion else []
        hint = leaves.unit_hint(kind)
    else:
        hint, fixes = nearest(tree.Name(node.span, node.parts[0]), list(enums))
    if kind.part not in ctx.scope.broken:
        ctx.report(e0218.CODE.at(node.span, name=kind.part, hint=hint, fixes=fixes))
    return None


def _is_enum(scope: Scope, name: str) -> bool:
    """A reading is an enum too, but no type of anything else."""
    found = scope.find(name)
    return found is not None and found.kind is Kind.ENUM
