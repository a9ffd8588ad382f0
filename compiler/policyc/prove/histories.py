"""Claims about histories: every state that records can lead to, up to the stated number of them.

First the ranges that are proved of tracks and fields, then the values that a group of tracks can reach, are put in the place of
the history: what holds of all of them holds of every history. Where that does not decide, the states of all tracks together are
gone through, from the shortest history on, and the claim is asked of each; a history that makes it false is run in the evaluator.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from itertools import pairwise, product
from math import gcd, prod

from policyc.model import expressions as e
from policyc.model.policy import Input, Policy, Record, Records, Rule
from policyc.model.types import YEAR, Type, Unlimited, Value, ordinal
from policyc.model.walk import walk
from policyc.prove.question import Case, Question, Reads, Tied, size, values
from policyc.prove.rewriting import rewrite
from policyc.prove.steps import Standing, Steps
from policyc.semantics.facts import default_range

#: So many steps from one record to the next are worked out at most, for one claim.
MOST_STEPS = 40_000
#: A field, or an input that tracks read, of more values than this is not gone through.
_FEW = 16
_FIRST_YEAR = 2025


class TooMany(Exception):
    """The states are too many, or there is no end of them."""


@dataclass(frozen=True, slots=True)
class Names:
    """What is read of the last record: tracks, fields, and histories whose year is asked."""

    tracks: tuple[str, ...]
    fields: tuple[str, ...]
    years: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, as the variables of a question."""
        return (*self.tracks, *self.fields, *(year_name(name) for name in self.years))


def year_name(history: str) -> str:
    """The variable of the last record's year."""
    return f"{history}（末次记录的年份）"


def last_record(question: Question) -> Names:
    """What the claim reads of histories."""
    policy, seen = question.policy, dict[str, None]()
    found: dict[str, dict[str, None]] = {"tracks": {}, "fields": {}, "years": {}}

    def visit(expr: e.Expr) -> None:
        for node in walk(expr):
            match node:
                case e.FieldRef():
                    found["fields"][node.name] = None
                case e.RecordYear():
                    found["years"][node.name] = None
                case e.RuleRef() if policy.rule[node.name].history is not None:
                    found["tracks"][node.name] = None
                case e.RuleRef() if node.name not in seen:
                    seen[node.name] = None
                    rule = policy.rule[node.name]
                    for part in (rule.only_when, rule.body):
                        if part is not None:
                            visit(part)
                case _:
                    pass

    for expr in (question.condition, *(r.condition for r in question.requires)):
        visit(expr)
    return Names(*(tuple(found[kind]) for kind in ("tracks", "fields", "years")))


# ------------------------------------------------------------------ a history as inputs


def replaced(question: Question, names: Names, lines: Mapping[str, Input | None]) -> Question:
    """The question with inputs in the place of what is read of a history; None: it has no value."""
    policy = question.policy

    def other(node: e.Expr) -> e.Expr | None:
        match node:
            case e.RuleRef() | e.FieldRef() if node.name in lines:
                line = lines[node.name]
            case e.RecordYear() if year_name(node.name) in lines:
                line = lines[year_name(node.name)]
            case _:
                return None
        if line is None:
            return e.Unspecified(node.span, node.type, node.facts)
        return e.InputRef(node.span, node.type, e.Facts(node.facts.scale, line.low, line.high), line.name)

    rules = tuple(
        dataclasses.replace(r, only_when=rewrite(r.only_when, other), body=rewrite(r.body, other))
        for r in policy.rules
        if r.history is None
    )
    made = tuple(line for line in lines.values() if line is not None)
    requires = tuple(dataclasses.replace(r, condition=rewrite(r.condition, other)) for r in question.requires)
    whole = dataclasses.replace(policy, inputs=(*policy.inputs, *made), rules=rules, requires=requires)
    return dataclasses.replace(
        question,
        widened=dataclasses.replace(question.widened, policy=whole),
        condition=rewrite(question.condition, other),
        variables=(*question.variables, *made),
        requires=requires,
        histories=(),
    )


