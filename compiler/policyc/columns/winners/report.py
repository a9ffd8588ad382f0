"""A comparison over people as a document: the figures that moved, then for each rule who won and lost, how much, and why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from policyc.columns.winners.change import adds_up, is_ordered
from policyc.columns.winners.figures import QUANTILES, Group, Moved, ParamFigures, RuleFigures, Winners
from policyc.columns.winners.wording import (
    basis_text,
    direction_text,
    effect_text,
    rises_first,
    share,
    sides,
    signed,
    step,
    step_unit,
    title_of,
    total_text,
    total_unit,
)
from policyc.document.blocks import Bar, Bars, Block, Document, Heading, Item, Line, Listing, Paragraph, Strong, Table, line
from policyc.model.policy import Param
from policyc.quantities.decimals import decimal_text
from policyc.wording.amounts import bound_phrase
from policyc.wording.changes import changed_cell

#: More bars than this are not drawn: the table has them.
_MOST_BARS = 40
#: So many rules are told of in the first paragraph.
_TOLD = 3
_ALL = "合计"
_GROUP = "分组"


def document_of(found: Winners) -> Document:
    """The comparison as a document."""
    title = f"{title_of(found.old)}与{title_of(found.new)}：逐人测算对比"
    blocks: list[Block] = [Paragraph(line(lead(found)), lead=True), *_params(found)]
    moved = [rule for rule in found.rules if not is_still(rule)]
    for place, rule in enumerate(moved):
        blocks += _rule(found, rule, place)
    if still := [rule.pair.label for rule in found.rules if is_still(rule)]:
        blocks += [Heading(1, line("结果没有变化的规则"), "still"), Paragraph(line(f"可比的人结果都相同：{'、'.join(still)}。"))]
    blocks += _left_out(found)
    facts = (("原政策", line(title_of(found.old))), ("新政策", line(title_of(found.new))), ("范围", line(scope(found))))
    notes = ("合计只算两份政策都有数额的人；占比以可比人数为分母，四舍五入到0.1%。", quantile_note())
    return Document(title, tuple(blocks), facts, tuple(line(note) for note in notes), description=lead(found), wide=True)


def quantile_note() -> str:
    """What a quantile is."""
    return "分位数是变动额从小到大排列后，累计人数首次达到该比例的那个数，不取两数之间的值。"


def scope(found: Winners) -> str:
    """How many rows there were, and how many were compared."""
    text = f"读入{found.rows_in}行，参加测算{found.rows}人"
    return f"{text}，剔出{found.refused.rows}行" if found.refused.rows else text


def lead(found: Winners) -> str:
    """What came out, in a sentence or two: first where somebody wins or loses."""
    moved = sorted((rule for rule in found.rules if not is_still(rule)), key=_interest)
    if not moved:
        return f"参加测算的{found.rows}人，可比的结果都没有变化。"
    more = f"另有{len(moved) - _TOLD}项结果有变化，分项列出。" if len(moved) > _TOLD else ""
    return f"参加测算{found.rows}人。{'；'.join(map(_finding, moved[:_TOLD]))}。{more}"


def _interest(rule: RuleFigures) -> tuple[bool, bool]:
    """Sorts before those in which nobody's result moved, and of which it is not known what is better."""
    return rule.whole.both == rule.whole.same, rule.pair.direction is None


def is_still(rule: RuleFigures) -> bool:
    """Whether nobody's result moved, and nobody has a result in only one of the policies."""
    whole = rule.whole
    return whole.both == whole.same and not whole.only_before and not whole.only_after and whole.both > 0


def net(group: Group) -> Fraction | None:
    """What the sum moved by."""
    return None if group.before is None or group.after is None else group.after - group.before


def sided(rule: RuleFigures, group: Group) -> Iterator[tuple[str, Moved]]:
    """Winners, then losers; without a direction those whose result rose, then fell."""
    rose, fell = sides(rule.pair)
    found = [(rose, group.up), (fell, group.down)] if fell else [(rose, group.up)]
    yield from found if rises_first(rule.pair) else reversed(found)


