"""The parser's tables, kept in the user's own cache folder, so that a short run need not work the grammar out.

Only a folder that belongs to the user and to nobody else is read or written; where there is none, nothing is kept. Whatever
goes wrong here costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from policyc.syntax import grammar
from policyc.workspace.writing import write_atomically

#: So many are kept, of several versions of policyc and of Python; the oldest go.
_MOST = 4


class OwnFolder:
    """Files in the user's cache folder."""

    def read(self, name: str) -> bytes | None:
        """What was kept under a name."""
        with contextlib.suppress(OSError, RuntimeError):
            return (_own_folder() / name).read_bytes()
        return None

    def write(self, name: str, content: bytes) -> None:
        """Keep this, and of the others only the latest."""
        with contextlib.suppress(OSError, RuntimeError):
            folder = _own_folder()
            write_atomically(folder / name, content)
            for old in sorted(folder.glob("grammar-*"), key=lambda path: path.stat().st_mtime)[:-_MOST]:
                old.unlink()


def keep_tables() -> None:
    """Let the parser use what was kept."""
    grammar.keep(OwnFolder())


def _own_folder() -> Path:
    """``$XDG_CACHE_HOME/policyc`` or ``~/.cache/policyc``; OSError where it is not the user's alone."""
    if os.name != "posix":
        raise PermissionError("whose folder it is cannot be told here")
    home = os.environ.get("XDG_CACHE_HOME", "")
    folder = (Path(home) if Path(home).is_absolute() else Path.home() / ".cache") / "policyc"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise PermissionError(folder)
    return folder
