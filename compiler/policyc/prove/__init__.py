"""What is proved of a policy beyond its own well-formedness: claims for all inputs and all admissible figures.

:mod:`.widen` open figures as inputs · :mod:`.question` a claim as a question · the methods :mod:`.cases`, :mod:`.piecewise`,
:mod:`.regions` and :mod:`.smt` · :mod:`.smallest` the case that is shown · :mod:`.checks` ``check for all``. No method samples,
and what none of them decides is undecided, never a yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyc.diagnostics.core import Diagnostic
from policyc.model.policy import Policy

if TYPE_CHECKING:
    from policyc.prove.conformity import Finding
    from policyc.prove.results import Proof


def proved(policy: Policy) -> tuple[tuple[Proof, ...], tuple[Diagnostic, ...]]:
    """What comes of a policy's claims for all cases, and what is wrong with them. Where it has none, nothing is loaded."""
    if not policy.universals:
        return (), ()
    from policyc.prove.checks import prove_checks, report

    proofs = prove_checks(policy)
    return proofs, tuple(report(proofs))


def conforms(policy: Policy) -> tuple[tuple[Finding, ...], tuple[Diagnostic, ...]]:
    """How a policy keeps to those above it, and where it does not. Where there are none, nothing is loaded."""
    if not policy.parents:
        return (), ()
    from policyc.prove.conformity import conformity, report

    found = conformity(policy)
    return found, tuple(report(policy, found))
