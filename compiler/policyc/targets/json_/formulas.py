"""Formulas as JSON: a tree of objects that ``node`` tells apart. References are ASCII names.

Every node says its type and where it stands; children are in the order in which they are read. What a node means is defined in
LANGUAGE.md, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, assert_never

from policyc.model import expressions as e
from policyc.model.types import Type
from policyc.quantities.decimals import decimal_text
from policyc.targets.json_.values import Data, place_data, type_data, value_data

#: Names as the policy writes them → names as JSON writes them.
Names = Callable[[str], str]


def formula_data(expr: e.Expr, names: Names) -> Data:
    """A formula."""
    return {**_own(expr, names), "type": type_data(expr.type), "at": place_data(expr.span)}


def _own(expr: e.Expr, names: Names) -> Data:
    """What a node has besides its type and place."""

    def data(child: e.Expr) -> Data:
        return formula_data(child, names)

    match expr:
        case e.Literal():
            return {"node": "literal", "value": value_data(expr.value, expr.type), "text": expr.text}
        case e.Unspecified():
            return {"node": "unspecified"}
        case e.InputRef():
            return {"node": "input", "name": names(expr.name)}
        case e.ParamRef():
            return {"node": "parameter", "name": names(expr.name)}
        case e.RuleRef():
            return {"node": "rule", "name": names(expr.name)}
        case e.FieldRef():
            return {"node": "field", "name": names(expr.name)}
        case e.Previous():
            return {"node": "previous", "name": names(expr.name)}
        case e.RecordYear():
            return {"node": "record_year", "name": names(expr.name)}
        case e.ReadingRef():
            return {"node": "reading", "name": names(expr.name)}
        case e.Negate():
            return {"node": "negate", "operand": data(expr.operand)}
        case e.Arithmetic():
            return {"node": "arithmetic", "op": expr.op.value, "left": data(expr.left), "right": data(expr.right)}
        case e.ShiftDate():
            shifted = {"date": data(expr.date), "sign": expr.sign, "amount": data(expr.amount)}
            return {"node": "shift_date", **shifted, "mode": expr.mode.value}
        case e.Compare():
            return {"node": "compare", "op": expr.op.value, "left": data(expr.left), "right": data(expr.right)}
        case e.Within():
            return {"node": "within", "operand": data(expr.operand), "options": [data(x) for x in expr.options]}
        case e.Logic():
            return {"node": "logic", "op": expr.op.value, "operands": [data(x) for x in expr.operands]}
        case e.Not():
            return {"node": "not", "operand": data(expr.operand)}
        case e.If():
            arms = {"then": data(expr.then), "else": data(expr.otherwise)}
            return {"node": "if", "condition": data(expr.condition), **arms}
        case e.Call():
            return {"node": "call", "function": expr.function.value, "arguments": [data(x) for x in expr.arguments]}
        case e.Round():
            unit = decimal_text(expr.unit)
            return {"node": "round", "operand": data(expr.operand), "unit": unit, "mode": expr.mode.value}
        case e.Match():
            return _match(expr, names)
        case e.Cases():
            return {"node": "cases", "cases": [_case(case, names) for case in expr.cases]}
        case e.Default():
            return _default(expr, names)
        case e.Lookup():
            return _lookup(expr, names)
        case e.Marginal():
            return _marginal(expr, names)
        case _:
            assert_never(expr)


def quotes_data(quotes: Iterable[e.Quote], names: Names) -> list[Data]:
    """Quotes; ``source`` is None where it is the clause's own."""
    return [
        {
            "text": quote.text,
            "source": None if quote.source is None else names(quote.source),
            "reported": quote.reported,
            "at": place_data(quote.span),
        }
        for quote in quotes
    ]


def _match(expr: e.Match, names: Names) -> Data:
    arms = [
        {
            "when": _patterns(arm.patterns, expr.subject.type),
            "value": formula_data(arm.value, names),
            "quotes": quotes_data(arm.quotes, names),
            "at": place_data(arm.span),
        }
        for arm in expr.arms
    ]
    return {"node": "match", "subject": formula_data(expr.subject, names), "arms": arms}


def _case(case: e.Case, names: Names) -> Data:
    condition = case.condition
    return {
        "when": _otherwise(condition) if isinstance(condition, e.Otherwise) else formula_data(condition, names),
        "value": formula_data(case.value, names),
        "quotes": quotes_data(case.quotes, names),
        "at": place_data(case.span),
    }


def _default(expr: e.Default, names: Names) -> Data:
    exceptions = [
        {
            "when": formula_data(x.condition, names),
            "value": formula_data(x.value, names),
            "quotes": quotes_data(x.quotes, names),
            "at": place_data(x.span),
        }
        for x in expr.exceptions
    ]
    modifiers = [
        {
            "op": x.op.value,
            "amount": formula_data(x.amount, names),
            "when": formula_data(x.condition, names),
            "quotes": quotes_data(x.quotes, names),
            "at": place_data(x.span),
        }
        for x in expr.modifiers
    ]
    value = formula_data(expr.value, names)
    return {"node": "default", "value": value, "exceptions": exceptions, "modifiers": modifiers}


def _lookup(expr: e.Lookup, names: Names) -> Data:
    rows = [
        {
            "when": _patterns(row.patterns, expr.subjects[0].type),
            "cells": [formula_data(cell, names) for cell in row.cells],
            "quotes": quotes_data(row.quotes, names),
            "at": place_data(row.span),
        }
        for row in expr.rows
    ]
    columns = [_patterns(column, expr.subjects[1].type) for column in expr.columns]
    subjects = [formula_data(subject, names) for subject in expr.subjects]
    return {"node": "table", "subjects": subjects, "columns": columns, "rows": rows}


def _marginal(expr: e.Marginal, names: Names) -> Data:
    brackets = [
        {
            "up_to": None if bracket.upper is None else formula_data(bracket.upper, names),
            "rates": [formula_data(rate, names) for rate in bracket.rates],
            "quotes": quotes_data(bracket.quotes, names),
            "at": place_data(bracket.span),
        }
        for bracket in expr.brackets
    ]
    subject = expr.subject
    return {
        "node": "scale",
        "base": formula_data(expr.base, names),
        "subject": None if subject is None else formula_data(subject, names),
        "columns": [] if subject is None else [_patterns(column, subject.type) for column in expr.columns],
        "brackets": brackets,
        "cap": None if expr.cap is None else formula_data(expr.cap, names),
    }


def _patterns(patterns: tuple[e.Pattern, ...] | e.Otherwise, kind: Type) -> Any:
    return _otherwise(patterns) if isinstance(patterns, e.Otherwise) else [_pattern(pattern, kind) for pattern in patterns]


def _pattern(pattern: e.Pattern, kind: Type) -> Data:
    match pattern:
        case e.ValuePattern():
            return {"pattern": "value", "value": value_data(pattern.value, kind), "text": pattern.text}
        case e.RangePattern():
            return {
                "pattern": "range",
                "low": value_data(pattern.low, kind),
                "low_closed": pattern.low_closed,
                "high": value_data(pattern.high, kind),
                "high_closed": pattern.high_closed,
                "text": pattern.text,
            }
        case _:
            assert_never(pattern)


def _otherwise(otherwise: e.Otherwise) -> Data:
    return {"otherwise": True, "because": otherwise.because}
