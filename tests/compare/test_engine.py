"""What is matched with what, what follows from what, and what is told of it: small policies, and those of the house."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from policyc import compile_file
from policyc.compare.applying import applied, content
from policyc.compare.changes import Change, Effect, Kind, Subject
from policyc.compare.engine import compare
from policyc.compare.report import document_of, summary
from policyc.compare.tabled import SHOWN, grouped, places_of, substantial
from policyc.compare.telling import change_text, effect_text
from policyc.document.blocks import Table
from policyc.document.plain import words
from policyc.model.policy import Policy
from tests.compare.test_meaning import policy

ROOT = Path(__file__).parent.parent.parent / "policies"


def changes(old: str, new: str) -> list[Change]:
    """The changes between two policies of one clause, their heads apart."""
    return [c for c in compare(policy(old), policy(new, "new", 2023)).changes if c.subject is not Subject.POLICY]


def test_a_renamed_figure_is_one_change() -> None:
    """Neither id nor name is the same, but all that it says is."""
    (change,) = changes(
        'param 个人缴费 as contribution = 380元/人/年 more is worse quote "每人每年380元"',
        'param 个人缴费标准 as individual_contribution = 380元/人/年 more is worse quote "每人每年380元"',
    )
    assert change.kind is Kind.RENAMED


def test_a_comparator_is_a_change() -> None:
    """From 380 to at least 400 is more than a rise."""
    (change,) = changes("param 缴费 as paid_in = 380元/人/年 more is worse", "param 缴费 as paid_in >= 400元/人/年 more is worse")
    assert change_text(change) == "由每人每年380元调整为每人每年不低于400元"
    assert change.effect is Effect.WORSE


def test_percentage_points() -> None:
    """60% → 65% rises by 5 points, not by 5 per cent."""
    (change,) = changes("param 支付比例 as rate = 60% more is better", "param 支付比例 as rate = 65% more is better")
    assert change_text(change) == "由60%提高到65%，提高5个百分点"
    assert change.effect is Effect.BETTER


def test_measures_change_in_who_when_and_how_binding() -> None:
    """Modality, actor, condition and deadline are told one by one."""
    (change,) = changes(
        'explore 共享 as sharing { actor "医保部门" by 2023-12-31 }',
        'should 共享 as sharing { actor "医保部门", "税务部门" condition "有条件的地区" by 2024-12-31 }',
    )
    assert change_text(change) == (
        "要求由“探索”改为“推进、鼓励”；主体由“医保部门”改为“医保部门、税务部门”；"
        "条件新增“有条件的地区”；时限由“2023年12月31日”改为“2024年12月31日”"
    )
    assert change.effect is Effect.ADMINISTRATIVE


def test_what_only_follows_stands_below() -> None:
    """A derived figure and a rule that read a changed one are told below it, and say nothing of their own."""
    body = """
      param 补助 as subsidy >= {0}元/人/年 more is better
      param 缴费 as paid_in = 380元/人/年
      param 合计 as total = 补助 + 缴费
      rule 中央 as central = match 类别 {{ 普通 -> 80% * 补助  低保 -> 60% * 补助  特困 -> unspecified }}
    """
    (change,) = changes(body.format(610), body.format(640))
    assert [c.name for c in change.knock_on] == ["合计", "中央"]
    assert change_text(change.knock_on[1]) == (
        "类别为普通的，由每人每年488元调整为512元，增加24元；类别为低保的，由每人每年366元调整为384元，增加18元"
    )


@pytest.fixture(scope="module")
def house() -> dict[str, Policy]:
    """The annual notices, and the city under one of them."""
    files = {2021: "2021", 2022: "2022", 2023: "2023", 2024: "2024", 2025: "2025"}
    found = {str(year): compile_file(ROOT / f"{name}.pol").policy for year, name in files.items()}
    found["zaozhuang"] = compile_file(ROOT / "zaozhuang" / "2023.pol").policy
    return {name: made for name, made in found.items() if made is not None}


@pytest.mark.parametrize("pair", ["2021 2022", "2022 2023", "2023 2024", "2024 2025", "2023 zaozhuang"])
def test_the_house_compares_both_ways(house: dict[str, Policy], pair: str) -> None:
    """Turned round it is the other comparison; applied to the older it gives the newer; nothing differs from itself."""
    old, new = (house[name] for name in pair.split())
    diff = compare(old, new)
    assert diff
    assert diff.mirror() == compare(new, old)
    assert applied(diff, content(old)) == content(new)
    assert not compare(new, new)


def test_an_extract_is_silent(house: dict[str, Policy]) -> None:
    """Nothing follows from what an extract does not say."""
    diff = compare(house["2022"], house["2023"])
    silent = [c for c in diff.changes if c.kind is Kind.OLD_SILENT and c.subject is Subject.MEASURE]
    assert len(silent) > 100
    assert not [c for c in diff.changes if c.kind is Kind.ADDED]


def test_the_subsidy_rises(house: dict[str, Policy]) -> None:
    """The figures of the notices, and what follows for the regions."""
    diff = compare(house["2022"], house["2023"])
    told = {c.name: (change_text(c), c.effect) for c in diff.all() if c.subject in (Subject.PARAMETER, Subject.RULE) and c.old}
    assert told["人均财政补助标准"] == ("由每人每年不低于610元提高到不低于640元，提高30元", Effect.BETTER)
    assert told["个人缴费标准"] == ("由每人每年350元提高到380元，提高30元", Effect.WORSE)
    assert "分档为西部的，由每人每年488元调整为512元，增加24元" in told["中央财政补助"][0]


def test_histories_are_told_apart_by_the_shortest(house: dict[str, Policy]) -> None:
    """The province's bonus differs from the nation's least after the fewest years, and the case is worked out in both."""
    nation, province = (compile_file(ROOT / name).policy for name in ("enrolment_2025.pol", "shandong/enrolment_2025.pol"))
    assert nation is not None and province is not None
    diff = compare(nation, province)
    (bonus,) = [c for c in diff.all() if c.name == "连续激励额"]
    assert bonus.meaning is not None and bonus.meaning.case is not None and bonus.meaning.method == "histories"
    assert "至多40条记录" in str(bonus.meaning.extent)
    (records,) = bonus.meaning.case.given.values()
    assert isinstance(records, tuple) and [r.values["参保"] for r in records] == [True] * 5
    assert (bonus.meaning.case.old.value, bonus.meaning.case.new.value) == (1000, 3000)
    (only,) = bonus.meaning.differences  # 40 years without a gap, the first four of which earn nothing; one year more than four
    assert only.region.least == 2_000 and only.region.largest == 72_000 and only.region.exact
    (amount,) = [c for c in diff.all() if c.name == "激励额"]
    assert amount.meaning is not None and not amount.meaning.unconfirmed
    reached = [
        end for d in amount.meaning.differences for end in zip((d.region.least, d.region.largest), d.region.attained, strict=True)
    ]
    assert (Fraction(-19_000), True) in reached  # a zero-claim year lost in every gap
    assert (Fraction(150_000), True) in reached  # no gap, and no claim in any year
    assert not [c.name for c in diff.all() if c.meaning is not None and c.meaning.unconfirmed]


def test_places_are_not_years(house: dict[str, Policy]) -> None:
    """Nothing is raised or renamed between the nation and a city: each is told by its name, and a floor is 明确为 a figure."""
    diff = compare(house["2023"], house["zaozhuang"])
    told = {c.name: change_text(c, places_of(diff)) for c in diff.all() if c.new is not None and c.subject in SHOWN}
    assert told["人均财政补助标准"] == "由每人每年不低于640元明确为每人每年640元"
    assert told["财政补助提高额"] == "另有规定，为每人每年30元"
    assert told["多元化救助"] == "要求：全国为“推进、鼓励”，枣庄市为“应当”"
    assert summary(diff).startswith("另有规定")
    document = document_of(diff)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert {words(table.head[1]) for table in tables} == {"全国"} and {words(table.head[2]) for table in tables} == {"枣庄市"}
    assert "新增" not in summary(diff) and "原政策" not in summary(diff)


def test_what_a_city_adds_stands_apart_from_what_it_does_otherwise(house: dict[str, Policy]) -> None:
    """Between places: differing figures first, then what only one has, then what is only called otherwise; each once."""
    diff = compare(house["2023"], house["zaozhuang"])
    found = {title: changes for _, title, changes in grouped(diff)}
    assert list(found) == ["中性，或未标明利弊方向", "管理措施", "枣庄市另有规定", "只是名称不同"]
    assert [c.name for c in found["中性，或未标明利弊方向"]] == ["人均财政补助标准"]
    assert {c.kind for c in found["枣庄市另有规定"]} == {Kind.ADDED}
    assert {c.kind for c in found["只是名称不同"]} == {Kind.RENAMED}
    told = [id(c) for changes in found.values() for c in changes]
    assert len(told) == len(set(told)) and set(told) == {id(c) for c in substantial(diff.changes)}
    turned = [title for _, title, _ in grouped(diff.mirror())]
    assert "枣庄市另有规定" in turned and "全国另有规定" not in turned


def test_between_years_what_is_new_is_new(house: dict[str, Policy]) -> None:
    """One region at two times: the groups are those of the effect on the insured, with what was added among them."""
    titles = [title for _, title, _ in grouped(compare(house["2022"], house["2023"]))]
    assert titles == ["待遇提高、负担减轻", "负担增加、待遇降低", "管理措施"]


def test_nothing_rises_between_places() -> None:
    """A place's figure is higher than another's; it has not been raised."""
    old = policy("param 支付比例 as rate = 60% more is better")
    new = policy("param 支付比例 as rate = 65% more is better", "new", 2023)
    (change,) = (c for c in compare(old, new).changes if c.subject is Subject.PARAMETER)
    assert effect_text(change) == "待遇提高"
    assert effect_text(change, ("甲市", "乙市")) == "待遇较高"
