"""For each input the values at which a result may change, with their neighbours: what random values do not find.

The ends of its range (and one step beyond, which must be refused), what it is compared with, the ends of patterns and
brackets, where min and max change sides, and a few values whose result lies exactly between two roundings; every case of an
enum. Formulas are followed through rules, figures at their nominal values, as far as they depend on one input: first as
a · x + b, and through the calendar's functions, which never fall (or, for an age by birth date, never rise).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import floor, gcd, lcm

from policyc.model import expressions as e
from policyc.model.depth import make_room
from policyc.model.memo import per_policy
from policyc.model.policy import Input, Policy
from policyc.model.types import UNLIMITED, Bool, DateType, EnumType, Quantity, Type, Value, from_ordinal, ordinal
from policyc.model.walk import walk
from policyc.quantities.calendar import full_years, last_day, shift_months
from policyc.quantities.decimals import Rounding
from policyc.quantities.units import YEARS

#: More forms of one formula, or more values of one input, than these are not followed.
_MOST_FORMS, _MOST_VALUES = 48, 400

#: Days that calendars trip over, for every input that is a day.
_DAYS = tuple(
    datetime.date(*day) for day in ((2000, 2, 29), (2023, 2, 28), (2024, 1, 31), (2024, 2, 29), (2024, 3, 1), (2024, 12, 31))
)


@dataclass(frozen=True, slots=True)
class Breakpoints:
    """Values of one input in ascending order: those that it can have, and those just beyond, which are refused."""

    values: tuple[Value, ...]
    beyond: tuple[Value, ...]


@per_policy
def breakpoints(policy: Policy) -> Mapping[str, Breakpoints]:
    """The breakpoints of every input and of every field of a history, by name, in the order of the policy."""
    make_room(policy)
    return _Finder(policy).found()


def turning_points(policy: Policy, name: str, given: Mapping[str, Value]) -> tuple[Value, ...]:
    """The values of the input ``name`` at which a result may change where other inputs are as ``given``, ascending.

    Only formulas that read ``name`` and something that is given are followed: what depends on one input alone is among its
    :func:`breakpoints`. Raises KeyError for what is no input.
    """
    make_room(policy)
    fixed = {other: ordinal(value, policy.input[other].type) for other, value in given.items() if other != name}
    return _Finder(policy, fixed).turning(name)


@dataclass(frozen=True, slots=True)
class _View:
    """A function of one input's place that goes one way only. ``text`` tells views apart; the input itself has none."""

    text: str
    of: Callable[[Fraction], Fraction]


@dataclass(frozen=True, slots=True)
class _Form:
    """``a × view(input) + b``; a constant where there is no input."""

    name: str | None
    a: Fraction
    b: Fraction
    view: _View | None = None

    def at(self, x: Fraction) -> Fraction:
        """Its value where the input is at ``x``."""
        return self.a * (self.view.of(x) if self.view else x) + self.b


def _constant(value: Fraction) -> _Form:
    return _Form(None, Fraction(0), value)


