"""What engines write differently in the SQL between a file and the policy's query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from policyc.columns import quoting

if TYPE_CHECKING:
    from policyc.targets.columns.dialects import Dialect

_DAY_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y年%m月%d", "%Y%m%d")
_MONTH_FORMATS = ("%Y-%m", "%Y/%m", "%Y年%m月", "%Y%m")


class Idiom(Protocol):
    """How one engine writes. dialect: of the policy's query; text_type: of texts; in_place: what keeps a table expression from
    being stored.
    """

    @property
    def dialect(self) -> Dialect: ...

    @property
    def text_type(self) -> str: ...

    @property
    def in_place(self) -> str: ...

    def name(self, text: str) -> str:
        """A name in quotes."""

    def text(self, value: str) -> str:
        """A text in quotes."""

    def matches(self, text: str, pattern: str) -> str:
        """Whether the whole of a text is written in one way. pattern: a regular expression without escapes."""

    def day(self, text: str) -> str:
        """The day that a text names; NULL where there is no such day."""

    def month(self, text: str) -> str:
        """The first day of the month that a text names; NULL where there is no such month."""

    def exactly(self, raw: str, wanted: str, places: int) -> str:
        """A decimal that has more places than are wanted, where those are zeros; else NULL."""

    def length(self, values: str) -> str:
        """How many a list has; NULL where there is no list."""

    def element(self, values: str, place: str) -> str:
        """The one at a place of a list, from 1; NULL where it is shorter."""

    def each(self, values: str, record: str) -> str:
        """A list of what each has. record: the SQL of that, in which one of the list is called record."""

    def numbers(self, first: str, count: str) -> str:
        """The list of so many whole numbers from a first one on; count: at least one."""

    def any(self, values: str, condition: str) -> str:
        """Whether a condition holds for one of a list at least, in which it is called record."""


@dataclass(frozen=True, slots=True)
class DuckDB:
    """DuckDB's SQL."""

    dialect: Dialect = "duckdb"
    text_type: str = "VARCHAR"
    in_place: str = "NOT MATERIALIZED "

    def name(self, text: str) -> str:
        return quoting.name(text)

    def text(self, value: str) -> str:
        return quoting.text(value)

    def matches(self, text: str, pattern: str) -> str:
        return f"regexp_full_match({text}, {quoting.text(pattern)})"

    def day(self, text: str) -> str:
        return _parsed(text, _DAY_FORMATS)

    def month(self, text: str) -> str:
        return _parsed(text, _MONTH_FORMATS)

    def exactly(self, raw: str, wanted: str, places: int) -> str:
        cast = f"TRY_CAST({raw} AS {wanted})"  # which rounds what has more places: only what stays the same counts
        return f"CASE WHEN {cast} = {raw} THEN {cast} END"

    def length(self, values: str) -> str:
        return f"len({values})"

    def element(self, values: str, place: str) -> str:
        return f"{values}[{place}]"

    def each(self, values: str, record: str) -> str:
        return f"list_transform({values}, lambda record: {record})"

    def numbers(self, first: str, count: str) -> str:
        return f"range({first}, {first} + {count})"

    def any(self, values: str, condition: str) -> str:
        return f"len(list_filter({values}, lambda record: {condition})) > 0"


def _parsed(text: str, formats: Iterable[str]) -> str:
    return f"CAST(try_strptime({text}, {quoting.texts(formats)}) AS DATE)"


DUCKDB = DuckDB()
