"""The decision core of the checks, asked about a claim: cells of every number that decides, exactly, with a concrete case."""

from __future__ import annotations

from policyc.checks.formulas import conj, negate
from policyc.checks.search import search
from policyc.checks.translate import Translator
from policyc.model.types import from_ordinal
from policyc.prove.question import Case, Question, value_at


def search_regions(question: Question) -> tuple[Case | None, bool]:
    """A case in which the claim is false, and whether it is proved (that there is none, or that this is one)."""
    translator = Translator(question.policy)
    false = translator.condition(question.condition).false
    requires = [negate(translator.condition(require.condition).false) for require in question.requires]
    answer = search(conj([false, *requires]))
    if answer.case is None:
        return None, answer.is_impossible
    case = {variable.name: value_at(variable, 0) for variable in question.variables}
    for coordinate, place in answer.case.items():
        if coordinate.name is not None and coordinate.type is not None:
            case[coordinate.name] = from_ordinal(place, coordinate.type)
    if question.tied and tuple(case[name] for name in question.tied) not in question.ties.combinations:
        return None, False
    return (case, True) if question.fails(case) else (None, False)
