"""``policyc prove``: its words, its formats and its exit codes."""

import json
from pathlib import Path

import pytest

from policyc.prove import smt
from tests.cli.running import Shell

HEAD = """policy 试例 as trial {
  region 全国 "CN"
  year   2023
}
source 文 as doc { title "试例（虚构）"  number "试〔2023〕1号"  issuers "试例局"  issued 2023-01-01 }
input 费用 as fee : 元
input 自付 as own : 元
clause 文 "一、" {
  rule 报销 as benefit = 70% * 费用 rounded to 0.01元
"""


def _policy(folder: Path, claim: str) -> Path:
    path = folder / "试例.pol"
    path.write_text(f"{HEAD}  check for all {claim}\n}}\n", "utf-8")
    return path


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(capsys)


def test_proved(shell: Shell, tmp_path: Path) -> None:
    ran = shell("prove", _policy(tmp_path, "报销 <= 费用"), "--lang", "zh")
    assert ran.code == 0
    assert ran.out == (
        "试例.pol：对一切情形的核对 1 条成立\n  成立  报销 <= 费用（《文》一）；按分段点和取整周期精确比较（15段）\n"
    )


def test_refuted(shell: Shell, tmp_path: Path) -> None:
    ran = shell("prove", _policy(tmp_path, "报销 < 费用"), "--format", "json")
    assert ran.code == 1
    (check,) = json.loads(ran.out)["policies"][0]["checks"]
    assert (check["verdict"], check["case"]["told"]) == ("fails", "费用 = 0元")
    assert "| `报销 < 费用` | 《文》一 | 不成立 |" in shell("prove", tmp_path / "试例.pol", "--format", "md", "--lang", "zh").out


def test_undecided(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Undecided is not a yes: 3, and what to do."""

    def missing() -> object:
        raise smt.NotInstalled

    monkeypatch.setattr(smt, "load", missing)
    path = _policy(tmp_path, "(70% * 费用 + 30% * 自付 rounded to 0.01元) <= max(费用, 自付)")
    ran = shell("prove", path, "--lang", "zh")
    assert ran.code == 3
    assert "没有结论" in ran.out and "policyc[prove]" in ran.out
    assert shell("check", path, "--lang", "zh").code == 0
