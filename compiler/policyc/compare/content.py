"""A policy as items that can be held side by side: one a statement, each with its JSON freed of what is no statement.

Left out are places in the file, hashes, the order of calculation, and who of several policies says so: a statement that a
city inherits is the same statement. What only follows from other statements (the value of a derived figure, the range of a
rule) is in an item's ``data`` but not in its ``own`` data, by which it is told whether the statement itself has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policyc.compare.changes import Data, Subject
from policyc.compare.data import plain
from policyc.model.policy import (
    Check,
    CheckAll,
    Clause,
    Example,
    History,
    Input,
    Measure,
    Param,
    Policy,
    Reading,
    Relation,
    Remark,
    RemarkKind,
    Require,
    Rule,
    Source,
    Target,
)
from policyc.model.types import EnumType
from policyc.targets.json_.declarations import document

Statement = (
    Policy
    | Param
    | Rule
    | Target
    | Measure
    | Reading
    | Input
    | History
    | EnumType
    | Require
    | Check
    | CheckAll
    | Source
    | Clause
    | Remark
    | Relation
    | Example
    | str
)

#: What of a derived figure follows from those that it is worked out from.
_DERIVED = frozenset({"value", "bound", "low", "low_closed", "high", "high_closed", "about", "scale"})
#: The keys of a policy's head that are statements.
_HEAD = ("name", "region", "year", "series", "period", "fiscal_year", "benefit_year", "under", "amends", "uses", "extract")


@dataclass(frozen=True, slots=True)
class Item:
    """A statement of one policy. ``key`` is unique among its subject; ``position`` counts from 0."""

    subject: Subject
    key: str
    name: str
    position: int
    data: Data
    statement: Statement

    @property
    def own(self) -> Data:
        """Its data without what follows from other statements."""
        if isinstance(self.statement, Param) and self.statement.is_derived:
            return {key: value for key, value in self.data.items() if key not in _DERIVED}
        return self.data


Key = tuple[Subject, str]


def items(policy: Policy) -> dict[Key, Item]:
    """Every statement of a policy, in document order of its subject."""
    found: dict[Key, Item] = {}
    made = document(policy)
    for subject, named in _named(policy, made):
        for position, (key, name, data, statement) in enumerate(named):
            free, again = key, 1
            while (subject, free) in found:  # two assumptions may say the same
                again += 1
                free = f"{key}#{again}"
            found[subject, free] = Item(subject, free, name, position, plain(data), statement)
    return found


_Found = Iterable[tuple[str, str, Any, Statement]]


def _named(policy: Policy, made: Mapping[str, Any]) -> Iterator[tuple[Subject, _Found]]:
    yield Subject.POLICY, [("policy", policy.name, {key: made["policy"][key] for key in _HEAD}, policy)]
    yield Subject.PARAMETER, _keyed(made["parameters"], policy.params)
    yield Subject.RULE, _keyed(made["rules"], policy.rules)
    yield Subject.TARGET, _keyed(made["targets"], policy.targets)
    yield Subject.MEASURE, _keyed(made["measures"], policy.measures)
    readings = {reading["name"]: reading for reading in made["readings"]}
    yield Subject.READING, _keyed(readings, policy.readings)
    yield Subject.INPUT, _keyed(made["inputs"], policy.inputs)
    yield Subject.HISTORY, _keyed(made["histories"], policy.histories)
    yield Subject.ENUM, [(e.alias, e.name, made["enums"][e.alias], e) for e in policy.enums]
    yield Subject.UNIT, [(unit, unit, {"label": unit}, unit) for unit in policy.units]
    yield Subject.REQUIRE, _texts(made["requires"], policy.requires)
    yield Subject.CHECK, _texts(made["checks"], (*policy.checks, *policy.universals))
    yield Subject.SOURCE, [(s.alias, s.name, made["sources"][s.alias], s) for s in policy.sources]
    clauses = zip(made["clauses"], policy.clauses, strict=True)
    yield Subject.CLAUSE, [(f"{data['source']} {c.locator}", c.locator, data, c) for data, c in clauses]
    for subject, kind in ((Subject.ASSUMPTION, RemarkKind.ASSUME), (Subject.QUESTION, RemarkKind.QUESTION)):
        remarks = [remark for remark in policy.remarks if remark.kind is kind]
        yield subject, _texts(made["assumptions" if kind is RemarkKind.ASSUME else "questions"], remarks)
    relations = zip(made["relations"], policy.relations, strict=True)
    yield Subject.RELATION, [(f"{r.kind.value} {data['name']}", r.name, data, r) for data, r in relations]
    examples = zip(made["examples"], policy.examples, strict=True)
    yield Subject.EXAMPLE, [(x.title, x.title, data, x) for data, x in examples]


def _keyed(data: Mapping[str, Data], declared: Iterable[Param | Rule | Target | Measure | Reading | Input | History]) -> _Found:
    """Declarations by the names that their JSON has, which stand in the same order."""
    both = zip(data.items(), declared, strict=True)
    return [(key, d.name, value, d) for (key, value), d in both if "." not in d.name]  # not other policies' figures


def _texts(data: Iterable[Data], stated: Iterable[Require | Check | CheckAll | Remark]) -> _Found:
    return [(x.text, x.text, value, x) for value, x in zip(data, stated, strict=True)]
