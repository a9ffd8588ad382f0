"""What a rule of a policy above can come to in a case: its own formula, at the corners of its own open figures.

An open figure or hole that the rule reads may have any value within what its policy states. Where it is read in no condition, the
values that the rule can come to lie without a gap between the least and the greatest that the ends of those figures give.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import cast

from policyc.diagnostics.core import Span, Words
from policyc.model import expressions as e
from policyc.model.policy import BoundKind, Param, Policy, RuleKind
from policyc.model.types import Quantity, Value
from policyc.model.walk import walk
from policyc.prove.rewriting import PLAIN, rewrite
from policyc.prove.widen import ANYTHING
from policyc.semantics import facts

#: Two to the power of this are the corners that are looked at.
_MOST_OPEN = 6
_LEAVES = (e.Literal, e.InputRef, e.FieldRef, e.ReadingRef, e.RecordYear, e.RuleRef, e.Previous, e.Otherwise)


class CannotSay(Exception):
    """Why the values that the rule can come to are not known; the argument are :class:`Words`."""


def outcomes(above: Policy, name: str, here: e.Expr) -> tuple[e.Expr, ...]:
    """Formulas, without figures of the policy above, whose least and greatest bound what its rule can come to.

    here: the rule in the policy below; where the rule above is a hole of no amount, it says nothing against that.
    """
    body = _inlined(above.rule[name].body, above)
    holes = {node.span for node in walk(body) if isinstance(node, e.Unspecified)}
    if not isinstance(body.type, Quantity):
        return (_forgotten(_filled(body, above, {}, dict.fromkeys(holes, here))),)
    read = dict.fromkeys(node.name for node in walk(body) if isinstance(node, e.ParamRef))
    opened = [above.param[n] for n in read if above.param[n].bound.kind not in (BoundKind.EXACTLY, BoundKind.ABOUT)]
    _sayable(body, opened)
    lines = [_ends(param) for param in opened] + [_default_ends(body, span) for span in holes]
    if len(lines) > _MOST_OPEN:
        raise CannotSay(Words("读到的未定数字太多", "it reads too many open figures"))
    made = []
    for corner in product(*lines):
        figures = dict(zip((p.name for p in opened), corner, strict=False))
        filled = {span: _literal(body, value) for span, value in zip(holes, corner[len(opened) :], strict=True)}
        made.append(_forgotten(_filled(body, above, figures, filled)))
    return tuple(dict.fromkeys(made))


def _inlined(expr: e.Expr, above: Policy) -> e.Expr:
    """A formula with the rules and derived figures that it reads written out."""

    def replaced(node: e.Expr) -> e.Expr | None:
        if isinstance(node, e.RuleRef) and above.rule[node.name].kind is not RuleKind.TRACK:
            return _inlined(above.rule[node.name].body, above)
        if isinstance(node, e.RuleRef) and _reads_open(above, node.name):
            raise CannotSay(Words(f"递推“{node.name}”读到未定的数字", f"track “{node.name}” reads open figures"))
        if isinstance(node, e.ParamRef) and above.param[node.name].is_derived:
            formula = above.param[node.name].formula
            assert formula is not None
            return _inlined(formula, above)
        return None

    return rewrite(expr, replaced)


def _reads_open(above: Policy, name: str) -> bool:
    rule = above.rule[name]
    nodes = [node for part in (rule.body, rule.initial) if part is not None for node in walk(part)]
    figures = (above.param[node.name] for node in nodes if isinstance(node, e.ParamRef))
    return any(p.bound.is_open for p in figures) or any(isinstance(node, e.Unspecified) for node in nodes)


def _sayable(body: e.Expr, opened: list[Param]) -> None:
    names = {param.name for param in opened}
    for param in opened:
        if param.limits != (None, None) or not isinstance(param.type, Quantity):
            raise CannotSay(Words(f"“{param.name}”的界限随其他数字而定", f"the ends of “{param.name}” follow from others"))
    for part in _conditions(body):
        if any((isinstance(node, e.ParamRef) and node.name in names) or isinstance(node, e.Unspecified) for node in walk(part)):
            raise CannotSay(Words("条件里读到未定的数字", "a condition reads an open figure"))


def _conditions(body: e.Expr) -> Iterator[e.Expr]:
    for node in walk(body):
        match node:
            case e.Compare() | e.Within() | e.Logic() | e.Not():
                yield node
            case e.Match():
                yield node.subject
            case e.Lookup():
                yield from node.subjects
            case _:
                pass


def _ends(param: Param) -> tuple[Fraction, Fraction]:
    low, high, _ = facts.default_range(param.type)
    least = param.bound.low if param.bound.low is not None else min(low, high if param.bound.high is None else param.bound.high)
    most = param.bound.high if param.bound.high is not None else max(high, least)
    return least, most


def _default_ends(body: e.Expr, span: Span) -> tuple[Fraction, Fraction]:
    node = next(x for x in walk(body) if x.span == span and isinstance(x, e.Unspecified))
    low, high, _ = facts.default_range(node.type)
    return low, high


def _literal(like: e.Expr, value: Value) -> e.Literal:
    return e.Literal(like.span, like.type, facts.literal(value, like.type), value, str(value))


def _filled(body: e.Expr, above: Policy, figures: Mapping[str, Value], holes: Mapping[Span, e.Expr]) -> e.Expr:
    """A formula with all figures of the policy above as numbers."""

    def replaced(node: e.Expr) -> e.Expr | None:
        if isinstance(node, e.ParamRef):
            value = figures.get(node.name, above.param[node.name].bound.value)
            if value is None:
                raise CannotSay(Words(f"“{node.name}”没有数字", f"“{node.name}” has no figure"))
            return _literal(node, value)
        if isinstance(node, e.Unspecified):
            filler = holes[node.span]
            return _literal(node, filler.value) if isinstance(filler, e.Literal) else filler
        return None

    return rewrite(body, replaced)


def _forgotten(expr: e.Expr) -> e.Expr:
    """A formula without what was proved of it at the stated figures."""
    return cast(e.Expr, _reset(expr))


def _reset(part: object) -> object:
    if isinstance(part, tuple):
        return tuple(_reset(item) for item in part)
    if isinstance(part, _LEAVES) or not dataclasses.is_dataclass(part) or isinstance(part, type):
        return part
    changed = {f.name: _reset(getattr(part, f.name)) for f in dataclasses.fields(part) if f.name not in PLAIN}
    if isinstance(part, e.Node):
        changed["facts"] = dataclasses.replace(ANYTHING, unlimited=part.facts.unlimited)
    return dataclasses.replace(part, **changed)
