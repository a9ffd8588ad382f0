"""The workspace: the nearest folder upwards with ``policyc.toml`` or ``[tool.policyc]`` in pyproject.toml, else the current one.

::

    [tool.policyc]            # in policyc.toml the same keys, without the heading
    policies = "policies"     # where policies are looked for by id
    output = "generated"      # where build writes
    sources = "sources"       # where the sources' texts are, if they are at hand
    summary = "md"            # the formats of the summaries: md, html, docx
    template = "bureau.docx"  # where Word documents take their page and styles from
    households = "households.toml"  # the typical households that comparisons work out
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policyc.diagnostics.codes import e0909
from policyc.diagnostics.core import Diagnostic
from policyc.document.formats import MARKDOWN, formats_of
from policyc.workspace.places import absolute, file_span, from_here, is_file

_FOLDERS: Mapping[str, str] = {"policies": "policies", "output": "generated", "sources": "sources"}
_KEYS = (*_FOLDERS, "summary", "template", "households")


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of a workspace, which need not exist, and how it wants its summaries. ``configured``: it has settings.

    households: the file of typical households, where the settings name one.
    """

    root: Path
    policies: Path
    output: Path
    sources: Path
    configured: bool
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    summary: tuple[str, ...] = (MARKDOWN,)
    template: Path | None = None
    households: Path | None = None


def find_workspace(start: Path | None = None, *, sources: str | None = None) -> Workspace:
    """The workspace of a folder (by default the current one).

    sources: the folder of the sources' texts where the user names one; else ``POLICYC_SOURCES``, else the settings.
    """
    here = absolute(start if start is not None else Path.cwd())
    for folder in (here, *here.parents):
        found = _settings(folder)
        if found is not None:
            return _workspace(folder, *found, configured=True, sources=sources)
    return _workspace(here, {}, (), configured=False, sources=sources)


def settings_files(start: Path) -> Iterator[Path]:
    """The files, there or not, that decide to which workspace a folder belongs."""
    here = absolute(start)
    for folder in (here, *here.parents):
        yield from (folder / "policyc.toml", folder / "pyproject.toml")
        if _settings(folder) is not None:
            return


def _workspace(
    root: Path, settings: Mapping[str, str], diagnostics: tuple[Diagnostic, ...], *, configured: bool, sources: str | None
) -> Workspace:
    folders = {key: root / settings.get(key, default) for key, default in _FOLDERS.items()}
    named = sources or os.environ.get("POLICYC_SOURCES")
    if named:
        folders["sources"] = absolute(named)
    summary = formats_of(settings.get("summary", MARKDOWN))
    template, households = (root / settings[key] if key in settings else None for key in ("template", "households"))
    return Workspace(
        *(
            root,
            folders["policies"],
            folders["output"],
            folders["sources"],
            configured,
            diagnostics,
            summary,
            template,
            households,
        )
    )


def _settings(folder: Path) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]] | None:
    """The settings that stand in a folder, and what is wrong with them; None where there are none."""
    own = folder / "policyc.toml"
    if is_file(own):
        return _checked(own, _table(own))
    project = folder / "pyproject.toml"
    if not is_file(project):
        return None
    table = _table(project)
    if isinstance(table, str):  # a broken pyproject.toml is ours to report only where it speaks of us
        return _checked(project, table) if b"[tool.policyc" in _bytes(project) else None
    ours = table.get("tool", {}).get("policyc") if isinstance(table.get("tool", {}), dict) else None
    return None if ours is None else _checked(project, ours)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _table(path: Path) -> dict[str, Any] | str:
    """The table of a TOML file; the reason why there is none as a string."""
    import tomllib

    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except (OSError, ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        return str(error)


def _checked(path: Path, table: object) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    if isinstance(table, str):
        return {}, (_wrong(path, table, table),)
    if not isinstance(table, dict):
        return {}, (_wrong(path, "[tool.policyc] 不是表", "[tool.policyc] is not a table"),)
    good = {key: value for key, value in table.items() if key in _KEYS and isinstance(value, str) and _fits(key, value)}
    wrong = [_wrong(path, f"{key} = {table[key]!r}", f"{key} = {table[key]!r}") for key in table if key not in good]
    return good, tuple(wrong)


def _fits(key: str, value: str) -> bool:
    if key != "summary":
        return bool(value) and "\0" not in value
    try:
        return bool(formats_of(value))
    except ValueError:
        return False


def _wrong(path: Path, zh: str, en: str) -> Diagnostic:
    return e0909.CODE.at(file_span(from_here(path)), reason_zh=zh, reason_en=en)
