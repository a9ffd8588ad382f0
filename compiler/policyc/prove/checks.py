"""``check for all``: each asked of the methods in turn, from the surest and cheapest on, until one decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product

from policyc.diagnostics.codes import e0707, w0701
from policyc.diagnostics.core import Diagnostic, Words
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.worked import found
from policyc.model.depth import make_room
from policyc.model.policy import CheckAll, Param, Policy
from policyc.model.types import Member
from policyc.prove.cases import MOST_CASES, count, search_cases
from policyc.prove.piecewise import NotPiecewise, search_pieces
from policyc.prove.question import Case, Question, question
from policyc.prove.regions import search_regions
from policyc.prove.results import Counterexample, Method, Proof, Shown, Verdict
from policyc.prove.smallest import smallest
from policyc.prove.smt import NotExpressible, NotInstalled, search_z3
from policyc.prove.widen import Widened, widen
from policyc.wording.amounts import amount

_MOST_READINGS = 32
Options = Mapping[str, Member]


def prove_checks(policy: Policy) -> tuple[Proof, ...]:
    """What comes of every ``check for all`` of a policy, under the readings as taken, and in short under the others."""
    if not policy.universals:
        return ()
    make_room(policy)
    widened = widen(policy)
    return tuple(_prove(policy, widened, check) for check in policy.universals)


def report(proofs: Iterable[Proof]) -> Iterator[Diagnostic]:
    """What is wrong: a claim that fails is an error, an undecided one a warning."""
    for proof in proofs:
        if proof.case is not None:
            yield e0707.CODE.at(proof.check.span, case=proof.case.told, worked=proof.case.worked)
        elif proof.verdict is Verdict.UNDECIDED:
            yield w0701.CODE.at(proof.check.span, reason=proof.reason or "")


def _prove(policy: Policy, widened: Widened, check: CheckAll) -> Proof:
    asked = question(widened, widened.condition(check))
    original = question(Widened(policy, {}, {}), check.condition)  # which knows the readings
    names = original.readings
    taken = tuple((name, policy.reading[name].taken) for name in names)
    decided = decide(asked)
    others = []
    for options in _other_options(policy, names):
        again = widen(policy, options)
        others.append((tuple(options.items()), decide(question(again, again.condition(check)), plain=True).verdict))
    about = [widened.about[name] for name in asked.about]
    assumptions = tuple(
        Words(f"“{p.name}”按{amount(p.bound.value, p.type)}计（原文为左右）", f"“{p.name}” counts as stated (about)")
        for p in about
    )
    return Proof(
        check,
        decided.verdict,
        decided.method,
        decided.extent,
        shown(asked, decided.case) if decided.case is not None else None,
        decided.reason,
        taken,
        tuple(others),
        assumptions,
    )


def _as_stated(param: Param) -> Words:
    figure = amount(param.bound.value, param.type, "formula")
    return Words(f"“{param.name}”（左右）按{figure}计", f"“{param.name}” (about) counts as stated")


def _other_options(policy: Policy, names: tuple[str, ...]) -> Iterator[dict[str, Member]]:
    lines = [[option.member for option in policy.reading[name].options] for name in names]
    taken = tuple(policy.reading[name].taken for name in names)
    others = (each for each in product(*lines) if each != taken) if names else iter(())
    yield from (dict(zip(names, each, strict=True)) for each in islice(others, _MOST_READINGS))


class Decided:
    """What the methods came to."""

    def __init__(
        self, verdict: Verdict, method: Method | None, extent: Words, case: Case | None = None, reason: Words | None = None
    ) -> None:
        self.verdict, self.method, self.extent, self.case, self.reason = verdict, method, extent, case, reason


_NOTHING = Words("", "")


def decide(asked: Question, *, plain: bool = False) -> Decided:
    """Ask the methods in turn. ``plain``: the case need not be the smallest."""

    def failed(method: Method, case: Case) -> Decided:
        return Decided(Verdict.FAILS, method, _NOTHING, case if plain else smallest(asked, case))

    if asked.histories:
        reason = Words("命题涉及历年记录", "the claim is about a history")
        return Decided(Verdict.UNDECIDED, None, _NOTHING, None, reason)
    cases = count(asked)
    if cases <= MOST_CASES:
        case = search_cases(asked)
        if case is not None:
            return failed(Method.CASES, case)
        return Decided(Verdict.HOLDS, Method.CASES, Words(f"{cases}种情形", f"{cases} cases"))
    try:
        case, pieces = search_pieces(asked)
        if case is not None:
            return failed(Method.PIECEWISE, case)
        return Decided(Verdict.HOLDS, Method.PIECEWISE, Words(f"{pieces}段", f"{pieces} pieces"))
    except NotPiecewise:
        pass
    case, proved = search_regions(asked)
    if proved:
        return Decided(Verdict.HOLDS, Method.REGIONS, _NOTHING) if case is None else failed(Method.REGIONS, case)
    try:
        answer = search_z3(asked)
        if answer.case is not None:
            return failed(Method.Z3, answer.case)
        if answer.proved:
            return Decided(Verdict.HOLDS, Method.Z3, Words(f"{answer.cells}格", f"{answer.cells} cells"))
        reason = Words("z3 在规定的步数内没有得出结论，请缩小输入或数字的范围（in 低 .. 高）", "z3 gave up; narrow the inputs")
    except NotInstalled:
        reason = Words("需要 z3：请安装 policyc[prove]，或者缩小输入的范围", "install policyc[prove], or narrow the inputs")
    except NotExpressible:
        reason = Words("命题里有不能交给 z3 的运算，请拆成几条，或者缩小输入的范围", "something in it cannot be put to z3")
    return Decided(Verdict.UNDECIDED, None, _NOTHING, None, reason)


def shown(asked: Question, case: Case) -> Counterexample:
    """A case in words, with what the claim came to in it."""
    values = tuple(Shown(v.name, v.type, case[v.name], v.name in asked.widened.figures) for v in asked.variables)
    told = "，".join(f"{v.name} = {amount(case[v.name], v.type, 'formula')}" for v in asked.variables)
    worked = found(asked.condition, asked.policy, Evaluator(asked.policy, case))
    return Counterexample(values, told or "任何输入", worked)
