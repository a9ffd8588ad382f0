"""Every case worked out by the evaluator: the surest method, where there are few enough."""

from __future__ import annotations

from policyc.prove.question import Case, Question, combinations

#: More cases than this are left to other methods; about a second.
MOST_CASES = 20_000


def search_cases(question: Question) -> Case | None:
    """The first case in which the claim is false; None: there is none."""
    return next((case for case in combinations(question, question.variables) if question.fails(case)), None)
