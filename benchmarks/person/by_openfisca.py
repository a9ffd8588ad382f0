"""OpenFisca-core: the system of columns/by_openfisca.py as its users write one, and a simulation built from a description."""

from __future__ import annotations

from typing import Any

from benchmarks.columns.by_openfisca import usual
from benchmarks.columns.people import CONDITIONAL, FIELDS, RESULTS
from benchmarks.columns.ways import Row
from benchmarks.person.people import YEARS, Person

LAST = str(YEARS[-1])


def described(person: Person) -> dict[str, Any]:
    """A person as its users describe one."""
    there = {str(year): record for year, record in zip(YEARS, person.records, strict=True) if record is not None}
    once = {"tier": person.tier, "category": person.category, "hospital": person.hospital, "age_now": person.age}
    once |= {"referred_out": person.referred, "eligible": person.eligible / 100}
    given: dict[str, Any] = {name: {LAST: value} for name, value in once.items()}
    given["recorded"] = dict.fromkeys(there, True)
    given |= {field: {year: record[place] for year, record in there.items()} for place, field in enumerate(FIELDS)}
    return {"persons": {"one": given}}


def calculated(description: dict[str, Any]) -> dict[str, Any]:
    """All results in its own numbers, and whether the conditional ones apply."""
    from openfisca_core.simulations import SimulationBuilder

    simulation = SimulationBuilder().build_from_entities(usual().system, description)
    simulation.max_spiral_loops = len(YEARS)  # so far may a year ask for the year before
    return {name: simulation.calculate(name, LAST)[0] for name in (*RESULTS, "bonus_applies")}


def row(found: dict[str, Any]) -> Row:
    """As whole numbers."""
    values = {name: round(float(found[name]) * 10 ** RESULTS[name]) for name in RESULTS}
    return tuple(None if name in CONDITIONAL and not found["bonus_applies"] else value for name, value in values.items())
