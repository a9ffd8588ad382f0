"""What a generated module takes and gives, from values of the model."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import ModuleType

from policyc.model.policy import Given, History, Policy, Record, Records
from policyc.model.types import UNLIMITED, Member, Value
from policyc.quantities.decimals import scale_of
from policyc.semantics.reserved import class_name, constant_name, record_name


def as_python(value: Value, module: ModuleType, policy: Policy) -> object:
    """A value of the model as the module takes and gives it. A number that has no finite decimal stays a Fraction."""
    match value:
        case Member():
            enums = [*policy.enums, *(reading.type for reading in policy.readings)]
            enum = next(t for t in enums if t.name == value.enum)
            return getattr(module, class_name(enum.alias))[constant_name(value.alias)]
        case Fraction():
            scale = scale_of(value)
            return value if scale is None else Decimal(value.numerator * 10**scale // value.denominator).scaleb(-scale)
        case _:
            return Decimal("Infinity") if value is UNLIMITED else value


def records_as_python(history: History, records: Records, module: ModuleType, policy: Policy) -> list[object]:
    """Records as the module takes them; what is not given is left out."""
    kind = getattr(module, record_name(history.alias))

    def one(record: Record) -> object:
        values = {policy.field[name].alias: as_python(value, module, policy) for name, value in record.values.items()}
        return kind(**values) if history.events else kind(year=record.year, **values)

    return [one(record) for record in records]


def arguments_of(policy: Policy, module: ModuleType, given: Mapping[str, Given]) -> dict[str, object]:
    """What is given as the module's arguments."""
    return {
        (policy.history[name] if isinstance(value, tuple) else policy.input[name]).alias: (
            records_as_python(policy.history[name], value, module, policy)
            if isinstance(value, tuple)
            else as_python(value, module, policy)
        )
        for name, value in given.items()
    }
