"""In what two statements differ, one aspect at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policyc.compare.changes import Aspect, Detail, Figure, Said
from policyc.compare.content import Item
from policyc.compare.data import plain, renamed
from policyc.compare.ladders import Rung, ladder, matched
from policyc.compare.rows import part_text, parts, whole_text
from policyc.model import expressions as e
from policyc.model.policy import (
    Check,
    CheckAll,
    Deadline,
    Direction,
    History,
    Input,
    Measure,
    Param,
    Policy,
    Reading,
    Require,
    Rule,
    Target,
)
from policyc.model.types import EnumType, Type, from_ordinal
from policyc.targets.json_.formulas import formula_data
from policyc.wording.amounts import range_text
from policyc.wording.formulas import cite, condition, formula, quoted

#: Aspects that change what a statement says; the others change how, or where, it says so.
MEANINGFUL = frozenset(Aspect) - {Aspect.NAME, Aspect.ALIAS, Aspect.REASON, Aspect.WORDING, Aspect.PLACE}

_HEAD_LABELS: Mapping[str, str] = {
    "name": "名称",
    "region": "地区",
    "year": "文件年度",
    "series": "系列",
    "period": "适用期间",
    "fiscal_year": "财政年度",
    "benefit_year": "待遇年度",
    "under": "上位政策",
    "amends": "修订对象",
    "uses": "引用的系列",
    "extract": "收录范围",
}


def details(a: Item, b: Item, old: Policy, new: Policy, names: Mapping[str, str]) -> tuple[Detail, ...]:
    """All aspects in which two statements of a kind differ; ``names`` are the new names of what has been renamed.

    Empty only where their data are equal.
    """
    found = [d for d in _details(a, b, old, new, names) if d.old != d.new]
    if not found and renamed(a.own, names) != b.own:
        found = list(_fields(a.own, b.own))
    return tuple(found)


def _details(a: Item, b: Item, old: Policy, new: Policy, names: Mapping[str, str]) -> Iterator[Detail]:
    yield from _meaning(a, b, old, new, names)
    if a.name != b.name and "label" in b.data:
        yield Detail(Aspect.NAME, a.name, b.name)
    if a.key != b.key and "label" in b.data:
        yield Detail(Aspect.ALIAS, a.key, b.key)
    if a.data.get("because") != b.data.get("because"):
        yield Detail(Aspect.REASON, a.data.get("because"), b.data.get("because"))
    if a.data.get("quotes") != b.data.get("quotes"):
        yield Detail(Aspect.WORDING, _quotes(a), _quotes(b))
    if a.data.get("clause") != b.data.get("clause"):
        yield Detail(Aspect.PLACE, _place(a, old), _place(b, new))


def _meaning(a: Item, b: Item, old: Policy, new: Policy, names: Mapping[str, str]) -> Iterator[Detail]:
    match a.statement, b.statement:
        case Param() as left, Param() as right:
            yield from _types(left.type, right.type)
            yield from _param(left, right, old, new, a, b, names)
        case Rule() as left, Rule() as right:
            yield from _types(left.type, right.type)
            yield from _rule(left, right, old, new, a, b, names)
        case Target() as left, Target() as right:
            yield from _types(left.type, right.type)
            yield Detail(Aspect.FIGURE, Figure(left.bound, left.type), Figure(right.bound, right.type))
            yield Detail(Aspect.DEADLINE, _deadline(left.deadline), _deadline(right.deadline))
            yield from _manner(left, right)
        case Measure() as left, Measure() as right:
            yield Detail(Aspect.MODALITY, left.modality.value, right.modality.value)
            yield Detail(Aspect.ACTOR, "、".join(left.actors) or None, "、".join(right.actors) or None)
            yield Detail(Aspect.CONDITION, left.condition, right.condition)
            yield Detail(Aspect.DEADLINE, _deadline(left.deadline), _deadline(right.deadline))
            yield _principally(left, right)
        case Reading() as left, Reading() as right:
            yield Detail(Aspect.TAKEN, left.taken.name, right.taken.name)
            yield Detail(Aspect.MEMBERS, _options(left), _options(right))
        case Input() as left, Input() as right:
            yield from _input(left, right)
        case History() as left, History() as right:
            yield Detail(Aspect.RANGE, f"至多{left.at_most}条", f"至多{right.at_most}条")
            yield Detail(Aspect.MEMBERS, _names(left.fields), _names(right.fields))
        case EnumType() as left, EnumType() as right:
            yield Detail(Aspect.MEMBERS, _members(left), _members(right))
        case (Require() | Check() | CheckAll()) as left, (Require() | Check() | CheckAll()) as right:
            if renamed(a.data.get("condition"), names) != b.data.get("condition"):
                yield Detail(Aspect.FORMULA, condition(left.condition, old), condition(right.condition, new))
        case Policy(), Policy():
            yield from _head(a.data, b.data)
        case _:
            return


def _types(left: Type, right: Type) -> Iterator[Detail]:
    if str(left) != str(right):
        yield Detail(Aspect.TYPE, str(left), str(right))


def _manner(left: Param | Rule | Target, right: Param | Rule | Target) -> Iterator[Detail]:
    yield _principally(left, right)
    yield Detail(Aspect.DIRECTION, _better(left.direction), _better(right.direction))


def _principally(left: Param | Rule | Target | Measure, right: Param | Rule | Target | Measure) -> Detail:
    return Detail(Aspect.PRINCIPALLY, "原则上" if left.principally else None, "原则上" if right.principally else None)


def _better(direction: Direction | None) -> str | None:
    match direction:
        case None:
            return None
        case Direction.BETTER:
            return "越高越有利"
        case Direction.WORSE:
            return "越低越有利"


def _param(left: Param, right: Param, old: Policy, new: Policy, a: Item, b: Item, names: Mapping[str, str]) -> Iterator[Detail]:
    figures = Figure(left.bound, left.type), Figure(right.bound, right.type)
    if figures[0] != figures[1]:
        yield Detail(Aspect.FIGURE, *figures)
    if renamed(a.data["formula"], names) != b.data["formula"]:
        yield Detail(Aspect.FORMULA, _formula(left.formula, old), _formula(right.formula, new))
    yield from _manner(left, right)


def _formula(expr: e.Expr | None, policy: Policy) -> str | None:
    return None if expr is None else formula(expr, policy)


def _rule(left: Rule, right: Rule, old: Policy, new: Policy, a: Item, b: Item, names: Mapping[str, str]) -> Iterator[Detail]:
    yield from _manner(left, right)
    applies = [None if x.only_when is None else condition(x.only_when, p) for x, p in ((left, old), (right, new))]
    if renamed(a.data["only_when"], names) != b.data["only_when"]:
        yield Detail(Aspect.CONDITION, applies[0], applies[1])
    same = all(renamed(a.data[key], names) == b.data[key] for key in ("body", "initial", "kind", "history"))
    if same:
        return
    before, after = parts(left, old), parts(right, new)
    found = []
    rungs = ladder(left, old), ladder(right, new)
    if all(rungs) and rungs[0][0].columns == rungs[1][0].columns and len({r.edge for r in rungs[0]} & {r.edge for r in rungs[1]}):
        found += _ladders(rungs, (old, new), names)
        covered = [{label for rung in of for label in rung.labels} for of in rungs]
        before = {label: x for label, x in before.items() if label not in covered[0]}
        after = {label: x for label, x in after.items() if label not in covered[1]}
    for label in _labels(before, after):
        texts = tuple(_part(of, label, policy, names if of is before else {}) for of, policy in ((before, old), (after, new)))
        if texts[0][1] != texts[1][1]:
            found.append(Detail(Aspect.FORMULA, texts[0][0], texts[1][0], label))
    yield from found or [Detail(Aspect.FORMULA, whole_text(left, old), f"{whole_text(right, new)}")]


def _ladders(
    rungs: tuple[Sequence[Rung], Sequence[Rung]], policies: tuple[Policy, Policy], names: Mapping[str, str]
) -> list[Detail]:
    """Edges that moved, brackets that are new or gone, and what changed of those that are the same."""

    def data(side: int, expr: e.Expr) -> Any:
        return renamed(plain(formula_data(expr, _by_alias(policies[side]))), {} if side else names)

    found: list[Detail] = []
    for a, b in matched(*rungs, lambda side, rung: [data(side, cell) for cell in rung.cells]):
        if a is not None and b is not None:
            if a.edge != b.edge:
                found.append(Detail(Aspect.RANGE, a.edge, b.edge, "分段界限"))
            for i, (x, y) in enumerate(zip(a.cells, b.cells, strict=True)):
                if data(0, x) != data(1, y):
                    label = min(a.labels[i], b.labels[i])  # the same from either side
                    found.append(Detail(Aspect.FORMULA, part_text(x, policies[0]), part_text(y, policies[1]), label))
            continue
        for i, label in enumerate((a or b).labels if a or b else ()):  # type: ignore[union-attr]
            texts = [None if r is None else part_text(r.cells[i], p) for r, p in zip((a, b), policies, strict=True)]
            found.append(Detail(Aspect.FORMULA, texts[0], texts[1], label))
    return sorted(found, key=lambda d: (d.label, *sorted((str(d.old), str(d.new)))))


def _labels(before: Mapping[str, e.Expr], after: Mapping[str, e.Expr]) -> list[str]:
    """The labels of both, in an order that is the same from either side."""
    places: dict[str, int] = {}
    for of in (before, after):
        for place, label in enumerate(of):
            places[label] = min(place, places.get(label, place))
    return sorted(places, key=lambda label: (places[label], label))


def _part(of: Mapping[str, e.Expr], label: str, policy: Policy, names: Mapping[str, str]) -> tuple[str | None, Any]:
    """What a part says in words, and as data that can be held against the other's."""
    expr = of.get(label)
    if expr is None:
        return None, None
    return part_text(expr, policy), renamed(plain(formula_data(expr, _by_alias(policy))), names)


