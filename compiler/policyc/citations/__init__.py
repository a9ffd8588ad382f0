"""Quotes held against the texts of their sources: each quote occurs, and each figure occurs in its quote.

Receives a resolved policy and the texts that are at hand; adds diagnostics E08xx; guarantees nothing where there is no text.

:mod:`.text` what is compared · :mod:`.numerals` the numbers of a text · :mod:`.figures` what a policy cites · :mod:`.check`
"""

from policyc.citations.check import Citations, check_citations
from policyc.citations.figures import cited_figures

__all__ = ["Citations", "check_citations", "cited_figures"]
