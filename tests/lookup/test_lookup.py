"""Which figures hold where and when: the module's look-up, the command line's, and that they agree."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Shell


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(folder)
    return Shell(capsys)


@pytest.fixture
def lookup(shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """The function of a freshly built folder, called as its users call it."""
    assert shell("build", "policies", "-o", "built").code == 0
    monkeypatch.syspath_prepend(folder)
    importlib.invalidate_caches()
    module = importlib.import_module("built")
    yield module.lookup
    for name in [n for n in sys.modules if n == "built" or n.startswith("built.")]:
        del sys.modules[name]


def test_the_nearest_level_first(lookup: Callable[..., Any]) -> None:
    figures = lookup("370400", date(2023, 6, 1), basis="notice")["试例年度"]
    assert (figures["subsidy"].value, figures["subsidy"].level, figures["subsidy"].bound) == (Decimal(660), "枣庄市", "exactly")
    assert (figures["pay"].value, figures["pay"].level, figures["pay"].policy) == (Decimal(380), "全国", "cn_2023")
    assert (figures["clinic"].value, figures["clinic"].unit) == (Decimal(200), "元/人/年")
    share = figures["share"]
    assert (share.value, share.low, share.high, share.bound) == (None, Decimal("0.6"), Decimal("0.7"), "unspecified")
    assert figures["subsidy"].quote == "660元" and figures["subsidy"].clause == "《文》一"
    assert figures.notes == ()


def test_a_district_has_what_its_city_has(lookup: Callable[..., Any]) -> None:
    assert lookup("370402", date(2023, 6, 1))["试例年度"]["clinic"].level == "枣庄市"
    assert "clinic" not in lookup("370500", date(2023, 6, 1))["试例年度"]
    assert lookup("枣庄市", date(2023, 6, 1))["试例年度"]["clinic"].value == 200


def test_an_expired_policy_is_not_used_in_silence(lookup: Callable[..., Any]) -> None:
    figures = lookup("370400", date(2025, 6, 1))["试例年度"]
    assert (figures["pay"].value, figures["pay"].level) == (Decimal(400), "全国")
    assert "clinic" not in figures
    assert figures.notes == ("枣庄市的“试例年度”在2025-06-01没有有效的政策，最近的是city_2023：2023-01-01至2023-12-31",)


def test_the_year_of_the_benefits(lookup: Callable[..., Any]) -> None:
    assert lookup("CN", date(2024, 6, 1), basis="benefit")["试例年度"]["pay"].value == 380
    with pytest.raises(LookupError, match="cn_2023：2023-01-01至2023-12-31"):
        lookup("CN", date(2024, 6, 1), basis="notice")
    assert lookup("CN", date(2022, 6, 1), basis="benefit")["试例年度"]["pay"].value == 350


@pytest.mark.parametrize(
    ("day", "nearest"), [(date(2024, 12, 1), "cn_2025"), (date(2024, 1, 2), "cn_2023"), (date(2000, 1, 1), "cn_2022")]
)
def test_a_day_that_nothing_covers(lookup: Callable[..., Any], day: date, nearest: str) -> None:
    with pytest.raises(LookupError) as error:
        lookup("CN", day)
    assert f"最近的是{nearest}：" in str(error.value)


def test_wrong_questions(lookup: Callable[..., Any]) -> None:
    with pytest.raises(LookupError, match="枣庄市、全国"):
        lookup("北京市", date(2023, 6, 1))
    with pytest.raises(ValueError, match="basis"):
        lookup("CN", date(2023, 6, 1), basis="fiscal")


def test_modules_are_read_only_when_asked_for(lookup: Callable[..., Any]) -> None:
    assert not any(name.startswith("built.c") for name in sys.modules)
    lookup("CN", date(2022, 6, 1))
    assert {name for name in sys.modules if name.startswith("built.c")} == {"built.cn_2022"}


def test_show_agrees_with_the_module(lookup: Callable[..., Any], shell: Shell) -> None:
    for region in ("370400", "CN"):
        for day in (date(2022, 6, 1), date(2023, 6, 1), date(2025, 6, 1)):
            for basis in ("notice", "benefit"):
                ran = shell("show", "--region", region, "--on", day, "--basis", basis, "--format", "json", "--lang", "zh")
                try:
                    found = lookup(region, day, basis=basis)
                except LookupError as error:
                    assert (ran.code, ran.err.strip()) == (1, str(error))
                    continue
                told = json.loads(ran.out)["series"]
                for series, figures in found.items():
                    assert told[series]["notes"] == list(figures.notes)
                    assert set(told[series]["figures"]) == set(figures)
                    for alias, figure in figures.items():
                        shown = told[series]["figures"][alias]
                        for key in ("label", "bound", "level", "policy", "via", "clause", "quote", "unit", "principally"):
                            assert shown[key] == getattr(figure, key), (alias, key)
                        assert (None if shown["value"] is None else Decimal(shown["value"])) == figure.value


def test_show_one_figure(shell: Shell) -> None:
    ran = shell("show", "缴费", "--region", "枣庄市", "--on", "2023-06-01", "--lang", "zh")
    assert ran.code == 0
    assert ran.out == "缴费：每人每年380元\n  全国《文》一，原文“380元”\n  试例年度，city_2023，2023-01-01至2023-12-31\n"


def test_show_cannot(shell: Shell) -> None:
    assert shell("show", "缴费", "--region", "枣庄市", "--on", "六月").code == 2
    assert shell("show", "没有这个", "--region", "枣庄市", "--on", "2023-06-01").code == 2
    assert shell("show", "缴费", "--region", "北京市", "--on", "2023-06-01").code == 2
    ran = shell("show", "缴费", "--region", "CN", "--on", "2019-06-01")
    assert (ran.code, ran.out) == (1, "") and "cn_2022：2022-01-01至2022-12-31" in ran.err


def test_the_file_does_not_depend_on_the_order_of_building(shell: Shell, folder: Path) -> None:
    assert shell("build", "policies", "-o", "one").code == 0
    for name in ("nation_2025.pol", "city/2023.pol", "nation_2022.pol", "nation_2023.pol"):
        assert shell("build", f"policies/{name}", "-o", "two").code == 0
    for name in ("lookup.py", "__init__.py"):
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes()
