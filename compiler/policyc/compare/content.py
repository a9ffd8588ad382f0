"""A policy as items that can be held side by side: one a statement, each with its JSON freed of what is no statement.

Left out are places in the file, hashes, the order of calculation, and who of several policies says so: a statement that a
city inherits is the same statement. What only follows from other statements (the value of a derived figure, the range of a
rule) is in an item's ``data`` but not in its ``own`` data, by which it is told whether the statement itself has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from policyc.compare.changes import Data, Subject
from policyc.compare.data import plain
from policyc.model.policy import (
    Check,
    CheckAll,
    Clause,
    Declaration,
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
        return _without_cases(self.data) if isinstance(self.statement, Input | History) else self.data


def _without_cases(value: Any) -> Any:
    """JSON of inputs without the first and last case of a choice, which its classification has."""
    if isinstance(value, list):
        return [_without_cases(each) for each in value]
    if not isinstance(value, dict):
        return value
    choice = isinstance(value.get("type"), dict) and value["type"].get("kind") == "enum"
    return {k: _without_cases(v) for k, v in value.items() if not (choice and k in ("low", "high"))}


Key = tuple[Subject, str]


def items(policy: Policy) -> dict[Key, Item]:
    """Every statement of a policy, in document order of its subject."""
    made = document(policy)
    found: dict[Key, Item] = {}
    position: dict[Subject, int] = {}
    for (key, data), statement in zip(contents(made).items(), _statements(policy), strict=True):
        place = position[key[0]] = position.get(key[0], -1) + 1
        found[key] = Item(*key, _name(statement), place, data, statement)
    return found


def contents(made: Mapping[str, Any]) -> dict[Key, Data]:
    """Every statement of a policy's JSON by its subject and key, each freed of what is no statement."""
    found: dict[Key, Data] = {}
    for subject, key, data in _keyed(made):
        free, again = key, 1
        while (subject, free) in found:  # two assumptions may say the same
            again += 1
            free = f"{key}#{again}"
        found[subject, free] = plain(data)
    return found


def _keyed(made: Mapping[str, Any]) -> Iterator[tuple[Subject, str, Any]]:
    yield Subject.POLICY, "policy", {key: made["policy"][key] for key in _HEAD}
    readings = {reading["name"]: reading for reading in made["readings"]}
    for subject, named in {
        Subject.PARAMETER: made["parameters"],
        Subject.RULE: made["rules"],
        Subject.TARGET: made["targets"],
        Subject.MEASURE: made["measures"],
        Subject.READING: readings,
        Subject.INPUT: made["inputs"],
        Subject.HISTORY: made["histories"],
    }.items():
        yield from ((subject, key, data) for key, data in named.items() if "." not in data["label"])  # not another policy's
    yield from ((Subject.ENUM, key, data) for key, data in made["enums"].items())
    yield from ((Subject.UNIT, unit, {"label": unit}) for unit in made["units"])
    yield from ((Subject.REQUIRE, data["text"], data) for data in made["requires"])
    yield from ((Subject.CHECK, data["text"], data) for data in made["checks"])
    yield from ((Subject.SOURCE, key, data) for key, data in made["sources"].items())
    yield from ((Subject.CLAUSE, f"{data['source']} {data['locator']}", data) for data in made["clauses"])
    yield from ((Subject.ASSUMPTION, data["text"], data) for data in made["assumptions"])
    yield from ((Subject.QUESTION, data["text"], data) for data in made["questions"])
    yield from ((Subject.RELATION, f"{data['kind']} {data['name']}", data) for data in made["relations"])
    yield from ((Subject.EXAMPLE, data["title"], data) for data in made["examples"])


def _statements(policy: Policy) -> list[Statement]:
    """The same statements in the same order, as the model has them."""
    remarks = [r for kind in (RemarkKind.ASSUME, RemarkKind.QUESTION) for r in policy.remarks if r.kind is kind]
    found: list[Statement] = [policy, *_own(policy.params), *_own(policy.rules), *_own(policy.targets), *_own(policy.measures)]
    found += [*_own(policy.readings), *_own(policy.inputs), *_own(policy.histories)]
    found += [*policy.enums, *policy.units, *policy.requires, *policy.checks, *policy.universals, *policy.sources]
    found += [*policy.clauses, *remarks, *policy.relations, *policy.examples]
    return found


_D = TypeVar("_D", bound=Declaration)


def _own(declared: Iterable[_D]) -> Iterator[_D]:
    return (d for d in declared if "." not in d.name)


def _name(statement: Statement) -> str:
    match statement:
        case str():
            return statement
        case Require() | Check() | CheckAll() | Remark():
            return statement.text
        case Clause():
            return statement.locator
        case Example():
            return statement.title
        case _:
            return statement.name
