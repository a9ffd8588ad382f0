"""A comparison for a terminal: a sign before each line, so that it reads without colour as well.

``+`` new, ``-`` gone, ``~`` changed, ``=`` written differently and equal, ``→`` follows from the line above, ``?`` not decided.
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.compare.changes import Change, Diff, Effect, Kind
from policyc.compare.households.lines import lines_of
from policyc.compare.meaning import Agreement
from policyc.compare.report import lead, summary
from policyc.compare.tabled import grouped, listed, places_of, title_of
from policyc.compare.telling import SUBJECTS, Places, change_text, effect_text

_SIGNS = {Kind.ADDED: "+", Kind.WITHDRAWN: "-", Kind.EQUIVALENT: "="}
_COLORS = {Effect.BETTER: 32, Effect.WORSE: 31, Effect.MIXED: 33}


def terminal_text(diff: Diff, *, color: bool = False) -> str:
    """The comparison as lines."""
    return "\n".join(_lines(diff, color)) + "\n"


def _lines(diff: Diff, color: bool) -> Iterator[str]:
    yield f"{title_of(diff.old)} → {title_of(diff.new)}"
    yield lead(diff)
    for _, name, changes in grouped(diff):
        yield ""
        yield f"{name}："
        for change in changes:
            yield from _change(change, places_of(diff), color)
    silent = tuple(listed(diff))
    if silent:
        yield ""
    for title, found in silent:
        few = "、".join(c.name for c in found[:5]) + ("等" if len(found) > 5 else "")
        yield f"  · {title}（{len(found)}项）：{few}"
    if diff.households is not None and diff.households.cases:
        yield ""
        yield from lines_of(diff.households, color=color)
    yield ""
    yield summary(diff)


def _change(change: Change, places: Places, color: bool) -> Iterator[str]:
    effect = effect_text(change, places)
    what = change_text(change, places)
    told = f"{_sign(change)} {SUBJECTS[change.subject]} {change.name}：{what}{f'（{effect}）' if effect else ''}"
    yield f"  {_paint(told, change.effect, color)}"
    for side, word in zip((change.old, change.new), places or ("原", "新"), strict=True):
        if side is not None and side.clause:
            yield f"      {word}：{side.clause}{side.quote}"
    for following in change.knock_on:
        yield f"      → {following.name}：{change_text(following, places)}"


def _sign(change: Change) -> str:
    if change.meaning is not None and change.meaning.agreement is Agreement.UNDECIDED:
        return "?"
    return _SIGNS.get(change.kind, "~")


def _paint(text: str, effect: Effect, color: bool) -> str:
    return f"\x1b[{_COLORS[effect]}m{text}\x1b[0m" if color and effect in _COLORS else text
