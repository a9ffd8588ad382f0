"""What a user calls a figure, a region, a series → the policies that are meant, and their figures over the years."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyc.compare.trends.history import History, history
from policyc.compare.trends.rows import Trend, is_figure, trend
from policyc.compare.trends.threads import Thread, followed, thread_of
from policyc.diagnostics.codes import e0960, e0961, e0962, e0963
from policyc.diagnostics.core import Diagnostic, Words, listed
from policyc.model.policy import Measure, Policy
from policyc.model.timeline import NATION, Basis, Placed, Stretch, in_force, regions_of, series_of, stretches
from policyc.pipeline import Compilation
from policyc.semantics.names import fold
from policyc.workspace.compiling import compile_paths
from policyc.workspace.dated import placements
from policyc.workspace.finding import find_policies
from policyc.workspace.lookup import NoSuchRegion, code_of
from policyc.workspace.places import file_span
from policyc.workspace.settings import Workspace


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for; None is not said. name: the figure; all of the series without one. paths: the policies to look in."""

    name: str | None
    region: str | None
    series: str | None
    basis: Basis
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it; none where a diagnostic says why. left_out: policies of the series that no row is of, with the reason."""

    found: Trend | History | None
    left_out: dict[str, str]
    files: tuple[Path, ...]
    compilations: tuple[Compilation, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A region, by its name and its code."""

    name: str
    code: str


class _Unanswered(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code.code)
        self.diagnostic = diagnostic


def answer(question: Question, workspace: Workspace) -> Answer:
    """The answer. Policies that are not valid are told and passed over."""
    files, wrong = find_policies(question.paths, workspace)
    try:
        files = _near(question, files)
    except _Unanswered as reason:
        return Answer(None, {}, (), (), (*workspace.diagnostics, *wrong, reason.diagnostic))
    compilations = compile_paths(files, workspace, cite=False)
    errors = {c.file: [d for d in c.diagnostics if d.is_error] for c in compilations}
    diagnostics = [*workspace.diagnostics, *wrong, *(d for found in errors.values() for d in found)]
    policies = [c.policy for c in compilations if c.ok and c.policy is not None]
    found: Trend | History | None = None
    left_out: dict[str, str] = {}
    if policies:
        try:
            found, left_out = _found(question, policies)
        except _Unanswered as reason:
            diagnostics.append(reason.diagnostic)
    return Answer(found, left_out, files, compilations, tuple(diagnostics))


def _found(question: Question, policies: Sequence[Policy]) -> tuple[Trend | History, dict[str, str]]:
    place = _place(question.region, policies)
    lines = _lines(question, policies, place)
    if question.name is None:
        series = _only({name: line for name, line in lines.items() if len(line) > 1 or len(lines) == 1}, place, "")
        time = stretches(lines[series], place.code, question.basis)
        whole = history(time, place.name, place.code, series, question.basis)
        return whole, _left_out(lines[series], time, question.basis)
    threads = {name: thread_of(question.name, line) for name, line in lines.items()}
    threads = {name: thread for name, thread in threads.items() if thread}
    if not threads:
        raise _Unanswered(_no_such_figure(question.name, lines.values(), place))
    series = _only(threads, place, question.name)
    _refuse_others(question.name, threads[series])
    time = stretches(lines[series], place.code, question.basis)
    one = trend(threads[series], time, place.name, place.code, series, question.basis)
    return one, _left_out(lines[series], time, question.basis)


# ------------------------------------------------------------------ what is meant


def _near(question: Question, files: Sequence[Path]) -> tuple[Path, ...]:
    """The files that can have a part in the answer, by their heads: others need not be compiled."""
    heads = dict(placements(files))
    if not heads:
        return tuple(files)
    codes = regions_of(_place(question.region, tuple(heads.values())).code)
    return tuple(file for file in files if file not in heads or heads[file].region_code in codes)


def _place(region: str | None, policies: Sequence[Placed]) -> _Place:
    """The region; without one the only one that there is, else the nation."""
    names = {p.region_code: p.region or p.region_code for p in reversed(policies) if p.region_code is not None}
    if region is None:
        if len(names) != 1 and NATION not in names:
            raise _Unanswered(e0962.CODE.at(file_span("--region"), region="", known=listed(names.values())))
        region = next(iter(names)) if len(names) == 1 else NATION
    try:
        code = code_of(policies, region)
    except NoSuchRegion:
        raise _Unanswered(e0962.CODE.at(file_span("--region"), region=region, known=listed(names.values()))) from None
    return _Place(names.get(code, region), code)


def _lines(question: Question, policies: Sequence[Policy], place: _Place) -> dict[str, list[Policy]]:
    """The policies of the region, and of those above it, by series; those of one series, in time."""
    codes = regions_of(place.code)
    periods = in_force(policies, question.basis)
    near = sorted((p for p in policies if p.region_code in codes and p.id in periods), key=lambda p: (periods[p.id].first, p.id))
    lines: dict[str, list[Policy]] = {}
    for policy in near:
        lines.setdefault(series_of(policy), []).append(policy)
    if question.series is None:
        return lines
    named = {name: line for name, line in lines.items() if fold(name) == fold(question.series)}
    if not named:
        raise _Unanswered(_which_series(lines, place, question.series))
    return named


def _only(found: dict[str, list[Policy]] | dict[str, Thread], place: _Place, name: str) -> str:
    """The only series of several, which the user else must choose."""
    if len(found) != 1:
        raise _Unanswered(_which_series(found, place, name))
    return next(iter(found))


def _which_series(found: Iterable[str], place: _Place, asked: str) -> Diagnostic:
    about = Words(f"（{asked}）" if asked else "", f" ({asked})" if asked else "")
    return e0961.CODE.at(file_span("--series"), region=place.name, about=about, known=listed(sorted(found)))


def _refuse_others(name: str, thread: Thread) -> None:
    """A measure has no figure, and a rule that reads inputs has many."""
    for declared in thread.values():
        if isinstance(declared, Measure):
            raise _Unanswered(
                e0963.CODE.at(declared.span, name=name, why_zh="是措施，没有数额", why_en="is a measure, not a figure")
            )
        if not is_figure(declared):
            why = Words("随给出的情形而变", "depends on what is given")
            raise _Unanswered(e0963.CODE.at(declared.span, name=name, why_zh=str(why), why_en=why.en))


def _no_such_figure(name: str, lines: Iterable[Sequence[Policy]], place: _Place) -> Diagnostic:
    declared = [d for line in lines for p in line for d in followed(p) if is_figure(d)]
    names = dict.fromkeys(d.name for d in declared)
    aliases = {d.alias: d.name for d in declared}
    wanted = fold(name)
    near = [known for known in names if wanted in known or (len(known) > 1 and known in wanted)]
    near += difflib.get_close_matches(wanted, list(names), n=3, cutoff=0.4)
    near += [aliases[alias] for alias in difflib.get_close_matches(wanted, list(aliases), n=3, cutoff=0.6)]
    proposed = list(dict.fromkeys(near))[:5] or list(names)[:5]
    return e0960.CODE.at(file_span(name), name=name, region=place.name, known=listed(proposed))


def _left_out(line: Sequence[Policy], time: Sequence[Stretch[Policy]], basis: Basis) -> dict[str, str]:
    """Policies of the series that are nowhere in force, and why."""
    shown = {policy.id for stretch in time for policy in stretch.policies}
    away = [policy for policy in line if policy.id not in shown]
    silent = "没有写明待遇年度，其适用期间已有别的文件，未列入"
    return {p.id: silent if basis is Basis.BENEFIT and p.benefit_year is None else "全部期间另有文件，未列入" for p in away}
