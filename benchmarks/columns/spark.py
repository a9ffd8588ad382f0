"""``policyc run --engine spark``: ``python -m benchmarks.columns.spark`` measures it and prints a section of RESULTS.md.

Each number of threads is a process of its own, whose session starts, does the sample, and is then timed: first the sample again,
which is what a run takes whatever its size, then each number of people, so many times. Needs the extra ``spark`` and Java.
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
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.columns import people
from benchmarks.columns.report import table

#: People whose answers are compared with the other engine's before anything is timed, boundary cases and wrong values among them.
SAMPLE, EDGES = 3000, 1000
#: What the paper's cluster has, and for how many people.
CORES, EVERYBODY = 100, 1_400_000_000


def agreed(folder: Path) -> int:
    """How many of the sample come out, the same from both engines, with the same rows set aside. Raises AssertionError else."""
    import pyarrow.parquet as pq

    from policyc.columns import run

    file = folder / "sample.parquet"
    people.make(file, SAMPLE, edges=EDGES)
    people.spoil(file)
    usual, spark = folder / "usual.parquet", folder / "spark.parquet"
    told = run(str(people.POLICY), input=str(file), output=str(usual))
    same = run(str(people.POLICY), input=str(file), output=str(spark), engine="spark")
    answers = [pq.read_table(path).sort_by("person_id").to_pylist() for path in (usual, spark)]
    assert answers[0] == answers[1], "other answers"
    assert (told.set_aside, told.rules) == (same.set_aside, same.rules), "other sums"
    return told.rows_out


def timed(threads: int, sample: Path, files: Sequence[Path], rounds: int, folder: Path) -> dict[str, Any]:
    """Of one session: seconds of its start and first run, and of a run over each file, on the clock and of Java's processors."""
    from pyspark.sql import SparkSession

    from policyc.columns import run
    from policyc.columns.spark.session import START

    begun = time.perf_counter()
    builder = SparkSession.builder.master(f"local[{threads}]").config("spark.sql.warehouse.dir", str(folder / "tables"))
    for name, value in (START | {"spark.driver.memory": "2g", "spark.driver.host": "127.0.0.1"}).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    gateway: Any = session.sparkContext._gateway
    java = Path("/proc") / str(gateway.proc.pid) / "stat"

    def processor_time() -> float:
        ticks = java.read_text("ascii").rpartition(") ")[2].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def one(file: Path) -> tuple[float, float]:
        clock, processor = time.perf_counter(), processor_time()
        told = run(str(people.POLICY), input=str(file), output=str(folder / "out.parquet"), engine="spark")
        assert told.rows_out > 0
        return time.perf_counter() - clock, processor_time() - processor

    one(sample)
    start = time.perf_counter() - begun, processor_time()
    found = {"start": start}
    one(files[0])  # Java compiles what it sees often enough
    for name, file in (("sample", sample), *((file.stem, file) for file in files)):
        took = [one(file) for _ in range(rounds)]
        found[name] = (statistics.median(t[0] for t in took), statistics.median(t[1] for t in took))
    session.stop()
    return found


def _apart(threads: int, words: Sequence[str | Path]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.columns.spark", "--one", str(threads), *map(str, words)]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def measure(sizes: Sequence[int], rounds: int, folder: Path, say: Callable[[str], object]) -> dict[str, Any]:
    """All of it."""
    found: dict[str, Any] = {"rounds": rounds, "agreed": agreed(folder), "sizes": list(sizes)}
    files = [folder / f"{size}.parquet" for size in sizes]
    for size, file in zip(sizes, files, strict=True):
        people.make(file, size)
    for threads in (1, 2):
        found[str(threads)] = _apart(threads, [folder, str(rounds), folder / "sample.parquet", *files])
        say(f"local[{threads}]: {found[str(threads)]}")
    return found | {"load": os.getloadavg()}


def section(found: Mapping[str, Any]) -> str:
    """The section of RESULTS.md."""
    load = " ".join(f"{average:.1f}" for average in found["load"])
    sizes = found["sizes"]
    names = {"start": "start and first run", "sample": f"{SAMPLE:,} again", **{str(size): f"{size:,}" for size in sizes}}
    rows = [(name, *(f"{value:.1f}" for threads in "12" for value in found[threads][key])) for key, name in names.items()]
    least, most = str(sizes[0]), str(sizes[-1])
    each = {t: (found[t][most][1] - found[t][least][1]) / (sizes[-1] - sizes[0]) for t in "12"}
    seconds = each["2"] * EVERYBODY / CORES
    head = ["people", "local[1], clock s", "processor s", "local[2], clock s", "processor s"]
    micro = {threads: f"{seconds * 1e6:.1f} µs" for threads, seconds in each.items()}
    told = [
        "`policyc run --engine spark`, [population.pol](policies/population.pol), all 16 results, Parquet to Parquet with the",
        f"summary; `python -m benchmarks.columns.spark` measures it. {SAMPLE:,} people, a tenth of them with something",
        f"wrong, were first compared with DuckDB's answers, row by row: the same {found['agreed']:,} come out. Medians of",
        f"{found['rounds']} runs in one session; load of the machine at the end {load}. Processor time is all of Java's:",
        "planning, compiling and collecting too.",
    ]
    billions = f"{EVERYBODY / 1e9:.1f} billion"
    paper = [
        f"From {sizes[0]:,} to {sizes[-1]:,} people one more takes {micro['1']} of a processor at local[1] and {micro['2']}",
        f"at local[2]. On paper, for {billions} people on {CORES} cores: {micro['2']} × {EVERYBODY:,} ÷ {CORES} =",
        f"{seconds:.0f} s, and the start. That takes for granted that cores are as fast as these and all of them busy (nobody's",
        "row needs another's, so nothing is shuffled), and that storage gives and takes as fast as they work.",
    ]
    return "\n\n".join(["## On Spark", "\n".join(told), table(head, rows), "\n".join(paper)])


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="100000,1000000,4000000", help="numbers of people, with commas between, rising")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", nargs="+", metavar="WORD", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        threads, folder, rounds, sample, *files = given.one
        print(json.dumps(timed(int(threads), Path(sample), list(map(Path, files)), int(rounds), Path(folder))))
        return
    with tempfile.TemporaryDirectory() as folder:
        sizes = [int(size) for size in given.rows.split(",")]
        print(section(measure(sizes, given.rounds, Path(folder), lambda text: print(text, file=sys.stderr, flush=True))))


if __name__ == "__main__":
    main()
