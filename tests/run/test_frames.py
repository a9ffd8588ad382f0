"""``policyc.columns.apply``: Arrow, Polars and pandas frames give back their own kind, with results beside what they had."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas
import polars
import pyarrow
import pytest

from policyc.columns import CannotRun, apply
from policyc.columns.database import Limits
from tests.cli.running import Shell
from tests.evaluate.texts import policy_of

RULES = ["补助", "refund"]
NAMES = ["subsidy", "subsidy_reason", "refund", "refund_reason", "refused"]


def table() -> pyarrow.Table:
    """Four people, of whom the third says nothing and the fourth what cannot be."""
    fees = pyarrow.array([Decimal("12.31"), Decimal("1.00"), None, Decimal("3.00")], pyarrow.decimal128(18, 2))
    return pyarrow.table({"档": ["west", "东部", None, "x"], "费用": fees, "note": [[1], None, [], [2]]})


def results(frame: pyarrow.Table) -> list[tuple[Any, ...]]:
    """The results of each row."""
    return [tuple(row[name] for name in NAMES) for row in frame.select(NAMES).to_pylist()]


EXPECTED = [
    (Decimal("512.50"), None, Decimal("6.16"), None, None),
    (None, "待定：补助未明确（《办法》一：“东部另行规定”）", Decimal("0.50"), None, None),
    (None, "缺输入：“档”", None, "缺输入：“费用”", None),
    (None, None, None, None, "“档”不能为“x”：应为西部、中部或东部"),
]


def test_arrow(shell: Shell) -> None:
    """The frame's own columns are the very same; money is exact."""
    given = table()
    made = apply("trial", given, RULES)
    assert made.column_names == ["档", "费用", "note", *NAMES]
    assert all(made.column(name) is not None and made.column(name).equals(given.column(name)) for name in given.column_names)
    assert results(made) == EXPECTED
    assert made.schema.field("refund").type == pyarrow.decimal128(18, 2)


def test_a_reader_is_read_as_its_answer_is_read(shell: Shell) -> None:
    """Batch by batch, with no more held than is asked for."""
    read: list[int] = []

    def batches() -> Any:
        for number in range(200):
            read.append(number)
            yield pyarrow.record_batch({"档": ["west"] * 5000})

    given = pyarrow.RecordBatchReader.from_batches(pyarrow.schema({"档": pyarrow.string()}), batches())
    made = apply("trial", given, ["补助"])
    first = made.read_next_batch()
    assert len(read) < 200
    rest = made.read_all()
    assert first.num_rows + rest.num_rows == 1_000_000
    assert made.schema.names == ["档", "subsidy", "subsidy_reason", "refused"]


def test_a_reader_of_nested_columns(shell: Shell) -> None:
    given = table()
    made = apply("trial", pyarrow.RecordBatchReader.from_batches(given.schema, given.to_batches()), RULES)
    assert results(made.read_all()) == EXPECTED


@pytest.mark.parametrize("kind", ["pyarrow", "polars", "pandas"])
def test_results_stand_beside_their_rows(shell: Shell, kind: str) -> None:
    """Many rows in text, more threads than one: a yes or no in words is one of many, which DuckDB would join by."""
    insured = ["是" if place % 3 == 0 or place % 7 == 0 else "否" for place in range(500_000)]
    given = pyarrow.table({"参保": insured, "缴费日期": ["2023-03-01"] * len(insured)})
    frame = {"pyarrow": given, "polars": polars.DataFrame(given), "pandas": given.to_pandas()}[kind]
    made = apply("trial", frame, ["待遇月"], limits=Limits(threads=2))
    starts = polars.Series(made["starts"])
    assert starts.is_not_null().to_list() == [one == "是" for one in insured]


def test_polars(shell: Shell) -> None:
    given = polars.DataFrame(table())
    made = apply("trial", given, RULES)
    assert isinstance(made, polars.DataFrame)
    assert made.select(given.columns).equals(given)
    assert results(made.to_arrow()) == EXPECTED
    assert made.schema["refund"] == polars.Decimal(18, 2)


