"""Edits by hand are noticed: every generated file carries the hash of its own content, in a comment or where its target put it.

The hash is taken with its own digits as zeros and with LF, so a checkout with CRLF is not an edit. It stands in the file and not
in a list beside it: such a list is lost, merged wrongly, or written by two builds at once. A text of a policy that looks like a
seal is not one: in code the seal is the first comment of its own line that does, elsewhere the last place in the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from enum import Enum, auto
from pathlib import PurePosixPath

from policyc.targets import SEAL, SEAL_MARK, TargetError
from policyc.workspace.archives import is_archive, is_whole_archive, sealed_archive

_MARK = re.escape(SEAL_MARK.encode())

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
    if is_archive(content):
        return sealed_archive(content)
    place = _place(path, content)
    if place is None:
        content = _with_comment(path, content)
        place = _place(path, content)
    return content if place is None else _put(content, place, _hash(content, place))


def sealed_all(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files by their paths in the output folder, in order. Raises TargetError where a path leads out of it."""
    for path in files:
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise TargetError(f"{path}: not a path below the output folder")
    return {path: sealed(path, files[path]) for path in sorted(files)}


def standing(path: str, old: bytes | None, new: bytes) -> Standing:
    """How the file on disk (None: there is none) stands to ``new``, which is sealed; ``path`` tells its kind."""
    if old is None:
        return Standing.MISSING
    if is_archive(new):
        return Standing.SAME if old == new else Standing.OLD if is_whole_archive(old) else Standing.EDITED
    old = _lf(old)
    if old == _lf(new):
        return Standing.SAME
    return Standing.OLD if _is_whole(path, old) or _place(path, new) is None else Standing.EDITED


def _is_whole(path: str, content: bytes) -> bool:
    place = _place(path, content)
    return place is not None and content[place] == _hash(content, place)


def _place(path: str, content: bytes) -> slice | None:
    """Where the digits of the seal stand."""
    before, after = (text.encode() for text in _COMMENTS.get(PurePosixPath(path).suffix, ("", "")))
    line = (rb"(?m:^%s%s([0-9a-f]{64})%s\r?$)" if before else rb"%s%s([0-9a-f]{64})%s") % (before, _MARK, after)
    found = list(re.finditer(line, content))
    if not found:
        return None
    return slice(*(found[0] if before and not after else found[-1]).span(1))


def _put(content: bytes, place: slice, digits: bytes) -> bytes:
    return content[: place.start] + digits + content[place.stop :]


def _hash(content: bytes, place: slice) -> bytes:
    return hashlib.sha256(_lf(_put(content, place, b"0" * 64))).hexdigest().encode()


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
