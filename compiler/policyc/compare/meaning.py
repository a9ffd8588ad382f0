"""Whether two rules agree for every input; where not, for which inputs, by how much, and a case that shows it.

No method samples: every way through both rules (:mod:`.symbolic`, ``ways``), with histories state by state (:mod:`.records`);
and, for what that does not decide, the methods of :mod:`policyc.prove` about both policies in one. A case is shown only after
the reference evaluator has worked it out in both policies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import islice

from policyc.compare.elimination import span_of
from policyc.compare.joining import MARKS, NotJoinable, agreement
from policyc.compare.linear import variable
from policyc.compare.records import LastRecord, histories, last_record
from policyc.compare.regions import Region, regions
from policyc.compare.symbolic import Side, Unsupported, Variable, around, ways
from policyc.diagnostics.core import Words
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome
from policyc.model.policy import Given, History, Input, Policy, Record, Records, Rule
from policyc.model.types import Bool, EnumType, Quantity, Type, Value, from_ordinal
from policyc.prove.checks import decide
from policyc.prove.histories import Reached
from policyc.prove.question import Reads
from policyc.prove.results import Verdict
from policyc.quantities.decimals import decimal_text

#: Of so many points of a region a case is looked for.
_MOST_TRIES = 400
#: So many values that follow one another are among them.
_NEIGHBOURS = 20


class Agreement(StrEnum):
    """Whether two rules come to the same for every input."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Case:
    """A concrete case: what is given, by the newer policy's names, and what both rules come to, in the reference evaluator.

    own: the same as each policy calls it, so that the case can be worked out again elsewhere. types, histories: of what is given.
    """

    given: Mapping[str, Given]
    old: Outcome
    new: Outcome
    own: tuple[Mapping[str, Given], Mapping[str, Given]]
    types: Mapping[str, Type]
    histories: Mapping[str, History]

    def mirror(self) -> Case:
        """The same, seen from the other side."""
        return replace(self, old=self.new, new=self.old, own=self.own[::-1])


@dataclass(frozen=True, slots=True)
class Difference:
    """A region in which two rules differ, with a case from it."""

    region: Region
    case: Case

    def mirror(self) -> Difference:
        """The same, seen from the other side."""
        return Difference(self.region.mirror(), self.case.mirror())


@dataclass(frozen=True)
class Meaning:
    """What came of comparing two rules by what they come to.

    method: that which decided, None where none did. extent: over what (12种走法). differences: where they differ, empty where
    the method
    finds only cases; ``case`` is the plainest of all. variables: the shared inputs by name. reason: why it is not decided.
    unconfirmed: regions of which no case was found, as none may exist. type: of what the rules come to.
    """

    agreement: Agreement
    method: str | None
    extent: Words
    variables: Mapping[str, Variable]
    differences: tuple[Difference, ...] = ()
    case: Case | None = None
    reason: Words | None = None
    unconfirmed: tuple[Region, ...] = ()
    type: Type | None = None

    @property
    def signs(self) -> frozenset[int | None]:
        """1: in some region the newer rule never comes to less; -1: never to more; None: it differs, or cannot be told."""
        return frozenset(region.sign for region in (*(d.region for d in self.differences), *self.unconfirmed))

    def mirror(self) -> Meaning:
        """The same, seen from the other side."""
        return replace(
            self,
            variables={name: v.mirror() for name, v in self.variables.items()},
            differences=tuple(d.mirror() for d in self.differences),
            case=None if self.case is None else self.case.mirror(),
            unconfirmed=tuple(region.mirror() for region in self.unconfirmed),
        )


