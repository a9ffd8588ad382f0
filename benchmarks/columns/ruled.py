"""Policies of so many rules, made up, and the same as SQL by hand: what a rule more costs.

Each rule is an inpatient benefit: a deductible and a ratio by group and level, a cap, rounded to the fen. All read the same three
inputs, so that what a file costs to read stays the same. One of them is measured by
``python -m benchmarks.columns.ruled WAY COUNT SMALL FILE THREADS OUTPUT``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.columns import by_duckdb, processes
from benchmarks.columns.people import FIRST, MEMBERS
from benchmarks.columns.ways import Run

COUNTS = (1, 4, 16, 64)
NAMES = ("policyc, in DuckDB", "policyc run", "DuckDB by hand")
WHOLE = ("policyc run",)  #: These cannot leave it at sums.
KINDS, LEVELS = ("普通居民", "学生儿童", "特困人员", "低保对象", "监测对象"), ("一级", "二级", "三级")

HEAD = """# 虚构：许多条规则
policy 虚构多项待遇 as benefits {
  region 虚构市 "990100"
  year   2026
}
source 办法 as measures {
  title   "（虚构）多项待遇基准办法"
  number  "虚医保〔2025〕2号"
  issuers "虚构局"
  issued  2025-07-01
}
enum 人群 as group_kind {
  普通居民 as ordinary, 学生儿童 as student, 特困人员 as destitute, 低保对象 as aided, 监测对象 as monitored
}
enum ordered 级别 as level_kind { 一级 as first, 二级 as second, 三级 as third }
input 类别     as category : 人群
input 医院     as hospital : 级别
input 合规费用 as eligible : 元/年 in 0元/年 .. 1000万元/年
"""


def deductible(number: int, kind: int, level: int) -> int:
    """元."""
    return 100 * (number % 7 + 1) * (level + 1) + 50 * kind


def ratio(number: int, kind: int, level: int) -> int:
    """Thousandths."""
    return 900 - 50 * level - 5 * (number % 9) + 15 * kind


def cap(number: int) -> int:
    """元."""
    return 50_000 + 10_000 * (number % 11)


def policy(count: int) -> str:
    """The text of a policy with so many rules, each with its two tables."""
    return f'{HEAD}clause 办法 "一、" {{\n{"".join(_rule(number) for number in range(1, count + 1))}}}\n'


def _rule(n: int) -> str:
    return f"""  table 起付标准{n} as deductible_{n} : 元/年 by 类别, 医院 {{
    columns {", ".join(LEVELS)}
{_rows(lambda kind, level: f"{deductible(n, kind, level)}元/年")}
  }}
  table 支付比例{n} as ratio_{n} by 类别, 医院 {{
    columns {", ".join(LEVELS)}
{_rows(lambda kind, level: f"{ratio(n, kind, level) // 10}.{ratio(n, kind, level) % 10}%")}
  }}
  param 封顶线{n} as cap_{n} = {cap(n)}元/年
  rule 待遇{n} as benefit_{n} = min(max(合规费用 - 起付标准{n}, 0) * 支付比例{n}, 封顶线{n}) rounded to 0.01元
"""


def _rows(cell: Callable[[int, int], str]) -> str:
    return "\n".join(f"    {name}: {', '.join(cell(kind, level) for level in range(3))}" for kind, name in enumerate(KINDS))


def by_hand(count: int) -> str:
    """The same as one would write it: whole numbers in fen, nothing refused."""

    def table(cell: Callable[[int, int], int]) -> str:
        kinds = (f"WHEN {k} THEN CASE level {_whens([cell(k, level) for level in range(3)])} END" for k in range(len(KINDS)))
        return f"CASE kind {' '.join(kinds)} END"

    def above(n: int) -> str:
        return f"CASE WHEN fen > deductible_{n} THEN fen - deductible_{n} ELSE 0 END * ratio_{n}"

    numbers = range(1, count + 1)
    tables = ", ".join(f"{table(partial(_fen, n))} AS deductible_{n}, {table(partial(ratio, n))} AS ratio_{n}" for n in numbers)
    paid = ", ".join(f"{above(n)} AS paid_{n}" for n in numbers)
    benefits = ", ".join(
        f"(CASE WHEN paid_{n} > {cap(n) * 100_000} THEN {cap(n) * 100_000} ELSE paid_{n} END + 500) // 1000 AS benefit_{n}"
        for n in numbers
    )
    return f"""WITH given AS (
  SELECT CASE category {_whens(range(5), MEMBERS["category"])} END AS kind,
    CASE hospital {_whens(range(3), MEMBERS["hospital"])} END AS level, CAST(eligible * 100 AS BIGINT) AS fen
  FROM people
), tables AS (SELECT *, {tables} FROM given), stay AS (SELECT *, {paid} FROM tables)
SELECT {benefits} FROM stay"""


def _fen(number: int, kind: int, level: int) -> int:
    return 100 * deductible(number, kind, level)


def _whens(values: Sequence[int], words: Sequence[str] | None = None) -> str:
    cases = [f"'{word}'" for word in words] if words else [str(place) for place in range(len(values))]
    return " ".join(f"WHEN {case} THEN {value}" for case, value in zip(cases, values, strict=True))


def _run_query(count: int, source: Path, people: Path, threads: int, output: Path | None) -> dict[str, int]:
    names = benefits(count)
    own = by_duckdb.planned(FIRST, names, source, quick=True)
    found = by_duckdb.asked(own, people, threads, output, names)
    return {name: int(value * 100) for name, value in found.items()}


def _run_by_hand(count: int, people: Path, threads: int, output: Path | None) -> dict[str, int]:
    found = by_duckdb.asked(by_hand(count), people, threads, output, benefits(count))
    return {name: int(value) for name, value in found.items()}


def _run_whole(count: int, source: Path, people: Path, threads: int, output: Path | None) -> dict[str, int]:
    from policyc.columns import run
    from policyc.columns.database import Limits

    assert output is not None
    run(str(source), input=str(people), output=str(output), rules=benefits(count), limits=Limits(threads=threads))
    return {}


def benefits(count: int) -> tuple[str, ...]:
    """The rules' names."""
    return tuple(f"benefit_{n}" for n in range(1, count + 1))


def way(name: str, count: int, folder: Path) -> Run:
    """A way to work them out, by name; its policy is written into the folder."""
    source = folder / f"benefits-{count}.pol"
    source.write_text(policy(count), "utf-8")
    ways: dict[str, Run] = {
        "policyc, in DuckDB": partial(_run_query, count, source),
        "DuckDB by hand": partial(_run_by_hand, count),
        "policyc run": partial(_run_whole, count, source),
    }
    return ways[name]


def main() -> None:
    """One measurement, as JSON."""
    name, count, small, file, threads, output = sys.argv[1:]
    run = way(name, int(count), Path(file).parent)
    print(json.dumps(processes.timed(run, Path(small), Path(file), int(threads), Path(output) if output else None)))


if __name__ == "__main__":
    main()
