"""A step chart as SVG: drawn by a template, with no script, no font and nothing from elsewhere, the same bytes everywhere.

Coordinates are whole numbers, reckoned exactly. Where the axis of figures does not begin at 0, it is broken and says so. What
is no exact figure looks different without colour: a floor is dashed, with arrows upwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from policyc.document.blocks import Chart, Level
from policyc.document.plain import plain
from policyc.document.svg import LINE, WIDTH, Box, Drawing, Path, Words, element, file, length, wrapped
from policyc.quantities.decimals import decimal_text

if TYPE_CHECKING:
    from markupsafe import Markup

_LEFT, _RIGHT = 110, 770
_PLOT = 300
_FEW = 60  # what the text of a level takes, and half of the room of an arrow
#: What kinds of levels mean, in the order of the key.
_KEY = {"point": "定值", "floor": "下限，可以更高", "ceiling": "上限，可以更低", "about": "约数"}
_BLANK = "没有数字可画"


def drawn(chart: Chart, name: str) -> Markup:
    """The chart as an element of a page, which says the finding itself; ``name`` begins the ids in it and is the page's own."""
    return element(_drawing(chart, plain(chart.name)), name)


def render_svg(chart: Chart) -> str:
    """The chart as a file of its own, headed by its finding."""
    return file(_drawing(chart, plain(chart.title)))


# ------------------------------------------------------------------ axes


@dataclass(frozen=True, slots=True)
class _Axes:
    """Days and figures → places. first, days: the first day, and how many; ticks: the figures of the axis, from bottom to top."""

    first: int
    days: int
    ticks: tuple[Fraction, ...]
    top: int

    @property
    def bottom(self) -> int:
        return self.top + _PLOT

    def x(self, day: int) -> int:
        """The left edge of a day."""
        return _LEFT + (day - self.first) * (_RIGHT - _LEFT) // self.days

    def y(self, value: Fraction) -> int:
        return self.bottom - int((value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0]) * _PLOT)


