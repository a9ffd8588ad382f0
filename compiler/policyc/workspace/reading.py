"""File → text. UTF-8 only, with or without a byte order mark; line ends become LF, so that positions are the same everywhere."""

from __future__ import annotations

from pathlib import Path

from policyc.diagnostics.codes import e0901, e0902, e0903, e0904, e0905
from policyc.diagnostics.core import Diagnostic
from policyc.workspace.places import file_span

#: A national notice takes some 30 KB.
LARGEST_POLICY = 5 * 1024 * 1024


def read_policy(path: Path, shown: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of a policy file; ``shown`` is what messages call it."""
    data, found = read_bytes(path, shown, LARGEST_POLICY)
    if data is None:
        return None, found
    text, found = decode(data, shown)
    return None if text is None else text.replace("\r\n", "\n"), found


def read_bytes(path: Path, shown: str, largest: int) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The bytes of an ordinary file of at most ``largest`` bytes."""
    span = file_span(shown)
    try:
        if not path.exists():
            return None, (e0901.no_such(span, shown),)
        if not path.is_file():  # a folder, or something that would never end
            return None, (e0902.CODE.at(span, path=shown),)
        size = path.stat().st_size
        if size > largest:
            return None, (e0905.CODE.at(span, size=size, limit=largest),)
        return path.read_bytes(), ()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        return None, (e0904.CODE.at(span, reason=reason(error)),)


def decode(data: bytes, shown: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of UTF-8 bytes, without a byte order mark."""
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        return None, (e0903.CODE.at(file_span(shown), line=data.count(b"\n", 0, error.start) + 1),)


def reason(error: Exception) -> str:
    """What the operating system says, without the path, which the message has already."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
