"""A workspace with one policy that has an input of every kind, and small files for it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import duckdb
import pytest

from tests.cli.running import Shell

POLICY = """policy 试点 as trial { region 试行市 "370499" year 2023 }
source 办法 as rules { title "试行办法（虚构）" number "试发〔2023〕1号" issuers "试行局" issued 2023-07-01 }
enum 分档 as tier_kind { 西部 as west, 中部 as central, 东部 as east }
input 档 as tier         : 分档
input 费用 as fee        : 元 in 0元 .. 1亿元
input 次数 as times      : 次 in 0次 .. 100次
input 参保 as insured    : bool
input 缴费日期 as paid_on : date in 2023-01-01 .. 2023-12-31
input 申请月 as applied_in : month in 2023-01 .. 2023-12
input 出生年 as born      : year in 1900 .. 2023
require 次数 >= 1次 because "没有就诊的不算"
clause 办法 "一" {
  rule 补助 as subsidy : 元/人/年 = match 档 {
    西部 -> 512.50元/人/年
    中部 -> 384元/人/年
    东部 -> unspecified quote "东部另行规定"
  } quote "512.50元"
  rule 报销 as refund = 费用 * 50% rounded to 0.01元 quote "50%"
  rule 待遇月 as starts : month only when 参保 = month_of(缴费日期) + 1个月 quote "次月起"
  rule 及时 as in_time : bool = 申请月 <= month_of(缴费日期) quote "及时"
  rule 成年年份 as adult : year = 出生年 + 18年 quote "十八年"
  rule 次均 as visits = 次数 * 2 quote "两倍"
}
"""


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell in a workspace with the policy, in Chinese."""
    for variable in ("LC_ALL", "LC_MESSAGES", "POLICYC_LANG", "POLICYC_SOURCES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("POLICYC_DEBUG", "1")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policyc.toml").write_text("")
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "trial.pol").write_text(POLICY, "utf-8")
    return Shell(capsys)


class Table(Protocol):
    """Writes the rows of a query into a Parquet file, so many of them in a group."""

    def __call__(self, name: str, select: str, rows: int = 122_880) -> None: ...


@pytest.fixture
def parquet(tmp_path: Path) -> Table:
    """Writes Parquet files into the workspace."""

    def write(name: str, select: str, rows: int = 122_880) -> None:
        duckdb.connect().execute(f"COPY ({select}) TO '{tmp_path / name}' (FORMAT parquet, ROW_GROUP_SIZE {rows})")

    return write
