"""Policies by id and by series: where they are looked for, and which one holds at a place and on a day."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from policyc.workspace.compiling import library_of
from policyc.workspace.index import levels
from policyc.workspace.settings import find_workspace
from tests.relations.policies import codes, compiled, write


def test_levels() -> None:
    assert levels("370402") == ("370402", "370400", "370000", "CN")
    assert levels("370000") == ("370000", "CN")
    assert levels("CN") == ("CN",)


@pytest.mark.parametrize(
    ("region", "day", "id_"),
    [
        ("370400", "2023-06-01", "city_2023"),
        ("370600", "2023-06-01", "cn_2023"),
        ("CN", "2024-06-01", "cn_2024"),
        ("370400", "2024-06-01", "cn_2024"),
        ("370400", "2026-06-01", None),
    ],
)
def test_the_nearest_level_that_holds(tmp_path: Path, region: str, day: str, id_: str | None) -> None:
    policies = tmp_path / "policies"
    (policies / "市").mkdir(parents=True)
    for year in (2023, 2024):
        write(policies, f"cn_{year}", "series 年度", "", year=year)
    write(policies / "市", "city_2023", "series 年度 under cn_2023", "", region='某市 "370400"')
    library = library_of(find_workspace(tmp_path))
    assert library.of_series("年度", region, datetime.date.fromisoformat(day)) == id_


def test_the_policies_folder_first_then_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policies").mkdir()
    write(tmp_path / "policies", "nation", "", 'param 数 as number = 1元 quote "一"')
    write(tmp_path, "city", "under nation", "check 数 == 1元")
    assert codes(compiled(tmp_path, "city")) == []
    write(tmp_path, "province", "under city", "check 数 == 1元")
    assert codes(compiled(tmp_path, "province")) == []


def test_an_error_above_is_told_once(tmp_path: Path) -> None:
    write(tmp_path, "nation", "", "param 数 as number = 无此数")
    write(tmp_path, "city", "under nation", "refine 数 = 1元  refine 又一数 = 2元")
    (told,) = compiled(tmp_path, "city").diagnostics
    assert told.code.code == "E1003"
    assert [label.span.file for label in told.related] == ["nation.pol"]


def test_a_named_policy_is_compiled_once(tmp_path: Path) -> None:
    write(tmp_path, "nation", "", 'param 数 as number >= 1元 quote "一"')
    for id_ in ("one", "two"):
        write(tmp_path, id_, "under nation", "refine 数 = 2元")
    library = library_of(find_workspace(tmp_path))
    made = [library.compilation(tmp_path / f"{id_}.pol").policy for id_ in ("one", "two", "nation")]
    assert made[0] is not None and made[1] is not None
    assert made[0].other["nation"] is made[1].other["nation"] is made[2]
