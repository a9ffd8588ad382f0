"""The policy that a user names, compiled."""

from __future__ import annotations

from policyc.columns.refusing import CannotRun
from policyc.diagnostics.codes import e0930
from policyc.model.policy import Policy
from policyc.workspace.compiling import compile_path
from policyc.workspace.finding import find_policies
from policyc.workspace.places import file_span
from policyc.workspace.settings import find_workspace


def policy_of(argument: str) -> Policy:
    """The valid policy of a path or an id. Raises :class:`CannotRun` with what is wrong with it."""
    workspace = find_workspace()
    files, found = find_policies([argument], workspace)
    wrong = [d for d in (*workspace.diagnostics, *found) if d.is_error]
    if len(files) > 1:
        wrong.append(e0930.CODE.at(file_span(argument), argument=argument, count=len(files)))
    if wrong:
        raise CannotRun(wrong)
    compiled = compile_path(files[0], workspace)
    wrong = [d for d in compiled.diagnostics if d.is_error]
    if wrong or compiled.policy is None:
        raise CannotRun(wrong)
    return compiled.policy
