"""The coordinates of a policy: made once for each thing that decides, with its range, its step and how to work it out.

A function of sums becomes a coordinate; what is said of one that rises or falls with a single other coordinate is said of that
one instead (the year of a date is at least 2024: the date is at least 2024-01-01).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from math import ceil, floor, gcd

from policyc.checks.formulas import FALSE, TRUE, Affine, Atom, Coordinate, Formula, Interval
from policyc.checks.monotone import stretch
from policyc.model import expressions as e
from policyc.model.policy import Policy
from policyc.model.types import BOOL, Bool, EnumType, Quantity, Type
from policyc.model.walk import walk
from policyc.quantities.decimals import scale_of
from policyc.semantics.facts import default_range, of_rule

#: Where ``unlimited`` lies: above every amount that the compiler accepts.
UNLIMITED_PLACE = Fraction(10**40)

Function = Callable[[Sequence[Fraction]], Fraction]


class Lines:
    """The coordinates of one policy; the same for the same thing, wherever it stands."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._coordinates: dict[Hashable, Coordinate] = {}

    def worked_out(
        self,
        name: str,
        function: Function,
        arguments: list[Affine],
        trends: tuple[int, ...],
        expr: e.Expr | None,
        *,
        step: Fraction | None = None,
    ) -> Affine:
        """A function of sums: its value where they are constant, else a coordinate of its own."""
        safe = _safe(function)
        if not any(argument.terms for argument in arguments):
            value = safe([argument.constant for argument in arguments])
            return Affine(value) if value is not None else self.nowhere(expr)
        key = (name, *((a.constant, a.terms) for a in arguments))
        low, high = _corners(safe, arguments, trends) or self._range_of(expr)
        if step is None and expr is not None and expr.facts.scale is not None:
            step = Fraction(1, 10**expr.facts.scale)
        return Affine.of(self._coordinate(key, low, high, step, arguments, function, trends))

    def nowhere(self, expr: e.Expr | None) -> Affine:
        """What cannot be worked out there; a condition beside it says that it is not read there."""
        return Affine.of(self._coordinate(("nowhere", id(expr)), *self._range_of(expr), None))

    def free(self, name: str) -> Coordinate:
        """The coordinate of an input, or of a hole."""
        if name not in self._coordinates:
            given = self.policy.input.get(name)
            if given is not None:
                made = Coordinate(name, given.low, given.high, given.low, given.step, name, given.type)
            else:
                made = self._hole(name)
            made.number = len(self._coordinates)
            self._coordinates[name] = made
        return self._coordinates[name]

    def told(self, expr: e.FieldRef | e.Previous | e.RecordYear | e.ReadingRef) -> Coordinate:
        """The coordinate of what a record tells, of a track a record before, of a reading."""
        words = {e.Previous: f"上一条记录的{expr.name}", e.RecordYear: f"{expr.name}的年份"}.get(type(expr), expr.name)
        if words not in self._coordinates:
            self._free(words, expr.type, *self._told_range(expr))
        return self._coordinates[words]

    def _told_range(
        self, expr: e.FieldRef | e.Previous | e.RecordYear | e.ReadingRef
    ) -> tuple[Fraction, Fraction, Fraction | None]:
        if isinstance(expr, e.FieldRef):
            field = self.policy.field[expr.name]
            return field.low, field.high, field.step
        if isinstance(expr, e.Previous):
            rule = self.policy.rule[expr.name]
            known = rule.before or of_rule(rule)
            return known.low, known.high, None if known.scale is None else Fraction(1, 10**known.scale)
        return default_range(expr.type)

    def no_record(self, history: str) -> Coordinate:
        """Whether a history has no record at all."""
        words = f"{history}没有记录"
        if words not in self._coordinates:
            self._free(words, BOOL, Fraction(0), Fraction(1), Fraction(1))
        return self._coordinates[words]

    def _free(self, words: str, kind: Type, low: Fraction, high: Fraction, step: Fraction | None) -> None:
        made = Coordinate(words, low, high, low if step is not None else Fraction(0), step, words, kind)
        made.number = len(self._coordinates)
        self._coordinates[words] = made

    def _hole(self, name: str) -> Coordinate:
        param = self.policy.param[name]
        low, high, step = default_range(param.type)
        bound = param.bound
        low = bound.low if bound.low is not None else low if bound.high is None else min(low, bound.high)
        high = bound.high if bound.high is not None else max(low, high)
        places = [scale_of(x) for x in (low, high, step)]
        finest = max(x for x in places if x is not None) if any(x is not None for x in places) else 0
        step = min(step, Fraction(1, 10**finest)) if isinstance(param.type, Quantity) else step
        return Coordinate(name, low, high, Fraction(0), step, name, param.type, is_hole=True)

    def unknown(self, expr: e.Expr) -> Coordinate:
        """A number of which only the range is known; the same one wherever the same formula stands."""
        step = None if expr.facts.scale is None or expr.facts.unlimited else Fraction(1, 10**expr.facts.scale)
        return self._coordinate(("formula", key_of(expr)), *self._range_of(expr), step)

    def _range_of(self, expr: e.Expr | None) -> tuple[Fraction, Fraction]:
        """The proved range of a formula, if it holds everywhere and not only under the guard that the formula stands behind."""
        if expr is None or any(self._is_narrowed(node) for node in walk(expr)):
            return -UNLIMITED_PLACE, UNLIMITED_PLACE
        return expr.facts.low, UNLIMITED_PLACE if expr.facts.unlimited else expr.facts.high

    def _is_narrowed(self, node: e.Expr) -> bool:
        if isinstance(node, e.InputRef):
            given = self.policy.input[node.name]
            return (node.facts.low, node.facts.high) != (given.low, given.high)
        if isinstance(node, e.FieldRef):
            field = self.policy.field[node.name]
            return (node.facts.low, node.facts.high) != (field.low, field.high)
        if isinstance(node, e.Previous):
            return node.facts != self.policy.rule[node.name].before
        return isinstance(node, e.RuleRef) and node.facts != of_rule(self.policy.rule[node.name])

    def _coordinate(
        self,
        key: Hashable,
        low: Fraction,
        high: Fraction,
        step: Fraction | None,
        arguments: Sequence[Affine] = (),
        function: Function | None = None,
        trends: tuple[int, ...] = (),
    ) -> Coordinate:
        known = self._coordinates.get(key)
        if known is None:
            known = Coordinate(key, low, high, step=step, arguments=tuple(arguments), trends=trends)
            known.function = _safe(function) if function is not None else None
            known.number = len(self._coordinates)
            self._coordinates[key] = known
        # Where a guard narrows a range, the same formula may have another range elsewhere.
        known.low, known.high = min(known.low, low), max(known.high, high)
        return known

    def _sum(self, terms: tuple[tuple[Coordinate, Fraction], ...]) -> Coordinate:
        """The coordinate of a sum of several (its first factor is 1)."""
        whole = Affine(Fraction(0), terms)
        low, high = hull(whole)
        made = self._coordinate(("sum", terms), low, high, _common_step(terms), [whole], lambda x: x[0], (1,))
        made.low, made.high = low, high
        made.offset = sum((c.offset * f for c, f in terms), Fraction(0))
        return made

    def inside(self, value: Affine, interval: Interval) -> Formula:
        """That a sum lies in an interval."""
        if not value.terms:
            return TRUE if interval.holds(value.constant) else FALSE
        coordinate, factor = value.terms[0]
        if len(value.terms) > 1:
            coordinate = self._sum(tuple((c, f / factor) for c, f in value.terms))
        return self._within(coordinate, interval.scaled(value.constant, factor))

    def _within(self, coordinate: Coordinate, interval: Interval) -> Formula:
        if interval.holds(coordinate.low) and interval.holds(coordinate.high):
            return TRUE
        if interval.is_above(coordinate.high) or interval.is_below(coordinate.low):
            return FALSE
        return self._carried_over(coordinate, interval) or Atom(coordinate, interval)

    def _carried_over(self, derived: Coordinate, interval: Interval) -> Formula | None:
        """The same said of the only coordinate that ``derived`` depends on, if it rises or falls with it."""
        moving = [i for i, argument in enumerate(derived.arguments) if argument.terms]
        if derived.function is None or len(moving) != 1 or len(derived.arguments[moving[0]].terms) != 1:
            return None
        ((base, factor),) = derived.arguments[moving[0]].terms
        trend, step, offset = derived.trends[moving[0]], base.step, base.offset
        if not trend or step is None:
            return None
        indices = range(ceil((base.low - offset) / step), floor((base.high - offset) / step) + 1)

        def place(i: int) -> Fraction | None:
            return derived.value({base: offset + step * i})

        found = stretch(place, indices, interval, rising=(trend > 0) == (factor > 0))
        if found is None:
            return None
        if not found:
            return FALSE
        return self._within(base, Interval(offset + step * found.start, high=offset + step * (found.stop - 1)))