def by_facts(question: Question, names: Names) -> Question:
    """The question about every value that is proved possible of tracks, fields and years, in whatever combination."""
    policy = question.policy
    lines: dict[str, Input | None] = {}
    for name in names.tracks:
        rule = policy.rule[name]
        facts = [rule.body.facts, *([rule.initial.facts] if rule.initial is not None else [])]
        if any(f.unlimited for f in facts):
            raise TooMany
        low, high = min(f.low for f in facts), max(f.high for f in facts)
        scales = [f.scale for f in facts]
        step = Fraction(1, 10 ** max(s for s in scales if s is not None)) if None not in scales else None
        if step is None or (low.denominator, high.denominator) != (1, 1):
            raise TooMany
        lines[name] = _line(policy, name, rule.type, low, high, step)
    for name in names.fields:
        lines[name] = policy.field[name]
    for name in names.years:
        lines[year_name(name)] = _line(policy, year_name(name), YEAR, *default_range(YEAR))
    return replaced(question, names, lines)


def by_states(question: Question, names: Names) -> Question:
    """The same about every value that the records can lead to, each group of tracks for itself."""
    policy = question.policy
    lines: dict[str, Input | None] = {name: policy.field[name] for name in names.fields}
    for name in names.years:
        lines[year_name(name)] = _line(policy, year_name(name), YEAR, *default_range(YEAR))
    done: set[str] = set()
    for name in names.tracks:
        if name in done:
            continue
        group = _together(policy, name)
        found = reach(question, group, [])
        for track in (t for t in names.tracks if t in group):
            done.add(track)
            seen = {s.of[track] for s in found.states}
            if None in seen:  # it may have no value, which this does not follow
                raise TooMany
            lines[track] = _spanning(policy, policy.rule[track], [x for x in seen if x is not None])
    return replaced(question, names, lines)


def _spanning(policy: Policy, rule: Rule, found: Sequence[Value]) -> Input:
    """A line that has all of these values."""
    if any(isinstance(x, Unlimited) for x in found):
        raise TooMany
    places = sorted(ordinal(x, rule.type) for x in found)
    step = reduce(_gcd, (b - a for a, b in pairwise(places)), Fraction(0)) or Fraction(1)
    return _line(policy, rule.name, rule.type, places[0], places[-1], step)


