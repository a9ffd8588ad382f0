"""Faults are planted in an invented policy; the citation check finds them all, and says nothing of the clean one."""

import os
from pathlib import Path

import pytest

from tests.citations.faults import kinds
from tests.citations.plant import FICTIONAL, FICTIONAL_EARLIER, alarms, earlier_figures, is_policy, planted

ROOT = Path(__file__).parent.parent.parent
POLICY = (FICTIONAL / "policy.pol").read_text("utf-8")
TEXTS = {path.name: path.read_text("utf-8") for path in FICTIONAL.glob("*.txt")}
SOURCES = Path(os.environ.get("POLICYC_SOURCES") or ROOT / "sources")


def test_no_false_alarm() -> None:
    assert alarms(POLICY, TEXTS) == []


@pytest.mark.parametrize("kind", list(kinds({})))
def test_faults_are_found(kind: str) -> None:
    faults = [f for f in planted(POLICY, FICTIONAL_EARLIER, seed=2031, each=6)[kind] if is_policy(f.text, TEXTS)]
    assert faults, "nothing was planted"
    missed = [fault.what for fault in faults if not alarms(fault.text, TEXTS)]
    assert missed == []


@pytest.mark.skipif(not (SOURCES / "cn-2023-notice.txt").exists(), reason="the sources' texts are not at hand")
@pytest.mark.parametrize(
    "kind", ["digit", "swap", "= for a floor", ">= for a plain figure", "= for about", "last year", "deadline", "unit"]
)
def test_faults_in_the_shipped_policy_are_found(kind: str) -> None:
    texts = {path.name: path.read_text("utf-8") for path in SOURCES.glob("*.txt")}
    policy = (ROOT / "policies" / "2023.pol").read_text("utf-8")
    earlier = earlier_figures((ROOT / "policies" / "2022.pol").read_text("utf-8"))
    assert alarms(policy, texts) == []
    faults = [f for f in planted(policy, earlier, seed=2023, each=6)[kind] if is_policy(f.text, texts)]
    assert [fault.what for fault in faults if not alarms(fault.text, texts)] == []
