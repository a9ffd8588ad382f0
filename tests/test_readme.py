"""The README shows what really happens, and its two lines are there."""

import difflib

from tests import readme


def test_every_session_prints_what_the_readme_says() -> None:
    text = readme.README.read_text("utf-8")
    fresh = readme.renewed(text)
    assert fresh == text, "\n".join(
        difflib.unified_diff(text.split("\n"), fresh.split("\n"), "README.md", "run again", lineterm="")
    )


def test_the_lines_to_paste_stand_alone() -> None:
    found = readme.lines(readme.README.read_text("utf-8"))
    assert found["build"].endswith("policyc build policies/2023.pol")
    assert ".[dev]" in found["test"]
    assert all(line.startswith("python3 -m venv .venv && .venv/bin/pip install") for line in found.values())
