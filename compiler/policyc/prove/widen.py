"""Open figures and holes as inputs: the policy of which a claim for all admissible figures is an ordinary question.

A figure with an open bound becomes an input that ranges over the bound, a hole one that ranges over its type's default range, a
figure that follows from such figures a part, and a reading the option that is asked about. A figure with "about" has no range:
it counts as stated, and the proof says so. What was proved of values at the stated figures is forgotten wherever an open
figure is read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar, cast

from policyc.checks.lines import UNLIMITED_PLACE
from policyc.diagnostics.core import Span
from policyc.model import expressions as e
from policyc.model.policy import BoundKind, CheckAll, Input, Param, Policy, Require, Rule, RuleKind
from policyc.model.types import BOOL, Member, Quantity, Type, Value
from policyc.model.walk import walk
from policyc.prove.rewriting import PLAIN, folded
from policyc.quantities.decimals import scale_of
from policyc.semantics.facts import default_range

_Part = TypeVar("_Part")
_FIXED = (BoundKind.EXACTLY, BoundKind.ABOUT)
#: That nothing is known of a value.
ANYTHING = e.Facts(None, -UNLIMITED_PLACE, UNLIMITED_PLACE)


@dataclass(frozen=True)
class Widened:
    """The widened policy. figures: the stated value of each input that stands for a figure (None: it has none)."""

    policy: Policy
    figures: Mapping[str, Value | None]
    about: Mapping[str, Param]

    def condition(self, check: CheckAll) -> e.Expr:
        """The condition of a check, which the widened policy has in the same place."""
        return next(c.condition for c in self.policy.universals if c.span == check.span)


def widen(policy: Policy, readings: Mapping[str, Member] | None = None) -> Widened:
    """The policy with its open figures and holes as inputs, under other options of its readings if any are given."""
    return _Widening(policy, readings or {}).run()


@dataclass
class _Widening:
    policy: Policy
    readings: Mapping[str, Member]
    made: dict[str, Input] = field(default_factory=dict)
    parts: dict[str, Rule] = field(default_factory=dict)
    stated: dict[str, Value | None] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)  # rules and parts that read an open figure
    holes: dict[Span, str] = field(default_factory=dict)
    owner: str = ""

    def run(self) -> Widened:
        for param in self.policy.params:
            if not param.is_derived and param.bound.kind not in _FIXED:
                self._figure(param)
        limits = [require for param in self.policy.params for require in self._limits(param)]
        for param in _derived_first(self.policy):
            self._derived(param)
        rules: dict[str, Rule] = {}
        for name in self.policy.order:
            self.owner = name
            rule = self.policy.rule[name]
            before = len(self.made)
            rules[name] = dataclasses.replace(
                rule,
                only_when=self.expr(rule.only_when) if rule.only_when is not None else None,
                body=self.expr(rule.body),
                initial=self.expr(rule.initial) if rule.initial is not None else None,
            )
            parts = [x for x in (rules[name].only_when, rules[name].body, rules[name].initial) if x is not None]
            if len(self.made) > before or any(self._opens(part) for part in parts):
                self.touched.add(name)
        requires = [dataclasses.replace(r, condition=self.expr(r.condition)) for r in self.policy.requires]
        universals = tuple(dataclasses.replace(c, condition=self.expr(c.condition)) for c in self.policy.universals)
        widened = dataclasses.replace(
            self.policy,
            inputs=(*self.policy.inputs, *self.made.values()),
            rules=(*self.parts.values(), *(rules[rule.name] for rule in self.policy.rules)),
            order=(*self.parts, *self.policy.order),
            requires=(*limits, *requires),
            universals=universals,
        )
        about = {p.name: p for p in self.policy.params if p.bound.about}
        return Widened(widened, self.stated, about)

    # ------------------------------------------------------------------ figures

    def _figure(self, param: Param) -> None:
        low, high, step = _range(param.type, param)
        self.made[param.name] = Input(
            *(param.name, param.alias, param.clause, (), param.span), param.type, low, high, step, policy=param.policy
        )
        self.stated[param.name] = param.bound.value

    def _limits(self, param: Param) -> Iterator[Require]:
        """That a figure lies within ends that other figures set."""
        if param.name not in self.made:
            return
        kinds = param.bound.low_closed, param.bound.high_closed
        ops = ((e.CompareOp.GT, e.CompareOp.GE)[kinds[0]], (e.CompareOp.LT, e.CompareOp.LE)[kinds[1]])
        for limit, op in zip(param.limits, ops, strict=True):
            if limit is not None:
                left = self._input(self.made[param.name], param.span)
                condition = e.Compare(param.span, BOOL, e.Facts(0, Fraction(0), Fraction(1)), op, left, self.expr(limit))
                yield Require(condition, param.name, None, (), param.clause, (), param.span)

    def _derived(self, param: Param) -> None:
        """A figure that follows from open ones is worked out from them anew."""
        if not param.is_derived or param.formula is None:
            return
        self.owner = param.name
        body = self.expr(param.formula)
        if self._opens(body):
            self.touched.add(param.name)
            cited = param.name, param.alias, param.clause, param.quotes, param.span
            self.parts[param.name] = Rule(
                *cited, RuleKind.PART, param.type, None, body, param.principally, None, (), (), policy=param.policy
            )

    def _opens(self, expr: e.Expr) -> bool:
        return any(
            (isinstance(x, e.InputRef) and x.name in self.made)
            or (isinstance(x, e.RuleRef | e.Previous) and x.name in self.touched)
            for x in walk(expr)
        )

    # ------------------------------------------------------------------ formulas

    def expr(self, expr: e.Expr) -> e.Expr:
        """The formula of the widened policy."""
        return self._part(expr, "")

    def _part(self, part: _Part, label: str) -> _Part:
        if isinstance(part, tuple):
            return cast(_Part, tuple(self._part(item, label) for item in part))
        if not dataclasses.is_dataclass(part) or isinstance(part, type):
            return part
        return cast(_Part, self._node(part, label))

    def _node(self, node: object, label: str) -> object:
        match node:
            case e.ParamRef():
                return self._param(node)
            case e.ReadingRef():
                reading = self.policy.reading[node.name]
                member = self.readings.get(node.name, reading.taken)
                return e.Literal(node.span, node.type, node.facts, member, member.name)
            case e.Unspecified():
                return self._hole(node, label)
            case e.Literal() | e.InputRef() | e.FieldRef() | e.Previous() | e.RecordYear():
                return node
            case e.RuleRef():
                return dataclasses.replace(node, facts=self._facts(node.facts)) if node.name in self.touched else node
            case e.Arm() | e.Row():
                label = "、".join(p.text for p in node.patterns) if not isinstance(node.patterns, e.Otherwise) else "其他"
        changed = {}
        assert dataclasses.is_dataclass(node) and not isinstance(node, type)
        for f in dataclasses.fields(node):
            old = getattr(node, f.name)
            if f.name not in PLAIN and (new := self._part(old, label)) is not old and new != old:
                changed[f.name] = new
        if not changed:
            return node
        if isinstance(node, e.Node):
            changed["facts"] = self._facts(node.facts)
        made = dataclasses.replace(node, **changed)
        return folded(made) if isinstance(made, e.Node) else made

    def _param(self, node: e.ParamRef) -> e.Expr:
        if node.name in self.made:
            return self._input(self.made[node.name], node.span)
        if node.name in self.parts:
            return e.RuleRef(node.span, node.type, self._facts(node.facts), node.name)
        return node

    def _hole(self, node: e.Unspecified, label: str) -> e.Expr:
        name = self.holes.get(node.span)
        if name is None:
            name = base = f"{self.owner}（{label}）" if label else f"{self.owner}（未明确）"
            count = 1
            while name in self.made or name in self.policy.input:
                count += 1
                name = f"{base}{count}"
            self.holes[node.span] = name
            at = self.policy.rule.get(self.owner) or self.policy.param[self.owner]
            low, high, step = default_range(node.type)
            self.made[name] = Input(name, "", at.clause, (), node.span, node.type, low, high, step)
            self.stated[name] = None
        return self._input(self.made[name], node.span)

    @staticmethod
    def _input(made: Input, span: Span) -> e.InputRef:
        scales = [scale_of(x) or 0 for x in (made.low, made.step)] if isinstance(made.type, Quantity) else [0]
        return e.InputRef(span, made.type, e.Facts(max(scales), made.low, made.high), made.name)

    @staticmethod
    def _facts(facts: e.Facts) -> e.Facts:
        return dataclasses.replace(ANYTHING, unlimited=facts.unlimited)


def _derived_first(policy: Policy) -> Iterator[Param]:
    """The params, each after those that it is worked out from."""
    done: set[str] = set()

    def visit(param: Param) -> Iterator[Param]:
        if param.name in done:
            return
        done.add(param.name)
        for x in walk(param.formula) if param.formula is not None else ():
            if isinstance(x, e.ParamRef):
                yield from visit(policy.param[x.name])
        yield param

    for param in policy.params:
        yield from visit(param)


def _range(kind: Type, param: Param | None) -> tuple[Fraction, Fraction, Fraction]:
    """Where an open figure may lie: its bound, within the type's default range, in steps as fine as a refinement may be."""
    low, high, step = default_range(kind)
    if param is None or not isinstance(kind, Quantity):
        return low, high, step
    bound = param.bound
    # Ends that other figures set move with those: they are requirements (see _limits).
    least, most = (None if limit else end for limit, end in zip(param.limits, (bound.low, bound.high), strict=True))
    low = least if least is not None else low if most is None else min(low, most)
    high = most if most is not None else max(low, high)
    places = [scale_of(x) for x in (low, high, step)]
    if any(place is None for place in places):  # an end without a finite decimal
        return low, high, (high - low) / max(1, int((high - low) / step)) if high > low else step
    step = min(step, Fraction(1, 10 ** max(place for place in places if place is not None)))
    low += step if least is not None and not bound.low_closed else 0
    high -= step if most is not None and not bound.high_closed else 0
    return low, high, step
