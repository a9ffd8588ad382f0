"""What a command prints, kept while it is printed, so that it can be said again."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TextIO, cast


class _Both:
    """A stream that also notes what is written to it; in all else it is the stream."""

    def __init__(self, stream: TextIO, printed: list[tuple[bool, str]], *, is_error: bool) -> None:
        self._stream = stream
        self._printed = printed
        self._is_error = is_error

    def write(self, text: str) -> int:
        """Write, and note it."""
        count = self._stream.write(text)
        self._printed.append((self._is_error, text))
        return count

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


@contextlib.contextmanager
def transcript() -> Iterator[list[tuple[bool, str]]]:
    """Notes what is printed: pieces in order, each with whether it went to standard error."""
    printed: list[tuple[bool, str]] = []
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = cast(TextIO, _Both(out, printed, is_error=False)), cast(TextIO, _Both(err, printed, is_error=True))
    try:
        yield printed
    finally:
        sys.stdout, sys.stderr = out, err
