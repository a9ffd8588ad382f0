"""What one figure is called, year by year: a declaration keeps its ASCII name or its Chinese one, and may change
both in turn, never at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyc.model.policy import Measure, Param, Policy, Rule, Target
from policyc.semantics.names import fold

#: What can be followed over the years.
Followed = Param | Target | Rule | Measure
#: A declaration of each policy that has it, by the policy's id.
Thread = Mapping[str, Followed]


def followed(policy: Policy) -> Iterator[Followed]:
    """What a policy declares of its own or inherits; not the figures of other policies that it only reads."""
    for group in (policy.params, policy.targets, policy.rules, policy.measures):
        yield from (d for d in group if "." not in d.name)


def thread_of(name: str, policies: Sequence[Policy]) -> Thread:
    """What a name, Chinese or ASCII, means in policies; under its other names, too. Empty where it means nothing."""
    wanted = fold(name)
    found: dict[str, Followed] = {}
    for policy in policies:
        means = [d for d in followed(policy) if wanted in (fold(d.name), d.alias)]
        if means:
            found[policy.id] = min(means, key=lambda d: d.alias != wanted)  # two may share the name, one for another's alias
    return _grown(found, policies)


def threads(policies: Sequence[Policy]) -> Iterator[Thread]:
    """Everything that policies declare, each thing once, as the latest policies have it in their order, then older things."""
    taken: set[tuple[str, str]] = set()
    for policy in reversed(policies):
        for declaration in followed(policy):
            if (policy.id, declaration.alias) not in taken:
                thread = {i: d for i, d in _grown({policy.id: declaration}, policies).items() if (i, d.alias) not in taken}
                taken |= {(id_, d.alias) for id_, d in thread.items()}
                yield thread


def _grown(found: dict[str, Followed], policies: Sequence[Policy]) -> Thread:
    """The thread, with those policies added that have one of its names; the ASCII name counts first."""
    while found:
        aliases = {(type(d), d.alias) for d in found.values()}
        names = {(type(d), fold(d.name)) for d in found.values()}
        more: dict[str, Followed] = {}
        for policy in policies:
            if policy.id not in found:
                same = _first(followed(policy), aliases, names)
                if same is not None:
                    more[policy.id] = same
        if not more:
            break
        found |= more
    return {policy.id: found[policy.id] for policy in policies if policy.id in found}


def _first(
    declared: Iterable[Followed], aliases: set[tuple[type[Followed], str]], names: set[tuple[type[Followed], str]]
) -> Followed | None:
    by_name = None
    for declaration in declared:
        if (type(declaration), declaration.alias) in aliases:
            return declaration
        if by_name is None and (type(declaration), fold(declaration.name)) in names:
            by_name = declaration
    return by_name
