"""Gaps and overlaps in the timelines of the policies of a folder: W0902, W0903."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyc.diagnostics.codes import w0902, w0903
from policyc.diagnostics.core import Diagnostic, Label, Words
from policyc.model.timeline import seams, series_of
from policyc.workspace.outcomes import Placement


def check_timelines(policies: Iterable[Placement]) -> Iterator[Diagnostic]:
    """What does not meet; told at the later policy."""
    known = {policy.id: policy for policy in policies}
    for seam in seams(tuple(known.values())):
        earlier, later = known[seam.earlier], known[seam.later]
        label = Label(earlier.span, f"{earlier.id} 在这里", f"{earlier.id} is here")
        code = w0902.CODE if seam.is_gap else w0903.CODE
        if seam.is_gap:
            last = Words(str(seam.last), str(seam.last))
        else:
            last = Words(f"到 {seam.last}", f" to {seam.last}") if seam.last else Words("", "")
        yield code.at(
            later.span,
            region=later.region or "",
            series=series_of(later),
            earlier=earlier.id,
            later=later.id,
            first=seam.first.isoformat(),
            last=last,
            related=[label],
        )
