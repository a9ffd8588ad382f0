"""Comparing two policies by meaning, held against z3 and against sampling: ``python -m benchmarks.diffs``.

The invented rule has 5 × 6 cells, four brackets and two amounts; the edits planted in it move one figure by a fen. What z3 finds
(the solver of ``policyc prove``, cell by cell) is compared with what the comparison finds before anything is timed; sampling
works both rules out for random inputs in whole fen and is said to miss an edit where none of them shows it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from benchmarks.measuring import calls
from policyc.compare.engine import compare
from policyc.compare.joining import agreement
from policyc.compare.meaning import Agreement, Pair
from policyc.evaluate.evaluator import Evaluator
from policyc.model.policy import Policy
from policyc.model.types import EnumType
from policyc.pipeline import compile_text
from policyc.prove.smt import search_z3
from policyc.workspace.compiling import compile_paths
from policyc.workspace.settings import find_workspace

POLICIES = Path(__file__).parent.parent / "policies"
PAIRS = (("2022.pol", "2023.pol"), ("2023.pol", "zaozhuang/2023.pol"), ("enrolment_2025.pol", "shandong/enrolment_2025.pol"))
#: So many random inputs are a sample.
SAMPLE = 1_000
CELLS = """policy 虚构医保 as invented { region 虚构市 "000000"  year 2025 }
source 虚构 as made_up { title "虚构" number "无" issuers "虚构" issued unknown }
enum 类别 as group { 甲 as a, 乙 as b, 丙 as c, 丁 as d, 戊 as e }
enum 等级 as level { 一 as l1, 二 as l2, 三 as l3, 四 as l4, 五 as l5, 六 as l6 }
input 人群 as who : 类别
input 医院 as hospital : 等级
input 费用 as cost : 元 in 0元 .. 100万元
input 已付 as paid : 元 in 0元 .. 100万元
clause 虚构 "一" {
  table 起付 as deductible : 元 by 医院 { 一: 100元  二: 200元  三: 300元  四: 400元  五: 500元  六: 600元 }
  scale 报销 as benefit on max(费用 - 已付 - 起付, 0元) by 人群 {
    columns 甲, 乙, 丙, 丁, 戊
    up to 1万元  -> 50%, 55%, 60%, 65%, 70%
    up to 5万元  -> 60%, 65%, 70%, 75%, 80%
    up to 10万元 -> 65%, 70%, 75%, 80%, 85%
    above        -> 70%, 75%, 80%, 85%, 90%
  } at most 40万元 rounded to 0.01元
  rule 补助 as grant = cases {
    when 费用 >= 3万元 and 已付 < 1万元 -> 500元
    when 费用 >= 1万元                  -> 200元
    otherwise                           -> 0元
  }
}
"""
EDITS = [(f": {n}00元", f": {n}00.01元") for n in range(1, 7)] + [
    ("up to 1万元 ", "up to 10000.01元"),
    ("up to 5万元 ", "up to 50000.01元"),
    ("up to 10万元", "up to 100000.01元"),
    ("40万元", "400000.01元"),
    (">= 3万元", ">= 30000.01元"),
    ("< 1万元", "<= 1万元"),
    (">= 1万元", "> 1万元"),
]
YEARS = """policy 虚构激励 as invented {{ region 虚构市 "000000"  year 2025 }}
source 虚构 as made_up {{ title "虚构" number "无" issuers "虚构" issued unknown }}
history 年度 as years at most 30 {{ 参保 as enrolled : bool  零报销 as unclaimed : bool }}
clause 虚构 "一" {{
  track 连续 as in_a_row over 年度 from 0年 = if 参保 then previous + 1年 else 0年
  track 次数 as bonuses over 年度 from 0次 = if 连续 > {years}年 then previous + 1次 else previous
  track 结余 as saved over 年度 from 0次 = if 参保 and 零报销 then previous + 1次 else if 参保 then previous else 0次
  rule 激励 as bonus = 1000元/次 * 次数 + {each}元/次 * 结余
}}
"""


def _policy(text: str) -> Policy:
    compiled = compile_text(text, "invented.pol", thorough=False)
    assert compiled.policy is not None and compiled.ok, [d.message("zh") for d in compiled.diagnostics]
    return compiled.policy


def _sampled(old: Policy, new: Policy, name: str, random_: random.Random) -> bool:
    """Whether some of so many random inputs show a difference."""
    kinds = [i.type for i in new.inputs[:2]]
    for _ in range(SAMPLE):
        given = {i.name: random_.choice(k.members) for i, k in zip(new.inputs, kinds, strict=False) if isinstance(k, EnumType)}
        given |= {name: Fraction(random_.randrange(100_000_001), 100) for name in ("费用", "已付")}  # type: ignore[misc]
        if Evaluator(old, given).rule(name).value != Evaluator(new, given).rule(name).value:
            return True
    return False


def planted() -> dict[str, int]:
    """How many of the planted edits each way misses; the comparison and z3 must not contradict each other."""
    old, random_ = _policy(CELLS), random.Random(1)
    missed = {"policyc": 0, "z3": 0, f"{SAMPLE} random inputs": 0}
    for edit in EDITS:
        new, name = _policy(CELLS.replace(*edit)), "报销" if "=" not in edit[1] and ">" not in edit[1] else "补助"
        found = Pair(old, new, {}).meaning(old.rule[name], new.rule[name])
        answer = search_z3(agreement(old, new, (name, name), ({}, {})))
        assert answer.proved and (found.agreement is Agreement.EQUAL) is (answer.case is None), "they contradict each other"
        missed["policyc"] += found.agreement is not Agreement.DIFFERENT
        missed["z3"] += answer.case is None
        missed[f"{SAMPLE} random inputs"] += not _sampled(old, new, name, random_)
    return missed


def measure(rounds: int = 3) -> dict[str, dict[str, object]]:
    """Seconds of each comparison, and the edits that each way misses."""
    functions: dict[str, Callable[[], object]] = {}
    for pair in PAIRS:
        made = compile_paths([POLICIES / name for name in pair], find_workspace(POLICIES), cite=False, thorough=False)
        before, after = (each.policy for each in made)
        assert before is not None and after is not None
        functions[f"{pair[0]} → {pair[1]}"] = lambda a=before, b=after: compare(a, b)  # type: ignore[misc]
    old, one = _policy(CELLS), _policy(CELLS.replace(*EDITS[0]))
    rule = old.rule["报销"]
    functions["30 cells × 4 brackets, two amounts"] = lambda: Pair(old, one, {}).meaning(rule, one.rule["报销"])
    functions["the same, z3 until it finds a case"] = lambda: search_z3(agreement(old, one, ("报销", "报销"), ({}, {})))
    functions["the same, equal rules"] = lambda: Pair(old, old, {}).meaning(rule, rule)
    functions["the same, equal rules, z3"] = lambda: search_z3(agreement(old, old, ("报销", "报销"), ({}, {})))
    functions[f"{SAMPLE} random inputs"] = lambda: _sampled(old, old, "报销", random.Random(2))
    long = [_policy(YEARS.format(years=years, each=each)) for years, each in ((4, 500), (5, 600))]
    functions["30-year histories"] = lambda: compare(long[0], long[1])
    took = calls(functions, rounds=rounds, seconds=0.0)
    missed = planted()
    rows: dict[str, dict[str, object]] = {name: {"seconds": round(value, 3)} for name, value in took.items()}
    return rows | {f"edits missed of {len(EDITS)}, {name}": {"seconds": count} for name, count in missed.items()}


if __name__ == "__main__":
    for name, row in measure().items():
        print(name, *row.values())
