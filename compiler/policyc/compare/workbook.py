"""A comparison as a workbook: 对比, 参数, 家庭 (where there are households) and 出处; its first sheet is also the CSV.

对比 has the rows of the tables (:mod:`.tabled`) and, below them, what only one side records and what is only written differently;
the numbers of a row stand in columns of their own. 单位 is theirs; a step between rates is counted in 个百分点 (``增减单位``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from policyc.compare.changes import Change, Diff, Named, Side, Subject
from policyc.compare.households import results as households
from policyc.compare.households import telling
from policyc.compare.report import document_title, paper_of
from policyc.compare.tabled import NOTHING, SHOWN, Numbers, Row, figures_of, listed, moved_word, places_of, rows, sides, title_of
from policyc.compare.telling import SUBJECTS, effect_text, kind_text
from policyc.document.plain import EFFECTS
from policyc.document.sheets import Cell, Column, Number, Sheet, Workbook
from policyc.model.types import Quantity, Type
from policyc.quantities.decimals import Rounding, round_to
from policyc.wording.amounts import unit_text


def workbook_of(diff: Diff) -> Workbook:
    """The comparison as a workbook."""
    found = diff.households
    people = () if found is None or not found.cases else (_households(found),)
    return Workbook(document_title(diff), (comparison_of(diff), _figures(diff), *people, _grounds_of(diff)))


def comparison_of(diff: Diff) -> Sheet:
    """对比: a row a statement, or a case of it."""
    old, new = sides(diff)
    widths = {"分组": 12, "类别": 8, "项目": 20, "适用情形": 18, old: 22, new: 22, moved_word(diff): 30, "对参保人的影响": 12}
    widths |= {f"{old}数值": 11, f"{new}数值": 11, "增减": 9, "单位": 10, "增减单位": 10, "随何变化": 14}
    widths |= {f"{each}{what}": width for each in (old, new) for what, width in (("依据", 20), ("原文", 24))}
    body = [_row(row) for row in rows(diff)]
    body += [_alone(title, change, diff) for title, changes in listed(diff) for change in changes]
    return Sheet("对比", _columns(widths), tuple(body))


def _row(row: Row) -> tuple[Cell, ...]:
    change = row.change
    head = (row.group, SUBJECTS[change.subject], row.name, row.where or None)
    cells = (*(None if cell == NOTHING else cell for cell in (row.before, row.after, row.moved)), row.effect or None)
    return (*head, *cells, *_numbers(row.numbers, row.type), row.follows or None, *_grounds(change))


def _alone(title: str, change: Change, diff: Diff) -> tuple[Cell, ...]:
    old, new = (None if side is None else side.cell for side in (change.old, change.new))
    said = kind_text(change.kind, places_of(diff))
    numbers = _numbers(*figures_of(change))
    return (title, SUBJECTS[change.subject], change.name, None, old, new, said, None, *numbers, None, *_grounds(change))


def _grounds(change: Change) -> Iterator[Cell]:
    for side in (change.old, change.new):
        yield None if side is None else side.clause or None
        yield None if side is None else side.quote or None


# ------------------------------------------------------------------ numbers


def _numbers(values: Numbers, type_: Type | None) -> tuple[Cell, Cell, Cell, Cell, Cell]:
    """Before, after, the step, their unit and the step's."""
    old, new, step = values
    if not isinstance(type_, Quantity) or (old is None and new is None):
        return None, None, None, None, None
    rate = type_.unit.is_rate
    before, after = (None if value is None else Number(value, rate) for value in (old, new))
    if step is None:
        return before, after, None, unit_text(type_), None
    return before, after, Number(step * 100 if rate else step), unit_text(type_), "个百分点" if rate else unit_text(type_)


def _share(values: Numbers, type_: Type | None) -> Cell:
    """The step as a part of what was, to a tenth of a per cent; of rates, whose steps are 百分点, none."""
    old, _, step = values
    if not old or step is None or not isinstance(type_, Quantity) or type_.unit.is_rate:
        return None
    return Number(round_to(step / old, Fraction(1, 1000), Rounding.HALF_UP), percent=True)


# ------------------------------------------------------------------ the other sheets


