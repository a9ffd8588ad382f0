"""What the command line calls POLICY → the files that are meant: a path, a folder (all policies below it), or an id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from policyc.diagnostics.codes import e0901, e0910
from policyc.diagnostics.core import Diagnostic
from policyc.workspace.places import absolute, file_span
from policyc.workspace.settings import Workspace
from policyc_grammar.keywords import words

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_POLICY, _AS = ("|".join(words(terminal)) for terminal in ("_POLICY", "_AS"))
_HEAD = re.compile(rf"^\s*(?:{_POLICY})\s+\S+\s+(?:{_AS})\s+([A-Za-z_][A-Za-z0-9_]*)", re.MULTILINE)


def find_policies(arguments: Iterable[str], workspace: Workspace) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """The files that the arguments mean, each once, in order; without arguments, all policies of the workspace."""
    files: list[Path] = []
    diagnostics: list[Diagnostic] = []
    for argument in tuple(arguments) or (str(workspace.policies),):
        found, wrong = _find(argument, workspace)
        files += found
        diagnostics += wrong
    return tuple(dict.fromkeys(absolute(path) for path in files)), tuple(diagnostics)


def _find(argument: str, workspace: Workspace) -> tuple[list[Path], list[Diagnostic]]:
    path = Path(argument)
    if _exists(path, folder=True):
        below = policies_below(path)
        return below, [] if below else [e0910.CODE.at(file_span(argument), path=argument)]
    if not _exists(path) and _ID.fullmatch(argument):
        named = [p for p in policies_below(workspace.policies) if argument in ids_of(p)]
        return named, [] if named else [e0901.CODE.at(file_span(argument), path=argument)]
    return [path], []  # reading it will say what is wrong with it


def _exists(path: Path, *, folder: bool = False) -> bool:
    try:
        return path.is_dir() if folder else path.exists()
    except (OSError, ValueError):
        return False


def policies_below(folder: Path) -> list[Path]:
    """Every .pol file in or below a folder, hidden ones apart, in an order that is the same everywhere."""
    return sorted(p for p in folder.rglob("*.pol") if not _hidden(p.relative_to(folder)) and not p.is_dir())


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def ids_of(path: Path) -> Iterator[str]:
    """The id that a file gives its policy, read from its head without compiling it."""
    try:
        text = path.read_text("utf-8-sig", errors="replace")
    except OSError:
        return
    yield from ids_in(text)


def ids_in(text: str) -> Iterator[str]:
    """The id that the text of a file gives its policy."""
    yield from _HEAD.findall(text)
