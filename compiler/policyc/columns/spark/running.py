"""One run over files in Spark: read, check, convert, calculate, part, write, count."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from policyc.columns.contract import Column, RecordColumn
from policyc.columns.counting import sums, tally
from policyc.columns.database import Limits, Progress
from policyc.columns.places import Kind, Place
from policyc.columns.running import TOLD, Job, Prepared, answered, asked, between, prepare, refused
from policyc.columns.sources import header_of, readable
from policyc.columns.spark.idiom import SPARK
from policyc.columns.spark.places import address, beside, check_places, publish
from policyc.columns.spark.session import session, watched
from policyc.columns.spark.types import type_of
from policyc.columns.staging import REFUSED, Source, span_of_years
from policyc.columns.summary import SetAside, Summary, Tally

#: The table that rows come from, the one of all answers to them, and those of what was written.
_GIVEN, _ANSWERS, _WRITTEN, _ASIDE = "policyc_given", "policyc_answers", "policyc_written", "policyc_aside"
_CSV = {"header": "true", "quote": '"', "escape": '"', "nullValue": "", "emptyValue": "", "encoding": "UTF-8"}


def run_spark(job: Job, limits: Limits, master: str | None, progress: Progress | None, started: float) -> Summary:
    """Do a job. master: as Spark calls it; ``local[*]`` where None. Raises :class:`CannotRun`; then no file has changed."""
    check_places(job.given, job.wanted)
    with (
        # Among what is temporary, not beside the results: a Java that goes on for the next session may still write there.
        tempfile.TemporaryDirectory(prefix="policyc-", ignore_cleanup_errors=True) as own,
        readable(job.given, Path(own)) as path,
        _results(job.wanted) as made,
        session(master, limits, Path(own)) as spark,
    ):
        prepared = prepare(job.policy, _source(spark, job.given, path), job.asked, job.prefix, _spans(spark), idiom=SPARK)
        with watched(spark, progress):
            return _written(spark, prepared, job.wanted, made, started)


@contextmanager
def _results(wanted: Sequence[Place]) -> Iterator[tuple[Path, ...]]:
    """Folders to write to, which then take their places; the result itself last: where it is, all is."""
    made = tuple(beside(place.path) for place in wanted)
    try:
        yield made
        for folder, place in reversed(list(zip(made, wanted, strict=True))):
            publish(folder, place.path)
    finally:
        for folder in made:
            shutil.rmtree(folder, ignore_errors=True)


def _source(spark: Any, place: Place, path: Path) -> Source:
    """The rows as a table. Of a CSV file every column is text, and a record may go over several lines."""
    if place.kind is Kind.CSV:
        header = header_of(path, place.shown)
        reader = spark.read.options(**_CSV, sep=header.delimiter, multiLine="true", mode="FAILFAST")
        frame = reader.schema(", ".join(f"{SPARK.name(name)} STRING" for name in header.names)).csv(address(path))
    else:
        frame = spark.read.parquet(address(path))
    frame.createOrReplaceTempView(_GIVEN)
    return Source(place.shown, _GIVEN, None, tuple(Column(field.name, type_of(field.dataType)) for field in frame.schema))


def _spans(spark: Any) -> Callable[[Source, RecordColumn], tuple[int, ...]]:
    """See :func:`policyc.columns.running.spans`."""

    def of(source: Source, records: RecordColumn) -> tuple[int, ...]:
        return between(*spark.sql(span_of_years(source, records, SPARK)).first())

    return of


def _written(spark: Any, run: Prepared, wanted: Sequence[Place], made: Sequence[Path], started: float) -> Summary:
    rows_in = spark.table(_GIVEN).count()
    # A table, so that Spark resolves the query once and not for each part of the answers.
    spark.sql(asked(run, numbered=True)).createOrReplaceTempView(_ANSWERS)
    result = spark.sql(answered(run, few=False, answers=_ANSWERS))
    _write(result, wanted[0], made[0])
    _read_back(spark, wanted[0], made[0], result.columns, _WRITTEN)
    rows_out, tallies = _counted(spark, run)
    aside = rows_in - rows_out
    if len(wanted) > 1:
        rejects = spark.sql(refused(run, answers=_ANSWERS))
        _write(rejects, wanted[1], made[1])
        _read_back(spark, wanted[1], made[1], rejects.columns, _ASIDE)
    elif aside:
        spark.sql(refused(run, own=False, answers=_ANSWERS)).createOrReplaceTempView(_ASIDE)
    some = spark.table(_ASIDE).select(REFUSED).limit(TOLD).collect() if aside else []
    return Summary(
        run.policy.id,
        run.policy.name,
        rows_in,
        rows_out,
        aside,
        wanted[0].shown,
        wanted[1].shown if len(wanted) > 1 else None,
        tallies,
        tuple(SetAside(None, row[REFUSED]) for row in some),
        round(time.monotonic() - started, 2),
    )


def _write(frame: Any, place: Place, folder: Path) -> None:
    if place.kind is Kind.PARQUET:
        frame.write.parquet(address(folder))
        return
    plain = [f"{_plain(field.dataType.typeName(), SPARK.name(field.name))} AS {SPARK.name(field.name)}" for field in frame.schema]
    spaces = {"ignoreLeadingWhiteSpace": "false", "ignoreTrailingWhiteSpace": "false"}
    frame.selectExpr(*plain).write.options(**_CSV, **spaces, sep=_delimiter(place)).csv(address(folder))


def _plain(kind: str, name: str) -> str:
    """A value as CSV has it: a decimal's own text has no exponent, and a list of records is no single value but in JSON."""
    if kind in ("array", "struct", "map"):
        return f"to_json({name}, map('ignoreNullFields', 'false'))"
    return f"CAST({name} AS STRING)" if kind == "decimal" else name


