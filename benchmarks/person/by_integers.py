"""What one would write by hand in Python: whole numbers of fen, no input checked."""

from __future__ import annotations

from benchmarks.columns.ways import Row
from benchmarks.person.people import DEDUCTIBLE, LINE, PAYMENT, RATIO, SUBSIDY, Person


def calculated(person: Person) -> Row:
    """All results."""
    payment = PAYMENT[person.category]
    if person.category == "student" and person.age < 18:
        payment -= 3000
    if person.age >= 80:
        payment = payment * 9 // 10
    deductible = DEDUCTIBLE[person.category][person.hospital]
    ratio = RATIO[person.category][person.hospital]
    rate = ratio - 100 if person.referred else ratio
    inpatient = (min(max(person.eligible - deductible, 0) * rate, 15_000_000_000) + 500) // 1000
    own = person.eligible - inpatient
    line = LINE[person.category]
    part = max(own - line, 0)
    scale = part * 60 + sum(max(part - bracket, 0) * 5 for bracket in (10_000_000, 20_000_000, 30_000_000))
    scale = (scale + 50) // 100
    years = count = available = remaining = 0
    applies = False
    for record in person.records:
        if record is None:
            continue
        applies, zero, used = record
        years = years + 1 if applies else 0
        count += years > 4
        available = remaining
        remaining = (0 if used else available) + (applies and zero and not used)
    bonus = cap = catastrophic = total = None
    if applies:
        bonus = min(300_000 * count + 200_000 * available, 8_000_000)
        cap = 40_000_000 + bonus
        catastrophic = min(scale, cap)
        total = inpatient + catastrophic
    return (
        SUBSIDY[person.tier], payment, deductible, ratio, inpatient, own, line, scale, years, count, available, remaining,
        bonus, cap, catastrophic, total,
    )  # fmt: skip
