"""Cases of several files: a folder is a small workspace in which policies name each other."""

from __future__ import annotations

from pathlib import Path

from policyc.pipeline import Compilation, compile_text
from policyc.workspace.library import PolicyLibrary

HERE = Path(__file__).parent


def compile_folder(folder: Path) -> dict[Path, Compilation]:
    """Every policy of a folder, compiled with the others at hand."""
    library = PolicyLibrary(folder, _compile, _name)
    return {path: library.compilation(path) for path in sorted(folder.glob("*.pol"))}


def _compile(path: Path, library: PolicyLibrary) -> Compilation:
    return compile_text(path.read_text("utf-8"), _name(path), library=library)


def _name(path: Path) -> str:
    return path.relative_to(HERE).as_posix() if path.is_relative_to(HERE) else path.name
