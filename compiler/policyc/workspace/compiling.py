"""File → compilation: reading, the pipeline, and the sources' texts that are at hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from policyc.diagnostics.order import ordered
from policyc.pipeline import Compilation, compile_text
from policyc.workspace.index import PolicyIndex
from policyc.workspace.library import PolicyLibrary
from policyc.workspace.places import absolute, from_here, relative
from policyc.workspace.settings import Workspace, find_workspace
from policyc.workspace.sources import SourceTexts, Watched
from policyc.workspace.tables import keep_tables


def compile_path(path: str | os.PathLike[str], workspace: Workspace | None = None) -> Compilation:
    """Compile one file. What it cannot read it reports as diagnostics of an empty compilation."""
    return library_of(workspace or find_workspace()).compilation(absolute(path))


def compile_paths(
    paths: Iterable[Path], workspace: Workspace, *, cite: bool = True, thorough: bool = True
) -> tuple[Compilation, ...]:
    """Compile several files; what several of them name is compiled once.

    cite: hold quotes against the texts at hand. thorough: see the pipeline.
    """
    library = library_of(workspace, cite=cite, thorough=thorough)
    return tuple(library.compilation(absolute(path)) for path in paths)


def library_of(
    workspace: Workspace,
    beside: Iterable[Path] = (),
    *,
    cite: bool = True,
    thorough: bool = True,
    unsaved: Mapping[Path, str] | None = None,
    index: PolicyIndex | None = None,
    name: Callable[[Path], str] | None = None,
) -> PolicyLibrary:
    """The policies of a workspace, then those that lie in the folders of the files ``beside``.

    thorough: see the pipeline. unsaved: texts that count instead of what is on disk. index: of the policies, where there is one.
    name: what messages and artefacts call a file, if not :func:`name_of`.
    """
    texts = SourceTexts(workspace.sources)
    called = name or namer()
    keep_tables()

    def compile_(place: Path, library: PolicyLibrary) -> Compilation:
        text, found = library.text(place, from_here(place))
        if text is None:
            return Compilation(from_here(place), "", None, found)
        watched = Watched(texts, library.looked_at)
        compiled = compile_text(text, called(place), texts=watched if cite else None, library=library, thorough=thorough)
        return replace(compiled, diagnostics=ordered((*compiled.diagnostics, *watched.diagnostics)))

    return PolicyLibrary(workspace.policies, compile_, called, tuple(beside), unsaved or {}, index)


def namer() -> Callable[[Path], str]:
    """:func:`name_of` for many files: which workspace a folder belongs to is found out once."""
    root = cache(_root)

    def name(path: Path) -> str:
        below = relative(path, root(path.parent))
        return below if below is not None else path.name

    return name


def name_of(path: Path) -> str:
    """What messages and artefacts call a file: its path in its own workspace, so that it is the same wherever the user stands.

    A file of no workspace is called as seen from the current folder, or by its bare name where it is not below it.
    """
    return namer()(path)


def _root(folder: Path) -> Path:
    own = find_workspace(folder)
    return own.root if own.configured else Path.cwd()
