"""The whole document of a policy, section by section in the order of a published 政策解读. Empty sections are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policyc.document.blocks import Block, Document, Heading, Item, Line, Listing, Paragraph, line
from policyc.model.policy import Policy
from policyc.targets.summary.above import above_blocks, other_figures
from policyc.targets.summary.clauses import clause_blocks, record_blocks
from policyc.targets.summary.front import facts, heading, lead
from policyc.targets.summary.glossary import glossary
from policyc.targets.summary.goals import goal_table
from policyc.targets.summary.keypoints import key_table
from policyc.targets.summary.measures import actor_table
from policyc.targets.summary.openings import open_items, questions
from policyc.targets.summary.places import Places
from policyc.targets.summary.readings import assumption_items, reading_blocks
from policyc.targets.summary.sources import source_item
from policyc.targets.summary.worked import worked_blocks


def document_of(policy: Policy) -> Document:
    """The 政策解读 of a policy that compiled without errors and whose examples have been run."""
    places = Places(policy)
    leading = tuple(lead(policy))
    document = Document(
        title=heading(policy),
        blocks=tuple(_chapters(policy, places, leading)),
        facts=tuple(facts(policy)),
        footer=tuple(_footer(policy)),
        description="".join(part.text for part in leading[0].line) if leading else "",
    )
    terms = glossary(document)
    if terms is None:
        return document
    words = tuple(_chapter("名词解释", "terms", [Paragraph(line("以下为通用解释，非文件原文：")), terms]))
    return replace(document, blocks=_before("readings", words, document.blocks))


def _chapters(policy: Policy, places: Places, leading: Iterable[Block]) -> Iterator[Block]:
    yield from _chapter("一句话读懂", "lead", leading)
    table = key_table(policy, places)
    yield from _chapter("要点表", "points", [table] if table is not None else [])
    yield from _chapter("分条说明", "clauses", clause_blocks(policy, places))
    yield from _chapter("算一算", "cases", _cases(policy))
    goals = goal_table(policy, places)
    yield from _chapter("目标与期限", "goals", [goals] if goals is not None else [])
    actors = actor_table(policy, places)
    yield from _chapter("各方责任", "actors", [actors] if actors is not None else [])
    yield from _chapter("待定事项", "open", _listing(open_items(policy, places)))
    yield from _chapter("文件未载明", "unsaid", _asked(policy, places))
    yield from _chapter("口径与假设", "readings", _assumed(policy, places))
    yield from _chapter("上位规定与本地标准", "above", above_blocks(policy, places))
    yield from _chapter("引用的其他标准", "others", other_figures(policy, places))
    yield from _chapter("依据", "sources", _listing(source_item(document, policy) for document in policy.sources))


def _chapter(title: str, anchor: str, blocks: Iterable[Block]) -> Iterator[Block]:
    found = tuple(blocks)
    if found:
        yield Heading(1, line(title), anchor)
        yield from found


def _cases(policy: Policy) -> Iterator[Block]:
    worked = tuple(worked_blocks(policy))
    if worked:
        yield Paragraph(line("以下算例按文件规定逐步计算，只用于说明算法。"))
        yield from record_blocks(policy)
        yield from worked
    else:
        yield from record_blocks(policy)


def _asked(policy: Policy, places: Places) -> Iterator[Block]:
    found = tuple(questions(policy, places))
    if found:
        yield Paragraph(line("下列问题文件没有写明，须由发文机关解释："))
        yield Listing(found)


def _assumed(policy: Policy, places: Places) -> Iterator[Block]:
    readings = tuple(reading_blocks(policy, places))
    if readings:
        yield Paragraph(line("下列规定可作不同理解，本解读采用其中一种："))
        yield from readings
    assumptions = tuple(assumption_items(policy))
    if assumptions:
        yield Paragraph(line("以下为编制本解读时采用的口径，不是文件原文："))
        yield Listing(assumptions)


def _listing(items: Iterable[Item]) -> Iterator[Block]:
    found = tuple(items)
    if found:
        yield Listing(found)


def _before(anchor: str, blocks: tuple[Block, ...], all_blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with others put before the chapter of an anchor, or before the sources; at the end where there is neither."""
    places = {block.anchor: i for i, block in enumerate(all_blocks) if isinstance(block, Heading)}
    at = next((places[name] for name in (anchor, "above", "others", "sources") if name in places), len(all_blocks))
    return (*all_blocks[:at], *blocks, *all_blocks[at:])


def _footer(policy: Policy) -> Iterator[Line]:
    yield line("本解读不是文件原文，内容以发文机关公布的文本为准。")
    yield line(f"政策源文件：{policy.origin.file}")
