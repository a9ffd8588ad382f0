"""A comparison as the rows of a table: a row a statement, and one for each group of cases where a rule differs by case.

Pages, Word, workbooks and CSV show these rows; what a cell says is decided here, and nowhere a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from policyc.compare.changes import Change, Diff, Effect, Figure, Kind, Named, Side, Subject
from policyc.compare.joining import MARKS
from policyc.compare.linear import Form
from policyc.compare.meaning import Meaning
from policyc.compare.symbolic import Result
from policyc.compare.telling import (
    SILENT,
    Group,
    Places,
    case_text,
    change_text,
    effect_text,
    figure_cell,
    groups,
    is_constant,
    kind_text,
    result_text,
    spread_text,
    step_cell,
    undecided_text,
    where_text,
)
from policyc.model.types import Quantity, Type

#: The groups of the tables, in order: what they are called, and the effects that belong to them.
GROUPS: Sequence[tuple[str, str, frozenset[Effect]]] = (
    ("better", "待遇提高、负担减轻", frozenset({Effect.BETTER})),
    ("worse", "负担增加、待遇降低", frozenset({Effect.WORSE})),
    ("mixed", "有增有减", frozenset({Effect.MIXED})),
    ("neutral", "中性，或未标明利弊方向", frozenset({Effect.NEUTRAL, Effect.UNKNOWN})),
    ("administrative", "管理措施", frozenset({Effect.ADMINISTRATIVE})),
)
#: Statements that a reader of a comparison wants to see; the others say how the policy is written down.
SHOWN = frozenset({Subject.PARAMETER, Subject.RULE, Subject.TARGET, Subject.MEASURE, Subject.READING, Subject.REQUIRE})
_SUBSTANTIAL = frozenset({Kind.ADDED, Kind.WITHDRAWN, Kind.CHANGED, Kind.EQUIVALENT, Kind.RENAMED})
#: What one side does not record, and what is only written differently.
LISTED: Mapping[Kind, str] = {
    Kind.OLD_SILENT: "{new}有、{old}未收录",
    Kind.NEW_SILENT: "{old}有、{new}未收录",
    Kind.REWORDED: "只是表述或出处不同",
    Kind.MOVED: "只是条款位置不同",
}
NOTHING = "—"
#: What a figure was, what it is, and the step, in base units; None where there is no such number.
Numbers = tuple[Fraction | None, Fraction | None, Fraction | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    where: the cases that the row is about, empty for all. before, after, moved: as cells. numbers: the figure before, after and
    the step, in base units of ``type``, as far as there are any. follows: the name of what it follows from.
    """

    group: str
    change: Change
    where: str
    before: str
    after: str
    moved: str
    effect: str
    basis: str
    numbers: Numbers = (None, None, None)
    type: Type | None = None
    follows: str = ""

    @property
    def name(self) -> str:
        """What the statement is called."""
        return self.change.name


def places_of(diff: Diff) -> Places:
    """The two places, where places are compared and not two times."""
    old, new = diff.old.region, diff.new.region
    return None if old is None or new is None or old == new else (old, new)


def sides(diff: Diff) -> tuple[str, str]:
    """What the two are called at the head of a column: 原政策 and 新政策, or the two places."""
    return places_of(diff) or ("原政策", "新政策")


def short_sides(diff: Diff) -> tuple[str, str]:
    """The same where there is little room: 原 and 新."""
    return places_of(diff) or ("原", "新")


def moved_word(diff: Diff) -> str:
    """The head of the column that says what became of it."""
    return "差异" if places_of(diff) else "变化"


def title_of(named: Named) -> str:
    """全国城乡居民医保（2023年）."""
    extract = "，节录" if named.extract is not None else ""
    return f"{named.name}（{year_of(named)}{extract}）"


def year_of(named: Named) -> str:
    """The year, or else the id."""
    return f"{named.year}年" if named.year is not None else named.id


def substantial(changes: Iterable[Change]) -> list[Change]:
    """Changes that say something else."""
    return [c for c in changes if c.subject in SHOWN and c.kind in _SUBSTANTIAL]


def listed(diff: Diff) -> Iterator[tuple[str, list[Change]]]:
    """What only one side records, and what is only written differently, each kind with its title."""
    old, new = sides(diff)
    for kind, title in LISTED.items():
        found = [c for c in diff.changes if c.kind is kind and c.subject in SHOWN]
        if found:
            yield title.format(old=old, new=new), found


def grouped(diff: Diff) -> Iterator[tuple[str, str, list[Change]]]:
    """What says something else, by what it means for the insured: an anchor, the title of the group, its changes.

    Between places, what only one of them lays down stands by itself, and so does what only has another name there: a city that
    adds to the nation's policy does not change it.
    """
    places = places_of(diff)
    found = substantial(diff.changes)
    apart = _APART if places else {}
    for anchor, title, effects in GROUPS:
        here = [c for c in found if c.effect in effects and c.kind not in apart]
        if here:
            yield anchor, _BETWEEN_PLACES.get(anchor, title) if places else title, here
    for kind, (anchor, title) in apart.items():
        here = [c for c in found if c.kind is kind]
        if here and places:
            yield anchor, title.format(old=places[0], new=places[1]), here


