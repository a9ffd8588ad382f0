"""Several numbers that decide: z3, asked cell by cell of whatever is a choice, with integers only.

Every amount is an integer over an integer: native integer division rounds as the policy does. Conditions that are already known
are folded away, so that a cell is a formula about its numbers alone. The budget is z3's own count of steps, which is the same on
every machine. A model is a case only after the evaluator has found the claim false in it; "unknown" decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm
from types import ModuleType
from typing import Any, assert_never

from policyc.model import expressions as e
from policyc.model.types import UNLIMITED, Bool, DateType, Quantity, Type, Value, ordinal
from policyc.prove.question import Case, Question, combinations, count, size, value_at
from policyc.quantities.decimals import Rounding, round_to
from policyc.quantities.units import YEARS

#: z3's steps for one cell and for all of them (about five seconds), cells at most, and values of what is a choice.
_STEPS, _ALL_STEPS, _MOST_CELLS, _FEW = 10_000_000, 12_000_000, 5_000, 8


class NotInstalled(Exception):
    """The extra ``prove`` is not there."""


class NotExpressible(Exception):
    """The claim has something that is not translated."""


@dataclass(frozen=True, slots=True)
class Found:
    """case: one in which the claim is false. proved: no cell was left undecided. cells: how many there were."""

    case: Case | None
    cells: int
    proved: bool


def search_z3(question: Question) -> Found:
    """Ask z3 about every cell."""
    z3 = load()
    choices = [v for v in question.variables if size(v) <= _FEW or v.name in question.tied]
    if count(question, choices) > _MOST_CELLS:
        raise NotExpressible
    proved, cells, left = True, 0, _ALL_STEPS
    for fixed in combinations(question, choices):
        cells += 1
        if left <= 0:
            return Found(None, cells, proved=False)
        cell = _Cell(z3, question, fixed)
        answer = cell.ask(min(_STEPS, left))
        left -= cell.spent
        if answer is not None and answer is not _UNKNOWN:
            return Found(answer, cells, proved=True)
        proved = proved and answer is None
    return Found(None, cells, proved=proved)


def load() -> ModuleType:
    """z3, if it is installed."""
    try:
        import z3  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        raise NotInstalled from None
    module: ModuleType = z3
    return module


_UNKNOWN: Case = {"": False}

#: A truth value or an integer: Python's own where it is known, else a term of z3.
Term = Any


@dataclass(frozen=True, slots=True)
class _Number:
    """``top / bottom`` (> 0), or unlimited where ``endless`` holds. low, high: no value lies outside."""

    top: Term
    bottom: Term
    low: Fraction | None
    high: Fraction | None
    endless: Term = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A value (a number, or a truth value) and when there is one."""

    value: Any
    exists: Term = True


