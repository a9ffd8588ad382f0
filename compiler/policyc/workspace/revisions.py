"""A policy as it stood in a revision of git, with all that it relates to: ``git:REV:path``.

Nothing of the working tree is read, and nothing is written: the files of the revision are given to the library of policies as
texts of a folder that does not exist. Git is run to list and to read objects only.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from policyc.diagnostics.codes import e0931, e0932, e0933, e0934
from policyc.diagnostics.core import Words
from policyc.workspace.compiling import library_of
from policyc.workspace.finding import ids_in, is_id
from policyc.workspace.library import PolicyLibrary
from policyc.workspace.places import absolute
from policyc.workspace.reading import LARGEST_POLICY, decode
from policyc.workspace.refusing import Refused, refused
from policyc.workspace.settings import Workspace

PREFIX = "git:"
#: Git that takes longer waits for something that will not come.
_SECONDS = 60
#: Git is asked for what it has: it fetches nothing, asks nobody and leaves no lock.
_ALONE = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A policy file of a revision: the library of that revision, and where in it the file is."""

    library: PolicyLibrary
    path: Path


def kept(argument: str, *, thorough: bool = True) -> Kept:
    """The file that ``git:REV:path`` means. Raises :class:`Refused`.

    The path is looked for from the current folder, else from the top of the repository; an id is looked for in the policies
    folder that the settings of that revision name. thorough: see the pipeline.
    """
    rev, colon, path = argument.removeprefix(PREFIX).rpartition(":")  # a revision may hold colons: HEAD@{2023-01-01 10:00}
    if not colon or not rev or not path or rev.startswith("-") or "\0" in argument:
        raise refused(e0931.CODE, argument)
    revision = _Revision(argument, rev)
    found = revision.find(path)
    return Kept(revision.library(thorough=thorough), revision.root / found)


class _Revision:
    """The files of a revision."""

    def __init__(self, argument: str, rev: str) -> None:
        self._argument, self._rev = argument, rev
        here = self._git("rev-parse", "--show-toplevel", "--show-prefix").decode("utf-8", "surrogateescape").split("\n")
        self._top, self._prefix = Path(here[0]), here[1]
        self._commit = self._resolved()
        #: A folder that does not exist.
        self.root = absolute(self._top) / f"{PREFIX}{self._commit}"

    def _resolved(self) -> str:
        try:
            asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{self._rev}^{{commit}}")
            return self._git(*asked).decode().strip()
        except Refused as error:
            raise refused(e0933.CODE, self._argument, rev=self._rev) from error

    def find(self, path: str) -> str:
        """The name of a file in the revision."""
        if is_id(path) and not path.endswith(".pol"):
            named = [name for name in self._below(self._policies) if path in ids_in(self._texts[name])]
            if len(named) == 1:
                return named[0]
        names = [self._prefix + path, *([] if path.startswith("./") else [path])]
        if Path(path).is_absolute():
            names = [os.path.relpath(path, self._top).replace(os.sep, "/")]
        tidy = [posixpath.normpath(name) for name in names]
        for name in tidy:
            if name in self._blobs:
                return name
        if all(name == ".." or name.startswith("../") for name in tidy):
            raise refused(e0934.CODE, self._argument, path=path, rev=self._rev, why=_OUTSIDE)
        raise refused(e0934.CODE, self._argument, path=path, rev=self._rev, why=_MISSING)

    def library(self, *, thorough: bool) -> PolicyLibrary:
        """The policies of the revision."""
        policies = self.root / self._policies
        workspace = Workspace(self.root, policies, self.root, self.root, configured=True)
        texts = {self.root / name: text for name, text in self._texts.items()}
        return library_of(workspace, cite=False, thorough=thorough, unsaved=texts, name=self._called)

    def _called(self, path: Path) -> str:
        return f"{PREFIX}{self._rev}:{path.relative_to(self.root).as_posix()}"

    # ------------------------------------------------------------------ what is in it

    @cached_property
    def _blobs(self) -> Mapping[str, tuple[str, int]]:
        """The object and the size of every ordinary file."""
        found = {}
        for entry in self._git("ls-tree", "-r", "-z", "-l", "--full-tree", self._commit).split(b"\0"):
            about, _, name = entry.partition(b"\t")
            if about.startswith(b"100"):  # no links, no submodules
                _, _, blob, size = about.split()
                found[name.decode("utf-8", "surrogateescape")] = blob.decode(), int(size)
        return found

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        """The text of every policy file."""
        wanted = [name for name, (_, size) in self._blobs.items() if name.endswith(".pol") and size <= LARGEST_POLICY]
        made = {}
        for name, data in zip(wanted, self._read(wanted), strict=True):
            text, _ = decode(data, name)
            made[name] = (data.decode("utf-8-sig", "replace") if text is None else text).replace("\r\n", "\n")
        return made

    def _below(self, folder: str) -> list[str]:
        return [name for name in self._texts if name.startswith(f"{folder}/")]

    @cached_property
    def _policies(self) -> str:
        """The policies folder, as the nearest settings from the current folder upwards name it."""
        own = self._prefix.rstrip("/")
        folder = own
        while True:
            settings = self._settings(folder)
            if settings is not None or not folder:
                break
            folder = posixpath.dirname(folder)
        named = (settings or {}).get("policies", "policies")
        return posixpath.normpath(posixpath.join(own if settings is None else folder, str(named)))

    def _settings(self, folder: str) -> Mapping[str, Any] | None:
        for name, keys in (("policyc.toml", ()), ("pyproject.toml", ("tool", "policyc"))):
            table: Any = self._table(posixpath.join(folder, name))
            for key in keys:
                table = table.get(key) if isinstance(table, dict) else None
            if isinstance(table, dict):
                return table
        return None

    def _table(self, name: str) -> dict[str, Any] | None:
        import tomllib

        if name not in self._blobs:
            return None
        (data,) = self._read([name])
        try:
            return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
        except (ValueError, RecursionError):
            return {}

    # ------------------------------------------------------------------ git

    def _read(self, names: Iterable[str]) -> list[bytes]:
        """The contents of files, in order."""
        asked = "".join(f"{self._blobs[name][0]}\n" for name in names)
        answer = self._git("cat-file", "--batch", input=asked.encode())
        found, at = [], 0
        while at < len(answer):
            end = answer.index(b"\n", at)
            size = int(answer[at:end].split()[-1])
            found.append(answer[end + 1 : end + 1 + size])
            at = end + 1 + size + 1
        return found

    def _git(self, *arguments: str, input: bytes = b"") -> bytes:
        try:
            done = subprocess.run(
                ["git", "--no-replace-objects", *arguments],
                input=input,
                capture_output=True,
                check=True,
                timeout=_SECONDS,
                env={**os.environ, **_ALONE},
            )
        except FileNotFoundError:
            raise refused(e0932.CODE, self._argument, why=_NO_GIT) from None
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
            raise refused(e0932.CODE, self._argument, why=Words(f"git 说：{said}", f"git says: {said}")) from None
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise refused(e0932.CODE, self._argument, why=Words(str(error), str(error))) from None
        return done.stdout


_NO_GIT = Words("这台电脑上没有 git", "git is not installed")
_OUTSIDE = Words("它在仓库之外", "it lies outside the repository")
_MISSING = Words("那个版本里没有这个文件", "there is no such file in that revision")