class _Finder:
    """Follows the formulas of one policy and collects places on each input's number line; ``fixed`` inputs are constants."""

    def __init__(self, policy: Policy, fixed: Mapping[str, Fraction] | None = None) -> None:
        self._policy = policy
        self._fixed = fixed or {}
        self._rules: dict[str, tuple[_Form, ...]] = {}
        self._given: Mapping[str, Input] = {**policy.input, **policy.field}
        self._places: dict[str, set[Fraction]] = {name: set() for name in self._given}

    def found(self) -> Mapping[str, Breakpoints]:
        """Collect, and sort."""
        for declared in self._given.values():
            self._usual(declared)
        for formula in self._formulas():
            self._follow(formula)
        return {name: self._sorted(declared) for name, declared in self._given.items()}

    def turning(self, name: str) -> tuple[Value, ...]:
        """Collect what the formulas tell of one input that read it and one of those fixed, and sort."""
        for rule in self._policy.rules:
            if name in rule.inputs and not self._fixed.keys().isdisjoint(rule.inputs):
                for formula in (rule.only_when, rule.initial, rule.body):
                    if formula is not None:
                        self._follow(formula)
        for require in self._policy.requires:
            if name in require.inputs:
                self._follow(require.condition)
        return self._sorted(self._given[name]).values

    def _follow(self, formula: e.Expr) -> None:
        for node in walk(formula):
            for form in self._turning(node):
                self._zero(form)
            if isinstance(node, e.Round):
                self._ties(node)

    def _formulas(self) -> Iterator[e.Expr]:
        for rule in self._policy.rules:
            yield from (formula for formula in (rule.only_when, rule.initial, rule.body) if formula is not None)
        yield from (require.condition for require in self._policy.requires)

    def _sorted(self, declared: Input) -> Breakpoints:
        places = [from_ordinal(place, declared.type) for place in sorted(self._places[declared.name])]
        beyond = (
            [] if isinstance(declared.type, EnumType | Bool) else [declared.low - declared.step, declared.high + declared.step]
        )
        return Breakpoints(tuple(places), tuple(v for v in (_value(place, declared.type) for place in beyond) if v is not None))

    # ------------------------------------------------------------------ places

    def _usual(self, declared: Input) -> None:
        """The ends of the range and their neighbours; all cases of an enum; the days that calendars trip over."""
        if isinstance(declared.type, EnumType | Bool):
            count = int((declared.high - declared.low) / declared.step) + 1
            self._places[declared.name].update(declared.low + i * declared.step for i in range(count))
            return
        for place in (declared.low, declared.high):
            self._around(declared, place)
        if isinstance(declared.type, DateType):
            for day in _DAYS:
                self._add(declared, Fraction(day.toordinal()))

    def _around(self, declared: Input, place: Fraction) -> None:
        """A place, or the two values beside it, and their neighbours."""
        below = floor((place - declared.low) / declared.step)
        on = declared.low + below * declared.step == place
        for steps in range(below - 1, below + (2 if on else 3)):
            self._add(declared, declared.low + steps * declared.step)

    def _add(self, declared: Input, place: Fraction) -> None:
        places = self._places[declared.name]
        if declared.low <= place <= declared.high and len(places) < _MOST_VALUES:
            places.add(place)

    def _zero(self, form: _Form) -> None:
        """Where a form is 0, or passes it."""
        if form.name is None or form.a == 0:
            return
        declared = self._given[form.name]
        if form.view is None:
            self._around(declared, -form.b / form.a)
            return
        last = floor((declared.high - declared.low) / declared.step)
        for passed in (_first(form, declared, last, over=False), _first(form, declared, last, over=True)):
            if passed is not None:
                self._around(declared, declared.low + passed * declared.step)

    def _ties(self, node: e.Round) -> None:
        """A few values that are rounded from exactly between two results, and where the sign changes."""
        half = node.mode in (Rounding.HALF_UP, Rounding.HALF_EVEN)
        for form in self._forms(node.operand):
            self._zero(form)
            if form.name is None or form.view is not None or form.a == 0:
                continue
            declared = self._given[form.name]
            rest = (node.unit / 2 if half else Fraction(0)) - form.b - form.a * declared.low
            for steps in _few(_congruent(form.a * declared.step, rest, node.unit), declared):
                self._around(declared, declared.low + steps * declared.step)

    # ------------------------------------------------------------------ where formulas turn

    def _turning(self, node: e.Expr) -> Iterator[_Form]:
        """Forms at whose zeros a node may change its course."""
        match node:
            case e.Compare():
                yield from self._differences([self._forms(node.left)], [self._forms(node.right)])
            case e.Within():
                yield from self._differences([self._forms(node.operand)], [self._forms(option) for option in node.options])
            case e.Call(function=e.Function.MIN | e.Function.MAX):
                for one, other in combinations(node.arguments, 2):
                    yield from self._differences([self._forms(one)], [self._forms(other)])
            case e.Match():
                yield from self._met(node.subject, (arm.patterns for arm in node.arms))
            case e.Lookup():
                yield from self._met(node.subjects[0], (row.patterns for row in node.rows))
                yield from self._met(node.subjects[-1], node.columns)
            case e.Marginal():
                if node.subject is not None:
                    yield from self._met(node.subject, node.columns)
                uppers = [self._forms(bracket.upper) for bracket in node.brackets if bracket.upper is not None]
                yield from self._differences([self._forms(node.base)], uppers)
                if node.cap is not None:
                    yield from self._differences([self._parts(node)], [self._forms(node.cap)])

    def _differences(self, ones: Iterable[tuple[_Form, ...]], others: Iterable[tuple[_Form, ...]]) -> Iterator[_Form]:
        for one, other in product(ones, list(others)):
            for a, b in product(one, other):
                yield from _sum(a, _times(b, Fraction(-1)))

    def _met(self, subject: e.Expr, arms: Iterable[tuple[e.Pattern, ...] | e.Otherwise]) -> Iterator[_Form]:
        """The subject against every end of its patterns."""
        ends = [end for arm in arms if not isinstance(arm, e.Otherwise) for pattern in arm for end in _ends(pattern)]
        for form, end in product(self._forms(subject), ends):
            yield from _sum(form, _constant(-ordinal(end, subject.type)))

    # ------------------------------------------------------------------ forms

    def _forms(self, expr: e.Expr) -> tuple[_Form, ...]:
        """The forms that the values of a formula can have, one input at a time."""
        return tuple(dict.fromkeys(self._all_forms(expr)))[:_MOST_FORMS]

    def _all_forms(self, expr: e.Expr) -> Iterable[_Form]:
        match expr:
            case e.Literal(value=value) if value is not UNLIMITED:
                return [_constant(ordinal(value, expr.type))]
            case e.InputRef(name=name) if name in self._fixed:
                return [_constant(self._fixed[name])]
            case e.InputRef() | e.FieldRef():
                return [_Form(expr.name, Fraction(1), Fraction(0))]
            case e.ParamRef():
                bound = self._policy.param[expr.name].bound
                known = bound.value is not None and bound.value is not UNLIMITED
                return [_constant(ordinal(bound.value, expr.type))] if known and bound.value is not None else []
            case e.RuleRef():
                if expr.name not in self._rules:
                    self._rules[expr.name] = ()
                    self._rules[expr.name] = self._forms(self._policy.rule[expr.name].body)
                return self._rules[expr.name]
            case e.Negate():
                return [_times(form, Fraction(-1)) for form in self._forms(expr.operand)]
            case e.Round():
                return self._forms(expr.operand)
            case e.Arithmetic():
                return self._arithmetic(expr)
            case e.ShiftDate():
                return self._shifted(expr)
            case e.Call():
                return self._call(expr)
            case e.If():
                return [*self._forms(expr.then), *self._forms(expr.otherwise)]
            case e.Match():
                return [form for arm in expr.arms for form in self._forms(arm.value)]
            case e.Cases():
                return [form for case in expr.cases for form in self._forms(case.value)]
            case e.Default():
                return self._default(expr)
            case e.Lookup():
                return [form for row in expr.rows for cell in row.cells for form in self._forms(cell)]
            case e.Marginal():
                return [*self._parts(expr), *(self._forms(expr.cap) if expr.cap is not None else ())]
            case _:
                return []

    def _arithmetic(self, expr: e.Arithmetic) -> list[_Form]:
        return [form for a, b in product(self._forms(expr.left), self._forms(expr.right)) for form in _combined(expr.op, a, b)]

    def _default(self, expr: e.Default) -> list[_Form]:
        so_far = list(self._forms(expr.value))
        for modifier in expr.modifiers:
            op = {"plus": e.ArithmeticOp.ADD, "minus": e.ArithmeticOp.SUBTRACT}.get(modifier.op, e.ArithmeticOp.MULTIPLY)
            changed = product(so_far[:_MOST_FORMS], self._forms(modifier.amount))
            so_far += [form for a, b in changed for form in _combined(op, a, b)]
        return [*so_far, *(form for exception in expr.exceptions for form in self._forms(exception.value))]

    def _parts(self, expr: e.Marginal) -> tuple[_Form, ...]:
        """The sum over the brackets, for a base that ends in each of them, where the brackets are constant."""
        forms: list[_Form] = []
        for base in self._forms(expr.base):
            for column in range(len(expr.brackets[0].rates)):
                total, lower = Fraction(0), Fraction(0)
                for bracket in expr.brackets:
                    rate = self._number(bracket.rates[column])
                    upper = self._number(bracket.upper) if bracket.upper is not None else lower
                    if rate is None or upper is None:
                        break
                    forms.append(_Form(base.name, base.a * rate, (base.b - lower) * rate + total, base.view))
                    total, lower = total + rate * (upper - lower), upper
        return tuple(dict.fromkeys(forms))[:_MOST_FORMS]

    def _number(self, expr: e.Expr) -> Fraction | None:
        """The value of a formula that is constant."""
        forms = self._forms(expr)
        return forms[0].b if len(forms) == 1 and forms[0].name is None else None

    def _shifted(self, expr: e.ShiftDate) -> list[_Form]:
        amount = self._number(expr.amount)
        if amount is None or not isinstance(expr.amount.type, Quantity):
            return []
        months = expr.sign * int(amount) * (12 if expr.amount.type.unit == YEARS else 1)

        def shift(place: Fraction) -> Fraction:
            return Fraction(shift_months(_day(place), months, expr.mode).toordinal())

        return [_through(f"shift {months} {expr.mode}", shift, form) for form in self._forms(expr.date)]

    def _call(self, expr: e.Call) -> list[_Form]:
        forms = [self._forms(argument) for argument in expr.arguments]
        first = expr.arguments[0].type
        match expr.function:
            case e.Function.MIN | e.Function.MAX:
                return [form for part in forms for form in part]
            case e.Function.AGE:
                return [form for birth, day in product(*forms) for form in _age(birth, day)]
            case _:
                maps: dict[e.Function, Callable[[Fraction], Value]] = {
                    e.Function.MONTH_OF: lambda x: _day(x).replace(day=1),
                    e.Function.YEAR_OF: lambda x: _date(x, first).year,
                    e.Function.JANUARY: lambda x: datetime.date(int(x), 1, 1),
                    e.Function.FIRST_DAY: lambda x: _date(x, first),
                    e.Function.LAST_DAY: lambda x: last_day(_date(x, first)),
                }
                mapped, kind = maps[expr.function], expr.type
                return [_through(expr.function, lambda x: ordinal(mapped(x), kind), form) for form in forms[0]]


