"""The labelled parts of a rule: rows and cells of a table, brackets of a scale, arms, cases and exceptions."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.model import expressions as e
from policyc.model.policy import Policy, Rule
from policyc.wording.formulas import bracket_name, condition, formula, pattern, phrase

#: What all other cases are called.
OTHERS = "其他情形"
#: A rule, or a part of it, that has no parts with names.
WHOLE = ""


def parts(rule: Rule, policy: Policy) -> dict[str, e.Expr]:
    """The parts of a rule by what they are for, in order; the whole of it under the empty label where it has none."""
    found: dict[str, e.Expr] = {}
    for label, expr in _parts(rule.body, policy):
        free, again = label, 1
        while free in found:
            again += 1
            free = f"{label}（{again}）"
        found[free] = expr
    if rule.initial is not None:
        found["初值"] = rule.initial
    return found


def _parts(body: e.Expr, policy: Policy) -> Iterator[tuple[str, e.Expr]]:
    match body:
        case e.Match():
            for arm in body.arms:
                yield _patterns(arm.patterns, body.subject), arm.value
        case e.Cases():
            for case in body.cases:
                otherwise = isinstance(case.condition, e.Otherwise)
                yield OTHERS if isinstance(case.condition, e.Otherwise) else condition(case.condition, policy), case.value
                if otherwise:
                    break
        case e.Default():
            yield OTHERS if body.exceptions else WHOLE, body.value
            for exception in body.exceptions:
                yield condition(exception.condition, policy), exception.value
            for modifier in body.modifiers:
                sign = {"plus": "加", "minus": "减", "times": "乘以"}[modifier.op.value]
                yield f"{condition(modifier.condition, policy)}时再{sign}", modifier.amount
        case e.Lookup():
            for row in body.rows:
                names = [_patterns(row.patterns, body.subjects[0])]
                for column, cell in zip(body.columns or ((),), row.cells, strict=True):
                    yield "、".join([*names, *([_patterns(column, body.subjects[1])] if column else [])]), cell
        case e.Marginal():
            yield from _brackets(body, policy)
        case e.Round():
            inner = dict(_parts(body.operand, policy))
            if list(inner) == [WHOLE]:
                yield WHOLE, body
            else:
                yield from inner.items()
        case _:
            yield WHOLE, body


def _brackets(body: e.Marginal, policy: Policy) -> Iterator[tuple[str, e.Expr]]:
    for place, bracket in enumerate(body.brackets):
        name = bracket_name(body, place, policy)
        columns = body.columns or ((),)
        for column, rate in zip(columns, bracket.rates, strict=True):
            subject = body.subject
            yield f"{name}、{_patterns(column, subject)}" if column and subject is not None else name, rate
    if body.cap is not None:
        yield "合计最高", body.cap


def _patterns(patterns: tuple[e.Pattern, ...] | e.Otherwise, subject: e.Expr) -> str:
    if isinstance(patterns, e.Otherwise):
        return OTHERS
    return "或".join(pattern(p, subject.type) for p in patterns)


def part_text(part: e.Expr, policy: Policy) -> str:
    """What a part says, as the end of a sentence."""
    return phrase(part, policy)


def whole_text(rule: Rule, policy: Policy) -> str:
    """A rule in one line."""
    return formula(rule.body, policy)
