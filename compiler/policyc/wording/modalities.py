"""How binding a measure is, in the words of notices."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from policyc.model.policy import Modality

#: The words of the modalities, in this order.
MODALITIES: Mapping[Modality, str] = MappingProxyType(
    {
        Modality.MUST: "应当",
        Modality.SHOULD: "推进、鼓励",
        Modality.MAY: "可以",
        Modality.EXPLORE: "探索",
    }
)
