"""Names and texts as SQL, so that nothing in a file or a policy is ever read as a command."""

from __future__ import annotations

from collections.abc import Iterable


def name(text: str) -> str:
    """A name in double quotes."""
    return '"' + text.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text in single quotes. DuckDB reads no escapes in it; a NUL cannot be in one."""
    return "'" + value.replace("\0", "").replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """A list of texts."""
    return "[" + ", ".join(text(value) for value in values) + "]"


def file(path: str) -> str:
    """The path of a file to read, in quotes."""
    return text(literal(path))


def literal(path: str) -> str:
    """A path in which what would be a pattern of several files is the character itself."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in path)
