"""Changes in words, as a bureau would write them: 由350元提高到380元，提高30元; 费用2000元：由1284.4元调整为1278.2元."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from policyc.compare.cases import Case
from policyc.compare.changes import Aspect, Change, Detail, Effect, Figure, Kind, Said, Subject
from policyc.compare.linear import Form, Limit, Opaque, Term
from policyc.compare.meaning import Agreement, Difference, Meaning
from policyc.compare.regions import Region
from policyc.compare.symbolic import Result, Stopped, Variable
from policyc.evaluate.outcome import Outcome, State
from policyc.model.policy import Bound, BoundKind, Direction, Modality
from policyc.model.types import UNLIMITED, Bool, DateType, EnumType, Member, MonthType, Quantity, Type, YearType, from_ordinal
from policyc.quantities.decimals import Rounding, decimal_text
from policyc.wording.amounts import UNSPECIFIED_WORD, Style, amount, bare, bound_phrase, points, range_text
from policyc.wording.changes import changed, changed_cell
from policyc.wording.modalities import MODALITIES
from policyc.wording.records import records_text

NOT_APPLICABLE = "不适用"
UNSPECIFIED = BoundKind.UNSPECIFIED

SUBJECTS: Mapping[Subject, str] = {
    Subject.POLICY: "政策概况",
    Subject.PARAMETER: "标准",
    Subject.RULE: "规则",
    Subject.TARGET: "目标",
    Subject.MEASURE: "措施",
    Subject.READING: "口径",
    Subject.INPUT: "输入",
    Subject.HISTORY: "记录",
    Subject.ENUM: "分类",
    Subject.UNIT: "单位",
    Subject.REQUIRE: "受理条件",
    Subject.CHECK: "核对",
    Subject.SOURCE: "来源",
    Subject.CLAUSE: "条款",
    Subject.ASSUMPTION: "编制假定",
    Subject.QUESTION: "待问事项",
    Subject.RELATION: "与上位政策的关系",
    Subject.EXAMPLE: "算例",
}
KINDS: Mapping[Kind, str] = {
    Kind.ADDED: "新增",
    Kind.WITHDRAWN: "取消",
    Kind.CHANGED: "调整",
    Kind.EQUIVALENT: "等价",
    Kind.RENAMED: "更名",
    Kind.REWORDED: "表述调整",
    Kind.MOVED: "条款位置调整",
    Kind.OLD_SILENT: "原政策未收录",
    Kind.NEW_SILENT: "新政策未收录",
}
_ASPECTS: Mapping[Aspect, str] = {
    Aspect.RANGE: "取值范围",
    Aspect.MODALITY: "要求",
    Aspect.ACTOR: "主体",
    Aspect.CONDITION: "条件",
    Aspect.DEADLINE: "时限",
    Aspect.TAKEN: "采用的口径",
    Aspect.TYPE: "计量单位",
    Aspect.DIRECTION: "利弊方向",
    Aspect.MEMBERS: "分类",
    Aspect.NAME: "名称",
    Aspect.ALIAS: "英文代号",
    Aspect.REASON: "理由",
}
#: What only says how, or where, a statement is written: told in JSON, and in words only where nothing else is.
SILENT = frozenset({Aspect.WORDING, Aspect.PLACE, Aspect.ALIAS, Aspect.REASON})


#: The two places, where places are compared and not two times: nothing has then been raised or renamed, it is set otherwise.
Places = tuple[str, str] | None
_ACROSS: Mapping[Kind, str] = {
    Kind.ADDED: "另有规定",
    Kind.WITHDRAWN: "未作规定",
    Kind.CHANGED: "规定不同",
    Kind.RENAMED: "名称不同",
    Kind.REWORDED: "表述不同",
    Kind.MOVED: "条款位置不同",
}


def kind_text(kind: Kind, places: Places = None) -> str:
    """What became of a statement, in a word: 新增; between places 另有规定, 全国未收录."""
    if places is None:
        return KINDS[kind]
    silent = {Kind.OLD_SILENT: places[0], Kind.NEW_SILENT: places[1]}
    return f"{silent[kind]}未收录" if kind in silent else _ACROSS.get(kind, KINDS[kind])


# ------------------------------------------------------------------ changes


def change_text(change: Change, places: Places = None) -> str:
    """What became of a statement: one clause for each aspect. places: where two places are compared."""
    if change.kind is Kind.WITHDRAWN and change.subject is Subject.MEASURE:
        return "未列出" if places else "不再列出"  # that a notice is silent on a measure does not end it
    if change.old is None or change.new is None:
        side = change.new or change.old
        figure = side.figure if side is not None and change.old is None else None
        if side is None or figure is None:
            return kind_text(change.kind, places)
        return f"{kind_text(change.kind, places)}，{'' if figure.bound.kind is UNSPECIFIED else '为'}{side.text}"
    told = [detail_text(detail, change, places) for detail in change.details if detail.aspect not in SILENT]
    if change.meaning is not None:
        told += meaning_texts(change, places)
    return "；".join(text for text in told if text) or kind_text(change.kind, places)


def detail_text(detail: Detail, change: Change, places: Places = None) -> str:
    """One aspect: 由每人每年350元提高到380元，提高30元; 时限由2023年12月31日改为2024年12月31日."""
    direction = change.new.direction if change.new is not None else None
    match detail.old, detail.new:
        case Figure() as before, Figure() as after:
            return figure_text(before, after, direction, places)
    if detail.aspect is Aspect.PRINCIPALLY:
        if places:
            return f"{places[1]}写明“原则上”" if detail.new else f"{places[1]}没有“原则上”的限定"
        return "增加“原则上”的限定" if detail.new else "不再有“原则上”的限定"
    modality = detail.aspect is Aspect.MODALITY
    old, new = (MODALITIES[Modality(x)] if modality and isinstance(x, str) else x for x in (detail.old, detail.new))
    if places:
        label = detail.label or ("算法" if detail.aspect is Aspect.FORMULA else _ASPECTS.get(detail.aspect, ""))
        return f"{label}：{places[0]}{_said_words(old)}，{places[1]}{_said_words(new)}"
    if detail.aspect is Aspect.FORMULA:
        return (f"{detail.label}：" if detail.label else "") + _moved_words(old, new)
    return (detail.label or _ASPECTS.get(detail.aspect, "")) + _moved_words(old, new)


def _moved_words(old: Said, new: Said) -> str:
    if old is None:
        return f"新增“{new}”"
    if new is None:
        return f"取消“{old}”"
    return f"由“{old}”改为“{new}”"


def _said_words(said: Said) -> str:
    return "未写" if said is None else f"为“{said}”"


def figure_text(old: Figure, new: Figure, direction: Direction | None, places: Places = None) -> str:
    """What became of a figure, also where one side leaves it open."""
    before, after = bound_phrase(old.bound, old.type), bound_phrase(new.bound, new.type)
    if places:
        return _figure_across(old, new, places)
    if str(old.type) != str(new.type):
        return f"由{before}改为{after}"
    if UNSPECIFIED in (old.bound.kind, new.bound.kind):
        return f"原{before}，现明确为{after}" if old.bound.kind is UNSPECIFIED else f"原为{before}，现{after}"
    told = changed(old.bound, new.bound, new.type, direction)
    return told or f"由{before}改为{after}"


def _figure_across(old: Figure, new: Figure, places: tuple[str, str]) -> str:
    """Two places' figures; a place that fixes what the other leaves a range 明确为 it."""
    before, after = bound_phrase(old.bound, old.type), bound_phrase(new.bound, new.type)
    if new.bound.kind is BoundKind.EXACTLY and old.bound.kind not in (BoundKind.EXACTLY, UNSPECIFIED):
        return f"由{before}明确为{after}"
    fixed = "明确为" if old.bound.kind is UNSPECIFIED else ""
    step = ""
    values = old.bound.value, new.bound.value
    if str(old.type) == str(new.type) and old.bound.kind is new.bound.kind and isinstance(new.type, Quantity):
        match values:
            case Fraction() as low, Fraction() as high if low != high:
                step = f"，{places[1]}{'高' if high > low else '低'}{_distance(abs(high - low), new.type)}"
    return f"{places[0]}{before}，{places[1]}{fixed}{after}{step}"


