"""A workspace of invented policies: the nation, its provinces and their prefectures, ten years each.

Everything in it is fictional (虚构). A prefecture stands under its province of the same year and the province under the nation;
all belong to series, and a prefecture's policy amends the one of the year before where the year is odd.
"""

from __future__ import annotations

from pathlib import Path

#: How many prefectures the provinces have, in the order of their codes: 333 in all, as in fact.
PREFECTURES = (1, 1, 11, 11, 12, 14, 9, 13, 1, 13, 11, 16, 9, 11, 16, 17, 14, 14, 21, 14, 4, 1, 21, 9, 16, 7, 10, 14, 8, 5, 9)
YEARS = range(2016, 2026)


def write(root: Path, *, provinces: int = len(PREFECTURES)) -> int:
    """Write the workspace with so many provinces; how many policies it has."""
    (root / "policies").mkdir(parents=True)
    (root / "policyc.toml").write_text("")
    count = 0
    for year in YEARS:
        count += _put(root, f"nation/{year}", _nation(year))
        for p, prefectures in enumerate(PREFECTURES[:provinces], start=1):
            count += _put(root, f"p{p:02d}/{year}", _province(p, year))
            for c in range(1, prefectures + 1):
                count += _put(root, f"p{p:02d}/c{c:02d}/{year}", _city(p, c, year))
    return count


def _put(root: Path, name: str, text: str) -> int:
    path = root / "policies" / f"{name}.pol"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return 1


def _nation(year: int) -> str:
    subsidy, fee = 420 + 30 * (year - 2016), 150 + 25 * (year - 2016)
    return f"""# 虚构
policy 虚构全国医保 as nation_{year} {{
  region 全国 "CN"
  year   {year}
  series 虚构年度通知
}}
{_source("全国", year, "国医保", "虚构国家局")}
enum 人群 as group {{ 居民 as resident, 学生 as student, 特困 as destitute, 低保 as allowance }}
input 人员 as person : 人群
clause 通知 "一、筹资" {{
  param 财政补助 as subsidy >= {subsidy}元/人/年 more is better   quote "不低于{subsidy}元"
  param 个人缴费 as fee = {fee}元/人/年 more is worse   quote "{fee}元"
  param 筹资标准 as total = 财政补助 + 个人缴费
  check 筹资标准 == {subsidy + fee}元/人/年   quote "{subsidy + fee}元"
  rule 资助 as aid = match 人员 {{
    特困 -> 100% * 个人缴费
    低保 -> 60% * 个人缴费
    居民 | 学生 -> 0% * 个人缴费
  }}   quote "分类资助"
  example "低保" {{ given 人员 = 低保  expect 资助 == {fee * 6 // 10}元/人/年 }}
}}
clause 通知 "二、待遇" {{
  param 起付标准 as threshold = 300元   quote "起付标准300元"
  param 支付比例 as rate >= 50% more is better   quote "不低于50%"
  target 参保率 as enrolment_rate >= 95%   quote "95%以上"
  must 优化服务 as service   quote "优化服务"
}}
"""


def _province(p: int, year: int) -> str:
    fee = 150 + 25 * (year - 2016)
    return f"""# 虚构
policy 虚构省医保 as p{p:02d}_{year} {{
  region 虚构{p:02d}省 "{10 + p}0000"
  year   {year}
  series 虚构年度通知
  under  nation_{year}
}}
{_source(f"{p:02d}省", year, "省医保", "虚构省局")}
clause 通知 "一、待遇" {{
  refine 支付比例 >= {55 + p % 10}%   quote "不低于{55 + p % 10}%"
  param 省级补助 as provincial_subsidy = {20 + p}元/人/年   quote "{20 + p}元"
  param 学生缴费 as student_fee = {fee - 20}元/人/年   quote "学生{fee - 20}元"
  must 督促落实 as supervision   quote "督促落实"
}}
"""


def _city(p: int, c: int, year: int) -> str:
    rate = 66 + (p + c + year) % 9
    amends = f"\n  amends p{p:02d}c{c:02d}_{year - 1}" if year % 2 else ""
    keep = "\n  keep all" if year % 2 else ""
    names = ("住院支付比例", "inpatient") if year % 2 == 0 else ("门诊支付比例", "outpatient")
    return f"""# 虚构
policy 虚构市医保 as p{p:02d}c{c:02d}_{year} {{
  region 虚构{p:02d}{c:02d}市 "{10 + p}{c:02d}00"
  year   {year}
  series 虚构年度通知
  under  p{p:02d}_{year}{amends}
}}
{_source(f"{p:02d}{c:02d}市", year, "市医保", "虚构市局")}{"" if year % 2 else _INPUTS}
clause 通知 "一、待遇" {{{keep}
  table {names[0]} as {names[1]} : % by 人员, 医院 {{
    columns 一级, 二级, 三级
    居民 | 学生: {rate + 15}%, {rate + 5}%, {rate - 5}%
    特困 | 低保: {rate + 20}%, {rate + 10}%, {rate}%
  }}   quote "按级别支付"
  rule {names[0][:2]}支付 as {names[1]}_payment = (max(0元, 费用 - 起付标准) * {names[0]}) rounded to 0.01元   quote "按比例支付"
  example "居民三级" {{ given 人员 = 居民, 医院 = 三级, 费用 = 10300元  expect {names[0][:2]}支付 == {100 * (rate - 5)}元 }}
  must 便民服务{year}年 as convenience_{year}   quote "便民服务"
}}
"""


_INPUTS = """
enum 级别 as level { 一级 as first, 二级 as second, 三级 as third }
input 医院 as hospital : 级别
input 费用 as cost : 元 in 0元 .. 1000000元 step 0.01元"""


def _source(place: str, year: int, code: str, issuer: str) -> str:
    return f"""source 通知 as notice {{
  title   "（虚构）{place}{year}年通知"
  number  "{code}〔{year}〕1号"
  issuers "{issuer}"
  issued  {year}-07-01
}}"""
