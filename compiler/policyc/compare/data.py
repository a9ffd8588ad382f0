"""The JSON of a statement, freed of what is no statement, and with other names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: What says where a statement stands or what follows from others, wherever it occurs.
_NO_STATEMENT = frozenset({"at", "above", "range", "inputs", "required", "histories"})


def plain(value: Any, *, inner: bool = False) -> Any:
    """JSON without what is no statement. ``inner``: below the statement's own keys."""
    if isinstance(value, dict):
        clause = "locator" in value and "source" in value
        dropped = {"policy"} if clause or not inner else set()
        if "reported" in value:  # which of several sources it is quoted from is told by its words
            dropped = {"source"}
        if value.get("node") == "literal" or "pattern" in value:
            dropped = {"text"}  # 5% and 5个百分点 are one value
        return {k: plain(v, inner=True) for k, v in value.items() if k not in _NO_STATEMENT and k not in dropped}
    if isinstance(value, list):
        return [plain(each, inner=True) for each in value]
    return value


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """JSON whose formulas call what they read by other names."""
    if isinstance(value, dict):
        changed = {k: renamed(v, names) for k, v in value.items()}
        if "node" in value and isinstance(value.get("name"), str):
            changed["name"] = names.get(value["name"], value["name"])
        return changed
    if isinstance(value, list):
        return [renamed(each, names) for each in value]
    return value
