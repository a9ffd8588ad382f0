"""Row by row the same as the reference evaluator: ``python -m tests.columns.identity --rows 50000 --keep FOLDER``.

Rows are derived from the model (:mod:`policyc.synthesis.cases`). Of every output the value, its type and the reason where
there is none are compared, and which rows are refused. With ``--keep`` rows and the evaluator's answers are kept in a folder:
another engine then only compares.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from policyc import compile_file
from policyc.model.policy import Policy
from policyc.synthesis.cases import MOST_OF_A_LENGTH
from policyc.synthesis.flat import Years
from policyc.targets.columns.plan import LEFT_OUT, Plan, plan
from tests.columns import answers, engines, within
from tests.columns.answers import ROOT, Drawn, Known
from tests.columns.engines import ROW, Engine, Refusing
from tests.columns.engines.duckdb_ import DuckDB
from tests.columns.engines.files import Files, Lazily
from tests.columns.oracle import REFUSED, as_printed
from tests.columns.parting import lacking, parted, together
from tests.columns.rows import Row, derived

SHIPPED = (*sorted((ROOT / "policies").rglob("*.pol")), *sorted((ROOT / "benchmarks" / "policies").glob("*.pol")))
EVERY_CONSTRUCT = ROOT / "tests" / "golden" / "features.pol"

#: Differences that are shown, of a policy.
_SHOWN = 20


@dataclass
class Compared:
    """What came of it: rows, how many are refused, results compared and how each kind came out; differences, the first shown."""

    rows: int = 0
    refused: int = 0
    results: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    differences: int = 0
    differing: list[str] = field(default_factory=list)

    def differs(self, what: str) -> None:
        """Count a difference, and keep it if it is one of the first."""
        self.differences += 1
        if len(self.differing) < _SHOWN:
            self.differing.append(what)

    def add(self, other: Compared) -> None:
        """Count what came of others too; their differences have been shown."""
        self.rows, self.refused, self.results = self.rows + other.rows, self.refused + other.refused, self.results + other.results
        self.kinds.update(other.kinds)
        self.differences += other.differences

    def __str__(self) -> str:
        kinds = ", ".join(f"{number} {kind}" for kind, number in self.kinds.most_common())
        counts = f"{self.rows} rows ({self.refused} refused), {self.results} results ({kinds})"
        return f"{counts}, {self.differences} differences"


@lru_cache
def compiled(path: Path) -> Policy:
    """The valid policy of a file."""
    found = compile_file(path)
    assert found.policy is not None and found.ok, path
    return found.policy


def window(policy: Policy, records: int = 10) -> Years:
    """Years for the histories of a policy, from some before it holds, so that its first year lies within."""
    first = policy.period.first.year - min(3, records // 2) if policy.period else 2020
    return {
        h.name: range(1, min(h.at_most, records) + 1) if h.events else range(first, first + min(h.at_most, records))
        for h in policy.histories
    }


def plan_of(policy: Policy, records: int = 10, rules: Sequence[str] | None = None) -> tuple[Plan, Years]:
    """The query over every rule, or some, and the years of its histories, so many at most."""
    years = window(policy, records)
    return plan(policy, rules, years), years


def compare(made: Plan, engine: Engine, rows: Sequence[Row]) -> Compared:
    """Hold the results of an engine against the evaluator's."""
    return compare_known(made, engine, answers.pieces(answers.of_rows(made, rows)))


def compare_known(made: Plan, engine: Engine, pieces: Iterable[Known]) -> Compared:
    """Hold the results of an engine against answers that are known already."""
    compared, query = Compared(), made.text(engine.dialect)
    for known in pieces:
        got = engine.run(query, known.people)
        if got[ROW] != known.people[ROW].to_pylist():
            compared.differs(f"{len(got[ROW])} rows come out of {known.people.num_rows}, or others")
            break
        _compare_piece(made, known, got, compared)
    return compared


def compare_quick(made: Plan, filled: Collection[str], engine: Engine, pieces: Iterable[Known]) -> Compared:
    """Hold what a quick query gives against answers that are known: it leaves out who is refused or lacks something, only.

    Where it raises, it must not do so for the rows that are for it; of the others nothing is asked then.
    """
    compared, query = Compared(), made.text(engine.dialect)
    for known in pieces:
        lacks = lacking(made, filled, known.people)
        apart = [refused or lack for refused, lack in zip(known.wanted[REFUSED].to_pylist(), lacks, strict=True)]
        try:
            got = engine.run(query, known.people)
        except Refusing:
            known, apart = _taken(known, apart), [False] * apart.count(False)
            got = engine.run(query, known.people)
        left_out = got.pop(LEFT_OUT)
        for place, (is_left, should) in enumerate(zip(left_out, apart, strict=True)):
            if is_left is not should:
                compared.differs(f"left out: {is_left}, and should be {should}: {_shown(known.people, place)}")
        got = {
            name: [value for value, is_left in zip(column, left_out, strict=True) if not is_left] for name, column in got.items()
        }
        got[REFUSED] = [None] * len(got[ROW])
        _compare_piece(made, _taken(known, left_out), got, compared)
    return compared


def _taken(known: Known, left_out: Sequence[object]) -> Known:
    """Those that are not left out."""
    mask = pa.array([not each for each in left_out], pa.bool_())
    return Known(known.people.filter(mask), known.wanted.filter(mask))


