"""Rules in sentences: what a computed figure is, case by case.

Receives a rule of the policy; gives lines of plain text (no markup) and tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyc.model import expressions as e
from policyc.model.policy import Policy, Rule
from policyc.model.types import BOOL, Quantity, Type
from policyc.model.walk import walk
from policyc.targets.summary.examples import worked_examples
from policyc.targets.summary.records import scope
from policyc.wording import reasons
from policyc.wording.amounts import UNSPECIFIED_WORD, amount
from policyc.wording.formulas import bracket_name, condition, formula, pattern, patterns_met, phrase, quoted, rounding

#: Every case that is not named.
_REST = "其他情形"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its head and its rows, as texts."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule as it is read: sentences, perhaps a table, worked examples."""

    name: str
    scope: str
    sentences: tuple[str, ...]
    grid: Grid | None
    rounding: str
    examples: tuple[str, ...]


def rule_text(rule: Rule, policy: Policy) -> RuleText:
    """All that a reader is told of a rule, its citation apart."""
    body, rounded = _unrounded(rule.body)
    applies = f"仅适用于{condition(rule.only_when, policy)}的情形。" if rule.only_when is not None else ""
    if rule.history is not None:
        applies = scope(rule, policy)
    return RuleText(
        rule.name,
        applies,
        tuple(_sentences(rule, body, policy)),
        _grid(rule, body, policy),
        f"结果{rounded}。" if rounded else "",
        tuple(worked_examples(rule, policy)),
    )


def holes(rule: Rule, policy: Policy) -> Iterator[str]:
    """What a rule leaves open, each with the case, the clause and the words of the source."""
    texts = reasons.holes(policy)
    cases = {
        value.span: case
        for expression in walk(rule.body)
        for case, value in _choices(expression, policy)
        if isinstance(value, e.Unspecified)
    }
    for hole in walk(rule.body):
        if isinstance(hole, e.Unspecified):
            case = cases.get(hole.span, "")
            yield f"{case}{'' if case in ('', _REST) else '的'}{'，' if case else ''}{texts[hole.span]}"


def _unrounded(body: e.Expr) -> tuple[e.Expr, str]:
    return (body.operand, rounding(body)) if isinstance(body, e.Round) else (body, "")


# ------------------------------------------------------------------ sentences


def _sentences(rule: Rule, body: e.Expr, policy: Policy) -> Iterator[str]:
    match body:
        case e.Match():
            for arm in body.arms:
                yield _case_sentence(rule, _arm_case(arm, body.subject, policy), arm.value, arm.quotes, policy)
        case e.Cases():
            if len(body.cases) > 2:
                yield "下列情形自上而下依次判断："
            for case in body.cases:
                met = "" if isinstance(case.condition, e.Otherwise) else condition(case.condition, policy)
                yield _case_sentence(rule, met, case.value, case.quotes, policy)
        case e.Default():
            yield from _default_sentences(rule, body, policy)
        case e.Lookup() | e.Marginal():
            yield from _table_sentences(rule, body, policy)
        case e.If():
            yield _case_sentence(rule, condition(body.condition, policy), body.then, (), policy)
            yield _case_sentence(rule, "", body.otherwise, (), policy)
        case e.Unspecified():
            yield f"{rule.name}{UNSPECIFIED_WORD}。"
        case _:
            yield f"{_is(rule, body, policy)}。"


def _is(rule: Rule, value: e.Expr, policy: Policy) -> str:
    """个人实缴为缴费标准; 住院报销取甲与乙的较小值; “老年人”指年满70岁; cases within a case follow a colon."""
    if isinstance(value, e.If | e.Match | e.Cases | e.Default):
        return f"{rule.name}按下列情形确定：{formula(value, policy)}"
    if rule.type == BOOL and not isinstance(value, e.Literal):
        return f"“{rule.name}”指{condition(value, policy)}"
    extreme = isinstance(value, e.Call) and value.function in (e.Function.MIN, e.Function.MAX)
    said = phrase(value, policy)
    return f"{rule.name}{'取' if extreme and said.endswith('值') else '为'}{said}"


def _case_sentence(rule: Rule, met: str, value: e.Expr, quotes: Sequence[e.Quote], policy: Policy) -> str:
    case = f"{met}的" if met else _REST
    if isinstance(value, e.Unspecified):
        said = "".join(quoted(quote.text) for quote in quotes)
        return f"{case}，{rule.name}{UNSPECIFIED_WORD}{f'（原文：{said}）' if said else ''}。"
    return f"{case}，{_is(rule, value, policy)}。"


