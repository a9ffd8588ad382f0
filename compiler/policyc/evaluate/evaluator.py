"""The reference evaluator: the single definition of what every node of a formula means, in exact rational arithmetic.

It receives a policy without errors and the inputs that are given (:mod:`policyc.evaluate.admission` says which are refused)
and gives an :class:`Outcome` for each rule asked for. It reads exactly what the nodes' docstrings say is read: the first hole,
missing input or 不适用 that is met decides the outcome. Nothing is rounded but where a formula says so. The strings in
``reason`` come from :mod:`policyc.wording.reasons`, which the generated modules share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import assert_never

from policyc.diagnostics.core import Span
from policyc.evaluate.outcome import Branch, Observer, Outcome, Silent, State
from policyc.model import expressions as e
from policyc.model.depth import make_room
from policyc.model.policy import Given, Policy, Record, Rule
from policyc.model.types import BOOL, UNLIMITED, Member, Quantity, Type, Value, from_ordinal, ordinal
from policyc.quantities import calendar
from policyc.quantities.decimals import round_to
from policyc.quantities.units import YEARS
from policyc.semantics.trends import claim
from policyc.wording import reasons


class _Stop(Exception):
    """There is no value, and why: raised by what is read, caught at the edge of the rule."""

    def __init__(self, state: State, cause: str) -> None:
        super().__init__(cause)
        self.state = state
        self.cause = cause


class Evaluator:
    """Works out rules and formulas of one policy for one set of inputs, and remembers each rule's outcome."""

    def __init__(
        self,
        policy: Policy,
        given: Mapping[str, Given],
        observer: Observer | None = None,
        readings: Mapping[str, Member] | None = None,
    ) -> None:
        """``given`` has the values by the inputs' names, records by the histories'; what it lacks is missing.

        ``readings`` has the options by which readings are asked for; of others the one that the policy takes counts.
        """
        make_room(policy)
        self._policy = policy
        self._given = given
        self._observer: Observer = observer or Silent()
        self._readings: Mapping[str, Member] = readings or {}
        self._done: dict[str, Outcome] = {}
        # Of tracks: the outcomes record by record, and before the first.
        self._records_done: dict[str, list[Outcome]] = {}
        self._before_first: dict[str, Outcome] = {}
        # The record at hand of the history whose track is being worked out.
        self._at: dict[str, int] = {}
        # The open params read so far by the innermost rule that is being worked out, in order.
        self._open: dict[str, None] = {}

    def rule(self, name: str) -> Outcome:
        """The outcome of a rule, part, table or scale; of a track, that of the record at hand, or of the last."""
        rule = self._policy.rule[name]
        if rule.history is not None:
            return self._track(rule)
        if name not in self._done:
            self._done[name] = self._worked(rule, lambda: self._rule_value(rule), {})
        return self._done[name]

    def record(self, name: str, index: int) -> Outcome:
        """What a track comes to with the record of this index (0 is the oldest); -1 is before the first.

        Worked out record by record, so that a long history is no deep recursion.
        """
        rule = self._policy.rule[name]
        assert rule.history is not None
        if index < 0:
            if name not in self._before_first:
                outer, self._at = self._at, {}
                self._before_first[name] = self._outcome(lambda: self._initial(rule), rule)
                self._at = outer
            return self._before_first[name]
        done = self._records_done.setdefault(name, [])
        while len(done) <= index:
            done.append(self._worked(rule, lambda: self._read(rule.body), {rule.history: len(done)}))
        return done[index]

    def expression(self, expr: e.Expr) -> Outcome:
        """The outcome of a formula on its own: a check, an expectation, a requirement."""
        return self._outcome(lambda: self._read(expr), None)

    # ------------------------------------------------------------------ the edge of a rule

    def _worked(self, rule: Rule, work: Callable[[], Value], at: dict[str, int]) -> Outcome:
        """The outcome of a rule, told to the observer; ``at`` is the record that bare names mean."""
        outer, self._at = self._at, at
        self._observer.enter(rule)
        outcome = self._outcome(work, rule)
        self._observer.leave(rule, outcome)
        self._at = outer
        return outcome

    def _track(self, rule: Rule) -> Outcome:
        """A track's value at the record at hand; after the last one where none is."""
        assert rule.history is not None
        records = self._given.get(rule.history)
        if not isinstance(records, tuple):
            if rule.name not in self._done:
                self._done[rule.name] = self._worked(rule, lambda: self._no_history(rule.history or ""), {})
            return self._done[rule.name]
        index = self._at.get(rule.history, len(records) - 1)
        if index < 0 and rule.name not in self._before_first:  # an empty history
            self._observer.enter(rule)
            self._observer.leave(rule, self.record(rule.name, -1))
        return self.record(rule.name, index)

    def _initial(self, rule: Rule) -> Value:
        if rule.initial is None:
            raise _Stop(State.MISSING, reasons.nothing_before(rule))
        return self._read(rule.initial)

    def _no_history(self, name: str) -> Value:
        self._observer.read(name, None)
        raise _Stop(State.MISSING, reasons.missing(self._policy.history[name]))

    def _outcome(self, work: Callable[[], Value], rule: Rule | None) -> Outcome:
        """Run ``work`` with a list of open params of its own, and tell what came of it."""
        outer, self._open = self._open, {}
        state, value, cause = State.OK, None, ""
        try:
            value = work()
        except _Stop as stop:
            state, cause = stop.state, stop.cause
        finally:
            params, self._open = tuple(self._open), outer
        if state in (State.UNSPECIFIED, State.MISSING):
            return Outcome(state, None, cause, nominal=False, cause=cause, params=())
        told = [cause, *(reasons.calculated_with(self._policy, self._policy.param[name]) for name in params)]
        if params and rule is not None and isinstance(value, Fraction) and isinstance(rule.type, Quantity):
            sign = claim(self._policy, rule, params)
            told.append(reasons.claimed(sign, value, rule.type) if sign else "")
        return Outcome(state, value, reasons.joined(told), nominal=bool(params), cause=cause, params=params)

    def _rule_value(self, rule: Rule) -> Value:
        """First whom the rule concerns, then its body."""
        if rule.only_when is not None and not self._holds(rule.only_when):
            raise _Stop(State.NOT_APPLICABLE, reasons.not_applicable(self._policy, rule))
        return self._read(rule.body)

    # ------------------------------------------------------------------ formulas

    def _read(self, expr: e.Expr) -> Value:
        """The value of a formula; :class:`_Stop` where it has none."""
        match expr:
            case e.Literal():
                return expr.value
            case e.Unspecified():
                raise _Stop(State.UNSPECIFIED, reasons.holes(self._policy).get(expr.span, reasons.UNSPECIFIED))
            case e.InputRef():
                return self._input(expr.name)
            case e.ParamRef():
                return self._param(expr.name)
            case e.RuleRef():
                return self._other_rule(expr.name)
            case e.FieldRef():
                return self._field(expr.name)
            case e.Previous():
                return self._previous(expr.name)
            case e.RecordYear():
                return self._record(expr.name).year
            case e.ReadingRef():
                return self._reading(expr.name)
            case e.Negate():
                return -self._amount(expr.operand)
            case e.Arithmetic():
                left, right = self._read(expr.left), self._read(expr.right)
                return _arithmetic(expr.op, left, expr.left.type, right, expr.right.type, expr.type)
            case e.ShiftDate():
                return self._shifted(expr)
            case e.Compare():
                left, right = self._read(expr.left), self._read(expr.right)
                return _compare(expr.op, _rank(left), _rank(right))
            case e.Within():
                operand = self._read(expr.operand)
                return any(self._read(option) == operand for option in expr.options)
            case e.Logic(op=e.LogicOp.AND):
                return all(self._holds(operand) for operand in expr.operands)
            case e.Logic():
                return any(self._holds(operand) for operand in expr.operands)
            case e.Not():
                return not self._holds(expr.operand)
            case e.If():
                return self._if(expr)
            case e.Call():
                return _call(expr.function, [self._read(argument) for argument in expr.arguments])
            case e.Round():
                operand = self._read(expr.operand)
                return round_to(operand, expr.unit, expr.mode) if isinstance(operand, Fraction) else operand
            case e.Match():
                return self._match(expr)
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

    def _holds(self, condition: e.Expr) -> bool:
        value = self._read(condition)
        assert isinstance(value, bool)
        return value

    def _amount(self, expr: e.Expr) -> Fraction:
        value = self._read(expr)
        assert isinstance(value, Fraction)
        return value

    def _input(self, name: str) -> Value:
        value = self._given.get(name)
        assert not isinstance(value, tuple)
        self._observer.read(name, value)
        if value is None:
            raise _Stop(State.MISSING, reasons.missing(self._policy.input[name]))
        return value

    def _param(self, name: str) -> Value:
        param = self._policy.param[name]
        self._observer.read(name, param.bound.value)
        if param.bound.value is None:
            raise _Stop(State.UNSPECIFIED, reasons.open_param(self._policy, param))
        if param.bound.is_open:
            self._open[name] = None
        return param.bound.value

    def _record(self, history: str) -> Record:
        """The record at hand of a history, or its last."""
        records = self._given.get(history)
        if not isinstance(records, tuple):
            self._no_history(history)
        assert isinstance(records, tuple)
        if not records:
            raise _Stop(State.MISSING, reasons.no_records(self._policy.history[history]))
        return records[self._at.get(history, len(records) - 1)]

    def _field(self, name: str) -> Value:
        history = self._policy.history_of[name]
        record = self._record(history)
        value = record.values.get(name)
        self._observer.read(name, value)
        if value is None:
            raise _Stop(State.MISSING, reasons.unset(self._policy.history[history], self._policy.field[name], record.year))
        return value

    def _reading(self, name: str) -> Member:
        option = self._readings.get(name, self._policy.reading[name].taken)
        self._observer.read(name, option)
        return option

    def _previous(self, name: str) -> Value:
        """What a track was with the record before the one at hand."""
        return self._known(self.record(name, self._at[self._policy.history_of[name]] - 1))

    def _other_rule(self, name: str) -> Value:
        """What another rule comes to."""
        return self._known(self.rule(name))

    def _known(self, outcome: Outcome) -> Value:
        """The value of an outcome; the open figures that it read count as read here."""
        self._open.update(dict.fromkeys(outcome.params))
        if outcome.value is None:
            raise _Stop(outcome.state, outcome.cause)
        return outcome.value

    def _shifted(self, expr: e.ShiftDate) -> date:
        day, amount = self._read(expr.date), self._amount(expr.amount)
        assert isinstance(day, date) and isinstance(expr.amount.type, Quantity)
        months = amount * 12 if expr.amount.type.unit == YEARS else amount
        return calendar.shift_months(day, expr.sign * _whole(months), expr.mode)

    # ------------------------------------------------------------------ choices

    def _if(self, expr: e.If) -> Value:
        branch, arm = (Branch.THEN, expr.then) if self._holds(expr.condition) else (Branch.ELSE, expr.otherwise)
        self._observer.chose(branch, arm.span)
        return self._read(arm)

    def _match(self, expr: e.Match) -> Value:
        subject = _rank(self._read(expr.subject))
        arm = expr.arms[_chosen(subject, [arm.patterns for arm in expr.arms], expr.span)]
        self._observer.chose(Branch.ARM, arm.span)
        return self._read(arm.value)

    def _cases(self, expr: e.Cases) -> Value:
        for case in expr.cases:
            if isinstance(case.condition, e.Otherwise) or self._holds(case.condition):
                self._observer.chose(Branch.CASE, case.span)
                return self._read(case.value)
        raise _impossible(expr.span)

    def _default(self, expr: e.Default) -> Value:
        """Every exception's condition is read before the value of the first that holds."""
        held = [exception for exception in expr.exceptions if self._holds(exception.condition)]
        if held:
            self._observer.chose(Branch.EXCEPTION, held[0].span)
            return self._read(held[0].value)
        if expr.exceptions:
            self._observer.chose(Branch.DEFAULT, expr.value.span)
        value = self._read(expr.value)
        for modifier in expr.modifiers:
            if self._holds(modifier.condition):
                self._observer.chose(Branch.MODIFIER, modifier.span)
                amount = self._read(modifier.amount)
                op = modifier.op.arithmetic
                value = _arithmetic(op, value, expr.type, amount, modifier.amount.type, expr.type)
        return value

    def _lookup(self, expr: e.Lookup) -> Value:
        subjects = [_rank(self._read(subject)) for subject in expr.subjects]
        row = expr.rows[_chosen(subjects[0], [row.patterns for row in expr.rows], expr.span)]
        self._observer.chose(Branch.ROW, row.span)
        return self._read(row.cells[self._column(expr.columns, subjects[1:], expr.span)])

    def _marginal(self, expr: e.Marginal) -> Value:
        base = self._amount(expr.base)
        subjects = [_rank(self._read(expr.subject))] if expr.subject is not None else []
        column = self._column(expr.columns, subjects, expr.span)
        total = lower = Fraction(0)
        for i, bracket in enumerate(expr.brackets):
            if i > 0 and lower >= base:
                break
            self._observer.chose(Branch.BRACKET, bracket.span)
            upper = base if bracket.upper is None else self._read(bracket.upper)
            end = upper if isinstance(upper, Fraction) and upper < base else base
            total += self._amount(bracket.rates[column]) * max(end - lower, Fraction(0))
            lower = end
        cap = self._read(expr.cap) if expr.cap is not None else UNLIMITED
        return min(total, cap, key=_rank)

    def _column(self, columns: tuple[tuple[e.Pattern, ...], ...], subjects: list[_Rank], span: Span) -> int:
        """Which column the second subject chooses: the only one where there are no columns."""
        if not subjects:
            return 0
        index = _chosen(subjects[0], columns, span)
        self._observer.chose(Branch.COLUMN, column_span(columns[index]))
        return index


