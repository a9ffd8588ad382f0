"""Every verb: its output, its exit code, and the files it leaves."""

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

import policyc
from tests.cli.conftest import NOTICE, POLICY
from tests.cli.running import Shell


def _edit(old: str, new: str) -> None:
    """Replace a piece of the policy."""
    assert old in POLICY
    Path("policies/trial.pol").write_text(POLICY.replace(old, new), "utf-8")


def test_check_of_a_valid_policy(shell: Shell) -> None:
    run = shell("check", "policies/trial.pol")
    assert run.code == 0 and run.err == ""
    assert run.out == "policies/trial.pol：通过。共核对 3 项数字、1 个条款、1 条规则、1 个示例；原文未核对。\n"
    assert shell("check", "trial", "--lang", "en").out == (
        "policies/trial.pol: valid. Checked 3 figures, 1 clause, 1 rule, 1 example; quotes not held against their sources.\n"
    )


def test_check_of_an_invalid_policy(shell: Shell) -> None:
    _edit("80% * 补助", "80% * 补助标准")
    run = shell("check")
    assert run.code == 1
    assert run.err.startswith("policies/trial.pol:10:17: 错误 E02")
    assert "1 处错误" in run.out


@pytest.mark.parametrize("format_", ["json", "sarif", "github"])
def test_machine_formats_have_standard_output_to_themselves(shell: Shell, format_: str) -> None:
    _edit("80% * 补助", "80% * 补助标准")
    run = shell("check", "--format", format_)
    assert run.code == 1 and "1 处错误" in run.err and "1 处错误" not in run.out
    if format_ == "json":
        schema = json.loads(shell("schema", "diagnostics").out)
        data = json.loads(run.out)
        jsonschema.validate(data, schema)
        assert [d["place"]["file"] for d in data] == ["policies/trial.pol"]


def test_check_reports_every_file(shell: Shell) -> None:
    Path("policies/bad.pol").write_text("policy 乙 as\n", "utf-8")
    Path("policies/gbk.pol").write_bytes("政策".encode("gbk"))
    run = shell("check")
    assert run.code == 2
    assert len(run.out.splitlines()) == 3 + 1  # and the sum
    assert "policies/bad.pol:" in run.err and "policies/gbk.pol: 错误 E0903" in run.err


def test_quotes_are_held_against_their_sources(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "notice.txt").write_text(NOTICE, "utf-8")
    run = shell("check")
    assert run.code == 0 and "与原文核对 3 处引文、其中 3 项数字" in run.out
    _edit('quote "不低于 640 元"', 'quote "不低于650元"')
    run = shell("check")
    assert run.code == 1 and "E0801" in run.err and "E0802" in run.err
    _edit('file "notice.txt"', f'file "notice.txt" sha256 "{"0" * 64}"')
    assert "E0803" in shell("check").err
    _edit(">= 640元", ">= 650元")
    assert "E0802" in shell("check", "--sources", "sources").err
    assert "原文未核对" in shell("check", "--sources", "none").out


def test_build_writes_checks_and_protects(shell: Shell) -> None:
    assert shell("build", "--check").code == 1
    run = shell("build")
    assert run.code == 0
    assert {path.name for path in Path("generated").iterdir()} >= {"trial.json", "trial.py", "trial.md", "__init__.py"}
    assert "已写入 generated/trial.json" in run.out
    assert shell("build", "--check").code == 0
    assert "没有变化" in shell("build").out
    _edit("640", "650")
    run = shell("build", "--check")
    assert run.code == 1 and "E0703" in run.err, "the example fails first"
    Path("policies/trial.pol").write_text(POLICY.replace("640", "650").replace("512", "520"), "utf-8")
    run = shell("build", "--check")
    assert run.code == 1 and "E0908" in run.err
    module = Path("generated/trial.md")
    module.write_text(module.read_text("utf-8") + "手记\n", "utf-8")
    run = shell("build")
    assert run.code == 2 and "E0907" in run.err and module.read_text("utf-8").endswith("手记\n")
    assert shell("build", "--force").code == 0
    assert shell("build", "policies", "-o", "elsewhere").code == 0
    for path in Path("generated").iterdir():
        assert (Path("elsewhere") / path.name).read_bytes() == path.read_bytes()


