"""What a policy declares, as the module's tables: figures, targets, measures, sources, turning points."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from policyc.model import expressions as e
from policyc.model.hashing import meaning_hash
from policyc.model.policy import Declaration, Input, Measure, Param, Policy, Source, Target
from policyc.model.types import Bool, DateType, EnumType, MonthType, Quantity, Type
from policyc.semantics.breakpoints import breakpoints
from policyc.semantics.reserved import class_name, constant_name, record_name
from policyc.targets.python.layout import Group, Item, Raw, Text, frozen, items, record, statement
from policyc.targets.python.literals import (
    WIDTH,
    comment_text,
    day,
    decimal,
    docstring_text,
    lines_of,
    public_value,
    string,
    width,
)
from policyc.wording.amounts import bound_phrase
from policyc.wording.formulas import cite

_Fields = list[tuple[str, Item]]
_NONE = Raw("None")


@dataclass(frozen=True, slots=True)
class EnumView:
    """The class of an enum: its members as name, value and label."""

    name: str
    label: str
    members: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RecordView:
    """The class of a history's records."""

    name: str
    says: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConstantView:
    """A public constant, with what the document says of it."""

    says: tuple[str, ...]
    line: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A mapping by alias, with what it is."""

    says: str
    source: str


def given_annotation(kind: Type) -> str:
    """The type of a value as a user gives it."""
    return "Decimal | int | str" if isinstance(kind, Quantity) else public_annotation(kind)


def public_annotation(kind: Type) -> str:
    """The type of a value as a user of the module meets it."""
    match kind:
        case Quantity():
            return "Decimal"
        case Bool():
            return "bool"
        case EnumType():
            return class_name(kind.alias)
        case DateType() | MonthType():
            return "date"
        case _:
            return "int"


def place(declared: Declaration | Source) -> str:
    """Where it stands: ``policies/2023.pol:33``."""
    return comment_text(f"{declared.span.file}:{declared.span.line}")


def enums(policy: Policy) -> Iterator[EnumView]:
    """The enums as classes."""
    for kind in (*policy.enums, *(reading.type for reading in policy.readings)):
        members = tuple((constant_name(m.alias), string(m.alias), string(m.name)) for m in kind.members)
        yield EnumView(class_name(kind.alias), docstring_text(kind.name), members)


def record_classes(policy: Policy) -> Iterator[RecordView]:
    """The class of a history's records. What has not happened yet may be left out; to read it is to miss it."""
    for history in policy.histories:
        how = "一次一条，从早到晚" if history.events else "一年一条，从早到晚"
        said = lines_of(f"{docstring_text(history.name)}的一条记录，{how}；还没有的不给，读到时缺少。", 7)
        says = (f'"""{said[0]}"""',) if len(said) == 1 else (f'"""{said[0]}', *said[1:], '"""')
        lines = [] if history.events else ["year: int"]
        for field in history.fields:
            lines.append(commented(f"{field.alias}: {given_annotation(field.type)} | None = None", field.name))
        yield RecordView(record_name(history.alias), says, tuple(lines))


def commented(line: str, comment: str) -> str:
    """A line of a class with what it is behind it, where that fits."""
    whole = f"{line}  # {comment_text(comment)}"
    return whole if width(whole) + 4 <= WIDTH else line


def constants(policy: Policy) -> Iterator[ConstantView]:
    """A constant for each figure that can be calculated with."""
    for param in policy.params:
        if param.bound.value is not None:
            says = f"{param.name}：{bound_phrase(param.bound, param.type)}（{place(param)}）"
            value = public_value(param.bound.value, param.type)
            yield ConstantView(lines_of(comment_text(says), 4), f"{constant_name(param.alias)} = {value}")
    for reading in policy.readings:
        options = "；".join(f"{option.member.name}：{option.text}" for option in reading.options)
        says = f"口径“{reading.name}”，采用{reading.taken.name}（{reading.because}）。{options}（{place(reading)}）"
        value = public_value(reading.taken, reading.type)
        yield ConstantView(lines_of(comment_text(says), 4), f"{constant_name(reading.alias)} = {value}")


def tables(policy: Policy) -> Iterator[TableView]:
    """The mappings of what the policy declares."""
    yield _table("SOURCES", "Source", "文件，按代号。", {s.alias: _source(s) for s in policy.sources})
    yield _table("PARAMETERS", "Parameter", "参数，按代号。", {p.alias: _parameter(policy, p) for p in policy.params})
    yield _table("TARGETS", "Target", "目标，按代号；不参与计算。", {t.alias: _target(policy, t) for t in policy.targets})
    yield _table("MEASURES", "Measure", "措施，按代号。", {m.alias: _measure(policy, m) for m in policy.measures})
    given = (*policy.inputs, *(field for history in policy.histories for field in history.fields))
    points = {declared.alias: _points(policy, declared) for declared in given}
    yield _table("BREAKPOINTS", "tuple[object, ...]", "每项输入使规则结果可能改变的取值，供测试用。", points)


