"""``policyc synth`` as users meet it."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from policyc.synthesis.population import Population
from tests.cli.running import Shell


def test_a_population_to_the_screen(shell: Shell) -> None:
    run = shell("synth", "trial", "--rows", 40, "--seed", 3)
    assert run.code == 0
    lines = run.out.splitlines()
    assert lines[0] == '"person_id","level"' and len(lines) == 41
    assert {line.split(",")[1] for line in lines[5:]} == {'"west"', '"central"', '"east"'}
    assert run.err == "已写入标准输出：40 行、2 列，前 4 行是边界情形。数据是虚构的，不代表任何人。\n"
    assert shell("synth", "trial", "--rows", 40, "--seed", 3).out == run.out
    assert shell("synth", "trial", "--rows", 40, "--seed", 4).out != run.out
    assert "made up" in shell("synth", "trial", "--rows", 5, "--lang", "en").err


@pytest.mark.parametrize("name", ["people.parquet", "people.CSV"])
def test_a_seed_gives_the_same_file(shell: Shell, tmp_path: Path, name: str) -> None:
    assert shell("synth", "trial", "--rows", 1000, "-o", name).code == 0
    first = (tmp_path / name).read_bytes()
    assert shell("synth", "trial", "--rows", 1000, "-o", name).code == 0
    assert (tmp_path / name).read_bytes() == first


def test_a_file_says_that_it_is_made_up(shell: Shell, tmp_path: Path) -> None:
    shell("synth", "trial", "--rows", 10, "-o", "people.parquet")
    schema = pq.read_schema(tmp_path / "people.parquet")
    assert "虚构" in schema.metadata[b"policyc"].decode() and schema.field("level").metadata[b"label"].decode() == "档"


def test_several_policies_share_a_population(shell: Shell, tmp_path: Path) -> None:
    trial = (tmp_path / "policies" / "trial.pol").read_text("utf-8")
    other = (
        trial.replace("as trial", "as other")
        .replace("输入", "输入")
        .replace("input 档 as level : 分档", "input 档 as level : 分档\ninput 费 as fee : 元")
    )
    (tmp_path / "policies" / "other.pol").write_text(other, "utf-8")
    run = shell("synth", "trial", "other", "--rows", 20)
    assert run.out.splitlines()[0] == '"person_id","level","fee"'
    apart = trial.replace("as trial", "as apart").replace(
        "input 档 as level : 分档", "input 档 as tier_of : 分档\ninput 级 as level : 元"
    )
    apart = apart.replace("as tier {", "as tier_kind {")
    (tmp_path / "policies" / "apart.pol").write_text(apart, "utf-8")
    run = shell("synth", "trial", "apart", "--rows", 20)
    assert run.code == 2 and "E1170" in run.err and "level" in run.err


def test_nothing_is_left_where_it_is_interrupted(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "people.csv").write_text("old")

    def interrupted(self: Population, rows: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Population, "batches", interrupted)
    run = shell("synth", "trial", "--rows", 20, "--edges", 0, "-o", "people.csv")
    assert run.code == 2
    assert (tmp_path / "people.csv").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.csv", "policies", "policyc.toml"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["trial", "--rows", 5, "-o", "people.xlsx"], "write .parquet or .csv"),
        (["trial", "--rows", 0], "--rows"),
        (["trial", "--rows", 5, "--years", "2030..2021"], "2021..2030"),
        (["nothing", "--rows", 5], "E0901"),
    ],
)
def test_mistakes(shell: Shell, arguments: list[object], told: str) -> None:
    run = shell("synth", *arguments)
    assert run.code == 2 and told in run.err and run.out == ""
