"""What holds of every comparison: of drawn policies with one figure edited, against the reference evaluator.

The profile ``HYPOTHESIS_PROFILE=long`` looks for much longer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from hypothesis import assume, event, given, note, settings
from hypothesis import strategies as st

from policyc.compare.applying import applied, content
from policyc.compare.engine import compare
from policyc.compare.linear import Form
from policyc.compare.meaning import Agreement, Meaning, Pair
from policyc.compare.regions import Region, value_of
from policyc.compare.symbolic import Stopped
from policyc.evaluate.admission import accepts
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome
from policyc.model.policy import Given, Policy
from policyc.model.types import Member, ordinal
from policyc.pipeline import compile_text
from policyc.prove.question import Reads
from tests.properties import strategies
from tests.properties.test_laws import SLOW

#: A pair of policies takes longer than one.
FEWER = settings(SLOW, max_examples=max(1, SLOW.max_examples // 6))
#: How many sets of inputs each pair of rules is tried with.
TRIES = 15
_FIGURE = re.compile(r'(?<![\w."-])(\d+(?:\.\d+)?)(?=元|%|年|岁|个月|天|次|人)')


@st.composite
def edited(draw: st.DrawFn) -> tuple[Policy, Policy]:
    """A policy, and the same with one figure of its rules and params moved a little."""
    drawn = draw(strategies.policies())
    lines = drawn.text.split("\n")
    places = [(i, m) for i, x in enumerate(lines) if x.startswith("  ") for m in _FIGURE.finditer(_unquoted(x))]
    assume(places)
    at, found = draw(st.sampled_from(places))
    last = Fraction(1, 10 ** len(found[1].partition(".")[2]))
    value = abs(Fraction(found[1]) + draw(st.sampled_from((1, -1, 10))) * last)
    shown = f"{float(value):.{len(found[1].partition('.')[2])}f}"
    lines[at] = lines[at][: found.start(1)] + shown + lines[at][found.end(1) :]
    note(f"{drawn.text}\n--- line {at + 1}: {lines[at]}")
    before, after = compile_text(drawn.text, "old.pol"), compile_text("\n".join(lines), "new.pol")
    assume(before.ok and after.ok)
    assert before.policy is not None and after.policy is not None
    return before.policy, after.policy


def _unquoted(line: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"', lambda m: "x" * len(m[0]), line)


@FEWER
@given(st.data())
def test_rules_are_compared_as_the_evaluator_finds_them(data: st.DataObject) -> None:
    """Equal rules come to the same for every input that is tried; others differ just where, and as much as, is said."""
    old, new = data.draw(edited())
    pair = Pair(old, new, {})
    for rule in old.rules:
        other = new.rule.get(rule.name)
        if other is None or str(other.type) != str(rule.type):
            continue
        meaning = pair.meaning(rule, other)
        event(f"{meaning.agreement.value} by {meaning.method}")
        for _ in range(TRIES // len(old.rules) + 1):
            given_ = data.draw(strategies.inputs_of(old))
            read = Reads(old).of(rule.body) | (Reads(old).of(rule.only_when) if rule.only_when is not None else frozenset())
            if not accepts(old, given_) or not accepts(new, given_):
                continue
            outcomes = Evaluator(old, given_).rule(rule.name), Evaluator(new, given_).rule(rule.name)
            if any(o.state.value == "missing" for o in outcomes):
                continue
            note(f"{rule.name} {given_} {outcomes} {meaning}")
            _check(meaning, given_, outcomes, bool(read & old.history.keys()))


def _check(meaning: Meaning, given_: Mapping[str, Given], outcomes: tuple[Outcome, Outcome], histories: bool) -> None:
    same = _shown(outcomes[0]) == _shown(outcomes[1])
    if meaning.agreement is Agreement.EQUAL:
        assert same
    if meaning.method != "ways" or histories:
        return
    places = {n: ordinal(given_[n], v.type) for n, v in meaning.variables.items() if n in given_}  # type: ignore[arg-type]
    regions = [*(d.region for d in meaning.differences), *meaning.unconfirmed]
    holding = [region for region in regions if _holds(region, places)]
    assert len(holding) <= 1
    if not same:
        assert holding, "a difference that no region has"
        (region,) = holding
        if isinstance(region.old, Form) and isinstance(region.new, Form):
            for form, outcome in ((region.old, outcomes[0]), (region.new, outcomes[1])):
                value = value_of(form, places)
                assert value is None or outcome.value is None or value == ordinal(outcome.value, meaning.type)  # type: ignore[arg-type]
            step = ordinal(outcomes[1].value, meaning.type) - ordinal(outcomes[0].value, meaning.type)  # type: ignore[arg-type]
            assert region.least is None or region.least <= step
            assert region.largest is None or step <= region.largest
        else:
            assert isinstance(region.old, Stopped) == (outcomes[0].value is None)


def _holds(region: Region, places: Mapping[str, Fraction]) -> bool:
    if any(name in places and int(places[name]) not in picks for name, picks in region.picks.items()):
        return False
    if any(name in places and not low <= places[name] <= high for name, (low, high) in region.spans.items()):
        return False
    for limit in region.limits:
        value = value_of(limit.form, places)
        if value is not None and (value > 0 or (limit.strict and value == 0)):
            return False
    return True


def _shown(outcome: Outcome) -> object:
    value = outcome.value
    return (outcome.state, value.alias if isinstance(value, Member) else value)


@FEWER
@given(edited())
def test_a_comparison_can_be_turned_round(pair: tuple[Policy, Policy]) -> None:
    """Comparing the newer with the older is comparing the older with the newer, mirrored; and nothing differs from itself."""
    old, new = pair
    diff = compare(old, new)
    assert diff.mirror() == compare(new, old)
    assert not compare(old, old)
    assert applied(diff, content(old)) == content(new)