def about(policy: Policy) -> str:
    """The policy itself."""
    fields: _Fields = [
        ("id", Text(policy.id)),
        ("label", Text(policy.name)),
        ("region", _text(policy.region)),
        ("region_code", _text(policy.region_code)),
        ("year", Raw(str(policy.year))),
        ("series", _text(policy.series)),
        ("file", Text(policy.origin.file)),
        ("sha256", Text(policy.origin.sha256)),
        ("model", Text(f"{policy.id}.json")),
        ("meaning", Text(meaning_hash(policy))),
        *_standing(policy),
    ]
    return statement("POLICY = ", record("Policy", fields, ""))


def _standing(policy: Policy) -> _Fields:
    """How it stands to others and in time."""
    period = policy.period
    fields: _Fields = []
    if period is not None:
        fields.append(("first", Raw(day(period.first))))
        fields.append(("last", _NONE if period.last is None else Raw(day(period.last))))
    years = (("fiscal_year", policy.fiscal_year), ("benefit_year", policy.benefit_year))
    fields += [(name, Raw(str(year))) for name, year in years if year is not None]
    for name, ids in (("under", policy.parents), ("uses", policy.uses)):
        if ids:
            fields.append((name, items(Text(id_) for id_ in ids)))
    for name, text in (("amends", policy.amends), ("extract", policy.extract)):
        if text is not None:
            fields.append((name, Text(text)))
    return fields


def _table(name: str, kind: str, says: str, entries: dict[str, Group]) -> TableView:
    return TableView(says, statement(f"{name}: Mapping[str, {kind}] = ", frozen(dict(entries))))


def _source(source: Source) -> Group:
    fields: _Fields = [
        ("label", Text(source.name)),
        ("title", _text(source.title)),
        ("number", _text(source.number)),
        ("issuers", items(Text(issuer) for issuer in source.issuers)),
        ("issued", _NONE if source.issued is None else Raw(day(source.issued))),
        ("file", _text(source.file)),
        ("sha256", _text(source.sha256)),
    ]
    return record("Source", fields, place(source))


def _parameter(policy: Policy, param: Param) -> Group:
    fields = _figure(policy, param)
    if param.principally:
        fields.append(("principally", Raw("True")))
    return record("Parameter", fields, place(param))


def _target(policy: Policy, target: Target) -> Group:
    fields = _figure(policy, target)
    if target.deadline is not None:
        fields.append(("deadline", _deadline(target)))
    return record("Target", fields, place(target))


def _measure(policy: Policy, measure: Measure) -> Group:
    fields: _Fields = [
        ("label", Text(measure.name)),
        ("modality", Text(measure.modality.value)),
        ("actors", items(Text(actor) for actor in measure.actors)),
        ("condition", _text(measure.condition)),
        ("deadline", _deadline(measure)),
        *_cited(policy, measure),
    ]
    return record("Measure", fields, place(measure))


def _figure(policy: Policy, declared: Param | Target) -> _Fields:
    """What a document says of a figure; what goes without saying is left to the record's defaults."""
    bound = declared.bound
    fields: _Fields = [
        ("label", Text(declared.name)),
        ("value", _NONE if bound.value is None else Raw(public_value(bound.value, declared.type))),
        ("low", _number(bound.low)),
        ("high", _number(bound.high)),
        ("bound", Text(bound.kind.value)),
        ("unit", Text(str(declared.type))),
        *_cited(policy, declared),
    ]
    ends = (("low_closed", bound.low, bound.low_closed), ("high_closed", bound.high, bound.high_closed))
    fields += [(name, Raw("False")) for name, end, closed in ends if end is not None and not closed]
    if bound.about:
        fields.append(("about", Raw("True")))
    if declared.policy not in ("", policy.id):
        fields.append(("policy", Text(declared.policy)))
    if declared.direction is not None:
        fields.append(("direction", Text(declared.direction.value)))
    return fields


def _cited(policy: Policy, declared: Declaration) -> _Fields:
    """Where a declaration stands, and the words that carry it."""
    clause = declared.clause
    source = policy.source_of(clause) if clause is not None else None
    alias = source.alias if source is not None else None
    return [
        ("source", _text(alias)),
        ("clause", Text("" if clause is None else cite(policy, clause))),
        ("quote", _text(quote(declared.quotes))),
    ]


def quote(quotes: Sequence[e.Quote]) -> str | None:
    """The quotes that a declaration rests on, as one text."""
    return "；".join(q.text for q in e.grounding(quotes)) if quotes else None


def _text(value: str | None) -> Item:
    return _NONE if value is None else Text(value)


def _number(value: Fraction | None) -> Item:
    return _NONE if value is None else Raw(decimal(value))


def _deadline(declared: Target | Measure) -> Item:
    deadline = declared.deadline
    return Raw(day(deadline) if isinstance(deadline, datetime.date) else str(deadline))


def _points(policy: Policy, declared: Input) -> Group:
    return items(Raw(public_value(value, declared.type)) for value in breakpoints(policy)[declared.name].values)


def has_fractions(policy: Policy) -> bool:
    """Whether some figure has no finite decimal."""
    bounds = [*(param.bound for param in policy.params), *(target.bound for target in policy.targets)]
    values = [value for bound in bounds for value in (bound.value, bound.low, bound.high)]
    return any(isinstance(value, Fraction) and decimal(value).startswith("Fraction") for value in values)
