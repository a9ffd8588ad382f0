"""What each check says of small policies: code, line within the clause, and the shown case."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from policyc.checks import run_checks
from policyc.checks.formulas import Atom, Coordinate, Interval, conj, disj, negate
from policyc.checks.search import search
from policyc.diagnostics.core import Diagnostic
from tests.evaluate.texts import HEAD, policy_of

TOP = """
input 费 as fee : 元
input 龄 as age_now : 岁
input 档 as tier : 地区分档
input 级 as grade : 等级
input 出生 as birth : date
input 办理 as day_of : date
input 参保 as insured : bool
"""
SCALE = "scale 分 as share on 费 { up to 1万元 -> 0%  above -> 60% } rounded to 0.01元\n"
CAP = "table 顶 as cap by 档 { 西部: 100元  中部: unlimited  东部: 5元 }\n"


def found(clause: str, top: str = TOP) -> list[str]:
    """``code line case`` of everything that is found; lines count within the clause, from 1."""
    first = (HEAD + top).count("\n") + 3
    return [_told(d, first) for d in run_checks(policy_of(top, clause))]


def _told(diagnostic: Diagnostic, first: int) -> str:
    line = diagnostic.span.line - first + 1
    return f"{diagnostic.code.code} {line} {dict(diagnostic.values).get('case', '')}".strip()


def rule(body: str) -> str:
    return f"rule 规 as ruled : 元 = {body}"


COMPLETE = [
    rule("cases { when 级 >= 二级 -> 1元  when 级 == 一级 -> 2元 }"),
    rule("cases { when 档 in (西部, 中部) -> 1元  when 档 == 东部 -> 2元 }"),
    rule("cases { when 出生 <= 办理 -> 1元  when 出生 > 办理 -> 2元 }"),
    rule("cases { when 办理 - 出生 > 100天 -> 1元  when 出生 >= 办理 - 100天 -> 2元 }"),
    rule("cases { when age(出生, 2025-01-01) >= 60岁 -> 1元  when 出生 > 1965-01-01 -> 2元 }"),
    rule("cases { when year_of(办理) < 2024 -> 1元  when 办理 >= 2024-01-01 -> 2元 }"),
    rule("cases { when 费 * (龄 / 1岁) > 100元 -> 1元  when 费 * (龄 / 1岁) <= 100元 -> 2元 }"),
    rule("cases { when (费 * 0.7 rounded to 1元) >= 100元 -> 1元  when 费 < 142.15元 -> 2元 }"),
    rule("cases { when min(费, 100元) >= 80元 -> 1元  when 费 < 80元 -> 2元 }"),
    rule("if 龄 < 60岁 then match 龄 { < 30岁 -> 1元  30岁 .. 59岁 -> 2元 } else 3元"),
    "rule 规 as ruled : 元 only when 龄 >= 60岁 = match 龄 { 60岁 .. 69岁 -> 1元  >= 70岁 -> 2元 }",
    "param 线 as line : 元 unspecified\n" + rule("cases { when 费 <= 线 -> 1元  when 费 > 线 -> 2元 }"),
    SCALE + rule("cases { when 分 > 500元 -> 1元  when 分 <= 500元 -> 2元 }"),
    CAP + rule("cases { when 费 <= 顶 -> 1元  when 费 > 顶 -> 2元 }"),
    # what is not applicable to somebody is no gap
    "rule 甲 as first : 元 only when 龄 >= 60岁 = 10元\n" + rule("cases { when 甲 == 10元 -> 1元 }"),
    # what only figures decide is left alone
    "param 标 as figure = 5元\n" + rule("if 标 > 3元 then 1元 else 2元"),
    # a guarded divisor
    rule(
        "cases { when 龄 > 0岁 and 费 / 龄 > 3元/岁 -> 1元  when 龄 > 0岁 and 费 / 龄 <= 3元/岁 -> 2元  when 龄 == 0岁 -> 3元 }"
    ),
    # overlaps that agree
    rule("1元 { except when 参保 -> 2元  except when 龄 > 60岁 -> 2元 }"),
    rule(
        "1元 { except when 费 <= 100元 -> min(费, 100元)"
        "  except when 费 >= 50元 and 费 < 200元 -> if 费 <= 100元 then 费 else 3元 }"
    ),
]


@pytest.mark.parametrize("clause", COMPLETE)
def test_nothing_is_said_of_what_is_right(clause: str) -> None:
    assert found(clause) == []


GAPS = {
    rule("match 档 { 西部 -> 1元 }"): "E0601 1 档 = 中部；档 = 东部",
    rule("cases { when 龄 < 60岁 and 参保 -> 1元  when 龄 > 60岁 -> 2元  when not 参保 -> 3元 }"): (
        "E0601 1 龄 = 60岁，参保 = 是"
    ),
    rule("cases { when age(出生, 2025-01-01) >= 60岁 -> 1元  when 出生 > 1965-01-02 -> 2元 }"): ("E0601 1 出生 = 1965-01-02"),
    rule("cases { when month_of(办理) < 2024-02 -> 1元  when 办理 > 2024-02-01 -> 2元 }"): "E0601 1 办理 = 2024-02-01",
    rule("cases { when 费 * (龄 / 1岁) > 100元 -> 1元  when 费 * (龄 / 1岁) <= 99元 -> 2元 }"): ("E0601 1 费 = 1元，龄 = 100岁"),
    rule("cases { when (费 * 0.7 rounded to 1元) >= 100元 -> 1元  when 费 < 142元 -> 2元 }"): "E0601 1 费 = 142元",
    CAP + rule("cases { when 顶 == unlimited -> 1元  when 档 == 西部 -> 2元 }"): "E0601 2 档 = 东部",
    SCALE + rule("cases { when 分 > 500元 -> 1元  when 分 < 500元 -> 2元 }"): "E0601 2 费 = 10833.33元",
    "table 表 as tabled by 档, 龄 {\n columns < 60岁, > 60岁\n 西部 | 中部: 1元, 2元\n 东部: 3元, 4元 }": ("E0601 2 龄 = 60岁"),
    "scale 分 as share on 费 { up to 5000万元 -> 60% } rounded to 0.01元": "E0601 1 费 = 6000万元",
}


@pytest.mark.parametrize(("clause", "said"), GAPS.items())
def test_a_gap_is_shown(clause: str, said: str) -> None:
    assert found(clause) == [said]


CONFLICTS = {
    rule("match 龄 {\n < 60岁 -> 1元\n 60岁 .. 69岁 -> 2元\n >= 69岁 -> 3元 }"): "E0602 4 龄 = 69岁",
    rule("1元 {\n except when 费 <= 100元 -> min(费, 90元)\n except when 费 >= 50元 and 费 <= 100元 -> 费 }"): (
        "E0602 3 费 = 91元"
    ),
    rule("1元 {\n except when 参保 -> 2元 { except when 龄 > 60岁 -> 3元 }\n except when 龄 > 50岁 -> 2元 }"): (
        "E0602 3 龄 = 70岁，参保 = 是"
    ),
    rule("1元 {\n except when 参保 -> 2元 {\n except when 龄 > 60岁 -> 3元\n except when 档 == 西部 -> 4元 } }"): (
        "E0602 4 龄 = 70岁，档 = 西部，参保 = 是"
    ),
    "param 线 as line : 元 in 100元 .. 200元 unspecified\n"
    + rule("5元 {\n except when 费 <= 线 -> 1元\n except when 费 > 150元 -> 2元 }"): (
        "E0602 4 费 = 200元，线（未明确的数） = 200元"
    ),
    rule("5元 {\n except when 参保 -> unspecified\n except when 龄 > 60岁 -> 2元 }"): "E0602 3 龄 = 70岁，参保 = 是",
    "table 表 as tabled by 级, 档 {\n columns 西部 | 中部, 中部 | 东部\n 一级: 1元, 1元\n 二级 | 三级: 2元, 3元 }": (
        "E0602 2 档 = 中部，级 = 二级"
    ),
}


@pytest.mark.parametrize(("clause", "said"), CONFLICTS.items())
def test_a_conflict_is_shown(clause: str, said: str) -> None:
    codes = found(clause)
    assert [x.split(" ")[:2] for x in codes] == [said.split(" ")[:2]]
    assert sorted(codes[0].split(" ", 2)[2].split("，")) == sorted(said.split(" ", 2)[2].split("，"))


DEAD = {
    rule("cases {\n when 龄 >= 3岁 -> 1元\n when 龄 >= 4岁 -> 2元\n otherwise -> 3元 }"): ["E0604 3"],
    rule("cases {\n when 龄 < 0岁 -> 1元\n otherwise -> 3元 }"): ["E0603 2"],
    rule("if 龄 < 60岁 then match 龄 {\n < 60岁 -> 1元\n >= 60岁 -> 4元 } else 3元"): ["E0603 3"],
    rule("1元 {\n except when 龄 > 60岁 and 龄 < 50岁 -> 2元 }"): ["E0603 2"],
    rule("1元 {\n except when 龄 > 60岁 -> 2元 {\n except when 龄 < 50岁 -> 3元 } }"): ["E0603 3"],
    rule("match 参保 { true -> 1元  false -> 2元\n otherwise -> 3元 }"): ["E0606 2"],
    rule("cases { when 参保 -> 1元  when not 参保 -> 2元\n otherwise -> 3元 }"): ["E0606 2"],
    rule("1元 { except when 参保 -> 2元  except when not 参保 -> 3元 }"): ["W0607 1"],
    rule("10元 {\n plus 5元 when 龄 >= 0岁\n plus 6元 when 龄 > 150岁\n minus 1元 when 参保 }"): ["W0604 2", "W0605 3"],
    rule("if 龄 > 150岁 then 1元 else 2元"): ["W0605 1"],
    "rule 规 as ruled : 元 only when 龄 < 0岁 = 1元": ["E0612 1"],
    "rule 规 as ruled : 元 only when 龄 >= 0岁 = 1元": ["W0603 1"],
    "require 龄 < 0岁\n" + rule("1元"): ["E0611 1"],
    "require 龄 >= 0岁\n" + rule("1元"): ["W0606 1"],
    "require 龄 > 60岁\nrequire 龄 < 50岁\n" + rule("1元"): ["E0611 2"],
}


@pytest.mark.parametrize(("clause", "said"), DEAD.items())
def test_what_never_applies_is_told(clause: str, said: list[str]) -> None:
    assert found(clause) == said


def test_brackets() -> None:
    dead = "scale 分 as share on 费 {\n up to 1万元 -> 0%\n above -> 60% } rounded to 0.01元"
    assert found(dead, "input 费 as fee : 元 in 0元 .. 1万元") == ["E0603 3"]
    falling = "scale 分 as share on 费 {\n up to 线 -> 0%\n up to 500元 -> 5%\n above -> 60% } rounded to 0.01元"
    table = "table 线 as line by 级 { 一级: 0元  二级: 500元  三级: 800元 }\n"
    assert found(table + falling) == ["E0610 4 （级 = 三级 时不是）"]
    columns = "columns 西部, 中部 | 西部\n up to 1万元 -> 0%, 1%\n above -> 60%, 70% } rounded to 0.01元"
    assert found("scale 分 as share on 费 by 档 {\n" + columns) == ["E0601 2 档 = 东部", "E0602 2 档 = 西部"]


def test_a_catch_all_says_why() -> None:
    assert found(rule("match 档 { 西部 -> 1元  otherwise -> 2元 }")) == ["E0605 1"]
    assert found(rule('match 档 { 西部 -> 1元  otherwise because "同额" -> 2元 }')) == []
    assert found("table 表 as tabled by 档 { 西部: 1元\n otherwise: 2元 }") == ["E0605 2"]
    assert found(rule("cases { when 档 == 西部 -> 1元\n otherwise -> 2元 }")) == ["W0601 2"]
    assert found(rule("cases { when 龄 > 60岁 -> 1元\n otherwise -> 2元 }")) == []


def test_what_is_required_of_inputs_counts_where_they_are_all_read() -> None:
    clause = "require 龄 < 60岁 or 参保\n"
    assert found(clause + rule("cases { when 龄 < 60岁 -> 1元  when 参保 -> 2元 }")) == []
    # with 参保 missing, nobody refuses 60岁
    assert found(clause + rule("cases { when 龄 < 60岁 -> 1元 }")) == ["E0601 2 龄 = 60岁"]


def test_unproved_is_not_proved() -> None:
    """Two roundings of the same amount differ by at most 1; ranges alone do not show it."""
    half, quarter = "(费 / 2 rounded to 1元)", "(费 / 4 rounded to 1元)"
    assert found(rule(f"cases {{ when {half} <= 2 * {quarter} + 1元 -> 1元 }}")) == ["E0607 1"]
    conflict = f"1元 {{\n except when {half} > 2 * {quarter} + 1元 -> 2元\n except when 参保 -> 3元 }}"
    assert found(rule(conflict)) == ["E0608 3"]


# ------------------------------------------------------------------ size


def test_a_table_of_120_rows_and_requirements() -> None:
    rows = "\n".join(f"{i * 100}元 .. {i * 100 + 99}.99元: {i % 7}元, {i}元" for i in range(119))
    table = f"table 表 as tabled by 费, 龄 {{ columns < 60岁, >= 60岁\n {rows}\n >= 11900元: 5元, 6元 }}"
    assert found("require 费 <= 10万元 or 龄 >= 18岁\n" + table) == []
    assert found(table.replace("5000元 ..", "5000.01元 ..")) == ["E0601 1 费 = 5000元"]


def test_eight_numbers_with_ten_breakpoints() -> None:
    names = "甲乙丙丁戊己庚辛"
    top = "\n".join(f"input 数{c} as n{i} : 元" for i, c in enumerate(names))
    parts = [
        f"part 段{c} = match 数{c} {{ {' '.join(f'{k}000元 .. {k}999.99元 -> {k}' for k in range(10))}  >= 1万元 -> 10 }}"
        for c in names
    ]
    low, high = " and ".join(f"段{c} > 5" for c in names), " or ".join(f"段{c} <= 5" for c in names)
    arms = rule(f"cases {{ when {low} -> 1元  when {high} -> 2元 }}")
    assert found("\n".join([*parts, arms]), top) == []
    assert found("\n".join([*parts, arms.replace("段辛 <= 5", "段辛 <= 4")]), top)[0].startswith("E0601 9 ")


def test_what_has_too_many_pieces_is_a_number_of_its_own() -> None:
    rows = "  ".join(f"{i}岁: {i * i}元" for i in range(100))
    tables = "\n".join(
        f"table 表{c} as table_{i} by {by} {{ {rows}  > 99岁: 0元 }}" for i, (c, by) in enumerate([("甲", "龄"), ("乙", "岁数")])
    )
    top = TOP + "input 岁数 as other_age : 岁\n"
    complete = rule("cases { when 表甲 > 表乙 -> 1元  when 表甲 <= 表乙 -> 2元 }")
    assert found(f"{tables}\n{complete}", top) == []
    assert found(f"{tables}\n{complete.replace('<=', '<')}", top) == ["E0607 3"]


def test_the_search_stops_at_its_budget() -> None:
    lines = [Coordinate(i, low=F(0), high=F(9), step=F(1), name=str(i), number=i) for i in range(4)]
    atoms = [Atom(c, Interval(F(i), high=F(i + 3))) for i, c in enumerate(lines)]
    formula = conj([disj(atoms), disj(negate(a) for a in atoms)])
    assert search(formula, budget=3).exhausted
    assert search(formula).case is not None


HOLED = "rule 类型 as kind_open : 地区分档 = unspecified\nrule 成否 as open_bool : bool = unspecified\n"
HOLED += "rule 待定 as partly_open = match 档 { 西部 -> 1元  中部 -> 2元  东部 -> unspecified }\n"


@pytest.mark.parametrize(
    "body",
    [
        "match 类型 { 西部 -> 1元  中部 -> 2元  东部 -> 3元 }",
        "cases { when 成否 -> 1元  when 参保 -> 2元  otherwise -> 3元 }",
        "cases { when 参保 and 成否 -> 1元  when 参保 -> 2元  otherwise -> 3元 }",
        "1元 { except when 成否 -> 2元 }",
        "match 待定 { 1元 -> 1元  2元 -> 2元  > 2元 -> 3元  < 1元 -> 4元 }",
    ],
)
def test_what_waits_for_a_hole_is_not_dead(body: str) -> None:
    assert found(HOLED + rule(body)) == []


def test_a_catch_all_without_a_rest_needs_no_reason_but_to_go() -> None:
    assert found(rule("match 档 { 西部 -> 1元  中部 -> 2元  东部 -> 3元\n otherwise -> 4元 }")) == ["E0606 2"]


def test_what_is_dead_however_a_hole_is_filled() -> None:
    body = (
        "cases { when 待定 > 3元 -> 1元  when 龄 > 3岁 -> 2元\n when 龄 > 4岁 -> 3元\n when 待定 > 4元 -> 4元  otherwise -> 5元 }"
    )
    assert found(HOLED + rule(body)) == ["E0604 5", "E0604 6"]
