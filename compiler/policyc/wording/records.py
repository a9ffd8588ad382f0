"""Records of a history as people write them: 2020—2024年：参保；2025—2026年：无；2027年：参保、零报销."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from policyc.model.policy import History, Record, Records
from policyc.wording.amounts import amount

#: What a record says in which nothing is true and nothing else is given.
_NOTHING = "无"


def records_text(history: History, records: Records) -> str:
    """All of them in one line; records alike that follow one another are written together."""
    return "；".join(f"{years}：{said}" for years, said in grouped(history, records)) or "没有记录"


def grouped(history: History, records: Records) -> Iterator[tuple[str, str]]:
    """The years, and what their records say."""
    for said, found in groupby(records, lambda record: record_text(history, record)):
        years = [record.year for record in found]
        yield span_text(history, years[0], years[-1]), said


def span_text(history: History, first: int, last: int) -> str:
    """Some years: 2020年, 2020—2024年; of events 第1—3条."""
    both = f"{first}" if first == last else f"{first}—{last}"
    return f"第{both}条" if history.events else f"{both}年"


def record_text(history: History, record: Record) -> str:
    """What a record says: 参保、零报销、医疗费用1000元. What is not true is left out, and what is unset."""
    said = []
    for field in history.fields:
        value = record.values.get(field.name)
        if value is True:
            said.append(field.name)
        elif value is not None and value is not False:
            said.append(f"{field.name}{amount(value, field.type)}")
    return "、".join(said) or _NOTHING
