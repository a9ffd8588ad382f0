"""What must hold of a comparison after one edit, whatever was edited; a fault is told as a sentence."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice

from policyc.compare.applying import applied, content
from policyc.compare.cases import alike
from policyc.compare.changes import Change, Diff, Subject
from policyc.compare.engine import compare
from policyc.compare.linear import Form
from policyc.compare.meaning import Agreement, Meaning
from policyc.compare.regions import Region, met, value_of
from policyc.evaluate.evaluator import Evaluator
from policyc.model.policy import Declaration, Given, Param, Policy, Rule
from policyc.model.types import EnumType, Value, from_ordinal, ordinal
from policyc.model.walk import walk
from policyc.semantics.breakpoints import breakpoints

Key = tuple[Subject, str]
#: Methods that decide; none of them samples.
METHODS = {"ways", "histories", "cases", "piecewise", "regions", "z3"}


def faults(old: Policy, new: Policy, edited: tuple[Key, Key], random_: random.Random) -> Iterator[str]:
    """What is wrong with the comparison of two policies of which one statement was edited (its keys on both sides)."""
    diff = compare(old, new)
    yield from _found(diff, new, edited)
    back = compare(new, old)
    if diff.mirror() != back:
        yield "turned round it is not the other comparison"
    if applied(diff, content(old)) != content(new):
        yield "applied to the older policy it does not give the newer"
    for policy in (old, new):
        if compare(policy, policy):
            yield "a policy differs from itself"
    for change in diff.all():
        if change.meaning is not None:
            yield from (f"{change.name}: {fault}" for fault in _wrong(change, change.meaning, old, new, random_))


def _found(diff: Diff, new: Policy, edited: tuple[Key, Key]) -> Iterator[str]:
    made = [c for c in diff.changes if (c.subject, *(side and side.key for side in (c.old, c.new))) == (*edited[0], edited[1][1])]
    others = [c for c in diff.changes if c not in made]
    if len(made) != 1:
        yield f"the edit is found {len(made)} times"
    if others:
        yield f"beside the edit: {[(c.subject.value, c.name, c.kind.value) for c in others]}"
    follows = {c.new.key for change in made for c in change.knock_on if c.new is not None}
    readers = set(_readers(new, edited[1][1]))
    if not follows <= readers:
        yield f"said to follow, but does not read it: {follows - readers}"


def _readers(policy: Policy, key: str) -> Iterator[str]:
    """The aliases of all that reads a statement, directly or through others."""
    named = {d.name: d.alias for d in (*policy.params, *policy.rules, *policy.inputs, *policy.readings, *policy.histories)}
    named |= {f.name: h.alias for h in policy.histories for f in h.fields}
    reached = {key}
    yield from (d.alias for d in policy.inputs if isinstance(d.type, EnumType) and d.type.alias == key)
    while True:
        more = {d.alias for d in (*policy.params, *policy.rules) if reached & {named.get(n) for n in _names(d)}} - reached
        if not more:
            return
        reached |= more
        yield from more


def _names(declared: Declaration) -> set[str]:
    assert isinstance(declared, Param | Rule)
    parts = [declared.formula] if isinstance(declared, Param) else [declared.only_when, declared.initial, declared.body]
    return {getattr(node, "name", "") for part in parts if part is not None for node in walk(part)}


# ------------------------------------------------------------------ what is said of meaning


def _wrong(change: Change, meaning: Meaning, old: Policy, new: Policy, random_: random.Random) -> Iterator[str]:
    """What is wrong with what is said of a rule: held against the evaluator at the breakpoints, beside them, and at random."""
    assert change.old is not None and change.new is not None
    rules = old.rule[change.old.name], new.rule[change.new.name]
    if meaning.agreement is not Agreement.UNDECIDED and meaning.method not in METHODS:
        yield f"decided by {meaning.method}"
    for difference in meaning.differences:
        case = difference.case
        again = [Evaluator(p, given).rule(rule.name) for p, given, rule in zip((old, new), case.own, rules, strict=True)]
        if [(o.state, o.value) for o in again] != [(o.state, o.value) for o in (case.old, case.new)] or alike(case.old, case.new):
            yield "its case does not come out again"
    if new.history and {*rules[1].histories}:
        return
    regions = [*(d.region for d in meaning.differences), *meaning.unconfirmed]
    for given in islice(_inputs(old, new, meaning, regions, random_), 60):
        outcomes = [Evaluator(p, given).rule(rule.name) for p, rule in zip((old, new), rules, strict=True)]
        if any(Evaluator(p, given).expression(x.condition).value is False for p in (old, new) for x in p.requires):
            continue
        same = alike(*outcomes)
        if meaning.agreement is Agreement.EQUAL and not same:
            yield f"said to be equal, and is not: {given}"
        if meaning.agreement is not Agreement.DIFFERENT or meaning.method != "ways":
            continue
        places = {n: ordinal(given[n], v.type) for n, v in meaning.variables.items()}  # type: ignore[arg-type]
        holding = [region for region in regions if holds(region, places)]
        if len(holding) > 1:
            yield f"several regions have it: {given}"
        if not same and not holding:
            yield f"no region has it: {given}"
        for region in holding:
            yield from _apart(region, places, [o.value for o in outcomes], meaning)


def _apart(region: Region, places: Mapping[str, Fraction], values: list[Value | None], meaning: Meaning) -> Iterator[str]:
    if not (isinstance(region.old, Form) and isinstance(region.new, Form)):
        if all(value is not None for value in values):
            yield f"a region without a value has one: {places}"
        return
    assert meaning.type is not None
    if any(value is None for value in values):
        yield f"a region with a value has none: {places}"
        return
    found = [ordinal(value, meaning.type) for value in values if value is not None]
    for form, value in zip((region.old, region.new), found, strict=True):
        if value_of(form, places) not in (None, value):
            yield f"its formula gives another amount: {places}"
    step = found[1] - found[0]
    if (region.least is not None and step < region.least) or (region.largest is not None and step > region.largest):
        yield f"differs by {step}, beyond its bounds: {places}"


def holds(region: Region, places: Mapping[str, Fraction]) -> bool:
    """Whether a region has these inputs."""
    if any(int(places[n]) not in picks for n, picks in region.picks.items()):
        return False
    if any(not low <= places[n] <= high for n, (low, high) in region.spans.items()):
        return False
    return all(met(limit, places) is not False for limit in region.limits)


def _inputs(
    old: Policy, new: Policy, meaning: Meaning, regions: list[Region], random_: random.Random
) -> Iterator[dict[str, Given]]:
    """Inputs of both policies: the corners of the regions and one step beyond them, breakpoints, and any."""
    variables = meaning.variables
    ends: dict[str, set[Value]] = {}
    for declared in new.inputs:
        other = old.input[declared.name]
        low, high = max(declared.low, other.low), min(declared.high, other.high)
        known = variables.get(declared.name)
        found = [breakpoints(p)[declared.name] for p in (old, new)]
        places = {ordinal(v, declared.type) for each in found for v in each.values} | {low, high}
        for region in regions:
            if known is not None and declared.name in region.spans:
                places |= {x + k * declared.step for x in region.spans[declared.name] for k in (-1, 0, 1)}
        places |= {low + declared.step * random_.randrange(int((high - low) / declared.step) + 1) for _ in range(3)}
        ends[declared.name] = {from_ordinal(x, declared.type) for x in places if low <= x <= high}
    columns = {name: sorted(values, key=str) for name, values in ends.items()}
    while True:
        yield {name: random_.choice(values) for name, values in columns.items()}
