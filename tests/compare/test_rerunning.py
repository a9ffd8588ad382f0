"""Cases are confirmed by the generated modules: always the same there, and a mistake of our own where they are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given

from policyc import compile_file
from policyc.compare.cases import Case
from policyc.compare.changes import Diff
from policyc.compare.engine import compare
from policyc.compare.rerunning import Disagreement
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome, State
from policyc.model.policy import Given, Policy, Rule, RuleKind
from policyc.workspace.running import Modules
from tests.compare.test_laws import FEWER, edited
from tests.compare.test_meaning import policy

POLICIES = Path(__file__).parents[2] / "policies"


def cases(diff: Diff) -> Iterator[Case]:
    """Every case that is shown."""
    for change in diff.all():
        if change.meaning is not None:
            yield from (difference.case for difference in change.meaning.differences)
            yield from [] if change.meaning.case is None else [change.meaning.case]


@FEWER
@given(edited())
def test_every_case_is_confirmed(pair: tuple[Policy, Policy]) -> None:
    """Of any two policies."""
    assert all(case.rerun for case in cases(compare(*pair, Modules().differs)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2022", "2023"),
        ("2023", "2024"),
        ("2024", "2025"),
        ("enrolment_2025", "shandong/enrolment_2025"),
        ("2023", "zaozhuang/2023"),
    ],
)
def test_every_case_of_the_house(old: str, new: str) -> None:
    """Histories, readings, dates and choices among them; a comparison that nobody confirms says so."""
    policies = [compile_file(POLICIES / f"{name}.pol").policy for name in (old, new)]
    assert policies[0] is not None and policies[1] is not None
    made = compare(policies[0], policies[1], Modules().differs)
    assert all(case.rerun for case in cases(made))
    assert not any(case.rerun for case in cases(compare(policies[0], policies[1])))
    assert made == compare(policies[0], policies[1])


PARTS = """
  rule 基本 as basic = {0} * 费用 rounded to 0.01元
  rule 救助 as aid = cases {{ when 类别 == 特困 -> 费用 - 基本  otherwise -> unspecified }}
  rule 期限 as span = if 费用 > {1}元 then 12个月 else 6个月
"""


def test_outcomes_of_every_kind() -> None:
    """Amounts, holes and counts; both sides, and the plainest case among the others."""
    old, new = policy(PARTS.format("60%", 500)), policy(PARTS.format("65%", 400), "new", 2023)
    found = list(cases(compare(old, new, Modules().differs)))
    assert len(found) >= 4 and all(case.rerun for case in found)


def test_a_module_that_says_something_else() -> None:
    """It is told, as a mistake of our own, with the rule and what was given; there is no comparison."""
    old, new = policy(PARTS.format("60%", 500)), policy(PARTS.format("65%", 400), "new", 2023)
    modules = Modules()

    def wrong(policy: Policy, rule: Rule, given_: Mapping[str, Given], outcome: Outcome) -> str | None:
        return modules.differs(policy, rule, given_, replace(outcome, nominal=not outcome.nominal))

    with pytest.raises(Disagreement, match=r"old\.basic: the module says ok"):
        compare(old, new, wrong)


def test_modules_are_held_to_value_state_and_mark() -> None:
    """One more fen, another state, another mark: each is a difference."""
    made = policy(PARTS.format("60%", 500))
    (rule, *_) = (r for r in made.rules if r.kind is not RuleKind.PART)
    given_: Mapping[str, Given] = {"费用": Fraction(100)}
    outcome = Evaluator(made, given_).rule(rule.name)
    assert isinstance(outcome.value, Fraction)
    modules = Modules()
    assert modules.differs(made, rule, given_, outcome) is None
    for other in (
        replace(outcome, value=outcome.value + Fraction(1, 100)),
        replace(outcome, state=State.UNSPECIFIED),
        replace(outcome, nominal=True),
    ):
        assert modules.differs(made, rule, given_, other) is not None
    assert modules.differs(made, rule, {"费用": Fraction(2_000_000)}, outcome) is not None  # it refuses what is out of range
