"""``policyc new``: a file that compiles, is laid out as ``fmt`` would, and overwrites nothing."""

from pathlib import Path

import pytest

from policyc import compile_file
from policyc.syntax.format import format_text
from tests.cli.running import Shell


@pytest.mark.parametrize("spelling", ["zh", "en"])
def test_it_compiles_as_it_stands(shell: Shell, tmp_path: Path, spelling: str) -> None:
    """Without an error, in either spelling, and nothing left for ``fmt`` to do."""
    place = ("--region", "试行市", "--code", "370499", "--year", "2024")
    run = shell("new", "住房公积金", "--as", "fund_2024", *place, "--keywords", spelling)
    assert run.code == 0, run.err
    path = tmp_path / "policies" / "fund_2024.pol"
    text = path.read_text("utf-8")
    assert ("政策 住房公积金 代号 fund_2024" if spelling == "zh" else "policy 住房公积金 as fund_2024") in text
    assert compile_file(path).ok
    assert format_text(text, "x.pol")[0] == text
    assert shell("check", path).code == 0


def test_it_overwrites_nothing(shell: Shell, tmp_path: Path) -> None:
    """Asked twice, it leaves the first file alone."""
    assert shell("new", "甲办法", "-o", "a.pol").code == 0
    before = (tmp_path / "a.pol").read_bytes()
    assert shell("new", "乙办法", "-o", "a.pol").code == 2
    assert (tmp_path / "a.pol").read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [["housing"], ['甲"办法'], ["甲 办法"], ["甲办法", "--as", "A B"], ["甲办法", "--region", "x"]]
)
def test_what_cannot_be_a_name(shell: Shell, tmp_path: Path, arguments: list[str]) -> None:
    """Said before anything is written."""
    run = shell("new", *arguments)
    assert run.code == 2
    assert list((tmp_path / "policies").iterdir()) == [tmp_path / "policies" / "trial.pol"]