#: What the groups are called where two places are compared.
_BETWEEN_PLACES: Mapping[str, str] = {"better": "待遇较高、负担较轻", "worse": "负担较重、待遇较低", "mixed": "有高有低"}
_APART: Mapping[Kind, tuple[str, str]] = {
    Kind.ADDED: ("only_new", "{new}另有规定"),
    Kind.WITHDRAWN: ("only_old", "{old}另有规定"),
    Kind.RENAMED: ("renamed", "只是名称不同"),
}


def rows(diff: Diff) -> Iterator[Row]:
    """Every statement that says something else, as :func:`grouped` has them, with what follows from it."""
    for _, group, changes in grouped(diff):
        for change in changes:
            yield from _rows(change, group, "", diff)
            for following in change.knock_on:
                yield from _rows(following, group, change.name, diff)


def rest(diff: Diff) -> Iterator[Row]:
    """What is not among :func:`rows`: what one side does not record, what is only written differently, what is not shown."""
    shown = {id(change) for change in substantial(diff.changes)}
    for change in diff.changes:
        if id(change) not in shown:
            yield from _rows(change, "", "", diff)
            for following in change.knock_on:
                yield from _rows(following, "", change.name, diff)


def _rows(change: Change, group: str, follows: str, diff: Diff) -> Iterator[Row]:
    places = places_of(diff)
    effect, basis = effect_text(change, places), _basis(change, short_sides(diff))
    meaning = change.meaning
    told = meaning is not None and bool(meaning.differences) and {d.aspect for d in change.details} <= SILENT
    if meaning is None or not told:
        before, after = (_cell(side, change.subject) for side in (change.old, change.new))
        if change.subject is Subject.RULE and before == after:
            before = after = _same(places)
        moved = figure_cell(change) or change_text(change, places)
        if change.old is None or change.new is None:
            moved = kind_text(change.kind, places) if change.old is None else change_text(change, places)
        numbers, type_ = figures_of(change)
        yield Row(group, change, "", before, after, moved, effect, basis, numbers, type_, follows)
        return
    for cases in groups(meaning):
        where = where_text(cases, meaning.variables)
        before, after, moved, numbers = _of_cases(cases, meaning, places)
        yield Row(group, change, where, before, after, moved, effect, basis, numbers, meaning.type, follows)
    if meaning.unconfirmed:
        left = undecided_text(meaning)
        yield Row(group, change, "其他情形", NOTHING, NOTHING, left, effect, basis, follows=follows)


def _of_cases(cases: Group, meaning: Meaning, places: Places) -> tuple[str, str, str, Numbers]:
    """What a rule comes to in some cases: as amounts where both are, else as formulas where there is one, with a worked case."""
    region, type_ = cases[0].region, meaning.type
    before, after = (_unmarked(result_text(result, meaning, type_, "table")) for result in (region.old, region.new))
    if len(cases) == 1 and is_constant(region):
        old, new = (_amount(result, type_) for result in (region.old, region.new))
        step = None if old is None or new is None else new - old
        moved = step_cell(old, new, type_) if old is not None and new is not None else f"{before}→{after}"
        return before, after, moved, (old, new, step)
    case = min((d.case for d in cases), key=lambda case: len(case_text(case, type_)))
    moved = "；".join(text for text in (spread_text(cases, type_), f"例：{case_text(case, type_, places)}") if text)
    if len(cases) > 1 or before == after:
        before = after = _same(places)
    return before, after, moved, (None, None, None)


def _same(places: Places) -> str:
    return "算法相同" if places else "算法不变"


def _amount(result: Result, type_: Type | None) -> Fraction | None:
    return result.constant if isinstance(result, Form) and isinstance(type_, Quantity) else None


def _unmarked(text: str) -> str:
    """A formula without the marks that tell apart what both policies call alike; their columns tell it."""
    return re.sub("|".join(map(re.escape, MARKS)), "", text)


def _cell(side: Side | None, subject: Subject) -> str:
    """What a side says: of a measure its own words, where they are quoted."""
    if side is None:
        return NOTHING
    return side.quote if subject is Subject.MEASURE and side.quote else side.cell


def figures_of(change: Change) -> tuple[Numbers, Type | None]:
    """The figures of a param or a target; a step only where both are in one unit."""
    old, new = (None if side is None else side.figure for side in (change.old, change.new))
    values = _value(old), _value(new)
    types = {figure.type for figure in (old, new) if figure is not None}
    if len(types) != 1:
        return (*values, None), None
    step = None if values[0] is None or values[1] is None or not _alike(old, new) else values[1] - values[0]
    return (*values, step), types.pop()


def _value(figure: Figure | None) -> Fraction | None:
    value = None if figure is None or not isinstance(figure.type, Quantity) else figure.bound.value
    return value if isinstance(value, Fraction) else None


def _alike(old: Figure | None, new: Figure | None) -> bool:
    """Whether both are bounds of one kind, so that a difference means something."""
    return old is not None and new is not None and old.bound.kind is new.bound.kind


def _basis(change: Change, short: tuple[str, str]) -> str:
    old, new = (side.clause if side is not None else "" for side in (change.old, change.new))
    if old and new and old != new:
        return f"{short[0]}：{old}；{short[1]}：{new}"
    return new or old
