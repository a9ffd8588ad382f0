"""The national notice of 2023 as a module: what the interface promises, under the names that it promises."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from policyc.targets.python import TARGET
from tests.targets.python.modules import ROOT, module_at

NOTICE = module_at(ROOT / "policies" / "2023.pol")


def test_figures_are_constants() -> None:
    assert Decimal("640") == NOTICE.FISCAL_SUBSIDY
    assert repr(NOTICE.INDIVIDUAL_CONTRIBUTION) == "Decimal('380')"
    assert Decimal("1020") == NOTICE.FINANCING_STANDARD


def test_enums_have_labels() -> None:
    assert [member.label for member in NOTICE.RegionTier] == ["西部", "中部", "东部"]
    assert NOTICE.RegionTier("west") is NOTICE.RegionTier.WEST


def test_a_rule_is_a_function() -> None:
    tier = NOTICE.RegionTier
    assert repr(NOTICE.central_subsidy(tier=tier.WEST)) == "Decimal('512')"
    assert NOTICE.central_subsidy(tier=tier.CENTRAL) == Decimal("384")
    with pytest.raises(NOTICE.Unspecified) as stopped:
        NOTICE.central_subsidy(tier=tier.EAST)
    error: Any = stopped.value
    assert isinstance(stopped.value, ValueError)
    assert (error.name, error.clause) == ("中央财政补助", "《通知》一、合理确定筹资标准")
    assert "分别按照一定比例" in error.quote and error.quote in str(error)
    with pytest.raises(ValueError, match=r"“分档”.*'西部'.*西部、中部或东部.*tier"):
        NOTICE.central_subsidy(tier="西部")
    with pytest.raises(TypeError):
        NOTICE.central_subsidy(tier.WEST)


def test_parameters() -> None:
    subsidy = NOTICE.PARAMETERS["fiscal_subsidy"]
    assert (subsidy.label, subsidy.value, subsidy.low, subsidy.high) == ("人均财政补助标准", Decimal(640), Decimal(640), None)
    assert (subsidy.bound, subsidy.unit, subsidy.clause) == ("at_least", "元/人/年", "《通知》一、合理确定筹资标准")
    assert subsidy.quote == "达到每人每年不低于 640 元"
    assert subsidy.direction == "better" and not subsidy.principally
    share = NOTICE.PARAMETERS["new_funding_outpatient_share"]
    assert (share.value, share.bound) == (None, "unspecified")
    assert not hasattr(NOTICE, "NEW_FUNDING_OUTPATIENT_SHARE")
    with pytest.raises(AttributeError):
        subsidy.value = 1
    assert isinstance(NOTICE.PARAMETERS, MappingProxyType)


def test_targets_are_held_against_what_is_observed() -> None:
    enrolment = next(t for t in NOTICE.TARGETS.values() if t.value == Decimal("0.99"))
    assert [enrolment.met_by(x) for x in (Decimal("0.99"), "0.9899", 1)] == [True, False, True]
    about = next(t for t in NOTICE.TARGETS.values() if t.bound == "about")
    assert about.value == Decimal("0.7") and about.met_by("0.7") is None
    with pytest.raises(TypeError):
        enrolment.met_by(0.99)
    assert date(2023, 12, 31) in {m.deadline for m in NOTICE.MEASURES.values()}


def test_where_it_comes_from() -> None:
    assert NOTICE.POLICY.id == "cn_2023" and NOTICE.POLICY.file == "policies/2023.pol"
    source = NOTICE.SOURCES["notice"]
    assert (source.number, source.issued) == ("医保发〔2023〕24号", date(2023, 7, 26))
    assert {m.modality for m in NOTICE.MEASURES.values()} == {"must", "should", "may", "explore"}
    assert NOTICE.BREAKPOINTS["tier"] == tuple(NOTICE.RegionTier)


def test_calculate_never_raises_for_holes() -> None:
    tier = NOTICE.RegionTier
    west = NOTICE.calculate(tier=tier.WEST)["central_subsidy"]
    assert (west.value, west.state, west.nominal) == (Decimal(512), "ok", True)
    assert west.reason == "人均财政补助标准每人每年不低于640元，按每人每年640元计算；实际每人每年不低于512元"
    east = NOTICE.calculate(tier=tier.EAST)["central_subsidy"]
    assert (east.value, east.state, east.nominal) == (None, "unspecified", False)
    assert NOTICE.calculate()["central_subsidy"].state == "missing"


def test_explain() -> None:
    told = NOTICE.explain("central_subsidy", tier=NOTICE.RegionTier.WEST).splitlines()
    assert told[0].startswith("中央财政补助（《通知》一、合理确定筹资标准：“西部、中部地区省份")
    assert told[1:4] == [
        "  已知：分档为西部",
        "  分档为西部：80% × 人均财政补助标准",
        "    ＝80% × 640元/人·年",
    ]
    assert told[4].startswith("  人均财政补助标准每人每年不低于640元，按每人每年640元计算（《通知》一、")
    assert told[5:] == ["  中央财政补助＝每人每年512元"]
    assert NOTICE.explain("中央财政补助", tier=NOTICE.RegionTier.EAST).endswith("“对东部地区省份分别按照一定比例”）")
    assert NOTICE.explain("central_subsidy").endswith("缺少“分档”")
    with pytest.raises(ValueError, match="central_subsidy"):
        NOTICE.explain("nothing")


def test_the_package_lists_its_modules() -> None:
    from policyc.pipeline import compile_text

    policy = compile_text((ROOT / "policies" / "2023.pol").read_text("utf-8"), "policies/2023.pol").policy
    assert policy is not None
    package = TARGET.collect([policy])["__init__.py"].decode()
    assert "cn_2023：全国城乡居民医保" in package and '"cn_2023",\n    "lookup",' in package
