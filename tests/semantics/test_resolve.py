"""The whole phase on whole files: the sample of the language, statements, and files with arbitrary mistakes."""

import datetime
import random
import re
from fractions import Fraction
from pathlib import Path

import pytest

from policyc.model.policy import BoundKind, Modality, Origin
from policyc.semantics.resolve import resolve
from policyc.syntax.parse import parse
from tests.semantics.policies import codes, good

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "tests/language").glob("*/*/*.pol")), *sorted((ROOT / "policies").rglob("*.pol"))]

SAMPLE = """
enum 地区分档 as region_tier { 西部 as west, 中部 as central, 东部 as east }
input 分档 as tier : 地区分档
"""
CLAUSE = """
  param 人均财政补助标准 as fiscal_subsidy >= 640元/人/年        quote "640"
  param 个人缴费标准 as individual_contribution = 380元/人/年     quote "380"
  param 筹资标准 as financing_standard = 人均财政补助标准 + 个人缴费标准
  check 筹资标准 == 1020元/人/年     # at its own figures
  rule 中央财政补助 as central_subsidy = match 分档 {
    西部 -> 80% * 人均财政补助标准
    中部 -> 60% * 人均财政补助标准
    东部 -> unspecified
  }
  example "西部每人每年512元" { given 分档 = 西部  expect 中央财政补助 == 512元/人/年  expect 中央财政补助 is refused }
  target 支付比例 as rate ~ 70% by 2025-06
  may 扩围 as extension { condition "有条件的地区" actor "各地", "某局" by 2025 }
  question "比例是多少？"
"""


def test_the_sample() -> None:
    policy = good(SAMPLE, CLAUSE)
    assert policy.param["筹资标准"].bound.kind is BoundKind.AT_LEAST
    assert policy.param["筹资标准"].bound.value == 1020
    rule = policy.rule["中央财政补助"]
    assert (rule.inputs, rule.required) == (("分档",), ("分档",))
    assert str(rule.type) == "元/人/年"
    assert rule.body.facts.high == Fraction(10**8)
    assert policy.checks[0].text == "筹资标准 == 1020元/人/年"
    example = policy.examples[0]
    assert [e.text for e in example.expectations] == ["中央财政补助 == 512元/人/年", "中央财政补助 is refused"]
    assert example.given[0][0] == "分档"
    target = policy.targets[0]
    assert (target.bound.kind, target.deadline, target.deadline_text) == (BoundKind.ABOUT, datetime.date(2025, 6, 30), "2025-06")
    measure = policy.measures[0]
    assert (measure.modality, measure.actors, measure.deadline) == (Modality.MAY, ("各地", "某局"), 2025)
    assert policy.clauses == (rule.clause,)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("check 费 > 1元", ["E0411"]),
        ("check 倍 > 1元", ["E0411"]),
        ("check 数", ["E0310"]),
        ("target 目 as goal = 费", ["E0212"]),
        ("target 目 as goal ~ 70% by 2023-02-30", ["E0319"]),
        ("target 目 as goal ~ 70% by 25", ["E0408"]),
        ("must 措 as act { by 2023 by 2024 }", ["E0206"]),
        ('example "例" { given 费 = 1元, 费 = 2元 expect 倍 == 4元 }', ["E0206"]),
        ('example "例" { given 倍 = 1元 }', ["E0212"]),
        ('example "例" { given 费 = 1人 }', ["E0304"]),
        ('example "例" { given 费 = 费 }', ["E0409"]),
        ('example "例" { given 费 = 1元 expect 数 is unspecified }', ["E0410"]),
        ('example "例" { given 费 = 1元 expect 倍 + 1元 }', ["E0310"]),
        ('example "例" { given 费 = 50元 + 1元 expect 倍 == 102元 }', []),
        ("require 费 < 倍", ["E0212"]),
        ('require 费 < 数 because "法定"', []),
    ],
)
def test_statements(statement: str, expected: list[str]) -> None:
    assert codes("input 费 as fee : 元", f'param 数 as n1 = 5元 quote "5"\nrule 倍 as double = 费 * 2\n{statement}') == expected


_TOKEN = re.compile(r'"[^"\n]*"|#[^\n]*|[\w.%]+|->|\.\.|[<>=!]=|\S|\s+')
_ODD = [
    "unspecified",
    "unlimited",
    "0",
    "2023-02-30",
    "1年",
    "5个百分点",
    "5%",
    "true",
    "otherwise",
    "-3元",
    "1个月",
    "9999-12-31",
]


@pytest.mark.parametrize("seed", range(40))
def test_no_file_makes_it_fail(seed: int) -> None:
    """Files with a few tokens exchanged, removed or added: diagnostics in both languages, and errors where there is no policy."""
    chance = random.Random(seed)
    tokens = _TOKEN.findall(chance.choice(FILES).read_text("utf-8"))
    words = [t for t in tokens if not t.isspace()]
    for _ in range(chance.choice([1, 1, 2, 4])):
        place = chance.randrange(len(tokens))
        tokens[place] = chance.choice([chance.choice(words), chance.choice(_ODD), "", tokens[place] + " " + chance.choice(words)])
    text = "".join(tokens)
    tree, found = parse(text, "odd.pol")
    if tree is None:
        return
    policy, more = resolve(tree, text, Origin("odd.pol", ""))
    for diagnostic in more:
        for language in ("zh", "en"):
            assert diagnostic.message(language)
            assert "{" not in diagnostic.help(language).replace("{ region", "")
    assert policy is not None or any(d.is_error for d in (*found, *more))
