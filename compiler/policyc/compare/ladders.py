"""The brackets of a scale, and the rows of a table by a number: which of one policy's is which of the other's.

An edge that moved is one change, not a bracket withdrawn and another added. Brackets with the same edge are the same; between
two such, as many on one side as on the other are the same in order, else those that give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policyc.model import expressions as e
from policyc.model.policy import Policy, Rule
from policyc.model.types import EnumType, Value, ordinal
from policyc.wording.amounts import amount
from policyc.wording.formulas import bracket_name, formula, pattern


@dataclass(frozen=True, slots=True)
class Rung:
    """A bracket: the edge that tells it from the next (None: it has none), and what it gives in each column.

    labels: of the cells, as :func:`policyc.compare.rows.parts` has them; columns: what tells the cells of a bracket apart.
    """

    edge: str | None
    name: str
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[e.Expr, ...]


def ladder(rule: Rule, policy: Policy) -> tuple[Rung, ...]:
    """The brackets of a rule from the lowest; empty where it has none, or they do not follow one another along a number."""
    body = rule.body.operand if isinstance(rule.body, e.Round) else rule.body
    match body:
        case e.Marginal():
            return tuple(_brackets(body, policy))
        case e.Lookup():
            columns = tuple("或".join(pattern(p, body.subjects[1].type) for p in c) for c in body.columns) or ("",)
            return _rows([(row.patterns, row.cells) for row in body.rows], body.subjects[0], columns)
        case e.Match():
            return _rows([(arm.patterns, (arm.value,)) for arm in body.arms], body.subject, ("",))
        case _:
            return ()


def _brackets(body: e.Marginal, policy: Policy) -> Iterator[Rung]:
    subject = body.subject
    columns = tuple("或".join(pattern(p, subject.type) for p in c) for c in body.columns) if subject is not None else ()
    for place, bracket in enumerate(body.brackets):
        name = bracket_name(body, place, policy)
        edge = None if bracket.upper is None else formula(bracket.upper, policy)
        yield Rung(edge, name, tuple(_label(name, c) for c in columns or ("",)), columns or ("",), bracket.rates)


def _rows(
    rows: Sequence[tuple[tuple[e.Pattern, ...] | e.Otherwise, tuple[e.Expr, ...]]], subject: e.Expr, columns: tuple[str, ...]
) -> tuple[Rung, ...]:
    """Rows that each have one interval, lowest first; a row's edge is where it begins."""
    found: list[tuple[bool, Any, Rung]] = []
    if isinstance(subject.type, EnumType):
        return ()
    for patterns, cells in rows:
        if isinstance(patterns, e.Otherwise) or len(patterns) != 1:
            return ()
        (one,) = patterns
        low: Value | None = one.value if isinstance(one, e.ValuePattern) else one.low
        name = pattern(one, subject.type)
        edge = None if low is None else amount(low, subject.type)
        place = 0 if low is None else ordinal(low, subject.type)
        found.append((low is not None, place, Rung(edge, name, tuple(_label(name, c) for c in columns), columns, cells)))
    return tuple(rung for *_, rung in sorted(found, key=lambda entry: entry[:2]))


def _label(name: str, column: str) -> str:
    return f"{name}、{column}" if column else name


def matched(old: Sequence[Rung], new: Sequence[Rung], gives: Callable[[int, Rung], Any]) -> list[tuple[Rung | None, Rung | None]]:
    """Which bracket is which, in order; None where one side lacks it. ``gives``: what one of a side (0, 1) gives, as data."""
    places = {rung.edge: j for j, rung in enumerate(new)}
    anchors = [(-1, -1)]
    for i, rung in enumerate(old):
        j = places.get(rung.edge, -1)
        if j > anchors[-1][1]:  # both go upwards
            anchors.append((i, j))
    found: list[tuple[Rung | None, Rung | None]] = []
    for (i, j), (k, m) in zip(anchors, [*anchors[1:], (len(old), len(new))], strict=True):
        if i >= 0:
            found.append((old[i], new[j]))
        found += _between(old[i + 1 : k], new[j + 1 : m], gives)
    return found


def _between(
    old: Sequence[Rung], new: Sequence[Rung], gives: Callable[[int, Rung], Any]
) -> list[tuple[Rung | None, Rung | None]]:
    if len(old) == len(new):
        return list(zip(old, new, strict=True))
    left, right = [gives(0, x) for x in old], [gives(1, x) for x in new]
    pairs: list[tuple[Rung | None, Rung | None]] = []
    rest = list(range(len(new)))
    for i, a in enumerate(old):
        same = [j for j in rest if right[j] == left[i]]
        if len(same) == 1 and left.count(left[i]) == 1:
            rest.remove(same[0])
            pairs.append((a, new[same[0]]))
        else:
            pairs.append((a, None))
    return [*pairs, *((None, new[j]) for j in rest)]
