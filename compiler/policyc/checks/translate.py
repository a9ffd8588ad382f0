"""From formulas of a policy to the conditions that the checks decide (:mod:`policyc.checks.formulas`).

Names are followed: a rule that is read counts as its body, a param as its figure, a hole as a number that somebody will give.
Every formula becomes *pieces*: under this condition it is that sum of coordinates. A function of a single coordinate that
rises or falls (the year of a date, an age on a fixed day, a rounding) is turned into an interval of that coordinate; what is
neither a sum nor such a function becomes a coordinate of its own, the same one wherever the same formula stands.

Where the pieces would be too many, the formula becomes a coordinate of which nothing but its range is known. That never
makes a check say "complete" or "no conflict" wrongly; it can only leave it undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import assert_never

from policyc.checks import functions
from policyc.checks.formulas import FALSE, TRUE, Affine, Condition, Formula, Interval, conj, disj, negate
from policyc.checks.lines import UNLIMITED_PLACE, Lines, key_of
from policyc.model import expressions as e
from policyc.model.policy import Policy, Rule
from policyc.model.types import UNLIMITED, Type, Value, ordinal

_MOST_PIECES = 256
_ONE = Fraction(1)

Piece = tuple[Formula, Affine]
Pieces = tuple[Piece, ...]


class _TooManyPieces(Exception):
    """The formula is better taken as one unknown number: it has too many pieces, or its pieces are no sums."""


class Translator:
    """Translates the formulas of one policy; the same coordinate for the same thing, wherever it stands.

    Where an ``unspecified`` is read, nothing holds; if it is ``filled``, it is a value of which nothing is known.
    """

    def __init__(self, policy: Policy, *, filled: bool = False) -> None:
        self.policy = policy
        self._filled = filled
        self.lines = Lines(policy)
        self._pieces_of_rules: dict[str, Pieces] = {}
        self._conditions_of_rules: dict[str, Condition] = {}
        # By identity: the formulas belong to the policy, which outlives the translator.
        self._conditions: dict[int, Condition] = {}
        self._arms: dict[tuple[int, ...], list[Condition]] = {}

    # -------------------------------------------------------------- conditions

    def condition(self, expr: e.Expr) -> Condition:
        """When a formula of type bool is true, and when false."""
        if id(expr) not in self._conditions:
            self._conditions[id(expr)] = self._condition(expr)
        return self._conditions[id(expr)]

    def _condition(self, expr: e.Expr) -> Condition:
        match expr:
            case e.Not():
                return self.condition(expr.operand).negated
            case e.Logic():
                return self._logic(expr)
            case e.Compare():
                return self.compare(expr.op, expr.left, expr.right)
            case e.Within():
                equal = [self.compare(e.CompareOp.EQ, expr.operand, option) for option in expr.options]
                return Condition(disj(c.true for c in equal), conj(c.false for c in equal))
            case e.RuleRef():
                return self._condition_of_rule(expr.name)
            case e.If() | e.Match() | e.Cases() | e.Default() | e.Lookup():
                arms = [(guard, self.condition(value)) for guard, value in self.alternatives(expr)]
                return Condition(
                    disj(conj([guard, c.true]) for guard, c in arms),
                    disj(conj([guard, c.false]) for guard, c in arms),
                )
            case _:
                return self._inside_any(self.pieces(expr), [Interval.at(_ONE)])

    def compare(self, op: e.CompareOp, left: e.Expr, right: e.Expr) -> Condition:
        """``left op right``."""
        if op in _EXTREMES:
            if _is_extreme(left):
                return self._compare_extreme(op, left, right)
            if _is_extreme(right):
                return self._compare_extreme(_SWAPPED[op], right, left)
        interval, negated = _INTERVALS[op]
        condition = self._inside_any(self._differences(left, right), [interval])
        return condition.negated if negated else condition

    def _differences(self, left: e.Expr, right: e.Expr) -> Pieces:
        try:
            return self._combine(self.pieces(left), self.pieces(right), lambda a, b: a.minus(b))
        except _TooManyPieces:
            unknown = [Affine.of(self.lines.unknown(x)) for x in (left, right)]
            return ((TRUE, unknown[0].minus(unknown[1])),)

    def pattern(self, subject: e.Expr, patterns: Iterable[e.Pattern]) -> Condition:
        """Whether the subject meets one of the patterns."""
        return self._inside_any(self.pieces(subject), [_interval(p, subject.type) for p in patterns])

    def arms(self, subject: e.Expr, arms: Sequence[tuple[e.Pattern, ...] | e.Otherwise]) -> list[Condition]:
        """The conditions of the arms of a match or the rows of a table; a catch-all's is that no other holds."""
        key = (id(subject), *map(id, arms))
        if key not in self._arms:
            self._arms[key] = self._conditions_of_arms(subject, arms)
        return self._arms[key]

    def _conditions_of_arms(self, subject: e.Expr, arms: Sequence[tuple[e.Pattern, ...] | e.Otherwise]) -> list[Condition]:
        met = [self.pattern(subject, arm) for arm in arms if not isinstance(arm, e.Otherwise)]
        rest = Condition(conj(c.false for c in met), disj(c.true for c in met))
        met.reverse()
        return [rest if isinstance(arm, e.Otherwise) else met.pop() for arm in arms]

    def negative(self, expr: e.Expr) -> Formula:
        """Where an amount is below 0."""
        return self._inside_any(self.pieces(expr), [Interval(high=Fraction(0), high_closed=False)]).true

    def agree(self, left: e.Expr, right: e.Expr) -> Formula:
        """Where two values are the same: equal, or written the same way."""
        if key_of(left) == key_of(right):
            return TRUE
        return self.compare(e.CompareOp.EQ, left, right).true

    def _logic(self, expr: e.Logic) -> Condition:
        """What no longer matters is not read: the first that decides, after all before it could be read."""
        parts = [self.condition(operand) for operand in expr.operands]
        if expr.op is e.LogicOp.OR:
            parts = [part.negated for part in parts]
        result = Condition(conj(part.true for part in parts), disj(part.false for part in parts))
        return result.negated if expr.op is e.LogicOp.OR else result

    def _compare_extreme(self, op: e.CompareOp, extreme: e.Expr, other: e.Expr) -> Condition:
        """``min(a, b) <= c`` is ``a <= c or b <= c``."""
        assert isinstance(extreme, e.Call)
        each = [self.compare(op, argument, other) for argument in extreme.arguments]
        upwards = op in (e.CompareOp.GT, e.CompareOp.GE)
        if upwards == (extreme.function is e.Function.MIN):
            return Condition(conj(c.true for c in each), disj(c.false for c in each))
        return Condition(disj(c.true for c in each), conj(c.false for c in each))

    def _condition_of_rule(self, name: str) -> Condition:
        if name not in self._conditions_of_rules:
            rule = self.policy.rule[name]
            concerned, body = self.concerned(rule), self.condition(rule.body)
            made = Condition(conj([concerned, body.true]), conj([concerned, body.false]))
            if rule.initial is not None:
                none, first = self.no_record(rule).true, self.condition(rule.initial)
                made = Condition(disj([made.true, conj([none, first.true])]), disj([made.false, conj([none, first.false])]))
            self._conditions_of_rules[name] = made
        return self._conditions_of_rules[name]

    def concerned(self, rule: Rule) -> Formula:
        """When a rule's body is read: for whom it is; of a track where there is a record."""
        if rule.history is not None:
            return self.no_record(rule).false
        return TRUE if rule.only_when is None else self.condition(rule.only_when).true

    def no_record(self, rule: Rule) -> Condition:
        """That the history of a track has no record."""
        assert rule.history is not None
        return self._inside_any(((TRUE, Affine.of(self.lines.no_record(rule.history))),), [Interval.at(_ONE)])

    def _inside_any(self, pieces: Pieces, intervals: Iterable[Interval]) -> Condition:
        wanted = list(intervals)
        meets = [(guard, disj(self.lines.inside(value, x) for x in wanted)) for guard, value in pieces]
        return Condition(
            disj(conj([guard, met]) for guard, met in meets),
            disj(conj([guard, negate(met)]) for guard, met in meets),
        )

    # -------------------------------------------------------------- choices

    def alternatives(self, expr: e.If | e.Match | e.Cases | e.Default | e.Lookup) -> list[tuple[Formula, e.Expr]]:
        """The values that a choice can take, each with when. Modifiers of a default are left out."""
        match expr:
            case e.If():
                condition = self.condition(expr.condition)
                return [(condition.true, expr.then), (condition.false, expr.otherwise)]
            case e.Match():
                met = self.arms(expr.subject, [arm.patterns for arm in expr.arms])
                return [(c.true, arm.value) for c, arm in zip(met, expr.arms, strict=True)]
            case e.Cases():
                return list(self._from_the_top(expr))
            case e.Default():
                return list(self._default(expr))
            case e.Lookup():
                return list(self._cells(expr))
            case _:
                assert_never(expr)

    def _from_the_top(self, expr: e.Cases) -> Iterator[tuple[Formula, e.Expr]]:
        before: Formula = TRUE
        for case in expr.cases:
            condition = Condition(TRUE, FALSE)
            if not isinstance(case.condition, e.Otherwise):
                condition = self.condition(case.condition)
            yield conj([before, condition.true]), case.value
            before = conj([before, condition.false])

    def _default(self, expr: e.Default) -> Iterator[tuple[Formula, e.Expr]]:
        before: Formula = TRUE
        for exception in expr.exceptions:
            condition = self.condition(exception.condition)
            yield conj([before, condition.true]), exception.value
            before = conj([before, condition.false])
        yield before, expr.value

    def _cells(self, expr: e.Lookup) -> Iterator[tuple[Formula, e.Expr]]:
        rows = self.arms(expr.subjects[0], [row.patterns for row in expr.rows])
        columns = [Condition(TRUE, FALSE)]
        if expr.columns:
            columns = self.arms(expr.subjects[1], expr.columns)
        for row, met in zip(expr.rows, rows, strict=True):
            for cell, column in zip(row.cells, columns, strict=True):
                yield conj([met.true, column.true]), cell

    # -------------------------------------------------------------- pieces

    def pieces(self, expr: e.Expr) -> Pieces:
        """What a formula comes to, piece by piece; where none of the conditions holds, it is a hole or 不适用."""
        try:
            return _merged(self._pieces(expr))
        except _TooManyPieces:
            return ((TRUE, Affine.of(self.lines.unknown(expr))),)

    def _pieces(self, expr: e.Expr) -> Iterable[Piece]:
        match expr:
            case e.Literal():
                return _constant(expr.value, expr.type)
            case e.Unspecified():
                return ((TRUE, self.lines.nowhere(expr)),) if self._filled else ()
            case e.InputRef():
                return ((TRUE, Affine.of(self.lines.free(expr.name))),)
            case e.ParamRef():
                value = self.policy.param[expr.name].bound.value
                return ((TRUE, Affine.of(self.lines.free(expr.name))),) if value is None else _constant(value, expr.type)
            case e.RuleRef():
                return self._pieces_of_rule(expr.name)
            case e.FieldRef() | e.Previous() | e.RecordYear() | e.ReadingRef():
                return ((TRUE, Affine.of(self.lines.told(expr))),)
            case e.Compare() | e.Within() | e.Logic() | e.Not():
                condition = self.condition(expr)
                return ((condition.true, Affine(_ONE)), (condition.false, Affine(Fraction(0))))
            case e.Negate():
                return [(guard, value.times(-_ONE)) for guard, value in self.pieces(expr.operand)]
            case e.Arithmetic():
                left, right = self.pieces(expr.left), self.pieces(expr.right)
                return self._combine(left, right, lambda a, b: functions.arithmetic(self.lines, expr, a, b))
            case e.ShiftDate():
                date, amount = self.pieces(expr.date), self.pieces(expr.amount)
                return self._combine(date, amount, lambda a, b: functions.shift(self.lines, expr, a, b))
            case e.Call():
                return self._call(expr)
            case e.Round():
                return [(guard, functions.rounded(self.lines, expr, value)) for guard, value in self.pieces(expr.operand)]
            case e.If() | e.Match() | e.Cases() | e.Lookup():
                return self._chosen(expr)
            case e.Default():
                return self._modified(expr)
            case e.Marginal():
                return self._marginal(expr)
            case _:
                assert_never(expr)

    def _pieces_of_rule(self, name: str) -> Pieces:
        if name not in self._pieces_of_rules:
            rule = self.policy.rule[name]
            concerned = self.concerned(rule)
            pieces = tuple((conj([concerned, guard]), value) for guard, value in self.pieces(rule.body))
            if rule.initial is not None:
                none = self.no_record(rule).true
                pieces = _merged([*pieces, *((conj([none, guard]), value) for guard, value in self.pieces(rule.initial))])
            self._pieces_of_rules[name] = pieces
        return self._pieces_of_rules[name]

    def _chosen(self, expr: e.If | e.Match | e.Cases | e.Lookup | e.Default) -> Iterator[Piece]:
        for guard, chosen in self.alternatives(expr):
            if guard is not FALSE:
                yield from ((conj([guard, inner]), value) for inner, value in self.pieces(chosen))

    def _modified(self, expr: e.Default) -> Iterable[Piece]:
        if not expr.modifiers:
            return self._chosen(expr)
        *exceptions, (rest, default) = self.alternatives(expr)
        changed: Iterable[Piece] = self.pieces(default)
        for modifier in expr.modifiers:
            changed = _merged(self._modify(tuple(changed), modifier))
        found = [(conj([guard, inner]), value) for guard, x in exceptions for inner, value in self.pieces(x)]
        return [*found, *((conj([rest, guard]), value) for guard, value in changed)]

    def _modify(self, before: Pieces, modifier: e.Modifier) -> Iterator[Piece]:
        condition = self.condition(modifier.condition)
        yield from ((conj([condition.false, guard]), value) for guard, value in before)
        after = self._combine(before, self.pieces(modifier.amount), lambda a, b: self._apply(modifier, a, b))
        yield from ((conj([condition.true, guard]), value) for guard, value in after)

    def _apply(self, modifier: e.Modifier, value: Affine, amount: Affine) -> Affine:
        match modifier.op:
            case e.ModifierOp.PLUS:
                return value.plus(amount)
            case e.ModifierOp.MINUS:
                return value.minus(amount)
            case e.ModifierOp.TIMES:
                return functions.product_of(self.lines, value, amount, None)

    def _combine(self, left: Pieces, right: Pieces, by: Callable[[Affine, Affine], Affine]) -> Pieces:
        if len(left) * len(right) > _MOST_PIECES:
            raise _TooManyPieces
        return _merged((conj([g, h]), by(a, b)) for (g, a), (h, b) in product(left, right))

    # -------------------------------------------------------------- scales

    def _marginal(self, expr: e.Marginal) -> Iterable[Piece]:
        """Bracket by bracket, what the lower ones come to and this one's rate of the rest."""
        columns = [TRUE]
        if expr.subject is not None and expr.columns:
            columns = [c.true for c in self.arms(expr.subject, expr.columns)]
        whole: list[Piece] = []
        for guard, base in self.pieces(expr.base):
            for i, column in enumerate(columns):
                inner = self._brackets(base, expr.brackets, i)
                whole.extend((conj([guard, column, reached]), value) for reached, value in inner)
        return whole if expr.cap is None else self._extreme(_merged(whole), self.pieces(expr.cap), least=True)

    def _brackets(self, base: Affine, brackets: Sequence[e.Bracket], column: int) -> Iterator[Piece]:
        nothing = Fraction(0)
        yield self.lines.inside(base, Interval(high=nothing)), Affine(nothing)
        below, lower = nothing, nothing
        for bracket in brackets:
            upper = None if bracket.upper is None else self._figure(bracket.upper)
            rates = self.pieces(bracket.rates[column])
            within = self.lines.inside(base, Interval(lower, low_closed=False, high=upper))
            for guard, rate in rates:
                if rate.terms:
                    raise _TooManyPieces
                part = base.plus(Affine(-lower)).times(rate.constant).plus(Affine(below))
                yield conj([within, guard]), part
            if upper is None or not rates:  # a hole below leaves all above it open
                return
            if len(rates) > 1:
                raise _TooManyPieces
            below += rates[0][1].constant * (upper - lower)
            lower = upper

    def _figure(self, expr: e.Expr) -> Fraction:
        """The value of a formula that has only one."""
        pieces = self.pieces(expr)
        if len(pieces) != 1 or pieces[0][0] is not TRUE or pieces[0][1].terms:
            raise _TooManyPieces
        return pieces[0][1].constant

    # -------------------------------------------------------------- functions

    def _call(self, expr: e.Call) -> Iterable[Piece]:
        arguments = [self.pieces(x) for x in expr.arguments]
        match expr.function:
            case e.Function.MIN | e.Function.MAX:
                result = arguments[0]
                for other in arguments[1:]:
                    result = self._extreme(result, other, least=expr.function is e.Function.MIN)
                return result
            case e.Function.AGE:
                born, day = arguments
                return self._combine(born, day, lambda a, b: functions.age(self.lines, expr, a, b))
            case e.Function.JANUARY:
                return [(guard, value.times(Fraction(12))) for guard, value in arguments[0]]
            case e.Function.MONTH_OF | e.Function.YEAR_OF | e.Function.FIRST_DAY | e.Function.LAST_DAY:
                return [(guard, functions.on_calendar(self.lines, expr, value)) for guard, value in arguments[0]]
            case _:
                assert_never(expr.function)

    def _extreme(self, left: Pieces, right: Pieces, *, least: bool) -> Pieces:
        if len(left) * len(right) * 2 > _MOST_PIECES:
            raise _TooManyPieces
        return _merged(self._extreme_pieces(left, right, least=least))

    def _extreme_pieces(self, left: Pieces, right: Pieces, *, least: bool) -> Iterator[Piece]:
        for (g, a), (h, b) in product(left, right):
            first = self.lines.inside(a.minus(b).times(_ONE if least else -_ONE), Interval(high=Fraction(0)))
            yield conj([g, h, first]), a
            yield conj([g, h, negate(first)]), b


