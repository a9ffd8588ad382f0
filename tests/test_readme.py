"""The README and the manual show what really happens, and the README's two lines are there."""

import difflib
from pathlib import Path

import pytest

from tests import readme


@pytest.mark.parametrize("page", readme.PAGES, ids=lambda page: page.name)
def test_every_session_prints_what_the_page_says(page: Path) -> None:
    text = page.read_text("utf-8")
    fresh = readme.renewed(text)
    assert fresh == text, "\n".join(
        difflib.unified_diff(text.split("\n"), fresh.split("\n"), page.name, "run again", lineterm="")
    )


def test_the_lines_to_paste_stand_alone() -> None:
    found = readme.lines(readme.README.read_text("utf-8"))
    assert found["build"].endswith("policyc build policies/2023.pol")
    assert ".[dev]" in found["test"]
    assert all(line.startswith("python3 -m venv .venv && .venv/bin/pip install") for line in found.values())
