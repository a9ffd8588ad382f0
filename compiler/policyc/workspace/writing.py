"""Atomic writes: a reader sees the old file or the new one, never a part, whoever else is writing."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Write through a file beside it that then takes its place. Raises OSError; nothing is left behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}.tmp")  # not longer than a name may be
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:  # noqa: PTH123 - honours the umask
            file.write(content)
        with contextlib.suppress(OSError):
            shutil.copymode(path, beside)  # a file that was executable or private stays so
        os.replace(beside, path)  # noqa: PTH105
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
