"""One comparison over a file: read once, ask both policies, write what came out, count it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from policyc.columns import shares
from policyc.columns.contract import Asked
from policyc.columns.counting import setting_aside
from policyc.columns.database import UNBOUNDED, Limits, Progress, work
from policyc.columns.places import Kind, Place, check_input, check_output, place_of
from policyc.columns.quickly import quickly
from policyc.columns.refusing import CannotRun, need
from policyc.columns.results import Result
from policyc.columns.running import TOLD, Prepared, counted, opened_for, told_first
from policyc.columns.shares import Sharing
from policyc.columns.staging import REFUSED, REFUSED_ROW, Source
from policyc.columns.winners.counting import figures
from policyc.columns.winners.figures import ParamFigures, Refusals, Winners
from policyc.columns.winners.grouping import Key, check_groups, keys_of
from policyc.columns.winners.pairing import Matching, matching
from policyc.columns.winners.working import Both, prepare_both, reading, set_aside, who_refuses, worked
from policyc.compare.effects import effect_of_figure, moved
from policyc.diagnostics.codes import e1106, e1107
from policyc.model.policy import Param, Policy
from policyc.model.types import Quantity

if TYPE_CHECKING:
    import duckdb


def compare_run(
    old: str | Policy,
    new: str | Policy,
    *,
    input: str,
    output: str | None = None,
    rejects: str | None = None,
    by: Sequence[str] = (),
    rules: Sequence[str] | None = None,
    pairs: Mapping[str, str] | None = None,
    renamed: Mapping[str, str] | None = None,
    missing: Sequence[str] = (),
    prefix: str = "",
    limits: Limits = UNBOUNDED,
    progress: Progress | None = None,
    readings: Sequence[str] = (),
) -> Winners:
    """Work out two policies for every row of a file, and count who has more, who has less, and how much.

    old, new: as ``policyc diff`` takes them. output: every row with ``<rule>_before``, ``_after``, ``_change`` and the reasons.
    by: columns to group by. pairs: which rule of the older policy is which of the newer, where neither id nor name says so.
    readings: of either policy or both. The other arguments are those of :func:`policyc.columns.run`. Raises :class:`CannotRun`
    where it cannot be done; then no file has changed.
    """
    from policyc.columns.policies import read_as

    started = time.monotonic()
    need("duckdb", "sqlglot")
    older, newer = read_as(_policies(old, new), readings)
    matched = matching(older, newer, rules, pairs)
    given = place_of(input, e1106.CODE)
    check_input(given)
    wanted: list[Place] = []
    for name in (output, rejects):
        if name is not None:
            wanted.append(place_of(name, e1107.CODE))
            check_output(wanted[-1], (given, *wanted[:-1]))
    asked = Asked(None, tuple((renamed or {}).items()), tuple(missing))
    with opened_for(given, wanted, limits) as (connection, source, results, own):
        both = prepare_both(connection, (older, newer), source, asked, matched, prefix)
        keys = keys_of(both, by)
        source, rows_in = counted(connection, source)
        both = reading(both, source)
        check_groups(connection, source.relation, keys, source.shown)
        target = results[0] if output is not None else None
        relation = _written(connection, both, rows_in, keys, target, Sharing(given.path, (), own), progress)
        rows = int(work(connection, f"SELECT count(*) FROM {relation} AS written")[0][0])
        found = figures(connection, relation, both.columns, keys)
        refused = _refusals(connection, both) if rows < rows_in else Refusals()
        if rejects is not None:
            columns = (REFUSED_ROW, REFUSED, *(column.name for column in both.own))
            work(connection, results[-1].write(columns, set_aside(both, own=True)))
        shown = [None if name is None else place_of(name, e1107.CODE).shown for name in (output, rejects)]
        named = tuple(key.label for key in keys)
        params = tuple(_params(matched, rows))
        seconds = round(time.monotonic() - started, 2)
        return Winners(older, newer, matched, rows_in, refused, named, found, params, shown[0], shown[1], seconds)


def _policies(old: str | Policy, new: str | Policy) -> tuple[Policy, Policy]:
    """Two valid policies, as a comparison opens them. Raises :class:`CannotRun`."""
    from policyc.workspace.opening import opened
    from policyc.workspace.settings import find_workspace

    if isinstance(old, Policy) and isinstance(new, Policy):
        return old, new
    names = [each for each in (old, new) if not isinstance(each, Policy)]
    found = opened(names, find_workspace(), thorough=False)
    if any(d.is_error for d in found.diagnostics):
        raise CannotRun(d for d in found.diagnostics if d.is_error)
    made = iter([c.policy for c in found.compilations if c.policy is not None])
    older, newer = (each if isinstance(each, Policy) else next(made) for each in (old, new))
    return older, newer


def _written(
    connection: duckdb.DuckDBPyConnection,
    both: Both,
    rows: int,
    keys: Sequence[Key],
    output: Result | None,
    sharing: Sharing,
    progress: Progress | None,
) -> str:
    """Write the rows, and give the SQL of what was written. Types are kept, for it is counted: CSV, which has none, is written
    from a copy that has.
    """
    kept = [column.name for column in both.own]
    if output is not None and output.place.kind is not Kind.CSV:
        target = output
    else:
        target = Result(Place("", copy := sharing.own / "compared.parquet", Kind.PARQUET), copy)
        kept = kept if output is not None else [key.column for key in keys]
    few = target.place.kind is not Kind.DUCKDB and bool(both.texts)
    if few:
        sharing = told_first(connection, sharing, both.texts)
    columns = (*kept, *(name for each in both.columns for name in each.names))

    def write(runs: Sequence[Prepared]) -> None:
        asked = replace(both, older=runs[0], newer=runs[1])
        select = partial(_worked_of, asked, kept, few=few)
        shares.write(connection, sharing, both.older.source, target, columns, select, progress)

    quickly(connection, (both.older, both.newer), rows, write)
    relation = target.read_back(columns)
    if output is not None and target is not output:
        work(connection, output.write(columns, f"SELECT * FROM {relation}"))
    return relation


def _worked_of(both: Both, kept: Sequence[str], source: Source, *, few: bool) -> str:
    return worked(reading(both, source), kept, few=few)


def _refusals(connection: duckdb.DuckDBPyConnection, both: Both) -> Refusals:
    before, after, either = map(int, work(connection, who_refuses(both))[0])
    apart = both.older.source.apart
    unread = int(work(connection, f"SELECT count(*) FROM {apart}")[0][0]) if apart is not None else 0
    return Refusals(before, after, either, unread, setting_aside(connection, set_aside(both, own=False), TOLD))


def _params(matched: Matching, people: int) -> list[ParamFigures]:
    """The figures that moved, with what an amount a head comes to for so many people."""
    found = []
    for old, new in matched.params:
        if old.bound != new.bound and str(old.type) == str(new.type):
            effect = effect_of_figure(old.bound, new.bound, (old.direction, new.direction))
            found.append(ParamFigures(old, new, effect, _total(old, new, people)))
    return found


def _total(old: Param, new: Param, people: int) -> Fraction | None:
    """The step times the people, where both are amounts of money a head and of one kind."""
    a_head = isinstance(new.type, Quantity) and new.type.unit.is_money and ("人", -1) in new.type.unit.powers
    if not a_head or old.bound.kind is not new.bound.kind or moved(old.bound, new.bound) is None:
        return None
    before, after = old.bound.value, new.bound.value
    return (after - before) * people if isinstance(before, Fraction) and isinstance(after, Fraction) else None
