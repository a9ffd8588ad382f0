"""Two policies in one, so that a question about both is a question about one: whether a rule of the older and one of the
newer agree.

Inputs and histories are shared; figures, rules and readings bear the mark of their side. What the joined policy says it says with
the formulas of the two.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from fractions import Fraction

from policyc.model import expressions as e
from policyc.model.policy import History, Input, Param, Policy, Require, Rule
from policyc.model.types import BOOL
from policyc.prove.question import Question, question
from policyc.prove.rewriting import rewrite
from policyc.prove.widen import Widened

#: What stands before the names of the older and of the newer policy.
MARKS = ("旧·", "新·")


class NotJoinable(Exception):
    """The two call different things by one name: an input of another type, a history of other fields."""


def agreement(
    old: Policy,
    new: Policy,
    rules: tuple[str, str],
    names: tuple[Mapping[str, str], Mapping[str, str]],
    *,
    concerned: bool = False,
) -> Question:
    """The question whether two rules agree; ``concerned``: whether they concern the same people, both saying whom.

    names: what inputs and histories of either side are called in both.

    Raises :class:`NotJoinable`.
    """
    sides = tuple(_Side(policy, mark, of) for policy, mark, of in zip((old, new), MARKS, names, strict=True))
    inputs, histories = _shared_inputs(sides), _shared_histories(sides)
    joined = dataclasses.replace(
        new,
        inputs=inputs,
        histories=histories,
        params=tuple(x for side in sides for x in side.params()),
        rules=tuple(x for side in sides for x in side.rules()),
        order=tuple(side.mark + name for side in sides for name in side.policy.order),
        requires=tuple(x for side in sides for x in side.requires()),
        readings=(),
        universals=(),
        examples=(),
        checks=(),
    )
    left, right = (joined.rule[side.mark + name] for side, name in zip(sides, rules, strict=True))
    facts = e.Facts(0, Fraction(0), Fraction(1))
    if concerned:
        assert left.only_when is not None and right.only_when is not None
        both = left.only_when, right.only_when
        neither = tuple(e.Not(x.span, BOOL, facts, x) for x in both)
        ways = tuple(e.Logic(right.span, BOOL, facts, e.LogicOp.AND, x) for x in (both, neither))
        return question(Widened(joined, {}, {}), e.Logic(right.span, BOOL, facts, e.LogicOp.OR, ways))
    refs = [e.RuleRef(rule.span, rule.type, _facts(rule), rule.name) for rule in (left, right)]
    condition = e.Compare(right.span, BOOL, facts, e.CompareOp.EQ, refs[0], refs[1])
    return question(Widened(joined, {}, {}), condition)


def _facts(rule: Rule) -> e.Facts:
    return rule.body.facts


@dataclasses.dataclass(frozen=True)
class _Side:
    policy: Policy
    mark: str
    names: Mapping[str, str]

    def params(self) -> list[Param]:
        return [
            dataclasses.replace(
                p, name=self.mark + p.name, formula=None if p.formula is None else self.formula(p.formula), limits=(None, None)
            )
            for p in self.policy.params
        ]

    def rules(self) -> list[Rule]:
        return [
            dataclasses.replace(
                r,
                name=self.mark + r.name,
                body=self.formula(r.body),
                only_when=None if r.only_when is None else self.formula(r.only_when),
                initial=None if r.initial is None else self.formula(r.initial),
                history=None if r.history is None else self.shared(r.history),
                histories=tuple(self.shared(name) for name in r.histories),
                inputs=tuple(self.shared(name) for name in r.inputs),
            )
            for r in self.policy.rules
        ]

    def requires(self) -> list[Require]:
        return [dataclasses.replace(r, condition=self.formula(r.condition)) for r in self.policy.requires]

    def shared(self, name: str) -> str:
        return self.names.get(name, name)

    def formula(self, expr: e.Expr) -> e.Expr:
        return rewrite(expr, self._named)

    def _named(self, x: e.Expr) -> e.Expr | None:
        match x:
            case e.ParamRef() | e.RuleRef() | e.Previous():
                return dataclasses.replace(x, name=self.mark + x.name)
            case e.InputRef() | e.FieldRef() | e.RecordYear():
                shared = self.shared(x.name)
                return dataclasses.replace(x, name=shared) if shared != x.name else None
            case _:
                return taken(x, self.policy)


def taken(x: e.Expr, policy: Policy) -> e.Literal | None:
    """The option that a policy takes in the place of a reading; None for what is none."""
    if not isinstance(x, e.ReadingRef):
        return None
    option = policy.reading[x.name].taken
    return e.Literal(x.span, x.type, x.facts, option, option.name)


def _shared_inputs(sides: tuple[_Side, ...]) -> tuple[Input, ...]:
    found: dict[str, Input] = {}
    for side in sides:
        for declared in side.policy.inputs:
            mine = dataclasses.replace(declared, name=side.shared(declared.name))
            other = found.get(mine.name)
            found[mine.name] = mine if other is None else _meeting(other, mine)
    return tuple(found.values())


def _meeting(a: Input, b: Input) -> Input:
    """The values that both admit."""
    if a.type != b.type or a.step != b.step or (a.low - b.low) % a.step:
        raise NotJoinable(a.name)
    low, high = max(a.low, b.low), min(a.high, b.high)
    if low > high:
        raise NotJoinable(a.name)
    return dataclasses.replace(b, low=low, high=high)


def _shared_histories(sides: tuple[_Side, ...]) -> tuple[History, ...]:
    found: dict[str, History] = {}
    for side in sides:
        for declared in side.policy.histories:
            fields = tuple(dataclasses.replace(f, name=side.shared(f.name)) for f in declared.fields)
            mine = dataclasses.replace(declared, name=side.shared(declared.name), fields=fields)
            other = found.get(mine.name)
            if other is None:
                found[mine.name] = mine
                continue
            if other.events is not mine.events or [f.name for f in other.fields] != [f.name for f in mine.fields]:
                raise NotJoinable(mine.name)
            both = tuple(_meeting(x, y) for x, y in zip(other.fields, mine.fields, strict=True))
            found[mine.name] = dataclasses.replace(mine, fields=both, at_most=min(other.at_most, mine.at_most))
    return tuple(found.values())
