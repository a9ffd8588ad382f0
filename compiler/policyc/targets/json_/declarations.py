"""A policy as a JSON document: one object a kind of declaration, by ASCII name, in document order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from policyc.model import expressions as e
from policyc.model.hashing import meaning_hash
from policyc.model.policy import (
    Bound,
    Check,
    CheckAll,
    Clause,
    Declaration,
    Example,
    Expectation,
    History,
    Input,
    Measure,
    Param,
    Period,
    Policy,
    Reading,
    Record,
    Relation,
    Remark,
    RemarkKind,
    Require,
    Rule,
    Source,
    Target,
)
from policyc.model.types import EnumType, Type
from policyc.model.walk import walk
from policyc.quantities.decimals import decimal_text
from policyc.semantics.facts import of_rule
from policyc.targets import SEAL
from policyc.targets.json_.formulas import Names, formula_data, quotes_data
from policyc.targets.json_.values import Data, end_data, place_data, type_data, unit_data, value_data
from policyc.wording.reasons import holes, open_param

#: The version of the documents' form, and of their schema.
FORMAT = "1"


def document(policy: Policy) -> Data:
    """Everything that the model knows."""
    names = _names(policy)
    return {
        "format": FORMAT,
        "policy": _head(policy),
        "sources": {s.alias: _source(s) for s in policy.sources},
        "clauses": [{**_clause(c, names), "at": place_data(c.span)} for c in policy.clauses],
        "units": list(policy.units),
        "enums": {enum.alias: _enum(enum) for enum in policy.enums},
        "inputs": {names(i.name): _input(i, names) for i in policy.inputs},
        "histories": {names(h.name): _history(h, names) for h in policy.histories},
        "parameters": {names(p.name): _param(p, names) for p in policy.params},
        "rules": {names(r.name): _rule(r, names) for r in policy.rules},
        "targets": {names(t.name): _target(t, names) for t in policy.targets},
        "measures": {names(m.name): _measure(m, names) for m in policy.measures},
        "requires": [_require(r, names) for r in policy.requires],
        "checks": [*(_check(c, names) for c in policy.checks), *(_check_all(c, names) for c in policy.universals)],
        "examples": [_example(x, policy, names) for x in policy.examples],
        "readings": [_reading(r, names) for r in policy.readings],
        "assumptions": [_remark(r, names) for r in policy.remarks if r.kind is RemarkKind.ASSUME],
        "questions": [_remark(r, names) for r in policy.remarks if r.kind is RemarkKind.QUESTION],
        "relations": [_relation(r, names) for r in policy.relations],
        "holes": list(_holes(policy, names)),
        "hashes": _hashes(policy),
    }


def _names(policy: Policy) -> Names:
    """Chinese name → ASCII name; a part that has none keeps its own."""
    cited = (policy.inputs, policy.params, policy.rules, policy.targets, policy.measures, policy.histories, policy.readings)
    named: list[Declaration | Source] = [*policy.sources, *(d for kind in cited for d in kind), *policy.field.values()]
    aliases = {d.name: d.alias for d in named if d.alias}
    for other in policy.others:
        aliases[_of_another(other.id)] = other.id
        aliases.update({_of_another(other.id, s.name): s.alias for s in other.sources})
    return lambda name: aliases.get(name, name)


def _head(policy: Policy) -> Data:
    return {
        "id": policy.id,
        "name": policy.name,
        "region": None if policy.region is None else {"name": policy.region, "code": policy.region_code},
        "year": policy.year,
        "series": policy.series,
        "period": _period(policy.period),
        "fiscal_year": policy.fiscal_year,
        "benefit_year": policy.benefit_year,
        "under": list(policy.parents),
        "amends": policy.amends,
        "uses": list(policy.uses),
        "extract": policy.extract,
        "file": policy.origin.file,
        "order": [_names(policy)(name) for name in policy.order],
    }


def _period(period: Period | None) -> Data | None:
    if period is None:
        return None
    last = None if period.last is None else period.last.isoformat()
    return {"first": period.first.isoformat(), "last": last, "assumed": period.assumed}


def _source(source: Source) -> Data:
    return {
        "label": source.name,
        "title": source.title,
        "number": source.number,
        "issuers": list(source.issuers),
        "issued": None if source.issued is None else source.issued.isoformat(),
        "file": source.file,
        "fields": [{"key": key, "values": list(values)} for key, values in source.fields],
        "at": place_data(source.span),
    }


def _of_another(policy: str, source: str = "") -> str:
    """What another policy, or a source of it, is looked up by; no name that a file can write is like it."""
    return f"{policy}/{source}"


def _owner(policy: str, names: Names) -> Data:
    """The policy that says so, where it is another one."""
    return {"policy": policy} if names(_of_another(policy)) == policy else {}


def _clause(clause: Clause, names: Names) -> Data:
    owner = _owner(clause.policy, names)
    source = names(_of_another(clause.policy, clause.source) if owner else clause.source)
    return {"source": source, "locator": clause.locator, **owner}


def _relation(relation: Relation, names: Names) -> Data:
    return {
        "kind": relation.kind.value,
        "name": names(relation.name),
        "policy": relation.policy,
        "because": relation.because,
        "clause": None if relation.clause is None else _clause(relation.clause, names),
        "quotes": quotes_data(relation.quotes, names),
        "at": place_data(relation.span),
        "above": {"file": relation.above.file, "line": relation.above.line},
    }


def _enum(enum: EnumType) -> Data:
    members = [{"name": member.alias, "label": member.name} for member in enum.members]
    return {"label": enum.name, "ordered": enum.ordered, "members": members}


def _declared(declaration: Declaration, names: Names) -> Data:
    """What every named declaration has: first its label, at the end where it stands."""
    return {
        "clause": None if declaration.clause is None else _clause(declaration.clause, names),
        "quotes": quotes_data(declaration.quotes, names),
        "at": place_data(declaration.span),
        **_owner(declaration.policy, names),
        **({"reported": True} if declaration.reported else {}),
    }


def _input(declared: Input, names: Names) -> Data:
    return {
        "label": declared.name,
        "type": type_data(declared.type),
        "unit": unit_data(declared.type),
        "low": end_data(declared.low, declared.type),
        "high": end_data(declared.high, declared.type),
        "step": decimal_text(declared.step),
        **_declared(declared, names),
    }


def _history(history: History, names: Names) -> Data:
    return {
        "label": history.name,
        "kind": "events" if history.events else "years",
        "at_most": history.at_most,
        "fields": {names(field.name): _input(field, names) for field in history.fields},
        **_declared(history, names),
    }


def _reading(reading: Reading, names: Names) -> Data:
    options = [{"name": o.member.alias, "label": o.member.name, "text": o.text} for o in reading.options]
    return {
        "name": names(reading.name),
        "label": reading.name,
        "options": options,
        "taken": reading.taken.alias,
        "because": reading.because,
        **_declared(reading, names),
    }


def _bound(bound: Bound, kind: Type) -> Data:
    return {
        "value": value_data(bound.value, kind),
        "bound": bound.kind.value,
        "low": end_data(bound.low, kind),
        "low_closed": bound.low_closed,
        "high": end_data(bound.high, kind),
        "high_closed": bound.high_closed,
        "about": bound.about,
    }


def _param(param: Param, names: Names) -> Data:
    return {
        "label": param.name,
        "type": type_data(param.type),
        "unit": unit_data(param.type),
        **_bound(param.bound, param.type),
        "scale": param.scale,
        "formula": None if param.formula is None else formula_data(param.formula, names),
        "ends": None if param.ends is None else [formula_data(end, names) for end in param.ends],
        "principally": param.principally,
        "because": param.because,
        "direction": None if param.direction is None else param.direction.value,
        **_declared(param, names),
    }


def _rule(rule: Rule, names: Names) -> Data:
    return {
        "label": rule.name,
        "kind": rule.kind.value,
        "type": type_data(rule.type),
        "unit": unit_data(rule.type),
        "inputs": [names(name) for name in rule.inputs],
        "required": [names(name) for name in rule.required],
        "histories": [names(name) for name in rule.histories],
        "history": None if rule.history is None else names(rule.history),
        "initial": None if rule.initial is None else formula_data(rule.initial, names),
        "only_when": None if rule.only_when is None else formula_data(rule.only_when, names),
        "body": formula_data(rule.body, names),
        "range": _range(of_rule(rule), rule.type),
        "principally": rule.principally,
        "direction": None if rule.direction is None else rule.direction.value,
        **_declared(rule, names),
    }


def _range(facts: e.Facts, kind: Type) -> Data:
    """What is proved of the result: no value lies outside, none needs more decimal places."""
    return {
        "low": end_data(facts.low, kind),
        "high": end_data(facts.high, kind),
        "scale": facts.scale,
        "unlimited": facts.unlimited,
    }


def _deadline(deadline: int | datetime.date | None, text: str | None) -> Data | None:
    if deadline is None:
        return None
    if isinstance(deadline, datetime.date):
        return {"year": deadline.year, "date": deadline.isoformat(), "text": text}
    return {"year": deadline, "date": None, "text": text}


def _target(target: Target, names: Names) -> Data:
    return {
        "label": target.name,
        "type": type_data(target.type),
        "unit": unit_data(target.type),
        **_bound(target.bound, target.type),
        "scale": target.scale,
        "deadline": _deadline(target.deadline, target.deadline_text),
        "direction": None if target.direction is None else target.direction.value,
        **_declared(target, names),
    }


def _measure(measure: Measure, names: Names) -> Data:
    return {
        "label": measure.name,
        "modality": measure.modality.value,
        "actors": list(measure.actors),
        "condition": measure.condition,
        "deadline": _deadline(measure.deadline, measure.deadline_text),
        **_declared(measure, names),
    }


def _stated(stated: Check | CheckAll | Require | Remark | Example, names: Names) -> Data:
    return {
        "clause": None if stated.clause is None else _clause(stated.clause, names),
        "quotes": quotes_data(stated.quotes, names),
        "at": place_data(stated.span),
    }


def _check(check: Check, names: Names) -> Data:
    return {"text": check.text, "condition": formula_data(check.condition, names), **_stated(check, names)}


def _check_all(check: CheckAll, names: Names) -> Data:
    said = {"text": check.text, "for_all": True, "condition": formula_data(check.condition, names)}
    return {**said, **_stated(check, names)}


def _require(require: Require, names: Names) -> Data:
    return {
        "text": require.text,
        "condition": formula_data(require.condition, names),
        "because": require.because,
        "inputs": [names(name) for name in require.inputs],
        **_stated(require, names),
    }


def _remark(remark: Remark, names: Names) -> Data:
    return {"text": remark.text, **_stated(remark, names)}


def _example(example: Example, policy: Policy, names: Names) -> Data:
    given = {names(name): value_data(value, policy.input[name].type) for name, value in example.given}
    given |= {names(name): [_record(r, policy, names) for r in records] for name, records in example.histories}
    given |= {names(name): value_data(option, policy.reading[name].type) for name, option in example.readings}
    expected = [_expectation(expectation, names) for expectation in example.expectations]
    return {"title": example.title, "given": given, "expect": expected, **_stated(example, names)}


def _record(record: Record, policy: Policy, names: Names) -> Data:
    """A record that is given; of an event, the year is its number."""
    values = {names(name): value_data(value, policy.field[name].type) for name, value in record.values.items()}
    return {"year": record.year, **values}


def _expectation(expectation: Expectation, names: Names) -> Data:
    return {
        "text": expectation.text,
        "condition": None if expectation.condition is None else formula_data(expectation.condition, names),
        "rule": None if expectation.rule is None else names(expectation.rule),
        "state": None if expectation.state is None else expectation.state.value,
        "at": place_data(expectation.span),
    }


def _holes(policy: Policy, names: Names) -> Iterator[Data]:
    """What the documents leave open: figures without a nominal value, then cases of rules."""
    for param in policy.params:
        if param.bound.value is None:
            yield {
                "of": "parameter",
                "name": names(param.name),
                "reason": open_param(policy, param),
                "at": place_data(param.span),
            }
    reasons = holes(policy)
    for rule in policy.rules:
        for expr in _open(rule):
            yield {"of": "rule", "name": names(rule.name), "reason": reasons[expr.span], "at": place_data(expr.span)}


def _open(rule: Rule) -> Iterable[e.Expr]:
    formulas = (rule.only_when, rule.initial, rule.body)
    return (expr for formula in formulas if formula is not None for expr in walk(formula) if isinstance(expr, e.Unspecified))


def _hashes(policy: Policy) -> Data:
    """Of each source's text as its block states it, of the .pol file, of the meaning, and of this file."""
    return {
        "sources": {s.alias: s.sha256 for s in policy.sources},
        "file": policy.origin.sha256,
        "meaning": meaning_hash(policy),
        "content": SEAL,
    }
