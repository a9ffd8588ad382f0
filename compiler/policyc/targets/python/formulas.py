"""Formulas as Python expressions: amounts as scaled integers, days as dates, everything read as an attribute of the case ``c``.

The order of reading is the reference evaluator's, because it decides which hole is met first: where a later part needs
statements of its own (a ``match`` inside a sum), what stands before it is put into a local variable first.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import assert_never

from policyc.model import expressions as e
from policyc.model.policy import Policy
from policyc.model.types import DateType, EnumType, MonthType, Quantity, Type, Unlimited
from policyc.quantities.decimals import Rounding
from policyc.quantities.units import YEARS
from policyc.targets.python.code import Binds, Block, Code, integer, times
from policyc.targets.python.literals import UNLIMITED_NAME, day, member, scaled, width
from policyc.targets.python.names import Names
from policyc.targets.python.operators import compared, like, negated, reduced, rescaled
from policyc.targets.scales import Scales, finest

#: An expression that grows beyond this goes into a local variable, so that no line needs wrapping.
_LONG = 90

_ROUNDINGS = {
    Rounding.HALF_UP: "_half_up",
    Rounding.DOWN: "_down",
    Rounding.UP: "_up",
    Rounding.HALF_EVEN: "_half_even",
}
_OPPOSITE = {
    e.CompareOp.EQ: e.CompareOp.NE,
    e.CompareOp.NE: e.CompareOp.EQ,
    e.CompareOp.LT: e.CompareOp.GE,
    e.CompareOp.GE: e.CompareOp.LT,
    e.CompareOp.GT: e.CompareOp.LE,
    e.CompareOp.LE: e.CompareOp.GT,
}
_MIRRORED = {
    e.CompareOp.LT: e.CompareOp.GT,
    e.CompareOp.GT: e.CompareOp.LT,
    e.CompareOp.LE: e.CompareOp.GE,
    e.CompareOp.GE: e.CompareOp.LE,
}


class Formulas(ABC):
    """Writes the formulas of one function; subclasses add the statements that choices need."""

    def __init__(self, policy: Policy, names: Names, scales: Scales, block: Block) -> None:
        self.policy = policy
        self.names = names
        self.scales = scales
        self.block = block
        self._taken: set[str] = set()

    # ------------------------------------------------------------------ values

    def value(self, expr: e.Expr, scale: int | None = 0) -> Code:
        """A formula's value; an amount is counted at ``scale``. May write lines first."""
        if isinstance(expr, e.Literal):
            return self.literal(expr, scale)
        code = self._value(expr)
        if isinstance(expr.type, Quantity):
            code = rescaled(code, self.scales.of(expr), scale, unlimited=expr.facts.unlimited)
        return self._short(code)

    def _value(self, expr: e.Expr) -> Code:
        """The value at its own scale."""
        match expr:
            case e.Literal():
                return self.literal(expr, self.scales.of(expr))
            case e.Unspecified():
                return Code(f"_stop({self.hole(expr)})")
            case e.InputRef() | e.ParamRef() | e.RuleRef() | e.FieldRef() | e.Previous() | e.RecordYear() | e.ReadingRef():
                return Code(f"c.{self.names.of(expr)}")
            case e.Negate():
                operand = self.value(expr.operand, self.scales.of(expr))
                return Code(f"-{operand.within(Binds.SIGN if operand.text[0] != '-' else Binds.ATOM)}", Binds.SIGN)
            case e.Arithmetic():
                return self._arithmetic(expr)
            case e.ShiftDate():
                return self._shift(expr)
            case e.Compare():
                return self._compare(expr)
            case e.Within():
                return self._within(expr, "in")
            case e.Logic():
                return self._logic(expr)
            case e.Not():
                return self._not(expr.operand)
            case e.Call():
                return self._call(expr)
            case e.Round():
                return self.rounded(expr)
            case e.If() | e.Match() | e.Cases() | e.Default() | e.Lookup() | e.Marginal():
                return self.chosen(expr)
            case _:
                assert_never(expr)

    def values(self, wanted: Sequence[tuple[e.Expr, int | None]]) -> list[Code]:
        """Several values, read from the left."""
        return self.in_order([partial(self.value, expr, scale) for expr, scale in wanted])

    def in_order(self, writers: Sequence[Callable[[], Code]]) -> list[Code]:
        """What the writers give, read in their order: if one writes lines, what came before it is kept in a local."""
        codes: list[Code] = []
        for write in writers:
            before = len(self.block.lines)
            code = write()
            if len(self.block.lines) > before:
                written, self.block.lines[before:] = self.block.lines[before:], []
                codes = [self.kept(earlier) for earlier in codes]
                self.block.lines += written
            codes.append(code)
        return self._roomy(codes)

    def _roomy(self, codes: list[Code]) -> list[Code]:
        """The first ones in locals, as many as it takes for all to stand on one line; first ones, so that the order stays."""
        for i, code in enumerate(codes):
            if sum(width(c.text) + 2 for c in codes) <= _LONG:
                break
            codes[i] = self.kept(code)
        return codes

    def listed(self, values: Sequence[str]) -> str:
        """A tuple of constants; in a local, one a line, where they are many."""
        line = f"({', '.join(values)})"
        if width(line) <= _LONG - 40:
            return line
        name = self.fresh("values")
        self.block.line(f"{name} = (")
        with self.block.deeper():
            for value in values:
                self.block.line(f"{value},")
        self.block.line(")")
        return name

    def literal(self, expr: e.Literal, scale: int | None) -> Code:
        """A literal at a scale."""
        match expr.type, expr.value:
            case _, Unlimited():
                return Code(UNLIMITED_NAME if scale is not None else f"Fraction({UNLIMITED_NAME})", constant=True)
            case EnumType() as kind, member_value:
                assert not isinstance(member_value, bool | int | Fraction)
                return Code(member(member_value, kind), constant=True)  # type: ignore[arg-type]
            case ((DateType() | MonthType()), date):
                return Code(day(date), constant=True)  # type: ignore[arg-type]
            case Quantity(), Fraction() as amount:
                text = scaled(amount, scale)
                return integer(int(text)) if scale is not None else Code(text, constant=True)
            case _:
                return Code(str(expr.value), constant=True)

    # ------------------------------------------------------------------ arithmetic

    def _arithmetic(self, expr: e.Arithmetic) -> Code:
        if not isinstance(expr.left.type, Quantity) or not isinstance(expr.right.type, Quantity):
            return self._calendar(expr.op, expr.left, self.value(expr.left), expr.right, expr.type)
        scale = self.scales.of(expr)
        match expr.op:
            case e.ArithmeticOp.ADD | e.ArithmeticOp.SUBTRACT:
                left, right = self.values([(expr.left, scale), (expr.right, scale)])
                return self._sum(expr.op, left, right)
            case e.ArithmeticOp.MULTIPLY:
                return self._product(expr, scale)
            case e.ArithmeticOp.DIVIDE:
                return self._quotient(expr, scale)
            case _:
                assert_never(expr.op)

    def _sum(self, op: e.ArithmeticOp, left: Code, right: Code) -> Code:
        # a sum in a bracket may stay without it on the right of + only, but there the reader sees the policy's own order
        return Code(f"{left.within(Binds.SUM)} {op.value} {right.within(Binds.PRODUCT)}", Binds.SUM)

    def _product(self, expr: e.Arithmetic, scale: int | None) -> Code:
        own = [self.scales.of(expr.left), self.scales.of(expr.right)]
        exact = own[0] is None or own[1] is None
        left, right = self.values(
            [(expr.left, None), (expr.right, None)] if exact else list(zip((expr.left, expr.right), own, strict=True))
        )
        product = Code(f"{left.within(Binds.PRODUCT)} * {right.within(Binds.SIGN)}", Binds.PRODUCT)
        return rescaled(product, None, scale) if exact else product

    def _quotient(self, expr: e.Arithmetic, scale: int | None) -> Code:
        if scale is None and not self._exact(expr):
            n, d = self.ratio(expr, Fraction(1))
            return Code(f"Fraction({n.text}, {d.text})")
        if scale is None or self._exact(expr):
            return rescaled(self._divided(expr), None, scale)
        n, d = self.ratio(expr, Fraction(10**scale))
        return Code(f"{n.within(Binds.PRODUCT)} // {d.within(Binds.SIGN)}", Binds.PRODUCT)

    def _exact(self, expr: e.Arithmetic) -> bool:
        """Whether an operand is counted in fractions."""
        return self.scales.of(expr.left) is None or self.scales.of(expr.right) is None

    def _divided(self, expr: e.Arithmetic) -> Code:
        """A quotient of fractions."""
        left, right = self.values([(expr.left, None), (expr.right, None)])
        return Code(f"{left.within(Binds.PRODUCT)} / {right.within(Binds.SIGN)}", Binds.PRODUCT)

    def ratio(self, expr: e.Arithmetic, factor: Fraction) -> tuple[Code, Code]:
        """A quotient of integers, ``left / right * factor``, as numerator and denominator."""
        a, b = self.scales.of(expr.left), self.scales.of(expr.right)
        assert a is not None and b is not None
        left, right = self.values([(expr.left, a), (expr.right, b)])
        whole = factor * Fraction(10**b, 10**a)
        return times(left, whole.numerator), times(right, whole.denominator)

    def _calendar(self, op: e.ArithmeticOp, a: e.Expr, left: Code, b: e.Expr, kind: Type) -> Code:
        """A day, month or year moved by a count, or the difference of two of a kind; ``left`` is already written."""
        if not isinstance(a.type, Quantity) and not isinstance(b.type, Quantity):
            left, right = self.in_order([lambda: left, lambda: self.value(b)])
            match a.type:
                case DateType():
                    return Code(f"({left.within(Binds.SUM)} - {right.within(Binds.PRODUCT)}).days")
                case MonthType():
                    return Code(f"_months_between({left.text}, {right.text})")
                case _:
                    return self._sum(e.ArithmeticOp.SUBTRACT, left, right)
        left, right = self.in_order([lambda: left, lambda: self.value(b, 0)])
        if isinstance(a.type, Quantity):  # 3个月 + 月份
            left, right = right, left
        match kind:
            case DateType():
                return self._sum(op, left, Code(f"timedelta(days={right.text})"))
            case MonthType():
                sign = "" if op is e.ArithmeticOp.ADD else "-"
                return Code(f"_months_later({left.text}, {sign}{right.within(Binds.SIGN) if sign else right.text})")
            case _:
                return self._sum(op, left, right)

    def applied(self, op: e.ArithmeticOp, value: str, kind: Type, scale: int | None, by: e.Expr) -> Code:
        """A local variable of the default's type with a modifier applied."""
        so_far = Code(value)
        if not isinstance(kind, Quantity):
            return self._calendar(op, like(by, kind), so_far, by, kind)
        if op is e.ArithmeticOp.MULTIPLY:
            factor = self.value(by, None if scale is None else self.scales.of(by))
            return Code(f"{value} * {factor.within(Binds.SIGN)}", Binds.PRODUCT)
        return self._sum(op, so_far, self.value(by, scale))

    def _shift(self, expr: e.ShiftDate) -> Code:
        date, amount = self.values([(expr.date, 0), (expr.amount, 0)])
        assert isinstance(expr.amount.type, Quantity)
        months = times(amount, 12 if expr.amount.type.unit == YEARS else 1)
        moved = months.text if expr.sign > 0 else f"-{months.within(Binds.SIGN)}"
        return Code(f"_shifted_{'down' if expr.mode is Rounding.DOWN else 'up'}({date.text}, {moved})")

    # ------------------------------------------------------------------ conditions

    def _compare(self, expr: e.Compare) -> Code:
        scale = finest([self.scales.of(expr.left), self.scales.of(expr.right)])
        left, right = self.values([(expr.left, scale), (expr.right, scale)])
        if isinstance(expr.left, e.Literal) and not isinstance(expr.right, e.Literal):
            return compared(_MIRRORED.get(expr.op, expr.op), right, left, expr.left.type)
        return compared(expr.op, left, right, expr.left.type)

    def _within(self, expr: e.Within, word: str) -> Code:
        scale = finest(map(self.scales.of, (expr.operand, *expr.options)))
        operand = self.value(expr.operand, scale)
        if len(expr.options) > 1 and all(isinstance(option, e.Literal) for option in expr.options):
            listed = self.listed([self.value(option, scale).text for option in expr.options])
            return Code(f"{operand.within(Binds.SUM)} {word} {listed}", Binds.COMPARE)
        operand = self.kept(operand) if len(expr.options) > 1 else operand
        # What follows the option that is equal is not read.
        op, joined = (e.CompareOp.EQ, "or") if word == "in" else (e.CompareOp.NE, "and")
        kind = expr.operand.type
        return self._joined(joined, [partial(self._same, op, operand, option, scale, kind) for option in expr.options])

    def _same(self, op: e.CompareOp, operand: Code, option: e.Expr, scale: int | None, kind: Type) -> Code:
        return compared(op, operand, self.value(option, scale), kind)

    def _logic(self, expr: e.Logic) -> Code:
        return self._joined(expr.op.value, [partial(self.value, operand) for operand in expr.operands])

    def _joined(self, word: str, writers: Sequence[Callable[[], Code]]) -> Code:
        """``a and b and …``; an operand that needs lines of its own gets them behind an ``if``."""
        binds = Binds.AND if word == "and" else Binds.OR
        result = writers[0]()
        if len(writers) > 1:
            result = Code(result.within(Binds.NOT), binds)
        for write in writers[1:]:
            lines, self.block.lines = self.block.lines, []
            with self.block.deeper():
                operand = write()
            written, self.block.lines = self.block.lines, lines
            if not written:
                if width(result.text) + width(operand.text) > _LONG:
                    result = self.kept(result)
                result = Code(f"{result.text} {word} {operand.within(Binds.NOT)}", binds)
                continue
            name = self.fresh("met")
            self.block.line(f"{name} = {result.text}")
            self.block.line(f"if {'' if word == 'and' else 'not '}{name}:")
            self.block.lines += written
            with self.block.deeper():
                self.block.line(f"{name} = {operand.text}")
            result = Code(name)
        return result

    def _not(self, operand: e.Expr) -> Code:
        match operand:
            case e.Compare():
                return self._compare(replace(operand, op=_OPPOSITE[operand.op]))
            case e.Within():
                return self._within(operand, "not in")
            case e.Not():
                return self.value(operand.operand)
            case _:
                return negated(self.value(operand))

    # ------------------------------------------------------------------ functions

    def _call(self, expr: e.Call) -> Code:
        scale = self.scales.of(expr)
        arguments = self.values([(argument, scale) for argument in expr.arguments])
        listed = ", ".join(argument.text for argument in arguments)
        match expr.function:
            case e.Function.MIN | e.Function.MAX:
                return Code(f"{expr.function.value}({listed})")
            case e.Function.AGE:
                return Code(f"_full_years({listed})")
            case e.Function.MONTH_OF | e.Function.FIRST_DAY:
                return Code(f"{arguments[0].within(Binds.ATOM)}.replace(day=1)")
            case e.Function.YEAR_OF:
                return Code(f"{arguments[0].within(Binds.ATOM)}.year")
            case e.Function.JANUARY:
                return Code(f"date({listed}, 1, 1)")
            case e.Function.LAST_DAY:
                return Code(f"_last_day({listed})")
            case _:
                assert_never(expr.function)

    def rounded(self, expr: e.Round, record: Callable[[Code, int | None], None] | None = None) -> Code:
        """A rounding; ``record`` is told the exact value and its scale before it is rounded."""
        scale = self.scales.of(expr)
        assert scale is not None
        unit = int(expr.unit * 10**scale)
        inner = self.scales.of(expr.operand)
        operand = expr.operand
        if (
            isinstance(operand, e.Arithmetic)
            and operand.op is e.ArithmeticOp.DIVIDE
            and inner is None
            and not self._exact(operand)
        ):
            # the common case needs no fractions
            n, d = self.ratio(operand, Fraction(10**scale, unit))
            return times(Code(f"{_ROUNDINGS[expr.mode]}({n.text}, {d.text})"), unit)
        exact = self.value(operand, inner)
        if record is not None or operand.facts.unlimited:
            exact = self.kept(exact, "exact")
        if record is not None:
            record(exact, inner)
        if inner is not None and (10**scale) % (10**inner * unit) == 0:
            return rescaled(exact, inner, scale, unlimited=operand.facts.unlimited)  # never finer than the unit
        multiplied, divided_by = (times(exact, 10**scale), unit) if inner is None else reduced(exact, scale, inner, unit)
        result = times(Code(f"{_ROUNDINGS[expr.mode]}({multiplied.text}, {divided_by})"), unit)
        if operand.facts.unlimited:
            return Code(f"{exact.text} if {exact.text} >= {UNLIMITED_NAME} else {result.text}", Binds.IF)
        return result

    # ------------------------------------------------------------------ locals

    def kept(self, code: Code, name: str = "x") -> Code:
        """The value in a local variable."""
        if code.constant:
            return code
        local = self.fresh(name)
        self.block.line(f"{local} = {code.text}")
        return Code(local, constant=True)

    def fresh(self, name: str) -> str:
        """A local name that is not taken in this function."""
        if name not in self._taken and not self.names.is_used_in_functions(name):
            self._taken.add(name)
            return name
        i = next(i for i in range(2, 10**6) if f"{name}_{i}" not in self._taken)
        self._taken.add(f"{name}_{i}")
        return f"{name}_{i}"

    def _short(self, code: Code) -> Code:
        return self.kept(code) if width(code.text) > _LONG else code

    # ------------------------------------------------------------------ what subclasses add

    @abstractmethod
    def chosen(self, expr: e.If | e.Match | e.Cases | e.Default | e.Lookup | e.Marginal) -> Code:
        """The value of a choice, at its own scale, in a local variable."""

    @abstractmethod
    def hole(self, expr: e.Unspecified) -> str:
        """The exception of a hole."""
