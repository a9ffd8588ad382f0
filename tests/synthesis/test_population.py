"""Populations: what policies ask of their inputs is met by everybody, whatever the seed, and a seed gives the same people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from policyc import compile_file
from policyc.evaluate.admission import accepts
from policyc.model.policy import Policy
from policyc.synthesis import arrow
from policyc.synthesis.flat import columns, common_years, restored
from policyc.synthesis.population import NoOne, as_rows, as_value, population
from policyc.synthesis.shapes import Apart, NotAColumn, Shape, shapes
from tests.evaluate.texts import policy_of

FIRST = policy_of(
    """input 分档 as tier : 地区分档
       input 断保年数 as lapsed : 年 in 0年 .. 60年
       input 补缴年数 as repaid : 年 in 0年 .. 60年
       input 费用 as fee : 元 in 100元 .. 100万元
       input 比例 as share : %
       input 出生日期 as birth : date in 1930-01-01 .. 2020-12-31
       input 参保月 as since : month in 2020-01 .. 2023-06
       input 参保 as insured : bool
       require 补缴年数 <= 断保年数 because "补缴不能多于断保"
       history 参保年度 as years at most 4 { 在册 as enrolled : bool  医疗费用 as cost : 元 in 0元 .. 1000元 }""",
    "rule 报销 as benefit = max(费用 - 500元, 0元) * 70% rounded to 0.01元",
)
SECOND = policy_of(
    """input 分档 as tier : 地区分档
       input 费用 as fee : 元 in 0元 .. 5000元 step 0.5元
       input 年度 as fiscal_year : year
       history 参保年度 as years at most 3 { 在册 as enrolled : bool }"""
)
NARROW = policy_of('input 甲数 as a : 元\n input 乙数 as b : 元\n require 甲数 == 乙数 * 2 because "两倍"')
NOBODY = policy_of('input 甲数 as a : 元\n require 甲数 > 2元 because "一"\n require 甲数 < 1元 because "二"')
OTHER = policy_of("input 分档 as tier : 元")


def _made(policies: Sequence[Policy], rows: int, seed: int = 1, edges: int = 200) -> tuple[tuple[Shape, ...], pa.Table]:
    of = shapes(policies)
    assert not isinstance(of, Apart)
    people = population(policies, of, seed, None, edges)
    batches, done = [], 0
    for batch in people.batches(rows):
        batches.append(arrow.table(of, batch, done + 1))
        done += batch.rows
    return of, pa.concat_tables(batches)


def _refused(policy: Policy, of: Sequence[Shape], rows: int, others: Sequence[Policy], seed: int) -> Iterator[str]:
    """Why people are refused."""
    by_name = {shape.name: shape for shape in of}
    layout = columns(policy, common_years((policy, *others)))  # a policy reads every column of its histories
    for batch in population((policy, *others), tuple(of), seed, None, 300).batches(rows):
        for row in as_rows(batch):
            given = restored(layout, {c.name: as_value(c, by_name[c.name], row[c.name]) for c in layout})
            reason = accepts(policy, given)
            if reason is not None:
                yield reason


@pytest.mark.parametrize("seed", [1, 2, 77])
def test_everybody_is_accepted_by_every_policy(seed: int) -> None:
    of = shapes((FIRST, SECOND))
    assert not isinstance(of, Apart)
    assert list(_refused(FIRST, of, 2500, (SECOND,), seed)) == []
    of = shapes((SECOND, FIRST))
    assert not isinstance(of, Apart)
    assert list(_refused(SECOND, of, 2500, (FIRST,), seed)) == []


def test_columns_are_of_the_types_in_which_people_are_given() -> None:
    _, people = _made((FIRST,), 300)
    kinds = {field.name: str(field.type) for field in people.schema}
    assert kinds["fee"] == "decimal128(18, 2)" and kinds["share"] == "decimal128(18, 4)" and kinds["lapsed"] == "int64"
    assert kinds["birth"] == kinds["since"] == "date32[day]" and kinds["insured"] == "bool" and kinds["tier"] == "string"
    assert kinds["years_2026_cost"] == "decimal128(18, 2)" and people.column_names[0] == "person_id"
    assert people["person_id"].to_pylist() == list(range(1, 301))
    assert set(people["tier"].to_pylist()) == {"west", "central", "east", None}
    assert {day.day for day in people["since"].to_pylist() if day} == {1}
    assert {fee for fee in people["fee"].to_pylist()[:200] if fee} >= {
        Decimal("100.00"),
        Decimal("500.01"),
        Decimal("1000000.00"),
    }


def test_boundary_cases_stand_in_front_and_can_be_left_out() -> None:
    _, people = _made((FIRST,), 300, edges=50)
    assert any(None in (row["fee"], row["tier"], row["insured"]) for row in people.slice(0, 50).to_pylist())
    assert not any(None in (row["fee"], row["tier"], row["insured"]) for row in people.slice(50).to_pylist())
    _, plain = _made((FIRST,), 250, edges=0)
    assert plain.drop_columns("person_id") == people.slice(50).drop_columns("person_id")


def test_most_amounts_are_small_and_most_people_usual() -> None:
    _, people = _made((FIRST,), 5000, edges=0)
    fees = sorted(people["fee"].to_pylist())
    assert fees[0] == 100 and 110 < fees[2500] < 10_000 and fees[-1] > 20_000
    tiers = Counter(people["tier"].to_pylist())
    assert tiers["west"] > tiers["central"] > tiers["east"] > 500
    years = [sum(row[f"years_{year}_enrolled"] is not None for year in range(2023, 2027)) for row in people.to_pylist()]
    assert set(years) == {1, 2, 3, 4}


def test_a_seed_gives_the_same_people_and_another_seed_others() -> None:
    assert _made((FIRST,), 400, 5)[1] == _made((FIRST,), 400, 5)[1]
    assert _made((FIRST,), 400, 5)[1] != _made((FIRST,), 400, 6)[1]


def test_these_very_people() -> None:
    """The same on every machine and with every version of the libraries."""
    _, people = _made((FIRST,), 3, edges=0)
    assert [list(row.values()) for row in people.select(["tier", "lapsed", "repaid", "fee", "birth"]).to_pylist()] == [
        ["west", 34, 1, Decimal("370.02"), date(1994, 11, 2)],
        ["central", 0, 0, Decimal("227.03"), date(1962, 2, 6)],
        ["west", 26, 11, Decimal("420.70"), date(1953, 6, 1)],
    ]


def test_inputs_that_must_go_together_do_even_where_chance_would_not_find_them() -> None:
    _, people = _made((NARROW,), 200, edges=0)
    pairs = {(row["a"], row["b"]) for row in people.to_pylist()}
    assert len(pairs) > 20 and all(a == 2 * b for a, b in pairs)


def test_what_cannot_be_met_is_told() -> None:
    of = shapes((NOBODY,))
    assert not isinstance(of, Apart)
    with pytest.raises(NoOne) as nobody:
        population((NOBODY,), of, 1)
    assert nobody.value.names == ("甲数",)
    assert shapes((FIRST, OTHER)) == Apart("tier", ("分档", "分档"))


def test_the_policies_of_the_house() -> None:
    for id_ in ("zaozhuang/2023", "enrolment_2025"):
        policy = compile_file(f"policies/{id_}.pol").policy
        assert policy is not None
        of = shapes((policy,))
        assert not isinstance(of, Apart)
        assert list(_refused(policy, of, 1500, (), 3)) == []


def test_a_range_beyond_64_bits_is_told() -> None:
    with pytest.raises(NotAColumn, match="资产"):
        shapes((policy_of("input 资产 as assets : 元 in 10000000000亿元 .. 20000000000亿元"),))
