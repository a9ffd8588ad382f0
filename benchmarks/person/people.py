"""The persons, and the figures that those who do not read the policy share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.columns.people import FIELDS, FIRST, LAST

#: Enrolled, no claim, bonus used; or no record of that year.
Record = tuple[bool, bool, bool] | None

YEARS = range(FIRST, LAST + 1)
#: Fen.
SUBSIDY = {"west": 56000, "central": 42000, "east": 21000}
PAYMENT = {"ordinary": 40000, "student": 40000, "destitute": 0, "aided": 20000, "monitored": 20000}
LINE = {"ordinary": 1_500_000, "student": 1_500_000, "destitute": 750_000, "aided": 750_000, "monitored": 750_000}
_PLAIN = {"first": 20000, "second": 50000, "third": 100000}
_POOR = {"first": 0, "second": 0, "third": 30000}
DEDUCTIBLE = {
    "ordinary": _PLAIN,
    "student": _PLAIN,
    "destitute": _POOR,
    "aided": _POOR,
    "monitored": {"first": 10000, "second": 25000, "third": 50000},
}
#: Thousandths.
_NEEDY = {"first": 900, "second": 825, "third": 725}
RATIO = {
    "ordinary": {"first": 850, "second": 750, "third": 600},
    "student": {"first": 875, "second": 775, "third": 650},
    "destitute": _NEEDY,
    "aided": _NEEDY,
    "monitored": _NEEDY,
}


@dataclass(frozen=True, slots=True)
class Person:
    """One person; eligible in fen, a record or none for each of YEARS."""

    tier: str
    category: str
    age: int
    hospital: str
    referred: bool
    eligible: int
    records: tuple[Record, ...]


def persons(file: Path) -> Iterator[Person]:
    """Those of a file of people who lack nothing."""
    import pyarrow.parquet as pq

    for row in pq.read_table(file).to_pylist():
        answers = [tuple(row[f"years_{year}_{field}"] for field in FIELDS) for year in YEARS]
        records = tuple(None if enrolled is None else (enrolled, zero, used) for enrolled, zero, used in answers)
        yield Person(
            row["tier"],
            row["category"],
            row["age_now"],
            row["hospital"],
            row["referred_out"],
            int(row["eligible"] * 100),
            records,
        )
