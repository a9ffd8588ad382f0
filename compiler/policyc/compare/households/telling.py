"""What typical households come to, in words: the same rows for every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType
from typing import Literal

from policyc.compare.effects import moved
from policyc.compare.households.described import Role
from policyc.compare.households.results import Case, Cell, Entry, Sheet, Standing, Sum, Told, Twins
from policyc.model.policy import Bound, BoundKind, Direction
from policyc.model.types import UNLIMITED, DateType, MonthType, Quantity, Type, YearType, ordinal
from policyc.wording.amounts import UNSPECIFIED_WORD, Style, bare, bound_phrase, points
from policyc.wording.changes import UNCHANGED as UNMOVED
from policyc.wording.changes import changed

HEADING = "典型家庭对比"
ROLE_WORDS = MappingProxyType({Role.PAYS: "缴", Role.SUBSIDY: "补", Role.REIMBURSED: "报", Role.GETS: "得", Role.OTHER: ""})
_WORDS = MappingProxyType({Standing.NOT_APPLICABLE: "不适用", Standing.ABSENT: "无此项", Standing.SILENT: "未收录"})
#: What can be said of all together.
_PLAIN = frozenset({*_WORDS, Standing.UNSPECIFIED})
_KINDS = MappingProxyType(
    {
        BoundKind.EXACTLY: "定数",
        BoundKind.AT_LEAST: "下限",
        BoundKind.MORE_THAN: "下限",
        BoundKind.AT_MOST: "上限",
        BoundKind.LESS_THAN: "上限",
        BoundKind.ABOUT: "约数",
        BoundKind.BETWEEN: "区间",
    }
)
#: What a figure became where only one side has one, by how the sides stand.
_BECAME = MappingProxyType(
    {
        (Standing.UNSPECIFIED, Standing.FIGURE): "予以明确",
        (Standing.FIGURE, Standing.UNSPECIFIED): "改为未明确",
        (Standing.NOT_APPLICABLE, Standing.FIGURE): "改为适用",
        (Standing.FIGURE, Standing.NOT_APPLICABLE): "改为不适用",
    }
)
UNCHANGED, _SAME, NOTHING = "不变", "相同", "—"
#: Marks a figure that was worked out with open ones; a note says with which.
MARK = "※"
#: The two sides of a comparison.
Which = Literal["old", "new"]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: for whom, what it was and is, what became of it, and what that means for the insured.

    told: both sides as data, for who calculates with them.
    """

    who: str
    old: str
    new: str
    change: str
    effect: Literal["better", "worse"] | None
    told: tuple[Told, Told]
    is_sum: bool = False


def title(case: Case) -> str:
    """西部三口之家（3人）."""
    return f"{case.name}（{case.people}人）"


def label(entry: Entry) -> str:
    """缴：个人缴费标准."""
    word = ROLE_WORDS[entry.role]
    return f"{word}：{entry.name}" if word else entry.name


def rows(entry: Entry, sheet: Sheet) -> tuple[Row, ...]:
    """The rows of a figure or rule: one for members for whom it is the same, and the sum where there is something to add."""
    apart = sheet.places is not None
    made = [_row(who, cells[0], entry.direction, apart=apart) for who, cells in _alike(entry.cells)]
    if _is_worth_a_sum(entry):
        made.append(_sum_row(entry, apart=apart))
    return tuple(made)


def sides(sheet: Sheet) -> tuple[str, str]:
    """What the two policies are called at the head of a column."""
    return sheet.places or ("原政策", "新政策")


def _is_worth_a_sum(entry: Entry) -> bool:
    several = sum(cell.people * cell.times for cell in entry.cells) > 1
    return several and (entry.old is not None or entry.new is not None)


