"""The order in which diagnostics are shown: root causes first."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.diagnostics.core import Diagnostic, Span

#: Phases by the digits of their codes, causes before what follows: a wrong figure (08) explains an example that fails (07).
_PHASES = ("09", "01", "10", "02", "03", "04", "05", "06", "08", "07")


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Errors before warnings, then by the phase that found them (an unknown name explains a unit that does not fit), then by
    place. What is found twice at one place is said once.
    """
    return tuple(sorted(dict.fromkeys(diagnostics), key=_rank))


def _rank(diagnostic: Diagnostic) -> tuple[bool, int, Span, str, tuple[tuple[str, str], ...]]:
    phase = diagnostic.code.code[1:3]
    place = _PHASES.index(phase) if phase in _PHASES else len(_PHASES)
    return not diagnostic.is_error, place, diagnostic.span, diagnostic.code.code, diagnostic.values