@dataclass(frozen=True)
class Pair:
    """Two policies whose rules are to be compared. ``names``: what an input or history of the older is called in the newer."""

    old: Policy
    new: Policy
    names: Mapping[str, str]

    def meaning(self, old: Rule, new: Rule) -> Meaning:
        """What comes of comparing two rules of one type."""
        return replace(self._meaning(old, new), type=new.type)

    def _meaning(self, old: Rule, new: Rule) -> Meaning:
        variables = self._variables(old, new)
        nothing = Words("", "")
        if variables is None:
            reason = Words("两边的输入同名而类型不同，无法逐一比较", "inputs of one name are of different types")
            return Meaning(Agreement.UNDECIDED, None, nothing, {}, reason=reason)
        try:
            read = last_record((self.old, old), (self.new, new), self.names)
            inputs, variables = variables, {**variables, **read.variables}
            sides = self._side(self.old, old, self.names, read.last[0]), self._side(self.new, new, {}, read.last[1])
            found = list(ways(*sides, variables))
        except Unsupported:
            return self._by_proof(old, new, variables)
        extent = Words(f"{len(found)}种走法", f"{len(found)} ways")
        made = regions(found, variables)
        if not made:
            return Meaning(Agreement.EQUAL, "ways", extent, variables)
        if read.variables:
            return self._by_records(sides, made, inputs, variables, read)
        shown = [(region, self._case(sides, region, variables)) for region in made]
        differences = tuple(Difference(region, case) for region, case in shown if case is not None)
        if not differences:  # sums that round alike, ways that no day takes, inputs that are refused
            return self._by_proof(old, new, variables)
        plainest = min((d.case for d in differences), key=lambda case: _plainness(case.given))
        rest = tuple(region for region, case in shown if case is None)
        return Meaning(Agreement.DIFFERENT, "ways", extent, variables, differences, plainest, unconfirmed=rest)

    # ------------------------------------------------------------------ what both read

    def _variables(self, old: Rule, new: Rule) -> dict[str, Variable] | None:
        """The inputs that either rule reads, by their names in the newer policy; None where they cannot be held together."""
        mine = {self.names.get(i.name, i.name): i for i in self._read(self.old, old)}
        theirs = {i.name: i for i in self._read(self.new, new)}
        found: dict[str, Variable] = {}
        for name in dict.fromkeys([*theirs, *mine]):
            a, b = mine.get(name), theirs.get(name)
            # An input that one of the rules does not read may still be declared by its policy, with a range of its own.
            made = _shared(name, a, b)
            if made is None:
                return None
            found[name] = made
        return found

    def _read(self, policy: Policy, rule: Rule) -> list[Input]:
        refs = [x for x in (rule.only_when, rule.body, rule.initial) if x is not None]
        reads = Reads(policy)
        names = {name for x in refs for name in reads.of(x)}
        return [i for i in policy.inputs if i.name in names]

    @staticmethod
    def _side(policy: Policy, rule: Rule, names: Mapping[str, str], last: Mapping[str, str]) -> Side:
        return Side(policy, rule.name, {i.name: names.get(i.name, i.name) for i in policy.inputs}, last)

    # ------------------------------------------------------------------ cases

    def _case(
        self,
        sides: tuple[Side, Side],
        region: Region,
        variables: Mapping[str, Variable],
        records: Mapping[str, Records] | None = None,
    ) -> Case | None:
        """A round case of a region, in which the two rules differ as the region says."""
        for point in islice(_points(region, variables), _MOST_TRIES):
            case = self._worked(sides, point, variables, records or {})
            if case is not None and not _alike(case.old, case.new):
                return case
        return None

    def _worked(
        self,
        sides: tuple[Side, Side],
        point: Mapping[str, Fraction],
        variables: Mapping[str, Variable],
        records: Mapping[str, Records],
    ) -> Case | None:
        """What both rules come to at a point; None where either policy refuses such inputs."""
        outcomes = []
        own: list[Mapping[str, Given]] = []
        for place, side in enumerate(sides):
            given: dict[str, Given] = _own_records(side.policy, records, self.names if place == 0 else {})
            for name, declared in side.inputs.items():
                shared = side.names[name]
                value = _value(point.get(shared), variables.get(shared), declared, place)
                if value is not None:
                    given[name] = value
            evaluator = Evaluator(side.policy, given)
            if any(evaluator.expression(require.condition).value is False for require in side.policy.requires):
                return None
            outcomes.append(evaluator.rule(side.rule))
            own.append(given)
        told: dict[str, Given] = dict(records)
        read = {shared for side in sides for shared in side.names.values()}
        told |= {n: value for n, v in variables.items() if n in read and (value := _shown(point.get(n), v)) is not None}
        types = {name: variables[name].type for name in told if name in variables}
        return Case(told, outcomes[0], outcomes[1], (own[0], own[1]), types, self.new.history)

    def _by_records(
        self,
        sides: tuple[Side, Side],
        made: tuple[Region, ...],
        inputs: Mapping[str, Variable],
        variables: Mapping[str, Variable],
        read: LastRecord,
    ) -> Meaning:
        """Regions of what tracks come to: which of them some history reaches, and by which records."""
        nothing = Words("", "")
        try:
            asked = agreement(self.old, self.new, (sides[0].rule, sides[1].rule), (self.names, {}))
        except NotJoinable:
            reason = Words("两边的输入或记录不能放在一起比较", "the inputs or histories of the two cannot be held together")
            return Meaning(Agreement.UNDECIDED, None, nothing, variables, unconfirmed=made, reason=reason)
        made = tuple(replace(region, exact=False) for region in made)  # tracks need not reach the ends of what is proved of them
        cases: dict[int, Case] = {}

        def told(places: Mapping[str, Fraction], state: Reached) -> bool:
            for i, region in enumerate(made):
                if i not in cases and _holds(region, places):
                    pinned = _pinned(region, places)
                    records = dict.fromkeys(asked.histories, state.records)
                    left = {**{n: v for n, v in variables.items() if n in read.variables}, **inputs}
                    case = self._case(sides, pinned, left, records)
                    if case is not None:
                        cases[i] = case
            return len(cases) == len(made)

        complete = histories(asked, read, told)
        longest = max((asked.policy.history[name].at_most for name in asked.histories), default=0)
        extent = Words(f"至多{longest}条记录", f"up to {longest} records")
        differences = tuple(Difference(made[i], cases[i]) for i in sorted(cases))
        rest = tuple(region for i, region in enumerate(made) if i not in cases)
        if not differences and complete:
            return Meaning(Agreement.EQUAL, "histories", extent, variables)
        if not differences:
            reason = Words("历年记录能到达的状态太多，没有查完", "a history can lead to too many states")
            return Meaning(Agreement.UNDECIDED, None, nothing, variables, unconfirmed=rest, reason=reason)
        shortest = min((d.case for d in differences), key=lambda case: _plainness(case.given))
        left = () if complete else rest  # what no history leads to is no difference
        return Meaning(Agreement.DIFFERENT, "histories", extent, variables, differences, shortest, unconfirmed=left)

    # ------------------------------------------------------------------ what is left to proofs

    def _own(self, given: Mapping[str, Given]) -> tuple[Mapping[str, Given], Mapping[str, Given]]:
        """What is given to both policies in one, as each calls it."""
        older = {theirs: mine for mine, theirs in self.names.items()}
        return {older.get(name, name): value for name, value in given.items()}, given

    def _by_proof(self, old: Rule, new: Rule, variables: Mapping[str, Variable]) -> Meaning:
        nothing = Words("", "")
        try:
            asked = agreement(self.old, self.new, (old.name, new.name), (self.names, {}))
        except NotJoinable:
            reason = Words("两边的输入或记录不能放在一起比较", "the inputs or histories of the two cannot be held together")
            return Meaning(Agreement.UNDECIDED, None, nothing, variables, reason=reason)
        decided = decide(asked)
        method = None if decided.method is None else decided.method.value
        if decided.verdict is Verdict.HOLDS:
            return Meaning(Agreement.EQUAL, method, decided.extent, variables)
        if decided.verdict is Verdict.FAILS and decided.case is not None:
            given: dict[str, Given] = {**decided.case, **dict.fromkeys(asked.histories, decided.records)}
            rules = MARKS[0] + old.name, MARKS[1] + new.name
            outcomes = [Evaluator(asked.policy, given).rule(name) for name in rules]
            types = {v.name: v.type for v in asked.policy.inputs}
            case = Case(given, outcomes[0], outcomes[1], self._own(given), types, asked.policy.history)
            return Meaning(Agreement.DIFFERENT, method, decided.extent, variables, (), case)
        return Meaning(Agreement.UNDECIDED, None, nothing, variables, reason=decided.reason)


