"""What the Python interface raises where the command line would print errors and end."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from policyc.diagnostics.core import Diagnostic


class PolicyError(ValueError):
    """It could not be done, or a policy is not valid. ``diagnostics``: why, root causes first; as text, what a terminal shows.

    texts: of the files that they speak of, by ``Span.file``.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> None:
        super().__init__(diagnostics, texts)
        self.diagnostics = tuple(diagnostics)
        self.texts = texts

    def __repr__(self) -> str:
        return f"PolicyError({', '.join(d.code.code for d in self.diagnostics)})"

    def __str__(self) -> str:
        from policyc.diagnostics.renderers.text import Style, render_text

        english = os.environ.get("POLICYC_LANG", "").lower().startswith("en")
        return render_text(self.diagnostics, self.texts, Style("en" if english else "zh", color=False)).rstrip("\n")
