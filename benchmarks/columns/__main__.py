"""``python -m benchmarks.columns --rows 1000000 --rounds 5``: compare all answers, measure, print a section of RESULTS.md.

Each measurement is a process of its own, which has done a small file before it is timed; all take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.columns import by_c, people, ways
from benchmarks.columns.report import section

#: So many people, boundary cases in front, whose results are held against the evaluator's.
SAMPLE, EDGES = 3000, 1000


def sample(folder: Path, rows: int = SAMPLE, edges: int = EDGES) -> Path:
    """A file of people whose answers are compared."""
    path = folder / "sample.parquet"
    people.make(path, rows, edges=edges)
    people.complete(path)
    return path


def compared(folder: Path) -> dict[str, Any]:
    """How many of the sample get another result than from the evaluator, by way. Raises AssertionError where one is wrong."""
    path = sample(folder)
    right = ways.reference(path)
    differ = {name: ways.differing(ways.answers(way, path, folder), right) for name, way in ways.there().items()}
    wrong = [name for name, count in differ.items() if count and ways.WAYS[name].exact]
    assert not wrong, f"other answers: {wrong}, {differ}"
    return {"of": len(right), "differ": differ}


def once(name: str, small: Path, file: Path, threads: int, output: Path | None) -> dict[str, Any]:
    """One measurement, in this process."""
    way = ways.WAYS[name]
    way.run(small, threads, output)
    clock, processor = time.perf_counter(), time.process_time()
    sums = way.run(file, threads, output)
    took = time.perf_counter() - clock, time.process_time() - processor
    return {"clock": took[0], "processor": took[1], "memory": most_memory(), "sums": sums}


def most_memory() -> float:
    """The megabytes that this process had at most; what the kernel tells of children has their parent's in it."""
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def apart(name: str, small: Path, file: Path, threads: int, output: Path | None) -> dict[str, Any]:
    """One measurement, in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.columns", "--once", name, str(small), str(file), str(threads)]
    env = {**os.environ, "POLARS_MAX_THREADS": str(threads), "OMP_NUM_THREADS": "1"}
    ran = subprocess.run([*words, str(output or "")], env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def measured(small: Path, file: Path, threads: int, rounds: int, output: Path | None, names: Sequence[str]) -> dict[str, Any]:
    """Medians by way. Sums must be the same for all that are exact."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            found[name].append(apart(name, small, file, threads, output))
    sums = [found[name][0]["sums"] for name in names if ways.WAYS[name].exact]
    assert all(one == sums[0] for one in sums if one), "the ways do not come to the same sums"
    keys = ("clock", "processor", "memory")
    return {name: {key: statistics.median(one[key] for one in each) for key in keys} for name, each in found.items()}


def limit(file: Path) -> float:
    """Seconds of the processor that the loop in C takes over arrays that are there already, a piece at a time."""
    pieces = [people.decoded(batch) for batch in people.tables(file)]
    by_c.calculated(pieces[0])
    start = time.process_time()
    for piece in pieces:
        by_c.calculated(piece)
    return time.process_time() - start


def grown(folder: Path, rows: int, rounds: int) -> dict[str, Any]:
    """How the policy's query and the one by hand grow with years: the same people with fewer columns."""
    found: dict[str, Any] = {}
    for last in (people.FIRST, people.FIRST + 4, people.LAST):
        file, small = folder / f"until-{last}.parquet", folder / f"small-{last}.parquet"
        people.make(file, rows, last=last)
        people.make(small, 1000, last=last)
        found[str(last - people.FIRST + 1)] = measured(small, file, 1, rounds, None, ("policyc, the query", "DuckDB by hand"))
    return found


def everything(folder: Path, rows: int, rounds: int) -> dict[str, Any]:
    """All of it."""
    agreed = compared(folder)
    small, file, output = folder / "small.parquet", folder / f"people-{rows}.parquet", folder / "results.parquet"
    people.make(small, 1000)
    people.make(file, rows)
    there = ways.there()
    found: dict[str, Any] = {"rows": rows, "rounds": rounds, "agreed": agreed, "limit": limit(file)}
    for threads in (1, 2):
        names = [name for name, way in there.items() if way.sums and (threads == 1 or way.most > 1)]
        found[f"sums {threads}"] = measured(small, file, threads, rounds, None, names)
    names = [name for name, way in there.items() if way.most > 1]
    found["results 2"] = measured(small, file, 2, rounds, output, names)
    found["years"] = grown(folder, rows // 2, rounds)
    found["load"] = os.getloadavg()
    return found


def large(folder: Path, rows: int, names: Sequence[str]) -> Mapping[str, Any]:
    """Many people, once: seconds and memory at two threads."""
    small, file, output = folder / "small.parquet", folder / f"people-{rows}.parquet", folder / "results.parquet"
    people.make(small, 1000)
    people.make(file, rows)
    sums = measured(small, file, 2, 1, None, [name for name in names if ways.WAYS[name].sums])
    return {"rows": rows, "sums": sums, "results": measured(small, file, 2, 1, output, names), "load": os.getloadavg()}


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", type=int, help="so many people, once, by those ways that do not need them all in memory")
    parser.add_argument("--json", type=Path, help="keep what was measured")
    parser.add_argument("--once", nargs=5, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.once:
        name, small, file, threads, output = given.once
        print(json.dumps(once(name, Path(small), Path(file), int(threads), Path(output) if output else None)))
        return
    with tempfile.TemporaryDirectory() as folder:
        found = everything(Path(folder), given.rows, given.rounds)
        if given.large:
            names = [n for n in ("policyc, the query", "policyc run", "DuckDB by hand", "Polars by hand") if n in ways.there()]
            found["large"] = large(Path(folder), given.large, names)
    if given.json:
        given.json.write_text(json.dumps(found, indent=2), "utf-8")
    print(section(found))


if __name__ == "__main__":
    main()
