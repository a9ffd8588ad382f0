"""``check for all``: each asked of the methods in turn, from the surest and cheapest on, until one decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, product

from policyc.diagnostics.codes import e0707, w0701
from policyc.diagnostics.core import Diagnostic, Words
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.worked import found
from policyc.model import expressions as e
from policyc.model.depth import make_room
from policyc.model.policy import CheckAll, Given, Policy, Records
from policyc.model.types import Member
from policyc.model.walk import walk
from policyc.prove import histories
from policyc.prove.cases import MOST_CASES, search_cases
from policyc.prove.piecewise import NotPiecewise, choices, search_pieces
from policyc.prove.question import Case, Question, count, question
from policyc.prove.regions import search_regions
from policyc.prove.results import Counterexample, Method, Proof, Shown, Verdict
from policyc.prove.smallest import smallest
from policyc.prove.smt import NotExpressible, NotInstalled, search_z3
from policyc.prove.widen import Widened, widen
from policyc.wording.amounts import amount
from policyc.wording.records import records_text

_MOST_READINGS = 32
#: Where the choices beside a number are more than this, they are not gone through one by one first.
_MANY_CHOICES = 200


def prove_checks(policy: Policy, *, others: bool = False) -> tuple[Proof, ...]:
    """What comes of every ``check for all`` of a policy, under the readings as taken; and, if ``others``, under all others."""
    if not policy.universals:
        return ()
    make_room(policy)
    widened = widen(policy)
    return tuple(_prove(policy, widened, check, others) for check in policy.universals)


def report(proofs: Iterable[Proof]) -> Iterator[Diagnostic]:
    """What is wrong: a claim that fails is an error, an undecided one a warning."""
    for proof in proofs:
        if proof.case is not None:
            yield e0707.CODE.at(proof.check.span, case=proof.case.told, worked=proof.case.worked)
        elif proof.verdict is Verdict.UNDECIDED:
            yield w0701.CODE.at(proof.check.span, reason=proof.reason or "")


def _prove(policy: Policy, widened: Widened, check: CheckAll, others: bool) -> Proof:
    asked = question(widened, widened.condition(check))
    original = question(Widened(policy, {}, {}), check.condition)  # which knows the readings
    names = original.readings
    taken = tuple((name, policy.reading[name].taken) for name in names)
    decided = _sound(policy, asked, decide(asked))
    under = []
    for options in _other_options(policy, names) if others else ():
        again = widen(policy, options)
        under.append(
            (tuple(options.items()), _sound(policy, asked, decide(question(again, again.condition(check)), plain=True)).verdict)
        )
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
        shown(asked, decided),
        decided.reason,
        taken,
        tuple(under),
        assumptions,
    )


def _sound(policy: Policy, asked: Question, decided: Decided) -> Decided:
    """A hole in a track may come to something else in every record, but was asked about as one unknown: no yes rests on that."""
    tracks = (rule for rule in policy.rules if rule.history in asked.histories)
    holes = (node for rule in tracks for node in walk(rule.body) if isinstance(node, e.Unspecified))
    if decided.verdict is not Verdict.HOLDS or next(holes, None) is None:
        return decided
    reason = Words(
        "递推里有未明确的地方，每条记录都可能不同，无法证明", "a track has a hole, which may differ from record to record"
    )
    return Decided(Verdict.UNDECIDED, None, _NOTHING, None, reason)


def _other_options(policy: Policy, names: tuple[str, ...]) -> Iterator[dict[str, Member]]:
    lines = [[option.member for option in policy.reading[name].options] for name in names]
    taken = tuple(policy.reading[name].taken for name in names)
    others = (each for each in product(*lines) if each != taken) if names else iter(())
    yield from (dict(zip(names, each, strict=True)) for each in islice(others, _MOST_READINGS))


class Decided:
    """What the methods came to."""

    def __init__(
        self,
        verdict: Verdict,
        method: Method | None,
        extent: Words,
        case: Case | None = None,
        reason: Words | None = None,
        records: Records = (),
    ) -> None:
        self.verdict, self.method, self.extent, self.case, self.reason = verdict, method, extent, case, reason
        self.records = records


_NOTHING = Words("", "")
_WITHOUT_Z3 = Words("需要 z3：请安装 policyc[prove]，或者缩小输入的范围", "install policyc[prove], or narrow the inputs")


def decide(asked: Question, *, plain: bool = False) -> Decided:
    """Ask the methods in turn. ``plain``: the case need not be the smallest."""

    if asked.histories:
        return _decide_history(asked, plain=plain)
    cases = count(asked, asked.variables)
    if cases <= MOST_CASES:
        case = search_cases(asked)
        if case is not None:
            return _failed(asked, Method.CASES, case, plain=plain)
        return Decided(Verdict.HOLDS, Method.CASES, Words(f"{cases}种情形", f"{cases} cases"))
    exact = (_by_pieces, _by_regions) if choices(asked) <= _MANY_CHOICES else (_by_regions, _by_pieces)
    for method in exact:
        decided = method(asked, plain=plain)
        if decided is not None:
            return decided
    return _by_z3(asked, plain=plain)


def _failed(asked: Question, method: Method, case: Case, *, plain: bool) -> Decided:
    return Decided(Verdict.FAILS, method, _NOTHING, case if plain else smallest(asked, case))


def _by_pieces(asked: Question, *, plain: bool) -> Decided | None:
    try:
        case, pieces = search_pieces(asked)
    except NotPiecewise:
        return None
    if case is not None:
        return _failed(asked, Method.PIECEWISE, case, plain=plain)
    return Decided(Verdict.HOLDS, Method.PIECEWISE, Words(f"{pieces}段", f"{pieces} pieces"))


def _by_regions(asked: Question, *, plain: bool) -> Decided | None:
    case, proved = search_regions(asked)
    if case is not None:
        return _failed(asked, Method.REGIONS, case, plain=plain)
    return Decided(Verdict.HOLDS, Method.REGIONS, _NOTHING) if proved else None


def _by_z3(asked: Question, *, plain: bool) -> Decided:
    try:
        answer = search_z3(asked)
        if answer.case is not None:
            return _failed(asked, Method.Z3, answer.case, plain=plain)
        if answer.proved:
            return Decided(Verdict.HOLDS, Method.Z3, Words(f"{answer.cells}格", f"{answer.cells} cells"))
        reason = Words("z3 在规定的步数内没有得出结论，请缩小输入或数字的范围（in 低 .. 高）", "z3 gave up; narrow the inputs")
    except NotInstalled:
        reason = _WITHOUT_Z3
    except NotExpressible:
        reason = Words("命题里有不能交给 z3 的运算，请拆成几条，或者缩小输入的范围", "something in it cannot be put to z3")
    return Decided(Verdict.UNDECIDED, None, _NOTHING, None, reason)


def _decide_history(asked: Question, *, plain: bool) -> Decided:
    """First all that tracks can be, in any combination; then state by state."""
    names = histories.last_record(asked)
    longest = max(asked.policy.history[name].at_most for name in asked.histories)
    without_z3 = False
    for make in (histories.by_facts, histories.by_states):
        try:
            decided = decide(make(asked, names), plain=True)
        except histories.TooMany:
            continue
        if decided.verdict is Verdict.HOLDS:
            extent = Words(f"至多{longest}条记录", f"up to {longest} records")
            return Decided(Verdict.HOLDS, Method.HISTORIES, extent)
        without_z3 = without_z3 or decided.reason is _WITHOUT_Z3
    undecided: Decided | None = None
    states = 0
    try:
        for part in histories.by_state(asked, names):
            states += len(part.states)
            decided = decide(part.question, plain=True)
            if decided.case is not None:
                inputs, records = histories.case_of(part, decided.case)
                (history,) = asked.histories
                real = replace(asked, given={history: records})
                if real.fails(inputs):
                    case = inputs if plain else smallest(real, inputs)
                    return Decided(Verdict.FAILS, Method.HISTORIES, _NOTHING, case, records=records)
            if decided.verdict is not Verdict.HOLDS:
                undecided = decided
    except (histories.TooMany, ValueError):
        reason = Words(
            "历年记录能到达的状态太多，或者记录里有大范围的数；请缩小记录的条数（at most）和数的范围",
            "a history can lead to too many states; narrow at most, or the ranges of its fields",
        )
        return Decided(Verdict.UNDECIDED, None, _NOTHING, None, _WITHOUT_Z3 if without_z3 else reason)
    if undecided is not None:
        return Decided(Verdict.UNDECIDED, None, _NOTHING, None, undecided.reason)
    extent = Words(f"至多{longest}条记录，{states}种状态", f"up to {longest} records, {states} states")
    return Decided(Verdict.HOLDS, Method.HISTORIES, extent)


def shown(asked: Question, decided: Decided) -> Counterexample | None:
    """A case in words, with what the claim came to in it."""
    case = decided.case
    if case is None:
        return None
    given: dict[str, Given] = dict.fromkeys(asked.histories, decided.records)
    told = [f"{name}（{records_text(asked.policy.history[name], decided.records)}）" for name in asked.histories]
    told += [f"{v.name} = {amount(case[v.name], v.type, 'formula')}" for v in asked.variables]
    values = [Shown(name, None, decided.records, is_figure=False) for name in asked.histories]
    values += [Shown(v.name, v.type, case[v.name], v.name in asked.widened.figures) for v in asked.variables]
    worked = found(asked.condition, asked.policy, Evaluator(asked.policy, {**given, **case}))
    return Counterexample(tuple(values), "，".join(told) or "任何输入", worked)
