"""The JSON target: ``<id>.json``, everything that the model knows, for tools that are not written in Python.

:mod:`.values` values and types · :mod:`.formulas` formulas as a tagged tree · :mod:`.declarations` the rest ·
policy.schema.json the published schema (``policyc schema policy``). Its version is :data:`FORMAT`: a change that a reader of the
old form could trip over raises it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from policyc.model.policy import Policy
from policyc.targets.json_.declarations import FORMAT, document

__all__ = ["FORMAT", "TARGET", "JsonTarget", "schema_text"]


@dataclass(frozen=True, slots=True)
class JsonTarget:
    """One JSON file a policy."""

    name: str = "json"

    def render(self, policy: Policy) -> Mapping[str, bytes]:
        """The file by its name."""
        text = json.dumps(document(policy), ensure_ascii=False, indent=2)
        return {f"{policy.id}.json": f"{text}\n".encode()}


def schema_text() -> str:
    """The JSON Schema of the documents that this target makes."""
    return files("policyc.targets.json_").joinpath("policy.schema.json").read_text("utf-8")


TARGET = JsonTarget()
