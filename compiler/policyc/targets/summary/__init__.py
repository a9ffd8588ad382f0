"""The Chinese summary: one Markdown page a policy, for citizens and analysts.

:mod:`.target` renders · :mod:`.view` says what the page holds, with :mod:`.figures`, :mod:`.rules`, :mod:`.measures` and
:mod:`.sources` for its sections ·
:mod:`.examples` works examples through · :mod:`.markdown` escapes · ``summary.md.j2`` is the page.
"""

from policyc.targets.summary.target import TARGET

__all__ = ["TARGET"]