def hull(value: Affine) -> tuple[Fraction, Fraction]:
    """The least and the largest place of a sum, as far as its coordinates' ranges tell."""
    low = high = value.constant
    for coordinate, factor in value.terms:
        ends = sorted((coordinate.low * factor, coordinate.high * factor))
        low, high = low + ends[0], high + ends[1]
    return low, high


def _corners(
    function: Callable[[Sequence[Fraction]], Fraction | None], arguments: list[Affine], trends: tuple[int, ...]
) -> tuple[Fraction, Fraction] | None:
    """The range of a function that rises or falls with each argument; None where it does not, or is not everywhere defined."""
    if not all(trends):
        return None
    hulls = [hull(a) for a in arguments]
    least = function([low if t > 0 else high for (low, high), t in zip(hulls, trends, strict=True)])
    most = function([high if t > 0 else low for (low, high), t in zip(hulls, trends, strict=True)])
    return None if least is None or most is None else (least, most)


def _common_step(terms: Iterable[tuple[Coordinate, Fraction]]) -> Fraction | None:
    """The step of a sum: the largest that divides every term's."""
    result = Fraction(0)
    for coordinate, factor in terms:
        if coordinate.step is None:
            return None
        result = _gcd(result, abs(factor * coordinate.step))
    return result


def _gcd(a: Fraction, b: Fraction) -> Fraction:
    return Fraction(gcd(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator)


def _safe(function: Function) -> Callable[[Sequence[Fraction]], Fraction | None]:
    def guarded(x: Sequence[Fraction]) -> Fraction | None:
        try:
            return function(x)
        except (ArithmeticError, ValueError):
            return None

    return guarded


def key_of(node: object) -> Hashable:
    """A formula as a value that is equal for formulas that are written alike, wherever they stand."""
    if isinstance(node, tuple):
        return tuple(key_of(x) for x in node)
    if isinstance(node, e.Literal):
        return ("literal", node.value)
    if dataclasses.is_dataclass(node) and not isinstance(node, Quantity | Bool | EnumType | type):
        kept = [f.name for f in dataclasses.fields(node) if f.name not in _NO_MEANING]
        return (type(node).__name__, *(key_of(getattr(node, name)) for name in kept))
    return node if isinstance(node, Hashable) else id(node)


_NO_MEANING = {"span", "facts", "quotes", "text", "because"}