def _delimiter(place: Place) -> str:
    return "\t" if place.path.suffix.lower() == ".tsv" else ","


def _read_back(spark: Any, place: Place, folder: Path, columns: Sequence[str], table: str) -> None:
    """What was written, as a table; all text where it is CSV."""
    if place.kind is Kind.PARQUET:
        frame = spark.read.parquet(address(folder))
    else:
        schema = ", ".join(f"{SPARK.name(name)} STRING" for name in columns)
        reader = spark.read.options(**_CSV, sep=_delimiter(place), multiLine="true", mode="FAILFAST")
        frame = reader.schema(schema).csv(address(folder))
    frame.createOrReplaceTempView(table)


def _counted(spark: Any, run: Prepared) -> tuple[int, tuple[Tally, ...]]:
    """The rows that were written and what they add up to, read back, so that it is what was written that counts."""
    outputs = run.query.outputs
    totals = [tuple(sums(output, run.prefix, SPARK)) for output in outputs]
    rows, *counts = spark.sql(f"SELECT {', '.join(('count(*)', *chain(*totals)))} FROM {_WRITTEN}").first()
    pairs = list(zip(counts[::2], counts[1::2], strict=True))
    reasons = _reasons(spark, run)
    each = zip(outputs, pairs, strict=True)
    return rows, tuple(tally(output, values, total, reasons.get(output.name)) for output, (values, total) in each)


def _reasons(spark: Any, run: Prepared) -> dict[str, dict[str, int]]:
    """How often each reason stands, by rule: all in one go."""
    outputs = run.query.outputs
    if not outputs:
        return {}
    pairs = (f"{SPARK.text(o.name)}, CAST({SPARK.name(run.prefix + o.reason)} AS STRING)" for o in outputs)
    stacked = f"SELECT stack({len(outputs)}, {', '.join(pairs)}) AS (rule, reason) FROM {_WRITTEN}"
    found: dict[str, dict[str, int]] = {}
    for rule, reason, count in spark.sql(
        f"SELECT rule, reason, count(*) FROM ({stacked}) WHERE reason IS NOT NULL GROUP BY rule, reason"
    ).collect():
        found.setdefault(rule, {})[reason] = count
    return found
