"""Policies with claims, and what comes of them."""

from __future__ import annotations

from policyc.model.policy import Policy
from policyc.prove.checks import prove_checks
from policyc.prove.question import Question, question
from policyc.prove.results import Proof
from policyc.prove.widen import widen
from tests.evaluate.texts import policy_of


def proofs(top: str, items: str) -> tuple[Proof, ...]:
    """What comes of the claims of a policy."""
    return prove_checks(policy_of(top, items))


def proof(top: str, items: str) -> Proof:
    """What comes of its only claim."""
    (only,) = proofs(top, items)
    return only


def asked(policy: Policy) -> Question:
    """The question that its only claim asks."""
    widened = widen(policy)
    return question(widened, widened.condition(policy.universals[0]))