class _Cell:
    """The claim as a formula, all choices being known."""

    def __init__(self, z3: ModuleType, question: Question, fixed: Case) -> None:
        self._z3, self._question, self._policy = z3, question, question.policy
        # A context of its own: neither the case that is found nor the steps spent depend on what was asked before.
        self._context = z3.Context()
        self.spent = 0
        self._fixed = fixed
        self._indices: dict[str, Term] = {}
        self._given: dict[str, _Number] = {}
        self._bounds: list[Term] = []
        self._done: dict[str, _Read] = {}
        self._days: dict[int, tuple[Term, Term, Term, Term]] = {}
        for i, variable in enumerate(question.variables):
            if variable.name in fixed:
                self._given[variable.name] = _known(ordinal(fixed[variable.name], variable.type))
                continue
            index = z3.Int(f"x{i}", self._context)
            self._indices[variable.name] = index
            self._bounds += [index >= 0, index < size(variable)]
            bottom = lcm(variable.low.denominator, variable.step.denominator)
            top = int(variable.low * bottom) + int(variable.step * bottom) * index
            self._given[variable.name] = _Number(top, bottom, variable.low, variable.high)

    def ask(self, steps: int) -> Case | None:
        """A case in which the claim is false; None: there is none; :data:`_UNKNOWN`."""
        claim = self._read(self._question.condition)
        goal = self._and(claim.exists, self._not(claim.value))
        for require in self._question.requires:
            met = self._read(require.condition)
            goal = self._and(goal, self._or(self._not(met.exists), met.value))
        if goal is False:
            return None
        solver = self._z3.Solver(ctx=self._context)
        solver.set("rlimit", steps)
        solver.set("random_seed", 0)
        solver.add(*self._bounds, goal)
        answer = solver.check()
        self.spent = _spent(solver.statistics())
        if answer == self._z3.unsat:
            return None
        if answer != self._z3.sat:
            return _UNKNOWN
        model = solver.model()
        case = dict(self._fixed)
        for variable in self._question.variables:
            if variable.name in self._indices:
                index = model.eval(self._indices[variable.name], model_completion=True).as_long()
                case[variable.name] = value_at(variable, index)
        return case if self._question.fails(case) else _UNKNOWN

    # ------------------------------------------------------------------ truth values, folded where they are known

    def _and(self, *parts: Term) -> Term:
        rest = [p for p in parts if p is not True]
        if any(p is False for p in rest):
            return False
        return True if not rest else rest[0] if len(rest) == 1 else self._z3.And(*rest)

    def _or(self, *parts: Term) -> Term:
        rest = [p for p in parts if p is not False]
        if any(p is True for p in rest):
            return True
        return False if not rest else rest[0] if len(rest) == 1 else self._z3.Or(*rest)

    def _not(self, part: Term) -> Term:
        return not part if isinstance(part, bool) else self._z3.Not(part)

    def _if(self, condition: Term, then: Term, otherwise: Term) -> Term:
        if isinstance(condition, bool):
            return then if condition else otherwise
        if isinstance(then, bool) or isinstance(otherwise, bool) or self._z3.is_bool(then):
            return self._or(self._and(condition, then), self._and(self._not(condition), otherwise))
        return self._z3.If(condition, then, otherwise)

    def _choose(self, condition: Term, then: _Read, otherwise: _Read) -> _Read:
        if isinstance(condition, bool):
            return then if condition else otherwise
        if then.exists is False:
            return _Read(otherwise.value, self._and(self._not(condition), otherwise.exists))
        if otherwise.exists is False:
            return _Read(then.value, self._and(condition, then.exists))
        exists = self._if(condition, then.exists, otherwise.exists)
        a, b = then.value, otherwise.value
        if not isinstance(a, _Number):
            return _Read(self._if(condition, a, b), exists)
        if a == b:
            return _Read(a, exists)
        a, b = self._alike(a, b)
        low = None if a.low is None or b.low is None else min(a.low, b.low)
        high = None if a.high is None or b.high is None else max(a.high, b.high)
        endless = self._if(condition, a.endless, b.endless)
        return _Read(_Number(self._if(condition, a.top, b.top), a.bottom, low, high, endless), exists)

    # ------------------------------------------------------------------ numbers

    def _alike(self, a: _Number, b: _Number) -> tuple[_Number, _Number]:
        """Both over the same integer."""
        if isinstance(a.bottom, int) and isinstance(b.bottom, int):
            bottom: Term = lcm(a.bottom, b.bottom)
            tops = a.top * (bottom // a.bottom), b.top * (bottom // b.bottom)
        else:
            bottom, tops = a.bottom * b.bottom, (a.top * b.bottom, b.top * a.bottom)
        return (
            _Number(tops[0], bottom, a.low, a.high, a.endless),
            _Number(tops[1], bottom, b.low, b.high, b.endless),
        )

    def _sum(self, a: _Number, b: _Number, sign: int = 1) -> _Number:
        a, b = self._alike(a, b)
        ends = (b.low, b.high) if sign > 0 else (b.high, b.low)
        low = None if a.low is None or ends[0] is None else a.low + sign * ends[0]
        high = None if a.high is None or ends[1] is None else a.high + sign * ends[1]
        return _Number(a.top + sign * b.top, a.bottom, low, high)

    def _product(self, a: _Number, b: _Number) -> _Number:
        low = high = None
        if None not in (a.low, a.high, b.low, b.high):
            corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high) if x is not None and y is not None]
            low, high = min(corners), max(corners)
        return _Number(a.top * b.top, a.bottom * b.bottom, low, high)

    def _quotient(self, a: _Number, b: _Number) -> _Read:
        if isinstance(b.top, int) and isinstance(b.bottom, int):
            if not b.top:
                return _Read(a, exists=False)
            return _Read(self._product(a, _known(Fraction(b.bottom, b.top))))
        if b.low is not None and b.low > 0:
            return _Read(_Number(a.top * b.bottom, a.bottom * b.top, None, None))
        negative = b.top < 0
        top = self._if(negative, -a.top * b.bottom, a.top * b.bottom)
        bottom = self._if(negative, -b.top, b.top)
        # Where it is 0, any positive number will do: the value does not exist.
        return _Read(_Number(top, a.bottom * self._if(b.top == 0, self._int(1), bottom), None, None), b.top != 0)

    def _below(self, a: _Number, b: _Number, *, or_equal: bool) -> Term:
        """a < b, or a <= b."""
        finite = self._finite_below(a, b, or_equal=or_equal)
        if a.endless is False and b.endless is False:
            return finite
        both = self._and(a.endless, b.endless)
        return self._or(self._and(both, or_equal), self._and(self._not(a.endless), self._or(b.endless, finite)))

    def _finite_below(self, a: _Number, b: _Number, *, or_equal: bool) -> Term:
        if a.high is not None and b.low is not None and (a.high < b.low or (or_equal and a.high == b.low)):
            return True
        if a.low is not None and b.high is not None and (a.low > b.high or (not or_equal and a.low == b.high)):
            return False
        a, b = self._alike(a, b)
        return a.top <= b.top if or_equal else a.top < b.top

    def _compare(self, op: e.CompareOp, a: _Number, b: _Number) -> Term:
        match op:
            case e.CompareOp.LT:
                return self._below(a, b, or_equal=False)
            case e.CompareOp.LE:
                return self._below(a, b, or_equal=True)
            case e.CompareOp.GT:
                return self._below(b, a, or_equal=False)
            case e.CompareOp.GE:
                return self._below(b, a, or_equal=True)
            case e.CompareOp.EQ:
                return self._and(self._below(a, b, or_equal=True), self._below(b, a, or_equal=True))
            case e.CompareOp.NE:
                return self._not(self._compare(e.CompareOp.EQ, a, b))

    def _rounded(self, a: _Number, unit: Fraction, mode: Rounding) -> _Number:
        top, bottom = a.top * unit.denominator, a.bottom * unit.numerator
        ends = [None if x is None else _round_known(x, unit, mode) for x in (a.low, a.high)]
        if isinstance(top, int) and isinstance(bottom, int):
            known = _round_known(Fraction(a.top, a.bottom), unit, mode)
            return _Number(known.numerator, known.denominator, known, known, a.endless)
        if a.low is not None and a.low >= 0:
            whole = self._whole(top, bottom, mode)
        elif a.high is not None and a.high <= 0:
            whole = -self._whole(-top, bottom, mode)
        else:
            whole = self._z3.If(top >= 0, self._whole(top, bottom, mode), -self._whole(-top, bottom, mode))
        return _Number(whole * unit.numerator, unit.denominator, ends[0], ends[1], a.endless)

    def _whole(self, top: Term, bottom: Term, mode: Rounding) -> Term:
        """``top / bottom`` (>= 0) to a whole number; z3's division of integers rounds down there."""
        match mode:
            case Rounding.DOWN:
                return self._divided(top, bottom)
            case Rounding.UP:
                return self._divided(top + bottom - 1, bottom)
            case Rounding.HALF_UP:
                return self._divided(2 * top + bottom, 2 * bottom)
            case Rounding.HALF_EVEN:
                whole = self._divided(top, bottom)
                rest = 2 * (top - whole * bottom)
                odd = whole - 2 * self._divided(whole, 2) == 1
                return self._z3.If(self._z3.Or(rest > bottom, self._z3.And(rest == bottom, odd)), whole + 1, whole)

    def _divided(self, top: Term, bottom: Term) -> Term:
        return top // bottom if isinstance(top, int) and isinstance(bottom, int) else self._int(top) / self._int(bottom)

    def _int(self, term: Term) -> Term:
        return self._z3.IntVal(term, self._context) if isinstance(term, int) else term

    # ------------------------------------------------------------------ formulas

    def _read(self, expr: e.Expr) -> _Read:
        match expr:
            case e.Literal():
                return _Read(_value(expr.value, expr.type))
            case e.InputRef():
                number = self._given[expr.name]
                return _Read(number) if not _is_bool(expr) else _Read(number.top == 1)
            case e.ParamRef():
                value = self._policy.param[expr.name].bound.value
                if value is None:
                    raise NotExpressible
                return _Read(_value(value, expr.type))
            case e.RuleRef():
                return self._rule(expr.name)
            case e.Unspecified():
                return _Read(False if _is_bool(expr) else _known(Fraction(0)), exists=False)
            case e.FieldRef() | e.Previous() | e.RecordYear() | e.ReadingRef():
                raise NotExpressible
            case e.Negate():
                return self._with([expr.operand], lambda x: self._product(_known(Fraction(-1)), x))
            case e.Arithmetic():
                return self._arithmetic(expr.op, self._read(expr.left), self._read(expr.right))
            case e.ShiftDate():
                return self._shifted(expr)
            case e.Compare():
                return self._compared(expr)
            case e.Within():
                return self._within(expr)
            case e.Logic():
                return self._logic(expr)
            case e.Not():
                return self._with([expr.operand], self._not)
            case e.If():
                return self._guarded(expr.condition, lambda: self._read(expr.then), lambda: self._read(expr.otherwise))
            case e.Call():
                return self._call(expr)
            case e.Round():
                return self._with([expr.operand], lambda x: self._rounded(x, expr.unit, expr.mode))
            case e.Match():
                return self._arms(expr.subject, [(arm.patterns, arm.value) for arm in expr.arms])
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

    def _with(self, exprs: Sequence[e.Expr], function: Any) -> _Read:
        read = [self._read(x) for x in exprs]
        return _Read(function(*(r.value for r in read)), self._and(*(r.exists for r in read)))

    def _rule(self, name: str) -> _Read:
        if name not in self._done:
            rule = self._policy.rule[name]
            if rule.history is not None:
                raise NotExpressible
            body = self._read(rule.body)
            if rule.only_when is not None:
                concerned = self._read(rule.only_when)
                body = _Read(body.value, self._and(concerned.exists, concerned.value, body.exists))
            self._done[name] = body
        return self._done[name]

    def _guarded(self, condition: e.Expr, then: Any, otherwise: Any) -> _Read:
        held = self._read(condition)
        if held.value is True or held.value is False:
            chosen = then() if held.value else otherwise()
        else:
            chosen = self._choose(held.value, then(), otherwise())
        return _Read(chosen.value, self._and(held.exists, chosen.exists))

    def _arithmetic(self, op: e.ArithmeticOp, left: _Read, right: _Read) -> _Read:
        exists = self._and(left.exists, right.exists)
        match op:
            case e.ArithmeticOp.ADD:
                return _Read(self._sum(left.value, right.value), exists)
            case e.ArithmeticOp.SUBTRACT:
                return _Read(self._sum(left.value, right.value, -1), exists)
            case e.ArithmeticOp.MULTIPLY:
                return _Read(self._product(left.value, right.value), exists)
            case e.ArithmeticOp.DIVIDE:
                quotient = self._quotient(left.value, right.value)
                return _Read(quotient.value, self._and(exists, quotient.exists))

    def _compared(self, expr: e.Compare) -> _Read:
        left, right = self._read(expr.left), self._read(expr.right)
        a, b = _as_number(self, left.value), _as_number(self, right.value)
        return _Read(self._compare(expr.op, a, b), self._and(left.exists, right.exists))

    def _within(self, expr: e.Within) -> _Read:
        """What follows the one that is equal is not read."""
        operand = self._read(expr.operand)
        value: Term = False
        exists: Term = operand.exists
        for option in expr.options:
            read = self._read(option)
            equal = self._compare(e.CompareOp.EQ, _as_number(self, operand.value), _as_number(self, read.value))
            exists = self._and(exists, self._or(value, read.exists))
            value = self._or(value, equal)
        return _Read(value, exists)

    def _logic(self, expr: e.Logic) -> _Read:
        """What no longer matters is not read."""
        conjunctive = expr.op is e.LogicOp.AND
        value: Term = conjunctive
        exists: Term = True
        for operand in expr.operands:
            decided = self._not(value) if conjunctive else value
            if decided is True:
                break
            read = self._read(operand)
            exists = self._and(exists, self._or(decided, read.exists))
            value = self._and(value, read.value) if conjunctive else self._or(value, read.value)
        return _Read(value, exists)

    # ------------------------------------------------------------------ choices

    def _met(self, subject: Any, kind: Type, patterns: Sequence[e.Pattern]) -> Term:
        number = _as_number(self, subject)
        return self._or(*(self._meets(number, kind, pattern) for pattern in patterns))

    def _meets(self, number: _Number, kind: Type, pattern: e.Pattern) -> Term:
        if isinstance(pattern, e.ValuePattern):
            return self._compare(e.CompareOp.EQ, number, _as_number(self, _value(pattern.value, kind)))
        parts: list[Term] = []
        if pattern.low is not None:
            parts.append(self._below(_as_number(self, _value(pattern.low, kind)), number, or_equal=pattern.low_closed))
        if pattern.high is not None:
            parts.append(self._below(number, _as_number(self, _value(pattern.high, kind)), or_equal=pattern.high_closed))
        return self._and(*parts)

    def _arms(self, subject: e.Expr, arms: Sequence[tuple[tuple[e.Pattern, ...] | e.Otherwise, e.Expr]]) -> _Read:
        read = self._read(subject)
        chosen = self._pick(read.value, subject.type, [p for p, _ in arms], lambda i: self._read(arms[i][1]))
        return _Read(chosen.value, self._and(read.exists, chosen.exists))

    def _pick(self, subject: Any, kind: Type, arms: Sequence[tuple[e.Pattern, ...] | e.Otherwise], value: Any) -> _Read:
        """The value of the arm that the subject meets, else of the catch-all."""
        order = [i for i, p in enumerate(arms) if not isinstance(p, e.Otherwise)]
        rest = [i for i, p in enumerate(arms) if isinstance(p, e.Otherwise)]
        met: list[tuple[Term, int]] = []
        for i in order:
            patterns = arms[i]
            assert not isinstance(patterns, e.Otherwise)
            condition = self._met(subject, kind, patterns)
            if condition is not False:
                met.append((condition, i))
            if condition is True:
                break
        result: _Read | None = None
        if not met or met[-1][0] is not True:
            result = value(rest[0]) if rest else _Read(_known(Fraction(0)), exists=False)
            if not rest and met:
                result = _Read(value(met[-1][1]).value, exists=False)
        for condition, i in reversed(met):
            result = value(i) if result is None else self._choose(condition, value(i), result)
        assert result is not None
        return result

    def _cases(self, expr: e.Cases, start: int = 0) -> _Read:
        if start == len(expr.cases):
            return _Read(self._read(expr.cases[-1].value).value, exists=False)
        case = expr.cases[start]
        if isinstance(case.condition, e.Otherwise):
            return self._read(case.value)
        return self._guarded(case.condition, lambda: self._read(case.value), lambda: self._cases(expr, start + 1))

    def _default(self, expr: e.Default) -> _Read:
        held = [self._read(x.condition) for x in expr.exceptions]
        result = self._read(expr.value)
        for modifier in expr.modifiers:
            condition = self._read(modifier.condition)
            if condition.value is not False:
                changed = self._arithmetic(modifier.op.arithmetic, result, self._read(modifier.amount))
                result = self._choose(condition.value, changed, result)
            result = _Read(result.value, self._and(condition.exists, result.exists))
        for condition, exception in reversed(list(zip(held, expr.exceptions, strict=True))):
            if condition.value is not False:
                result = self._choose(condition.value, self._read(exception.value), result)
        return _Read(result.value, self._and(*(c.exists for c in held), result.exists))

    def _lookup(self, expr: e.Lookup) -> _Read:
        subjects = [self._read(x) for x in expr.subjects]

        def cell(row: int) -> _Read:
            cells = expr.rows[row].cells
            if len(subjects) == 1:
                return self._read(cells[0])
            kind = expr.subjects[1].type
            return self._pick(subjects[1].value, kind, expr.columns, lambda i: self._read(cells[i]))

        chosen = self._pick(subjects[0].value, expr.subjects[0].type, [r.patterns for r in expr.rows], cell)
        return _Read(chosen.value, self._and(*(s.exists for s in subjects), chosen.exists))

    def _marginal(self, expr: e.Marginal) -> _Read:
        base = self._read(expr.base)
        subject = self._read(expr.subject) if expr.subject is not None else None
        exists = self._and(base.exists, *([subject.exists] if subject is not None else []))

        def column(i: int) -> _Read:
            return self._brackets(expr, base.value, i)

        if subject is None or expr.subject is None:
            total = column(0)
        else:
            total = self._pick(subject.value, expr.subject.type, expr.columns, column)
        result = _Read(total.value, self._and(exists, total.exists))
        if expr.cap is None:
            return result
        cap = self._read(expr.cap)
        least = self._choose(self._below(cap.value, result.value, or_equal=False), _Read(cap.value), _Read(result.value))
        return _Read(least.value, self._and(result.exists, cap.exists))

    def _brackets(self, expr: e.Marginal, base: _Number, column: int) -> _Read:
        zero = _known(Fraction(0))
        total, lower = _Read(zero), zero
        for i, bracket in enumerate(expr.brackets):
            reached = True if i == 0 else self._below(lower, base, or_equal=False)
            if reached is False:
                break
            end = base
            exists: Term = True
            if bracket.upper is not None:
                upper = self._read(bracket.upper)
                exists = upper.exists
                end = self._choose(self._below(upper.value, base, or_equal=False), _Read(upper.value), _Read(base)).value
            rate = self._read(bracket.rates[column])
            width = self._sum(end, lower, -1)
            positive = self._choose(self._below(zero, width, or_equal=False), _Read(width), _Read(zero)).value
            more = _Read(
                self._sum(total.value, self._product(rate.value, positive)),
                self._and(total.exists, exists, rate.exists),
            )
            total = self._choose(reached, more, total)
            lower = end
        return total

    # ------------------------------------------------------------------ functions

    def _call(self, expr: e.Call) -> _Read:
        read = [self._read(x) for x in expr.arguments]
        exists = self._and(*(r.exists for r in read))
        numbers = [r.value for r in read]
        match expr.function:
            case e.Function.MIN | e.Function.MAX:
                result = numbers[0]
                for other in numbers[1:]:
                    pair = (other, result) if expr.function is e.Function.MIN else (result, other)
                    smaller = self._below(*pair, or_equal=False)
                    result = self._choose(smaller, _Read(other), _Read(result)).value
                return _Read(result, exists)
            case e.Function.JANUARY:
                return _Read(self._product(numbers[0], _known(Fraction(12))), exists)
            case e.Function.YEAR_OF if not _is_date(expr.arguments[0]):
                top = numbers[0].top
                return _Read(_Number(self._divided(top, 12), 1, None, None), exists)
            case e.Function.FIRST_DAY | e.Function.LAST_DAY:
                top = numbers[0].top + (expr.function is e.Function.LAST_DAY)
                first = self._ordinal(self._divided(top, 12), top - 12 * self._divided(top, 12) + 1, 1)
                return _Read(_Number(first - (expr.function is e.Function.LAST_DAY), 1, None, None), exists)
        days = [self._civil(x) for x in numbers]
        match expr.function:
            case e.Function.YEAR_OF:
                return _Read(_Number(days[0][0], 1, None, None), exists)
            case e.Function.MONTH_OF:
                return _Read(_Number(12 * days[0][0] + days[0][1] - 1, 1, None, None), exists)
            case e.Function.AGE:
                (y, m, d), (year, month, day) = days
                before = self._or(month < m, self._and(month == m, day < d))
                return _Read(_Number(year - y - self._if(before, 1, 0), 1, None, None), exists)
        raise NotExpressible

    def _shifted(self, expr: e.ShiftDate) -> _Read:
        start, amount = self._read(expr.date), self._read(expr.amount)
        assert isinstance(expr.amount.type, Quantity)
        year, month, day = self._civil(start.value)
        per = expr.sign * (12 if expr.amount.type.unit == YEARS else 1)
        if amount.value.bottom != 1:
            raise NotExpressible
        months = 12 * year + month - 1 + per * amount.value.top
        y, m = self._divided(months, 12), months - 12 * self._divided(months, 12) + 1
        length = self._length(y, m)
        end = self._ordinal(y, m, length)
        missing = end if expr.mode is Rounding.DOWN else end + 1
        place = self._if(day <= length, self._ordinal(y, m, day), missing)
        return _Read(_Number(place, 1, None, None), self._and(start.exists, amount.exists))

    def _civil(self, number: _Number) -> tuple[Term, Term, Term]:
        """Year, month and day of a day's number: the only ones of which it is the number."""
        if isinstance(number.top, int):
            day = date.fromordinal(number.top)
            return day.year, day.month, day.day
        key = number.top.get_id()
        if key not in self._days:
            n = len(self._days)
            y, m, d = (self._z3.Int(f"{part}{n}", self._context) for part in "ymd")
            self._bounds += [m >= 1, m <= 12, d >= 1, d <= self._length(y, m), y >= 1, y <= 9999]
            self._bounds.append(self._ordinal(y, m, d) == number.top)
            for other in self._days.values():  # days and their numbers run alike: true anyway, and z3 need not find it
                self._bounds.append((other[3] <= number.top) == self._not_after(other[:3], (y, m, d)))
            self._days[key] = (y, m, d, number.top)  # the term is kept, so that its id is not given to another
        return self._days[key][:3]

    def _not_after(self, a: tuple[Term, Term, Term], b: tuple[Term, Term, Term]) -> Term:
        z3 = self._z3
        month = z3.Or(a[1] < b[1], z3.And(a[1] == b[1], a[2] <= b[2]))
        return z3.Or(a[0] < b[0], z3.And(a[0] == b[0], month))

    def _leap(self, year: Term) -> Term:
        z3 = self._z3
        return z3.And(year % 4 == 0, z3.Or(year % 100 != 0, year % 400 == 0))

    def _length(self, year: Term, month: Term) -> Term:
        z3 = self._z3
        year, month = self._int(year), self._int(month)
        short = z3.Or(month == 4, month == 6, month == 9, month == 11)
        return z3.If(month == 2, z3.If(self._leap(year), 29, 28), z3.If(short, 30, self._int(31)))

    def _ordinal(self, year: Term, month: Term, day: Term) -> Term:
        z3 = self._z3
        year, month = self._int(year), self._int(month)
        before = year - 1
        total = 365 * before + before / 4 - before / 100 + before / 400 + day
        lengths = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
        passed = z3.Sum(*(z3.If(month > i + 1, length, 0) for i, length in enumerate(lengths)))
        return total + passed + z3.If(z3.And(month > 2, self._leap(year)), 1, self._int(0))


def _spent(statistics: Any) -> int:
    """The steps that z3 took."""
    return int(statistics.get_key_value("rlimit count")) if "rlimit count" in statistics.keys() else 0  # noqa: SIM118


def _known(value: Fraction) -> _Number:
    return _Number(value.numerator, value.denominator, value, value)


def _value(value: Value, kind: Type) -> Any:
    """A value as the cell reckons with it: a truth value, or a number."""
    if isinstance(value, bool):
        return value
    if value is UNLIMITED:
        return _Number(0, 1, None, None, endless=True)
    return _known(ordinal(value, kind))


def _is_bool(expr: e.Expr) -> bool:
    return isinstance(expr.type, Bool)


def _is_date(expr: e.Expr) -> bool:
    return isinstance(expr.type, DateType)


def _as_number(cell: _Cell, value: Any) -> _Number:
    """A truth value as 0 or 1."""
    if isinstance(value, _Number):
        return value
    if isinstance(value, bool):
        return _known(Fraction(int(value)))
    return _Number(cell._if(value, cell._int(1), cell._int(0)), 1, Fraction(0), Fraction(1))


def _round_known(value: Fraction, unit: Fraction, mode: Rounding) -> Fraction:
    return round_to(value, unit, mode)
