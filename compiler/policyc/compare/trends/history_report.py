"""A history on one page, 沿革: figures drawn and year by year, rules and measures, and the steps between years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policyc.compare.changes import Change, Diff, Figure, Kind, Named, Subject
from policyc.compare.report import lead
from policyc.compare.tabled import substantial, title_of
from policyc.compare.telling import KINDS, SUBJECTS
from policyc.compare.telling import change_text as told_change
from policyc.compare.trends.chart import chart
from policyc.compare.trends.history import Course, History
from policyc.compare.trends.rows import Relation, Row, Standing, Trend, is_principal, number
from policyc.compare.trends.telling import BASES, NOTHING, change_text, figure_text, finding, label, notes
from policyc.document.blocks import Block, Document, Heading, Inline, Item, Line, Listing, Paragraph, Strong, Table, line
from policyc.model.policy import Measure, Policy, Rule
from policyc.model.timeline import Stretch
from policyc.model.types import Quantity
from policyc.wording.amounts import unit_text
from policyc.wording.changes import plain_figure
from policyc.wording.formulas import formula
from policyc.wording.modalities import MODALITIES

#: So many years stand side by side in a table.
_ABREAST = 6
_SHORT: Mapping[Standing, str] = {
    Standing.NOT_APPLICABLE: "不适用",
    Standing.NOT_RECORDED: "未收录",
    Standing.SILENT: NOTHING,
    Standing.GAP: "缺文件",
}


def document_of(history: History, left_out: Mapping[str, str]) -> Document:
    """The page. left_out: policies of the series that are nowhere in force, with the reason."""
    moved = [trend for trend in history.figures if _moves(trend)]
    told = "；".join(finding(trend) for trend in moved)
    lead_ = f"{told}。" if told else "各年的标准和数额没有变化，或者只有一年写明。"
    blocks: list[Block] = [Paragraph(line(lead_), lead=True)]
    blocks += [drawing for trend in moved if (drawing := chart(trend)) is not None]
    if history.figures:
        blocks += [Heading(1, line("标准和目标"), "figures"), *_figures(history)]
    if history.rules:
        blocks += [Heading(1, line("规则"), "rules"), *_rules(history)]
    if history.measures:
        blocks += [Heading(1, line("措施"), "measures"), *_measures(history)]
    if history.diffs:
        blocks.append(Heading(1, line("逐年变化"), "steps"))
        blocks += [block for diff in history.diffs for block in _step(diff)]
    said = dict.fromkeys(note for trend in history.figures for note in notes(trend, {}))
    said |= dict.fromkeys(f"{id_}：{reason}" for id_, reason in left_out.items())
    if said:
        blocks += [Heading(1, line("说明"), "notes"), Listing(tuple(Item(line(f"{note}。")) for note in said))]
    facts = (
        ("地区", line(history.region)),
        ("系列", line(f"{history.series}（{BASES[history.basis]}）")),
        ("文件", _policies(history)),
    )
    return Document(f"{history.region}{history.series}沿革", tuple(blocks), facts, (), description=lead_, wide=True)


def _policies(history: History) -> Line:
    shown = [_head(stretch) for stretch in history.stretches if stretch.policies]
    return line(f"{len(shown)}期：{'、'.join(shown)}")


def _moves(trend: Trend) -> bool:
    """Whether a figure has changed from one of its stated numbers to another."""
    return any(r.step is not None and r.step.relation is not Relation.SAME and number(r) is not None for r in trend.stated)


def _head(stretch: Stretch[Policy]) -> str:
    extract = bool(stretch.policies) and stretch.policies[0].extract is not None
    return f"{label(stretch)}{'（节录）' if extract else ''}"


# ------------------------------------------------------------------ figures


def _figures(history: History) -> Iterator[Table]:
    for places in _abreast(history):
        heads = (line("项目"), *(line(_head(history.stretches[place])) for place in places))
        rows = [_figure_row(trend, places) for trend in history.figures]
        yield Table(_caption("标准和目标", places, history), heads, tuple(rows), numeric=frozenset(range(1, len(heads))))


def _abreast(history: History) -> Iterator[tuple[int, ...]]:
    """The places of the stretches that stand in one table."""
    count = len(history.stretches)
    yield from (tuple(range(first, min(first + _ABREAST, count))) for first in range(0, count, _ABREAST))


def _caption(what: str, places: Sequence[int], history: History) -> str:
    if len(places) == len(history.stretches):
        return what
    return f"{what}：{label(history.stretches[places[0]])}—{label(history.stretches[places[-1]])}"


def _figure_row(trend: Trend, places: Sequence[int]) -> tuple[Line, ...]:
    units = {r.figure.type for r in trend.rows if r.figure is not None and isinstance(r.figure.type, Quantity)}
    unit = next(iter(units)) if len(units) == 1 else None
    shown = f"（{unit_text(unit)}）" if isinstance(unit, Quantity) and not unit.unit.is_rate else ""
    return (line(Strong(trend.name), shown), *(line(_cell(trend.rows[place], one_unit=unit is not None)) for place in places))


def _cell(row: Row, *, one_unit: bool) -> Inline | str:
    """What a year says: ≥640（+30）, marked where it changed."""
    if row.figure is None:
        return _SHORT[row.standing]
    principally = "原则上" if is_principal(row) else ""
    said = figure_text(row, "table")
    if one_unit and number(row) is not None and isinstance(row.figure.type, Quantity):
        said = f"{principally}{plain_figure(row.figure.bound, row.figure.type)}"
    change = change_text(row)
    if row.step is None or row.step.relation is Relation.SAME:
        return said
    return Strong(f"{said}（{change}）" if change != NOTHING else said)


# ------------------------------------------------------------------ rules


def _rules(history: History) -> Iterator[Block]:
    """The rules that depend on what is given, in words; a year that writes one as the year before is not repeated."""
    for course in history.rules:
        items, before = [], ""
        for stretch, declared in zip(history.stretches, course.declared, strict=True):
            if isinstance(declared, Rule) and stretch.policies:
                said = formula(declared.body, stretch.policies[0])
                items.append(Item(line(f"{_head(stretch)}：{'写法同上' if said == before else said}")))
                before = said
        yield Paragraph(line(Strong(course.name)))
        yield Listing(tuple(items))


# ------------------------------------------------------------------ measures


def _measures(history: History) -> Iterator[Block]:
    """Measures of several years in a table, those of one by name."""
    several = [course for course in history.measures if sum(d is not None for d in course.declared) > 1]
    if several:
        for places in _abreast(history):
            heads = (line("措施"), *(line(_head(history.stretches[place])) for place in places))
            rows = tuple(_measure_row(course, places, history) for course in several)
            yield Table(_caption("不止一年写到的措施", places, history), heads, rows)
    for place, stretch in enumerate(history.stretches):
        once = [c for c in history.measures if c not in several and c.declared[place] is not None]
        if once:
            yield Paragraph(line(Strong(f"只收录于{_head(stretch)}的措施（{len(once)}项）")))
            yield Listing(tuple(_of_modality(once, place)))


def _measure_row(course: Course, places: Sequence[int], history: History) -> tuple[Line, ...]:
    return (line(Strong(course.name)), *(line(_modality(course, place, history)) for place in places))


def _modality(course: Course, place: int, history: History) -> Inline | str:
    declared, stretch = course.declared[place], history.stretches[place]
    if not isinstance(declared, Measure):
        if not stretch.policies:
            return _SHORT[Standing.GAP]
        return _SHORT[Standing.SILENT if stretch.policies[0].extract is None else Standing.NOT_RECORDED]
    before = next((d for d in reversed(course.declared[:place]) if isinstance(d, Measure)), None)
    said = MODALITIES[declared.modality]
    return Strong(said) if before is not None and before.modality is not declared.modality else said


def _of_modality(courses: Sequence[Course], place: int) -> Iterator[Item]:
    for modality, word in MODALITIES.items():
        names = [c.name for c in courses if isinstance(d := c.declared[place], Measure) and d.modality is modality]
        if names:
            yield Item(line(Strong(word), f"：{'、'.join(names)}"))


# ------------------------------------------------------------------ steps


def _step(diff: Diff) -> Iterator[Block]:
    """From one policy to the next: the figures in a sentence, then all else that says something else."""
    yield Heading(2, line(f"{_called(diff.old)}到{_called(diff.new)}"))
    yield Paragraph(line(lead(diff)))
    items = [Item(line(text)) for text in _others(diff)]
    if items:
        yield Listing(tuple(items))


def _called(named: Named) -> str:
    return f"{named.year}年" if named.year is not None else title_of(named)


def _others(diff: Diff) -> Iterator[str]:
    changes = [c for c in substantial(diff.changes) if not _in_lead(c)]
    for kind in (Kind.ADDED, Kind.WITHDRAWN):
        for subject in Subject:
            names = [c.name for c in changes if c.kind is kind and c.subject is subject]
            if names:
                word = "不再列出" if (kind, subject) == (Kind.WITHDRAWN, Subject.MEASURE) else KINDS[kind]
                yield f"{word}{SUBJECTS[subject]}{len(names)}项：{'、'.join(names)}"
    for change in changes:
        if change.kind not in (Kind.ADDED, Kind.WITHDRAWN):
            yield f"{SUBJECTS[change.subject]}“{change.name}”：{told_change(change)}"
    for top in diff.changes:
        for change in top.knock_on:
            yield f"{SUBJECTS[change.subject]}“{change.name}”随之变化：{told_change(change)}"


def _in_lead(change: Change) -> bool:
    figure = any(isinstance(detail.old, Figure) for detail in change.details)
    return change.subject in (Subject.PARAMETER, Subject.TARGET) and figure and change.old is not None
