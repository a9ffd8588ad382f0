"""A comparison as GitHub workflow commands: what is worse for the insured as warnings, beside the lines that say so."""

from __future__ import annotations

from policyc.compare.changes import Change, Diff, Effect
from policyc.compare.tabled import places_of, substantial
from policyc.compare.telling import SUBJECTS, Places, change_text, effect_text
from policyc.diagnostics.renderers.github import command, place

#: GitHub shows only the first of each kind, so the weightiest stand first.
_ORDER = {Effect.WORSE: 0, Effect.MIXED: 1, Effect.UNKNOWN: 2, Effect.BETTER: 3, Effect.NEUTRAL: 4, Effect.ADMINISTRATIVE: 5}


def render_github(diff: Diff) -> str:
    """One command a change, at its declaration in the newer policy; what is gone, at the file."""
    found = sorted(substantial(diff.changes), key=lambda change: _ORDER[_weight(change)])
    return "".join(_command(change, diff) + "\n" for change in found)


def _weight(change: Change) -> Effect:
    """The effect that weighs most of a change and of what follows from it."""
    return min((change.effect, *(c.effect for c in change.knock_on)), key=_ORDER.__getitem__)


def _command(change: Change, diff: Diff) -> str:
    places = places_of(diff)
    level = "warning" if _weight(change) in (Effect.WORSE, Effect.MIXED) else "notice"
    span = None if change.new is None else change.new.span
    where = {"file": diff.new.file} if span is None else place(span)
    told = [_told(change, places), *(f"→ {_told(following, places)}" for following in change.knock_on)]
    return command(level, where, f"{SUBJECTS[change.subject]} {change.name}", "\n".join(told))


def _told(change: Change, places: Places) -> str:
    effect = effect_text(change, places)
    return f"{change.name}：{change_text(change, places)}{f'（{effect}）' if effect else ''}"
