"""What rules read of histories: the last record's tracks, fields and year as variables, and the shortest history that gives
them values.

Rules that agree whatever tracks come to agree for every history. Where they do not, the records are gone through, the shortest
histories first and both policies side by side, until each region in which the rules differ has been reached, or all states have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from policyc.compare.data import plain, renamed
from policyc.compare.holes import may_lack
from policyc.compare.joining import MARKS, taken
from policyc.compare.regions import Region
from policyc.compare.symbolic import Unsupported, Variable
from policyc.evaluate.evaluator import Evaluator
from policyc.model import expressions as e
from policyc.model.policy import Policy, Records, Rule
from policyc.model.types import YEAR, Bool, EnumType, Value, ordinal
from policyc.model.walk import walk
from policyc.prove.histories import Reached, TooMany, reach, year_name
from policyc.prove.question import Question
from policyc.prove.rewriting import rewrite
from policyc.semantics.facts import default_range
from policyc.targets.json_.formulas import formula_data

#: So many steps from one record to the next are gone for one pair of rules: some tenths of a second.
MOST_STEPS = 20_000


@dataclass(frozen=True)
class LastRecord:
    """The variables of the last record.

    variables: by name. last: for each side, the variable of each track, field and history. joined: what the joined policy calls
    that of which a variable is the value, by the variable's name.
    """

    variables: Mapping[str, Variable]
    last: tuple[Mapping[str, str], Mapping[str, str]]
    joined: Mapping[str, str]


def last_record(old: tuple[Policy, Rule], new: tuple[Policy, Rule], names: Mapping[str, str]) -> LastRecord:
    """What two rules read of histories, as variables. Tracks that are worked out alike are one variable.

    ``names``: what inputs, histories and fields of the older policy are called in the newer. Raises :class:`Unsupported`.
    """
    variables: dict[str, Variable] = {}
    last: tuple[dict[str, str], dict[str, str]] = ({}, {})
    joined: dict[str, str] = {}
    read = [_read_of_histories(policy, rule) for policy, rule in (old, new)]
    for place, (policy, _) in enumerate((old, new)):
        for name in read[place]:
            shared = names.get(name, name) if place == 0 else name
            if name in policy.rule:
                if may_lack(policy, policy.rule[name]):
                    raise Unsupported("a track without a value")
                alike = name in old[0].rule and name in new[0].rule and _alike(old[0], name, new[0], name, names, set())
                variable, key = (name, MARKS[1] + name) if alike else (MARKS[place] + name, MARKS[place] + name)
                made = _track(policy, policy.rule[name], variable)
            elif name in policy.field:
                variable, key = shared, shared
                made = _field(policy, name, shared)
            else:
                variable = key = year_name(shared)
                low, high, step = default_range(YEAR)
                made = Variable(variable, YEAR, low, high, step)
            known = variables.get(variable)
            variables[variable] = made if known is None else _both(known, made)
            last[place][name] = variable
            joined[variable] = key
    return LastRecord(variables, last, joined)


def _both(a: Variable, b: Variable) -> Variable:
    if (a.is_choice, str(a.type), a.own) != (b.is_choice, str(b.type), b.own):
        raise Unsupported("a field of two types")
    return Variable(a.name, b.type, min(a.low, b.low), max(a.high, b.high), min(a.step, b.step), b.own)


def _read_of_histories(policy: Policy, rule: Rule) -> list[str]:
    """The tracks, fields and histories that a rule reads of the last record, directly or through other rules."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    if rule.history is not None:
        return [rule.name]

    def visit(expr: e.Expr) -> None:
        for node in walk(rewrite(expr, lambda x: taken(x, policy))):  # without what the readings that are taken leave out
            match node:
                case e.FieldRef() | e.RecordYear():
                    found[node.name] = None
                case e.RuleRef() if policy.rule[node.name].history is not None:
                    found[node.name] = None
                case e.RuleRef() if node.name not in seen:
                    seen.add(node.name)
                    for part in (policy.rule[node.name].only_when, policy.rule[node.name].body):
                        if part is not None:
                            visit(part)
                case _:
                    pass

    for part in (rule.only_when, rule.body):
        if part is not None:
            visit(part)
    return list(found)


