"""The policies that others name: found by id in the policies folder, else beside the file that names them; each compiled once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policyc.diagnostics.core import Diagnostic
from policyc.pipeline import Compilation
from policyc.semantics.relations.heads import period_of
from policyc.semantics.relations.layers import Named, top_of
from policyc.semantics.relations.naming import Circle, Compiled
from policyc.syntax.parse import parse
from policyc.workspace.finding import ids_in, ids_of, policies_below
from policyc.workspace.reading import read_policy


@dataclass(frozen=True, slots=True)
class _Head:
    """What look-up by series needs to know of a policy."""

    id: str
    series: str
    region: str
    first: datetime.date
    last: datetime.date | None


@dataclass
class PolicyLibrary:
    """Looks policies up by id; ``compile_`` compiles a file. Heads are read, and policies compiled, when first asked for.

    unsaved: the texts of files that count instead of what is on disk, as an editor has them.
    """

    folder: Path
    compile_: Callable[[Path, PolicyLibrary], Compilation]
    name_of: Callable[[Path], str]
    beside: tuple[Path, ...] = ()
    unsaved: Mapping[Path, str] = field(default_factory=dict)
    _by_id: dict[str, list[Path]] | None = None
    _made: dict[Path, Compilation] = field(default_factory=dict)
    _open: list[Path] = field(default_factory=list)
    _heads: list[_Head] | None = None

    def compilation(self, path: Path) -> Compilation:
        """What compiling a file came to; it is done once."""
        if path not in self._made:
            self._open.append(path)
            try:
                self._made[path] = self.compile_(path, self)
            finally:
                self._open.pop()
        return self._made[path]

    # ------------------------------------------------------------------ what the pipeline asks

    def ids(self) -> Sequence[str]:
        """The ids of all policies."""
        return tuple(self._index())

    def files(self, id: str) -> Sequence[str]:
        """The files that give their policy this id."""
        return tuple(self.name_of(path) for path in self._paths(id))

    def compiled(self, id: str) -> Compiled | Circle:
        """The policy of an id that one file has."""
        (path,) = self._paths(id)
        if path in self._open:
            around = [*self._open[self._open.index(path) :], path]
            return Circle(tuple(next(iter(ids_of(p)), p.stem) for p in around))
        made = self.compilation(path)
        named = Named(made.policy, made.layers) if made.ok and made.policy is not None else None
        return Compiled(made.file, named, made.diagnostics, {**made.texts, made.file: made.text})

    def of_series(self, series: str, region: str, day: datetime.date) -> str | None:
        """The policy of a series at a place on a day, the nearest level first; of several, the one that began last."""
        for code in levels(region):
            found = [h for h in self._all_heads() if h.series == series and h.region == code and h.first <= day]
            holding = [h for h in found if h.last is None or day <= h.last]
            if holding:
                return max(holding, key=lambda h: h.first).id
        return None

    # ------------------------------------------------------------------ the folder

    def _paths(self, id_: str) -> list[Path]:
        found = self._index().get(id_, [])
        return found or [path for path in self._neighbours() if id_ in self._ids(path)]

    def _ids(self, path: Path) -> Iterable[str]:
        return ids_in(self.unsaved[path]) if path in self.unsaved else ids_of(path)

    def text(self, path: Path, shown: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
        """The text of a file."""
        return (self.unsaved[path], ()) if path in self.unsaved else read_policy(path, shown)

    def _index(self) -> dict[str, list[Path]]:
        if self._by_id is None:
            self._by_id = {}
            for path in self._below():
                for id_ in self._ids(path):
                    self._by_id.setdefault(id_, []).append(path)
        return self._by_id

    def _below(self) -> Iterable[Path]:
        fresh = [path for path in self.unsaved if path.is_relative_to(self.folder)]
        return sorted({*policies_below(self.folder), *fresh})

    def _neighbours(self) -> Iterable[Path]:
        """The files in the folders of those that are being compiled: a policy and what it names may lie anywhere together."""
        folders = dict.fromkeys(path.parent for path in (*self._open, *self.beside))
        return [
            path
            for folder in folders
            for path in sorted({*folder.glob("*.pol"), *(p for p in self.unsaved if p.parent == folder)})
            if path in self.unsaved or path.is_file()
        ]

    def _all_heads(self) -> list[_Head]:
        if self._heads is None:
            files = dict.fromkeys([*self._below(), *self._neighbours()])
            self._heads = [head for path in files if (head := self._head(path)) is not None]
        return self._heads

    def _head(self, path: Path) -> _Head | None:
        text, _ = self.text(path, path.name)
        tree = parse(text, path.name)[0] if text is not None else None
        top = top_of(tree) if tree is not None else None
        period = period_of(top) if top is not None else None
        if top is None or period is None or not top.regions or not top.series:
            return None
        return _Head(top.alias.text, top.series[0].text, top.regions[0].code.text, period.first, period.last)


def levels(region: str) -> tuple[str, ...]:
    """A region's code and those of the levels above it: 370402, 370400, 370000, CN."""
    found = [region]
    if len(region) == 6 and region.isdecimal():
        found += [region[:4] + "00", region[:2] + "0000"]
    return tuple(dict.fromkeys([*found, "CN"]))
