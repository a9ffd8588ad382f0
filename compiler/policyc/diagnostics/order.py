"""The order in which diagnostics are shown: root causes first."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.diagnostics.core import Diagnostic


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Errors before warnings, then by the phase that found them (an unknown name explains a unit that does not fit), then by place.

    The first digits of a code are its phase. What is found twice at one place is said once.
    """
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (not d.is_error, d.code.code[:3], d.span, d.code.code, d.values)))
