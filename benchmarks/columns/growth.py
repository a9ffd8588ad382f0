"""How what a run takes grows: with people, with years of records, with rules. Two threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.columns import people, processes, ruled, ways
from benchmarks.columns.processes import Figures

#: The ways that are followed; those that do not leave it at sums write their results.
FOLLOWED = ("policyc, in DuckDB", "policyc, in Polars", "policyc run", "DuckDB by hand", "DuckDB by hand, checked")
#: Those that can take any number of people.
LEAN = (*FOLLOWED, "Polars by hand, checked", "OpenFisca, with care")
THREADS = 2

Grown = Mapping[str, Mapping[str, Figures]]


def followed(names: Sequence[str], small: Path, file: Path, rounds: int, output: Path) -> Mapping[str, Figures]:
    """Of each way from Parquet to sums, or where it cannot leave it at them, to Parquet."""
    there = ways.there()
    words = {
        name: ("benchmarks.columns.processes", name, small, file, str(THREADS), "" if there[name].sums else output)
        for name in names
        if name in there
    }
    return processes.in_turns(words, THREADS, rounds)


def with_people(folder: Path, counts: Sequence[int], rounds: int) -> Grown:
    """By the number of people; ten million or more once."""
    found: dict[str, Mapping[str, Figures]] = {}
    small, file, output = (folder / name for name in ("few.parquet", "many.parquet", "results.parquet"))
    people.make(small, 1000)
    for count in counts:
        people.make(file, count)
        found[f"{count:,}"] = followed(LEAN, small, file, rounds if count < 10_000_000 else 1, output)
    return found


def with_years(folder: Path, rows: int, rounds: int) -> Grown:
    """By the years of records that the file has: the same people with fewer columns."""
    found: dict[str, Mapping[str, Figures]] = {}
    for last in (people.FIRST, people.FIRST + 4, people.LAST):
        small, file, output = (folder / f"{name}-{last}.parquet" for name in ("few", "some", "results"))
        people.make(small, 1000, last=last)
        people.make(file, rows, last=last)
        found[str(last - people.FIRST + 1)] = followed(FOLLOWED, small, file, rounds, output)
    return found


def with_rules(folder: Path, rows: int, rounds: int, counts: Sequence[int] = ruled.COUNTS) -> Grown:
    """By the number of rules, each with two tables of its own (ruled.py)."""
    small, file, output = (folder / f"{name}-ruled.parquet" for name in ("few", "some", "results"))
    people.make(small, 1000, last=people.FIRST)
    people.make(file, rows, last=people.FIRST)
    found: dict[str, Mapping[str, Figures]] = {}
    for count in counts:
        words = {
            name: ("benchmarks.columns.ruled", name, str(count), small, file, str(THREADS), output if name in ruled.WHOLE else "")
            for name in ruled.NAMES
        }
        found[str(count)] = processes.in_turns(words, THREADS, rounds)
    return found
