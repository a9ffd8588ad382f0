"""Formulas → terms, at the scale at which each is counted; what is read in which order decides why there is no value.

What choices become is in :mod:`.choices`; where names lead is told by a :class:`Reader`.
"""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import Protocol, assert_never

from sqlglot import exp

from policyc.model import expressions as e
from policyc.model.policy import Param, Policy
from policyc.model.types import UNLIMITED, Bool, DateType, Member, MonthType, Quantity, Type, Value, YearType, ordinal
from policyc.quantities.decimals import Rounding, scale_of
from policyc.quantities.units import YEARS
from policyc.targets.columns import amounts, dates, sql, terms
from policyc.targets.columns.chain import Chain
from policyc.targets.columns.sql import Expr
from policyc.targets.columns.terms import Term
from policyc.targets.columns.texts import Texts
from policyc.targets.scales import Scales, finest
from policyc.wording.amounts import amount
from policyc.wording.formulas import formula

_COMPARED: dict[e.CompareOp, type[exp.Binary]] = {
    e.CompareOp.EQ: exp.EQ,
    e.CompareOp.NE: exp.NEQ,
    e.CompareOp.LT: exp.LT,
    e.CompareOp.LE: exp.LTE,
    e.CompareOp.GT: exp.GT,
    e.CompareOp.GE: exp.GTE,
}


class Reader(Protocol):
    """Where the names of a formula lead: the columns of the row, in a track those of a record."""

    def input(self, name: str) -> Term:
        """An input."""

    def rule(self, name: str) -> Term:
        """What another rule comes to."""

    def field(self, name: str) -> Term:
        """A field of the record at hand, or of the last."""

    def previous(self, name: str) -> Term:
        """What a track was a record before."""

    def year(self, name: str) -> Term:
        """The year of a history's record at hand, or of its last."""


