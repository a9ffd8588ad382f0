"""What the command line calls POLICY → the files that are meant: a path, a folder (all policies below it), or an id."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from policyc.diagnostics.codes import e0901, e0910
from policyc.diagnostics.core import Diagnostic
from policyc.workspace.digests import Digests
from policyc.workspace.places import absolute, file_span
from policyc.workspace.reading import LARGEST_POLICY, read_bytes
from policyc.workspace.settings import Workspace
from policyc_grammar.keywords import words

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_POLICY, _AS = ("|".join(words(terminal)) for terminal in ("_POLICY", "_AS"))
_HEAD = re.compile(rf"^\s*(?:{_POLICY})\s+\S+\s+(?:{_AS})\s+([A-Za-z_][A-Za-z0-9_]*)", re.MULTILINE)
#: The rest of a head, up to its brace; strings and comments may hold braces of their own.
_REST = re.compile(r'(?:[^"#{}]++|"(?:\\.|[^"\\\n])*"|#[^\n]*)*\{(?:[^"#{}]++|"(?:\\.|[^"\\\n])*"|#[^\n]*)*\}')


def find_policies(
    arguments: Iterable[str], workspace: Workspace, digests: Digests | None = None
) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """The files that the arguments mean, each once, in order; without arguments, all policies of the workspace.

    digests: learns which files and folders the answer hangs on.
    """
    digests = digests or Digests()
    files: list[Path] = []
    diagnostics: list[Diagnostic] = []
    for argument in tuple(arguments) or (str(workspace.policies),):
        found, wrong = _find(argument, workspace, digests)
        files += found
        diagnostics += wrong
    return tuple(dict.fromkeys(absolute(path) for path in files)), tuple(diagnostics)


def _find(argument: str, workspace: Workspace, digests: Digests) -> tuple[list[Path], list[Diagnostic]]:
    if not argument:  # a variable that was empty, hardly the current folder
        return [], [e0901.no_such(file_span(argument), argument)]
    path = Path(argument)
    digests.of(str(absolute(path)))
    if _exists(path, folder=True):
        below = policies_below(path, digests)
        return below, [] if below else [e0910.CODE.at(file_span(argument), path=argument)]
    if not _exists(path) and is_id(argument):
        listed = policies_below(workspace.policies, digests)
        named = [p for p in listed if digests.of(str(absolute(p))) and argument in ids_of(p)]
        if named:
            return named, []
        from difflib import get_close_matches

        near = get_close_matches(argument, [each for p in listed for each in ids_of(p)], n=1)
        return [], [e0901.no_such(file_span(argument), argument, *near)]
    return [path], []  # reading it will say what is wrong with it


def _exists(path: Path, *, folder: bool = False) -> bool:
    try:
        return path.is_dir() if folder else path.exists()
    except (OSError, ValueError):
        return False


def policies_below(folder: Path, digests: Digests | None = None) -> list[Path]:
    """Every .pol file in or below a folder, hidden ones apart, in an order that is the same everywhere.

    digests: learns which folders there are.
    """
    return sorted(Path(path) for path in _below(str(folder), digests or Digests()))


def _below(folder: str, digests: Digests) -> Iterator[str]:
    digests.of(str(absolute(folder)))
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, digests)
        elif entry.name.endswith(".pol") and not entry.is_dir():
            yield entry.path


def is_id(argument: str) -> bool:
    """Whether it can be the id of a policy."""
    return _ID.fullmatch(argument) is not None


def ids_of(path: Path) -> Iterator[str]:
    """The ids that a file gives, read from its heads without compiling it."""
    data, _ = read_bytes(path, str(path), LARGEST_POLICY)  # what is no ordinary file would be waited for
    yield from ids_in((data or b"").decode("utf-8-sig", errors="replace"))


def ids_in(text: str) -> list[str]:
    """The ids that a text gives; one, if all is well."""
    return _HEAD.findall(text)


def head_of(text: str) -> str:
    """The head of a policy, cut out of its file; all of the text where it cannot be told apart."""
    begin = _HEAD.search(text)
    rest = _REST.match(text, begin.end()) if begin is not None else None
    return text if begin is None or rest is None else text[begin.start() : rest.end()]
