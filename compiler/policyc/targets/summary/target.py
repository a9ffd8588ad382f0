"""The summary target: the document of a policy, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policyc.model.policy import Policy


@dataclass(frozen=True, slots=True)
class SummaryTarget:
    """Policy → ``<id>.md``."""

    name: str = "summary"

    def render(self, policy: Policy) -> Mapping[str, bytes]:
        """The summary of a policy that compiled without errors."""
        # here, so that commands that print no summary do not pay for them
        from policyc.document.markdown import render_markdown
        from policyc.targets.summary.document import document_of

        return {f"{policy.id}.md": render_markdown(document_of(policy)).encode()}


TARGET = SummaryTarget()
