"""A comparison as a recipe: the older policy's content and the changes give the newer policy's content.

A content is all that a policy states, freed of places, hashes and what follows from the rest: a mapping of subjects
(``parameter``, ``rule``, … as in :class:`.changes.Subject`) to mappings of keys to statements as the policies' JSON has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyc.compare.changes import Diff, Subject
from policyc.compare.content import Key, contents
from policyc.compare.data import renamed
from policyc.model.policy import Policy
from policyc.targets.json_.declarations import document

Content = dict[str, dict[str, Any]]


def content(policy: Policy | Mapping[str, Any]) -> Content:
    """The content of a policy, or of its JSON document; a content is given back as it is. ValueError for anything else."""
    made = document(policy) if isinstance(policy, Policy) else policy
    if "format" not in made and made.keys() <= set(Subject) and all(isinstance(part, Mapping) for part in made.values()):
        return {subject: dict(part) for subject, part in made.items()}
    try:
        return _nested(contents(made))
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("neither the JSON document of a policy nor its content") from error


def applied(diff: Diff, old: Mapping[str, Mapping[str, Any]]) -> Content:
    """The newer policy's content, from the older's and the changes. ValueError where the content is not the older policy's."""
    names = {c.old.key: c.new.key for c in diff.all() if c.old is not None and c.new is not None}
    result = {(Subject(subject), key): data for subject, part in old.items() for key, data in part.items()}
    for change in diff.all():
        if change.old is not None:
            if result.get((change.subject, change.old.key)) != change.old.data:
                raise ValueError(f"not the content of {diff.old.id}: {change.subject.value} {change.old.key}")
            del result[change.subject, change.old.key]
    moved = {old_name: new_name for old_name, new_name in names.items() if old_name != new_name}
    result = {key: renamed(data, moved) for key, data in result.items()} if moved else result
    for change in diff.all():
        if change.new is not None:
            result[change.subject, change.new.key] = change.new.data
    return _nested(result)


def _nested(found: Mapping[Key, Any]) -> Content:
    nested: Content = {}
    for subject in Subject:
        part = {key: data for (of, key), data in found.items() if of is subject}
        if part:
            nested[subject.value] = part
    return nested
