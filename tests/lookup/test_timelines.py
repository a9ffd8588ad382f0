"""Gaps and overlaps of the policies of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyc.model.timeline import regions_of
from tests.cli.running import Shell
from tests.lookup.conftest import NATION, policy


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(folder)
    return Shell(capsys)


def test_a_gap(shell: Shell) -> None:
    ran = shell("check", "policies", "--lang", "zh")
    assert ran.code == 0
    assert ran.err.count("W0902") == 1
    assert "全国的“试例年度”在 2024-01-01 至 2025-02-28 没有政策：cn_2023 到期后，cn_2025 还没有开始" in ran.err
    assert "W0903" not in ran.err


def test_an_overlap(shell: Shell, folder: Path) -> None:
    text = policy("cn_2024", NATION, "year 2024\n  period 2023-10-01 .. 2025-02-28", "param 缴费 as pay = 390元/人/年")
    (folder / "policies" / "nation_2024.pol").write_text(text, "utf-8")
    ran = shell("build", "policies", "-o", "built", "--lang", "zh")
    assert ran.code == 0
    assert "全国的“试例年度”有两份政策同时有效：cn_2023 和 cn_2024，从 2023-10-01 起到 2023-12-31" in ran.err
    assert "W0902" not in ran.err


def test_what_is_amended_ends(shell: Shell, folder: Path) -> None:
    head = "year 2023\n  period 2023-07-01 .. 2025-02-28\n  amends cn_2023"
    text = policy("cn_2023_b", NATION, head, "amend 缴费 = 390元/人/年\nkeep all")
    (folder / "policies" / "nation_2023_b.pol").write_text(text, "utf-8")
    ran = shell("check", "policies", "--lang", "zh")
    assert "W0902" not in ran.err and "W0903" not in ran.err
    before = shell("show", "缴费", "--region", "CN", "--on", "2023-06-30", "--lang", "zh").out
    after = shell("show", "缴费", "--region", "CN", "--on", "2023-07-01", "--lang", "zh").out
    assert "380元" in before and "390元" in after


def test_regions() -> None:
    assert regions_of("370402") == ("370402", "370400", "370000", "CN")
    assert regions_of("370000") == ("370000", "CN")
    assert regions_of("CN") == ("CN",)
