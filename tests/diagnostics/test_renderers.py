"""Diagnostics as text, JSON, GitHub commands and SARIF."""

import json
import os
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from policyc.diagnostics.codes import e0908
from policyc.diagnostics.core import Code, Diagnostic, Fix, Label, Severity, Span
from policyc.diagnostics.order import ordered
from policyc.diagnostics.renderers import MACHINE_FORMATS, Language, render_for_machine
from policyc.diagnostics.renderers.cells import printable, width
from policyc.diagnostics.renderers.json_ import schema_text
from policyc.diagnostics.renderers.text import Style, render_text
from tests.gallery.gallery import compiled, mistakes

CODE = Code("E0999", zh="没有“{name}”", en="no “{name}”", help_zh="是不是“{near}”？", help_en="did you mean “{near}”?")
WARNING = Code("W0299", zh="没有用到", en="unused", severity=Severity.WARNING)
TEXT = "policy 试 as t {}\nparam 筹资标准 as s = 补助标淮 + 5%\nparam 补助标准 as b = 1元\n"


def _span(text: str, line: int) -> Span:
    """The span of the first occurrence of a piece of text on a line."""
    lines = TEXT.split("\n")
    column = lines[line - 1].index(text)
    start = sum(len(x) + 1 for x in lines[: line - 1]) + column
    return Span("试.pol", start, start + len(text), line, column + 1, line, column + 1 + len(text))


def _diagnostic() -> Diagnostic:
    place = _span("补助标淮", 2)
    label = Label(_span("补助标准", 3), "相近的名称", "a similar name")
    return CODE.at(place, name="补助标淮", near="补助标准", related=[label], fixes=[Fix(place, "补助标准", sure=True)])


def test_text_shows_the_line_and_a_caret_under_the_right_cell() -> None:
    assert render_text([_diagnostic()], {"试.pol": TEXT}, Style()) == (
        "试.pol:2:19: 错误 E0999：没有“补助标淮”\n"
        "     2 │ param 筹资标准 as s = 补助标淮 + 5%\n"
        "       │                       ^^^^^^^^\n"
        "       ├ 另见 试.pol:3:7：相近的名称\n"
        "     3 │ param 补助标准 as b = 1元\n"
        "       │       ^^^^^^^^\n"
        "       = 怎么改：是不是“补助标准”？\n"
        "       + 改为：param 筹资标准 as s = 补助标准 + 5%\n"
    )


def test_text_in_english() -> None:
    text = render_text([_diagnostic()], {"试.pol": TEXT}, Style("en"))
    assert "error E0999: no “补助标淮”" in text
    assert "help: did you mean “补助标准”?" in text
    assert "see 试.pol:3:7: a similar name" in text


def test_a_file_as_a_whole_has_no_line() -> None:
    diagnostic = e0908.CODE.at(Span("a.py", 0, 0, 1, 1, 1, 1), path="a.py", state_zh="还没有生成", state_en="missing")
    assert render_text([diagnostic], {}, Style()).startswith("a.py: 错误 E0908：“a.py”还没有生成\n")


def test_a_span_over_lines_marks_the_first() -> None:
    span = Span("试.pol", 18, len(TEXT), 2, 1, 4, 1)
    block = render_text([WARNING.at(span)], {"试.pol": TEXT}, Style()).splitlines()
    assert block[0] == "试.pol:2:1: 提醒 W0299：没有用到"
    assert block[2] == "       │ " + "^" * 35


def test_a_long_line_is_shown_around_the_place() -> None:
    line = "甲" * 400 + "乙" + "丙" * 400
    span = Span("a.pol", 400, 401, 1, 401, 1, 402)
    shown = render_text([WARNING.at(span)], {"a.pol": line}, Style()).splitlines()
    assert len(shown[1]) < 200
    caret = shown[2].index("^")
    assert width(shown[1][: shown[1].index("乙")]) == caret


@pytest.mark.parametrize(("text", "cells"), [("abc", 3), ("中文", 4), ("（）", 4), ("e\u0301", 1), ("", 0)])
def test_cells(text: str, cells: int) -> None:
    assert width(text) == cells