def column_span(patterns: tuple[e.Pattern, ...]) -> Span:
    """The place of a column: that of its patterns."""
    return patterns[0].span.to(patterns[-1].span)


# ---------------------------------------------------------------------- values

_Rank = tuple[bool, Fraction]


def _rank(value: Value) -> _Rank:
    """What values of one type are compared by: ``unlimited`` is above all others and equal to itself."""
    if value is UNLIMITED:
        return True, Fraction(0)
    return False, Fraction(value.toordinal()) if isinstance(value, date) else ordinal(value, BOOL)


def _arithmetic(op: e.ArithmeticOp, left: Value, left_type: Type, right: Value, right_type: Type, kind: Type) -> Value:
    """``left op right``: sums and differences, of days, months and years too, are taken on the number lines of the types."""
    a, b = ordinal(left, left_type), ordinal(right, right_type)
    match op:
        case e.ArithmeticOp.ADD:
            place = a + b
        case e.ArithmeticOp.SUBTRACT:
            place = a - b
        case e.ArithmeticOp.MULTIPLY:
            place = a * b
        case e.ArithmeticOp.DIVIDE:
            place = a / b
    return place if isinstance(kind, Quantity) else from_ordinal(Fraction(_whole(place)), kind)


def _compare(op: e.CompareOp, left: _Rank, right: _Rank) -> bool:
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


