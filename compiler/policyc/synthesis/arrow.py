"""Batches of people as Arrow tables, of the types in which columns of people are given: money is DECIMAL(18, 2) or wider.

Needs pyarrow, the extra ``columns``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from policyc.model.types import Bool, DateType, EnumType, MonthType, Quantity, YearType
from policyc.synthesis.drawing import Truth, Whole
from policyc.synthesis.population import Batch
from policyc.synthesis.shapes import Shape

#: The column that numbers the people; an input may not be called so.
NUMBER = "person_id"

_EPOCH = 719_163  # the ordinal of 1970-01-01


def schema(of: Sequence[Shape]) -> Any:
    """The columns and their types, with what they are called in Chinese; the people's number first."""
    fields = [pa.field(shape.name, _type(shape), metadata={"label": shape.label}) for shape in of]
    number = [] if any(shape.name == NUMBER for shape in of) else [pa.field(NUMBER, pa.int64(), metadata={"label": "编号"})]
    return pa.schema([*number, *fields], metadata={"policyc": "synthetic population (虚构数据)"})


def table(of: Sequence[Shape], batch: Batch, first: int) -> Any:
    """The people of a batch, numbered from ``first``."""
    arrays = [_array(shape, batch.values[shape.name], batch.missing.get(shape.name)) for shape in of]
    wanted = schema(of)
    if len(wanted) > len(arrays):
        arrays.insert(0, pa.array(np.arange(first, first + batch.rows, dtype=np.int64)))
    return pa.table(arrays, schema=wanted)


def _type(shape: Shape) -> Any:
    match shape.type:
        case Quantity():
            digits = max(len(str(abs(int(x * 10**shape.places)))) for x in (shape.low, shape.high))
            return pa.decimal128(max(18, digits), shape.places) if shape.places else pa.int64()
        case Bool():
            return pa.bool_()
        case EnumType():
            return pa.string()
        case DateType() | MonthType():
            return pa.date32()
        case YearType():
            return pa.int64()


def _array(shape: Shape, values: Whole, missing: Truth | None) -> Any:
    match shape.type:
        case Quantity() if shape.places:
            return _decimals(values, missing, _type(shape))
        case Quantity() | YearType():
            return pa.array(values, mask=missing)
        case Bool():
            return pa.array(values.astype(np.bool_), mask=missing)
        case EnumType():
            return pa.DictionaryArray.from_arrays(pa.array(values, mask=missing), pa.array(shape.names)).cast(pa.string())
        case DateType():
            return pa.array((values - _EPOCH).astype(np.int32), mask=missing).cast(pa.date32())
        case MonthType():
            days = (values - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
            return pa.array(days, mask=missing).cast(pa.date32())


def _decimals(values: Whole, missing: Truth | None, kind: Any) -> Any:
    """Whole numbers as decimals of the type's places: 128 bits each, the sign in the upper half."""
    halves = np.empty((len(values), 2), np.int64)
    halves[:, 0] = values
    halves[:, 1] = values >> 63
    there = None if missing is None else pa.array(~missing).buffers()[1]
    return pa.Array.from_buffers(kind, len(values), [there, pa.py_buffer(halves.astype("<i8"))])
