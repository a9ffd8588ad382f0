"""What is claimed of a result that was worked out with open figures, against the true figures it might have been."""

from __future__ import annotations

import dataclasses
from fractions import Fraction as F

import pytest

from policyc.evaluate.evaluator import Evaluator
from policyc.model import expressions as e
from policyc.model.policy import Bound, BoundKind, Policy
from policyc.model.types import Value
from policyc.model.walk import walk
from policyc.semantics.trends import Trend, claim, trend
from tests.evaluate.build import (
    ANY,
    MONEY,
    OTHERWISE,
    RATIO,
    TIER,
    WEST,
    at,
    call,
    cases,
    choose,
    cmp,
    default,
    figure,
    given,
    input_,
    is_,
    lit,
    match,
    op,
    param,
    policy,
    rounded,
    rule,
    scale,
    table,
    truth,
)

PARAMS = (
    figure("低", BoundKind.AT_LEAST, "640元"),
    figure("高", BoundKind.AT_MOST, "300元"),
    figure("率", BoundKind.MORE_THAN, "50%"),
    figure("约", BoundKind.ABOUT, "70%"),
    figure("或", BoundKind.AT_LEAST, "10元", principally=True),
)
LOW, HIGH, RATE = param("低", MONEY), param("高", MONEY), param("率", RATIO)
FEE, TIER_READ = given("甲"), given("档", TIER)
LOSS = dataclasses.replace(op("-", FEE, lit("50000000元")), facts=e.Facts(2, F(-5 * 10**7), F(5 * 10**7)))
MINUS_TWO = e.Negate(at(), RATIO, e.Facts(0, F(-2), F(-2)), lit("2"))


def trial(body: e.Expr) -> Policy:
    return policy({"结果": body}, params=PARAMS, inputs=[input_("甲"), input_("档", TIER)])


RISING = [
    LOW,
    op("+", FEE, LOW),
    op("-", LOW, HIGH),
    op("*", LOW, lit("80%"), MONEY),
    op("*", lit("80%"), LOW, MONEY),
    op("*", LOW, RATE, MONEY),
    op("/", LOW, lit("3")),
    op("-", FEE, op("*", lit("2"), HIGH, MONEY)),
    call("min", LOW, FEE),
    call("max", op("-", LOW, FEE), lit("0元")),
    rounded(op("/", LOW, lit("3")), "0.01"),
    e.Negate(at(), MONEY, ANY, HIGH),
    choose(truth(1), LOW, FEE),
    match(TIER_READ, (is_(WEST), LOW), (OTHERWISE, op("*", LOW, lit("60%"), MONEY))),
    cases((cmp(">", FEE, lit("1元")), LOW), (OTHERWISE, lit("0元"))),
    default(LOW, [(cmp(">", FEE, lit("1元")), lit("0元"))], [("plus", LOW, truth(1)), ("times", RATE, truth(1))]),
    default(LOW, modifiers=[("minus", HIGH, truth(1))]),
    table([TIER_READ], [(is_(WEST), [LOW]), (OTHERWISE, [lit("1元")])]),
    scale(op("+", FEE, LOW), [(lit("1元"), [lit("0%")]), (None, [RATE])], cap=LOW),
]
FALLING = [
    HIGH,
    op("-", FEE, LOW),
    op("/", FEE, op("/", LOW, lit("1元"), RATIO)),
    op("*", MINUS_TWO, LOW, MONEY),
    scale(FEE, [(None, [lit("50%")])], cap=HIGH),
]
NOTHING = [
    op("+", LOW, HIGH),
    op("*", LOSS, RATE, MONEY),
    choose(cmp(">", LOW, FEE), LOW, FEE),
    op("*", param("约", RATIO), LOW, MONEY),
    param("或", MONEY),
    FEE,
    scale(FEE, [(LOW, [lit("0%")]), (None, [lit("50%")])]),
    default(LOW, modifiers=[("times", LOSS, truth(1))]),
    cmp(">", LOW, FEE),
]


@pytest.mark.parametrize(
    ("body", "sign"),
    [*((body, ">=") for body in RISING), *((body, "<=") for body in FALLING), *((body, None) for body in NOTHING)],
)
def test_claims(body: e.Expr, sign: str | None) -> None:
    made = trial(body)
    read = [p.name for p in PARAMS if p.name in {x.name for x in _params(body)}]
    assert claim(made, made.rule["结果"], read) == sign


@pytest.mark.parametrize("body", [*RISING, *FALLING])
@pytest.mark.parametrize("fee", [0, 1, 2, 700, 10**8])
def test_a_claim_is_true_of_every_admissible_figure(body: e.Expr, fee: int) -> None:
    made = trial(body)
    values: dict[str, Value] = {"甲": F(fee), "档": WEST}
    worked_out = Evaluator(made, values).rule("结果")
    sign = claim(made, made.rule["结果"], worked_out.params)
    assert isinstance(worked_out.value, F)
    for truth_ in ({"低": F(641), "高": F(0), "率": F(99, 100)}, {"低": F(10**6), "高": F(299), "率": F(51, 100)}):
        true = Evaluator(_with(made, truth_), values).rule("结果").value
        assert isinstance(true, F)
        if worked_out.params:
            assert true >= worked_out.value if sign == ">=" else true <= worked_out.value


def test_a_claim_goes_through_rules_and_only_by_what_was_read() -> None:
    bodies: dict[str, e.Expr] = {"一": op("+", LOW, FEE), "二": choose(cmp("==", TIER_READ, lit(WEST)), rule("一"), HIGH)}
    made = policy(bodies, params=PARAMS, inputs=[input_("甲"), input_("档", TIER)])
    assert trend(made, made.rule["二"], "低") is Trend.RISING
    assert claim(made, made.rule["二"], ["低"]) == ">="
    assert claim(made, made.rule["二"], ["高"]) == "<="
    assert claim(made, made.rule["二"], ["低", "高"]) is None


def test_no_claim_where_the_figure_decides_whom_the_rule_concerns() -> None:
    made = policy({"一": LOW}, params=PARAMS, only_when={"一": cmp(">", LOW, lit("1元"))})
    assert claim(made, made.rule["一"], ["低"]) is None


def test_a_derived_figure_counts_by_its_own_bound() -> None:
    derived = dataclasses.replace(figure("和", BoundKind.AT_LEAST, "650元"), formula=op("+", LOW, param("或", MONEY)))
    made = policy({"一": param("和", MONEY)}, params=[*PARAMS, derived])
    assert claim(made, made.rule["一"], ["和"]) is None  # derived from one that may be departed from
    firm = dataclasses.replace(derived, formula=op("+", LOW, lit("10元")))
    made = policy({"一": param("和", MONEY)}, params=[*PARAMS, firm])
    assert claim(made, made.rule["一"], ["和"]) == ">="


def _params(expr: e.Expr) -> list[e.ParamRef]:
    return [x for x in walk(expr) if isinstance(x, e.ParamRef)]


def _with(made: Policy, figures: dict[str, F]) -> Policy:
    """The policy with true figures in place of the nominal ones."""

    def exactly(value: F) -> Bound:
        return Bound(BoundKind.EXACTLY, value, value, low_closed=True, high=value, high_closed=True)

    params = [dataclasses.replace(p, bound=exactly(figures[p.name])) if p.name in figures else p for p in made.params]
    return dataclasses.replace(made, params=tuple(params))
