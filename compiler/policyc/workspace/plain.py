"""Outcomes as plain data for JSON, and back: no code is run to read them, and what is not what was written is refused."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from policyc.diagnostics.core import Code, Diagnostic, Fix, Label, Span, Words
from policyc.diagnostics.registry import load
from policyc.model.policy import Period
from policyc.workspace.outcomes import Placement, Tally

_CLASSES: Mapping[str, type[Any]] = {cls.__name__: cls for cls in (Diagnostic, Fix, Label, Period, Placement, Span, Tally)}
_FIELDS: Mapping[str, tuple[str, ...]] = {name: tuple(f.name for f in fields(cls)) for name, cls in _CLASSES.items()}


class Unreadable(ValueError):
    """This is not what was written."""


def to_plain(value: object) -> object:
    """A value as strings, numbers, lists and tables. Raises TypeError for what it does not know."""
    match value:
        case Code():
            return {"Code": value.code}
        case Words():
            return {"Words": [str(value), value.en]}
        case datetime.date():
            return {"date": value.isoformat()}
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case tuple():
            return [to_plain(item) for item in value]
        case dict():
            return {"table": [[key, to_plain(item)] for key, item in value.items()]}
    name = type(value).__name__
    if _CLASSES.get(name) is not type(value):
        raise TypeError(f"not plain: {value!r}")
    return {name: [to_plain(getattr(value, field)) for field in _FIELDS[name]]}


def from_plain(data: object) -> Any:
    """The value again. Raises :class:`Unreadable`."""
    match data:
        case None | bool() | int() | str():
            return data
        case list():
            return tuple(from_plain(item) for item in data)
        case {"Code": str(code)}:
            page = load(code)
            if page is not None:
                return page.code
        case {"Words": [str(zh), str(en)]}:
            return Words(zh, en)
        case {"date": str(day)}:
            return datetime.date.fromisoformat(day)
        case {"table": list(items)}:
            return {key: from_plain(item) for key, item in items}
        case dict() if len(data) == 1:
            ((name, values),) = data.items()
            if name in _CLASSES and isinstance(values, list) and len(values) == len(_FIELDS[name]):
                return _CLASSES[name](*map(from_plain, values))
    raise Unreadable(data)
