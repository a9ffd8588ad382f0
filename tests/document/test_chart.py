"""Step charts: what is drawn where, what a screen reader finds, and that no text becomes anything else."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from policyc.document.blocks import Chart, Level
from policyc.document.chart import render_svg, ticks
from policyc.document.plain import plain
from policyc.document.svg import wrapped
from tests.document.drawing import charts

SVG = "{http://www.w3.org/2000/svg}"
CSS = files("policyc.document").joinpath("chart.css").read_text("utf-8")


def _level(year: int, value: int | None, kind: str = "point", *, follows: bool = True) -> Level:
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    text = "未收录" if value is None else f"{'≥' if kind == 'floor' else ''}{value}"
    return Level(first, last, None if value is None else Fraction(value), kind, text, str(year), follows)  # type: ignore[arg-type]


def _chart(*levels: Level) -> Chart:
    return Chart("缴费标准", "缴费标准提高", "逐年提高", "元/人·年", levels)


def _read(chart: Chart) -> ET.Element:
    return ET.fromstring(render_svg(chart).split("\n", 1)[1])


def _paths(svg: ET.Element, look: str) -> list[str]:
    return [path.attrib["d"] for path in svg.iter(f"{SVG}path") if look in path.attrib["class"].split()]


def _texts(svg: ET.Element, look: str) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{SVG}text") if look in text.attrib["class"].split()]


def test_who_cannot_see_it_is_told() -> None:
    """The finding as its title, the series as its description, both named by the element; the drawing itself is passed over."""
    svg = _read(_chart(_level(2022, 350), _level(2023, 380)))
    assert svg.attrib["role"] == "img"
    ids = {each.attrib["id"]: each.text for each in svg if "id" in each.attrib}
    assert [ids[name] for name in svg.attrib["aria-labelledby"].split()] == ["缴费标准提高", "逐年提高"]
    assert svg.find(f"{SVG}g").attrib["aria-hidden"] == "true"  # type: ignore[union-attr]


def test_steps_stand_where_their_figures_are() -> None:
    """A third of the time each, at heights in proportion, joined where they meet."""
    svg = _read(_chart(_level(2021, 100), _level(2022, 200), _level(2023, 400)))
    lines = [re.fullmatch(r"M(\d+) (\d+)H(\d+)", d) for d in _paths(svg, "level")[:3]]
    spots = [tuple(map(int, line.groups())) for line in lines if line is not None]
    assert [(left, right) for left, _, right in spots] == [(110, 330), (330, 550), (550, 770)]
    bottom = 300 + 30 + 42 * 2 + 50
    assert [bottom - y for _, y, _ in spots] == [75, 150, 300]
    assert len(_paths(svg, "riser")) == 2
    assert _texts(svg, "value") == ["100", "200", "400"]


def test_nothing_leads_across_a_gap() -> None:
    """A year without a figure is a marked blank; what cannot be held against the year before is not joined to it."""
    svg = _read(_chart(_level(2021, 320), _level(2022, None), _level(2023, 380), _level(2024, 400, follows=False)))
    assert _paths(svg, "riser") == []
    assert [box.attrib["class"] for box in svg.iter(f"{SVG}rect")] == ["paper", "blank"]
    assert "未收录" in _texts(svg, "muted")


def test_a_floor_is_no_figure_even_in_grey() -> None:
    """Dashed, with arrows upwards, and a key that says what they mean."""
    svg = _read(_chart(_level(2023, 380), _level(2024, 400, "floor")))
    assert len(_paths(svg, "floor")) == 2  # the line and its key
    assert len(_paths(svg, "arrow")) == 3
    assert all(re.match(r"M\d+ \d+v-26", d) for d in _paths(svg, "arrow"))
    assert {"定值", "下限，可以更高"} <= {text.text for text in svg.iter(f"{SVG}text")}
    assert ".chart .floor, .chart .ceiling { stroke-dasharray" in CSS


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([320, 400], ["0", "100", "200", "300", "400"]),
        ([70], ["0", "20", "40", "60", "80"]),
        ([97, 99], ["96", "97", "98", "99"]),
        ([-5, 5], ["-6", "-4", "-2", "0", "2", "4", "6"]),
        ([0], ["0", "1/5", "2/5"]),
    ],
)
def test_the_axis(values: list[int], expected: list[str]) -> None:
    """Round figures from 0; only where the differences could not be seen from elsewhere."""
    assert [str(tick) for tick in ticks([Fraction(v) for v in values])] == expected


def test_an_axis_that_does_not_begin_at_0_says_so() -> None:
    """In words, and by a bolt."""
    svg = _read(_chart(_level(2023, 97), _level(2024, 99)))
    assert any("不从0起" in text for text in _texts(svg, "muted"))
    assert any("l-10 6 20 8 -20 8 10 4" in d for d in _paths(svg, "axis"))
    assert not any("不从0起" in text for text in _texts(_read(_chart(_level(2023, 320), _level(2024, 400))), "muted"))


def test_labels_leave_one_another_room() -> None:
    """Of forty years only some are named, the first and the last among them."""
    svg = _read(_chart(*(_level(1990 + n, 100 + 10 * n) for n in range(40))))
    years = [text for text in svg.iter(f"{SVG}text") if re.fullmatch(r"(19|20)\d\d", text.text or "")]
    assert {"1990", "2029"} <= {text.text for text in years} and len(years) < 15
    assert all(int(b.attrib["x"]) - int(a.attrib["x"]) >= 60 for a, b in pairwise(years))


def test_lines_break_where_a_reader_would() -> None:
    """Neither in a number nor before a comma, nor behind an opening bracket."""
    text = "由2021年的每人每年不低于580元提高到2025年的不低于700元，累计提高120元（20.7%）"
    for width in range(6, 30):
        lines = wrapped(text, width)
        assert "".join(lines) == text
        assert all(line[0] not in "，）" and line[-1] != "（" for line in lines)
        assert not any(a[-1].isdigit() and b[0].isdigit() for a, b in pairwise(lines))


@settings(deadline=None, derandomize=True, max_examples=200)
@given(charts())
def test_whatever_a_text_contains_it_stays_text(chart: Chart) -> None:
    """It is XML, has nothing but what the template draws, all of it in the picture, and the same bytes every time."""
    made = render_svg(chart)
    svg = ET.fromstring(made.split("\n", 1)[1])
    assert {each.tag.removeprefix(SVG) for each in svg.iter()} <= {"svg", "title", "desc", "style", "g", "rect", "path", "text"}
    assert svg.findtext(f"{SVG}title") == plain(chart.title) and svg.findtext(f"{SVG}desc") == plain(chart.description)
    width, height = int(svg.attrib["width"]), int(svg.attrib["height"])
    for each in svg.iter(f"{SVG}text"):
        assert 0 <= int(each.attrib["x"]) <= width and 0 < int(each.attrib["y"]) <= height
    assert "." not in "".join(path.attrib["d"] for path in svg.iter(f"{SVG}path"))
    assert made == render_svg(chart)


def test_the_contrast_is_enough() -> None:
    """WCAG 2: 4.5:1 for every text on its ground, 3:1 for every line that carries a figure; on a screen, a dark one, on paper."""
    dark, paper = (re.search(rf"@media {name} \{{\n(.*?)\n\}}", CSS, re.DOTALL) for name in (r"\(prefers[^{]*\)", "print"))
    assert dark is not None and paper is not None
    light = CSS[: dark.start()]
    for rules, ground in ((light, "#ffffff"), (dark[1], "#16191d"), (paper[1], "#ffffff")):
        assert f".paper {{ fill: {ground}; }}" in rules
        for colour in re.findall(r"(?:text|\.muted) \{ fill: (#[0-9a-f]{6})", rules):
            assert _contrast(colour, ground) >= 4.5
        for colour in re.findall(r"(?:level|arrow|axis) \{ stroke: (#[0-9a-f]{6})", rules):
            assert _contrast(colour, ground) >= 3


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
