"""The workspace's typical households: ``households.toml`` at its root, the file of its settings, or the one that is named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from policyc.compare.changes import Diff, Subject
from policyc.compare.households.reading import read
from policyc.compare.households.working import worked
from policyc.diagnostics.core import Diagnostic, has_errors
from policyc.model.policy import Policy
from policyc.workspace.places import exists, from_here
from policyc.workspace.reading import read_policy
from policyc.workspace.settings import Workspace

#: What the file is called where nobody says otherwise.
FILE = "households.toml"


@dataclass(frozen=True, slots=True)
class Households:
    """A comparison with what it comes to for typical households; without, where the file is wrong. text: of ``file``, if read."""

    diff: Diff
    file: str
    text: str | None
    diagnostics: tuple[Diagnostic, ...]


def with_households(diff: Diff, old: Policy, new: Policy, workspace: Workspace, named: str | None = None) -> Households:
    """The comparison with the households of the file that is named, else of the workspace's; as it is where there is none."""
    path = Path(named) if named else workspace.households or workspace.root / FILE
    shown = from_here(path)
    if not named and workspace.households is None and not exists(path):
        return Households(diff, shown, None, ())
    text, wrong = read_policy(path, shown)
    if text is None:
        return Households(diff, shown, None, wrong)
    described, wrong = read(text, shown)
    if described is None:
        return Households(diff, shown, text, wrong)
    sheet, found = worked(described, old, new, _renamed(diff))
    if has_errors(found):
        return Households(diff, shown, text, found)
    return Households(replace(diff, households=sheet), shown, text, found)


def _renamed(diff: Diff) -> dict[str, str]:
    """What figures and rules of the older policy are called in the newer."""
    pairs = ((c.old, c.new) for c in diff.all() if c.subject in (Subject.PARAMETER, Subject.RULE))
    return {old.name: new.name for old, new in pairs if old is not None and new is not None and old.name != new.name}
