"""算一算: the policy's examples, worked out anew; cases alike stand side by side, and one of each kind is gone through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from policyc.diagnostics.core import Span
from policyc.document.blocks import Block, Item, Listing, Note, Paragraph, Table, line
from policyc.evaluate.outcome import State
from policyc.model.policy import Example, Given, Policy, Rule
from policyc.model.types import Member, Quantity, Value
from policyc.semantics.trends import claim
from policyc.targets.summary.cases import at_least_or_most, outcome_text, sole_case
from policyc.targets.summary.families import Family, families, given_of, reads_of, rules_of, twin
from policyc.targets.summary.rules import table
from policyc.targets.summary.steps import Step, Worked
from policyc.wording import reasons
from policyc.wording.amounts import amount, bound_phrase
from policyc.wording.records import records_text

_NUMERALS = ("", *"一二三四五六七八九")
_PAIR = 2
#: So many results stand beside the one that the cases are about.
_MOST_COLUMNS = 3
_WHY = {State.UNSPECIFIED: "未明确，不能计算", State.MISSING: "条件不全，不能计算"}

_Ran = Mapping[Span, Worked]


def worked_blocks(policy: Policy) -> Iterator[Block]:
    """For each kind of case one that is gone through, its twin beside it where there is one, and all of them in a table."""
    for family in families(policy):
        if all(Worked(policy, x, (), family.core).outcome.state is State.MISSING for x in family.examples):
            continue  # that an input is lacking is nothing to read
        ran = {example.span: Worked(policy, example, rules_of(example, policy), family.core) for example in family.examples}
        shown = max(family.examples, key=lambda example: _telling(ran[example.span]))
        yield _case(shown, ran[shown.span], policy)
        beside = twin(shown, family.examples)
        if beside is not None and (len(family.examples) == _PAIR or len(family.differing()) > 1):
            yield _pair((shown, beside[0]), ran, policy)
        elif len(family.examples) == _PAIR:
            yield _pair(family.examples, ran, policy)
        told_before = all(sole_case(policy.rule[name], policy) for name in family.rules)  # in its clause, for every case
        if len(family.examples) > _PAIR and not told_before:
            yield from _all(family, ran, policy)
        if len(family.examples) > 1 and not told_before:
            yield from _caveats(family, ran, policy)


def _telling(ran: Worked) -> tuple[bool, int, int]:
    """How much there is to see in a case: a result, and the steps that lead to it."""
    values = [step for step in ran.steps if step.outcome.value is not None]
    moving = [step for step in values if step.outcome.value != 0]
    return ran.outcome.value is not None, len(values), len(moving)


# ------------------------------------------------------------------ one case


def _case(example: Example, ran: Worked, policy: Policy) -> Note:
    """The case in words, its steps, and what they come to."""
    told: list[Paragraph | Listing | Table] = [Paragraph(line(f"条件：{_given(example, policy)}"))] if given_of(example) else []
    tracks = [ran.along(step) for step in ran.tracks]
    if tracks:
        told.append(Paragraph(line(f"由记录得出：{'；'.join(tracks)}。")))
    by_sentence = {ran.sentence(step): step for step in _steps(ran)}  # what hangs on the same cause is told once
    sentences = list(by_sentence)
    if len(sentences) == 1:
        told.append(Paragraph(line(f"{sentences[0]}{_open(by_sentence[sentences[0]], policy)}。")))
    elif sentences:
        ends = ["；"] * (len(sentences) - 1) + ["。"]
        told.append(Listing(tuple(Item(line(f"{_numeral(i)}{text}{ends[i]}")) for i, text in enumerate(sentences))))
        told.append(Paragraph(line(f"综上，{_results(example, ran, policy)}。")))
    return Note(line(f"算例：{example.title}"), tuple(told))


def _steps(ran: Worked) -> Sequence[Step]:
    """The steps; where none of them has a value, only the last."""
    return (
        ran.steps if any(step.outcome.value is not None for step in ran.steps) else [s for s in ran.steps if s.rule is ran.core]
    )


def _numeral(place: int) -> str:
    """一是, 二是, … 十一是."""
    tens, units = divmod(place + 1, 10)
    return f"{_NUMERALS[tens] if tens > 1 else ''}{'十' if tens else ''}{_NUMERALS[units]}是"


def _results(example: Example, ran: Worked, policy: Policy) -> str:
    """What was asked for, apart from the steps that lead to it, and what open figures mean for it."""
    asked = [step for step in ran.steps if step.rule.name in rules_of(example, policy)]
    read = {name for step in asked for name in reads_of(policy)[step.rule.name]}
    ends = [step for step in asked if step.rule.name not in read]
    return "，".join(f"{_result(step)}{_open(step, policy)}" for step in ends)


def _result(step: Step) -> str:
    name, outcome = step.rule.name, step.outcome
    if outcome.state is State.NOT_APPLICABLE:
        return f"不适用{name}"
    if outcome.value is None:
        return f"{name}{_WHY[outcome.state]}"
    if isinstance(outcome.value, bool):
        return f"{name}的条件{'已满足' if outcome.value else '未满足'}"
    return f"{name}为{outcome_text(outcome, step.rule.type)}"


def _given(example: Example, policy: Policy) -> str:
    told = [f"“{name}”按“{option.name}”理解" for name, option in example.readings]
    told += [f"{name}（{records_text(policy.history[name], records)}）" for name, records in example.histories]
    told += [_fact(name, value, policy) for name, value in example.given]
    return f"{'，'.join(told)}。"


def _fact(name: str, value: Value, policy: Policy) -> str:
    if isinstance(value, bool):
        return name if value else f"不属于“{name}”情形"
    return f"{name}为{amount(value, policy.input[name].type)}"


def _open(step: Step, policy: Policy) -> str:
    """What open figures mean for a result: （…不低于640元，按640元计算；实际不低于512元）."""
    rule, params = step.rule, step.outcome.params
    if not params:
        return ""
    said = [reasons.calculated_with(policy, policy.param[name]) for name in params]
    sign = claim(policy, rule, params)
    if sign is not None and isinstance(rule.type, Quantity) and isinstance(step.outcome.value, Fraction):
        said.append(f"实际{bound_phrase(at_least_or_most(sign, step.outcome.value), rule.type)}")
    return f"（{reasons.joined(said)}）"


# ------------------------------------------------------------------ cases side by side


def _pair(cases: Sequence[Example], ran: _Ran, policy: Policy) -> Table:
    """Two cases, what differs between them, and every step beside the other's."""
    steps = {step.rule.name: step.rule for example in cases for step in (*ran[example.span].tracks, *ran[example.span].steps)}
    given = [given_of(example) for example in cases]
    differing = [name for name, value in given[0].items() if given[1][name] != value]
    rows = [(name, *(_cell(name, case[name], policy) for case in given)) for name in differing]
    rows += [(rule.name, *(_step_cell(rule, ran[example.span]) for example in cases)) for rule in steps.values()]
    caption = f"只有“{differing[0]}”不同的两个算例" if len(differing) == 1 else "两个算例对照"
    return table(caption, ("项目", *(example.title for example in cases)), rows, (1, 2))


