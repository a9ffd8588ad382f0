"""Rows for a query: cases as the columns of an Arrow table, of the types in which people are given."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

import pyarrow as pa

from policyc.model.policy import Given, Input, Policy
from policyc.model.types import Bool, DateType, EnumType, Member, MonthType, Quantity, Value, YearType, from_ordinal
from policyc.quantities.decimals import scale_of
from policyc.semantics.exactness import MONEY_PLACES
from policyc.synthesis import flat
from policyc.synthesis.cases import MOST_OF_A_LENGTH, cases
from policyc.synthesis.flat import Years
from policyc.targets.columns.plan import Plan
from tests.columns.engines import ROW

#: What stands for a member that no enum has, and what it is called in a column.
NO_MEMBER, NO_MEMBERS_NAME = Fraction(-1), "nobody"

Row = Mapping[str, Value | None]


def layout(plan: Plan) -> tuple[flat.Column, ...]:
    """The columns that a query reads."""
    return tuple(flat.Column(c.name, c.declared, c.history, c.year) for c in plan.inputs)


def derived(
    policy: Policy, plan: Plan, count: int, seed: int = 0, years: Years | None = None, of_a_length: int = MOST_OF_A_LENGTH
) -> list[Row]:
    """Rows that the model asks for, each once: as many as are wanted, or as there are; those with impossible values first.

    of_a_length: histories of a length of which there are more are drawn, that many.
    """
    columns = layout(plan)
    found: dict[tuple[Value | None, ...], Row] = {}
    tried = islice(cases(policy, seed, years, of_a_length), 20 * count)
    rows = (flat.flattened(columns, case) for case in tried)
    for row in _with_impossible(columns, rows):
        found.setdefault(tuple(row.values()), row)
        if len(found) >= count:
            break
    return list(found.values())


def _with_impossible(columns: Sequence[flat.Column], rows: Iterable[Row]) -> Iterable[Row]:
    """The rows; of the first some again, with a value that its column could hold and the input cannot."""
    for number, row in enumerate(rows):
        yield row
        column = columns[number % len(columns)] if columns else None
        if column is not None and number < 4 * len(columns) and (wrong := _impossible(column.declared)) is not None:
            yield {**row, column.name: wrong}


def _impossible(declared: Input) -> Value | None:
    match declared.type:
        case Quantity():
            return declared.low + declared.step / 2
        case EnumType():
            return NO_MEMBER
        case MonthType():
            first = from_ordinal(declared.low, declared.type)
            assert isinstance(first, datetime.date)
            return first.replace(day=2)
        case _:
            return None


def case_of(columns: Sequence[flat.Column], row: Row) -> dict[str, Given]:
    """The case that a row stands for, to the evaluator."""
    return flat.restored(columns, row)


def table(columns: Sequence[flat.Column], rows: Sequence[Row]) -> Any:
    """The rows as an Arrow table, numbered in a column of their own; in every third members stand under their Chinese names."""
    arrays: dict[str, Any] = {ROW: pa.array(range(len(rows)), pa.int64())}
    for column in columns:
        values = [row[column.name] for row in rows]
        cells = [_cell(v, column.declared, place % 3 == 2) for place, v in enumerate(values)]
        arrays[column.name] = pa.array(cells, _type(column.declared, values))
    return pa.table(arrays)


def _type(declared: Input, values: Sequence[Value | None]) -> Any:
    """As people are given, or wider where a value is finer than the input can be."""
    match declared.type:
        case Quantity():
            amounts = [v for v in (declared.low, declared.step, *values) if isinstance(v, Fraction)]
            scale = max(scale_of(v) or 0 for v in amounts)
            scale = max(scale, MONEY_PLACES) if declared.type.unit.is_money else scale
            digits = max(len(str(abs(int(v)))) for v in (*amounts, declared.high)) + scale
            return pa.decimal128(max(18, digits), scale) if scale else pa.int64() if digits < 18 else pa.decimal128(38, 0)
        case Bool():
            return pa.bool_()
        case EnumType():
            return pa.string()
        case DateType() | MonthType():
            return pa.date32()
        case YearType():
            return pa.int64()


def _cell(value: Value | None, declared: Input, by_name: bool) -> object:
    if value is not None and isinstance(declared.type, EnumType):
        return (value.name if by_name else value.alias) if isinstance(value, Member) else NO_MEMBERS_NAME
    if not isinstance(value, Fraction):
        return value
    scale = scale_of(value)
    assert scale is not None
    units = value.numerator * 10**scale // value.denominator
    return Decimal(f"{units}E-{scale}") if scale else units
