"""Compiling in several processes. What comes out, and in which order, is the same as in one.

Files of one folder go to one process, because they tend to name each other. Processes are started afresh, not forked, and
replaced after so many files, so that what they have gathered is given back.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from policyc.targets import Target, Wishes, load_targets
from policyc.workspace.compiling import library_of
from policyc.workspace.digests import Digests, Stamp
from policyc.workspace.index import Facts, PolicyIndex
from policyc.workspace.library import PolicyLibrary
from policyc.workspace.outcomes import Outcome, compile_one
from policyc.workspace.settings import Workspace

#: How many files a process takes at a time, and how many batches all processes take together before they are replaced.
_BATCH = 40
_BATCHES = 100


@dataclass(frozen=True, slots=True)
class Task:
    """What a process must know to compile files as this one would."""

    workspace: Workspace
    cite: bool
    targets: bool
    wishes: Wishes | None
    stamps: dict[str, Stamp]
    facts: dict[str, Facts]


def compiled(files: Sequence[Path], task: Task, jobs: int) -> Iterator[Outcome]:
    """What came of each file, in order; what a process that died owes is compiled here."""
    batches = iter(list(_batches(files)))
    done = 0
    try:
        while some := list(islice(batches, _BATCHES)):
            for outcome in _generation(some, task, min(jobs, len(some))):
                done += 1
                yield outcome
    except BrokenProcessPool:
        _begin(task)
        yield from _compile(files[done:])


def _generation(batches: Sequence[Sequence[Path]], task: Task, jobs: int) -> Iterator[Outcome]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(task,)) as pool:
        waiting: deque[Future[list[Outcome]]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(_compile, batch))
                if len(waiting) > 2 * jobs:  # the results of the others would only take room
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _batches(files: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    for _, group in groupby(files, key=lambda path: path.parent):
        while batch := tuple(islice(group, _BATCH)):
            yield batch


# ------------------------------------------------------------------ in the other process

_library: PolicyLibrary
_targets: Sequence[Target]


def _begin(task: Task) -> None:
    global _library, _targets
    index = PolicyIndex(task.workspace.policies, Digests(task.stamps), task.facts)
    _library = library_of(task.workspace, cite=task.cite, index=index)
    _targets = load_targets(task.wishes) if task.targets else ()


def _compile(files: Sequence[Path]) -> list[Outcome]:
    return [compile_one(path, _library, _targets) for path in files]
