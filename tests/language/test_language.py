"""Every case of tests/language/<construct>/{good,bad}/*.pol gives exactly the diagnostics that its comments state.

A good case compiles (warnings it states) and its examples hold; a bad one states at least one error.
"""

from pathlib import Path

import pytest

from policyc.pipeline import compile_text
from tests.language.expectations import differences, expected_of

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*/*.pol"))


def _name(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


@pytest.mark.parametrize("path", CASES, ids=_name)
def test_case(path: Path) -> None:
    text = path.read_text("utf-8")
    expected = expected_of(text)
    compiled = compile_text(text, _name(path))
    assert differences(expected, compiled.diagnostics) == []
    if path.parent.name == "good":
        assert not [e for e in expected if e.severity == "error"], "a good case states no error"
        assert compiled.policy is not None
    else:
        assert [e for e in expected if e.severity == "error"], "a bad case states its error"


@pytest.mark.parametrize("construct", sorted({p.parent.parent for p in CASES}), ids=lambda p: p.name)
def test_every_construct_has_good_and_bad_cases(construct: Path) -> None:
    assert list(construct.glob("good/*.pol")), "no good case"
    assert list(construct.glob("bad/*.pol")), "no bad case"
