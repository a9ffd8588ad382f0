"""Why a result is what it is: the exact strings of ``Result.reason``, shared by the evaluator and the generated modules.

Results speak Chinese; why there is none is also told in English, for messages.

The contract, for who prints them at run time without this package. Everything is fixed when a policy is compiled, but for the
digits of a claim:

==================  =====================================================================================================
state               reason
==================  =====================================================================================================
missing             :func:`missing` of the first input that was read and not given
unspecified         :func:`holes` by the span of the ``unspecified`` that was read, or :func:`open_param` of the param that
                    has no nominal figure: whichever was met first
not_applicable      :func:`not_applicable` of the rule whose ``only when`` did not hold (this one, or the first one read that
                    does not apply), then what follows for ok
ok                  :func:`calculated_with` for each open param that was read, in the order first read (``only when`` before
                    the body; what another rule read counts where that rule is read), then, if the result is a finite amount
                    and ``policyc.semantics.trends.claim`` gives a sign for the params read, :func:`claimed`
==================  =====================================================================================================

The parts are joined with ``；``. A claim is ``before + digits + after`` of :func:`claim_frame`, and the digits are the
value's plain decimal digits without trailing zeros (a rate's value times 100).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from policyc.diagnostics.core import Span, Words
from policyc.model import expressions as e
from policyc.model.memo import per_policy
from policyc.model.policy import BoundKind, Clause, History, Input, Param, Policy, Rule
from policyc.model.types import Quantity
from policyc.model.walk import children
from policyc.quantities.decimals import decimal_text
from policyc.wording.amounts import amount, bound_frame, bound_phrase
from policyc.wording.formulas import circumstance, cite, condition, figure_name, quoted, source_name

#: Of a hole that no declaration owns: one in a formula of its own.
UNSPECIFIED = "未明确"


def joined(parts: Iterable[str]) -> str:
    """The parts of a reason as one; empty ones are left out."""
    return "；".join(part for part in parts if part)


def missing(declared: Input | History) -> Words:
    """An input was read that is not given: 缺少“分档”."""
    return Words(f"缺少“{declared.name}”", f"“{declared.name}” is not given")


def no_records(history: History) -> Words:
    """The last record was read of a history without any: “参保年度”没有记录."""
    return Words(f"“{history.name}”没有记录", f"“{history.name}” has no record")


def unset(history: History, field: Input, year: int) -> Words:
    """A field was read that is not given: 缺少“零报销”（“参保年度”2027年）."""
    zh = f"缺少“{field.name}”（“{history.name}”{record_name(history, year)}）"
    return Words(zh, f"“{field.name}” is not given (“{history.name}”, {record_name(history, year).en})")


def record_name(history: History, year: int) -> Words:
    """A record as it is called: 2027年; of events 第3条."""
    return Words(f"第{year}条", f"record {year}") if history.events else Words(f"{year}年", str(year))


def nothing_before(rule: Rule) -> Words:
    """A track was read before its first record, and has no initial value: “结余”在第一条记录之前没有值."""
    return Words(f"“{rule.name}”在第一条记录之前没有值", f"“{rule.name}” has no value before the first record")


def not_applicable(policy: Policy, rule: Rule) -> Words:
    """``only when`` did not hold: 不适用：“迁入待遇开始月”仅适用于集中缴费期后迁入的情形."""
    assert rule.only_when is not None
    where, whom = condition(rule.only_when, policy), circumstance(rule.only_when, policy)
    return Words(f"不适用：“{rule.name}”仅适用于{whom}", f"not applicable: “{rule.name}” is only for “{where}”")


def unspecified(policy: Policy, name: str, clause: Clause | None, quotes: Sequence[e.Quote]) -> Words:
    """A rule or param has a hole: 中央财政补助未明确（《通知》一、合理确定筹资标准：“对东部地区省份分别按照一定比例”）."""
    grounds = _grounds(policy, clause, quotes)
    return Words(f"{name}{UNSPECIFIED}{grounds}", f"“{name}” is unspecified{grounds}")


def open_param(policy: Policy, param: Param) -> Words:
    """A param without a nominal figure was read: 定额资助标准未明确，只规定每人每年不超过380元（…）."""
    stated = _stated(param)
    only = f"，只规定{stated}" if stated else ""
    grounds = _grounds(policy, param.clause, param.quotes)
    return Words(f"{param.name}{UNSPECIFIED}{only}{grounds}", f"“{param.name}” is unspecified{grounds}")


def calculated_with(policy: Policy, param: Param) -> str:
    """An open figure was calculated with: 人均财政补助标准每人每年不低于640元，按每人每年640元计算."""
    of = "为" if param.bound.kind in (BoundKind.ABOUT, BoundKind.BETWEEN) else ""
    phrase = f"{of}{_principally(param)}{bound_phrase(param.bound, param.type)}"
    return f"{figure_name(param.name, policy)}{phrase}，按{amount(param.bound.value, param.type)}计算"


def claim_frame(sign: Literal[">=", "<="], type: Quantity) -> tuple[str, str]:
    """What stands before and after the digits of a claim: (实际每人每年不低于, 元), (实际不超过, %)."""
    before, after = bound_frame(sign, type)
    return f"实际{before}", after


def claimed(sign: Literal[">=", "<="], value: Fraction, type: Quantity) -> str:
    """What is sure of the true value: 实际每人每年不低于512元."""
    before, after = claim_frame(sign, type)
    return f"{before}{decimal_text(value * 100 if type.unit.is_rate else value)}{after}"


@per_policy
def holes(policy: Policy) -> Mapping[Span, str]:
    """What to say of each ``unspecified`` in a rule, by its span: the quote is that of its arm, cell's row, … or rule."""
    found: dict[Span, str] = {}
    for rule in policy.rules:
        for formula in (f for f in (rule.only_when, rule.initial, rule.body) if f is not None):
            for span, quotes in holes_in(formula, rule.quotes):
                found[span] = unspecified(policy, rule.name, rule.clause, quotes)
    return found


