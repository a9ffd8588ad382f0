"""Files → outcomes, in order: what is remembered is taken as it is, the rest compiled, by several processes where it pays."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyc.targets import Target, TargetError, Wishes, load_targets
from policyc.workspace.build import Built, cannot, makers
from policyc.workspace.compiling import library_of, namer
from policyc.workspace.digests import Digests
from policyc.workspace.index import PolicyIndex
from policyc.workspace.memory import Memory
from policyc.workspace.outcomes import Outcome, compile_one
from policyc.workspace.places import absolute
from policyc.workspace.settings import Workspace, settings_files

#: From so many files to compile on, starting processes pays: each takes about as long to start as two dozen files to compile.
_MANY = 24

Step = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Work:
    """What came of files, with which targets, and what a target could not do (then nothing was made)."""

    outcomes: tuple[Outcome, ...]
    targets: Sequence[Target]
    failed: Built | None = None


def look(
    files: Sequence[Path],
    workspace: Workspace,
    digests: Digests,
    *,
    jobs: int | None = None,
    remember: bool = True,
    step: Step = bool,
) -> tuple[Outcome, ...]:
    """What comes of files, with quotes held against the texts at hand.

    digests: learns all that the answer hangs on. jobs: how many processes may work; None for as many as pay. remember: use what
    earlier runs came to, and keep what this one comes to. step: is told how many more files are done.
    """
    memory = Memory(workspace, "check", off=not remember)
    return _Making(workspace, digests, memory, jobs, step).outcomes(files)


def make(
    files: Sequence[Path],
    workspace: Workspace,
    digests: Digests,
    folder: Path,
    wishes: Wishes | None = None,
    *,
    jobs: int | None = None,
    remember: bool = True,
    step: Step = bool,
) -> Work:
    """What comes of files, and what all targets make of them for a folder; quotes are not looked at."""
    try:
        targets = load_targets(wishes)
        kind = f"build {makers(targets, digests)} {_told(wishes)}"
        memory = Memory(workspace, kind, off=not remember)
        output = absolute(folder)
        making = _Making(workspace, digests, memory, jobs, step, cite=False, targets=targets, wishes=wishes, output=output)
        return Work(making.outcomes(files), targets)
    except TargetError as error:
        memory = Memory(workspace, "", off=True)
        return Work(_Making(workspace, digests, memory, jobs, step, cite=False).outcomes(files), (), cannot(folder, error))


@dataclass(frozen=True, slots=True)
class _Making:
    workspace: Workspace
    digests: Digests
    memory: Memory
    jobs: int | None
    step: Step
    cite: bool = True
    targets: Sequence[Target] = ()
    wishes: Wishes | None = None
    output: Path | None = None

    def outcomes(self, files: Sequence[Path]) -> tuple[Outcome, ...]:
        """What came of each file, in order. Raises TargetError where a target cannot do it."""
        self.digests.trust(self.memory.stamps)
        self._look_at_settings(files)
        index = PolicyIndex(self.workspace.policies, self.digests, self.memory.facts)
        name = namer()
        found: dict[Path, Outcome] = {}
        for path in files:
            self.digests.of(str(path))  # before it is read
            outcome = self._whole(self.memory.outcome(path, index, name))
            if outcome is not None:
                found[path] = outcome
        self.step(len(found))
        for outcome in self._compiled([path for path in files if path not in found], index):
            found[Path(outcome.path)] = outcome
            if self._is_current(outcome, index):
                self.memory.keep(outcome)
            self.step(1)
        self.memory.save(self.digests)
        return tuple(found[path] for path in files)

    def _look_at_settings(self, files: Sequence[Path]) -> None:
        for folder in dict.fromkeys((Path.cwd(), *(path.parent for path in files))):
            for settings in settings_files(folder):
                self.digests.of(str(settings))

    def _whole(self, outcome: Outcome | None) -> Outcome | None:
        """An outcome whose files stand in the output folder, or whose contents are at hand."""
        if outcome is None or self.output is None:
            return outcome
        if all(self.digests.of(str(self.output / a.path)) == a.digest for a in outcome.artefacts):
            return outcome
        return self.memory.contents(outcome)

    def _is_current(self, outcome: Outcome, index: PolicyIndex) -> bool:
        """Whether all that it rests on is as it was when it was read. So this process has looked at it, too."""
        files = {path: self.digests.of(path) for path in outcome.needs.files}
        answers = {question: self.memory.answer(question, index) for question in outcome.needs.answers}
        return files == outcome.needs.files and answers == outcome.needs.answers

    def _compiled(self, files: Sequence[Path], index: PolicyIndex) -> Iterator[Outcome]:
        jobs = min(self.jobs or (_processors() if len(files) >= _MANY else 1), len(files))
        if jobs > 1:
            from policyc.workspace.parallel import Task, compiled

            for path in index.paths:  # here, once for all processes
                index.of(path)
            task = Task(self.workspace, self.cite, bool(self.targets), self.wishes, self.digests.seen, index.facts)
            made = list(compiled(files, task, jobs))
            if all(outcome.alone for outcome in made):
                yield from made
                return
        library = library_of(self.workspace, cite=self.cite, index=index)
        yield from (compile_one(path, library, self.targets) for path in files)


def _told(wishes: Wishes | None) -> str:
    if wishes is None:
        return ""
    template = wishes.template and hashlib.sha256(wishes.template).hexdigest()
    return f"{','.join(wishes.formats)} {template}"


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
