"""Cases that show a difference: round points of a region, worked out in both policies by the reference evaluator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice, product
from math import prod

from policyc.compare.elimination import span_of
from policyc.compare.linear import Limit, number, variable
from policyc.compare.regions import Region, met
from policyc.compare.symbolic import Side, Variable, around
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome
from policyc.model.policy import Given, History, Input, Policy, Record, Records
from policyc.model.types import EnumType, Quantity, Type, Value, from_ordinal
from policyc.quantities.decimals import decimal_text

#: Of so many points of a region a case is looked for.
_MOST_TRIES = 400
#: So many values that follow one another are among them.
_NEIGHBOURS = 20


@dataclass(frozen=True, slots=True)
class Case:
    """A concrete case: what is given, by the newer policy's names, and what both rules come to, in the reference evaluator.

    own: the same as each policy calls it, so that the case can be worked out again elsewhere. types, histories: of what is given.
    rerun: the modules that are generated from the two policies say the same.
    """

    given: Mapping[str, Given]
    old: Outcome
    new: Outcome
    own: tuple[Mapping[str, Given], Mapping[str, Given]]
    types: Mapping[str, Type]
    histories: Mapping[str, History]
    rerun: bool = False

    @property
    def step(self) -> Fraction | None:
        """New minus old; None where either is no amount."""
        a, b = self.old.value, self.new.value
        return b - a if isinstance(a, Fraction) and isinstance(b, Fraction) else None

    def mirror(self) -> Case:
        """The same, seen from the other side."""
        return replace(self, old=self.new, new=self.old, own=self.own[::-1])


@dataclass(frozen=True)
class Cases:
    """Works out cases of two rules. names: what the older policy's inputs and histories are called in the newer."""

    sides: tuple[Side, Side]
    variables: Mapping[str, Variable]
    names: Mapping[str, str]
    histories: Mapping[str, History]
    records: Mapping[str, Records] = field(default_factory=dict)

    def of(self, region: Region, most: int = _MOST_TRIES) -> Case | None:
        """A round case of a region, in which the two rules differ as the region says; None where none was found."""
        for point in islice(points(region, self.variables), most):
            case = self.at(point)
            if case is not None and not alike(case.old, case.new):
                return case
        return None

    def every(self, region: Region) -> bool | None:
        """Whether the two rules come to the same at every point of a region; None where these are too many to go through."""
        spans = {n: region.spans.get(n, (v.low, v.high)) for n, v in self.variables.items() if not v.is_choice}
        sizes = {n: int((high - low) / self.variables[n].step) + 1 for n, (low, high) in spans.items()}
        picks = {n: sorted(region.picks.get(n, range(int(v.high) + 1))) for n, v in self.variables.items() if v.is_choice}
        if prod(sizes.values()) * prod(len(p) for p in picks.values()) > _MOST_TRIES:
            return None
        lines = [
            [Fraction(i) for i in picks[n]] if v.is_choice else [spans[n][0] + k * v.step for k in range(sizes[n])]
            for n, v in self.variables.items()
        ]
        for each in product(*lines):
            point = dict(zip(self.variables, each, strict=True))
            if all(met(limit, point) is not False for limit in region.limits):
                case = self.at(point)
                if case is not None and not alike(case.old, case.new):
                    return False
        return True

    def attains(self, region: Region, wanted: Fraction) -> Case | None:
        """A case of a region in which the newer rule comes to so much more than the older."""
        if region.gap is None:
            return None
        off = region.gap.plus(number(wanted), Fraction(-1))
        exactly = (Limit(off, strict=False), Limit(off.times(Fraction(-1)), strict=False))
        for point in islice(points(replace(region, limits=(*region.limits, *exactly)), self.variables), _NEIGHBOURS):
            case = self.at(point)
            if case is not None and case.step == wanted:
                return case
        return None

    def at(self, point: Mapping[str, Fraction]) -> Case | None:
        """What both rules come to at a point; None where either policy refuses such inputs."""
        outcomes = []
        own: list[Mapping[str, Given]] = []
        for place, side in enumerate(self.sides):
            given: dict[str, Given] = _own_records(side.policy, self.records, self.names if place == 0 else {})
            for name, declared in side.inputs.items():
                shared = side.names[name]
                value = _value(point.get(shared), self.variables.get(shared), declared, place)
                if value is not None:
                    given[name] = value
            evaluator = Evaluator(side.policy, given)
            if any(evaluator.expression(require.condition).value is False for require in side.policy.requires):
                return None
            outcomes.append(evaluator.rule(side.rule))
            own.append(given)
        told: dict[str, Given] = dict(self.records)
        read = {shared for side in self.sides for shared in side.names.values()}
        told |= {n: value for n, v in self.variables.items() if n in read and (value := _shown(point.get(n), v)) is not None}
        types = {name: self.variables[name].type for name in told if name in self.variables}
        return Case(told, outcomes[0], outcomes[1], (own[0], own[1]), types, self.histories)


