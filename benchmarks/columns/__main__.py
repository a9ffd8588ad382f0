"""``python -m benchmarks.columns --rows 1000000 --rounds 5``: compare all answers, measure, print a section of RESULTS.md.

Each measurement is a process of its own (processes.py); all take turns. ``--parts`` for some of it: ``ways`` (all of them, at
that many people), ``years``, ``rules``, ``people`` (how it grows; up to ``--most``).
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.columns import by_c, growth, people, ways
from benchmarks.columns.processes import measured
from benchmarks.columns.report import section

#: So many people, boundary cases in front, whose results are held against the evaluator's.
SAMPLE, EDGES = 3000, 1000
PARTS = ("ways", "years", "rules", "people")


def compared(folder: Path) -> dict[str, Any]:
    """How many of the sample get another result than from the evaluator, by way. Raises AssertionError where one is wrong."""
    file, spoilt = folder / "sample.parquet", folder / "spoilt.parquet"
    people.make(file, SAMPLE, edges=EDGES)
    people.complete(file)
    people.make(spoilt, SAMPLE, edges=EDGES)
    people.spoil(spoilt)
    there = ways.there()
    right, strict = ways.reference(file), ways.reference(spoilt)
    differ = {name: ways.differing(ways.answers(way, file, folder), right) for name, way in there.items()}
    knowing = {name: ways.differing(ways.answers(way, spoilt, folder), strict) for name, way in there.items() if way.strict}
    wrong = [name for name, count in differ.items() if count and ways.WAYS[name].exact]
    assert not wrong and not any(knowing.values()), f"other answers: {wrong}, {differ}, {knowing}"
    return {"of": len(right), "differ": differ, "strict of": SAMPLE, "strict": list(knowing)}


def limit(file: Path) -> float:
    """Seconds of the processor that the loop in C takes over arrays that are there already, a piece at a time."""
    pieces = [people.decoded(batch) for batch in people.tables(file)]
    by_c.calculated(pieces[0])
    start = time.process_time()
    for piece in pieces:
        by_c.calculated(piece)
    return time.process_time() - start


def all_ways(folder: Path, rows: int, rounds: int) -> dict[str, Any]:
    """All ways at so many people, to sums and to a file."""
    found: dict[str, Any] = {"agreed": compared(folder)}
    small, file, output = folder / "small.parquet", folder / f"people-{rows}.parquet", folder / "results.parquet"
    people.make(small, 1000)
    people.make(file, rows)
    there = ways.there()
    found["limit"] = limit(file) if "C by hand" in there else float("nan")
    to_sums = [name for name, way in there.items() if way.sums]
    for threads in (2, 1):
        found[f"sums {threads}"] = measured(small, file, threads, rounds, None, to_sums)
    found["results 2"] = measured(small, file, 2, rounds, output, list(there))
    return found


def everything(folder: Path, rows: int, rounds: int, most: int, parts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What has been measured after each of some parts."""
    some = min(rows, 500_000)
    found: dict[str, Any] = {"rows": rows, "rounds": rounds, "some": some, "processors": os.cpu_count()}
    measure: Mapping[str, Callable[[], dict[str, Any]]] = {
        "ways": lambda: all_ways(folder, rows, rounds),
        "years": lambda: {"years": growth.with_years(folder, some, rounds)},
        "rules": lambda: {"rules": growth.with_rules(folder, some, rounds)},
        "people": lambda: {"people": growth.with_people(folder, [most // 100, most // 10, most], rounds)},
    }
    for part in parts:
        found |= measure[part]() | {"load": os.getloadavg()}
        yield found


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--most", type=int, default=10_000_000, help="the people of the last step of growth")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--parts", default=",".join(PARTS), help="which parts, with commas between")
    parser.add_argument("--json", type=Path, help="keep what was measured, after each part")
    given = parser.parse_args()
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for found in everything(Path(folder), given.rows, given.rounds, given.most, given.parts.split(",")):
            if given.json:
                given.json.write_text(json.dumps(found, indent=2), "utf-8")
    print(section(found))


if __name__ == "__main__":
    main()
