"""The parser's tables, kept in the user's own cache folder, so that a short run need not work the grammar out."""

from __future__ import annotations

import contextlib
from pathlib import Path

from policyc.syntax import grammar
from policyc.workspace.own_folder import own_folder
from policyc.workspace.writing import write_atomically

#: So many are kept, of several versions of policyc and of Python; the oldest go.
_MOST = 4


class OwnFolder:
    """Files in the user's cache folder."""

    def read(self, name: str) -> bytes | None:
        """What was kept under a name."""
        with contextlib.suppress(OSError, RuntimeError):
            return (Path(own_folder()) / name).read_bytes()
        return None

    def write(self, name: str, content: bytes) -> None:
        """Keep this, and of the others only the latest."""
        with contextlib.suppress(OSError, RuntimeError):
            folder = Path(own_folder())
            write_atomically(folder / name, content)
            for old in sorted(folder.glob("grammar-*"), key=lambda path: path.stat().st_mtime)[:-_MOST]:
                old.unlink()


def keep_tables() -> None:
    """Let the parser use what was kept."""
    grammar.keep(OwnFolder())
