"""Look for inputs that break the compiler: ``python -m tests.fuzz [--seconds N | --inputs N] [--seed S] [--full SHARE]``.

Every input has its own seed (S + its number), so that ``--inputs 1 --seed 1234567`` runs one of them again. What breaks a law
is made smaller and printed, with its seed; the exit code is then 1. ``--log FILE``: the counts, now and then.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

from tests.fuzz.laws import Hang
from tests.fuzz.mutations import Input, drawn
from tests.fuzz.running import Failure, smaller, tried


def main() -> int:
    """Run until the time or the number is up."""
    options = _arguments()
    counts: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    started = told = time.monotonic()
    number = 0
    while number < options.inputs if options.inputs else time.monotonic() - started < options.seconds:
        random = Random(options.seed + number)
        full = random.random() < options.full
        given = drawn(random, gentle=full)
        failure = tried(given, full=full, counts=counts)
        number += 1
        if failure is not None:
            seen[failure.where] += 1
            if seen[failure.where] == 1:
                _tell(options.seed + number - 1, given, failure, full=full)
        if time.monotonic() - told > 30:
            told = time.monotonic()
            _log(options.log, number, counts, seen, started)
    _log(options.log, number, counts, seen, started)
    print(_line(number, counts, seen, started))
    return 1 if seen else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--inputs", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--full", type=float, default=0.15, help="the share that goes through the whole compiler and all targets")
    parser.add_argument("--log", type=Path)
    return parser.parse_args()


def _tell(seed: int, given: Input, failure: Failure, *, full: bool) -> None:
    small = given if isinstance(failure.error, Hang) else replace(given, text=smaller(given, failure, full=full))
    print(
        f"── seed {seed} {given.file} {'+'.join(given.kinds)}\n   {failure.where}\n   {failure.error!r}\n{small.text!r}",
        flush=True,
    )


def _line(number: int, counts: Counter[str], seen: Counter[str], started: float) -> str:
    told = ", ".join(f"{key} {count}" for key, count in sorted(counts.items()))
    return f"{number} inputs in {time.monotonic() - started:.0f} s: {told}; failures {sum(seen.values())} of {len(seen)} kinds"


def _log(path: Path | None, number: int, counts: Counter[str], seen: Counter[str], started: float) -> None:
    if path is not None:
        path.write_text(
            _line(number, counts, seen, started) + "\n" + "\n".join(f"{n} {w}" for w, n in seen.items()) + "\n", "utf-8"
        )


if __name__ == "__main__":
    sys.exit(main())
