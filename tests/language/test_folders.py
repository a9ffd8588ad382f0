"""Every file of tests/language/<construct>/{good,bad}/<case>/*.pol gives exactly the diagnostics that its comments state.

The files of a case name each other. All of a good case compile, and their examples hold; one of a bad case states an error.
"""

from pathlib import Path

import pytest

from tests.language.expectations import differences, expected_of
from tests.language.folders import HERE, compile_folder

CASES = sorted(path for path in HERE.glob("*/*/*") if path.is_dir() and path.parent.name in ("good", "bad"))


def _name(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_case(case: Path) -> None:
    errors = 0
    for path, compiled in compile_folder(case).items():
        expected = expected_of(path.read_text("utf-8"))
        own = [d for d in compiled.diagnostics if d.span.file == compiled.file]
        assert (path.name, differences(expected, own)) == (path.name, [])
        errors += sum(e.severity == "error" for e in expected)
        errors += sum(d.span.file != compiled.file for d in compiled.diagnostics)
        if case.parent.name == "good":
            assert compiled.policy is not None
    assert (errors == 0) == (case.parent.name == "good")
