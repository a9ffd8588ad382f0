"""The names of a workspace: an index of files, made by :mod:`policyc.semantics.uses`, and what a name that a user types means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from policyc.diagnostics.core import Diagnostic
from policyc.semantics.names import fold
from policyc.semantics.relations.layers import top_of
from policyc.semantics.uses import Definition, FileNames, Key, Use, definitions_of, lookup, names_of
from policyc.syntax.parse import parse
from policyc.workspace.compiling import library_of, name_of
from policyc.workspace.finding import policies_below
from policyc.workspace.library import PolicyLibrary
from policyc.workspace.places import from_here
from policyc.workspace.reading import read_policy
from policyc.workspace.settings import Workspace


@dataclass(frozen=True, slots=True)
class Indexed:
    """A file with its text and its names; ``broken``: its text has errors, so that the names may not be complete."""

    path: Path
    text: str
    names: FileNames
    broken: bool


@dataclass(frozen=True)
class Index:
    """The names of several files, by ``Span.file``. diagnostics: of files that could not be read."""

    files: Mapping[str, Indexed]
    diagnostics: tuple[Diagnostic, ...] = ()
    known: Mapping[Key, tuple[Definition, ...]] = field(default_factory=dict)

    def definitions(self) -> Iterator[Definition]:
        """All, file by file."""
        for file in self.files.values():
            yield from file.names.definitions

    def uses(self, key: Key) -> Iterator[Use]:
        """Where something is used, file by file."""
        for file in self.files.values():
            yield from (use for use in file.names.uses if use.key == key)

    def meant(self, name: str) -> tuple[Definition, ...]:
        """What a name may mean, one for each thing: a Chinese name, an ASCII name, or either behind the id of a policy."""
        policy, dot, inner = name.rpartition(".")
        wanted = fold(inner)
        found = {
            definition.key: definition
            for definition in self.definitions()
            if wanted in (fold(definition.name), definition.alias) and (not dot or definition.policy == policy)
        }
        return tuple(found.values())


def index(paths: Iterable[Path], library: PolicyLibrary) -> Index:
    """The index of files; what they name is found in the library."""
    files: dict[str, Indexed] = {}
    found: list[Diagnostic] = []
    for path in paths:
        text, wrong = library.text(path, from_here(path))
        found += wrong
        if text is not None:
            file, errors = parse(text, name_of(path))
            if file is not None:
                names = names_of(file, text, library)
                files[names.file] = Indexed(path, text, names, bool(errors))
    return Index(files, tuple(found), lookup(each.names for each in files.values()))


def index_of_name(
    name: str, workspace: Workspace, beside: Iterable[Path] = (), unsaved: Mapping[Path, str] | None = None
) -> Index:
    """The index of those files, of the workspace and ``beside``, that write a name or what it stands for."""
    others = tuple(beside)
    library = library_of(workspace, others, cite=False, thorough=False, unsaved=unsaved)
    texts = {}
    for path in dict.fromkeys([*policies_below(workspace.policies), *others]):
        text, _ = library.text(path, from_here(path))
        texts[path] = text if text is not None else ""
    first = index(writing(texts, [name.rpartition(".")[2]]), library)
    words = {word for definition in first.meant(name) for word in (definition.name, definition.alias) if word is not None}
    return index(writing(texts, words), library) if words else first


def writing(texts: Mapping[Path, str], words: Iterable[str]) -> list[Path]:
    """The files in which one of these words stands anywhere; one that could not be read is among them, so that it is told."""
    wanted = [fold(word) for word in words]
    return [path for path, text in texts.items() if not text or any(word in fold(text) for word in wanted)]


def building_on(changed: Iterable[Path], texts: Mapping[Path, str]) -> list[Path]:
    """Files and those that build on them: whose head names one of their policies, or its series, or one that builds on it."""
    found = set(changed)
    heads: dict[Path, tuple[frozenset[str], frozenset[str]]] = {}
    while True:
        words = set().union(*(_head(path, texts[path], heads)[0] for path in found if path in texts))
        candidates = writing(texts, words) if words else []
        more = {path for path in candidates if _head(path, texts[path], heads)[1] & words} - found
        if not more:
            return [path for path in texts if path in found]
        found |= more


def _head(
    path: Path, text: str, known: dict[Path, tuple[frozenset[str], frozenset[str]]]
) -> tuple[frozenset[str], frozenset[str]]:
    """The words by which others may name the policy of a file (its id, its series), and those by which it names others."""
    if path not in known:
        file = parse(text, "")[0]
        top = top_of(file) if file is not None else None
        own = () if top is None else (top.alias, *top.series)
        others = () if top is None else (*top.under, *top.amends, *top.uses)
        known[path] = frozenset(fold(name.text) for name in own), frozenset(fold(name.text) for name in others)
    return known[path]


def nearest_name(name: str, workspace: Workspace, beside: Iterable[Path] = ()) -> str | None:
    """The name, Chinese or ASCII, of the workspace that is most like one that means nothing."""
    names: set[str] = set()
    for path in dict.fromkeys([*policies_below(workspace.policies), *beside]):
        text, _ = read_policy(path, from_here(path))
        file = parse(text, name_of(path))[0] if text is not None else None
        for definition in definitions_of(file) if file is not None else ():
            names.update(word for word in (definition.name, definition.alias) if word is not None)
    return next(iter(difflib.get_close_matches(name.rpartition(".")[2], sorted(names), n=1, cutoff=0.5)), None)
