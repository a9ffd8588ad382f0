"""Whether a column made otherwise can change any result at all: z3 is asked for a row in which it does.

Every column is read as a formula about the columns that are given: its value, and whether it is NULL. There is no row means that
the two mean the same, whatever people there are; overflow aside, which the ranges of inputs rule out. What cannot be read is not
decided. A day stands as a number that sorts as days do, (year · 12 + month - 1) · 32 + day, a text as the number of its kind.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import z3  # type: ignore[import-untyped, unused-ignore]
from sqlglot import exp

from policyc.targets.columns.plan import LEFT_OUT
from tests.columns.bench import RESULT, Apart

#: z3's own count of steps, the same on every machine: of its solver for whole numbers, and of the general one.
STEPS, MORE = 4_000_000, 30_000_000


class Unread(Exception):
    """A part of a query is not read; the message is the part."""


class Undecided(Exception):
    """z3 gave up, or a part is not read."""


@dataclass(frozen=True)
class Cell:
    """A value, and whether it is NULL; the value is None where it always is. A decimal stands as the units of its last place."""

    value: Any
    null: Any
    scale: int = 0


_YES, _NO = z3.BoolVal(val=True), z3.BoolVal(val=False)
NULL = Cell(None, _YES)
_Columns = Callable[[str], Cell]


class Prover:
    """Asks about the columns of one query. types: DuckDB's of the columns that are given."""

    def __init__(self, apart: Apart, types: Mapping[str, str]) -> None:
        self.apart = apart
        self._types = types
        self._texts: dict[str, int] = {}
        self._given: dict[str, Cell] = {}
        self._domains: list[Any] = []
        self._known: dict[str, Cell] = {}

    def row(self, name: str, instead: exp.Expr) -> dict[str, object] | None:
        """A row in which a result is another with ``instead`` in the place of a column; None if there is none.

        Raises Undecided.
        """
        try:
            with suppress(Undecided):  # whatever the columns are that they read: that is soon decided
                if self._found(name, instead, self._free) is None:
                    return None
            return self._found(name, instead, self._column)
        except (Unread, z3.Z3Exception) as error:
            raise Undecided(str(error)) from error

    def _found(self, name: str, instead: exp.Expr, leaf: _Columns) -> dict[str, object] | None:
        """The same, where what the column and those that hang on it read else is given by ``leaf``."""
        before, now = {name: self._read(self.apart.columns[name].this, leaf)}, {name: self._read(instead, leaf)}
        with suppress(Undecided):
            if self._asked([_differ(before[name], now[name])]) is None:
                return None
        for each in self.apart.resting_on(name):
            column = self.apart.columns[each].this
            before[each] = self._read(column, lambda read: before.get(read) or leaf(read))
            now[each] = self._read(column, lambda read: now.get(read) or leaf(read))
        left_out = f"{RESULT}{LEFT_OUT}"
        is_left_out = (before.get(left_out) or leaf(left_out)).value if left_out in self.apart.columns else _NO
        differing = []
        for each in (each for each in now if each.startswith(RESULT)):
            differs = _differ(before[each], now[each])
            differing.append(differs if each == left_out else z3.And(z3.Not(is_left_out), differs))
        return self._asked(differing)

    def _asked(self, one_of: Sequence[Any]) -> dict[str, object] | None:
        """A row for which one of the claims holds. They are asked one after the other: some are hard, and one is enough."""
        undecided = None
        for claim in one_of:
            for solver, steps in (z3.SolverFor("QF_LIA"), STEPS), (z3.Solver(), MORE):  # hard for one, easy for the other
                solver.set("rlimit", steps)
                solver.add(*self._domains, claim)
                answer = solver.check()
                if answer == z3.sat:
                    model = solver.model()
                    return {name: self._shown(name, cell, model) for name, cell in self._given.items()}
                if answer == z3.unsat:
                    break
            else:
                undecided = solver.reason_unknown()
        if undecided is not None:
            raise Undecided(undecided)
        return None

    # ------------------------------------------------------------------ columns

    def _column(self, name: str) -> Cell:
        if name in self._known:
            return self._known[name]
        if name not in self.apart.columns:
            return self._as_given(name)
        for each in self.apart.columns:  # in order, so that none waits for many others
            if each not in self._known:
                self._known[each] = self._read(self.apart.columns[each].this, self._column)
            if each == name:
                break
        return self._known[name]

    def _free(self, name: str) -> Cell:
        """Anything that the column could hold by its kind."""
        cell = self._column(name)
        if name not in self.apart.columns or cell.value is None:
            return cell
        return replace(cell, value=z3.Const(f"any {name}", cell.value.sort()), null=z3.Bool(f"any {name} is null"))

    def _as_given(self, name: str) -> Cell:
        if name not in self._given:
            kind, null = self._types[name], z3.Bool(f"{name} is null")
            value = z3.Bool(name) if kind == "BOOLEAN" else z3.Int(name)
            if kind == "DATE":
                self._domains.append(_is_day(value))
            self._given[name] = Cell(value, null, _scale(kind))
        return self._given[name]

    def _shown(self, name: str, cell: Cell, model: Any) -> object:
        if z3.is_true(model.eval(cell.null, model_completion=True)):
            return None
        kind, value = self._types[name], model.eval(cell.value, model_completion=True)
        if kind == "BOOLEAN":
            return z3.is_true(value)
        if kind == "DATE":
            months, day = divmod(value.as_long(), 32)
            return datetime.date(months // 12, months % 12 + 1, day)
        if kind == "VARCHAR":
            return next((text for text, number in self._texts.items() if number == value.as_long()), "nobody")
        if scale := _scale(kind):
            return Decimal(f"{value.as_long()}E-{scale}")
        return value.as_long()

    # ------------------------------------------------------------------ formulas

    def _read(self, node: exp.Expr, columns: _Columns) -> Cell:
        def read(part: exp.Expr) -> Cell:
            return self._read(part, columns)

        match node:
            case exp.Column():
                return columns(node.name)
            case exp.Paren():
                return read(node.this)
            case exp.Null():
                return NULL
            case exp.Boolean():
                return _plain(_YES if node.this else _NO)
            case exp.Literal() if node.is_string:
                return _plain(z3.IntVal(self._texts.setdefault(node.name, len(self._texts))))
            case exp.Literal():
                whole, _, places = node.name.partition(".")
                return Cell(z3.IntVal(whole + places), _NO, len(places))
            case exp.Cast(this=exp.Literal(is_string=True) as text) if node.to.is_type("DATE"):
                day = datetime.date.fromisoformat(text.name)
                return _plain(z3.IntVal((day.year * 12 + day.month - 1) * 32 + day.day))
            case exp.Cast():
                return _cast(read(node.this), node.to)
            case exp.Case() if node.this is None:
                return self._case(node, read)
            case exp.Coalesce():
                found = NULL
                for part in reversed([node.this, *node.expressions]):
                    cell = read(part)
                    found = _either(z3.Not(cell.null), cell, found)
                return found
            case exp.And():
                one, other = read(node.this), read(node.expression)
                return _both(one, other)
            case exp.Or():
                one, other = _not(read(node.this)), _not(read(node.expression))
                return _not(_both(one, other))
            case exp.Not():
                return _not(read(node.this))
            case exp.Is(expression=exp.Null()):
                return _plain(read(node.this).null)
            case exp.Is(expression=exp.Not(this=exp.Null())):
                return _not(_plain(read(node.this).null))
            case exp.Between():
                value = read(node.this)
                low, high = (read(node.args[end]) for end in ("low", "high"))
                return _both(_strict(_GTE, value, low), _strict(_LTE, value, high))
            case exp.In(expressions=options) if options:
                value = read(node.this)
                found = _not(_strict(_EQ, value, read(options[0])))
                for option in options[1:]:
                    found = _both(found, _not(_strict(_EQ, value, read(option))))
                return _not(found)
            case exp.Neg():
                return _strict(lambda a, _: -a, *[read(node.this)] * 2)
            case exp.Extract():
                return _part(node.name, read(node.expression))
            case exp.Anonymous() if node.name.upper() == "MAKE_DATE":
                return _day(*(read(part) for part in node.expressions))
            case exp.Mul():
                return _times(read(node.this), read(node.expression))
            case exp.IntDiv() | exp.Mod():
                return _divided(read(node.this), read(node.expression), quotient=isinstance(node, exp.IntDiv))
            case exp.Binary() if type(node) in _STRICT:
                return _strict(_STRICT[type(node)], read(node.this), read(node.expression))
        raise Unread(node.sql("duckdb"))

    def _case(self, node: exp.Case, read: Callable[[exp.Expr], Cell]) -> Cell:
        default = node.args.get("default")
        found = NULL if default is None else read(default)
        for branch in reversed(node.args["ifs"]):
            test = read(branch.this)
            if test.value is not None:
                found = _either(z3.And(z3.Not(test.null), test.value), read(branch.args["true"]), found)
        return found


def _differ(one: Cell, other: Cell) -> Any:
    if one.value is None or other.value is None:
        return one.null != other.null
    first, second = _alike(one, other)
    return z3.Or(one.null != other.null, z3.And(z3.Not(one.null), first != second))


def _plain(value: Any) -> Cell:
    return Cell(value, _NO)


def _alike(one: Cell, other: Cell) -> tuple[Any, Any]:
    """The two in one sort and with as many places: yes or no counts 1 or 0 where the other is a number."""
    values = [cell.value for cell in (one, other)]
    if z3.is_bool(values[0]) and z3.is_bool(values[1]):
        return values[0], values[1]
    scale = max(one.scale, other.scale)
    return _number(one.value) * 10 ** (scale - one.scale), _number(other.value) * 10 ** (scale - other.scale)


def _number(value: Any) -> Any:
    return z3.If(value, z3.IntVal(1), z3.IntVal(0)) if z3.is_bool(value) else value


def _either(test: Any, one: Cell, other: Cell) -> Cell:
    null = z3.If(test, one.null, other.null)
    if one.value is None or other.value is None:
        return replace(other if one.value is None else one, null=null)
    first, second = _alike(one, other)
    return Cell(z3.If(test, first, second), null, max(one.scale, other.scale))


def _not(cell: Cell) -> Cell:
    return cell if cell.value is None else Cell(z3.Not(cell.value), cell.null)


def _both(one: Cell, other: Cell) -> Cell:
    """Both: no, if one is no, whatever the other is."""
    first, second = (_YES if cell.value is None else cell.value for cell in (one, other))
    no = z3.Or(z3.And(z3.Not(one.null), z3.Not(first)), z3.And(z3.Not(other.null), z3.Not(second)))
    return Cell(z3.Not(no), z3.And(z3.Or(one.null, other.null), z3.Not(no)))


def _strict(operation: Callable[[Any, Any], Any], one: Cell, other: Cell) -> Cell:
    """NULL, if one of the two is."""
    if one.value is None or other.value is None:
        return NULL
    first, second = _alike(one, other)
    found = operation(first, second)
    return Cell(found, z3.Or(one.null, other.null), 0 if z3.is_bool(found) else max(one.scale, other.scale))


def _times(one: Cell, other: Cell) -> Cell:
    """The product; a hundredfold of hundredths are whole."""
    if one.value is None or other.value is None:
        return NULL
    first, second, scale = one.value, other.value, one.scale + other.scale
    if z3.is_int_value(second) and second.as_long():
        figure = second.as_long()
        while scale and figure % 10 == 0:
            figure, scale = figure // 10, scale - 1
        second = z3.IntVal(figure)
    return Cell(first if z3.eq(second, z3.IntVal(1)) else first * second, z3.Or(one.null, other.null), scale)


def _EQ(one: Any, other: Any) -> Any:
    return one == other


def _GTE(one: Any, other: Any) -> Any:
    return one >= other


def _LTE(one: Any, other: Any) -> Any:
    return one <= other


_STRICT: dict[type[exp.Expr], Callable[[Any, Any], Any]] = {
    exp.EQ: _EQ,
    exp.NEQ: lambda a, b: a != b,
    exp.GTE: _GTE,
    exp.LTE: _LTE,
    exp.GT: lambda a, b: a > b,
    exp.LT: lambda a, b: a < b,
    exp.Add: lambda a, b: a + b,
    exp.Sub: lambda a, b: a - b,
}


def _divided(one: Cell, other: Cell, *, quotient: bool) -> Cell:
    """Towards zero; by zero there is none."""
    if one.value is None or other.value is None:
        return NULL
    a, b = one.value, other.value
    if not z3.is_int_value(b) or b.as_long() <= 0 or one.scale or other.scale:
        raise Unread(f"{a} by {b}")
    whole = z3.If(a >= 0, a / b, -(-a / b))
    return Cell(whole if quotient else a - b * whole, z3.Or(one.null, other.null))


def _cast(cell: Cell, to: exp.DataType) -> Cell:
    """Whole numbers and decimals, rounded half away from zero; texts stay texts."""
    kind = to.sql("duckdb")
    if cell.value is None or kind in ("VARCHAR", "TEXT"):
        return cell
    if kind not in _WHOLE and not kind.startswith("DECIMAL"):
        raise Unread(kind)
    value, more = _number(cell.value), _scale(kind) - cell.scale
    if more >= 0:
        value = value * 10**more
    else:
        unit = 10**-more
        value = z3.If(value >= 0, (value + unit // 2) / unit, -((-value + unit // 2) / unit))
    return Cell(value, cell.null, _scale(kind))


_WHOLE = {"TINYINT", "SMALLINT", "INT", "BIGINT", "INT128", "HUGEINT"}


def _scale(kind: str) -> int:
    """The decimal places of a type."""
    found = re.fullmatch(r"DECIMAL\(\d+, ?(\d+)\)", kind)
    return int(found[1]) if found else 0


def _part(name: str, day: Cell) -> Cell:
    if day.value is None:
        return NULL
    match name.upper():
        case "DAY":
            return Cell(day.value % 32, day.null)
        case "MONTH":
            return Cell(day.value / 32 % 12 + 1, day.null)
        case "YEAR":
            return Cell(day.value / 384, day.null)
    raise Unread(name)


def _day(year: Cell, month: Cell, day: Cell) -> Cell:
    if year.value is None or month.value is None or day.value is None:
        return NULL
    return Cell((year.value * 12 + month.value - 1) * 32 + day.value, z3.Or(year.null, month.null, day.null))


def _is_day(number: Any) -> Any:
    """Of the years that databases have in common."""
    year, month, day = number / 384, number / 32 % 12 + 1, number % 32
    leap = z3.And(year % 4 == 0, z3.Or(year % 100 != 0, year % 400 == 0))
    last = z3.If(z3.Or(*(month == short for short in (4, 6, 9, 11))), 30, z3.If(month == 2, z3.If(leap, 29, 28), 31))
    return z3.And(year >= 1, year <= 9999, day >= 1, day <= last)
