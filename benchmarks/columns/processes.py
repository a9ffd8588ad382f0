"""One measurement, in a process of its own, which has done a small file before it is timed.

``python -m benchmarks.columns.processes WAY SMALL FILE THREADS OUTPUT`` is what such a process runs.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.columns import ways
from benchmarks.columns.ways import Run

Figures = Mapping[str, float]


def timed(run: Run, small: Path, file: Path, threads: int, output: Path | None) -> dict[str, Any]:
    """One measurement, in this process: seconds on the clock and of processors, and the most memory in MB."""
    run(small, threads, output)
    clock, processor = time.perf_counter(), time.process_time()
    sums = run(file, threads, output)
    took = time.perf_counter() - clock, time.process_time() - processor
    return {"clock": took[0], "processor": took[1], "memory": most_memory(), "sums": sums}


def most_memory() -> float:
    """The megabytes that this process had at most; what the kernel tells of children has their parent's in it."""
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def apart(words: Sequence[str | Path], threads: int) -> dict[str, Any]:
    """What a module of this package prints as JSON in its last line, run with these words."""
    env = {**os.environ, "POLARS_MAX_THREADS": str(threads), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", *map(str, words)]
    ran = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def in_turns(all_words: Mapping[str, Sequence[str | Path]], threads: int, rounds: int) -> dict[str, Figures]:
    """Medians by name. Each round is one process of each; all that tell sums must tell the same."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in all_words}
    for _ in range(rounds):
        for name, words in all_words.items():
            found[name].append(apart(words, threads))
    sums = [each[0]["sums"] for name, each in found.items() if name not in ways.WAYS or ways.WAYS[name].exact]
    told = [one for one in sums if one]
    assert all(one == told[0] for one in told), "the ways do not come to the same sums"
    keys = ("clock", "processor", "memory")
    return {name: {key: statistics.median(one[key] for one in each) for key in keys} for name, each in found.items()}


def measured(small: Path, file: Path, threads: int, rounds: int, output: Path | None, names: Sequence[str]) -> dict[str, Figures]:
    """Medians of ways by name."""
    words = {
        name: ("benchmarks.columns.processes", name, small, file, str(threads), "" if output is None else output)
        for name in names
    }
    return in_turns(words, threads, rounds)


def main() -> None:
    """One measurement, as JSON."""
    name, small, file, threads, output = sys.argv[1:]
    way = ways.WAYS[name]
    print(json.dumps(timed(way.run, Path(small), Path(file), int(threads), Path(output) if output else None)))


if __name__ == "__main__":
    main()
