"""A column of a file as the type that its input needs: exactly, or not at all.

Nothing is rounded, cut off or guessed: a value that is not one of the input's becomes NULL here, and the row is set aside with
:attr:`Conversion.wrong`. A binary fraction (DOUBLE) is never an amount: a column of them is refused before a row is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from policyc.columns.idioms import DUCKDB, Idiom
from policyc.diagnostics.core import Words
from policyc.model.policy import Input
from policyc.model.types import Bool, DateType, EnumType, MonthType, Quantity, YearType
from policyc.quantities.decimals import scale_of
from policyc.wording.refusals import expected

if TYPE_CHECKING:
    from policyc.targets.columns.plan import Column as Given
    from policyc.targets.columns.plan import Refusal

#: What DuckDB calls whole numbers.
_WHOLE = frozenset(
    {"tinyint", "smallint", "integer", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint", "uhugeint"}
)
_TEXT = frozenset({"varchar", "enum"})
_MOMENT = frozenset({"timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns"})
_BINARY = frozenset({"float", "double"})
_TRUE, _FALSE = ("true", "是", "1", "t", "yes"), ("false", "否", "0", "f", "no")
#: The day has to stand at one place only, or 202311 could be a day or a month.
_DAYS = "[0-9]{4}(-[0-9]{1,2}-|/[0-9]{1,2}/|年[0-9]{1,2}月)[0-9]{1,2}日?|[0-9]{8}"
_MONTHS = "[0-9]{4}([-/][0-9]{1,2}|年[0-9]{1,2}月|[0-9]{2})"
#: Of a value that is set aside no more than this is repeated.
SHOWN = 40


class ColumnType(Protocol):
    """The type of a column as DuckDB tells it."""

    @property
    def id(self) -> str:
        """Its kind: decimal, bigint, varchar, list, struct, …"""

    @property
    def children(self) -> Sequence[tuple[str, Any]]:
        """What it is made of: precision and scale, or the fields."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """value: the SQL of the converted value, NULL where it cannot be. wrong: how the value should have been written; None where
    every value can be converted.
    """

    value: str
    wrong: Words | None = None


@dataclass(frozen=True, slots=True)
class Unfit:
    """No column of this type can be read: what it is, what would do, and how to get there."""

    found: str
    wanted: Words
    fix: Words


def places_of(declared: Input) -> int:
    """How many decimal places the values of an amount have; money has two at least."""
    assert isinstance(declared.type, Quantity)
    needed = max(scale_of(declared.step) or 0, scale_of(declared.low) or 0)
    return max(needed, 2) if declared.type.unit.is_money else needed


def sql_type(declared: Input) -> str:
    """The type of the column that the query reads for an input."""
    match declared.type:
        case Quantity():
            places = places_of(declared)
            most = max(abs(declared.low), abs(declared.high)) * 10**places
            if places == 0 and most < 10**18:
                return "BIGINT"
            return f"DECIMAL({18 if most < 10**18 else 38}, {places})"
        case Bool():
            return "BOOLEAN"
        case EnumType():
            return "VARCHAR"
        case DateType() | MonthType():
            return "DATE"
        case YearType():
            return "BIGINT"


def conversion(declared: Input, raw: str, type_: ColumnType, idiom: Idiom = DUCKDB) -> Conversion | Unfit:
    """How to read a column for an input. raw: the SQL that names it."""
    if type_.id == "null":
        return Conversion(nothing(declared, idiom))
    match declared.type:
        case Quantity():
            return _quantity(declared, raw, type_, idiom)
        case YearType():
            return _year(declared, raw, type_, idiom)
        case Bool():
            return _bool(declared, raw, type_, idiom)
        case EnumType():
            return _enum(declared, raw, type_, idiom)
        case DateType():
            return _date(declared, raw, type_, idiom)
        case MonthType():
            return _month(declared, raw, type_, idiom)


def nothing(declared: Input, idiom: Idiom) -> str:
    """The SQL of a value of an input that is not there."""
    type_ = sql_type(declared)
    return f"CAST(NULL AS {idiom.text_type if type_ == 'VARCHAR' else type_})"


def complaint(label: str, raw: str, wanted: Words, idiom: Idiom) -> str:
    """The SQL of why a value is refused."""
    return f"{idiom.text(f'{label}不能为“')} || {shown(raw, idiom)} || {idiom.text(f'”：应为{wanted}')}"


def shown(raw: str, idiom: Idiom) -> str:
    """The SQL of a value as it is repeated, exactly, but not at any length."""
    return f"left(CAST({raw} AS {idiom.text_type}), {SHOWN})"


def explained(refusals: Sequence[Refusal], idiom: Idiom) -> str:
    """The SQL of why the query refuses a row, with the values that it refuses. Of a row that it takes nothing is worked out."""

    def part(of: str | Given) -> str:
        if isinstance(of, str):
            return idiom.text(of)
        name = idiom.name(of.name)
        if isinstance(of.declared.type, MonthType):
            return f"left(CAST({name} AS {idiom.text_type}), 7)"
        return f"CASE WHEN {name} THEN '是' ELSE '否' END" if isinstance(of.declared.type, Bool) else shown(name, idiom)

    cases = (f"WHEN refused = {idiom.text(r.text)} THEN {' || '.join(map(part, r.parts))}" for r in refusals)
    return f"CASE WHEN refused IS NULL THEN NULL {' '.join(cases)} ELSE refused END" if refusals else "refused"


def _quantity(declared: Input, raw: str, type_: ColumnType, idiom: Idiom) -> Conversion | Unfit:
    places, wanted = places_of(declared), sql_type(declared)
    zh, en = (
        ("，写成整数", ", a whole number") if places == 0 else (f"，小数不超过{places}位", f", at most {places} decimal places")
    )
    wrong = _wrong(declared, zh, en)
    if type_.id in _WHOLE:
        return Conversion(f"TRY_CAST({raw} AS {wanted})", wrong)
    if type_.id == "decimal":
        exact = dict(type_.children)["scale"] <= places
        return Conversion(f"TRY_CAST({raw} AS {wanted})" if exact else idiom.exactly(raw, wanted, places), wrong)
    if type_.id in _TEXT:
        return Conversion(_matching(raw, amounts(places), lambda plain: f"TRY_CAST({plain} AS {wanted})", idiom), wrong)
    return _unfit(type_, wanted)


def _year(declared: Input, raw: str, type_: ColumnType, idiom: Idiom) -> Conversion | Unfit:
    wrong = _wrong(declared, "，写成四位数字", ", four digits")
    if type_.id in _WHOLE:
        return Conversion(f"TRY_CAST({raw} AS BIGINT)", wrong)
    if type_.id in _TEXT:
        return Conversion(_matching(raw, "[0-9]{4}年?", lambda plain: f"TRY_CAST(left({plain}, 4) AS BIGINT)", idiom), wrong)
    return _unfit(type_, "BIGINT")


def _bool(declared: Input, raw: str, type_: ColumnType, idiom: Idiom) -> Conversion | Unfit:
    wrong = _wrong(declared, "", "")
    if type_.id == "boolean":
        return Conversion(raw)
    if type_.id in _WHOLE:
        return Conversion(f"CASE {raw} WHEN 1 THEN TRUE WHEN 0 THEN FALSE END", wrong)
    if type_.id in _TEXT:
        yes, no = (", ".join(idiom.text(word) for word in words) for words in (_TRUE, _FALSE))
        plain = f"lower(trim(CAST({raw} AS {idiom.text_type})))"
        return Conversion(f"CASE WHEN {plain} IN ({yes}) THEN TRUE WHEN {plain} IN ({no}) THEN FALSE END", wrong)
    return _unfit(type_, "BOOLEAN")


def _enum(declared: Input, raw: str, type_: ColumnType, idiom: Idiom) -> Conversion | Unfit:
    if type_.id not in _TEXT:
        return _unfit(type_, "VARCHAR")
    return Conversion(f"trim(CAST({raw} AS {idiom.text_type}))")  # the query knows the names


def _date(declared: Input, raw: str, type_: ColumnType, idiom: Idiom) -> Conversion | Unfit:
    if type_.id == "date":
        return Conversion(raw)
    if type_.id in _MOMENT:
        return Conversion(_at_midnight(raw), _wrong(declared, "，不带时刻", ", without a time of day"))
    if type_.id in _TEXT:
        value = _matching(raw, _DAYS, idiom.day, idiom)
        return Conversion(value, _wrong(declared, "，写成2023-07-26", ", as in 2023-07-26"))
    return _unfit(type_, "DATE")


def _month(declared: Input, raw: str, type_: ColumnType, idiom: Idiom) -> Conversion | Unfit:
    wrong = _wrong(declared, "，写成2023-07或当月1日", ", as in 2023-07 or its first day")
    if type_.id == "date":
        return Conversion(_first_day(raw), wrong)
    if type_.id in _MOMENT:
        return Conversion(_first_day(_at_midnight(raw)), wrong)
    if type_.id in _TEXT:
        day = _matching(raw, _DAYS, idiom.day, idiom)
        month = _matching(raw, _MONTHS, idiom.month, idiom)
        return Conversion(f"COALESCE({month}, {_first_day(day)})", wrong)
    return _unfit(type_, "DATE")


def amounts(places: int) -> str:
    """The pattern of a number that has no more decimal places than these, but for zeros."""
    return f"[+-]?[0-9]+([.][0-9]{{0,{places}}}0*)?"


def _matching(raw: str, pattern: str, value: Callable[[str], str], idiom: Idiom) -> str:
    """A value of a text that is written in one way, NULL of any other. value: the SQL of it, by that of the text."""
    plain = f"trim(CAST({raw} AS {idiom.text_type}))"
    return f"CASE WHEN {idiom.matches(plain, pattern)} THEN {value(plain)} END"


def _at_midnight(raw: str) -> str:
    return f"CASE WHEN CAST(CAST({raw} AS DATE) AS TIMESTAMP) = CAST({raw} AS TIMESTAMP) THEN CAST({raw} AS DATE) END"


def _first_day(raw: str) -> str:
    return f"CASE WHEN date_part('day', {raw}) = 1 THEN {raw} END"


def _wrong(declared: Input, zh: str, en: str) -> Words:
    wanted = expected(declared)
    return Words(f"{wanted}{zh}", f"{wanted.en}{en}")


#: How a type that will do is written for people.
_MEANT: Mapping[str, Words] = {
    "BOOLEAN": Words("BOOLEAN，或写着是、否的文字", "BOOLEAN, or text such as 是 and 否"),
    "VARCHAR": Words("文字（VARCHAR）", "text (VARCHAR)"),
    "DATE": Words("DATE，或写着日期的文字", "DATE, or a date as text"),
}


def _unfit(type_: ColumnType, wanted: str) -> Unfit:
    meant = _MEANT.get(wanted, Words(wanted, wanted))
    why = (
        Words("浮点数不能精确到分，先转成定点数：", "binary fractions are not exact; first ")
        if type_.id in _BINARY
        else Words("先转换：", "first ")
    )
    return Unfit(str(type_), meant, Words(f"{why}CAST({{}} AS {wanted})", f"{why.en}CAST({{}} AS {wanted})"))