# ---------------------------------------------------------------------- forms of one input


def _times(form: _Form, factor: Fraction) -> _Form:
    return _Form(form.name, form.a * factor, form.b * factor, form.view)


def _sum(a: _Form, b: _Form) -> list[_Form]:
    """Their sum, where it is a form of one input."""
    if a.name is None or b.name is None:
        moving = b if a.name is None else a
        return [_Form(moving.name, moving.a, a.b + b.b, moving.view)]
    same = a.name == b.name and (a.view.text if a.view else "") == (b.view.text if b.view else "")
    return [_Form(a.name, a.a + b.a, a.b + b.b, a.view)] if same else []


def _combined(op: e.ArithmeticOp, a: _Form, b: _Form) -> list[_Form]:
    match op:
        case e.ArithmeticOp.ADD:
            return _sum(a, b)
        case e.ArithmeticOp.SUBTRACT:
            return _sum(a, _times(b, Fraction(-1)))
        case e.ArithmeticOp.MULTIPLY:
            if a.name is not None and b.name is not None:
                return []
            return [_times(a, b.b) if b.name is None else _times(b, a.b)]
        case e.ArithmeticOp.DIVIDE:
            return [_times(a, 1 / b.b)] if b.name is None and b.b != 0 else []


def _through(text: str, function: Callable[[Fraction], Fraction], form: _Form) -> _Form:
    """A function of a form, as a view of its input."""
    if form.name is None:
        return _constant(function(form.b))
    inner = form.view.text if form.view else ""
    return _Form(form.name, Fraction(1), Fraction(0), _View(f"{text}({form.a}·{inner}+{form.b})", lambda x: function(form.at(x))))


