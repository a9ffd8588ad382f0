"""Choices → CASE: a condition that may be NULL never falls through to what is meant for those that do not meet it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

from sqlglot import exp

from policyc.model import expressions as e
from policyc.model.types import Quantity, Type, Value
from policyc.targets.columns import amounts, dates, sql, terms
from policyc.targets.columns.brackets import Bracketed, bracketed
from policyc.targets.columns.formulas import Formulas, counted
from policyc.targets.columns.sql import Expr
from policyc.targets.columns.terms import Term
from policyc.targets.scales import finest

#: Conditions with their values, read from the top.
Branches = Sequence[tuple[Term, Term]]


class Choices(Formulas):
    """Translates the formulas of one rule, choices among them."""

    def chosen(self, expr: e.If | e.Match | e.Cases | e.Default | e.Lookup | e.Marginal) -> Term:
        """The value of a choice, at its own scale."""
        scale = self.scales.of(expr)
        match expr:
            case e.If():
                branches = [(self.value(expr.condition), self._arm(expr.then, scale))]
                return self.cascade(branches, self._arm(expr.otherwise, scale), expr.type)
            case e.Cases():
                return self._cases(expr, scale)
            case e.Match():
                subject = self.subject(expr.subject)
                arms = [(arm.patterns, self._arm(arm.value, scale)) for arm in expr.arms]
                result = self._matched(subject, expr.subject, arms, expr.type)
                return result.because(subject.why, result.why)
            case e.Default():
                return self._default(expr, scale)
            case e.Lookup():
                return self._lookup(expr, scale)
            case e.Marginal():
                return self._marginal(expr, scale)
            case _:
                assert_never(expr)

    def _arm(self, expr: e.Expr, scale: int | None) -> Term:
        """A value that is not always the one chosen."""
        with self.in_choice():
            return self.value(expr, scale)

    # ------------------------------------------------------------------ one after the other

    def cascade(self, branches: Branches, otherwise: Term | None, kind: Type, stopped: Sequence[Expr] = ()) -> Term:
        """The value of the first condition that holds; a condition without a value ends it, and so does any of ``stopped``."""
        found = [value for _, value in branches] + ([otherwise] if otherwise else [])
        needed = any(value.may_stop for value in found)
        kept = [(self._condition(test, needed), value) for test, value in branches]
        why = None if otherwise is None else otherwise.why
        for test, value in reversed(kept):
            why = terms.first([test.why, either_way(test.value, value.why, why)])
        return self._choice(kept, otherwise, kind, stopped).because(why)

    def _condition(self, test: Term, needed: bool) -> Term:
        """A condition, in a column of its own where it is written more than once."""
        return replace(test, value=self.keep(test.value)) if needed or test.may_stop else test

    def _choice(self, branches: Branches, otherwise: Term | None, kind: Type, stopped: Sequence[Expr]) -> Term:
        """The CASE of a cascade; why there is no value is the caller's."""
        values = terms.alike([value for _, value in branches] + ([otherwise] if otherwise else []))
        last = values[-1] if otherwise is not None else None
        tests = [test for test, _ in branches]

        def written(pieces: Sequence[Expr]) -> Expr:
            ifs: list[tuple[Expr, Expr]] = [(sql.either(stopped), exp.null())] if stopped else []
            for i, (test, piece) in enumerate(zip(tests, pieces, strict=False)):
                ifs.append((test.value, piece))
                if test.may_stop and i < len(tests) - 1:
                    ifs.append((sql.is_null(test.value), exp.null()))
            if last is None:
                return sql.cases(ifs)
            if tests and tests[-1].may_stop:
                last_two = sql.chosen(tests[-1].value, pieces[len(tests) - 1], pieces[-1])
                return sql.cases(ifs[:-1], last_two) if ifs[:-1] else last_two
            return sql.cases(ifs, pieces[-1])

        return _joined(written, values, kind)

    def _cases(self, expr: e.Cases, scale: int | None) -> Term:
        branches: list[tuple[Term, Term]] = []
        for i, case in enumerate(expr.cases):
            if isinstance(case.condition, e.Otherwise):
                return self.cascade(branches, self._arm(case.value, scale), expr.type)
            if i == 0:
                test = self.value(case.condition)
            else:
                with self.in_choice():
                    test = self.value(case.condition)
            branches.append((test, self._arm(case.value, scale)))
        return self.cascade(branches, None, expr.type)

    # ------------------------------------------------------------------ by patterns

    def subject(self, expr: e.Expr) -> Term:
        """What is matched: written once for every pattern."""
        return self._kept(self.value(expr, self.scales.of(expr)))

    def _matched(
        self, subject: Term, expr: e.Expr, arms: Sequence[tuple[Sequence[e.Pattern] | e.Otherwise, Term]], kind: Type
    ) -> Term:
        """The value of the arm that the subject meets; nobody is left over, as the compiler has proved.

        Why the subject itself has no value is for the caller to say.
        """
        branches: list[tuple[Term, Term]] = []
        left = None
        for patterns, value in arms:
            if isinstance(patterns, e.Otherwise):
                left = value
            else:
                branches.append((Term(self.met(subject, expr, patterns)), value))
        if left is None and not subject.may_stop:
            left = branches.pop()[1]
        elif left is not None and subject.may_stop:
            branches.append((Term(sql.is_given(subject.value)), left))
            left = None
        if not branches:
            assert left is not None
            return left
        return self.cascade(branches, left, kind)

    def met(self, subject: Term, expr: e.Expr, patterns: Iterable[e.Pattern]) -> Expr:
        """The test that the subject meets one of the patterns."""
        scale = self.scales.of(expr)
        found = list(patterns)
        values = [p.value for p in found if isinstance(p, e.ValuePattern) and not isinstance(p.value, bool)]
        if len(values) == len(found) > 1 and subject.den is None:
            listed = [self._end(p.value, p.text, expr.type, scale) for p in found if isinstance(p, e.ValuePattern)]
            options = [one.value for one in listed if one is not None]
            if len(options) == len(found):
                return sql.one_of(subject.value, options)
        return sql.either([self._pattern(subject, pattern, expr.type, scale) for pattern in found])

    def _pattern(self, subject: Term, pattern: e.Pattern, kind: Type, scale: int | None) -> Expr:
        if isinstance(pattern, e.ValuePattern):
            end = self._end(pattern.value, pattern.text, kind, scale)
            if end is None:  # finer than any value of the subject
                return sql.cases([(sql.is_given(subject.value), exp.false())]) if subject.may_stop else exp.false()
            return self.compared(e.CompareOp.EQ, subject, end).value
        tests = []
        if pattern.low is not None:
            op = e.CompareOp.GE if pattern.low_closed else e.CompareOp.GT
            tests.append(self._beyond(op, subject, pattern.low, kind, scale))
        if pattern.high is not None:
            op = e.CompareOp.LE if pattern.high_closed else e.CompareOp.LT
            tests.append(self._beyond(op, subject, pattern.high, kind, scale))
        return sql.both(tests) if tests else sql.is_given(subject.value)

    def _beyond(self, op: e.CompareOp, subject: Term, value: Value, kind: Type, scale: int | None) -> Expr:
        """The subject compared with an end of a range."""
        end = self._end(value, "", kind, scale)
        if end is None:  # between two values of the subject
            assert isinstance(value, Fraction) and scale is not None
            lower = op in (e.CompareOp.GE, e.CompareOp.GT)
            end = terms.number(ceil(value * 10**scale) if lower else floor(value * 10**scale))
            op = e.CompareOp.GE if lower else e.CompareOp.LE
        return self.compared(op, subject, end).value

    def _end(self, value: Value, said: str, kind: Type, scale: int | None) -> Term | None:
        """A pattern's value as the subject is counted; None where it is finer."""
        if isinstance(value, Fraction) and scale is not None and counted(value, scale) is None:
            return None
        return self.constant(value, kind, scale, said)

    # ------------------------------------------------------------------ defaults

    def _default(self, expr: e.Default, scale: int | None) -> Term:
        """All exceptions' conditions are read before the value of the first that holds."""
        tests = [self.value(exception.condition) for exception in expr.exceptions]
        if not expr.exceptions:
            return self._modified(expr, scale)
        values = [self._arm(exception.value, scale) for exception in expr.exceptions]
        with self.in_choice():
            usual = self._modified(expr, scale)
        if len(tests) == 1:
            return self.cascade([(tests[0], values[0])], usual, expr.type)
        tests = [self._condition(test, needed=True) for test in tests]
        why = terms.first([test.why for test in tests])
        stopping = [sql.is_null(test.value) for test in tests if test.may_stop]
        known = [(replace(test, why=None), value) for test, value in zip(tests, values, strict=True)]
        result = self.cascade(known, usual, expr.type, stopping)
        return result.because(why, result.why)

    def _modified(self, expr: e.Default, scale: int | None) -> Term:
        """The default, then each modifier whose condition holds, from the top."""
        added = [m for m in expr.modifiers if m.op is not e.ModifierOp.TIMES]
        now = None if scale is None else self._finest([expr.value, *(m.amount for m in added)])
        result = self.value(expr.value, now)
        for modifier in expr.modifiers:
            test = self.value(modifier.condition)
            result = self._kept(result)
            if modifier.op is e.ModifierOp.TIMES:
                places = None if now is None else (self.scales.of(modifier.amount) or 0)
                by = self._arm(modifier.amount, places)
                changed = amounts.multiply(result, by)
                then = None if now is None else now + (places or 0)
                same = amounts.rescaled(result, now, then, self.keep)
                now = then
            elif isinstance(expr.type, Quantity):
                by = self._arm(modifier.amount, now)
                changed, same = self.summed(modifier.op.arithmetic, result, by), result
            else:
                by = self._arm(modifier.amount, 0)
                changed, same = self._moved(modifier, result, expr.type, by), result
            choice = self.cascade([(test, replace(changed, why=by.why))], replace(same, why=None), expr.type)
            if result.may_stop:
                choice = choice.because(result.why, choice.why)
            result = choice
        return amounts.rescaled(result, now, scale, self.keep) if isinstance(expr.type, Quantity) else result

    def _moved(self, modifier: e.Modifier, result: Term, kind: Type, by: Term) -> Term:
        return dates.moved(modifier.op.arithmetic, result, kind, by, modifier.amount.type, kind)

    def _finest(self, exprs: Sequence[e.Expr]) -> int | None:
        return finest(map(self.scales.of, exprs))

    # ------------------------------------------------------------------ tables

    def _lookup(self, expr: e.Lookup, scale: int | None) -> Term:
        """The subjects are read first, then the row, then the cell that the column chooses."""
        subjects = [self.subject(subject) for subject in expr.subjects]
        rows = []
        for row in expr.rows:
            cells = [self._arm(cell, scale) for cell in row.cells]
            rows.append((row.patterns, self._cell(cells, expr, subjects)))
        result = self._matched(subjects[0], expr.subjects[0], rows, expr.type)
        return result.because(*(subject.why for subject in subjects), result.why)

    def _cell(self, cells: Sequence[Term], expr: e.Lookup, subjects: Sequence[Term]) -> Term:
        if not expr.columns:
            return cells[0]
        arms = list(zip(expr.columns, cells, strict=True))
        return self._matched(subjects[1], expr.subjects[1], arms, expr.type)

    # ------------------------------------------------------------------ scales

    def _marginal(self, expr: e.Marginal, scale: int | None) -> Term:
        """The base, the column, then bracket by bracket as far as the base reaches, at last the cap."""
        parts, rates = self.scales.bracket_parts(expr), self.scales.bracket_rates(expr)
        if parts is None or rates is None:
            parts = rates = None
        base = self._kept(self.value(expr.base, parts))
        subject = None if expr.subject is None else self.subject(expr.subject)
        with self.in_choice():
            uppers = [None if b.upper is None else self._kept(self.value(b.upper, parts)) for b in expr.brackets]
            columns = range(len(expr.brackets[0].rates))
            sums = [
                bracketed(
                    Bracketed(base, tuple(uppers), tuple(self._kept(self.value(b.rates[i], rates)) for b in expr.brackets)),
                    expr.type,
                    self.cascade,
                )
                for i in columns
            ]
        if subject is not None and expr.subject is not None and expr.columns:
            total = self._matched(subject, expr.subject, list(zip(expr.columns, sums, strict=True)), expr.type)
        else:
            total = sums[0]
        total = total.because(base.why, None if subject is None else subject.why, total.why)
        whole = None if parts is None or rates is None else parts + rates
        total = amounts.rescaled(total, whole, scale, self.keep)
        if expr.cap is None:
            return total
        return self.extreme(total, self.value(expr.cap, scale), smallest=True)


def either_way(test: Expr, why: Expr | None, other: Expr | None) -> Expr | None:
    """Why there is no value, by a condition."""
    if why is None and other is None:
        return None
    if why is None:
        assert other is not None
        return sql.cases([(sql.negated(test), other)])
    if other is None:
        return sql.cases([(test, why)])
    return sql.cases([(test, why)], other)


def _joined(written: object, values: Sequence[Term], kind: Type) -> Term:
    """One of several values."""
    assert callable(written)
    low, high = min(value.low for value in values), max(value.high for value in values)
    den = None
    if values[0].den is not None:
        dens = [value.den for value in values if value.den is not None]
        same = all(d.value == dens[0].value for d in dens)
        most = max(d.high for d in dens)
        den = dens[0] if same else Term(_sized(written([d.value for d in dens]), dens, kind), 1, most)
    case = _sized(written([value.value for value in values]), values, kind)
    return Term(case, low, high, den=den, unlimited=any(value.unlimited for value in values))


def _sized(case: Expr, values: Sequence[Term], kind: Type) -> Expr:
    """A choice of bare numbers is one of 64 bits."""
    plain = all(value.literal is not None for value in values)
    return sql.whole(case) if plain and isinstance(kind, Quantity) else case
