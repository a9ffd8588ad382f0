"""All that the policies of a series say, over the years: every figure as a trend, every measure and rule year by year, and
from each policy to the next what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policyc.compare.changes import Diff
from policyc.compare.engine import compare
from policyc.compare.trends.rows import Trend, is_figure, trend
from policyc.compare.trends.threads import Followed, Thread, threads
from policyc.model.policy import Measure, Policy
from policyc.model.timeline import Basis, Stretch


@dataclass(frozen=True, slots=True)
class Course:
    """What is no figure: a measure, or a rule that depends on what is given. declared: by stretch, None where nothing is."""

    name: str
    alias: str
    declared: tuple[Followed | None, ...]


@dataclass(frozen=True, slots=True)
class History:
    """A series in a region. Figures, rules and measures stand as the latest policies do; diffs are of neighbours in time."""

    region: str
    code: str
    series: str
    basis: Basis
    stretches: tuple[Stretch[Policy], ...]
    figures: tuple[Trend, ...]
    rules: tuple[Course, ...]
    measures: tuple[Course, ...]
    diffs: tuple[Diff, ...]


def history(time: tuple[Stretch[Policy], ...], region: str, code: str, series: str, basis: Basis) -> History:
    """The history of a series in a region."""
    every = tuple({p.id: p for stretch in time for p in reversed(stretch.policies)}.values())
    figures, rules, measures = [], [], []
    for thread in threads(every):
        if all(is_figure(declared) for declared in thread.values()):
            figures.append(trend(thread, time, region, code, series, basis))
        elif all(isinstance(declared, Measure) for declared in thread.values()):
            measures.append(_course(thread, time))
        else:
            rules.append(_course(thread, time))
    nearest = tuple({s.policies[0].id: s.policies[0] for s in time if s.policies}.values())
    diffs = tuple(_diffs(nearest))
    return History(region, code, series, basis, time, tuple(figures), tuple(rules), tuple(measures), diffs)


def _course(thread: Thread, time: Sequence[Stretch[Policy]]) -> Course:
    latest = list(thread.values())[-1]
    return Course(latest.name, latest.alias, tuple(_declared(thread, stretch) for stretch in time))


def _declared(thread: Thread, stretch: Stretch[Policy]) -> Followed | None:
    return next((thread[p.id] for p in stretch.policies if p.id in thread), None)


def _diffs(policies: Sequence[Policy]) -> Iterator[Diff]:
    """From each policy to the next of the same level."""
    for older, newer in pairwise(policies):
        if older.region_code == newer.region_code:
            yield compare(older, newer)