def _figures(diff: Diff) -> Sheet:
    """参数: every figure that differs or that one side does not record, with its bound in words."""
    old, new = sides(diff)
    widths = {"类别": 8, "项目": 26, "代号": 24, old: 24, f"{old}数值": 12, new: 24, f"{new}数值": 12}
    widths |= {"增减": 10, "增减单位": 12, "增减幅度": 10, "单位": 12, "结果": 14, "对参保人的影响": 14}
    widths |= {f"{old}依据": 22, f"{new}依据": 22}
    found = [c for c in diff.all() if c.subject in (Subject.PARAMETER, Subject.TARGET)]
    return Sheet("参数", _columns(widths), tuple(_figure(change, diff) for change in found))


def _figure(change: Change, diff: Diff) -> tuple[Cell, ...]:
    both = (change.old, change.new)
    values, type_ = figures_of(change)
    before, after, step, unit, of_step = _numbers(values, type_)
    said = [None if side is None else side.text for side in both]
    clauses = [None if side is None else side.clause or None for side in both]
    key = next(side.key for side in both[::-1] if side is not None)
    result = (kind_text(change.kind, places_of(diff)), effect_text(change, places_of(diff)) or None)
    numbers = (said[0], before, said[1], after, step, of_step, _share(values, type_), unit)
    return (SUBJECTS[change.subject], change.name, key, *numbers, *result, *clauses)


def _grounds_of(diff: Diff) -> Sheet:
    """出处: what each statement rests on, with the document in full."""
    widths = {"政策": 24, "文件": 14, "全称": 40, "发文机关": 24, "成文日期": 14, "条款": 24, "项目": 24, "原文": 40}
    found = [
        _ground(title_of(named), side, named)
        for named, which in ((diff.old, "old"), (diff.new, "new"))
        for change in diff.all()
        if change.subject in SHOWN and (side := getattr(change, which)) is not None and side.clause
    ]
    return Sheet("出处", _columns(widths), tuple(found))


def _ground(policy: str, side: Side, named: Named) -> tuple[Cell, ...]:
    paper = paper_of(side.clause, named)
    if paper is None:
        return (policy, None, None, None, None, side.clause, side.name, side.quote or None)
    about = (paper.called, paper.title, "、".join(paper.issuers) or None, paper.issued or None)
    return (policy, *about, side.clause.removeprefix(paper.called), side.name, side.quote or None)


def _households(sheet: households.Sheet) -> Sheet:
    """家庭: what each typical household pays and gets, before and after; sums over its members below them."""
    old, new = telling.sides(sheet)
    widths = {"家庭": 20, "项目": 26, "对象": 16, old: 22, new: 22, "差异" if sheet.places else "变化": 18, "对参保人的影响": 14}
    widths |= {f"{old}数值": 12, f"{new}数值": 12, "增减": 10, "单位": 12, "增减单位": 12, "说明": 40}
    body = [_household(case, entry, row) for case in sheet.cases for entry in case.entries for row in telling.rows(entry, sheet)]
    notes = [note for note in (sheet.notice, *telling.remarks(sheet), *telling.notes(sheet.cases)) if note]
    blank = (None,) * (len(widths) - 2)
    return Sheet("家庭", _columns(widths), (*body, *(("注", *blank, note) for note in notes)))


def _household(case: households.Case, entry: households.Entry, row: telling.Row) -> tuple[Cell, ...]:
    effect = None if row.effect is None else EFFECTS[row.effect]
    before, after, step, unit, of_step = _numbers(*_told_figures(row.told))
    change = None if row.change == NOTHING else row.change
    cells = (telling.title(case), telling.label(entry), row.who, row.old, row.new, change, effect)
    return (*cells, before, after, step, unit, of_step, case.text or None)


def _told_figures(told: tuple[households.Told, households.Told]) -> tuple[Numbers, Type | None]:
    values = [None if t.bound is None or not isinstance(t.bound.value, Fraction) else t.bound.value for t in told]
    types = {t.type for t in told if t.bound is not None}
    if len(types) != 1:
        return (None, None, None), None
    kinds = {t.bound.kind for t in told if t.bound is not None}
    old, new = values
    return (old, new, new - old if old is not None and new is not None and len(kinds) == 1 else None), types.pop()


def _columns(widths: Mapping[str, int]) -> tuple[Column, ...]:
    return tuple(Column(title, width) for title, width in widths.items())
