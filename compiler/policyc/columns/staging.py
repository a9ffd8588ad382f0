"""The SQL between a file and the policy's query: the table ``people`` that it reads, and what is taken from its answer.

The file's own columns go through under names of their own (``policyc_column_0``, …), so that nothing they are called can meet a
name of the query; beside them stand the inputs, converted exactly, and ``policyc_wrong``, why a value could not be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyc.columns.contract import Column, Matched, RecordColumn
from policyc.columns.converting import ColumnType, Unfit, complaint, conversion, nothing
from policyc.columns.idioms import DUCKDB, Idiom
from policyc.columns.spellings import Cell, Scalar
from policyc.model.policy import History

#: Why a value of the row could not be read; NULL where all could.
WRONG = "policyc_wrong"
#: The place of the row in the file, from 1; only where it is asked for.
ROW = "policyc_row"
#: What a file of rows that were set aside has beside their own columns.
REFUSED, REFUSED_ROW = "refused", "refused_row"


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that can be read. relation: the SQL of the table; row: the SQL of a row's place, from 1; None where there is none.

    apart: the SQL of rows that are set aside as they stand, with place and reason before their own columns; mended: the same
    rows, those apart that cannot be read with the others, or None. It is called where reading fails, and only then.
    groups: the SQL of how many rows the parts have that the file is made of, in order; then ``file_row_number`` is a column.
    """

    shown: str
    relation: str
    row: str | None
    columns: tuple[Column, ...]
    apart: str | None = None
    mended: Callable[[], Source | None] | None = None
    groups: str | None = None


def through(place: int) -> str:
    """What the query calls the file's own column at a place."""
    return f"policyc_column_{place}"


def people(
    source: Source, found: Matched, needed: Sequence[Scalar | Cell], *, numbered: bool, kept: bool = True, idiom: Idiom = DUCKDB
) -> str:
    """The SQL of the table ``people``. needed: what the query reads. kept: whether the file's own columns go along.

    numbered: with the places of the rows, and all that is wrong with them.
    """
    places = {column.name: place for place, column in enumerate(source.columns)}
    read = {column.name for column, _ in found.cells.values()} | {r.column.name for r in found.lists.values()}
    own = [column.name for column in source.columns if kept or column.name in read]
    raw = [f"{idiom.name(name)} AS {through(places[name])}" for name in own]
    raw += [f"{source.row} AS {ROW}"] if numbered and source.row else []
    lists = [(records, through(places[records.column.name])) for records in found.lists.values()]
    firsts = [f"{first_year(records, raw, idiom)} AS {_first(records.history)}" for records, raw in lists]
    values = []
    wrongs = [wrong for records, raw in lists for wrong in _unordered(records, raw, idiom)]
    for known in needed:
        place = _place(known, found, places, idiom)
        name = idiom.name(known.flat)
        read_as = conversion(known.declared, place[0], place[1], idiom) if place is not None else None
        if place is None or read_as is None or isinstance(read_as, Unfit):  # a column that does not fit was refused before
            values.append(f"{nothing(known.declared, idiom)} AS {name}")
            continue
        values.append(f"{read_as.value} AS {name}")
        if read_as.wrong is not None:
            told = complaint(known.label, place[0], read_as.wrong, idiom)
            wrongs.append(f"CASE WHEN {place[0]} IS NOT NULL AND {name} IS NULL THEN {told} END")
    first = f"SELECT {', '.join(raw) or 'NULL AS policyc_nothing'} FROM {source.relation}"
    if firsts:
        first = f"SELECT *, {', '.join(firsts)} FROM ({first}) AS given_rows"
    second = f"SELECT *{''.join(f', {value}' for value in values)} FROM ({first}) AS read_rows"
    wrong = f"COALESCE({', '.join(wrongs)})"  # the first will do, where only whether there is any is asked
    if numbered:
        wrong = f"NULLIF(concat_ws('；', {', '.join(wrongs)}), '')"
    wrong = wrong if wrongs else f"CAST(NULL AS {idiom.text_type})"
    return f"SELECT *, {wrong} AS {WRONG} FROM ({second}) AS converted_rows"


def span_of_years(source: Source, records: RecordColumn, idiom: Idiom = DUCKDB) -> str:
    """The SQL of the first and the last year, or place, that the lists of a column have."""
    raw = idiom.name(records.column.name)
    most, length = records.history.at_most, idiom.length(raw)
    if records.year is None:
        return f"SELECT 1, max({length}) FROM {source.relation} WHERE {length} BETWEEN 1 AND {most}"
    first = f"SELECT {first_year(records, raw, idiom)} AS first_year, {length} AS records FROM {source.relation}"
    return f"SELECT min(first_year), max(first_year + records - 1) FROM ({first}) AS spans WHERE records BETWEEN 1 AND {most}"


def first_year(records: RecordColumn, raw: str, idiom: Idiom) -> str:
    """The SQL of the year of the first record: NULL where there is none, or the records do not follow one another."""
    if records.year is None:
        return "CAST(1 AS BIGINT)"
    year = idiom.name(records.year)
    first = f"TRY_CAST({idiom.element(raw, '1')}.{year} AS BIGINT)"
    years = idiom.each(raw, f"TRY_CAST(record.{year} AS BIGINT)")
    return f"CASE WHEN {first} BETWEEN 1900 AND 2199 AND {years} = {idiom.numbers(first, idiom.length(raw))} THEN {first} END"


def _first(history: History) -> str:
    return f"policyc_first_{history.alias}"


def _unordered(records: RecordColumn, raw: str, idiom: Idiom) -> Iterator[str]:
    """Why the records of a row are refused as a whole."""
    history, length = records.history, idiom.length(raw)
    how = "逐条排列，不能有空的" if history.events else "从早到晚、一年一条，年份在1900年—2199年"

    def where(condition: str, told: str) -> str:
        return f"CASE WHEN {condition} THEN {idiom.text(f'“{history.name}”{told}')} END"

    yield where(f"{raw} IS NULL", "没有填；一条记录也没有的，写成空列表")
    yield where(f"{length} > 0 AND {_first(history)} IS NULL", f"的记录要{how}")
    yield where(f"{length} > {history.at_most}", f"最多{history.at_most}条记录")
    names = [idiom.name(name) for name, _ in records.fields.values()]
    blank = " AND ".join(f"record.{name} IS NULL" for name in names) or "FALSE"
    yield where(idiom.any(raw, blank), "有一条记录什么也没有填")


def _place(known: Scalar | Cell, found: Matched, places: Mapping[str, int], idiom: Idiom) -> tuple[str, ColumnType] | None:
    """The SQL of what the file has of an input, and its type; None where it has nothing."""
    if known.flat in found.cells:
        column = found.cells[known.flat][0]
        return through(places[column.name]), column.type
    if not isinstance(known, Cell) or known.history.alias not in found.lists:
        return None
    records = found.lists[known.history.alias]
    if known.declared.alias not in records.fields:
        return None
    name, type_ = records.fields[known.declared.alias]
    first = _first(known.history)
    record = idiom.element(through(places[records.column.name]), f"{known.year} - {first} + 1")
    return f"CASE WHEN {first} <= {known.year} THEN {record}.{idiom.name(name)} END", type_
