"""A comparison as a document: 新旧政策对比表, grouped by what it means for the insured.

The lead says the main figures; the tables give every statement that says something else, with both clauses; what only one side
records, and what is only written differently, is listed by name at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policyc.compare.changes import Change, Diff, Effect, Figure, Kind, Named, Subject
from policyc.compare.telling import KINDS, SILENT, SUBJECTS, change_text, effect_text, figure_cell, rule_cells
from policyc.document.blocks import (
    Block,
    Document,
    Heading,
    Inline,
    Item,
    Judged,
    Line,
    Listing,
    Paragraph,
    Strong,
    Table,
    Text,
    line,
)

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
_HEAD = ("项目", "原政策", "新政策", "变化", "对参保人的影响", "依据")


def document_of(diff: Diff) -> Document:
    """The comparison as a document."""
    old, new = title_of(diff.old), title_of(diff.new)
    blocks: list[Block] = [Paragraph(line(lead(diff)), lead=True)]
    for anchor, name, effects in GROUPS:
        shown = [c for c in substantial(diff.changes) if c.effect in effects]
        if shown:
            blocks.append(Heading(1, line(name), anchor))
            rows = tuple(row for change in shown for row in _rows(change))
            blocks.append(Table("新旧政策对比表", tuple(line(head) for head in _HEAD), rows))
    blocks += _listed(diff)
    facts = (("原政策", line(old)), ("新政策", line(new)), ("统计", line(summary(diff))))
    alike = diff.old.name == diff.new.name and diff.old.year != diff.new.year
    title = f"{diff.new.name}：{_year(diff.old)}与{_year(diff.new)}对比" if alike else f"{old}与{new}对比"
    return Document(title, tuple(blocks), facts, (), description=lead(diff))


def title_of(named: Named) -> str:
    """全国城乡居民医保（2023年）."""
    extract = "，节录" if named.extract is not None else ""
    return f"{named.name}（{_year(named)}{extract}）"


def _year(named: Named) -> str:
    return f"{named.year}年" if named.year is not None else named.id


def substantial(changes: Iterable[Change]) -> list[Change]:
    """Changes that say something else."""
    return [c for c in changes if c.subject in SHOWN and c.kind in _SUBSTANTIAL]


def summary(diff: Diff) -> str:
    """调整4项、新增2项，未变204项."""
    counts = {kind: sum(c.kind is kind for c in diff.all() if c.subject in SHOWN) for kind in Kind}
    told = "、".join(f"{KINDS[kind]}{count}项" for kind, count in counts.items() if count)
    return f"{told}；未变{diff.unchanged}项" if told else f"没有差别，{diff.unchanged}项相同"


def lead(diff: Diff) -> str:
    """The figures that changed, in one sentence."""
    if not diff:
        return f"{title_of(diff.old)}与{title_of(diff.new)}没有差别。"
    told = []
    for change in substantial(diff.changes):
        figures = [d for d in change.details if isinstance(d.old, Figure)]
        if change.subject in (Subject.PARAMETER, Subject.TARGET) and figures and change.old is not None:
            told.append(f"{change.name}{change_text(change)}")
    if not told:
        return f"与{title_of(diff.old)}相比，{title_of(diff.new)}的标准和数额没有调整。"
    return f"与{title_of(diff.old)}相比：{'；'.join(told)}。"


def _rows(change: Change) -> Iterator[tuple[Line, ...]]:
    yield _row(change, "")
    for following in change.knock_on:
        yield _row(following, "└ ")


def _row(change: Change, mark: str) -> tuple[Line, ...]:
    before, after, moved = cells(change)
    return (
        line(Text(f"{mark}{change.name}（随之变化）") if mark else Strong(change.name)),
        line(before),
        line(after),
        line(moved),
        _effect(change),
        line(_basis(change)),
    )


def cells(change: Change) -> tuple[str, str, str]:
    """A change in three cells: before, after, and what became of it."""
    old, new = change.old, change.new
    written_alike = {detail.aspect for detail in change.details} <= SILENT
    if written_alike and (told := rule_cells(change)) is not None:
        return told
    before, after = (side.cell if side is not None else "—" for side in (old, new))
    if change.subject is Subject.RULE and before == after:
        before = after = "写法相同" if written_alike else before
    return before, after, figure_cell(change) or change_text(change)


def _effect(change: Change) -> Line:
    text: Inline | str = effect_text(change) or "—"
    if change.effect is Effect.BETTER:
        text = Judged(str(text), "better")
    if change.effect is Effect.WORSE:
        text = Judged(str(text), "worse")
    return line(text)


def _basis(change: Change) -> str:
    old, new = (side.clause if side is not None else "" for side in (change.old, change.new))
    if old and new and old != new:
        return f"原：{old}；新：{new}"
    return new or old


def _listed(diff: Diff) -> Iterator[Block]:
    """What one side does not record, and what is only written differently."""
    kinds = (
        (Kind.OLD_SILENT, "新政策有、原政策未收录"),
        (Kind.NEW_SILENT, "原政策有、新政策未收录"),
        (Kind.REWORDED, "只是表述或出处不同"),
        (Kind.MOVED, "只是条款位置不同"),
    )
    found = [(title, [c for c in diff.changes if c.kind is kind and c.subject in SHOWN]) for kind, title in kinds]
    if any(changes for _, changes in found):
        yield Heading(1, line("收录范围和表述"), "extent")
    for title, changes in found:
        if changes:
            named = {subject: [c.name for c in changes if c.subject is subject] for subject in Subject}
            items = [f"{SUBJECTS[subject]}：{'、'.join(names)}" for subject, names in named.items() if names]
            yield Paragraph(line(Strong(f"{title}（{len(changes)}项）")))
            yield Listing(tuple(Item(line(item)) for item in items))
