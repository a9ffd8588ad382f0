"""What is proved of a policy before anything is made from it. One file a check, each with ``check(policy)``.

Completeness, conflict and dead parts rest on one decision procedure: :mod:`.translate` turns conditions into intervals of
coordinates (:mod:`.formulas`), :mod:`.search` finds a case or proves that there is none.
"""

from __future__ import annotations

from policyc.checks import applicability, brackets, catch_alls, completeness, constant, dead, overlap
from policyc.diagnostics.core import Diagnostic
from policyc.model.policy import Policy

_CHECKS = (
    applicability.check,
    brackets.check,
    completeness.check,
    overlap.check,
    dead.check,
    catch_alls.check,
    constant.check,
)


def run_checks(policy: Policy) -> tuple[Diagnostic, ...]:
    """Everything that the checks have to say of a policy whose names and types are right."""
    return tuple(diagnostic for check in _CHECKS for diagnostic in check(policy))
