"""A trend in words: what each row says, what became of the figure, and the finding in one sentence."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from policyc.compare.trends.rows import Relation, Row, Standing, Step, Trend, is_principal, step
from policyc.model.policy import BoundKind, Declaration, Direction, Param, Policy, Rule, Target
from policyc.model.timeline import Basis, Stretch
from policyc.model.types import Quantity, Type
from policyc.quantities.decimals import decimal_text
from policyc.wording.amounts import Style, bare, bound_phrase, points
from policyc.wording.amounts import number as digits
from policyc.wording.changes import again, changed
from policyc.wording.formulas import cite, formula, quoted

#: What a cell says where there is no figure.
ABSENT: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.NOT_APPLICABLE: "不适用",
        Standing.NOT_RECORDED: "节录未收录",
        Standing.SILENT: "文件未列",
        Standing.GAP: "缺当期文件",
    }
)
#: What a figure is called by how it is bounded.
KINDS: Mapping[BoundKind, str] = MappingProxyType(
    {
        BoundKind.EXACTLY: "定值",
        BoundKind.AT_LEAST: "下限",
        BoundKind.MORE_THAN: "下限",
        BoundKind.AT_MOST: "上限",
        BoundKind.LESS_THAN: "上限",
        BoundKind.ABOUT: "约数",
        BoundKind.BETWEEN: "区间",
        BoundKind.UNSPECIFIED: "未明确",
    }
)
BASES: Mapping[Basis, str] = MappingProxyType({Basis.NOTICE: "按文件年度", Basis.BENEFIT: "按待遇年度"})
NOTHING = "—"


# ------------------------------------------------------------------ rows


def label(stretch: Stretch[Policy]) -> str:
    """What a stretch of time is called: 2023年; 2025年3月1日起; 2023年1月1日至2023年6月30日."""
    if stretch.year is not None:
        return f"{stretch.year}年"
    first = _day(stretch.first)
    if stretch.last is None:
        return f"{first}起"
    begin, end = stretch.first, stretch.last
    if (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{begin.year}年至{end.year}年"
    return f"{first}至{_day(end).removeprefix(f'{begin.year}年')}"


def head(row: Row) -> str:
    """The same with the mark of an extract: 2022年（节录）."""
    extract = row.policy is not None and row.policy.extract is not None
    return f"{label(row.stretch)}{'（节录）' if extract else ''}"


def figure_text(row: Row, style: Style = "prose") -> str:
    """What the document says of the figure: 每人每年不低于400元; in a table ≥400元/人·年; or why it says none."""
    if row.figure is None:
        return ABSENT[row.standing]
    said = bound_phrase(row.figure.bound, row.figure.type, style)
    return f"{_principally(row)}{said}{'（按所载数字计算）' if row.nominal else ''}"


def kind_text(row: Row) -> str:
    """定值, 下限, …; empty where there is no figure."""
    return "" if row.figure is None else KINDS[row.figure.bound.kind]


def change_text(row: Row) -> str:
    """The change in a cell: +30, 至少+20, +5个百分点, 不变."""
    found = row.step
    if found is None or row.figure is None:
        return NOTHING
    if found.relation is Relation.SAME:
        return "不变"
    if found.difference is None:
        return NOTHING
    said = signed(found.difference, row.figure.type)
    match found.relation:
        case Relation.AT_LEAST if not found.by_document:
            return f"至少{said}"
        case Relation.ABOUT:
            return f"约{said}"
        case _:
            return said


def percent_text(row: Row) -> str:
    """The change in per cent of the earlier figure: +9.4%; that of a floor is its own: 下限+4.9%."""
    found = row.step
    if found is None or found.percent is None or row.figure is None or found.relation is Relation.SAME:
        return NOTHING
    said = f"{'+' if found.percent > 0 else ''}{per_cent(found.percent)}"
    return f"{kind_text(row)}{said}" if found.relation is Relation.BOUNDS else said


def per_cent(value: Fraction) -> str:
    """9.4%, 50%: a change in per cent, as rounded."""
    return f"{decimal_text(value)}%"


def signed(difference: Fraction, type: Type) -> str:
    """+30; +5个百分点; 0."""
    assert isinstance(type, Quantity)
    size = abs(difference)
    said = points(size) if type.unit.is_rate else digits(size)
    return said if not difference else f"{'+' if difference > 0 else '-'}{said}"


def remarks(row: Row, trend: Trend) -> Iterator[str]:
    """What a reader of the row must know besides: another kind of bound, another name or unit, what it is held against."""
    if row.policy is not None and len({r.policy.region_code for r in trend.rows if r.policy is not None}) > 1:
        yield f"{row.policy.region}的规定"
    if row.inherited and row.declared is not None:
        yield f"沿用{row.declared.policy}的规定"
    if row.standing is Standing.STATED and row.nominal and row.reason:
        yield row.reason
    if row.step is None or row.figure is None:
        return
    old = trend.rows[row.step.since]
    assert old.figure is not None and old.declared is not None and row.declared is not None
    if row.step.since != trend.rows.index(row) - 1:
        yield f"与{label(old.stretch)}相比"
    if old.declared.name != row.declared.name:
        yield f"名称由“{old.declared.name}”改为“{row.declared.name}”"
    if old.figure.type != row.figure.type:
        yield f"计量单位由{old.figure.type}改为{row.figure.type}，不作比较"
    elif KINDS[old.figure.bound.kind] != kind_text(row):
        yield f"由{KINDS[old.figure.bound.kind]}改为{kind_text(row)}"
    if row.step.by_document and row.step.difference and old.figure.bound.kind is not row.figure.bound.kind:
        yield f"文件载明{'增加' if row.step.difference > 0 else '减少'}{_distance(row.step.difference, row.figure.type)}"


def basis_text(row: Row) -> str:
    """Where it stands, with the words: 《通知》一、…“达到每人每年380元”."""
    if row.policy is None or not isinstance(row.declared, Declaration) or row.declared.clause is None:
        return ""
    return cite(row.policy, row.declared.clause) + quote_text(row)


def quote_text(row: Row) -> str:
    """The words that carry the figure, in quotation marks; empty where none are given."""
    return "".join(quoted(quote.text) for quote in row.declared.quotes[:1]) if row.declared is not None else ""


# ------------------------------------------------------------------ the whole


def finding(trend: Trend) -> str:
    """The finding: 个人缴费标准由2021年的每人每年320元提高到2023年的380元，累计提高60元."""
    stated = trend.stated
    if not stated:
        said = next((row for row in trend.rows if row.figure is not None), None)
        return f"{trend.name}：{'没有写明数额' if said is None else f'{label(said.stretch)}{figure_text(said)}'}"
    first, last = stated[0], stated[-1]
    if first is last:
        return f"{trend.name}：{label(first.stretch)}{figure_text(first)}"
    whole = step(first, last, 0)
    if whole.relation is Relation.SAME:
        same = all(row.figure == first.figure for row in stated)
        if same:
            return f"{trend.name}：{_times(trend)}均为{figure_text(first)}"
        return f"{trend.name}：{label(first.stretch)}和{label(last.stretch)}同为{figure_text(first)}，其间有调整"
    return f"{trend.name}由{label(first.stretch)}的{figure_text(first)}{_moved(first, last, whole)}"


def _times(trend: Trend) -> str:
    """When a figure is stated: 2022年至2024年; 2022年、2024年 where nothing is known of the time between."""
    stated = trend.stated
    places = [place for place, row in enumerate(trend.rows) if row in stated]
    if places == list(range(places[0], places[-1] + 1)):
        return f"{label(stated[0].stretch)}至{label(stated[-1].stretch)}"
    return "、".join(label(row.stretch) for row in stated)


def _moved(first: Row, last: Row, whole: Step) -> str:
    """提高到2025年的不低于400元，至少提高80元."""
    assert last.figure is not None
    direction = _direction(last)
    rising = (whole.difference or 0) > 0
    sound = whole.relation in (Relation.FIGURES, Relation.BOUNDS, Relation.AT_LEAST)
    verb, noun = ("提高到", "提高") if rising else ("降低到", "降低")
    if direction is None or not sound:
        verb, noun = "调整为", "增加" if rising else "减少"
    said = again(last.figure.bound, last.figure.type) if sound and isinstance(last.figure.type, Quantity) else figure_text(last)
    told = f"{verb}{label(last.stretch)}的{_principally(last) if sound else ''}{said}"
    if not sound or not whole.difference:
        return told
    by = _distance(whole.difference, last.figure.type)
    how = {Relation.FIGURES: f"累计{noun}", Relation.BOUNDS: f"{kind_text(last)}累计{noun}", Relation.AT_LEAST: f"至少{noun}"}
    percent = f"（{per_cent(abs(whole.percent))}）" if whole.percent is not None else ""
    return f"{told}，{how[whole.relation]}{by}{percent}"


def sentences(trend: Trend) -> Iterator[str]:
    """The whole series, row by row, for who cannot see the chart: 2021年每人每年320元; 2022年由…提高到350元，提高30元."""
    for row in trend.rows:
        when, step_ = head(row), row.step
        old = trend.rows[step_.since].figure if step_ is not None else None
        if row.figure is None or old is None or step_ is None or old.type != row.figure.type:
            yield f"{when}{figure_text(row)}"
            continue
        said = changed(old.bound, row.figure.bound, row.figure.type, _direction(row), by_document=step_.by_document)
        yield f"{when}{said or figure_text(row)}"


def notes(trend: Trend, left_out: Mapping[str, str]) -> Iterator[str]:
    """What holds of the whole table. left_out: policies of the series that no row is of, with the reason."""
    percents = {r.step.relation for r in trend.rows if r.step is not None and r.step.percent is not None} - {Relation.SAME}
    if percents:
        yield "增幅按文件所载数字计算，四舍五入到0.1%"
    if Relation.BOUNDS in percents:
        yield "文件只写明下限（上限）的，增减和增幅是下限（上限）的变化"
    if any(r.step is not None and r.step.relation is Relation.AT_LEAST for r in trend.rows):
        yield "定值改为下限（上限）的，增减是两个所载数字之差，不计算增幅"
    yield from dict.fromkeys(_derived(trend))
    if any(r.policy is not None and r.policy.extract is not None for r in trend.rows):
        yield "注明“节录”的文件只收录了部分内容，没有收录的不等于没有规定"
    if any(r.standing is Standing.GAP for r in trend.rows):
        yield "缺文件的期间不作推算"
    yield from (f"{id_}：{reason}" for id_, reason in left_out.items())


def _derived(trend: Trend) -> Iterator[str]:
    for row in trend.rows:
        if isinstance(row.declared, Param) and row.declared.is_derived and row.declared.formula is not None and row.policy:
            yield f"{row.declared.name}由各年文件的数字算出：{formula(row.declared.formula, row.policy)}"


def period_text(trend: Trend) -> str:
    """全国，居民医保年度通知，按文件年度."""
    return f"{trend.region}，{trend.series}，{BASES[trend.basis]}"


# ------------------------------------------------------------------ pieces


def _principally(row: Row) -> str:
    return "原则上" if is_principal(row) else ""


def _direction(row: Row) -> Direction | None:
    return row.declared.direction if isinstance(row.declared, Param | Target | Rule) else None


def _distance(difference: Fraction, type: Type) -> str:
    assert isinstance(type, Quantity)
    size = abs(difference)
    return points(size) if type.unit.is_rate else bare(size, type)


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
