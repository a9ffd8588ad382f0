"""Atomic writes: a reader sees the old file or the new one, never a part, whoever else is writing."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Write through a file beside it that then takes its place. Raises OSError; nothing is left behind."""
    with in_place_of(path) as beside, open(os.open(beside, os.O_WRONLY), "wb") as file:  # noqa: PTH123
        file.write(content)


@contextlib.contextmanager
def in_place_of(path: Path) -> Iterator[Path]:
    """An empty file beside ``path`` to write to, which then takes its place; for what is too large to be held in memory.

    Raises OSError; where what is done with the file raises, it is removed, and ``path`` stays as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}.tmp")  # not longer than a name may be
    try:
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))  # honours the umask
        yield beside
        with contextlib.suppress(OSError):
            shutil.copymode(path, beside)  # a file that was executable or private stays so
        os.replace(beside, path)  # noqa: PTH105
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
