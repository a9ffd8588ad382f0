"""What formatting makes of badly laid out text, construct by construct: ``cases/*.in.pol`` → ``cases/*.out.pol``."""

from pathlib import Path

import pytest

from policyc.syntax.format import format_text

CASES = sorted((Path(__file__).parent / "cases").glob("*.in.pol"))


def formatted(text: str) -> str:
    """The canonical layout; the text must have one."""
    made, found = format_text(text, "case.pol")
    assert made is not None, [d.message("en") for d in found]
    return made


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.removesuffix(".in.pol"))
def test_pairs(case: Path) -> None:
    expected = case.with_name(case.name.replace(".in.", ".out.")).read_text("utf-8")
    assert formatted(case.read_text("utf-8")) == expected
    assert formatted(expected) == expected


def test_line_ends_follow_the_first_line() -> None:
    assert formatted('unit  床日\r\nassume "甲"\n') == 'unit 床日\r\nassume "甲"\r\n'
    assert formatted('unit  床日\nassume "甲"\r\n') == 'unit 床日\nassume "甲"\n'


def test_a_byte_order_mark_goes_and_the_last_line_ends() -> None:
    assert formatted("\ufeffunit 床日") == "unit 床日\n"
    assert formatted("") == ""
    assert formatted("\n\n # 只有注释") == "# 只有注释\n"


def test_strings_and_names_stay_as_they_are() -> None:
    text = 'assume "  两个  空格，“引号”\\"\\\\ #不是注释 ３８０ "\nunit Ａ床日３\n'
    assert formatted(text) == text


def test_a_text_with_errors_has_no_layout() -> None:
    made, found = format_text("param 甲 as a = \n", "case.pol")
    assert made is None and found and found[0].span.file == "case.pol"


def test_a_result_that_says_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from policyc.syntax.format import canonical

    for wrong in ("unit 床日\n", "unit 人日  # 甲\n", "unit\n"):
        monkeypatch.setattr(canonical, "printed", lambda _, wrong=wrong: wrong)
        made, found = format_text("unit 床日  # 甲\n", "case.pol")
        assert made is None and [d.code.code for d in found] == ["E0190"]
