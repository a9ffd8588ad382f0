"""The summary target: the document of a policy, in the formats that the user wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from policyc.model.policy import Policy
from policyc.targets import SEAL, Target, Wishes


@dataclass(frozen=True, slots=True)
class SummaryTarget:
    """Policy → ``<id>.md``, ``<id>.html``, ``<id>.docx``."""

    name: str = "summary"
    wishes: Wishes = field(default_factory=Wishes)

    def wished(self, wishes: Wishes) -> Target:
        """The target that writes the formats that are wished."""
        return replace(self, wishes=wishes)

    def render(self, policy: Policy) -> Mapping[str, bytes]:
        """The summary of a policy that compiled without errors."""
        # here, so that commands that print no summary do not pay for them
        from policyc.document.formats import rendered
        from policyc.targets.summary.document import document_of

        document, template = document_of(policy), self.wishes.template
        return {f"{policy.id}.{each}": rendered(document, each, template=template, seal=SEAL) for each in self.wishes.formats}


TARGET = SummaryTarget()
