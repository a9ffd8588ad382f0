"""What came of a run: rows in, out and set aside; per rule what it adds up to, and how often there is no value, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one rule. total: the sum of amounts, how many are yes; None of what cannot be added up. reasons: how many rows have no
    value for each reason, the most frequent first.
    """

    name: str
    label: str
    unit: str
    values: int
    total: Decimal | None
    not_applicable: int
    unspecified: int
    missing: int
    unlimited: int
    reasons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that was set aside: its place, from 1 and without a header, and why. None where the engine keeps no order."""

    row: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run. first: some of the rows that were set aside. seconds: how long it took."""

    policy: str
    name: str
    rows_in: int
    rows_out: int
    set_aside: int
    output: str
    rejects: str | None
    rules: tuple[Tally, ...]
    first: tuple[SetAside, ...]
    seconds: float
