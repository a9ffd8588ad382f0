"""``policyc run``: what goes in, what comes out, what is set aside, and what is refused before a row is read."""

from __future__ import annotations

import csv
import errno
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from policyc.columns import run
from policyc.columns.telling import schema_text
from policyc.targets.columns.terms import TooWide
from tests.cli.running import Shell
from tests.run.conftest import POLICY, Table

HEAD = "姓名,档,费用,次数,参保,缴费日期,申请月,出生年\n"
GOOD = "甲,西部,12.31,3,是,2023-07-26,2023-06,1960\n"


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a CSV file, as a spreadsheet reads it."""
    with Path(file).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_row_has_its_results_beside_what_it_had(shell: Shell) -> None:
    Path("in.csv").write_text(HEAD + GOOD, "utf-8")
    assert shell("run", "trial", "--input", "in.csv", "--output", "out.csv").code == 0
    (row,) = rows("out.csv")
    assert row["姓名"] == "甲" and row["档"] == "西部" and row["费用"] == "12.31"
    results = [row[name] for name in ("subsidy", "refund", "starts", "in_time", "adult", "visits")]
    assert results == ["512.50", "6.16", "2023-08-01", "true", "1978", "6"]
    assert [row[name] for name in row if name.endswith("_reason")] == [""] * 6
    assert Path("out.csv").read_bytes().startswith("\ufeff姓名".encode())  # what spreadsheets know UTF-8 by


def test_holes_and_blanks_have_reasons_and_no_value(shell: Shell) -> None:
    Path("in.csv").write_text(HEAD + "甲,east,,,否,,,\n", "utf-8")
    assert shell("run", "trial", "--input", "in.csv", "--output", "out.csv").code == 0
    (row,) = rows("out.csv")
    assert row["subsidy_reason"].startswith("待定：") and row["refund_reason"] == "缺输入：“费用”"
    assert "参保" in row["starts_reason"]
    assert {row[name] for name in ("subsidy", "refund", "starts", "in_time", "adult", "visits")} == {""}


@pytest.mark.parametrize(
    ("column", "text", "fragment"),
    [
        ("档", "北部", "“档”不能为“北部”：应为西部、中部或东部"),
        ("费用", "12.345", "“12.345”：应为0元—1亿元，小数不超过2位"),
        ("费用", "12.340000000000001", "小数不超过2位"),
        ("费用", "1e3", "“1e3”"),
        ("费用", "1,000.00", "1,000.00"),
        ("费用", "100000000.01", "“费用”不能为“100000000.01”：应为0元—1亿元"),
        ("费用", "-0.01", "不能为“-0.01”：应为0元"),
        ("费用", "99999999999999999999999999999999999999999", "“9999"),
        ("费用", "NaN", "“NaN”"),
        ("次数", "2.5", "写成整数"),
        ("次数", "0", "次数为“0”，不符合“次数不少于1次”的要求，没有就诊的不算"),
        ("参保", "有", "是或否"),
        ("缴费日期", "2023-02-30", "2023-02-30"),
        ("缴费日期", "202311", "“202311”"),
        ("缴费日期", "2022-12-31", "不能为“2022-12-31”：应为2023年1月1日"),
        ("申请月", "2023-13", "“2023-13”"),
        ("申请月", "2024年1月", "不能为“2024-01”：应为2023年1月"),
        ("申请月", "2023-06-15", "当月1日"),
        ("出生年", "23", "四位数字"),
        ("出生年", "2024", "不能为“2024”：应为1900年至2023年"),
    ],
)
def test_a_bad_value_sets_the_row_aside(shell: Shell, column: str, text: str, fragment: str) -> None:
    """With its place, its reason and all it had; the rows around it are calculated."""
    names, values = HEAD.strip().split(","), GOOD.strip().split(",")
    values[names.index(column)] = f'"{text}"'
    Path("in.csv").write_text(f"{HEAD}{GOOD}{','.join(values)}\n{GOOD}", "utf-8")
    run = shell("run", "trial", "--input", "in.csv", "--output", "out.csv", "--rejects", "no.csv", "--format", "json")
    assert run.code == 0
    assert len(rows("out.csv")) == 2
    (aside,) = rows("no.csv")
    assert aside["refused_row"] == "2" and aside[column] == text and aside["姓名"] == "甲"
    assert fragment in aside["refused"] and column in aside["refused"]
    told = json.loads(run.out)
    Draft202012Validator(json.loads(schema_text())).validate(told)
    assert (told["rows_in"], told["rows_out"], told["set_aside"]) == (3, 2, 1)
    assert told["first_set_aside"] == [{"row": 2, "reason": aside["refused"]}]


@pytest.mark.parametrize("text", ["'; DROP TABLE people; --", "=HYPERLINK(1)", "{档} %s ${HOME}", "北" * 5000])
def test_a_value_that_is_repeated_is_only_repeated(shell: Shell, text: str) -> None:
    """And not at any length."""
    Path("in.csv").write_text(f'档\n西部\n"{text}"\n', "utf-8")
    arguments = ("--output", "out.csv", "--rules", "补助", "--rejects", "no.csv")
    assert shell("run", "trial", "--input", "in.csv", *arguments).code == 0
    (aside,) = rows("no.csv")
    assert aside["refused"] == f"“档”不能为“{text[:40]}”：应为西部、中部或东部" and aside["档"] == text
    assert len(rows("out.csv")) == 1


def test_most_of_the_rows_set_aside_is_a_sign_that_the_file_is_not_as_meant(shell: Shell) -> None:
    arguments = ("run", "trial", "--input", "in.csv", "--output", "out.csv", "--rules", "报销")
    Path("in.csv").write_text("费用\n1.2345万元\n1.00\n", "utf-8")
    assert "超过一半" not in shell(*arguments).err
    Path("in.csv").write_text("费用\n1.2345\n0.8012\n1.00\n", "utf-8")
    assert "剔出的行超过一半" in shell(*arguments).err
    assert "more than half" in shell(*arguments, "--lang", "en").err


def test_everything_that_is_wrong_with_a_row_is_told(shell: Shell) -> None:
    Path("in.csv").write_text(HEAD + "甲,北部,1.001,1,也许,,,\n", "utf-8")
    assert shell("run", "trial", "--input", "in.csv", "--output", "out.csv", "--rejects", "no.csv").code == 0
    (aside,) = rows("no.csv")
    assert all(f"“{name}”" in aside["refused"] for name in ("档", "费用", "参保"))


@pytest.mark.parametrize(
    ("column", "texts", "result", "value"),
    [
        ("档", ["西部", "west", " west "], "subsidy", "512.50"),
        ("费用", ["12.3", "12.30", "12.300", "+12.30", "012.30"], "refund", "6.15"),
        ("参保", ["是", "true", "TRUE", "1"], "starts", "2023-08-01"),
        ("缴费日期", ["2023-07-26", "2023/7/26", "2023年7月26日", "20230726"], "starts", "2023-08-01"),
        ("申请月", ["2023-06", "2023/6", "2023年6月", "202306", "2023-06-01"], "in_time", "true"),
        ("出生年", ["1960", "1960年"], "adult", "1978"),
    ],
)
def test_one_value_in_its_spellings(shell: Shell, column: str, texts: list[str], result: str, value: str) -> None:
    names, values = HEAD.strip().split(","), GOOD.strip().split(",")
    lines = []
    for text in texts:
        values[names.index(column)] = text
        lines.append(",".join(values))
    Path("in.csv").write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    assert shell("run", "trial", "--input", "in.csv", "--output", "out.csv").code == 0
    assert [row[result] for row in rows("out.csv")] == [value] * len(texts)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_spreadsheet_of_any_encoding(shell: Shell, encoding: str) -> None:
    Path("in.csv").write_text((HEAD + GOOD).replace("\n", "\r\n"), encoding)
    assert shell("run", "trial", "--input", "in.csv", "--output", "out.csv").code == 0
    assert rows("out.csv")[0]["姓名"] == "甲"


def test_every_mismatch_is_told_before_a_row_is_read(shell: Shell, parquet: Table) -> None:
    parquet("in.parquet", "SELECT 'west' AS 级别, 1.5::DOUBLE AS 费用, true AS insured, 1 AS adult, 3.5::FLOAT AS born")
    told = shell("run", "trial", "--input", "in.parquet", "--output", "out.csv", "--map", "等级=档")
    assert told.code == 2
    assert all(code in told.err for code in ("E1101", "E1102", "E1104", "E1105"))
    assert "CAST(费用 AS DECIMAL(18, 2))" in told.err and "CAST(born AS BIGINT)" in told.err
    assert "没有“缴费日期”（paid_on）一列，算不出：待遇月、及时" in told.err
    assert "等级" in told.err and "是不是“级别”" in told.err
    assert "--rules refund,adult" in told.err
    assert not Path("out.csv").exists()


def test_a_column_of_another_name_and_one_that_is_missing(shell: Shell, parquet: Table) -> None:
    parquet("in.parquet", "SELECT 'west' AS 级别, 1 AS tier")
    arguments = ("run", "trial", "--input", "in.parquet", "--output", "out.csv", "--rules", "补助,refund")
    assert shell(*arguments, "--map", "级别=档", "--missing", "费用").code == 0
    (row,) = rows("out.csv")
    assert row["subsidy"] == "512.50" and row["tier"] == "1" and row["refund_reason"] == "缺输入：“费用”"


def test_two_columns_for_one_input(shell: Shell, parquet: Table) -> None:
    parquet("in.parquet", "SELECT 'west' AS tier, '西部' AS 档")
    told = shell("run", "trial", "--input", "in.parquet", "--output", "out.csv", "--rules", "补助")
    assert told.code == 2 and "E1103" in told.err


def test_no_such_rule(shell: Shell) -> None:
    Path("in.csv").write_text(HEAD + GOOD, "utf-8")
    told = shell("run", "trial", "--input", "in.csv", "--output", "out.csv", "--rules", "报销额")
    assert told.code == 2 and "E1111" in told.err and "是不是“报销”" in told.err


@pytest.mark.parametrize(
    ("arguments", "code", "fragment"),
    [
        (["--input", "in.csv", "--output", "in.csv"], "E1107", "同一个文件"),
        (["--input", "in.csv", "--output", "link.csv"], "E1107", "同一个文件"),
        (["--input", "in.csv", "--output", "a.csv", "--rejects", "a.csv"], "E1107", "同一个文件"),
        (["--input", "in.csv", "--output", "a.ods"], "E1107", ".ods"),
        (["--input", "in.csv", "--output", "no/a.csv"], "E1107", "没有文件夹"),
        (["--input", "in.csv", "--output", "a.duckdb"], "E1107", "写明表名"),
        (["--input", "a.xlsx", "--output", "a.csv"], "E1106", "另存为 CSV"),
        (["--input", "none.csv", "--output", "a.csv"], "E1106", "找不到"),
        (["--input", "fake.parquet", "--output", "a.csv"], "E1106", "Parquet"),
        (["--input", "ragged.csv", "--output", "a.csv"], "E1106", "第2行"),
        (["--input", "twice.csv", "--output", "a.csv"], "E1110", "两列"),
        (["--input", "empty.csv", "--output", "a.csv"], "E1110", "没有表头"),
        (["--input", "unnamed.csv", "--output", "a.csv"], "E1110", "第2列"),
        (["--input", "titled.csv", "--output", "a.csv"], "E1110", "像是标题"),
        (["--input", "named.csv", "--output", "a.csv"], "E1110", "像是标题"),
        (["--input", "policies", "--output", "a.csv"], "E1106", "这是文件夹"),
        (["--input", "many.parquet", "--output", "a.csv"], "E1106", "先合成一个"),
        (["--input", "in.csv", "--output", "a.csv", "--rules", " ，"], "--rules", "没有写规则"),
        (["--input", "wan.csv", "--output", "a.csv"], "E1101", "“费用（万元）”一列先由万元换算成元"),
        (["--input", "in.csv", "--output", "a.csv", "--missing", "fee"], "E1105", "文件里有这一列"),
    ],
)
def test_files_that_will_not_do(shell: Shell, tmp_path: Path, arguments: list[str], code: str, fragment: str) -> None:
    files = {
        "in.csv": HEAD + GOOD,
        "fake.parquet": HEAD,
        "ragged.csv": HEAD + "甲,西部\n",
        "twice.csv": "费用,费用\n1,2\n",
        "empty.csv": "",
        "unnamed.csv": "费用,,a\n1,2,3\n",
        "titled.csv": "参保人员名单,,\n姓名,档,费用\n甲,西部,1\n",
        "named.csv": "参保人员名单\n姓名,档,费用\n甲,西部,1\n",
        "wan.csv": "姓名,费用（万元）\n甲,1.2\n",
    }
    for name, text in files.items():
        Path(name).write_text(text, "utf-8")
    Path("link.csv").symlink_to("in.csv")
    Path("many.parquet").mkdir()
    before = sorted(path.name for path in tmp_path.iterdir())
    told = shell("run", "trial", "--rules", "报销", *arguments)
    assert told.code == 2
    assert code in told.err and fragment in told.err
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert Path("in.csv").read_text("utf-8") == HEAD + GOOD


def test_a_folder_that_takes_no_files(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full, or may not be written to: said, and no fault of the program."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    Path("in.csv").write_text(HEAD + GOOD, "utf-8")
    monkeypatch.setattr("tempfile.mkdtemp", full)
    told = shell("run", "trial", "--rules", "报销", "--input", "in.csv", "--output", "a.csv")
    assert told.code == 2 and "E1109" in told.err and "No space left" in told.err and "磁盘空间" in told.err
    assert not Path("a.csv").exists()


def test_tables_of_a_database(shell: Shell) -> None:
    """The result and what was set aside go into the database that the rows come from; an old table of the name is replaced."""
    with duckdb.connect("a.duckdb") as database:
        database.execute("CREATE TABLE 人员 AS SELECT * FROM (VALUES (1, '10.00'), (2, 'x')) AS v (编号, 费用)")
        database.execute("CREATE TABLE done AS SELECT 0 AS old")
    arguments = ["--output", "a.duckdb::done", "--rejects", "b.duckdb::no", "--rules", "报销"]
    assert shell("run", "trial", "--input", "a.duckdb::人员", *arguments).code == 0
    with duckdb.connect("a.duckdb", read_only=True) as database:
        found = database.execute("SELECT 编号, CAST(refund AS VARCHAR) FROM done").fetchall()
        assert found == [(1, "5.00")]
        assert {name for (name,) in database.execute("SHOW TABLES").fetchall()} == {"人员", "done"}
    with duckdb.connect("b.duckdb", read_only=True) as database:
        assert database.execute("SELECT refused_row, 编号 FROM no").fetchall() == [(2, 2)]
    told = shell("run", "trial", "--input", "a.duckdb::nobody", "--output", "c.csv")
    assert told.code == 2 and "有：done、人员" in told.err


def test_the_types_of_parquet(shell: Shell, parquet: Table) -> None:
    """Exact types of any width, days as moments, yes and no as 1 and 0; what does not fit exactly is set aside."""
    parquet(
        "in.parquet",
        "SELECT * FROM (VALUES (12.3400::DECIMAL(38, 20), 1::TINYINT, TIMESTAMP '2023-07-26 00:00:00', 3.0::DECIMAL(4, 1)), "
        "(12.3450::DECIMAL(38, 20), 1, TIMESTAMP '2023-07-26 00:00:00', 3.0), (1, 2, TIMESTAMP '2023-07-26 00:00:00', 3.0), "
        "(1, 0, TIMESTAMP '2023-07-26 10:00:00', 3.5)) AS v (fee, insured, paid_on, times)",
    )
    arguments = ["--output", "out.parquet", "--rejects", "no.csv", "--rules", "报销,待遇月,次均"]
    assert shell("run", "trial", "--input", "in.parquet", *arguments).code == 0
    found = duckdb.execute("SELECT refund, starts, visits FROM 'out.parquet'")
    assert [column[1] for column in found.description or ()] == ["DECIMAL(18,2)", "DATE", "BIGINT"]
    assert [tuple(map(str, row)) for row in found.fetchall()] == [("6.17", "2023-08-01", "6")]
    assert [row["refused_row"] for row in rows("no.csv")] == ["2", "3", "4"]
    assert "不带时刻" in rows("no.csv")[2]["refused"] and "次数" in rows("no.csv")[2]["refused"]


def test_rows_keep_their_order(shell: Shell, parquet: Table) -> None:
    """In several threads, over more rows than are read at once."""
    parquet("in.parquet", "SELECT range AS id, 'west' AS tier FROM range(400000)")
    told = shell("run", "trial", "--input", "in.parquet", "--output", "out.parquet", "--rules", "补助", "--threads", 4)
    assert told.code == 0
    counted = duckdb.execute(
        "SELECT count(*) FROM read_parquet('out.parquet', file_row_number = true) WHERE id <> file_row_number"
    ).fetchall()  # whole: what is left of a result would be in the way of the next test
    assert counted == [(0,)]
    assert "400000 行" in told.err and "205000000.00 元" in told.err


def test_results_stand_beside_those_of_another_year(shell: Shell) -> None:
    Path("in.csv").write_text(HEAD + GOOD, "utf-8")
    assert shell("run", "trial", "--input", "in.csv", "--output", "one.csv", "--rules", "报销").code == 0
    told = shell("run", "trial", "--input", "one.csv", "--output", "two.csv", "--rules", "报销")
    assert told.code == 2 and "E1104" in told.err and "--prefix" in told.err
    arguments = ("--output", "two.csv", "--rules", "报销", "--prefix", "新_")
    assert shell("run", "trial", "--input", "one.csv", *arguments).code == 0
    (row,) = rows("two.csv")
    assert row["refund"] == row["新_refund"] == "6.16"


def test_names_are_only_names(shell: Shell) -> None:
    """Columns and files that are called like SQL, and like a pattern of files."""
    names = ['a"b', "people", "given", "x'; DROP TABLE people; --", "policyc_wrong", "refund "]
    with Path("[1]'.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["费用", *names], ["2.00", "'", '"', ";", "--", "*", "z"]])
    assert shell("run", "trial", "--input", "[1]'.csv", "--output", "o*.csv", "--rules", "报销").code == 0
    (row,) = rows("o*.csv")
    assert [row[name] for name in names] == ["'", '"', ";", "--", "*", "z"] and row["refund"] == "1.00"


def test_a_rule_that_is_called_as_the_reason_of_another(shell: Shell) -> None:
    """The reason then has another column; neither is taken for the other, here and between two policies."""
    policy = POLICY.replace("as visits", "as subsidy_reason")
    (Path("policies") / "trial.pol").write_text(policy, "utf-8")
    (Path("policies") / "trial_2.pol").write_text(
        policy.replace("as trial", "as trial_2").replace("2023 }", "2024 }", 1), "utf-8"
    )
    Path("in.csv").write_text("档,次数\neast,3\nwest,4\n", "utf-8")
    assert shell("run", "trial", "--input", "in.csv", "--output", "out.csv", "--rules", "补助,次均").code == 0
    hole, value = rows("out.csv")
    assert hole["subsidy"] == "" and hole["subsidy_reason"] == "6" and hole["subsidy_reason2"].startswith("待定")
    assert value["subsidy"] == "512.50" and value["subsidy_reason"] == "8" and value["subsidy_reason2"] == ""
    both = shell("compare-run", "trial", "trial_2", "--input", "in.csv", "--output", "both.csv", "--rules", "补助,次均")
    assert both.code == 0
    hole, _ = rows("both.csv")
    assert hole["subsidy_before_reason"].startswith("待定") and hole["subsidy_reason_after"] == "6"


def test_from_python(shell: Shell) -> None:
    """The summary adds up what was written."""
    Path("in.csv").write_text(f"{HEAD}{GOOD}{GOOD}乙,东部,0.01,1,否,,,\n丙,北,0,1,,,,\n", "utf-8")
    summary = run("trial", input="in.csv", output="out.csv", rules=["补助", "refund", "待遇月", "及时"])
    assert (summary.policy, summary.rows_in, summary.rows_out, summary.set_aside) == ("trial", 4, 3, 1)
    told = {tally.label: tally for tally in summary.rules}
    assert str(told["补助"].total) == "1025.00" and told["补助"].unspecified == 1
    assert str(told["报销"].total) == "12.33" and told["报销"].values == 3
    assert told["待遇月"].total is None and told["待遇月"].not_applicable == 1
    assert str(told["及时"].total) == "2" and told["及时"].missing == 1
    assert [row.row for row in summary.first] == [4]
    assert dict(told["及时"].reasons) == {"缺输入：“申请月”": 1}


def test_a_column_that_is_called_as_the_place_of_a_row(shell: Shell, parquet: Table) -> None:
    parquet("in.parquet", "SELECT 7 AS file_row_number, x AS fee FROM (VALUES ('2.00'), ('x')) AS v (x)")
    arguments = ["--output", "out.csv", "--rejects", "no.csv", "--rules", "报销"]
    assert shell("run", "trial", "--input", "in.parquet", *arguments).code == 0
    assert rows("out.csv")[0]["file_row_number"] == "7" and rows("no.csv")[0]["refused_row"] == "2"


def test_a_database_in_use(shell: Shell) -> None:
    """By another program, which holds it."""
    hold = "import duckdb, sys; held = duckdb.connect('a.duckdb'); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == b"held"
        told = shell("run", "trial", "--input", "a.duckdb::people", "--output", "out.csv")
        other.communicate()
    assert told.code == 2 and "正被别的程序使用" in told.err


def test_an_empty_file(shell: Shell) -> None:
    Path("in.csv").write_text(HEAD, "utf-8")
    told = shell("run", "trial", "--input", "in.csv", "--output", "out.csv", "--rejects", "no.csv")
    assert told.code == 0 and "读入 0 行" in told.err
    assert rows("out.csv") == [] and rows("no.csv") == []


def test_a_policy_that_is_not_valid(shell: Shell) -> None:
    Path("bad.pol").write_text("policy 坏 as bad {", "utf-8")
    Path("in.csv").write_text(HEAD, "utf-8")
    assert shell("run", "bad.pol", "--input", "in.csv", "--output", "out.csv").code == 1
    assert shell("run", "nobody", "--input", "in.csv", "--output", "out.csv").code == 2


def test_numbers_that_no_column_holds(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that may need more than 38 digits is told before a row is read."""

    def too_wide(*_: object, **__: object) -> None:
        raise TooWide("an intermediate value may have 39 digits")

    monkeypatch.setattr("policyc.targets.columns.plan.plan", too_wide)
    Path("in.csv").write_text(HEAD + GOOD, "utf-8")
    told = shell("run", "trial", "--input", "in.csv", "--output", "out.csv")
    assert told.code == 2 and "E1112" in told.err and "39 digits" in told.err


