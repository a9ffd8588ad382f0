"""A policy over a frame in memory: Arrow, Polars or pandas, through Arrow and without copying where the frame allows it.

The frame's own columns are given back as they are; the results stand beside them, and ``refused`` says why a row has none.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from policyc.columns import polars_
from policyc.columns.contract import Asked, Column
from policyc.columns.database import UNBOUNDED, Limits, database
from policyc.columns.policies import policy_of, read_as
from policyc.columns.quickly import quickly
from policyc.columns.refusing import CannotRun, need
from policyc.columns.running import Prepared, every, prepare, spans
from policyc.columns.spellings import Spellings
from policyc.columns.staging import Source
from policyc.diagnostics.codes import e1106, e1110
from policyc.diagnostics.core import Words
from policyc.model.policy import Policy
from policyc.workspace.places import file_span

if TYPE_CHECKING:
    import duckdb
    import pyarrow

Frame = TypeVar("Frame")

_TABLE = "policyc_frame"


def apply(
    policy: str | Policy,
    frame: Frame,
    rules: Sequence[str] | None = None,
    *,
    renamed: Mapping[str, str] | None = None,
    missing: Sequence[str] = (),
    prefix: str = "",
    limits: Limits = UNBOUNDED,
    readings: Sequence[str] = (),
) -> Frame:
    """The frame with, for each rule, its value and why there is none (``<rule>_reason``), and ``refused``.

    frame: a pyarrow Table or RecordBatchReader, a Polars DataFrame or LazyFrame, or a pandas DataFrame; what comes back is of the
    same kind, with as many rows in the same order. A reader is read as what comes back is read, and so is a LazyFrame unless it
    has columns that must be converted. Polars reckons itself where it can; limits are for DuckDB. The other arguments are those
    of :func:`policyc.columns.run`. Money is DECIMAL(18, 2), in pandas as an Arrow type. Raises :class:`CannotRun` where the
    frame's columns do not fit, TypeError for another kind of frame.
    """
    need("duckdb", "sqlglot", "pyarrow")
    (found,) = read_as([policy if isinstance(policy, Policy) else policy_of(policy)], readings)
    asked = Asked(None if rules is None else tuple(rules), tuple((renamed or {}).items()), tuple(missing))
    library = type(frame).__module__.partition(".")[0]
    work = _Work(found, asked, prefix, limits)
    anything: Any = frame
    given: Any
    if library == "polars" and hasattr(frame, "hstack"):
        given = _polars(work, anything)
    elif library == "polars" and hasattr(frame, "collect_schema"):
        given = work.lazily(anything, own=True)
        if given is None:
            given = _polars(work, anything.collect()).lazy()
    elif library == "pandas" and hasattr(frame, "columns"):
        given = _pandas(work, anything)
    elif hasattr(frame, "read_next_batch"):
        given = work.reader(anything)
    elif library == "pyarrow" and hasattr(frame, "append_column"):
        answer = work.beside(anything.select(work.known(anything.column_names)), anything.column_names)
        given = anything
        for name in answer.column_names:
            given = given.append_column(answer.schema.field(name), answer.column(name))
    else:
        kinds = "a pyarrow Table or RecordBatchReader, a Polars DataFrame or LazyFrame, or a pandas DataFrame"
        raise TypeError(f"{kinds}, not {type(frame).__name__}")
    return cast(Frame, given)


def _polars(work: _Work, frame: Any) -> Any:
    import polars

    lazily = work.lazily(frame.lazy(), own=False)
    if lazily is not None:
        return frame.hstack(lazily.collect(engine="streaming"))
    return frame.hstack(polars.DataFrame(work.beside(frame.select(work.known(frame.columns)).to_arrow(), frame.columns)))


def _pandas(work: _Work, frame: Any) -> Any:
    import pandas
    import pyarrow

    if not frame.columns.is_unique:
        twice = next(iter(frame.columns[frame.columns.duplicated()]))
        reason = Words(f"有两列都叫“{twice}”", f"two columns are called “{twice}”")
        raise CannotRun([e1110.CODE.at(file_span("DataFrame"), reason=reason)])
    known = work.known([name for name in frame.columns if isinstance(name, str)]) or list(frame.columns[:1])
    try:
        table = pyarrow.Table.from_pandas(frame[known], preserve_index=False)
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError) as error:
        raise CannotRun([e1106.CODE.at(file_span("DataFrame"), reason=_mixed(error))]) from None
    answer = work.beside(table, [str(name) for name in frame.columns]).to_pandas(types_mapper=pandas.ArrowDtype)
    return pandas.concat([frame, answer.set_index(frame.index)], axis=1)


def _mixed(error: Exception) -> Words:
    said = "; ".join(map(str, error.args))
    return Words(f"有一列混着不同类型的值（{said}）", f"a column has values of several types ({said})")


class _Work:
    """One call: the policy, what is asked, and the database that it is asked of."""

    def __init__(self, policy: Policy, asked: Asked, prefix: str, limits: Limits) -> None:
        self._policy = policy
        self._asked = asked
        self._prefix = prefix
        self._limits = limits

    def known(self, names: Sequence[str]) -> list[str]:
        """The columns that the policy knows: no others need be read. One at least, which says how many rows there are."""
        spellings = Spellings(self._policy)
        renamed = dict(self._asked.renamed)
        return [name for name in names if name in renamed or spellings.meaning(name) is not None] or list(names[:1])

    def beside(self, table: pyarrow.Table, names: Sequence[str]) -> pyarrow.Table:
        """The results for every row of a table. names: those of all columns that the results will stand beside."""
        with tempfile.TemporaryDirectory(prefix="policyc-") as spill, self._open(Path(spill)) as connection:
            prepared = self._prepared(connection, table, names)
            rows = table.num_rows
            return quickly(connection, [prepared], rows, lambda runs: connection.sql(every(runs[0], own=False)).to_arrow_table())

    def lazily(self, frame: Any, *, own: bool) -> Any:
        """The results for every row of a Polars LazyFrame, as such; None where that cannot be, since columns must be converted
        or limits are to be kept. own: whether its own columns stand before them.
        """
        if self._limits != UNBOUNDED:
            return None
        schema = frame.collect_schema()
        columns = frame.select(self.known(schema.names())).clear().collect().to_arrow()
        with tempfile.TemporaryDirectory(prefix="policyc-") as spill, self._open(Path(spill)) as connection:
            prepared = self._prepared(connection, columns, schema.names())
        return polars_.beside(prepared, frame, own=own)

    def reader(self, reader: pyarrow.RecordBatchReader) -> pyarrow.RecordBatchReader:
        """The rows of a reader with their results, worked out as they are asked for."""
        import pyarrow

        batches = self._batches(reader)
        schema = next(batches)
        return pyarrow.RecordBatchReader.from_batches(schema, batches)

    def _batches(self, reader: pyarrow.RecordBatchReader) -> Iterator[Any]:
        """First the schema, then the batches. A list of records is read twice, so a reader that has any is read as a whole."""
        import pyarrow

        nested = any(pyarrow.types.is_nested(field.type) for field in reader.schema)
        rows = reader.read_all() if nested else reader
        with tempfile.TemporaryDirectory(prefix="policyc-") as spill, self._open(Path(spill)) as connection:
            columns = rows if nested else reader.schema.empty_table()
            prepared = self._prepared(connection, columns, ())
            connection.register(_TABLE, rows)
            answer = connection.sql(every(prepared, own=True)).to_arrow_reader()
            yield answer.schema
            yield from answer

    def _prepared(self, connection: duckdb.DuckDBPyConnection, table: pyarrow.Table, names: Sequence[str]) -> Prepared:
        connection.register(_TABLE, table)
        described = connection.sql(f"SELECT * FROM {_TABLE}")
        columns = tuple(Column(name, type_) for name, type_ in zip(described.columns, described.types, strict=True))
        source = Source("DataFrame", _TABLE, "row_number() OVER ()", columns)
        beside = [name for name in names if name not in {column.name for column in columns}]
        return prepare(self._policy, source, self._asked, self._prefix, spans(connection), beside)

    def _open(self, spill: Path) -> Any:
        return database("DataFrame", (), (), spill, self._limits)
