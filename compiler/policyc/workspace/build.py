"""Compilations → files: all targets' artefacts, sealed, compared with what is there, and written only where they differ.

Nothing is written while a file that is to be replaced was edited by hand. Each file is written atomically; files that cover the
whole folder are made from what stands in it, and made again if another build has added to it meanwhile, so that two builds
at once end with both policies listed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from policyc.diagnostics.codes import e0906, e0907, e0908, e0911, e0912, w0901
from policyc.diagnostics.core import Diagnostic, Label, Span
from policyc.model.policy import Period, Policy
from policyc.semantics.reserved import SNAKE_CASE
from policyc.targets import Collecting, Listed, Target, TargetError, Wishes, load_targets
from policyc.workspace.digests import Digests
from policyc.workspace.outcomes import Artefact, Placement, artefacts_of, placement_of
from policyc.workspace.places import absolute, file_span, from_here, is_file
from policyc.workspace.reading import reason
from policyc.workspace.seal import Standing, sealed_all, standing
from policyc.workspace.writing import write_atomically


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: the files it wrote and those that were as they should be, as people call them."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


class Made(Protocol):
    """What came of a file: where its policy is (None: it has no valid one), and the policy's files."""

    @property
    def placement(self) -> Placement | None: ...
    @property
    def artefacts(self) -> Sequence[Artefact]: ...


@dataclass(frozen=True, slots=True)
class _Made:
    placement: Placement
    artefacts: tuple[Artefact, ...]


def build(
    policies: Sequence[Policy], folder: Path, *, check: bool = False, force: bool = False, wishes: Wishes | None = None
) -> Built:
    """Bring the folder up to date with valid policies; with ``check`` only say what is not.

    Formats that are no longer wished stay as they are: others may be reading them.
    """
    clashes = tuple(_clashes(placement_of(policy) for policy in policies))
    if clashes:
        return Built((), (), clashes)
    try:
        targets = load_targets(wishes)
        made = [_Made(placement_of(policy), artefacts_of(policy, targets)) for policy in policies]
    except TargetError as error:
        return cannot(folder, error)
    return bring(made, targets, folder, Digests(), check=check, force=force)


def bring(
    made: Sequence[Made], targets: Sequence[Target], folder: Path, digests: Digests, *, check: bool = False, force: bool = False
) -> Built:
    """Bring the folder up to date with what was made of valid policies; with ``check`` only say what is not."""
    placed = tuple(one.placement for one in made if one.placement is not None)
    if not placed:
        return Built((), (), ())
    clashes = tuple(_clashes(placed))
    if clashes:
        return Built((), (), clashes)
    files = {artefact.path: artefact for one in made for artefact in one.artefacts}
    plan = _Plan(absolute(folder), files, placed, targets, digests)
    try:
        return plan.compare() if check else plan.carry_out(force=force)
    except TargetError as error:
        return cannot(folder, error)


def cannot(folder: Path, error: TargetError) -> Built:
    """What comes of a target that cannot do its work."""
    return Built((), (), (e0912.CODE.at(file_span(from_here(folder)), reason=error),))


def makers(targets: Sequence[Target], digests: Digests) -> str:
    """Which targets these are, with the files of those that are not policyc's own: what they make hangs on them."""
    packages = {type(target).__module__.partition(".")[0] for target in targets} - {"policyc"}
    modules = (module for name, module in sorted(sys.modules.items()) if name.partition(".")[0] in packages)
    files = [file for module in modules if (file := getattr(module, "__file__", None))]
    return " ".join((*(target.name for target in targets), *(f"{file} {digests.of(file)}" for file in files)))


def _clashes(placements: Iterable[Placement]) -> Iterator[Diagnostic]:
    first: dict[str, Placement] = {}
    for placement in placements:
        other = first.setdefault(placement.id, placement)
        if other is not placement:
            label = Label(other.span, "先用的在这里", "first used here")
            yield e0906.CODE.at(placement.span, id=placement.id, other=other.file, related=[label])