def _by_alias(policy: Policy) -> Any:
    declared = (*policy.inputs, *policy.params, *policy.rules, *policy.histories, *policy.readings, *policy.field.values())
    aliases = {d.name: d.alias for d in declared if d.alias}
    return lambda name: aliases.get(name, name)


def _input(left: Input, right: Input) -> Iterator[Detail]:
    yield from _types(left.type, right.type)
    if not isinstance(right.type, EnumType):
        yield Detail(Aspect.RANGE, _range(left), _range(right))


def _range(x: Input) -> str:
    try:
        return range_text(from_ordinal(x.low, x.type), from_ordinal(x.high, x.type), x.type, "table")
    except (ValueError, OverflowError):
        return "不限"


def _options(reading: Reading) -> str:
    return "；".join(f"{option.member.name}：{option.text}" for option in reading.options)


def _names(fields: Sequence[Input]) -> str:
    return "、".join(f"{field.name}（{field.type}）" for field in fields)


def _members(enum: EnumType) -> str:
    return ("、" if not enum.ordered else "＜").join(member.name for member in enum.members)


def _deadline(deadline: Deadline | None) -> str | None:
    if deadline is None:
        return None
    return f"{deadline}年" if isinstance(deadline, int) else f"{deadline.year}年{deadline.month}月{deadline.day}日"


def _head(a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[Detail]:
    for key, label in _HEAD_LABELS.items():
        if a[key] != b[key]:
            yield Detail(Aspect.FIELD, _told(a[key]), _told(b[key]), label)


def _told(value: Any) -> Said:
    match value:
        case None | [] | "":
            return None
        case {"first": first, "last": last}:
            return f"{first}至{last}" if last else f"{first}起"
        case {"name": name, "code": code}:
            return f"{name}（{code}）"
        case list():
            return "、".join(str(each) for each in value)
        case _:
            return str(value)


def _quotes(item: Item) -> Said:
    return "；".join(quoted(quote["text"]) for quote in item.data.get("quotes", ())) or None


def _place(item: Item, policy: Policy) -> Said:
    clause = getattr(item.statement, "clause", None)
    return None if clause is None else cite(policy, clause)


def _fields(a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[Detail]:
    """What differs of data that no other aspect speaks of, by key."""
    for key in sorted(a.keys() | b.keys()):
        if a.get(key) != b.get(key):
            yield Detail(Aspect.FIELD, _told(a.get(key)), _told(b.get(key)), key)
