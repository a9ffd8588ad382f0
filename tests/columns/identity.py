"""Row by row the same as the reference evaluator: ``python -m tests.columns.identity --rows 200000``.

Rows are derived from the model (:mod:`policyc.synthesis.cases`). Of every output the value, its type and the reason where
there is none are compared, and which rows are refused.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policyc import compile_file
from policyc.model.policy import Policy
from policyc.synthesis.cases import MOST_OF_A_LENGTH
from policyc.synthesis.flat import Years
from policyc.targets.columns.plan import Plan, plan
from tests.columns import engines
from tests.columns.engines import ROW, Engine
from tests.columns.oracle import Oracle, Told, said
from tests.columns.rows import Row, case_of, derived, layout, table

ROOT = Path(__file__).parent.parent.parent
SHIPPED = (*sorted((ROOT / "policies").rglob("*.pol")), *sorted((ROOT / "benchmarks" / "policies").glob("*.pol")))
EVERY_CONSTRUCT = ROOT / "tests" / "golden" / "features.pol"

#: Rows that an engine gets at once.
_AT_ONCE = 20_000


@dataclass
class Compared:
    """What came of it: rows, results compared, how each kind of answer came out, and what differs (the first few)."""

    rows: int = 0
    results: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)


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
    compared, oracle, columns = Compared(), Oracle(made), layout(made)
    query = made.text(engine.dialect)
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        answers = engine.run(query, table(columns, some))
        if answers[ROW] != list(range(len(some))):
            compared.differing.append(f"{len(answers[ROW])} rows come out of {len(some)}, or others")
            break
        for place, row in enumerate(some):
            wrong = _compare_row(made, oracle, row, answers, place, compared)
            compared.differing += wrong[: max(0, 20 - len(compared.differing))]
    return compared


def _compare_row(
    made: Plan, oracle: Oracle, row: Row, answers: dict[str, list[object]], place: int, compared: Compared
) -> list[str]:
    refused, wanted = oracle.answers(case_of(layout(made), row))
    compared.rows += 1
    found: list[str] = []
    if (answers["refused"][place] is not None) != refused:
        found.append(f"refused: {answers['refused'][place]!r}, and should {'' if refused else 'not '}be: {shown(row)}")
    for output, told in zip(made.outputs, wanted, strict=True):
        got: Told = said(answers[output.name][place], output), _text(answers[output.reason][place])
        compared.results += 1
        compared.kinds["refused" if refused else _kind(told)] += 1
        if got != told or isinstance(got[0], bool) != isinstance(told[0], bool):
            found.append(f"{output.label}: {got}, and should be {told}: {shown(row)}")
    return found


def _text(value: object) -> str | None:
    assert value is None or isinstance(value, str)
    return value


def _kind(told: Told) -> str:
    value, reason = told
    return "value" if value is not None else (reason or "").partition("：")[0]


def shown(row: Row) -> str:
    """A row for a message."""
    return ", ".join(f"{name}={getattr(value, 'alias', value)}" for name, value in row.items() if value is not None)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000, help="of each policy, as far as there are so many")
    parser.add_argument("--records", type=int, default=10, help="how many years histories have")
    parser.add_argument(
        "--of-a-length", type=int, default=MOST_OF_A_LENGTH, help="draw so many histories of a length, where there are more"
    )
    parser.add_argument("--rules", help="only these, by name or alias, with commas between")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--engine", choices=engines.NAMES, default="duckdb")
    parser.add_argument("paths", nargs="*", type=Path, help="policies; else those of the house")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that a server that was started is stopped
    failed, rows, results = 0, 0, 0
    engine = engines.engine(given.engine)
    try:
        for path in given.paths or (*SHIPPED, EVERY_CONSTRUCT):
            start = time.monotonic()
            policy = compiled(path)
            made, years = plan_of(policy, given.records, given.rules and given.rules.split(","))
            compared = compare(made, engine, derived(policy, made, given.rows, given.seed, years, given.of_a_length))
            kinds = ", ".join(f"{number} {kind}" for kind, number in compared.kinds.most_common())
            seconds = time.monotonic() - start
            print(f"{path.name}: {compared.rows} rows, {compared.results} results ({kinds}), {seconds:.0f} s", flush=True)
            print("".join(f"  {line}\n" for line in compared.differing), end="", flush=True)
            failed += len(compared.differing)
            rows, results = rows + compared.rows, results + compared.results
    finally:
        engine.close()
    print(f"{given.engine}: {rows} rows, {results} results, {failed} differences shown")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
