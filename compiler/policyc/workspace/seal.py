"""Edits by hand are noticed: every generated file carries the hash of its own content, in a comment or where its target put it.

The hash is taken with its own digits as zeros and with LF, so a checkout with CRLF is not an edit. It stands in the file and not
in a list beside it: such a list is lost, merged wrongly, or written by two builds at once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from enum import Enum, auto
from pathlib import PurePosixPath

from policyc.targets import SEAL, SEAL_MARK

_SEAL = re.compile(re.escape(SEAL_MARK.encode()) + rb"[0-9a-f]{64}")

#: How a comment is written in the files that do not bring a place for the hash themselves.
_COMMENTS: Mapping[str, tuple[str, str]] = {
    ".py": ("# ", ""),
    ".toml": ("# ", ""),
    ".sql": ("-- ", ""),
    ".md": ("<!-- ", " -->"),
    ".html": ("<!-- ", " -->"),
}


class Standing(Enum):
    """How a file on disk stands to what is to be written."""

    MISSING = auto()
    SAME = auto()
    OLD = auto()
    EDITED = auto()


def sealed(path: str, content: bytes) -> bytes:
    """The content with its hash: in its own place for it, else in a comment; as it is, where its kind has no comments."""
    if SEAL.encode() not in content:
        content = _with_comment(path, content)
    return content.replace(SEAL.encode(), (SEAL_MARK + _hash(content)).encode())


def standing(old: bytes | None, new: bytes) -> Standing:
    """How the file on disk (None: there is none) stands to ``new``, which is sealed."""
    if old is None:
        return Standing.MISSING
    old = _lf(old)
    if old == _lf(new):
        return Standing.SAME
    return Standing.OLD if _is_whole(old) or not _SEAL.search(new) else Standing.EDITED


def _is_whole(content: bytes) -> bool:
    return (SEAL_MARK + _hash(content)).encode() in content


def _hash(content: bytes) -> str:
    return hashlib.sha256(_SEAL.sub(SEAL.encode(), _lf(content))).hexdigest()


def _lf(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")


def _with_comment(path: str, content: bytes) -> bytes:
    """A comment of its own: below the first line of comment in code, at the very end of a text for people."""
    before, after = _COMMENTS.get(PurePosixPath(path).suffix, ("", ""))
    if not before:
        return content
    line = f"{before}{SEAL}{after}\n".encode()
    if after:
        return content.rstrip(b"\n") + b"\n\n" + line
    first, newline, rest = content.partition(b"\n")
    return first + newline + line + rest if first.startswith(before.encode()) else line + content
