"""The gallery: small policies with one mistake each, what the compiler says of it, and the policy with the mistake mended.

The first line of ``mistakes/<name>.pol`` says in a comment what the mistake is. Comments below the lines in question say how
they should read, so that the test can hold that nothing else is wrong:

- ``# 应为：…``  the line above should be this one
- ``# 应补：…``  this line is missing here
- ``# 应删``     the line above should not be there
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from policyc.diagnostics.renderers import Language
from policyc.diagnostics.renderers.text import Style, render_text
from policyc.pipeline import Compilation
from policyc.workspace.compiling import library_of
from policyc.workspace.settings import find_workspace

HERE = Path(__file__).parent
_INSTEAD, _MISSING, _SURPLUS = "# 应为：", "# 应补：", "# 应删"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One of them: its name, what it is, and the text."""

    name: str
    title: str
    text: str

    @property
    def golden(self) -> dict[Language, Path]:
        """Where it is written what the compiler says, by language."""
        return {"zh": HERE / "mistakes" / f"{self.name}.zh.txt", "en": HERE / "mistakes" / f"{self.name}.en.txt"}

    @property
    def mended(self) -> str:
        """The text without the mistake."""
        lines: list[str] = []
        for line in self.text.split("\n"):
            note = line.strip()
            if note.startswith(_INSTEAD):
                lines[-1] = note.removeprefix(_INSTEAD)
            elif note.startswith(_MISSING):
                lines.append(note.removeprefix(_MISSING))
            elif note == _SURPLUS:
                del lines[-1]
            else:
                lines.append(line)
        return "\n".join(lines)

    @property
    def right(self) -> list[str]:
        """The lines as they should read, of those that are wrong."""
        notes = (line.strip() for line in self.text.split("\n"))
        return [note[len(_INSTEAD) :].strip() for note in notes if note.startswith((_INSTEAD, _MISSING))]


def mistakes() -> list[Mistake]:
    """All of them, by name."""
    found = []
    for path in sorted((HERE / "mistakes").glob("*.pol")):
        text = path.read_text("utf-8")
        found.append(Mistake(path.stem, text.partition("\n")[0].removeprefix("# "), text))
    return found


def compiled(name: str) -> Compilation:
    """What compiling a mistake comes to, in the gallery's own workspace."""
    return library_of(find_workspace(HERE)).compilation(HERE / "mistakes" / f"{name}.pol")


def compiled_elsewhere(name: str, text: str, folder: Path) -> Compilation:
    """What compiling another text in its place comes to; ``folder`` is an empty one."""
    for part in ("above", "texts"):
        shutil.copytree(HERE / part, folder / part)
    shutil.copy(HERE / "policyc.toml", folder)
    path = folder / "mistakes" / f"{name}.pol"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    return library_of(find_workspace(folder)).compilation(path)


def said(compilation: Compilation, language: Language) -> str:
    """What is printed of it."""
    texts = {**compilation.texts, compilation.file: compilation.text}
    return render_text(compilation.diagnostics, texts, Style(language, shown=lambda file: file.rpartition("/")[2]))
