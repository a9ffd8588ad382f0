"""Trends as JSON, by the published schema. Amounts are strings of plain decimal digits; a rate is a fraction (0.7)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from importlib.resources import files
from typing import Any

from policyc.compare.changes import Diff
from policyc.compare.report import lead
from policyc.compare.trends.history import Course, History
from policyc.compare.trends.report import effect_of
from policyc.compare.trends.rows import Row, Step, Trend, is_principal
from policyc.compare.trends.telling import (
    basis_text,
    change_text,
    figure_text,
    finding,
    label,
    notes,
    percent_text,
    remarks,
)
from policyc.model.policy import Measure
from policyc.model.types import Type
from policyc.quantities.decimals import decimal_text
from policyc.targets.json_.values import end_data, unit_data, value_data

#: The version of the documents' form, and of their schema.
FORMAT = "1"
Data = dict[str, Any]


def schema_text() -> str:
    """The JSON Schema of trends and histories."""
    return files("policyc.compare.trends").joinpath("trend.schema.json").read_text("utf-8")


def trends_data(found: Trend | History, left_out: Mapping[str, str]) -> Data:
    """A trend, or the history of a series. left_out: policies that are nowhere in force, with the reason."""
    trends = (found,) if isinstance(found, Trend) else found.figures
    return {
        "format": FORMAT,
        "region": {"name": found.region, "code": found.code},
        "series": found.series,
        "basis": found.basis.value,
        "figures": [_trend(trend) for trend in trends],
        "measures": [] if isinstance(found, Trend) else [_measure(course, found) for course in found.measures],
        "steps": [] if isinstance(found, Trend) else [_between(diff) for diff in found.diffs],
        "left_out": dict(left_out),
    }


def _measure(course: Course, history: History) -> Data:
    said = zip(history.stretches, course.declared, strict=True)
    return {
        "name": course.name,
        "alias": course.alias,
        "rows": [
            {"label": label(stretch), "name": declared.name, "modality": declared.modality.value}
            for stretch, declared in said
            if isinstance(declared, Measure)
        ],
    }


def _between(diff: Diff) -> Data:
    return {"old": diff.old.id, "new": diff.new.id, "lead": lead(diff)}


def _trend(trend: Trend) -> Data:
    return {
        "name": trend.name,
        "alias": trend.alias,
        "names": list(dict.fromkeys(row.declared.name for row in trend.rows if row.declared is not None)),
        "finding": finding(trend),
        "rows": [_row(row, trend) for row in trend.rows],
        "notes": list(notes(trend, {})),
    }


def _row(row: Row, trend: Trend) -> Data:
    policy, stretch = row.policy, row.stretch
    return {
        "label": label(stretch),
        "first": stretch.first.isoformat(),
        "last": None if stretch.last is None else stretch.last.isoformat(),
        "standing": row.standing.value,
        "policy": None if policy is None else policy.id,
        "region": None if policy is None else policy.region_code,
        "year": None if policy is None else policy.year,
        "fiscal_year": None if policy is None else policy.fiscal_year,
        "benefit_year": None if policy is None else policy.benefit_year,
        "extract": policy is not None and policy.extract is not None,
        "name": None if row.declared is None else row.declared.name,
        "text": figure_text(row),
        "figure": _figure(row),
        "step": None if row.step is None or row.figure is None else _step(row, row.step, row.figure.type),
        "remarks": list(remarks(row, trend)),
        "clause": basis_text(row),
        "quotes": [] if row.declared is None else [quote.text for quote in row.declared.quotes],
    }


def _figure(row: Row) -> Data | None:
    if row.figure is None:
        return None
    bound, type_ = row.figure.bound, row.figure.type
    return {
        "value": value_data(bound.value, type_),
        "unit": unit_data(type_),
        "bound": bound.kind.value,
        "low": end_data(bound.low, type_),
        "low_closed": bound.low_closed,
        "high": end_data(bound.high, type_),
        "high_closed": bound.high_closed,
        "about": bound.about,
        "principally": is_principal(row),
        "nominal": row.nominal,
        "inherited": row.inherited,
    }


def _step(row: Row, step: Step, type: Type) -> Data:
    return {
        "since": step.since,
        "relation": step.relation.value,
        "difference": _amount(step.difference),
        "unit": unit_data(type),
        "percent": _amount(step.percent),
        "by_document": step.by_document,
        "effect": effect_of(row),
        "text": change_text(row),
        "percent_text": percent_text(row),
    }


def _amount(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)