def compare_within(made: Plan, pieces: Sequence[Known], filled: Collection[str] | None = None) -> Compared:
    """The same in DuckDB, counted by itself (:mod:`tests.columns.within`); row by row only where anything differs.

    filled: of a quick query, the inputs that every row is said to have.
    """
    found = None
    with suppress(duckdb.Error):  # what it is told of comes below
        found = within.counted(made, pieces, filled)
    if found is not None and not found.differences:
        return Compared(found.rows, found.refused, found.kinds.total(), found.kinds)
    engine = DuckDB()
    try:
        compared = compare_known(made, engine, pieces) if filled is None else compare_quick(made, filled, engine, pieces)
    finally:
        engine.close()
    if found is not None and not compared.differences:
        compared.differs(f"{found.differences} differences, of which none is found again")
    return compared


def _compare_piece(made: Plan, known: Known, got: dict[str, list[object]], compared: Compared) -> None:
    refused = known.wanted[REFUSED].to_pylist()
    compared.rows += len(refused)
    compared.refused += sum(refused)
    for place, (reason, should) in enumerate(zip(got[REFUSED], refused, strict=True)):
        if (reason is not None) != should:
            compared.differs(f"refused: {reason!r}, and should {'' if should else 'not '}be: {_shown(known.people, place)}")
    for output in made.outputs:
        told = zip(known.wanted[output.name].to_pylist(), known.wanted[output.reason].to_pylist(), strict=True)
        said = zip(got[output.name], got[output.reason], strict=True)
        for place, (wanted, answer) in enumerate(zip(told, said, strict=True)):
            compared.results += 1
            compared.kinds["refused" if refused[place] else _kind(wanted)] += 1
            if answer != wanted or not as_printed(answer[0], output):
                compared.differs(f"{output.label}: {answer}, and should be {wanted}: {_shown(known.people, place)}")


def _kind(told: tuple[object, str | None]) -> str:
    value, reason = told
    return "value" if value is not None else (reason or "").partition("：")[0]


def _shown(people: Any, place: int) -> str:
    """A row for a message."""
    row = people.slice(place, 1).to_pylist()[0]
    return ", ".join(f"{name}={value}" for name, value in row.items() if value is not None)


def main() -> int:
    """The command."""
    given = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that a server that was started is stopped
    totals: dict[str, Compared] = {}
    engine = engines.engine(given.engine)
    try:
        for path in given.paths or (*SHIPPED, EVERY_CONSTRUCT):
            start = time.monotonic()
            for query, compared in _compared(path, engine, given):
                print(f"{compiled(path).id}, {query}: {compared}, {time.monotonic() - start:.0f} s", flush=True)
                print("".join(f"  {line}\n" for line in compared.differing), end="", flush=True)
                totals.setdefault(query, Compared()).add(compared)
                start = time.monotonic()
    finally:
        engine.close()
    for query, total in totals.items():
        print(f"{given.engine}, {query}: {total}")
    return 1 if any(total.differences for total in totals.values()) else 0


def _compared(path: Path, engine: Engine, given: argparse.Namespace) -> Iterator[tuple[str, Compared]]:
    """What comes of each query that an engine has for a policy: the usual one, and as it is run, where it is in other words then;
    in DuckDB the quick one, told that no row lacks any input, and that any row may lack all.
    """
    rules = given.rules and given.rules.split(",")
    made, years = plan_of(compiled(path), given.records, rules)
    known = _known(path, made, Drawn(given.rows, given.seed, years, given.of_a_length), given.keep, given.workers)
    if engine.dialect != "duckdb":
        yield "the query", compare_known(made, engine, known)
        if engine.dialect == "spark":
            yield "as it is run", compare_known(plan(made.policy, rules, years, merged=True), engine, known)
    else:
        yield "the query", compare_within(made, known)
        yield "as it is run", compare_within(plan(made.policy, rules, years, tuned=True), known)
        scalars = [column.name for column in made.inputs if column.history is None]
        for query, filled in (("quick for all inputs", scalars), ("quick for any", [])):
            yield query, compare_within(plan(made.policy, rules, years, filled), known, filled)
        yield "apply in Polars", compare_known(made, Lazily(made), known)
        if given.files:
            yield from _over_files(made, together(*known))


def _over_files(made: Plan, known: Known) -> Iterator[tuple[str, Compared]]:
    """``policyc run`` over a file of all rows, and over one of those that are whole, with one at its end that is not or without;
    the quick query is tried first, however few they are.
    """
    from policyc.columns import quickly

    quickly.MANY = 0
    whole, others = parted(made, known)
    yield "policyc run", compare_known(made, Files(made), [known])
    if whole.people.num_rows:
        last = Known(others.people.slice(0, 1), others.wanted.slice(0, 1))
        yield "policyc run, whole rows", compare_known(made, Files(made), [whole])
        yield "policyc run, whole but the last", compare_known(made, Files(made), [together(whole, last)])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000, help="of each policy, as far as there are so many")
    parser.add_argument("--records", type=int, default=10, help="how many years histories have")
    parser.add_argument(
        "--of-a-length", type=int, default=MOST_OF_A_LENGTH, help="draw so many histories of a length, where there are more"
    )
    parser.add_argument("--rules", help="only these, by name or alias, with commas between")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--engine", choices=engines.NAMES, default="duckdb")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep rows and answers there, and take them from there")
    parser.add_argument("--files", action="store_true", help="in DuckDB, through policyc run over files as well")
    parser.add_argument("--workers", type=int, default=1, help="so many processes evaluate")
    parser.add_argument("paths", nargs="*", type=Path, help="policies; else those of the house")
    return parser.parse_args()


def _known(path: Path, made: Plan, drawn: Drawn, folder: Path | None, workers: int) -> list[Known]:
    if folder is not None:
        return list(answers.kept(folder, path, made, drawn, workers))
    rows = derived(made.policy, made, drawn.rows, drawn.seed, drawn.years, drawn.of_a_length)
    return list(answers.pieces(answers.of_rows(made, rows, workers)))


if __name__ == "__main__":
    sys.exit(main())
