"""The contents of files and folders as digests, and which of them a run has looked at.

A file whose size, times and inode are those that stood beside its digest is not read again, unless it had only just been
changed when the digest was taken: within one tick of the clock of a file system, a second change would leave no trace.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Mapping

#: Size, time of change, time of change of the inode, inode, when this was noted, digest. None: there is no such file.
Stamp = tuple[int, int, int, int, int, str] | None

#: The coarsest clock of a file system in use (FAT) ticks every two seconds.
_TICK = 2_000_000_000


class Digests:
    """Digests by path, some of them known from an earlier run."""

    def __init__(self, known: Mapping[str, Stamp] | None = None) -> None:
        self._known = dict(known or {})
        #: What was looked at, by absolute path.
        self.seen: dict[str, Stamp] = {}

    def trust(self, known: Mapping[str, Stamp]) -> None:
        """These are known from an earlier run."""
        self._known.update(known)

    def of(self, path: str) -> str | None:
        """The digest of a file's bytes, or of a folder's names; None where there is neither. It is taken once a run."""
        if path not in self.seen:
            self.seen[path] = _stamp(path, self._known.get(path))
        stamp = self.seen[path]
        return None if stamp is None else stamp[-1]

    def again(self, path: str) -> str | None:
        """The digest of a file that may have been written meanwhile."""
        stamp = self.seen[path] = _stamp(path, self.seen.get(path) or self._known.get(path))
        return None if stamp is None else stamp[-1]


def now(stamps: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """The stamps of these files as they are now; a file is read only where its stamp cannot be trusted."""
    return {path: _stamp(path, stamp) for path, stamp in stamps.items()}


def same_content(one: Mapping[str, Stamp], other: Mapping[str, Stamp]) -> bool:
    """Whether the digests of the same files agree."""
    return all(_digest(stamp) == _digest(other[path]) for path, stamp in one.items())


def untouched(stamps: Mapping[str, Stamp]) -> bool:
    """Whether the system says of all these files what it said when they were read; none of them is read again."""
    return all(_about(path) == (None if stamp is None else stamp[:4]) for path, stamp in stamps.items())


def _about(path: str) -> tuple[int, int, int, int] | None:
    try:
        about = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def _is_settled(stamp: tuple[int, int, int, int, int, str]) -> bool:
    return max(stamp[1], stamp[2]) + _TICK < stamp[4]


def _digest(stamp: Stamp) -> str | None:
    return None if stamp is None else stamp[-1]


def _stamp(path: str, known: Stamp) -> Stamp:
    try:
        about = os.stat(path)  # noqa: PTH116
        told = (about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)
        if known is not None and known[:4] == told and _is_settled(known):
            return known
        if not (stat.S_ISDIR(about.st_mode) or stat.S_ISREG(about.st_mode)):
            return None  # a pipe or a device would be waited for
        now = time.time_ns()  # before the content is read: what changes while it is read is not settled
        content = _of_names(path) if stat.S_ISDIR(about.st_mode) else _of_bytes(path)
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return None
    return (*told, now, content)


def _of_names(path: str) -> str:
    import hashlib

    return hashlib.sha256(b"\0".join(sorted(os.fsencode(name) for name in os.listdir(path)))).hexdigest()  # noqa: PTH208


def _of_bytes(path: str) -> str:
    import hashlib

    with open(path, "rb") as file:  # noqa: PTH123
        return hashlib.file_digest(file, "sha256").hexdigest()
