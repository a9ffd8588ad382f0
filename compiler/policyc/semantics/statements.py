"""What has no value of its own: targets, measures, checks, requirements, examples, assumptions and questions."""

from __future__ import annotations

from fractions import Fraction

from policyc.diagnostics.codes import e0206, e0212, e0409, e0410, e0411, w0702
from policyc.diagnostics.core import Label, Words, listed
from policyc.model import expressions as m
from policyc.model.policy import (
    Check,
    CheckAll,
    Clause,
    Example,
    Expectation,
    ExpectedState,
    Measure,
    Modality,
    Records,
    Remark,
    RemarkKind,
    Require,
    Target,
)
from policyc.model.types import Member, Quantity, Type, Value
from policyc.semantics import bounds, citing, figures
from policyc.semantics.context import Context, Reader, unknown
from policyc.semantics.declarations import Values, in_document_order, written_type
from policyc.semantics.histories import records
from policyc.semantics.names import RULES, Kind, Symbol
from policyc.semantics.order import all_histories, all_inputs
from policyc.semantics.types import describe, describe_en
from policyc.syntax import tree


def target(values: Values, symbol: Symbol, node: tree.Target) -> Target | None:
    """A goal."""
    ctx = values.ctx.reading(Reader.PARAM)
    said = citing.said(ctx, node.annotations, citing.PRINCIPALLY, citing.DIRECTION, citing.BECAUSE)
    day = figures.deadline(ctx, node.deadline)
    kind = written_type(ctx, node.type) if node.type is not None else None
    stated = figures.stated(ctx, node.bound, kind, values.figures, values.bounds)
    if stated is None or (node.type is not None and kind is None):
        return None
    common = values.common(symbol, said.quotes)
    text = node.deadline.text if node.deadline is not None else None
    return Target(
        common.name,
        common.alias,
        common.clause,
        common.quotes,
        common.span,
        stated.type,
        stated.bound,
        stated.scale,
        day,
        text,
        said.direction,
        said.principally,
        said.because,
        reported=said.reported,
    )


def measure(values: Values, symbol: Symbol, node: tree.Measure) -> Measure:
    """A measure that no formula captures."""
    ctx = values.ctx
    said = citing.said(ctx, node.annotations, citing.PRINCIPALLY, citing.BECAUSE)
    lines: tuple[tuple[str, tuple[tree.Node, ...]], ...] = (("condition", node.conditions), ("by", node.deadlines))
    for word, given in lines:
        for extra in given[1:]:
            label = Label(given[0].span, "先在这里写过", "first written here")
            ctx.report(e0206.CODE.at(extra.span, line=word, related=[label]))
    written = node.deadlines[0] if node.deadlines else None
    common = values.common(symbol, said.quotes)
    return Measure(
        common.name,
        common.alias,
        common.clause,
        common.quotes,
        common.span,
        Modality(node.modality),
        tuple(actor.text for actor in node.actors),
        node.conditions[0].text if node.conditions else None,
        figures.deadline(ctx, written),
        written.text if written is not None else None,
        said.principally,
        said.because,
        reported=said.reported,
    )


def check(values: Values, node: tree.Check, clause: Clause) -> Check | None:
    """An identity at the document's own figures: it depends on no input."""
    ctx = values.ctx.reading(Reader.CHECK)
    said = citing.said(ctx, node.annotations)
    condition = ctx.condition(node.condition)
    if condition is None:
        return None
    read = all_inputs([condition], values.depends)
    of = {name: frozenset(rule.histories) for name, rule in values.rules.items()}
    told = all_histories([condition], of, ctx.scope.fields)
    if read or told:
        names = [*(name for name in values.inputs if name in read), *sorted(told)]
        ctx.report(e0411.CODE.at(condition.span, names=listed(names)))
        return None
    return Check(condition, ctx.source(node.condition.span), clause, said.quotes, node.span)


def check_all(values: Values, node: tree.CheckAll, clause: Clause) -> CheckAll | None:
    """What is claimed of every input and every admissible figure."""
    ctx = values.ctx.reading(Reader.RULE)
    said = citing.said(ctx, node.annotations)
    condition = ctx.condition(node.condition)
    if condition is None:
        return None
    return CheckAll(condition, ctx.source(node.condition.span), clause, said.quotes, node.span)


def require(values: Values, node: tree.Require, clause: Clause | None) -> Require | None:
    """What inputs must meet."""
    ctx = values.ctx.reading(Reader.REQUIRE)
    said = citing.said(ctx, node.annotations, citing.BECAUSE, cited=clause is not None)
    condition = ctx.condition(node.condition)
    if condition is None:
        return None
    read = all_inputs([condition], {})
    inputs = in_document_order(ctx, read)
    return Require(condition, ctx.source(node.condition.span), said.because, inputs, clause, said.quotes, node.span)


def remark(values: Values, node: tree.Remark, clause: Clause | None) -> Remark:
    """An assumption or a question."""
    said = citing.said(values.ctx, node.annotations, cited=clause is not None)
    return Remark(RemarkKind(node.keyword), node.text.text, clause, said.quotes, node.span)


