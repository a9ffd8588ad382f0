"""``policyc compare-run``: held against the evaluator, row by row and figure by figure."""

from __future__ import annotations

import csv
import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from policyc.columns import compare_run
from policyc.columns.policies import policy_of
from policyc.columns.refusing import CannotRun
from policyc.columns.winners.figures import Winners
from policyc.columns.winners.shown import data, schema_text
from policyc.columns.winners.wording import share, total_text
from policyc.columns.winners.workbook import workbook_of
from policyc.document.sheets import Number
from policyc.model.types import Quantity
from policyc.quantities.units import Unit
from tests.cli.running import Shell
from tests.columns.answers import ROOT
from tests.columns.identity import compiled
from tests.run.conftest import POLICY, Table
from tests.run.winners import SHIPPED, Shipped, hold

OLD = POLICY.replace(
    "rule 次均",
    """rule 封顶线 as ceiling =
    if 次数 <= 20次 then 10万元 else if 次数 <= 60次 then 费用 else unlimited more is better quote "封顶"
  rule 自付 as own = 费用 * 50% rounded to 0.01元 more is worse quote "自付"
  rule 比例 as share_paid = if 参保 then 70% else 50% more is better quote "比例"
  rule 去处 as place : 分档 = if 参保 then 西部 else 中部 quote "去处"
  rule 次均""",
)
#: The same with other figures, one rule that comes to something of another kind.
NEW = (
    OLD.replace("policy 试点 as trial", "policy 试点 as trial_2")
    .replace("year 2023 }", "year 2024 }")
    .replace("512.50元", "540.25元")
    .replace("东部 -> unspecified", "东部 -> 300元/人/年")
    .replace('quote "东部另行规定"', 'quote "300元"')
    .replace("if 次数 <= 20次 then 10万元 else if 次数 <= 60次 then 费用", "if 次数 <= 40次 then 12万元")
    .replace("自付 as own = 费用 * 50%", "自付 as own = 费用 * 45%")
    .replace("then 70% else 50%", "then 75% else 45%")
    .replace("month_of(缴费日期) + 1个月", "month_of(缴费日期) + 3个月")
    .replace("申请月 <= month_of(缴费日期)", "申请月 <= month_of(缴费日期) - 2个月")
    .replace("出生年 + 18年", "出生年 + 16年")
    .replace("then 西部 else 中部", "then 西部 else 东部")
    .replace("require 次数 >= 1次", "require 次数 >= 2次")
    .replace("rule 次均 as visits = 次数 * 2", "rule 次均 as visits = 费用 * 2")
)


@pytest.fixture
def both(shell: Shell, tmp_path: Path) -> Shell:
    """A workspace with both policies, and people.parquet of 700 people, many of them at boundaries."""
    (tmp_path / "policies" / "trial.pol").write_text(OLD, "utf-8")
    (tmp_path / "policies" / "trial_2.pol").write_text(NEW, "utf-8")
    made = shell("synth", "trial", "trial_2", "--rows", 700, "--seed", 5, "--edges", 400, "-o", "made.parquet")
    assert made.code == 0, made.err
    odd = "UNION ALL BY NAME SELECT 'nowhere' AS tier, 5 AS times UNION ALL BY NAME SELECT 'west' AS tier, 1 AS times"
    duckdb.connect().execute(f"COPY (FROM 'made.parquet' {odd}) TO 'people.parquet' (FORMAT parquet)")
    return shell


# ------------------------------------------------------------------ every figure is the evaluator's


def test_everything_is_the_evaluators(both: Shell, tmp_path: Path) -> None:
    """Results of every type, a figure that one policy leaves open, what has no limit, other requirements of one policy."""
    held = hold(policy_of("trial"), policy_of("trial_2"), 700, ("档", "参保"), tmp_path)
    assert held.differing == [] and held.rows == 700 and held.refused > 30 and held.results > 4000 and held.figures > 900


@pytest.mark.parametrize("pair", SHIPPED[1::2], ids=lambda pair: f"{pair.old}-{pair.new}".replace("/", "-"))
def test_everything_of_what_is_shipped_is_the_evaluators(pair: Shipped, tmp_path: Path) -> None:
    """A year and the next, a place and the nation, and the mechanism with its histories; all: python -m tests.run.winners."""
    held = hold(compiled(ROOT / pair.old), compiled(ROOT / pair.new), 150, pair.by, tmp_path, paired=pair.paired)
    assert held.differing == [] and held.results > 0 and held.refused > 0


