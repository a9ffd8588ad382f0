"""Where rows come from and go to: ``people.parquet``, ``people.csv``, ``insured.duckdb::people``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from policyc.columns.refusing import CannotRun
from policyc.diagnostics.codes import e1106, e1107
from policyc.diagnostics.core import Code, Words
from policyc.workspace.places import absolute, file_span


class Kind(StrEnum):
    """What a file is, by its ending."""

    PARQUET = "parquet"
    CSV = "csv"
    DUCKDB = "duckdb"


_ENDINGS = {
    ".parquet": Kind.PARQUET,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".txt": Kind.CSV,
    ".duckdb": Kind.DUCKDB,
    ".db": Kind.DUCKDB,
}
_KNOWN = Words(".parquet、.csv、.tsv、.duckdb（表写成 文件.duckdb::表）", ".parquet, .csv, .tsv, .duckdb (file.duckdb::table)")


@dataclass(frozen=True, slots=True)
class Place:
    """A table in a file: what the user called it, the file, its kind; the table where the file is a database."""

    shown: str
    path: Path
    kind: Kind
    table: str | None = None

    @property
    def key(self) -> tuple[str, str | None]:
        """The same for two names of one table: links are followed."""
        return os.path.realpath(self.path), None if self.table is None else self.table.lower()


def place_of(argument: str, code: Code) -> Place:
    """The place that an argument names. Raises :class:`CannotRun`, with the code, for an unknown ending and a missing table."""
    file, sign, table = argument.rpartition("::")
    if not sign:
        file, table = argument, ""
    path = Path(file)
    kind = _ENDINGS.get(path.suffix.lower())
    if kind is None:
        raise CannotRun([code.at(file_span(argument), reason=_unknown(path))])
    if (kind is Kind.DUCKDB) != bool(table):
        wanted = Words(f"数据库要写明表名，例如 {file}::people", f"name a table, such as {file}::people")
        plain = Words("只有 DuckDB 数据库才写 ::表名", "only a DuckDB database has ::table")
        raise CannotRun([code.at(file_span(argument), reason=wanted if kind is Kind.DUCKDB else plain)])
    return Place(argument, absolute(path), kind, table or None)


def _unknown(path: Path) -> Words:
    if path.is_dir():
        return Words("这是文件夹，不是文件", "this is a folder")
    if path.suffix.lower() in (".xlsx", ".xls", ".et"):
        return Words("表格文件请先另存为 CSV，再用", "save the spreadsheet as CSV first, and use that")
    found = path.suffix or path.name
    return Words(f"不认识后缀“{found}”；可用 {_KNOWN}", f"the ending “{found}” is not known; known: {_KNOWN.en}")


def check_input(place: Place) -> None:
    """Raises where there is no such file to read."""
    if place.path.is_dir():
        reason = Words(
            "这是文件夹，不是文件；有许多文件的，用 --engine spark，或先合成一个",
            "this is a folder: use --engine spark for many files, or make one of them first",
        )
    elif not place.path.exists():
        reason = Words("找不到这个文件", "no such file")
    elif not os.access(place.path, os.R_OK):
        reason = Words("没有读取的权限", "no permission to read it")
    else:
        return
    raise CannotRun([e1106.CODE.at(file_span(place.shown), reason=reason)])


def check_output(place: Place, taken: tuple[Place, ...]) -> None:
    """Raises where a place cannot be written to, or is one of those that are read or written already."""
    if place.path.is_dir():
        reason = Words("这是文件夹，不是文件", "this is a folder")
    elif not place.path.parent.is_dir():
        reason = Words(f"没有文件夹 {place.path.parent}", f"there is no folder {place.path.parent}")
    elif not os.access(place.path.parent, os.W_OK):
        reason = Words("没有写入的权限", "no permission to write there")
    elif clash := next((other for other in taken if _same(place, other)), None):
        reason = Words(f"与“{clash.shown}”是同一个文件，请换一个名字", f"it is the same as {clash.shown}: choose another name")
    else:
        return
    raise CannotRun([e1107.CODE.at(file_span(place.shown), reason=reason)])


def check_report(report: str, taken: Iterable[str | None]) -> None:
    """Raises where a report would take the place of a file that rows are read from or written to, or cannot be written.

    taken: those files, as the user calls them.
    """
    path = absolute(Path(report))
    files = {os.path.realpath(absolute(Path(name.rpartition("::")[0] or name))): name for name in taken if name is not None}
    if path.is_dir():
        reason = Words("这是文件夹，不是文件", "this is a folder")
    elif name := files.get(os.path.realpath(path)):
        reason = Words(f"与“{name}”是同一个文件，请换一个名字", f"it is the same as {name}: choose another name")
    else:
        return
    raise CannotRun([e1107.CODE.at(file_span(report), reason=reason)])


def _same(one: Place, other: Place) -> bool:
    """Whether they are one file, or one table of a file."""
    return one.key == other.key if one.kind is other.kind is Kind.DUCKDB else one.key[0] == other.key[0]
