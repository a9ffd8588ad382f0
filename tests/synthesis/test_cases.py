"""Cases: all that the formulas turn on is among them, and they are the same every time."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice, product

from policyc.evaluate.admission import accepts
from policyc.model.policy import Record
from policyc.semantics.breakpoints import breakpoints, turning_points
from policyc.synthesis.cases import accepted, cases
from policyc.synthesis.flat import columns, flattened, restored
from tests.evaluate.texts import policy_of

MEETING = policy_of(
    """input 断保年数 as lapsed : 年 in 0年 .. 60年
       input 补缴年数 as repaid : 年 in 0年 .. 60年
       input 费用 as cost : 元
       input 已付 as paid : 元
       input 参保 as insured : bool
       require 补缴年数 <= 断保年数 because "补缴不能多于断保" """,
    """rule 超出 as over = if 费用 - 已付 > 123.45元 then 1元 else 2元
       rule 其他 as other = if 参保 then 1元 * 断保年数 * 补缴年数 / 1年 / 1年 else 0元""",
)
HISTORY = policy_of(
    "history 参保年度 as years at most 8 { 参保 as enrolled : bool }",
    "track 连续 as consecutive over 参保年度 from 0年 = if 参保 then previous + 1年 else 0年",
)


def test_every_breakpoint_what_is_beyond_and_nothing_are_tried_in_cases_that_are_else_accepted() -> None:
    found = list(islice(cases(MEETING), 8000))
    for name, points in breakpoints(MEETING).items():
        given = {case.get(name) for case in found}
        assert {*points.values, *points.beyond, None} <= given
        tried = [case for case in accepted(MEETING, iter(found)) if all(n in case for n in MEETING.input)]
        assert {case[name] for case in tried} >= set(points.values)


def test_inputs_are_put_where_they_meet() -> None:
    found = list(islice(cases(MEETING), 6000))
    given = [(case["费用"], case["已付"]) for case in found if "费用" in case and "已付" in case]
    differences = {a - b for a, b in given if isinstance(a, Fraction) and isinstance(b, Fraction) and b > 500}
    assert {Fraction("123.44"), Fraction("123.45"), Fraction("123.46")} <= differences
    years = [(case["断保年数"], case["补缴年数"]) for case in found if "断保年数" in case and "补缴年数" in case]
    lapsed = {b - a for a, b in years if isinstance(a, Fraction) and isinstance(b, Fraction) and 3 < a < 55}
    assert {0, 1, -1} <= lapsed


def test_turning_points_are_of_the_one_input_with_the_others_as_given() -> None:
    points = turning_points(MEETING, "费用", {"已付": Fraction("7000.01"), "费用": Fraction(3)})
    assert {Fraction("7123.45"), Fraction("7123.46"), Fraction("7123.47")} <= set(points)


def test_all_histories_of_up_to_six_records_are_among_the_cases() -> None:
    found = {
        tuple(record.values.get("参保") for record in records)
        for case in islice(cases(HISTORY), 2000)
        if isinstance(records := case["参保年度"], tuple)
    }
    for length in range(7):
        assert set(product((True, False), repeat=length)) <= found
    assert {len(values) for values in found} == set(range(9))
    assert any(None in values for values in found)
    refused = [case for case in islice(cases(HISTORY), 2000) if accepts(HISTORY, case) is not None]
    assert refused, "none with a year left out"


def test_short_histories_begin_in_every_year_and_lack_one_value_or_two() -> None:
    histories = [records for case in islice(cases(HISTORY), 6000) if isinstance(records := case["参保年度"], tuple)]
    starts = {(records[0].year, records[0].values.get("参保")) for records in histories if len(records) == 1}
    years = {records[0].year for records in histories if records}
    assert starts == {(year, value) for year in years for value in (True, False, None)} and len(years) == 8
    assert {1, 2} <= {sum("参保" not in record.values for record in records) for records in histories}


def test_the_same_seed_gives_the_same_cases_and_another_others() -> None:
    assert list(islice(cases(MEETING, 3), 500)) == list(islice(cases(MEETING, 3), 500))
    assert list(islice(cases(MEETING, 3), 500)) != list(islice(cases(MEETING, 4), 500))


def test_a_row_stands_for_its_case() -> None:
    layout = columns(HISTORY, {"参保年度": range(2023, 2026)})
    assert [column.name for column in layout] == ["years_2023_enrolled", "years_2024_enrolled", "years_2025_enrolled"]
    case = {"参保年度": (Record(2024, {"参保": True}), Record(2025, {"参保": False}))}
    row = flattened(layout, case)
    assert row == {"years_2023_enrolled": None, "years_2024_enrolled": True, "years_2025_enrolled": False}
    assert restored(layout, row) == case
    assert restored(layout, dict.fromkeys(row)) == {"参保年度": ()}
    assert len(columns(HISTORY)) == 8
