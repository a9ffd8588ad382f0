"""Quotes held against the texts of their sources.

Receives a resolved policy and the texts that are at hand; adds diagnostics E08xx and a report of what was checked; guarantees
nothing where there is no text.

:mod:`.text` what is compared · :mod:`.numerals`, :mod:`.dates`, :mod:`.norms` what a text says ·
:mod:`.headings` where its clauses are · :mod:`.figures` what a policy cites · :mod:`.placing` where its quotes stand ·
:mod:`.carrying` which numbers say a figure · :mod:`.wording`, :mod:`.lists`, :mod:`.conditions`, :mod:`.corroboration`,
:mod:`.stale` what is checked · :mod:`.coverage` the other way round · :mod:`.check` all of it · :mod:`.lock` what is remembered
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from policyc.diagnostics.core import Diagnostic
from policyc.model.policy import Policy

if TYPE_CHECKING:
    from policyc.citations.check import Citations


def check_citations(policy: Policy, texts: Mapping[str, str]) -> tuple[Citations | None, tuple[Diagnostic, ...]]:
    """What comes of a policy's quotes; None where none of the texts is at hand, and then the checks are not even loaded."""
    if not any(source.file in texts for source in policy.sources if source.file is not None):
        return None, ()
    from policyc.citations import check

    return check.check_citations(policy, texts)