def test_the_file_may_be_csv_and_bounded(both: Shell) -> None:
    """The same figures from CSV, in little memory, on one thread."""
    duckdb.sql("COPY (FROM 'people.parquet') TO 'people.csv'")
    whole = data(compare_run("trial", "trial_2", input="people.parquet", by=["tier"]))
    arguments = ("--input", "people.csv", "--output", "out.csv", "--by", "档", "--threads", 1, "--memory", "200MB")
    run = both("compare-run", "trial", "trial_2", *arguments, "--format", "json")
    assert run.code == 0, run.err
    again = json.loads(run.out)
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(again)
    assert json.loads(both("schema", "compare-run").out) == schema
    assert again["rules"] == whole["rules"] and again["set_aside"] == whole["set_aside"]
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == whole["rows"]
    assert not [path for path in Path().iterdir() if path.name.startswith(".")]


def test_a_row_that_one_policy_refuses_is_set_aside_with_its_name(both: Shell) -> None:
    Path("in.csv").write_text("档,次数\nwest,1\nwest,2\nnowhere,3\n", "utf-8")
    missing = "费用,参保,缴费日期,申请月,出生年"
    arguments = ("--input", "in.csv", "--missing", missing, "--rejects", "aside.csv")
    run = both("compare-run", "trial", "trial_2", *arguments)
    assert run.code == 0 and "读入3行，参加测算1人，剔出2行" in run.out
    with Path("aside.csv").open(encoding="utf-8-sig", newline="") as stream:
        first, second = csv.DictReader(stream)
    assert first["refused_row"] == "1" and first["refused"].startswith("trial_2：次数为“1”，不符合") and first["次数"] == "1"
    assert second["refused_row"] == "3" and second["refused"].startswith("“档”不能为“nowhere”：应为西部")  # both say so


def test_lines_with_too_many_or_too_few_values_are_set_aside(both: Shell) -> None:
    """They are counted, told with their places, kept, and in no figure."""
    lines = ["档,次数,备注", "west,2,a", "west,2", "west,1,b", "west,2,c,d", "west,3,e"]
    Path("in.csv").write_text("\n".join(lines), "utf-8")
    arguments = ("--input", "in.csv", "--missing", "费用,参保,缴费日期,申请月,出生年", "--output", "out.csv")
    run = both("compare-run", "trial", "trial_2", *arguments, "--rejects", "aside.csv", "--by", "档")
    assert run.code == 0 and "读入5行，参加测算2人，剔出3行" in run.out
    assert "只有新政策不收1行，两份都不收0行，值的个数与表头不同2行" in run.out and "第2行：这一行只有2个值" in run.out
    with Path("aside.csv").open(encoding="utf-8-sig", newline="") as stream:
        aside = [(row["refused_row"], row["refused"][:7], row["次数"], row["备注"]) for row in csv.DictReader(stream)]
    assert aside == [("2", "这一行只有2个", "2", ""), ("3", "trial_2", "1", "b"), ("4", "这一行有4个值", "2", "c")]
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["备注"] for row in csv.DictReader(stream)] == ["a", "e"]
    Path("in.csv").write_text('档,次数\n"west,2\n', "utf-8")
    run = both("compare-run", "trial", "trial_2", *arguments)
    assert run.code == 2 and "E1106" in run.err


def test_columns_that_the_work_itself_needs(both: Shell) -> None:
    Path("in.csv").write_text("档,policyc_row\nwest,1\n", "utf-8")
    run = both("compare-run", "trial", "trial_2", "--input", "in.csv", "--rules", "补助", "--output", "out.csv")
    assert run.code == 2 and "E1104" in run.err and not Path("out.csv").exists()


