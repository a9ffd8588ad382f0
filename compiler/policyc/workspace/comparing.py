"""Two policies as the user calls them → their comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policyc.compare.changes import Diff
from policyc.compare.engine import compare
from policyc.diagnostics.core import Diagnostic
from policyc.workspace.opening import Named, opened
from policyc.workspace.settings import Workspace


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it: no comparison where one of the two is not valid. texts, names: of the files that diagnostics speak of."""

    diff: Diff | None
    texts: Mapping[str, str]
    names: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


def compared(old: Named, new: Named, workspace: Workspace) -> Compared:
    """The comparison of two policies, called as :mod:`.opening` has it."""
    both = opened((old, new), workspace, thorough=False)  # claims and examples are for ``policyc check`` to hold
    policies = [c.policy for c in both.compilations if c.ok and c.policy is not None]
    diff = compare(*policies) if len(policies) == 2 else None
    return Compared(diff, both.texts, both.names, both.diagnostics)
