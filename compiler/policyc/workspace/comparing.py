"""Two policies as the user calls them → their comparison."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace

from policyc.compare.applying import Content
from policyc.compare.applying import content as content_of_policy
from policyc.compare.changes import Diff
from policyc.compare.engine import compare
from policyc.diagnostics.core import Diagnostic, has_errors
from policyc.model.policy import Policy
from policyc.workspace.households import with_households
from policyc.workspace.opening import Named, Opened, opened
from policyc.workspace.raised import PolicyError
from policyc.workspace.running import Modules
from policyc.workspace.settings import Workspace, find_workspace


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it: no comparison where one of the two is not valid. texts, names: of the files that diagnostics speak of."""

    diff: Diff | None
    texts: Mapping[str, str]
    names: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


def compared(old: Named, new: Named, workspace: Workspace, *, households: str | None = None) -> Compared:
    """The comparison of two policies, called as :mod:`.opening` has it.

    households: the file of typical households that the user names; else the workspace's, if it has one.
    """
    both = opened((old, new), workspace, thorough=False)  # claims and examples are for ``policyc check`` to hold
    policies = [c.policy for c in both.compilations if c.ok and c.policy is not None]
    if len(policies) < 2:
        return Compared(None, both.texts, both.names, both.diagnostics)
    older, newer = policies
    found = with_households(compare(older, newer, Modules().differs), older, newer, workspace, households)
    diagnostics = (*both.diagnostics, *found.diagnostics)
    texts = both.texts if found.text is None else {**both.texts, found.file: found.text}
    return Compared(None if has_errors(found.diagnostics) else found.diff, texts, both.names, diagnostics)


# ------------------------------------------------------------------ from Python


def diff(old: Named, new: Named) -> Diff:
    """The comparison, from the current folder's workspace; raises :class:`PolicyError`."""
    found = compared(old, new, find_workspace())
    _told(found)
    assert found.diff is not None
    return replace(found.diff, opened=policy)


def content(named: Named) -> Content:
    """The content of a policy, as :mod:`policyc.compare.applying` has it; raises :class:`PolicyError`."""
    return content_of_policy(policy(named))


def policy(named: Named) -> Policy:
    """A valid policy; raises :class:`PolicyError`."""
    found = opened((named,), find_workspace(), thorough=False)
    _told(found)
    (made,) = (c.policy for c in found.compilations if c.policy is not None)
    return made


def _told(found: Compared | Opened) -> None:
    errors = [d for d in found.diagnostics if d.is_error]
    if errors:
        raise PolicyError(errors, found.texts)
    for diagnostic in found.diagnostics:
        warnings.warn(str(PolicyError([diagnostic], found.texts)), stacklevel=4)
