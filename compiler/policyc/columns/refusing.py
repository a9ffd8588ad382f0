"""What stands in the way of a run, as one exception that carries every diagnostic."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

from policyc.diagnostics.codes import e1108
from policyc.diagnostics.core import Diagnostic
from policyc.workspace.places import file_span


class CannotRun(ValueError):
    """The run was not begun, or nothing of it was kept; ``diagnostics`` say why, all that was found in one go."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(f"{d.code.code} {d.message('zh')}（{d.message('en')}）" for d in self.diagnostics))


def need(*modules: str, extra: str = "columns") -> None:
    """Raises where one of the modules of an extra is not installed."""
    lacking = [name for name in modules if find_spec(name) is None]
    if lacking:
        raise CannotRun([e1108.CODE.at(file_span(lacking[0]), module=lacking[0], extra=extra)])
