"""Data as Python source, laid out as the formatter leaves it: on one line where it fits, else one item a line, commas behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policyc.targets.python.literals import WIDTH, string, string_block, width


@dataclass(frozen=True, slots=True)
class Text:
    """A string, cut into pieces where one line has no room."""

    text: str


@dataclass(frozen=True, slots=True)
class Raw:
    """Source as it is: a number, a name, a short call."""

    code: str


@dataclass(frozen=True, slots=True)
class Group:
    """Items between brackets: a call, a tuple, a mapping. An item's first part stands before it: ``label=``, ``"key": ``.

    spread: one item a line even where there is room. comment: behind the opening bracket (and so it is spread).
    """

    opening: str
    items: tuple[tuple[str, Item], ...]
    closing: str
    spread: bool = False
    comment: str = ""


Item = Text | Raw | Group


def call(name: str, positional: Iterable[Item] = (), **named: Item) -> Group:
    """``name(a, b, c=d)``."""
    return Group(f"{name}(", (*(("", item) for item in positional), *((f"{key}=", item) for key, item in named.items())), ")")


def record(name: str, fields: Sequence[tuple[str, Item]], comment: str) -> Group:
    """``name(a=b, …)``, one field a line."""
    return Group(f"{name}(", tuple((f"{key}=", item) for key, item in fields), ")", spread=True, comment=comment)


def items(values: Iterable[Item], *, spread: bool = False) -> Group:
    """A tuple."""
    return Group("(", tuple(("", value) for value in values), ")", spread)


def mapping(entries: Mapping[str, Item]) -> Group:
    """A dict, one entry a line."""
    return Group("{", tuple((f"{string(key)}: ", value) for key, value in entries.items()), "}", spread=True)


def frozen(entries: Mapping[str, Item]) -> Group:
    """A dict that nobody can change."""
    return Group("MappingProxyType(", (("", mapping(entries)),), ")", spread=bool(entries))


def statement(before: str, value: Item) -> str:
    """``before`` and the value, as a statement at the margin."""
    return before + render(value, 0, width(before), 0)


def render(item: Item, indent: int, before: int, after: int) -> str:
    """The source of an item that stands on a line of this indent, ``before`` cells after it, with ``after`` cells behind."""
    match item:
        case Raw():
            return item.code
        case Text():
            return string_block(item.text, indent, before, after)
        case Group():
            line = _one_line(item)
            if line is not None and indent + before + width(line) + after <= WIDTH:
                return line
            return _spread(item, indent)


def _one_line(item: Item) -> str | None:
    """The item on one line; None where it is to be spread."""
    match item:
        case Raw():
            return item.code
        case Text():
            return string(item.text)
        case Group():
            alone = item.opening == "(" and len(item.items) == 1  # the comma of a lone item spreads nothing
            if (item.spread and item.items and not alone) or item.comment:
                return None
            parts = [(key, _one_line(value)) for key, value in item.items]
            texts = [f"{key}{text}" for key, text in parts if text is not None]
            if len(texts) < len(parts):
                return None
            comma = "," if item.opening == "(" and len(texts) == 1 else ""
            return f"{item.opening}{', '.join(texts)}{comma}{item.closing}"


def _spread(group: Group, indent: int) -> str:
    margin = " " * (indent + 4)
    # the formatter puts no comma behind the only argument of a call that is itself spread
    only = group.items[0][1] if len(group.items) == 1 and group.opening.endswith("(") else None
    comma = "" if isinstance(only, Group) and only.opening == "{" else ","
    lines = [f"{margin}{key}{render(value, indent + 4, width(key), 1)}{comma}" for key, value in group.items]
    comment = f"  # {group.comment}" if group.comment else ""
    return "\n".join([group.opening + comment, *lines, " " * indent + group.closing])
