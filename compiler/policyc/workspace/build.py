"""Compilations → files: all targets' artefacts, sealed, compared with what is there, and written only where they differ.

Nothing is written while a file that is to be replaced was edited by hand. Each file is written atomically; files that cover the
whole folder are made from what stands in it, and made again if another build has added to it meanwhile, so that two builds
at once end with both policies listed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from policyc.diagnostics.codes import e0906, e0907, e0908, e0911, e0912, w0901
from policyc.diagnostics.core import Diagnostic, Label, Span
from policyc.model.policy import Period, Policy
from policyc.targets import Collecting, Listed, Target, TargetError, Wishes, load_targets
from policyc.workspace.places import file_span, from_here
from policyc.workspace.reading import reason
from policyc.workspace.seal import Standing, sealed, standing
from policyc.workspace.writing import write_atomically


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: the files it wrote and those that were as they should be, as people call them."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A policy that was built earlier, as its JSON file names it."""

    id: str
    name: str
    region: str | None
    region_code: str | None
    year: int | None
    series: str | None
    file: str
    period: Period | None = None
    benefit_year: int | None = None
    amends: str | None = None


def build(
    policies: Sequence[Policy], folder: Path, *, check: bool = False, force: bool = False, wishes: Wishes | None = None
) -> Built:
    """Bring the folder up to date with valid policies; with ``check`` only say what is not.

    Formats that are no longer wished stay as they are: others may be reading them.
    """
    clashes = tuple(_clashes(policies))
    if clashes:
        return Built((), (), clashes)
    try:
        targets = load_targets(wishes)
        files = {path: content for policy in policies for target in targets for path, content in target.render(policy).items()}
        plan = _Plan(folder, _sealed(files))
        return plan.compare(targets, policies) if check else plan.carry_out(targets, policies, force=force)
    except TargetError as error:
        return Built((), (), (e0912.CODE.at(file_span(from_here(folder)), reason=error),))


def _clashes(policies: Iterable[Policy]) -> Iterator[Diagnostic]:
    first: dict[str, Policy] = {}
    for policy in policies:
        other = first.setdefault(policy.id, policy)
        if other is not policy:
            label = Label(other.span, "先用的在这里", "first used here")
            yield e0906.CODE.at(policy.span, id=policy.id, other=other.origin.file, related=[label])


def _sealed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    for path in files:
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise TargetError(f"{path}: not a path below the output folder")
    return {path: sealed(path, files[path]) for path in sorted(files)}


@dataclass(frozen=True, slots=True)
class _Plan:
    """The files that are to stand in a folder, sealed."""

    folder: Path
    files: Mapping[str, bytes]

    def compare(self, targets: Sequence[Target], policies: Sequence[Policy]) -> Built:
        """Which files are missing, old or edited."""
        files = {**self.files, **self._collected(targets, policies)}
        unchanged: list[str] = []
        diagnostics: list[Diagnostic] = []
        for path, content in files.items():
            match self._standing(path, content):
                case Standing.SAME:
                    unchanged.append(self._shown(path))
                case Standing.MISSING:
                    diagnostics.append(self._stale(path, "还没有生成", "missing"))
                case Standing.OLD:
                    diagnostics.append(self._stale(path, "不是由现在的政策文件生成的", "out of date"))
                case Standing.EDITED:
                    diagnostics.append(self._stale(path, "被手工改过", "edited by hand"))
        return Built((), tuple(unchanged), (*diagnostics, *self._renamed(policies)))

    def carry_out(self, targets: Sequence[Target], policies: Sequence[Policy], *, force: bool) -> Built:
        """Write what differs: first the policies' own files, then those that cover the folder."""
        files = {**self.files, **self._collected(targets, policies)}
        edited = [path for path, content in files.items() if self._standing(path, content) is Standing.EDITED]
        if edited and not force:
            return Built((), (), tuple(e0907.CODE.at(self._span(path), path=self._shown(path)) for path in edited))
        written: dict[str, None] = {}
        try:
            self._write(self.files, written)
            listed = None
            while listed != (listed := _ids(self._listed(policies))):
                self._write(self._collected(targets, policies), written)
        except OSError as error:
            shown = str(error.filename2 or error.filename or from_here(self.folder))
            failed = e0911.CODE.at(file_span(from_here(self.folder)), path=shown, reason=reason(error))
            return Built(tuple(map(self._shown, written)), (), (failed,))
        unchanged = tuple(self._shown(path) for path in files if path not in written)
        return Built(tuple(map(self._shown, written)), unchanged, tuple(self._renamed(policies)))

    def _write(self, files: Mapping[str, bytes], written: dict[str, None]) -> None:
        for path, content in files.items():
            if self._standing(path, content) is not Standing.SAME:
                write_atomically(self.folder / path, content)
                written[path] = None

    def _collected(self, targets: Sequence[Target], policies: Sequence[Policy]) -> dict[str, bytes]:
        listed = self._listed(policies)
        return _sealed({p: c for t in targets if isinstance(t, Collecting) for p, c in t.collect(listed).items()})

    def _listed(self, policies: Sequence[Policy]) -> tuple[Listed, ...]:
        """Every policy of the folder: those of this build, and those built earlier by the JSON that they left."""
        files = {policy.origin.file for policy in policies}
        listed: dict[str, Listed] = {entry.id: entry for entry in _earlier(self.folder) if entry.file not in files}
        listed.update({policy.id: policy for policy in policies})
        return tuple(listed[id_] for id_ in sorted(listed))

    def _renamed(self, policies: Sequence[Policy]) -> Iterator[Diagnostic]:
        """What was built from one of the files under another id."""
        ids = {policy.origin.file: policy.id for policy in policies}
        for entry in _earlier(self.folder):
            path = f"{entry.id}.json"
            if ids.get(entry.file, entry.id) != entry.id:
                yield w0901.CODE.at(self._span(path), path=self._shown(path), file=entry.file, id=entry.id)

    def _standing(self, path: str, content: bytes) -> Standing:
        try:
            old = (self.folder / path).read_bytes()
        except OSError:  # missing, or what writing it will complain of
            old = None
        return standing(path, old, content)

    def _shown(self, path: str) -> str:
        return from_here(self.folder / path)

    def _span(self, path: str) -> Span:
        return file_span(self._shown(path))

    def _stale(self, path: str, zh: str, en: str) -> Diagnostic:
        return e0908.CODE.at(self._span(path), path=self._shown(path), state_zh=zh, state_en=en)


def _ids(listed: Iterable[Listed]) -> tuple[str, ...]:
    return tuple(entry.id for entry in listed)


def _earlier(folder: Path) -> Iterator[Entry]:
    """The policies whose JSON stands in the folder beside their module."""
    for path in sorted(folder.glob("*.json")):
        try:
            head = json.loads(path.read_bytes())["policy"]
            region = head["region"] or {"name": None, "code": None}
            entry = Entry(
                *(head["id"], head["name"], region["name"], region["code"], head["year"], head["series"], head["file"]),
                *(_period(head.get("period")), head.get("benefit_year"), head.get("amends")),
            )
        except (OSError, ValueError, KeyError, TypeError):
            continue  # not one of ours
        if entry.id == path.stem:
            yield entry


def _period(told: dict[str, str] | None) -> Period | None:
    if told is None:
        return None
    last = None if told["last"] is None else date.fromisoformat(told["last"])
    return Period(date.fromisoformat(told["first"]), last, bool(told["assumed"]))
