"""The harness of the language cases fails where it must."""

from policyc.diagnostics.core import Code, Diagnostic, Severity, Span
from tests.language.expectations import Expected, differences, expected_of

CODE = Code("E0999", zh="没有“{name}”", en="no “{name}”")
WARNING = Code("W0999", zh="注意", en="note", severity=Severity.WARNING)


def _at(code: Code, line: int, name: str = "") -> Diagnostic:
    return code.at(Span("a.pol", 0, 1, line, 1, line, 2), name=name)


def test_a_comment_speaks_of_its_own_line_or_of_the_next() -> None:
    text = 'one  # error: E0999 "甲"\n# warning: W0999\n# error: E0999\ntwo\n'
    assert expected_of(text) == (
        Expected(1, "error", "E0999", "甲"),
        Expected(4, "warning", "W0999", ""),
        Expected(4, "error", "E0999", ""),
    )


def test_what_is_met_leaves_no_difference() -> None:
    assert differences([Expected(3, "error", "E0999", "甲")], [_at(CODE, 3, name="甲")]) == []


def test_missing_surplus_and_misplaced_are_told() -> None:
    wanted = [Expected(3, "error", "E0999", "甲")]
    assert differences(wanted, []) == ["missing: line 3: error E0999 “甲”"]
    assert differences([], [_at(WARNING, 2)]) == ["surplus: line 2: warning W0999 “注意”"]
    assert len(differences(wanted, [_at(CODE, 4, name="甲")])) == 2
    assert len(differences(wanted, [_at(CODE, 3, name="乙")])) == 2


def test_each_expectation_is_met_once() -> None:
    twice = [_at(CODE, 3, name="甲"), _at(CODE, 3, name="甲")]
    assert len(differences([Expected(3, "error", "E0999", "甲")], twice)) == 1