def _finding(rule: RuleFigures) -> str:
    whole = rule.whole
    told = [
        f"{name}{moved.people}人（占可比的{share(moved.people, whole.both)}）"
        for name, moved in sided(rule, whole)
        if moved.people
    ]
    told += [f"{whole.same}人不变"] if whole.same else []
    difference = net(whole)
    if difference:
        word = "净增加" if difference > 0 else "净减少"
        told.append(f"合计{word}{total_text(abs(difference), rule.pair.type)}")
    if whole.both < whole.people:
        told.append(f"{whole.people - whole.both}人无法比较")
    return f"{rule.pair.label}：{'，'.join(told)}"


def _params(found: Winners) -> Iterator[Block]:
    if not found.params:
        return
    yield Heading(1, line("标准的变化"), "params")
    rows = [("标准", "变化", "对参保人的影响", f"按{found.rows}人合计", "说明"), *map(_param, found.params)]
    there = [place for place in range(len(rows[0])) if any(row[place] for row in rows[1:])]
    head, *body = (tuple(line(row[place]) for place in there) for row in rows)
    yield Table("", head, tuple(body), frozenset({3} & {*there}))


def _param(moved: ParamFigures) -> tuple[str, ...]:
    old, new = moved.before, moved.after
    total = "" if moved.total is None else f"{signed(moved.total)} {total_unit(new.type)}"
    return new.name, change_text(old, new), effect_text(moved), total, total_notes(moved)


def total_notes(moved: ParamFigures) -> str:
    """What must be known of a total, or of a figure that is worked out from others."""
    derived = "由其他标准算出，与上列合计不能相加" if moved.after.is_derived else ""
    return "；".join(note for note in (basis_text(moved) if moved.total is not None else "", derived) if note)


def change_text(old: Param, new: Param) -> str:
    """350→380（+30） 元/人·年; where one of the two states no figure, what each says."""
    if cell := changed_cell(old.bound, new.bound, new.type):
        return f"{cell} {step_unit(new.type)}".strip()
    return "→".join(bound_phrase(bound, new.type, "table") for bound in (old.bound, new.bound))


def _rule(found: Winners, rule: RuleFigures, place: int) -> Iterator[Block]:
    pair = rule.pair
    unit = step_unit(pair.type)
    yield Heading(1, line(f"{pair.label}（{unit}）" if unit else pair.label), f"rule-{place + 1}")
    yield Paragraph(line(f"{_finding(rule)}。{direction_text(pair)}。" if is_ordered(pair.type) else f"{_finding(rule)}。"))
    groups = (rule.whole, *rule.groups)
    yield _people(found, rule, groups)
    if adds_up(pair.type) and rule.whole.both:
        yield _sums(found, rule, groups)
    if drawn := bars_of(found, rule):
        yield drawn
    if any(moved.quantiles for group in groups for moved in (group.up, group.down)):
        yield _spread(found, rule, groups)
    if rule.untold:
        yield Paragraph(line(Strong("无法比较的人"), f"（{rule.whole.people - rule.whole.both}人，不计入上表的变动和合计）："))
        told = [_untold(each.before, each.after, each.people) for each in rule.untold]
        rest = rule.whole.people - rule.whole.both - sum(each.people for each in rule.untold)
        yield Listing(tuple(Item(line(text)) for text in (*told, *([f"{rest}人，其他原因"] if rest else []))))


def _untold(before: str | None, after: str | None, people: int) -> str:
    if before == after:
        return f"{people}人，两份政策都{before}"
    return f"{people}人，原政策{before or '有结果'}；新政策{after or '有结果'}"


def _people(found: Winners, rule: RuleFigures, groups: Sequence[Group]) -> Table:
    """How many won and lost."""
    names = [name for name, _ in sided(rule, rule.whole)]
    head = [_by(found), "人数", "可比", *(text for name in names for text in (name, "占比")), "不变", "无法比较"]
    rows = []
    for group in groups:
        row = [name_of(group), str(group.people), str(group.both)]
        row += [text for _, moved in sided(rule, group) for text in (str(moved.people), share(moved.people, group.both))]
        row += [str(group.same), str(group.people - group.both)]
        rows.append(tuple(map(line, row)))
    return Table(f"{rule.pair.label}：人数", tuple(map(line, head)), tuple(rows), frozenset(range(1, len(head))))