def _gcd(a: Fraction, b: Fraction) -> Fraction:
    return Fraction(gcd(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator)


def _line(policy: Policy, name: str, kind: Type, low: Fraction, high: Fraction, step: Fraction) -> Input:
    return Input(name, "", None, (), policy.span, kind, low, high, step)


def _together(policy: Policy, name: str) -> tuple[str, ...]:
    """The tracks that a track is worked out from, itself among them, in the order of the policy."""
    found: set[str] = set()
    rest = [name]
    while rest:
        track = rest.pop()
        if track in found:
            continue
        found.add(track)
        for node in walk(policy.rule[track].body):
            if isinstance(node, e.RuleRef | e.Previous) and policy.rule[node.name].history is not None:
                rest.append(node.name)
    return tuple(n for n in policy.order if n in found)


# ------------------------------------------------------------------ states


@dataclass(frozen=True, slots=True)
class Reached:
    """A state: what tracks (None: no value), the last record's fields and its year came to, by which records and inputs."""

    of: Mapping[str, Value | None]
    records: Records
    fixed: Mapping[str, Value]


@dataclass
class Found:
    """The states in the order in which they were found, the shortest histories first. complete: there are no more."""

    states: list[Reached] = field(default_factory=list)


class _Enough(Exception):
    """Whoever is told of the states has seen enough."""


def reach(
    question: Question,
    tracks: Sequence[str],
    fields: Sequence[str],
    shown: Sequence[str] = (),
    until: Callable[[Reached], bool] | None = None,
    most: int = MOST_STEPS,
) -> Found:
    """All states of these tracks, with these fields of the last record, for every value of the inputs that they read.

    ``until`` is told every state as it is found, the shortest histories first, and may end the search by saying yes. Raises
    :class:`TooMany` after ``most`` steps.
    """
    search = _Search(question, tuple(tracks), tuple(fields), tuple(shown))
    search.until, search.most = until, most
    try:
        return search.run()
    except _Enough:
        return Found()


class _Search:
    def __init__(self, question: Question, tracks: tuple[str, ...], fields: tuple[str, ...], years: tuple[str, ...]) -> None:
        self.policy, self.tracks, self.fields = question.policy, tracks, fields
        of = {self.policy.history_of[name] for name in (*tracks, *fields)} | set(years)
        if len(of) != 1:
            raise TooMany
        (self.history,) = of
        declared = self.policy.history[self.history]
        self.read = Reads(self.policy)
        parts = [x for t in tracks for x in (self.policy.rule[t].body, self.policy.rule[t].initial) if x is not None]
        names = frozenset(n for part in parts for n in self.read.of(part))
        self.inputs = [v for v in question.variables if v.name in names]
        if any(size(v) > _FEW for v in self.inputs) or prod(size(v) for v in self.inputs) > _FEW:
            raise TooMany
        nodes = [node for part in parts for node in walk(part)]
        read = {node.name for node in nodes if isinstance(node, e.FieldRef)} | set(fields)
        self.varied = [f for f in declared.fields if f.name in read]
        if any(size(f) > _FEW for f in self.varied):
            raise TooMany
        names_ = [f.name for f in self.varied]
        self.combinations = [dict(zip(names_, each, strict=True)) for each in product(*(values(f) for f in self.varied))]
        self.dated = bool(years) or any(isinstance(node, e.RecordYear) for node in nodes)
        self.declared = declared
        self.years = years
        self.cut = self._told_apart(nodes) if not years and not declared.events else None
        self.steps, self.most = 0, MOST_STEPS
        self.until: Callable[[Reached], bool] | None = None

    def _told_apart(self, nodes: Sequence[e.Expr]) -> tuple[int, int] | None:
        """From which to which year a track tells them apart, if it only compares years with stated ones."""
        compared, told = 0, list[int]()
        for node in nodes:
            if isinstance(node, e.Compare):
                for a, b in ((node.left, node.right), (node.right, node.left)):
                    year = _stated_year(self.policy, b)
                    if isinstance(a, e.RecordYear) and year is not None:
                        compared += 1
                        told += (year, year + 1)
        asked = sum(isinstance(node, e.RecordYear) for node in nodes)
        return (min(told), max(told)) if told and compared == asked else None

    def run(self) -> Found:
        found = Found()
        for each in product(*(values(v) for v in self.inputs)):
            self._from(dict(zip((v.name for v in self.inputs), each, strict=True)), found)
        return found

    def _from(self, fixed: dict[str, Value], found: Found) -> None:
        steps = Steps(self.policy, self.history, self.tracks, fixed)
        seen: set[object] = set()
        before = steps.first()
        self._note(steps, before, None, (), fixed, found, seen)
        layer: list[tuple[Standing, int, Records]] = [(before, year - 1, ()) for year in self._first_years()]
        known: set[object] = {(before, self._kept(year)) for _, year, _ in layer}
        for _ in range(self.declared.at_most):
            following: list[tuple[Standing, int, Records]] = []
            for state, last, records in layer:
                for record in self._records(last + 1):
                    self.steps += 1
                    if self.steps > self.most:
                        raise TooMany
                    after = steps.after(state, record)
                    self._note(steps, after, record, records, fixed, found, seen)
                    key = (after, self._kept(record.year))
                    if key not in known:
                        known.add(key)
                        following.append((after, record.year, (*records, record)))
            if not following:
                return
            layer = following

    def _first_years(self) -> Iterator[int]:
        if self.declared.events:
            yield 1
        elif not self.dated:
            yield _FIRST_YEAR
        elif self.cut is not None:
            yield from range(self.cut[1], self.cut[0] - self.declared.at_most - 1, -1)
        else:
            low, high, _ = default_range(YEAR)
            yield from range(int(low), int(high) + 1)

    def _kept(self, year: int) -> int:
        """As much of a year as matters to what follows."""
        if not self.dated:
            return 0
        return year if self.cut is None else min(year, self.cut[1])

    def _records(self, year: int) -> Iterator[Record]:
        if not self.declared.events and not default_range(YEAR)[0] <= year <= default_range(YEAR)[1]:
            return
        for each in self.combinations:
            yield Record(year, each)

    def _note(
        self,
        steps: Steps,
        state: Standing,
        record: Record | None,
        before: Records,
        fixed: Mapping[str, Value],
        found: Found,
        seen: set[object],
    ) -> None:
        told = () if record is None else (*(record.values[name] for name in self.fields), record.year if self.years else 0)
        if (state, told) in seen:
            return
        seen.add((state, told))
        of = dict(zip(self.tracks, steps.values(state), strict=True))
        of.update({name: None if record is None else record.values[name] for name in self.fields})
        of.update({year_name(h): None if record is None else record.year for h in self.years})
        state_ = Reached(of, before if record is None else (*before, record), fixed)
        found.states.append(state_)
        if self.until is not None and self.until(state_):
            raise _Enough


def _stated_year(policy: Policy, expr: e.Expr) -> int | None:
    value = expr.value if isinstance(expr, e.Literal) else None
    if isinstance(expr, e.ParamRef):
        value = policy.param[expr.name].bound.value
    return value if isinstance(value, int) and not isinstance(value, bool) else None


# ------------------------------------------------------------------ state by state


@dataclass(frozen=True, slots=True)
class Part:
    """A question about states that have a value in the same places, with how each was reached."""

    question: Question
    states: Mapping[tuple[Value, ...], Reached]


def by_state(question: Question, names: Names) -> Iterator[Part]:
    """The question about every state of all tracks together, those of the shortest histories first."""
    policy = question.policy
    tracks = tuple(n for n in policy.order if any(n in _together(policy, t) for t in names.tracks))
    found = reach(question, tracks, names.fields, names.years)
    groups: dict[tuple[str, ...], dict[tuple[Value, ...], Reached]] = {}
    for state in found.states:
        told = {name: state.of[name] for name in names.all}
        missing = tuple(name for name, value in told.items() if value is None)
        key = (*(v for v in told.values() if v is not None), *state.fixed.values())
        groups.setdefault(missing, {}).setdefault(key, state)
    for missing, states in groups.items():
        lines: dict[str, Input | None] = dict.fromkeys(missing)
        some = next(iter(states.values()))
        for name in names.all:
            if name not in missing:
                seen = [x for s in states.values() if (x := s.of[name]) is not None]
                lines[name] = _of_values(policy, name, seen)
        tied = (*(n for n in names.all if n not in missing), *some.fixed)
        made = replaced(question, names, lines)
        yield Part(dataclasses.replace(made, ties=Tied(tied, tuple(states))), states)


def _of_values(policy: Policy, name: str, seen: Sequence[Value]) -> Input:
    if name in policy.field:
        return policy.field[name]
    if name not in policy.rule:
        return _line(policy, name, YEAR, *default_range(YEAR))
    return _spanning(policy, policy.rule[name], seen)


def case_of(part: Part, case: Case) -> tuple[dict[str, Value], Records]:
    """The inputs of a case, and the records that lead to it."""
    state = part.states[tuple(case[name] for name in part.question.tied)]
    told = {year_name(h.name) for h in part.question.policy.histories}
    inputs = {
        v.name: case[v.name]
        for v in part.question.variables
        if v.name not in told and (v.name not in part.question.tied or v.name in state.fixed)
    }
    return inputs, state.records
