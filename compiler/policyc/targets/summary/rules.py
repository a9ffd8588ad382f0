"""Rules in sentences: what a computed figure is, case by case, and the worked examples that were tested.

Receives a rule of the policy; gives lines of plain text (no markup) and tables. It decides nothing about the policy: what an
example comes to is what the example says, which the compiler has verified before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from policyc.model import expressions as e
from policyc.model.policy import Example, Expectation, ExpectedState, Param, Policy, Rule, RuleKind
from policyc.model.types import Quantity, Type, Value
from policyc.model.walk import walk
from policyc.semantics.trends import claim
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
    return RuleText(
        rule.name,
        applies,
        tuple(_sentences(rule, body, policy)),
        _grid(rule, body, policy),
        f"结果{rounded}。" if rounded else "",
        tuple(_examples(rule, policy)),
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
        case e.Unspecified():
            yield f"{rule.name}{UNSPECIFIED_WORD}。"
        case _:
            yield f"{_is(rule, body, policy)}。"


def _is(rule: Rule, value: e.Expr, policy: Policy) -> str:
    """个人实缴为缴费标准; 住院报销取甲与乙的较小值."""
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


# ------------------------------------------------------------------ worked examples


def _examples(rule: Rule, policy: Policy) -> Iterator[str]:
    if rule.kind is RuleKind.PART:
        return
    for example in policy.examples:
        for expectation in example.expectations:
            if text := _expected(rule, example, expectation, policy):
                yield f"{example.title}：{_given(example, policy)}{text}。"


def _given(example: Example, policy: Policy) -> str:
    facts = "、".join(f"{name}为{amount(value, policy.input[name].type)}" for name, value in example.given)
    return f"{facts}的，" if facts else ""


def _expected(rule: Rule, example: Example, expectation: Expectation, policy: Policy) -> str:
    if expectation.rule == rule.name and expectation.state is not None:
        return _stated(rule, expectation.state)
    value = _value_of(rule, expectation.condition)
    if value is None:
        return ""
    taken = _taken(rule.body, dict(example.given))
    opened = _open_params(taken if taken is not None else rule.body, policy)
    return f"{rule.name}{_in_numbers(taken, rule, value, policy)}{_caveat(rule, value, opened, policy)}"


def _stated(rule: Rule, state: ExpectedState) -> str:
    match state:
        case ExpectedState.UNSPECIFIED:
            return f"{rule.name}{UNSPECIFIED_WORD}，不能计算"
        case ExpectedState.NONE:
            return f"不适用{rule.name}"
        case ExpectedState.REFUSED:
            return "不符合要求，不予计算"
        case ExpectedState.MISSING:
            return f"条件不全，不能计算{rule.name}"


def _value_of(rule: Rule, expected: e.Expr | None) -> Value | None:
    """The value in ``expect rule == value``."""
    match expected:
        case e.Compare(op=e.CompareOp.EQ, left=e.RuleRef(name=name), right=e.Literal(value=value)) if name == rule.name:
            return value
        case e.RuleRef(name=name) if name == rule.name:
            return True
    return None


def _taken(body: e.Expr, given: dict[str, Value]) -> e.Expr | None:
    """The formula of the arm that an example's inputs name outright; None where that takes more than looking it up."""
    match body:
        case e.Round():
            return _taken(body.operand, given)
        case e.Match(subject=e.InputRef(name=name)) if name in given:
            named = [
                arm.value
                for arm in body.arms
                if not isinstance(arm.patterns, e.Otherwise)
                and any(isinstance(p, e.ValuePattern) and p.value == given[name] for p in arm.patterns)
            ]
            return named[0] if len(named) == 1 else None
        case e.Arithmetic() | e.ParamRef():
            return body
        case _:
            return None


def _in_numbers(taken: e.Expr | None, rule: Rule, value: Value, policy: Policy) -> str:
    """为80% × 640元/人·年 = …: the formula with the params' figures in it, where it has nothing but figures."""
    if isinstance(taken, e.Arithmetic) and all(isinstance(x, e.Literal | e.ParamRef | e.Arithmetic) for x in walk(taken)):
        return f"为{phrase(taken, policy)}，即{_filled(taken, policy)} = {amount(value, rule.type, 'formula')}"
    return f"为{amount(value, rule.type)}"


def _filled(x: e.Expr, policy: Policy) -> str:
    """A formula of figures alone, with what each param is calculated with in its place."""
    return formula(_with_figures(x, policy), policy)


def _with_figures(x: e.Expr, policy: Policy) -> e.Expr:
    match x:
        case e.ParamRef() if (value := policy.param[x.name].bound.value) is not None:
            return e.Literal(x.span, x.type, x.facts, value, amount(value, x.type, "formula"))
        case e.Arithmetic():
            return replace(x, left=_with_figures(x.left, policy), right=_with_figures(x.right, policy))
        case _:
            return x


def _open_params(x: e.Expr, policy: Policy) -> list[Param]:
    names = dict.fromkeys(n.name for n in walk(x) if isinstance(n, e.ParamRef))
    found = [policy.param[name] for name in names]
    return [param for param in found if param.bound.is_open and param.bound.value is not None]


def _caveat(rule: Rule, value: Value, opened: Sequence[Param], policy: Policy) -> str:
    """What an open figure means for a result: （…不低于640元，按640元计算；实际不低于512元）."""
    if not opened:
        return ""
    said = [reasons.calculated_with(param) for param in opened]
    sign = claim(policy, rule, [param.name for param in opened])
    if sign is not None and isinstance(rule.type, Quantity) and isinstance(value, Fraction):
        said.append(reasons.claimed(sign, value, rule.type))
    return f"（{reasons.joined(said)}）"


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
        case e.Default():
            yield from ((condition(item.condition, policy), item.value) for item in x.exceptions)
        case e.Lookup():
            for row in x.rows:
                for place, cell in enumerate(row.cells):
                    column = f"、{patterns_met(x.subjects[1], x.columns[place], policy)}" if x.columns else ""
                    yield f"{_row_case(row, x.subjects[0], policy)}{column}", cell
        case _:
            return
