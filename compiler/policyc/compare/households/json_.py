"""Typical households as JSON: the results as data, with the words beside them. Amounts are strings of plain decimal digits."""

from __future__ import annotations

from typing import Any

from policyc.compare.households.results import Case, Cell, Entry, Left, Sheet, Sum, Told, Twins
from policyc.compare.households.telling import change_text, sum_text, told_text, twin_text
from policyc.model.policy import Bound
from policyc.model.types import Type
from policyc.targets.json_.values import end_data, unit_data, value_data

Data = dict[str, Any]


def sheet_data(sheet: Sheet) -> Data:
    """All households."""
    return {
        "notice": sheet.notice,
        "cases": [_case(case, apart=sheet.places is not None) for case in sheet.cases],
        "twins": [_twins(twins, sheet) for twins in sheet.twins],
        "unconcerned": list(sheet.unconcerned),
        "unused": list(sheet.unused),
    }


def _case(case: Case, *, apart: bool) -> Data:
    return {
        "name": case.name,
        "text": case.text,
        "people": case.people,
        "entries": [_entry(entry, apart=apart) for entry in case.entries],
        "skipped": [{"name": skipped.name, "reason": skipped.reason} for skipped in case.skipped],
    }


def _entry(entry: Entry, *, apart: bool) -> Data:
    return {
        "name": entry.name,
        "role": entry.role.value,
        "direction": None if entry.direction is None else entry.direction.value,
        "cells": [_cell(cell, apart=apart) for cell in entry.cells],
        "sum": None if entry.old is None and entry.new is None else {"old": _sum(entry.old), "new": _sum(entry.new)},
    }


def _cell(cell: Cell, *, apart: bool) -> Data:
    return {
        "member": cell.member,
        "people": cell.people,
        "event": cell.event,
        "times": cell.times,
        "old": _told(cell.old),
        "new": _told(cell.new),
        "change": change_text(cell.old, cell.new, apart=apart),
    }


def _told(told: Told) -> Data:
    return {
        "state": told.standing.value,
        "text": told_text(told),
        **_figure(told.bound, told.type),
        "principally": told.principally,
        "taken": told.taken,
        "reason": told.reason,
    }


def _sum(total: Sum | None) -> Data | None:
    if total is None:
        return None
    return {
        "text": sum_text(total),
        **_figure(total.bound, total.type),
        "principally": total.principally,
        "taken": "、".join(total.taken),
        "left_out": [_left(left) for left in total.left_out],
    }


def _left(left: Left) -> Data:
    return {"member": left.member, "event": left.event, "state": left.told.standing.value}


def _figure(bound: Bound | None, kind: Type | None) -> Data:
    if bound is None or kind is None:
        return {"value": None, "bound": None, "low": None, "high": None, "unit": None}
    return {
        "value": value_data(bound.value, kind),
        "bound": bound.kind.value,
        "low": end_data(bound.low, kind),
        "high": end_data(bound.high, kind),
        "unit": unit_data(kind),
    }


def _twins(twins: Twins, sheet: Sheet) -> Data:
    return {
        "first": twins.first.name,
        "second": twins.second.name,
        "what": twins.what,
        "values": [twins.one, twins.other],
        "text": twin_text(twins, sheet),
    }
