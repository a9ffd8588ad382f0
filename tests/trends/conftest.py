"""Invented policies: a nation of four years with one missing, a city below it, and another series."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Shell

SOURCE = 'source 文 as doc { title "试例（虚构）"  number "试〔2023〕1号"  issuers "试例局"  issued 2023-01-01 }\n'
NATION, CITY = '全国 "CN"', '试行市 "370400"'


def policy(id_: str, region: str, head: str, items: str, series: str = "试例年度") -> str:
    """The text of a policy."""
    return (
        f'policy 试例 as {id_} {{\n  region {region}\n  {head}\n  series {series}\n}}\n{SOURCE}clause 文 "一、" {{\n{items}\n}}\n'
    )


FILES = {
    "2021": policy(
        "cn_2021",
        NATION,
        'year 2021\n extract "只有缴费"',
        'param 缴费 as pay = 320元/人/年 more is worse quote "320元"\nexplore 共享 as sharing quote "探索共享"',
    ),
    "2022": policy(
        "cn_2022",
        NATION,
        "year 2022\n uses cn_2021\n benefit_year 2023",
        'param 缴费 as pay = 350元/人/年 more is worse quote "350元"\n'
        "param 比例 as share = 65% more is better\nparam 资助 as aid = 100元/人/年 more is better\n"
        "param 限额 as cap <= 20万元\ntarget 占比 as coverage ~ 70% more is better\nrule 常数 as constant = 缴费 * 2\n"
        'check 缴费 - cn_2021.缴费 == 30元/人/年 quote "提高30元"\nshould 共享 as sharing quote "推进共享"',
    ),
    "2024": policy(
        "cn_2024",
        NATION,
        "year 2024\n uses cn_2022\n benefit_year 2025",
        'param 个人缴费 as pay >= 400元/人/年 more is worse quote "不低于400元"\n'
        "param 比例 as ratio = 70% more is better\nparam 资助 as aid : 元/人/年 unspecified\n"
        "param 限额 as cap <= 25万元\ntarget 占比 as coverage ~ 75% more is better\nrule 常数 as constant = 个人缴费 * 2",
    ),
    "2025": policy(
        "cn_2025",
        NATION,
        "year 2025\n period 2025-03-01 ..\n uses cn_2024\n benefit_year 2026",
        "param 个人缴费 as pay >= 430元/人/年 more is worse principally\nparam 比例 as ratio = 70% more is better\n"
        "param 资助 as aid = 150元/人/年 more is better\nparam 限额 as cap <= 25元/次\nmust 共享 as sharing",
    ),
    "city": policy(
        "city_2024",
        CITY,
        "year 2024\n under cn_2024",
        'refine 个人缴费 = 420元/人/年 quote "420元"',
    ),
    "other": policy("mechanism", NATION, "year 2024", "param 缴费 as fee = 10元", "试例机制"),
}


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell in the folder of these policies."""
    (tmp_path / "policyc.toml").write_text('policies = "policies"\n', "utf-8")
    (tmp_path / "policies").mkdir()
    for name, text in FILES.items():
        (tmp_path / "policies" / f"{name}.pol").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYC_LANG", "zh")
    return Shell(capsys)
