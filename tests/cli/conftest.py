"""A folder with one small policy, and a shell in it."""

from pathlib import Path

import pytest

from tests.cli.running import Shell

POLICY = """policy 试点 as trial { region 全国 "CN" year 2023 }
source 通知 as notice {
  title "关于某事的通知" number "某发〔2023〕1号" issuers "甲局" issued 2023-07-26 file "notice.txt"
}
enum 分档 as tier { 西部 as west, 中部 as central, 东部 as east }
input 档 as level : 分档
clause 通知 "一、标准" {
  param 补助 as subsidy >= 640元/人/年 quote "不低于 640 元"
  rule 中央补助 as central = match 档 {
    西部 -> 80% * 补助
    中部 -> 60% * 补助
    东部 -> unspecified quote "东部按一定比例"
  } quote "西部、中部按80%、60%"
  example "西部" { given 档 = 西部 expect 中央补助 == 512元/人/年 }
}
"""
NOTICE = "一、标准\n每人每年不低于 640\n元。西部、中部按 80%、60%，东\n部按一定比例。\n"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell in a workspace with the policy, in Chinese."""
    for variable in ("LC_ALL", "LC_MESSAGES", "POLICYC_SOURCES", "POLICYC_DEBUG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policyc.toml").write_text("")
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "trial.pol").write_text(POLICY, "utf-8")
    return Shell(capsys)
