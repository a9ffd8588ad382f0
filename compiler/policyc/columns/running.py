"""One run over a file: read, check, convert, calculate, part, write, count."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policyc.columns import quoting, shares
from policyc.columns.contract import Asked, Column, Matched, RecordColumn, lacking, matched, requested
from policyc.columns.converting import explained
from policyc.columns.counting import setting_aside, tallies
from policyc.columns.database import NO_PLACE, UNBOUNDED, Limits, Progress, database, work
from policyc.columns.idioms import DUCKDB, Idiom
from policyc.columns.places import Kind, Place, check_input, check_output, place_of
from policyc.columns.query import Planned, planned
from policyc.columns.quickly import quickly
from policyc.columns.refusing import CannotRun, need
from policyc.columns.results import Result, prepared
from policyc.columns.shares import Sharing
from policyc.columns.sources import readable, source_of
from policyc.columns.staging import REFUSED, REFUSED_ROW, ROW, WRONG, Source, people, span_of_years, through
from policyc.columns.summary import Summary
from policyc.diagnostics.codes import e1104, e1106, e1107, e1109
from policyc.diagnostics.core import Diagnostic, listed
from policyc.model.policy import Policy, Rule
from policyc.workspace.places import file_span
from policyc.workspace.reading import reason

if TYPE_CHECKING:
    import duckdb

#: The type of reasons while they are written.
REASON = "policyc_reason"
Engine = Literal["duckdb", "spark"]
#: So many of the rows that were set aside are told.
TOLD = 5


def run(
    policy: str | Policy,
    *,
    input: str,
    output: str,
    rules: Sequence[str] | None = None,
    rejects: str | None = None,
    renamed: Mapping[str, str] | None = None,
    missing: Sequence[str] = (),
    prefix: str = "",
    limits: Limits = UNBOUNDED,
    progress: Progress | None = None,
    engine: Engine = "duckdb",
    master: str | None = None,
    readings: Sequence[str] = (),
) -> Summary:
    """Calculate a policy for every row of a file, and write the rows with their results beside what they had.

    policy: the policy, its path or its id. input, output, rejects: Parquet, CSV or ``file.duckdb::table``, by their ending.
    rules: by either name; all by default. renamed: columns of the file that are called otherwise, and the inputs that they
    are. missing: inputs that the file has no column for. prefix: put before the names of results. Rows keep their order.
    A row that cannot be calculated is set aside into ``rejects`` with its reason, and in any case counted.
    readings: ``口径=选项``, where another reading is asked for than the policy takes.
    engine: "spark" reads and writes folders of files too, keeps no order, and takes a ``master`` (``local[*]``). Raises
    :class:`CannotRun` where it cannot be done; then no file has changed.
    """
    from policyc.columns.policies import policy_of, read_as

    started = time.monotonic()
    need("duckdb", "sqlglot") if engine == "duckdb" else need("pyspark", "sqlglot", extra="spark")
    (found,) = read_as([policy if isinstance(policy, Policy) else policy_of(policy)], readings)
    asked = Asked(None if rules is None else tuple(rules), tuple((renamed or {}).items()), tuple(missing))
    given, wanted = place_of(input, e1106.CODE), [place_of(output, e1107.CODE)]
    if engine == "spark":
        from policyc.columns.spark.running import run_spark

        wanted += [] if rejects is None else [place_of(rejects, e1107.CODE)]
        return run_spark(Job(found, given, tuple(wanted), asked, prefix), limits, master, progress, started)
    check_input(given)
    check_output(wanted[0], (given,))
    if rejects is not None:
        wanted.append(place_of(rejects, e1107.CODE))
        check_output(wanted[1], (given, wanted[0]))
    with opened_for(given, wanted, limits) as (connection, source, results, own):
        prepared_run = prepare(found, source, asked, prefix, spans(connection))
        return _written(connection, prepared_run, Sharing(given.path, (), own), results, progress, started)


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done, for an engine: wanted are the places of the result and, where they are kept, of the rows set aside."""

    policy: Policy
    given: Place
    wanted: tuple[Place, ...]
    asked: Asked
    prefix: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A policy and rows that fit together. years: which records each history can have; columns: those of the result, in order."""

    policy: Policy
    rules: tuple[Rule, ...]
    source: Source
    found: Matched
    years: Mapping[str, Sequence[int]]
    query: Planned
    prefix: str
    idiom: Idiom = DUCKDB

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the result: the file's own, then for each rule its value and why there is none."""
        return (*(column.name for column in self.source.columns), *(self.prefix + name for name in _names(self)))