def figure_cell(change: Change) -> str:
    """A change of figures of one kind in a table cell: 350→380（+30）; empty for any other, which needs words."""
    for detail in change.details:
        if isinstance(detail.old, Figure) and isinstance(detail.new, Figure) and str(detail.old.type) == str(detail.new.type):
            alike = detail.old.bound.kind is detail.new.bound.kind
            return changed_cell(detail.old.bound, detail.new.bound, detail.new.type) if alike else ""
    return ""


def effect_text(change: Change, places: Places = None) -> str:
    """What it means for the insured, in a word; empty for what does not concern them directly.

    places: the two places where places are compared: there nothing has risen, but is higher.
    """
    benefits = _direction(change) is Direction.BETTER
    match change.effect:
        case Effect.BETTER if places:
            return "待遇较高" if benefits else "负担较轻"
        case Effect.WORSE if places:
            return "待遇较低" if benefits else "负担较重"
        case Effect.BETTER:
            return "待遇提高" if benefits else "负担减轻"
        case Effect.WORSE:
            return "待遇降低" if benefits else "负担增加"
        case Effect.MIXED:
            return "有高有低" if places else "有增有减"
        case Effect.NEUTRAL:
            return "数额相同" if places else "不变"
        case Effect.ADMINISTRATIVE | Effect.UNKNOWN:
            return ""


