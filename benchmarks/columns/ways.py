"""All ways to get from a file of people to results, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path

from benchmarks.columns import by_c, by_duckdb, by_numpy, by_openfisca, by_polars, by_polars_checked, lazily
from benchmarks.columns.people import POLICY, RESULTS
from policyc.model.policy import Input
from policyc.model.types import EnumType, Value

Run = Callable[[Path, int, Path | None], dict[str, int]]


@dataclass(frozen=True, slots=True)
class Way:
    """run: a file, threads, and where to write results, or None for their sums. needs: packages.

    exact: whether all results must be the evaluator's. sums: whether it can leave it at sums.
    strict: whether it also knows people who lack something, and refuses those who do not meet the input contract.
    """

    run: Run
    needs: tuple[str, ...]
    exact: bool = True
    sums: bool = True
    strict: bool = False


def whole_run(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """``policyc run``: all that is checked, all columns passed through, every reason, and the summary."""
    from policyc.columns import run
    from policyc.columns.database import Limits

    assert output is not None
    summary = run(str(POLICY), input=str(people), output=str(output), limits=Limits(threads=threads))
    assert summary.set_aside == 0, summary
    return {}


WAYS: Mapping[str, Way] = {
    "policyc, in DuckDB": Way(by_duckdb.query, ("duckdb", "sqlglot"), strict=True),
    "policyc, rows with gaps": Way(by_duckdb.usual, ("duckdb", "sqlglot"), strict=True),
    "policyc, in Polars": Way(lazily.run, ("polars", "duckdb", "sqlglot"), strict=True),
    "policyc run": Way(whole_run, ("duckdb", "sqlglot"), sums=False),
    "DuckDB by hand": Way(by_duckdb.by_hand, ("duckdb",)),
    "DuckDB by hand, checked": Way(by_duckdb.by_hand_checked, ("duckdb",), strict=True),
    "Polars by hand": Way(by_polars.run, ("polars",)),
    "Polars by hand, checked": Way(by_polars_checked.run, ("polars",), strict=True),
    "NumPy by hand": Way(by_numpy.run, ("numpy", "pyarrow")),
    "OpenFisca, as usual": Way(by_openfisca.run_usual, ("openfisca_core",), exact=False),
    "OpenFisca, with care": Way(by_openfisca.run_careful, ("openfisca_core",)),
    "C by hand": Way(by_c.run, ("numpy", "pyarrow")),
}


def there() -> dict[str, Way]:
    """The ways whose packages are installed."""
    from shutil import which

    found = {name: way for name, way in WAYS.items() if all(find_spec(package) for package in way.needs)}
    return {name: way for name, way in found.items() if name != "C by hand" or which("gcc")}


Row = tuple[int | None, ...]

#: What stands for a word that is no member's.
UNKNOWN = Fraction(-1)


def answers(way: Way, people: Path, folder: Path) -> list[Row]:
    """The results row by row: whole numbers, fen, thousandths, times."""
    import pyarrow.parquet as pq

    output = folder / "answers.parquet"
    way.run(people, 1, output)
    found = pq.read_table(output, columns=list(RESULTS)).to_pydict()
    units = {name: 1 if isinstance(next(iter(filter(None, found[name])), 0), int) else 10 ** RESULTS[name] for name in found}
    columns = [[None if v is None else int(v * units[name]) for v in values] for name, values in found.items()]
    return list(zip(*columns, strict=True))


def reference(people: Path) -> list[Row]:
    """The same from the evaluator, one person after the other; nothing for those whom it refuses."""
    import pyarrow.parquet as pq

    from policyc.evaluate.admission import accepts
    from policyc.evaluate.evaluator import Evaluator
    from policyc.evaluate.outcome import State
    from policyc.synthesis.flat import columns, restored
    from policyc.workspace.compiling import compile_path

    policy = compile_path(POLICY).policy
    assert policy is not None
    layout = columns(policy, {"参保年度": by_duckdb.years_of(people)})
    names = {rule.alias: rule.name for rule in policy.rules}
    found: list[Row] = []
    for row in pq.read_table(people).to_pylist():
        case = restored(layout, {column.name: _value(column.declared, row[column.name]) for column in layout})
        if accepts(policy, case) is not None:
            continue
        evaluator = Evaluator(policy, case)
        outcomes = [(name, evaluator.rule(names[name])) for name in RESULTS]
        found.append(tuple(_whole(name, o.value) if o.state is State.OK else None for name, o in outcomes))
    return found


def _value(declared: Input, raw: object) -> Value | None:
    """What a column holds, as the evaluator is given it."""
    if isinstance(declared.type, EnumType):
        return next((member for member in declared.type.members if member.alias == raw), None if raw is None else UNKNOWN)
    return raw if raw is None or isinstance(raw, bool) else Fraction(str(raw))


def _whole(name: str, value: object) -> int:
    assert isinstance(value, Fraction)
    return int(value * 10 ** RESULTS[name])


def differing(found: list[Row], right: list[Row]) -> int:
    """How many people have another result; all where there are more or fewer than there should be."""
    return sum(a != b for a, b in zip(found, right, strict=True)) if len(found) == len(right) else len(right)