def prepare(
    policy: Policy,
    source: Source,
    asked: Asked,
    prefix: str,
    spans: Callable[[Source, RecordColumn], tuple[int, ...]],
    beside: Iterable[str] = (),
    idiom: Idiom = DUCKDB,
) -> Prepared:
    """Hold the rows' columns against the policy. spans: the years that the lists of a column have. beside: what else there is
    beside the results. Raises :class:`CannotRun`.
    """
    rules, wrong = requested(policy, asked.rules)
    found, mismatched = matched(policy, source.columns, asked, source.shown)
    wrong += mismatched
    years = found.years() | dict.fromkeys(found.lists, (2000,))
    query = planned(policy, rules, years, idiom.dialect)
    wrong += lacking(policy, rules, query.needed, found, source.shown)
    wrong += _clashes([*(column.name for column in source.columns), *beside], query, prefix, source.shown)
    if any(d.is_error for d in wrong):
        raise CannotRun(wrong)
    if found.lists:
        years |= {alias: spans(source, records) for alias, records in found.lists.items()}
        query = planned(policy, rules, years, idiom.dialect)
    return Prepared(policy, rules, source, found, years, query, prefix, idiom)


def spans(connection: duckdb.DuckDBPyConnection) -> Callable[[Source, RecordColumn], tuple[int, ...]]:
    """The years that the records of a column have."""

    def of(source: Source, records: RecordColumn) -> tuple[int, ...]:
        return between(*work(connection, span_of_years(source, records))[0])

    return of


def between(first: int | None, last: int | None) -> tuple[int, ...]:
    """The years from the first to the last; one where there are none, since a query has to read something."""
    return tuple(range(first, last + 1)) if first is not None and last is not None else (2000,)


def _clashes(there: Iterable[str], query: Planned, prefix: str, shown: str) -> Iterator[Diagnostic]:
    """The columns of the file that are called as a result is; databases tell no capital from a small letter."""
    names = {prefix + name for o in query.outputs for name in (o.name, o.reason)} | {REFUSED, REFUSED_ROW}
    plain = {name.casefold() for name in names}
    if met := [f"“{column}”" for column in there if column.casefold() in plain]:
        yield e1104.CODE.at(file_span(shown), column=listed(met))


@contextlib.contextmanager
def opened_for(
    given: Place, wanted: Sequence[Place], limits: Limits
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Source, tuple[Result, ...], Path]]:
    """The database with the file that is read and those that are written, and a folder for the time being, which lies beside the
    first of them. When all went well the results take their places.
    """
    results, opened = prepared(given, wanted)
    near = wanted[0].path.parent if wanted else None
    try:
        with tempfile.TemporaryDirectory(prefix=".policyc-", dir=near) as own, readable(given, Path(own)) as path:
            files = [path, *(result.path for result in results if result.database is None)]
            with database(given.shown, files, opened, Path(own), limits) as connection:
                try:
                    yield connection, source_of(connection, given, path, Path(own)), results, Path(own)
                    for result in results:
                        result.settle(connection)
                except BaseException:
                    for result in results:
                        result.drop(connection)
                    raise
        for result in reversed(results):  # the result itself last: where it is, all is
            result.publish()
    except OSError as error:
        shown = wanted[0].shown if wanted else given.shown
        raise CannotRun([e1109.CODE.at(file_span(shown), reason=reason(error), hint=NO_PLACE)]) from None
    finally:
        for result in results:
            result.discard()


def _written(
    connection: duckdb.DuckDBPyConnection,
    run: Prepared,
    sharing: Sharing,
    results: Sequence[Result],
    progress: Progress | None,
    started: float,
) -> Summary:
    source, rows_in = counted(connection, run.source)
    run, columns = replace(run, source=source), run.columns
    output = results[0]
    if few := output.place.kind is not Kind.DUCKDB and bool(run.query.texts):
        sharing = told_first(connection, sharing, run.query.texts)

    def write(runs: Sequence[Prepared]) -> None:
        asked = partial(_answered_of, runs[0], few=few)
        shares.write(connection, sharing, source, output, columns, asked, progress)

    quickly(connection, [run], rows_in, write)
    found = tallies(connection, run.query.outputs, run.prefix, output.read_back(columns))
    aside = rows_in - found.rows
    first = setting_aside(connection, refused(run, own=False), TOLD) if aside else ()
    if len(results) > 1:
        own = tuple(column.name for column in source.columns)
        work(connection, results[1].write((REFUSED_ROW, REFUSED, *own), refused(run)))
    return Summary(
        run.policy.id,
        run.policy.name,
        rows_in,
        found.rows,
        aside,
        output.place.shown,
        results[1].place.shown if len(results) > 1 else None,
        found.tallies,
        first,
        round(time.monotonic() - started, 2),
    )


