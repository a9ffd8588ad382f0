"""Exact scale, proved range and their limits, one kind of formula after the other, on hand-made nodes."""

import datetime
from fractions import Fraction as F

import pytest

from policyc.diagnostics.core import Span
from policyc.model import expressions as e
from policyc.model.expressions import ArithmeticOp as Op
from policyc.model.policy import Bound, BoundKind
from policyc.model.types import BOOL, DATE, MONTH, UNLIMITED, YEAR, Quantity, Type, ordinal
from policyc.quantities.decimals import Rounding
from policyc.quantities.units import AGE, DAYS, MONTHS, PERSON, RATE, YEARS, YUAN, Unit
from policyc.semantics import exactness, facts

AT = Span("t.pol", 0, 1, 1, 1, 1, 2)
MONEY, RATIO, PERCENT_OF = Quantity(YUAN), Quantity(RATE), Quantity(YUAN / PERSON)
NO_FACTS = facts.TRUTH


def named(name: str, kind: Type, *, low: object = None, high: object = None, step: object = None) -> e.InputRef:
    default = facts.default_range(kind)
    ends = [F(str(x)) if x is not None else d for x, d in zip((low, high, step), default, strict=True)]
    return e.InputRef(AT, kind, facts.input_(kind, *ends), name)


def literal(value: str, unit: Unit = YUAN) -> e.Literal:
    return e.Literal(AT, Quantity(unit), facts.literal(F(value), Quantity(unit)), F(value), value)


def arithmetic(op: Op, left: e.Expr, right: e.Expr, kind: Type = MONEY) -> e.Expr:
    proved, errors = facts.arithmetic(op, left, right, kind, AT)
    assert not errors
    return e.Arithmetic(AT, kind, proved, op, left, right)


def refused(op: Op, left: e.Expr, right: e.Expr, kind: Type = MONEY) -> str:
    _, errors = facts.arithmetic(op, left, right, kind, AT)
    assert len(errors) == 1
    return f"{errors[0].code.code} {dict(errors[0].values).get('name', '')}"


COST, RATIO_INPUT = named("费用", MONEY), named("比例", RATIO)


def test_the_scale_of_a_product_is_the_sum_and_of_a_constant_its_own() -> None:
    assert arithmetic(Op.MULTIPLY, COST, RATIO_INPUT).facts == e.Facts(6, F(0), F(10**8))
    assert arithmetic(Op.MULTIPLY, literal("0.8", RATE), literal("640")).facts == e.Facts(0, F(512), F(512))


def test_sums_meet_at_the_finer_scale_and_add_their_ranges() -> None:
    assert arithmetic(Op.SUBTRACT, COST, literal("200")).facts == e.Facts(2, F(-200), F(10**8 - 200))
    assert facts.negate(COST) == e.Facts(2, F(-(10**8)), F(0))


def test_division_is_finite_only_by_a_constant_with_a_finite_reciprocal() -> None:
    heads = named("人数", Quantity(PERSON), low=1, high=8)
    assert arithmetic(Op.DIVIDE, COST, literal("4", PERSON), PERCENT_OF).facts.scale == 4
    third = arithmetic(Op.DIVIDE, COST, literal("3", PERSON), PERCENT_OF).facts
    assert third.scale is None and third.denominator == 300
    each = arithmetic(Op.DIVIDE, COST, heads, PERCENT_OF).facts
    assert each == e.Facts(None, F(0), F(10**8), denominator=800)


def test_a_divisor_that_may_be_0_is_an_error_that_names_it() -> None:
    assert refused(Op.DIVIDE, COST, named("人数", Quantity(PERSON)), PERCENT_OF) == "E0505 人数"


def test_what_can_grow_past_36_digits_names_what_contributes_most() -> None:
    product: e.Expr = named("小", MONEY, low=0, high=10)
    for name in "甲乙丙":
        product = arithmetic(Op.MULTIPLY, product, named(name, MONEY))
    assert facts.magnitude(product.facts) == 10**3 * 10**30
    assert refused(Op.MULTIPLY, product, named("大", MONEY, high=10**9)) == "E0504 大"
    assert refused(Op.DIVIDE, product, named("除", MONEY, low=1, high=10**9)) == "E0504 除"


def test_min_and_max_leave_unlimited_out_of_the_range() -> None:
    cap = e.ParamRef(AT, MONEY, facts.literal(UNLIMITED, MONEY), "封顶线")
    either = e.ParamRef(AT, MONEY, facts.choice([facts.literal(F(10), MONEY), facts.literal(UNLIMITED, MONEY)]), "限额")
    assert either.facts == e.Facts(0, F(10), F(10), unlimited=True)
    assert facts.call(e.Function.MIN, [COST, cap], MONEY, AT)[0] == COST.facts
    assert facts.call(e.Function.MIN, [COST, either], MONEY, AT)[0] == COST.facts
    assert facts.call(e.Function.MIN, [cap, either], MONEY, AT)[0] == either.facts
    assert facts.call(e.Function.MAX, [COST, literal("50")], MONEY, AT)[0] == e.Facts(2, F(50), F(10**8))
    assert facts.call(e.Function.MAX, [COST, either], MONEY, AT)[0] == e.Facts(2, F(10), F(10**8), unlimited=True)


def test_params_count_with_their_nominal_figure_and_holes_with_what_is_possible() -> None:
    at_least = Bound(BoundKind.AT_LEAST, F(640), F(640), low_closed=True, high=None, high_closed=False)
    hole = Bound(BoundKind.UNSPECIFIED, None, F(0), low_closed=True, high=F(380), high_closed=True)
    yes = Bound(BoundKind.EXACTLY, value=True, low=None, low_closed=False, high=None, high_closed=False)
    assert facts.param(MONEY, at_least, 0) == e.Facts(0, F(640), F(640))
    assert facts.param(MONEY, hole, None) == e.Facts(2, F(0), F(380))
    assert facts.param(BOOL, yes, None) == e.Facts(0, F(1), F(1))