def _holds(region: Region, places: Mapping[str, Fraction]) -> bool:
    """Whether what a history comes to lies in a region, as far as it alone decides."""
    for name, place in places.items():
        if name in region.picks and int(place) not in region.picks[name]:
            return False
        if name in region.spans and not region.spans[name][0] <= place <= region.spans[name][1]:
            return False
    return True


def _pinned(region: Region, places: Mapping[str, Fraction]) -> Region:
    """A region with what a history comes to fixed."""
    picks = {name: frozenset({int(place)}) for name, place in places.items() if name in region.picks}
    spans = {name: (place, place) for name, place in places.items() if name not in picks}
    return replace(region, picks={**region.picks, **picks}, spans={**region.spans, **spans})


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


def _shared(name: str, a: Input | None, b: Input | None) -> Variable | None:
    """One input as both policies have it: the cases of either, or the numbers that both admit."""
    some = b or a
    assert some is not None
    kinds = [x.type for x in (a, b) if x is not None]
    if all(isinstance(kind, Bool | EnumType) for kind in kinds):
        if len({type(kind) for kind in kinds}) > 1:
            return None
        return _choice(name, a, b, some)
    if any(isinstance(kind, Bool | EnumType) for kind in kinds) or len({str(kind) for kind in kinds}) > 1:
        return None
    if a is None or b is None:
        return Variable(name, some.type, some.low, some.high, some.step)
    low, high = max(a.low, b.low), min(a.high, b.high)
    if a.step != b.step or (a.low - b.low) % a.step or low > high:
        return None
    return Variable(name, b.type, low, high, b.step)