def _step_cell(rule: Rule, ran: Worked) -> str:
    return outcome_text(ran.of(rule.name), rule.type, "formula" if isinstance(rule.type, Quantity) else "prose")


def _all(family: Family, ran: _Ran, policy: Policy) -> Iterator[Block]:
    """All cases of a family: what is the same, then a table of what differs between them and of what they come to."""
    differing = family.differing()
    same_name = len(differing) == 1 and all(
        _cell(differing[0], given_of(example)[differing[0]], policy) == example.title for example in family.examples
    )
    titles = () if same_name else ("算例",)
    rules = _columns(family, policy)
    rows = []
    for example in family.examples:
        given = (_cell(name, given_of(example)[name], policy) for name in differing)
        results = (_step_cell(policy.rule[name], ran[example.span]) for name in rules)
        rows.append((*((example.title,) if titles else ()), *given, *results))
    width = len(titles) + len(differing)
    numeric = tuple(width + i for i, name in enumerate(rules) if isinstance(policy.rule[name].type, Quantity))
    shared = _shared(family, policy)
    if shared:
        yield Paragraph(line(f"下列各例均为：{shared}。"))
    yield table(f"{family.core}算例对照", (*titles, *differing, *rules), rows, numeric)


def _columns(family: Family, policy: Policy) -> tuple[str, ...]:
    """The results that a table shows: the one that the cases are about, and those that most of them ask for."""
    asked = Counter(name for example in family.examples for name in rules_of(example, policy) if name != family.core)
    most = {name for name, _ in asked.most_common(_MOST_COLUMNS)} | {family.core}
    return tuple(name for name in family.rules if name in most)


def _shared(family: Family, policy: Policy) -> str:
    """What is given to all of them alike."""
    differing = set(family.differing())
    same = [(name, value) for name, value in given_of(family.examples[0]).items() if name not in differing]
    told = [
        _fact(name, value, policy) if isinstance(value, bool) else f"{name}为{_cell(name, value, policy)}" for name, value in same
    ]
    return "，".join(told)


def _cell(name: str, value: Given | Member, policy: Policy) -> str:
    if isinstance(value, tuple):
        return records_text(policy.history[name], value)
    if isinstance(value, Member) and name in policy.reading:
        return value.name
    return amount(value, policy.input[name].type, "formula" if isinstance(policy.input[name].type, Quantity) else "prose")


def _caveats(family: Family, ran: _Ran, policy: Policy) -> Iterator[Paragraph]:
    """What open figures the tables were worked out with."""
    outcomes = (ran[example.span].of(name) for example in family.examples for name in family.rules)
    used = dict.fromkeys(name for outcome in outcomes for name in outcome.params)
    if used:
        yield Paragraph(line(f"注：{'；'.join(reasons.calculated_with(policy, policy.param[name]) for name in used)}。"))
