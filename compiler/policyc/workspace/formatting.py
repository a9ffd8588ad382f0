"""Policy files → their canonical layout. A file that cannot be read, or has it already, is not touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from policyc.diagnostics.codes import e0911
from policyc.diagnostics.core import Diagnostic
from policyc.syntax.format import Keywords, format_text
from policyc.workspace.compiling import name_of
from policyc.workspace.places import file_span
from policyc.workspace.reading import LARGEST_POLICY, decode, read_bytes, reason
from policyc.workspace.tables import keep_tables
from policyc.workspace.writing import write_atomically


@dataclass(frozen=True, slots=True)
class Formatted:
    """What formatting one file came to.

    file: what messages call it. text: what it holds ("" where it cannot be read). made: the same in its canonical layout, None
    where there is none. changed: whether its bytes differ from that.
    """

    path: Path
    file: str
    text: str
    made: str | None
    changed: bool
    diagnostics: tuple[Diagnostic, ...] = ()


def format_file(path: Path, keywords: Keywords) -> Formatted:
    """A file's canonical layout; nothing is written."""
    file = name_of(path)
    data, found = read_bytes(path, file, LARGEST_POLICY)
    return (
        Formatted(path, file, "", None, changed=False, diagnostics=found)
        if data is None
        else format_bytes(data, file, path, keywords)
    )


def format_bytes(data: bytes, file: str, path: Path, keywords: Keywords) -> Formatted:
    """The canonical layout of what a file holds."""
    text, found = decode(data, file)
    if text is None:
        return Formatted(path, file, "", None, changed=False, diagnostics=found)
    made, found = format_text(text, file, keywords=keywords)
    return Formatted(path, file, text, made, made is not None and made.encode() != data, found)


def format_files(paths: Iterable[Path], keywords: Keywords, *, write: bool) -> tuple[Formatted, ...]:
    """The canonical layout of several files, written where it differs and ``write`` says so."""
    keep_tables()
    return tuple(_written(one) if write else one for one in (format_file(path, keywords) for path in paths))


def _written(one: Formatted) -> Formatted:
    if not one.changed or one.made is None:
        return one
    try:
        write_atomically(one.path.resolve(), one.made.encode())  # where a link leads, so that it stays a link
    except OSError as error:
        wrong = e0911.CODE.at(file_span(one.file), path=one.file, reason=reason(error))
        return Formatted(one.path, one.file, one.text, None, changed=False, diagnostics=(wrong,))
    return one
