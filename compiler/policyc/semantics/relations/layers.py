"""What a policy is made of: its own file and those that it builds on, each with how it relates to the ones before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from policyc.diagnostics.core import Diagnostic
from policyc.model.policy import Policy
from policyc.syntax import tree


class How(Enum):
    """How a layer relates to those before it."""

    FIRST = "first"
    UNDER = "under"
    AMENDS = "amends"


@dataclass(frozen=True, slots=True)
class Layer:
    """A file as it was written, and the id of its policy."""

    id: str
    how: How
    tree: tree.File
    text: str

    @property
    def file(self) -> str:
        """The file's name, as all its spans have it."""
        return self.tree.span.file


@dataclass(frozen=True, slots=True)
class Named:
    """A policy that another one names: its model, and what it is made of."""

    policy: Policy
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Others:
    """The policies that a file names, compiled, by id.

    texts: of all the files that these are made of. told: what was told of them already. uses: the ids of the policies whose
    figures a bare name may mean; first those that the file itself uses, then those that the policies above use.
    """

    named: Mapping[str, Named]
    texts: Mapping[str, str] = field(default_factory=dict)
    told: frozenset[Diagnostic] = frozenset()
    uses: tuple[tuple[str, ...], ...] = ()


NONE = Others({})


def layers_of(file: tree.File, text: str, others: Others) -> tuple[Layer, ...]:
    """The layers of a policy, its own last. What it names and could not be found is not among them."""
    top = top_of(file)
    if top is None:
        return ()
    above = [others.named[name.text] for name in top.under[:1] if name.text in others.named]
    before = [others.named[name.text] for name in top.amends[:1] if name.text in others.named]
    found: list[Layer] = [layer for named in above for layer in named.layers]
    for named in before:
        # Where the amendment stands under another policy than what it amends, only the latter's own layers follow it.
        own = [layer for layer in named.layers if layer.id not in named.policy.parents] if above else list(named.layers)
        if above and own:
            own[0] = Layer(own[0].id, How.UNDER, own[0].tree, own[0].text)
        found += own
    how = How.AMENDS if before else How.UNDER if above else How.FIRST
    return (*found, Layer(top.alias.text, how, file, text))


def top_of(file: tree.File) -> tree.Policy | None:
    """The head of a file."""
    return next((item for item in file.items if isinstance(item, tree.Policy)), None)


def parents_of(top: tree.Policy, others: Others) -> tuple[str, ...]:
    """The ids of the policies above, the nearest first; an amendment that names none stays where it was."""
    if top.under:
        nearest = top.under[0].text
        known = others.named.get(nearest)
        return (nearest, *(known.policy.parents if known else ()))
    amended = others.named.get(top.amends[0].text) if top.amends else None
    return amended.policy.parents if amended is not None else ()


def all_of(others: Others) -> tuple[Policy, ...]:
    """Every policy that is named, directly or through another, each once."""
    found: dict[str, Policy] = {}
    for named in others.named.values():
        for policy in (named.policy, *named.policy.others):
            found.setdefault(policy.id, policy)
    return tuple(found.values())
