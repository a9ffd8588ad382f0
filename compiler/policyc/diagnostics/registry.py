"""All codes there are, found by their files and loaded only when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files

from policyc.diagnostics.core import Code

_PACKAGE = "policyc.diagnostics.codes"


@dataclass(frozen=True, slots=True)
class Page:
    """A code and its manual page: the docstring of its file."""

    code: Code
    manual: str


def names() -> tuple[str, ...]:
    """Every code, such as E0101, sorted; nothing is loaded."""
    stems = (entry.name.removesuffix(".py") for entry in files(_PACKAGE).iterdir() if entry.name.endswith(".py"))
    return tuple(sorted(stem.upper() for stem in stems if stem != "__init__"))


def load(name: str) -> Page | None:
    """The page of a code, however its letters are cased; None where there is no such code."""
    if name.upper() not in names():
        return None
    module = import_module(f"{_PACKAGE}.{name.lower()}")
    code: Code = module.CODE
    return Page(code, (module.__doc__ or "").strip())
