"""The documents that a policy rests on: what its source blocks say of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from policyc.model.policy import Source
from policyc.targets.summary.citing import day


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source and what its block says, label by label."""

    name: str
    lines: tuple[tuple[str, str], ...]


#: The lines of a source block that a reader is shown, with their labels.
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "title": "标题",
        "number": "发文字号",
        "issuers": "发文机关",
        "issued": "成文日期",
        "published": "发布日期",
        "effective": "施行日期",
        "expires": "有效期至",
        "status": "有效性",
        "nature": "来源性质",
        "index": "索引号",
        "url": "网址",
        "retrieved": "获取日期",
        "file": "核对文本",
        "sha256": "文本校验值（SHA-256）",
    }
)


def source(source: Source) -> SourceView:
    """A source, line by line as its block gives it."""
    given = dict(source.fields)
    lines = tuple((label, _field(given[key])) for key, label in _FIELDS.items() if key in given)
    return SourceView(source.name, lines)


def _field(values: Sequence[str]) -> str:
    return "、".join(_readable(value) for value in values)


def _readable(value: str) -> str:
    """A day in words; unknown as 不详; any other text as it is."""
    if value == "unknown":
        return "不详"
    try:
        return day(datetime.date.fromisoformat(value)) if len(value) == len("2023-07-26") else value
    except ValueError:
        return value