def test_no_binary_fraction_takes_part(both: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in what is worked out, nor in what is counted."""
    from policyc.columns import database
    from policyc.columns.winners import counting, running

    asked: list[str] = []

    def listening(connection: duckdb.DuckDBPyConnection, sql: str, *rest: Any) -> list[tuple[Any, ...]]:
        if not sql.startswith("CREATE"):
            asked.append("\n".join(str(row[1]) for row in connection.execute(f"EXPLAIN {sql}").fetchall()))
            described = sql.removeprefix("COPY (").rpartition(") TO ")[0] if sql.startswith("COPY") else sql
            asked.append(str(connection.execute(f"DESCRIBE {described}").fetchall()))
        return database.work(connection, sql, *rest)

    for module in (counting, running):
        monkeypatch.setattr(module, "work", listening)
    compare_run("trial", "trial_2", input="people.parquet", by=["tier"])
    assert len(asked) > 40 and not [plan for plan in asked if re.search(r"\b(DOUBLE|FLOAT|REAL)\b", plan)]


# ------------------------------------------------------------------ what is told


def test_the_report_says_who_wins(both: Shell) -> None:
    run = both("compare-run", "trial", "trial_2", "--input", "people.parquet", "--by", "档", "--rules", "自付,补助,次均")
    assert run.code == 2 and "“次均”不是两份政策都有、可以逐人比较的规则" in run.err
    run = both("compare-run", "trial", "trial_2", "--input", "people.parquet", "--by", "档", "--rules", "自付，补助")
    assert run.code == 0 and "受益（减少）" in run.out and "受损（增加）" in run.out
    assert "数额越低对参保人越有利" in run.out and "两份政策没有标明利弊方向，只分增减" in run.out
    assert "两份政策的结果不是同一类：次均" in run.out and "只有试点" not in run.out
    assert "原政策待定：" in run.out and "新政策有结果" in run.out and "用时" in run.err


@pytest.mark.parametrize("format_", ["md", "html", "docx", "csv", "xlsx", "json"])
def test_every_format_is_written(both: Shell, format_: str) -> None:
    run = both("compare-run", "trial", "trial_2", "--input", "people.parquet", "--by", "档", "-o", f"report.{format_}")
    assert run.code == 0, run.err
    content = Path(f"report.{format_}").read_bytes()
    assert "受益".encode() in content if format_ in ("md", "html") else content
    if format_ == "html":
        assert content.count(b"<svg") >= 5 and b'class="more"' in content


def test_a_workbook_has_the_figures_and_what_they_rest_on(both: Shell) -> None:
    """What moved in the policies, who cannot be compared and why; a sheet with nothing in it is left out."""
    Path("in.csv").write_text("档\nwest\neast\nnowhere\n", "utf-8")
    found = compare_run("trial", "trial_2", input="in.csv", by=["档"], rules=["subsidy"])
    summary, figures, untold = workbook_of(found).sheets
    assert [summary.name, figures.name, untold.name] == ["概要", "逐人测算对比", "无法比较的人"]
    told = {str(title): str(text) for title, text in summary.rows}
    assert told["结论"].startswith("参加测算2人") and told["范围"] == "读入3行，参加测算2人，剔出1行"
    assert told["剔出的第3行"].startswith("“档”不能为“nowhere”")
    assert [row[2:] for row in untold.rows] == [(Number(Fraction(1)), "待定：补助未明确（《办法》一：“东部另行规定”）", "有结果")]
    params = workbook_of(
        compare_run(*(str(ROOT / "policies" / f"{year}.pol") for year in (2022, 2023)), input="in.csv", renamed={"档": "分档"})
    )
    (moved,) = [each for each in params.sheets if each.name == "标准的变化"]
    assert moved.rows[0][:4] == ("人均财政补助标准", "fiscal_subsidy", "≥610→≥640（+30） 元/人·年", "待遇提高")
    assert moved.rows[0][4:6] == (Number(Fraction(60)), "元/年")


@pytest.mark.parametrize(
    ("arguments", "fragment"),
    [
        (("--by", "地区"), "文件没有这一列"),
        (("--by", "档 位"), "是不是“档”"),
        (("--output", "people.parquet"), "同一个文件"),
        (("-o", "people.parquet", "--format", "text"), "同一个文件"),
        (("-o", "./a.csv", "--rejects", "a.csv"), "同一个文件"),
        (("-o", "a.duckdb", "--format", "text", "--output", "a.duckdb::people"), "同一个文件"),
        (("-o", "policies"), "这是文件夹"),
        (("--map", "x=档"), "文件没有“x”列"),
        (("--missing", "性别"), "没有输入“性别”"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(both: Shell, arguments: tuple[str, ...], fragment: str) -> None:
    before = Path("people.parquet").read_bytes()
    run = both("compare-run", "trial", "trial_2", "--input", "people.parquet", *arguments)
    assert run.code == 2 and fragment in run.err and not run.out
    assert Path("people.parquet").read_bytes() == before


def test_too_many_groups_are_refused_before_anything_is_worked_out(both: Shell, parquet: Table) -> None:
    parquet("many.parquet", "SELECT 'west' AS tier, i AS id FROM range(301) AS t(i)")
    asked = {"input": "many.parquet", "rules": ["subsidy"]}
    with pytest.raises(CannotRun, match="E1123"):
        compare_run("trial", "trial_2", by=["id"], input="many.parquet", rules=["subsidy"])
    assert found_by(compare_run("trial", "trial_2", by=["tier"], input=str(asked["input"]), rules=["subsidy"])) == ["西部"]


def found_by(found: Winners) -> list[str]:
    return [group.keys[0] for group in found.rules[0].groups]


def test_both_spellings_are_one_group(both: Shell) -> None:
    Path("in.csv").write_text("档\nwest\n西部\n中部\n\n", "utf-8")
    found = compare_run("trial", "trial_2", input="in.csv", by=["tier"], rules=["subsidy"])
    assert found_by(found)[:2] == ["西部", "中部"] and found.rules[0].groups[0].people == 2


# ------------------------------------------------------------------ which rule is which

_OTHER = NEW.replace("policy 试点 as trial_2", "policy 试点 as trial_3").replace(
    "rule 报销 as refund", "rule 医药报销 as fee_refund"
)


def test_rules_that_are_only_alike_are_not_compared(both: Shell) -> None:
    """A comparison of the texts takes them for one rule; of money, nobody guesses."""
    Path("policies/trial_3.pol").write_text(_OTHER, "utf-8")
    assert "医药报销" in both("diff", "trial", "trial_3").out
    run = both("compare-run", "trial", "trial_3", "--input", "people.parquet", "--format", "json", "-o", "r.json")
    told = json.loads(Path("r.json").read_text("utf-8"))
    assert run.code == 0 and told["only_old"] == ["报销"] and told["only_new"] == ["医药报销"]
    assert "没有比较的规则：只有 trial 有：报销；只有 trial_3 有：医药报销" in run.err and "--pair" in run.err
    assert not {"报销", "医药报销"} & {rule["label"] for rule in told["rules"]}


@pytest.mark.parametrize("paired", ["报销=医药报销", "refund＝fee_refund"])
def test_rules_are_compared_that_are_said_to_be_one(both: Shell, paired: str) -> None:
    Path("policies/trial_3.pol").write_text(_OTHER, "utf-8")
    asked = "--input", "people.parquet", "--format", "json"
    both("compare-run", "trial", "trial_2", *asked, "--rules", "refund", "-o", "same.json")
    run = both(
        "compare-run",
        "trial",
        "trial_3",
        *asked,
        "--rules",
        "医药报销",
        "--pair",
        paired,
        "-o",
        "other.json",
        "--output",
        "all.csv",
    )
    same, other = (json.loads(Path(name).read_text("utf-8"))["rules"][0] for name in ("same.json", "other.json"))
    assert run.code == 0 and other["old_label"] == "报销" and other["label"] == "医药报销" and other["all"] == same["all"]
    assert "fee_refund_before" in Path("all.csv").read_text("utf-8-sig").splitlines()[0]
    text = both("compare-run", "trial", "trial_3", "--input", "people.parquet", "--pair", paired).out
    assert "医药报销：原政策叫“报销”" in text


@pytest.mark.parametrize(
    ("paired", "fragment"),
    [
        (("报销=报消",), "trial_2 没有规则“报消”，是不是“报销”？"),
        (("及时=报销",), "前者的结果是"),
        (("报销=报销", "refund=自付"), "已经配过"),
        (("报销",), "原规则=新规则"),
        (("报销=自付", "报销=报销"), "说了两次"),
    ],
)
def test_rules_that_cannot_be_one_are_told(both: Shell, paired: tuple[str, ...], fragment: str) -> None:
    said = [part for each in paired for part in ("--pair", each)]
    run = both("compare-run", "trial", "trial_2", "--input", "people.parquet", *said)
    assert run.code == 2 and fragment in run.err and not run.out


def test_policies_without_a_rule_in_common_are_refused(both: Shell) -> None:
    bare = NEW[: NEW.index('clause 办法 "一"')].replace("trial_2", "bare")
    Path("policies/bare.pol").write_text(bare, "utf-8")
    run = both("compare-run", "trial", "bare", "--input", "people.parquet")
    assert run.code == 2 and "没有可以逐人比较的规则" in run.err


def test_shares_are_rounded_exactly() -> None:
    assert [share(1, 3), share(2, 3), share(1, 2000), share(1, 2001), share(0, 7), share(7, 7), share(0, 0)] == [
        "33.3%",
        "66.7%",
        "0.1%",
        "0.0%",
        "0.0%",
        "100.0%",
        "",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("999999", "999999元"),
        ("1798405.25", "1798405.25元（约179.84万元）"),
        ("30000000", "3000万元"),
        ("58588240001", "58588240001元（约585.88亿元）"),
        ("99999999", "99999999元（约1亿元）"),
    ],
)
def test_long_sums_are_rounded_beside_what_is_exact(value: str, text: str) -> None:
    money, times = (Quantity(Unit.of([(unit, 1)])) for unit in ("元", "次"))
    assert total_text(Fraction(value), money) == text
    assert total_text(Fraction(1798405), times) == "1798405次"
