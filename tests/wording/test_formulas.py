"""Formulas, conditions and citations as they read in Chinese."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest

from policyc.diagnostics.core import Span
from policyc.model import expressions as e
from policyc.model.policy import Clause, Origin, Policy, Source
from policyc.model.types import BOOL, DATE, MONTH, YEAR, EnumType, Member, Quantity, Type, Value
from policyc.quantities.decimals import Rounding
from policyc.quantities.units import AGE, PERSON, RATE, YEARS, YUAN
from policyc.wording.formulas import circumstance, cite, condition, formula, phrase, quoted, source_name

SPAN = Span("x.pol", 0, 1, 1, 1, 1, 2)
FACTS = e.Facts(0, Fraction(0), Fraction(1))
MONEY, PER_HEAD, PERCENT, OLD, SPELL = (Quantity(u) for u in (YUAN, YUAN / PERSON / YEARS, RATE, AGE, YEARS))
TITLE = "关于《规划》的通知"
NOTICE = Source("通知", "notice", TITLE, "医保发〔2023〕24号", ("国家医保局",), None, None, None, (), SPAN)
CLAUSE = Clause("通知", "(四)巩固待遇", SPAN)
MEMBERS = tuple(Member("等级", name, f"l{i}", i) for i, name in enumerate(("一级", "二级", "三级")))
LEVEL = EnumType("等级", "level", ordered=True, members=MEMBERS)
POLICY = Policy(
    name="试验",
    id="trial",
    region=None,
    region_code=None,
    year=None,
    series=None,
    sources=(NOTICE,),
    enums=(LEVEL,),
    units=(),
    clauses=(CLAUSE,),
    inputs=(),
    params=(),
    rules=(),
    targets=(),
    measures=(),
    checks=(),
    requires=(),
    examples=(),
    remarks=(),
    order=(),
    origin=Origin("x.pol", ""),
    span=SPAN,
)


def lit(value: Value, kind: Type, text: str = "") -> e.Literal:
    """A literal."""
    return e.Literal(SPAN, kind, FACTS, value, text)


def ref(name: str, kind: Type = MONEY) -> e.InputRef:
    """An input."""
    return e.InputRef(SPAN, kind, FACTS, name)


def op(sign: str, left: e.Expr, right: e.Expr) -> e.Arithmetic:
    """Arithmetic."""
    return e.Arithmetic(SPAN, left.type, FACTS, e.ArithmeticOp(sign), left, right)


def cmp(sign: str, left: e.Expr, right: e.Expr) -> e.Compare:
    """A comparison."""
    return e.Compare(SPAN, BOOL, FACTS, e.CompareOp(sign), left, right)


def call(name: str, *arguments: e.Expr) -> e.Call:
    """A function."""
    return e.Call(SPAN, arguments[0].type, FACTS, e.Function(name), arguments)


def both(word: str, *operands: e.Expr) -> e.Logic:
    """and, or."""
    return e.Logic(SPAN, BOOL, FACTS, e.LogicOp(word), operands)


def no(x: e.Expr) -> e.Not:
    """not."""
    return e.Not(SPAN, BOOL, FACTS, x)


EIGHTY = lit(Fraction(4, 5), PERCENT, "80%")
ZERO = lit(Fraction(0), MONEY, "0元")
A, B, C = ref("甲"), ref("乙"), ref("丙")
SUBSIDY = ref("人均财政补助标准", PER_HEAD)
AGED = ref("年龄", OLD)
SEVENTY = lit(Fraction(70), OLD, "70岁")
GRADE = ref("医院等级", LEVEL)
UNREFERRED = ref("未按分级诊疗", BOOL)
DAY = ref("缴费日期", DATE)
LAST = lit(datetime.date(2023, 12, 31), DATE, "2023-12-31")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (op("*", EIGHTY, SUBSIDY), "80% × 人均财政补助标准"),
        (op("*", EIGHTY, op("-", A, B)), "80% × （甲 - 乙）"),
        (op("-", A, op("-", B, C)), "甲 - （乙 - 丙）"),
        (op("+", A, op("+", B, C)), "甲 + 乙 + 丙"),
        (op("/", A, op("*", B, C)), "甲 ÷ （乙 × 丙）"),
        (call("min", A, B), "甲与乙的较小值"),
        (call("max", A, B, C), "甲、乙、丙中的最大值"),
        (call("min", op("+", A, B), C), "（甲 + 乙）与丙的较小值"),
        (call("max", op("-", op("+", A, B), C), ZERO), "（甲 + 乙）超过丙的部分"),
        (call("max", op("-", A, B), ZERO), "甲超过乙的部分"),
        (op("*", EIGHTY, call("max", op("-", A, B), ZERO)), "80% × （甲超过乙的部分）"),
        (call("min", DAY, LAST), "缴费日期与2023年12月31日的较早者"),
        (e.Round(SPAN, MONEY, FACTS, op("*", EIGHTY, A), Fraction(1, 100), Rounding.HALF_UP), "80% × 甲，四舍五入到0.01元"),
        (e.Round(SPAN, PER_HEAD, FACTS, SUBSIDY, Fraction(1), Rounding.DOWN), "人均财政补助标准，舍尾到1元"),
        (
            e.If(SPAN, MONEY, FACTS, cmp(">=", AGED, SEVENTY), A, op("+", A, B)),
            "年满70岁的，甲；否则，甲 + 乙",
        ),
        (e.Unspecified(SPAN, MONEY, FACTS), "未明确"),
    ],
)
def test_formulas(given: e.Expr, text: str) -> None:
    """Brackets only where they matter; idioms where notices have one."""
    assert formula(given, POLICY) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (op("*", EIGHTY, SUBSIDY), "人均财政补助标准的80%"),
        (op("*", op("-", A, B), EIGHTY), "（甲 - 乙）的80%"),
        (lit(Fraction(640), PER_HEAD, "640元/人/年"), "每人每年640元"),
        (EIGHTY, "80%"),
        (op("+", A, B), "甲 + 乙"),
    ],
)
def test_phrases(given: e.Expr, text: str) -> None:
    """At the end of a sentence a share is 甲的80%, an amount as in prose."""
    assert phrase(given, POLICY) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (cmp(">=", AGED, SEVENTY), "年满70岁"),
        (cmp("<", AGED, SEVENTY), "不满70岁"),
        (cmp(">=", ref("户主年龄", OLD), SEVENTY), "户主年龄满70岁"),
        (cmp(">=", call("age", ref("出生日期", OLD), DAY), SEVENTY), "至缴费日期年满70岁"),
        (cmp("<=", AGED, SEVENTY), "年龄不超过70岁"),
        (cmp(">=", ref("连续参保年数", SPELL), lit(Fraction(4), SPELL, "4年")), "连续参保年数不少于4年"),
        (cmp(">=", SUBSIDY, lit(Fraction(640), PER_HEAD, "640元/人/年")), "人均财政补助标准不低于每人每年640元"),
        (cmp("==", SUBSIDY, lit(Fraction(640), PER_HEAD, "640元/人/年")), "人均财政补助标准为每人每年640元"),
        (cmp("==", A, B), "甲等于乙"),
        (cmp("<=", DAY, LAST), "缴费日期不晚于2023年12月31日"),
        (cmp("==", GRADE, lit(MEMBERS[0], LEVEL, "一级")), "医院等级为一级"),
        (cmp(">=", GRADE, lit(MEMBERS[1], LEVEL, "二级")), "医院等级为二级及以上"),
        (no(cmp("==", GRADE, lit(MEMBERS[0], LEVEL, "一级"))), "医院等级不是一级"),
        (
            e.Within(SPAN, BOOL, FACTS, GRADE, (lit(MEMBERS[0], LEVEL, "一级"), lit(MEMBERS[1], LEVEL, "二级"))),
            "医院等级为一级或二级",
        ),
        (both("and", cmp(">=", AGED, SEVENTY), UNREFERRED), "年满70岁且未按分级诊疗"),
        (both("and", UNREFERRED, both("or", cmp(">=", AGED, SEVENTY), UNREFERRED)), "未按分级诊疗且（年满70岁或者未按分级诊疗）"),
        (no(UNREFERRED), "不属于“未按分级诊疗”情形"),
        (cmp("==", UNREFERRED, lit(value=False, kind=BOOL)), "不属于“未按分级诊疗”情形"),
        (no(no(UNREFERRED)), "未按分级诊疗"),
    ],
)
def test_conditions(given: e.Expr, text: str) -> None:
    """满 is for ages only; never 大于等于."""
    assert condition(given, POLICY) == text


def test_bodies_with_cases() -> None:
    """Match, exceptions, modifiers and scales are read out whole."""
    one, rest = e.ValuePattern(MEMBERS[0], "一级", SPAN), e.RangePattern(MEMBERS[1], True, None, False, ">= 二级", SPAN)  # noqa: FBT003
    arms = (e.Arm((one,), A, (), SPAN), e.Arm((rest,), e.Unspecified(SPAN, MONEY, FACTS), (), SPAN))
    assert formula(e.Match(SPAN, MONEY, FACTS, GRADE, arms), POLICY) == "医院等级为一级的，甲；医院等级为二级及以上的，未明确"
    body = e.Default(
        SPAN,
        MONEY,
        FACTS,
        A,
        (e.Exception_(UNREFERRED, ZERO, (), SPAN),),
        (e.Modifier(e.ModifierOp.PLUS, B, cmp(">=", AGED, SEVENTY), (), SPAN),),
    )
    assert formula(body, POLICY) == "未按分级诊疗的，0元；其他情形，甲；年满70岁的，再加乙"
    low, high = lit(Fraction(30000), MONEY, "3万元"), lit(Fraction(100000), MONEY, "10万元")
    rates = [lit(Fraction(n, 100), PERCENT, f"{n}%") for n in (60, 65, 70)]
    brackets = tuple(e.Bracket(upper, (rate,), (), SPAN) for upper, rate in zip((low, high, None), rates, strict=True))
    scale = e.Marginal(SPAN, MONEY, FACTS, A, None, (), brackets, B)
    assert formula(scale, POLICY) == (
        "甲分段计算：3万元（含）以下部分按60%，3万元以上至10万元（含）部分按65%，10万元以上部分按70%；合计最高乙"
    )


def test_citations() -> None:
    """The short name in brackets; in full with title and number; brackets as Chinese has them."""
    assert cite(POLICY, CLAUSE) == "《通知》（四）巩固待遇"
    assert cite(POLICY, CLAUSE, full=True) == "《关于〈规划〉的通知》（医保发〔2023〕24号）（四）巩固待遇"
    assert cite(POLICY, Clause("通知", "二、", SPAN)) == "《通知》二"
    assert source_name(POLICY, "通知") == "《通知》"


def test_a_title_without_a_number_or_of_the_editor() -> None:
    """无 is no number, and a supplied title says so outside its brackets."""

    def named(title: str, number: str) -> str:
        source = replace(POLICY.source["通知"], title=title, number=number)
        return source_name(replace(POLICY, sources=(source,)), "通知", full=True)

    assert named("报道", "无") == "《报道》"
    assert named("（拟题）关于试例的通知", "试〔2023〕1号") == "《关于试例的通知》（拟题，试〔2023〕1号）"
    assert named("（拟题）某报的报道", "无") == "《某报的报道》（拟题）"


def test_quotations() -> None:
    """Quoted texts lose the spaces that only typesetting put there, and their own quotation marks become inner ones."""
    assert quoted("2023 年底不少于 70% 的统筹地区") == "“2023年底不少于70%的统筹地区”"
    assert quoted("推进“跨省通办” open data") == "“推进‘跨省通办’ open data”"


def test_what_stands_behind_a_sum_asks_for_brackets() -> None:
    later = e.Arithmetic(SPAN, DATE, FACTS, e.ArithmeticOp.SUBTRACT, ref("申请日", DATE), lit(Fraction(3), MONEY, "3天"))
    month = e.Call(SPAN, MONTH, FACTS, e.Function.MONTH_OF, (later,))
    assert formula(month, POLICY).startswith("（申请日 - ") and formula(month, POLICY).endswith("）所在月")
    assert formula(e.Call(SPAN, MONTH, FACTS, e.Function.JANUARY, (ref("本年", YEAR),)), POLICY) == "本年1月"


def test_a_circumstance_is_said_once() -> None:
    """不属于“…”情形, and not 情形的情形."""
    assert circumstance(UNREFERRED, POLICY) == "未按分级诊疗的情形"
    assert circumstance(e.Not(SPAN, BOOL, UNREFERRED.facts, UNREFERRED), POLICY) == "不属于“未按分级诊疗”情形"
