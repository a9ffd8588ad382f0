"""The whole comparison: match, tell what differs, nest what only follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policyc.compare.aspects import MEANINGFUL, details
from policyc.compare.changes import Aspect, Change, Detail, Diff, Effect, Kind, Named, Subject, in_order
from policyc.compare.content import Item, items
from policyc.compare.data import renamed
from policyc.compare.effects import effect_of, effect_of_rule
from policyc.compare.matching import pairs
from policyc.compare.meaning import Agreement, Pair
from policyc.compare.rerunning import Rerun, rerun
from policyc.compare.sides import papers_of, side_of
from policyc.model import expressions as e
from policyc.model.hashing import meaning_hash
from policyc.model.policy import Declaration, History, Input, Param, Policy, Rule
from policyc.model.types import EnumType
from policyc.model.walk import walk


def compare(old: Policy, new: Policy, runner: Rerun | None = None) -> Diff:
    """All that differs between two valid policies, in the order in which a reader of the newer one meets it.

    runner: confirms the cases that are shown by the generated modules; raises :class:`.rerunning.Disagreement`.
    """
    return _Comparison(old, new, runner).run()


def named(policy: Policy) -> Named:
    """What a comparison says of a policy as a whole."""
    place = (policy.region, policy.extract, policy.origin.file)
    return Named(policy.id, policy.name, policy.year, *place, meaning_hash(policy), papers_of(policy))


class _Comparison:
    def __init__(self, old: Policy, new: Policy, runner: Rerun | None) -> None:
        self._old, self._new, self._runner = old, new, runner
        self._pairs = pairs(items(old), items(new))
        both = [(a, b) for a, b in self._pairs if a is not None and b is not None]
        self._names = {a.key: b.key for a, b in both if a.key != b.key}
        self._meanings = Pair(old, new, _shared_names(both, old, new))

    def run(self) -> Diff:
        made: list[Change] = []
        followed: list[tuple[Change, Item]] = []
        alike: list[tuple[Item, Item, Change | None]] = []
        unchanged = 0
        for a, b in self._pairs:
            change = self._change(a, b)
            if a is None or b is None:
                made += [change] if change is not None else []
            elif change is None:
                alike.append((a, b, None))
            elif self._only_follows(change, b):
                followed.append((change, b))
            elif isinstance(b.statement, Rule) and change.meaning is None:
                alike.append((a, b, change))
            else:
                made.append(change)
        touched = {key for change in (*made, *(c for c, _ in followed)) if (key := _touched(change)) is not None}
        for a, b, reworded in alike:
            change = None
            if isinstance(b.statement, Rule) and touched & set(self._read(b)):
                change = self._by_meaning(a, b, () if reworded is None else reworded.details)
            if change is not None and change.kind is not Kind.EQUIVALENT:
                followed.append((change, b))
            elif reworded is not None:
                made.append(reworded)
            else:
                unchanged += 1
        return Diff(named(self._old), named(self._new), in_order(self._nested(made, followed)), unchanged)

    # ------------------------------------------------------------------ one statement

    def _change(self, a: Item | None, b: Item | None) -> Change | None:
        if a is None or b is None:
            return self._alone(a, b)
        found = details(a, b, self._old, self._new, self._names)
        if not found and renamed(a.data, self._names) == b.data:
            return None  # or it reads the same statements, which are called otherwise
        if isinstance(b.statement, Rule) and {detail.aspect for detail in found} & _OF_RULES:
            return self._by_meaning(a, b, found)
        sides = side_of(a, self._old), side_of(b, self._new)
        kind = _kind(found)
        effect = effect_of(a.subject, kind, found, (sides[0].direction, sides[1].direction))
        return Change(a.subject, kind, *sides, effect, found)

    def _alone(self, a: Item | None, b: Item | None) -> Change:
        if b is None:
            assert a is not None
            silent = self._new.extract is not None or self._old.id in self._new.parents
            kind = Kind.NEW_SILENT if silent else Kind.WITHDRAWN
            return Change(a.subject, kind, side_of(a, self._old), None, effect_of(a.subject, kind, (), (None, None)))
        silent = self._old.extract is not None or self._new.id in self._old.parents
        kind = Kind.OLD_SILENT if silent else Kind.ADDED
        return Change(b.subject, kind, None, side_of(b, self._new), effect_of(b.subject, kind, (), (None, None)))

    def _by_meaning(self, a: Item, b: Item, found: tuple[Detail, ...]) -> Change | None:
        """A rule that is written differently, or reads what has changed; None where nothing comes of it."""
        assert isinstance(a.statement, Rule) and isinstance(b.statement, Rule)
        comparable = str(a.statement.type) == str(b.statement.type)
        meaning = self._meanings.meaning(a.statement, b.statement) if comparable else None
        equal = meaning is not None and meaning.agreement is Agreement.EQUAL
        if equal and not found:
            return None
        if meaning is not None and self._runner is not None:
            meaning = rerun(meaning, ((self._old, a.statement), (self._new, b.statement)), self._runner)
        sides = side_of(a, self._old), side_of(b, self._new)
        directions = sides[0].direction, sides[1].direction
        effect = Effect.UNKNOWN if meaning is None else effect_of_rule(meaning, directions)
        kind = Kind.EQUIVALENT if equal else Kind.CHANGED
        return Change(a.subject, kind, *sides, effect, found, meaning=meaning)

    # ------------------------------------------------------------------ what only follows

    def _only_follows(self, change: Change, b: Item) -> bool:
        """Whether a derived figure is worked out as it was and comes to something else, or an input has other cases."""
        if isinstance(b.statement, Input | History):
            return not change.details
        if not isinstance(b.statement, Param):
            return False
        meant = {detail.aspect for detail in change.details} & MEANINGFUL
        derived = change.old is not None and change.old.data["formula"] is not None
        return derived and meant == {Aspect.FIGURE}

    def _nested(self, made: list[Change], followed: Sequence[tuple[Change, Item]]) -> list[Change]:
        """Each change that only follows below the first of those that it reads."""
        keys = {(c.subject, c.new.key): i for i, c in enumerate(made) if c.new is not None}
        below: dict[int, list[Change]] = {}
        loose: list[Change] = []
        for change, item in followed:
            causes = [keys[key] for key in self._read(item) if key in keys]
            (below.setdefault(causes[0], []) if causes else loose).append(change)
        return [replace(c, knock_on=in_order(below[i])) if i in below else c for i, c in enumerate(made)] + loose

    def _read(self, item: Item) -> list[tuple[Subject, str]]:
        """What a statement reads, directly or through others, in reading order."""
        policy = self._new
        found: dict[tuple[Subject, str], None] = dict.fromkeys((Subject.ENUM, alias) for alias in _choices(item.statement))
        open_ = _formulas(item.statement)
        while open_:
            for node in walk(open_.pop(0)):
                declared = _declared(node, policy)
                if declared is None:
                    continue
                subject, statement = declared
                key = subject, statement.alias or statement.name
                if key not in found:
                    found[key] = None
                    open_ += _formulas(statement)
        return list(found)


#: Aspects in which a rule comes to something else, or may.
_OF_RULES = frozenset({Aspect.FORMULA, Aspect.CONDITION, Aspect.FIELD, Aspect.RANGE})
#: Aspects of what a rule reads, in which it may come to something else.
_TOUCHING = frozenset({Aspect.FIGURE, Aspect.FORMULA, Aspect.CONDITION, Aspect.TAKEN, Aspect.RANGE, Aspect.FIELD})


def _touched(change: Change) -> tuple[Subject, str] | None:
    """A statement whose readers may come to something else."""
    if change.new is None or not {detail.aspect for detail in change.details} & _TOUCHING:
        return None
    return change.subject, change.new.key


def _shared_names(both: Sequence[tuple[Item, Item]], old: Policy, new: Policy) -> dict[str, str]:
    """What inputs, histories and their fields of the older policy are called in the newer."""
    found = {a.name: b.name for a, b in both if a.subject in (Subject.INPUT, Subject.HISTORY)}
    fields = {f.alias: f.name for d in new.histories for f in d.fields}
    return found | {f.name: fields[f.alias] for d in old.histories for f in d.fields if f.alias in fields}


def _declared(node: e.Expr, policy: Policy) -> tuple[Subject, Declaration] | None:
    match node:
        case e.ParamRef():
            return Subject.PARAMETER, policy.param[node.name]
        case e.RuleRef() | e.Previous():
            return Subject.RULE, policy.rule[node.name]
        case e.ReadingRef():
            return Subject.READING, policy.reading[node.name]
        case e.InputRef():
            return Subject.INPUT, policy.input[node.name]
        case e.FieldRef() | e.RecordYear():
            return Subject.HISTORY, policy.history[policy.history_of.get(node.name, node.name)]
        case _:
            return None


def _choices(statement: object) -> list[str]:
    """The classifications whose cases inputs have."""
    inputs = [statement] if isinstance(statement, Input) else statement.fields if isinstance(statement, History) else ()
    return [x.type.alias for x in inputs if isinstance(x.type, EnumType)]


def _formulas(statement: object) -> list[e.Expr]:
    match statement:
        case Param(formula=formula) if formula is not None:
            return [formula]
        case Rule():
            return [x for x in (statement.only_when, statement.initial, statement.body) if x is not None]
        case _:
            return []


def _kind(found: Sequence[Detail]) -> Kind:
    aspects = {detail.aspect for detail in found}
    if not aspects or aspects & MEANINGFUL:
        return Kind.CHANGED
    if aspects & {Aspect.NAME, Aspect.ALIAS}:
        return Kind.RENAMED
    return Kind.MOVED if aspects == {Aspect.PLACE} else Kind.REWORDED