def _track(policy: Policy, rule: Rule, name: str) -> Variable:
    facts = [rule.body.facts, *([rule.initial.facts] if rule.initial is not None else [])]
    if any(f.unlimited for f in facts) or any(f.scale is None for f in facts):
        raise Unsupported("a track without end")
    low, high = min(f.low for f in facts), max(f.high for f in facts)
    step = Fraction(1, 10 ** max(f.scale for f in facts if f.scale is not None))
    low = (low // step) * step
    return _line(name, rule, low, high, step)


def _line(name: str, rule: Rule, low: Fraction, high: Fraction, step: Fraction) -> Variable:
    if isinstance(rule.type, Bool):
        return Variable(name, rule.type, Fraction(0), Fraction(1), Fraction(1), ((0, 1), (0, 1)))
    if isinstance(rule.type, EnumType):
        places = tuple(range(len(rule.type.members)))
        return Variable(name, rule.type, Fraction(0), Fraction(len(places) - 1), Fraction(1), (places, places))
    return Variable(name, rule.type, low, high, step)


def _field(policy: Policy, name: str, shared: str) -> Variable:
    declared = policy.field[name]
    if isinstance(declared.type, Bool | EnumType):
        count = int(declared.high) + 1
        places = tuple(range(count))
        return Variable(shared, declared.type, Fraction(0), Fraction(count - 1), Fraction(1), (places, places))
    return Variable(shared, declared.type, declared.low, declared.high, declared.step)


# ------------------------------------------------------------------ tracks that are worked out alike


def _alike(old: Policy, a: str, new: Policy, b: str, names: Mapping[str, str], seen: set[str]) -> bool:
    """Whether two rules are worked out alike from the same inputs and fields: in the same words, of the same figures."""
    if a in seen:
        return True
    seen.add(a)
    left, right = old.rule[a], new.rule.get(b)
    if right is None or str(left.type) != str(right.type) or names.get(left.history or "", left.history) != right.history:
        return False
    for x, y in ((left.body, right.body), (left.initial, right.initial), (left.only_when, right.only_when)):
        if (x is None) is not (y is None):
            return False
        if x is None or y is None:
            continue
        if renamed(_data(x), names) != _data(y):
            return False
        if not all(_same_read(old, n, new, names, seen) for n in walk(x)):
            return False
    return True


def _data(expr: e.Expr) -> object:
    return plain(formula_data(expr, lambda name: name))


def _same_read(old: Policy, node: e.Expr, new: Policy, names: Mapping[str, str], seen: set[str]) -> bool:
    match node:
        case e.ParamRef():
            other = new.param.get(node.name)
            return other is not None and old.param[node.name].bound == other.bound
        case e.RuleRef() | e.Previous():
            return _alike(old, node.name, new, node.name, names, seen)
        case e.ReadingRef():
            chosen = new.reading.get(node.name)
            return chosen is not None and old.reading[node.name].taken.alias == chosen.taken.alias
        case _:
            return True


# ------------------------------------------------------------------ the shortest history


#: What becomes of a state that is reached: the places of the variables, and how it was reached.
Told = Callable[[Mapping[str, Fraction], Reached], bool]


def histories(asked: Question, read: LastRecord, told: Told) -> bool:
    """Goes through the states of both policies side by side, the shortest histories first, until ``told`` says that it is enough.

    Whether all states were gone through, so that what was not reached cannot be.
    """
    policy = asked.policy
    names = [read.joined[name] for name in read.variables]
    tracks = tuple(n for n in policy.order if n in together(policy, [n for n in names if n in policy.rule]))
    fields = tuple(n for n in names if n in policy.field)
    years = tuple(h for h in policy.history if year_name(h) in names)

    def until(state: Reached) -> bool:
        places = _places(policy, read, state)
        return places is not None and told(places, state)

    try:
        reach(asked, tracks, fields, years, until, MOST_STEPS)
    except (TooMany, ValueError):
        return False
    return True


def _places(policy: Policy, read: LastRecord, state: Reached) -> dict[str, Fraction] | None:
    """The places of the variables, and of the inputs that tracks read; None where one has no value."""
    places = {v.name: ordinal(state.fixed[v.name], v.type) for v in policy.inputs if v.name in state.fixed}
    for name, variable in read.variables.items():
        value = state.of.get(read.joined[name])
        if value is None:
            return None
        places[name] = ordinal(value, variable.type)
    return places


def last_places(asked: Question, read: LastRecord, records: Records, fixed: Mapping[str, Value]) -> dict[str, Fraction] | None:
    """What records lead to, by the reference evaluator: the places of the variables; None where one has no value."""
    policy = asked.policy
    (history,) = asked.histories
    evaluator = Evaluator(policy, {**fixed, history: records})
    of: dict[str, Value | None] = {}
    for joined in read.joined.values():
        if joined in policy.rule:
            of[joined] = evaluator.rule(joined).value
        else:
            of[joined] = None if not records else records[-1].values.get(joined, records[-1].year)
    return _places(policy, read, Reached(of, records, fixed))


def holds(region: Region, places: Mapping[str, Fraction]) -> bool:
    """Whether what a history comes to lies in a region, as far as it alone decides."""
    for name, place in places.items():
        if name in region.picks and int(place) not in region.picks[name]:
            return False
        if name in region.spans and not region.spans[name][0] <= place <= region.spans[name][1]:
            return False
    return True


def together(policy: Policy, names: Iterable[str]) -> set[str]:
    """The tracks that some tracks are worked out from, themselves among them."""
    found: set[str] = set()
    rest = list(names)
    while rest:
        track = rest.pop()
        if track not in found:
            found.add(track)
            rest += [n for n in _read_by(policy, track) if policy.rule[n].history is not None]
    return found


def _read_by(policy: Policy, track: str) -> Iterator[str]:
    for node in walk(policy.rule[track].body):
        if isinstance(node, e.RuleRef | e.Previous):
            yield node.name