def _sums(found: Winners, rule: RuleFigures, groups: Sequence[Group]) -> Table:
    """What the results of those add up to who have an amount in both."""
    head = (_by(found), "原合计", "新合计", "净变化")
    rows: list[tuple[Line, ...]] = []
    for group in groups:
        if group.both and group.before is not None and group.after is not None:
            figures = decimal_text(group.before), decimal_text(group.after), signed(group.after - group.before)
            rows.append(tuple(map(line, (name_of(group), *figures))))
    caption = f"{rule.pair.label}：合计（{total_unit(rule.pair.type)}）"
    return Table(caption, tuple(map(line, head)), tuple(rows), frozenset(range(1, len(head))))


def _spread(found: Winners, rule: RuleFigures, groups: Sequence[Group]) -> Table:
    """By how much."""
    unit = step_unit(rule.pair.type)
    quantiles = ["中位数" if share_ == 50 else f"{share_}%分位" for share_ in QUANTILES]
    head = (_by(found), "变动", "人数", "合计", "最小", *quantiles, "最大")
    rows: list[tuple[Line, ...]] = []
    for group in groups:
        for name, moved in sided(rule, group):
            if moved.quantiles:
                total = decimal_text(moved.total) if adds_up(rule.pair.type) else ""
                figures = (moved.least, *moved.quantiles, moved.most)
                people = f"{moved.people}" + (f"（{moved.unlimited}人不封顶）" if moved.unlimited else "")
                row = (name_of(group), name, people, total, *(step(each, rule.pair.type) for each in figures))
                rows.append(tuple(map(line, row)))
    caption = f"{rule.pair.label}：每人变动额（{unit}）" if unit else f"{rule.pair.label}：变动"
    return Table(caption, tuple(map(line, head)), tuple(rows), frozenset(range(2, len(head))))


def bars_of(found: Winners, rule: RuleFigures) -> Bars | None:
    """Winners to the right, losers to the left; None where nobody can be compared, or there are too many groups to draw."""
    groups = [group for group in (rule.groups or (rule.whole,)) if group.both]
    names = [name for name, _ in sided(rule, rule.whole)]
    if not groups or len(groups) > _MOST_BARS or len(names) < 2:
        return None
    bars = []
    for group in groups:
        (_, right), (_, left) = sided(rule, group)
        lengths = Fraction(left.people, group.both), Fraction(right.people, group.both)
        texts = share(left.people, group.both), share(right.people, group.both)
        bars.append(Bar(name_of(group), *lengths, *texts))
    by = f"按{'、'.join(found.by)}" if found.by else ""
    name = f"{rule.pair.label}：{by}{names[0]}与{names[1]}"
    told = "；".join(f"{bar.label}{names[0]}{bar.right_text or '0'}，{names[1]}{bar.left_text or '0'}" for bar in bars)
    return Bars(name, f"{_finding(rule)}。", f"条形图。{told}。", "占可比人数的百分比", (names[1], names[0]), tuple(bars))


def name_of(group: Group) -> str:
    """A group as it is called: its values; 合计 of all."""
    return "，".join(group.keys) or _ALL


def _by(found: Winners) -> str:
    return "，".join(found.by) or _GROUP


def _left_out(found: Winners) -> Iterator[Block]:
    matched = found.matched
    if renamed := [pair for pair in matched.pairs if pair.before.name != pair.after.name]:
        yield Heading(1, line("名称不同的规则"), "renamed")
        yield Listing(tuple(Item(line(f"{pair.label}：原政策叫“{pair.before.name}”")) for pair in renamed))
    items = [
        f"{title}：{'、'.join(names)}"
        for title, names in (
            (f"只有{title_of(found.old)}有", matched.only_before),
            (f"只有{title_of(found.new)}有", matched.only_after),
            ("两份政策的结果不是同一类", matched.unlike),
        )
        if names
    ]
    if items:
        yield Heading(1, line("没有比较的规则"), "alone")
        yield Listing(tuple(Item(line(item)) for item in items))
    refused = found.refused
    if refused.rows:
        yield Heading(1, line("剔出的行"), "refused")
        counts = f"只有原政策不收{refused.before}行，只有新政策不收{refused.after}行，两份都不收{refused.both}行"
        counts += f"，值的个数与表头不同{refused.unread}行" if refused.unread else ""
        yield Paragraph(line(f"剔出{refused.rows}行，不计入任何一张表：{counts}。"))
        yield Listing(tuple(Item(line(f"第{row.row}行：{row.reason}")) for row in refused.first))