def holes_in(expr: e.Expr, quotes: tuple[e.Quote, ...]) -> Iterator[tuple[Span, tuple[e.Quote, ...]]]:
    """The spans of the holes in a formula, each with the nearest quotes around it."""
    if isinstance(expr, e.Unspecified):
        yield expr.span, quotes
        return
    own = {id(part): quoted for part, quoted in _quoted(expr) if quoted}
    for child in children(expr):
        yield from holes_in(child, own.get(id(child), quotes))


def _quoted(expr: e.Expr) -> Iterator[tuple[e.Expr, tuple[e.Quote, ...]]]:
    """The direct parts of a formula that stand beside a quote of their own."""
    match expr:
        case e.Match():
            yield from ((arm.value, arm.quotes) for arm in expr.arms)
        case e.Cases():
            yield from ((case.value, case.quotes) for case in expr.cases)
        case e.Default():
            yield from ((exception.value, exception.quotes) for exception in expr.exceptions)
            yield from ((modifier.amount, modifier.quotes) for modifier in expr.modifiers)
        case e.Lookup():
            yield from ((cell, row.quotes) for row in expr.rows for cell in row.cells)
        case e.Marginal():
            yield from ((rate, bracket.quotes) for bracket in expr.brackets for rate in bracket.rates)


def _stated(param: Param) -> str:
    """The limits of a figure that is not stated itself; empty where there are none."""
    bound = param.bound
    if bound.low is None and bound.high is None:
        return ""
    phrase = bound_phrase(dataclasses.replace(bound, kind=BoundKind.BETWEEN), param.type)
    both = bound.low is not None and bound.high is not None and bound.low_closed and bound.high_closed
    return f"{_principally(param)}在{phrase}之间" if both else f"{_principally(param)}{phrase}"


def _principally(param: Param) -> str:
    return "原则上" if param.principally else ""


def _grounds(policy: Policy, clause: Clause | None, quotes: Sequence[e.Quote]) -> str:
    """Where it stands and what is printed there, in brackets: （《通知》一、合理确定筹资标准：“…”）."""
    if clause is None:
        return ""
    texts = [(source_name(policy, quote.source) if quote.source else "") + quoted(quote.text) for quote in e.grounding(quotes)]
    return f"（{cite(policy, clause)}{'：' if texts else ''}{'；'.join(texts)}）"
