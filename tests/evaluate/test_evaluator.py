"""What every node means: each construct against values worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

import pytest

from policyc.diagnostics.core import Span
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Branch, Silent, State
from policyc.model import expressions as e
from policyc.model.policy import BoundKind, Policy, Rule
from policyc.model.types import DATE, MONTH, UNLIMITED, YEAR, Value
from policyc.quantities.decimals import Rounding
from policyc.semantics.breakpoints import breakpoints
from tests.evaluate.build import (
    ANY,
    CENTRAL,
    DAY_COUNT,
    EAST,
    MONEY,
    MONTH_COUNT,
    OTHERWISE,
    RATIO,
    TIER,
    UNLIMITED_LITERAL,
    WEST,
    YEAR_COUNT,
    at,
    between,
    call,
    cases,
    choose,
    cmp,
    default,
    figure,
    given,
    hole,
    input_,
    is_,
    lit,
    logic,
    match,
    no,
    op,
    outcome,
    param,
    policy,
    rounded,
    rule,
    scale,
    table,
    truth,
    value,
)

YES, NO = truth(1), truth(0)


# ---------------------------------------------------------------------- arithmetic


def test_the_four_operations_are_exact() -> None:
    assert value(op("+", lit("1.4万元"), lit("0.01元"))) == F("14000.01")
    assert value(op("-", lit("100%"), lit("65%"))) == F("0.35")
    assert value(op("*", lit("80%"), lit("640元"), MONEY)) == 512
    assert value(op("/", lit("1元"), lit("3"))) == F(1, 3)
    assert value(e.Negate(at(), MONEY, ANY, lit("3元"))) == -3


def test_a_third_times_three_is_one() -> None:
    assert value(op("*", op("/", lit("1元"), lit("3")), lit("3"))) == 1


@pytest.mark.parametrize(
    ("mode", "results"),
    [
        (Rounding.HALF_UP, ("0.02", "-0.02", "0.01", "0.03", "-0.01")),
        (Rounding.HALF_EVEN, ("0.02", "-0.02", "0", "0.02", "-0.01")),
        (Rounding.DOWN, ("0.01", "-0.01", "0", "0.02", "0")),
        (Rounding.UP, ("0.02", "-0.02", "0.01", "0.03", "-0.01")),
    ],
)
def test_rounding_is_symmetric_about_zero(mode: Rounding, results: tuple[str, ...]) -> None:
    for figure_, result in zip(("0.015", "-0.015", "0.005", "0.025", "-0.006"), results, strict=True):
        assert value(rounded(given("甲"), "0.01", mode), 甲=F(figure_)) == F(result), figure_


def test_rounding_to_any_unit() -> None:
    assert value(rounded(lit("1250元"), "100")) == 1300
    assert value(rounded(lit("1250元"), "100", Rounding.HALF_EVEN)) == 1200
    assert value(rounded(lit("7元"), "5", Rounding.UP)) == 10
    assert value(rounded(UNLIMITED_LITERAL, "1")) is UNLIMITED


# ---------------------------------------------------------------------- days, months, years


def day(text: str) -> e.Literal:
    return lit(date.fromisoformat(text), DATE)


def month(year: int, number: int) -> e.Literal:
    return lit(date(year, number, 1), MONTH)


def test_days_months_and_years_move_by_counts() -> None:
    assert value(op("+", day("2023-12-31"), lit("1天"))) == date(2024, 1, 1)
    assert value(op("+", lit("1天"), day("2024-02-28"), DATE)) == date(2024, 2, 29)
    assert value(op("-", day("2024-03-01"), day("2024-02-01"), DAY_COUNT)) == 29
    assert value(op("+", month(2023, 11), lit("3个月"))) == date(2024, 2, 1)
    assert value(op("-", month(2024, 1), lit("13个月"))) == date(2022, 12, 1)
    assert value(op("-", month(2024, 1), month(2023, 11), MONTH_COUNT)) == 2
    assert value(op("+", lit(2023, YEAR), lit("2年"))) == 2025
    assert value(op("-", lit(2023, YEAR), lit(2025, YEAR), YEAR_COUNT)) == -2


@pytest.mark.parametrize(
    ("start", "sign", "amount", "down", "up"),
    [
        ("2023-01-31", 1, "1个月", "2023-02-28", "2023-03-01"),
        ("2024-01-31", 1, "1个月", "2024-02-29", "2024-03-01"),
        ("2023-03-31", -1, "1个月", "2023-02-28", "2023-03-01"),
        ("2024-02-29", 1, "1年", "2025-02-28", "2025-03-01"),
        ("2024-02-29", 1, "4年", "2028-02-29", "2028-02-29"),
        ("2023-12-15", 1, "1个月", "2024-01-15", "2024-01-15"),
    ],
)
def test_a_day_that_the_month_lacks_goes_down_or_up(start: str, sign: int, amount: str, down: str, up: str) -> None:
    for mode, result in ((Rounding.DOWN, down), (Rounding.UP, up)):
        assert value(e.ShiftDate(at(), DATE, ANY, day(start), sign, lit(amount), mode)) == date.fromisoformat(result)


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        ("1953-07-26", "2023-07-25", 69),
        ("1953-07-26", "2023-07-26", 70),
        ("2004-02-29", "2023-02-28", 18),
        ("2004-02-29", "2023-03-01", 19),
        ("2004-02-29", "2024-02-28", 19),
        ("2004-02-29", "2024-02-29", 20),
        ("2023-07-26", "2023-07-26", 0),
        ("2023-07-26", "2023-07-25", -1),
    ],
)
def test_full_years(birth: str, on: str, years: int) -> None:
    assert value(call("age", day(birth), day(on))) == years


def test_the_calendars_functions() -> None:
    assert value(call("month_of", day("2024-02-29"))) == date(2024, 2, 1)
    assert value(call("year_of", day("2024-02-29"))) == value(call("year_of", month(2024, 2))) == 2024
    assert value(call("january", lit(2024, YEAR))) == date(2024, 1, 1)
    assert value(call("first_day", month(2024, 2))) == date(2024, 2, 1)
    assert value(call("last_day", month(2024, 2))) == date(2024, 2, 29)
    assert value(call("last_day", month(2023, 12))) == date(2023, 12, 31)


# ---------------------------------------------------------------------- comparing


def test_unlimited_is_above_every_amount_and_equal_to_itself() -> None:
    million = lit("100万元")
    assert value(cmp(">", UNLIMITED_LITERAL, million)) is True
    assert value(cmp("==", UNLIMITED_LITERAL, UNLIMITED_LITERAL)) is True
    assert value(cmp("<", UNLIMITED_LITERAL, UNLIMITED_LITERAL)) is False
    assert value(call("min", UNLIMITED_LITERAL, million)) == 10**6
    assert value(call("max", UNLIMITED_LITERAL, million)) is UNLIMITED


def test_members_compare_by_their_place_and_days_by_the_calendar() -> None:
    assert value(cmp("<", lit(WEST), lit(EAST))) is True
    assert value(cmp(">=", lit(WEST), lit(CENTRAL))) is False
    assert value(cmp("!=", lit(WEST), lit(EAST))) is True
    assert value(cmp("<=", day("2023-12-31"), day("2024-01-01"))) is True
    assert value(call("max", day("2023-12-31"), day("2024-01-01"))) == date(2024, 1, 1)
    assert value(call("min", lit("3元"), lit("1元"), lit("2元"))) == 1


def test_what_no_longer_matters_is_not_read() -> None:
    unknown = cmp("==", hole(), lit("1元"))
    assert value(logic("and", NO, unknown)) is False
    assert value(logic("or", YES, unknown)) is True
    assert outcome(logic("and", unknown, NO)).state is State.UNSPECIFIED
    assert outcome(logic("or", unknown, YES)).state is State.UNSPECIFIED
    assert outcome(logic("and", YES, unknown)).state is State.UNSPECIFIED
    assert value(e.Within(at(), NO.type, ANY, lit("1元"), (lit("1元"), hole()))) is True
    assert outcome(e.Within(at(), NO.type, ANY, lit("1元"), (hole(), lit("1元")))).state is State.UNSPECIFIED
    assert value(e.Within(at(), NO.type, ANY, lit("1元"), (lit("2元"), lit("3元")))) is False
    assert value(no(NO)) is True


# ---------------------------------------------------------------------- choices


def test_only_the_arm_taken_is_read() -> None:
    assert value(choose(YES, lit("1元"), hole())) == 1
    assert outcome(choose(NO, lit("1元"), hole())).state is State.UNSPECIFIED
    body = match(given("档", TIER), (is_(WEST, CENTRAL), lit("1元")), (is_(EAST), hole()))
    assert [outcome(body, 档=m).state for m in (WEST, CENTRAL, EAST)] == [State.OK, State.OK, State.UNSPECIFIED]


def test_patterns_at_their_ends() -> None:
    body = match(
        given("甲"),
        (between(None, F(60), high_closed=False), lit("1元")),
        (between(F(60), F(69)), lit("2元")),
        (between(F(69), None, low_closed=False), lit("3元")),
    )
    assert [value(body, 甲=F(x)) for x in (-5, "59.99", 60, 69, "69.01", 10**9)] == [1, 1, 2, 2, 3, 3]


def test_a_catch_all_is_taken_wherever_it_stands() -> None:
    body = match(given("档", TIER), (OTHERWISE, lit("0元")), (is_(EAST), lit("1元")))
    assert [value(body, 档=m) for m in (WEST, EAST)] == [0, 1]


def test_cases_take_the_first_that_holds_and_read_no_further() -> None:
    body = cases(
        (cmp(">", given("甲"), lit("10元")), lit("1元")), (cmp(">", given("甲"), lit("5元")), lit("2元")), (OTHERWISE, hole())
    )
    assert [value(body, 甲=F(x)) for x in (11, 10, 6, 5)] == [1, 2, 2, None]
    unknown = cases((cmp("==", hole(), lit("1元")), lit("1元")), (OTHERWISE, lit("2元")))
    assert outcome(unknown).state is State.UNSPECIFIED


def test_every_exceptions_condition_is_read_but_only_the_value_that_counts() -> None:
    unknown = cmp("==", hole(), lit("1元"))
    assert value(default(hole(), [(YES, lit("1元"))])) == 1
    assert value(default(lit("0元"), [(NO, hole())])) == 0
    assert outcome(default(lit("0元"), [(YES, lit("1元")), (unknown, lit("1元"))])).state is State.UNSPECIFIED
    nested = default(lit("1元"), [(cmp(">", given("乙"), lit("0元")), lit("2元"))])
    body = default(lit("0元"), [(cmp(">", given("甲"), lit("0元")), nested)])
    assert value(body, 甲=F(0)) == 0  # 乙 is missing, and not read
    assert outcome(body, 甲=F(1)).state is State.MISSING
    assert [value(body, 甲=F(1), 乙=F(b)) for b in (0, 1)] == [1, 2]


def test_modifiers_apply_from_the_top_and_not_to_an_exception() -> None:
    body = default(
        lit("50%"),
        [(cmp(">", given("甲"), lit("100元")), lit("0%"))],
        [
            ("plus", lit("5个百分点"), cmp(">", given("甲"), lit("10元"))),
            ("times", lit("2"), cmp(">", given("甲"), lit("20元"))),
            ("minus", lit("10个百分点"), cmp(">", given("甲"), lit("30元"))),
            ("plus", hole(RATIO), NO),
        ],
    )
    assert [value(body, 甲=F(x)) for x in (10, 20, 30, 40, 101)] == [F("0.5"), F("0.55"), F("1.1"), 1, 0]


def test_a_table_reads_both_subjects_and_one_cell() -> None:
    body = table(
        [given("档", TIER), given("甲")],
        [(is_(WEST), [lit("85%"), lit("75%")]), (is_(CENTRAL, EAST), [lit("90%"), hole(RATIO)])],
        [between(F(0), F(10)), between(F(10), None, low_closed=False)],
    )
    assert value(body, 档=WEST, 甲=F(10)) == F("0.85")
    assert value(body, 档=WEST, 甲=F("10.01")) == F("0.75")
    assert value(body, 档=EAST, 甲=F(0)) == F("0.9")
    assert outcome(body, 档=CENTRAL, 甲=F(11)).state is State.UNSPECIFIED
    assert outcome(body, 档=WEST).state is State.MISSING
    one = table([given("档", TIER)], [(is_(WEST), [lit("200元")]), (OTHERWISE, [lit("500元")])])
    assert [value(one, 档=m) for m in (WEST, EAST)] == [200, 500]


# ---------------------------------------------------------------------- scales

SCALE = scale(
    given("甲"), [(lit("1.4万元"), [lit("0%")]), (lit("10万元"), [lit("60%")]), (None, [lit("65%")])], cap=lit("30万元")
)


@pytest.mark.parametrize(
    ("base", "paid"),
    [
        ("-1", "0"),
        ("0", "0"),
        ("14000", "0"),
        ("14000.01", "0.006"),
        ("100000", "51600"),
        ("100000.01", "51600.0065"),
        ("200000", "116600"),
        ("10000000", "300000"),
    ],
)
def test_a_scale_at_its_edges(base: str, paid: str) -> None:
    assert value(SCALE, 甲=F(base)) == F(paid)


def test_a_scale_reads_as_far_as_its_base_reaches() -> None:
    body = scale(given("甲"), [(lit("10元"), [lit("50%")]), (given("乙"), [hole(RATIO)]), (None, [lit("1")])])
    assert [value(body, 甲=F(x)) for x in (0, 10)] == [0, 5]
    assert outcome(body, 甲=F("10.01")).state is State.MISSING  # the upper of the second bracket, before its rate
    assert outcome(body, 甲=F("10.01"), 乙=F(20)).state is State.UNSPECIFIED
    first = scale(given("甲"), [(lit("10元"), [hole(RATIO)]), (None, [lit("1")])])
    assert outcome(first, 甲=F(0)).state is State.UNSPECIFIED


def test_a_cap_is_always_read_and_may_be_unlimited() -> None:
    brackets = [(None, [lit("50%")])]
    assert outcome(scale(given("甲"), brackets, cap=hole()), 甲=F(0)).state is State.UNSPECIFIED
    assert value(scale(given("甲"), brackets, cap=UNLIMITED_LITERAL), 甲=F(10**8)) == 5 * 10**7


def test_a_scales_columns() -> None:
    body = scale(
        given("甲"),
        [(lit("100元"), [lit("0%"), lit("10%")]), (None, [lit("50%"), lit("60%")])],
        subject=given("档", TIER),
        columns=[is_(WEST), is_(CENTRAL, EAST)],
    )
    assert [value(body, 甲=F(300), 档=m) for m in (WEST, CENTRAL, EAST)] == [100, 130, 130]


# ---------------------------------------------------------------------- states and reasons

SUBSIDY = figure("补助", BoundKind.AT_LEAST, "640元/人/年")
QUOTA = figure("限额", BoundKind.AT_MOST, "300元")
RATE_ABOUT = figure("比例", BoundKind.ABOUT, "70%")
UNKNOWN = figure("定额", BoundKind.UNSPECIFIED, None, low="0元", high="380元")


def test_a_missing_input_is_missing_and_not_0() -> None:
    result = outcome(op("*", lit("0"), given("甲"), MONEY))
    assert (result.state, result.value, result.reason) == (State.MISSING, None, "缺少“甲”")


def test_the_first_hole_that_is_met_decides() -> None:
    assert outcome(op("+", given("甲"), hole())).state is State.MISSING
    assert outcome(op("+", hole(), given("甲"))).state is State.UNSPECIFIED


def test_a_param_without_a_figure_is_a_hole_that_says_what_is_stated() -> None:
    made = policy({"结果": param("定额", MONEY)}, params=[UNKNOWN])
    result = Evaluator(made, {}).rule("结果")
    assert (result.state, result.nominal) == (State.UNSPECIFIED, False)
    assert result.reason == "定额未明确，只规定在0元—380元之间（《通知》一、筹资）"


def trial(**rules: e.Expr) -> Policy:
    return policy(rules, params=[SUBSIDY, QUOTA, RATE_ABOUT], inputs=[input_("甲"), input_("档", TIER)])


def test_an_open_figure_makes_the_result_nominal_and_says_what_is_sure() -> None:
    made = trial(结果=op("*", lit("80%"), param("补助"), SUBSIDY.type))
    result = Evaluator(made, {}).rule("结果")
    assert (result.value, result.nominal, result.params) == (512, True, ("补助",))
    assert result.reason == "补助每人每年不低于640元，按每人每年640元计算；实际每人每年不低于512元"


def test_no_claim_where_two_figures_pull_apart_or_one_is_about() -> None:
    apart = trial(结果=op("+", param("限额", MONEY), op("*", lit("1"), param("补助"), MONEY)))
    assert Evaluator(apart, {}).rule("结果").reason.endswith("按每人每年640元计算")
    about = trial(结果=op("*", param("比例", RATIO), lit("100元"), MONEY))
    assert Evaluator(about, {}).rule("结果").reason == "比例为70%左右，按70%计算"


def test_nominal_is_told_of_each_rule_by_what_it_read_itself() -> None:
    made = trial(
        闭=choose(cmp("==", given("档", TIER), lit(WEST)), lit("1元"), param("限额", MONEY)),
        开=param("限额", MONEY),
        读闭=rule("闭"),
        读开=op("+", rule("开"), rule("闭")),
        条件=choose(cmp(">", param("限额", MONEY), lit("1元")), lit("1元"), lit("2元")),
    )
    evaluator = Evaluator(made, {"档": WEST})
    nominal = {name: evaluator.rule(name).nominal for name in made.rule}
    assert nominal == {"闭": False, "开": True, "读闭": False, "读开": True, "条件": True}
    assert evaluator.rule("条件").reason == "限额不超过300元，按300元计算"
    assert evaluator.rule("读开").reason == "限额不超过300元，按300元计算；实际不超过301元"
    other = Evaluator(made, {"档": EAST})
    assert other.rule("读闭").nominal


def test_a_rule_that_does_not_apply_passes_on() -> None:
    whom = {"甲则": cmp(">", given("甲"), lit("0元"))}
    made = policy({"甲则": lit("1元"), "乙则": op("+", rule("甲则"), hole())}, inputs=[input_("甲")], only_when=whom)
    evaluator = Evaluator(made, {"甲": F(0)})
    assert evaluator.rule("甲则").state is evaluator.rule("乙则").state is State.NOT_APPLICABLE
    assert evaluator.rule("乙则").reason == "不适用：“甲则”仅适用于甲超过0元的情形"
    assert Evaluator(made, {"甲": F(1)}).rule("乙则").state is State.UNSPECIFIED
    assert Evaluator(made, {}).rule("甲则").state is State.MISSING


def test_whom_a_rule_concerns_may_rest_on_an_open_figure() -> None:
    whom = {"甲则": cmp(">", given("甲"), param("限额", MONEY))}
    made = policy({"甲则": lit("1元")}, inputs=[input_("甲")], params=[QUOTA], only_when=whom)
    for amount, state in ((F(301), State.OK), (F(300), State.NOT_APPLICABLE)):
        result = Evaluator(made, {"甲": amount}).rule("甲则")
        assert (result.state, result.nominal) == (state, True)
        assert result.reason.endswith("限额不超过300元，按300元计算")


def test_a_long_chain_of_rules_is_no_trouble() -> None:
    links: dict[str, e.Expr] = {"规则0": op("+", given("甲"), param("限额", MONEY))}
    for i in range(1, 700):
        links[f"规则{i}"] = op("+", rule(f"规则{i - 1}"), lit("1元"))
    made = policy(links, inputs=[input_("甲")], params=[QUOTA])
    last = Evaluator(made, {"甲": F(1)}, Silent()).rule("规则699")
    assert (last.value, last.nominal) == (1000, True)
    assert breakpoints(made)["甲"].values


# ---------------------------------------------------------------------- the observer


class Diary(Silent):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def enter(self, rule: Rule, /) -> None:
        self.lines.append(f"+{rule.name}")

    def chose(self, branch: Branch, span: Span, /) -> None:
        self.lines.append(branch.value)

    def read(self, name: str, value: Value | None, /) -> None:
        self.lines.append(f"{name}={value}")


def test_an_observer_is_told_everything_once_and_in_order() -> None:
    body = default(choose(YES, given("甲"), hole()), [(NO, hole())], [("plus", lit("1元"), YES), ("minus", hole(), NO)])
    made = policy({"底": body, "顶": op("+", rule("底"), rule("底"))}, inputs=[input_("甲")])
    diary = Diary()
    assert Evaluator(made, {"甲": F(2)}, diary).rule("顶").value == 6
    assert diary.lines == ["+顶", "+底", "default", "then", "甲=2", "modifier"]