def test_build_of_one_bad_policy_builds_the_others(shell: Shell) -> None:
    Path("policies/bad.pol").write_text('policy 乙 as second { region 全国 "CN" year 2023 } input 甲 as x : 元元', "utf-8")
    run = shell("build")
    assert run.code == 1 and Path("generated/trial.json").exists() and not Path("generated/second.json").exists()


def test_test_tells_what_no_example_takes(shell: Shell) -> None:
    run = shell("test", "trial")
    assert run.code == 0
    assert "示例 1/1 符合，分支和表行走到 1/3" in run.out
    assert "policies/trial.pol:11" in run.out
    _edit("== 512元", "== 513元")
    run = shell("test")
    assert run.code == 1 and "E0703" in run.err and "示例 0/1 符合" in run.out


def test_eval_by_chinese_or_ascii_name(shell: Shell) -> None:
    run = shell("eval", "trial", "central", "-g", "level=west", "--format", "json")
    assert run.code == 0
    data = json.loads(run.out)
    assert data["value"] == "512" and data["state"] == "ok" and data["nominal"] is True and "640" in data["reason"]
    assert "512元" in shell("eval", "policies/trial.pol", "中央补助", "-g", "档=西部").out


def test_eval_of_a_hole_or_without_an_input_is_an_answer(shell: Shell) -> None:
    run = shell("eval", "trial", "central", "-g", "档=东部", "--format", "json")
    assert run.code == 0
    assert json.loads(run.out)["value"] is None and json.loads(run.out)["state"] == "unspecified"
    run = shell("eval", "trial", "central", "--format", "json")
    assert run.code == 0 and json.loads(run.out)["state"] == "missing"


@pytest.mark.parametrize(
    "arguments",
    [
        ["trial", "centra"],
        ["trial", "central", "-g", "level"],
        ["trial", "central", "-g", "level=north"],
        ["trial", "central", "-g", "lvl=west"],
        ["nobody", "central"],
        ["none.pol", "central"],
        ["policies/trial.pol"],
    ],
)
def test_eval_that_cannot_be_done(shell: Shell, arguments: list[str]) -> None:
    run = shell("eval", *arguments)
    assert run.code == 2 and run.out == "" and run.err


def test_eval_of_an_invalid_policy(shell: Shell) -> None:
    _edit("80% * 补助", "80% * 补助标准")
    assert shell("eval", "trial", "central", "-g", "level=west").code == 1


def test_eval_explains(shell: Shell) -> None:
    run = shell("eval", "trial", "central", "-g", "level=west", "--explain")
    assert run.code == 0
    for said in ("中央补助", "512元", "80%", "640元", "《通知》一、标准", "西部、中部按80%、60%"):
        assert said in run.out


def test_explain_a_code(shell: Shell) -> None:
    assert shell("explain", "e0801").out.startswith("E0801  错误 · 引文和来源\n\n引文")
    assert "E0907" in shell("explain").out
    assert shell("explain", "E9999").code == 2


def test_stages(shell: Shell) -> None:
    assert "Match" in shell("stages", "policies/trial.pol", "--stage", "tree").out
    assert json.loads(shell("stages", "policies/trial.pol", "--stage", "tree", "--format", "json").out)["node"] == "File"
    model = shell("stages", "policies/trial.pol", "--stage", "model")
    assert model.code == 0 and "central" in model.out
    assert json.loads(shell("stages", "policies/trial.pol", "--stage", "model", "--format", "json").out)["id"] == "trial"
    assert shell("stages", "none.pol", "--stage", "tree").code == 2


def test_schema(shell: Shell) -> None:
    assert json.loads(shell("schema", "policy").out)["$id"] == "urn:policyc:schema:policy:1"
    assert shell("schema", "nothing").code == 2


def test_the_library_is_what_the_command_line_uses(shell: Shell) -> None:
    compilation = policyc.compile_file("policies/trial.pol")
    assert compilation.ok and compilation.policy is not None and compilation.policy.id == "trial"
    missing = policyc.compile_file("none.pol")
    assert not missing.ok and [d.code.code for d in missing.diagnostics] == ["E0901"]


def test_a_file_is_called_as_one_would_type_it_here(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    _edit("80% * 补助", "80% * 补助标准")
    monkeypatch.chdir("policies")
    assert shell("check", "trial").err.startswith("trial.pol:10:17:")
    data = json.loads(shell("check", "trial", "--format", "json").out)
    assert data[0]["place"]["file"] == "policies/trial.pol"
