"""The summary target: the view of a policy, set on the page by the template. Every text is escaped, whoever forgets to."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from policyc.model.policy import Policy
from policyc.targets.summary.markdown import escape
from policyc.targets.summary.view import page

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True, slots=True)
class SummaryTarget:
    """Policy → ``<id>.md``."""

    name: str = "summary"

    def render(self, policy: Policy) -> Mapping[str, bytes]:
        """The summary of a policy that compiled without errors."""
        text = _template().render(page=page(policy))
        return {f"{policy.id}.md": text.encode()}


@functools.cache
def _template() -> Template:
    import jinja2  # here, so that commands that print no summary do not pay for it

    text = files("policyc.targets.summary").joinpath("summary.md.j2").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(text)


TARGET = SummaryTarget()
