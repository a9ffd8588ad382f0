"""The documents that a policy rests on: what its source blocks say of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from policyc.model.policy import Declaration, Policy, Source
from policyc.targets.summary.citing import corroborates, day


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


def source(source: Source, policy: Policy) -> SourceView:
    """A source, line by line as its block gives it, and what it says besides the documents that decide."""
    given = dict(source.fields)
    lines = tuple((label, _field(given[key])) for key, label in _FIELDS.items() if key in given)
    names = "、".join(_corroborated(source, policy))
    return SourceView(source.name, (*lines, ("佐证", names)) if names else lines)


def _corroborated(source: Source, policy: Policy) -> Iterator[str]:
    """The names of the policy's own declarations that another document says and this one bears out."""
    own = policy.own
    declared: tuple[tuple[Declaration, ...], ...] = (own.inputs, own.params, own.rules, own.targets, own.measures)
    for each in (d for kind in declared for d in kind):
        if any(quote.source == source.name and corroborates(quote, each) for quote in each.quotes):
            yield each.name


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
