"""How a result came about, in Chinese, rule by rule: on what grounds, from which inputs, which branch, by which figures.

The evaluator is watched while it works; nothing is worked out twice. Rules that others read are told first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from policyc.diagnostics.core import Span
from policyc.evaluate.coverage import choices
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Branch, Outcome
from policyc.model import expressions as e
from policyc.model.policy import Clause, Given, Param, Policy, Reading, Rule
from policyc.model.types import Member, Value
from policyc.model.walk import walk
from policyc.wording.amounts import amount, bound_phrase
from policyc.wording.formulas import applied, cite, formula, quoted, source_name
from policyc.wording.reasons import calculated_with, open_param, record_name

_Key = tuple[Branch, Span]
_CHOOSING = (e.If, e.Match, e.Cases, e.Default, e.Lookup, e.Marginal)


def explain(
    policy: Policy, rule: str, given: Mapping[str, Given], readings: Mapping[str, Member] | None = None
) -> tuple[Outcome, str]:
    """The outcome of a rule, and how it came about; ``readings`` as the evaluator takes them."""
    steps = _Steps()
    outcome = Evaluator(policy, given, steps, readings).rule(rule)
    teller = _Teller(policy, readings or {})
    last = {step.rule.name: step for step in steps.done}
    told = (step for step in steps.done if last[step.rule.name] is step)  # a track's records are told together
    return outcome, "\n\n".join("\n".join(teller.block(step, steps.done, given)) for step in told)


@dataclass(slots=True)
class _Step:
    """What happened while a rule was worked out."""

    rule: Rule
    read: dict[str, Value | None] = field(default_factory=dict)
    chosen: list[_Key] = field(default_factory=list)
    outcome: Outcome | None = None


class _Steps:
    """The observer that notes what happens, by rule; ``done`` in the order in which they were finished."""

    def __init__(self) -> None:
        self.done: list[_Step] = []
        self._open: list[_Step] = []

    def enter(self, rule: Rule, /) -> None:
        """A rule begins to be worked out."""
        self._open.append(_Step(rule))

    def leave(self, rule: Rule, outcome: Outcome, /) -> None:
        """It is worked out."""
        step = self._open.pop()
        step.outcome = outcome
        self.done.append(step)

    def chose(self, branch: Branch, span: Span, /) -> None:
        """An arm, case, … was taken."""
        self._open[-1].chosen.append((branch, span))

    def read(self, name: str, value: Value | None, /) -> None:
        """An input or param was read."""
        self._open[-1].read[name] = value


class _Teller:
    """Puts steps of one policy into words."""

    def __init__(self, policy: Policy, readings: Mapping[str, Member]) -> None:
        self._policy = policy
        self._readings = readings
        self._texts = {choice.key: choice.text for choice in choices(policy)}
        branches = (branch for rule in policy.rules for branch in _branches(rule))
        self._taken = {key: (value, quotes) for key, value, quotes in branches}
        choosing = (node for rule in policy.rules for node in walk(rule.body) if isinstance(node, e.Default))
        self._applied = {modifier.span: applied(modifier, policy) for node in choosing for modifier in node.modifiers}

    def block(self, step: _Step, done: Sequence[_Step], given: Mapping[str, Given]) -> Iterator[str]:
        """A rule; of a track all its records, one a line."""
        history = step.rule.history
        if history is None:
            yield from self.told(step)
            return
        steps = [other for other in done if other.rule.name == step.rule.name]
        records = given.get(history, ())
        assert isinstance(records, tuple)
        names: list[str] = [record_name(self._policy.history[history], record.year) for record in records] or ["第一条记录之前"]
        for i, (name, each) in enumerate(zip(names, steps, strict=False)):
            head, *lines = self.told(each)
            if i == 0:
                yield head
            yield f"  {name}：{'；'.join(line.strip() for line in lines)}"

    def told(self, step: _Step) -> Iterator[str]:
        """One rule: its grounds, the inputs it read, the branches it took, the figures it read, its result."""
        rule, outcome = step.rule, step.outcome
        assert outcome is not None
        yield f"{rule.name}{self._grounds(rule.clause, rule.quotes)}"
        asked = {**self._policy.input, **self._policy.field}
        given = [(name, value) for name, value in step.read.items() if name in asked and value is not None]
        if given:
            yield f"  已知：{'，'.join(f'{name}为{amount(value, asked[name].type)}' for name, value in given)}"
        if not any(isinstance(node, _CHOOSING) for node in walk(rule.body)):
            yield f"  {formula(rule.body, self._policy)}"
        yield from (f"  {self._branch(key)}" for key in step.chosen)
        for name in step.read:
            if name in self._policy.reading:
                yield f"  {self._reading(self._policy.reading[name])}"
            if name in self._policy.param:
                param = self._policy.param[name]
                yield f"  {self._figure(param)}{self._grounds(param.clause, param.quotes)}"
        yield f"  {outcome.cause}" if outcome.value is None else f"  {rule.name}＝{amount(outcome.value, rule.type)}"

    def _branch(self, key: _Key) -> str:
        value, quotes = self._taken.get(key, (None, ()))  # a column has neither
        words = self._texts.get(key, "")
        if key[0] is Branch.MODIFIER:
            return f"{words}，{self._applied[key[1]]}{self._grounds(None, quotes)}"
        if value is not None and not any(isinstance(node, (*_CHOOSING, e.Unspecified)) for node in walk(value)):
            words = f"{words}：{formula(value, self._policy)}" if words else formula(value, self._policy)
        return f"{words}{self._grounds(None, quotes)}"

    def _reading(self, reading: Reading) -> str:
        option = self._readings.get(reading.name, reading.taken)
        why = f"：{reading.because}" if option == reading.taken else "（另行指定）"
        return f"{reading.name}采用“{option.name}”的口径{why}{self._grounds(reading.clause, reading.quotes)}"

    def _figure(self, param: Param) -> str:
        if param.bound.value is None:
            return open_param(self._policy, param).partition("（")[0]
        if param.bound.is_open:
            return calculated_with(self._policy, param)
        return f"{param.name}为{bound_phrase(param.bound, param.type)}"

    def _grounds(self, clause: Clause | None, quotes: tuple[e.Quote, ...]) -> str:
        said = "；".join((source_name(self._policy, q.source) if q.source else "") + quoted(q.text) for q in e.grounding(quotes))
        both = "：".join(text for text in (cite(self._policy, clause) if clause else "", said) if text)
        return f"（{both}）" if both else ""


def _branches(rule: Rule) -> Iterator[tuple[_Key, e.Expr | None, tuple[e.Quote, ...]]]:
    """Every branch of a rule, with the formula that it leads to where there is just one, and its quotes."""
    for node in (node for f in (rule.initial, rule.body) if f is not None for node in walk(f)):
        match node:
            case e.If():
                yield (Branch.THEN, node.then.span), node.then, ()
                yield (Branch.ELSE, node.otherwise.span), node.otherwise, ()
            case e.Match():
                yield from (((Branch.ARM, arm.span), arm.value, arm.quotes) for arm in node.arms)
            case e.Cases():
                yield from (((Branch.CASE, case.span), case.value, case.quotes) for case in node.cases)
            case e.Default():
                yield from (((Branch.EXCEPTION, x.span), x.value, x.quotes) for x in node.exceptions)
                yield (Branch.DEFAULT, node.value.span), node.value, ()
                yield from (((Branch.MODIFIER, x.span), None, x.quotes) for x in node.modifiers)
            case e.Lookup():
                only = not node.columns
                yield from (((Branch.ROW, row.span), row.cells[0] if only else None, row.quotes) for row in node.rows)
            case e.Marginal():
                yield from (((Branch.BRACKET, x.span), None, x.quotes) for x in node.brackets)
            case _:
                pass
