"""``eval`` with histories and readings: as text, as a file, refused, and under another reading; what the summary says of them."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Shell

CASE = Path(__file__).parents[1] / "language/track/good/enrolment.pol"
BREAKS = "2020..2024: 参保；2025..2026：；2027: 参保"
OTHERS = ["-g", "新生儿=否", "-g", "窗口内缴费=是", "-g", "补缴年数=0", "-g", "待遇年度=2027"]


@pytest.fixture(autouse=True)
def _policy(shell: Shell) -> None:
    Path("policies/enrolment.pol").write_text(CASE.read_text("utf-8"), "utf-8")


def _months(shell: Shell, *arguments: str) -> str:
    run = shell("eval", "enrolment", "待遇开始月", *OTHERS, *arguments)
    assert run.err == ""
    return run.out.strip()


def test_records_are_given_as_text(shell: Shell) -> None:
    assert _months(shell, "-g", f"参保年度={BREAKS}") == "待遇开始月：2027年5月"
    assert _months(shell, "-g", f"years={BREAKS}", "--reading", "多断保计法=逐年计") == "待遇开始月：2027年6月"
    assert _months(shell, "-g", f"years={BREAKS}", "--reading", "extra_break_year=beyond_first") == "待遇开始月：2027年5月"


def test_records_are_given_as_a_file(shell: Shell) -> None:
    rows = [{"year": 2024, "enrolled": True}, {"year": 2025, "参保": False}, {"year": 2026, "enrolled": True}]
    Path("rows.json").write_text(json.dumps(rows), "utf-8")
    assert shell("eval", "enrolment", "consecutive_years", "-g", "参保年度=@rows.json").out == "连续参保年数：1年\n"
    run = shell("eval", "enrolment", "balance", "-g", "years=@rows.json", "--format", "json")
    assert json.loads(run.out)["reason"] == "缺少“动用奖励额度”（“参保年度”2026年）"
    assert shell("eval", "enrolment", "balance", "-g", "years=@none.json").code == 2


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ("2020: 参保; 2022: 参保", "应为2021年，不能是2022年"),
        ("2020: 参加", "没有字段“参加”；有：参保、零报销、动用奖励额度"),
        ("二〇二〇: 参保", "应写成 年份: 字段, 字段"),
        ("1950..1999: 参保", "最多40条记录，1990年是多出来的"),
        ("[1]", "第1条应为对象"),
        ('[{"enrolled": true}]', "第1条要有整数的 year"),
    ],
)
def test_records_that_are_wrong_are_refused(shell: Shell, records: str, said: str) -> None:
    run = shell("eval", "enrolment", "consecutive_years", "-g", f"years={records}")
    assert run.code == 2
    assert said in run.err


def test_there_is_no_such_reading(shell: Shell) -> None:
    run = shell("eval", "enrolment", "consecutive_years", "-g", "years=2020:", "--reading", "多断保计法=首年计")
    assert run.code == 2
    assert "口径“多断保计法”没有“首年计”；有：逐年计、首年不计" in run.err


def test_the_summary_asks_for_records_and_lists_readings(shell: Shell) -> None:
    assert shell("build", "policies/enrolment.pol", "-o", "out").code == 0
    told = Path("out/enrolment.md").read_text("utf-8")
    assert "- 参保年度：一年一条，从早到晚，中间不缺年份，最多40条。" in told
    assert "以下各项按“参保年度”逐年计算，以最后一年的结果为准。" in told
    assert "> - “逐年计”：断保k年计k个月。\n> - “首年不计”：断保k年计k-1个月（本解读采用）。" in told
    assert "> 采用“首年不计”，理由：" in told
    data = json.loads(Path("out/enrolment.json").read_text("utf-8"))
    assert data["histories"]["years"]["fields"]["enrolled"]["label"] == "参保"
    assert data["rules"]["balance"]["history"] == "years"
    assert data["readings"][0]["taken"] == "beyond_first"
