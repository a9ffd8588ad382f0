"""A person as a row: inputs under their ASCII names, histories laid out as ``years_2024_enrolled``, a column a field and year.

A record of which every field is empty is no record; of a history that is not given, all are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policyc.model.flat import cell_name, usual_years
from policyc.model.policy import Given, History, Input, Policy, Record
from policyc.model.types import Value

Years = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a population: an input, or a field of a history in one ``year`` (of events: the number of the event)."""

    name: str
    declared: Input
    history: History | None = None
    year: int | None = None


def columns(policy: Policy, years: Years | None = None) -> tuple[Column, ...]:
    """The columns that a policy reads, inputs first. years: by a history's name; of others the usual ones."""
    chosen = years or {}
    found = [Column(declared.alias, declared) for declared in policy.inputs]
    for history in policy.histories:
        for year in chosen.get(history.name, usual_years(policy, history)):
            found += [Column(cell_name(history, year, field), field, history, year) for field in history.fields]
    return tuple(found)


def common_years(policies: Sequence[Policy], years: Years | None = None) -> Years:
    """The years of one population for several policies: of a history all those that any of the policies has, since each of
    them reads whatever columns there are. years: chosen ones.
    """
    usual: dict[str, list[range]] = {}
    for policy in policies:
        for history in policy.histories:
            usual.setdefault(history.alias, []).append(usual_years(policy, history))
    whole = {alias: range(min(r.start for r in of), max(r.stop for r in of)) for alias, of in usual.items()}
    return {h.name: whole[h.alias] for policy in policies for h in policy.histories} | dict(years or {})


def flattened(layout: Sequence[Column], case: Mapping[str, Given]) -> dict[str, Value | None]:
    """The row of a case; what is not given is None. Records of years without a column are left out."""
    row: dict[str, Value | None] = {}
    records = {name: {record.year: record for record in given} for name, given in case.items() if isinstance(given, tuple)}
    for column in layout:
        if column.history is None:
            value = case.get(column.declared.name)
            assert not isinstance(value, tuple)
            row[column.name] = value
        else:
            record = records.get(column.history.name, {}).get(column.year or 0)
            row[column.name] = record.values.get(column.declared.name) if record else None
    return row


def restored(layout: Sequence[Column], row: Mapping[str, Value | None]) -> dict[str, Given]:
    """The case that a row stands for. Every history is given, perhaps without any record."""
    case: dict[str, Given] = {}
    records: dict[str, dict[int, dict[str, Value]]] = {}
    for column in layout:
        value = row[column.name]
        if column.history is None:
            if value is not None:
                case[column.declared.name] = value
            continue
        of_history = records.setdefault(column.history.name, {})
        if value is not None:
            of_history.setdefault(column.year or 0, {})[column.declared.name] = value
    case |= {name: tuple(Record(year, values) for year, values in sorted(of.items())) for name, of in records.items()}
    return case