def test_lines_with_too_many_or_too_few_values(shell: Shell) -> None:
    """Are set aside in their places, with what they had; so is every other row that is, and none moves."""
    lines = [
        HEAD,
        GOOD,
        "乙,西部\n",
        '"丙\n丁",东部,2.00,2,否,,,\n',
        "\n",
        "戊,西部,2.00,2,否,,,,多,余\n",
        "己,西部,0.001,1,,,,\n",
        GOOD,
    ]
    Path("in.csv").write_text("".join(lines), "utf-8")
    arguments = ("run", "trial", "--input", "in.csv", "--output", "out.csv", "--rules", "报销", "--rejects", "no.csv")
    told = shell(*arguments)
    assert told.code == 0 and "读入 6 行，算出 3 行，剔出 3 行" in told.err
    assert "第 2 行：这一行只有2个值，表头有8列" in told.err
    assert [row["姓名"] for row in rows("out.csv")] == ["甲", "丙\n丁", "甲"]
    assert list(rows("out.csv")[0]) == [*HEAD.strip().split(","), "refund", "refund_reason"]
    aside = [(row["refused_row"], row["姓名"], row["费用"]) for row in rows("no.csv")]
    assert aside == [("2", "乙", ""), ("4", "戊", "2.00"), ("5", "己", "0.001")]
    assert "多出“多、余”" in rows("no.csv")[1]["refused"] and "小数不超过2位" in rows("no.csv")[2]["refused"]
    assert shell(*arguments[:-1], "no.duckdb::aside").code == 0
    with duckdb.connect("no.duckdb", read_only=True) as database:
        assert database.execute("SELECT refused_row FROM aside").fetchall() == [(2,), (4,), (5,)]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + '"甲,西部,12.31,3,是,2023-07-26,2023-06,1960\n' + GOOD,  # a quote that nothing closes
        HEAD + GOOD + '乙,"西部\n' + GOOD + '",12\n',  # one that is closed where other lines were taken in
        HEAD + "甲；西部；1\n" * 3 + GOOD,  # another separator
    ],
)
def test_lines_that_nobody_can_tell_apart(shell: Shell, text: str) -> None:
    Path("in.csv").write_text(text, "utf-8")
    told = shell("run", "trial", "--input", "in.csv", "--output", "out.csv", "--rules", "报销")
    assert told.code == 2 and "E1106" in told.err and not Path("out.csv").exists()
