"""What a module takes and gives at its edges: which inputs it refuses, in whatever decimal context, at any depth of rules."""

import pickle
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from pathlib import Path

import pytest

from policyc.model.hashing import meaning_hash
from policyc.model.policy import Origin
from policyc.quantities.decimals import Rounding, round_integer
from policyc.semantics.resolve import resolve
from policyc.syntax.parse import parse
from policyc.targets.json_ import TARGET as JSON
from policyc.targets.python.skeletons import skeleton
from tests.targets.python.modules import CASES, HEAD, HOUSEHOLD, imported, module_at, module_of, policy_at, source_of

M = module_at(HOUSEHOLD)
ORDINARY, DESTITUTE, AIDED = M.Group


@pytest.mark.parametrize("fee", [120000, "120000", "120000.00", Decimal("120000"), Decimal("120000.000")])
def test_money_is_taken_exactly(fee: object) -> None:
    assert M.catastrophic(fee=fee) == Decimal("64600")


@pytest.mark.parametrize(
    ("fee", "kind", "why"),
    [
        (1.5, TypeError, "浮点数不精确"),
        (True, TypeError, "不能为True"),
        (object(), TypeError, "数字字符串"),
        ("1e3", ValueError, "指数"),
        (Decimal("1E+3"), ValueError, "指数"),
        (Decimal("1E-999999999999"), ValueError, "指数"),
        (Decimal("NaN"), ValueError, "非数"),
        (Decimal("Infinity"), ValueError, "非数"),
        ("0.005", ValueError, "0.01元的整数倍"),
        (Decimal("0.005"), ValueError, "0.01元的整数倍"),
        (-1, ValueError, "不能为-1元：应为0元—100万元"),
        ("1000000.01", ValueError, "不能为1000000.01元：应为0元—100万元"),
        pytest.param(10**5000, ValueError, "应为0元—100万元", id="huge"),
        pytest.param("9" * 5000, ValueError, "应为", id="huge text"),
        ("９", ValueError, "十进制"),
        (" 9", ValueError, "空格"),
        ("1_000", ValueError, "十进制"),
        ("", ValueError, "十进制"),
    ],
)
def test_money_is_refused_with_a_reason(fee: object, kind: type[Exception], why: str) -> None:
    with pytest.raises(kind, match=why) as refused:
        M.catastrophic(fee=fee)
    assert str(refused.value).startswith("“费用”不能为") and "（fee）" in str(refused.value)
    assert type(refused.value) is kind


def test_other_inputs_are_refused_with_a_reason() -> None:
    refusals: list[tuple[Callable[[], object], type[Exception], str]] = [
        (lambda: M.own(category="特困人员"), ValueError, "普通居民、特困人员或低保对象"),
        (lambda: M.start(local=1), TypeError, "True 或 False"),
        (lambda: M.start(local=True, joined=date(2023, 1, 2)), ValueError, "当月1日"),
        (lambda: M.start(local=True, joined=datetime(2023, 1, 1)), TypeError, "datetime.date"),
        (lambda: M.adult(birth="2000-01-01"), TypeError, "datetime.date"),
        (lambda: M.adult(birth=date(1800, 1, 1)), ValueError, "不能为1800年1月1日：应为1900年1月1日至2199年12月31日"),
        (lambda: M.calculate(age_years=0), ValueError, "年龄为0岁，不符合“年满1岁”的要求，新生儿另行规定（《文》一）"),
    ]
    for call, kind, why in refusals:
        with pytest.raises(kind, match=why):
            call()


def test_what_only_untaken_arms_read_may_be_left_out() -> None:
    assert M.plus_rate(category=DESTITUTE) == 1
    with pytest.raises(M.Missing, match=r"缺少“医院等级”（hospital）") as missing:
        M.plus_rate(category=ORDINARY)
    assert isinstance(missing.value, TypeError) and missing.value.args[0] == "hospital"
    with pytest.raises(TypeError, match="category"):
        M.plus_rate()


def test_whom_a_rule_does_not_concern() -> None:
    assert M.start(local=False) is None and M.start_day(local=False) is None
    assert M.start(local=True, joined=date(2023, 11, 1)) == date(2024, 2, 1)
    assert M.start_day(local=True, joined=date(2023, 11, 1)) == date(2024, 2, 29)
    assert M.calculate(local=False)["start_day"].reason == "不适用：“开始月”仅适用于本地的情形"


def test_results_do_not_depend_on_the_callers_context() -> None:
    given = {"category": ORDINARY, "hospital": M.Level.L1, "fee": Decimal("123456.78"), "heads": 7}
    free = M.per_head(**given)
    with localcontext() as context:
        context.prec = 2
        context.traps[Inexact] = True
        assert M.per_head(**given) == free == Decimal("14930.47")
        assert M.calculate(**given)["per_head"].value == free


