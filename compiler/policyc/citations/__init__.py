"""Quotes held against the texts of their sources.

Receives a resolved policy and the texts that are at hand; adds diagnostics E08xx and a report of what was checked; guarantees
nothing where there is no text.

:mod:`.text` what is compared · :mod:`.numerals`, :mod:`.dates`, :mod:`.norms` what a text says ·
:mod:`.headings` where its clauses are · :mod:`.figures` what a policy cites · :mod:`.placing` where its quotes stand ·
:mod:`.carrying` which numbers say a figure · :mod:`.wording`, :mod:`.lists`, :mod:`.conditions`, :mod:`.corroboration`,
:mod:`.stale` what is checked · :mod:`.coverage` the other way round · :mod:`.check` all of it · :mod:`.lock` what is remembered
"""

from policyc.citations.check import Citations, check_citations
from policyc.citations.figures import cited_figures

__all__ = ["Citations", "check_citations", "cited_figures"]
