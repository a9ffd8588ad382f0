"""Opening the file that rows come from: its columns, and how DuckDB reads it.

A CSV file is read as text throughout, so that nothing is guessed of it: not its types, not its quotes. What is not UTF-8 is taken
for UTF-16, if it says so, or GB18030, as spreadsheets in China write it.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policyc.columns import quoting
from policyc.columns.contract import Column
from policyc.columns.database import stopped
from policyc.columns.places import Kind, Place
from policyc.columns.ragged import parted
from policyc.columns.refusing import CannotRun
from policyc.columns.staging import REFUSED, REFUSED_ROW, Source
from policyc.diagnostics.codes import e1106, e1110
from policyc.diagnostics.core import Words
from policyc.workspace.places import file_span

if TYPE_CHECKING:
    import duckdb

#: The name under which the database is attached that rows come from.
GIVEN = "policyc_given"
_SAMPLE = 1 << 20
_DELIMITERS = ",\t;|"


@dataclass(frozen=True, slots=True)
class Header:
    """The first row of a CSV file, and what separates its columns."""

    names: tuple[str, ...]
    delimiter: str


@contextmanager
def readable(place: Place, near: Path) -> Iterator[Path]:
    """The file in an encoding that DuckDB reads: itself, or a copy in ``near`` that is there for the time being."""
    encoding = _encoding(place) if place.kind is Kind.CSV else "utf-8"
    if encoding == "utf-8":
        yield place.path
        return
    copy = near / "given.csv"
    try:
        with place.path.open(encoding=encoding, newline="") as old, copy.open("w", encoding="utf-8", newline="") as new:
            while chunk := old.read(_SAMPLE):
                new.write(chunk)
    except UnicodeDecodeError:
        reason = Words("不是 UTF-8，也不是 GB18030", "neither UTF-8 nor GB18030")
        raise CannotRun([e1106.CODE.at(file_span(place.shown), reason=reason)]) from None
    yield copy


def source_of(connection: duckdb.DuckDBPyConnection, place: Place, path: Path, near: Path | None = None) -> Source:
    """The source of a place whose file is read from ``path``. Raises :class:`CannotRun` where it cannot be.

    near: the folder for copies of a CSV file that has to be mended; without it, it is not.
    """
    import duckdb

    if place.kind is Kind.CSV:
        relation, row = _csv(place, path), "row_number() OVER ()"
    elif place.kind is Kind.PARQUET:
        relation, row = f"read_parquet({quoting.file(str(path))})", "row_number() OVER ()"
    else:
        assert place.table is not None
        relation, row = f"{GIVEN}.{_table(connection, place)}", "row_number() OVER ()"
    try:
        described = connection.sql(f"SELECT * FROM {relation}")
    except duckdb.Error as error:
        raise stopped(error, place.shown) from None
    columns = [Column(name, type_) for name, type_ in zip(described.columns, described.types, strict=True)]
    if place.kind is Kind.PARQUET and "file_row_number" not in (column.name.lower() for column in columns):
        relation, row = f"{relation.removesuffix(')')}, file_row_number = true)", "file_row_number + 1"  # which costs nothing
        listed = f"SELECT row_group_num_rows FROM parquet_metadata({quoting.file(str(path))}) WHERE column_id = 0"
        return Source(place.shown, relation, row, tuple(columns), groups=f"{listed} ORDER BY row_group_id")
    source = Source(place.shown, relation, row, tuple(columns))
    return replace(source, mended=lambda: _mended(source, path, near)) if place.kind is Kind.CSV and near else source


def _table(connection: duckdb.DuckDBPyConnection, place: Place) -> str:
    """The table, or view, of a database."""
    assert place.table is not None
    tables = "SELECT database_name AS file, schema_name, table_name AS name FROM duckdb_tables()"
    views = "SELECT database_name, schema_name, view_name FROM duckdb_views() WHERE NOT internal"
    listed = f"SELECT schema_name, name FROM ({tables} UNION ALL {views}) WHERE file = {quoting.text(GIVEN)} ORDER BY ALL"
    found = connection.execute(listed).fetchall()
    named = {f"{schema}.{name}".lower(): f"{quoting.name(schema)}.{quoting.name(name)}" for schema, name in found}
    named |= {name.lower(): f"{quoting.name(schema)}.{quoting.name(name)}" for schema, name in found if schema == "main"}
    if place.table.lower() not in named:
        there = "、".join(name if schema == "main" else f"{schema}.{name}" for schema, name in found) or "无"
        reason = Words(f"没有表“{place.table}”；有：{there}", f"there is no table “{place.table}”; there are: {there}")
        raise CannotRun([e1106.CODE.at(file_span(place.shown), reason=reason)])
    return named[place.table.lower()]


def _csv(place: Place, path: Path) -> str:
    header = header_of(path, place.shown)
    return _read_csv(path, header.delimiter, dict.fromkeys(header.names, "VARCHAR"))


def _read_csv(path: Path, delimiter: str, types: Mapping[str, str]) -> str:
    columns = ", ".join(f"{quoting.text(name)}: '{type_}'" for name, type_ in types.items())
    dialect = f"delim = {quoting.text(delimiter)}, quote = '\"', escape = '\"', header = true, auto_detect = false"
    return f"read_csv({quoting.file(str(path))}, {dialect}, nullstr = '', columns = {{{columns}}})"


def _mended(source: Source, path: Path, near: Path) -> Source | None:
    """The source without the lines that have too many or too few values, which stand apart."""
    header = header_of(path, source.shown)
    files = parted(path, header.names, header.delimiter, near)
    if files is None:
        return None
    number = "place"
    while number in (name.casefold() for name in header.names):
        number += "_"
    own = dict.fromkeys(header.names, "VARCHAR")
    relation = _read_csv(files.whole, header.delimiter, {number: "BIGINT"} | own)
    apart = _read_csv(files.ragged, header.delimiter, {REFUSED_ROW: "BIGINT", REFUSED: "VARCHAR"} | own)
    return replace(source, relation=relation, row=quoting.name(number), apart=apart, mended=None)


def header_of(path: Path, shown: str) -> Header:
    """The names of the columns. Raises :class:`CannotRun` for an empty file, an empty name and two of the same name."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE).decode("utf-8-sig", errors="replace")
    first = sample.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    row = next(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), [])
    names = tuple(row)
    if not any(name.strip() for name in names):
        raise CannotRun([e1110.CODE.at(file_span(shown), reason=Words("文件没有表头", "there is no header"))])
    if _titled(names, sample):
        zh = "第一行只有一格有字，像是标题；删去标题，第一行要是列名"
        reason = Words(zh, "the first row has a single cell, like a title: delete it, the first row holds the names of columns")
        raise CannotRun([e1110.CODE.at(file_span(shown), reason=reason)])
    for place, name in enumerate(names, 1):
        if not name.strip():
            reason = Words(f"第{place}列没有名称", f"column {place} has no name")
        elif name.lower() in [other.lower() for other in names[: place - 1]]:
            reason = Words(f"有两列都叫“{name}”", f"two columns are called “{name}”")
        else:
            continue
        raise CannotRun([e1110.CODE.at(file_span(shown), reason=reason)])
    return Header(names, delimiter)


def _titled(names: Sequence[str], sample: str) -> bool:
    """Whether the first row is the title of a table: one cell with text in it, where there are more columns."""
    if sum(bool(name.strip()) for name in names) != 1:
        return False
    second = sample.split("\n", 2)[1:2]
    widest = max((len(next(csv.reader(second, delimiter=each), [])) for each in _DELIMITERS), default=0) if second else 0
    return len(names) > 1 or widest > 1


def _encoding(place: Place) -> str:
    with place.path.open("rb") as file:
        sample = file.read(_SAMPLE)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # which may end within a character
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