def test_modifiers_may_or_may_not_apply() -> None:
    up = e.Modifier(e.ModifierOp.PLUS, literal("0.05", RATE), COST, (), AT)
    down = e.Modifier(e.ModifierOp.TIMES, literal("0.5", RATE), COST, (), AT)
    proved, errors = facts.default(literal("0.7", RATE), [literal("1", RATE)], [up, down], AT)
    assert (proved, errors) == (e.Facts(3, F("0.35"), F(1)), ())


def test_days_months_and_years_stay_on_the_calendar() -> None:
    born, day = named("出生日期", DATE), named("日期", DATE)
    assert facts.call(e.Function.AGE, [born, day], Quantity(AGE), AT)[0] == e.Facts(0, F(-300), F(299))
    month = facts.call(e.Function.MONTH_OF, [day], MONTH, AT)[0]
    assert (month.low, month.high) == facts.default_range(MONTH)[:2]
    assert facts.call(e.Function.YEAR_OF, [day], YEAR, AT)[0] == e.Facts(0, F(1900), F(2199))
    first = facts.call(e.Function.LAST_DAY, [named("月", MONTH)], DATE, AT)[0]
    assert first.high == datetime.date(2199, 12, 31).toordinal()
    many = named("天数", Quantity(DAYS), high=10**7)
    assert refused(Op.ADD, day, many, DATE) == "E0506 天数"
    assert refused(Op.ADD, day, named("天数", Quantity(DAYS), step="0.5"), DATE) == "E0507 "


def test_a_date_moved_by_months_moves_its_ends() -> None:
    day, months = named("日期", DATE), named("月数", Quantity(MONTHS), high=3)
    moved, errors = facts.shift_date(day, 1, months, Rounding.DOWN, AT)
    assert not errors and moved.high == datetime.date(2200, 3, 31).toordinal()
    _, errors = facts.shift_date(day, -1, named("年数", Quantity(YEARS), high=2000), Rounding.DOWN, AT)
    assert [d.code.code for d in errors] == ["E0506"]


def test_a_scale_multiplies_each_part_and_is_capped() -> None:
    brackets = [
        e.Bracket(literal("14000"), (literal("0", RATE),), (), AT),
        e.Bracket(literal("100000"), (literal("0.6", RATE),), (), AT),
        e.Bracket(None, (literal("0.65", RATE),), (), AT),
    ]
    whole, errors = facts.marginal(COST, brackets, None, MONEY, AT)
    assert (whole, errors) == (e.Facts(4, F(0), F(65_000_000)), ())
    assert facts.marginal(COST, brackets, literal("400000"), MONEY, AT)[0].high == 400000


def test_rounding_gives_its_own_scale() -> None:
    whole = arithmetic(Op.MULTIPLY, COST, RATIO_INPUT)
    assert facts.rounded(whole, F(1, 100), Rounding.HALF_UP) == e.Facts(2, F(0), F(10**8))
    assert facts.rounded(whole, F(10), Rounding.UP).scale == 0


# ------------------------------------------------------------------ rounding demanded and refused


def test_money_finer_than_a_fen_and_endless_decimals_must_be_rounded() -> None:
    fine = arithmetic(Op.MULTIPLY, COST, literal("0.625", RATE))
    (error,) = exactness.rounding_demanded("补助", MONEY, fine, AT)
    assert error.code.code == "E0501" and dict(error.values)["places"] == "5"
    assert error.fixes[0].text == " rounded to 0.01元" and error.fixes[0].span.start == AT.end
    endless = arithmetic(Op.DIVIDE, COST, literal("3", PERSON), PERCENT_OF)
    assert [d.code.code for d in exactness.rounding_demanded("人均", PERCENT_OF, endless, AT)] == ["E0502"]
    assert not exactness.rounding_demanded("比例", RATIO, RATIO_INPUT, AT)


SUBSIDY = e.ParamRef(AT, MONEY, facts.literal(F(640), MONEY), "标准")
SHARE = e.ParamRef(AT, RATIO, facts.literal(F("0.8"), RATIO), "占比")
SCALES = {"标准": exactness.usual_scale(MONEY, 0), "占比": exactness.usual_scale(RATIO, 1), "费用": 2}


@pytest.mark.parametrize(
    ("operand", "unit", "refused"),
    [
        (arithmetic(Op.MULTIPLY, SHARE, SUBSIDY), "0.01", False),  # 512元 today; 80.5% of 641.5元 some day
        (arithmetic(Op.ADD, SUBSIDY, COST), "0.01", True),
        (arithmetic(Op.ADD, SUBSIDY, COST), "0.005", True),
        (arithmetic(Op.ADD, SUBSIDY, COST), "1", False),
        (arithmetic(Op.DIVIDE, COST, literal("2", RATE)), "0.001", True),
        (arithmetic(Op.DIVIDE, COST, SHARE), "0.01", False),
        (literal("380"), "10", False),
        (literal("380"), "0.01", True),
    ],
)
def test_rounding_is_refused_only_where_the_units_rule_it_out(operand: e.Expr, unit: str, refused: bool) -> None:
    assert bool(exactness.rounding_refused(operand, F(unit), SCALES, AT)) is refused


def test_a_day_has_no_decimals() -> None:
    day = ordinal(datetime.date(2023, 7, 26), DATE)
    assert facts.literal(datetime.date(2023, 7, 26), DATE) == e.Facts(0, day, day)
