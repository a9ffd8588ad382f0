"""Formulas rewritten part by part, and folded where a condition is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar, cast

from policyc.model import expressions as e
from policyc.model.types import BOOL, Member

_Part = TypeVar("_Part")
#: What holds no formula.
PLAIN = frozenset({"span", "type", "facts", "quotes", "patterns", "columns"})
_TRUTH = e.Facts(0, Fraction(0), Fraction(1))


def rewrite(part: _Part, replaced: Callable[[e.Expr], e.Expr | None]) -> _Part:
    """The same with every formula for which ``replaced`` has another, from the outside in; then folded."""
    if isinstance(part, tuple):
        return cast(_Part, tuple(rewrite(item, replaced) for item in part))
    if not dataclasses.is_dataclass(part) or isinstance(part, type):
        return part
    node: Any = part
    if isinstance(node, e.Node):
        other = replaced(cast(e.Expr, node))
        if other is not None:
            return cast(_Part, other)
    changed = {}
    for f in dataclasses.fields(node):
        old = getattr(node, f.name)
        if f.name not in PLAIN and (new := rewrite(old, replaced)) != old:
            changed[f.name] = new
    if changed:
        node = dataclasses.replace(node, **changed)
    return cast(_Part, folded(node) if isinstance(node, e.Node) else node)


def folded(node: Any) -> Any:
    """A formula without what a known case or truth value decides."""
    match node:
        case e.Compare(op=e.CompareOp.EQ | e.CompareOp.NE, left=e.Literal(value=Member() as a), right=e.Literal(value=b)):
            return _literal(node, (a == b) is (node.op is e.CompareOp.EQ))
        case e.Within(operand=e.Literal(value=Member() as a)) if all(isinstance(o, e.Literal) for o in node.options):
            return _literal(node, any(isinstance(o, e.Literal) and o.value == a for o in node.options))
        case e.Not(operand=e.Literal(value=bool() as known)):
            return _literal(node, not known)
        case e.Logic():
            return _logic(node)
        case e.If(condition=e.Literal(value=bool() as known)):
            return node.then if known else node.otherwise
        case e.Match(subject=e.Literal(value=Member() as member)):
            return _match(node, member)
        case e.Cases():
            return _cases(node)
        case _:
            return node


def _literal(node: e.Expr, value: bool) -> e.Literal:
    return e.Literal(node.span, BOOL, _TRUTH, value, "true" if value else "false")


def _logic(node: e.Logic) -> e.Expr:
    """Operands are read from the left: one that decides ends it."""
    decisive = node.op is e.LogicOp.OR
    kept: list[e.Expr] = []
    for operand in node.operands:
        if isinstance(operand, e.Literal) and isinstance(operand.value, bool):
            if operand.value is not decisive:
                continue
            kept.append(operand)
            break
        kept.append(operand)
    if not kept:
        return _literal(node, not decisive)
    return kept[0] if len(kept) == 1 else dataclasses.replace(node, operands=tuple(kept))


def _match(node: e.Match, member: Member) -> e.Expr:
    rest: e.Expr | None = None
    for arm in node.arms:
        if isinstance(arm.patterns, e.Otherwise):
            rest = arm.value
        elif any(isinstance(p, e.ValuePattern) and p.value == member for p in arm.patterns):
            return arm.value
        elif not all(isinstance(p, e.ValuePattern) for p in arm.patterns):
            return node
    return rest if rest is not None else node


def _cases(node: e.Cases) -> e.Expr:
    kept: list[e.Case] = []
    for case in node.cases:
        known = case.condition.value if isinstance(case.condition, e.Literal) else None
        if known is False:
            continue
        if known is True:
            case = dataclasses.replace(case, condition=e.Otherwise(None, case.span))
        kept.append(case)
        if isinstance(case.condition, e.Otherwise):
            break
    if kept and isinstance(kept[0].condition, e.Otherwise):
        return kept[0].value
    return dataclasses.replace(node, cases=tuple(kept)) if len(kept) < len(node.cases) else node
