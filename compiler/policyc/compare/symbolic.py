"""Two rules worked out for all inputs at once: every way through both of them, with the inputs that take it.

Formulas are read exactly as the reference evaluator reads them, but with amounts that are not known: sums of inputs
(:mod:`.linear`). Where a choice depends on the inputs, one run takes the one way and a later run the other, each with what it has
learnt of the inputs; ways that no input takes are not gone. So the ways divide all inputs among them, and two rules that come to
the same sum on every way are equal, without a sample being taken.

What is no sum (a product of two amounts, a history) is left to other methods: :class:`Unsupported`.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from fractions import Fraction
from functools import cached_property
from typing import assert_never

from policyc.compare.elimination import possible
from policyc.compare.linear import ZERO, Form, Limit, Opaque, Term, number, variable
from policyc.evaluate.outcome import State
from policyc.model import expressions as e
from policyc.model.policy import Input, Policy
from policyc.model.types import UNLIMITED, Bool, EnumType, Quantity, Type, Unlimited, Value, ordinal
from policyc.prove.piecewise import on_calendar
from policyc.quantities.calendar import shift_months
from policyc.quantities.decimals import Rounding, round_to
from policyc.quantities.units import YEARS

#: So many ways are gone at most, a count that is the same on every machine.
MOST_WAYS = 4_000


class Unsupported(Exception):
    """This method does not decide: a product of amounts, a history, or too many ways."""


@dataclass(frozen=True, slots=True)
class Variable:
    """An input of both policies, or of one: its line of places in both, and for a choice what each policy calls its cases.

    ``own``: for each policy the place on its own line, None where it knows no such case; empty for an input that is a number.
    """

    name: str
    type: Type
    low: Fraction
    high: Fraction
    step: Fraction
    own: tuple[tuple[int | None, ...], ...] = ()

    @property
    def is_choice(self) -> bool:
        """Whether its values are cases rather than numbers."""
        return isinstance(self.type, Bool | EnumType)

    def mirror(self) -> Variable:
        """The same, seen from the other side."""
        return replace(self, own=self.own[::-1])


@dataclass(frozen=True, slots=True)
class Pick:
    """The case that a choice is, not known yet."""

    name: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """No value, and why: ``state`` as the evaluator has it, None where a policy knows no such case; ``cause`` the figure or
    rule.
    """

    state: State | None
    cause: str = ""


Term_ = Form | Unlimited | Pick
Result = Term_ | Stopped


class _Stop(Exception):
    def __init__(self, stopped: Stopped) -> None:
        super().__init__(stopped)
        self.stopped = stopped


@dataclass(frozen=True)
class Way:
    """The inputs that take one way, and what both rules come to on it.

    picks: the cases left, by their places. lows, highs: the least and the largest value of a number, both taken. limits: what
    ties several amounts together.
    """

    picks: Mapping[str, frozenset[int]]
    lows: Mapping[str, Fraction]
    highs: Mapping[str, Fraction]
    limits: tuple[Limit, ...]
    old: Result
    new: Result


@dataclass(frozen=True)
class Side:
    """A rule of one policy, and the shared variables by what this policy calls its inputs.

    ``last``: the variables that stand for what is read of a history's last record, by the names of tracks, fields and histories.
    """

    policy: Policy
    rule: str
    names: Mapping[str, str]
    last: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def inputs(self) -> Mapping[str, Input]:
        """The inputs by name."""
        return self.policy.input


def ways(old: Side, new: Side, variables: Mapping[str, Variable]) -> Iterator[Way]:
    """Every way through both rules. Raises :class:`Unsupported`."""
    open_: list[tuple[_Choice, ...]] = [()]
    count = 0
    while open_:
        count += 1
        if count > MOST_WAYS:
            raise Unsupported("too many ways")
        known = _Known(variables, open_.pop())
        results = tuple(_Run(side, place, known).result() for place, side in enumerate((old, new)))
        open_ += [
            (*known.taken[:i], _Choice.OTHER) for i in range(known.given, len(known.taken)) if known.taken[i] is _Choice.ONE
        ]
        if known.limits and not possible([*known.limits, *known.around(ZERO)]):
            continue  # no input is both within its range and meets them
        yield Way(dict(known.picks), dict(known.lows), dict(known.highs), tuple(known.limits), *results)


class _Choice(Enum):
    """What came of a question about the inputs: yes, no, or one of two ways that are both open, the first or the other."""

    YES = auto()
    NO = auto()
    ONE = auto()
    OTHER = auto()


@dataclass
class _Known:
    """What a run has learnt of the inputs, and which of two possible ways it takes where both are open.

    decisions: what came of the first questions in an earlier run; they are not worked out again.
    """

    variables: Mapping[str, Variable]
    decisions: tuple[_Choice, ...]
    taken: list[_Choice] = field(default_factory=list)
    picks: dict[str, frozenset[int]] = field(default_factory=dict)
    lows: dict[str, Fraction] = field(default_factory=dict)
    highs: dict[str, Fraction] = field(default_factory=dict)
    limits: list[Limit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.given = len(self.decisions)

    def meet(self, name: str) -> Variable:
        """A variable that is read, and from now on counts."""
        variable_ = self.variables[name]
        if variable_.is_choice:
            self.picks.setdefault(name, frozenset(range(int(variable_.low), int(variable_.high) + 1)))
        else:
            self.lows.setdefault(name, variable_.low)
            self.highs.setdefault(name, variable_.high)
        return variable_

    def _decided(self, yes: Callable[[], bool], no: Callable[[], bool]) -> bool:
        """Which way: the only one there is, or the one that this run is to take."""
        place = len(self.taken)
        if place < self.given:
            choice = self.decisions[place]
        elif not yes():
            choice = _Choice.NO
        else:
            choice = _Choice.ONE if no() else _Choice.YES
        self.taken.append(choice)
        return choice is _Choice.YES or choice is _Choice.ONE

    # ------------------------------------------------------------------ choices

    def picked(self, name: str, among: Callable[[int], bool]) -> bool:
        """Whether a choice is one of those that a condition accepts."""
        left = self.picks[name]
        yes = frozenset(i for i in left if among(i))
        way = self._decided(lambda: bool(yes), lambda: yes != left)
        self.picks[name] = yes if way else left - yes
        return way

    # ------------------------------------------------------------------ amounts

    def at_most(self, form: Form, *, strict: bool = False) -> bool:
        """Whether a sum is at most 0, or below it."""
        form, strict = self._closed(form, strict)
        if form.is_constant:
            return form.constant < 0 or (form.constant == 0 and not strict)
        if len(form.terms) == 1:
            ((term, c),) = form.terms
            if isinstance(term, str):
                return self._bounded(term, -form.constant / c, upper=c > 0, strict=strict)
            inner = _unrounded(term, -form.constant / c, upper=c > 0, strict=strict)
            if inner is not None:
                return self.at_most(inner.form, strict=inner.strict)
        yes, no = Limit(form, strict), Limit(form.times(Fraction(-1)), not strict)
        way = self._decided(lambda: self._possible(yes), lambda: self._possible(no))
        self.limits.append(yes if way else no)
        return way

    def _possible(self, limit: Limit) -> bool:
        return possible([*self.limits, *self.around(limit.form), limit])

    def _bounded(self, name: str, end: Fraction, *, upper: bool, strict: bool) -> bool:
        """Whether an input is at most (at least) an end; its values lie in steps."""
        v, low, high = self.variables[name], self.lows[name], self.highs[name]
        places = (end - v.low) / v.step
        whole = math.floor(places) if upper else math.ceil(places)
        if strict and whole == places:
            whole += -1 if upper else 1
        last = v.low + whole * v.step  # the last value for which it is so
        beyond = last + v.step if upper else last - v.step
        way = self._decided(lambda: low <= last if upper else last <= high, lambda: high > last if upper else low < last)
        if way is upper:
            self.highs[name] = min(high, last if upper else beyond)
        else:
            self.lows[name] = max(low, beyond if upper else last)
        return way

    def _closed(self, form: Form, strict: bool) -> tuple[Form, bool]:
        """The sum with its constant moved to the last value that it can have: ``< 0`` becomes ``<= 0`` one step on."""
        grid = grid_of(form, self.variables)
        if form.is_constant or grid is None:
            return form, strict
        start, pitch = grid
        # form = start + pitch · k: the largest such value that meets the condition
        k = math.floor(-start / pitch)
        if strict and start + k * pitch == 0:
            k -= 1
        return Form(form.terms, form.constant - (start + k * pitch)), False

    def is_whole(self, form: Form, unit: Fraction) -> bool:
        """Whether a sum is always a whole multiple of a unit."""
        if form.is_constant:
            return (form.constant / unit).denominator == 1
        grid = grid_of(form, self.variables)
        return grid is not None and all((x / unit).denominator == 1 for x in grid)

    def around(self, form: Form) -> list[Limit]:
        """What is known of the terms of a sum, and of those that they are tied to."""
        return around(form, self.limits, {name: (self.lows[name], self.highs[name]) for name in self.lows})


def grid_of(form: Form, variables: Mapping[str, Variable]) -> tuple[Fraction, Fraction] | None:
    """A start and a pitch such that a sum is always the start and whole pitches; None where none is known."""
    start, pitch = form.constant, Fraction(0)
    for term, c in form.terms:
        if isinstance(term, str):
            start += c * variables[term].low
            pitch = _common(pitch, abs(c) * variables[term].step)
        elif term.mode is not None:
            pitch = _common(pitch, abs(c) * term.unit)
        else:
            return None
    return (start, pitch) if pitch else None


def around(form: Form, limits: Sequence[Limit], spans: Mapping[str, tuple[Fraction, Fraction]]) -> list[Limit]:
    """The ranges of the inputs that a sum and some limits speak of, and what ties rounded values to them."""
    made: list[Limit] = []
    seen: set[Term] = set()
    open_ = [term for x in (form, *(limit.form for limit in limits)) for term, _ in x.terms]
    while open_:
        term = open_.pop()
        if term in seen:
            continue
        seen.add(term)
        if isinstance(term, str):
            low, high = spans[term]
            made.append(Limit(number(low).plus(variable(term), Fraction(-1)), strict=False))
            made.append(Limit(variable(term).plus(number(high), Fraction(-1)), strict=False))
        elif term.mode is not None:
            made += _near(term)
            open_ += [inner for inner, _ in term.of[0].terms]
    return made


def _common(a: Fraction, b: Fraction) -> Fraction:
    """The largest number of which both are whole multiples."""
    if not a:
        return b
    over = math.lcm(a.denominator, b.denominator)
    return Fraction(math.gcd(int(a * over), int(b * over)), over)


def _near(term: Opaque) -> list[Limit]:
    """How far a rounded value lies from the exact one."""
    off = variable(term).plus(term.of[0], Fraction(-1))
    half = term.mode in (Rounding.HALF_UP, Rounding.HALF_EVEN)
    most = number(term.unit / 2 if half else term.unit)
    return [Limit(off.plus(most, Fraction(-1)), not half), Limit(off.times(Fraction(-1)).plus(most, Fraction(-1)), not half)]


def _unrounded(term: Opaque, end: Fraction, *, upper: bool, strict: bool) -> Limit | None:
    """``rounded(f) <= end`` as a limit of f: rounding keeps order. None where it is not rounded half up."""
    if term.mode is not Rounding.HALF_UP:
        return None
    places = end / term.unit
    if upper:  # the largest whole place that meets it, and all that round to it or below
        whole = math.ceil(places) - 1 if strict else math.floor(places)
        edge = (whole + Fraction(1, 2)) * term.unit
        away = edge < 0  # half goes away from zero: at a negative edge it falls to the lower place
        return Limit(term.of[0].plus(number(edge), Fraction(-1)), not away)
    whole = math.floor(places) + 1 if strict else math.ceil(places)
    edge = (whole - Fraction(1, 2)) * term.unit
    return Limit(number(edge).plus(term.of[0], Fraction(-1)), edge < 0)


class _Run:
    """One rule along one way: what the evaluator does, with sums for amounts."""

    def __init__(self, side: Side, place: int, known: _Known) -> None:
        self._side, self._place, self._known = side, place, known
        self._policy = side.policy
        self._done: dict[str, Result] = {}

    def result(self) -> Result:
        """What the rule comes to."""
        return self._rule(self._side.rule)

    def _rule(self, name: str) -> Result:
        if name not in self._done:
            rule = self._policy.rule[name]
            if rule.history is not None:
                return self._of_last_record(name)
            try:
                if rule.only_when is not None and not self._holds(rule.only_when):
                    raise _Stop(Stopped(State.NOT_APPLICABLE, name))
                self._done[name] = self._read(rule.body)
            except _Stop as stop:
                self._done[name] = stop.stopped
        return self._done[name]

    # ------------------------------------------------------------------ formulas

    def _holds(self, condition: e.Expr) -> bool:
        value = self._read(condition)
        if isinstance(value, Pick):
            return self._among(value, lambda place: place == 1)
        assert isinstance(value, Form)
        return value.constant == 1

    def _sum(self, expr: e.Expr) -> Form:
        value = self._read(expr)
        if not isinstance(value, Form):
            raise Unsupported("no sum")
        return value

    def _read(self, expr: e.Expr) -> Term_:
        match expr:
            case e.Literal():
                return _placed(expr.value, expr.type)
            case e.Unspecified():
                raise _Stop(Stopped(State.UNSPECIFIED))
            case e.InputRef():
                return self._input(expr.name)
            case e.ParamRef():
                value = self._policy.param[expr.name].bound.value
                if value is None:
                    raise _Stop(Stopped(State.UNSPECIFIED, expr.name))
                return _placed(value, expr.type)
            case e.RuleRef():
                result = self._rule(expr.name)
                if isinstance(result, Stopped):
                    raise _Stop(result)
                return result
            case e.ReadingRef():
                return number(Fraction(self._policy.reading[expr.name].taken.index))
            case e.FieldRef() | e.RecordYear():
                return self._of_last_record(expr.name)
            case e.Previous():
                raise AssertionError("only tracks read what was before")
            case e.Negate():
                return self._sum(expr.operand).times(Fraction(-1))
            case e.Arithmetic():
                return _arithmetic(expr.op, self._sum(expr.left), self._sum(expr.right))
            case e.ShiftDate():
                return self._shifted(expr)
            case e.Compare():
                left, right = self._read(expr.left), self._read(expr.right)
                return _truth(self._compared(expr.op, left, right))
            case e.Within():
                operand = self._read(expr.operand)
                return _truth(any(self._compared(e.CompareOp.EQ, operand, self._read(option)) for option in expr.options))
            case e.Logic(op=e.LogicOp.AND):
                return _truth(all(self._holds(operand) for operand in expr.operands))
            case e.Logic():
                return _truth(any(self._holds(operand) for operand in expr.operands))
            case e.Not():
                return _truth(not self._holds(expr.operand))
            case e.If():
                return self._read(expr.then if self._holds(expr.condition) else expr.otherwise)
            case e.Call():
                return self._call(expr)
            case e.Round():
                return self._rounded(expr)
            case e.Match():
                subject = self._read(expr.subject)
                return self._read(expr.arms[self._chosen(subject, expr.subject.type, [arm.patterns for arm in expr.arms])].value)
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

    def _input(self, name: str) -> Term_:
        shared = self._side.names[name]
        known = self._known.meet(shared)
        if not known.is_choice:
            return variable(shared)
        own = known.own[self._place]
        if not self._known.picked(shared, lambda place: own[place] is not None):
            raise _Stop(Stopped(None, name))
        return Pick(shared)

    def _of_last_record(self, name: str) -> Term_:
        shared = self._side.last.get(name)
        if shared is None:
            raise Unsupported("history")
        return Pick(shared) if self._known.meet(shared).is_choice else variable(shared)

    def _among(self, pick: Pick, accepts: Callable[[int], bool]) -> bool:
        own = self._known.variables[pick.name].own[self._place]
        return self._known.picked(pick.name, lambda place: accepts(own[place] or 0))

    def _compared(self, op: e.CompareOp, left: Term_, right: Term_) -> bool:
        if isinstance(left, Pick) and isinstance(right, Pick):
            return self._two_picks(op, left, right)
        if isinstance(left, Pick) and isinstance(right, Form):
            return self._among(left, lambda place: _meets(op, Fraction(place), right.constant))
        if isinstance(right, Pick) and isinstance(left, Form):
            return self._among(right, lambda place: _meets(op, left.constant, Fraction(place)))
        if isinstance(left, Unlimited) or isinstance(right, Unlimited):
            return _meets(op, Fraction(left is UNLIMITED), Fraction(right is UNLIMITED))
        assert isinstance(left, Form) and isinstance(right, Form)
        gap, known = left.plus(right, Fraction(-1)), self._known
        match op:
            case e.CompareOp.LE:
                return known.at_most(gap)
            case e.CompareOp.LT:
                return known.at_most(gap, strict=True)
            case e.CompareOp.GE:
                return not known.at_most(gap, strict=True)
            case e.CompareOp.GT:
                return not known.at_most(gap)
            case e.CompareOp.EQ:
                return known.at_most(gap) and not known.at_most(gap, strict=True)
            case e.CompareOp.NE:
                return not (known.at_most(gap) and not known.at_most(gap, strict=True))

    def _two_picks(self, op: e.CompareOp, left: Pick, right: Pick) -> bool:
        for place in sorted(self._known.picks[left.name]):
            own = self._known.variables[left.name].own[self._place][place]
            if len(self._known.picks[left.name]) == 1 or self._known.picked(left.name, lambda p, place=place: p == place):  # type: ignore[misc]
                return self._among(right, lambda other, own=own: _meets(op, Fraction(own or 0), Fraction(other)))  # type: ignore[misc]
        raise AssertionError("a choice is one of its cases")

    def _rounded(self, expr: e.Round) -> Term_:
        value = self._read(expr.operand)
        if not isinstance(value, Form):
            return value
        if value.is_constant:
            return number(round_to(value.constant, expr.unit, expr.mode))
        if self._known.is_whole(value, expr.unit):
            return value
        return variable(Opaque("round", (value,), expr.unit, expr.mode))

    def _shifted(self, expr: e.ShiftDate) -> Term_:
        day, amount = self._sum(expr.date), self._sum(expr.amount)
        assert isinstance(expr.amount.type, Quantity)
        months = amount.times(Fraction(expr.sign * (12 if expr.amount.type.unit == YEARS else 1)))
        if day.is_constant and months.is_constant:
            moved = shift_months(_day(day), int(months.constant), expr.mode)
            return number(Fraction(moved.toordinal()))
        return variable(Opaque(f"shift {expr.mode.value}", (day, months)))

    def _call(self, expr: e.Call) -> Term_:
        arguments = [self._read(argument) for argument in expr.arguments]
        if expr.function in (e.Function.MIN, e.Function.MAX):
            wanted = e.CompareOp.LT if expr.function is e.Function.MIN else e.CompareOp.GT
            result = arguments[0]
            for other in arguments[1:]:
                if self._compared(wanted, other, result):
                    result = other
            return result
        forms = [x for x in arguments if isinstance(x, Form)]
        if expr.function is e.Function.JANUARY:
            return forms[0].times(Fraction(12))
        kind = expr.arguments[0].type
        if all(x.is_constant for x in forms):
            return number(on_calendar(expr.function, kind, [x.constant for x in forms]))
        return variable(Opaque(f"{expr.function.value} {kind}", tuple(forms)))

    # ------------------------------------------------------------------ choices

    def _chosen(self, subject: Term_, kind: Type, arms: Sequence[tuple[e.Pattern, ...] | e.Otherwise]) -> int:
        for i, patterns in enumerate(arms):
            if not isinstance(patterns, e.Otherwise) and self._met(subject, kind, patterns):
                return i
        return next(i for i, patterns in enumerate(arms) if isinstance(patterns, e.Otherwise))

    def _met(self, subject: Term_, kind: Type, patterns: Sequence[e.Pattern]) -> bool:
        if isinstance(subject, Pick):
            return self._among(subject, lambda place: any(_lies(Fraction(place), kind, p) for p in patterns))
        return any(self._meets(subject, kind, p) for p in patterns)

    def _meets(self, subject: Term_, kind: Type, pattern: e.Pattern) -> bool:
        if isinstance(pattern, e.ValuePattern):
            return self._compared(e.CompareOp.EQ, subject, _placed(pattern.value, kind))
        if pattern.low is not None:
            op = e.CompareOp.GE if pattern.low_closed else e.CompareOp.GT
            if not self._compared(op, subject, _placed(pattern.low, kind)):
                return False
        if pattern.high is None:
            return True
        op = e.CompareOp.LE if pattern.high_closed else e.CompareOp.LT
        return self._compared(op, subject, _placed(pattern.high, kind))

    def _cases(self, expr: e.Cases) -> Term_:
        for case in expr.cases:
            if isinstance(case.condition, e.Otherwise) or self._holds(case.condition):
                return self._read(case.value)
        raise AssertionError("incomplete, which the checks refuse")

    def _default(self, expr: e.Default) -> Term_:
        held = [exception for exception in expr.exceptions if self._holds(exception.condition)]
        if held:
            return self._read(held[0].value)
        value = self._read(expr.value)
        for modifier in expr.modifiers:
            if self._holds(modifier.condition):
                if not isinstance(value, Form):
                    raise Unsupported("no sum")
                value = _arithmetic(modifier.op.arithmetic, value, self._sum(modifier.amount))
        return value

    def _lookup(self, expr: e.Lookup) -> Term_:
        subjects = [self._read(subject) for subject in expr.subjects]
        row = expr.rows[self._chosen(subjects[0], expr.subjects[0].type, [row.patterns for row in expr.rows])]
        column = self._chosen(subjects[1], expr.subjects[1].type, expr.columns) if expr.columns else 0
        return self._read(row.cells[column])

    def _marginal(self, expr: e.Marginal) -> Term_:
        base = self._sum(expr.base)
        column = 0
        if expr.subject is not None:
            column = self._chosen(self._read(expr.subject), expr.subject.type, expr.columns)
        total, lower = ZERO, ZERO
        for i, bracket in enumerate(expr.brackets):
            if i > 0 and self._compared(e.CompareOp.GE, lower, base):
                break
            upper = base if bracket.upper is None else self._read(bracket.upper)
            below = isinstance(upper, Form) and upper is not base and self._compared(e.CompareOp.LT, upper, base)
            end = upper if below and isinstance(upper, Form) else base
            rate, part = self._sum(bracket.rates[column]), end.plus(lower, Fraction(-1))
            if not self._known.at_most(part):
                total = total.plus(_arithmetic(e.ArithmeticOp.MULTIPLY, rate, part))
            lower = end
        cap = self._read(expr.cap) if expr.cap is not None else UNLIMITED
        return cap if self._compared(e.CompareOp.LT, cap, total) else total


# ---------------------------------------------------------------------- values


def _truth(value: bool) -> Form:
    return number(Fraction(value))


def _placed(value: Value, kind: Type) -> Form | Unlimited:
    return UNLIMITED if value is UNLIMITED else number(ordinal(value, kind))


def _arithmetic(op: e.ArithmeticOp, left: Form, right: Form) -> Form:
    match op:
        case e.ArithmeticOp.ADD:
            return left.plus(right)
        case e.ArithmeticOp.SUBTRACT:
            return left.plus(right, Fraction(-1))
        case e.ArithmeticOp.MULTIPLY:
            if left.is_constant:
                return right.times(left.constant)
            if right.is_constant:
                return left.times(right.constant)
        case e.ArithmeticOp.DIVIDE:
            if right.is_constant and right.constant:
                return left.times(1 / right.constant)
    raise Unsupported("a product of amounts")


def _meets(op: e.CompareOp, left: Fraction, right: Fraction) -> bool:
    match op:
        case e.CompareOp.EQ:
            return left == right
        case e.CompareOp.NE:
            return left != right
        case e.CompareOp.LT:
            return left < right
        case e.CompareOp.LE:
            return left <= right
        case e.CompareOp.GT:
            return left > right
        case e.CompareOp.GE:
            return left >= right


def _lies(place: Fraction, kind: Type, pattern: e.Pattern) -> bool:
    if isinstance(pattern, e.ValuePattern):
        return place == ordinal(pattern.value, kind)
    if pattern.low is not None and not _meets(
        e.CompareOp.GE if pattern.low_closed else e.CompareOp.GT, place, ordinal(pattern.low, kind)
    ):
        return False
    return pattern.high is None or _meets(
        e.CompareOp.LE if pattern.high_closed else e.CompareOp.LT, place, ordinal(pattern.high, kind)
    )


def _day(place: Form) -> datetime.date:
    return datetime.date.fromordinal(int(place.constant))
