"""The columns that people are grouped by: as the input that a column is, or as the file has it."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from policyc.columns import quoting
from policyc.columns.contract import Column
from policyc.columns.converting import conversion
from policyc.columns.database import work
from policyc.columns.refusing import CannotRun
from policyc.columns.spellings import Known, Listed
from policyc.columns.winners.working import Both
from policyc.diagnostics.codes import e1122, e1123
from policyc.diagnostics.core import Diagnostic, Words
from policyc.model.types import EnumType, MonthType
from policyc.quantities.decimals import decimal_text
from policyc.workspace.places import file_span

if TYPE_CHECKING:
    import duckdb

_MOST = 300
NOT_GIVEN, UNKNOWN = "（未填）", "（不在分类内）"


@dataclass(frozen=True, slots=True)
class Key:
    """A column to group by. label: what people call it; sql: the value, which sorts as it should."""

    column: str
    label: str
    sql: str
    type: object = None

    def text(self, value: Any) -> str:
        """A value as people read it."""
        if value is None:
            return NOT_GIVEN
        if isinstance(self.type, EnumType):
            return self.type.members[value].name if value >= 0 else UNKNOWN
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, Decimal):
            return decimal_text(Fraction(value))
        if isinstance(value, datetime.date) and isinstance(self.type, MonthType):
            return f"{value:%Y-%m}"
        return str(value)


def keys_of(both: Both, names: Sequence[str]) -> tuple[Key, ...]:
    """The columns of these names. Raises :class:`CannotRun` for what is none."""
    found, wrong = [], []
    known = {column.name: meant for run in (both.older, both.newer) for column, meant in _meant(both, run.found.cells.values())}
    listed = {records.column.name for run in (both.older, both.newer) for records in run.found.lists.values()}
    for name in dict.fromkeys(names):
        column = _column(both, name, known)
        if column is None:
            near = difflib.get_close_matches(name, _names(both, known), n=1, cutoff=0.5)
            meant = (f"，是不是“{near[0]}”？", f" (did you mean “{near[0]}”?)") if near else ("", "")
            wrong.append(_wrong(both, name, Words(f"文件没有这一列{meant[0]}", f"the file has no such column{meant[1]}")))
        elif column.name in listed or getattr(column.type, "id", "") in ("list", "array", "struct", "map", "union"):
            wrong.append(_wrong(both, name, Words("这一列不是单个的值", "its values are lists or records")))
        else:
            found.append(_key(column, known.get(column.name)))
    if wrong:
        raise CannotRun(wrong)
    return tuple(found)


def check_groups(connection: duckdb.DuckDBPyConnection, source: str, keys: Sequence[Key], shown: str) -> None:
    """Raises :class:`CannotRun` where there are more groups than anybody reads, before anything is worked out."""
    if keys:
        groups = f"SELECT DISTINCT {', '.join(key.sql for key in keys)} FROM {source} LIMIT {_MOST + 1}"
        if work(connection, f"SELECT count(*) FROM ({groups}) AS some_groups")[0][0] > _MOST:
            by = Words("、".join(f"“{key.label}”" for key in keys), ", ".join(key.label for key in keys))
            raise CannotRun([e1123.CODE.at(file_span(shown), by=by, most=_MOST)])


def _meant(both: Both, cells: Any) -> list[tuple[Column, Known]]:
    return [(column, known) for column, known in cells if not isinstance(known, Listed)]


def _column(both: Both, name: str, known: dict[str, Known]) -> Column | None:
    """By its own name first, then by what input it is."""
    plain = name.strip().casefold()
    for column in both.own:
        if column.name.casefold() == plain:
            return column
    return next((column for column in both.own if column.name in known and plain in _called(known[column.name])), None)


def _called(known: Known) -> set[str]:
    if isinstance(known, Listed):
        return set()
    return {known.flat.casefold(), *((known.declared.name,) if known.flat == known.declared.alias else ())}


def _names(both: Both, known: dict[str, Known]) -> list[str]:
    return [*(column.name for column in both.own), *(name for each in known.values() for name in _called(each))]


def _key(column: Column, known: Known | None) -> Key:
    raw = quoting.name(column.name)
    if known is None or isinstance(known, Listed):
        return Key(column.name, column.name, raw)
    declared = known.declared
    label = known.label.replace("“", "").replace("”", "")
    if isinstance(declared.type, EnumType):
        plain = f"trim(CAST({raw} AS VARCHAR))"
        cases = "".join(
            f" WHEN {plain} IN ({quoting.text(member.name)}, {quoting.text(member.alias)}) THEN {member.index}"
            for member in declared.type.members
        )
        return Key(column.name, label, f"CASE WHEN {raw} IS NULL THEN NULL{cases} ELSE -1 END", declared.type)
    read_as = conversion(declared, raw, column.type)
    return Key(column.name, label, getattr(read_as, "value", raw), declared.type)


def _wrong(both: Both, name: str, reason: Words) -> Diagnostic:
    return e1122.CODE.at(file_span(both.newer.source.shown), name=name, reason=reason)
