"""What a statement makes of the declaration that it speaks of: a refined param, an overridden rule or table, an amended rule."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterator

from policyc.diagnostics.codes import e1010
from policyc.diagnostics.core import Diagnostic, Label, Words
from policyc.model.types import Bool, DateType, EnumType, MonthType, Quantity, Type, YearType
from policyc.semantics.names import fold
from policyc.syntax import tree


def refined(param: tree.Param, node: tree.Refine | tree.Amend, bound: tree.Bound, kind: Type | None) -> tree.Param:
    """The param as the statement leaves it: its own figure, quotes and place; what is better for the insured stays as it was."""
    notes = node.annotations
    if not notes.directions:
        notes = dataclasses.replace(notes, directions=param.annotations.directions)
    type_ = param.type or (_type_name(param.name, kind) if kind is not None else None)
    return tree.Param(node.span, param.name, param.alias, type_, bound, notes)


def amended(rule: tree.Rule | tree.Track, node: tree.Amend, body: tree.Body) -> tree.Rule | tree.Track:
    """The rule with another formula and what stands beside it."""
    notes = node.annotations
    if not notes.directions:
        notes = dataclasses.replace(notes, directions=rule.annotations.directions)
    return dataclasses.replace(rule, span=node.span, body=body, annotations=notes)


def overridden(rule: tree.Rule | tree.Track, node: tree.Override) -> tree.Rule | tree.Track:
    """The rule with the cases that are replaced before all that it says itself."""
    body = tree.Body(rule.body.span, rule.body, node.exceptions, (), None)
    return dataclasses.replace(rule, body=body)


def _type_name(place: tree.Name, kind: Type) -> tree.TypeName | None:
    """A type as it would be written; None for a unit that has no such spelling (元·人, 1/年)."""
    match kind:
        case Quantity(unit) if unit.is_rate:
            return tree.TypeName(place.span, ("%",))
        case Quantity(unit):
            parts = tuple(str(unit).split("/"))
            return None if "·" in parts[0] or parts[0] == "1" else tree.TypeName(place.span, parts)
        case EnumType():
            return tree.TypeName(place.span, (kind.name,))
        case Bool() | DateType() | MonthType() | YearType():
            return tree.TypeName(place.span, (str(kind),))


# ------------------------------------------------------------------ rows of a table


def with_rows(table: tree.Table, node: tree.Override) -> tuple[tree.Table | None, tuple[Diagnostic, ...]]:
    """The table with rows replaced: those cases are taken out of its own rows, and the new rows stand before them."""
    wrong = tuple(_misshapen(table, node))
    if wrong:
        return None, wrong
    replaced = {_key(pattern) for row in node.rows for pattern in _patterns(row)}
    rows = tuple(left for row in table.rows if (left := _without(row, replaced)) is not None)
    return dataclasses.replace(table, rows=(*node.rows, *rows)), ()


def _patterns(row: tree.Row) -> tuple[tree.Pattern, ...]:
    return () if isinstance(row.patterns, tree.Otherwise) else row.patterns


def _without(row: tree.Row, replaced: set[Hashable]) -> tree.Row | None:
    if isinstance(row.patterns, tree.Otherwise):
        return row
    left = tuple(pattern for pattern in row.patterns if _key(pattern) not in replaced)
    return dataclasses.replace(row, patterns=left) if left else None


def _misshapen(table: tree.Table, node: tree.Override) -> Iterator[Diagnostic]:
    known = {_key(pattern) for row in table.rows for pattern in _patterns(row)}
    rest = any(isinstance(row.patterns, tree.Otherwise) for row in table.rows)
    width = len(table.columns.columns) if table.columns is not None else 1
    label = [Label(table.name.span, "表在这里", "the table")]
    for row in node.rows:
        if isinstance(row.patterns, tree.Otherwise):
            why = Words("otherwise 行不能替换，请写明是哪些情形", "a catch-all row is not replaced: say which cases")
            yield _wrong(table, row, why, label)
        for pattern in _patterns(row):
            if _key(pattern) not in known and not (rest and isinstance(pattern, tree.NamePattern | tree.ValuePattern)):
                why = Words("表里没有这一行", "the table has no such row")
                yield _wrong(table, pattern, why, label)
        if len(row.cells) != width:
            why = Words(f"这一行有{len(row.cells)}个值，表有{width}列", f"{len(row.cells)} values for {width} columns")
            yield _wrong(table, row, why, label)


def _wrong(table: tree.Table, place: tree.Node, why: Words, related: list[Label]) -> Diagnostic:
    hint = Words("行的写法与上位表相同", "write the rows as the table above does")
    return e1010.CODE.at(place.span, name=table.name.text, why=why, hint=hint, related=related)


def _key(node: object) -> Hashable:
    """A pattern without its place."""
    match node:
        case str():
            return fold(node)
        case tree.Node():
            parts = (_key(getattr(node, f.name)) for f in dataclasses.fields(node) if f.name != "span")
            return (type(node).__name__, *parts)
        case tuple():
            return tuple(_key(part) for part in node)
        case _:
            assert isinstance(node, Hashable)
            return node
