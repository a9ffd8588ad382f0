"""Another reading of a text than the policy takes, over the rows of a file: what the evaluator says under it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from policyc.columns import apply, compare_run, run
from policyc.columns.policies import policy_of, read_as
from policyc.columns.refusing import CannotRun
from policyc.evaluate.admission import accepts
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.given_records import parse_readings
from tests.cli.running import Shell
from tests.columns.answers import ROOT
from tests.columns.identity import compiled, plan_of
from tests.columns.oracle import told
from tests.columns.rows import case_of, derived, layout, table
from tests.run.conftest import POLICY, Table

ROWS = 150
#: What makes a difference only to who has more years of records than these rows: a break of some years after others without one.
_HARD_TO_TELL = {"cap_reduction_rule=per_year"}
#: Of each policy all options that it does not take.
_SHIPPED = [
    (file, f"{reading.alias}={option.member.alias}")
    for file in ("policies/enrolment_2025.pol", "policies/zaozhuang/2023.pol")
    for reading in compiled(ROOT / file).readings
    for option in reading.options
    if option.member != reading.taken
]


@pytest.mark.parametrize(("file", "reading"), _SHIPPED, ids=lambda value: value.rpartition("/")[2])
def test_every_option_is_the_evaluators(tmp_path: Path, file: str, reading: str) -> None:
    policy = compiled(ROOT / file)
    named = parse_readings(policy, (reading,))[0]
    made, years = plan_of(policy, 4)
    rows = derived(policy, made, ROWS, 3, years)
    pq.write_table(table(layout(made), rows), tmp_path / "in.parquet")
    run(policy, input=str(tmp_path / "in.parquet"), output=str(tmp_path / "out.parquet"), readings=[reading])
    found = pq.read_table(tmp_path / "out.parquet").to_pylist()
    cases = [case for row in rows if accepts(policy, case := case_of(layout(made), row)) is None]
    wanted, taken = [], []
    for case in cases:
        other, own = Evaluator(policy, case, None, named), Evaluator(policy, case)
        wanted.append([told(other.rule(output.rule.name), output) for output in made.outputs])
        taken.append([told(own.rule(output.rule.name), output) for output in made.outputs])
    assert [[(row[output.name], row[output.reason]) for output in made.outputs] for row in found] == wanted
    assert wanted != taken or reading in _HARD_TO_TELL


_READ = POLICY.replace(
    "clause 办法 ",
    """reading 口径 as counting {
  减半 as half "按一半报销"
  全额 as full "全额报销"
  take 减半 because "办法没有写明"
}
clause 办法 """,
    1,
).replace("= 费用 * 50% rounded", "= (if 口径 == 全额 then 费用 else 费用 * 50%) rounded")


@pytest.fixture
def read(shell: Shell, parquet: Table) -> Shell:
    """A workspace with a policy that has a reading, and its people."""
    Path("policies/trial.pol").write_text(_READ, "utf-8")
    parquet("in.parquet", "SELECT CAST(i AS DECIMAL(18, 2)) AS fee FROM range(3) AS t(i)")
    return shell


_MISSING = ["档", "次数", "参保", "缴费日期", "申请月", "出生年"]


def _refunds(path: str) -> list[Any]:
    return [str(value) for (value,) in duckdb.connect().execute(f"SELECT refund FROM '{path}'").fetchall()]


@pytest.mark.parametrize("reading", ["口径=全额", "counting＝full"])
def test_a_reading_is_asked_for_by_either_name(read: Shell, reading: str) -> None:
    asked = "--input", "in.parquet", "--output", "out.parquet", "--rules", "报销", "--missing", ",".join(_MISSING)
    assert read("run", "trial", *asked).code == 0 and _refunds("out.parquet") == ["0.00", "0.50", "1.00"]
    assert read("run", "trial", *asked, "--reading", reading).code == 0 and _refunds("out.parquet") == ["0.00", "1.00", "2.00"]
    frame = apply("trial", pa.table(pq.read_table("in.parquet")), ["报销"], missing=_MISSING, readings=[reading])
    assert [str(value) for value in frame["refund"].to_pylist()] == ["0.00", "1.00", "2.00"]


def test_a_comparison_is_asked_under_a_reading(read: Shell) -> None:
    Path("policies/other.pol").write_text(POLICY.replace("试点 as trial", "试点 as other"), "utf-8")
    found = compare_run("other", "trial", input="in.parquet", rules=["报销"], missing=_MISSING, readings=["口径=全额"])
    assert found.rules[0].whole.up.people == 2 and found.rules[0].whole.up.total == 1.5


@pytest.mark.parametrize(
    ("reading", "fragment"), [("算法=全额", "没有口径“算法”；有：口径"), ("口径=一半", "没有“一半”；有：减半、全额")]
)
def test_what_is_no_reading_is_told(read: Shell, reading: str, fragment: str) -> None:
    found = read("run", "trial", "--input", "in.parquet", "--output", "out.parquet", "--reading", reading)
    assert found.code == 2 and "E1125" in found.err and fragment in found.err
    with pytest.raises(CannotRun):
        read_as([policy_of("trial")], [reading])
