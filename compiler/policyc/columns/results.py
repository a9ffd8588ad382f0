"""Where a result is written: beside its place first, and into its place when everything is done.

A reader sees the old file or the new one, never a part. A table of a database that is there already is made under another name
in it and takes the old one's name in one transaction; a database that is not there yet is made beside its place as a whole.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policyc.columns import quoting
from policyc.columns.database import Attachment
from policyc.columns.places import Kind, Place
from policyc.columns.sources import GIVEN

if TYPE_CHECKING:
    import duckdb

#: Spreadsheets take a CSV file for UTF-8 only where it begins so.
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Result:
    """One result. path: the file that is written; database: the one that it is a table of."""

    place: Place
    path: Path
    database: Attachment | None = None

    def write(self, columns: Sequence[str], select: str, group: int | None = None, *, header: bool = True) -> str:
        """The SQL that writes the rows of a query, whose columns are called so. group: rows that stand together in Parquet.

        header: whether a CSV file begins with the names.
        """
        if self.database is not None:
            return f"CREATE TABLE {self._made} AS {select}"
        if self.place.kind is Kind.PARQUET:
            size = "" if group is None else f", ROW_GROUP_SIZE {group}"
            return f"COPY ({select}) TO {quoting.text(str(self.path))} (FORMAT parquet{size})"
        first, *rest = columns
        marked = first if any(char in first for char in ',"\t\r\n') else _MARK + first
        named = ", ".join(quoting.name(name) for name in (marked, *rest))
        delimiter = "\t" if self.place.path.suffix.lower() == ".tsv" else ","
        options = f"FORMAT csv, HEADER {header}, DELIMITER {quoting.text(delimiter)}"
        return f"COPY (SELECT * FROM ({select}) AS written ({named})) TO {quoting.text(str(self.path))} ({options})"

    def read_back(self, columns: Sequence[str]) -> str:
        """The SQL of what was written, as a table with these columns; those of a CSV file are text."""
        if self.database is not None:
            return self._made
        if self.place.kind is Kind.PARQUET:
            return f"read_parquet({quoting.file(str(self.path))})"
        named = ", ".join(f"{quoting.text(name)}: 'VARCHAR'" for name in columns)
        delimiter = "\t" if self.place.path.suffix.lower() == ".tsv" else ","
        dialect = f"delim = {quoting.text(delimiter)}, quote = '\"', escape = '\"', header = true, auto_detect = false"
        return f"read_csv({quoting.file(str(self.path))}, {dialect}, nullstr = '', columns = {{{named}}})"

    def settle(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let the table take its name, where it is one; the old one of that name goes."""
        if self.database is None or self.place.table is None:
            return
        table = f"{quoting.name(self.database.name)}.main.{quoting.name(self.place.table)}"
        connection.execute("BEGIN")
        connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute(f"ALTER TABLE {self._made} RENAME TO {quoting.name(self.place.table)}")
        connection.execute("COMMIT")

    def drop(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let nothing remain of what was begun in a database that is there to stay."""
        if self.database is not None and self.path == self.place.path:
            connection.execute(f"DROP TABLE IF EXISTS {self._made}")

    def publish(self) -> None:
        """Let the file take its place; the database is closed."""
        if self.path != self.place.path and self.path.exists():
            os.replace(self.path, self.place.path)  # noqa: PTH105

    def discard(self) -> None:
        """Let nothing remain of a file beside its place."""
        if self.path != self.place.path:
            self.path.unlink(missing_ok=True)
            self.path.with_name(self.path.name + ".wal").unlink(missing_ok=True)

    @property
    def _made(self) -> str:
        assert self.database is not None and self.place.table is not None
        return f"{quoting.name(self.database.name)}.main.{quoting.name(f'policyc_new_{self.place.table}')}"


def prepared(given: Place, wanted: Sequence[Place]) -> tuple[tuple[Result, ...], tuple[Attachment, ...]]:
    """The results that are wanted, and the databases to open, the one that is read among them."""
    opened: dict[str, Attachment] = {}
    writes = {place.key[0] for place in wanted}
    if given.kind is Kind.DUCKDB:
        opened[given.key[0]] = Attachment(GIVEN, given.path, given.key[0] not in writes)
    results = []
    for number, place in enumerate(wanted):
        file = place.key[0]
        if place.kind is not Kind.DUCKDB:
            results.append(Result(place, _beside(place.path)))
            continue
        if file not in opened:
            path = place.path if place.path.exists() else _beside(place.path)
            opened[file] = Attachment(f"policyc_result_{number}", path, read_only=False)
        results.append(Result(place, opened[file].path, opened[file]))
    return tuple(results), tuple(opened.values())


def _beside(path: Path) -> Path:
    """Another file in the same folder."""
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}.tmp")
