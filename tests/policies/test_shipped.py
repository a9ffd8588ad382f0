"""The shipped policies: they compile without a warning, say what the documents around 2023 say, and refuse what breaks them."""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import policyc
from policyc.evaluate.evaluator import Evaluator
from policyc.model.policy import BoundKind, Given, Policy

POLICIES = Path(__file__).parents[2] / "policies"
FILES = sorted(str(path.relative_to(POLICIES)) for path in POLICIES.rglob("*.pol"))
AT_LEAST, EXACTLY = BoundKind.AT_LEAST, BoundKind.EXACTLY


def compiled(name: str, folder: Path = POLICIES) -> Policy:
    compilation = policyc.compile_file(folder / name)
    assert compilation.ok, [d.code.code for d in compilation.diagnostics]
    assert compilation.policy is not None
    return compilation.policy


@pytest.mark.parametrize("name", FILES)
def test_no_error_and_no_warning(name: str) -> None:
    assert [(d.code.code, d.span.line) for d in policyc.compile_file(POLICIES / name).diagnostics] == []


@pytest.mark.parametrize(
    ("name", "subsidy", "contribution", "financing"),
    [
        ("2021.pol", (AT_LEAST, 580), (EXACTLY, 320), (AT_LEAST, 900)),
        ("2022.pol", (AT_LEAST, 610), (EXACTLY, 350), (AT_LEAST, 960)),
        ("2023.pol", (AT_LEAST, 640), (EXACTLY, 380), (AT_LEAST, 1020)),
        ("2024.pol", (AT_LEAST, 670), (AT_LEAST, 400), (AT_LEAST, 1070)),  # 2024 turns 达到 into 不低于
        ("2025.pol", (AT_LEAST, 700), (AT_LEAST, 400), (AT_LEAST, 1100)),
        ("zaozhuang/2023.pol", (EXACTLY, 640), (EXACTLY, 380), (EXACTLY, 1020)),
    ],
)
def test_financing(
    name: str, subsidy: tuple[BoundKind, int], contribution: tuple[BoundKind, int], financing: tuple[BoundKind, int]
) -> None:
    policy = compiled(name)
    found = {p.alias: (p.bound.kind, p.bound.value) for p in policy.params}
    assert found["fiscal_subsidy"] == subsidy
    assert found["individual_contribution"] == contribution
    assert found["financing_standard"] == financing


@pytest.mark.parametrize(("name", "west", "central"), [("2021.pol", 464, 348), ("2022.pol", 488, 366), ("2024.pol", 536, 402)])
def test_the_east_is_never_a_number(name: str, west: int, central: int) -> None:
    policy = compiled(name)
    tiers = {member.alias: member for member in policy.input["分档"].type.members}  # type: ignore[union-attr]
    paid = {alias: Evaluator(policy, {"分档": tier}).rule("中央财政补助") for alias, tier in tiers.items()}
    assert {alias: o.value for alias, o in paid.items()} == {"west": west, "central": central, "east": None}
    assert paid["east"].state.value == "unspecified"


def test_a_goal_of_2025_is_no_figure_of_2023() -> None:
    policy = compiled("zaozhuang/2023.pol")
    goals = {t.alias: (t.bound.value, t.deadline) for t in policy.targets}
    assert goals["outpatient_quota"] == (300, 2025)
    assert goals["chronic_outpatient_rate"] == (Fraction(65, 100), 2025)
    assert "outpatient_quota" not in {p.alias for p in policy.params}


def test_months_of_aid_under_both_readings() -> None:
    policy = compiled("zaozhuang/2023.pol")
    given: dict[str, Given] = {"因病致贫重病患者": True, "申请月": date(2023, 6, 1)}
    spans = {}
    for option in policy.reading["申请月口径"].options:
        evaluator = Evaluator(policy, given, readings={"申请月口径": option.member})
        spans[option.member.alias] = tuple(evaluator.rule(name).value for name in ("救助起始月", "救助截止月"))
    assert spans == {
        "including": (date(2022, 7, 1), date(2023, 6, 1)),
        "excluding": (date(2022, 6, 1), date(2023, 5, 1)),
    }


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(POLICIES, tmp_path / "policies")
    (tmp_path / "policyc.toml").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "policies"


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("zaozhuang/2023.pol", "refine 人均财政补助标准 = 640元/人/年", "refine 人均财政补助标准 = 630元/人/年"),
        ("zaozhuang/2023.pol", "refine 个人缴费标准 = 380元/人/年", "refine 个人缴费标准 = 390元/人/年"),
        ("shandong/enrolment_2025.pol", "refine 激励上限比例 <= 20%", "refine 激励上限比例 = 25%"),
        ("shandong/enrolment_2025.pol", "refine 连续参保激励 = 3000元/年/次", "refine 连续参保激励 = 999元/年/次"),
    ],
)
def test_what_leaves_the_bound_above_is_refused(copy: Path, name: str, right: str, wrong: str) -> None:
    path = copy / name
    text = path.read_text("utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), "utf-8")
    found = policyc.compile_file(path).diagnostics
    assert any(d.code.code.startswith("E10") and d.related for d in found), [d.code.code for d in found]
