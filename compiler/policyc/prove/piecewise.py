"""One number that decides, exactly: the line is cut at breakpoints and into the classes of one rounding period.

The claim is worked out for a whole progression of values at once, ``start + stride · k``, each value a polynomial in k. Where a
comparison does not come out alike for all of them, or a rounding does not move in step, the progression is cut and its parts
are worked out again. Whatever else decides is gone through case by case. What is no polynomial (a division by the number)
is left to other methods.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import assert_never

from policyc.model import expressions as e
from policyc.model.policy import Input
from policyc.model.types import UNLIMITED, Quantity, Type, Unlimited, Value, from_ordinal, ordinal
from policyc.prove import polynomials as poly
from policyc.prove.polynomials import Polynomial
from policyc.prove.question import Case, Question, combinations, count, size, value_at
from policyc.quantities.calendar import full_years, last_day, shift_months
from policyc.quantities.decimals import Rounding, round_integer
from policyc.quantities.units import YEARS

#: So many progressions are worked out at most, a count that is the same on every machine.
MOST_PIECES = 60_000
#: A variable of so few values is gone through one by one.
_FEW = 64

Term = Polynomial | Unlimited
_Function = Callable[[Sequence[Fraction]], Fraction]
_TRUE: Polynomial = (Fraction(1),)
_FALSE: Polynomial = ()


class NotPiecewise(Exception):
    """This method does not decide the question: more than one number, no polynomial, or too many pieces."""


class _NoValue(Exception):
    """A formula has no value for any of the progression: 不适用."""


@dataclass
class _Cut(Exception):
    """The progression must be cut: at an index, or into ``classes``."""

    place: int = 0
    classes: int = 0


@dataclass(frozen=True, slots=True)
class _Progression:
    """The indices ``start, start + stride, …``: ``count`` of them."""

    start: int
    stride: int
    count: int

    def parts(self, cut: _Cut) -> list[_Progression]:
        """What it is cut into, in order."""
        if cut.classes:
            each = cut.classes
            return [
                _Progression(self.start + self.stride * r, self.stride * each, (self.count - r + each - 1) // each)
                for r in range(min(each, self.count))
            ]
        after = _Progression(self.start + self.stride * cut.place, self.stride, self.count - cut.place)
        return [_Progression(self.start, self.stride, cut.place), after]


def search_pieces(question: Question) -> tuple[Case | None, int]:
    """A case in which the claim is false, if there is one, and into how many pieces the line was cut."""
    others = _others(question)
    numbers = [v for v in question.variables if v not in others]
    if len(numbers) > 1 or count(question, others) > MOST_PIECES:
        raise NotPiecewise
    pieces = 0
    for fixed in combinations(question, others):
        open_ = [_Progression(0, 1, size(numbers[0]) if numbers else 1)]
        while open_:
            pieces += 1
            if pieces > MOST_PIECES:
                raise NotPiecewise
            progression = open_.pop()
            try:
                failed = _Piece(question, fixed, numbers[0] if numbers else None, progression).fails()
            except _Cut as cut:
                open_.extend(reversed(progression.parts(cut)))
                continue
            if failed:
                chosen = {numbers[0].name: value_at(numbers[0], progression.start)} if numbers else {}
                return {**fixed, **chosen}, pieces
    return None, pieces


def _others(question: Question) -> list[Input]:
    """The variables that are gone through one by one."""
    return [v for v in question.variables if size(v) <= _FEW or v.name in question.tied]


def choices(question: Question) -> int:
    """How many combinations of other values there are beside the number that decides."""
    return count(question, _others(question))


class _Piece:
    """The formulas of one progression. A condition that is not alike for all of it cuts it."""

    def __init__(self, question: Question, fixed: Case, number: Input | None, progression: _Progression) -> None:
        self._question = question
        self._policy = question.policy
        self._count = progression.count
        self._done: dict[str, Term | None] = {}
        self._given: dict[str, Polynomial] = {
            name: poly.constant(ordinal(value, self._policy.input[name].type)) for name, value in fixed.items()
        }
        if number is not None:
            step = number.step * progression.stride if progression.count > 1 else Fraction(0)
            line = [number.low + number.step * progression.start, step]
            self._given[number.name] = poly.add(tuple(line), ())

    def fails(self) -> bool:
        """Whether the claim is false for all of the progression, of inputs that are accepted."""
        for require in self._question.requires:
            if self._truth(require.condition) is False:
                return False
        return self._truth(self._question.condition) is False

    def _truth(self, condition: e.Expr) -> bool | None:
        try:
            return self._holds(condition)
        except _NoValue:
            return None
        except (ValueError, OverflowError):  # beyond the calendar: one by one, as not all of it need be
            if self._count > 1:
                raise _Cut(place=self._count // 2) from None
            return None

    # ------------------------------------------------------------------ alike for all of it

    def _sign(self, p: Polynomial) -> int:
        """The sign of a polynomial, which is cut where it changes."""
        change = poly.first_change(p, self._count)
        if change < self._count:
            raise _Cut(place=change)
        return poly.sign(poly.at(p, 0))

    def _compared(self, left: Term, right: Term) -> int:
        if isinstance(left, Unlimited) or isinstance(right, Unlimited):
            return (left is UNLIMITED) - (right is UNLIMITED)
        return self._sign(poly.add(left, right, -1))

    def _alike(self, places: Sequence[Polynomial], function: _Function) -> Polynomial:
        """A function that rises or falls along the progression: cut where it leaves its first value."""

        def value(k: int) -> Fraction:
            return function([poly.at(p, k) for p in places])

        first = value(0)
        if self._count > 1 and any(len(p) > 1 for p in places):
            if sum(len(p) > 1 for p in places) > 1 or any(len(p) > 2 for p in places):
                raise NotPiecewise
            low, high = 0, self._count
            if value(self._count - 1) == first:
                return poly.constant(first)
            while high - low > 1:
                middle = (low + high) // 2
                if value(middle) == first:
                    low = middle
                else:
                    high = middle
            raise _Cut(place=high)
        return poly.constant(first)

    # ------------------------------------------------------------------ formulas

    def _holds(self, condition: e.Expr) -> bool:
        value = self._read(condition)
        assert value in (_TRUE, _FALSE)
        return value == _TRUE

    def _number(self, expr: e.Expr) -> Polynomial:
        value = self._read(expr)
        if isinstance(value, Unlimited):
            raise NotPiecewise
        return value

    def _rule(self, name: str) -> Term:
        if name not in self._done:
            rule = self._policy.rule[name]
            if rule.history is not None:
                raise NotPiecewise
            try:
                if rule.only_when is not None and not self._holds(rule.only_when):
                    raise _NoValue
                self._done[name] = self._read(rule.body)
            except _NoValue:
                self._done[name] = None
        value = self._done[name]
        if value is None:
            raise _NoValue
        return value

    def _read(self, expr: e.Expr) -> Term:
        match expr:
            case e.Literal():
                return _place(expr.value, expr.type)
            case e.InputRef():
                return self._given[expr.name]
            case e.ParamRef():
                value = self._policy.param[expr.name].bound.value
                if value is None:
                    raise NotPiecewise
                return _place(value, expr.type)
            case e.RuleRef():
                return self._rule(expr.name)
            case e.Unspecified():
                raise _NoValue
            case e.FieldRef() | e.Previous() | e.RecordYear() | e.ReadingRef():
                raise NotPiecewise
            case e.Negate():
                return poly.scaled(self._number(expr.operand), Fraction(-1))
            case e.Arithmetic():
                return self._arithmetic(expr.op, self._number(expr.left), self._number(expr.right))
            case e.ShiftDate():
                return self._shifted(expr)
            case e.Compare():
                left, right = self._read(expr.left), self._read(expr.right)
                return _TRUE if _OPS[expr.op](self._compared(left, right)) else _FALSE
            case e.Within():
                operand = self._read(expr.operand)
                return _TRUE if any(self._compared(operand, self._read(o)) == 0 for o in expr.options) else _FALSE
            case e.Logic():
                if expr.op is e.LogicOp.AND:
                    return _TRUE if all(self._holds(x) for x in expr.operands) else _FALSE
                return _TRUE if any(self._holds(x) for x in expr.operands) else _FALSE
            case e.Not():
                return _FALSE if self._holds(expr.operand) else _TRUE
            case e.If():
                return self._read(expr.then if self._holds(expr.condition) else expr.otherwise)
            case e.Call():
                return self._call(expr)
            case e.Round():
                return self._rounded(expr)
            case e.Match():
                subject = self._read(expr.subject)
                return self._read(expr.arms[self._chosen(subject, expr.subject.type, [a.patterns for a in expr.arms])].value)
            case e.Cases():
                return self._cases(expr)
            case e.Default():
                return self._default(expr)
            case e.Lookup():
                return self._lookup(expr)
            case e.Marginal():
                return self._marginal(expr)
            case _:
                assert_never(expr)

    def _arithmetic(self, op: e.ArithmeticOp, left: Polynomial, right: Polynomial) -> Polynomial:
        match op:
            case e.ArithmeticOp.ADD:
                return poly.add(left, right)
            case e.ArithmeticOp.SUBTRACT:
                return poly.add(left, right, -1)
            case e.ArithmeticOp.MULTIPLY:
                return poly.multiply(left, right)
            case e.ArithmeticOp.DIVIDE:
                if len(right) > 1:
                    raise NotPiecewise
                if not right:
                    raise _NoValue
                return poly.scaled(left, 1 / poly.at(right, 0))

    def _rounded(self, expr: e.Round) -> Term:
        value = self._read(expr.operand)
        if isinstance(value, Unlimited):
            return value
        units = poly.scaled(value, 1 / expr.unit)
        self._sign(units)  # half up goes away from zero, on both sides of it
        even = expr.mode is Rounding.HALF_EVEN  # there it matters whether the whole part is odd
        classes = poly.period(poly.scaled(units, Fraction(1, 2)) if even else units)
        if classes > 1:
            raise _Cut(classes=classes)
        first = poly.at(units, 0)
        moved = poly.add(units, poly.constant(round_integer(first, expr.mode) - first))
        return poly.scaled(moved, expr.unit)

    def _shifted(self, expr: e.ShiftDate) -> Polynomial:
        day, amount = self._number(expr.date), self._number(expr.amount)
        assert isinstance(expr.amount.type, Quantity)
        months = expr.sign * (12 if expr.amount.type.unit == YEARS else 1)
        if len(day) > 1:
            self._alike([day], lambda x: Fraction(_day(x[0]).toordinal() if _day(x[0]).day > 28 else -_month(_day(x[0]))))
        if len(amount) > 1:
            raise NotPiecewise
        shifted = shift_months(_day(poly.at(day, 0)), months * int(poly.at(amount, 0)), expr.mode)
        return poly.add(day, poly.constant(Fraction(shifted.toordinal()) - poly.at(day, 0)))

    def _call(self, expr: e.Call) -> Term:
        arguments = [self._read(x) for x in expr.arguments]
        if expr.function in (e.Function.MIN, e.Function.MAX):
            wanted = -1 if expr.function is e.Function.MIN else 1
            result = arguments[0]
            for other in arguments[1:]:
                if self._compared(other, result) == wanted:
                    result = other
            return result
        places = [x for x in arguments if not isinstance(x, Unlimited)]
        if expr.function is e.Function.JANUARY:
            return poly.scaled(places[0], Fraction(12))
        kind = expr.arguments[0].type
        return self._alike(places, lambda x: on_calendar(expr.function, kind, x))

    # ------------------------------------------------------------------ choices

    def _chosen(self, subject: Term, kind: Type, arms: Sequence[tuple[e.Pattern, ...] | e.Otherwise]) -> int:
        otherwise = None
        for i, patterns in enumerate(arms):
            if isinstance(patterns, e.Otherwise):
                otherwise = i
            elif any(self._meets(subject, kind, pattern) for pattern in patterns):
                return i
        if otherwise is None:
            raise _NoValue
        return otherwise

    def _meets(self, subject: Term, kind: Type, pattern: e.Pattern) -> bool:
        if isinstance(pattern, e.ValuePattern):
            return self._compared(subject, _place(pattern.value, kind)) == 0
        if pattern.low is not None and self._compared(subject, _place(pattern.low, kind)) < (not pattern.low_closed):
            return False
        return pattern.high is None or self._compared(subject, _place(pattern.high, kind)) <= -(not pattern.high_closed)

    def _cases(self, expr: e.Cases) -> Term:
        for case in expr.cases:
            if isinstance(case.condition, e.Otherwise) or self._holds(case.condition):
                return self._read(case.value)
        raise _NoValue

    def _default(self, expr: e.Default) -> Term:
        held = [x for x in expr.exceptions if self._holds(x.condition)]
        if held:
            return self._read(held[0].value)
        value = self._read(expr.value)
        for modifier in expr.modifiers:
            if self._holds(modifier.condition):
                assert not isinstance(value, Unlimited)
                value = self._arithmetic(modifier.op.arithmetic, value, self._number(modifier.amount))
        return value

    def _lookup(self, expr: e.Lookup) -> Term:
        subjects = [self._read(x) for x in expr.subjects]
        row = expr.rows[self._chosen(subjects[0], expr.subjects[0].type, [r.patterns for r in expr.rows])]
        column = self._chosen(subjects[1], expr.subjects[1].type, expr.columns) if len(subjects) > 1 else 0
        return self._read(row.cells[column])

    def _marginal(self, expr: e.Marginal) -> Term:
        base = self._number(expr.base)
        column = 0
        if expr.subject is not None:
            column = self._chosen(self._read(expr.subject), expr.subject.type, expr.columns)
        total: Polynomial = ()
        lower: Polynomial = ()
        for i, bracket in enumerate(expr.brackets):
            if i > 0 and self._compared(lower, base) >= 0:
                break
            end: Term = base if bracket.upper is None else self._read(bracket.upper)
            if isinstance(end, Unlimited) or self._compared(end, base) > 0:
                end = base
            width = poly.add(end, lower, -1)
            if self._sign(width) > 0:
                total = poly.add(total, poly.multiply(self._number(bracket.rates[column]), width))
            else:
                self._number(bracket.rates[column])
            lower = end
        if expr.cap is None:
            return total
        cap = self._read(expr.cap)
        return cap if self._compared(cap, total) < 0 else total


_OPS = {
    e.CompareOp.EQ: lambda s: s == 0,
    e.CompareOp.NE: lambda s: s != 0,
    e.CompareOp.LT: lambda s: s < 0,
    e.CompareOp.LE: lambda s: s <= 0,
    e.CompareOp.GT: lambda s: s > 0,
    e.CompareOp.GE: lambda s: s >= 0,
}


def _place(value: Value, kind: Type) -> Term:
    return UNLIMITED if value is UNLIMITED else poly.constant(ordinal(value, kind))


def _day(place: Fraction) -> date:
    return date.fromordinal(int(place))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def on_calendar(function: e.Function, kind: Type, x: Sequence[Fraction]) -> Fraction:
    """A calendar function of places on the lines of their type."""
    if function is e.Function.AGE:
        return Fraction(full_years(_day(x[0]), _day(x[1])))
    day = from_ordinal(x[0], kind)
    assert isinstance(day, date)
    match function:
        case e.Function.YEAR_OF:
            return Fraction(day.year)
        case e.Function.MONTH_OF:
            return Fraction(_month(day))
        case e.Function.FIRST_DAY:
            return Fraction(day.replace(day=1).toordinal())
        case e.Function.LAST_DAY:
            return Fraction(last_day(day).toordinal())
    raise AssertionError(function)
