"""A folder of invented policies: a nation of three years with a hole between two, a province, and a city."""

from pathlib import Path

import pytest

SOURCE = 'source 文 as doc { title "试例（虚构）"  number "试〔2023〕1号"  issuers "试例局"  issued 2023-01-01 }\n'


def policy(id_: str, region: str, head: str, items: str) -> str:
    """The text of a policy."""
    return (
        f'policy 试例 as {id_} {{\n  region {region}\n  {head}\n  series 试例年度\n}}\n{SOURCE}clause 文 "一、" {{\n{items}\n}}\n'
    )


NATION = '全国 "CN"'
CITY = '枣庄市 "370400"'
FILES = {
    "nation_2022.pol": policy("cn_2022", NATION, "year 2022", "param 缴费 as pay = 350元/人/年"),
    "nation_2023.pol": policy(
        "cn_2023",
        NATION,
        "year 2023\n  benefit_year 2024",
        'param 缴费 as pay = 380元/人/年 quote "380元"\nparam 补助 as subsidy >= 640元/人/年 principally\n'
        "param 比例 as share : % in 60% .. 70% unspecified",
    ),
    "nation_2025.pol": policy("cn_2025", NATION, "year 2025\n  period 2025-03-01 ..", "param 缴费 as pay = 400元/人/年"),
    "city/2023.pol": policy(
        "city_2023",
        CITY,
        "year 2023\n  under cn_2023",
        'refine 补助 = 660元/人/年 quote "660元"\nparam 门诊 as clinic = 200元/人/年',
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder, as a workspace."""
    (tmp_path / "policyc.toml").write_text('policies = "policies"\n', "utf-8")
    for name, text in FILES.items():
        path = tmp_path / "policies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path
