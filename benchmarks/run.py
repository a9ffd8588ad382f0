"""All benchmarks: ``python -m benchmarks.run --date 2026-11-22 [--provinces N]`` writes benchmarks/RESULTS.md."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks import diffs, parse, scalar, startup, synthetic, workspace
from benchmarks.person import measure as person

RESULTS = Path(__file__).with_name("RESULTS.md")
#: Where the part about people begins.
PEOPLE = "## A million people\n"
PACKAGES = ("lark", "jinja2", "click", "common-expression-language", "zen-engine", "regopy", "openfisca-core")


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _named(found: Mapping[str, Mapping[str, object]]) -> str:
    head = list(next(iter(found.values())))
    return _table(["", *head], ([name, *row.values()] for name, row in found.items()))


def _installed() -> str:
    told = [f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            told.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            told.append(f"{package} absent")
    return ", ".join(told)


def report(date: str, provinces: int) -> str:
    """All of it, as Markdown."""
    large = workspace.measure(provinces, None)
    count = large.pop("policies")
    steps = {name: step for name, step in large.items() if isinstance(step, dict)}
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"""# Benchmarks

Written by `python -m benchmarks.run --date {date} --provinces {provinces}`. {platform.system()} {platform.machine()},
{os.cpu_count()} processors, load {load} at the end; {_installed()}.
Times are processor time, medians of rounds in which all take turns: what else the machine does hardly shows in the ratios.

## Start-up

Times of `python -c pass`; policies/2023.pol.

{_named(startup.measure())}

## Text to tree

`share` is policyc's speed as a part of Lark's own on the same grammar with positions; Lark runs with Python's collector on, as
users run it. `share, collector off` has it off for both.

{_table(list(rows[0]), [tuple(row.values()) for row in rows]) if (rows := parse.measure()) else ""}

## One decision

Two enums and an amount, [scalar.pol](scalar.pol); times of hand-written integers, which check no input. Before anything was
timed, all answers were compared with the module's: `differ` of `of` inputs at bracket ends, rounding ties and a fen beside them.

{_named(scalar.measure(15))}

{person.section(person.measure(15), 15).rstrip()}

## A workspace of {count} invented policies

Seconds on the clock and of all processes, and the megabytes of the largest process so far.

{_named(steps)}

## Two policies compared by meaning

Processor time without compiling. z3 is asked by `policyc prove`'s solver, cell by cell, and stops at its first case; the
comparison gives all regions with their bounds. All answers were compared before anything was timed.

{_named(diffs.measure())}
"""


def main() -> None:
    """Measure all, and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--date", required=True, help="the date that the results bear")
    parser.add_argument("--provinces", type=int, default=len(synthetic.PREFECTURES))
    given = parser.parse_args()
    _, mark, people = RESULTS.read_text("utf-8").partition(PEOPLE)  # that part is written by benchmarks.columns
    RESULTS.write_text(report(given.date, given.provinces) + (f"\n{mark}{people}" if mark else ""), "utf-8")


if __name__ == "__main__":
    main()
