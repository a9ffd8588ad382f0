"""依据: the documents that a policy rests on, what their source blocks say of them, and what they bear out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from policyc.document.blocks import Item, Strong, line
from policyc.model.policy import Declaration, Policy, Source
from policyc.targets.summary.citing import corroborates, day
from policyc.wording.formulas import source_name

#: The lines of a source block that a reader is shown, with their labels; title and number stand in the name.
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
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


def source_item(source: Source, policy: Policy) -> Item:
    """通知：《…》（医保发〔2023〕24号）, and below it what its block says, and what it says besides the documents that decide."""
    given = dict(source.fields)
    lines = [f"{label}：{_field(given[key])}" for key, label in _FIELDS.items() if key in given]
    names = "、".join(_corroborated(source, policy))
    children = [*lines, *([f"佐证：{names}"] if names else [])]
    head = line(Strong(source.name), f"：{source_name(policy, source.name, full=True)}")
    return Item(head, tuple(Item(line(text)) for text in children))


def _corroborated(source: Source, policy: Policy) -> Iterator[str]:
    """The names of the policy's own declarations that another document says and this one bears out."""
    own = policy.own
    declared: tuple[tuple[Declaration, ...], ...] = (own.inputs, own.params, own.rules, own.targets, own.measures)
    for each in (d for kind in declared for d in kind):
        if any(quote.source == source.name and corroborates(quote, each) for quote in each.quotes):
            yield each.name


def _field(values: Sequence[str]) -> str:
    return "、".join(readable(value) for value in values)


def readable(value: str) -> str:
    """A day in words; unknown as 不详; any other text as it is."""
    if value == "unknown":
        return "不详"
    try:
        return day(datetime.date.fromisoformat(value)) if len(value) == len("2023-07-26") else value
    except ValueError:
        return value
