"""What a user calls a policy → the policy: a path, an id, ``region@date``, ``git:REV:path``, or a generated module.

Several that are opened together are compiled in one library, so that what they share is compiled once; a revision of git has a
library of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from policyc.diagnostics.codes import e0930, e0937, e0939
from policyc.diagnostics.core import Diagnostic, Words
from policyc.model.hashing import meaning_hash
from policyc.model.timeline import series_of
from policyc.pipeline import Compilation
from policyc.workspace import dated, revisions
from policyc.workspace.compiling import library_of
from policyc.workspace.finding import find_policies
from policyc.workspace.library import PolicyLibrary
from policyc.workspace.places import from_here
from policyc.workspace.refusing import Refused, refused
from policyc.workspace.settings import Workspace, find_workspace

#: What can be opened.
Named = str | os.PathLike[str] | ModuleType | Compilation


@dataclass(frozen=True, slots=True)
class Opened:
    """The compilations in the order in which they were asked for; fewer where something stood in the way.

    texts, names: of the files that diagnostics speak of, by ``Span.file``, and what they are called where the user stands.
    refused: what stood in the way; diagnostics: the same, what is wrong with the policies, and what is to be noted.
    """

    compilations: tuple[Compilation, ...]
    texts: Mapping[str, str]
    names: Mapping[str, str]
    refused: tuple[Diagnostic, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Meant:
    """A file that is meant. ``shown``: what it is called where the user stands; None where it is called so everywhere."""

    library: PolicyLibrary
    path: Path
    shown: str | None = None

    def compiled(self) -> tuple[Compilation, str | None]:
        return self.library.compilation(self.path), self.shown


def opened(asked: Iterable[Named], workspace: Workspace, *, cite: bool = False, thorough: bool = True) -> Opened:
    """Open policies. Where ``region@date`` may mean several, the series of the others decides.

    cite: hold quotes against the texts at hand. thorough: see the pipeline.
    """
    library = library_of(workspace, cite=cite, thorough=thorough)
    wanted = list(asked)
    found: dict[int, tuple[Compilation, str | None]] = {}
    several: dict[int, tuple[dated.InForce, ...]] = {}
    diagnostics = [*workspace.diagnostics]
    for place, each in enumerate(wanted):
        try:
            if isinstance(each, str) and dated.is_dated(each):
                several[place] = dated.in_force_at(each, workspace)
            else:
                found[place] = _compiled(each, library, workspace, thorough=thorough)
        except Refused as error:
            diagnostics.append(error.diagnostic)
    series = [series_of(made.policy) for made, _ in found.values() if made.policy is not None]
    for place, candidates in several.items():
        others = [*series, *_common(candidates, (c for other, c in several.items() if other != place))]
        try:
            chosen = _chosen(str(wanted[place]), candidates, others)
        except Refused as error:
            diagnostics.append(error.diagnostic)
        else:
            diagnostics += chosen.notes
            found[place] = _Meant(library, chosen.path, from_here(chosen.path)).compiled()
    made = [found[place] for place in sorted(found)]
    refused = tuple(d for d in diagnostics if d.is_error)
    return Opened(tuple(c for c, _ in made), *_files(made), refused, (*diagnostics, *_wrong(c for c, _ in made)))


def opened_all(arguments: Iterable[str], workspace: Workspace, *, cite: bool = False) -> Opened:
    """Open all policies of files and folders, too; without arguments, those of the workspace."""
    asked: list[Named] = []
    refused: list[Diagnostic] = []
    for argument in tuple(arguments) or (str(workspace.policies),):
        if argument.startswith(revisions.PREFIX) or dated.is_dated(argument):
            asked.append(argument)
        else:
            files, wrong = find_policies([argument], workspace)
            asked += files
            refused += wrong
    found = opened(dict.fromkeys(asked), workspace, cite=cite)
    return replace(found, refused=(*found.refused, *refused), diagnostics=(*refused, *found.diagnostics))


def _files(made: Sequence[tuple[Compilation, str | None]]) -> tuple[dict[str, str], dict[str, str]]:
    texts = {file: text for c, _ in made for file, text in c.texts.items()} | {c.file: c.text for c, _ in made}
    return texts, {c.file: shown for c, shown in made if shown is not None}


def _wrong(compilations: Iterable[Compilation]) -> Iterator[Diagnostic]:
    for compilation in {id(c): c for c in compilations}.values():
        yield from (d for d in compilation.diagnostics if d.is_error)


def _compiled(asked: Named, library: PolicyLibrary, workspace: Workspace, *, thorough: bool) -> tuple[Compilation, str | None]:
    match asked:
        case Compilation():
            return asked, None
        case ModuleType():
            return _of_module(asked, library)
    argument = os.fspath(asked)
    if argument.startswith(revisions.PREFIX):
        kept = revisions.kept(argument, thorough=thorough)
        return _Meant(kept.library, kept.path).compiled()
    files, wrong = find_policies([argument], workspace)
    if wrong:
        raise Refused(wrong[0])
    if len(files) > 1:
        raise refused(e0930.CODE, argument, count=len(files))
    return _Meant(library, files[0], from_here(files[0])).compiled()


# ------------------------------------------------------------------ region@date


def _common(candidates: Iterable[dated.InForce], others: Iterable[Iterable[dated.InForce]]) -> set[str]:
    """The series that another side, which is not decided either, has in common with this one, if that is one only."""
    mine = {c.series for c in candidates}
    for theirs in others:
        both = mine & {c.series for c in theirs}
        if len(both) == 1:
            return both
    return set()


def _chosen(argument: str, candidates: Sequence[dated.InForce], series: Iterable[str]) -> dated.InForce:
    fitting = [c for c in candidates if c.series in series] or candidates
    if len(fitting) == 1:
        return fitting[0]
    told = "、".join(f"{c.id}（{c.series}）" for c in fitting)
    raise refused(e0937.CODE, argument, count=len(fitting), candidates=told)


# ------------------------------------------------------------------ generated modules


def _of_module(module: ModuleType, library: PolicyLibrary) -> tuple[Compilation, str | None]:
    """The policy that a module was generated from, as the workspace has it; it must mean what the module means."""
    name = module.__name__
    about = getattr(module, "POLICY", None)
    id_, meaning = getattr(about, "id", None), getattr(about, "meaning", None)
    if not isinstance(id_, str) or not isinstance(meaning, str):
        raise refused(e0939.CODE, name, why=_NOT_GENERATED)
    for each in _libraries(module, library):
        files = each.paths(id_)
        if len(files) == 1:
            made = each.compilation(files[0])
            if made.ok and made.policy is not None and meaning_hash(made.policy) != meaning:
                raise refused(e0939.CODE, name, why=_differs(made.file))
            return made, from_here(files[0])
    raise refused(e0939.CODE, name, why=Words(f"工作区里找不到政策 {id_}", f"the workspace has no policy {id_}"))


def _libraries(module: ModuleType, library: PolicyLibrary) -> Iterator[PolicyLibrary]:
    """That of the workspace in which the module lies, then that of where the user stands."""
    file = getattr(module, "__file__", None)
    if file is not None:
        own = find_workspace(Path(file).parent)
        if own.configured and own.policies != library.folder:
            yield library_of(own, cite=False)
    yield library


_NOT_GENERATED = Words("它不是本版 policyc 生成的政策模块", "it is no module that this version of policyc generated for a policy")


def _differs(file: str) -> Words:
    return Words(
        f"它的含义与现在的 {file} 不同，生成以后政策文件改过，或者模块改过",
        f"it does not mean what {file} means now: one of them was changed after it was generated",
    )