def _alike(cells: Sequence[Cell]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Neighbours for whom all is the same, and what they are called together."""
    groups = [tuple(group) for _, group in groupby(cells, key=lambda cell: (cell.old, cell.new, cell.event is None))]
    for group in groups:
        everybody = len(groups) == 1 and group[0].event is None and sum(cell.people for cell in group) > 1
        yield "每人" if everybody else "、".join(dict.fromkeys(who(cell) for cell in group)), group


def who(cell: Cell) -> str:
    """祖父, 祖父·住院."""
    return _who(cell.member, cell.event)


def _who(member: str, event: str | None) -> str:
    return member if event is None else f"{member}·{event}"


def _row(who: str, cell: Cell, direction: Direction | None, *, apart: bool) -> Row:
    old, new = cell.old, cell.new
    return Row(who, told_text(old), told_text(new), change_text(old, new, apart=apart), _effect(old, new, direction), (old, new))


def _sum_row(entry: Entry, *, apart: bool) -> Row:
    people = sum(cell.people for cell in {cell.member: cell for cell in entry.cells}.values())
    old, new = _as_told(entry.old), _as_told(entry.new)
    change = change_text(old, new, apart=apart) if _same_left(entry) else NOTHING
    effect = None if change == NOTHING else _effect(old, new, entry.direction)
    return Row(f"合计（{people}人）", total_text(entry, "old"), total_text(entry, "new"), change, effect, (old, new), is_sum=True)


def _same_left(entry: Entry) -> bool:
    """Whether both sums leave out the same, so that they can be compared."""
    old, new = ([(left.member, left.event) for left in each.left_out] if each else [] for each in (entry.old, entry.new))
    return old == new


def _as_told(total: Sum | None) -> Told:
    if total is None or total.bound is None:
        return Told(Standing.SILENT)
    return Told(Standing.FIGURE, total.bound, total.type)


# ------------------------------------------------------------------ one side


def told_text(told: Told, style: Style = "table") -> str:
    """380元/人·年, ≥640元/人·年, 未明确, 不适用, 缺少“类别”."""
    if told.bound is not None and told.type is not None:
        return f"{_principally(told)}{bound_phrase(told.bound, told.type, style)}{MARK if told.taken else ''}"
    if told.standing is Standing.UNSPECIFIED:
        return UNSPECIFIED_WORD
    return _WORDS.get(told.standing) or (told.reason if told.standing is Standing.MISSING else f"无法计算（{told.reason}）")


def total_text(entry: Entry | None, which: Which) -> str:
    """The sum of a side; how it stands where that is the same for all and there is nothing to add."""
    if entry is None:
        return NOTHING
    total = entry.old if which == "old" else entry.new
    if total is not None:
        return sum_text(total)
    standings = {(cell.old if which == "old" else cell.new).standing for cell in entry.cells}
    return told_text(Told(standings.pop())) if len(standings) == 1 and standings <= _PLAIN else NOTHING


def sum_text(total: Sum | None, style: Style = "table") -> str:
    """≥1280元/年，不含祖父（未明确）."""
    if total is None:
        return NOTHING
    said = "无法合计" if total.bound is None else f"{_principally(total)}{bound_phrase(total.bound, total.type, style)}"
    return f"{said}{MARK if total.taken else ''}{_left_text(total)}"


def _left_text(total: Sum) -> str:
    left = [f"{_who(each.member, each.event)}（{told_text(each.told)}）" for each in total.left_out]
    return f"，不含{'、'.join(left)}" if left else ""


def _principally(said: Told | Sum) -> str:
    return "原则上" if said.principally else ""


# ------------------------------------------------------------------ from one side to the other


def change_text(old: Told, new: Told, *, apart: bool = False) -> str:
    """+30元, +5个百分点, 推后1个月, 由下限改为定数, 予以明确, 新增, 不变; — where nothing can be said.

    apart: between two places, of which nothing became anything: 相同, 晚1个月, 一为下限，一为定数.
    """
    if old.standing is Standing.FIGURE and new.standing is Standing.FIGURE:
        return _step(old, new, apart=apart)
    if old.standing is new.standing or Standing.SILENT in (old.standing, new.standing) or apart:
        return NOTHING
    if Standing.ABSENT in (old.standing, new.standing):
        return "新增" if old.standing is Standing.ABSENT else "取消"
    return _BECAME.get((old.standing, new.standing), NOTHING)


def _step(old: Told, new: Told, *, apart: bool) -> str:
    before, after, kind = old.bound, new.bound, new.type
    assert before is not None and after is not None and kind is not None
    if str(old.type) != str(kind):
        return "计量单位不同"
    if before.kind is not after.kind:
        if old.taken or new.taken:  # such a figure is no 定数
            return "不同" if apart else "有调整"
        if after.kind is BoundKind.EXACTLY:
            return "明确为定数"
        words = _KINDS[before.kind], _KINDS[after.kind]
        return f"一为{words[0]}，一为{words[1]}" if apart else f"由{words[0]}改为{words[1]}"
    if (before.value, before.low, before.high) == (after.value, after.low, after.high):
        return _SAME if apart else UNCHANGED
    return _distance(before, after, kind, apart=apart) or ("不同" if apart else "有调整")


def _distance(before: Bound, after: Bound, kind: Type, *, apart: bool) -> str:
    old, new = before.value, after.value
    if old is None or new is None or UNLIMITED in (old, new):
        return ""
    if isinstance(kind, Quantity):
        assert isinstance(old, Fraction) and isinstance(new, Fraction)
        size = abs(new - old)
        return ("+" if new > old else "-") + (points(size) if kind.unit.is_rate else bare(size, kind))
    units = {MonthType: "个月", DateType: "天", YearType: "年"}
    if type(kind) not in units:
        return ""
    places = ordinal(new, kind) - ordinal(old, kind)
    later, earlier = ("晚", "早") if apart else ("推后", "提前")
    return f"{later if places > 0 else earlier}{abs(places)}{units[type(kind)]}"


def _effect(old: Told, new: Told, direction: Direction | None) -> Literal["better", "worse"] | None:
    if direction is None or old.bound is None or new.bound is None or str(old.type) != str(new.type):
        return None
    if Standing.UNSPECIFIED in (old.standing, new.standing) or not isinstance(new.type, Quantity):
        return None
    move = moved(old.bound, new.bound)
    if not move:
        return None
    # 1000元 → ≤3000元 may be less; a limit shows how things go only where there was a limit of the same kind before.
    idle = "上限" if move > 0 else "下限"
    if _KINDS.get(new.bound.kind) == idle != _KINDS.get(old.bound.kind):
        return None
    return "better" if (move > 0) is (direction is Direction.BETTER) else "worse"


def finding(case: Case, sheet: Sheet) -> str:
    """个人缴费标准合计由每年1050元提高到1140元，提高90元。

    Nothing between two places, nor where no sum over the whole household moved.
    """
    if sheet.places is not None:
        return ""
    told = [f"{entry.name}{'合计' if case.people > 1 else ''}{text}" for entry in case.entries if (text := _sum_moved(entry))]
    return f"{'；'.join(told)}。" if told else ""


def _sum_moved(entry: Entry) -> str:
    old, new = entry.old, entry.new
    if old is None or new is None or old.bound is None or new.bound is None or old.left_out or new.left_out:
        return ""
    if str(old.type) != str(new.type) or old.principally or new.principally or old.taken or new.taken:
        return ""
    text = changed(old.bound, new.bound, new.type, entry.direction)
    return "" if text == UNMOVED else text


# ------------------------------------------------------------------ twins


@dataclass(frozen=True, slots=True)
class TwinRow:
    """A line of two households side by side: each side of the first, then of the second."""

    who: str
    cells: tuple[str, str, str, str]


def twin_rows(twins: Twins) -> Iterator[tuple[Entry, tuple[TwinRow, ...]]]:
    """The figures and rules of both households, side by side."""
    others = {entry.name: entry for entry in twins.second.entries}
    firsts = {entry.name: entry for entry in twins.first.entries}
    for name in dict.fromkeys((*firsts, *others)):
        one, other = firsts.get(name), others.get(name)
        entry = one or other
        assert entry is not None
        yield entry, tuple(_side_by_side(one, other))


def _side_by_side(one: Entry | None, other: Entry | None) -> Iterator[TwinRow]:
    for name, first, second in _paired(one, other):
        yield TwinRow(name, (*_both(first), *_both(second)))
    entries = [entry for entry in (one, other) if entry is not None]
    if any(_is_worth_a_sum(entry) for entry in entries):
        sums = [(total_text(entry, "old"), total_text(entry, "new")) for entry in (one, other)]
        yield TwinRow("合计", (*sums[0], *sums[1]))


def _both(cell: Cell | None) -> tuple[str, str]:
    return (NOTHING, NOTHING) if cell is None else (told_text(cell.old), told_text(cell.new))


def _paired(one: Entry | None, other: Entry | None) -> Iterator[tuple[str, Cell | None, Cell | None]]:
    """The cells of both, those of one member together; neighbours with the same on both sides are one."""
    firsts, seconds = ({(cell.member, cell.event): cell for cell in (entry.cells if entry else ())} for entry in (one, other))
    if [*firsts] != [*seconds] and len(firsts) == len(seconds):  # members of other names
        seconds = dict(zip(firsts, seconds.values(), strict=True))
    names = [*dict.fromkeys((*firsts, *seconds))]
    groups = [[*group] for _, group in groupby(names, key=lambda name: (_said(firsts.get(name)), _said(seconds.get(name))))]
    for group in groups:
        first, second = firsts.get(group[0]), seconds.get(group[0])
        single = any(cell is not None and (cell.event is not None or cell.people == 1) for cell in (first, second))
        everybody = len(groups) == 1 and not (single and len(group) == 1)
        yield "每人" if everybody else "、".join(_who(*name) for name in group), first, second


def _said(cell: Cell | None) -> tuple[Told, Told] | None:
    return None if cell is None else (cell.old, cell.new)


def twin_text(twins: Twins, sheet: Sheet) -> str:
    """两户只有“类别”不同：特困家庭为特困人员，低保家庭为低保对象。按新政策，…."""
    first, second = twins.first.name, twins.second.name
    said = f"两户只有“{twins.what}”不同：{first}为{_quoted(twins.one)}，{second}为{_quoted(twins.other)}。"
    if twins.what in sheet.unused:
        return f"{said}两份政策都没有这一输入，两户结果相同。"
    words = ("按原政策", "按新政策") if sheet.places is None else tuple(f"按{place}的政策" for place in sheet.places)
    whiches: tuple[Which, Which] = ("old", "new")
    told = [(word, [*_apart(twins, which)], _says(twins, which)) for which, word in zip(whiches, words, strict=True)]
    parts = [f"{word}，{'；'.join(apart) or '两户结果相同'}。" for word, apart, says in told if says]
    if len(parts) == 2 and told[0][1] == told[1][1]:
        parts = [f"按两份政策，{'；'.join(told[0][1]) or '两户结果都相同'}。"]
    return said + "".join(parts)


def _quoted(text: str) -> str:
    return f"“{text}”"


def _says(twins: Twins, which: Which) -> bool:
    """Whether a policy says anything of what is shown."""
    cells = (cell for case in (twins.first, twins.second) for entry in case.entries for cell in entry.cells)
    return any(getattr(cell, which).standing not in (Standing.SILENT, Standing.ABSENT) for cell in cells)


def _apart(twins: Twins, which: Which) -> Iterator[str]:
    """What differs between the two households on a side: 个人实缴分别为每人每年0元和未明确."""
    others = {entry.name: entry for entry in twins.second.entries}
    for one in twins.first.entries:
        pairs = [*_paired(one, others.get(one.name))]
        apart = [
            (name, a, b) for name, a, b in pairs if a is not None and b is not None and getattr(a, which) != getattr(b, which)
        ]
        for name, a, b in apart:
            whose = f"{name}的" if len(pairs) > 1 else ""
            yield f"{whose}{one.name}分别为{told_text(getattr(a, which), 'prose')}和{told_text(getattr(b, which), 'prose')}"


# ------------------------------------------------------------------ what is not shown


def alone(sheet: Sheet) -> Iterator[Case]:
    """The households that are shown by themselves: those that are no twin."""
    paired = {case.name for twins in sheet.twins for case in (twins.first, twins.second)}
    yield from (case for case in sheet.cases if case.name not in paired)


def remarks(sheet: Sheet) -> Iterator[str]:
    """What is not shown, and why."""
    if sheet.unconcerned:
        yield f"未涉及的家庭：{'、'.join(sheet.unconcerned)}（两份政策都没有为其列出的项目）。"
    if sheet.unused:
        yield f"未用到的情况：{'、'.join(sheet.unused)}（两份政策都没有这些输入）。"


def notes(cases: Sequence[Case]) -> Iterator[str]:
    """What stands below a table: ※激励额：连续参保激励按每年每次1000元计; 未计算：资助额（缺少“类别”）."""
    entries = [entry for case in cases for entry in case.entries]
    taken = [(e.name, told.taken) for e in entries for cell in e.cells for told in (cell.old, cell.new) if told.taken]
    for name, figures in dict.fromkeys(taken):
        yield f"{MARK}{name}：{figures}计，实际可能不同。"
    if skipped := _skipped_text(cases):
        yield skipped


def _skipped_text(cases: Iterable[Case]) -> str:
    found = {skipped.name: skipped.reason for case in cases for skipped in case.skipped}
    told = [f"{name}（{reason}）" if reason else name for name, reason in found.items()]
    return f"未计算：{'、'.join(told)}。" if told else ""
