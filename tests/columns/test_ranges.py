"""One beyond what was proved: refused where it is given; raised by the engine where the refusal is taken out of the query."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from sqlglot import exp

from policyc.targets.columns.dialects import written
from policyc.targets.columns.plan import Plan, plan
from tests.columns.engines import Engine, Refusing, engine_or_skip
from tests.columns.identity import compare
from tests.columns.rows import Row, layout, table
from tests.evaluate.texts import policy_of

#: The product needs 62 bits; beyond the range of the inputs it needs more than 64.
NEAR = policy_of(
    "input 单价 as price : 元/次 in 0元/次 .. 2000万元/次\n input 数量 as amount : 次 in 0次 .. 20亿次",
    "rule 总价 as total = 单价 * 数量",
)

#: What is divided needs 73 bits, and so does what comes of it; half a fen goes up.
WIDE = policy_of(
    "input 基数 as base : 元 in 0元 .. 1000亿元\n input 倍数 as times : 次 in 0次 .. 10亿次",
    "rule 份额 as share = 基数 * (倍数 / 1次) * 50.5% rounded to 0.01元",
)


@pytest.fixture(scope="module", params=["duckdb", "postgres", "spark"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine that is installed."""
    found = engine_or_skip(request.param)
    yield found
    found.close()


def test_one_beyond_the_range_is_refused(engine: Engine) -> None:
    made = plan(NEAR)
    rows = _rows(Fraction(20_000_000), Fraction(2_000_000_000))
    rows += _rows(Fraction("20000000.01"), Fraction(2_000_000_000)) + _rows(Fraction(-1, 100), Fraction(1))
    answers = engine.run(made.text(engine.dialect), table(layout(made), rows))
    assert [str(value) for value in answers["total"]] == ["40000000000000000.00", "None", "None"]
    assert answers["refused"][0] is None and all("单价" in str(reason) for reason in answers["refused"][1:])


def test_beyond_the_width_that_was_proved_the_engine_raises(engine: Engine) -> None:
    made = plan(NEAR)
    query = _unguarded(made)
    fine = engine.run(written(query, engine.dialect), table(layout(made), _rows(Fraction(40_000_000), Fraction(2_000_000_000))))
    assert [str(value) for value in fine["total"]] == ["80000000000000000.00"], "the guard is still there"
    with pytest.raises(Refusing):
        people = table(layout(made), _rows(Fraction(10**14), Fraction(10**12)))
        engine.run(written(query, engine.dialect), people)


def test_a_quotient_of_more_than_64_bits(engine: Engine) -> None:
    made = plan(WIDE)
    most, fen = Fraction(10**11), Fraction(1, 100)
    cases = [(most, 10**9), (most - fen, 10**9 - 1), (fen, 1), (4 * fen, 25)]
    rows = [{"base": base, "times": Fraction(times)} for base, times in cases]
    assert compare(made, engine, rows).differing == []


def _rows(price: Fraction, amount: Fraction) -> list[Row]:
    return [{"price": price, "amount": amount}]


def _unguarded(made: Plan) -> exp.Select:
    """The query without the tests of ranges."""
    query = made.query.copy()
    for between in list(query.find_all(exp.Between)):
        between.replace(exp.true())
    return query
