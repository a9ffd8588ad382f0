"""The tables behind the functions: inputs, rules, holes, and every text that a result or an explanation may need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from policyc.model.policy import History, Input, Param, Policy, Require, Rule, RuleKind
from policyc.model.types import Bool, DateType, EnumType, MonthType, Quantity, Type, from_ordinal
from policyc.semantics.reserved import class_name, record_name
from policyc.semantics.trends import Trend, claims
from policyc.targets.python.functions import Functions, first_name, inner_name
from policyc.targets.python.layout import Group, Item, Raw, Text, call, items, mapping, statement
from policyc.targets.python.literals import public_value
from policyc.targets.python.names import before_name, year_name
from policyc.targets.python.notes import Note, grounds, plain, printing
from policyc.wording import reasons, refusals
from policyc.wording.amounts import amount, bound_phrase
from policyc.wording.formulas import cite, condition, figure_name, previous_name

_WAYS = {Trend.RISING: "+", Trend.FALLING: "-", Trend.CONSTANT: "=", Trend.UNKNOWN: "?"}


def words(policy: Policy, functions: Functions) -> Iterator[str]:
    """The tables, each a statement; ``functions`` have been written before."""
    offered = [rule for rule in policy.rules if rule.kind is not RuleKind.PART]
    called = functions.names.attribute
    opened = {called(p.name): Raw(str(functions.open_figure(p))) for p in policy.params if p.bound.value is None}
    given = {d.alias: _input(policy, functions, d) for d in policy.inputs}
    given |= {history.alias: _records(policy, functions, history) for history in policy.histories}
    yield _table("_INPUTS", "Mapping[str, _Input]", given)
    yield "_TAKEN = {name: declared.taken for name, declared in _INPUTS.items()}"
    yield _table("_RULES", "Mapping[str, Callable[[_Case], Any]]", {r.alias: Raw(inner_name(r)) for r in policy.rules})
    if policy.histories:
        yield from _record_tables(policy)
    chains = {alias: items(map(Text, links)) for alias, links in functions.chains().items()}
    if chains:
        yield _table("_CHAINS", "Mapping[str, tuple[str, ...]]", chains)
    yield '_FIGURES = {name: value for name, value in vars(_Plain).items() if not name.startswith("_")}'
    yield statement("_OFFERED: tuple[str, ...] = ", items(Text(rule.alias) for rule in offered))
    says = "tuple[tuple[str, str, str | None, str], ...]"
    yield statement(f"_HOLES: {says} = ", items((items(map(_text, hole)) for hole in functions.holes), spread=True))
    yield _table("_OPEN", "Mapping[str, int]", opened)
    yield _table(
        "_CALCULATED_WITH",
        "Mapping[str, str]",
        {called(p.name): Text(reasons.calculated_with(policy, p)) for p in policy.params if _open(p)},
    )
    concerns = {r.alias: Text(reasons.not_applicable(policy, r)) for r in policy.rules if r.only_when is not None}
    if concerns:
        yield _table("_CONCERNS", "Mapping[str, str]", concerns)
    yield _table("_CLAIMS", "Mapping[str, tuple[Mapping[str, str], str, str, str]]", dict(_claims(policy, called)))
    yield _table("_SAYS", "Mapping[str, _Says]", dict(_says(policy, functions)))
    if policy.requires:
        kind = "tuple[tuple[tuple[str, ...], Callable[[_Case], bool], str], ...]"
        required = items((_require(policy, i, r) for i, r in enumerate(policy.requires)), spread=True)
        yield statement(f"_REQUIRES: {kind} = ", required)
    of_records = "*_OF_RECORDS, " if policy.histories else ""
    yield f"for _name in ({of_records}*_RULES, *_INPUTS, *_OPEN):\n    setattr(_Plain, _name, _Later(_name))"


def _table(name: str, kind: str, entries: Mapping[str, Item]) -> str:
    return statement(f"{name}: {kind} = ", mapping(entries))


def _text(text: str | None) -> Item:
    return Raw("None") if text is None else Text(text)


def _open(param: Param) -> bool:
    return param.bound.is_open and param.bound.value is not None


# ------------------------------------------------------------------ inputs


def _input(policy: Policy, functions: Functions, declared: Input) -> Group:
    clause = f"（{cite(policy, declared.clause)}）" if declared.clause is not None else ""
    kind = _kind(declared.type, functions.scales.input(declared))
    names = [Text(declared.name), Text(declared.alias), Text(reasons.missing(declared))]
    common: list[Item] = [*names, kind, Text(refusals.expected(declared)), Text(clause)]
    low, high = (from_ordinal(place, declared.type) for place in (declared.low, declared.high))
    match declared.type:
        case Quantity():
            return _amount_input(functions, declared, common)
        case EnumType():
            return call("_ChoiceInput", [*common, Raw(class_name(declared.type.alias))])
        case Bool():
            return call("_FlagInput", common)
        case DateType() | MonthType():
            name = "_DayInput" if isinstance(declared.type, DateType) else "_MonthInput"
        case _:
            name = "_YearInput"
    return call(name, common, low=Raw(public_value(low, declared.type)), high=Raw(public_value(high, declared.type)))


def _records(policy: Policy, functions: Functions, history: History) -> Group:
    """A history that is given: its fields are inputs."""
    clause = f"（{cite(policy, history.clause)}）" if history.clause is not None else ""
    texts = [Text(text) for text in (history.name, history.alias, reasons.missing(history), clause)]
    fields = mapping({field.alias: _input(policy, functions, field) for field in history.fields})
    named: dict[str, Item] = {"record": Raw(record_name(history.alias)), "fields": fields}
    return call("_RecordsInput", texts, **named, most=Raw(str(history.at_most)), yearly=Raw(str(not history.events)))


def _record_tables(policy: Policy) -> Iterator[str]:
    """Which names belong to a record, and of which history; what each track starts from."""
    of: dict[str, Item] = {}
    for history in policy.histories:
        owned = [field.alias for field in history.fields]
        owned += [] if history.events else [year_name(history.alias)]
        names = [rule.alias for rule in policy.rules if rule.history == history.name]
        of |= {name: Text(history.alias) for name in (*owned, *names, *map(before_name, names))}
    tracks = [rule for rule in policy.rules if rule.history is not None]
    yield _table("_OF_RECORDS", "Mapping[str, str]", of)
    yield _table("_BEFORE", "Mapping[str, str]", {before_name(rule.alias): Text(rule.alias) for rule in tracks})
    first: dict[str, Item] = {rule.alias: Raw(first_name(rule)) for rule in tracks if rule.initial is not None}
    yield _table("_FIRST", "Mapping[str, Callable[[_Case], Any]]", first)


def _amount_input(functions: Functions, declared: Input, common: list[Item]) -> Group:
    scale = functions.scales.input(declared)
    step, start = amount(declared.step, declared.type), amount(declared.low, declared.type)
    stepped = f"{step}的整数倍" if declared.low % declared.step == 0 else f"{start}起、每{step}一档"
    counted = {name: getattr(declared, name) * 10**scale for name in ("low", "high", "step")}
    # an end need not be on a step: what is between the last step and it is no value
    ends = {name: Raw(str(value.numerator // value.denominator)) for name, value in counted.items()}
    return call("_AmountInput", common, one=Raw(f"{10**scale:_}"), **ends, stepped=Text(stepped))


# ------------------------------------------------------------------ what can be said of a result


def _claims(policy: Policy, called: Callable[[str], str]) -> Iterator[tuple[str, Item]]:
    """How a result moves with each open figure, and the words of what is sure of it."""
    for rule in policy.rules:
        moves = claims(policy, rule)
        if rule.kind is RuleKind.PART or not isinstance(rule.type, Quantity) or not moves:
            continue
        at_least, after = reasons.claim_frame(">=", rule.type)
        at_most, _ = reasons.claim_frame("<=", rule.type)
        ways: dict[str, Item] = {called(name): Text(_WAYS[trend]) for name, trend in moves.items()}
        yield rule.alias, items([mapping(ways), Text(at_least), Text(at_most), Text(after)])


# ------------------------------------------------------------------ explanations


def _says(policy: Policy, functions: Functions) -> Iterator[tuple[str, Item]]:
    """What to say of every name."""
    for declared in policy.inputs:
        kind = _kind(declared.type, functions.scales.input(declared))
        yield declared.alias, call("_Says", [Text(declared.name), kind, Text(grounds(policy, declared.clause, declared.quotes))])
    for param in policy.params:
        kind = _kind(param.type, functions.scales.param(param))
        stated = f"{param.name}为{bound_phrase(param.bound, param.type)}"
        where = grounds(policy, param.clause, param.quotes)
        yield (
            functions.names.attribute(param.name),
            call("_Says", [Text(figure_name(param.name, policy)), kind, Text(where), Text(stated)]),
        )
    for rule in policy.rules:
        yield rule.alias, _rule(policy, functions, rule)
    yield from _says_of_records(policy, functions)


def _says_of_records(policy: Policy, functions: Functions) -> Iterator[tuple[str, Item]]:
    """What to say of what records hold, and of readings."""
    for field in policy.field.values():
        yield field.alias, call("_Says", [Text(field.name), _kind(field.type, functions.scales.input(field)), Text("")])
    for history in policy.histories:
        if not history.events:
            yield year_name(history.alias), call("_Says", [Text(f"“{history.name}”的年份"), Raw("_Year()"), Text("")])
    for rule in policy.rules:
        if rule.history is not None:
            label = previous_name(policy, rule.name)
            kind = _kind(rule.type, functions.scales.rule(rule.name))
            yield before_name(rule.alias), call("_Says", [Text(label), kind, Text("")])
    for reading in policy.readings:
        where = grounds(policy, reading.clause, reading.quotes)
        stated = Text(f"采用“{reading.taken.name}”的口径：{reading.because}")
        yield reading.alias, call("_Says", [Text(reading.name), Raw("_Choice()"), Text(where), stated])


def _rule(policy: Policy, functions: Functions, rule: Rule) -> Group:
    kind = _kind(rule.type, functions.scales.rule(rule.name))
    notes = items((_note(note) for note in functions.notes[rule.alias]), spread=True)
    where = grounds(policy, rule.clause, rule.quotes)
    return call("_Says", [Text(rule.name), kind, Text(where)], notes=notes)


def _note(note: Note) -> Group:
    named: dict[str, Item] = {}
    if note.kind is not None:
        named["kind"] = _kind(note.kind, note.scale)
    if note.always:
        named["always"] = Raw("True")
    return call("_Note", [Text(note.words), Text(note.formula), Text(note.grounds)], **named)


def _kind(kind: Type, scale: int | None) -> Item:
    """How values of a type are printed and given out."""
    match kind:
        case Quantity():
            printed = printing(kind)
            texts = [Text(text) for text in (printed.each, printed.unit, *([printed.below] if printed.below else []))]
            named: dict[str, Item] = {"myriads": Raw("True")} if printed.myriads else {}
            return call("_Amount", [Raw(str(scale)), *texts], **named)
        case Bool():
            return Raw("_Flag()")
        case EnumType():
            return Raw("_Choice()")
        case DateType():
            return Raw("_Day()")
        case MonthType():
            return Raw("_Month()")
        case _:
            return Raw("_Year()")


def _require(policy: Policy, index: int, require: Require) -> Group:
    """Which inputs it reads, its function, and the refusal with places for their values."""
    declared = [policy.input[name] for name in require.inputs]
    given = "、".join(f"{plain(d.name)}为{{{d.alias}}}" for d in declared)
    where = f"（{cite(policy, require.clause)}）" if require.clause is not None else ""
    because = f"，{require.because}" if require.because else ""
    text = plain(f"，不符合“{condition(require.condition, policy)}”的要求{because}{where}")
    return items([items(Text(d.alias) for d in declared), Raw(f"_require_{index}"), Text(given + text)])