@dataclass(frozen=True, slots=True)
class _Plan:
    """The files that are to stand in a folder, by their paths there, and the policies that they are made of."""

    folder: Path
    files: Mapping[str, Artefact]
    placements: tuple[Placement, ...]
    targets: Sequence[Target]
    digests: Digests

    def compare(self) -> Built:
        """Which files are missing, old or edited."""
        files = {**self.files, **self._collected()}
        unchanged: list[str] = []
        diagnostics: list[Diagnostic] = []
        for path, artefact in files.items():
            match self._standing(artefact):
                case Standing.SAME:
                    unchanged.append(self._shown(path))
                case Standing.MISSING:
                    diagnostics.append(self._stale(path, "还没有生成", "missing"))
                case Standing.OLD:
                    diagnostics.append(self._stale(path, "不是由现在的政策文件生成的", "out of date"))
                case Standing.EDITED:
                    diagnostics.append(self._stale(path, "被手工改过", "edited by hand"))
        return Built((), tuple(unchanged), (*diagnostics, *self._renamed()))

    def carry_out(self, *, force: bool) -> Built:
        """Write what differs: first the policies' own files, then those that cover the folder."""
        files = {**self.files, **self._collected()}
        edited = [path for path, artefact in files.items() if self._standing(artefact) is Standing.EDITED]
        if edited and not force:
            return Built((), (), tuple(e0907.CODE.at(self._span(path), path=self._shown(path)) for path in edited))
        written: dict[str, None] = {}
        try:
            self._write(self.files, written)
            listed = None
            while listed != (listed := _ids(self._listed())):
                self._write(self._collected(), written)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            named = (error.filename2 or error.filename) if isinstance(error, OSError) else None
            shown = str(named or from_here(self.folder))
            failed = e0911.CODE.at(file_span(from_here(self.folder)), path=shown, reason=reason(error))
            return Built(tuple(map(self._shown, written)), (), (failed,))
        unchanged = tuple(self._shown(path) for path in files if path not in written)
        return Built(tuple(map(self._shown, written)), unchanged, tuple(self._renamed()))

    def _write(self, files: Mapping[str, Artefact], written: dict[str, None]) -> None:
        for path, artefact in files.items():
            if self._standing(artefact) is not Standing.SAME:
                write_atomically(self.folder / path, artefact.content)
                self.digests.again(str(self.folder / path))
                written[path] = None

    def _collected(self) -> dict[str, Artefact]:
        listed = self._listed()
        files = {p: c for t in self.targets if isinstance(t, Collecting) for p, c in t.collect(listed).items()}
        return {path: Artefact.of(path, content) for path, content in sealed_all(files).items()}

    def _listed(self) -> tuple[Listed, ...]:
        """Every policy of the folder: those of this build, and those built earlier by the JSON that they left."""
        files = {placement.file for placement in self.placements}
        listed: dict[str, Listed] = {entry.id: entry for entry in self._earlier() if entry.file not in files}
        listed.update({placement.id: placement for placement in self.placements})
        return tuple(listed[id_] for id_ in sorted(listed))

    def _renamed(self) -> Iterator[Diagnostic]:
        """What was built from one of the files under another id."""
        ids = {placement.file: placement.id for placement in self.placements}
        for entry in self._earlier():
            path = f"{entry.id}.json"
            if ids.get(entry.file, entry.id) != entry.id:
                yield w0901.CODE.at(self._span(path), path=self._shown(path), file=entry.file, id=entry.id)

    def _earlier(self) -> Iterator[Placement]:
        """The policies whose JSON stands in the folder and is not what this build makes."""
        self.digests.again(str(self.folder))
        try:
            paths = sorted(self.folder.glob("*.json"))
        except (OSError, ValueError):  # what writing into the folder will complain of
            return
        for path in paths:
            digest, own = self.digests.again(str(path)), self.files.get(path.name)
            if own is None or own.digest != digest:
                entry = _entry(path, digest)
                if entry is not None:
                    yield entry

    def _standing(self, artefact: Artefact) -> Standing:
        path = self.folder / artefact.path
        if self.digests.again(str(path)) == artefact.digest:
            return Standing.SAME
        try:
            old = path.read_bytes() if is_file(path) else None  # a pipe or a device is not read, but replaced
        except OSError:  # what writing it will complain of
            old = None
        return standing(artefact.path, old, artefact.content)

    def _shown(self, path: str) -> str:
        return from_here(self.folder / path)

    def _span(self, path: str) -> Span:
        return file_span(self._shown(path))

    def _stale(self, path: str, zh: str, en: str) -> Diagnostic:
        return e0908.CODE.at(self._span(path), path=self._shown(path), state_zh=zh, state_en=en)


def _ids(listed: Iterable[Listed]) -> tuple[str, ...]:
    return tuple(entry.id for entry in listed)


@lru_cache(maxsize=4096)
def _entry(path: Path, _digest: str | None) -> Placement | None:
    """The policy that a JSON file of this digest was built from; None where it is not one of ours. Read once while it stays."""
    try:
        head = json.loads(path.read_bytes() if is_file(path) else b"")["policy"]
        region = head["region"] or {"name": None, "code": None}
        words = (head["id"], head["name"], region["name"], region["code"], head["series"], head["file"], head.get("amends"))
        years = (head["year"], head.get("benefit_year"))
        period = _period(head.get("period"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    id_, name, place, code, series, file, amends = words
    ours = all(isinstance(word, str) for word in (id_, name, file)) and all(isinstance(x, str | None) for x in words)
    if not (ours and all(isinstance(year, int | None) for year in years) and id_ == path.stem and SNAKE_CASE.fullmatch(id_)):
        return None
    return Placement(id_, name, place, code, years[0], series, file, file_span(file), period, years[1], amends)


def _period(told: dict[str, str] | None) -> Period | None:
    if told is None:
        return None
    last = None if told["last"] is None else date.fromisoformat(told["last"])
    return Period(date.fromisoformat(told["first"]), last, bool(told["assumed"]))