def _direction(change: Change) -> Direction | None:
    return next((side.direction for side in (change.new, change.old) if side is not None and side.direction is not None), None)


# ------------------------------------------------------------------ what rules come to


def meaning_texts(change: Change, places: Places = None) -> list[str]:
    """What a rule comes to in the regions where it differs; or that it does not."""
    meaning = change.meaning
    assert meaning is not None
    if meaning.agreement is Agreement.EQUAL:
        return [f"写法不同，结果相同（{method_text(meaning)}）"] if change.details else []
    if meaning.agreement is Agreement.UNDECIDED:
        reason = f"：{meaning.reason}" if meaning.reason else ""
        return [f"是否等价尚未判定{reason}"]
    type_ = meaning.type
    direction = _direction(change)
    told = [grouped_text(group, meaning, type_, direction, places) for group in groups(meaning)]
    if not meaning.differences and meaning.case is not None:
        told.append(f"例如{case_text(meaning.case, type_, places)}")
    if meaning.unconfirmed:
        told.append(f"另有{undecided_text(meaning)}")
    if meaning.method == "histories":
        told[-1] += f"（已推演{meaning.extent}的所有情形）"
    return told


def undecided_text(meaning: Meaning) -> str:
    """How many regions are left undecided, and why."""
    return f"{len(meaning.unconfirmed)}种情形未能判定是否相同{f'（{meaning.reason}）' if meaning.reason else ''}"


def method_text(meaning: Meaning) -> str:
    """How it was decided: 逐一推演12种走法; z3证明; 至多40条记录."""
    extent = str(meaning.extent)
    match meaning.method:
        case "ways":
            return f"推演全部{extent}"
        case "cases":
            return f"逐一计算{extent}"
        case "histories":
            return f"逐年推演{extent}"
        case None:
            return "未判定"
        case other:
            return f"{other}{extent and '，'}{extent}"


Group = tuple[Difference, ...]


def groups(meaning: Meaning) -> list[Group]:
    """Regions of the same cases together: a reader asks first whom it concerns, then how much."""
    found: dict[object, list[Difference]] = {}
    for difference in meaning.differences:
        key = tuple(sorted((name, tuple(sorted(picks))) for name, picks in difference.region.picks.items()))
        found.setdefault(key, []).append(difference)
    return [tuple(group) for group in found.values()]


def grouped_text(
    group: Group, meaning: Meaning, type_: Type | None, direction: Direction | None = None, places: Places = None
) -> str:
    """Regions of the same cases in a sentence: whom it concerns, by how much, and the plainest case."""
    first = group[0].region
    where = where_text(group, meaning.variables)
    whom = f"{where}的，" if where else ""
    if len(group) == 1 and is_constant(first):
        if isinstance(type_, Quantity) and isinstance(first.old, Form) and isinstance(first.new, Form) and not places:
            return whom + changed(_exactly(first.old.constant), _exactly(first.new.constant), type_, direction)
        old, new = (result_text(result, meaning, type_) for result in (first.old, first.new))
        return whom + _from_to((old, not isinstance(first.old, Stopped)), (new, not isinstance(first.new, Stopped)), places)
    by = spread_text(group, type_)
    case = min((d.case for d in group), key=lambda c: len(case_text(c, type_)))
    return f"{whom}{by}{by and '，'}例如{case_text(case, type_, places)}"


