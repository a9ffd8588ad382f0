"""What Spark writes in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyc.columns.converting import amounts

if TYPE_CHECKING:
    from policyc.targets.columns.dialects import Dialect

_DAY = "^([0-9]{4})[-/年]?([0-9]{1,2})[-/月]?([0-9]{1,2})日?$"
_MONTH = "^([0-9]{4})[-/年]?([0-9]{1,2})月?$"


@dataclass(frozen=True, slots=True)
class Spark:
    """Spark's SQL, in ANSI mode."""

    dialect: Dialect = "spark"
    text_type: str = "STRING"
    in_place: str = ""

    def name(self, text: str) -> str:
        """A name in backquotes."""
        return "`" + text.replace("`", "``") + "`"

    def text(self, value: str) -> str:
        """A text in single quotes, in which Spark reads escapes."""
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def matches(self, text: str, pattern: str) -> str:
        """See :class:`policyc.columns.idioms.Idiom`."""
        return f"{text} RLIKE {self.text(f'^(?:{pattern})' + chr(92) + 'z')}"

    def day(self, text: str) -> str:
        """See :class:`policyc.columns.idioms.Idiom`."""
        return f"TRY_CAST(regexp_replace({text}, {self.text(_DAY)}, '$1-$2-$3') AS DATE)"

    def month(self, text: str) -> str:
        """See :class:`policyc.columns.idioms.Idiom`."""
        return f"TRY_CAST(regexp_replace({text}, {self.text(_MONTH)}, '$1-$2-1') AS DATE)"

    def exactly(self, raw: str, wanted: str, places: int) -> str:
        """By how the number is written: Spark compares decimals of many places after rounding them."""
        plain = f"CAST({raw} AS STRING)"
        return f"CASE WHEN {self.matches(plain, amounts(places))} THEN TRY_CAST({plain} AS {wanted}) END"

    def length(self, values: str) -> str:
        """See :class:`policyc.columns.idioms.Idiom`."""
        return f"array_size({values})"

    def element(self, values: str, place: str) -> str:
        """See :class:`policyc.columns.idioms.Idiom`."""
        return f"try_element_at({values}, CAST({place} AS INT))"

    def each(self, values: str, record: str) -> str:
        """See :class:`policyc.columns.idioms.Idiom`."""
        return f"transform({values}, record -> {record})"

    def numbers(self, first: str, count: str) -> str:
        """See :class:`policyc.columns.idioms.Idiom`."""
        return f"sequence({first}, {first} + {count} - 1)"

    def any(self, values: str, condition: str) -> str:
        """See :class:`policyc.columns.idioms.Idiom`."""
        return f"exists({values}, record -> {condition})"


SPARK = Spark()
