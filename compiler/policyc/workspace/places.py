"""What a file is called: for artefacts and machines relative to its workspace, for people relative to where they stand."""

from __future__ import annotations

import os
from pathlib import Path

from policyc.diagnostics.core import Span


def file_span(shown: str) -> Span:
    """The span of a file as a whole, for what is wrong with the file and not with a place in it."""
    return Span(shown, 0, 0, 1, 1, 1, 1)


def absolute(path: str | os.PathLike[str]) -> Path:
    """The path from the root, without following links: a link is called what the user calls it."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow links


def relative(path: Path, root: Path) -> str | None:
    """The path below ``root`` with ``/``; None where it is not below it."""
    try:
        return spelt(absolute(path).relative_to(absolute(root)).as_posix())
    except ValueError:
        return None


def from_here(path: Path) -> str:
    """The path as someone in the current folder would type it; never more than needed."""
    below = relative(path, Path.cwd())
    return below if below is not None else spelt(str(path))


def spelt(path: str) -> str:
    """A path as text: bytes of a file's name that are no UTF-8 are written as escapes."""
    return path.encode("utf-8", "backslashreplace").decode()


def exists(path: Path) -> bool:
    """Whether there is something; not where there can be nothing."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether there is an ordinary file; not where there can be none (too long a name, a NUL in it)."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
