"""The comparison inside DuckDB counts what the one row by row finds: a fen, NULL where 0 is, a reason of another, a row lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pytest
from sqlglot import exp

from policyc import compile_text
from policyc.targets.columns.plan import LEFT_OUT, Plan, plan
from tests.columns import within
from tests.columns.answers import ROOT, Known, of_rows
from tests.columns.engines import Refusing
from tests.columns.engines.duckdb_ import DuckDB
from tests.columns.identity import Compared, compare_known, compare_quick, compare_within
from tests.columns.known import known
from tests.columns.oracle import REFUSED

SOURCE = ROOT / "policies" / "zaozhuang" / "2023.pol"

#: The smaller of two: of a row that is refused it may be the greater, and that is no number of 8 bits.
_SMALLER = """
policy 试例 as trial { region 全国 "CN"  year 2023  series 试例 }
source 文 as doc { title "甲"  number "试〔2023〕1号"  issuers "乙局"  issued 2023-01-01 }
input 入1 as in_1 : 次 in 0次 .. 100次
input 入2 as in_2 : 次 in 0次 .. 100000次
clause 文 "一、" { rule 得 as out : 次 = min(入1, 入2) }
"""


def _with(rows: Known, name: str, place: int, value: object) -> Known:
    """One answer is another."""
    column = rows.wanted[name]
    values = column.to_pylist()
    assert values[place] != value
    values[place] = value
    at = rows.wanted.schema.get_field_index(name)
    return Known(rows.people, rows.wanted.set_column(at, name, pa.array(values, column.type)))


def _planted(made: Plan, rows: Known) -> dict[str, Known]:
    """Rows with one wrong answer each."""
    money = next(output for output in made.outputs if output.scale == 2)
    amounts, reasons = (rows.wanted[name].to_pylist() for name in (money.name, money.reason))
    refused = rows.wanted[REFUSED].to_pylist()
    there = next(place for place, amount in enumerate(amounts) if amount is not None)
    none = next(place for place, reason in enumerate(reasons) if reason is not None)
    other = next(reason for reason in reasons if reason not in (None, reasons[none]))
    return {
        "a fen more": _with(rows, money.name, there, amounts[there] + Decimal("0.01")),
        "none where there is an amount": _with(rows, money.name, there, None),
        "0 where there is none": _with(rows, money.name, none, Decimal("0.00")),
        "another reason": _with(rows, money.reason, none, other),
        "no reason": _with(rows, money.reason, none, None),
        "refused": _with(rows, REFUSED, refused.index(False), True),  # noqa: FBT003
        "not refused": _with(rows, REFUSED, refused.index(True), False),  # noqa: FBT003
    }


def test_what_is_right_is_counted_alike() -> None:
    made, rows = known(SOURCE)
    scalars = [column.name for column in made.inputs if column.history is None]
    quick = plan(made.policy, None, None, scalars)
    halves = [Known(rows.people.slice(first, 150), rows.wanted.slice(first, 150)) for first in (0, 150)]
    engine = DuckDB()
    try:
        assert compare_within(made, halves) == compare_known(made, engine, halves)
        assert compare_within(quick, halves, scalars) == compare_quick(quick, scalars, engine, halves)
    finally:
        engine.close()


@pytest.mark.parametrize(
    "what",
    [
        "a fen more",
        "none where there is an amount",
        "0 where there is none",
        "another reason",
        "no reason",
        "refused",
        "not refused",
    ],
)
def test_one_wrong_answer_is_found(what: str) -> None:
    made, rows = known(SOURCE)
    wrong = _planted(made, rows)[what]
    assert within.counted(made, [rows]).differences == 0
    assert within.counted(made, [wrong]).differences == 1
    compared = compare_within(made, [wrong])
    assert compared.differences == len(compared.differing) == 1


def _changed(made: Plan, name: str, value: exp.Expr) -> Plan:
    """The plan with another formula for a column of its results."""
    query = made.query.copy()
    alias = next(each for each in query.expressions if each.alias == name)
    alias.set("this", value)
    return replace(made, query=query)


def test_another_type_or_a_lost_row_is_found() -> None:
    made, rows = known(SOURCE)
    money = next(output for output in made.outputs if output.scale == 2)
    same = exp.cast(next(each for each in made.query.expressions if each.alias == money.name).this.copy(), "DECIMAL(38, 3)")
    assert within.counted(_changed(made, money.name, same), [rows]).differences == 1
    assert compare_within(_changed(made, money.name, same), [rows]).differences > 0
    some = replace(made, query=made.query.copy().where("applied_in IS NOT NULL"))
    assert compare_within(some, [rows]).differences > 0
    raises = _changed(made, money.name, exp.cast(exp.Literal.string("no number"), "DECIMAL(18, 2)"))
    with pytest.raises(Exception, match="no number"):
        compare_within(raises, [rows])


def test_a_quick_query_may_raise_for_rows_that_are_not_for_it() -> None:
    found = compile_text(_SMALLER)
    assert found.policy is not None and found.ok
    made = plan(found.policy)
    rows = [{"in_1": Fraction(one), "in_2": Fraction(other)} for one, other in ((3, 4), (101, 99_999), (5, 2))]
    quick, answers = plan(found.policy, None, None, ["in_1", "in_2"]), of_rows(made, rows)
    engine = DuckDB()
    try:
        with pytest.raises(Refusing, match="out of range"):
            engine.run(quick.text("duckdb"), answers.people)
    finally:
        engine.close()
    compared = compare_within(quick, [answers], ["in_1", "in_2"])
    assert (compared.rows, compared.differences) == (2, 0)
    wrong = compare_within(quick, [_with(answers, "out", 2, 3)], ["in_1", "in_2"])
    assert (wrong.rows, wrong.differences) == (2, 1)


def test_a_quick_query_must_leave_out_who_is_not_for_it() -> None:
    made, rows = known(SOURCE)
    scalars = [column.name for column in made.inputs if column.history is None]
    quick = plan(made.policy, None, None, scalars)
    assert within.counted(quick, [rows], scalars).differences == 0
    for value in (exp.true(), exp.false()):
        compared: Compared = compare_within(_changed(quick, LEFT_OUT, value), [rows], scalars)
        assert compared.differences > 0
