"""A comparison as a document: 新旧政策对比表, grouped by what it means for the insured.

The lead says the main figures; the tables give every statement that says something else, with both clauses; what only one side
records, and what is only written differently, is listed by name; the documents that are cited stand in full at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.compare.changes import Diff, Effect, Figure, Kind, Named, Paper, Subject
from policyc.compare.households.document import blocks_of
from policyc.compare.tabled import (
    NOTHING,
    SHOWN,
    Row,
    grouped,
    listed,
    moved_word,
    places_of,
    rows,
    sides,
    substantial,
    title_of,
    year_of,
)
from policyc.compare.telling import SUBJECTS, change_text, kind_text
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


def document_of(diff: Diff) -> Document:
    """The comparison as a document."""
    old, new = title_of(diff.old), title_of(diff.new)
    places = places_of(diff)
    caption = f"{places[0]}与{places[1]}政策对比表" if places else "新旧政策对比表"
    head = tuple(line(name) for name in ("项目", *sides(diff), moved_word(diff), "对参保人的影响", "依据"))
    blocks: list[Block] = [Paragraph(line(lead(diff)), lead=True)]
    told = tuple(rows(diff))
    for anchor, name, _ in grouped(diff):
        shown = [row for row in told if row.group == name]
        blocks.append(Heading(1, line(name), anchor))
        blocks.append(Table(caption, head, tuple(map(_row, shown))))
        if any(row.follows for row in shown):
            blocks.append(Paragraph(line("标“└”的，随上面一项变化。")))
    blocks += blocks_of(diff.households) if diff.households is not None else ()
    blocks += _listed(diff)
    blocks += _papers(diff, told)
    facts = (*zip(sides(diff), (line(old), line(new)), strict=True), ("统计", line(summary(diff))))
    return Document(document_title(diff), tuple(blocks), facts, (), description=lead(diff), wide=True)


def document_title(diff: Diff) -> str:
    """全国城乡居民医保：2022年与2023年对比; of two policies by name both; of an edited one 修改前后对比."""
    if title_of(diff.old) == title_of(diff.new):
        return f"{title_of(diff.new)}修改前后对比"
    if diff.old.name == diff.new.name and diff.old.year != diff.new.year:
        return f"{diff.new.name}：{year_of(diff.old)}与{year_of(diff.new)}对比"
    return f"{title_of(diff.old)}与{title_of(diff.new)}对比"


def summary(diff: Diff) -> str:
    """调整4项、新增2项，未变204项."""
    counts = {kind: sum(c.kind is kind for c in diff.all() if c.subject in SHOWN) for kind in Kind}
    told = "、".join(f"{kind_text(kind, places_of(diff))}{count}项" for kind, count in counts.items() if count)
    return f"{told}；未变{diff.unchanged}项" if told else f"没有差别，{diff.unchanged}项相同"


def lead(diff: Diff) -> str:
    """The figures that changed, in one sentence."""
    if not diff:
        return f"{title_of(diff.old)}与{title_of(diff.new)}没有差别。"
    told = []
    for change in substantial(diff.changes):
        figures = [d for d in change.details if isinstance(d.old, Figure)]
        if change.subject in (Subject.PARAMETER, Subject.TARGET) and figures and change.old is not None:
            told.append(f"{change.name}{change_text(change, places_of(diff))}")
    edited = title_of(diff.old) == title_of(diff.new)
    before = "修改前" if edited else title_of(diff.old)
    if not told:
        return f"与{before}相比，{'' if edited else title_of(diff.new) + '的'}标准和数额没有调整。"
    return f"与{before}相比：{'；'.join(told)}。"


def _row(row: Row) -> tuple[Line, ...]:
    name = f"{row.name}，{row.where}" if row.where else row.name
    return (
        line(Text(f"└ {name}") if row.follows else Strong(name)),
        line(row.before),
        line(row.after),
        line(row.moved),
        _effect(row),
        line(row.basis),
    )


def _effect(row: Row) -> Line:
    text: Inline | str = row.effect or NOTHING
    if row.change.effect is Effect.BETTER:
        text = Judged(str(text), "better", told=True)
    if row.change.effect is Effect.WORSE:
        text = Judged(str(text), "worse", told=True)
    return line(text)


def _listed(diff: Diff) -> Iterator[Block]:
    """What one side does not record, and what is only written differently."""
    found = tuple(listed(diff))
    if found:
        yield Heading(1, line("收录范围和表述"), "extent")
    for title, changes in found:
        named = {subject: [c.name for c in changes if c.subject is subject] for subject in Subject}
        items = [f"{SUBJECTS[subject]}：{'、'.join(names)}" for subject, names in named.items() if names]
        yield Paragraph(line(Strong(f"{title}（{len(changes)}项）")))
        yield Listing(tuple(Item(line(item)) for item in items))


# ------------------------------------------------------------------ the documents that are cited


def _cited(diff: Diff, told: Sequence[Row]) -> Iterator[tuple[str, Paper]]:
    """The documents that the rows cite, each with the side whose it is."""
    for name, which, named in zip(sides(diff), ("old", "new"), (diff.old, diff.new), strict=True):
        found = [side for row in told if (side := getattr(row.change, which)) is not None]
        cited = {paper_of(side.clause, named) for side in found}
        yield from ((name, paper) for paper in named.papers if paper in cited)


def paper_of(clause: str, named: Named) -> Paper | None:
    """The document that a clause, as it is cited, stands in."""
    return next((paper for paper in named.papers if clause.startswith(paper.called)), None)


def _papers(diff: Diff, told: Sequence[Row]) -> Iterator[Block]:
    found = tuple(_cited(diff, told))
    if found:
        yield Heading(1, line("依据"), "papers")
        yield Listing(tuple(Item(line(f"{side}{paper.called}：{paper_text(paper)}")) for side, paper in found))


def paper_text(paper: Paper) -> str:
    """A document in full: title and number, who issued it, when."""
    by = "、".join(paper.issuers)
    return f"{paper.title}{by and f'，{by}'}{paper.issued and f'，{paper.issued}'}"
