"""``compare-run`` held against the evaluator: ``python -m tests.run.winners --rows 10000``.

The rows are those that both policies' own formulas ask for (:mod:`policyc.synthesis.cases`), refused ones among them. Compared
are, of everybody, what was, what is, the change and both reasons, and of every group each figure.
"""

from __future__ import annotations

import argparse
import datetime
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet

from policyc.columns import compare_run
from policyc.columns.winners.figures import QUANTILES, Group, Winners
from policyc.columns.winners.pairing import Matching, matching
from policyc.model.policy import Policy
from policyc.model.types import EnumType, Member, Type, Value
from policyc.synthesis import flat
from policyc.targets.columns.plan import Plan, plan
from tests.columns.answers import ROOT
from tests.columns.engines import ROW
from tests.columns.identity import compiled
from tests.columns.oracle import Oracle, Told
from tests.columns.rows import NO_MEMBER, Row, derived, layout, table


@dataclass(frozen=True)
class Shipped:
    """Two policies, older one first, what people are grouped by, and which rules are one though they are called otherwise."""

    old: str
    new: str
    by: tuple[str, ...]
    paired: Mapping[str, str] = field(default_factory=dict)


SHIPPED = (
    Shipped("policies/2021.pol", "policies/2022.pol", ("分档",)),
    Shipped("policies/2022.pol", "policies/2023.pol", ("分档",)),
    Shipped("policies/2023.pol", "policies/2024.pol", ("分档",)),
    Shipped("policies/2023.pol", "policies/zaozhuang/2023.pol", ("分档",)),
    Shipped(
        "policies/zaozhuang/2023.pol",
        "policies/enrolment_2025.pol",
        ("窗口内缴费", "集中缴费期后迁入"),
        {"迁入当年待遇月数": "当年待遇月数"},
    ),
    Shipped("policies/enrolment_2025.pol", "policies/shandong/enrolment_2025.pol", ("窗口内缴费",)),
    Shipped("policies/shandong/enrolment_2025.pol", "policies/enrolment_2025.pol", ("新生儿等特殊群体", "窗口内缴费")),
)
_NAMED = 3  # in every third row members stand under their Chinese names


@dataclass(frozen=True)
class People:
    """Rows for two policies: which rules are compared, what each policy reads, and the cells by column."""

    matched: Matching
    plans: tuple[Plan, Plan]
    rows: list[Row]

    def write(self, path: Path) -> None:
        """As a Parquet file."""
        columns = {column.name: column for made in self.plans for column in layout(made)}
        pyarrow.parquet.write_table(table(tuple(columns.values()), self.rows), path)


