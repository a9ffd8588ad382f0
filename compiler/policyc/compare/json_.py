"""A comparison as JSON: every statement of both sides as the policies' own JSON has it, what became of it, in words and as data.

Amounts are strings of plain decimal digits. Together with the older policy's content it gives the newer's: :mod:`.applying`.
"""

from __future__ import annotations

from fractions import Fraction
from importlib.resources import files
from typing import Any

from policyc.compare.cases import Case
from policyc.compare.changes import Change, Detail, Diff, Figure, Named, Said, Side
from policyc.compare.households.json_ import sheet_data
from policyc.compare.meaning import Meaning
from policyc.compare.regions import Region
from policyc.compare.report import lead
from policyc.compare.symbolic import Result, Variable
from policyc.compare.tabled import places_of, title_of
from policyc.compare.telling import Places, change_text, effect_text, limit_text, result_text
from policyc.evaluate.outcome import Outcome
from policyc.model.policy import Given
from policyc.model.types import Bool, EnumType, Type, from_ordinal
from policyc.quantities.decimals import decimal_text
from policyc.targets.json_.values import value_data
from policyc.wording.amounts import bound_phrase

#: The version of the documents' form, and of their schema.
FORMAT = "1"
Data = dict[str, Any]


def diff_data(diff: Diff) -> Data:
    """The whole comparison."""
    return {
        "format": FORMAT,
        "title": f"{title_of(diff.old)} → {title_of(diff.new)}",
        "lead": lead(diff),
        "old": _named(diff.old),
        "new": _named(diff.new),
        "unchanged": diff.unchanged,
        "changes": [_change(change, places_of(diff)) for change in diff.changes],
        "households": None if diff.households is None else sheet_data(diff.households),
    }


def schema_text() -> str:
    """The JSON Schema of comparisons."""
    return files("policyc.compare").joinpath("diff.schema.json").read_text("utf-8")


def _named(named: Named) -> Data:
    return {
        "id": named.id,
        "name": named.name,
        "year": named.year,
        "region": named.region,
        "extract": named.extract,
        "file": named.file,
        "meaning": named.meaning,
    }


def _change(change: Change, places: Places) -> Data:
    return {
        "subject": change.subject.value,
        "kind": change.kind.value,
        "name": change.name,
        "effect": change.effect.value,
        "text": change_text(change, places),
        "effect_text": effect_text(change, places),
        "old": _side(change.old),
        "new": _side(change.new),
        "details": [_detail(detail) for detail in change.details],
        "meaning": None if change.meaning is None else _meaning(change.meaning),
        "knock_on": [_change(following, places) for following in change.knock_on],
    }


def _side(side: Side | None) -> Data | None:
    if side is None:
        return None
    return {"key": side.key, "name": side.name, "text": side.text, "clause": side.clause, "quote": side.quote, "data": side.data}


def _detail(detail: Detail) -> Data:
    return {"aspect": detail.aspect.value, "label": detail.label, "old": _said(detail.old), "new": _said(detail.new)}


def _said(said: Said) -> str | None:
    return bound_phrase(said.bound, said.type, "table") if isinstance(said, Figure) else said


def _meaning(meaning: Meaning) -> Data:
    return {
        "agreement": meaning.agreement.value,
        "method": meaning.method,
        "extent": str(meaning.extent),
        "reason": None if meaning.reason is None else str(meaning.reason),
        "regions": [{**_region(d.region, meaning), "case": _case(d.case, meaning)} for d in meaning.differences],
        "unconfirmed": [_region(region, meaning) for region in meaning.unconfirmed],
        "case": None if meaning.case is None else _case(meaning.case, meaning),
    }


def _region(region: Region, meaning: Meaning) -> Data:
    variables = meaning.variables
    return {
        "choices": {name: _members(variables[name], picks) for name, picks in region.picks.items()},
        "ranges": {
            name: {"low": _place(low, variables[name].type), "high": _place(high, variables[name].type)}
            for name, (low, high) in region.spans.items()
        },
        "limits": [limit_text(limit, variables) for limit in region.limits],
        "old": _result(region.old, meaning),
        "new": _result(region.new, meaning),
        "least": _amount(region.least),
        "largest": _amount(region.largest),
        "exact": region.exact,
    }


def _members(variable: Variable, picks: frozenset[int]) -> list[Any]:
    if isinstance(variable.type, Bool):
        return [bool(place) for place in sorted(picks)]
    assert isinstance(variable.type, EnumType)
    return [variable.type.members[place].alias for place in sorted(picks)]


def _place(place: Fraction, kind: Type) -> Any:
    return value_data(from_ordinal(place, kind), kind)


def _amount(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)


def _result(result: Result, meaning: Meaning) -> str:
    return result_text(result, meaning, meaning.type, "table")


def _case(case: Case, meaning: Meaning) -> Data:
    given = {name: _given(name, value, case) for name, value in case.given.items()}
    return {"given": given, "old": _outcome(case.old, meaning), "new": _outcome(case.new, meaning), "rerun": case.rerun}


def _given(name: str, value: Given, case: Case) -> Any:
    if not isinstance(value, tuple):
        return value_data(value, case.types[name])
    fields = {field.name: field.type for field in case.histories[name].fields}
    return [{"year": r.year, **{n: value_data(v, fields[n]) for n, v in r.values.items()}} for r in value]


def _outcome(outcome: Outcome, meaning: Meaning) -> Data:
    value = None if outcome.value is None or meaning.type is None else value_data(outcome.value, meaning.type)
    return {"state": outcome.state.value, "value": value, "nominal": outcome.nominal}
