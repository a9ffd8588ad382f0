"""docs/examples: the national figures of 2021 to 2025, byte for byte. ``pytest tests/trends --update-goldens`` writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyc.wording.lint import lint
from tests.cli.running import Shell

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
MADE = {
    "trend_individual_contribution.svg": ["个人缴费标准"],
    "trend_individual_contribution.csv": ["个人缴费标准"],
    "trend_individual_contribution.html": ["个人缴费标准"],
    "trend_fiscal_subsidy.svg": ["人均财政补助标准"],
    "trend_history_2021_2025.html": [],
    "trend_history_2021_2025.docx": [],
}


@pytest.mark.parametrize("name", MADE)
def test_the_examples_are_what_is_written(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """By the command that a user would type."""
    monkeypatch.chdir(ROOT)
    run = Shell(capsys)("trend", *MADE[name], "--region", "CN", "--series", "居民医保年度通知", "-o", tmp_path / name)
    assert run.code == 0, run.err
    made = (tmp_path / name).read_bytes()
    if pytestconfig.getoption("--update-goldens"):
        (EXAMPLES / name).write_bytes(made)
    assert (EXAMPLES / name).read_bytes() == made, f"docs/examples/{name} differs: read it, then --update-goldens"


@pytest.mark.parametrize("arguments", [["个人缴费标准"], ["人均财政补助标准"], ["住院支付比例"], []])
def test_no_forbidden_form(arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """As an editor would write it."""
    monkeypatch.chdir(ROOT)
    run = Shell(capsys)("trend", *arguments, "--region", "CN", "--format", "md")
    assert run.code == 0 and lint(run.out) == ()