def test_errors_survive_pickling() -> None:
    for error in (M.Unspecified("资助", "《文》一", None, "资助未明确"), M.Missing("fee", "缺少“费用”")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_explanations_show_brackets_roundings_and_modifiers() -> None:
    told = M.explain("大病", fee=120000)
    assert "  1.4万元以上至10万元（含）部分8.6万元，按60%计算\n" in told
    assert "  6.46万元，四舍五入到0.01元\n" in told and told.endswith("大病＝6.46万元")
    told = M.explain("plus_rate", category=ORDINARY, hospital=M.Level.L2, age_years=71, local=False)
    assert (
        told.split("\n\n")[0]
        == "比例（《文》一）\n  已知：类别为普通居民，医院等级为二级\n  医院等级为二级\n  类别为普通居民\n  比例＝75%"
    )
    assert "  年满70岁，再加5个百分点\n  不属于“本地”情形，再减10个百分点\n  加比＝70%" in told
    assert M.explain("own", category=AIDED).endswith("资助未明确，只规定在0元—380元之间（《文》一：“给予定额资助”）")


@pytest.mark.parametrize("mode", Rounding)
def test_rounding_is_the_reference_rounding(mode: Rounding) -> None:
    helpers = imported("from fractions import Fraction\n" + _rounding_helpers(), "helpers")
    rounded = getattr(helpers, {"half up": "_half_up", "down": "_down", "up": "_up", "half even": "_half_even"}[mode])
    for n in range(-45, 46):
        for d in (-10, -3, 1, 2, 3, 10):
            assert rounded(n, d) == round_integer(Fraction(n, d), mode), (n, d)
            assert rounded(Fraction(n, 7), d) == round_integer(Fraction(n, 7 * d), mode), (n, d)


def _rounding_helpers() -> str:
    pieces = skeleton("helpers").render().split("\n\n\n")
    return "\n\n\n".join(p for p in pieces if p.strip().startswith(("def _size", "def _half", "def _down", "def _up")))


def _chain(length: int) -> str:
    rules = (f"rule 规则{i} as r{i} = min(规则{i - 1}, 规则{i - 1})\n" for i in range(1, length))
    return HEAD + 'input 甲 as a : 元\nclause 文 "一、" {\nrule 规则0 as r0 = 甲\n' + "".join(rules) + "}\n"


def test_a_rule_that_is_read_often_is_worked_out_once() -> None:
    # each rule reads the one before twice: worked out anew each time, this would never end
    chain = module_of(_chain(60))
    assert chain.r59(a=5) == 5
    assert chain.calculate(a=5)["r59"].value == 5
    assert chain.calculate()["r59"].state == "missing"


def test_a_figure_may_be_called_like_a_type() -> None:
    text = HEAD + 'input 甲 as a : date\nclause 文 "一、" {\nparam 起 as date = 2023-07-01\nparam 数 as int >= 5元\n'
    module = module_of(text + "rule 得 as out = if 甲 >= 起 then 数 else 2 * 数\n}\n")
    assert date(2023, 7, 1) == module.DATE and Decimal(5) == module.INT
    assert module.out(a=date(2023, 6, 30)) == 10
    assert module.calculate(a=date(2023, 7, 1))["out"].reason == "数不低于5元，按5元计算；实际不低于5元"
    assert "数不低于5元" in module.explain("out", a=date(2023, 7, 1))


def test_a_long_chain_of_rules_is_no_trouble() -> None:
    text = _chain(600)
    tree, _ = parse(text, "chain.pol")
    assert tree is not None
    policy, _ = resolve(tree, text, Origin("chain.pol", "0" * 64))
    assert policy is not None
    chain = imported(source_of(policy), "chain")
    assert chain.r599(a=5) == chain.calculate(a="5.00")["r599"].value == 5
    assert chain.calculate()["r599"].state == "missing"
    assert chain.explain("r599", a=5).count("\n\n") == 599
    with pytest.raises(chain.Missing):
        chain._rule_r599(chain._case())


def test_an_explanation_tells_the_rate_of_the_column() -> None:
    text = HEAD + "enum 户籍 as home_kind { 城镇 as urban, 农村 as rural }\ninput 户 as home : 户籍\ninput 费 as fee : 元\n"
    text += 'clause 文 "一、" {\nscale 额 as share on 费 by 户 {\ncolumns 城镇, 农村\nup to 100元 -> 1%, 2%\n'
    text += "up to 200元 -> 3%, unspecified\nabove -> 5%, 5%\n} rounded to 0.01元\n}\n"
    module = module_of(text)
    urban, rural = module.HomeKind
    assert module.explain("share", home=urban, fee=300).split("\n")[2:-2] == [
        "  户为城镇",
        "  100元（含）以下部分100元，按1%计算",
        "  100元以上至200元（含）部分100元，按3%计算",
        "  200元以上部分100元，按5%计算",
    ]
    assert "100元（含）以下部分100元，按2%计算" in module.explain("share", home=rural, fee=300)
    assert module.share(home=urban, fee=300) == 9


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_module_names_its_model_and_its_meaning(path: Path) -> None:
    """The JSON file that is built beside it, and the hash by which it is held against its policy."""
    policy, module = policy_at(path), module_at(path)
    (model,) = JSON.render(policy)
    assert module.POLICY.model == model
    assert module.POLICY.meaning == meaning_hash(policy)