def _from_to(old: tuple[str, bool], new: tuple[str, bool], places: Places) -> str:
    """由1000元调整为2000元; 原未明确，现为2000元. Each side with whether it is a value; what is none has no 为 before it."""
    if places is None and old[1] and new[1]:
        return f"由{old[0]}调整为{new[0]}"
    both = zip(places or ("原", "现"), (old, new), strict=True)
    return "，".join(f"{who}{'为' if is_value else ''}{text}" for who, (text, is_value) in both)


def is_constant(region: Region) -> bool:
    """Whether both rules come to one value each there."""
    return all(not isinstance(x, Form) or x.is_constant for x in (region.old, region.new))


def _exactly(value: Fraction) -> Bound:
    return Bound(BoundKind.EXACTLY, value, value, low_closed=True, high=value, high_closed=True)


def step_cell(old: Fraction, new: Fraction, type_: Type | None) -> str:
    """From one amount to another in a cell, their unit left to the cells beside it: 488→512（+24）, 65%→70%（+5个百分点）."""
    assert isinstance(type_, Quantity)
    return changed_cell(_exactly(old), _exactly(new), type_)


def _distance(value: Fraction, type_: Quantity) -> str:
    return points(value) if type_.unit.is_rate else bare(value, type_)


def spread_text(group: Group, type_: Type | None) -> str:
    """Between which amounts the difference lies: 减少5元至40元; 最多增加120元; 增加不超过120元 where no case attains it."""
    regions = [difference.region for difference in group]
    if any(r.least is None or r.largest is None for r in regions) or not isinstance(type_, Quantity):
        return ""
    least = min(r.least for r in regions if r.least is not None)
    largest = max(r.largest for r in regions if r.largest is not None)
    low = any(r.attained[0] for r in regions if r.least == least)
    high = any(r.attained[1] for r in regions if r.largest == largest)
    if least >= 0:
        return _one_way("增加", least, largest, (low, high), type_)
    if largest <= 0:
        return _one_way("减少", -largest, -least, (high, low), type_)
    return f"{_at_most('减少', -least, low, type_)}，{_at_most('增加', largest, high, type_)}"


def _one_way(verb: str, low: Fraction, high: Fraction, attained: tuple[bool, bool], type_: Quantity) -> str:
    if low == high:
        return f"{verb}{_distance(low, type_)}"
    if low and all(attained):
        return f"{verb}{_distance(low, type_)}至{_distance(high, type_)}"
    return _at_most(verb, high, attained[1], type_)


def _at_most(verb: str, most: Fraction, attained: bool, type_: Quantity) -> str:
    """A bound that some case attains, or one that none exceeds."""
    return f"最多{verb}{_distance(most, type_)}" if attained else f"{verb}不超过{_distance(most, type_)}"


# ------------------------------------------------------------------ regions and cases


def where_text(group: Group, variables: Mapping[str, Variable]) -> str:
    """Whom a group concerns: 类别为普通居民、医院等级为三级、合规费用800元—100万元."""
    told = []
    for name, variable in variables.items():
        if variable.is_choice:
            picks = group[0].region.picks.get(name)
            if picks is not None:
                told.append(_picks(name, variable, picks))
        else:
            spans = [d.region.spans[name] for d in group if name in d.region.spans]
            if len(spans) == len(group):
                low, high = min(s[0] for s in spans), max(s[1] for s in spans)
                told.append(_span(name, variable, low, high))
    return "、".join(text for text in told if text)


def _picks(name: str, variable: Variable, picks: frozenset[int]) -> str:
    if isinstance(variable.type, Bool):
        return name if picks == {1} else f"不属于“{name}”情形"
    assert isinstance(variable.type, EnumType)
    members = [variable.type.members[i].name for i in sorted(picks)]
    return f"{name}为{'或'.join(members)}"


def _span(name: str, variable: Variable, low: Fraction, high: Fraction) -> str:
    """A range of a number; open where it ends with the line of the variable."""
    whole = (low <= variable.low, high >= variable.high)
    if all(whole):
        return ""
    ends = [from_ordinal(place, variable.type) for place in (low, high)]
    if low == high:
        return f"{name}为{amount(ends[0], variable.type)}"
    calendar = isinstance(variable.type, DateType | MonthType | YearType)
    words = ("起", "及以前") if calendar else ("及以上", "及以下")
    if whole[1]:
        return f"{name}{amount(ends[0], variable.type)}{words[0]}"
    if whole[0]:
        return f"{name}{amount(ends[1], variable.type)}{words[1]}"
    return f"{name}{range_text(ends[0], ends[1], variable.type)}"


