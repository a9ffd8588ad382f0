"""Every case worked out by the evaluator: the surest method, where there are few enough."""

from __future__ import annotations

from itertools import product
from math import prod

from policyc.prove.question import Case, Question, size, values

#: More cases than this are left to other methods; about a second.
MOST_CASES = 20_000


def count(question: Question) -> int:
    """How many cases there are."""
    return prod(size(variable) for variable in question.variables)


def search_cases(question: Question) -> Case | None:
    """The first case in which the claim is false; None: there is none."""
    names = [variable.name for variable in question.variables]
    for each in product(*(values(variable) for variable in question.variables)):
        case = dict(zip(names, each, strict=True))
        if question.fails(case):
            return case
    return None
