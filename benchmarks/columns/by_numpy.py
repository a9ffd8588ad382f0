"""NumPy written by hand: 64,000 people at a time, so that what lies between stays in the processor's cache."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.columns.people import People, decoded, finished, in_turn, tables


def calculated(people: People) -> tuple[Mapping[str, Any], Any]:
    """The results of some people, and who has the conditional ones."""
    import numpy as np

    who = people.category.astype(np.int64) * 3 + people.hospital
    subsidy = np.array([56000, 42000, 21000])[people.tier]
    payment = np.array([40000, 40000, 0, 20000, 20000])[people.category]
    payment = payment - 3000 * ((people.category == 1) & (people.age < 18))
    payment = np.where(people.age >= 80, payment * 90 // 100, payment)
    poor, rich = [0, 0, 30000], [20000, 50000, 100000]
    deductible = np.array([*rich, *rich, *poor, *poor, 10000, 25000, 50000])[who]
    needy = [900, 825, 725] * 3
    ratio = np.array([850, 750, 600, 875, 775, 650, *needy])[who]
    base = np.maximum(people.eligible - deductible, 0) * (ratio - 100 * people.referred)
    inpatient = (np.minimum(base, 15_000_000_000) + 500) // 1000
    own = people.eligible - inpatient
    line = np.array([1_500_000, 1_500_000, 750_000, 750_000, 750_000])[people.category]
    part = np.maximum(own - line, 0)
    scale = part * 60
    for bracket in (10_000_000, 20_000_000, 30_000_000):
        scale = scale + np.maximum(part - bracket, 0) * 5
    scale = (scale + 50) // 100
    years, count, available, remaining, enrolled = records(people)
    bonus = np.minimum(300_000 * count + 200_000 * available, 8_000_000)
    cap = 40_000_000 + bonus
    catastrophic = np.minimum(scale, cap)
    names = (
        "central_subsidy individual_payment deductible ratio inpatient out_of_pocket catastrophic_line catastrophic_scale "
        "consecutive_years continuity_count available_zero_claims remaining_zero_claims bonus catastrophic_cap catastrophic "
        "total_benefit"
    )
    values = (
        subsidy, payment, deductible, ratio, inpatient, own, line, scale, years, count, available, remaining, bonus, cap,
        catastrophic, inpatient + catastrophic,
    )  # fmt: skip
    return dict(zip(names.split(), values, strict=True)), enrolled


def records(people: People) -> tuple[Any, Any, Any, Any, Any]:
    """Year by year: years in a row, incentives, claims that may be used, those left; and who is enrolled in the last record."""
    import numpy as np

    rows = len(people.age)
    years, count, available, remaining = (np.zeros(rows, np.int64) for _ in range(4))
    enrolled = np.zeros(rows, np.bool_)
    for is_in, zero, used in zip(*(people.records[f] for f in ("enrolled", "zero_claim", "bonus_used")), strict=True):
        there = is_in >= 0
        enrolled = np.where(there, is_in == 1, enrolled)
        years = np.where(there, (years + 1) * (is_in == 1), years)
        count += there & (years > 4)
        available = np.where(there, remaining, available)
        left = available * (used != 1) + ((is_in == 1) & (zero == 1) & (used != 1))
        remaining = np.where(there, left, remaining)
    return years, count, available, remaining, enrolled


def run(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """From the file to sums, or to a file of results."""

    def work(batch: Any) -> tuple[Mapping[str, Any], Any]:
        return calculated(decoded(batch))

    return finished(in_turn(work, tables(people), threads), output)