#: A comparison as an interval of the difference, and whether it is the opposite of lying there.
_INTERVALS = {
    e.CompareOp.EQ: (Interval.at(Fraction(0)), False),
    e.CompareOp.NE: (Interval.at(Fraction(0)), True),
    e.CompareOp.LT: (Interval(high=Fraction(0), high_closed=False), False),
    e.CompareOp.GE: (Interval(high=Fraction(0), high_closed=False), True),
    e.CompareOp.GT: (Interval(Fraction(0), low_closed=False), False),
    e.CompareOp.LE: (Interval(Fraction(0), low_closed=False), True),
}
_SWAPPED = {
    e.CompareOp.LT: e.CompareOp.GT,
    e.CompareOp.GT: e.CompareOp.LT,
    e.CompareOp.LE: e.CompareOp.GE,
    e.CompareOp.GE: e.CompareOp.LE,
}
_EXTREMES = tuple(_SWAPPED)


def _is_extreme(expr: e.Expr) -> bool:
    return isinstance(expr, e.Call) and expr.function in (e.Function.MIN, e.Function.MAX)


def _interval(pattern: e.Pattern, kind: Type) -> Interval:
    if isinstance(pattern, e.ValuePattern):
        return Interval.at(_place(pattern.value, kind))
    low = None if pattern.low is None else _place(pattern.low, kind)
    high = None if pattern.high is None else _place(pattern.high, kind)
    return Interval(low, pattern.low_closed, high, pattern.high_closed)


def _place(value: Value, kind: Type) -> Fraction:
    return UNLIMITED_PLACE if value is UNLIMITED else ordinal(value, kind)


def _constant(value: Value, kind: Type) -> Pieces:
    return ((TRUE, Affine(_place(value, kind))),)


def _merged(pieces: Iterable[Piece]) -> Pieces:
    """Pieces of the same value are one."""
    found: dict[Affine, list[Formula]] = {}
    for guard, value in pieces:
        if guard is not FALSE:
            found.setdefault(value, []).append(guard)
            if len(found) > _MOST_PIECES:
                raise _TooManyPieces
    return tuple((disj(guards), value) for value, guards in found.items())
