"""The texts of sources that are at hand: a folder as a mapping from a source's ``file`` line to its text, read when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from policyc.diagnostics.codes import e0819
from policyc.diagnostics.core import Diagnostic
from policyc.workspace.documents import text_of
from policyc.workspace.places import file_span, from_here
from policyc.workspace.reading import read_bytes

#: A statute with its annexes is below 1 MB.
_LARGEST = 50 * 1024 * 1024


class SourceTexts(Mapping[str, str]):
    """The texts of a folder. What is not there is not at hand; what is there and cannot be read is in ``diagnostics``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.diagnostics: list[Diagnostic] = []
        self._read: dict[str, str | None] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._read:
            self._read[name] = self._text(name)
        text = self._read[name]
        if text is None:
            raise KeyError(name)
        return text

    def __iter__(self) -> Iterator[str]:
        return (p.relative_to(self.folder).as_posix() for p in sorted(self.folder.rglob("*")) if p.is_file())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _text(self, name: str) -> str | None:
        inside = PurePosixPath(name)
        if inside.is_absolute() or ".." in inside.parts or "\0" in name or not (self.folder / inside).exists():
            return None
        path = self.folder / inside
        data, found = read_bytes(path, from_here(path), _LARGEST)
        self.diagnostics += found
        try:
            return None if data is None else text_of(name, data)
        except ValueError as error:
            self.diagnostics.append(e0819.CODE.at(file_span(from_here(path)), file=from_here(path), reason=error))
            return None