def test_no_text_steers_the_terminal() -> None:
    assert printable("a\x1b[31m\u202eb\tc\x7f") == "a␛[31m\ufffdb    c␡"
    name = CODE.at(_span("补助标淮", 2), name="\x1b[2J", near="x")
    assert "\x1b" not in render_text([name], {"试.pol": TEXT}, Style())
    assert "\x1b[1;31m" in render_text([name], {"试.pol": TEXT}, Style(color=True))


def test_json_meets_its_schema() -> None:
    data = json.loads(render_for_machine([_diagnostic(), WARNING.at(_span("试", 1))], "json", "zh"))
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(data)
    assert data[0]["place"]["start"] == {"offset": 35, "line": 2, "column": 19} and TEXT[35:39] == "补助标淮"
    assert data[0]["fixes"][0]["text"] == "补助标准"
    assert data[1]["severity"] == "warning"


def test_github_escapes_what_would_end_a_command() -> None:
    code = Code("E0998", zh="50%\n，:", en="-")
    line = render_for_machine([code.at(Span("a,b:c.pol", 0, 2, 3, 5, 3, 7))], "github", "zh")
    assert line == "::error file=a%2Cb%3Ac.pol,line=3,col=5,endLine=3,endColumn=6,title=E0998::50%25%0A，:\n"


def test_github_sends_nothing_that_steers_a_terminal() -> None:
    name = CODE.at(Span("\x1b[2J\n::error::x.pol", 0, 2, 3, 5, 3, 7), name="\x1b[31m\t\r\n::stop-commands::x", near="\x85")
    shown = render_for_machine([name], "github", "zh")
    assert shown.startswith("::error file=") and shown.count("\n") == 1 and all(c.isprintable() for c in shown[:-1])


def test_sarif_has_rules_results_and_fixes() -> None:
    place = _span("补助标淮", 2)
    log = json.loads(
        render_for_machine([_diagnostic(), e0908.CODE.at(place, path="a", state_zh="b", state_en="c")], "sarif", "en")
    )
    (run,) = log["runs"]
    assert log["version"] == "2.1.0" and run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["E0908", "E0999"]
    first = run["results"][0]
    assert first["ruleId"] == "E0999" and run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "E0999"
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "%E8%AF%95.pol"
    assert location["region"]["startColumn"] == 19 and location["region"]["charLength"] == 4
    assert first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "补助标准"}


def test_sarif_puts_fixes_that_belong_together_into_one() -> None:
    here, there = _span("补助标淮", 2), _span("5%", 2)
    fixes = [Fix(here, "a", sure=True), Fix(there, "b", sure=True), Fix(here, "c"), Fix(here, "d")]
    log = json.loads(render_for_machine([WARNING.at(here, fixes=fixes)], "sarif", "zh"))
    changes = [fix["artifactChanges"] for fix in log["runs"][0]["results"][0]["fixes"]]
    texts = [[r["insertedContent"]["text"] for change in each for r in change["replacements"]] for each in changes]
    assert texts == [["a", "b"], ["c"], ["d"]]


@pytest.mark.skipif("POLICYC_SARIF_SCHEMA" not in os.environ, reason="POLICYC_SARIF_SCHEMA: the file of the official schema")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_validates_against_the_official_schema(language: Language) -> None:
    """The schema is not ours to ship. All messages of the gallery, with their places and fixes."""
    schema = json.loads(Path(os.environ["POLICYC_SARIF_SCHEMA"]).read_text("utf-8"))
    found = [d for mistake in mistakes() for d in compiled(mistake.name).diagnostics]
    jsonschema.Draft4Validator(schema).validate(json.loads(render_for_machine(found, "sarif", language)))


@pytest.mark.parametrize("format_", MACHINE_FORMATS)
def test_every_format_takes_nothing(format_: str) -> None:
    assert isinstance(render_for_machine([], format_, "zh"), str)


def test_root_causes_come_first_and_once() -> None:
    early, late = _span("试", 1), _span("补助标淮", 2)
    warning = WARNING.at(early)
    type_, name = Code("E0301", zh="", en="").at(early), Code("E0201", zh="", en="").at(late)
    assert ordered([warning, type_, name, name]) == (name, type_, warning)