def _age(birth: _Form, day: _Form) -> list[_Form]:
    """Ages on a known day, or of a known birth date."""
    if day.name is None:
        return [_through(f"age on {day.b}", lambda x: Fraction(full_years(_day(x), _day(day.b))), birth)]
    if birth.name is None:
        return [_through(f"age from {birth.b}", lambda x: Fraction(full_years(_day(birth.b), _day(x))), day)]
    return []


def _ends(pattern: e.Pattern) -> list[Value]:
    if isinstance(pattern, e.ValuePattern):
        return [pattern.value]
    return [end for end in (pattern.low, pattern.high) if end is not None]


def _first(form: _Form, declared: Input, last: int, *, over: bool) -> int | None:
    """The first step from the lowest value at which a form that goes one way has reached 0 (or, ``over``, passed it)."""

    def reached(steps: int) -> bool:
        value = form.at(declared.low + steps * declared.step) * way
        return value > 0 if over else value >= 0

    try:
        way = 1 if form.at(declared.low + last * declared.step) >= form.at(declared.low) else -1
        if not reached(last):
            return None
        low, high = 0, last
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if reached(middle) else (middle + 1, high)
    except (ValueError, OverflowError):  # beyond the calendar
        return None
    return low


def _congruent(factor: Fraction, rest: Fraction, modulus: Fraction) -> tuple[int, int] | None:
    """The least n ≥ 0 with n × factor ≡ rest (mod modulus), and the distance to the next; None where there is none."""
    scale = lcm(factor.denominator, rest.denominator, modulus.denominator)
    a, r, m = (int(x * scale) for x in (factor, rest, modulus))
    common = gcd(a, m)
    if r % common:
        return None
    period = m // common
    return (r // common * pow(a // common, -1, period)) % period if period > 1 else 0, period


def _few(solution: tuple[int, int] | None, declared: Input) -> list[int]:
    """The first, the second, a middle and the last of a series of steps that lie in the range."""
    if solution is None:
        return []
    first, period = solution
    last = floor((declared.high - declared.low) / declared.step)
    count = (last - first) // period + 1
    return [first + i * period for i in sorted({0, 1, count // 2, count - 1}) if 0 <= i < count]


def _day(place: Fraction) -> datetime.date:
    return datetime.date.fromordinal(int(place))


def _date(place: Fraction, kind: Type) -> datetime.date:
    value = from_ordinal(place, kind)
    assert isinstance(value, datetime.date)
    return value


def _value(place: Fraction, kind: Type) -> Value | None:
    """The value at a place; None beyond the calendar."""
    try:
        return from_ordinal(place, kind)
    except (ValueError, OverflowError):
        return None