def people(old: Policy, new: Policy, count: int, seed: int = 0, paired: Mapping[str, str] | None = None) -> People:
    """Rows that both policies ask for, half of them each; of what the other one reads besides a row has what that asks for."""
    matched = matching(old, new, None, paired)
    years = _years((old, new))
    asked = [pair.before.name for pair in matched.pairs], [pair.after.name for pair in matched.pairs]
    one, other = (
        plan(policy, rules, {h.name: years[h.alias] for h in policy.histories})
        for policy, rules in zip((old, new), asked, strict=True)
    )
    drawn = [
        derived(made.policy, made, -(-count // 2), seed, {h.name: years[h.alias] for h in made.policy.histories})
        for made in (one, other)
    ]
    rows: list[Row] = [{**drawn[1][place % len(drawn[1])], **row} for place, row in enumerate(drawn[0])]
    rows += [{**drawn[0][place % len(drawn[0])], **row} for place, row in enumerate(drawn[1])]
    return People(matched, (one, other), rows)


def _years(policies: Sequence[Policy], records: int = 6) -> dict[str, range]:
    """The years for which there are columns, by the alias of the history."""
    first = min((policy.period.first.year for policy in policies if policy.period), default=2020) - 3
    found: dict[str, range] = {}
    for history in (h for policy in policies for h in policy.histories):
        most = min(history.at_most, records)
        found.setdefault(history.alias, range(1, most + 1) if history.events else range(first, first + most))
    return found


# ------------------------------------------------------------------ what the evaluator says


@dataclass(frozen=True)
class Asked:
    """What both policies say of a row: whether they refuse it; if none does, of each pair of rules the value or its reason."""

    place: int
    refused: tuple[bool, bool]
    told: tuple[tuple[Told, Told], ...]


def asked(found: People, workers: int = 1) -> list[Asked]:
    """The evaluator's answers. workers: processes that share the rows."""
    if workers == 1:
        return _answers(found, range(len(found.rows)))
    _shared[:] = [found]
    size = -(-len(found.rows) // (8 * workers))
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:  # the rows are there already, in each
            parts = [range(first, min(first + size, len(found.rows))) for first in range(0, len(found.rows), size)]
            return [each for part in pool.imap(_share, parts) for each in part]
    finally:
        _shared.clear()


_shared: list[People] = []


def _share(places: range) -> list[Asked]:
    return _answers(_shared[0], places)


def _answers(found: People, places: range) -> list[Asked]:
    oracles = [Oracle(made) for made in found.plans]
    answers = []
    for place in places:
        old, new = (o.answers(_case(made, found.rows[place], place)) for o, made in zip(oracles, found.plans, strict=True))
        told = () if old is None or new is None else tuple(zip(_in_pairs(found, old), new, strict=True))
        answers.append(Asked(place, (old is None, new is None), told))
    return answers


def _in_pairs(found: People, told: Sequence[Told]) -> list[Told]:
    """The older policy's answers in the order of the newer's, rule by rule."""
    by_name = {output.rule.name: answer for output, answer in zip(found.plans[0].outputs, told, strict=True)}
    return [by_name[pair.before.name] for pair in found.matched.pairs]


def _case(made: Plan, row: Row, place: int) -> Any:
    own = {column.name: _own(column.declared.type, row[column.name], place) for column in layout(made)}
    return flat.restored(layout(made), own)


def _own(type_: Type, value: Value | None, place: int) -> Value | None:
    """A member as the policy at hand has it."""
    if not isinstance(type_, EnumType) or not isinstance(value, Member):
        return value
    written = value.name if place % _NAMED == _NAMED - 1 else value.alias
    return next((member for member in type_.members if written in (member.alias, member.name)), NO_MEMBER)


def step(old: Told, new: Told) -> tuple[int | None, Fraction | None]:
    """Which way a result moved, None where it cannot be said, and by how much. What has no limit is above every amount."""
    endless = [told[1] == "不封顶" for told in (old, new)]
    if any(value is None and not without for (value, _), without in zip((old, new), endless, strict=True)):
        return None, None
    if any(endless):
        return endless[1] - endless[0], None
    before, after = old[0], new[0]
    if isinstance(before, str):
        return (0, Fraction(0)) if before == after else (1, None)
    moved = _number(after) - _number(before)
    if isinstance(before, datetime.date) and isinstance(after, datetime.date):  # of months; days are days
        moved = Fraction((after.year - before.year) * 12 + after.month - before.month)
    return (moved > 0) - (moved < 0), moved


def _number(value: object) -> Fraction:
    if isinstance(value, datetime.date):
        return Fraction(value.toordinal())
    assert isinstance(value, bool | int | Decimal)
    return Fraction(value)


def _quantiles(steps: Sequence[Fraction]) -> tuple[Fraction, ...]:
    ordered = sorted(steps)
    return tuple(ordered[max(-(-len(ordered) * each // 100), 1) - 1] for each in QUANTILES) if ordered else ()


# ------------------------------------------------------------------ holding one against the other


@dataclass
class Held:
    """What came of it: rows, of them refused, results compared, figures compared, and what differs (the first few)."""

    rows: int
    refused: int
    results: int
    figures: int
    differing: list[str]


def hold(
    old: Policy,
    new: Policy,
    count: int,
    by: Sequence[str],
    folder: Path,
    seed: int = 0,
    paired: Mapping[str, str] | None = None,
    workers: int = 1,
) -> Held:
    """Compare two policies over rows that they ask for, and hold everything that comes out against the evaluator."""
    given = people(old, new, count, seed, paired)
    answers = asked(given, workers)  # first, since a database's threads do not go along into other processes
    given.write(folder / "people.parquet")
    arguments: dict[str, Any] = {"input": str(folder / "people.parquet"), "by": by, "pairs": paired}
    arguments |= {name: str(folder / f"{name}.parquet") for name in ("output", "rejects")}
    found = compare_run(old, new, **arguments)
    rows = [each for each in answers if not any(each.refused)]
    aside = [each for each in answers if any(each.refused)]
    held = Held(len(answers), len(aside), 0, 0, [])
    _same(held, "set aside", [found.refused.before, found.refused.after, found.refused.both], _refusals(aside))
    _same(
        held, "set aside, places", [row["refused_row"] - 1 for row in read(folder / "rejects.parquet")], [e.place for e in aside]
    )
    written = read(folder / "output.parquet")
    _same(held, "rows", [row[ROW] for row in written], [each.place for each in rows])
    for number, rule in enumerate(found.rules):
        answered = [(each.place, *each.told[number]) for each in rows]
        _everybody(held, rule.pair.name, written, answered)
        _figures(held, rule.pair.label, rule.pair.type, rule.whole, answered)
        groups = _grouped(found, given, answered)
        _same(held, f"{rule.pair.label}, groups", {group.keys for group in rule.groups}, set(groups))
        for group in rule.groups:
            _figures(held, rule.pair.label, rule.pair.type, group, groups.get(group.keys, []))
    return held


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file."""
    found = duckdb.connect().execute("FROM read_parquet(?)", [str(path)])
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _refusals(aside: Iterable[Asked]) -> list[int]:
    found = [each.refused for each in aside]
    return [found.count((True, False)), found.count((False, True)), found.count((True, True))]


def _everybody(held: Held, name: str, written: Sequence[Mapping[str, Any]], answered: Sequence[tuple[int, Told, Told]]) -> None:
    for row, (place, old, new) in zip(written, answered, strict=True):
        for told, column in ((old, f"{name}_before"), (new, f"{name}_after")):
            got = row[column], row[f"{column}_reason"]
            _same(held, f"row {place}, {column}", got, told)
        held.results += 1
        wanted = step(old, new)[1]
        got = row[f"{name}_change"]
        _same(held, f"row {place}, {name}_change", None if got is None else Fraction(got), wanted)


def _grouped(
    found: Winners, given: People, answered: Sequence[tuple[int, Told, Told]]
) -> dict[tuple[str, ...], list[tuple[int, Told, Told]]]:
    groups: dict[tuple[str, ...], list[tuple[int, Told, Told]]] = {}
    columns = {column.declared.name: column.name for made in given.plans for column in layout(made)}
    if found.by:
        for each in answered:
            key = tuple(_called(given.rows[each[0]][columns[name]]) for name in found.by)
            groups.setdefault(key, []).append(each)
    return groups


def _called(value: Value | None) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Member):
        return value.name
    assert value is None, value
    return "（未填）"


def _figures(held: Held, label: str, type_: Type, group: Group, answered: Sequence[tuple[int, Told, Told]]) -> None:
    pairs = [(old, new) for _, old, new in answered]
    steps = [step(*pair) for pair in pairs]
    where = f"{label}, {'/'.join(group.keys) or 'all'}"
    there = [(_there(old), _there(new)) for old, new in pairs]
    _same(held, f"{where}: people", group.people, len(pairs))
    _same(held, f"{where}: same", group.same, sum(way == 0 for way, _ in steps))
    _same(held, f"{where}: neither", group.neither, there.count((False, False)))
    _same(held, f"{where}: only before", group.only_before, there.count((True, False)))
    _same(held, f"{where}: only after", group.only_after, there.count((False, True)))
    for moved, sign in ((group.up, 1), (group.down, -1)):
        amounts = [abs(by) for way, by in steps if way == sign and by is not None]
        _same(held, f"{where}: moved {sign}", moved.people, sum(way == sign for way, _ in steps))
        if not isinstance(type_, EnumType):
            ends = (min(amounts), max(amounts)) if amounts else (None, None)
            got = moved.total, moved.unlimited, moved.quantiles, (moved.least, moved.most)
            wanted = sum(amounts, Fraction(0)), moved.people - len(amounts), _quantiles(amounts), ends
            _same(held, f"{where}: by how much {sign}", got, wanted)
    if group.before is not None:
        finite = [pair for pair, (_, by) in zip(pairs, steps, strict=True) if by is not None]
        sums = tuple(sum((_number(pair[side][0]) for pair in finite), Fraction(0)) for side in (0, 1))
        _same(held, f"{where}: sums", (group.before, group.after), sums)
        held.figures += 1
    held.figures += 11


def _there(told: Told) -> bool:
    return told[0] is not None or told[1] == "不封顶"


def _same(held: Held, where: str, got: object, wanted: object) -> None:
    if got != wanted and len(held.differing) < 20:
        held.differing.append(f"{where}: {got!r}, and should be {wanted!r}")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000, help="of each pair, as far as there are so many")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    failed = 0
    for each in SHIPPED:
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            both = compiled(ROOT / each.old), compiled(ROOT / each.new)
            held = hold(*both, given.rows, each.by, Path(folder), given.seed, each.paired, given.workers)
        seconds = time.monotonic() - start
        told = f"{held.rows} rows, {held.refused} set aside, {held.results} results, {held.figures} figures, {seconds:.0f} s"
        print(f"{each.old} → {each.new}: {told}", *held.differing, sep="\n  ", flush=True)
        failed += len(held.differing)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