def test_polars_lazily(shell: Shell) -> None:
    """Nothing is read before it is asked for, and then only what is needed for it; own columns may have any names."""
    given = polars.DataFrame(table()).with_columns(polars.lit(1).alias("_refund"), polars.lit(2).alias("policyc_column_0"))
    given.write_parquet("people.parquet")
    made = apply("trial", polars.scan_parquet("people.parquet"), RULES)
    assert isinstance(made, polars.LazyFrame)
    whole = made.collect(engine="streaming")
    assert whole.select(given.columns).equals(given)
    assert results(whole.to_arrow()) == EXPECTED
    assert "1/5 COLUMNS" in made.select("note").explain()


def test_polars_rules_that_read_nothing(shell: Shell) -> None:
    """There are as many rows as the frame has."""
    policy = policy_of("", "param 标准 as standard = 30元  rule 定额 as fixed = 标准")
    given = polars.DataFrame({"号": [3, 1, 2]})
    right = {"fixed": [Decimal(30)] * 3, "fixed_reason": [None] * 3, "refused": [None] * 3}
    assert apply(policy, given).to_dict(as_series=False) == {"号": [3, 1, 2], **right}
    made = apply(policy, given.lazy())
    assert made.collect().to_dict(as_series=False) == {"号": [3, 1, 2], **right}
    assert made.select("fixed").collect().height == 3
    assert apply(policy, given.clear()).height == 0


def test_polars_columns_that_have_to_be_converted(shell: Shell) -> None:
    """They go through DuckDB, lazily or not."""
    given = polars.DataFrame(table()).with_columns(polars.col("费用").cast(polars.String))
    assert results(apply("trial", given, RULES).to_arrow()) == EXPECTED
    made = apply("trial", given.lazy(), RULES)
    assert isinstance(made, polars.LazyFrame) and results(made.collect().to_arrow()) == EXPECTED


def test_pandas(shell: Shell) -> None:
    """Under its own index; a column that is not called by a text is left alone."""
    given = table().to_pandas().rename(columns={"note": 7})
    given.index = pandas.Index([40, 30, 20, 10], name="号")
    made = apply("trial", given, RULES)
    assert list(made.index) == [40, 30, 20, 10] and list(made.columns) == ["档", "费用", 7, *NAMES]
    assert made["refund"].loc[40] == Decimal("6.16") and made["refused"].loc[10] == EXPECTED[3][4]
    assert pandas.isna(made["subsidy"].loc[30])


def test_a_frame_that_does_not_fit(shell: Shell) -> None:
    with pytest.raises(CannotRun, match="E1102"):
        apply("trial", pandas.DataFrame({"费用": [1.5]}), ["报销"])
    with pytest.raises(CannotRun, match="E1101"):
        apply("trial", polars.DataFrame({"a": [1]}), ["报销"])
    with pytest.raises(CannotRun, match="E1101"):
        apply("trial", pandas.DataFrame({1: [1]}), ["报销"])
    with pytest.raises(CannotRun, match="E1104"):
        apply("trial", polars.DataFrame({"费用": ["1"], "Refund": [1]}), ["报销"])
    with pytest.raises(CannotRun, match="E1106"):
        apply("trial", pandas.DataFrame({"费用": ["1.5", 2]}), ["报销"])
    with pytest.raises(CannotRun, match=r"E1110.*费用"):
        apply("trial", pandas.DataFrame([["1", "2"]], columns=["费用", "费用"]), ["报销"])
    for other in ({"费用": [1]}, pandas.Series(["1"], name="费用")):
        with pytest.raises(TypeError, match="Polars"):
            apply("trial", other, ["报销"])


def test_a_frame_without_rows(shell: Shell) -> None:
    made = apply("trial", polars.DataFrame(schema={"费用": polars.Decimal(18, 2)}), ["报销"], prefix="n_")
    assert made.shape == (0, 4) and "n_refund" in made.columns


def test_a_million_rows_keep_their_order(shell: Shell) -> None:
    given = polars.DataFrame({"费用": polars.int_range(1_000_000, eager=True)})
    made = apply("trial", given, ["报销"])
    assert made.select((polars.col("refund") * 2 == polars.col("费用")).all()).item()
