"""The leaves of formulas: literals, names, members of enums, and what takes the type of its place."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable

from policyc.diagnostics.codes import e0216, e0301, e0315, e0319
from policyc.diagnostics.core import Diagnostic, Fix, Label, Words, listed
from policyc.model import expressions as m
from policyc.model.types import BOOL, DATE, MONTH, UNLIMITED, YEAR, EnumType, Quantity, Type, Value, YearType
from policyc.quantities.units import RATE
from policyc.semantics import facts, literals
from policyc.semantics.context import Context, unknown
from policyc.semantics.names import VALUES, fold
from policyc.syntax import tree


def literal(ctx: Context, node: tree.Literal, hint: Type | None) -> m.Literal | None:
    """A value as written."""
    match node:
        case tree.Amount():
            amount = amount_of(ctx, node)
            if amount is None:
                return None
            return _value(node, Quantity(amount.unit), amount.value, amount.text)
        case tree.Number():
            return _number(node, hint)
        case tree.DateLiteral():
            return _day(ctx, node, literals.day, DATE)
        case tree.MonthLiteral():
            return _day(ctx, node, literals.month, MONTH)
        case tree.BoolLiteral():
            return _value(node, BOOL, node.value, "true" if node.value else "false")


def amount_of(ctx: Context, node: tree.Amount | tree.Number) -> literals.Amount | None:
    """The amount that a literal writes; an unknown unit is said."""
    if isinstance(node, tree.Number):
        return literals.number(node.text)
    amount = literals.amount(node.text, ctx.scope.units)
    if not isinstance(amount, literals.UnknownUnit):
        return amount
    fixes = [Fix(node.span, node.text.replace(amount.part, amount.suggestion))] if amount.suggestion else []
    if amount.part not in ctx.scope.broken:
        ctx.report(e0301.CODE.at(node.span, unit=amount.part, hint=unit_hint(amount), fixes=fixes))
    return None


def unit_hint(found: literals.UnknownUnit) -> Words:
    """What to do about an unknown unit: a misspelling perhaps, else a unit to declare."""
    part, near = found.part, found.suggestion
    declare = Words(f"另有单位请先声明：unit {part}", f"a unit of your own is declared first: unit {part}")
    return declare if near is None else Words(f"是不是“{near}”？{declare}", f"did you mean “{near}”? {declare.en}")


def _value(node: tree.Node, kind: Type, value: Value, text: str) -> m.Literal:
    return m.Literal(node.span, kind, facts.literal(value, kind), value, text)


def _number(node: tree.Number, hint: Type | None) -> m.Literal:
    """A bare number: a rate, unless 0 or a year is wanted."""
    amount = literals.number(node.text)
    if isinstance(hint, YearType) and amount.value.denominator == 1 and 1000 <= amount.value <= 9999:
        return _value(node, YEAR, int(amount.value), amount.text)
    kind = hint if amount.value == 0 and isinstance(hint, Quantity) else Quantity(amount.unit)
    return _value(node, kind, amount.value, amount.text)


def _day(
    ctx: Context, node: tree.DateLiteral | tree.MonthLiteral, parse: Callable[[str], datetime.date | None], kind: Type
) -> m.Literal | None:
    value = parse(node.text)
    if value is None:
        ctx.report(e0319.CODE.at(node.span, text=node.text))
        return None
    return _value(node, kind, value, node.text)


def unspecified(ctx: Context, node: tree.UnspecifiedLiteral, hint: Type | None) -> m.Expr | None:
    """A hole, of the type of its place."""
    if hint is None:
        ctx.report(e0315.CODE.at(node.span, word="unspecified"))
        return None
    return m.Unspecified(node.span, hint, facts.unspecified(hint))


def unlimited(ctx: Context, node: tree.UnlimitedLiteral, hint: Type | None) -> m.Expr | None:
    """An amount without limit, in the unit of its place."""
    if hint is None:
        ctx.report(e0315.CODE.at(node.span, word="unlimited"))
        return None
    # Only an amount can be without limit; a plain number stands in for "an amount" in the message that follows.
    kind = hint if isinstance(hint, Quantity) else Quantity(RATE)
    return _value(node, kind, UNLIMITED, "unlimited")


def name(ctx: Context, node: tree.Name, hint: Type | None) -> m.Expr | None:
    """A declared value, or else the member of an enum that the place expects."""
    if ctx.scope.find(node.text) is not None or ctx.foreign.has(node.text):
        return ctx.read(node)
    if isinstance(hint, EnumType) and (member := ctx.scope.member(hint, node.text)) is not None:
        ctx.members[node.span] = member
        return _value(node, hint, member, member.name)
    enums = [ctx.scope.enums[member.enum] for member in ctx.scope.members.get(fold(node.text), ())]
    if len(enums) == 1:
        (member,) = (found for found in [ctx.scope.member(enums[0], node.text)] if found is not None)
        ctx.members[node.span] = member
        return _value(node, enums[0], member, member.name)
    if enums:
        ctx.report(e0315.CODE.at(node.span, word=node.text))
    elif fold(node.text) in ctx.scope.broken:
        pass  # its declaration was complained of
    elif isinstance(hint, EnumType):
        ctx.report(unknown_member(ctx, node.text, node, hint))
    else:
        names = [s.name for s in ctx.scope.symbols.values() if s.kind in ctx.reader.may_read & VALUES]
        ctx.report(unknown(node, names, ctx.unreadable()))
    return None


def unknown_member(ctx: Context, text: str, node: tree.Node | m.Node, enum: EnumType) -> Diagnostic:
    """That an enum has no such member, with the nearest that it has."""
    names = [member.name for member in enum.members]
    close = difflib.get_close_matches(text, names, n=1, cutoff=0.5)
    symbol = ctx.scope.find(enum.name)
    assert symbol is not None
    label = Label(symbol.span, f"分类“{enum.name}”在此声明", f"enum “{enum.name}” is declared here")
    fixes = [Fix(node.span, close[0])] if close else []
    return e0216.CODE.at(node.span, name=text, enum=enum.name, members=listed(names), related=[label], fixes=fixes)
