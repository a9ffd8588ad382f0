"""OpenFisca-core twice: as its users write a country package, and written with care.

Its users have amounts in float, parameters in a tree, a marginal scale as such, and years that ask for the year before. With
care: whole numbers, arrays looked up by number, all years in one loop, 64,000 people a simulation. OpenFisca knows no NULL: that
somebody has no record in a year is a variable of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.columns import by_numpy
from benchmarks.columns.people import (
    FIELDS,
    FIRST,
    MEMBERS,
    RESULTS,
    People,
    decoded,
    everyone,
    finished,
    in_turn,
    tables,
)  # fmt: skip

Formula = Callable[[Any, Any, Any], Any]
LEVELS, KINDS, TIERS = MEMBERS["hospital"], MEMBERS["category"], MEMBERS["tier"]


class System:
    """A tax and benefit system of one kind of entity."""

    def __init__(self, parameters: Mapping[str, Any] | None = None) -> None:
        from openfisca_core.entities import build_entity
        from openfisca_core.indexed_enums import Enum
        from openfisca_core.parameters import ParameterNode
        from openfisca_core.taxbenefitsystems import TaxBenefitSystem

        self.entity = build_entity("person", "persons", "Person", is_person=True)
        self.system = TaxBenefitSystem([self.entity])
        if parameters is not None:
            self.system.parameters = ParameterNode("", data=_dated(parameters))
        self.enums: dict[str, Any] = {name: Enum(name, {m: m for m in members}) for name, members in MEMBERS.items()}

    def variable(self, name: str, kind: Any, formula: Formula | None = None) -> None:
        """One variable a year; a formula holds from the first year on."""
        from openfisca_core.periods import DateUnit
        from openfisca_core.variables import Variable

        shared: dict[str, Any] = {"value_type": kind, "entity": self.entity, "definition_period": DateUnit.YEAR, "label": name}
        if name in self.enums:
            enum = self.enums[name]
            shared |= {"value_type": _enum_type(), "possible_values": enum, "default_value": next(iter(enum))}
        if formula is not None:
            shared[f"formula_{FIRST}"] = formula
        self.system.add_variable(type(name, (Variable,), shared))

    def simulation(self, people: People, money: Callable[[Any], Any]) -> tuple[Any, str]:
        """The people in a simulation, and the last year."""
        from openfisca_core.simulations import SimulationBuilder

        simulation = SimulationBuilder().build_default_simulation(self.system, len(people.age))
        last = str(FIRST + len(people.records["enrolled"]) - 1)
        simulation.max_spiral_loops = len(people.records["enrolled"])  # so far may a year ask for the year before
        given = {"tier": people.tier, "category": people.category, "hospital": people.hospital, "age_now": people.age}
        given |= {"referred_out": people.referred, "eligible": money(people.eligible)}
        for name, values in given.items():
            simulation.set_input(name, last, values)
        for year in range(FIRST, int(last) + 1):
            arrays = {field: people.records[field][year - FIRST] for field in FIELDS}
            simulation.set_input("recorded", str(year), arrays["enrolled"] >= 0)
            for field, values in arrays.items():
                simulation.set_input(field, str(year), values == 1)
        return simulation, last


def _enum_type() -> Any:
    from openfisca_core.indexed_enums import Enum

    return Enum


def _dated(tree: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in tree.items():
        if name == "brackets":
            found[name] = [{key: {f"{FIRST}-01-01": v} for key, v in bracket.items()} for bracket in value]
        else:
            found[name] = _dated(value) if isinstance(value, Mapping) else {"values": {f"{FIRST}-01-01": value}}
    return found


def _by_kind(rows: Mapping[str, tuple[float, ...]]) -> dict[str, dict[str, float]]:
    return {kind: dict(zip(LEVELS, rows.get(kind, rows["destitute"]), strict=True)) for kind in KINDS}


PARAMETERS: dict[str, Any] = {
    "subsidy": 700,
    "share": dict(zip(TIERS, (0.8, 0.6, 0.3), strict=True)),
    "payment": {"usual": 400, "aided": 200, "child": 30, "old": 0.9},
    "deductible": _by_kind(
        {"ordinary": (200, 500, 1000), "student": (200, 500, 1000), "destitute": (0, 0, 300), "monitored": (100, 250, 500)}
    ),
    "ratio": _by_kind({"ordinary": (0.85, 0.75, 0.6), "student": (0.875, 0.775, 0.65), "destitute": (0.9, 0.825, 0.725)}),
    "referred": 0.1,
    "inpatient_cap": 150000,
    "line": dict(zip(KINDS, (15000, 15000, 7500, 7500, 7500), strict=True)),
    "scale": {
        "brackets": [
            {"threshold": 0, "rate": 0.6}, {"threshold": 100000, "rate": 0.65},
            {"threshold": 200000, "rate": 0.7}, {"threshold": 300000, "rate": 0.75},
        ]
    },
    "cap": 400000,
    "bonus": {"continuity": 3000, "zero_claim": 2000, "most": 0.2},
}  # fmt: skip


@cache
def usual() -> System:
    """As a country package has it."""
    import numpy as np

    system = System(PARAMETERS)
    for name in MEMBERS:
        system.variable(name, None)
    for name in ("referred_out", "recorded", *FIELDS):
        system.variable(name, bool)
    system.variable("age_now", int)
    system.variable("eligible", float)

    def payment(person: Any, period: Any, parameters: Any) -> Any:
        kinds, of = system.enums["category"], parameters(period).payment
        category, age = person("category", period), person("age_now", period)
        aided = (category == kinds.aided) + (category == kinds.monitored)
        child = (category == kinds.student) * (age < 18)
        amount = (of.usual - of.aided * aided - of.child * child) * np.where(age >= 80, of.old, 1)
        return np.where(category == kinds.destitute, 0, amount)

    def inpatient(person: Any, period: Any, parameters: Any) -> Any:
        of = parameters(period)
        rate = person("ratio", period) - of.referred * person("referred_out", period)
        paid = np.maximum(person("eligible", period) - person("deductible", period), 0) * rate
        return np.round(np.minimum(paid, of.inpatient_cap), 2)

    def scale(person: Any, period: Any, parameters: Any) -> Any:
        part = np.maximum(person("out_of_pocket", period) - person("catastrophic_line", period), 0)
        return np.round(parameters(period).scale.calc(part), 2)

    def consecutive(person: Any, period: Any, parameters: Any) -> Any:
        before = person("consecutive_years", period.last_year)
        return np.where(person("recorded", period), np.where(person("enrolled", period), before + 1, 0), before)

    def continuity(person: Any, period: Any, parameters: Any) -> Any:
        counts = person("recorded", period) * (person("consecutive_years", period) > 4)
        return person("continuity_count", period.last_year) + counts

    def available(person: Any, period: Any, parameters: Any) -> Any:
        before = person("available_zero_claims", period.last_year)
        return np.where(person("recorded", period), person("remaining_zero_claims", period.last_year), before)

    def remaining(person: Any, period: Any, parameters: Any) -> Any:
        used = person("bonus_used", period)
        gained = person("enrolled", period) * person("zero_claim", period) * np.logical_not(used)
        left = np.where(used, 0, person("available_zero_claims", period)) + gained
        return np.where(person("recorded", period), left, person("remaining_zero_claims", period.last_year))

    def applies(person: Any, period: Any, parameters: Any) -> Any:
        enrolled = person("enrolled", period)
        return np.where(person("recorded", period), enrolled, person("bonus_applies", period.last_year))

    def bonus(person: Any, period: Any, parameters: Any) -> Any:
        of = parameters(period)
        each = of.bonus.continuity * person("continuity_count", period)
        return np.minimum(each + of.bonus.zero_claim * person("available_zero_claims", period), of.bonus.most * of.cap)

    by_table: dict[str, Formula] = {
        "central_subsidy": lambda person, period, of: of(period).subsidy * of(period).share[person("tier", period)],
        "individual_payment": payment,
        "deductible": lambda person, period, of: of(period).deductible[person("category", period)][person("hospital", period)],
        "ratio": lambda person, period, of: of(period).ratio[person("category", period)][person("hospital", period)],
        "inpatient": inpatient,
        "out_of_pocket": lambda person, period, of: person("eligible", period) - person("inpatient", period),
        "catastrophic_line": lambda person, period, of: of(period).line[person("category", period)],
        "catastrophic_scale": scale,
        "bonus": bonus,
        "catastrophic_cap": lambda person, period, of: of(period).cap + person("bonus", period),
        "catastrophic": lambda person, period, of: np.minimum(
            person("catastrophic_scale", period), person("catastrophic_cap", period)
        ),
        "total_benefit": lambda person, period, of: person("inpatient", period) + person("catastrophic", period),
    }
    for name, formula in by_table.items():
        system.variable(name, float, formula)
    counts = (consecutive, continuity, available, remaining)
    names = ("consecutive_years", "continuity_count", "available_zero_claims", "remaining_zero_claims")
    for name, formula in zip(names, counts, strict=True):
        system.variable(name, int, formula)
    system.variable("bonus_applies", bool, applies)
    return system


@cache
def careful() -> System:
    """As one writes it who has measured."""
    import numpy as np

    system = System()
    for name in (*MEMBERS, "age_now", "eligible"):
        if name in MEMBERS:
            del system.enums[name]
        system.variable(name, int)
    for name in ("referred_out", "recorded", *FIELDS):
        system.variable(name, bool)
    whole = np.int64
    payments = np.array([40000, 40000, 0, 20000, 20000])
    poor, plain = [0, 0, 30000], [20000, 50000, 100000]
    deductibles = np.array([*plain, *plain, *poor, *poor, 10000, 25000, 50000])
    ratios = np.array([850, 750, 600, 875, 775, 650, *[900, 825, 725] * 3])

    def place(person: Any, period: Any) -> Any:
        return person("category", period) * 3 + person("hospital", period)

    def payment(person: Any, period: Any, parameters: Any) -> Any:
        category, age = person("category", period), person("age_now", period)
        amount = payments[category] - 3000 * ((category == 1) & (age < 18))
        return np.where(age >= 80, amount * 9 // 10, amount)

    def inpatient(person: Any, period: Any, parameters: Any) -> Any:
        rate = person("ratio", period) - 100 * person("referred_out", period)
        base = np.maximum(person("eligible", period) - person("deductible", period), 0).astype(whole)
        return (np.minimum(base * rate, 15_000_000_000) + 500) // 1000

    def scale(person: Any, period: Any, parameters: Any) -> Any:
        part = np.maximum(person("out_of_pocket", period) - person("catastrophic_line", period), 0).astype(whole)
        paid = part * 60
        for bracket in (10_000_000, 20_000_000, 30_000_000):
            paid += np.maximum(part - bracket, 0) * 5
        return (paid + 50) // 100

    def tracks(person: Any, period: Any, parameters: Any) -> Any:
        """The four counts and who applies in one number, since a variable has one value."""
        years = range(FIRST, period.start.year + 1)
        fields = {field: tuple(_asked(person, field, year) for year in years) for field in FIELDS}
        for year, array in zip(years, fields["enrolled"], strict=True):
            array[~person("recorded", str(year))] = -1
        none = np.empty(len(fields["enrolled"][0]), np.int8)
        *counts, enrolled = by_numpy.records(People(none, none, none, none, none, none, fields))
        packed = enrolled.astype(whole)
        for count in counts:
            packed = packed * 64 + count
        return packed

    def unpacked(shift: int) -> Formula:
        return lambda person, period, parameters: (person("tracks", period) >> shift) & 63

    def bonus(person: Any, period: Any, parameters: Any) -> Any:
        each = 300_000 * person("continuity_count", period) + 200_000 * person("available_zero_claims", period)
        return np.minimum(each, 8_000_000)

    formulas: dict[str, Formula] = {
        "central_subsidy": lambda person, period, of: np.array([56000, 42000, 21000])[person("tier", period)],
        "individual_payment": payment,
        "deductible": lambda person, period, of: deductibles[place(person, period)],
        "ratio": lambda person, period, of: ratios[place(person, period)],
        "inpatient": inpatient,
        "out_of_pocket": lambda person, period, of: person("eligible", period) - person("inpatient", period),
        "catastrophic_line": lambda person, period, of: np.where(person("category", period) >= 2, 750_000, 1_500_000),
        "catastrophic_scale": scale,
        "tracks": tracks,
        "consecutive_years": unpacked(18),
        "continuity_count": unpacked(12),
        "available_zero_claims": unpacked(6),
        "remaining_zero_claims": unpacked(0),
        "bonus": bonus,
        "catastrophic_cap": lambda person, period, of: 40_000_000 + person("bonus", period),
        "catastrophic": lambda person, period, of: np.minimum(
            person("catastrophic_scale", period), person("catastrophic_cap", period)
        ),
        "total_benefit": lambda person, period, of: person("inpatient", period) + person("catastrophic", period),
    }
    for name, formula in formulas.items():
        system.variable(name, int, formula)
    system.variable("bonus_applies", bool, lambda person, period, of: person("tracks", period) >> 24 == 1)
    return system


def _asked(person: Any, field: str, year: int) -> Any:
    import numpy as np

    return person(field, str(year)).astype(np.int8)


def _answers(system: System, people: People, money: Callable[[Any], Any]) -> tuple[Mapping[str, Any], Any]:
    simulation, last = system.simulation(people, money)
    found = {name: simulation.calculate(name, last) for name in RESULTS}
    return found, simulation.calculate("bonus_applies", last)


def run_usual(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """As users write it: everyone in one simulation."""
    import numpy as np

    found, applies = _answers(usual(), everyone(people), lambda fen: fen / 100)
    whole = {name: np.rint(values.astype(np.float64) * 10 ** RESULTS[name]).astype(np.int64) for name, values in found.items()}
    return finished(iter([(whole, applies)]), output)


def run_careful(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """With care."""
    careful()

    def work(batch: Any) -> tuple[Mapping[str, Any], Any]:
        return _answers(careful(), decoded(batch), lambda fen: fen)

    return finished(in_turn(work, tables(people), threads), output)