def _choice(name: str, a: Input | None, b: Input | None, some: Input) -> Variable:
    """A choice: all cases of the newer policy, then those that only the older one knows."""
    if isinstance(some.type, Bool):
        return Variable(name, some.type, Fraction(0), Fraction(1), Fraction(1), ((0, 1), (0, 1)))
    of = [x.type.members if x is not None and isinstance(x.type, EnumType) else None for x in (a, b)]
    aliases = list(dict.fromkeys(m.alias for members in (of[1], of[0]) for m in members or ()))
    own = tuple(
        tuple(range(len(aliases))) if members is None else tuple(_place(alias, members) for alias in aliases) for members in of
    )
    known = {m.alias: m for members in of for m in members or ()}
    kind = EnumType(some.type.name, some.type.alias, some.type.ordered, tuple(known[alias] for alias in aliases))  # type: ignore[union-attr]
    return Variable(name, kind, Fraction(0), Fraction(len(aliases) - 1), Fraction(1), own)


def _place(alias: str, members: Sequence[object]) -> int | None:
    return next((i for i, m in enumerate(members) if getattr(m, "alias", None) == alias), None)


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


def _alike(old: Outcome, new: Outcome) -> bool:
    if old.value is None or new.value is None:
        return old.state is new.state and old.value is new.value
    a, b = (getattr(x.value, "alias", x.value) for x in (old, new))
    return bool(a == b)


# ------------------------------------------------------------------ round points


def _points(region: Region, variables: Mapping[str, Variable]) -> Iterator[dict[str, Fraction]]:
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


def _plainness(given: Mapping[str, Given]) -> tuple[int, int]:
    digits = sum(len(decimal_text(v).strip("0")) for v in given.values() if isinstance(v, Fraction))
    return sum(len(v) for v in given.values() if isinstance(v, tuple)), digits