def ticks(values: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Round figures for the axis, three to seven, the first at or below all values and the last at or above.

    From 0, unless the values differ by less than a tenth of the largest: then from where the differences can be seen.
    """
    low, high = min(values), max(values)
    if 0 < high - low < abs(high) / 10:
        base, span = low - (high - low) / 2, 2 * (high - low)
    else:
        base, span = min(low, Fraction(0)), max(high, Fraction(0)) - min(low, Fraction(0)) or Fraction(1)
    step = _round_step(span / 5)
    first = base // step * step
    count = max(-((first - high) // step), 2)
    return tuple(first + step * place for place in range(count + 1))


def _round_step(least: Fraction) -> Fraction:
    """The least of 1, 2, 5 times a power of ten that is not less."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)


# ------------------------------------------------------------------ the drawing


def _drawing(chart: Chart, said: str) -> Drawing:
    """The drawing below the words that head it."""
    levels = [level for level in chart.levels if level.last >= level.first]
    values = [level.value for level in levels if level.value is not None]
    if not values:
        raise ValueError("a chart without a figure")
    heading = wrapped(said, 24)
    first = levels[0].first.toordinal()
    days = levels[-1].last.toordinal() + 1 - first
    axes = _Axes(first, days, ticks(values), 30 + LINE * (len(heading) + 1) + 50)
    scale = axes.ticks[0] != 0
    broken = f"；纵轴自{_figure(axes.ticks[0], chart)}起，不从0起" if scale else ""
    texts = [Words(line, 30, 50 + LINE * place, "finding") for place, line in enumerate(heading)]
    texts.append(Words(f"单位：{plain(chart.unit)}{broken}", 30, 50 + LINE * len(heading), "muted"))
    key, key_paths = _key(levels, axes.bottom + 112)
    height = axes.bottom + 112 + LINE * ((len(key) + 1) // 2) - 10
    years = _thinned([(plain(each.label), (axes.x(_begin(each)) + axes.x(_end(each))) // 2) for each in levels])
    names = [Words(text, x, axes.bottom + 42, "", "middle") for text, x in years]
    figures = [Words(_figure(tick, chart), _LEFT - 14, axes.y(tick) + 10, "muted", "end") for tick in axes.ticks]
    grid = [Path(f"M{_LEFT} {axes.y(tick)}H{_RIGHT}", "grid") for tick in axes.ticks[1:]]
    marks = [Path(f"M{axes.x(_begin(level))} {axes.bottom}v10", "axis") for level in levels]
    return Drawing(
        plain(chart.title),
        plain(chart.description),
        WIDTH,
        height,
        (*texts, *names, *figures, *key),
        tuple(_blank(level, axes) for level in levels if level.value is None),
        (*grid, *_frame(axes, broken=scale), *marks, *_risers(levels, axes), *_lines(levels, axes), *key_paths),
        tuple(_labels(levels, axes)),
    )


def _figure(tick: Fraction, chart: Chart) -> str:
    return f"{decimal_text(tick)}{'%' if chart.unit == '%' else ''}"


def _begin(level: Level) -> int:
    return level.first.toordinal()


def _end(level: Level) -> int:
    return level.last.toordinal() + 1


def _frame(axes: _Axes, *, broken: bool) -> Iterator[Path]:
    yield Path(f"M{_LEFT} {axes.bottom}H{_RIGHT}", "axis")
    if broken:  # a bolt in the axis
        yield Path(f"M{_LEFT} {axes.top}V{axes.bottom - 30}l-10 6 20 8 -20 8 10 4V{axes.bottom}", "axis")
    else:
        yield Path(f"M{_LEFT} {axes.top}V{axes.bottom}", "axis")


def _blank(level: Level, axes: _Axes) -> Box:
    left, right = axes.x(_begin(level)), axes.x(_end(level))
    return Box(left + 3, axes.top, max(right - left - 6, 1), _PLOT - 3, "blank")


def _risers(levels: Sequence[Level], axes: _Axes) -> Iterator[Path]:
    """From one level up or down to the next, where they meet."""
    for old, new in pairwise(levels):
        if old.value is not None and new.value is not None and new.follows and _end(old) == _begin(new):
            yield Path(f"M{axes.x(_begin(new))} {axes.y(old.value)}V{axes.y(new.value)}", "riser")


def _lines(levels: Sequence[Level], axes: _Axes) -> Iterator[Path]:
    for level in levels:
        if level.value is not None:
            left, right, y = axes.x(_begin(level)), axes.x(_end(level)), axes.y(level.value)
            yield Path(f"M{left} {y}H{right}", f"level {level.kind}")
            yield from _arrows(level, left, right, y)


def _arrows(level: Level, left: int, right: int, y: int) -> Iterator[Path]:
    if level.kind in ("floor", "ceiling"):
        places = [left + 20, right - 20] if right - left >= 2 * _FEW else [(left + right) // 2]
        yield from (_arrow(x, y, up=level.kind == "floor") for x in places)


def _arrow(x: int, y: int, *, up: bool) -> Path:
    sign = -1 if up else 1
    return Path(f"M{x} {y + sign * 8}v{sign * 26}m-8 {-sign * 9}l8 {sign * 9} 8 {-sign * 9}", "arrow")


def _labels(levels: Sequence[Level], axes: _Axes) -> Iterator[Words]:
    """The figures at their levels, as many as there is room for; below a floor, where that can be."""
    placed = []
    for level in levels:
        x = (axes.x(_begin(level)) + axes.x(_end(level))) // 2
        if level.value is None:
            placed.append((plain(level.text), x, axes.top + _PLOT // 2, "muted"))
            continue
        y = axes.y(level.value)
        below = level.kind == "floor" and axes.bottom - y >= LINE
        placed.append((plain(level.text), x, y + 36 if below else y - (44 if level.kind == "floor" else 18), "value"))
    for place in _room([(text, x) for text, x, *_ in placed]):
        yield Words(*placed[place], "middle")


def _key(levels: Sequence[Level], top: int) -> tuple[list[Words], list[Path]]:
    """What the lines mean, two in a row."""
    kinds = {level.kind for level in levels if level.value is not None}
    words, paths = [], []
    for place, kind in enumerate(kind for kind in _KEY if kind in kinds):
        x, y = _LEFT + place % 2 * 330, top + place // 2 * LINE
        words.append(Words(_KEY[kind], x + 96, y, ""))
        paths.append(Path(f"M{x} {y - 9}h80", f"level {kind}"))
        if kind in ("floor", "ceiling"):
            paths.append(_arrow(x + 40, y - 9, up=kind == "floor"))
    return words, paths


# ------------------------------------------------------------------ words


def _thinned(marks: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Names of years, as many as there is room for."""
    return [marks[place] for place in _room(marks)]


def _room(marks: Sequence[tuple[str, int]]) -> list[int]:
    """Which of several texts, each about a place, can stand side by side: the last, the first, then from the left."""
    kept: list[int] = []
    for place in dict.fromkeys([len(marks) - 1, 0, *range(len(marks))]):
        text, x = marks[place]
        if all(abs(x - marks[other][1]) * 2 >= (length(text) + length(marks[other][0])) * 15 + 20 for other in kept):
            kept.append(place)
    return sorted(kept)
