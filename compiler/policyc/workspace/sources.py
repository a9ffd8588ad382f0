"""The texts of sources that are at hand: a folder as a mapping from a source's ``file`` line to its text, read when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from policyc.diagnostics.codes import e0819
from policyc.diagnostics.core import Diagnostic
from policyc.workspace.places import exists, file_span, from_here
from policyc.workspace.reading import read_bytes

#: A statute with its annexes is below 1 MB.
_LARGEST = 50 * 1024 * 1024


class SourceTexts(Mapping[str, str]):
    """The texts of a folder. What is not there is not at hand; what is there and cannot be read is in ``wrong``, by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wrong: dict[str, tuple[Diagnostic, ...]] = {}
        self._read: dict[str, str | None] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is wrong with texts that were asked for."""
        return tuple(diagnostic for found in self.wrong.values() for diagnostic in found)

    def path(self, name: str) -> Path | None:
        """Where a text would lie; None for a name that leads out of the folder."""
        inside = PurePosixPath(name)
        return None if inside.is_absolute() or ".." in inside.parts or "\0" in name else self.folder / inside

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
        path = self.path(name)
        if path is None or not exists(path):
            return None
        data, found = read_bytes(path, from_here(path), _LARGEST)
        self.wrong[name] = found
        from policyc.workspace.documents import text_of  # what reads HTML and Word is loaded where there is a document

        try:
            return None if data is None else text_of(name, data)
        except ValueError as error:
            self.wrong[name] = (*found, e0819.CODE.at(file_span(from_here(path)), file=from_here(path), reason=error))
            return None


class Watched(Mapping[str, str]):
    """The same texts for one policy: ``asked`` is told of every text that is asked for, whether it is there or not."""

    def __init__(self, texts: SourceTexts, asked: Callable[[Path], None]) -> None:
        self._texts = texts
        self._asked = asked
        self._names: dict[str, None] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the texts that were asked for."""
        return tuple(diagnostic for name in self._names for diagnostic in self._texts.wrong.get(name, ()))

    def __getitem__(self, name: str) -> str:
        path = self._texts.path(name)
        if path is not None:
            self._asked(path)
        self._names[name] = None
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
