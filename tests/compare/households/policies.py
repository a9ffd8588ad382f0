"""Two invented years of a policy, and households for them."""

from __future__ import annotations

from policyc import compile_text
from policyc.compare.households.described import Described
from policyc.compare.households.reading import read
from policyc.compare.households.results import Case, Cell, Entry, Sheet
from policyc.compare.households.working import worked
from policyc.diagnostics.core import Diagnostic
from policyc.model.policy import Policy

HEAD = """policy 试行居民医保 as {id} {{ region 试行市 "370499" year {year} }}
source 办法 as rules {{ title "试行办法" number "试发〔2023〕1号" issuers "试行局" issued 2023-07-01 }}
enum 人群 as group {{ 普通 as ordinary, 低保 as aided, {third} as destitute }}
input 类别 as category : 人群
input 费用 as cost : 元 in 0元 .. 100万元 step 0.01元
input 缴费日期 as paid_on : date in {year}-01-01 .. {year}-12-31
history 参保年度 as years at most 10 {{ 参保 as enrolled : bool }}
clause 办法 "一" {{
  {body}
}}
"""
OLD = """
  param 缴费标准 as contribution = 350元/人/年 more is worse
  param 补助标准 as subsidy >= 610元/人/年 more is better
  param 住院比例 as rate = 60% more is better
  rule 实缴 as paid = match 类别 { 普通 -> 缴费标准  低保 -> unspecified  特困 -> 0元/人/年 } more is worse
  rule 住院报销 as reimbursed = 住院比例 * 费用 rounded to 0.01元 more is better
  rule 特困补贴 as extra : 元/人/年 only when 类别 == 特困 = 100元/人/年 more is better
  rule 起始月 as start : month = month_of(缴费日期) + 1个月 more is worse
  track 连续 as consecutive over 参保年度 from 0年 = if 参保 then previous + 1年 else 0年
"""
NEW = (
    OLD.replace("350元", "380元")
    .replace(">= 610元", ">= 640元")
    .replace("60%", "65%")
    .replace("only when 类别 == 特困", "only when 类别 != 普通")
    .replace("+ 1个月", "+ 2个月")
    .replace("低保 -> unspecified", "低保 -> 50% * 缴费标准")
)


def policy(body: str, id_: str, year: int = 2023, third: str = "特困") -> Policy:
    """A valid policy of these statements. third: what the third kind of person is called."""
    made = compile_text(HEAD.format(id=id_, year=year, body=body.replace("特困", third), third=third), f"{id_}.pol")
    assert made.ok and made.policy is not None, [d.message("zh") for d in made.diagnostics if d.is_error]
    return made.policy


def described(text: str) -> Described:
    """Households of a text in which nothing is wrong."""
    found, wrong = read(text, "households.toml")
    assert found is not None, [d.message("zh") for d in wrong]
    return found


def told(text: str, old: str = OLD, new: str = NEW, years: tuple[int, int] = (2023, 2023)) -> tuple[Sheet, list[Diagnostic]]:
    """What the households come to, and what is to be noted."""
    sheet, found = worked(described(text), policy(old, "old", years[0]), policy(new, "new", years[1]))
    return sheet, list(found)


def case(text: str, old: str = OLD, new: str = NEW) -> Case:
    """What the only household comes to."""
    sheet, found = told(text, old, new)
    assert not found, [d.message("zh") for d in found]
    (only,) = sheet.cases
    return only


def entry(case: Case, name: str) -> Entry:
    """A figure or rule of it."""
    return next(each for each in case.entries if each.name == name)


def cells(case: Case, name: str) -> dict[str, Cell]:
    """A figure or rule by member."""
    return {cell.member: cell for cell in entry(case, name).cells}
