"""Claims of whole policies: what is proved, by which method, and the case that is shown where one fails."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from policyc.pipeline import compile_text
from policyc.prove import smt
from policyc.prove.results import Method, Proof, Verdict
from tests.evaluate.texts import HEAD
from tests.prove.asking import proof

TOP = """
input 分档 as tier : 地区分档
input 费用 as fee : 元
input 自付 as own : 元
input 出生 as born : date
input 办理 as day : date
"""
ITEMS = """
  param 补助 as subsidy >= 640元/人/年 quote "不低于640元"
  param 缴费 as pay = 380元/人/年 quote "380元"
  param 标准 as standard = 补助 + 缴费 quote "筹资标准"
  param 支付 as share ~ 70% quote "70%左右"
  rule 中央 as central = match 分档 { 西部 -> 80% * 补助  中部 -> 60% * 补助  东部 -> unspecified }
  rule 报销 as benefit = 70% * 费用 rounded to 0.01元
"""


def _case(found: Proof) -> dict[str, object]:
    assert found.case is not None
    return {x.name: x.value for x in found.case.values}


@pytest.mark.parametrize(
    ("claim", "method"),
    [
        ("分档 == 西部 or 分档 != 西部", Method.CASES),
        ("报销 <= 费用", Method.PIECEWISE),
        ("报销 - 70% * 费用 <= 0.005元 and 70% * 费用 - 报销 < 0.005元", Method.PIECEWISE),
        ("标准 >= 1020元/人/年", Method.PIECEWISE),
        ("费用 + 自付 >= 自付", Method.REGIONS),
        ("分档 == 东部 or 中央 <= 80% * 补助", Method.REGIONS),
        ("age(出生, 办理) >= 0岁 or 出生 > 办理", Method.REGIONS),
        ("(70% * 费用 + 30% * 自付 rounded to 0.01元) <= max(费用, 自付)", Method.Z3),
    ],
)
def test_holds(claim: str, method: Method) -> None:
    found = proof(TOP, f"{ITEMS} check for all {claim}")
    assert (found.verdict, found.case, found.reason) == (Verdict.HOLDS, None, None)
    assert found.method in (method, Method.REGIONS, Method.Z3) if method is Method.REGIONS else found.method is method


@pytest.mark.parametrize(
    ("claim", "case"),
    [
        ("报销 < 费用", {"费用": F(0)}),
        ("报销 - 70% * 费用 < 0.005元", {"费用": F(5, 100)}),
        ("报销 <= 5000元", {"费用": F(8000)}),
        ("标准 == 1020元/人/年", {"补助": F(700)}),
        ("中央 <= 补助", {"中央（东部）": F(700)}),
        ("费用 + 自付 < 1亿元", {"费用": F(0), "自付": F(10**8)}),
    ],
)
def test_fails(claim: str, case: dict[str, object]) -> None:
    """The smallest round case; an open figure stays as stated where that will do."""
    found = proof(TOP, f"{ITEMS} check for all {claim}")
    assert found.verdict is Verdict.FAILS
    assert case.items() <= _case(found).items()


def test_about_counts_as_stated() -> None:
    found = proof(TOP, f"{ITEMS} check for all 支付 * 费用 <= 0.7 * 费用")
    assert found.verdict is Verdict.HOLDS
    assert [str(x) for x in found.assumptions] == ["“支付”按70%计（原文为左右）"]


def test_requires_are_kept() -> None:
    top = f"{TOP}\nrequire 自付 <= 费用\n"
    assert proof(top, "check for all 费用 - 自付 >= 0元").verdict is Verdict.HOLDS
    assert proof(TOP, "check for all 费用 - 自付 >= 0元").verdict is Verdict.FAILS


def test_not_applicable_is_no_case() -> None:
    items = "rule 甲 as first only when 分档 == 西部 = 费用\n check for all 甲 == 0元 or 分档 == 西部"
    assert proof(TOP, items).verdict is Verdict.HOLDS


def test_readings() -> None:
    items = """
  reading 口径 as rule_of { 逐年 as every "逐年"  首年 as first "首年不计"  take 首年 because "例" }
  rule 月数 as months = match 口径 { 逐年 -> 2个月  首年 -> 1个月 }
  check for all 月数 <= 1个月
"""
    from policyc.prove.checks import prove_checks
    from tests.evaluate.texts import policy_of

    (found,) = prove_checks(policy_of(TOP, items), others=True)
    assert found.verdict is Verdict.HOLDS
    assert [(name, member.name) for name, member in found.taken] == [("口径", "首年")]
    assert [(options[0][1].name, verdict) for options, verdict in found.others] == [("逐年", Verdict.FAILS)]


HARD = "(费用 * 自付 / 1元 rounded to 0.01元) <= (费用 * 费用 / 2元 rounded to 0.01元) + 自付 * 自付 / 1元"


def test_undecided_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without z3: said what to install; the policy is valid, but nothing is called proved."""

    def missing() -> object:
        raise smt.NotInstalled

    monkeypatch.setattr(smt, "load", missing)
    text = f'{HEAD}{TOP}\nclause 通知 "一、筹资" {{ check for all {HARD} }}\n'
    compiled = compile_text(text, "试例.pol")
    assert compiled.ok
    assert [p.verdict for p in compiled.proofs] == [Verdict.UNDECIDED]
    (warning,) = (d for d in compiled.diagnostics if d.code.code == "W0701")
    assert "policyc[prove]" in warning.message("zh")


def test_a_failed_claim_is_an_error() -> None:
    text = f'{HEAD}{TOP}\nclause 通知 "一、筹资" {{ {ITEMS} check for all 报销 < 费用 }}\n'
    compiled = compile_text(text, "试例.pol")
    assert not compiled.ok
    (error,) = (d for d in compiled.diagnostics if d.code.code == "E0707")
    assert error.message("zh") == "不是一切情形都成立：费用 = 0元时，报销 = 0元 ≥ 0元 = 费用"
