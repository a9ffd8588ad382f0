"""要点表: what to pay, what is paid towards it, what is paid back, when, and how; each line with a link to its clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyc.document.blocks import Line, Link, Table, line
from policyc.evaluate.evaluator import Evaluator
from policyc.model import expressions as e
from policyc.model.policy import Measure, Param, Policy, Rule, RuleKind, Target
from policyc.model.types import DateType, MonthType, Quantity
from policyc.model.walk import walk
from policyc.targets.summary.before import before, increments
from policyc.targets.summary.cases import case_text, outcome_text, sole_case
from policyc.targets.summary.citing import deadline, is_reported, quotes
from policyc.targets.summary.families import rules_of
from policyc.targets.summary.figures import goal_phrase, stated
from policyc.targets.summary.places import Places, is_named_only
from policyc.targets.summary.rules import is_, unrounded
from policyc.targets.summary.topics import Topic, is_arrangement, topic, topic_of_name
from policyc.wording.amounts import Style

#: So many arrangements (怎么办) are named; the clauses have them all.
_MOST_ARRANGEMENTS = 6
#: A rule that takes more words than this is read in its clause.
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the table. ``change`` is empty where nothing is known of before."""

    topic: Topic
    name: str
    said: Line
    change: str
    declared: Param | Rule | Target | Measure


def key_points(policy: Policy, places: Places) -> tuple[Point, ...]:
    """Every line, by topic; the policy's own before what it takes over, source by source; mere increments at the end."""
    points = [*_figures(policy), *_goals(policy), *_results(policy, places), *_arrangements(policy)]
    order = {each: place for place, each in enumerate(Topic)}
    last = increments(policy)
    sources = {source.name: place for place, source in enumerate(policy.sources)}

    def rank(point: Point) -> tuple[int, bool, int, bool]:
        clause = point.declared.clause
        taken_over = point.declared.policy not in ("", policy.id)
        return order[point.topic], taken_over, sources.get(clause.source, 0) if clause else 0, point.name in last

    return tuple(sorted(points, key=rank))


def key_table(policy: Policy, places: Places) -> Table | None:
    """The table; None for a policy that has nothing to put into it. 与上年相比 only where something is known of before."""
    points = key_points(policy, places)
    if not points:
        return None
    changes = any(point.change for point in points)
    head = ["方面", "项目", "标准", *(["与上年相比"] if changes else []), "依据"]
    rows = []
    for point in points:
        change = [line(point.change or "—")] if changes else []
        rows.append((line(point.topic.value), line(point.name), point.said, *change, line(places.link(point.declared.clause))))
    return Table("", tuple(map(line, head)), tuple(rows), grouped=True)


def _figures(policy: Policy) -> Iterator[Point]:
    for param in policy.params:
        if not is_named_only(param):
            earlier = before(param, policy)
            yield Point(
                topic(param, param.type), param.name, line(stated(param, "table")), earlier.cell if earlier else "", param
            )


def _goals(policy: Policy) -> Iterator[Point]:
    for goal in policy.targets:
        if topic_of_name(goal.name) is not Topic.OTHER:  # the others have a section of their own
            limit = f"{deadline(goal.deadline)}，" if goal.deadline is not None else ""
            said = f"{limit}{goal_phrase(goal, 'table')}{'（据报道）' if is_reported(goal) else ''}"
            yield Point(topic_of_name(goal.name), f"{goal.name}（目标）", line(said), "", goal)


def _results(policy: Policy, places: Places) -> Iterator[Point]:
    for rule in policy.rules:
        if rule.kind not in (RuleKind.PART, RuleKind.TRACK) and _matters(rule, policy):
            yield Point(topic(rule, rule.type), rule.name, _result(rule, policy, places), "", rule)


def _matters(rule: Rule, policy: Policy) -> bool:
    """Whether a rule is more than a step on the way.

    That is a table of the document, one figure a case, a day or month, a result that no other rule reads, or one that several
    examples ask for.
    """
    read = {x.name for other in policy.rules for x in walk(other.body) if isinstance(x, e.RuleRef | e.Previous)}
    asked = [rule.name in rules_of(example, policy) for example in policy.examples]
    direct = rule.kind in (RuleKind.TABLE, RuleKind.SCALE) or sole_case(rule, policy) is not None
    return direct or isinstance(rule.type, DateType | MonthType) or rule.name not in read or sum(asked) > 1


def _result(rule: Rule, policy: Policy, places: Places) -> Line:
    """What it comes to, if that can be said in a few words; else where it is said, with the words of the source."""
    if sole_case(rule, policy) is not None:
        return line(case_text(rule, policy))
    if not rule.inputs and not rule.histories:
        style: Style = "table" if isinstance(rule.type, Quantity) else "prose"
        return line(outcome_text(Evaluator(policy, {}).rule(rule.name), rule.type, style))
    body, _ = unrounded(rule.body)
    said = is_(rule, body, policy)
    plain = all(isinstance(x, e.Literal | e.ParamRef | e.RuleRef | e.InputRef | e.Arithmetic | e.Compare) for x in walk(body))
    if plain and len(said) <= _LONGEST:
        return line(said)
    grounds = quotes(rule)
    link = places.link(rule.clause)
    words = f"{grounds}，计算办法见" if grounds else "计算办法见"
    return line(words, Link("分条说明", link.anchor) if isinstance(link, Link) else "分条说明")


def _arrangements(policy: Policy) -> Iterator[Point]:
    for measure in [m for m in policy.measures if is_arrangement(m)][:_MOST_ARRANGEMENTS]:
        yield Point(Topic.HOW, measure.name, line(quotes(measure) or measure.name), "", measure)
