"""The policy that a user names, compiled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policyc.columns.refusing import CannotRun
from policyc.diagnostics.codes import e0930, e1125
from policyc.diagnostics.core import Words
from policyc.evaluate.given_records import parse_readings
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


def read_as(policies: Sequence[Policy], readings: Sequence[str]) -> tuple[Policy, ...]:
    """The policies with other options of their readings taken. readings: ``口径=选项``, by either name, of any of the policies.

    Formulas hold what they promise under every option, so that nothing has to be proved again. Raises :class:`CannotRun`.
    """
    found = [parse_readings(policy, tuple(readings)) for policy in policies]
    nowhere = [wrong for wrong in found[0][1] if all(wrong.text in {w.text for w in each} for _, each in found)] if found else []
    if nowhere:
        span = file_span("、".join(dict.fromkeys(policy.id for policy in policies)))
        raise CannotRun(e1125.CODE.at(span, reason=Words(wrong.zh, wrong.en)) for wrong in nowhere)
    return tuple(
        replace(policy, readings=tuple(replace(r, taken=options.get(r.name, r.taken)) for r in policy.readings))
        if options
        else policy
        for policy, (options, _) in zip(policies, found, strict=True)
    )