def _call(function: e.Function, arguments: list[Value]) -> Value:
    first = arguments[0]
    match function, arguments:
        case e.Function.MIN, _:
            return min(arguments, key=_rank)
        case e.Function.MAX, _:
            return max(arguments, key=_rank)
        case e.Function.AGE, [date() as birth, date() as day]:
            return Fraction(calendar.full_years(birth, day))
        case ((e.Function.MONTH_OF | e.Function.FIRST_DAY), [date() as day]):
            return day.replace(day=1)
        case e.Function.LAST_DAY, [date() as month]:
            return calendar.last_day(month)
        case e.Function.YEAR_OF, [date() as day]:
            return day.year
        case e.Function.JANUARY, [int() as year]:
            return date(year, 1, 1)
    raise AssertionError(f"{function} of {first!r}")


def _chosen(subject: _Rank, arms: Sequence[tuple[e.Pattern, ...] | e.Otherwise], span: Span) -> int:
    """The index of the arm that has a pattern that the subject meets; else of the catch-all."""
    for i, patterns in enumerate(arms):
        if not isinstance(patterns, e.Otherwise) and any(_meets(subject, pattern) for pattern in patterns):
            return i
    for i, patterns in enumerate(arms):
        if isinstance(patterns, e.Otherwise):
            return i
    raise _impossible(span)


def _meets(subject: _Rank, pattern: e.Pattern) -> bool:
    if isinstance(pattern, e.ValuePattern):
        return subject == _rank(pattern.value)
    if pattern.low is not None:
        low = _rank(pattern.low)
        if subject < low or (subject == low and not pattern.low_closed):
            return False
    if pattern.high is not None:
        high = _rank(pattern.high)
        return subject < high or (subject == high and pattern.high_closed)
    return True


def _whole(value: Fraction) -> int:
    """A count of days, months or years that moves a date; the types have seen to it that it is whole."""
    assert value.denominator == 1
    return value.numerator


def _impossible(span: Span) -> AssertionError:
    return AssertionError(f"{span.file}:{span.line}: incomplete, which the checks refuse")
