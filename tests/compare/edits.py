"""Random policies of every kind of statement, and one edit of each kind: what a comparison must find, and nothing beside it.

A policy is a choice of one wording for each of its slots; an edit is another wording of one slot. So the statement that was
edited is known, and whatever else a comparison tells must follow from it.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from policyc.compare.changes import Subject
from policyc.model.policy import Policy
from policyc.pipeline import compile_text
from tests.compare.laws import faults

#: What of a statement a slot says, its wordings, and the statement: its subject and key, which may itself be a slot.
Choice = Mapping[str, str]


@dataclass(frozen=True)
class Slot:
    """A place of a policy that can be worded in several ways. ``key``: of the statement, or the slot that has it."""

    name: str
    subject: Subject
    key: str
    wordings: tuple[str, ...]


def _slots() -> Iterator[Slot]:
    p, r, t, m = Subject.PARAMETER, Subject.RULE, Subject.TARGET, Subject.MEASURE
    yield Slot("fee", p, "fee_alias", ("= 350元/人", "= 350.01元/人", "= 380元/人", ">= 380元/人", "<= 380元/人", "~ 380元/人"))
    yield Slot("fee_name", p, "fee_alias", ("缴费标准", "个人缴费额"))
    yield Slot("fee_alias", p, "fee_alias", ("fee", "contribution"))
    yield Slot("fee_both", p, "fee_alias", ("", "甲"))
    yield Slot("fee_manner", p, "fee_alias", ("", " principally"))
    yield Slot("fee_direction", p, "fee_alias", (" more is worse", ""))
    yield Slot("fee_quote", p, "fee_alias", ("个人缴费标准", "缴费的标准"))
    yield Slot("rate", p, "rate", ("= 60%", "= 65%", "= 60.5%", ">= 60%"))
    yield Slot("open", p, "open_rate", ("unspecified", "= 10%", ">= 5%"))
    yield Slot("cap", p, "cap", ("15万元", "150000.01元", "20万元"))
    yield Slot("factor", p, "double", ("* 2", "* 3", "+ 1元"))
    yield Slot("cell", r, "ratio", ("75%", "75.01%", "80%"))
    yield Slot("rows", r, "floors", ("100: 1元", "100: 2元", "100: 1元  200: 3元", "100: 1元  300: 3元"))
    yield Slot("interval", r, "steps", ("30000", "40000", "30000.01"))
    yield Slot("edge", r, "scale_", ("1.4万元", "1.5万元", "14000.01元"))
    yield Slot("bracket", r, "scale_", ("", "up to 12万元 -> 63%\n"))
    yield Slot("bracket_rate", r, "scale_", ("60%", "61%"))
    yield Slot("limit", r, "scale_", (" at most 40万元", "", " at most 400000.01元"))
    yield Slot("unit", r, "scale_", ("0.01元", "0.1元", "1元"))
    yield Slot("mode", r, "scale_", ("", " down", " up"))
    yield Slot("arm", r, "kinds", ("1元", "1.01元", "unspecified"))
    yield Slot("above", r, "graded", (">= 100元", "> 100元", ">= 100.01元"))
    yield Slot("otherwise", r, "graded", ("3元", "4元"))
    yield Slot("concerned", r, "aid", (" only when 参保", "", " only when 类别 != 甲类"))
    yield Slot("plus", r, "aid", ("10元", "10.01元", "20元"))
    yield Slot("unless", r, "aid", ("类别 == 乙类", "类别 == 丙类"))
    yield Slot("benefit", r, "benefit", ("起付", "起付 + 0.01元", "0元"))
    yield Slot("initial", r, "years_in", ("0年", "1年"))
    yield Slot("track", r, "years_in", ("previous + 1年", "previous + 2年", "min(previous + 1年, 9年)"))
    yield Slot("years", r, "bonus", ("4年", "5年"))
    yield Slot("goal", t, "goal", (">= 95%", ">= 99%", "~ 95%"))
    yield Slot("goal_by", t, "goal", (" by 2025", " by 2026", " by 2025-06-30", ""))
    yield Slot("modality", m, "sharing", ("explore", "should", "must", "may"))
    yield Slot("actor", m, "sharing", ('actor "医保局"', 'actor "医保局", "税务局"', ""))
    yield Slot("condition", m, "sharing", ('condition "有条件的"', ""))
    yield Slot("deadline", m, "sharing", ("by 2024-12-31", "by 2025-12-31", ""))
    yield Slot("place", m, "sharing", ("一", "二"))
    yield Slot("taken", Subject.READING, "counting", ("逐年", "首年不计"))
    yield Slot("option", Subject.READING, "counting", ("每年都计", "每一年都计入"))
    yield Slot("because", Subject.READING, "counting", ("通知未写", "通知没有写"))
    yield Slot("number", Subject.SOURCE, "notice", ("试发〔2023〕1号", "试发〔2023〕2号"))
    yield Slot("issued", Subject.SOURCE, "notice", ("2023-07-01", "2023-07-02"))
    yield Slot("member", Subject.ENUM, "level", ("一级 as first, 二级 as second", "一级 as first, 二级 as second, 三级 as third"))
    yield Slot("range", Subject.INPUT, "cost", ("100万元", "200万元"))
    yield Slot("length", Subject.HISTORY, "years", ("6", "8"))
    yield Slot("require", Subject.REQUIRE, "", ("已付 <= 费用", "已付 <= 费用 + 1元"))
    yield Slot("title", Subject.POLICY, "policy", ("", "办法"))


SLOTS = tuple(_slots())
_BY_NAME = {slot.name: slot for slot in SLOTS}

TEXT = """policy 试行医保{title} as trial {{
  region 试行市 "370499"
  year   2023
}}
source 通知 as notice {{ title "试行通知" number "{number}" issuers "试行局" issued {issued} }}
enum 人群 as group {{ 甲类 as first, 乙类 as second, 丙类 as third }}
enum 等级 as level {{ {member} }}
history 年度 as years at most {length} {{ 在保 as enrolled_then : bool }}
input 类别 as category : 人群
input 医院 as hospital : 等级
input 费用 as cost : 元 in 0元 .. {range}
input 已付 as paid : 元 in 0元 .. 100万元
input 参保 as enrolled : bool
input 人数 as people : 人 in 1人 .. 9人
require {require} because "已付不超过费用"
reading 计法 as counting {{
  逐年 as each_year "{option}"
  首年不计 as but_first "首年不计"
  take {taken} because "{because}"
}}
clause 通知 "一" {{
  param {fee_both}{fee_name} as {fee_alias} {fee}{fee_manner}{fee_direction} quote "{fee_quote}"
  param 比例上限 as rate {rate} more is better
  param 待定比例 as open_rate : % {open}
  param 封顶线 as cap = {cap}
  param 加倍额 as double = 封顶线 {factor}
  rule 合计缴费 as total_fee = {fee_both}{fee_name} * 人数
  rule 另付 as other_paid = 费用 * 待定比例 rounded to 0.01元
  rule 上限额 as upper = min(费用 * 比例上限, 加倍额) rounded to 0.01元
  table 支付比例 as ratio : % by 类别 {{ 甲类: {cell}  乙类: 80%  otherwise because "其余相同": 85% }}
  table 起付 as deductible : 元 by 医院 {{ 一级: 200元  otherwise because "其余相同": 500元 }}
  table 固定额 as floors : 元 by 费用 {{ ..{rows} .. }}
  table 分段额 as steps : 元 by 费用 {{ < 3000元: 0元  3000元 .. {interval_below}元: 100元  >= {interval}元: 200元 }}
  scale 大病 as scale_ on 费用 {{
    up to {edge} -> 0%
    up to 10万元 -> {bracket_rate}
    {bracket}    above -> 65%
  }}{limit} rounded{mode} to {unit}
  rule 分类额 as kinds = match 类别 {{ 甲类 -> {arm}  乙类 -> 2元  丙类 -> 3元 }}
  rule 分级额 as graded = cases {{ when 费用 {above} -> 1元  when 已付 > 5元 -> 2元  otherwise -> {otherwise} }}
  rule 救助额 as aid{concerned} = 分级额 {{ except when {unless} -> 5元  plus {plus} when 参保 }}
  rule 报销 as benefit = min(支付比例 * max(费用 - {benefit}, 0元), 封顶线) rounded to 0.01元 more is better
  track 连续年数 as years_in over 年度 from {initial} = if 在保 then {track} else 0年
  rule 奖励 as bonus = if 连续年数 > {years} and 计法 == 逐年 then 100元 else 0元
  target 参保率 as goal {goal}{goal_by} more is better
  should 提升保障 as improve quote "提升保障水平"
{measure_一}}}
clause 通知 "二" {{
  must 落实 as pay quote "及时落实"
{measure_二}}}
"""


def text_of(choice: Choice) -> str:
    """The policy that says so."""
    words = dict(choice)
    measure = f"  {words['modality']} 共享 as sharing {{ {words['actor']} {words['condition']} {words['deadline']} }}\n"
    measure = measure.replace("{     }", "").replace("{   }", "")
    edges = [row.split(": ") for row in words["rows"].split("  ")]
    cells = [f"< {edges[0][0]}元: 0元"]
    for (edge, amount), (after, _) in zip(edges, [*edges[1:], ("", "")], strict=True):
        cells.append(f"{edge}元 .. {_below(after)}元: {amount}" if after else f">= {edge}元: {amount}")
    words["interval_below"] = _below(words["interval"])
    text = TEXT.replace("{{ ..{rows} .. }}", "{{ " + "  ".join(cells) + " }}")
    for place in "一二":
        words[f"measure_{place}"] = measure if words["place"] == place else ""
    return text.format(**words)


def _below(edge: str) -> str:
    """A fen less."""
    return f"{Decimal(edge) - Decimal('0.01')}"


def key_of(slot: Slot, choice: Choice) -> tuple[Subject, str]:
    """The statement that a slot is part of."""
    if slot.subject is Subject.REQUIRE:
        return slot.subject, choice["require"]
    return slot.subject, choice[slot.key] if slot.key.endswith("_alias") else slot.key


def drawn(random_: random.Random) -> dict[str, str]:
    """A random policy."""
    return {slot.name: random_.choice(slot.wordings) for slot in SLOTS}


def edited(choice: Choice, random_: random.Random, slot: Slot | None = None) -> tuple[Slot, dict[str, str]]:
    """A policy with one slot worded otherwise."""
    slot = slot or random_.choice(SLOTS)
    others = [wording for wording in slot.wordings if wording != choice[slot.name]]
    return slot, {**choice, slot.name: random_.choice(others)}


def policy_of(choice: Choice) -> Policy:
    """The policy, compiled."""
    compiled = compile_text(text_of(choice), "trial.pol", thorough=False)
    assert compiled.ok and compiled.policy is not None, [d.message("zh") for d in compiled.diagnostics if d.is_error]
    return compiled.policy


def tried(seed: int, count: int) -> Iterator[tuple[Slot, str, str, tuple[str, ...]]]:
    """So many edits: the slot, both wordings, and what is wrong with the comparison."""
    random_ = random.Random(seed)
    for number in range(count):
        before = drawn(random_)
        slot, after = edited(before, random_, SLOTS[(seed + number) % len(SLOTS)])
        keys = key_of(slot, before), key_of(slot, after)
        found = tuple(faults(policy_of(before), policy_of(after), keys, random_))
        yield slot, before[slot.name], after[slot.name], found


def main() -> None:
    """``python -m tests.compare.edits --count 1000 --seed 7``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    wrong = 0
    for number, (slot, old, new, found) in enumerate(tried(asked.seed, asked.count)):
        wrong += bool(found)
        for fault in found:
            print(f"{number} {slot.name}: {old!r} -> {new!r}: {fault}", flush=True)
    print(f"{asked.count} edits, {wrong} with faults")


if __name__ == "__main__":
    main()
