"""The SQL of one person's change: how far a result moved, and whether it rose."""

from __future__ import annotations

from dataclasses import dataclass

from policyc.columns import quoting
from policyc.columns.query import Output
from policyc.columns.winners.pairing import Pair
from policyc.model.policy import Rule
from policyc.model.types import Bool, DateType, EnumType, MonthType, Quantity, Type, YearType
from policyc.semantics.facts import of_rule

#: The reason of a result without a limit; above every amount.
UNLIMITED = "不封顶"
#: So many digits fit into 64 bits.
_NARROW, _WIDE = 18, 38


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one rule in the result: what it was, what it is, how far it moved, and why there is no value."""

    pair: Pair
    before: str
    after: str
    change: str
    before_reason: str
    after_reason: str

    @property
    def names(self) -> tuple[str, ...]:
        """All five, in order."""
        return self.before, self.after, self.change, self.before_reason, self.after_reason


def columns_of(pair: Pair, prefix: str) -> Columns:
    """What the columns of a rule are called."""
    name = prefix + pair.name
    return Columns(pair, f"{name}_before", f"{name}_after", f"{name}_change", f"{name}_before_reason", f"{name}_after_reason")


def is_ordered(type_: Type) -> bool:
    """Whether one value can be more than another."""
    return not isinstance(type_, EnumType)


def adds_up(type_: Type) -> bool:
    """Whether the sum over people says something: of amounts and counts, not of rates and days of the calendar."""
    return isinstance(type_, Quantity) and not type_.unit.is_rate


def change(pair: Pair, before: str, after: str, scales: tuple[Output, Output]) -> str:
    """The SQL of after less before: an amount, whole months, days, years, 1 where no became yes. NULL where one is NULL."""
    match pair.type:
        case Quantity():
            scale = max(output.scale for output in scales)
            room = _NARROW if max(_digits(rule) for rule in (pair.before, pair.after)) + scale < _NARROW else _WIDE
            type_ = f"DECIMAL({room}, {scale})" if scale or room == _WIDE else "BIGINT"
            return f"CAST(CAST({after} AS {type_}) - CAST({before} AS {type_}) AS {type_})"
        case MonthType():
            return f"({_months(after)} - {_months(before)})"
        case DateType():
            return f"CAST({after} - {before} AS BIGINT)"
        case YearType():
            return f"({after} - {before})"
        case Bool():
            return f"(CAST({after} AS BIGINT) - CAST({before} AS BIGINT))"
        case EnumType():
            return f"CASE WHEN {after} = {before} THEN CAST(0 AS BIGINT) END"


def side(columns: Columns) -> str:
    """The SQL of 1, 0 or -1 where both have a result, else NULL; what has no limit is more than any amount.

    Of choices, which have no order, 1 is another one.
    """
    old, new, moved = map(quoting.name, (columns.before, columns.after, columns.change))
    if not is_ordered(columns.pair.type):
        return f"CASE WHEN {new} <> {old} THEN 1 WHEN {new} = {old} THEN 0 END"
    cases = [f"WHEN {moved} > 0 THEN 1 WHEN {moved} < 0 THEN -1 WHEN {moved} = 0 THEN 0"]
    if isinstance(columns.pair.type, Quantity):
        was, now = (f"{quoting.name(name)} = {quoting.text(UNLIMITED)}" for name in (columns.before_reason, columns.after_reason))
        cases += [f"WHEN {was} AND {now} THEN 0 WHEN {now} AND {old} IS NOT NULL THEN 1 WHEN {was} AND {new} IS NOT NULL THEN -1"]
    return f"CASE {' '.join(cases)} END"


def there(value: str, reason: str, type_: Type) -> str:
    """The SQL of whether there is a result."""
    given = f"{quoting.name(value)} IS NOT NULL"
    return (
        f"({given} OR COALESCE({quoting.name(reason)} = {quoting.text(UNLIMITED)}, FALSE))"
        if isinstance(type_, Quantity)
        else given
    )


def _digits(rule: Rule) -> int:
    """How many digits a result has before the point, at most."""
    facts = of_rule(rule)
    return len(str(int(max(abs(facts.low), abs(facts.high)))))


def _months(day: str) -> str:
    return f"(date_part('year', {day}) * 12 + date_part('month', {day}))"
