"""The shipped policies stand in their canonical layout."""

from pathlib import Path

import pytest

from policyc.syntax.format import format_text

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("path", sorted((ROOT / "policies").rglob("*.pol")), ids=lambda p: p.stem)
def test_shipped_policies_are_formatted(path: Path) -> None:
    text = path.read_text("utf-8")
    assert format_text(text, path.name) == (text, ()), "run: policyc fmt policies"
