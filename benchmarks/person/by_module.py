"""The module that policyc generates."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.columns.people import POLICY, RESULTS
from benchmarks.columns.ways import Row
from benchmarks.person.people import YEARS, Person


def generated(folder: Path) -> ModuleType:
    """The module of population.pol."""
    from policyc.workspace.build import build
    from policyc.workspace.compiling import compile_path

    policy = compile_path(POLICY).policy
    assert policy is not None
    assert not build([policy], folder / "generated").diagnostics
    spec = spec_from_file_location("benchmarked_population", folder / "generated" / "population.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def given(module: ModuleType, person: Person) -> dict[str, Any]:
    """A person as its users have one: members, Decimal, records."""
    records = zip(YEARS, person.records, strict=True)
    return {
        "tier": module.RegionTier(person.tier),
        "category": module.GroupKind(person.category),
        "age_now": person.age,
        "hospital": module.LevelKind(person.hospital),
        "referred_out": person.referred,
        "eligible": Decimal(person.eligible).scaleb(-2),
        "years": [module.YearsRecord(year, *record) for year, record in records if record is not None],
    }


def row(results: Mapping[str, Any]) -> Row:
    """Its results as whole numbers; none where it says that there is none."""
    values = ((name, results[name].value) for name in RESULTS)
    return tuple(None if value is None else int(value * 10 ** RESULTS[name]) for name, value in values)


def calculate(module: ModuleType) -> Callable[[dict[str, Any]], Mapping[str, Any]]:
    """All results of one call."""
    return lambda arguments: module.calculate(**arguments)


def one_rule(module: ModuleType) -> Callable[[dict[str, Any]], Decimal | None]:
    """The last result alone, with all that it rests on."""
    names = ("category", "hospital", "referred_out", "eligible", "years")
    return lambda arguments: module.total_benefit(**{name: arguments[name] for name in names})
