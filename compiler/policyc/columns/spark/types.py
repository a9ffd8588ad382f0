"""Spark's types, told as the contract knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_KINDS = {
    "byte": "tinyint",
    "short": "smallint",
    "integer": "integer",
    "long": "bigint",
    "decimal": "decimal",
    "string": "varchar",
    "varchar": "varchar",
    "char": "varchar",
    "boolean": "boolean",
    "date": "date",
    "timestamp_ntz": "timestamp",
    "float": "float",
    "double": "double",
    "void": "null",
    "array": "list",
    "struct": "struct",
}


@dataclass(frozen=True, slots=True)
class Type:
    """A type of Spark's. See :class:`policyc.columns.converting.ColumnType`."""

    id: str
    text: str
    children: Sequence[tuple[str, Any]] = ()

    def __str__(self) -> str:
        return self.text


def type_of(found: Any) -> Type:
    """What a type of Spark's is; moments with a time zone and what else has no like are of a kind of their own."""
    kind = found.typeName()
    children: tuple[tuple[str, Any], ...] = ()
    if kind == "decimal":
        children = (("precision", found.precision), ("scale", found.scale))
    elif kind == "array":
        children = (("child", type_of(found.elementType)),)
    elif kind == "struct":
        children = tuple((field.name, type_of(field.dataType)) for field in found.fields)
    return Type(_KINDS.get(kind, f"spark {kind}"), found.simpleString().upper(), children)
