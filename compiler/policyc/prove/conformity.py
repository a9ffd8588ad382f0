"""Does a policy keep to what the policies above it say? Every bound and rule of theirs, with the margin or a counterexample.

What is inherited as it stands conforms. A refined figure must lie within the bound above whatever open figures come to, an
overridden case within what the rule above can come to; both are asked of the methods that prove ``check for all``. A departure
from what is said ``principally`` is allowed with a reason, and told as one. What is not proved is undecided, never a yes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import islice, product

from policyc.diagnostics.codes import e1007, e1009, e1011, w1001, w1002
from policyc.diagnostics.core import Diagnostic, Label, Span, Words
from policyc.evaluate.evaluator import Evaluator
from policyc.model import expressions as e
from policyc.model.depth import make_room
from policyc.model.policy import (
    Bound,
    BoundKind,
    CheckAll,
    Clause,
    Given,
    Param,
    Policy,
    Relation,
    RelationKind,
    Rule,
    RuleKind,
    Target,
)
from policyc.model.types import BOOL, Member, Quantity, Type, Value, ordinal
from policyc.model.walk import walk
from policyc.prove.above import CannotSay, outcomes
from policyc.prove.checks import Decided, decide, shown
from policyc.prove.question import Question, question
from policyc.prove.results import Method, Verdict
from policyc.prove.widen import ANYTHING, widen
from policyc.semantics import facts
from policyc.wording.amounts import amount, bound_phrase, points
from policyc.wording.formulas import formula

_MOST_READINGS = 32
_TRUTH = e.Facts(0, Fraction(0), Fraction(1))


class How(StrEnum):
    """What the policy does about something that is said above."""

    INHERITED = "inherited"
    RESTATED = "restated"
    REFINED = "refined"
    DERIVED = "derived"
    OVERRIDDEN = "overridden"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one bound or rule of a policy above.

    above, here: what is said there and here, in words. margin: how far it lies inside, or outside. case: a case that shows that
    it does not conform. departs: not within it, but said above ``principally`` and here with a reason. readings: those
    that the answer rests on, as taken; others: what it comes to under other options.
    """

    name: str
    policy: str
    how: How
    verdict: Verdict
    above: Words
    here: Words
    clause_above: Clause | None
    clause_here: Clause | None
    span_above: Span
    span: Span
    margin: Words | None = None
    case: Words | None = None
    reason: Words | None = None
    departs: str | None = None
    readings: tuple[tuple[str, Member], ...] = ()
    method: Method | None = None
    others: tuple[tuple[tuple[tuple[str, Member], ...], Verdict], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the methods came to."""

    verdict: Verdict
    case: Words | None
    reason: Words | None
    method: Method | None = None
    readings: tuple[tuple[str, Member], ...] = ()

    def put_into(self, found: Finding) -> Finding:
        """The finding with it."""
        told = replace(found, case=self.case, reason=self.reason)
        return replace(told, verdict=self.verdict, method=self.method, readings=self.readings)


def conformity(policy: Policy) -> tuple[Finding, ...]:
    """A finding for every bound, rule and target of the policies above, the nearest first."""
    if not policy.parents:
        return ()
    make_room(policy)
    found: list[Finding] = []
    for id_ in policy.parents:
        above = policy.other[id_]
        figures = [_param(policy, above, p) for p in above.params if p.policy == id_ and "." not in p.name]
        apart = any(x.verdict is not Verdict.HOLDS or x.departs for x in figures)
        found += (_following(x, policy, above) if apart and x.how is How.DERIVED else x for x in figures)
        for rule in above.rules:
            if rule.policy == id_ and rule.kind is not RuleKind.PART:
                found += _rule(policy, above, rule)
        found += (x for t in above.targets if t.policy == id_ for x in _target(policy, above, t))
    return tuple(found)


def under_all_readings(policy: Policy, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings with what they come to under other options of the readings that they rest on."""
    names = dict.fromkeys(name for found in findings for name, _ in found.readings)
    lines = [[option.member for option in policy.reading[name].options] for name in names]
    taken = tuple(policy.reading[name].taken for name in names)
    for members in islice((each for each in product(*lines) if each != taken), _MOST_READINGS if names else 0):
        options = dict(zip(names, members, strict=True))
        other = replace(policy, readings=tuple(replace(r, taken=options.get(r.name, r.taken)) for r in policy.readings))
        again = conformity(other)
        findings = tuple(
            replace(x, others=(*x.others, (y.readings, y.verdict))) if x.readings else x
            for x, y in zip(findings, again, strict=True)
        )
    return findings


def report(policy: Policy, findings: Sequence[Finding]) -> Iterator[Diagnostic]:
    """What does not conform is an error; what is undecided, and a target that falls short, a warning.

    Where several policies above are not kept to, one and the same figure is told once: of the nearest.
    """
    told: set[tuple[str, Span, Verdict, str | None]] = set()
    for found in findings:
        key = (found.name, found.span, found.verdict, found.departs)
        if key in told:
            continue
        told.add(key)
        related = [Label(found.span_above, f"{found.policy} 的规定", f"what {found.policy} says")]
        name, above = found.name, found.policy
        if found.verdict is Verdict.UNDECIDED:
            yield w1001.CODE.at(found.span, name=name, policy=above, above=found.above, related=related)
        elif found.verdict is Verdict.HOLDS or found.how is How.DERIVED:  # what it follows from is told
            continue
        elif found.departs == "":
            word = "override" if found.how is How.OVERRIDDEN else "refine"
            yield e1011.CODE.at(found.span, word=word, name=found.name, related=related)
        elif found.how is How.OVERRIDDEN:
            yield e1009.CODE.at(found.span, name=found.name, why=found.case or _OUTSIDE, related=related)
        elif found.how is How.TARGET:
            yield w1002.CODE.at(found.span, name=name, policy=above, stated=found.here, above=found.above, related=related)
        else:
            case = found.case or _OUTSIDE
            hint = _myriads(policy, found) or _WITHIN
            yield e1007.CODE.at(
                found.span, name=name, policy=above, stated=found.here, above=found.above, case=case, hint=hint, related=related
            )


#: How many times too small or too large a figure is that may have lost its 万.
_FAR_OFF = 100


def _myriads(policy: Policy, found: Finding) -> Words | None:
    """That the figure would be within the bound above with 万 put behind it, or taken away."""
    own, stated = policy.param.get(found.name), policy.other[found.policy].param.get(found.name)
    if own is None or stated is None or own.formula is not None or not isinstance(own.bound.value, Fraction):
        return None
    value, low, high = own.bound.value, stated.bound.low, stated.bound.high
    if low is not None and value * _FAR_OFF < low:
        factor, zh, en = Fraction(10**4), "漏写", "missing"
    elif high is not None and value > high * _FAR_OFF:
        factor, zh, en = Fraction(1, 10**4), "多写", "superfluous"
    else:
        return None
    if not _within(_times(own.bound, factor), stated.bound):
        return None
    meant = amount(value * factor, own.type, "formula")
    return Words(f"是不是{zh}了“万”？{meant}就在规定之内", f"is a 万 {en}? {meant} would be within it")


def _times(bound: Bound, factor: Fraction) -> Bound:
    value, low, high = (x * factor if isinstance(x, Fraction) else None for x in (bound.value, bound.low, bound.high))
    return replace(bound, value=value, low=low, high=high)


_WITHIN = Words(
    "改成在上位规定之内的数；确有依据的偏离，只有上位写明“原则上”（principally）时可以写 because",
    "keep within it; a departure needs `principally` above and `because` here",
)
_OUTSIDE = Words("超出上位规定", "outside of it")


# ------------------------------------------------------------------ figures


def _param(policy: Policy, above: Policy, stated: Param) -> Finding:
    own = policy.param.get(stated.name)
    if own is None or own.policy == stated.policy:
        how = How.DERIVED if stated.is_derived and own is not None and own.bound != stated.bound else How.INHERITED
        here = _said(own, policy) if how is How.DERIVED and own is not None else _SAME
        return _finding(stated, policy, above, how, Verdict.HOLDS, _said(stated, above), here, own)
    how = How.RESTATED if own.bound == stated.bound and own.limits == (None, None) else How.REFINED
    found = _finding(stated, policy, above, how, Verdict.HOLDS, _said(stated, above), _said(own, policy), own)
    found = replace(found, margin=_margin(stated, own))
    if stated.limits == (None, None) and _within(own.bound, stated.bound):
        return found
    decided = _asked(policy, _claim(policy, stated, own), own)
    found = decided.put_into(found) if decided is not None else _told_apart(found, stated, own)
    return _departing(found, principally=stated.principally, because=own.because)


def _following(found: Finding, policy: Policy, above: Policy) -> Finding:
    """What follows from figures that do not all lie within the bounds above need not lie within its own."""
    stated, own = above.param[found.name], policy.param[found.name]
    return found if _within(own.bound, stated.bound) else _told_apart(found, stated, own)


def _finding(
    stated: Param | Rule | Target,
    policy: Policy,
    above: Policy,
    how: How,
    verdict: Verdict,
    said: Words,
    here: Words,
    own: Param | Rule | Target | None,
) -> Finding:
    clause = own.clause if own is not None and own.policy != stated.policy else None
    span = own.span if clause is not None and own is not None else policy.span
    return Finding(stated.name, above.id, how, verdict, said, here, stated.clause, clause, stated.span, span)


def _departing(found: Finding, *, principally: bool, because: str | None) -> Finding:
    """What is not within something said principally is allowed with a reason."""
    if found.verdict is Verdict.HOLDS or not principally:
        return found
    if because is None:
        return replace(found, departs="") if found.verdict is Verdict.FAILS else found
    return replace(found, verdict=Verdict.HOLDS, departs=because)


def _within(inner: Bound, outer: Bound) -> bool:
    """Whether every value that the one allows is allowed by the other."""
    if outer.kind is BoundKind.ABOUT or inner.about or not _has_ends(outer):
        return _alike(inner, outer)
    if not _has_ends(inner):
        return outer.low is None and outer.high is None and outer.kind is BoundKind.UNSPECIFIED
    return _above(inner.low, inner.low_closed, outer.low, outer.low_closed) and _above(
        _minus(inner.high), inner.high_closed, _minus(outer.high), outer.high_closed
    )


def _alike(inner: Bound, outer: Bound) -> bool:
    """Where the bound above is "about" something: about or exactly the same; a hole without ends takes anything."""
    if outer.kind is BoundKind.UNSPECIFIED:
        return True
    return inner.value == outer.value and inner.kind in (BoundKind.EXACTLY, outer.kind)


def _has_ends(bound: Bound) -> bool:
    return bound.low is not None or bound.high is not None


def _above(inner: Fraction | None, closed: bool, outer: Fraction | None, outer_closed: bool) -> bool:
    if outer is None:
        return True
    return inner is not None and (inner > outer or (inner == outer and (outer_closed or not closed)))


def _minus(place: Fraction | None) -> Fraction | None:
    return None if place is None else -place


def _said(param: Param | Target, policy: Policy) -> Words:
    """A figure in words; ends that follow from other figures as formulas."""
    text = bound_phrase(param.bound, param.type)
    limits = param.limits if isinstance(param, Param) else (None, None)
    if limits != (None, None):
        low, high = (None if limit is None else formula(limit, policy) for limit in limits)
        ends = (
            f"不低于{low}" if low is not None else _end(param.bound.low, param.type, "不低于"),
            f"不超过{high}" if high is not None else _end(param.bound.high, param.type, "不超过"),
        )
        text = "、".join(end for end in ends if end)
    principally = "原则上" if param.principally else ""
    return Words(principally + text, ("principally " if principally else "") + bound_phrase(param.bound, param.type, "table"))


def _end(place: Fraction | None, kind: Type, word: str) -> str:
    return "" if place is None else f"{word}{amount(place, kind, 'formula')}"


_SAME = Words("沿用", "as above")


def _margin(stated: Param | Target, own: Param | Target) -> Words | None:
    """How far the figure lies from the ends above."""
    if not isinstance(stated.type, Quantity) or not isinstance(own.bound.value, Fraction | None):
        return None
    low, high = stated.bound.low, stated.bound.high
    least, most = own.bound.low, own.bound.high
    if low is not None and low == high == least == most:
        return Words("相等", "equal")
    told: list[tuple[str, str]] = []
    if low is not None and least is not None:
        told.append(
            _distance(least - low, stated.type, ("与下限相等", "高出下限", "低于下限"), ("at", "above", "below"), "lower")
        )
    if high is not None and most is not None:
        told.append(
            _distance(high - most, stated.type, ("与上限相等", "低于上限", "高出上限"), ("at", "below", "above"), "upper")
        )
    return Words("，".join(zh for zh, _ in told), ", ".join(en for _, en in told)) if told else None


def _distance(by: Fraction, kind: Type, zh: tuple[str, str, str], en: tuple[str, str, str], end: str) -> tuple[str, str]:
    if not by:
        return zh[0], f"at the {end} end"
    size = _size(by, kind)
    at = 1 if by > 0 else 2
    return f"{zh[at]}{size}", f"{size} {en[at]} the {end} end"


def _size(by: Fraction, kind: Type) -> str:
    """How much two values differ by: rates differ by points."""
    return points(abs(by)) if isinstance(kind, Quantity) and kind.unit.is_rate else amount(abs(by), kind, "formula")


def _told_apart(found: Finding, stated: Param | Target, own: Param | Target) -> Finding:
    """A figure that is not within a bound that is no formula: the value that shows it."""
    low, high = stated.bound.low, stated.bound.high
    least, most = own.bound.low, own.bound.high
    case: Words | None = None
    if low is not None and (least is None or least < low or (least == low and not stated.bound.low_closed)):
        case = _shows(least, low, own.type, "低于", "below", own)
    elif high is not None and (most is None or most > high or (most == high and not stated.bound.high_closed)):
        case = _shows(most, high, own.type, "高于", "above", own)
    elif own.bound.value is not None and stated.bound.value is not None:
        value, other = (amount(x, own.type, "formula") for x in (own.bound.value, stated.bound.value))
        case = Words(f"{value}不是{other}", f"{value} is not {other}")
    return replace(found, verdict=Verdict.FAILS, case=case)


def _shows(value: Fraction | None, end: Fraction, kind: Type, zh: str, en: str, own: Param | Target) -> Words:
    limit = amount(end, kind, "formula")
    if value is None:
        return Words(f"没有说不{zh}{limit}", f"nothing keeps it from being {en} {limit}")
    figure, by = amount(value, kind, "formula"), _size(value - end, kind)
    may = "可以定为" if own.bound.is_open else ""
    apart = f"，差{by}" if value != end else ""
    return Words(f"{may}{figure}，{zh}{limit}{apart}", f"{figure} is {en} {limit}" + (f" by {by}" if value != end else ""))


# ------------------------------------------------------------------ claims


def _ref(param: Param) -> e.ParamRef:
    return e.ParamRef(param.span, param.type, facts.param(param.type, param.bound, param.scale), param.name)


def _claim(policy: Policy, stated: Param, own: Param) -> e.Expr | None:
    """That the figure lies within what is said above, as a formula of this policy; None where that is no question of numbers."""
    if not isinstance(stated.type, Quantity) or stated.bound.about or own.bound.about:
        return None
    if stated.limits == (None, None) and own.limits == (None, None) and own.formula is None:
        return None  # two intervals, which have been compared
    figure = _ref(own)
    parts: list[e.Expr] = []
    ends = (
        (stated.limits[0], stated.bound.low, stated.bound.low_closed, e.CompareOp.GE, e.CompareOp.GT),
        (stated.limits[1], stated.bound.high, stated.bound.high_closed, e.CompareOp.LE, e.CompareOp.LT),
    )
    for limit, place, closed, reaching, beyond in ends:
        if limit is None and place is None:
            continue
        other = limit
        if other is None:
            assert place is not None
            other = e.Literal(own.span, own.type, facts.literal(place, own.type), place, amount(place, own.type, "formula"))
        # An end that is a formula belongs, unless it is said that it does not.
        parts.append(_compare(own.span, reaching if closed or place is None else beyond, figure, other))
    return _all(own.span, parts) if parts else None


def _compare(span: Span, op: e.CompareOp, left: e.Expr, right: e.Expr) -> e.Expr:
    return e.Compare(span, BOOL, _TRUTH, op, left, right)


def _all(span: Span, parts: Sequence[e.Expr], op: e.LogicOp = e.LogicOp.AND) -> e.Expr:
    return parts[0] if len(parts) == 1 else e.Logic(span, BOOL, _TRUTH, op, tuple(parts))


def _asked(
    policy: Policy, claim: e.Expr | None, own: Param | Rule, told: Callable[[Question, Decided], Words] | None = None
) -> Asked | None:
    """What comes of a claim; None where there is none. ``told``: a case in words."""
    if claim is None:
        return None
    clause = own.clause or Clause("", "", own.span)
    check = CheckAll(claim, "", clause, (), own.span)
    asked = question(widened := widen(replace(policy, universals=(check,))), widened.condition(check))
    decided = decide(asked)
    case = (told or _case_words)(asked, decided) if decided.case is not None else None
    names = dict.fromkeys(node.name for node in _walk(policy, claim) if isinstance(node, e.ReadingRef))
    readings = tuple((name, policy.reading[name].taken) for name in names)
    return Asked(decided.verdict, case, decided.reason, decided.method, readings)


def _case_words(asked: Question, decided: Decided) -> Words:
    case = shown(asked, decided)
    assert case is not None
    return Words(f"{case.told}时，{case.worked}", f"with {case.told}: {case.worked}")


def _walk(policy: Policy, claim: e.Expr) -> Iterator[e.Expr]:
    """Every formula that a claim reads, through rules too."""
    done: set[str] = set()
    open_ = [claim]
    while open_:
        for node in walk(open_.pop()):
            yield node
            if isinstance(node, e.RuleRef) and node.name not in done:
                done.add(node.name)
                open_.append(policy.rule[node.name].body)


# ------------------------------------------------------------------ rules


def _rule(policy: Policy, above: Policy, stated: Rule) -> Iterator[Finding]:
    own = policy.rule.get(stated.name)
    changes = [r for r in _relations_below(policy, above) if r.name == stated.name]
    said, same = _formula_of(stated, above), _SAME
    if own is None or not changes:
        yield _finding(stated, policy, above, How.INHERITED, Verdict.HOLDS, said, same, None)
        return
    for relation in changes:
        yield _overridden(policy, above, stated, own, relation)


def _relations_below(policy: Policy, above: Policy) -> Iterator[Relation]:
    """The overrides of this policy and of those between it and the one above."""
    between = policy.parents[: policy.parents.index(above.id)]
    for each in (policy, *(policy.other[id_] for id_ in between)):
        yield from (r for r in each.relations if r.kind is RelationKind.OVERRIDE)


def _overridden(policy: Policy, above: Policy, stated: Rule, own: Rule, relation: Relation) -> Finding:
    cases = _cases_of(own.body, relation)
    here = "；".join(formula(x.value, policy) for x in cases) if cases else "替换的行"
    words = Words(here, here)
    found = Finding(
        *(stated.name, above.id, How.OVERRIDDEN, Verdict.HOLDS, _formula_of(stated, above), words),
        *(stated.clause, relation.clause, stated.span, relation.span),
    )
    for claim, span in _claims(above, stated, own, cases, relation.span):
        if isinstance(claim, CannotSay):
            return _decided_as(found, stated, relation, Asked(Verdict.UNDECIDED, None, claim.args[0]), span)
        result = _asked(policy, claim, replace(own, span=span), lambda asked, made: _two_values(asked, made, above, stated))
        assert result is not None
        if result.verdict is not Verdict.HOLDS:
            return _decided_as(found, stated, relation, result, span)
        found = replace(found, method=result.method, readings=result.readings)
    return found


def _two_values(asked: Question, decided: Decided, above: Policy, stated: Rule) -> Words:
    """A case in which the rule comes to something here that it cannot come to above: both, side by side."""
    assert decided.case is not None
    case = shown(asked, decided)
    assert case is not None
    given: dict[str, Given] = {**dict.fromkeys(asked.histories, decided.records), **decided.case}
    evaluator = Evaluator(asked.policy, given)
    here = evaluator.rule(stated.name).value
    made = outcomes(above, stated.name, e.RuleRef(stated.span, stated.type, ANYTHING, stated.name))
    values = [value for x in made if (value := evaluator.expression(x).value) is not None]
    if here is None or not values:
        return _case_words(asked, decided)
    shown_here = amount(here, stated.type, "formula")
    low, high = (pick(values, key=lambda v: ordinal(v, stated.type)) for pick in (min, max))
    there = _side(here, low, high, stated.type)
    zh = f"{case.told}时，这里是{shown_here}，{above.id} 是{there}"
    return Words(zh, f"with {case.told} it is {shown_here} here, {there} in {above.id}")


def _side(here: Value, low: Value, high: Value, kind: Type) -> str:
    """What a value should be: exactly this, or on this side of that end."""
    if low == high:
        return amount(low, kind, "formula")
    if ordinal(here, kind) < ordinal(low, kind):
        return f"不低于{amount(low, kind, 'formula')}"
    return f"不超过{amount(high, kind, 'formula')}"


def _decided_as(found: Finding, stated: Rule, relation: Relation, result: Asked, span: Span) -> Finding:
    return _departing(replace(result.put_into(found), span=span), principally=stated.principally, because=relation.because)


def _cases_of(body: e.Expr, relation: Relation) -> tuple[e.Exception_, ...]:
    """The cases of an override, as they stand in the rule."""
    found = (x for node in walk(body) if isinstance(node, e.Default) for x in node.exceptions)
    return tuple(x for x in found if x.span in relation.spans)


def _claims(
    above: Policy, stated: Rule, own: Rule, cases: Sequence[e.Exception_], span: Span
) -> Iterator[tuple[e.Expr | CannotSay, Span]]:
    """That each case, or the rule as a whole where rows are replaced, comes to something that the rule above can come to."""
    here = e.RuleRef(span, own.type, dataclasses.replace(ANYTHING, unlimited=own.body.facts.unlimited), own.name)
    if not cases:
        yield _between(above, stated, here, span), span
    for case in cases:
        claim = _between(above, stated, case.value, case.span)
        if isinstance(claim, CannotSay):
            yield claim, case.span
        else:
            otherwise = e.Not(case.span, BOOL, _TRUTH, case.condition)
            yield _all(case.span, [otherwise, claim], e.LogicOp.OR), case.span


def _between(above: Policy, stated: Rule, here: e.Expr, span: Span) -> e.Expr | CannotSay:
    try:
        made = outcomes(above, stated.name, here)
    except CannotSay as why:
        return why
    if len(made) == 1:
        return _compare(span, e.CompareOp.EQ, here, made[0])
    facts_ = dataclasses.replace(ANYTHING, unlimited=stated.body.facts.unlimited)
    least, most = (e.Call(span, stated.type, facts_, function, made) for function in (e.Function.MIN, e.Function.MAX))
    return _all(span, [_compare(span, e.CompareOp.GE, here, least), _compare(span, e.CompareOp.LE, here, most)])


def _formula_of(rule: Rule, policy: Policy) -> Words:
    text = ("原则上" if rule.principally else "") + formula(rule.body, policy)
    return Words(text, text)


# ------------------------------------------------------------------ targets


def _target(policy: Policy, above: Policy, stated: Target) -> Iterator[Finding]:
    """A target of the same name here must not fall short of the one above."""
    own = next((t for t in policy.targets if t.name == stated.name and t.type == stated.type), None)
    if own is None:
        return
    found = _finding(stated, policy, above, How.TARGET, Verdict.HOLDS, _said(stated, above), _said(own, policy), own)
    found = replace(found, margin=_margin(stated, own))
    if not _within(own.bound, stated.bound):
        found = _departing(_told_apart(found, stated, own), principally=stated.principally, because=own.because)
    yield found
