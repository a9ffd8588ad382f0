"""Processor time of calls and of commands, as medians of interleaved runs: what else the machine does hardly shows in them."""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Took:
    """Seconds of a command: on the clock, of all its processes together, and the memory of the largest of them in MB."""

    clock: float
    processor: float
    memory: float


def command(
    words: Sequence[str], *, cwd: Path | None = None, environment: Mapping[str, str] | None = None, code: int = 0
) -> Took:
    """Run a command, which must end with this code. The memory is that of the largest process so far."""
    env = {key: value for key, value in {**os.environ, **(environment or {})}.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ran = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ran.returncode == code, ran.stderr[-2000:]
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(clock, processor, after.ru_maxrss / 1024)


def calls(functions: Mapping[str, Callable[[], object]], *, rounds: int = 15, seconds: float = 0.02) -> dict[str, float]:
    """Seconds a call of each function: the median over rounds in which all of them take turns."""
    repeat = {name: _repeat(function, seconds) for name, function in functions.items()}
    found: dict[str, list[float]] = {name: [] for name in functions}
    gc.collect()
    for _ in range(rounds):
        for name, function in functions.items():
            found[name].append(_time(function, repeat[name]) / repeat[name])
    return {name: statistics.median(times) for name, times in found.items()}


def _repeat(function: Callable[[], object], seconds: float) -> int:
    count = 1
    while (took := _time(function, count)) < seconds:
        count *= 2 if took > seconds / 8 else 8
    return count


def _time(function: Callable[[], object], count: int) -> float:
    turns = range(count)
    start = time.process_time()
    for _ in turns:
        function()
    return time.process_time() - start
