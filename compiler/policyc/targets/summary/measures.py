"""The measures of a policy, clause by clause, each under what the text makes of it: duty, encouragement, permission, trial."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from policyc.model.policy import Clause, Measure, Modality, Policy
from policyc.targets.summary.citing import deadline, quotes
from policyc.wording.formulas import cite, locator

#: The heads under which measures stand, in this order: a duty is never mixed with an encouragement or a permission.
MODALITIES: Mapping[Modality, str] = MappingProxyType(
    {
        Modality.MUST: "应当",
        Modality.SHOULD: "推进、鼓励",
        Modality.MAY: "可以",
        Modality.EXPLORE: "探索",
    }
)


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure: what it is called, what the source says, and who, where and until when."""

    name: str
    quote: str
    details: str


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """The measures of one modality in one clause."""

    head: str
    measures: tuple[MeasureView, ...]


@dataclass(frozen=True, slots=True)
class ClauseView:
    """The measures of one clause."""

    head: str
    groups: tuple[MeasureGroup, ...]


def clauses(policy: Policy) -> Iterator[ClauseView]:
    """The clauses that have measures, in the order of the file; the source is named where there are several."""
    several = len({measure.clause.source for measure in policy.measures if measure.clause}) > 1
    by_clause: dict[tuple[str, str], list[Measure]] = {}
    places: dict[tuple[str, str], Clause] = {}
    for measure in policy.measures:
        assert measure.clause is not None  # the grammar has measures in clauses only
        key = (measure.clause.source, measure.clause.locator)
        places[key] = measure.clause
        by_clause.setdefault(key, []).append(measure)
    for key, measures in by_clause.items():
        head = cite(policy, places[key]) if several else locator(places[key])
        yield ClauseView(head, tuple(_groups(measures)))


def _groups(measures: Sequence[Measure]) -> Iterator[MeasureGroup]:
    for modality, head in MODALITIES.items():
        found = tuple(_measure(measure) for measure in measures if measure.modality is modality)
        if found:
            yield MeasureGroup(head, found)


def _measure(measure: Measure) -> MeasureView:
    details = []
    if measure.actors:
        details.append(f"主体：{'、'.join(measure.actors)}")
    if measure.condition is not None:
        details.append(f"条件：{measure.condition}")
    if measure.deadline is not None:
        details.append(f"时限：{deadline(measure.deadline)}")
    return MeasureView(measure.name, quotes(measure), "；".join(details))
