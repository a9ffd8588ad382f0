"""Whether two rules agree for every input; where not, for which inputs, by how much, and a case that shows it.

No method samples: every way through both rules (:mod:`.symbolic`, ``ways``), with histories state by state (:mod:`.records`);
and, for what that does not decide, the methods of :mod:`policyc.prove` about both policies in one. A case is shown only after
the reference evaluator has worked it out in both policies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from policyc.compare.cases import Case, Cases, plainness
from policyc.compare.holes import may_lack
from policyc.compare.joining import MARKS, NotJoinable, agreement
from policyc.compare.linear import Limit
from policyc.compare.reaching import Component, Furthest, Reaching, narrowed
from policyc.compare.records import LastRecord, histories, holds, last_record
from policyc.compare.regions import Region, bounded, regions
from policyc.compare.symbolic import Side, Unsupported, Variable, ways
from policyc.diagnostics.core import Words
from policyc.evaluate.evaluator import Evaluator
from policyc.model.policy import Given, Input, Policy, Records, Rule
from policyc.model.types import Bool, EnumType, Type
from policyc.prove.checks import decide
from policyc.prove.histories import Reached
from policyc.prove.question import Reads
from policyc.prove.results import Verdict

#: Of so many differences is it looked for whether their bounds are attained.
_MOST_ENDS = 60
_NO_CASE = Words("写法不同，但没有找到结果不同的例子", "the formulas differ, but no case was found in which the results do")
_ELSEWHERE = Words(
    "都有数值时相同，但未能判定是否在相同的情形下才有数值", "equal where both have a value, perhaps not in the same cases"
)
_TOO_MANY = Words("历年记录能到达的状态太多，没有查完", "a history can lead to too many states")


class Agreement(StrEnum):
    """Whether two rules come to the same for every input."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


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
    reaching: Reaching = field(default_factory=Reaching)

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
            if read.variables:
                return self._by_records(old, new, variables, read)
            sides = self._side(self.old, old, self.names, {}), self._side(self.new, new, {}, {})
            found = list(ways(*sides, variables))
        except (Unsupported, NotJoinable):
            return self._by_proof(old, new, variables)
        extent = Words(f"{len(found)}种走法", f"{len(found)} ways")
        made = regions(found, variables)
        if not made:
            return Meaning(Agreement.EQUAL, "ways", extent, variables)
        cases = self._cases(sides, variables)
        shown = [(region, cases.of(region)) for region in made]
        shown = [(region, case) for region, case in shown if case is not None or not cases.every(region)]
        if not shown:
            return Meaning(Agreement.EQUAL, "ways", extent, variables)
        differences = tuple(Difference(region, case) for region, case in shown if case is not None)
        if not differences:  # sums that round alike, ways that no day takes, inputs that are refused
            return self._by_proof(old, new, variables)
        differences = tuple(_attained(d, cases) if i < _MOST_ENDS else d for i, d in enumerate(differences))
        plainest = min((d.case for d in differences), key=lambda case: plainness(case.given))
        rest = tuple(region for region, case in shown if case is None)
        return Meaning(Agreement.DIFFERENT, "ways", extent, variables, differences, plainest, _NO_CASE if rest else None, rest)

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

    def _cases(
        self, sides: tuple[Side, Side], variables: Mapping[str, Variable], records: Mapping[str, Records] | None = None
    ) -> Cases:
        return Cases(sides, variables, self.names, self.new.history, records or {})

    def _by_records(self, old: Rule, new: Rule, inputs: Mapping[str, Variable], read: LastRecord) -> Meaning:
        """Rules that read histories: where they differ as what tracks come to has it, and which of it some history reaches.

        Raises :class:`Unsupported` and :class:`NotJoinable`.
        """
        asked = agreement(self.old, self.new, (old.name, new.name), (self.names, {}))
        components = self.reaching.components(asked, read)
        read = narrowed(read, components)
        variables = {**inputs, **read.variables}
        sides = self._side(self.old, old, self.names, read.last[0]), self._side(self.new, new, {}, read.last[1])
        longest = max((asked.policy.history[name].at_most for name in asked.histories), default=0)
        extent = Words(f"至多{longest}条记录", f"up to {longest} records")
        found = list(ways(*sides, variables))
        bound = (_bounded(region, components, variables) for region in regions(found, variables))
        made = [region for region in bound if region is not None]
        if not made:
            return Meaning(Agreement.EQUAL, "histories", extent, variables)
        cases: dict[int, Case] = {}
        doubtful: set[int] = set()
        left = {**read.variables, **inputs}

        def told(places: Mapping[str, Fraction], state: Reached) -> bool:
            records = dict.fromkeys(asked.histories, state.records)
            for i, region in enumerate(made):
                if i not in cases and holds(region, places):
                    pinned = bounded(_pinned(region, places), (), variables)
                    if pinned is None:
                        continue
                    worked = self._cases(sides, left, records)
                    case = worked.of(pinned)
                    if case is not None:
                        cases[i] = case
                    elif not worked.every(pinned):
                        doubtful.add(i)
            return len(cases) == len(made)

        complete = histories(asked, read, told)
        rest = tuple(made[i] for i in range(len(made)) if i not in cases and (i in doubtful or not complete))
        reason = None if not rest else _NO_CASE if complete else _TOO_MANY
        differences = tuple(Difference(made[i], cases[i]) for i in sorted(cases))
        if not differences and not rest:
            return Meaning(Agreement.EQUAL, "histories", extent, variables)
        if not differences:
            return Meaning(Agreement.UNDECIDED, None, Words("", ""), variables, unconfirmed=rest, reason=reason)

        furthest = Furthest(asked, read, components)

        def attained(region: Region, end: Fraction | None) -> bool:
            worked = ((_pinned(region, places), self._cases(sides, left, of)) for of, places in furthest.into(region))
            return end is not None and any(cases.attains(pinned, end) is not None for pinned, cases in worked)

        differences = tuple(
            replace(
                d, region=replace(d.region, attained=(attained(d.region, d.region.least), attained(d.region, d.region.largest)))
            )
            for d in differences
        )
        shortest = min((d.case for d in differences), key=lambda case: plainness(case.given))
        return Meaning(Agreement.DIFFERENT, "histories", extent, variables, differences, shortest, reason, rest)

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
        if decided.verdict is Verdict.HOLDS:  # wherever both have a value
            if self._both_have_values(old, new):
                return Meaning(Agreement.EQUAL, method, decided.extent, variables)
            return Meaning(Agreement.UNDECIDED, None, nothing, variables, reason=_ELSEWHERE)
        if decided.verdict is Verdict.FAILS and decided.case is not None:
            given: dict[str, Given] = {**decided.case, **dict.fromkeys(asked.histories, decided.records)}
            rules = MARKS[0] + old.name, MARKS[1] + new.name
            outcomes = [Evaluator(asked.policy, given).rule(name) for name in rules]
            types = {v.name: v.type for v in asked.policy.inputs}
            case = Case(given, outcomes[0], outcomes[1], self._own(given), types, asked.policy.history)
            return Meaning(Agreement.DIFFERENT, method, decided.extent, variables, (), case)
        return Meaning(Agreement.UNDECIDED, None, nothing, variables, reason=decided.reason)

    def _both_have_values(self, old: Rule, new: Rule) -> bool:
        """Whether it is proved that one rule has a value wherever the other has."""
        if may_lack(self.old, old, concerned=True) or may_lack(self.new, new, concerned=True):
            return False
        if old.only_when is None or new.only_when is None:
            return old.only_when is new.only_when
        asked = agreement(self.old, self.new, (old.name, new.name), (self.names, {}), concerned=True)
        return decide(asked).verdict is Verdict.HOLDS


def _bounded(region: Region, components: Sequence[Component], variables: Mapping[str, Variable]) -> Region | None:
    """A region as histories can lead into it; None where none does, or where no difference is left."""
    gap = region.gap
    wanted = [*([] if gap is None else [gap]), *(limit.form for limit in region.limits)]
    more: list[Limit] = []
    for component in components:
        limits = component.limits(region, wanted, variables)
        if limits is None:
            return None
        more += limits
    return bounded(region, more, variables)


def _attained(difference: Difference, cases: Cases) -> Difference:
    """A difference whose bounds were looked for among its cases."""
    region = difference.region
    if region.exact or region.least is None or region.largest is None:
        return difference
    attained = cases.attains(region, region.least) is not None, cases.attains(region, region.largest) is not None
    return Difference(replace(region, attained=attained), difference.case)


def _pinned(region: Region, places: Mapping[str, Fraction]) -> Region:
    """A region with what a history comes to fixed."""
    picks = {name: frozenset({int(place)}) for name, place in places.items() if name in region.picks}
    spans = {name: (place, place) for name, place in places.items() if name not in picks}
    return replace(region, picks={**region.picks, **picks}, spans={**region.spans, **spans})


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
