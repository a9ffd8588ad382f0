"""Which policyc this is: nothing that another one kept is believed."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.machinery import PathFinder


@cache
def fingerprint() -> str:
    """Of Python, of policyc's own files, and of the folders in which other packages are installed.

    An installation or an update of any package changes its folder's time; policyc's own files are looked at one by one, so that
    someone who edits them need not think of it.
    """
    told = [sys.version, *(f"{path} {about}" for path, about in (*_own_files(), *_others()))]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()


def _own_files() -> Iterator[tuple[str, str]]:
    for package in ("policyc", "policyc_grammar"):  # found, not loaded
        found = PathFinder.find_spec(package)
        for folder in (found and found.submodule_search_locations) or ():
            yield from sorted(_below(folder))


def _below(folder: str) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _below(entry.path)
            else:
                about = entry.stat()
                yield entry.path, f"{about.st_size} {about.st_mtime_ns}"


def _others() -> Iterator[tuple[str, str]]:
    for folder in sys.path[1:]:  # the first is that of the script, or the current folder
        try:
            yield folder, str(os.stat(folder).st_mtime_ns)  # noqa: PTH116
        except OSError:
            continue
