"""The user's own cache folder: what is kept there costs time when it is lost, and nothing else.

Only a folder that belongs to the user and to nobody else is read or written; where there is none, nothing is kept. Every file
bears a checksum, so that a torn or spoilt one is as good as none. Little is imported here, because every run begins here.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat

#: What all kept files of a kind may come to together; the oldest go first.
_LARGEST = 200 * 1024 * 1024


def own_folder() -> str:
    """``$XDG_CACHE_HOME/policyc`` or ``~/.cache/policyc``; OSError where it is not the user's alone."""
    if os.name != "posix":
        raise PermissionError("whose folder it is cannot be told here")
    home = os.environ.get("XDG_CACHE_HOME", "")
    folder = os.path.join(home if os.path.isabs(home) else os.path.expanduser("~/.cache"), "policyc")  # noqa: PTH111, PTH117, PTH118
    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise PermissionError(folder)
    return folder


def read(name: str) -> bytes | None:
    """What was kept under a name; None where there is nothing, or not what was written."""
    with contextlib.suppress(OSError):
        with open(os.path.join(own_folder(), name), "rb") as file:  # noqa: PTH118, PTH123
            content = file.read()
        if hashlib.sha256(content[32:]).digest() == content[:32]:
            return content[32:]
    return None


def write(name: str, content: bytes) -> None:
    """Keep this under a name, in place of what was there."""
    from pathlib import Path

    from policyc.workspace.writing import write_atomically

    with contextlib.suppress(OSError):
        write_atomically(Path(own_folder()) / name, hashlib.sha256(content).digest() + content)


def prune(kind: str, *, most: int, largest: int = _LARGEST) -> None:
    """Of the files whose names begin so, keep only the latest: so many, and so many bytes together."""
    with contextlib.suppress(OSError):
        with os.scandir(own_folder()) as entries:
            found = [(e.stat(), e.path) for e in entries if e.name.startswith(kind)]
        size = 0
        for number, (about, path) in enumerate(sorted(found, key=lambda each: -each[0].st_mtime_ns)):
            size += about.st_size
            if number >= most or size > largest:
                with contextlib.suppress(OSError):
                    os.unlink(path)  # noqa: PTH108
