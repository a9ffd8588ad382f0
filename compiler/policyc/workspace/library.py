"""The policies that others name, each compiled once; and for each of them, on what its compilation rests.

They are found by id in the policies folder, else beside the file that names them (:mod:`.index`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from policyc.diagnostics.core import Diagnostic
from policyc.model.policy import Policy
from policyc.pipeline import Compilation
from policyc.semantics.names import fold
from policyc.semantics.relations.layers import Named
from policyc.semantics.relations.naming import Circle, Compiled
from policyc.workspace.index import PolicyIndex
from policyc.workspace.needs import Needs, Question
from policyc.workspace.reading import read_policy

#: So many compilations are held at once; what is asked for again later is compiled again.
_MOST = 256


@dataclass
class PolicyLibrary:
    """Looks policies up by id; ``compile_`` compiles a file. Policies are compiled when they are first asked for.

    unsaved: the texts of files that count instead of what is on disk, as an editor has them. known: the index of the folder
    and of these texts, where there is one. met_circle: policies that name each other were met; what is then told of each hangs on
    where one began.
    """

    folder: Path
    compile_: Callable[[Path, PolicyLibrary], Compilation]
    name_of: Callable[[Path], str]
    beside: tuple[Path, ...] = ()
    unsaved: Mapping[Path, str] = field(default_factory=dict)
    known: PolicyIndex | None = None
    met_circle: bool = False
    _made: dict[Path, tuple[Compilation, Needs]] = field(default_factory=dict)
    _open: list[tuple[Path, Needs]] = field(default_factory=list)

    @cached_property
    def index(self) -> PolicyIndex:
        """Which policies there are."""
        return self.known or PolicyIndex(self.folder, unsaved=self.unsaved)

    def text(self, path: Path, shown: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
        """The text of a file."""
        return (self.unsaved[path], ()) if path in self.unsaved else read_policy(path, shown)

    def compilation(self, path: Path) -> Compilation:
        """What compiling a file came to."""
        return self.with_needs(path)[0]

    def with_needs(self, path: Path) -> tuple[Compilation, Needs]:
        """The same, and on what it rests."""
        if path in self._made:
            self._made[path] = self._made.pop(path)  # the one that was asked for last goes last
        else:
            needs = Needs()
            self._open.append((path, needs))
            self.looked_at(path)
            try:
                made = self.compile_(path, self)
            finally:
                self._open.pop()
            self._made[path] = made, needs
            if len(self._made) > _MOST:
                del self._made[next(iter(self._made))]
        return self._made[path]

    def made(self, path: Path) -> Compilation | None:
        """What compiling a file came to, if that was done."""
        return self._made[path][0] if path in self._made else None

    def update(self, unsaved: Mapping[Path, str]) -> None:
        """Take other unsaved texts, and forget what rests on those that they differ from."""
        changed = {str(path) for path in {*self.unsaved, *unsaved} if self.unsaved.get(path) != unsaved.get(path)}
        if not changed:
            return
        before = self.index
        self.unsaved = dict(unsaved)
        self.known = PolicyIndex(self.folder, before.digests, before.facts, self.unsaved)
        self.__dict__.pop("index")
        self._made = {
            path: (made, needs)
            for path, (made, needs) in self._made.items()
            if not changed & needs.files.keys() and all(ask(self.index, q) == a for q, a in needs.answers.items())
        }

    def looked_at(self, path: Path) -> None:
        """What is being compiled is about to read this file, too, or to find that it is not there."""
        self._open[-1][1].files[str(path)] = self.index.digests.of(str(path))

    # ------------------------------------------------------------------ what the pipeline asks

    def ids(self) -> Sequence[str]:
        """The ids of all policies."""
        found = self.index.ids()
        self._note(("ids",), list(found))
        return found

    def files(self, id: str) -> Sequence[str]:
        """The files that give their policy this id."""
        return tuple(self.name_of(path) for path in self.paths(id))

    def compiled(self, id: str) -> Compiled | Circle:
        """The policy of an id that one file has."""
        (path,) = self.paths(id)
        if path in (open_ := [p for p, _ in self._open]):
            self.met_circle = True
            around = [*open_[open_.index(path) :], path]
            return Circle(tuple(next(iter(self.index.of(p).ids), p.stem) for p in around))
        made, needs = self.with_needs(path)
        if self._open:
            self._open[-1][1].add(needs)
        named = Named(made.policy, made.layers) if made.ok and made.policy is not None else None
        return Compiled(made.file, named, made.diagnostics, {**made.texts, made.file: made.text})

    def of_series(self, series: str, region: str, day: datetime.date) -> str | None:
        """The policy of a series at a place on a day, the nearest level first; of several, the one that began last."""
        folders = self._folders()
        found = self.index.of_series(series, region, day, folders)
        self._note(("series", series, region, day.isoformat(), *map(str, folders)), found)
        return found

    # ------------------------------------------------------------------ what an editor asks

    def before(self, policy: Policy) -> str | None:
        """The policy that this one takes the place of: the one that it amends, else the one before in its series and region."""
        if policy.amends is not None or policy.period is None:
            return policy.amends
        mine, day = (policy.series, policy.region_code), policy.period.first.isoformat()
        heads = [h for _, h in self.index.heads(self._folders()) if (h.series, h.region) == mine and h.first < day]
        return max(heads, key=lambda h: h.first).id if heads else None

    def of_that_series(self, series: str) -> list[Path]:
        """The files of the policies of a series."""
        return [path for path, head in self.index.heads(self._folders()) if fold(head.series) == fold(series)]

    # ------------------------------------------------------------------ the folders

    def paths(self, id_: str) -> tuple[Path, ...]:
        """The files that give their policy this id."""
        folders = self._folders()
        found = self.index.files(id_, folders)
        self._note(("files", id_, *map(str, folders)), [str(path) for path in found])
        return found

    def _folders(self) -> tuple[Path, ...]:
        """Those of the files that are being compiled: a policy and what it names may lie anywhere together."""
        return tuple(dict.fromkeys(path.parent for path in (*(p for p, _ in self._open), *self.beside)))

    def _note(self, question: Question, answer: object) -> None:
        if self._open:
            self._open[-1][1].answers[question] = answer


def ask(index: PolicyIndex, question: Iterable[str]) -> object:
    """The answer to a question that was noted, as it is now."""
    match tuple(question):
        case ("ids",):
            return list(index.ids())
        case ("files", id_, *folders):
            return [str(path) for path in index.files(id_, map(Path, folders))]
        case ("series", series, region, day, *folders):
            return index.of_series(series, region, datetime.date.fromisoformat(day), map(Path, folders))
    raise ValueError(question)
