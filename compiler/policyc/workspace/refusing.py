"""What stands in the way of what was asked, on its way to whoever tells it."""

from __future__ import annotations

from typing import Any

from policyc.diagnostics.core import Code, Diagnostic
from policyc.workspace.places import file_span


class Refused(Exception):
    """It cannot be done; the diagnostic says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


def refused(code: Code, argument: str, **given: Any) -> Refused:
    """What is wrong with an argument of the user."""
    return Refused(code.at(file_span(argument), argument=argument, **given))
