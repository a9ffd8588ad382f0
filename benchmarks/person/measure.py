"""One person after the other by every way that there is; a peer that is not installed is left out."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.columns import people as population
from benchmarks.columns import ways
from benchmarks.columns.ways import Row
from benchmarks.measuring import calls
from benchmarks.person import by_integers, by_module, by_openfisca, by_rego, by_zen
from benchmarks.person.people import Person, persons

#: So many people are compared, boundary cases in front; so many that are no boundary cases are timed, over and over.
SAMPLE, EDGES, TIMED = 3000, 1000, 20


@dataclass(frozen=True, slots=True)
class Way:
    """given: a person as its user has one. work: what is timed. row: what came out, in whole numbers; None: one result only.

    some: of how many people the answers are compared, each so many-th. exact: whether all must be right.
    """

    given: Callable[[Person], Any]
    work: Callable[[Any], Any]
    row: Callable[[Any], Row] | None
    some: int = 1
    exact: bool = True


def there(folder: Path) -> dict[str, Way]:
    """All ways whose packages are installed."""
    module = by_module.generated(folder)
    given = partial(by_module.given, module)
    found = {
        "generated module, calculate: all results": Way(given, by_module.calculate(module), by_module.row),
        "generated module, the total alone": Way(given, by_module.one_rule(module), None),
        "plain Python, integers": Way(lambda person: person, by_integers.calculated, lambda row: row),
    }
    if _installed("zen-engine"):
        found["zen, one program"] = Way(by_zen.described, by_zen.program(), by_zen.row)
        found["zen, decision graph"] = Way(by_zen.described, by_zen.graph(), by_zen.row)
    if _installed("regopy"):
        found["Rego, compiled"] = Way(by_rego.described, by_rego.calculate(), by_rego.row, some=3)
    if _installed("openfisca-core"):
        found["OpenFisca, as usual"] = Way(
            by_openfisca.described, by_openfisca.calculated, by_openfisca.row, some=10, exact=False
        )
    return found


def _installed(package: str) -> bool:
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


def differing(way: Way, everyone: Sequence[Person], right: Sequence[Row]) -> tuple[int, int]:
    """How many people get another result, and of how many."""
    chosen = range(0, len(everyone), way.some)
    assert way.row is not None
    wrong = sum(way.row(way.work(way.given(everyone[place]))) != right[place] for place in chosen)
    return wrong, len(chosen)


def measure(rounds: int, sample: int = SAMPLE) -> dict[str, tuple[float, str]]:
    """Microseconds a person by way, and how many answers differ. Raises AssertionError where one that is exact differs."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.parquet"
        population.make(file, sample, edges=EDGES)
        population.complete(file)
        everyone, right = list(persons(file)), ways.reference(file)
        found = there(Path(folder))
        differ = {name: differing(way, everyone, right) for name, way in found.items() if way.row is not None}
        wrong = {name: count for name, (count, _) in differ.items() if count and found[name].exact}
        assert not wrong, f"other answers: {wrong}"
        chosen = everyone[EDGES :: (len(everyone) - EDGES) // TIMED][:TIMED]
        functions = {name: partial(_all, way.work, [way.given(p) for p in chosen]) for name, way in found.items()}
        took = calls(functions, rounds=rounds)
    told = {name: "{} of {}".format(*differ[name]) if name in differ else "" for name in found}
    return {name: (seconds / len(chosen) * 1e6, told[name]) for name, seconds in took.items()}


def _all(work: Callable[[Any], Any], given: Iterable[Any]) -> None:
    for one in given:
        work(one)


def section(found: dict[str, tuple[float, str]], rounds: int) -> str:
    """As Markdown."""
    least = found["plain Python, integers"][0]
    lines = [f"| {name} | {took:.1f} | {took / least:.1f} | {differ} |" for name, (took, differ) in found.items()]
    load = " ".join(f"{average:.1f}" for average in os.getloadavg())
    versions = ", ".join(f"{name} {version(name)}" for name in ("zen-engine", "regopy", "openfisca-core") if _installed(name))
    table = "\n".join(["|  | microseconds | times | differ |", "| --- | --- | --- | --- |", *lines])
    return f"""## One person in full

[population.pol](policies/population.pol) (虚构): 16 results of one person with ten years of records, one person at a time;
`python -m benchmarks.person` measures it and writes this section. Processor time a person, medians of {rounds} rounds in
which all take turns, over {TIMED} different persons, each given as a user of the way would have it at hand; `times` of
hand-written integers. All answers were first compared with the evaluator's, among them bracket ends, ties and their neighbours.
Load {load}; Python {platform.python_version()}, {versions}.

{table}

Only the generated module checks its inputs, refuses what does not fit, and says why there is no result. zen and Rego have no
loop that carries a count from year to year: all ten are written out. zen reckons with exact decimals, but Python gives and gets
them as floats. OpenFisca has 32-bit floats for amounts and knows no missing record, for which it has a variable more.
"""