def _own_records(policy: Policy, records: Mapping[str, Records], names: Mapping[str, str]) -> dict[str, Given]:
    """Records as a policy calls their fields, and with its own cases."""
    found: dict[str, Given] = {}
    for history in policy.histories:
        shared = names.get(history.name, history.name)
        if shared in records:
            own = {names.get(f.name, f.name): f.name for f in history.fields}
            found[history.name] = tuple(
                Record(r.year, {own[name]: value for name, value in r.values.items() if name in own}) for r in records[shared]
            )
    return found


def _value(place: Fraction | None, variable_: Variable | None, declared: Input, side: int) -> Value | None:
    """A place as a policy's own value; None where it knows no such case, or the input does not matter."""
    if place is None or variable_ is None:
        return None
    if variable_.is_choice:
        own = variable_.own[side][int(place)]
        return None if own is None else from_ordinal(Fraction(own), declared.type)
    return from_ordinal(place, declared.type)


def _shown(place: Fraction | None, variable_: Variable) -> Value | None:
    if place is None:
        return None
    if isinstance(variable_.type, EnumType):
        return variable_.type.members[int(place)]
    return from_ordinal(place, variable_.type)


def alike(old: Outcome, new: Outcome) -> bool:
    """Whether two rules came to the same."""
    if old.value is None or new.value is None:
        return old.state is new.state and old.value is new.value
    a, b = (getattr(x.value, "alias", x.value) for x in (old, new))
    return bool(a == b)


# ------------------------------------------------------------------ round points


def points(region: Region, variables: Mapping[str, Variable]) -> Iterator[dict[str, Fraction]]:
    """Points of a region, round ones first: one case of each choice, and each number in turn within what the others leave it."""
    fixed = {n: Fraction(min(region.picks[n])) if n in region.picks else v.low for n, v in variables.items() if v.is_choice}
    spans = {n: region.spans.get(n, (v.low, v.high)) for n, v in variables.items() if not v.is_choice}
    yield from _numbers(region, variables, spans, list(spans), fixed)


def _numbers(
    region: Region,
    variables: Mapping[str, Variable],
    spans: Mapping[str, tuple[Fraction, Fraction]],
    left: list[str],
    point: dict[str, Fraction],
) -> Iterator[dict[str, Fraction]]:
    if not left:
        yield point
        return
    name, *rest = left
    low, high = _within(region, spans, name)
    if low is None or high is None:
        return
    for value in _round(low, high, variables[name]):
        narrowed = {**spans, name: (value, value)}
        yield from islice(_numbers(region, variables, narrowed, rest, {**point, name: value}), 4)


def _within(region: Region, spans: Mapping[str, tuple[Fraction, Fraction]], name: str) -> tuple[Fraction | None, Fraction | None]:
    """The values that a number can have within a region, the others being as narrow as they are."""
    if not region.limits:
        return spans[name]
    form = variable(name)
    return span_of(form, [*region.limits, *around(form, region.limits, spans)])


def _round(low: Fraction, high: Fraction, variable_: Variable) -> list[Fraction]:
    """Values between two ends, on the line of the variable: round ones of an ordinary size first, then the ends."""
    first = variable_.low + -((variable_.low - low) // variable_.step) * variable_.step if low > variable_.low else variable_.low
    last = variable_.low + ((high - variable_.low) // variable_.step) * variable_.step
    if first > last:
        return []
    found: dict[Fraction, None] = {}
    if isinstance(variable_.type, Quantity):
        for size in (10**k for k in (3, 4, 5, 2, 1, 6, 0, 7)):
            for times in (2, 1, 5, 10):
                value = max(Fraction(size * times), Fraction(-(-first // size) * size))
                on_line = not (value - variable_.low) % variable_.step
                if first <= value <= last and on_line:
                    found.setdefault(value)
    middle = variable_.low + (((first + last) / 2 - variable_.low) // variable_.step) * variable_.step
    for value in (middle, last, first, *(middle + k * variable_.step for k in range(_NEIGHBOURS))):
        if first <= value <= last:  # neighbours, too: what is rounded differs from one to the next
            found.setdefault(value)
    return sorted(found, key=lambda v: len(decimal_text(v).strip("0").replace(".", "")))


def plainness(given: Mapping[str, Given]) -> tuple[int, int]:
    """How plain a case is: fewer records first, then fewer digits."""
    digits = sum(len(decimal_text(v).strip("0")) for v in given.values() if isinstance(v, Fraction))
    return sum(len(v) for v in given.values() if isinstance(v, tuple)), digits