def _arm_case(arm: e.Arm, subject: e.Expr, policy: Policy) -> str:
    return "" if isinstance(arm.patterns, e.Otherwise) else patterns_met(subject, arm.patterns, policy)


def _default_sentences(rule: Rule, body: e.Default, policy: Policy) -> Iterator[str]:
    for exception in body.exceptions:
        yield _case_sentence(rule, condition(exception.condition, policy), exception.value, exception.quotes, policy)
    usual = f"{_REST}，" if body.exceptions else ""
    yield f"{usual}{_is(rule, body.value, policy)}。"
    verbs = {e.ModifierOp.PLUS: "提高", e.ModifierOp.MINUS: "降低", e.ModifierOp.TIMES: "乘以"}
    for modifier in body.modifiers:
        yield f"{condition(modifier.condition, policy)}的，在此基础上{verbs[modifier.op]}{phrase(modifier.amount, policy)}。"


def _table_sentences(rule: Rule, body: e.Lookup | e.Marginal, policy: Policy) -> Iterator[str]:
    if isinstance(body, e.Lookup):
        yield f"{rule.name}按下表确定。"
        return
    yield f"{rule.name}以{phrase(body.base, policy)}为基数，分段计算后相加。"
    if not body.columns:
        for place, bracket in enumerate(body.brackets):
            yield f"{bracket_name(body, place, policy)}，按{phrase(bracket.rates[0], policy)}。"
    if body.cap is not None:
        yield f"合计最高{phrase(body.cap, policy)}。"


# ------------------------------------------------------------------ tables


def _grid(rule: Rule, body: e.Expr, policy: Policy) -> Grid | None:
    match body:
        case e.Lookup():
            row_type = body.subjects[0].type
            heads = [_patterns(column, body.subjects[1].type) for column in body.columns] or [rule.name]
            corner = formula(body.subjects[0], policy)
            rows = tuple((_row(row, row_type), *(_cell(cell, policy) for cell in row.cells)) for row in body.rows)
            return Grid((corner, *heads), rows)
        case e.Marginal(subject=subject) if body.columns and subject is not None:
            heads = [_patterns(column, subject.type) for column in body.columns]
            rows = tuple(
                (bracket_name(body, place, policy), *(_cell(rate, policy) for rate in bracket.rates))
                for place, bracket in enumerate(body.brackets)
            )
            return Grid((formula(body.base, policy), *heads), rows)
        case _:
            return None


def _row(row: e.Row, type: Type) -> str:
    return "其他" if isinstance(row.patterns, e.Otherwise) else _patterns(row.patterns, type)


def _patterns(patterns: Sequence[e.Pattern], type: Type) -> str:
    return "、".join(pattern(p, type) for p in patterns)


def _cell(cell: e.Expr, policy: Policy) -> str:
    if isinstance(cell, e.Literal) and not (isinstance(cell.type, Quantity) and cell.type.unit.is_rate):
        return amount(cell.value, cell.type, "table")
    return formula(cell, policy)


# ------------------------------------------------------------------ cases


def _row_case(row: e.Row, subject: e.Expr, policy: Policy) -> str:
    return _REST if isinstance(row.patterns, e.Otherwise) else patterns_met(subject, row.patterns, policy)


def _choices(x: e.Expr, policy: Policy) -> Iterator[tuple[str, e.Expr]]:
    """The cases that a node tells apart, each in words with its formula."""
    match x:
        case e.Match():
            yield from ((_arm_case(arm, x.subject, policy) or _REST, arm.value) for arm in x.arms)
        case e.Cases():
            for case in x.cases:
                met = case.condition
                yield _REST if isinstance(met, e.Otherwise) else condition(met, policy), case.value
        case e.If():
            yield condition(x.condition, policy), x.then
            yield _REST, x.otherwise
        case e.Default():
            yield from ((condition(item.condition, policy), item.value) for item in x.exceptions)
        case e.Lookup():
            for row in x.rows:
                for place, cell in enumerate(row.cells):
                    column = f"、{patterns_met(x.subjects[1], x.columns[place], policy)}" if x.columns else ""
                    yield f"{_row_case(row, x.subjects[0], policy)}{column}", cell
        case _:
            return