def limit_text(limit: Limit, variables: Mapping[str, Variable]) -> str:
    """What ties several numbers together: 0.6 × 合规费用 + 已付 ≤ 150480.002."""
    left = Form(limit.form.terms, Fraction(0))
    sign = "<" if limit.strict else "≤"
    return f"{form_text(left, None, variables)} {sign} {decimal_text(-limit.form.constant)}"


def result_text(result: Result, meaning: Meaning, type_: Type | None, style: Style = "prose") -> str:
    """What a rule comes to in a region: 488元/人·年, 60% × 合规费用 - 480元, 未明确, 不适用."""
    match result:
        case Stopped(state=State.NOT_APPLICABLE):
            return NOT_APPLICABLE
        case Stopped(state=None):
            return "没有这种情形"
        case Stopped():
            return UNSPECIFIED_WORD
        case Form():
            return form_text(result, type_, meaning.variables, style)
        case _ if result is UNLIMITED:
            return amount(UNLIMITED, type_ or Bool())
        case _:
            return getattr(result, "name", "")


def form_text(form: Form, type_: Type | None, variables: Mapping[str, Variable], style: Style = "prose") -> str:
    """A sum in words; a number alone is an amount of the type."""
    if form.is_constant:
        return decimal_text(form.constant) if type_ is None else amount(from_ordinal(form.constant, type_), type_, style)
    told = ""
    for term, factor in form.terms:
        sign = " - " if factor < 0 else " + " if told else ""
        told += sign + _product(abs(factor), term, variables)
    if form.constant:
        rest = abs(form.constant)
        shown = amount(rest, type_, "formula") if isinstance(type_, Quantity) else decimal_text(rest)
        told += (" - " if form.constant < 0 else " + ") + shown
    return told.strip()


def _product(factor: Fraction, term: Term, variables: Mapping[str, Variable]) -> str:
    if isinstance(term, str):
        name = term
    elif term.mode is not None:
        inner = form_text(term.of[0], None, variables)
        name = f"（{inner}）{_ROUNDED[term.mode]}到{decimal_text(term.unit)}"
    else:
        name = _opaque(term, variables)
    if factor == 1:
        return name
    shown = f"{decimal_text(factor * 100)}%" if factor < 1 else decimal_text(factor)
    return f"{shown} × {name}"


_ROUNDED = {Rounding.HALF_UP: "四舍五入", Rounding.DOWN: "舍尾", Rounding.UP: "进位", Rounding.HALF_EVEN: "四舍六入五成双"}


def _opaque(term: Opaque, variables: Mapping[str, Variable]) -> str:
    return f"{term.kind}（{'，'.join(form_text(inner, None, variables) for inner in term.of)}）"


def case_text(case: Case, type_: Type | None, places: Places = None) -> str:
    """A case: 费用2000元：由1284.4元调整为1278.2元."""
    given = []
    for name, value in case.given.items():
        if isinstance(value, tuple):
            given.append(f"{name}（{_records(name, value, case)}）")
        elif isinstance(value, bool):
            given.append(name if value else f"不属于“{name}”情形")
        elif isinstance(value, Member):
            given.append(f"{name}为{value.name}")
        else:
            given.append(f"{name}{amount(value, case.types[name])}")
    moved = _moved_outcome(case, type_, places)
    return f"{'、'.join(given)}：{moved}" if given else moved


def _moved_outcome(case: Case, type_: Type | None, places: Places) -> str:
    """由每年1000元调整为2000元."""
    old, new = ((outcome_text(outcome, type_), outcome.value is not None) for outcome in (case.old, case.new))
    if places is None and isinstance(type_, Quantity) and isinstance(case.new.value, Fraction) and old[1]:
        new = bare(case.new.value, type_), True
    return _from_to(old, new, places)


def _records(name: str, value: object, case: Case) -> str:
    history = case.histories[name]
    return records_text(history, value)  # type: ignore[arg-type]


def outcome_text(outcome: Outcome, type_: Type | None) -> str:
    """What the evaluator came to."""
    if outcome.value is None:
        return NOT_APPLICABLE if outcome.state is State.NOT_APPLICABLE else UNSPECIFIED_WORD
    return amount(outcome.value, type_ or Bool())
