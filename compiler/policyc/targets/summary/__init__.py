"""The Chinese summary: one Markdown page a policy, for citizens and analysts.

:mod:`.target` renders · :mod:`.view` says what the page holds · :mod:`.rules` puts rules into sentences ·
:mod:`.markdown` escapes · ``summary.md.j2`` is the page.
"""

from policyc.targets.summary.target import TARGET

__all__ = ["TARGET"]