class Formulas(ABC):
    """Translates the formulas of one rule; a subclass adds the choices."""

    def __init__(self, policy: Policy, scales: Scales, texts: Texts, chain: Chain, reader: Reader, name: str, label: str) -> None:
        """name: how columns begin that hold what is needed twice. label: what is worked out, in Chinese."""
        self.policy = policy
        self.scales = scales
        self.texts = texts
        self.chain = chain
        self.reader = reader
        self._name = name
        self._label = label
        self._within_choice = False

    # ------------------------------------------------------------------ values

    def value(self, expr: e.Expr, scale: int | None = 0) -> Term:
        """A formula's value; an amount is counted at ``scale``."""
        if isinstance(expr, e.Literal):
            return self.constant(expr.value, expr.type, scale, expr.text)
        if isinstance(expr, e.ParamRef):
            return self._param(self.policy.param[expr.name], scale)
        if isinstance(expr, e.Unspecified):
            return nothing(expr.type, self.texts.hole(expr.span), scale)
        term = self._value(expr)
        if not isinstance(expr.type, Quantity):
            return self._told(term, expr) if isinstance(expr.type, MonthType) else term
        return self._told(amounts.rescaled(self._narrowed(term, expr), self.scales.of(expr), scale, self.keep), expr)

    def _narrowed(self, term: Term, expr: e.Expr) -> Term:
        """Within what is proved of the formula; inside a choice that holds only of rows that come there."""
        scale = self.scales.of(expr)
        if self._within_choice or scale is None or term.unlimited or term.literal is not None:
            return term
        known = narrowed(term, expr.facts, scale)
        return known if known.low < known.high or known.may_stop else terms.number(known.low)

    def _told(self, term: Term, expr: e.Expr) -> Term:
        """A figure that was worked out here, with the formula that it comes from."""
        plain = term.literal is not None and not term.value.comments
        return replace(term, value=sql.remarked(sql.own(term.value), formula(expr, self.policy))) if plain else term

    def _value(self, expr: e.Expr) -> Term:
        """The value at its own scale."""
        match expr:
            case e.Literal() | e.ParamRef() | e.Unspecified():
                return self.value(expr, self.scales.of(expr))
            case e.InputRef():
                return self.reader.input(expr.name)
            case e.RuleRef():
                return self.reader.rule(expr.name)
            case e.FieldRef():
                return self.reader.field(expr.name)
            case e.Previous():
                return self.reader.previous(expr.name)
            case e.RecordYear():
                return self.reader.year(expr.name)
            case e.ReadingRef():
                reading = self.policy.reading[expr.name]
                return self.constant(reading.taken, reading.type, 0, reading.taken.name)
            case e.Negate():
                return amounts.opposite(self.value(expr.operand, self.scales.of(expr)))
            case e.Arithmetic():
                return self._arithmetic(expr)
            case e.ShiftDate():
                return self._shift(expr)
            case e.Compare():
                return self._compare(expr)
            case e.Within():
                return self._within(expr)
            case e.Logic():
                first = self.value(expr.operands[0])
                with self.in_choice():
                    return self._logic(expr.op, [first, *(self.value(operand) for operand in expr.operands[1:])])
            case e.Not():
                operand = self.value(expr.operand)
                return replace(operand, value=sql.negated(operand.value))
            case e.Call():
                return self._call(expr)
            case e.Round():
                return self._rounded(expr)
            case e.If() | e.Match() | e.Cases() | e.Default() | e.Lookup() | e.Marginal():
                return self.chosen(expr)
            case _:
                assert_never(expr)

    def constant(self, value: Value, kind: Type, scale: int | None, said: str = "") -> Term:
        """A value that is known, with what it is called."""
        if value is UNLIMITED:
            return amounts.rescaled(terms.unlimited(), 0, None, self.keep) if scale is None else terms.unlimited()
        match value:
            case bool():
                return Term(exp.true() if value else exp.false())
            case Member():
                return terms.number(value.index, said or value.name)
            case datetime.date() if isinstance(kind, DateType):
                return Term(sql.date(value.isoformat(), said if said != value.isoformat() else ""))
            case datetime.date() | int():
                return terms.number(int(ordinal(value, kind)), said if not isinstance(kind, YearType) else "")
            case _:
                assert isinstance(value, Fraction)
                n = value if scale is None else value * 10**scale
                assert scale is None or n.denominator == 1, (value, scale)
                term = terms.number(n.numerator, said if said != str(n.numerator) else "")
                return term if scale is not None else replace(term, den=terms.number(n.denominator))

    def _param(self, param: Param, scale: int | None) -> Term:
        value = param.bound.value
        if value is None:
            return nothing(param.type, self.texts.open_param(param), scale)
        said = f"{param.name}{amount(value, param.type)}"
        return self.constant(value, param.type, scale, said)

    # ------------------------------------------------------------------ arithmetic

    def _arithmetic(self, expr: e.Arithmetic) -> Term:
        if not isinstance(expr.left.type, Quantity) or not isinstance(expr.right.type, Quantity):
            left, right = self.value(expr.left), self.value(expr.right)
            return dates.moved(expr.op, left, expr.left.type, right, expr.right.type, expr.type)
        scale = self.scales.of(expr)
        match expr.op:
            case e.ArithmeticOp.ADD | e.ArithmeticOp.SUBTRACT:
                return self.summed(expr.op, self.value(expr.left, scale), self.value(expr.right, scale))
            case e.ArithmeticOp.MULTIPLY:
                return self._product(expr, scale)
            case e.ArithmeticOp.DIVIDE:
                return self._quotient(expr, scale)
            case _:
                assert_never(expr.op)

    def summed(self, op: e.ArithmeticOp, left: Term, right: Term) -> Term:
        """A sum or a difference of amounts at one scale."""
        return amounts.add(left, right, terms.add if op is e.ArithmeticOp.ADD else terms.subtract)

    def _product(self, expr: e.Arithmetic, scale: int | None) -> Term:
        own = [self.scales.of(expr.left), self.scales.of(expr.right)]
        exact = None in own
        left, right = (self.value(x, None if exact else s) for x, s in zip((expr.left, expr.right), own, strict=True))
        product = amounts.multiply(left, right)
        return amounts.rescaled(product, None, scale, self.keep) if exact else product

    def _quotient(self, expr: e.Arithmetic, scale: int | None) -> Term:
        if self._is_exact(expr):
            left, right = self.value(expr.left, None), self.value(expr.right, None)
            ratio = amounts.divide(left, right, negative=expr.right.facts.high < 0)
            return amounts.rescaled(ratio, None, scale, self.keep)
        if scale is None:
            n, d = self.ratio(expr, Fraction(1))
            return replace(n, den=d, why=terms.first([n.why, d.why]))
        return terms.quotient(*self.ratio(expr, Fraction(10**scale)))

    def _is_exact(self, expr: e.Arithmetic) -> bool:
        """Whether an operand is counted in fractions."""
        return self.scales.of(expr.left) is None or self.scales.of(expr.right) is None

    def ratio(self, expr: e.Arithmetic, factor: Fraction) -> tuple[Term, Term]:
        """A quotient of whole numbers, ``left / right * factor``, as numerator and denominator, which is above 0."""
        a, b = self.scales.of(expr.left), self.scales.of(expr.right)
        assert a is not None and b is not None
        left, right = self.value(expr.left, a), self.value(expr.right, b)
        if expr.right.facts.high < 0:
            left, right = amounts.opposite(left), amounts.opposite(right)
        share = factor * Fraction(10**b, 10**a)
        return terms.times(left, share.numerator), terms.times(right, share.denominator)

    def _rounded(self, expr: e.Round) -> Term:
        scale = self.scales.of(expr)
        assert scale is not None
        unit = int(expr.unit * 10**scale)
        inner = self.scales.of(expr.operand)
        operand = expr.operand
        divided = isinstance(operand, e.Arithmetic) and operand.op is e.ArithmeticOp.DIVIDE and inner is None
        if divided and isinstance(operand, e.Arithmetic) and not self._is_exact(operand):
            n, d = self.ratio(operand, Fraction(10**scale, unit))
            return terms.times(self._to_whole(n, d, expr.mode), unit)
        exact = self.value(operand, inner)
        if inner is not None and (10**scale) % (10**inner * unit) == 0:
            return amounts.rescaled(exact, inner, scale, self.keep)  # never finer than the unit
        if inner is None:
            n, d = amounts.parts(exact)
            n, d = terms.times(n, 10**scale), terms.times(d, unit)
        else:
            share = Fraction(10**scale, 10**inner * unit)
            exact = replace(exact, value=self.keep(exact.value)) if exact.unlimited else exact
            n, d = terms.times(replace(exact, unlimited=False), share.numerator), terms.number(share.denominator)
        result = terms.times(self._to_whole(n, d, expr.mode), unit)
        return self._or_unlimited(exact, result) if exact.unlimited else result

    def _to_whole(self, n: Term, d: Term, mode: Rounding) -> Term:
        return amounts.rounded(n, d, mode, self.keep)

    def _or_unlimited(self, exact: Term, result: Term) -> Term:
        """What was rounded; ``unlimited`` passes through."""
        top = sql.number(terms.top(exact))
        finite, same = sql.binary(exp.LT, exact.value, top), sql.binary(exp.EQ, exact.value, top)
        value = sql.cases([(finite, result.value), (same, sql.number(terms.top(result)))])
        return replace(result, value=value, why=exact.why, unlimited=True)

    # ------------------------------------------------------------------ dates

    def _shift(self, expr: e.ShiftDate) -> Term:
        date, amount = self.value(expr.date), self.value(expr.amount)
        assert isinstance(expr.amount.type, Quantity)
        months = terms.times(amount, 12 if expr.amount.type.unit == YEARS else 1)
        months = months if expr.sign > 0 else amounts.opposite(months)
        return dates.shifted(date, months, expr.mode, self.keep).because(date.why, amount.why)

    # ------------------------------------------------------------------ conditions

    def _compare(self, expr: e.Compare) -> Term:
        scale = finest([self.scales.of(expr.left), self.scales.of(expr.right)])
        left, right = self.value(expr.left, scale), self.value(expr.right, scale)
        return self.compared(expr.op, left, right)

    def compared(self, op: e.CompareOp, left: Term, right: Term) -> Term:
        """A comparison of two values of one type and scale."""
        why = terms.first([left.why, right.why])
        if isinstance(right.value, exp.Boolean):
            same = (op is e.CompareOp.EQ) == bool(right.value.this)
            return Term(left.value if same else sql.negated(left.value), why=why)
        return Term(amounts.compared(_COMPARED[op], left, right), why=why)

    def _within(self, expr: e.Within) -> Term:
        scale = finest(map(self.scales.of, (expr.operand, *expr.options)))
        operand = self.value(expr.operand, scale)
        options = [self.value(option, scale) for option in expr.options]
        if all(option.literal is not None for option in options) and operand.den is None:
            listed = sql.one_of(operand.value, [option.value for option in options])
            return Term(listed if len(options) > 1 else sql.binary(exp.EQ, operand.value, options[0].value), why=operand.why)
        operand = replace(operand, value=self.keep(operand.value))
        known = replace(operand, why=None)
        equal = [self.compared(e.CompareOp.EQ, known, option) for option in options]
        result = self._logic(e.LogicOp.OR, equal)  # all of it is NULL where the operand is
        return result.because(operand.why, result.why)

    def _logic(self, op: e.LogicOp, operands: Sequence[Term]) -> Term:
        """Read from the left; what no longer matters is not read."""
        goes_on = op is e.LogicOp.AND
        result = operands[-1]
        for operand in reversed(operands[:-1]):
            kept = replace(operand, value=self.keep(operand.value) if operand.may_stop or result.may_stop else operand.value)
            on = kept.value if goes_on else sql.negated(kept.value)
            later = sql.cases([(on, result.why)]) if result.why is not None else None
            if kept.may_stop:
                value = sql.cases([(on, result.value)], kept.value)  # FALSE, TRUE, or NULL, as it is itself
            else:
                value = sql.both([kept.value, result.value]) if goes_on else sql.either([kept.value, result.value])
            result = Term(value, why=terms.first([kept.why, later]))
        return result

    # ------------------------------------------------------------------ functions

    def _call(self, expr: e.Call) -> Term:
        scale = self.scales.of(expr)
        arguments = [self.value(argument, scale) for argument in expr.arguments]
        why = terms.first([argument.why for argument in arguments])
        match expr.function:
            case e.Function.MIN | e.Function.MAX:
                result = arguments[0]
                for argument in arguments[1:]:
                    result = self.extreme(result, argument, smallest=expr.function is e.Function.MIN)
                return result
            case _:
                kind = expr.arguments[0].type
                return dates.called(expr.function, arguments, kind, self.keep).because(why)

    def extreme(self, left: Term, right: Term, *, smallest: bool) -> Term:
        """The smaller or the larger of two values, both of which are read."""
        left, right = terms.alike([left, right])
        if left.literal is not None and right.literal is not None and left.den is None and right.den is None:
            return left if (left.literal <= right.literal) == smallest else right
        left, right = self._kept(left), self._kept(right)
        kind = exp.LTE if smallest else exp.GTE
        first = amounts.compared(kind, left, right)
        stops = left.may_stop or right.may_stop

        def chosen(a: Expr, b: Expr) -> Expr:
            return sql.chosen(first, a, b) if stops else sql.cases([(first, a)], b)

        ends = (min, max)[not smallest]
        low, high = ends(left.low, right.low), ends(left.high, right.high)
        if left.unlimited or right.unlimited:
            low, high = min(left.low, right.low), max(left.high, right.high)
        den = None
        if left.den is not None and right.den is not None:
            largest = max(left.den.high, right.den.high)
            den = Term(chosen(left.den.value, right.den.value), 1, largest)
            low, high = min(left.low, right.low), max(left.high, right.high)
        unlimited = (left.unlimited and right.unlimited) if smallest else (left.unlimited or right.unlimited)
        same = left.literal is not None and right.literal is not None
        value = chosen(left.value, right.value)
        value = sql.whole(value) if same else value
        return Term(value, low, high, terms.first([left.why, right.why]), den, unlimited=unlimited)

    def _kept(self, term: Term) -> Term:
        """The term, with what is written twice in columns of its own."""
        den = None if term.den is None else replace(term.den, value=self.keep(term.den.value))
        return replace(term, value=self.keep(term.value), den=den)

    def keep(self, value: Expr) -> Expr:
        """The value in a column of its own, unless it is short."""
        return self.chain.keep(value, f"{self._name}_x", f"{self._label}：其中一步")

    @contextmanager
    def in_choice(self) -> Iterator[None]:
        """What is translated inside may be reckoned for rows that take another way."""
        outer, self._within_choice = self._within_choice, True
        yield
        self._within_choice = outer

    # ------------------------------------------------------------------ what the subclass adds

    @abstractmethod
    def chosen(self, expr: e.If | e.Match | e.Cases | e.Default | e.Lookup | e.Marginal) -> Term:
        """The value of a choice, at its own scale."""


def nothing(kind: Type, why: Expr, scale: int | None = 0) -> Term:
    """No value, and why."""
    match kind:
        case Bool():
            return Term(exp.cast(exp.null(), "BOOLEAN"), why=why)
        case DateType():
            return Term(exp.cast(exp.null(), "DATE"), why=why)
        case _:
            term = Term(exp.cast(exp.null(), "BIGINT"), why=why)
            return replace(term, den=terms.number(1)) if scale is None and isinstance(kind, Quantity) else term


def narrowed(term: Term, facts: e.Facts, scale: int) -> Term:
    """A whole number at a scale, between no more than what is proved."""
    low, high = floor(facts.low * 10**scale), ceil(facts.high * 10**scale)
    return replace(term, low=max(term.low, low), high=max(max(term.low, low), min(term.high, high)))


def counted(value: Fraction, scale: int) -> int | None:
    """A figure as it is counted at a scale; None where it is finer."""
    needed = scale_of(value)
    return int(value * 10**scale) if needed is not None and needed <= scale else None
