"""What tracks come to with one more record, worked out once for each set of values that a track reads.

A state is a tuple of small whole numbers, one a track: the places of its outcomes in the order in which they were first met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome, State
from policyc.model import expressions as e
from policyc.model.policy import Given, Policy, Record
from policyc.model.types import Value
from policyc.model.walk import walk

#: What all tracks came to, each by the place of its outcome.
Standing = tuple[int, ...]


class Steps:
    """The steps of some tracks of one history, in an order in which none reads a later one's value of the same record.

    ``fixed``: the inputs that they read.
    """

    def __init__(self, policy: Policy, history: str, tracks: Sequence[str], fixed: Mapping[str, Value]) -> None:
        self._policy, self._history, self._tracks, self._fixed = policy, history, tuple(tracks), fixed
        self._outcomes: list[list[Outcome]] = [[] for _ in tracks]
        self._places: list[dict[tuple[State, Value | None], int]] = [{} for _ in tracks]
        fields = policy.history[history].fields
        #: Where the values that a step may read stand: the tracks before, the record's fields and year, the tracks with it.
        self._fields = tuple(f.name for f in fields)
        self._keys = [self._key_of(track) for track in tracks]
        self._done: list[dict[object, int]] = [{} for _ in tracks]

    def first(self) -> Standing:
        """Before the first record."""
        start = Evaluator(self._policy, {**self._fixed, self._history: ()})
        return tuple(self._place(i, start.record(track, -1)) for i, track in enumerate(self._tracks))

    def after(self, state: Standing, record: Record) -> Standing:
        """With one more record."""
        read: list[object] = [*state, *map(record.values.get, self._fields), record.year]
        step: Evaluator | None = None
        for i, key_of in enumerate(self._keys):
            key = key_of(read)
            done = self._done[i]
            place = done.get(key)
            if place is None:
                step = step or self._evaluator(state, record)
                place = done[key] = self._place(i, step.record(self._tracks[i], 0))
            read.append(place)
        return tuple(read[len(state) + len(self._fields) + 1 :])  # type: ignore[arg-type]

    def values(self, state: Standing) -> tuple[Value | None, ...]:
        """What the tracks came to; None: no value."""
        return tuple(self._outcomes[i][place].value for i, place in enumerate(state))

    def _place(self, i: int, outcome: Outcome) -> int:
        known = self._places[i]
        key = (outcome.state, outcome.value)
        if key not in known:
            known[key] = len(self._outcomes[i])
            self._outcomes[i].append(Outcome(*key, "", nominal=False, cause="", params=()))
        return known[key]

    def _evaluator(self, state: Standing, record: Record) -> Evaluator:
        before = {t: self._outcomes[i][state[i]] for i, t in enumerate(self._tracks)}
        return _Step(self._policy, {**self._fixed, self._history: (record,)}, before)

    def _key_of(self, track: str) -> Callable[[list[object]], object]:
        """The values that decide what a track comes to; all of them where it reads tracks that come later, or others."""
        place = {name: i for i, name in enumerate(self._tracks)}
        beyond = len(self._tracks) + len(self._fields)
        columns: dict[int, None] = {}
        for node in _nodes(self._policy, self._policy.rule[track].body, set()):
            match node:
                case e.Previous(name=name):
                    if name not in place:
                        return tuple
                    columns[place[name]] = None
                case e.RuleRef(name=name) if self._policy.rule[name].history is not None:
                    if place.get(name, len(place)) >= place[track]:
                        return tuple
                    columns[beyond + 1 + place[name]] = None
                case e.FieldRef(name=name):
                    columns[len(self._tracks) + self._fields.index(name)] = None
                case e.RecordYear():
                    columns[beyond] = None
                case _:
                    pass
        return itemgetter(*columns) if columns else _nothing


def _nothing(_read: list[object]) -> object:
    return None


def _nodes(policy: Policy, expr: e.Expr, seen: set[str]) -> Iterator[e.Expr]:
    """All of a formula, and of the rules that it reads, tracks apart."""
    for node in walk(expr):
        yield node
        if isinstance(node, e.RuleRef) and node.name not in seen and policy.rule[node.name].history is None:
            seen.add(node.name)
            rule = policy.rule[node.name]
            for part in (rule.only_when, rule.body):
                if part is not None:
                    yield from _nodes(policy, part, seen)


class _Step(Evaluator):
    """One record further: the tracks were so before."""

    def __init__(self, policy: Policy, given: Mapping[str, Given], before: Mapping[str, Outcome]) -> None:
        super().__init__(policy, given)
        self._before_first = dict(before)
