"""Two policies as the user calls them → their comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from policyc.compare.changes import Diff
from policyc.compare.engine import compare
from policyc.diagnostics.codes import e0930
from policyc.diagnostics.core import Diagnostic
from policyc.pipeline import Compilation
from policyc.workspace.compiling import compile_paths
from policyc.workspace.finding import find_policies
from policyc.workspace.places import file_span
from policyc.workspace.settings import Workspace


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it: no comparison where one of the two is not valid. files: those of the compilations, in their order."""

    diff: Diff | None
    files: tuple[Path, ...]
    compilations: tuple[Compilation, ...]
    diagnostics: tuple[Diagnostic, ...]


def compared(old: str, new: str, workspace: Workspace) -> Compared:
    """The comparison of two policies, each a path or an id."""
    files: list[Path] = []
    diagnostics: list[Diagnostic] = [*workspace.diagnostics]
    for argument in (old, new):
        found, wrong = find_policies([argument], workspace)
        diagnostics += wrong
        if len(found) > 1:
            diagnostics.append(e0930.CODE.at(file_span(argument), argument=argument, count=len(found)))
        files += found[:1]
    if any(d.is_error for d in diagnostics) or len(files) < 2:
        return Compared(None, (), (), tuple(diagnostics))
    made = compile_paths(files, workspace, cite=False, thorough=False)  # claims and examples are for ``policyc check`` to hold
    diagnostics += [d for c in {c.file: c for c in made}.values() for d in c.diagnostics if d.is_error]
    return Compared(_diff(made), tuple(files), made, tuple(diagnostics))


def _diff(made: Sequence[Compilation]) -> Diff | None:
    older, newer = made
    if not (older.ok and newer.ok) or older.policy is None or newer.policy is None:
        return None
    return compare(older.policy, newer.policy)