# ------------------------------------------------------------------ examples


def example(values: Values, node: tree.Example, clause: Clause | None) -> Example | None:
    """A test beside the rules."""
    ctx = values.ctx.reading(Reader.EXAMPLE)
    said = citing.said(ctx, node.annotations, cited=clause is not None)
    before = len(ctx.sink)
    given: dict[str, Value] = {}
    places: dict[str, tree.Given] = {}
    complete = True
    histories: dict[str, Records] = {}
    for line in node.given:
        if isinstance(line, tree.GivenHistory):
            told = records(values, ctx, line)
            complete = complete and told is not None
            if told is not None:
                histories[told[0]] = told[1]
            continue
        found = _given(values, ctx, line, places)
        complete = complete and found is not None
        if found is not None:
            given[found[0]] = found[1]
    readings = {name: value for name, value in given.items() if name in values.readings and isinstance(value, Member)}
    expected = [_expectation(ctx, line) for line in node.expectations]
    good = tuple(line for line in expected if line is not None)
    if not complete or len(good) < len(expected) or len(ctx.sink) > before:
        return None
    if not good:
        ctx.report(w0702.CODE.at(node.title.span, title=node.title.text))
    inputs = tuple((name, value) for name, value in given.items() if name not in readings)
    return Example(
        *(node.title.text, inputs, good, clause, said.quotes, node.span),
        given_spans=tuple(places[name].span for name, _ in inputs),
        histories=tuple(histories.items()),
        readings=tuple(readings.items()),
    )


#: What an example gives a value.
_GIVEN = frozenset({Kind.INPUT, Kind.READING})


def _given(values: Values, ctx: Context, line: tree.Given, places: dict[str, tree.Given]) -> tuple[str, Value] | None:
    """The value that an example gives to an input, or the option by which it asks for a reading."""
    symbol = ctx.scope.find(line.name.text)
    if symbol is None:
        if line.name.text not in ctx.scope.broken:
            ctx.report(unknown(line.name, [s.name for s in ctx.scope.symbols.values() if s.kind in _GIVEN]))
        return None
    if symbol.kind not in _GIVEN:
        kind, why = Words(symbol.kind.zh, symbol.kind.en), Words("given 只给输入和口径赋值", "given is for inputs and readings")
        ctx.report(e0212.CODE.at(line.name.span, name=symbol.name, kind=kind, why=why))
        return None
    first = places.setdefault(symbol.name, line)
    if first is not line:
        label = Label(first.span, "先在这里写过", "first written here")
        ctx.report(e0206.CODE.at(line.span, line=symbol.name, related=[label]))
        return None
    known = values.inputs.get(symbol.name) or values.readings.get(symbol.name)
    if known is None:
        return None
    zh = f"{symbol.kind.zh}“{symbol.name}”是 {describe(known.type)}"
    en = f"{symbol.kind.en} “{symbol.name}” is {describe_en(known.type)}"
    value = constant(ctx, known.type, line.value, symbol.name, Label(symbol.span, zh, en))
    return None if value is None else (symbol.name, value)


def constant(ctx: Context, kind: Type, node: tree.Expr, name: str, why: Label) -> Value | None:
    """The value of a formula of literals, of this type; else None, and said so."""
    expr = ctx.lower_as(node, kind, why)
    if expr is None:
        return None
    value = _constant(expr)
    if value is None:
        ctx.report(e0409.CODE.at(expr.span, name=name))
    return value


def _constant(expr: m.Expr) -> Value | None:
    """The value of a formula of literals: what an example may give."""
    if isinstance(expr, m.Literal):
        return None if not isinstance(expr.value, Fraction | bool | int) and isinstance(expr.type, Quantity) else expr.value
    figure = bounds.evaluate(expr, {})
    return figure.value if figure is not None and isinstance(figure.value, Fraction) else None


def _expectation(ctx: Context, line: tree.Expect | tree.ExpectState) -> Expectation | None:
    text = ctx.source(line.span).removeprefix("expect").strip()
    if isinstance(line, tree.Expect):
        condition = ctx.condition(line.condition)
        text = ctx.source(line.condition.span)
        return None if condition is None else Expectation(condition, None, None, text, line.span)
    symbol = ctx.scope.find(line.name.text)
    if symbol is None:
        if line.name.text not in ctx.scope.broken:
            ctx.report(unknown(line.name, [s.name for s in ctx.scope.symbols.values() if s.kind in RULES]))
        return None
    if symbol.kind not in RULES:
        label = Label(symbol.span, f"“{symbol.name}”在此声明", f"“{symbol.name}” is declared here")
        kind = Words(symbol.kind.zh, symbol.kind.en)
        ctx.report(e0410.CODE.at(line.name.span, name=symbol.name, kind=kind, state=line.state, related=[label]))
        return None
    if ctx.declared.get(symbol.name) is None:
        return None
    return Expectation(None, symbol.name, ExpectedState(line.state), text, line.span)
