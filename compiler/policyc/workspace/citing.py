"""Policies, texts and sources.lock: all that ``policyc cite`` does, without printing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policyc.citations.check import Citations, check_citations, read_document
from policyc.citations.coverage import Coverage, cover
from policyc.citations.lock import Lock, check_lock, locked, read, render
from policyc.citations.stale import stale_figures
from policyc.diagnostics.codes import e0818, e0911, w0802
from policyc.diagnostics.core import Diagnostic, has_errors
from policyc.diagnostics.order import ordered
from policyc.model.policy import Policy
from policyc.pipeline import Compilation
from policyc.workspace.compiling import compile_paths
from policyc.workspace.finding import find_policies, ids_of, policies_below
from policyc.workspace.places import absolute, file_span, from_here, relative
from policyc.workspace.reading import read_bytes, reason
from policyc.workspace.settings import Workspace
from policyc.workspace.sources import SourceTexts
from policyc.workspace.writing import write_atomically

LOCK_NAME = "sources.lock"
_LARGEST_LOCK = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cited:
    """A policy and what came of its citations: None where it is not valid. ``remembered``: how many quotes the lock has."""

    compilation: Compilation
    citations: Citations | None
    remembered: int
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class CiteReport:
    """What a run came to. ``locks``: the lock files, each with whether it was written, or is there at all."""

    files: tuple[Path, ...]
    cited: tuple[Cited, ...]
    coverage: tuple[Coverage, ...]
    locks: tuple[tuple[str, str], ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def undecided(self) -> bool:
        """Whether something could not be checked for want of a text and of a record of it."""
        return any(d.code is w0802.CODE for d in self.diagnostics)


def cite(arguments: Iterable[str], workspace: Workspace, *, update: bool = False) -> CiteReport:
    """Check the citations of policies; with ``update`` write sources.lock where all of them hold."""
    files, wrong = find_policies(arguments, workspace)
    compilations = compile_paths(files, workspace, cite=False)
    texts = SourceTexts(workspace.sources)
    policies = [c.policy for c in compilations if c.policy is not None]
    checked = [(path, _one(compilation, texts, policies)) for path, compilation in zip(files, compilations, strict=True)]
    coverage = _coverage([cited for _, cited in checked], texts)
    found = [*workspace.diagnostics, *wrong, *texts.diagnostics]
    cited: list[Cited] = []
    locks: list[tuple[str, str]] = []
    for folder in dict.fromkeys(_folder(path, workspace) for path in files):
        own = [one for path, one in checked if _folder(path, workspace) == folder]
        done, state, more = _with_lock(folder, own, coverage, update)
        cited += done
        found += more
        locks.append((from_here(folder / LOCK_NAME), state))
    order = {one.file: i for i, one in enumerate(compilations)}
    cited.sort(key=lambda one: order[one.compilation.file])
    everything = ordered((*found, *(d for one in cited for d in one.diagnostics)))
    return CiteReport(files, tuple(cited), coverage, tuple(locks), everything)


def _one(compilation: Compilation, texts: SourceTexts, policies: Sequence[Policy]) -> Cited:
    """One policy, whose quotes were not looked at when it was compiled."""
    others, policy = compilation.diagnostics, compilation.policy
    if policy is None or has_errors(d for d in others if not d.code.code.startswith("E07")):  # a wrong figure fails examples
        return Cited(compilation, None, 0, others)
    citations, found = check_citations(policy, texts, alone=True)
    stale = tuple(stale_figures(policy, [p for p in (*policies, *policy.others) if _is_year_before(p, policy)]))
    return Cited(compilation, citations, 0, (*others, *found, *stale))


def _is_year_before(other: Policy, policy: Policy) -> bool:
    if other.id == policy.amends:
        return True
    same = (other.region_code, other.series) == (policy.region_code, policy.series) and policy.series is not None
    return same and other.year is not None and policy.year is not None and other.year == policy.year - 1


def _coverage(cited: Iterable[Cited], texts: Mapping[str, str]) -> tuple[Coverage, ...]:
    uses = [use for one in cited if one.citations is not None for use in one.citations.uses]
    files = dict.fromkeys(use.file for use in uses)
    return tuple(cover(read_document(file, texts[file]), [u for u in uses if u.file == file]) for file in files)


# ------------------------------------------------------------------ the lock


def _folder(path: Path, workspace: Workspace) -> Path:
    """The folder whose lock speaks of a file: the workspace's policies, or the file's own."""
    return absolute(workspace.policies) if relative(path, workspace.policies) is not None else absolute(path).parent


def _with_lock(
    folder: Path, cited: Sequence[Cited], coverage: Sequence[Coverage], update: bool
) -> tuple[list[Cited], str, tuple[Diagnostic, ...]]:
    """The policies of a folder held against its lock, or the lock written; and which of the two it was."""
    path = folder / LOCK_NAME
    lock, wrong = _read(path)
    if update:
        return _updated(path, lock or Lock(), cited, coverage)
    if lock is None and not wrong:
        return [_unlocked(one) for one in cited], "missing", ()
    done = [_held(one, lock, from_here(path)) if lock is not None else one for one in cited]
    return done, "read", wrong


def _read(path: Path) -> tuple[Lock | None, tuple[Diagnostic, ...]]:
    if not path.exists():
        return None, ()
    shown = from_here(path)
    data, wrong = read_bytes(path, shown, _LARGEST_LOCK)
    if data is None:
        return None, wrong
    try:
        return read(data.decode("utf-8")), ()
    except ValueError as error:
        return None, (e0818.CODE.at(file_span(shown), file=shown, reason=error),)


def _held(one: Cited, lock: Lock, shown: str) -> Cited:
    policy, citations = one.compilation.policy, one.citations
    if policy is None or citations is None:
        return one
    known = lock.quotes(policy.id)
    if known or citations.found:
        more = tuple(check_lock(policy, citations, lock, shown))
        return replace(one, remembered=len(known), diagnostics=(*one.diagnostics, *more))
    return _unlocked(one)


def _unlocked(one: Cited) -> Cited:
    """Without a lock, what has no text at hand is not verified at all."""
    policy, citations = one.compilation.policy, one.citations
    if policy is None or citations is None:
        return one
    more = []
    for source in policy.sources:
        count = sum(found.source == source.name for found in citations.unplaced)
        if source.file is not None and count:
            more.append(w0802.CODE.at(source.span, source=source.name, count=count))
    return replace(one, diagnostics=(*one.diagnostics, *more))


def _updated(
    path: Path, before: Lock, cited: Sequence[Cited], coverage: Sequence[Coverage]
) -> tuple[list[Cited], str, tuple[Diagnostic, ...]]:
    if any(has_errors(one.diagnostics) for one in cited):
        return list(cited), "kept", ()
    verified = {
        one.compilation.policy.id: one.citations
        for one in cited
        if one.compilation.policy is not None and one.citations is not None and one.citations.found
    }
    after = locked(before, verified, coverage, {*_ids(path.parent), *verified})
    content = render(after).encode()
    try:
        if not path.exists() or path.read_bytes().replace(b"\r\n", b"\n") != content:
            write_atomically(path, content)
            return list(cited), "written", ()
    except OSError as error:
        shown = from_here(path)
        return list(cited), "kept", (e0911.CODE.at(file_span(shown), path=shown, reason=reason(error)),)
    return list(cited), "same", ()


def _ids(folder: Path) -> Iterator[str]:
    for path in policies_below(folder):
        yield from ids_of(path)