def counted(connection: duckdb.DuckDBPyConnection, source: Source) -> tuple[Source, int]:
    """The rows as they can be read, of a file that may have to be mended first, and how many there are."""
    import duckdb

    try:
        return source, int(work(connection, f"SELECT count(*) FROM {source.relation}")[0][0])
    except duckdb.InvalidInputException:
        mended = source.mended() if source.mended is not None else None
        if mended is None:
            raise
    counts = [work(connection, f"SELECT count(*) FROM {relation}")[0][0] for relation in (mended.relation, mended.apart)]
    return mended, sum(counts)


def told_first(connection: duckdb.DuckDBPyConnection, sharing: Sharing, texts: Sequence[str]) -> Sharing:
    """Make the type of reasons, here and where the work is shared. texts: all that there can be."""
    made = f"CREATE TEMP TYPE {REASON} AS ENUM ({', '.join(map(quoting.text, texts))})"
    work(connection, made)
    return replace(sharing, first=(*sharing.first, made))


def _answered_of(run: Prepared, source: Source, *, few: bool) -> str:
    return answered(replace(run, source=source), few=few)


def answered(run: Prepared, *, few: bool, answers: str | None = None) -> str:
    """The SQL of the rows that could be calculated: their own columns, then the results.

    few: reasons are numbers of a list of texts while they are written, which takes a third of the memory; a file has the texts.
    answers: a table of what :func:`asked` gives, where there is one.
    """
    columns = ", ".join([*_own(run), *_values(run, few=few)])
    return f"SELECT {columns} FROM {answers or f'({asked(run)})'} AS answers WHERE {WRONG} IS NULL AND refused IS NULL"


def refused(run: Prepared, *, own: bool = True, answers: str | None = None) -> str:
    """The SQL of the rows that were set aside: their place, why, and what they had. answers: see :func:`answered`."""
    kept = _own(run) if own else []
    placed = [f"{ROW} AS {REFUSED_ROW}"] if run.source.row else []
    columns = [*placed, f"concat_ws('；', {WRONG}, {explained(run.query.refusals, run.idiom)}) AS {REFUSED}", *kept]
    rows = answers or f"({asked(run, numbered=True, kept=own)})"
    select = f"SELECT {', '.join(columns)} FROM {rows} AS answers WHERE {WRONG} IS NOT NULL OR refused IS NOT NULL"
    if run.source.apart is None:
        return select
    apart = f"SELECT {'*' if own else f'{REFUSED_ROW}, {REFUSED}'} FROM {run.source.apart}"
    return f"SELECT * FROM ({select} UNION ALL {apart}) AS all_refused ORDER BY {REFUSED_ROW}"


def every(run: Prepared, *, own: bool, why: bool = True) -> str:
    """The SQL of all rows, in their order: the results, which a row that was set aside has none of, and why it was.

    why: with the values that are at fault, which is not worked out for who only asks whether it was.
    """
    kept = _own(run) if own else []
    name = run.idiom.name
    values = [f"CASE WHEN {WRONG} IS NULL THEN {name(each)} END AS {name(run.prefix + each)}" for each in _names(run)]
    reason = explained(run.query.refusals, run.idiom) if why else "refused"
    columns = [*kept, *values, f"COALESCE({WRONG}, {reason}) AS {REFUSED}"]
    return f"SELECT {', '.join(columns)} FROM ({asked(run, kept=own)}) AS answers"


def _own(run: Prepared) -> list[str]:
    """The file's own columns, under their own names."""
    return [f"{through(place)} AS {run.idiom.name(column.name)}" for place, column in enumerate(run.source.columns)]


def _values(run: Prepared, *, few: bool) -> Iterator[str]:
    for output in run.query.outputs:
        reason = output.reason
        yield f"{run.idiom.name(output.name)} AS {run.idiom.name(run.prefix + output.name)}"
        yield f"{f'CAST({reason} AS {REASON})' if few else reason} AS {run.idiom.name(run.prefix + reason)}"


def _names(run: Prepared) -> Iterator[str]:
    """What the query calls its results."""
    for output in run.query.outputs:
        yield output.name
        yield output.reason


def asked(run: Prepared, *, numbered: bool = False, kept: bool = True) -> str:
    """The policy's query over the rows. numbered, kept: see :func:`policyc.columns.staging.people`."""
    staged = people(run.source, run.found, run.query.needed, numbered=numbered, kept=kept, idiom=run.idiom)
    return f"WITH people AS {run.idiom.in_place}({staged}) SELECT * FROM ({run.query.text}) AS policyc_results"


__all__ = ["CannotRun", "Column", "Limits", "run"]
