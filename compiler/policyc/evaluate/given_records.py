"""The records of a history as people type them, and the option of a reading.

``2020..2024: 参保; 2025: ; 2026: 参保, 医疗费用=1000元`` says what an example says: what is yes or no and not named is no, and
other fields that are not named are not given; ``零报销=?`` is not given either. JSON is a list of objects by field name, with
``year``; there what is not named is not given. Whether the records are in order is asked by :mod:`policyc.evaluate.admission`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

from policyc.evaluate.given import Unreadable, parse_value
from policyc.model.policy import History, Input, Policy, Reading, Record, Records
from policyc.model.types import BOOL, Member, Value

_YEARS = re.compile(r"(\d{1,4})年?(?:\.\.(\d{1,4})年?)?")
_MOST = 10_000


def parse_records(policy: Policy, history: History, text: str) -> Records | Unreadable:
    """The records, oldest first."""
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        if plain.startswith("["):
            return _from_json(policy, history, text)
        return tuple(record for part in plain.split(";") if part.strip() for record in _line(policy, history, part))
    except _Wrong as wrong:
        return Unreadable(text, f"“{history.name}”：{wrong.zh}", f"“{history.alias}”: {wrong.en}")


class _Wrong(Exception):
    """What cannot be read."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en


def _line(policy: Policy, history: History, text: str) -> list[Record]:
    """``2020..2024: 参保, 零报销``."""
    when, colon, said = text.partition(":")
    found = _YEARS.fullmatch("".join(when.split()))
    if found is None or not colon:
        raise _Wrong(f"“{text.strip()}”应写成 年份: 字段, 字段", f"“{text.strip()}” should read year: field, field")
    first, last = int(found[1]), int(found[2] or found[1])
    if not first <= last < first + _MOST:
        raise _Wrong(f"“{when.strip()}”的年份应从早到晚", f"“{when.strip()}”: the earlier year first")
    values: dict[str, Value] = {field.name: False for field in history.fields if field.type == BOOL}
    for part in (part.strip() for part in said.split(",")):
        if part:
            _enter(policy, history, part, values)
    return [Record(year, values) for year in range(first, last + 1)]


def _enter(policy: Policy, history: History, part: str, values: dict[str, Value]) -> None:
    name, sign, text = part.partition("=")
    field = _field(history, name.strip())
    if text.strip() == "?":
        values.pop(field.name, None)
        return
    if not sign and field.type != BOOL:
        raise _Wrong(f"“{field.name}”要写成 {field.name}=值", f"“{field.alias}” should read {field.alias}=value")
    values[field.name] = _value(policy, field, text) if sign else True


def _from_json(policy: Policy, history: History, text: str) -> Records:
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise _Wrong(f"不是 JSON（{error}）", f"not JSON ({error})") from None
    made: list[Record] = []
    for place, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise _Wrong(f"第{place}条应为对象", f"record {place} should be an object")
        given = {k: v for k, v in row.items() if k not in ("year", "年份")}
        year = row.get("year", row.get("年份", place if history.events else None))
        if not isinstance(year, int) or isinstance(year, bool):
            raise _Wrong(f"第{place}条要有整数的 year", f"record {place} should have a whole number as year")
        fields = {_field(history, name): value for name, value in given.items() if value is not None}
        made.append(Record(year, {field.name: _value(policy, field, _as_text(value)) for field, value in fields.items()}))
    return tuple(made)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        raise _Wrong("数额要写成字符串，小数不精确", "write amounts as strings: floats are not exact")
    return str(value)


def _field(history: History, name: str) -> Input:
    for field in history.fields:
        if name in (field.name, field.alias):
            return field
    names = "、".join(field.name for field in history.fields)
    raise _Wrong(f"没有字段“{name}”；有：{names}", f"there is no field “{name}”")


def _value(policy: Policy, field: Input, text: str) -> Value:
    value = parse_value(policy, field, text)
    if isinstance(value, Unreadable):
        raise _Wrong(value.zh, value.en)
    return value


def parse_readings(policy: Policy, items: tuple[str, ...]) -> tuple[Mapping[str, Member], tuple[Unreadable, ...]]:
    """Options by reading from ``口径=选项``, each by its Chinese or ASCII name; and what could not be read."""
    found: dict[str, Member] = {}
    wrong: list[Unreadable] = []
    for item in items:
        name, _, option = (part.strip() for part in unicodedata.normalize("NFKC", item).partition("="))
        reading = next((r for r in policy.readings if name in (r.name, r.alias)), None)
        if reading is None:
            names = "、".join(r.name for r in policy.readings) or "无"
            wrong.append(Unreadable(item, f"没有口径“{name}”；有：{names}", f"there is no reading “{name}”"))
            continue
        member = _option(reading, option)
        if member is None:
            names = "、".join(o.member.name for o in reading.options)
            wrong.append(Unreadable(item, f"口径“{reading.name}”没有“{option}”；有：{names}", f"no such option: “{option}”"))
        else:
            found[reading.name] = member
    return found, tuple(wrong)


def _option(reading: Reading, name: str) -> Member | None:
    return next((o.member for o in reading.options if name in (o.member.name, o.member.alias)), None)
