"""The six households that come with the project, under every pair of policies that its pages compare."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from policyc.compare.households.described import Described
from policyc.compare.households.results import Standing
from policyc.compare.households.sides import Person, Side
from policyc.compare.households.working import worked
from policyc.model.policy import Rule
from policyc.targets.python.calling import arguments_of, as_python
from policyc.workspace.running import generated
from tests.compare.households.policies import described
from tests.targets.python.modules import ROOT, policy_at

FILE = ROOT / "households.toml"
PAIRS = [
    ("2022", "2023"),
    ("2023", "2024"),
    ("2024", "2025"),
    ("2023", "zaozhuang/2023"),
    ("enrolment_2025", "shandong/enrolment_2025"),
]


def path(name: str) -> Path:
    """The file of a shipped policy."""
    return ROOT / "policies" / f"{name}.pol"


@pytest.fixture(scope="module")
def six() -> Described:
    """The shipped households."""
    return described(FILE.read_text("utf-8"))


def test_they_are_six_and_said_to_be_invented(six: Described) -> None:
    """Nobody may take them for statistics."""
    assert len(six.households) == 6
    assert "虚构" in six.notice
    assert sum(household.twin is not None for household in six.households) == 2


@pytest.mark.parametrize("pair", PAIRS)
def test_nothing_is_wrong_with_them(six: Described, pair: tuple[str, str]) -> None:
    """Every pair concerns some of them, and has no complaint."""
    old, new = (policy_at(path(name)) for name in pair)
    sheet, found = worked(six, old, new)
    assert not found, [d.message("zh") for d in found]
    assert sheet.cases
    assert not any(case.skipped for case in sheet.cases)


def test_every_household_is_concerned_somewhere(six: Described) -> None:
    """None of them is there for nothing, and every figure that is asked for is found."""
    asked = {(h.name, w.name) for h in six.households for w in h.wanted}
    shown: set[tuple[str, str]] = set()
    for pair in PAIRS:
        old, new = (policy_at(path(name)) for name in pair)
        sheet, _ = worked(six, old, new)
        shown |= {(case.name, entry.name) for case in sheet.cases for entry in case.entries}
    assert shown == asked


@pytest.mark.parametrize("name", sorted({name for pair in PAIRS for name in pair}))
def test_the_generated_modules_agree(six: Described, name: str) -> None:
    """Each rule that is asked for, of each person: the same value, or the same reason why there is none."""
    policy = policy_at(path(name))
    side, compared = Side(policy, policy), 0
    with generated(policy) as module:
        for household in six.households:
            for member in household.members:
                person = Person(side, member.given)
                results = module.calculate(**arguments_of(policy, module, person.values))
                for item in (side.item(wanted.name) for wanted in household.wanted):
                    if not isinstance(item, Rule):
                        continue
                    told, result = person.told(item), results[item.alias]
                    compared += 1
                    assert result.reason == told.reason
                    if told.standing is Standing.FIGURE:
                        assert told.bound is not None and told.bound.value is not None
                        assert result.value == as_python(told.bound.value, module, policy)
                        assert isinstance(told.bound.value, Fraction) is (
                            told.bound.low is not None or told.bound.high is not None
                        )
                    else:
                        assert (result.value, result.state) == (None, told.standing.value)
    assert compared or name == "2025"  # which has no rule
